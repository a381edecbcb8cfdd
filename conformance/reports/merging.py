"""Several reports as one: of different systems, made on different machines.

What is merged must be of one kind: reports of the same version of this package, in which the same
behaviour asks the same with the same programs and is judged by the same places in the documents.
What a subject said in two reports must be the same; of the texts of conditions, of transcripts and
of times, which differ from run to run, the first is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import jsonschema
from attrs import frozen

from ..questions.behaviours import ALL
from .report import schema

__all__ = ["MergeError", "merge", "problem_of"]

Report: TypeAlias = Mapping[str, Any]


class MergeError(ValueError):
    """Reports that do not fit together, and why."""


def problem_of(data: object) -> str | None:
    """Why `data` is no report that can be read here; None where it is one."""
    if not isinstance(data, dict) or data.get("format") != "schemesockets-report":
        return "it is no report; `schemesockets report --format json` makes one"
    version = schema()["properties"]["version"]["const"]
    if data.get("version") != version:
        return (
            f"it is a report of version {data.get('version')}, and this schemesockets reads "
            f"version {version}; make it again with this one"
        )
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(schema()).iter_errors(data)
    )
    return (
        f"it is not as a report has to be: {error.json_path}: {error.message}" if error else None
    )


def merge(reports: Mapping[str, Report]) -> dict[str, Any]:
    """One report of several by their names, each valid by the schema.

    Raises `MergeError`, in words that name two of them, where they do not fit together.
    """
    for check in _CHECKS:
        check.of(reports)
    subjects = _united(reports, "subjects", "name")
    subjects.sort(key=lambda subject: subject["kind"] != "dialect")
    behaviours = _united(reports, "behaviours", "name")
    suite = {name: number for number, name in enumerate(ALL)}
    behaviours.sort(key=lambda behaviour: suite.get(behaviour["name"], len(suite)))
    results = {
        (result["subject"], result["behaviour"]): result
        for result in _united(reports, "results", "subject", "behaviour")
    }
    return {
        **next(iter(reports.values())),
        "run": _run([report["run"] for report in reports.values()]),
        "subjects": subjects,
        "behaviours": behaviours,
        "documents": _joined(reports, "documents"),
        "texts": _joined(reports, "texts"),
        "results": [
            results[subject["name"], behaviour["name"]]
            for subject in subjects
            for behaviour in behaviours
            if (subject["name"], behaviour["name"]) in results
        ],
    }


def _united(reports: Mapping[str, Report], key: str, *names: str) -> list[Any]:
    """The objects in a list of each report; of those with the same name, the first."""
    found: dict[tuple[Any, ...], Any] = {}
    for report in reports.values():
        for each in report[key]:
            found.setdefault(tuple(each[name] for name in names), each)
    return list(found.values())


def _joined(reports: Mapping[str, Report], key: str) -> dict[str, str]:
    return {name: value for report in reports.values() for name, value in report[key].items()}


def _run(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The runs as one: it ended with the last and took as long as all, here and there."""
    return {
        **runs[0],
        "ended": max(run["ended"] for run in runs),
        "seconds": round(sum(run["seconds"] for run in runs), 3),
        "python": ", ".join(dict.fromkeys(run["python"] for run in runs)),
        "platform": ", ".join(dict.fromkeys(run["platform"] for run in runs)),
    }


_Facts: TypeAlias = Iterator[tuple[str, object]]


@frozen
class _Check:
    """Facts that reports must agree on: each with what it is about, and words for two that differ.

    The words may have in them `what` it is about, `first` and `second`, the two reports, and `one`
    and `other`, what they say.
    """

    facts: Callable[[Report], _Facts]
    words: str

    def of(self, reports: Mapping[str, Report]) -> None:
        """Raise `MergeError` where two reports say two things."""
        known: dict[str, tuple[str, object]] = {}
        for second, report in reports.items():
            for what, other in self.facts(report):
                first, one = known.setdefault(what, (second, other))
                if one != other:
                    raise MergeError(
                        self.words.format(
                            what=what, first=first, second=second, one=one, other=other
                        )
                    )


def _makers(report: Report) -> _Facts:
    yield "schemesockets", report["run"]["schemesockets"]


def _questions(report: Report) -> _Facts:
    for behaviour in report["behaviours"]:
        yield behaviour["name"], (behaviour["area"], behaviour["question"])


def _texts(report: Report) -> _Facts:
    yield from report["texts"].items()
    yield from report["documents"].items()


def _results(report: Report) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each result with its subject."""
    subjects = {subject["name"]: subject for subject in report["subjects"]}
    for result in report["results"]:
        yield result, subjects[result["subject"]]


def _is_of_package(subject: Mapping[str, Any]) -> bool:
    """Whether this package's own words are asked and its own expectations are met or not."""
    return bool(subject["kind"] != "dialect" or subject["name"] == subject["dialect"])


def _judgements(report: Report) -> _Facts:
    """Not the patterns: in them constants are the numbers of a platform."""
    for result, subject in _results(report):
        if _is_of_package(subject) and result["outcome"] != "cannot-say":
            told = result["citation"], result["basis"], sorted(result["expectation"])
            yield f"{result['behaviour']} in {subject['dialect']}", told


def _programs(report: Report) -> _Facts:
    for result, subject in _results(report):
        behaviour = result["behaviour"]
        yield f"{behaviour} for {subject['name']}", result["programs"]
        if _is_of_package(subject) and "python" in result["programs"]:
            yield f"{behaviour} for {subject['dialect']} in Python", result["programs"]["python"]


def _subjects(report: Report) -> _Facts:
    """A dialect of ours is the same whatever Python runs it; a real system is of a version."""
    for subject in report["subjects"]:
        ours = subject["kind"] == "dialect"
        told = subject["dialect"] if ours else f"{subject['dialect']}, {subject['version']}"
        yield subject["name"], told


def _outcomes(report: Report) -> _Facts:
    for result in report["results"]:
        told = result["outcome"], result["observation"], result["leaked"]
        yield f"{result['subject']} in {result['behaviour']}", told


_AGAIN = "make them again with the same schemesockets"
_CHECKS = (
    _Check(
        _makers,
        f"{{first}} was made by schemesockets {{one}}, {{second}} by {{other}}; {_AGAIN}",
    ),
    _Check(_questions, f"{{what}} asks one thing in {{first}}, another in {{second}}; {_AGAIN}"),
    _Check(_texts, f"{{what}} is one text in {{first}}, another in {{second}}; {_AGAIN}"),
    _Check(
        _judgements,
        f"{{what}} is judged by one expectation in {{first}}, by another in {{second}}; {_AGAIN}",
    ),
    _Check(
        _programs,
        f"{{what}} is one program in {{first}}, another in {{second}}; {_AGAIN}",
    ),
    _Check(
        _subjects,
        "{what} is {one} in {first}, but {other} in {second}; "
        "leave it out of one, or give one a name of its own, as in --real NAME@OTHER=COMMAND",
    ),
    _Check(
        _outcomes,
        "{what} came out one way in {first}, another in {second}; leave that subject out of one",
    ),
)
