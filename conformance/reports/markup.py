"""The templates, and how text from outside gets into each kind of them unharmed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = [
    "heading_anchors",
    "markdown_code",
    "markdown_prose",
    "markdown_text",
    "render",
    "source",
]


def render(template: str, **values: Any) -> str:
    """The template of that name with those values; `.html`, `.svg` and `.xml` are escaped."""
    return _ENVIRONMENT.get_template(template).render(**values)


def source(name: str) -> str:
    """The text of a file that stands beside the templates."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def markdown_text(text: str) -> str:
    """Text in which nothing means anything to Markdown, on one line, also in a table."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", " ".join(str(text).split()))


def markdown_prose(text: str) -> str:
    """Text of ours as people would write it in Markdown: only what would mean something is not."""
    return re.sub(r"([\\`*_\[\]<|~]|&(?=#?\w+;))", r"\\\1", " ".join(text.split()))


def heading_anchors(headings: Iterable[str]) -> list[str]:
    """The anchors that GitHub gives a page's headings; one that comes again has a number."""
    seen: dict[str, int] = {}
    anchors = []
    for heading in headings:
        anchor = re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")
        count = seen[anchor] = seen.get(anchor, -1) + 1
        anchors.append(f"{anchor}-{count}" if count else anchor)
    return anchors


def markdown_code(text: str) -> str:
    """Text as code within a line, also in a table."""
    line = " ".join(str(text).split()).replace("|", "\\|")
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if "`" in line else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""Text without the characters that XML cannot have, which are written as in `\x1b;`."""
    return _NOT_XML.sub(lambda found: f"\\x{ord(found[0]):x};", str(text))


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
