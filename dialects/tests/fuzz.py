"""Call every procedure of every dialect with everything, and report what should not happen.

    python dialects/tests/fuzz.py --seed 1 --calls 300000
    python dialects/tests/fuzz.py --call "guile.send(state('guile', 'gone'), b'a', True)"

The same seed makes the same calls. They are made by a process of its own (`fuzz_worker`) in a
network namespace that has loopback alone; this one looks after it, starts another where it died or
hangs, and groups what was found by procedure and kind, with one call as Python text for each.
Exits with 1 if there were findings, with 77 where there can be no namespace.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import mmap
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from time import monotonic
from typing import Any, Final

__all__ = ["KINDS", "Run", "started"]

_SILENCE: Final = 20.0  # seconds without a word, beyond its patience, until a process hangs
_NO_NAMESPACE: Final = 77
_RESTARTS: Final = 50
_SHOWN: Final = 12  # of each kind, unless all are asked for

KINDS: Final = {
    "raw": "an exception that is none of the dialect's",
    "text fails": "an error whose text cannot be had",
    "long text": "an error whose text is too long",
    "unprintable": "an error with characters in its text that do not print",
    "slow": "a refusal that takes long",
    "chained": "an error that prints as more than one",
    "cycle": "a failed call that leaves reference cycles",
    "acted": "a refused call that has done something",
    "accepted": "an argument taken that the procedure's mark refuses",
    "passed on": "the system asked with an argument that the mark refuses",
    "too much": "more bytes returned than asked for",
    "signal": "a call that lets a signal come",
    "handler": "an exception of a signal handler that did not arrive",
    "complaint": "a warning or an exception in __del__",
    "leak": "descriptors or threads left open",
    "hang": "a call that waits with nothing to wait for",
    "died": "a call that ended the process",
}
"""What each kind of finding is."""


class Run:
    """A run of the fuzzer: the processes that it starts, and what they find."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.calls = 0
        self.batches = 0
        self.place = 0  # in the batch, of the call to go on with
        self.failure = ""
        self.counts: collections.Counter[tuple[str, str, str]] = collections.Counter()
        self.examples: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.silence = _SILENCE + options.patience
        self.started = monotonic()

    def run(self) -> None:
        """Start processes until one has come to the end."""
        for _ in range(_RESTARTS):
            if self._process():
                break
            over = monotonic() - self.started > self.options.seconds
            if over or self.options.call or self.options.batch is not None:
                break

    def _process(self) -> bool:
        """Run one process; return whether it came to the end."""
        with (
            tempfile.NamedTemporaryFile() as note,
            tempfile.TemporaryFile() as errors,
            contextlib.ExitStack() as stack,
        ):
            note.write(bytes(4096))
            note.flush()
            reading, writing = os.pipe()
            os.set_inheritable(writing, True)
            report = stack.enter_context(open(reading, "rb", buffering=0))
            process = subprocess.Popen(
                self._command(note.name, f"/dev/fd/{writing}"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=(writing,),
            )
            os.close(writing)
            ended = self._listen(report)
            if not ended:
                process.send_signal(signal.SIGABRT)  # faulthandler says where it was
            code = process.wait()
            if ended and code == 0:
                return True
            with mmap.mmap(note.fileno(), 0) as shared:
                place, _, call = shared[:].partition(b"\0")[0].decode().partition("\n")
            errors.seek(0)
            told = errors.read().decode(errors="backslashreplace")[-3000:]
        if not call or code == 1:
            self.failure = f"the fuzzer itself failed: {call}\n{told}"
            return True
        self.place = int(place) + 1
        name = call.partition("(")[0]
        kind, said = "died", f"ended with {code}"
        if not ended:
            kind, said = "hang", f"nothing for {self.silence:.0f} s"
        key = name, kind, ""
        self.counts[key] += 1
        self.examples.setdefault(
            key, {"found": call, "said": f"{said}\n{told}", "alone": False, "batch": self.batches}
        )
        return False

    def _command(self, note: str, report: str) -> list[str]:
        options = {
            "seed": self.options.seed,
            "calls": self.options.calls,
            "seconds": self.options.seconds - (monotonic() - self.started),
            "first": self.batches,
            "skip": self.place,
            "batch": self.options.batch,
            "call": self.options.call,
            "procedures": self.options.procedure,
            "modules": self.options.module,
            "patience": self.options.patience,
            "known": list(self.examples),
            "report": report,
            "note": note,
        }
        worker = str(Path(__file__).with_name("fuzz_worker.py"))
        return [*self.options.namespace, sys.executable, worker, json.dumps(options)]

    def _listen(self, report: Any) -> bool:
        """Take what a process reports until it ends; return False if it fell silent."""
        rest = b""
        while select.select([report], [], [], self.silence)[0]:
            data = report.read(65536)
            if not data:
                return True
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                self._take(json.loads(line))
        return False

    def _take(self, told: dict[str, Any]) -> None:
        if "calls" in told:
            self.calls += told["calls"]
            self.batches, self.place = told["batch"] + 1, 0
            for again, count in told.get("repeated", ()):
                self.counts[tuple(again)] += count
            return
        if "procedure" not in told:
            return
        key = told["procedure"], told["kind"], told["detail"]
        self.counts[key] += 1
        if "found" in told:
            self.examples[key] = told

    def summary(self) -> str:
        """The report."""
        seconds = monotonic() - self.started
        lines: list[str] = []
        for kind, meaning in KINDS.items():
            keys = [key for key in self.counts if key[1] == kind]
            if not keys:
                continue
            count = sum(self.counts[key] for key in keys)
            lines += ["", f"{kind}: {meaning} ({count} calls, {len(keys)} ways)"]
            keys.sort(key=lambda key: (key[0], key[2]))
            shown = keys if self.options.all else keys[:_SHOWN]
            for key in shown:
                lines += self._way(key)
            names = sorted({key[0] for key in keys[len(shown) :]} - {key[0] for key in shown})
            if names:
                text = f"and of {len(names)} more (--all shows them): {', '.join(names)}"
                lines += textwrap.wrap(text, 99, initial_indent="  ", subsequent_indent="    ")
        total = sum(self.counts.values())
        lines += ["", "kind         calls  ways"]
        for kind in KINDS:
            ways = [key for key in self.counts if key[1] == kind]
            if ways:
                count = sum(self.counts[key] for key in ways)
                lines.append(f"{kind:12} {count:5}  {len(ways):4}")
        lines += [
            f"{self.calls} calls in {seconds:.0f} s, {total} findings, seed {self.options.seed}"
        ]
        return "\n".join([*lines, self.failure])

    def _way(self, key: tuple[str, str, str]) -> list[str]:
        name, _, detail = key
        told = self.examples[key]
        lines = [f"  {name} {detail}".rstrip() + f" ({self.counts[key]})"]
        lines.append(f"    {told['found']}")
        lines += [f"      {line}" for line in told["said"].splitlines()]
        if not told["alone"]:
            again = f"--seed {self.options.seed} --batch {told['batch']}"
            lines.append(f"      (seen only after others: {again})")
        return lines


def _namespace() -> list[str] | None:
    """The command that starts a program without a network; None where there is none."""
    for flags in ("-n", "-rn"):
        command = ["unshare", flags]
        with contextlib.suppress(OSError):
            tried = subprocess.run([*command, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return command
    return None


def started(arguments: list[str]) -> Run | None:
    """A run as arguments of the command ask for it; None where there can be no namespace."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, help="a number to make the same calls again")
    parser.add_argument("--calls", type=int, default=None, help="how many calls")
    parser.add_argument("--seconds", type=float, default=None, help="how long at most")
    parser.add_argument("--procedure", action="append", default=[], help="only this one")
    parser.add_argument("--batch", type=int, help="only this part of what a seed makes")
    parser.add_argument("--call", help="one call, as a report has it")
    parser.add_argument("--module", action="append", default=[], help="procedures of a module")
    parser.add_argument("--patience", type=float, default=5.0, help="seconds until a call hangs")
    parser.add_argument("--all", action="store_true", help="show one call for every finding")
    options = parser.parse_args(arguments)
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(2**32)
    if options.calls is None:
        options.calls = 10**9 if options.seconds is not None else 300_000
    options.seconds = 1e9 if options.seconds is None else options.seconds
    print(f"seed {options.seed}", flush=True)
    options.namespace = _namespace() if sys.platform == "linux" else None
    return None if options.namespace is None else Run(options)


def main() -> int:
    """Run as a command; return its exit status."""
    run = started(sys.argv[1:])
    if run is None:
        print("no network namespace can be made here (unshare -n, unshare -rn)")
        return _NO_NAMESPACE
    run.run()
    print(run.summary())
    return 1 if run.counts or run.failure else 0


if __name__ == "__main__":
    sys.exit(main())
