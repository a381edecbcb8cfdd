"""What a dialect costs: the same small programs in a dialect and on Python's own `socket`.

`subjects` says how each dialect, and the plain module, phrase what a program does; `programs` are
the programs, written once and rendered in those phrases, so that both sides of a comparison have
the same loop and the same number of calls. `worker` is the process that measures: it runs both
sides round about, many short rounds of each, so that a noisy machine is as noisy for the one as
for the other; `peer` is the process at the other end of its connections. `runner` starts workers
and keeps what they bring; `real` runs a program in a real Scheme, to be put beside; `report` makes
the table and the JSON of it all. pyperf does the statistics.

    python -m schemesockets.conformance.bench --help
"""
