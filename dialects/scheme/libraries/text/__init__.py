"""Sagittarius's `(text …)`."""
