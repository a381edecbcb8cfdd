"""Guile's `(web …)`."""
