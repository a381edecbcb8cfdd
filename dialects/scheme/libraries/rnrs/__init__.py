"""The libraries of R6RS, `(rnrs …)`."""
