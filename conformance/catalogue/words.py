"""The neutral notation in English: "an empty bytevector", "the eof object".

A raised condition is given in the dialect's own term if it is known: "raises &socket-read-timeout:
timed out (ETIMEDOUT)". The terms are in `terms.toml`, in a table for each dialect: by the kind in
the notation, where `errno` stands for any errno that is not listed, and under `but` the terms of
behaviours that differ (`area.name`, or `area.name label`); an empty term means that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..data import cached, merged
from ..data.shapes import Shape
from ..required.notation import Datum, Symbol, matches

__all__ = ["TERMS", "in_words", "seen_in_words", "term"]

TERMS: Shape = {...: {"but": {...: [str]}, ...: str}}
"""The shape of `terms.toml`."""

_OWN = {
    "eof": "the eof object",
    "nothing": "no value",
    "port": "a port",
    "socket": "a socket",
    "something": "some other object",
    "_": "anything",
}

_KINDS = {
    "wrong-type": "an argument of the wrong type",
    "bad-value": "an argument out of range",
    "lookup-failed": "no such host or service",
    "timeout": "what was waited for did not come",
    "other": "one of another kind",
}

_ERRNOS = {
    "EACCES": "permission denied",
    "EADDRINUSE": "the address is in use",
    "EADDRNOTAVAIL": "the address is not this machine's",
    "EAFNOSUPPORT": "no such address family here",
    "EAGAIN": "it would have to wait",
    "EALREADY": "it is on its way already",
    "EBADF": "it is closed",
    "ECONNABORTED": "the connection was given up",
    "ECONNREFUSED": "the connection was refused",
    "ECONNRESET": "the connection was reset",
    "EDESTADDRREQ": "no destination was given",
    "EHOSTUNREACH": "the host cannot be reached",
    "EINPROGRESS": "it goes on in the background",
    "EINTR": "it was interrupted",
    "EINVAL": "an invalid argument",
    "EISCONN": "it is connected already",
    "EMSGSIZE": "the message is too long",
    "ENETUNREACH": "the network cannot be reached",
    "ENOENT": "no such file",
    "ENOPROTOOPT": "no such option here",
    "ENOTCONN": "it is not connected",
    "ENOTDIR": "no folder",
    "ENOTSOCK": "it is no socket",
    "EOPNOTSUPP": "it is not supported",
    "EPERM": "it is not permitted",
    "EPIPE": "the connection is closed for sending",
    "EPROTONOSUPPORT": "no such protocol here",
    "EPROTOTYPE": "the protocol is not one of that type",
    "ESOCKTNOSUPPORT": "no such socket type here",
    "ETIMEDOUT": "timed out",
}

_MANY = 16
"""The largest number of bytes that are listed one by one."""


def in_words(pattern: Datum, term: str = "") -> str:
    """Return a pattern or an observation in English; `term` is the raised condition's, if known.

    Patterns are as written in the expectations, with names of constants.
    """
    match pattern:
        case (Symbol("returned"), value):
            return _value(value)
        case (Symbol("raised"), kind):
            return f"raises {term or 'an error'}: {_kind(kind)}"
        case (Symbol("or"), *choices):
            return _either(in_words(choice, term) for choice in choices)
        case (Symbol("waits"),):
            return "waits for ever"
    return _value(pattern)


def seen_in_words(seen: Datum, written: Datum, pattern: Datum, term: str = "") -> str:
    """Return an observation in English, in the words of its pattern if that leaves nothing open.

    `written` is the pattern before its constants became numbers.
    """
    exact = matches(pattern, seen) and not _is_open(pattern)
    return in_words(written if exact else seen, term)


def _is_open(pattern: Datum) -> bool:
    if isinstance(pattern, tuple):
        return any(map(_is_open, pattern))
    return isinstance(pattern, Symbol) and pattern in ("_", "...", "or")


def _value(value: Datum) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Symbol():
            return _OWN.get(value, value)
        case str():
            return f"the string {_quoted(value)}" if value else "an empty string"
        case (Symbol("bytes"), *numbers):
            return _bytes([number for number in numbers if isinstance(number, int)])
        case (Symbol("list"), *items):
            return _list(items)
        case (Symbol("or"), *choices):
            return _either(map(_value, choices))
        case (Symbol("posix"), *names):
            return " with ".join(map(str, names))
        case (Symbol("errno"), name):
            return f"the number of {name}"
    raise ValueError(f"not of the notation: {value!r}")


def _list(items: list[Datum]) -> str:
    if not items:
        return "an empty list"
    if items[-1] == Symbol("..."):
        return f"a list that begins with {_series(items[:-1])}"
    return f"a list of {_series(items)}"


def _series(items: list[Datum]) -> str:
    if len(items) > 1 and all(map(_is_text, items)):
        return f"the strings {_joined(_quoted(str(item)) for item in items)}"
    return _joined(map(_item, items))


def _is_text(item: Datum) -> bool:
    return isinstance(item, str) and not isinstance(item, Symbol) and item != ""


def _joined(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _item(item: Datum) -> str:
    """Return an item of a series, with choices set off from the next item."""
    match item:
        case (Symbol("or"), *_):
            return f"either {_value(item)}"
    return _value(item)


def _either(words: Iterable[str]) -> str:
    """Join choices, without repeating a beginning that they share."""
    first, *others = words
    head, colon, _ = first.partition(": ")
    beginnings = [head + colon] if colon else []
    for beginning in (*beginnings, "the string "):
        if all(word.startswith(beginning) for word in (first, *others)):
            others = [other.removeprefix(beginning) for other in others]
    *middle, last = others
    return f"{', '.join([first, *middle])} or {last}"


def _bytes(numbers: list[int]) -> str:
    if not numbers:
        return "an empty bytevector"
    text = _as_text(bytes(numbers))
    if text is not None:
        return f"the byte{'s' if len(numbers) > 1 else ''} {_quoted(text)}"
    if len(numbers) == 1:
        return f"the byte {numbers[0]}"
    if len(numbers) <= _MANY:
        return f"the bytes {' '.join(map(str, numbers))}"
    ends = f"{' '.join(map(str, numbers[:3]))} … {numbers[-1]}"
    return f"{len(numbers)} bytes: {ends}"


def _as_text(data: bytes) -> str | None:
    """Decode bytes as UTF-8; return None if people could not read the result."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if text.replace("\n", " ").replace("\r", " ").isprintable() else None


def _quoted(text: str) -> str:
    r"""Quote a text, with Scheme's escapes for characters that do not print: \n, \x7;."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    shown = shown.replace("\r", "\\r")
    return '"' + "".join(c if c.isprintable() else f"\\x{ord(c):x};" for c in shown) + '"'


def _kind(kind: Datum) -> str:
    match kind:
        case (Symbol("or"), *choices):
            return _either(map(_kind, choices))
        case Symbol() if kind in _KINDS:
            return _KINDS[kind]
        case Symbol() if kind in _ERRNOS:
            return f"{_ERRNOS[kind]} ({kind})"
    return _value(kind)


def term(dialect: str, behaviour: str, label: str, pattern: Datum) -> str:
    """Return a dialect's term for a raised condition, or "".

    There is none if nothing is raised, if the term is not known, or if the conditions that a
    pattern allows have different terms.
    """
    terms = _terms().get(dialect)
    if terms is None:
        return ""
    names, but = terms
    kinds = _kinds(pattern)
    instead = but.get(f"{behaviour} {label}", but.get(behaviour))
    if kinds & {"other", "timeout"}:
        return ""
    found = {names.get(kind, names.get("errno", "")) for kind in kinds}
    if instead is not None and found:
        return instead
    return found.pop() if len(found) == 1 else ""


def _kinds(pattern: Datum) -> set[str]:
    match pattern:
        case (Symbol("raised"), (Symbol("or"), *choices)):
            return {str(choice) for choice in choices}
        case (Symbol("raised"), kind):
            return {str(kind)}
        case (Symbol("or"), *choices):
            return set().union(*map(_kinds, choices))
    return set()


_Terms = tuple[Mapping[str, str], Mapping[str, str]]


@cached
def _terms() -> Mapping[str, _Terms]:
    """Return, for each dialect, the terms by kind, and those of behaviours that differ."""
    return {
        dialect: (
            terms,
            {place: term for term, places in terms.pop("but", {}).items() for place in places},
        )
        for dialect, terms in merged("terms", shape=TERMS).items()
    }
