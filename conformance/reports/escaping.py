"""Control characters of text from outside, which a terminal is not to get."""

from __future__ import annotations

import re

__all__ = ["hexadecimal", "terminal_text"]

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Control characters but tab and newline; what has no width, or turns the direction of text;
and halves of surrogate pairs, such as Python makes of a file name that is not UTF-8."""


def terminal_text(text: str) -> str:
    r"""Write the control characters in `text`, all but tab and newline, as in `\x1b;`."""
    return _CONTROLS.sub(hexadecimal, text)


def hexadecimal(found: re.Match[str]) -> str:
    r"""Return a character that was found as in `\x1b;`."""
    return f"\\x{ord(found[0]):x};"
