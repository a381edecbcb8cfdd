"""Guile's classes and generic functions, `(oop goops)`."""
