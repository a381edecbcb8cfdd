"""Translation of Scheme programs to Python.

tokens, numeric  the lexer: tokens with their positions in the text
reader           the parser: data from tokens
libraries        the imports of a program, and the counterpart of each library
resolver         name resolution: the dialect or report that a name belongs to
translation/     Python for each form that means the same in both languages
program          the port of a whole program
notes            requirements, differences and changes that concern a name
serialization    a port as data and as Markdown
"""
