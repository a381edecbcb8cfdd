"""`schemesockets diff`: what has changed between two reports."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from in_process import schemesockets
from sample_report import CONTROL, HOSTILE, sample

from schemesockets.conformance.reports.change_formats import CHANGE_FORMATS
from schemesockets.conformance.reports.changes import compare_reports
from schemesockets.conformance.running.results import OUTCOMES

Report: TypeAlias = dict[str, Any]
KEY = ("srfi-106", "receive.end")


def result_of(report: Report, subject: str = KEY[0], behaviour: str = KEY[1]) -> dict[str, Any]:
    (found,) = (
        result
        for result in report["results"]
        if (result["subject"], result["behaviour"]) == (subject, behaviour)
    )
    assert isinstance(found, dict)
    return found


def pair(change: Callable[[Report], object]) -> tuple[Report, Report]:
    """A report, and the same with a change."""
    old = json.loads(json.dumps(sample()))
    new = copy.deepcopy(old)
    change(new)
    return old, new


def set_outcome(report: Report, outcome: str) -> None:
    result_of(report).update(outcome=outcome)


def diff(tmp_path: Path, old: Report, new: Report, *words: str) -> tuple[int, str]:
    paths = [tmp_path / "old.json", tmp_path / "new.json"]
    for path, report in zip(paths, (old, new), strict=True):
        path.write_text(json.dumps(report), encoding="utf-8")
    result = schemesockets("diff", *map(str, paths), *words)
    return result.exit_code, result.stdout


def test_a_report_has_not_changed_from_itself(tmp_path: Path) -> None:
    old, new = pair(lambda report: None)
    assert diff(tmp_path, old, new) == (
        0,
        "0 worse, 0 better, 0 different; 0 asked in addition, 0 no longer asked\n",
    )


WORSE = [
    ("pass", "fail"),
    ("pass", "unclear"),
    ("pass", "cannot-say"),
    ("fail", "cannot-say"),
    ("fail", "crashed"),
    ("fail", "hung"),
    ("unclear", "fail"),
]
DIFFERENT = [("cannot-say", "fail"), ("cannot-say", "hung"), ("crashed", "hung")]
BETTER = [("fail", "pass"), ("hung", "fail"), ("cannot-say", "pass"), ("crashed", "unclear")]


@pytest.mark.parametrize(
    ("was", "becomes", "trend"),
    [
        *((was, becomes, "worse") for was, becomes in WORSE),
        *((was, becomes, "different") for was, becomes in DIFFERENT),
        *((was, becomes, "better") for was, becomes in BETTER),
    ],
)
def test_the_trend_of_an_outcome(was: str, becomes: str, trend: str, tmp_path: Path) -> None:
    assert {was, becomes} <= {*OUTCOMES}
    old, new = pair(lambda report: set_outcome(report, becomes))
    set_outcome(old, was)
    (change,) = compare_reports(old, new).results
    assert (change.subject, change.behaviour, change.trend) == (*KEY, trend)
    assert (change.old, change.new) == (was, becomes)
    status, told = diff(tmp_path, old, new)
    assert status == (1 if trend == "worse" else 0)
    assert f"{trend.title()}:\n  srfi-106 receive.end: {was} -> {becomes}\n" in told
    assert f"1 {trend}" in told


def test_another_observation_is_told_and_fails_nothing(tmp_path: Path) -> None:
    old, new = pair(lambda report: result_of(report).update(observation={"more": "(returned 3)"}))
    result_of(old).update(observation={"data": "(returned 1)"})
    status, told = diff(tmp_path, old, new)
    assert status == 0
    assert "    data: (returned 1) -> (nothing)\n    more: (nothing) -> (returned 3)\n" in told


@pytest.mark.parametrize(("leaked", "trend"), [(2, "worse"), (0, "better")])
def test_leaks_count(leaked: int, trend: str) -> None:
    old, new = pair(lambda report: result_of(report).update(leaked=leaked))
    result_of(old).update(leaked=1)
    (change,) = compare_reports(old, new).results
    assert change.trend == trend


def test_the_worst_comes_first() -> None:
    def change(report: Report) -> None:
        first, second, third = (r for r in report["results"] if r["outcome"] == "pass")
        first["outcome"], third["outcome"] = "cannot-say", "hung"
        second["observation"] = {"data": "(returned 9)"}

    old, new = pair(lambda report: None)
    passing = [r for r in old["results"] if r["outcome"] == "pass"]
    for extra in passing[3:]:
        for report in (old, new):
            report["results"].remove(extra)
    change(new)
    assert [each.trend for each in compare_reports(old, new).results] == [
        "worse",
        "worse",
        "different",
    ]


def test_what_only_one_report_has_is_told_and_does_not_count(tmp_path: Path) -> None:
    old, new = pair(lambda report: report["results"].remove(result_of(report)))
    assert diff(tmp_path, old, new) == (
        0,
        "No longer asked of srfi-106: receive.end\n"
        "0 worse, 0 better, 0 different; 0 asked in addition, 1 no longer asked\n",
    )
    status, told = diff(tmp_path, new, old)
    assert (status, told.splitlines()[0]) == (0, "Asked in addition of srfi-106: receive.end")


def test_versions_and_subjects_that_come_and_go_are_told(tmp_path: Path) -> None:
    def change(report: Report) -> None:
        report["subjects"][0]["version"] = "a newer one"
        gone = report["subjects"].pop()["name"]
        report["results"] = [r for r in report["results"] if r["subject"] != gone]

    old, new = pair(change)
    first, last = old["subjects"][0], old["subjects"][-1]
    status, told = diff(tmp_path, old, new)
    assert status == 0
    assert f"{first['name']}: {first['version']} -> a newer one\n" in told
    assert f"{last['name']}: {last['version']} -> not asked\n" in told


@pytest.mark.parametrize("what", ["question", "program"])
def test_what_is_asked_differently_says_so(what: str, tmp_path: Path) -> None:
    def change(report: Report) -> None:
        set_outcome(report, "fail")
        if what == "program":
            result_of(report)["programs"]["python"][-1] = "0123456789abcdef"
            report["texts"]["0123456789abcdef"] = "y()\n"
        else:
            for behaviour in report["behaviours"]:
                behaviour["question"] += " Really?"

    old, new = pair(change)
    set_outcome(old, "pass")
    _, told = diff(tmp_path, old, new)
    assert "srfi-106 receive.end: pass -> fail; asked differently" in told


@pytest.mark.parametrize("form", CHANGE_FORMATS)
def test_every_format_tells_all(form: str, tmp_path: Path) -> None:
    def change(report: Report) -> None:
        result_of(report).update(outcome="hung", reason="no answer", observation={})
        report["subjects"][0]["version"] = "3.1"

    old, new = pair(change)
    result_of(old).update(outcome="pass", observation={"data": "(returned 1)"})
    file = tmp_path / "diff"
    status, told = diff(tmp_path, old, new, "--format", form, "-o", str(file))
    assert (status, told) == (1, "")
    text = file.read_text(encoding="utf-8")
    for words in ("srfi-106", "receive.end", "hung", "(returned 1)", "no answer", "3.1"):
        assert words.replace("(", "").strip(")") in text.replace("\\", "")
    if form == "json":
        data = json.loads(text)
        assert data["counts"] == {"worse": 1, "better": 0, "different": 0}
        assert data["results"][0]["observations"] == {"data": ["(returned 1)", None]}
    if form == "markdown":
        assert [line.count("|") for line in text.splitlines() if line.startswith("|")] == [6] * 3


@pytest.mark.parametrize("form", CHANGE_FORMATS)
def test_text_from_outside_stays_text(form: str, tmp_path: Path) -> None:
    old, new = pair(
        lambda report: result_of(report).update(outcome="hung", reason=HOSTILE + CONTROL)
    )
    _, told = diff(tmp_path, old, new, "--format", form)
    assert "\x1b" not in told
    if form == "markdown":
        assert "<img" not in told.replace("\\<", "")


def test_what_is_no_report_is_a_usage_error(tmp_path: Path) -> None:
    file = tmp_path / "none.json"
    file.write_text("{}", encoding="utf-8")
    result = schemesockets("diff", str(file), str(file))
    assert result.exit_code == 2
    assert "it is no report" in result.stderr
