"""The page of the docs that tells which behaviours notice which faults, by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from ..data import cached
from ..reports.markup import heading_anchors, markdown_prose, markdown_row
from ..required.requirements import Document, documents
from ..sabotage.faults import Fault, dialects_with_faults, faults
from ..sabotage.outcomes import outcomes

__all__ = ["sabotage_page"]


@frozen
class _Tried:
    """A fault, the dialect that it was put into, and the behaviour that noticed it, or None."""

    dialect: str
    fault: Fault
    noticed_by: str | None


@cached
def _tried() -> Mapping[str, Mapping[str, tuple[_Tried, ...]]]:
    """Return the faults that were tried, by document and section."""
    found: dict[str, dict[str, tuple[_Tried, ...]]] = {name: {} for name in documents()}
    for dialect in dialects_with_faults():
        outcome = outcomes(dialect)
        for name, fault in faults(dialect).items():
            if name in outcome:
                sections = found.setdefault(fault.document, {})
                one = _Tried(dialect, fault, outcome[name].noticed_by)
                sections[fault.section] = (*sections.get(fault.section, ()), one)
    return found


def sabotage_page(made: str) -> str:
    """Return the page; `made` is its first line."""
    return "\n".join((made, *_page())) + "\n"


def _page() -> Iterator[str]:
    everything = [one for sections in _tried().values() for one in _all(sections.values())]
    yield "# Sabotage"
    yield ""
    yield "Behaviours test the requirements, and deliberate faults test the behaviours."
    yield "`nox -s sabotage` puts one fault at a time into a dialect, a small change of its source"
    yield "that breaks a requirement, and looks for a behaviour that fails then."
    yield f"Of {len(everything)} faults {_percent(everything)} are noticed."
    yield ""
    yield markdown_row("document", "sections", "requirements", "behaviours", "faults", "noticed")
    yield markdown_row("---", *("---:",) * 5)
    for document in documents().values():
        behaviours = {name for one in document.requirements for name in one.behaviours}
        found = _all(_tried()[document.name].values())
        counts = (len(document.sections), len(list(document.requirements)), len(behaviours))
        (anchor,) = heading_anchors([_title(document)])
        link = f"[{document.name}](#{anchor})"
        yield markdown_row(link, *map(str, counts), str(len(found)), str(len(_noticed(found))))
    for document in documents().values():
        yield from _document(document)
    yield from _unnoticed(everything)


def _document(document: Document) -> Iterator[str]:
    yield ""
    yield f"## {_title(document)}"
    yield ""
    yield markdown_row("section", "requirements", "behaviours", "faults", "noticed", "by")
    yield markdown_row("---", *("---:",) * 4, "---")
    for section, requirements in document.sections.items():
        behaviours = {name for one in requirements for name in one.behaviours}
        found = _tried()[document.name].get(section, ())
        by = dict.fromkeys(one.noticed_by for one in found if one.noticed_by)
        yield markdown_row(
            markdown_prose(section),
            *map(str, (len(requirements), len(behaviours), len(found), len(_noticed(found)))),
            ", ".join(f"`{name}`" for name in by),
        )


def _unnoticed(everything: list[_Tried]) -> Iterator[str]:
    if len(_noticed(everything)) == len(everything):
        return
    yield ""
    yield "## Not noticed"
    yield ""
    yield markdown_row("dialect", "fault", "requirement", "why no behaviour can notice it")
    yield markdown_row("---", "---", "---", "---")
    for one in everything:
        if one.noticed_by is None:
            fault = one.fault
            cells = (
                f"`{fault.name}`",
                markdown_prose(fault.breaks),
                markdown_prose(fault.unnoticed),
            )
            yield markdown_row(one.dialect, *cells)


def _all(groups: Iterable[tuple[_Tried, ...]]) -> list[_Tried]:
    return [one for group in groups for one in group]


def _noticed(found: Iterable[_Tried]) -> list[_Tried]:
    return [one for one in found if one.noticed_by]


def _percent(found: list[_Tried]) -> str:
    return f"{len(_noticed(found))} ({len(_noticed(found)) / max(len(found), 1):.1%})"


def _title(document: Document) -> str:
    return f"Faults against {document.name}"
