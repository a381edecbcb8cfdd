"""The reader: the text of a program as data, with the place of each part.

Data have no place in themselves. `Places` knows, for each pair that was read, where its car
begins; what was not read has the place of what it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from attrs import define, field

from .data import ELISP_NIL, EOF, NIL, Pair, Symbol
from .number_vectors import KINDS, number_vector
from .profiles import DEFAULT_PROFILE, Profile
from .tokens import Place, ReadError, Token, tokens

__all__ = ["Form", "Place", "Places", "ReadError", "read", "read_from", "read_one"]


class Places:
    """Where the cars of pairs begin that were read; it keeps them alive, for ids to be theirs."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Pair, Place]] = {}

    def note(self, pair: Pair, place: Place) -> None:
        """Enter the place of a pair's car."""
        self._found[id(pair)] = (pair, place)

    def of(self, pair: Any, otherwise: Place) -> Place:
        """Return the place of a pair's car, `otherwise` where that is not known."""
        found = self._found.get(id(pair))
        if found is not None:
            return found[1]
        # A macro makes new pairs of forms that were read; their own parts tell where they stand.
        inside = self._found.get(id(pair.car)) if pair.__class__ is Pair else None
        return _opening(inside[1]) if inside is not None else otherwise

    def known(self, pair: Any) -> bool:
        """Return whether a pair was read."""
        return id(pair) in self._found


def _opening(place: Place) -> Place:
    """Return where the parenthesis is before a form's first part."""
    return place._replace(column=max(place.column - 1, 1))


class Form(NamedTuple):
    """A datum that stands at the top of a text."""

    datum: Any
    place: Place


def read(
    text: str,
    profile: Profile = DEFAULT_PROFILE,
    file: str = "<text>",
    places: Places | None = None,
    line: int = 1,
) -> Iterator[Form]:
    """Yield the data in `text`, in order.

    Raises `ReadError`, with the line and the column, at what is no Scheme.
    """
    return _Reader(places).forms(tokens(text, profile, file, line))


def read_one(text: str, profile: Profile = DEFAULT_PROFILE, file: str = "<text>") -> Any:
    """Return the first datum in a text, the end-of-file object where there is none."""
    for form in read(text, profile, file):
        return form.datum
    return EOF


@define
class _Frame:
    """What has begun and not yet ended: a list, or what takes the next datum."""

    token: Token
    items: list[Any] = field(factory=list)
    places: list[Place] = field(factory=list)
    dot: Token | None = None
    tail: list[Any] = field(factory=list)
    stand_in: _StandIn | None = None


class _StandIn:
    """What stands for a label's datum inside it, until it is complete."""

    def __init__(self) -> None:
        self.datum: Any = self


_CLOSES: Final = {"[": "]"}


class _Reader:
    """Frames on a stack, not calls: a program may be nested as deep as it likes."""

    def __init__(self, places: Places | None) -> None:
        self._places = places
        self._frames: list[_Frame] = []
        self._labels: dict[str, _StandIn] = {}

    def forms(self, source: Iterator[Token]) -> Iterator[Form]:
        for token in source:
            match token.kind:
                case "datum":
                    datum = token.value
                    if datum is ELISP_NIL and self._places is None:
                        datum = NIL  # of data, in which it is no expression
                case "close":
                    token, datum = self._close(token)
                case "open" | "prefix" | "datum-comment" | "label":
                    self._begin(token)
                    continue
                case "dot":
                    self._dot(token)
                    continue
                case "reference":
                    stand_in = self._labels.get(token.text)
                    if stand_in is None:
                        raise ReadError(f"no label #{token.text}= comes before it", token.place)
                    datum = stand_in.datum
            yield from self._complete(datum, token.place)
        if self._frames:
            token = self._frames[-1].token
            raise ReadError(f"{_named(token)} has no end", token.place, incomplete=True)

    def _begin(self, token: Token) -> None:
        frame = _Frame(token)
        if token.kind == "label":
            if token.text in self._labels:
                raise ReadError(f"the label #{token.text}= is there already", token.place)
            frame.stand_in = self._labels[token.text] = _StandIn()
        self._frames.append(frame)

    def _dot(self, token: Token) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.token.text not in ("(", "[") or not frame.items:
            raise ReadError("a dot stands where no list can have one", token.place)
        if frame.dot is not None:
            raise ReadError("a list has one dot at most", token.place)
        frame.dot = token

    def _close(self, token: Token) -> tuple[Token, Any]:
        if not self._frames:
            raise ReadError(f"{token.text} closes nothing", token.place)
        frame = self._frames.pop()
        opened = frame.token
        if opened.kind != "open":
            raise ReadError(f"{_named(opened)} has no datum behind it", opened.place)
        if token.text != _CLOSES.get(opened.text, ")"):
            raise ReadError(
                f"{token.text} closes {_named(opened)} of line {opened.place.line}", token.place
            )
        if frame.dot is not None and not frame.tail:
            raise ReadError("a datum is missing behind the dot", frame.dot.place)
        if opened.text == "#(":
            return opened, frame.items
        if opened.text.startswith("#"):
            return opened, _numbers(opened.text, frame.items, frame.places)
        return opened, self._list(frame)

    def _list(self, frame: _Frame) -> Any:
        made = frame.tail[0] if frame.tail else NIL
        if made is ELISP_NIL:
            made = NIL
        for item, place in zip(reversed(frame.items), reversed(frame.places), strict=True):
            made = Pair(item, made)
            if self._places is not None:
                self._places.note(made, place)
        return made

    def _complete(self, datum: Any, place: Place) -> Iterator[Form]:
        """Put a datum where it belongs; it is yielded where it belongs to nothing."""
        while self._frames:
            frame = self._frames[-1]
            token = frame.token
            if token.kind == "open":
                self._put(frame, datum, place)
                return
            self._frames.pop()
            if token.kind == "datum-comment":
                return
            if frame.stand_in is not None:
                datum = _resolved(datum, frame.stand_in)
            else:
                datum = self._list(
                    _Frame(token, [Symbol(token.text), datum], [token.place, place])
                )
            place = token.place
        yield Form(datum, place)

    def _put(self, frame: _Frame, datum: Any, place: Place) -> None:
        if frame.dot is None:
            frame.items.append(datum)
            frame.places.append(place)
        elif not frame.tail:
            frame.tail.append(datum)
        else:
            raise ReadError("a list ends with the datum behind its dot", place)


def _resolved(datum: Any, stand_in: _StandIn) -> Any:
    """Return a label's datum, itself put where it is referred to."""
    stand_in.datum = datum
    seen: set[int] = set()
    stack = [datum]
    while stack:
        each = stack.pop()
        if id(each) in seen:
            continue
        if each.__class__ is Pair:
            seen.add(id(each))
            each.car = datum if each.car is stand_in else each.car
            each.cdr = datum if each.cdr is stand_in else each.cdr
            stack += [each.cdr, each.car]
        elif each.__class__ is list:
            seen.add(id(each))
            each[:] = [datum if item is stand_in else item for item in each]
            stack += each
    return datum


def _named(token: Token) -> str:
    match token.kind:
        case "label":
            return f"the label #{token.text}="
        case "prefix":
            return f"the {token.text}"
        case "datum-comment":
            return "the comment #;"
    return f"the {token.text}"


def _numbers(opening: str, items: list[Any], places: list[Place]) -> Any:
    """Return the vector of numbers that begins with `#u8(` or its like."""
    tag = opening[1:-1].lower().removeprefix("v")
    try:
        return number_vector(tag, items)
    except (TypeError, ValueError):
        pass
    for item, place in zip(items, places, strict=True):
        try:
            number_vector(tag, [item])
        except (TypeError, ValueError):
            what = "a bytevector" if tag == "u8" else f"a {tag} vector"
            span = KINDS[tag].span
            held = f"numbers from {span[0]} to {span[-1]}" if span else "real numbers"
            raise ReadError(f"{what} has {held} only", place) from None
    raise AssertionError(items)


# From a port, of which no more is taken than the datum

_DELIMITERS: Final = frozenset("()[]\";'`,")


def read_from(
    take: Callable[[], str], look: Callable[[], str], profile: Profile = DEFAULT_PROFILE
) -> Any:
    """Return the next datum of a port, or the end-of-file object.

    Args:
        take: returns the next character, "" at the end.
        look: does the same and leaves it there.
        profile: the reader's syntax.
    """
    while (text := _extent(take, look)) is not None:
        for form in read(text, profile, "<port>"):
            return form.datum
    return EOF


def _extent(take: Callable[[], str], look: Callable[[], str]) -> str | None:
    """Return the text of one datum and of what precedes it; None at the end."""
    text: list[str] = []
    depth = 0
    while True:
        char = take()
        text.append(char)
        if not char:
            return "".join(text) if depth or ("".join(text).strip() and _is_datum(text)) else None
        if char.isspace():
            continue
        if char == ";":
            _until(take, look, text, "\n")
            continue
        if char in "'`,":
            if look() == "@":
                text.append(take())
            continue
        if char in "([":
            depth += 1
            continue
        if char in ")]":
            depth -= 1
        elif char == '"' or char == "|":
            _quoted(take, text, char)
            if char == "|":
                _word(take, look, text)
        elif char == "#":
            verdict = _behind_hash(take, look, text)
            if verdict == "open":
                depth += 1
                continue
            if verdict == "comment":
                continue
        else:
            _word(take, look, text)
        if depth <= 0:
            return "".join(text)


def _is_datum(text: list[str]) -> bool:
    """Return whether there is more than comments."""
    return any(True for _ in tokens("".join(text), DEFAULT_PROFILE, "<port>"))


def _until(take: Callable[[], str], look: Callable[[], str], text: list[str], end: str) -> None:
    while look() not in ("", end):
        text.append(take())


def _quoted(take: Callable[[], str], text: list[str], end: str) -> None:
    while char := take():
        text.append(char)
        if char == end:
            return
        if char == "\\":
            text.append(take())


def _word(take: Callable[[], str], look: Callable[[], str], text: list[str]) -> None:
    while (char := look()) and not char.isspace() and char not in _DELIMITERS:
        text.append(take())
        if char == "|":
            _quoted(take, text, "|")


def _took_label(take: Callable[[], str], look: Callable[[], str], text: list[str]) -> bool:
    """Take digits, and the `=` behind them; return whether they are a label, before a datum."""
    label = False
    while (char := look()).isdigit():
        label = True
        text.append(take())
    if not label or char != "=":
        return False
    text.append(take())
    return True


def _behind_hash(take: Callable[[], str], look: Callable[[], str], text: list[str]) -> str:
    """Take what follows a #; tell whether a list begins, a comment was skipped or a datum read."""
    char = look()
    if char == "(":
        text.append(take())
        return "open"
    if char == "\\":
        text += [take(), take()]
        _word(take, look, text)
        return "datum"
    if char == ";":
        text.append(take())
        return "comment"  # and the datum that it leaves out, which the reader then skips
    if char == "|":
        depth = 1
        text.append(take())
        while depth and (char := take()):
            text.append(char)
            if char == "|" and look() == "#":
                depth -= 1
                text.append(take())
            elif char == "#" and look() == "|":
                depth += 1
                text.append(take())
        return "comment"
    if char in "'`,":
        return "comment"
    if _took_label(take, look, text):
        return "comment"
    _word(take, look, text)
    written = "".join(text).rpartition("#")[2]
    if look() == "(" and written.lower() in ("vu8", *KINDS):
        text.append(take())
        return "open"
    if written.startswith("!") and written[1:] in ("fold-case", "no-fold-case", "r6rs"):
        return "comment"
    return "datum"
