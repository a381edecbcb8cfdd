"""Sabotage of our own dialects: deliberate faults, and the behaviours that notice them.

    python -m schemesockets.conformance.sabotage --dialect srfi-106

A fault breaks one requirement of a document by a change of the source. A fault that no behaviour
notices shows that a question is missing or too weak.
"""
