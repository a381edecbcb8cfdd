"""CHICKEN's own modules, `(chicken …)`."""
