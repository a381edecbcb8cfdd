"""From a Scheme program to a Python one.

tokens, numeric  the text of a program as tokens, each with its place
reader           the tokens as data
libraries        the imports, and what each library is here
resolver         what a name means: a dialect's, a report's, or none of ours
translation/     Python of what means the same in both languages
porting          a program and what it becomes
notes            what to know about a name: requirements, differences, what changes
telling          all of it as data and as Markdown
"""
