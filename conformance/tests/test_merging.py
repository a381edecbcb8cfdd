"""`schemesockets merge` and `badge`: several reports as one, and a share as an image."""

from __future__ import annotations

import copy
import json
import re
import shlex
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from in_process import HERE, schemesockets, succeeds

from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.reports.report import schema

Report: TypeAlias = dict[str, Any]
STAND_IN = shlex.join([sys.executable, str(HERE / "stand_in.py")])
GLOBS = ("flags.shutdown-*", "receive.end", "bind.in-use")


def made(*words: str, globs: tuple[str, ...] = GLOBS) -> Report:
    chosen = [word for glob in globs for word in ("--behaviour", glob)]
    result = schemesockets("report", "--format", "json", *words, *chosen)
    report: Report = json.loads(result.stdout)
    return report


@pytest.fixture(scope="module")
def here() -> Report:
    """One machine's: two dialects, one of which is faulty."""
    return made("--dialect", "srfi-106", "--dialect", "faulty_dialect")


@pytest.fixture(scope="module")
def there() -> Report:
    """Another's: a dialect of the first and one more, and a real system; one behaviour more."""
    report = made(
        *("--dialect", "foment", "--dialect", "srfi-106"),
        *("--real", f"srfi-106@stand-in={STAND_IN} behave"),
        globs=(*GLOBS, "close.twice"),
    )
    for run in (report["run"], *(subject["run"] for subject in report["subjects"])):
        run.update(platform="Elsewhere", python="3.13.0", ended="2099-01-01T00:00:00Z")
    for subject in report["subjects"]:
        subject["version"] = subject["version"].replace("Python 3", "Python 33")
    return report


def merged(tmp_path: Path, *reports: Report, status: int = 0, words: tuple[str, ...] = ()) -> str:
    """What merging them prints, or what it says instead."""
    paths = []
    for number, report in enumerate(reports):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(json.dumps(report), encoding="utf-8")
    result = schemesockets("merge", *map(str, paths), *words)
    assert result.exit_code == status
    return result.stdout if status == 0 else result.stderr


def test_a_merged_report_is_a_report_of_all(here: Report, there: Report, tmp_path: Path) -> None:
    both: Report = json.loads(merged(tmp_path, here, there))
    jsonschema.Draft202012Validator(schema()).validate(both)
    assert [subject["name"] for subject in both["subjects"]] == [
        "srfi-106", "faulty", "foment", "real:srfi-106@stand-in",
    ]  # fmt: skip
    asked = [behaviour["name"] for behaviour in both["behaviours"]]
    assert asked == [name for name in ALL if name in asked]
    assert set(asked) == {behaviour["name"] for behaviour in there["behaviours"]}

    def cells(report: Report) -> dict[tuple[str, str], str]:
        return {(r["subject"], r["behaviour"]): r["outcome"] for r in report["results"]}

    assert cells(both) == {**cells(there), **cells(here)}
    assert len(both["results"]) == len(cells(both))
    assert both["run"]["platform"] == f"{here['run']['platform']}, Elsewhere"
    assert both["run"]["ended"] == "2099-01-01T00:00:00Z"
    assert both["run"]["seconds"] == pytest.approx(
        here["run"]["seconds"] + there["run"]["seconds"], abs=0.01
    )
    runs = {subject["name"]: subject["run"]["platform"] for subject in both["subjects"]}
    assert runs["srfi-106"] == here["run"]["platform"]
    assert runs["foment"] == "Elsewhere"
    for result in both["results"]:
        for parts in result["programs"].values():
            assert all(part in both["texts"] for part in parts)


def test_merging_needs_no_order_and_can_go_on(here: Report, there: Report, tmp_path: Path) -> None:
    more = made("--dialect", "guile")
    for part in (more["run"], *(subject["run"] for subject in more["subjects"])):
        part["platform"] = "Elsewhere"
    at_once: Report = json.loads(merged(tmp_path, here, there, more))
    first: Report = json.loads(merged(tmp_path, here, there))
    assert json.loads(merged(tmp_path, first, more))["results"] == at_once["results"]
    other: Report = json.loads(merged(tmp_path, more, there, here))
    key = "{subject} {behaviour}".format_map
    assert sorted(map(key, other["results"])) == sorted(map(key, at_once["results"]))


def test_a_merged_report_has_every_format(here: Report, there: Report, tmp_path: Path) -> None:
    path = tmp_path / "both.html"
    assert merged(tmp_path, here, there, words=("--format", "html", "-o", str(path))) == ""
    page = path.read_text(encoding="utf-8")
    assert "real:srfi-106@stand-in" in page
    assert "faulty" in page


def of(report: Report, subject: str, behaviour: str) -> Any:
    (found,) = (
        result
        for result in report["results"]
        if (result["subject"], result["behaviour"]) == (subject, behaviour)
    )
    return found


def text_of(report: Report, subject: str, behaviour: str) -> str:
    """The key of a text that is in both reports."""
    key: str = of(report, subject, behaviour)["programs"]["scheme"][-1]
    return key


def subject(report: Report, name: str) -> Any:
    (found,) = (subject for subject in report["subjects"] if subject["name"] == name)
    return found


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda r: r["run"].update(schemesockets="0.0.9"),
         "0.json was made by schemesockets .*, .*1.json by 0.0.9; make them again"),
        (lambda r: r["behaviours"][0].update(question="Why?"),
         "asks one thing in .*0.json, another"),
        (lambda r: r["texts"].update({text_of(r, "srfi-106", "receive.end"): "(exit)"}),
         "is one text in"),
        (lambda r: r["documents"].update({"SRFI 106": "ftp://"}), "SRFI 106 is one text in"),
        (lambda r: of(r, "srfi-106", "receive.end").update(citation="elsewhere"),
         "receive.end in srfi-106 is judged by one expectation in"),
        (lambda r: of(r, "real:srfi-106@stand-in", "receive.end").update(basis="design"),
         "receive.end in srfi-106 is judged by one expectation in"),
        (lambda r: of(r, "srfi-106", "receive.end").update(programs={"python": []}),
         "receive.end for srfi-106 is one program in"),
        (lambda r: of(r, "real:srfi-106@stand-in", "receive.end")["programs"].update(python=[]),
         "receive.end for srfi-106 in Python is one program in"),
        (lambda r: of(r, "srfi-106", "receive.end").update(outcome="hung"),
         "srfi-106 in receive.end came out one way in .*; leave that subject out of one"),
        (lambda r: of(r, "srfi-106", "receive.end")["observation"].update(end="(returned eof)"),
         "srfi-106 in receive.end came out"),
        (lambda r: subject(r, "srfi-106").update(dialect="foment"), "srfi-106 is srfi-106 in"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_with_the_reason(
    here: Report, there: Report, tmp_path: Path, spoil: Callable[[Report], None], words: str
) -> None:
    other = copy.deepcopy(there)
    spoil(other)
    assert re.search(words, merged(tmp_path, here, other, status=2))


def test_two_versions_of_a_real_system_are_two_subjects(there: Report, tmp_path: Path) -> None:
    other = copy.deepcopy(there)
    subject(other, "real:srfi-106@stand-in")["version"] = "2.0"
    said = merged(tmp_path, there, other, status=2)
    assert re.search(
        r"real:srfi-106@stand-in is .* but srfi-106, 2.0 in .*--real NAME@OTHER", said
    )


def test_what_differs_from_run_to_run_does_not_matter(there: Report, tmp_path: Path) -> None:
    other = copy.deepcopy(there)
    for result in other["results"]:
        result["seconds"] += 1
        result["transcript"].append("hello")
        result["native"] = dict.fromkeys(result["native"], "hello")
    both: Report = json.loads(merged(tmp_path, there, other))
    assert both["results"] == sorted(there["results"], key=lambda r: r["subject"] == "srfi-106@")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no report; `schemesockets report --format json` makes one"),
        ('{"format": "schemesockets-recording", "version": 1}', "no report"),
        ('{"format": "schemesockets-report", "version": 3}', "make it again with this one"),
        ('{"format": "schemesockets-report", "version": 1}', "'run' is a required property"),
        ('{"format": "schemesockets-report", "version": 2}', "'run' is a required property"),
    ],
)
def test_what_is_no_report_is_refused(text: str, words: str, here: Report, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    assert words in merged(tmp_path, here, status=2, words=(str(path),))
    result = schemesockets("badge", str(path), "foment")
    assert result.exit_code == 2
    assert words in result.stderr


def test_one_report_by_itself_stays_as_it_is(here: Report, tmp_path: Path) -> None:
    assert json.loads(merged(tmp_path, here)) == here
    assert "<!DOCTYPE html>" in merged(tmp_path, here, words=("--format", "html"))


def test_a_file_that_is_not_there_is_refused() -> None:
    result = schemesockets("merge", "no-such.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no-such.json" in result.stderr


# --- badges


def badge(report: Report, name: str, tmp_path: Path) -> ElementTree.Element:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    drawn = succeeds("badge", str(path), name)
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    return ElementTree.fromstring(drawn)


SVG = "{http://www.w3.org/2000/svg}"


def words_of(image: ElementTree.Element) -> list[str | None]:
    return [text.text for text in image.iter(f"{SVG}text")]


def test_a_badge_tells_the_share_to_those_who_see_and_to_those_who_hear(
    here: Report, tmp_path: Path
) -> None:
    image = badge(here, "srfi-106", tmp_path)
    assert words_of(image) == ["srfi-106", "5 of 5 expectations met"]
    title = image.find(f"{SVG}title")
    assert title is not None
    assert title.text == image.get("aria-label") == "srfi-106: 5 of 5 expectations met, 100 %"
    assert image.get("role") == "img"
    faulty = badge(here, "faulty", tmp_path)
    assert words_of(faulty) == ["faulty", "3 of 5 expectations met"]
    assert faulty.get("aria-label") == "faulty: 3 of 5 expectations met, 60 %"


def colour(image: ElementTree.Element) -> str | None:
    return list(image.iter(f"{SVG}rect"))[-1].get("fill")


def test_a_badge_counts_what_was_expected_and_asked(there: Report, tmp_path: Path) -> None:
    """Not what there are no words for, nor where the document is silent; a hang counts."""
    report = copy.deepcopy(there)
    name = "real:srfi-106@stand-in"
    results = [result for result in report["results"] if result["subject"] == name]
    for result in results:
        result.update(outcome="pass")
    whole = len(results)
    assert words_of(badge(report, name, tmp_path))[1] == f"{whole} of {whole} expectations met"
    green = colour(badge(report, name, tmp_path))
    results[0].update(outcome="cannot-say")
    left = whole - 1
    assert words_of(badge(report, name, tmp_path))[1] == f"{left} of {left} expectations met"
    silent = next(result for result in results[1:] if result["basis"] != "document")
    silent.update(outcome="fail", observation=dict.fromkeys(["socket", "x"], "(returned 0)"))
    silent["expectation"] = {"socket": "(returned 1)"}
    assert (
        words_of(badge(report, name, tmp_path))[1] == f"{left - 1} of {left - 1} expectations met"
    )
    silent.update(outcome="hung")
    drawn = badge(report, name, tmp_path)
    assert words_of(drawn)[1] == f"{left - 1} of {left} expectations met"
    assert colour(drawn) != green


def test_a_subject_of_which_nothing_was_asked_has_a_badge(here: Report, tmp_path: Path) -> None:
    report = copy.deepcopy(here)
    report["results"] = []
    image = badge(report, "faulty", tmp_path)
    assert image.get("aria-label") == "faulty: nothing asked"


def test_a_subject_may_be_called_anything(here: Report, tmp_path: Path) -> None:
    report = json.loads(json.dumps(here).replace('"faulty"', '"<a> & \\"b\\" \\u0001"'))
    image = badge(report, '<a> & "b" \x01', tmp_path)
    assert words_of(image)[0] == '<a> & "b" \\x1;'


def test_a_subject_that_is_not_in_the_report_is_refused(here: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(here), encoding="utf-8")
    result = schemesockets("badge", str(path), "fualty")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no subject 'fualty'; it has srfi-106, faulty" in result.stderr
