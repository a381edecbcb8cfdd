"""`check` finds what is wrong in data, `new` writes data in which nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import schemesockets
from test_data_packages import FILES, write_files

from schemesockets.conformance import data
from schemesockets.conformance.catalogue.checking import diagnostics
from schemesockets.conformance.catalogue.ranking import needed, ranked
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.vocabulary import PHRASES


def test_nothing_is_wrong_in_the_built_in_data() -> None:
    assert [str(each) for each in diagnostics(data.folders()[0])] == []


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = write_files(tmp_path / "tiny", FILES)
    yield made
    if made in data._added:
        data._added.remove(made)
    data.forget()


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("phrasebooks/tiny.toml", "[phrases]\nsend = '(x'\n", 2, "send: no Scheme"),
        ("phrasebooks/tiny.toml", "[phrases]\n\nbrew = '(x)'\n", 3, "brew is not in the vocab"),
        ("phrasebooks/tiny.toml", "[phrases]\nsend = ['(x)', 'x(']\n", 2, "send: no Python"),
        ("phrasebooks/tiny.toml", "[phrases]\nreceive = '(x {size})'\n", 2, "leaves out {socket}"),
        (
            "phrasebooks/tiny.toml",
            "returns-nothing = ['accept']\n[phrases]\naccept = '(x {socket})'\n",
            1,
            "accept makes a thing",
        ),
        ("phrasebooks/tiny.toml", "[constants]\nbrew = 'x'\n", 2, "no question mentions"),
        ("phrasebooks/tiny.toml", "[phrases]\nsend = \n", 2, "Invalid value"),
        ("phrasebooks/tiny.scm", ";; one\n(define (one)\n", 1, "no Scheme"),
        ("phrasebooks/tiny.py", "# one\ndef one(:\n", 2, "no Python"),
        ("phrasebooks/tiny.xml", "<x/>\n", 1, "no file of phrasebooks"),
        (
            "expectations/tiny.toml",
            'document = "D"\n["receive.ends"]\nsection = "1"\n',
            2,
            "there is no behaviour receive.ends",
        ),
        (
            "expectations/tiny.toml",
            'document = "D"\n["receive.end"]\nsection = "1"\ndatum = "(returned 1)"\n',
            4,
            "receive.end observes nothing called datum; it has data, end",
        ),
        (
            "expectations/tiny.toml",
            'document = "D"\n["receive.end"]\nsection = "1"\ndata = "(returned _)"\n',
            4,
            "data can never fail",
        ),
        (
            "expectations/tiny.toml",
            'document = "SRFI 106"\n["receive.end"]\nsection = "none"\n',
            3,
            "SRFI 106 has no section 'none'",
        ),
        ("expectations/tiny.toml", 'document = "D"\n', 1, "receive.part: no expectation"),
        (
            "expectations/tiny.toml",
            'document = "D"\n["send.all"]\nsection = "1"\n',
            2,
            "send.all",
        ),
        (
            "systems/tiny.toml",
            'title = "T"\ndialect = "tiny"\nbased-on = "srfi-106"\n[phrases]\nbrew = "x"\n',
            5,
            "brew is not in the vocabulary",
        ),
        (
            "systems/tiny.toml",
            'title = "T"\ndialect = "tiny"\nbased-on = "srfi-106"\nkinds = [["x", "Y z"]]\n',
            4,
            "'Y z' is no kind",
        ),
        ("divergences/tiny.toml", '["receive.end"]\nkind = "fault"\n', 1, "no reason"),
        (
            "divergences/tiny.toml",
            '["receive.end"]\nkind = "odd"\nreason = "x"\n',
            2,
            "kind must be",
        ),
        ("requirements/tiny.toml", 'document = "D"\n', 1, "address is missing"),
        (
            "requirements/tiny.toml",
            'document = "D"\naddress = "x"\ndialects = ["tiny"]\n[One]\n"Words" = ["no.such"]\n',
            5,
            "there is no behaviour no.such",
        ),
        ("recordings/tiny.json", "{}", 1, "not a recording"),
        ("terms.toml", '[none]\nerrno = "x"\n', 1, "there is no phrasebook none"),
        ("terms.toml", '[tiny]\nbrew = "x"\n', 2, "there is no kind brew"),
        ("counterparts.toml", '["brew"]\nguile = ["brew"]\n', 2, "guile has no name 'brew'"),
        ("colours.toml", "x = 1\n", 1, "no table of that name"),
        ("colours/tiny.toml", "x = 1\n", 1, "no kind of data"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    name: str, text: str, line: int, message: str, folder: Path
) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    told = schemesockets("check", str(folder))
    assert told.exit_code == 1
    place = path.parent if name == "colours/tiny.toml" else path
    assert any(
        found.startswith(f"{place}:{line}: ") and message in found
        for found in told.stdout.splitlines()
    ), told.stdout


def test_a_place_that_is_none_is_refused() -> None:
    told = schemesockets("check", "no-such-place")
    assert (told.exit_code, "no registered package" in told.stderr) == (2, True)


@pytest.mark.parametrize("what", ["system", "dialect"])
def test_a_skeleton_has_no_faults_but_what_is_missing(what: str, tmp_path: Path) -> None:
    made = schemesockets("new", what, "brew", "--out", str(tmp_path / "x"))
    assert made.exit_code == 0
    files = [Path(line) for line in made.stdout.splitlines()]
    assert all(file.is_file() for file in files)
    (book,) = (file for file in files if file.parent.name == "phrasebooks")
    folder = book.parents[1]
    told = schemesockets("check", str(folder))
    assert (told.exit_code, told.stdout) == (0, "")
    again = schemesockets("new", what, "brew", "--out", str(tmp_path / "x"))
    assert again.exit_code == 2
    data._added.remove(folder)
    data.forget()


def test_the_dialect_of_a_skeleton_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schemesockets("new", "dialect", "brew", "--out", str(tmp_path))
    book = tmp_path / "brew_sockets" / "data" / "phrasebooks" / "brew.toml"
    rows = """
connect = ["(brew-connect {node} {service})", "brew_connect({node}, {service})"]
receive = ["(brew-receive {socket} {size})", "brew_receive({socket}, {size})"]
dispose = ["(brew-close {socket})", "brew_close({socket})"]
"""
    book.write_text(book.read_text(encoding="utf-8") + rows, encoding="utf-8")
    expected = book.parents[1] / "expectations" / "brew.toml"
    expected.write_text(
        'document = "D"\nbased-on = "srfi-106"\n["receive.end"]\nsection = "1"\n',
        encoding="utf-8",
    )
    words = ["report", "--data", str(book.parents[1]), "--dialect", "brew_sockets"]
    monkeypatch.syspath_prepend(str(tmp_path))
    done = schemesockets(*words, "--behaviour", "receive.end", PYTHONPATH=str(tmp_path))
    assert "brew: 1 pass" in done.stdout
    assert done.exit_code == 0
    data._added.remove(book.parents[1])
    data.forget()


def test_a_skeleton_can_be_filled_in(tmp_path: Path) -> None:
    schemesockets("new", "system", "brew", "--out", str(tmp_path))
    book = tmp_path / "phrasebooks" / "brew.toml"
    text = book.read_text(encoding="utf-8")
    filled = re.sub(r"^# ([a-z0-9-]+ = \"\(.*)", r"\1", text, flags=re.M)
    book.write_text(filled, encoding="utf-8")
    told = schemesockets("check", str(tmp_path))
    missing = [line for line in told.stdout.splitlines() if "no expectation" not in line]
    assert missing == []
    data._added.remove(tmp_path)
    data.forget()


@pytest.mark.parametrize("name", ["Brew", "foment", "a b", "../x", ""])
def test_a_bad_name_is_refused(name: str, tmp_path: Path) -> None:
    assert schemesockets("new", "system", name, "--out", str(tmp_path)).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_phrases_are_ranked_by_what_can_be_asked() -> None:
    order = [phrase for phrase, _ in ranked()]
    assert sorted(order) == sorted(set().union(*map(needed, ALL.values())))
    assert set(order) <= PHRASES.keys()
    counts = [count for _, count in ranked()]
    assert counts == sorted(counts)
    assert counts[-1] == len(ALL)
    assert counts[9] >= 60  # ten phrases are good for many questions
