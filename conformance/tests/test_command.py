"""The command `schemesockets` as a process: its reports, its exit statuses, its messages."""

from __future__ import annotations

import copy
import json
import os
import pty
import select
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import in_process
import jsonschema
import pytest

from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.reports.report import schema
from schemesockets.conformance.running import recordings, suite

HERE = Path(__file__).parent
COMMAND = [sys.executable, "-m", "schemesockets.conformance"]
STAND_IN = shlex.join([sys.executable, str(HERE / "stand_in.py")])
# The example dialects beside this file are modules that a user might have.
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")])),
    "COLUMNS": "100",
}
LIMIT = 600


def schemesockets(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env={**ENVIRONMENT, **environment},
        timeout=LIMIT,
    )


def validate(made: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(made)


def json_report(*words: str, status: int = 0) -> dict[str, Any]:
    done = schemesockets("report", "--format", "json", *words)
    assert (done.returncode, done.stderr) == (status, "")
    made: dict[str, Any] = json.loads(done.stdout)
    validate(made)
    return made


def outcomes(made: dict[str, Any], subject: str) -> dict[str, str]:
    return {
        result["behaviour"]: result["outcome"]
        for result in made["results"]
        if result["subject"] == subject
    }


def test_a_report_of_everything_is_valid_and_both_dialects_do_what_is_expected() -> None:
    made = json_report("--dialect", "srfi-106", "--dialect", "foment")
    assert [subject["name"] for subject in made["subjects"]] == ["srfi-106", "foment"]
    assert [behaviour["name"] for behaviour in made["behaviours"]] == list(ALL)
    for subject in ("srfi-106", "foment"):
        came = outcomes(made, subject)
        assert came.keys() == ALL.keys()
        assert set(came.values()) <= {"pass", "cannot-say"}
        assert list(came.values()).count("pass") >= 70
    assert made["run"]["seconds"] > 0
    for result in made["results"]:
        if result["outcome"] == "pass":
            assert result["observation"].keys() == result["expectation"].keys()
            assert result["citation"]
            assert result["transcript"]


def test_expectations_that_are_not_met_are_status_1_and_are_named() -> None:
    words = ["--dialect", "faulty_dialect", "--behaviour", "flags.shutdown-*"]
    made = json_report(*words, status=1)
    assert outcomes(made, "faulty") == {
        "flags.shutdown-both": "fail",
        "flags.shutdown-method": "pass",
        "flags.shutdown-write": "pass",
    }
    shown = schemesockets("report", *words)
    assert shown.returncode == 1
    assert "faulty fails:" in shown.stdout
    assert "flags.shutdown-both  fail  not as expected: both" in shown.stdout
    assert "both: expected (returned 2)" in shown.stdout
    assert "observed (returned 1)" in shown.stdout
    assert "SRFI 106, shutdown-method" in shown.stdout
    assert "faulty: 2 pass, 1 fail" in shown.stdout


def test_what_a_real_system_does_fails_nothing() -> None:
    words = ["--dialect", "srfi-106", "--behaviour", "construct.[co]*"]
    words += ["--real", f"srfi-106@stand-in={STAND_IN} tired"]
    made = json_report(*words)
    assert set(outcomes(made, "real:srfi-106@stand-in").values()) == {"crashed"}
    shown = schemesockets("report", *words)
    assert shown.returncode == 0
    assert "real:srfi-106@stand-in differs from what is expected:" in shown.stdout
    assert "exit status 3; I have had enough" in shown.stdout
    assert "ours     (returned #f)" in shown.stdout


def test_a_real_system_is_asked_beside_ours() -> None:
    made = json_report(
        *["--dialect", "srfi-106", "--behaviour", "receive.end", "--behaviour", "close.twice"],
        *["--real", f"srfi-106@stand-in={STAND_IN} behave"],
    )
    assert outcomes(made, "srfi-106") == {"close.twice": "pass", "receive.end": "pass"}
    assert outcomes(made, "real:srfi-106@stand-in") == outcomes(made, "srfi-106")
    (real,) = [subject for subject in made["subjects"] if subject["kind"] == "real"]
    assert real["dialect"] == "srfi-106"


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (["report", "--behaviour", "recieve.end"], ["recieve.end", "receive.end"]),
        (["report", "--dialect", "srfi106"], ["srfi106", "srfi-106", "foment"]),
        (["report", "--dialect", "no.such.module"], ["no.such.module"]),
        (["report", "--dialect", ".relative"], [".relative"]),
        (["report", "--dialect", "json"], ["json", "DIALECT"]),
        (["report", "--dialect", "this_module_is_broken"], ["ZeroDivisionError"]),
        (["report", "--real", "fomment=cat"], ["fomment", "foment"]),
        (["report", "--real", "foment=/no/such/program"], ["/no/such/program", "no program"]),
        (["report", "--real", "foment=no-such-program x"], ["no-such-program", "no program"]),
        (["report", "--real", "srfi-106@gauche"], ["srfi-106@gauche=COMMAND"]),
        (["report", "--real", "foment='x"], ["foment", "quotation"]),
        (["report", "--format", "yaml"], ["yaml"]),
        (["report", "--nonsense"], ["--nonsense"]),
        (["show", "recv.end", "--dialect", "foment"], ["recv.end", "receive.end"]),
        (["show", "receive.end", "--dialect", "fomment"], ["fomment", "foment"]),
        (["show", "call.result", "--dialect", "foment"], ["call-with-receiving"]),
        (["show", "receive.end"], ["--dialect"]),
        (["record", "--real", "foment=/no/such/program"], ["/no/such/program"]),
        (["record"], ["--real"]),
        (["sing"], ["sing"]),
    ],
)
def test_what_makes_no_sense_is_status_2_and_a_clear_message(
    words: list[str], messages: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "this_module_is_broken.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    result = in_process.schemesockets(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    for message in messages:
        assert message in result.stderr


def test_what_makes_no_sense_is_the_status_of_the_process() -> None:
    done = schemesockets("report", "--dialect", "srfi106")
    assert (done.returncode, done.stdout) == (2, "")
    assert "srfi-106" in done.stderr


def test_a_program_that_cannot_be_run_is_status_2(tmp_path: Path) -> None:
    script = tmp_path / "scheme"
    script.write_text("nonsense")
    script.chmod(0o755)
    for words in (["report", "--dialect", "foment"], ["record", "-o", str(tmp_path / "r.json")]):
        done = schemesockets(*words, "--real", f"foment={script}")
        assert done.returncode == 2
        assert f"{script} cannot be started" in done.stderr
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1", "TERM": "xterm"}])
def test_there_is_no_progress_bar_in_a_pipe(environment: dict[str, str]) -> None:
    words = ["report", "--dialect", "foment", "--behaviour", "flags.*"]
    done = schemesockets(*words, **environment)
    assert (done.returncode, done.stderr) == (0, "")


def test_there_is_a_progress_bar_on_a_terminal() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "report", "--behaviour", "flags.*", "--dialect", "foment"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**ENVIRONMENT, "TERM": "xterm"},
    ) as process:
        os.close(theirs)
        shown = b""
        while select.select([ours], [], [], LIMIT)[0]:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # Linux's way of saying that the other end has closed
                break
        os.close(ours)
        assert process.stdout is not None
        printed = process.stdout.read()
    total = len(suite.select(["flags.*"]))
    assert process.returncode == 0
    assert f"/{total}".encode() in shown
    assert b"foment: " in printed
    assert b"\x1b" not in printed


@pytest.mark.parametrize("form", ["json", "terminal"])
def test_a_report_goes_to_a_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / "report"
    words = ["report", "--dialect", "srfi-106", "--behaviour", "flags.merge"]
    done = schemesockets(*words, "--format", form, "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = path.read_text(encoding="utf-8")
    if form == "json":
        assert json.loads(text)["format"] == "schemesockets-report"
    else:
        assert "srfi-106: 1 pass" in text
        assert "\x1b" not in text


def test_a_recording_is_read_back_and_judged_as_the_report_does(tmp_path: Path) -> None:
    path = tmp_path / "recording.json"
    real = f"srfi-106@stand-in={STAND_IN} behave"
    done = schemesockets("record", "--real", real, "-o", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    recording = recordings.read_recording(path.read_text(encoding="utf-8"))
    assert recording.label == "srfi-106@stand-in"
    examined = suite.examine([recordings.RecordedSubject(recording)], suite.select())
    results = {result.behaviour: result for result in examined}
    assert results.keys() == ALL.keys()
    glob = "send.*"
    made = json_report("--dialect", "srfi-106", "--behaviour", glob, "--real", real)
    for reported in made["results"]:
        if reported["subject"] == "real:srfi-106@stand-in":
            recorded = results[reported["behaviour"]]
            assert recorded.outcome == reported["outcome"]
            assert recorded.observation == reported["observation"]
            assert recorded.citation == reported["citation"]
    seen = [result.outcome for result in examined]
    assert seen.count("pass") >= 10
    assert seen.count("crashed") >= 10


def test_some_behaviours_are_recorded_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "recording.json"
    words = ("record", "--real", f"srfi-106@stand-in={STAND_IN} behave", "-o", str(path))

    def recorded() -> dict[str, Any]:
        results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["results"]
        return results

    assert schemesockets(*words, "--behaviour", "send.*").returncode == 0
    sending = recorded()
    assert sending
    assert all(name.startswith("send.") for name in sending)
    assert schemesockets(*words, "--behaviour", "close.peer").returncode == 0
    assert recorded().keys() == {"close.peer", *sending}
    assert list(recorded()) == sorted(recorded())
    other = path.read_text(encoding="utf-8").replace(
        '"subject-version": "', '"subject-version": "0'
    )
    path.write_text(other, encoding="utf-8")
    refused = schemesockets(*words, "--behaviour", "close.peer")
    assert refused.returncode == 2
    assert "leave --behaviour out" in refused.stderr
    assert path.read_text(encoding="utf-8") == other


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "schemesockets-recording", "version": 2}',
        '{"format": "schemesockets-recording", "version": 1}',
        '{"format": "schemesockets-recording", "version": 1, "subject": "foment",'
        ' "subject-version": "1", "run": {}, "results": {"receive.end": {}}}',
        '{"format": "schemesockets-recording", "version": 1, "subject": "foment",'
        ' "subject-version": "1", "run": {}, "results": []}',
    ],
)
def test_what_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        recordings.read_recording(text)


@pytest.fixture(scope="module")
def small_report() -> dict[str, Any]:
    return json_report("--dialect", "foment", "--behaviour", "flags.merge")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made["results"][0].pop("citation"),
        lambda made: made["results"][0].update(outcome="perhaps"),
        lambda made: made["results"][0].update(surplus=1),
        lambda made: made["run"].update(ended="yesterday"),
        lambda made: made.update(version=1),
        lambda made: made["results"][0].update(programs={"scheme": ["no key"]}),
        lambda made: made["results"][0].update(divergence={"kind": "fault"}),
        lambda made: made["subjects"][0].pop("run"),
        lambda made: made["behaviours"][0].update(name="Receive"),
    ],
)
def test_the_schema_refuses_what_is_no_report(small_report: dict[str, Any], spoil: Any) -> None:
    made = copy.deepcopy(small_report)
    spoil(made)
    with pytest.raises(jsonschema.ValidationError):
        validate(made)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (None, "there is no program 'csi' on this machine"),
        (
            "printf '\\n%s\\n%s\\n' 'no such library: socket' 'called from' >&2; exit 70",
            "no such library",
        ),
        ("true", "it says nothing"),
    ],
)
def test_what_lacks_its_sockets_is_shown_as_recorded(
    script: str | None, why: str, tmp_path: Path
) -> None:
    """An interpreter alone is not the dialect: CHICKEN's sockets are a library of their own."""
    if script is not None:
        (tmp_path / "csi").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "csi").chmod(0o755)
    words = ["report", "--dialect", "chicken", "--behaviour", "receive.end", "--format", "json"]
    done = schemesockets(*words, "--real", "chicken", PATH=str(tmp_path))
    assert done.returncode == 0
    assert done.stderr.startswith("real:chicken cannot be asked, this is its recording: ")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    made = json.loads(done.stdout)
    validate(made)
    assert outcomes(made, "real:chicken") == {"receive.end": "pass"}
    (real,) = [subject for subject in made["subjects"] if subject["name"] == "real:chicken"]
    assert real["kind"] == "recorded"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 0", "it says nothing"),
        ("echo Welcome; exit 1", "Welcome"),
        ("echo 'could not find (socket)' >&2; exit 1", "could not find (socket)"),
        ("echo '(sync 0)'; read line; exit 1", "it says nothing"),
        ("while :; do echo '(sync 0)'; done", "it says nothing"),
        ("yes flood >&2", "flood"),
    ],
)
def test_a_system_whose_programs_do_not_run_is_refused_at_once(
    script: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / "scheme").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "scheme").chmod(0o755)
    path = tmp_path / "recording.json"
    path.write_text("as it was", encoding="utf-8")
    for words in (["record", "-o", str(path)], ["report", "--dialect", "chicken"]):
        done = schemesockets(*words, "--real", f"chicken={tmp_path / 'scheme'}")
        assert done.returncode == 2
        assert f"chicken cannot be asked: {why}" in done.stderr
        assert "Traceback" not in done.stderr
    assert path.read_text(encoding="utf-8") == "as it was"


def test_a_report_that_cannot_be_written_is_an_unusable_argument(tmp_path: Path) -> None:
    words = ["report", "--dialect", "srfi-106", "--behaviour", "flags.merge"]
    there = schemesockets(*words, "-o", str(tmp_path / "no" / "such" / "folder"))
    assert there.returncode == 2
    assert "cannot be written" in there.stderr


def test_nobody_is_asked_twice() -> None:
    words = ["report", "--behaviour", "flags.merge", "--format", "json", "--dialect", "srfi-106"]
    done = schemesockets(*words, "--dialect", "srfi-106")
    assert [result["subject"] for result in json.loads(done.stdout)["results"]] == ["srfi-106"]
    other = schemesockets(*words, "--dialect", "schemesockets.dialects.srfi106")
    assert other.returncode == 2
    assert "twice" in other.stderr
