"""The process that makes the calls: batch after batch, each out of the seed and its own number.

Everything found is written to a pipe as lines of JSON; the call under way is noted in shared
memory, for whoever has to say what this process died of.
"""

from __future__ import annotations

import collections
import contextlib
import ctypes
import faulthandler
import fcntl
import gc
import importlib
import json
import math
import mmap
import os
import resource
import socket
import struct
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic
from typing import IO, Any, Final

from attrs import define, field
from fuzz_calls import Call, Calls
from fuzz_oracle import Examiner, Symptom, alone, garbage
from fuzz_states import IDLE
from fuzz_targets import Target, find_targets
from fuzz_values import Bench, Value
from fuzz_watch import Overdue, Signalled, Watch, descriptors, opened

from schemesockets.dialects.conditions import Condition

__all__ = ["BATCH", "Worker", "raise_loopback", "work"]

BATCH: Final = 500  # calls
_BISECTING: Final = 5.0  # seconds
_SIMPLIFYING: Final = 0.5  # seconds
_MEMORY: Final = 8 * 2**30  # bytes of address space
_SIGNAL_AFTER: Final = 0.002  # seconds
_SHARE_SIGNALLED: Final = 0.01
_TWICE: Final = frozenset({"cycle", "acted"})
_MANY: Final = 30  # procedures that are slow to refuse, after which the others may be as well
_ALONE: Final = frozenset({"slow", "cycle", "acted"})  # else it was the machine, or is done once
_SIOCSIFFLAGS: Final = 0x8914
_IFF_UP: Final = 1

Key = tuple[str, str, str]


@define
class Worker:
    """What the calls of a run have in common."""

    examiner: Examiner
    calls: Calls
    report: IO[str]
    seed: int
    known: set[Key]
    deadline: float = math.inf
    hung: collections.Counter[str] = field(factory=collections.Counter)
    spoke: float = 0.0
    repeated: collections.Counter[Key] = field(factory=collections.Counter)
    bisected: int = 0

    def batch(self, number: int, skip: int = 0) -> None:
        """Make the calls of a batch but for the first `skip`."""
        random = Random(f"{self.seed}/{number}")
        before = descriptors()
        made: list[Call] = []
        for place in range(BATCH):
            self.examiner.watch.place = place
            self.be_heard()
            if monotonic() > self.deadline:
                break
            signal_after = None
            if random.random() < _SHARE_SIGNALLED:
                call = self.calls.right(random)
                idle(call)
                signal_after = _SIGNAL_AFTER
            else:
                call = self.calls.next(random)
            if place < skip or self.hung[call.target.name] > 1:
                continue
            made.append(call)
            try:
                symptoms = self.examiner.examine(call, signal_after)
            except (Overdue, Signalled):  # between the end of a call and ours of watching it
                self.examiner.bench.pool.give_back(untouched=False)
                continue
            for symptom in symptoms:
                self.found(number, call, symptom, signal_after)
        self.examiner.watch.rest()
        self.examiner.bench.pool.close()
        self.examiner.bench.live.drain()
        after = descriptors()
        if after > before and self.bisected < 10:
            self.bisected += 1
            self._bisect(number, made)
        repair_standard_files()
        self.say(batch=number, calls=len(made), repeated=list(self.repeated.items()))
        self.repeated.clear()

    def found(
        self, number: int, call: Call, symptom: Symptom, signal_after: float | None = None
    ) -> None:
        """Report a symptom; the first of its kind by the simplest call that shows it."""
        key = call.target.name, symptom.kind, symptom.detail
        fields = {"procedure": key[0], "kind": key[1], "detail": key[2]}
        if key in self.known:
            self.repeated[key] += 1
            return
        if symptom.kind == "hang":
            self.hung[call.target.name] += 1
        by_itself = symptom.kind == "leak" or self._shows(call, key, signal_after)
        if not by_itself and symptom.kind in _ALONE:
            return
        self.known.add(key)
        if symptom.kind == "slow":
            self.calls.light.add(call.target.name)
            if len(self.calls.light) == _MANY:
                self.calls.light.update(each.name for each in self.calls.targets)
        elif by_itself and symptom.kind not in ("hang", "leak"):
            call, symptom = self._simplest(call, key, symptom, signal_after)
        said = symptom.said
        if by_itself and symptom.kind == "cycle":
            said += f": {garbage(self.examiner, call)}"
        self.say(found=str(call), said=said, batch=number, alone=bool(by_itself), **fields)

    def _shows(self, call: Call, key: Key, signal_after: float | None) -> Symptom | None:
        """The symptom, if a call shows it with states of its own."""
        self.be_heard()
        try:
            symptoms = alone(self.examiner, call, signal_after)
            if key[1] in _TWICE and any(each.kind == key[1] for each in symptoms):
                symptoms = alone(self.examiner, call)
        except (Exception, Overdue, Signalled):  # a simpler call may ask for what there is not
            return None
        wanted = (each for each in symptoms if (each.kind, each.detail) == key[1:])
        return next(wanted, None)

    def _simplest(
        self, call: Call, key: Key, symptom: Symptom, signal_after: float | None
    ) -> tuple[Call, Symptom]:
        end = monotonic() + _SIMPLIFYING
        for _ in range(20):
            for simpler in call.simpler():
                if monotonic() > end:
                    return call, symptom
                shown = self._shows(simpler, key, signal_after)
                if shown is not None:
                    call, symptom = simpler, shown
                    break
            else:
                break
        return call, symptom

    def _bisect(self, number: int, made: list[Call]) -> None:
        """Find the calls of a batch that leave a descriptor or a thread behind."""
        end = monotonic() + _BISECTING
        for call in made:
            self.be_heard()
            if monotonic() > end:
                break
            key = call.target.name, "leak", ""
            if key in self.known:
                self.repeated[key] += 1
            elif self._leaves(call):
                counts = [descriptors()]
                for _ in range(2):
                    self._leaves(call)
                    counts.append(descriptors())
                if counts[0] < counts[1] < counts[2]:
                    said = f"descriptors and threads: {counts[0]}, then {counts[2]}"
                    self.found(number, call, Symptom("leak", "", said))

    def _leaves(self, call: Call) -> bool:
        """Whether there are more descriptors or threads after a call, made alone, than before."""
        before = opened()
        with contextlib.suppress(Exception, Overdue, Signalled):
            alone(self.examiner, call)
        return opened() > before

    def be_heard(self) -> None:
        """Say something if the last word was long ago."""
        if monotonic() - self.spoke > 1.0:
            self.say()

    def say(self, **fields: Any) -> None:
        """Write a line to whoever started this process."""
        self.report.write(json.dumps(fields) + "\n")
        self.report.flush()
        self.spoke = monotonic()


def idle(call: Call) -> None:
    """Give a call sockets that have nothing to read, so that it waits."""
    for place, value in enumerate(call.args):
        if value.form:
            text = f"state({value.form!r}, {IDLE!r})"
            call.args[place] = Value(text, "state", form=value.form, condition=IDLE)


def repair_standard_files() -> None:
    """Open /dev/null where a call has closed a standard file."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)


def raise_loopback() -> None:
    """Bring up lo, the one interface of a new network namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def chosen(targets: list[Target], names: list[str]) -> list[Target]:
    """Those of the targets that are called so, in Python or in Scheme; all for no names."""
    if not names:
        return targets
    found = [each for each in targets if {each.name, each.scheme} & set(names)]
    if not found:
        raise SystemExit(f"no such procedure: {', '.join(names)}")
    return found


def modules_named(names: list[str]) -> dict[str, Any] | None:
    """Modules of marked procedures, by name, as `find_targets` takes them; None for no names."""
    if not names:
        return None
    return {name: (importlib.import_module(name), (Condition,)) for name in names}


def work(options: dict[str, Any], report: IO[str], note: mmap.mmap | None) -> None:
    """Make calls until there were enough or the time is over."""
    faulthandler.enable()
    ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG: end with the parent
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    raise_loopback()
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        bench = Bench()
        watch = Watch(note, options["patience"])
        modules = modules_named(options["modules"])
        for name, (module, _) in (modules or {}).items():
            bench.names[name] = module
        targets = find_targets(bench, modules)
        worker = Worker(
            Examiner(bench, watch),
            Calls(chosen(targets, options["procedures"])),
            report,
            options["seed"],
            {tuple(key) for key in options["known"]},
        )
        worker.hung.update({name: 2 for name, kind, _ in worker.known if kind == "hang"})
        gc.collect()
        gc.freeze()
        gc.disable()
        if options["call"]:
            show(worker, Call.parsed(options["call"], targets))
            return
        worker.deadline = monotonic() + options["seconds"]
        for number in batches(options):
            if monotonic() > worker.deadline:
                break
            worker.batch(number, options["skip"] if number == options["first"] else 0)
        os.chdir("/")


def batches(options: dict[str, Any]) -> Iterator[int]:
    """The numbers of the batches to make."""
    if options["batch"] is not None:
        yield options["batch"]
        return
    yield from range(options["first"], (options["calls"] + BATCH - 1) // BATCH)


def show(worker: Worker, call: Call) -> None:
    """Make one call and report all that it shows."""
    waits = any(value.condition == IDLE and "timed" not in value.form for value in call.args)
    for _ in range(2):  # the second time nothing is made that is made once
        symptoms = alone(worker.examiner, call, _SIGNAL_AFTER if waits else None)
    for each in symptoms:
        fields = {"procedure": call.target.name, "kind": each.kind, "detail": each.detail}
        said = each.said
        if each.kind == "cycle":
            said += f": {garbage(worker.examiner, call)}"
        worker.say(found=str(call), said=said, batch=0, alone=True, **fields)
    worker.say(batch=0, calls=1)


def main() -> None:
    """Work as the process that `fuzz` starts."""
    options = json.loads(sys.argv[1])
    with (
        open(options["report"], "w", encoding="utf-8", errors="backslashreplace") as report,
        open(options["note"], "r+b") as shared,
    ):
        work(options, report, mmap.mmap(shared.fileno(), 0))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
