"""The pytest plugin examines a dialect outside the package, and the command does too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from attrs import frozen

from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.required import expectations

HERE = Path(__file__).parent
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")])),
}
LIMIT = 600
EXPECTATIONS = expectations.load("srfi-106")

FAULTS = {
    # shutdown-method takes its names for bits
    "flags.shutdown-both",
    # socket-recv gives nothing at all at the end
    "accept.client-gone",
    "datagram.empty",
    "ended.reset-peek",
    "ended.reset-receive",
    "receive.after-shutdown",
    "receive.end",
    "receive.end-again",
    "receive.peek-end",
    "receive.zero",
    "shutdown.both",
    "shutdown.peer",
    "shutdown.read",
    # call-with-socket closes although its procedure raises
    "call.not-a-procedure",
    "call.raises",
}


@frozen
class Ran:
    """What a pytest run came to: its status, its output, and each test's failure, if any."""

    status: int
    output: str
    failures: dict[str, str | None]
    skipped: set[str]


def examine(tmp_path: Path, *words: str) -> Ran:
    xml = tmp_path / "results.xml"
    done = subprocess.run(
        [
            *[sys.executable, "-m", "pytest", "--pyargs", "schemesockets.conformance"],
            *["-p", "no:cacheprovider", f"--junitxml={xml}", *words],
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=ENVIRONMENT,
        cwd=tmp_path,
        timeout=LIMIT,
    )
    failures: dict[str, str | None] = {}
    skipped = set()
    if xml.exists():
        for case in ElementTree.parse(xml).iter("testcase"):
            failure, skip = case.find("failure"), case.find("skipped")
            name = case.attrib["name"].removeprefix("test_behaviour[").removesuffix("]")
            failures[name] = None if failure is None else failure.text or ""
            if skip is not None:
                skipped.add(name)
    return Ran(done.returncode, done.stdout, failures, skipped)


def test_a_faulty_dialect_fails_where_it_is_faulty_and_nowhere_else(tmp_path: Path) -> None:
    ran = examine(tmp_path, "--schemesockets-dialect", "faulty_dialect")
    assert ran.status == 1
    assert ran.failures.keys() == {f"faulty-{name}" for name in ALL}
    failed = {name for name, failure in ran.failures.items() if failure is not None}
    assert failed == {f"faulty-{name}" for name in FAULTS}
    for name in FAULTS:
        told = ran.failures[f"faulty-{name}"]
        assert told is not None
        assert f"{name}: {ALL[name].question}" in told
        assert f"by {EXPECTATIONS[name].citation}" in told
        for label in ALL[name].labels:
            assert f"expected {label}: " in told
            assert f"observed {label}: " in told
        assert "sync(0)" in told  # the program
        assert "(sync 0)" in told  # the transcript


def test_a_healthy_dialect_passes(tmp_path: Path) -> None:
    ran = examine(tmp_path, "--schemesockets-dialect", "healthy_dialect")
    assert ran.status == 0, ran.output
    assert ran.failures.keys() == {f"healthy-{name}" for name in ALL}
    assert ran.skipped == {f"healthy-{name}" for name in ALL.keys() - EXPECTATIONS.keys()}


def test_several_dialects_and_a_choice_of_behaviours(tmp_path: Path) -> None:
    ran = examine(
        tmp_path,
        *["--schemesockets-dialect", "foment", "--schemesockets-dialect", "healthy_dialect"],
        *["-k", "flags.merge or flags.purge-absent"],
    )
    assert ran.status == 0, ran.output
    assert ran.failures.keys() == {
        f"{dialect}-{name}"
        for dialect in ("foment", "healthy")
        for name in ("flags.merge", "flags.purge-absent")
    }


def test_a_real_system_is_examined(tmp_path: Path) -> None:
    command = f"srfi-106@stand-in={sys.executable} {HERE / 'stand_in.py'} leaky"
    ran = examine(tmp_path, "--schemesockets-real", command, "-k", "construct.c or flags.merge")
    assert ran.status == 1
    told = ran.failures["real:srfi-106@stand-in-construct.client"]
    assert told is not None
    assert "left 1 descriptors open" in told
    assert "(import (scheme base)" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--schemesockets-dialect", "no_such_dialect"], "no dialect 'no_such_dialect'"),
        (["--schemesockets-dialect", "json"], "json has no DIALECT"),
        (["--schemesockets-real", "foment=/no/such/program"], "no program '/no/such/program'"),
    ],
)
def test_whom_there_is_not_is_said(tmp_path: Path, words: list[str], message: str) -> None:
    ran = examine(tmp_path, *words)
    assert ran.status not in (0, 1)
    assert message in ran.output


def test_the_command_examines_it_as_well() -> None:
    done = subprocess.run(
        [
            *[sys.executable, "-m", "schemesockets.conformance", "report", "--format", "json"],
            *["--dialect", "faulty_dialect", "--dialect", "healthy_dialect"],
        ],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=LIMIT,
    )
    assert done.returncode == 1
    bad = {
        (result["subject"], result["behaviour"])
        for result in json.loads(done.stdout)["results"]
        if result["outcome"] not in ("pass", "cannot-say")
    }
    assert bad == {("faulty", name) for name in FAULTS}
