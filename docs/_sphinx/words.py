"""Conversion of this project's docstrings for autodoc.

Text in backticks is code, and links to the entry of the object that it names, if there is one. An
indented block after a line that ends in a colon ("Args:") is a list.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx


def word(
    role: str,
    source: str,
    text: str,
    line: int,
    inliner: Inliner,
    options: object = None,
    content: object = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Process the role of text in single backticks."""
    code = nodes.literal(source, nodes.unescape(text))
    name = code.astext().removesuffix("()")
    if not re.fullmatch(r"[A-Za-z_][\w.]*", name):
        return [code], []
    env = inliner.document.settings.env
    link = pending_xref(
        source, code, refdomain="py", reftype="obj", reftarget=name, refdoc=env.docname
    )
    for place in ("py:module", "py:class"):
        link[place] = env.ref_context.get(place)
    return [link], []


_ITEM = re.compile(r" {4}([*\w][*\w, ]*): ?(.*)")

_BROKEN = re.compile(r"^( {4}\w[\w, ]*,)\n +", re.MULTILINE)
"""The names of an item that continue on the next line."""


def lists(
    app: Sphinx, what: str, name: str, value: object, options: object, lines: list[str]
) -> None:
    """Convert the lists in a docstring to reStructuredText."""
    found: list[str] = []
    inside = False
    for line in _BROKEN.sub(r"\1 ", "\n".join(lines)).split("\n"):
        follows = inside or (found[-1:] != [] and found[-1].endswith(":"))
        inside = follows and line.startswith("    ")
        item = _ITEM.match(line) if inside else None
        if item:
            words = ", ".join(f"`{word}`" for word in item[1].split(", "))
            found += ["", f"- {words}: {item[2]}"]
        elif inside:
            found.append(f"  {line.strip()}")
        else:
            found += ["", line] if found[-1:] and found[-1].startswith(("- ", "  ")) else [line]
    lines[:] = found


def public_bases(app: Sphinx, name: str, value: type, options: object, bases: list[type]) -> None:
    """Replace private base classes by their own bases."""
    bases[:] = dict.fromkeys(
        base
        for direct in bases
        for base in (direct.__bases__ if direct.__name__.startswith("_") else (direct,))
    )


def public_defaults(
    app: Sphinx,
    what: str,
    name: str,
    value: object,
    options: object,
    signature: str | None,
    result: str | None,
) -> tuple[str | None, str | None]:
    """Replace private names in defaults by their integer values, or by `...` for a sentinel."""
    known = getattr(value, "__globals__", {})

    def shown(found: re.Match[str]) -> str:
        default = known.get(found[1])
        return f" = {default}" if isinstance(default, int) else " = ..."

    return signature and re.sub(r" = (_\w+|ABSENT)\b(?!\.)", shown, signature), result


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the conversions."""
    app.add_role("word", word)
    app.connect("autodoc-process-docstring", lists)
    app.connect("autodoc-process-bases", public_bases)
    app.connect("autodoc-process-signature", public_defaults)
    return {"parallel_read_safe": True}
