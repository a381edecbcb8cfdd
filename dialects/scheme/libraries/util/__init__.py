"""Sagittarius's `(util …)`."""
