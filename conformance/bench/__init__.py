"""What a dialect costs: the same small programs in a dialect and on Python's own `socket`.

`phrasings` says how each dialect, and the plain module, phrase what a program does; `programs` are
the programs, written once and rendered in those phrases, so that all sides of a comparison have
the same loop and the same number of calls, with the limits (`limits`) on what they may cost.
`cells` works out of these tables what is measured and compared. `worker` is the process that
measures: it runs all sides of a program in turn, many short rounds of each, so that a noisy
machine is as noisy for the one as for the other; `other_end` is the process at the other end of
its connections, on the same core (`cores`) where the two take turns. `real` runs the programs in a
real Scheme. `runner` starts workers, keeps what they bring and judges it; `summary` makes the
tables and the JSON of it all. pyperf does the statistics.

    python -m schemesockets.conformance.bench --help
"""
