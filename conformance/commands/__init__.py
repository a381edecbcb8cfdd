"""The commands of `schemesockets`, a module each, and what they share."""
