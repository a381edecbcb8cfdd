"""The phrases of the benchmark's Scheme programs: how a dialect runs one, and its echo server.

A Scheme program is compiled as `schemesockets run` compiles it; what it defines is called from
Python. The plain programs do the same in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["PLAIN", "in_scheme"]

_PROGRAM: Final = """\
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(define (sum turns)
  (let loop ((i 0) (sum 0)) (if (= i turns) sum (loop (+ i 1) (+ sum i)))))
(define (is-even n) (if (= n 0) #t (is-odd (- n 1))))
(define (is-odd n) (if (= n 0) #f (is-even (- n 1))))
(define (echo peer turns)
  (do ((i 0 (+ i 1))) ((= i turns)) {echo}))
(list fib sum is-even echo)
"""

PLAIN: Final[Mapping[str, str]] = {
    "compute": """\
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def sum_(turns):
    i = total = 0
    while i != turns:
        total += i
        i += 1
    return total
""",
    "tail_calls": """\
def is_even(n):
    even = True
    while n != 0:
        even = not even
        n -= 1
    return even
""",
    "echo_in_scheme": """\
def echo(peer, turns):
    for _ in range(turns):
        peer.sendall(peer.recv(64))
""",
    "run_empty": '["-c", "pass"]',
}


def in_scheme(
    dialect: str, echo: str, imports: str = "", tail_calls: bool = False
) -> dict[str, str]:
    """Return the phrases for the programs in the language of a dialect.

    Args:
        dialect: its name.
        echo: an expression that sends back what `peer` receives, 64 bytes at most.
        imports: forms that stand first.
        tail_calls: whether it makes the tail calls, for all: they share the compiler, and that
            takes long.
    """
    text = imports + _PROGRAM.replace("{echo}", echo)
    program = (
        "from schemesockets.dialects.scheme import evaluate\n"
        f"fib, sum_, is_even, echo = evaluate({text!r}, dialect={dialect!r})\n"
    )
    found = {
        "compute": program,
        "echo_in_scheme": program,
        "run_empty": f'["-m", "schemesockets.conformance", "run", "--dialect", "{dialect}"]',
    }
    return found | {"tail_calls": program} if tail_calls else found
