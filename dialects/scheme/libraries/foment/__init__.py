"""Foment's `(foment base)`."""
