"""POSIX regular expressions, extended and basic, as those of Python's `re`.

What differs remains: of several alternatives Python takes the first that fits, POSIX the longest.
"""

from __future__ import annotations

import re
from typing import Final

from ..conditions import error
from ..data import String

__all__ = ["CLASSES", "translated"]

CLASSES: Final = {
    "alpha": r"^\W\d_",
    "digit": "0-9",
    "alnum": r"^\W_",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "blank": r" \t",
    "punct": r"!-/:-@\[-`{-~",
    "cntrl": r"\x00-\x1f\x7f",
    "xdigit": "0-9A-Fa-f",
    "print": " -~\u00a0-\U0010ffff",
    "graph": "!-~\u00a1-\U0010ffff",
}
_ESCAPED: Final = {
    "w": r"\w",
    "W": r"\W",
    "s": r"\s",
    "S": r"\S",
    "b": r"\b",
    "B": r"\B",
    "<": r"\b(?=\w)",
    ">": r"\b(?<=\w)",
    "`": r"\A",
    "'": r"\Z",
}
_BOUND: Final = re.compile(r"(\d*)(?:(,)(\d*))?")
_OPERATORS: Final = frozenset("*+?{|()")


def translated(pattern: str, basic: bool, newline: bool) -> str:
    """Return a POSIX pattern as Python's.

    Args:
        pattern: extended, unless `basic`.
        newline: whether a newline is matched by no `.` and no negated set, and `^` and `$` match
            beside one.
    """
    return _Translation(pattern, basic, newline).whole()


class _Translation:
    def __init__(self, pattern: str, basic: bool, newline: bool) -> None:
        self.pattern = pattern
        self.basic = basic
        self.newline = newline
        self.place = 0
        self.depth = 0
        self.made: list[str] = []
        self.repeatable = False

    def fail(self, why: str) -> None:
        raise error(f"{why}:", String(self.pattern), procedure="make-regexp")

    def whole(self) -> str:
        while self.place < len(self.pattern):
            char = self.pattern[self.place]
            self.place += 1
            operator = self.operator(char)
            if operator is not None:
                self.operate(operator)
            else:
                self.literal(char)
        if self.depth:
            self.fail("a parenthesis without an end")
        return "".join(self.made)

    def operator(self, char: str) -> str | None:
        """Return the operator that is written here, None for a character."""
        if not self.basic:
            return char if char in _OPERATORS else None
        if char == "*":
            return "*"
        following = self.pattern[self.place : self.place + 1]
        if char == "\\" and following in ("+", "?", "{", "|", "(", ")"):
            self.place += 1
            return following
        return None

    def operate(self, operator: str) -> None:
        match operator:
            case "(":
                self.depth += 1
                self.made.append("(")
                self.repeatable = False
            case ")":
                if not self.depth:
                    if self.basic:
                        self.fail("a parenthesis without a beginning")
                    self.add(r"\)")
                    return
                self.depth -= 1
                self.add(")")
            case "|":
                self.made.append("|")
                self.repeatable = False
            case "{":
                self.bound()
            case _:
                if self.repeatable:
                    self.repeat(operator)
                elif self.basic:
                    self.add(re.escape(operator))
                else:
                    self.fail("a repetition of nothing")

    def add(self, text: str) -> None:
        self.made.append(text)
        self.repeatable = True

    def repeat(self, operator: str) -> None:
        # What is repeated may be repeated again, which Python writes otherwise.
        if self.made[-1][:1] in ("*", "+", "?", "{"):
            self.made[-1:] = [self.made[-1], ")", operator]
            self.made.insert(self._begin_of_repeated(), "(?:")
        else:
            self.made.append(operator)

    def _begin_of_repeated(self) -> int:
        place = len(self.made) - 4
        if self.made[place] != ")":
            return place
        depth = 0
        for at in range(place, -1, -1):
            depth += (self.made[at] == ")") - (self.made[at] in ("(", "(?:"))
            if not depth:
                return at
        return 0

    def bound(self) -> None:
        end = "\\}" if self.basic else "}"
        stop = self.pattern.find(end, self.place)
        found = _BOUND.fullmatch(self.pattern[self.place : stop]) if stop >= 0 else None
        if found is None or not (found[1] or found[2]) or not self.repeatable:
            if self.basic:
                self.fail("a bound that is none")
            self.add(r"\{")
            return
        self.place = stop + len(end)
        low, comma, high = found[1] or "0", found[2] or "", found[3] or ""
        if high and int(high) < int(low):
            self.fail("a bound that is none")
        self.repeat(f"{{{low}{comma}{high}}}")

    def literal(self, char: str) -> None:
        match char:
            case "\\":
                following = self.pattern[self.place : self.place + 1]
                if not following:
                    self.fail("a backslash at the end")
                self.place += 1
                if following.isdecimal() and following != "0":
                    self.add(f"(?:\\{following})")
                else:
                    self.add(_ESCAPED.get(following) or re.escape(following))
            case "[":
                self.add(self.bracket())
            case ".":
                self.add("." if self.newline else r"[\s\S]")
            case "^" if not self.basic or self.at_beginning():
                self.made.append("(?m:^)" if self.newline else "^")
            case "$" if not self.basic or self.at_end():
                self.made.append("(?m:$)" if self.newline else r"\Z")
            case _:
                self.add(re.escape(char))

    def at_beginning(self) -> bool:
        return not self.made or self.made[-1] in ("(", "|")

    def at_end(self) -> bool:
        return self.pattern[self.place : self.place + 2] in ("", "\\)", "\\|")

    def bracket(self) -> str:
        negated = self.pattern.startswith("^", self.place)
        self.place += negated
        parts: list[str] = []
        outside: list[str] = []  # classes that Python states by what is not in them
        first = True
        while True:
            char = self.pattern[self.place : self.place + 1]
            if not char:
                self.fail("a bracket without an end")
            if char == "]" and not first:
                self.place += 1
                break
            first = False
            if self.pattern.startswith("[:", self.place):
                self.named(parts, outside)
                continue
            low = self.element()
            if self.pattern.startswith("-", self.place) and not self.pattern.startswith(
                "-]", self.place
            ):
                self.place += 1
                high = self.element()
                if high < low:
                    self.fail("a range that is none")
                parts.append(f"{re.escape(low)}-{re.escape(high)}")
            else:
                parts.append(re.escape(low))
        inside = "".join(parts)
        choices = [f"[{inside}]"] * bool(inside) + [f"[{each}]" for each in outside]
        if not negated:
            return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
        newline = r"\n" if self.newline else ""
        tests = "".join(f"(?!{each})" for each in choices)
        return f"(?:{tests}[^{newline}])" if newline else f"(?:{tests}[\\s\\S])"

    def element(self) -> str:
        for begin, end in (("[.", ".]"), ("[=", "=]")):
            if self.pattern.startswith(begin, self.place):
                stop = self.pattern.find(end, self.place + 2)
                found = self.pattern[self.place + 2 : stop] if stop >= 0 else ""
                if len(found) != 1:
                    self.fail("a collating element that is none")
                self.place = stop + 2
                return found
        char = self.pattern[self.place : self.place + 1]
        if not char:
            self.fail("a bracket without an end")
        self.place += 1
        return char

    def named(self, parts: list[str], outside: list[str]) -> None:
        stop = self.pattern.find(":]", self.place + 2)
        found = CLASSES.get(self.pattern[self.place + 2 : stop]) if stop >= 0 else None
        if found is None:
            self.fail("a character class that is none")
            return
        self.place = stop + 2
        if found.startswith("^"):
            outside.append(found)
        else:
            parts.append(found)
