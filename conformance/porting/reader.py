"""The reader: parses the text of a Scheme program into data with their places.

A datum records its start and end, so that messages can give the line and the column, and its text
can be shown again. `'x` is read as the list `(quote x)`; labels and references are not resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import define, field, frozen

from .numeric import Number as Value
from .numeric import number
from .tokens import Place, ReadError, Token, tokens

__all__ = [
    "Boolean",
    "Bytevector",
    "Character",
    "Datum",
    "Keyword",
    "Labelled",
    "List",
    "Number",
    "Object",
    "Place",
    "ReadError",
    "Reference",
    "String",
    "Symbol",
    "Vector",
    "read",
]


@frozen
class _Placed:
    place: Place
    end: int
    """The offset just after it."""


@frozen
class Symbol(_Placed):
    """A symbol."""

    name: str


@frozen
class Keyword(_Placed):
    """Guile's and CHICKEN's `#:name`."""

    name: str


@frozen
class String(_Placed):
    """A string."""

    text: str


@frozen
class Character(_Placed):
    """A character."""

    text: str


@frozen
class Number(_Placed):
    """A number."""

    value: Value


@frozen
class Boolean(_Placed):
    """`#t` or `#f`."""

    value: bool


@frozen
class Object(_Placed):
    """A special object, written `#!eof`, `#!optional` and so on."""

    name: str


@frozen
class List(_Placed):
    """A list; `tail` is the datum after a dot."""

    items: tuple[Datum, ...]
    tail: Datum | None = None


@frozen
class Vector(_Placed):
    """A vector."""

    items: tuple[Datum, ...]


@frozen
class Bytevector(_Placed):
    """A bytevector."""

    value: bytes


@frozen
class Labelled(_Placed):
    """`#0=` and the datum that it names."""

    number: int
    datum: Datum


@frozen
class Reference(_Placed):
    """`#0#`, the datum that has the label."""

    number: int


Datum: TypeAlias = (
    "Symbol | Keyword | String | Character | Number | Boolean | Object"
    " | List | Vector | Bytevector | Labelled | Reference"
)


def read(text: str) -> tuple[Datum, ...]:
    """Read all data in `text`, in order.

    Raises `ReadError`, with the line and the column, for a text that is not Scheme.
    """
    return tuple(_Reader().data(text))


@define
class _Frame:
    """An unfinished datum: a list, or a prefix, label or comment that takes the next datum."""

    token: Token
    items: list[Datum] = field(factory=list)
    dot: Token | None = None
    tail: Datum | None = None


_CLOSES = {"[": "]"}


class _Reader:
    """A parser with a stack of its own, so that nesting is not limited by Python's recursion."""

    def __init__(self) -> None:
        self._frames: list[_Frame] = []
        self._labels: set[int] = set()

    def data(self, text: str) -> Iterator[Datum]:
        for token in tokens(text):
            match token.kind:
                case "open" | "prefix" | "datum-comment" | "label":
                    self._begin(token)
                    continue
                case "dot":
                    self._dot(token)
                    continue
                case "close":
                    datum = self._close(token)
                case _:
                    datum = self._atom(token)
            whole = self._complete(datum)
            if whole is not None:
                yield whole
        if self._frames:
            token = self._frames[-1].token
            raise ReadError(f"{_named(token)} has no end", token.place)

    def _begin(self, token: Token) -> None:
        if token.kind == "label":
            label = int(token.text)
            if label in self._labels:
                raise ReadError(f"the label #{label}= is there already", token.place)
            self._labels.add(label)
        self._frames.append(_Frame(token))

    def _dot(self, token: Token) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.token.text not in ("(", "[") or not frame.items:
            raise ReadError("a dot stands where no list can have one", token.place)
        if frame.dot is not None:
            raise ReadError("a list has one dot at most", token.place)
        frame.dot = token

    def _close(self, token: Token) -> Datum:
        if not self._frames:
            raise ReadError(f"{token.text} closes nothing", token.place)
        frame = self._frames.pop()
        opened = frame.token
        if opened.kind != "open":
            raise ReadError(f"{_named(opened)} has no datum after it", opened.place)
        if token.text != _CLOSES.get(opened.text, ")"):
            raise ReadError(f"{token.text} closes {_named(opened)} of {opened.place}", token.place)
        if frame.dot is not None and frame.tail is None:
            raise ReadError("a datum is missing after the dot", frame.dot.place)
        where, items = (opened.place, token.end), tuple(frame.items)
        if opened.text == "#(":
            return Vector(*where, items)
        if opened.text.startswith("#"):
            return Bytevector(*where, bytes(map(_byte, items)))
        return List(*where, items, frame.tail)

    def _atom(self, token: Token) -> Datum:
        where = (token.place, token.end)
        match token.kind:
            case "symbol":
                return Symbol(*where, token.text)
            case "keyword":
                return Keyword(*where, token.text)
            case "string":
                return String(*where, token.text)
            case "character":
                return Character(*where, token.text)
            case "boolean":
                return Boolean(*where, token.text == "#t")
            case "object":
                return Object(*where, token.text)
            case "reference":
                if int(token.text) not in self._labels:
                    raise ReadError(
                        f"the label #{token.text}= is not defined before its use", token.place
                    )
                return Reference(*where, int(token.text))
        value = number(token.text)
        assert value is not None
        return Number(*where, value)

    def _complete(self, datum: Datum) -> Datum | None:
        """Add a finished datum to the frame around it, or return it at the top level."""
        while self._frames:
            frame = self._frames[-1]
            token = frame.token
            if token.kind == "open":
                self._put(frame, datum)
                return None
            self._frames.pop()
            if token.kind == "datum-comment":
                return None
            if token.kind == "label":
                datum = Labelled(token.place, datum.end, int(token.text), datum)
            else:
                prefix = Symbol(token.place, token.end, token.text)
                datum = List(token.place, datum.end, (prefix, datum))
        return datum

    def _put(self, frame: _Frame, datum: Datum) -> None:
        if frame.dot is None:
            frame.items.append(datum)
        elif frame.tail is None:
            frame.tail = datum
        else:
            raise ReadError("a list ends with the datum after its dot", datum.place)


def _named(token: Token) -> str:
    match token.kind:
        case "label":
            return f"the label #{token.text}="
        case "prefix":
            return f"the {token.text}"
        case "datum-comment":
            return "the comment #;"
    return f"the {token.text}"


def _byte(datum: Datum) -> int:
    match datum:
        case Number(value=int(value)) if 0 <= value <= 255:
            return value
    raise ReadError("a bytevector has numbers from 0 to 255 only", datum.place)
