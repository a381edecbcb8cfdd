"""The conformance suite: behaviours, the runs that test them, and reports."""
