"""Tables in the data whose values are of the wrong type: told with file and key, of others too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from in_process import schemesockets
from test_data_packages import FILES, write_files

from schemesockets.conformance import data
from schemesockets.conformance.catalogue.counterparts import groups
from schemesockets.conformance.catalogue.words import term
from schemesockets.conformance.data.shapes import Shape, misfit
from schemesockets.conformance.questions import written
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.notation import read as read_datum
from schemesockets.conformance.required.requirements import documents
from schemesockets.conformance.running import languages, recordings, systems


@pytest.mark.parametrize(
    ("value", "shape", "told"),
    [
        ("a", str, ""),
        (True, int, "k must be a number"),
        (["a", 3], [str], "k: item 2 must be a text"),
        ({"a": {"b": 3}}, {...: {...: str}}, "k: a: b must be a text"),
        ({"a": 3, "b": 3}, {"a": int}, ""),
        ({"a": 3}, {"a": [str], ...: int}, "k: a must be a list"),
        ("a", ([str], str), ""),
        (3, ([str], str), "k must be a list"),
    ],
)
def test_what_does_not_fit_is_told_with_its_keys(value: object, shape: Shape, told: str) -> None:
    assert misfit(value, shape, "k") == told


READERS: Mapping[str, Callable[[], Any]] = {
    "counterparts": groups,
    "expectations": lambda: expectations.load("foment"),
    "policies": lambda: expectations.load("chibi"),
    "requirements": documents,
    "questions": lambda: written.load(data.file("questions", "q.toml")),
    "recordings": lambda: recordings.load("tiny"),
    "systems": lambda: systems.load("tiny"),
    "terms": lambda: term("tiny", "receive.end", "end", read_datum("(raised other)")),
}
WRONG = {
    "counterparts.toml": [
        ('"connect a socket" = 3', "connect a socket must be a table"),
        ('["connect a socket"]\ntiny = 3', "tiny must be a list"),
        ('["connect a socket"]\ntiny = [3]', "tiny: item 1 must be a text"),
    ],
    "expectations/usual.toml": [('"receive.end" = 3', "must be a table")],
    "policies.toml": [("brews = 3", "brews must be a table")],
    "questions/q.toml": [
        ('"brew.one" = 3', "brew.one must be a table"),
        ('["brew.one"]\nquestion = 3\nscript = ""', "question must be a text"),
        ('["brew.one"]\nquestion = "?"\nscript = ["x"]', "script must be a text"),
    ],
    "recordings/tiny.json": [("[" * 100_000, "nested too deeply"), ("[" * 9, "Expecting value")],
    "requirements/tiny.toml": [
        ("document = 3", "document must be a text"),
        ('document = "D"\naddress = "a"\ndialects = "tiny"', "dialects must be a list"),
        ('document = "D"\naddress = "a"\ndialects = []\ns = 3', "s must be a table"),
        ('document = "D"\naddress = "a"\ndialects = []\n[s]\nw = [3]', "item 1 must be a text"),
    ],
    "systems/tiny.toml": [
        ("title = 3", "title must be a text"),
        ('command = "tiny -x"', "command must be a list"),
        ('kinds = "ab"', "kinds must be a list"),
        ('kinds = [["a", 3]]', "kinds: item 1: item 2 must be a text"),
        ("phrases = { connect = 3 }", "connect must be a text"),
        ('version = "1"', "version must be a table"),
    ],
    "terms.toml": [
        ("tiny = 3", "tiny must be a table"),
        ("[tiny]\nother = 3", "other must be a text"),
        ("[tiny]\nbut = 3", "but must be a table"),
        ("[tiny.but]\nx = 3", "x must be a list"),
    ],
}
SHARED = [name for name in WRONG if "/" not in name or "usual" in name]
CASES = [(name, text, told) for name, rows in WRONG.items() for text, told in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = write_files(tmp_path / "tiny", FILES)
    yield made
    if made in data._added:
        data._added.remove(made)
    data.forget()


def read(name: str) -> Any:
    return READERS[name.partition("/")[0].removesuffix(".toml")]()


@pytest.mark.parametrize(
    ("name", "text", "told"), CASES, ids=[f"{name}-{told}" for name, _, told in CASES]
)
def test_a_table_of_the_wrong_shape_is_told(folder: Path, name: str, text: str, told: str) -> None:
    write_files(folder, {name: text})
    data.add(folder)
    with pytest.raises(data.DataError) as raised:
        read(name)
    assert str(raised.value).startswith(f"{folder / name}: ")
    assert told in str(raised.value)
    assert f"{folder / name}:" in schemesockets("check", str(folder)).stdout


@pytest.mark.parametrize("name", [*SHARED, "requirements/tiny.toml", "profiles/foment.toml"])
def test_what_is_wrong_in_a_registered_package_disturbs_nobody(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("document = 3", "[["):
        write_files(folder, {name: text})
        monkeypatch.setattr(data, "registered", lambda: {"tiny": folder})
        data.forget()
        if name.startswith("profiles/"):
            languages.enter()
        else:
            assert read(name) is not None


def test_what_is_told_of_data_has_no_control_characters(folder: Path) -> None:
    """The command reads the file while it runs, and not while its options are parsed."""
    write_files(folder, {"expectations/tiny.toml": '"a\\u001b[31m" = 3\ndocument = "D"\n'})
    words = ["report", "--data", str(folder), "--dialect", "foment", "--real", "tiny"]
    done = schemesockets(*words, "--behaviour", "receive.end")
    assert done.exit_code == 2
    assert "a\\x1b;[31m is no table" in done.stderr
