"""Filling templates, and escaping text from outside for each format."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .escaping import hexadecimal

__all__ = [
    "digest",
    "heading_anchors",
    "markdown_code",
    "markdown_prose",
    "markdown_row",
    "markdown_text",
    "render",
    "source",
    "xml_text",
]


def render(template: str, **values: Any) -> str:
    """Fill a template; in one that ends with `.html`, `.svg` or `.xml` values are escaped."""
    return _ENVIRONMENT.get_template(template).render(**values)


def source(name: str) -> str:
    """Return the text of a file in the folder of the templates."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return what a content security policy calls a style or a script that it allows."""
    made = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(made).decode('ascii')}"


def markdown_text(text: str) -> str:
    """Escape all of Markdown's markup in `text` and put it on one line, as a table needs it."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", " ".join(str(text).split()))


def markdown_prose(text: str) -> str:
    """Escape `text` of this project for Markdown, but only characters that would be markup."""
    return re.sub(r"([\\`*_\[\]<|~]|&(?=#?\w+;))", r"\\\1", " ".join(text.split()))


def heading_anchors(headings: Iterable[str]) -> list[str]:
    """Return the anchors that GitHub gives a page's headings; repeated ones are numbered."""
    seen: dict[str, int] = {}
    anchors = []
    for heading in headings:
        anchor = re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")
        count = seen[anchor] = seen.get(anchor, -1) + 1
        anchors.append(f"{anchor}-{count}" if count else anchor)
    return anchors


def markdown_code(text: str) -> str:
    """Write `text` as Markdown's code within a line, also of a table."""
    line = " ".join(str(text).split()).replace("|", "\\|")
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if "`" in line else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""


def markdown_row(*cells: str) -> str:
    """Return the line for a row of a table, whose cells are Markdown."""
    return f"| {' | '.join(cells)} |"


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""Write the characters of `text` that XML cannot have as in `\x1b;`."""
    return _NOT_XML.sub(hexadecimal, str(text))


_ESCAPED = (".html.jinja", ".svg.jinja", ".xml.jinja")
_ENVIRONMENT = Environment(
    loader=PackageLoader(__package__),
    autoescape=lambda name: name is not None and name.endswith(_ESCAPED),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters |= {
    "prose": markdown_prose,
    "text": markdown_text,
    "code": markdown_code,
    "xml": xml_text,
}
