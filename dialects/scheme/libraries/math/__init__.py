"""Sagittarius's `(math …)`."""
