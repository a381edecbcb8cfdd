"""Which library an import means: a file of the load path, a built-in one, a file nearby."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemesockets.dialects.scheme import load
from schemesockets.dialects.scheme.conditions import ErrorObject

_R6RS = "(library {name} (export mine) (import (rnrs)) (define mine 'file))"
_R7RS = "(define-library {name} (export mine) (import (scheme base)) (begin (define mine 'file)))"
_MODULE = "(define-module {name} #:export (mine)) (define mine 'file)"

_R6RS_PROGRAM = "(import (rnrs) {name}) (define result mine)"
_R7RS_PROGRAM = "(import (scheme base) {name}) (define result mine)"
_GUILE_PROGRAM = "(use-modules {name}) (define result mine)"

_KNOWN = [
    pytest.param("guile", "(ice-9 rdelim)", "ice-9/rdelim.scm", _MODULE, _GUILE_PROGRAM),
    pytest.param("guile", "(web server)", "web/server.scm", _MODULE, _GUILE_PROGRAM),
    pytest.param("sagittarius", "(net server)", "net/server.scm", _R6RS, _R6RS_PROGRAM),
    pytest.param("sagittarius", "(srfi :1)", "srfi/%3a1.scm", _R6RS, _R6RS_PROGRAM),
    pytest.param("foment", "(srfi 1)", "srfi/1.sld", _R7RS, _R7RS_PROGRAM),
    pytest.param("srfi-106", "(srfi 1)", "srfi/1.sld", _R7RS, _R7RS_PROGRAM),
    pytest.param("chicken", "(srfi 1)", "srfi/1.sld", _R7RS, _R7RS_PROGRAM),
]
"""Dialect, built-in library, the file that has its name, that file's text, a program's."""


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(("dialect", "name", "file", "library", "program"), _KNOWN)
def test_a_file_of_the_load_path_comes_before_a_built_in_library(
    dialect: str, name: str, file: str, library: str, program: str, tmp_path: Path
) -> None:
    _write(tmp_path / "lib" / file, library.format(name=name))
    path = _write(tmp_path / "program.scm", program.format(name=name))
    made = load(path, dialect=dialect, directories=[tmp_path / "lib"])
    assert made.result == "file"


@pytest.mark.parametrize(("dialect", "name", "file", "library", "program"), _KNOWN)
def test_a_file_beside_the_program_does_not(
    dialect: str, name: str, file: str, library: str, program: str, tmp_path: Path
) -> None:
    _write(tmp_path / file, library.format(name=name))
    path = _write(tmp_path / "program.scm", program.format(name=name))
    with pytest.raises(ErrorObject, match="unbound variable: mine"):
        load(path, dialect=dialect)


@pytest.mark.parametrize(
    ("dialect", "name", "file"),
    [
        ("sagittarius", "(rnrs base)", "rnrs/base.scm"),
        ("sagittarius", "(sagittarius socket)", "sagittarius/socket.scm"),
        ("srfi-106", "(scheme base)", "scheme/base.sld"),
        ("srfi-106", "(srfi 106)", "srfi/106.sld"),
        ("foment", "(foment base)", "foment/base.sld"),
    ],
)
def test_the_language_and_its_sockets_are_never_replaced(
    dialect: str, name: str, file: str, tmp_path: Path
) -> None:
    _write(tmp_path / "lib" / file, "this is no library")
    path = _write(tmp_path / "program.scm", f"(import (scheme base) {name}) (define result 1)")
    assert load(path, dialect=dialect, directories=[tmp_path / "lib"]).result == 1


def test_a_library_of_the_program_s_own_name(tmp_path: Path) -> None:
    _write(tmp_path / "lib" / "chat.scm", _R6RS.format(name="(chat)"))
    path = _write(tmp_path / "examples" / "chat.scm", _R6RS_PROGRAM.format(name="(chat)"))
    made = load(path, dialect="sagittarius", directories=[tmp_path / "lib"])
    assert made.result == "file"


def test_libraries_find_each_other_in_the_program_s_directory(tmp_path: Path) -> None:
    _write(tmp_path / "one" / "two.sld", _R7RS.format(name="(one two)"))
    _write(
        tmp_path / "one" / "deep" / "three.sld",
        """(define-library (one deep three) (export result) (import (scheme base) (one two))
             (begin (define result (cond-expand ((library (one two)) mine) (else #f)))))""",
    )
    path = _write(tmp_path / "program.scm", "(import (scheme base) (one deep three))")
    path.write_text(path.read_text() + "(define found result)")
    assert load(path).found == "file"
