"""Scheme around the sockets: whole programs of every dialect, read, expanded, compiled and run.

`load` and `evaluate` are the way in from Python, `command.main` from a shell.
"""
