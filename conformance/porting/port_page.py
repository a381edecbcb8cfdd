"""A port as one HTML page: the program beside its Python, form by form.

The page contains its style, loads nothing and has no script. A call of the dialect leads to what
is known of its name; what is written in the faithful form is tinted.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen, mutable
from markupsafe import Markup

from ...dialects.scheme.writing.comments import spans_of
from ...dialects.scheme.writing.page import Origin
from ...dialects.scheme.writing.sheet import PORTED, Form, dialect_names
from ..catalogue.behaviour_pages import Question, areas, described_dialects
from ..catalogue.names import counterparts_of
from ..reports.escaping import terminal_text
from ..reports.formats.colouring import Mark, coloured_lines
from ..reports.markup import digest, render, source
from .account import Account, Used
from .notes import shown_by

__all__ = ["render_port"]

_MANY: Final = 12
"""The largest number of questions on which the dialects differ that are shown for a name."""


@frozen
class Numbered:
    """A line of a program as HTML, with its number."""

    number: int
    html: Markup


@mutable
class Row:
    """A form at the top, or a part of the Python that no form has.

    Attributes:
        scheme, python: the lines.
        faithful: whether anything in it is written in the faithful form.
    """

    scheme: list[Numbered] = field(factory=list)
    python: list[Numbered] = field(factory=list)
    faithful: bool = False


@frozen
class File:
    """A file of the program, whose lines have an anchor each: `key` and the number.

    `python` is the file of its port, "" where that is the port of another file too.
    """

    name: str
    key: str
    python: str
    rows: Sequence[Row]


def render_port(told: Account, text: str) -> str:
    """Return a port as HTML.

    Args:
        told: of the port.
        text: the program's.
    """
    style = source("page.css") + source("port.css")
    keys = _keys(told)
    return render(
        "port.html.jinja",
        told=told,
        name=Path(told.file).name,
        files=[_file(told, text, file, key) for file, key in keys.items()],
        keys={file * (file != told.file): key for file, key in keys.items()},
        names=[_Name(number, each, told.port.dialect) for number, each in enumerate(told.used)],
        dialects=described_dialects(),
        visible=terminal_text,
        policy="default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{digest(style)}'",
        style=Markup(style),
    )


# --- what is known of a name


@frozen
class _Name:
    number: int
    used: Used
    dialect: str

    @property
    def anchor(self) -> str:
        return f"name-{self.number}"

    @property
    def groups(self) -> tuple[Any, ...]:
        """The other dialects' names for the same."""
        return () if self.used.entry is None else counterparts_of(self.used.entry)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions about it on which the dialects differ."""
        entry = self.used.entry
        if entry is None:
            return ()
        shown = shown_by(entry, self.dialect)
        found = [
            each
            for area in areas()
            for each in area.differing
            if each.behaviour.name in shown and self.dialect in each.expectations
        ]
        return tuple(found[:_MANY])


# --- the rows


def _keys(told: Account) -> dict[str, str]:
    """Return the key of each file of a program, its own first."""
    port = told.port
    kept = [
        *(each.file for each in port.modules),
        *(each.file for module in port.modules for each in module.origins if each is not None),
        *(each.place.file for each in port.forms),
    ]
    files = dict.fromkeys([told.file, *kept])
    return {file: f"file-{number}-line" if number else "line" for number, file in enumerate(files)}


def _file(told: Account, text: str, file: str, key: str) -> File:
    """Return a file of a program with its rows; `text` is the program's own."""
    port = told.port
    names = {each.name: f"name-{number}" for number, each in enumerate(told.used)}
    own = [each for each in port.modules if each.file == file]
    python: list[Numbered] = []
    for module in own or port.modules[:1]:
        text_of_python = module.python.rstrip("\n")
        marks = _python_marks(text_of_python, _by_python_name(told))
        python += _numbered(coloured_lines(text_of_python, "python", marks))
    origins = [origin for module in own or port.modules[:1] for origin in module.origins]
    words = text if file == told.file else _text_of(file)
    forms = [each for each in port.forms if each.place.file == file]
    marks = _scheme_marks(words, forms, names)
    scheme = _numbered(coloured_lines(words.rstrip("\n"), "scheme", marks))
    spans = _joined(
        {
            *spans_of(words),
            *((each.begin, each.end) for each in origins if each and each.file == file),
        }
    )
    rows = _rows(file, spans, scheme, python, origins, own=bool(own))
    faithful = _faithful_lines(forms)
    for row in rows:
        row.faithful = any((file, line.number) in faithful for line in row.scheme)
    written = ", ".join(f"{port.name}/{each.name}.py" for each in own) if port.main else ""
    return File(Path(file).name, key, written, rows)


def _by_python_name(told: Account) -> dict[str, str]:
    """Return the anchors of the dialect's names, by what their functions may be called."""
    found: dict[str, str] = {}
    for number, each in enumerate(told.used):
        for dialect in (told.port.dialect, "srfi-106"):
            if (python := dialect_names(dialect).get(each.name)) is not None:
                found[python] = f"name-{number}"
        if each.entry is not None:
            found[each.entry.name.python] = f"name-{number}"
    return found


def _text_of(file: str) -> str:
    try:
        return Path(file).read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    except OSError:
        return ""


def _numbered(lines: Iterable[Markup]) -> list[Numbered]:
    return [Numbered(number, each) for number, each in enumerate(lines, 1)]


def _faithful_lines(forms: Iterable[Form]) -> set[tuple[str, int]]:
    return {(each.place.file, each.place.line) for each in forms if each.reason}


def _rows(
    file: str,
    spans: list[tuple[int, int]],
    scheme: list[Numbered],
    python: list[Numbered],
    origins: Sequence[Origin | None],
    own: bool,
) -> list[Row]:
    """Return a file's forms with their Python, in the order of the file.

    Args:
        file: whose forms.
        spans: the first and the last line of each form.
        scheme: its lines.
        python: all lines of the port; those of no form go with the form behind them.
        origins: where each of them comes from.
        own: whether the lines before the first form and behind the last one belong here.
    """
    rows: list[Row] = []
    of_line: dict[int, Row] = {}
    done = 0
    for begin, end in spans:
        rows.append(Row(scheme[done:end]))
        of_line |= dict.fromkeys(range(begin, end + 1), rows[-1])
        done = max(done, end)
    rows.append(Row(scheme[done:]))
    head = Row()
    before: Row | None = head
    loose: list[Numbered] = []
    for line, origin in zip(python, origins, strict=True):
        if origin is None:
            loose.append(line)
            continue
        row = of_line[origin.begin] if origin.file == file else None
        if before is head:
            before = None
            head.python += loose
        elif row is not None:
            row.python += loose
        loose = []
        if row is not None:
            row.python.append(line)
    rows = [head, *rows, Row([], loose)] if own else rows
    for each in rows:
        each.scheme, each.python = _trimmed(each.scheme), _trimmed(each.python)
    return [each for each in rows if each.scheme or each.python]


def _trimmed(lines: list[Numbered]) -> list[Numbered]:
    """Return lines without the blank ones before and behind them."""
    full = [place for place, each in enumerate(lines) if each.html]
    return lines[full[0] : full[-1] + 1] if full else []


def _joined(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of lines in order, those that share a line as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


# --- the marks


_HEAD: Final = re.compile(r"[(\[]\s*([^\s()\[\]\"';`,]+)")


def _scheme_marks(text: str, forms: Iterable[Form], names: Mapping[str, str]) -> list[Mark]:
    """Return marks around the first words of forms: of dialect calls, and of faithful forms."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    reasons: dict[int, list[str]] = {}
    links: dict[int, str] = {}
    for form in forms:
        line, column = form.place.line, form.place.column
        if not 0 < line <= len(starts):
            continue
        at = starts[line - 1] + column - 1
        reasons.setdefault(at, [])
        if form.reason and form.reason not in reasons[at]:
            reasons[at].append(form.reason)
        if form.dialect and form.name in names:
            links[at] = names[form.name]
    found = ((_HEAD.match(text, at), at) for at in sorted(reasons))
    return [
        mark
        for head, at in found
        if head is not None
        and (mark := _mark(head.start(1), head.end(1), links.get(at, ""), reasons[at])) is not None
    ]


def _python_marks(python: str, names: Mapping[str, str]) -> list[Mark]:
    """Return marks around what the Python calls: the dialect's functions, and faithful forms.

    Args:
        python: the port.
        names: the anchors by the Python names of the dialect's functions.
    """
    lines = python.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    tree = ast.parse(python)
    imported = {
        alias.asname or alias.name: (each.module or "", alias.name)
        for each in tree.body
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }
    found: dict[int, Mark] = {}

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                is_faithful = imported.get(name, ("", ""))[0] == PORTED
            case ast.Name(id=name):
                module, attribute = imported.get(name, ("", ""))
                is_faithful = module == PORTED and attribute in ("call", "tail_call")
                if module == PORTED and not is_faithful:
                    continue
            case _:
                continue
        if name not in imported:
            continue
        start = offset(node.lineno, node.col_offset)
        end = start + len(ast.unparse(node))
        link = names.get(attribute, "")
        mark = _mark(start, end, link, ["in the faithful form"] if is_faithful else [])
        if mark is not None and (start not in found or found[start].end < end):
            found[start] = mark
    return [found[start] for start in sorted(found)]


def _mark(start: int, end: int, link: str, reasons: Sequence[str]) -> Mark | None:
    opening, closing = Markup(), Markup()
    if reasons:
        opening += Markup('<mark title="{}">').format("; ".join(reasons))
        closing = Markup("</mark>")
    if link:
        opening += Markup('<a href="#{}">').format(link)
        closing = Markup("</a>") + closing
    return Mark(start, end, opening, closing) if opening else None
