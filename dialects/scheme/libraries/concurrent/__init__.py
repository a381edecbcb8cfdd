"""Sagittarius's `(util concurrent …)`."""
