"""The formats of `schemesockets explore`: text for people, JSON, and a page in HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .escaping import terminal_text
from .markup import render

__all__ = ["EXPLORATION_FORMATS"]


def _counts(found: Mapping[str, Any]) -> str:
    """Return the counts of an exploration, in a line."""
    first, second = (subject["name"] for subject in found["subjects"])
    asked = found["scripts"] or 1
    alike = 100 * (found["agreed"] + found["explained"]) / asked
    return (
        f"{first} and {second}: {found['scripts']} scripts of {found['phrases']} phrases, "
        f"{found['agreed']} agreed, {found['explained']} differed for a reason on file "
        f"({alike:.1f} %), {len(found['findings'])} new kinds, {found['repeated']} more of them, "
        f"{found['unsteady']} not seen again; seed {found['seed']}, {found['seconds']} s"
    )


def _text(found: Mapping[str, Any]) -> str:
    return terminal_text("\n".join(_lines(found))) + "\n"


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    for finding in found["findings"]:
        yield finding["kind"]
        for answer in finding["answers"]:
            yield f"  {answer['subject']}"
            for label, seen in answer["seen"].items():
                native = f"  ({seen['native']})" if seen["native"] else ""
                yield f"    {label}: {seen['words']}{native}"
            if answer["problem"]:
                yield f"    {answer['problem']}: {answer['reason']}"
        for language, text in _programs(finding).items():
            yield f"  in {language.capitalize()}:"
            yield from (f"    {line}" for line in text.strip().splitlines())
        yield ""
    for reason, count in found["reasons"].items():
        yield f"known, {count}: {reason}"
    yield _counts(found)


def _programs(finding: Mapping[str, Any]) -> dict[str, str]:
    """Return the programs of a finding by language; of several in one, the first subject's."""
    programs: dict[str, str] = {}
    for answer in finding["answers"]:
        for language, text in answer["programs"].items():
            programs.setdefault(language, text)
    return programs


def _json(found: Mapping[str, Any]) -> str:
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _html(found: Mapping[str, Any]) -> str:
    return render("exploration.html.jinja", found=found, counts=_counts(found), programs=_programs)


EXPLORATION_FORMATS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "terminal": _text,
    "json": _json,
    "html": _html,
}
