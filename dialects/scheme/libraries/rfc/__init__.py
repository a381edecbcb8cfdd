"""Sagittarius's `(rfc …)`."""
