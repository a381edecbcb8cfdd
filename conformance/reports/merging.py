"""Merging reports: of different systems, or made on different machines.

Reports fit together if the same version of this package made them, and if each behaviour has the
same question, the same programs and the same place in a document in all of them. A subject that is
in two reports must have the same outcomes and observations in both. The texts of conditions, the
transcripts and the times differ from run to run, and are taken from the first report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import frozen

from ..questions.behaviours import ALL
from .escaping import terminal_text

__all__ = ["MergeError", "merge"]

ReportData: TypeAlias = Mapping[str, Any]
"""A report as `reading.read_report` returns it."""


class MergeError(ValueError):
    """Reports that do not fit together; the argument says which two, and why."""


def merge(reports: Mapping[str, ReportData]) -> dict[str, Any]:
    """Merge reports, which are given by their names, into one.

    Raises `MergeError`, whose message names two of them, if they do not fit together.
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


def _united(reports: Mapping[str, ReportData], key: str, *names: str) -> list[Any]:
    """Return the objects in a list of each report; of those with the same name, the first."""
    found: dict[tuple[Any, ...], Any] = {}
    for report in reports.values():
        for each in report[key]:
            found.setdefault(tuple(each[name] for name in names), each)
    return list(found.values())


def _joined(reports: Mapping[str, ReportData], key: str) -> dict[str, str]:
    return {name: value for report in reports.values() for name, value in report[key].items()}


def _run(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Combine the runs: the end is that of the last, the duration that of all together."""
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
    """Facts that reports must agree on, as pairs of a subject and a value, and a message.

    The message may refer to `what`, the subject of the fact; to `first` and `second`, the names of
    two reports; and to `one` and `other`, the values in them.
    """

    facts: Callable[[ReportData], _Facts]
    message: str

    def of(self, reports: Mapping[str, ReportData]) -> None:
        """Raise `MergeError` if two reports have different values for the same fact."""
        known: dict[str, tuple[str, object]] = {}
        for second, report in reports.items():
            for what, other in self.facts(report):
                first, one = known.setdefault(what, (second, other))
                if one != other:
                    message = self.message.format(
                        what=what, first=first, second=second, one=one, other=other
                    )
                    raise MergeError(terminal_text(message))


def _makers(report: ReportData) -> _Facts:
    yield "schemesockets", report["run"]["schemesockets"]


def _questions(report: ReportData) -> _Facts:
    for behaviour in report["behaviours"]:
        yield behaviour["name"], (behaviour["area"], behaviour["question"])


def _texts(report: ReportData) -> _Facts:
    yield from report["texts"].items()
    yield from report["documents"].items()


def _results(report: ReportData) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each result with its subject."""
    subjects = {subject["name"]: subject for subject in report["subjects"]}
    for result in report["results"]:
        yield result, subjects[result["subject"]]


def _is_of_package(subject: Mapping[str, Any]) -> bool:
    """Return whether a subject is asked in this package's phrases and held to its expectations.

    A dialect of somebody else's may have phrases and expectations of its own.
    """
    return bool(subject["kind"] != "dialect" or subject["name"] == subject["dialect"])


def _judgements(report: ReportData) -> _Facts:
    """Yield the place and basis of each expectation, and its labels.

    The patterns may differ between platforms, whose numbers their constants are.
    """
    for result, subject in _results(report):
        if _is_of_package(subject) and result["outcome"] != "cannot-say":
            value = result["citation"], result["basis"], sorted(result["expectation"])
            yield f"{result['behaviour']} in {subject['dialect']}", value


def _programs(report: ReportData) -> _Facts:
    """Yield each result's programs, if it has any: those of version 1 have none."""
    for result, subject in _results(report):
        behaviour = result["behaviour"]
        if result["programs"]:
            yield f"{behaviour} for {subject['name']}", result["programs"]
        if _is_of_package(subject) and "python" in result["programs"]:
            yield f"{behaviour} for {subject['dialect']} in Python", result["programs"]["python"]


def _subjects(report: ReportData) -> _Facts:
    """Yield the dialect of each subject, and the version of a real system.

    The version of one of our dialects is that of Python, which may differ.
    """
    for subject in report["subjects"]:
        ours = subject["kind"] == "dialect"
        value = subject["dialect"] if ours else f"{subject['dialect']}, {subject['version']}"
        yield subject["name"], value


def _outcomes(report: ReportData) -> _Facts:
    for result in report["results"]:
        value = result["outcome"], result["observation"], result["leaked"]
        yield f"{result['subject']} in {result['behaviour']}", value


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
