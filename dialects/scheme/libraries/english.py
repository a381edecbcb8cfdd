"""Integers in English words and in Roman numerals."""

from __future__ import annotations

from typing import Final

__all__ = ["cardinal", "old_roman", "ordinal", "roman"]

_ONES: Final = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = [
    "",
    "",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_BLOCKS: Final = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
    "undecillion",
    "duodecillion",
    "tredecillion",
    "quattuordecillion",
    "quindecillion",
    "sexdecillion",
    "septendecillion",
    "octodecillion",
    "novemdecillion",
    "vigintillion",
]
_ORDINALS: Final = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens])
    elif rest:
        words.append(_ONES[rest])
    return " ".join(words)


def cardinal(number: int) -> str:
    """Return an integer in words: `one hundred twenty-three`."""
    if number == 0:
        return "zero"
    if number < 0:
        return f"minus {cardinal(-number)}"
    parts: list[str] = []
    power = 0
    while number:
        number, rest = divmod(number, 1000)
        if rest:
            if power < len(_BLOCKS):
                name = f" {_BLOCKS[power]}" if power else ""
            else:
                name = f" times ten to the {ordinal(power * 3)} power"
            parts.append(_below_thousand(rest) + name)
        power += 1
    return ", ".join(reversed(parts))


def ordinal(number: int) -> str:
    """Return an integer's place in words: `one hundred twenty-third`."""
    if number == 0:
        return "zeroth"
    if number < 0:
        return f"minus {ordinal(-number)}"
    hundreds, rest = divmod(number, 100)
    words = f"{cardinal(hundreds * 100)}" if hundreds else ""
    if not rest:
        return f"{words}th"
    head, hyphen, last = _below_thousand(rest).rpartition("-")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return " ".join(filter(None, [words, head + hyphen + last]))


def _numerals(number: int, table: tuple[tuple[int, str], ...]) -> str:
    made = []
    for value, numeral in table:
        count, number = divmod(number, value)
        made.append(numeral * count)
    return "".join(made)


def roman(number: int) -> str:
    """Return a positive integer in Roman numerals, 4 as IV."""
    return _numerals(number, _ROMAN)


def old_roman(number: int) -> str:
    """Return a positive integer in Roman numerals, 4 as IIII."""
    return _numerals(number, tuple(each for each in _ROMAN if len(each[1]) == 1))
