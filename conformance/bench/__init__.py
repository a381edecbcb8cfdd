"""The benchmark: the same small programs in a dialect and with Python's own `socket`.

`phrasings` has the phrases of each dialect, and of the plain module, for the steps of a program.
`programs` has the programs, written once and rendered in those phrases, so that all sides of a
comparison have the same loop and the same number of calls, and the limits (`limits`) on their
cost. `cells` derives the measurements and comparisons from these tables. `worker` is the process
that measures: it runs many short rounds of all sides of a program in turn, so that noise of the
machine affects all alike; `other_end` is the process at the other end of its connections, on the
same core (`cores`) if the two take turns. `real` runs the programs in a real Scheme. `runner`
starts workers, collects their results and checks the limits; `summary` makes the tables and the
JSON. pyperf does the statistics.

    python -m schemesockets.conformance.bench --help
"""
