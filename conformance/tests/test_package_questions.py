"""A question that a package brings: asked, shown and recorded in every command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import schemesockets, succeeds
from test_data_packages import FILES, write_files

from schemesockets.conformance import data
from schemesockets.conformance.catalogue.behaviour_pages import catalogue_pages
from schemesockets.conformance.questions.behaviours import ALL

NAME = "brew.halves"
QUESTION = f"""
    ["{NAME}"]
    question = "Does a receive of two bytes leave the third?"
    script = '''
    (peer server (listen))
    (let c (connect "127.0.0.1" (of server port)))
    (peer connection (accept server))
    (peer (send connection #u8"abc"))
    (observe "two" (receive c 2))
    (observe "third" (receive c 1))
    (do (dispose c))
    '''
    """
ANSWER = f"""
    document = "{{}}"
    ["{NAME}"]
    section = "{{}}"
    basis = "platform"
    two = '(returned #u8"ab")'
    third = '(returned #u8"c")'
    """
SITE = """
    [schemesockets.data]
    tiny = tiny_sockets.data
    """


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of data with a system, a question and the answers of two dialects."""
    package = tmp_path_factory.mktemp("site") / "tiny_sockets"
    tiny = FILES["expectations/tiny.toml"] + ANSWER.partition('"{}"')[2].format("3")
    files = {
        **FILES,
        "questions/brew.toml": QUESTION,
        "expectations/tiny.toml": tiny,
        "expectations/srfi-106.toml": ANSWER.format("SRFI 106", "socket-recv"),
    }
    made = write_files(package / "data", files)
    write_files(
        package.parent / "tiny_sockets-1.dist-info",
        {"METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n", "entry_points.txt": SITE},
    )
    yield made
    ALL.pop(NAME, None)
    if made in data._added:
        data._added.remove(made)
    data.forget()


@pytest.fixture
def asked(folder: Path) -> tuple[str, ...]:
    return ("--data", str(folder), "--behaviour", "brew.*")


def test_it_is_asked_of_a_dialect_and_of_a_real_system(asked: tuple[str, ...]) -> None:
    words = ["report", "--dialect", "srfi-106", "--real", "tiny", "--format", "json"]
    found = json.loads(succeeds(*words, *asked))
    assert {result["subject"]: result["outcome"] for result in found["results"]} == {
        "srfi-106": "pass",
        "real:tiny": "pass",
    }


def test_it_is_in_the_html_report(asked: tuple[str, ...]) -> None:
    page = succeeds("report", "--dialect", "srfi-106", "--format", "html", *asked)
    assert "Does a receive of two bytes leave the third?" in page


def test_it_is_recorded(asked: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    succeeds("record", "--real", "tiny", "-o", str(path), *asked)
    assert list(json.loads(path.read_text(encoding="utf-8"))["results"]) == [NAME]


def test_it_is_compared_listed_and_shown(folder: Path) -> None:
    more = ("--data", str(folder))
    told = succeeds("compare", NAME, "--dialect", "srfi-106", "--real", "tiny", *more)
    assert "socket-recv" in told
    assert NAME in succeeds("behaviours", "brew.*", *more)
    program = succeeds("show", NAME, "--dialect", "srfi-106", "--language", "python", *more)
    assert "socket_recv(c, 2)" in program


def test_it_has_a_page_in_the_catalogue(folder: Path) -> None:
    data.add(folder)
    schemesockets("behaviours", "--data", str(folder))
    page = catalogue_pages()["catalogue/brew.md"]
    assert f"`{NAME}`" in page
    assert "SRFI 106" in page


def test_that_of_a_registered_package_is_asked_at_once(folder: Path) -> None:
    path = os.pathsep.join(filter(None, [str(folder.parents[1]), os.environ.get("PYTHONPATH")]))
    words = ["report", "--dialect", "srfi-106", "--behaviour", NAME]
    done = subprocess.run(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "srfi-106: 1 pass" in done.stdout


def test_check_wants_an_expectation_of_every_dialect_that_can_be_asked(folder: Path) -> None:
    told = schemesockets("check", str(folder)).stdout.splitlines()
    lines = [line for line in told if line.startswith(f"{folder / 'questions'}")]
    assert any("no expectation for foment" in line for line in lines)
    assert not any("no expectation for srfi-106" in line for line in lines)
