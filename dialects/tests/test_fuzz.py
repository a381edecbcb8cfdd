"""Every procedure of every dialect with arguments at random, for half a minute.

What is called, and what may come of it, is in `fuzz.py`; `SCHEMESOCKETS_FUZZ_SECONDS` says for how
long. The seed is a fresh one, printed in any case, and a report says how to make its calls again.
"""

from __future__ import annotations

import os

import fuzz
import pytest

PLANTED = {
    ("raw", "raw"),
    ("mumbling", "text fails"),
    ("garrulous", "long text"),
    ("unprintable", "unprintable"),
    ("slow", "slow"),
    ("chaining", "chained"),
    ("cycling", "cycle"),
    ("acting", "acted"),
    ("accepting", "accepted"),
    ("generous", "too much"),
    ("piping", "signal"),
    ("deaf", "handler"),
    ("complaining", "complaint"),
    ("leaking", "leak"),
    ("hanging", "hang"),
    ("dying", "died"),
    ("asking", "passed on"),
}


def run(*arguments: str) -> fuzz.Run:
    """Run the fuzzer, and print what it has to say."""
    made = fuzz.started(list(arguments))
    if made is None:
        pytest.skip("no network namespace can be made here (unshare -n, unshare -rn)")
    made.run()
    print(made.summary())
    assert not made.failure
    return made


def test_nothing_is_found() -> None:
    # Other tests run beside it, so a call may take long that has nothing to wait for.
    seconds = os.environ.get("SCHEMESOCKETS_FUZZ_SECONDS", "30")
    done = run("--seconds", seconds, "--patience", "30")
    assert not done.counts, f"seed {done.options.seed}: {len(done.counts)} ways to fail"


def test_faults_that_were_planted_are_found() -> None:
    done = run("--module", "fuzz_planted", "--calls", "10000", "--seed", "1", "--patience", "3")
    found = {(name.partition(".")[2], kind) for name, kind, _ in done.counts}
    assert found >= PLANTED
    assert not any(name == "sound" for name, _ in found)
    assert {kind for _, kind in found} == set(fuzz.KINDS)


def test_the_same_seed_makes_the_same_calls() -> None:
    arguments = ("--module", "fuzz_planted", "--procedure", "fuzz_planted.raw", "--seed", "7")
    once, again = (run(*arguments, "--calls", "1000") for _ in range(2))
    assert once.counts == again.counts
    assert once.examples == again.examples


def test_a_call_that_was_reported_can_be_made_again() -> None:
    for call, found in (("fuzz_planted.raw('1')", 1), ("fuzz_planted.raw(1)", 0)):
        done = run("--module", "fuzz_planted", "--call", call)
        assert done.calls == 1
        assert len(done.counts) == found


def test_a_signal_that_a_stdlib_file_lets_come_is_no_finding() -> None:
    for file in ("python.text", "chicken.output", "text.utf-8"):
        call = f"r7rs_io.write_string('x' * 100_000, state({file!r}, 'shut'))"
        done = run("--call", call)
        assert done.calls == 1
        assert not done.counts
