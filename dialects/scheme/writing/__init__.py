"""The compiler's second style: a program as Python that a person reads and goes on with.

expansion     a program read and expanded, with its libraries and what it loads
translation   a whole program: which Python module each form goes to
namespaces    these modules' names, and what they import
assembly      their texts put together
writer        functions: the compiler's translation, in Python's own names and forms
plain         library procedures for which Python has words of its own
inference     what variables hold and procedures return
tails         which tail calls must not take stack
literals      constants as expressions
comments      the program's comments, and where they stand
layout        Python's `ast` as text, as formatters lay it out
"""
