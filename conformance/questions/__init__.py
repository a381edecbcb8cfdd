"""The questions, and what a program that asks one looks like; nothing here runs a program.

vocabulary   the phrases of the subject
actions      the steps of the peer
script       a behaviour: a question and its script, in phrases and actions
behaviours/  the behaviours, a module for each area
phrasebook   the phrases in one dialect, as Scheme and as Python
rendering    a script and a phrasebook made into a program
"""
