"""Data that others bring: folders and packages, bases, one-sided phrasebooks, waits, kinds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from attrs import evolve

from schemesockets.conformance import data
from schemesockets.conformance.questions import phrasebook
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.notation import Symbol, read
from schemesockets.conformance.running import systems
from schemesockets.conformance.running.probing import version_in
from schemesockets.conformance.running.results import judge
from schemesockets.conformance.running.run import Observed

STAND_IN = f"{sys.executable} {Path(__file__).with_name('stand_in.py')} behave"

FILES = {
    "systems/tiny.toml": f"""
        title = "Tiny"
        dialect = "tiny"
        based-on = "srfi-106"
        command = {json.dumps(STAND_IN.split())}
        """,
    "phrasebooks/tiny.toml": """
        returns-nothing = ["dispose"]
        [phrases]
        connect = "(make-client-socket {node} {service})"
        receive = "(socket-recv {socket} {size})"
        dispose = "(socket-close {socket})"
        """,
    "expectations/tiny.toml": """
        document = "The Tiny manual"
        ["receive.available"]
        section = "3"
        ["receive.end"]
        section = "3"
        end = '(returned eof)'
        ["receive.part"]
        section = "3"
        basis = "design"
        rest = '(returned #u8"else")'
        ["receive.waits"]
        section = "3"
        outcome = "waits"
        """,
}


def write_files(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path / "tiny", FILES)


@pytest.fixture
def _added(folder: Path) -> Iterator[None]:
    data.add(folder)
    yield
    data._added.remove(folder)
    data.forget()


def schemesockets(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def outcomes(text: str) -> dict[str, Any]:
    made = json.loads(text)
    return {
        result["behaviour"]: (result["outcome"], result["reason"])
        for result in made["results"]
        if result["subject"] == "real:tiny"
    }


REPORT = ("report", "--dialect", "srfi-106", "--real", "tiny", "--behaviour", "receive.*")


def test_a_scheme_without_a_dialect_in_python_is_examined(folder: Path) -> None:
    done = schemesockets(*REPORT, "--data", str(folder), "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = outcomes(done.stdout)
    assert found["receive.available"] == ("pass", "")
    assert found["receive.end"] == ("fail", "not as expected: end")
    assert found["receive.part"] == ("fail", "not as expected: rest")
    assert found["receive.waits"] == ("fail", "it does not wait")
    assert found["receive.zero"] == ("fail", "no expectation is on file")
    assert found["receive.peek"][0] == "cannot-say"


def test_its_differences_are_told_as_what_they_are(folder: Path) -> None:
    done = schemesockets(*REPORT, "--data", str(folder), "--format", "markdown")
    states = dict(re.findall(r"`(receive\.\w+)`: (\w+)", done.stdout))
    assert states["receive.end"] == "differs"
    assert states["receive.part"] == "unspecified"
    assert states["receive.zero"] == "unspecified"


def test_a_registered_package_brings_its_data(folder: Path) -> None:
    """Its modules are not imported: this one would end the command."""
    package = folder.parent / "site" / "tiny_sockets"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit(5)\n", encoding="utf-8")
    shutil.copytree(folder, package / "data")
    write_files(
        package.parent / "tiny_sockets-1.dist-info",
        {
            "METADATA": "Metadata-Version: 2.1\nName: tiny-sockets\nVersion: 1\n",
            "entry_points.txt": """
                [schemesockets.data]
                tiny = tiny_sockets.data
                gone = no_such_package.data
                """,
        },
    )
    path = os.pathsep.join(filter(None, [str(package.parent), os.environ.get("PYTHONPATH")]))
    done = schemesockets(*REPORT, "--format", "json", PYTHONPATH=path)
    assert (done.returncode, done.stderr) == (0, "")
    assert outcomes(done.stdout)["receive.available"] == ("pass", "")
    shown = schemesockets("show", "receive.end", "--real", "tiny", PYTHONPATH=path)
    assert "(socket-recv c 10)" in shown.stdout


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("systems/tiny.toml", 'title = "Tiny"\n', "its dialect, has no phrasebook"),
        ("systems/tiny.toml", 'title = "Tiny"\ndialect = "tiny"\n', "'import' is missing"),
        ("systems/tiny.toml", 'dialect = "tiny"\nbased-on = "none"\n', "no system 'none'"),
        ("systems/tiny.toml", 'dialect = "tiny"\nbased-on = "tiny"\n', "based on itself"),
        ("systems/tiny.toml", "title = \n", "Invalid value"),
        (
            "systems/tiny.toml",
            'dialect = "tiny"\nbased-on = "guile"\ncolour = "red"\n',
            "'colour', which means nothing",
        ),
        (
            "systems/tiny.toml",
            'dialect = "tiny"\nbased-on = "guile"\nkinds = [["(", "other"]]\n',
            "unterminated",
        ),
        ("phrasebooks/tiny.toml", "[phrases]\nbrew = '(brew)'\n", "brew is not in the vocabulary"),
        ("phrasebooks/tiny.toml", "based-on = 'none'\n", "there is no phrasebook 'none'"),
        ("phrasebooks/tiny.toml", "based-on = 'tiny'\n", "it is based on itself"),
        ("phrasebooks/tiny.toml", "based-on = 5\n", "based-on must be a list of phrasebooks"),
        ("phrasebooks/tiny.toml", "without = ['send']\n", "without names send"),
        ("expectations/tiny.toml", "x = 5\n", "document"),
        ("expectations/tiny.toml", "document = 'D'\nx = 5\n", "x is no table"),
        ("expectations/tiny.toml", "document = 'D'\nbased-on = 5\n", "based-on must be"),
        (
            "expectations/tiny.toml",
            "document = 'D'\nbased-on = 'none'\n",
            "no expectations of 'none'",
        ),
        ("expectations/tiny.toml", "document = 'D'\n['a.b']\nx = '1'\n", "section is missing"),
        (
            "expectations/tiny.toml",
            "document = 'D'\n['a.b']\nsection = '1'\nx = '(returned'\n",
            "a.b: x:",
        ),
        (
            "expectations/tiny.toml",
            "document = 'D'\n['a.b']\nsection = '1'\noutcome = 'sleeps'\n",
            'outcome can be "waits" or "not-asked"',
        ),
        (
            "expectations/tiny.toml",
            "document = 'D'\n['a.b']\nsection = '1'\nbasis = 'rumour'\n",
            "basis must be one of",
        ),
    ],
)
def test_data_that_cannot_be_used_are_told_with_their_file(
    name: str, text: str, message: str, folder: Path
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    done = schemesockets(*REPORT, "--data", str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    done = schemesockets("show", "receive.end", "--real", "guile", "--data", str(tmp_path))
    assert done.returncode == 2
    assert "there are no data in it" in done.stderr


@pytest.mark.usefixtures("_added")
def test_the_rows_of_a_base_count_where_a_book_has_none(folder: Path) -> None:
    write_files(
        folder,
        {
            "phrasebooks/tiny.toml": """
                based-on = "r7rs-ports"
                without = ["u8-ready"]
                [phrases]
                peek-u8 = "(look {port})"
                """
        },
    )
    data.forget()
    book = phrasebook.load("tiny")
    assert book.phrases["read-u8"] == ("(read-u8 {port})", "read_u8({port})")
    assert book.phrases["peek-u8"] == ("(look {port})", "")
    assert "u8-ready" not in book.phrases
    assert "write-u8" in book.returns_nothing
    assert "read-into" in book.helpers


@pytest.mark.usefixtures("_added")
def test_expectations_may_be_based_on_a_dialects(folder: Path) -> None:
    write_files(
        folder,
        {
            "expectations/tiny.toml": """
                based-on = "srfi-106"
                document = "The Tiny manual"
                ["receive.end"]
                section = "3"
                end = '(returned eof)'
                """
        },
    )
    data.forget()
    found, base = expectations.load("tiny"), expectations.load("srfi-106")
    assert found.keys() == base.keys()
    assert found["receive.part"] == base["receive.part"]
    assert found["receive.end"].document == "The Tiny manual"
    assert found["receive.end"].observations["end"] == read("(returned eof)")


@pytest.mark.usefixtures("_added")
def test_of_several_bases_the_first_that_states_something_counts(folder: Path) -> None:
    bases = 'based-on = ["foment", "guile"]\ndocument = "The Tiny manual"\n'
    write_files(folder, {"expectations/tiny.toml": bases})
    data.forget()
    found = expectations.load("tiny")
    foment, guile = expectations.load("foment"), expectations.load("guile")
    assert found.keys() == foment.keys() | guile.keys()
    assert all(found[name] == stated for name, stated in foment.items())
    assert all(found[name] == guile[name] for name in guile.keys() - foment.keys())


def test_tables_that_dialects_share_are_put_together(folder: Path) -> None:
    write_files(folder, {"terms.toml": '[tiny]\nerrno = "a tiny error"\n'})
    data.add(folder)
    try:
        terms = data.merged("terms")
        assert terms["tiny"] == {"errno": "a tiny error"}
        assert terms["guile"]["errno"] == "system-error"
    finally:
        data._added.remove(folder)
        data.forget()


END = ALL["receive.end"]


def expected(waits: bool = False, /, **patterns: str) -> expectations.Expectation:
    written = {label: read(pattern) for label, pattern in patterns.items()}
    return expectations.Expectation("D", "1", "document", written, written, waits)


def test_waiting_for_ever_can_be_expected() -> None:
    hung = Observed({"data": read('(returned #u8"abc")')}, problem="hung", reason="no answer")
    waits = expected(True, data='(returned #u8"abc")')
    assert judge(END, "tiny", hung, waits).outcome == "pass"
    assert judge(END, "tiny", evolve(hung, observations={}), waits).outcome == "hung"
    assert judge(END, "tiny", evolve(hung, problem="crashed"), waits).outcome == "crashed"
    went_on = judge(END, "tiny", evolve(hung, problem=None), waits)
    assert (went_on.outcome, went_on.reason) == ("fail", "it does not wait")


def test_a_result_with_nothing_to_compare_it_with_is_no_pass() -> None:
    seen = Observed({"data": read('(returned #u8"abc")'), "end": read("(returned eof)")})
    assert judge(END, "tiny", seen, None).outcome == "fail"
    half = judge(END, "tiny", seen, expected(data='(returned #u8"abc")'))
    assert (half.outcome, half.reason) == ("fail", "no expectation is on file for end")


def test_an_error_of_unknown_kind_is_neither_for_nor_against() -> None:
    system = systems.load("guile")
    assert system.kind("something else went wrong") == "unknown"
    assert system.kind("x: Name or service not known") == "lookup-failed"
    assert system.kind("x: Connection refused") == "ECONNREFUSED"
    raised = (Symbol("raised"), Symbol("unknown"))
    seen = Observed({"data": raised, "end": read("(returned eof)")})
    patterns = {"data": "(raised bad-value)", "end": "(returned eof)"}
    unclear = judge(END, "tiny", seen, expected(**patterns))
    assert (unclear.outcome, unclear.reason) == ("unclear", "an error of unknown kind: data")
    patterns["data"] = "(returned 1)"
    assert judge(END, "tiny", seen, expected(**patterns)).outcome == "fail"
    patterns["data"] = "(raised _)"
    assert judge(END, "tiny", seen, expected(**patterns)).outcome == "pass"


@pytest.mark.parametrize(
    ("printed", "pattern", "version"),
    [
        ("(r7rs tiny-1.2)\n", "tiny-([0-9.]+)", "1.2"),
        ("(r7rs tiny)\n", "tiny-?([0-9.]*)", "unknown"),
        ("()\n", "(.*)", "unknown"),
        ("", "tiny-([0-9.]+)", "unknown"),
        ("tiny", "tiny(-[0-9.]+)?", "unknown"),
    ],
)
def test_a_version_that_tells_nothing_is_unknown(printed: str, pattern: str, version: str) -> None:
    assert version_in(printed, re.compile(pattern)) == version


PAGE = Path(__file__).parents[2] / "docs" / "report-on-a-scheme.md"


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not installed")
def test_the_data_on_the_page_for_maintainers_make_a_report(tmp_path: Path) -> None:
    """Step by step, with a stand-in for the Scheme."""
    blocks = re.findall(
        r'^```toml title="(tiny-data/.*?)"\n(.*?)^```', PAGE.read_text("utf-8"), re.S | re.M
    )
    assert sum(text.count("\n") for _, text in blocks) <= 40
    folder = write_files(tmp_path, dict(blocks)) / "tiny-data"
    checked = schemesockets("check", str(folder))
    missing = [line for line in checked.stdout.splitlines() if "no words for it" not in line]
    assert (missing, checked.stderr) == ([], "")
    words = ["report", "--dialect", "srfi-106", "--data", str(folder)]
    done = schemesockets(*words, "--real", f"tiny={STAND_IN}", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = [outcome for outcome, _ in outcomes(done.stdout).values() if outcome != "cannot-say"]
    assert len(found) >= 40
    assert found.count("pass") >= 30
