"""The SRFIs, a module each."""
