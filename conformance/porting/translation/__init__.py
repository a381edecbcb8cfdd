"""From Scheme to Python, where the two mean the same; elsewhere a person decides.

base          what stands in for the procedures that every Scheme has
scope         variables, and how they are spelled
destinations  what becomes of a statement's value; loops
found         what a translation finds, and what stops it
expressions   values: `ours` has the calls of our procedures, `standard` what every Scheme has
statements    what needs more than an expression; the program
translator    the whole, with all forms
definitions, bindings, records, loops, choices, failures
              statements by what they are for
binders       which names forms bind
shapes        Python trees that come up again and again
python        Python text of a tree
"""
