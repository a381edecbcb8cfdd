"""(text parse): taking text apart character by character (Sagittarius, sitelib/text/parse.scm)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...calls import call
from ...conditions import error
from ...data import EOF, String, Symbol, from_list, is_procedure
from ...declaration import Table, refuse
from ...kinds import Int, Text
from ...ports import CURRENT_INPUT
from ..charsets import CharSet
from ..io import peek_char, read_char

__all__ = ["TABLE"]

TABLE: Final = Table()


def _port(port: Any) -> Any:
    return CURRENT_INPUT() if port is None else port


def _test(procedure: str, place: int, what: Any) -> Callable[[Any], bool]:
    """Return the test that a procedure, a set or a list of characters stands for."""
    if is_procedure(what):
        return lambda char: call(what, char) is not False
    if isinstance(what, CharSet):
        return lambda char: char is not EOF and char in what
    try:
        items = from_list(what)
    except TypeError:
        refuse(procedure, place, "a procedure, a character set or a list of characters", what)
    tests = [_single(each) for each in items]
    return lambda char: any(test(char) for test in tests)


def _single(item: Any) -> Callable[[Any], bool]:
    """Return the test that an item of a list of characters stands for."""
    if isinstance(item, CharSet):
        return lambda char: char is not EOF and char in item
    if isinstance(item, Symbol):
        return lambda char: char is EOF and item.name == "*eof*"
    return lambda char: bool(char == item)


@TABLE.procedure("find-string-from-port?")
def find_string(text: Text, port: Any, most: Any = None) -> Any:
    """Read up to the end of a string; return how many characters were read, or #f."""
    if not text:
        return 0
    window = ""
    count = 0
    while most is None or most is False or count < most:
        char = read_char(port)
        if char is EOF:
            return False
        count += 1
        window = (window + char)[-len(text) :]
        if window == text:
            return count
    return False


@TABLE.procedure("assert-curr-char")
def assert_char(expected: Any, comment: Text, port: Any = None) -> Any:
    """Read a character that must be one of those expected, and return it."""
    char = read_char(_port(port))
    if not _test("assert-curr-char", 1, expected)(char):
        raise error(f"wrong character {comment}:", char, procedure="assert-curr-char")
    return char


@TABLE.procedure("skip-until")
def skip_until(what: Any, port: Any = None) -> Any:
    """Read up to a character and return it; or so many characters, and return #f."""
    source = _port(port)
    if what.__class__ is int:
        for _ in range(what):
            if read_char(source) is EOF:
                raise error("skip-until: unexpected EOF while skipping characters")
        return False
    test = _test("skip-until", 1, what)
    while not test(char := read_char(source)):
        if char is EOF:
            raise error("skip-until: unexpected EOF while skipping characters")
    return char


@TABLE.procedure("skip-while")
def skip_while(what: Any, port: Any = None) -> Any:
    """Read characters that are looked for; return the next one, which stays."""
    source, test = _port(port), _test("skip-while", 1, what)
    while test(char := peek_char(source)):
        if char is EOF:
            break
        read_char(source)
    return char


@TABLE.procedure("peek-next-char")
def peek_next(port: Any = None) -> Any:
    """Read a character and return the one behind it, which stays."""
    source = _port(port)
    read_char(source)
    return peek_char(source)


@TABLE.procedure("next-token")
def next_token(skipped: Any, breaks: Any, comment: Any = None, port: Any = None) -> Text:
    """Skip characters, and return those up to one that breaks the token."""
    source = _port(port)
    skip_while(skipped, source)
    test = _test("next-token", 2, breaks)
    made: list[str] = []
    while not test(char := peek_char(source)):
        if char is EOF:
            text = comment.text if comment.__class__ is String else "unexpected EOF"
            raise error(f"next-token: {text}")
        made.append(read_char(source))
    return "".join(made)


@TABLE.procedure("next-token-of")
def next_token_of(what: Any, port: Any = None) -> Text:
    """Return the characters that are looked for, up to another."""
    source, test = _port(port), _test("next-token-of", 1, what)
    made: list[str] = []
    while (char := peek_char(source)) is not EOF and test(char):
        made.append(read_char(source))
    return "".join(made)


@TABLE.procedure("read-string")
def read_string(count: Int, port: Any = None) -> Text:
    """Return so many characters, fewer at the end."""
    source = _port(port)
    made: list[str] = []
    while len(made) < count and (char := read_char(source)) is not EOF:
        made.append(char)
    return "".join(made)
