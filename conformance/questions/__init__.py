"""The behaviours, and the programs that are made of them; nothing here runs a program.

vocabulary   the phrases of the subject
actions      the steps of the peer
script       a behaviour: a question and its script, in phrases and actions
behaviours/  the behaviours, a module for each area
phrasebook   the phrases in one dialect, as Scheme and as Python
rendering    making a program of a script and a phrasebook
"""
