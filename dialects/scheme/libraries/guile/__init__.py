"""Guile's core environment, `(guile)`."""
