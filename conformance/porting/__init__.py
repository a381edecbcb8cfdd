"""From a Scheme program to a Python one.

tokens    the text of a program as tokens, each with its place
reader    the tokens as data
"""
