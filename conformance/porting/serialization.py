"""A port as data, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..catalogue.names import REPORTS
from ..running.foreign import known
from .notes import Note, notes
from .program import Mention, Ported
from .reader import Datum, List, Place, Symbol

__all__ = ["as_data", "as_markdown", "notes_at", "scheme_text", "title"]

SHOWN_REQUIREMENTS = 3
"""The largest number of requirements shown for a name; the data contain all."""


def as_data(ported: Ported) -> dict[str, Any]:
    """Return the port as plain data, for JSON."""
    return {
        "format": "schemesockets-port",
        "version": 2,
        "file": ported.name,
        "dialects": list(ported.dialects),
        "assumed": ported.assumed,
        "imports": [
            {**_at(one.place), "library": one.library, "kind": one.kind, "meaning": one.meaning}
            for one in ported.imports
        ],
        "names": [_mention(ported, mention) for mention in ported.mentions],
        "others": [
            {
                "name": other.name,
                "places": list(map(_at, other.places)),
                "python": other.python,
                "differs": other.differs,
            }
            for other in ported.others
        ],
        "unknown": [
            {"name": name, "places": list(map(_at, places))}
            for name, places in ported.unknown.items()
        ],
        "decisions": [{**_at(one.place), "why": one.why} for one in ported.decisions],
        "python": ported.python,
    }


def _at(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}


def _mention(ported: Ported, mention: Mention) -> dict[str, Any]:
    entry = mention.entry
    return {
        **_at(mention.place),
        "name": entry.name.scheme,
        "of": entry.owner,
        "called": mention.called,
        "scheme": scheme_text(ported, mention),
        "python": mention.python,
        "module": entry.module,
        "open": list(mention.open),
        "form": entry.name.form,
        "see": entry.documented,
        "notes": [
            {"kind": note.kind, "words": note.words, "behaviours": list(note.behaviours)}
            for note in all_notes(ported, mention)
        ],
    }


def all_notes(ported: Ported, mention: Mention) -> tuple[Note, ...]:
    """Return all notes on a name in this program's dialect."""
    owner = mention.entry.owner
    return notes(mention.entry, owner if owner not in REPORTS else ported.dialects[0])


def notes_at(ported: Ported, mention: Mention) -> tuple[tuple[Note, ...], int]:
    """Return the notes to show at a name's first mention, and the number of requirements left out.

    At later mentions there are none.
    """
    name = (mention.entry.owner, mention.entry.name.scheme)
    for other in ported.mentions:
        if (other.entry.owner, other.entry.name.scheme) == name:
            if other is not mention:
                return (), 0
            break
    found = all_notes(ported, mention)
    required = [note for note in found if note.kind == "requirement"]
    told = tuple(note for note in found if note.kind != "requirement") + tuple(
        required[:SHOWN_REQUIREMENTS]
    )
    return told, len(required[SHOWN_REQUIREMENTS:])


def scheme_text(ported: Ported, mention: Mention) -> str:
    """Return the Scheme text of a mention on one line, without the bodies of procedures."""
    return _brief(mention.datum, ported.text)


def _brief(datum: Datum, text: str) -> str:
    match datum:
        case List(items=(Symbol(name=name), what, _, *_)) if name in _WITH_BODY:
            return f"({name} {_brief(what, text)} …)"
        case List(items=items) if text[datum.place.offset] in "([":
            return f"({' '.join(_brief(item, text) for item in items)})"
    return " ".join(text[datum.place.offset : datum.end].split())


_WITH_BODY = {"lambda", "let", "let*", "letrec", "begin", "cond", "case"}


def title(ported: Ported) -> str:
    """Return the dialects of a port, and the evidence for each."""
    told = []
    for dialect in ported.dialects:
        words = known(dialect).dialect.title
        brought = [one for one in ported.imports if one.meaning == dialect]
        said = ", ".join(f"{one.library} at {one.place}" for one in brought)
        told.append(f"{words} ({said or ported.assumed or 'as you say'})")
    return ", and ".join(told)


def as_markdown(ported: Ported) -> str:
    """Return the port as a page of Markdown."""
    return "\n".join(_markdown(ported)) + "\n"


def _markdown(ported: Ported) -> Iterator[str]:
    yield f"# {_plain(ported.name)}: what it becomes in Python"
    yield ""
    yield f"{_plain(title(ported))}."
    yield ""
    for one in ported.imports:
        if one.kind in ("python", "unknown"):
            meaning = one.meaning or "not known here"
            yield f"- `{one.library}` at {one.place}: {_plain(meaning)}"
    yield ""
    yield "## Calls"
    for mention in ported.mentions:
        yield ""
        yield f"**{mention.place}** `{scheme_text(ported, mention)}`"
        yield ""
        yield "```python"
        yield mention.python
        yield "```"
        told, more = notes_at(ported, mention)
        for why in mention.open:
            yield f"- to decide: {_plain(why)}"
        for note in told:
            shown = f" ({', '.join(f'`{one}`' for one in note.behaviours[:2])})"
            yield f"- {_plain(note.words)}{shown if note.behaviours else ''}"
        if more:
            yield f"- and {more} more: {_plain(mention.entry.documented)}"
    if ported.others:
        yield ""
        yield "## Names that every Scheme has"
        yield ""
        yield "| Scheme | at | Python |"
        yield "| --- | --- | --- |"
        for other in ported.others:
            places = ", ".join(map(str, other.places))
            python = f"`{other.python}`" if other.python else _plain(other.differs)
            yield f"| `{other.name}` | {places} | {python.replace('|', chr(92) + '|')} |"
    if ported.unknown:
        yield ""
        yield "## Names that are not known"
        yield ""
        for name, found in ported.unknown.items():
            yield f"- `{name}` at {', '.join(map(str, found))}"
    if ported.decisions:
        yield ""
        yield "## To decide"
        yield ""
        for decision in ported.decisions:
            yield f"- {decision.place}: {_plain(decision.why)}"


def _plain(text: str) -> str:
    for character in "\\|*_<`":
        text = text.replace(character, f"\\{character}")
    return text
