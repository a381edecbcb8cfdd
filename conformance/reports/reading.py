"""Reading a report: it is checked against the schema, and an earlier one is brought up to date.

Version 1 is that of schemesockets 0.1.0. It has no requirements, no divergences and no programs,
says when a recording was made in words only, and writes bytes as `(bytes 97)`. Reports made before
version 2 was released call it version 2 already but have `promises` for `requirements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema

from ..required.notation import NotationError, read, write
from .escaping import terminal_text
from .report import schema

__all__ = ["ReportError", "read_report"]


class ReportError(ValueError):
    """The data is not a report that can be read; the argument says why."""


def read_report(data: object) -> dict[str, Any]:
    """Return the report in `data`, which is decoded JSON, as the present version has it.

    Raises `ReportError` for anything else.
    """
    if not isinstance(data, dict) or data.get("format") != "schemesockets-report":
        raise ReportError("it is no report; `schemesockets report --format json` makes one")
    present = schema()["properties"]["version"]["const"]
    match data.get("version"):
        case 1:
            report = _from_version_1(data)
        case version if version == present:
            report = {**data, "results": _each(data.get("results"), _renamed)}
        case version:
            raise ReportError(
                f"it is a report of version {version!r}, and this schemesockets reads versions "
                f"1 to {present}; make it again with this one"
            )
    validator = jsonschema.Draft202012Validator(schema())
    if error := jsonschema.exceptions.best_match(validator.iter_errors(report)):
        problem = terminal_text(f"{error.json_path}: {error.message}")
        raise ReportError(f"it does not follow the schema: {problem}")
    _check_references(report)
    return {**report, "results": [_in_present_notation(result) for result in report["results"]]}


def _from_version_1(data: Mapping[str, Any]) -> dict[str, Any]:
    run = data.get("run")
    return {
        "documents": {},
        "texts": {},
        **data,
        "version": 2,
        "subjects": _each(data.get("subjects"), lambda subject: _with_run(subject, run)),
        "results": _each(
            data.get("results"),
            lambda result: {
                **{"requirements": [], "divergence": None, "programs": {}},
                **_renamed(result),
            },
        ),
    }


def _each(objects: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """Change each object of a list; leave what is no list or object for the schema to find."""
    if not isinstance(objects, list):
        return objects
    return [change(found) if isinstance(found, dict) else found for found in objects]


_RECORDED = re.compile(r"(?P<version>.*), recorded (?P<day>\d{4}-\d\d-\d\d) on (?P<platform>.*)")


def _with_run(subject: dict[str, Any], run: Any) -> dict[str, Any]:
    """Return a subject of version 1 with its run: the report's, or that of its recording.

    Of a recording's run only the day and the platform are known; the rest is the report's.
    """
    recorded = _RECORDED.fullmatch(str(subject.get("version")))
    if subject.get("kind") != "recorded" or recorded is None or not isinstance(run, dict):
        return {"run": run, **subject}
    own = {"ended": f"{recorded['day']}T00:00:00Z", "platform": recorded["platform"]}
    return {**subject, "version": recorded["version"], "run": {**run, **own}}


def _renamed(result: dict[str, Any]) -> dict[str, Any]:
    return {"requirements" if key == "promises" else key: value for key, value in result.items()}


def _check_references(report: Mapping[str, Any]) -> None:
    """Raise `ReportError` if a result refers to something that the report does not have."""
    subjects, behaviours = (
        {found["name"] for found in report[key]} for key in ("subjects", "behaviours")
    )
    for result in report["results"]:
        parts = [part for parts in result["programs"].values() for part in parts]
        for kind, known, names in (
            ("subject", subjects, [result["subject"]]),
            ("behaviour", behaviours, [result["behaviour"]]),
            ("text", report["texts"], parts),
        ):
            for name in names:
                if name not in known:
                    missing = terminal_text(name)
                    raise ReportError(f"a result refers to the {kind} {missing}, which is missing")


def _in_present_notation(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result whose observations and expectations are written as they are today."""
    try:
        return {
            **result,
            **{
                key: {label: write(read(text)) for label, text in result[key].items()}
                for key in ("observation", "expectation")
            },
        }
    except NotationError as error:
        where = terminal_text(f"{result['behaviour']} of {result['subject']}")
        raise ReportError(f"{where} is not in the neutral notation: {error}") from None
