"""Guile's `(ice-9 …)`, where it is not part of `guile`."""
