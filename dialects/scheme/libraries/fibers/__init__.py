"""Guile's `(fibers …)`, over threads."""
