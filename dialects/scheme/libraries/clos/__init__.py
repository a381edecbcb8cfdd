"""Sagittarius's classes and generic functions, `(clos …)`."""
