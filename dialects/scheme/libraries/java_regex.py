r"""Regular expressions as Sagittarius writes them, in Python's notation.

They are Java's in most things (Sagittarius manual, (sagittarius regex)). What differs from
Python's is translated: unions and intersections of character classes, `\Q…\E`, POSIX names, flags
that hold from where they stand, `\z`, `\Z`, `\e`, `\cx` and octal escapes.
"""

from __future__ import annotations

import re
from typing import Final

from ..conditions import error
from ..data import String

__all__ = ["translated"]

_POSIX: Final = {
    "alnum": r"a-zA-Z0-9",
    "alpha": r"a-zA-Z",
    "ascii": r"\x00-\x7f",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "control": r"\x00-\x1f\x7f",
    "digit": r"0-9",
    "graph": r"!-~",
    "graphic": r"!-~",
    "hexdigit": r"0-9a-fA-F",
    "letter": r"a-zA-Z",
    "letterdigit": r"a-zA-Z0-9",
    "lower": r"a-z",
    "lowercase": r"a-z",
    "numeric": r"0-9",
    "print": r" -~",
    "printing": r" -~",
    "punct": r"!-/:-@\[-`{-~",
    "punctuation": r"!-/:-@\[-`{-~",
    "space": r" \t\n\x0b\f\r",
    "upper": r"A-Z",
    "uppercase": r"A-Z",
    "whitespace": r" \t\n\x0b\f\r",
    "word": r"a-zA-Z0-9_",
    "xdigit": r"0-9a-fA-F",
}
_SPACE: Final = r"[ \t\n\x0b\f\r]"
_SPACES: Final = {"s": _SPACE, "S": _SPACE.replace("[", "[^", 1)}
_ENDS: Final = {"A": r"\A", "Z": r"(?=\n?\Z)", "z": r"\Z"}
_FLAGS: Final = re.compile(r"\(\?([imsux]*)(?:-([imsux]*))?([:)])")


class _Translator:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.made: list[str] = []
        self.open: list[list[str]] = [[]]  # of each group, the flag groups opened within it

    def fail(self, reason: str) -> Exception:
        return error(f"regex: {reason}:", String(self.text))

    def take(self) -> str:
        if self.at >= len(self.text):
            raise self.fail("the pattern ends too early")
        self.at += 1
        return self.text[self.at - 1]

    def run(self) -> str:
        while self.at < len(self.text):
            char = self.take()
            match char:
                case "\\":
                    self.made.append(self.escape())
                case "[":
                    self.made.append(self.char_class())
                case "(":
                    self.group()
                case ")":
                    if len(self.open) == 1:
                        raise self.fail("a parenthesis closes nothing")
                    self.made.append(")" * (len(self.open.pop()) + 1))
                case "|":
                    flags = self.open[-1]
                    self.made.append(")" * len(flags) + "|" + "".join(flags))
                case _:
                    self.made.append(char)
        if len(self.open) > 1:
            raise self.fail("a parenthesis is not closed")
        return "".join([*self.made, ")" * len(self.open[0])])

    def group(self) -> None:
        found = _FLAGS.match(self.text, self.at - 1)
        if found is None or not (found[1] or found[2]):
            self.made.append("(")
            self.open.append([])
            return
        self.at = found.end()
        # What `u` turns on is the default of Python's strings, and cannot be turned off inside.
        on, off = (part.replace("u", "") for part in (found[1], found[2] or ""))
        opened = f"(?{on}{'-' if off else ''}{off}:"
        self.made.append(opened)
        if found[3] == ":":
            self.open.append([])
        else:
            self.open[-1].append(opened)

    def escape(self) -> str:
        char = self.take()
        if char in _SPACES:
            return _SPACES[char]
        if char in _ENDS:
            return _ENDS[char]
        if char == "Q":
            end = self.text.find("\\E", self.at)
            end = len(self.text) if end < 0 else end
            quoted = re.escape(self.text[self.at : end])
            self.at = min(end + 2, len(self.text))
            return quoted
        if char == "E":
            return ""
        if char in "pP":
            return self.named_class(char == "P")
        if char in "dDwWbB":
            return f"\\{char}"
        if char.isdigit() and char != "0":
            return self.back_reference(char)
        if char == "G":
            raise self.fail("\\G, the end of the match before, is not there")
        return re.escape(self.character(char))

    def back_reference(self, first: str) -> str:
        digits = first
        while self.at < len(self.text) and self.text[self.at].isdigit():
            digits += self.take()
        return f"(?:\\{digits})"

    def character(self, char: str) -> str:
        """Return the character that an escape stands for."""
        simple = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}.get(char)
        if simple is not None:
            return simple
        if char == "c":
            return chr(ord(self.take()) & 31)
        if char == "0":
            return self.number(r"[0-3]?[0-7]{1,2}", 8)
        widths = {"x": "{1,2}", "u": "{4}", "U": "{8}"}
        if char in widths:
            return self.number(f"[0-9a-fA-F]{widths[char]}", 16)
        return char

    def number(self, pattern: str, base: int) -> str:
        found = re.compile(pattern).match(self.text, self.at)
        if found is None:
            raise self.fail("an escape without its number")
        self.at = found.end()
        code = int(found[0], base)
        if code > 0x10FFFF:
            raise self.fail("a number that is no character")
        return chr(code)

    def named_class(self, negated: bool) -> str:
        found = re.compile(r"\{(?:In|Is)(\w+)\}").match(self.text, self.at)
        name = found[1].lower() if found else ""
        if found is None or name not in _POSIX:
            raise self.fail("\\p without the name of a set that is known")
        self.at = found.end()
        return f"[{'^' if negated else ''}{_POSIX[name]}]"

    # Character classes: alternatives, of which an intersection looks ahead

    def char_class(self) -> str:
        """Return what stands for a class; its `[` has been taken."""
        negated = self.text.startswith("^", self.at)
        self.at += negated
        parts: list[str] = []
        plain: list[str] = []
        first = True
        while True:
            char = self.take()
            if char == "]" and not first:
                break
            if char == "[" and self.text.startswith(":", self.at):
                plain.append(self.posix())
            elif char == "[":
                parts.append(self.char_class())
            elif char == "&" and self.text.startswith("&", self.at):
                return self.intersection(negated, _union(plain, parts))
            elif char == "\\" and self.text[self.at : self.at + 1] in ("p", "P", "S", "Q"):
                plain_or_set = self.escape()
                (parts if plain_or_set.startswith("[") else plain).append(plain_or_set)
            else:
                plain.append(self.member(char))
            first = False
        if not parts:
            return f"[{'^' if negated else ''}{''.join(plain)}]"
        made = _union(plain, parts)
        return f"(?:(?!{made})[\\s\\S])" if negated else made

    def intersection(self, negated: bool, before: str) -> str:
        self.at += 1
        # What follows, up to the bracket that closes the whole class, is a class as well.
        after = self.char_class_rest()
        made = f"(?:(?={before}){after})"
        return f"(?:(?!{made})[\\s\\S])" if negated else made

    def char_class_rest(self) -> str:
        if self.text.startswith("[", self.at):
            self.at += 1
            inner = self.char_class()
            if self.text.startswith("]", self.at):
                self.at += 1
                return inner
            if self.text.startswith("&&", self.at):
                self.at += 1
                return self.intersection(False, inner)
            return f"(?:{inner}|{self.char_class()})"
        return self.char_class()

    def posix(self) -> str:
        found = re.compile(r":(\^?)(\w+):\]").match(self.text, self.at)
        if found is None or found[2] not in _POSIX or found[1]:
            raise self.fail("a POSIX class that is not known")
        self.at = found.end()
        return _POSIX[found[2]]

    def member(self, char: str) -> str:
        if char != "\\":
            return (
                "\\["
                if char == "["
                else char
                if char in "-^]" or char.isalnum()
                else re.escape(char)
            )
        char = self.take()
        if char in "dDwW":
            return f"\\{char}"
        if char == "s":
            return _SPACE[1:-1]
        found = self.character(char)
        return (
            found if found.isalnum() else f"\\{found}" if found.isprintable() else re.escape(found)
        )


def _union(plain: list[str], parts: list[str]) -> str:
    every = [f"[{''.join(plain)}]"] * bool(plain) + parts
    return every[0] if len(every) == 1 else f"(?:{'|'.join(every)})"


def translated(text: str) -> str:
    """Return a pattern in Python's notation; an error object for what is no pattern."""
    return _Translator(text).run()
