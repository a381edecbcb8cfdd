"""The commands of `schemesockets`, a room each, and what they share."""
