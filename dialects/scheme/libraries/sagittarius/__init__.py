"""Sagittarius's own libraries, `(sagittarius …)`."""
