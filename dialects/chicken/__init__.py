"""CHICKEN: the socket egg."""
