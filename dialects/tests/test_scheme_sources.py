"""A program's file as text: what editors and other systems leave in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemesockets.dialects.scheme.command import run
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.reader import read_one
from schemesockets.dialects.scheme.sources import source_text

NOT_UTF8 = b'"x\xff\xc3\xa9"'


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf(f)", "(f)"),
        (b"(f)\xef\xbb\xbf", "(f)\N{ZERO WIDTH NO-BREAK SPACE}"),
        (b"; a\r\n(f)\r\r\n\n", "; a\r\n(f)\r\r\n\n"),
        (b"", ""),
    ],
)
def test_a_files_bytes_as_text(data: bytes, text: str) -> None:
    assert source_text(data) == text


@pytest.mark.parametrize("dialect", PROFILES)
def test_a_string_that_is_not_utf8(dialect: str) -> None:
    """CHICKEN's strings are bytes; Guile was seen to replace what it cannot decode."""
    profile = PROFILES[dialect]
    expected = "x\xff\xc3\xa9" if profile.byte_strings else "x\N{REPLACEMENT CHARACTER}é"
    assert read_one(source_text(NOT_UTF8), profile, "p.scm").text == expected


def test_what_a_program_loads_may_begin_with_a_mark_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("a.scm", '(display 1) (load "b.scm")'), ("b.scm", "(display 2)")):
        (tmp_path / name).write_text(text, encoding="utf-8-sig")
    assert run(str(tmp_path / "a.scm"), dialect="guile") == 0
    assert capsys.readouterr().out == "12"
