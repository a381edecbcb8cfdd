"""The compiler's second style: a program as Python that a person reads and goes on with.

translation   a whole program: read, expanded, written
writer        functions: the compiler's translation, in Python's own names and forms
plain         library procedures for which Python has words of its own
inference     what variables hold and procedures return
tails         which tail calls must not take stack
literals      constants as expressions
identifiers   Python names for variables
comments      the program's comments, and where they stand
layout        Python's `ast` as text, as formatters lay it out
"""
