"""The Python of phrases that follows from their Scheme, and what `check` tells of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import schemesockets

from schemesockets.conformance import data
from schemesockets.conformance.questions import phrasebook
from schemesockets.conformance.questions.derivation import derived
from schemesockets.conformance.questions.phrasebook import PhrasebookError


@pytest.mark.parametrize(
    ("scheme", "python"),
    [
        ("(socket-send! {socket} {data})", "socket_send({socket}, {data})"),
        ("(socket?  {socket})", "is_socket({socket})"),
        ('(open-server #f "0" *af-inet* 128)', 'open_server(None, "0", AF_INET, 128)'),
        ("(a->b af/inet {no-name} #t -5)", "a_to_b(AF_INET, {no-name}, True, -5)"),
        ("({accessor} {socket})", "{accessor}({socket})"),
        ("(car (accept {socket}))", "accept({socket})[0]"),
        ("(f (length {found}) '() 'name)", 'f(len({found}), [], "name")'),
        ("(g (lambda () (list 1 2)) (lambda (a b) a))", "g(lambda: [1, 2], lambda a, b: a)"),
        ("(send {socket} (make-bytevector {count} 0))", "send({socket}, bytes({count}))"),
        ("(= (port-of {a}) (string->number {b}))", "port_of({a}) == int({b})"),
        ("(or (accept {socket}) 'nothing)", "accept({socket})"),
        ('(f "a \\"(b)\\"")', 'f("a \\"(b)\\"")'),
        ("*msg-peek*", "MSG_PEEK"),
        ("0", "0"),
        # No rule says what these are in Python.
        ("(if {a} 1 2)", ""),
        ("(set! {a} 1)", ""),
        ("(class 1)", ""),
        ("(or {a} 5)", ""),
        ("(- 1)", ""),
        ("(- (- 1 2) 3)", ""),
        ("(car (lambda () 1))", ""),
        ("(lambda args args)", ""),
        ("(f car)", ""),
        ("(f #x10)", ""),
        ("(f `(a ,b))", ""),
        ("(f", ""),
        ("f)", ""),
        ("()", ""),
        ("", ""),
        ("((f) 1)", ""),
    ],
)
def test_python_follows_from_scheme(scheme: str, python: str) -> None:
    assert derived(scheme) == python


def _repeats(scheme: str, python: str) -> bool:
    return derived(scheme) == python.strip() != ""


@pytest.mark.parametrize("name", data.names("phrasebooks"))
def test_no_phrasebook_repeats_what_follows(name: str) -> None:
    stated = tomllib.loads(data.text("phrasebooks", f"{name}.toml"))
    rows = [*stated.get("phrases", {}).items(), *stated.get("constants", {}).items()]
    assert [key for key, row in rows if isinstance(row, list) and _repeats(*row)] == []


def test_a_row_of_scheme_has_the_python_that_follows() -> None:
    rows = """[phrases]
accept = "(socket-accept {socket})"
send = ["(send {socket} {data})", ""]
[constants]
peek = "*peek*"
"""
    book = phrasebook.read(f"derive-python = true\n{rows}")
    assert book.phrases["accept"] == ("(socket-accept {socket})", "socket_accept({socket})")
    assert book.phrases["send"] == ("(send {socket} {data})", "")
    assert book.constants["peek"] == ("*peek*", "PEEK")
    assert phrasebook.read(rows).phrases["accept"] == ("(socket-accept {socket})", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("derive-python = 1", "derive-python must be true or false"),
        (
            "derive-python = true\n[phrases]\naccept = '(if {socket} 1 2)'",
            'accept: no Python follows from the Scheme; write it, or ""',
        ),
        ("derive-python = true\n[phrases]\naccept = ''", "accept has no words"),
    ],
)
def test_a_phrasebook_that_derives_is_read_with_care(text: str, said: str) -> None:
    with pytest.raises(PhrasebookError, match=said):
        phrasebook.read(text)


ROWS = """[phrases]
accept = ["(socket-accept {socket})", "socket_accept({socket})"]
send = ["(socket-send {socket} {data})", "socket_send({socket}, {data})"]
close = ["(socket-close {socket})", "close({socket})"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "phrasebooks").mkdir()
    yield tmp_path
    if tmp_path in data._added:
        data._added.remove(tmp_path)
    data.forget()


def test_check_hints_at_python_that_follows(folder: Path) -> None:
    file = folder / "phrasebooks" / "tiny.toml"
    file.write_text(ROWS, encoding="utf-8")
    told = schemesockets("check", str(folder))
    assert told.exit_code == 0
    assert told.stdout == (
        f"{file}:2: 2 rows from accept on repeat in Python what follows from the Scheme, and need "
        "not with derive-python = true\n"
    )


def test_check_refuses_python_that_follows_where_the_phrasebook_derives(folder: Path) -> None:
    file = folder / "phrasebooks" / "tiny.toml"
    file.write_text(f"derive-python = true\n{ROWS}", encoding="utf-8")
    told = schemesockets("check", str(folder))
    assert told.exit_code == 1
    assert told.stdout.splitlines() == [
        f"{file}:{line}: {name}: the Python follows from the Scheme; write that alone"
        for line, name in ((3, "accept"), (4, "send"))
    ]
