"""CHICKEN's eggs."""
