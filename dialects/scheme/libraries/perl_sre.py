"""Regular expressions in Perl's syntax as data (SRE)."""

from __future__ import annotations

import re
from typing import Any, Final

from ..conditions import error
from ..data import String, Symbol, to_list

__all__ = ["sre_of"]

_POSIX: Final = re.compile(r"\[:([a-z]+):\]")
_GROUP: Final = re.compile(r"\?(?::|=|!|<=|<!|P?<[^>]*>|[imsx]+\)?:?)|")
_BOUND: Final = re.compile(r"\{(\d*)(,?)(\d*)\}")


def sre_of(text: str, flags: int = 0) -> Any:
    """Return the SRE of a pattern that Python's `re`, too, can compile."""
    made = _Reader(text, flags).alternatives()
    return _list("w/nocase", made) if flags & re.IGNORECASE else made


def _list(name: str, *parts: Any) -> Any:
    return to_list([Symbol(name), *parts])


class _Reader:
    def __init__(self, text: str, flags: int) -> None:
        self.text = text
        self.place = 0
        self.flags = flags

    def look(self, count: int = 1) -> str:
        return self.text[self.place : self.place + count]

    def take(self, count: int = 1) -> str:
        taken = self.look(count)
        self.place += count
        return taken

    def alternatives(self) -> Any:
        choices = [self.sequence()]
        while self.look() == "|":
            self.take()
            choices.append(self.sequence())
        return choices[0] if len(choices) == 1 else _list("or", *choices)

    def sequence(self) -> Any:
        parts: list[Any] = []
        while self.look() not in ("", "|", ")"):
            part = self.repeated(self.atom())
            if part.__class__ is str and parts and parts[-1].__class__ is String:
                parts[-1].text += part
            else:
                parts.append(String(part) if part.__class__ is str else part)
        if len(parts) == 1:
            return parts[0]
        return _list("seq", *parts) if parts else String("")

    def repeated(self, atom: Any) -> Any:
        while True:
            bound = _BOUND.match(self.text, self.place)
            if self.look() in ("*", "+", "?") and self.look():
                operator = self.take()
                lazy = self._lazy()
                name = {"*": "*", "+": "+", "?": "?"}[operator]
                if lazy and operator == "+":
                    atom = _list("seq", atom, _list("*?", atom))
                else:
                    atom = _list(f"{name}?" if lazy else name, atom)
            elif bound and (bound[1] or bound[3]):
                self.take(len(bound[0]))
                atom = self._bounded(atom, bound, self._lazy())
            else:
                return atom

    def _lazy(self) -> bool:
        if self.look() == "?":
            self.take()
            return True
        return False

    def _bounded(self, atom: Any, bound: re.Match[str], lazy: bool) -> Any:
        low = int(bound[1] or 0)
        if not bound[2]:
            return _list("=", low, atom)
        if not bound[3]:
            return _list(">=", low, atom)
        return _list("**?" if lazy else "**", low, int(bound[3]), atom)

    def atom(self) -> Any:
        char = self.take()
        match char:
            case "(":
                return self.group()
            case "[":
                return self.characters()
            case ".":
                return Symbol("any" if self.flags & re.DOTALL else "nonl")
            case "^":
                return Symbol("bol" if self.flags & re.MULTILINE else "bos")
            case "$":
                return Symbol("eol" if self.flags & re.MULTILINE else "eos")
            case "\\":
                return self.escaped()
        return char

    def group(self) -> Any:
        kind = re.compile(r"\?(?::|=|!|<=|<!|P?<[^>]*>|[imsx]+\)?:?)|").match(
            self.text, self.place
        )
        assert kind is not None
        word = self.take(len(kind[0]))
        if word.endswith(")"):  # (?i): for what follows
            return _list("w/nocase", self.alternatives()) if "i" in word else self.alternatives()
        inside = self.alternatives()
        if self.take() != ")":
            raise error("unterminated parenthesis in regexp:", String(self.text))
        match word:
            case "":
                return _list("submatch", inside)
            case "?:":
                return inside
            case "?=":
                return _list("look-ahead", inside)
            case "?!":
                return _list("neg-look-ahead", inside)
            case "?<=":
                return _list("look-behind", inside)
            case "?<!":
                return _list("neg-look-behind", inside)
        if word.endswith(">"):
            return _list("submatch-named", Symbol(word[:-1].lstrip("?P<")), inside)
        return _list("w/nocase", inside) if "i" in word else inside

    def escaped(self) -> Any:
        char = self.take()
        if char.lower() in ("d", "s", "w"):
            return _class(char)
        if char.isdecimal():
            return _list("backref", int(char))
        found = {"B": "nwb", "<": "bow", ">": "eow", "A": "bos", "Z": "eos"}
        if char == "b":
            return _list("or", Symbol("bow"), Symbol("eow"))
        if char in found:
            return Symbol(found[char])
        return {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}.get(char, char)

    def characters(self) -> Any:
        negated = self.look() == "^"
        if negated:
            self.take()
        parts: list[Any] = []
        first = True
        while first or self.look() not in ("]", ""):
            first = False
            posix = _POSIX.match(self.text, self.place)
            if posix:
                self.take(len(posix[0]))
                parts.append(Symbol(posix[1]))
                continue
            char: Any = self.take()
            if char == "\\":
                char = self.escaped()
            if char.__class__ is str and self.look() == "-" and self.look(2)[1:] not in ("]", ""):
                self.take()
                high = self.take()
                parts.append(_list("/", char, self.escaped() if high == "\\" else high))
            else:
                parts.append(char)
        self.take()
        if negated:
            return _list("~", *parts)
        return parts[0] if len(parts) == 1 else _list("or", *parts)


def _class(char: str) -> Any:
    kind = {
        "d": Symbol("numeric"),
        "s": Symbol("space"),
        "w": _list("or", Symbol("alphanumeric"), "_"),
    }[char.lower()]
    return _list("~", kind) if char.isupper() else kind
