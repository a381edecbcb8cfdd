"""The forms of the language, each declared where its expansion is written.

A module has a `TABLE`; an expression's function takes the expander, the form, the scope and the
place and returns a node, and a definition's, wrapped in `Definition`, takes a frame for the scope.
"""
