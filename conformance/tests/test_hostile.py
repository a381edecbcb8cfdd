"""Commands that claim to be a Scheme and harm whoever runs them: each ends in a sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import surroundings
from attrs import frozen

HOSTILE = f"{sys.executable} {Path(__file__).with_name('hostile.py')}"


@frozen
class Row:
    """What a command does, and when; the exit status and the sentence about it."""

    when: str
    mode: str
    status: int
    sentence: str


CANNOT = "stand-in cannot be asked: "
ROWS = [
    Row("always", "silent", 2, f"{CANNOT}it says nothing"),
    Row("always", "fails", 2, f"{CANNOT}I have had enough"),
    Row("always", "crashes", 2, f"{CANNOT}it ends with the exit status -11"),
    Row("always", "floods_both", 2, f"{CANNOT}xxxxx"),
    Row("always", "floods_complaints", 2, f"{CANNOT}xxxxx"),
    Row("always", "floods_a_line", 2, f"{CANNOT}xxxxx"),
    Row("always", "has_children", 2, f"{CANNOT}it says nothing"),
    Row("always", "daemonises", 2, f"{CANNOT}it says nothing"),
    Row("always", "closes_streams", 2, f"{CANNOT}it says nothing"),
    Row("always", "writes_controls", 2, f"{CANNOT}\\x1b;[31mred\\x7; \\x9b;2J \\x202e;"),
    Row("always", "writes_bytes", 2, f"{CANNOT}\N{REPLACEMENT CHARACTER}"),
    Row("always", "takes_memory", 2, f"{CANNOT}out of memory"),
    Row("always", "fills_the_folder", 2, f"{CANNOT}File too large"),
    Row("always", "removes_its_folder", 2, f"{CANNOT}it says nothing"),
    Row("always", "locks_its_folder", 2, f"{CANNOT}it says nothing"),
    Row("always", "kills_its_parent", 2, f"{CANNOT}"),
    Row("always", "kills_its_group", 2, f"{CANNOT}it says nothing"),
    Row("always", "lowers_its_limits", 2, f"{CANNOT}Traceback"),
    Row("question", "wait_for_ever", 2, f"{CANNOT}it has not ended within 20 s"),
    Row("version", "wait_for_ever", 0, "unknown: pass"),
    Row("version", "floods_both", 0, "unknown: pass"),
    Row("version", "silent", 0, "unknown: pass"),
    Row("version", "has_no_version", 0, "unknown: pass"),
    Row("version", "has_a_blank_version", 0, "unknown: pass"),
    Row("version", "crashes", 0, "unknown: pass"),
    Row("version", "kills_its_parent", 0, "unknown: pass"),
    Row("program", "floods_both", 0, "standin-1.0: crashed: it printed what is not of the proto"),
    Row("program", "floods_complaints", 0, "standin-1.0: crashed: it ended before its script"),
    Row("program", "answers_for_ever", 0, "standin-1.0: crashed: it printed more than 2097152"),
    Row("program", "answers_in_controls", 0, "standin-1.0: crashed: it printed what is not of"),
    Row("program", "closes_streams", 0, "standin-1.0: crashed: it ended before its script did"),
    Row("program", "daemonises", 0, "standin-1.0: crashed: it ended before its script did"),
    Row("program", "kills_its_parent", 0, "standin-1.0: crashed: it ended before its script did"),
    Row("program", "takes_memory", 0, "standin-1.0: crashed: it ended before its script did"),
    Row("program", "locks_its_folder", 0, "standin-1.0: crashed: it ended before its script did"),
    Row("program", "stops", 0, "standin-1.0: hung: no answer within"),
]


REPORT = ("report", "--behaviour", "construct.other-things", "--format", "json")


def label(row: Row) -> str:
    return f"srfi-106@{row.when}-{row.mode}"


def command(row: Row) -> str:
    return f"{label(row)}={HOSTILE} {row.when} {row.mode}"


REFUSED = [row for row in ROWS if row.status == 2]
EXAMINED = {
    when: [row for row in ROWS if row.status == 0 and row.when == when]
    for when in ("version", "program")
}


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: f"{row.when}-{row.mode}")
def test_a_command_that_cannot_be_asked_is_told_in_a_sentence(row: Row, tmp_path: Path) -> None:
    words = [*REPORT, "--dialect", "srfi-106", "--real", command(row)]
    done = surroundings.run(words, tmp_path)
    assert (done.status, done.output) == (2, "")
    sentence = row.sentence.replace("stand-in", label(row).partition("@")[2])
    assert sentence in done.complaints
    assert "Traceback" not in done.complaints.replace("be asked: Traceback", "")
    assert len(done.complaints) < 3000


@pytest.mark.parametrize("when", EXAMINED)
def test_commands_that_do_harm_later_have_their_results_and_the_others_theirs(
    when: str, tmp_path: Path
) -> None:
    rows = EXAMINED[when]
    reals = [word for row in rows for word in ("--real", command(row))]
    done = surroundings.run([*REPORT, "--dialect", "srfi-106", *reals], tmp_path)
    assert (done.status, done.complaints) == (0, "")
    report = json.loads(done.output)
    versions = {each["name"]: each["version"] for each in report["subjects"]}
    found = {each["subject"]: each for each in report["results"]}
    assert found["srfi-106"]["outcome"] == "pass"
    told = {}
    for row in rows:
        name = f"real:{label(row)}"
        result = found[name]
        parts = (versions[name], result["outcome"], result["reason"])
        told[row] = ": ".join(filter(None, parts))
    assert {row: said for row, said in told.items() if not said.startswith(row.sentence)} == {}


NO_PROGRAMS = {
    "nothing": (None, 0, "there is no program"),
    "no permission": (b"#!/bin/sh\n", 0o600, "there is no program"),
    "no format": (b"\x7fELF and nothing else", 0o700, "Exec format error"),
    "no interpreter": (b"#!/no/such/interpreter\n", 0o700, "No such file or directory"),
}


@pytest.mark.parametrize("what", NO_PROGRAMS)
def test_what_is_no_program_is_told_in_a_sentence(what: str, tmp_path: Path) -> None:
    content, mode, sentence = NO_PROGRAMS[what]
    path = tmp_path / "scheme"
    if content is not None:
        path.write_bytes(content)
        path.chmod(mode)
    done = surroundings.run(["report", "--real", f"srfi-106@stand-in={path}"], tmp_path)
    assert (done.status, done.output) == (2, "")
    assert CANNOT in done.complaints
    assert sentence in done.complaints
