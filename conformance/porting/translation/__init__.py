"""Translation of Scheme to Python where the two mean the same; elsewhere a person decides.

templates     Python templates for the standard procedures
analysis      static analysis: bound, defined and assigned names
scope         scopes, variables and their Python names
destinations  the destination of a statement's value; loops
findings      the findings of a translation, and the exceptions that stop it
expressions   expressions; `calls` has those of dialect procedures, `standard` the standard ones
statements    forms that need more than an expression; the whole program
definitions, bindings, records, loops, conditionals, handlers
              statements by purpose
translator    the translator with all forms
trees         constructors of common Python trees
python        Python source from a tree
"""
