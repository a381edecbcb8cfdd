"""Reports read back: what earlier versions wrote becomes a report of today."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from in_process import HERE, schemesockets, succeeds
from sample_report import CONTROL, sample

from schemesockets.conformance.reports.formats import FORMATS
from schemesockets.conformance.reports.reading import ReportError, read_report
from schemesockets.conformance.reports.report import schema

Report: TypeAlias = dict[str, Any]
VERSION_1 = HERE / "samples" / "report-version-1.json"
"""Written by schemesockets 0.1.0: two dialects, a recording, and one difference."""


@pytest.fixture
def old() -> Report:
    report: Report = json.loads(VERSION_1.read_text(encoding="utf-8"))
    assert report["version"] == 1
    return report


def of(report: Report, subject: str, behaviour: str) -> Report:
    found: Report = next(
        result
        for result in report["results"]
        if (result["subject"], result["behaviour"]) == (subject, behaviour)
    )
    return found


def test_a_report_of_today_is_read_as_it_is() -> None:
    assert read_report(sample()) == sample()


def test_version_1_becomes_version_2(old: Report) -> None:
    before = copy.deepcopy(old)
    read = read_report(old)
    assert old == before
    jsonschema.Draft202012Validator(schema()).validate(read)
    assert read["version"] == 2
    for key in ("behaviours", "run"):
        assert read[key] == old[key]
    for was, now in zip(old["results"], read["results"], strict=True):
        told = was.keys() - {"observation", "expectation"}
        assert {key: now[key] for key in told} == {key: was[key] for key in told}
        assert (now["requirements"], now["divergence"], now["programs"]) == ([], None, {})


def test_bytes_of_version_1_are_written_as_today(old: Report) -> None:
    assert of(old, "foment", "receive.end")["observation"]["data"] == "(returned (bytes 97 98 99))"
    end = of(read_report(old), "foment", "receive.end")
    assert end["observation"]["data"] == end["expectation"]["data"] == '(returned #u8"abc")'


def test_a_recording_of_version_1_has_the_day_and_the_platform_of_its_own_run(old: Report) -> None:
    old["subjects"][2]["version"] = "0.4, recorded 2026-11-19 on Elsewhere"
    dialect, _, recording = read_report(old)["subjects"]
    assert dialect["run"] == old["run"]
    assert recording["version"] == "0.4"
    own = {"ended": "2026-11-19T00:00:00Z", "platform": "Elsewhere"}
    assert recording["run"] == {**old["run"], **own}


def test_promises_are_read_as_requirements() -> None:
    """As reports had it before version 2 was released."""
    early = sample()
    for result in early["results"]:
        result["promises"] = result.pop("requirements")
    assert read_report(early) == sample()


@pytest.mark.parametrize("form", FORMATS)
def test_version_1_has_every_format(form: str) -> None:
    assert "receive.reset" in succeeds("merge", str(VERSION_1), "--format", form)


def test_the_page_of_version_1_shows_all_its_cells(old: Report) -> None:
    page = re.sub("<[^>]*>", "", succeeds("merge", str(VERSION_1), "--format", "html"))
    assert "real, recorded 2026-11-19 on Linux" in " ".join(page.split())


def test_version_1_has_a_badge() -> None:
    """The fourth is of a case that the document leaves open."""
    assert "3 of 3 expectations met" in succeeds("badge", str(VERSION_1), "real:foment")


def test_version_1_merges_with_a_report_of_today(old: Report, tmp_path: Path) -> None:
    path = tmp_path / "today.json"
    succeeds(
        *("report", "--format", "json", "-o", str(path), "--dialect", "foment"),
        *("--dialect", "guile", "--behaviour", "receive.end", "--behaviour", "close.twice"),
    )
    # Only reports of one version of schemesockets merge, whatever the version of their format.
    old["run"]["schemesockets"] = json.loads(path.read_text())["run"]["schemesockets"]
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(old), encoding="utf-8")
    both: Report = json.loads(succeeds("merge", str(path), str(earlier)))
    names = {subject["name"] for subject in both["subjects"]}
    assert names == {"srfi-106", "foment", "guile", "real:foment"}
    assert of(both, "foment", "receive.end")["requirements"] != []
    assert of(both, "srfi-106", "receive.end")["requirements"] == []


def test_what_version_1_says_otherwise_is_refused(old: Report, tmp_path: Path) -> None:
    of(old, "foment", "receive.end")["observation"]["end"] = "(returned eof)"
    path = tmp_path / "other.json"
    path.write_text(json.dumps(old), encoding="utf-8")
    result = schemesockets("merge", str(path), str(VERSION_1))
    assert result.exit_code == 2
    assert "foment in receive.end came out one way in" in result.stderr


@pytest.mark.parametrize("version", [0, 3, "2", None, [1]])
def test_other_versions_are_refused(version: object) -> None:
    with pytest.raises(ReportError, match="this schemesockets reads versions 1 to 2"):
        read_report({"format": "schemesockets-report", "version": version})


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("key", ["run", "subjects", "behaviours", "results"])
@pytest.mark.parametrize("wrong", ["", [1], {"a": 1}, None])
def test_what_does_not_follow_the_schema_is_refused(
    version: int, key: str, wrong: object, old: Report
) -> None:
    report = {**(old if version == 1 else sample()), key: wrong}
    with pytest.raises(ReportError, match="it does not follow the schema"):
        read_report(report)


@pytest.mark.parametrize("key", ["observation", "expectation"])
@pytest.mark.parametrize("text", ["", "(returned", '(returned "a) b', "1 2", ")"])
def test_what_is_not_in_the_notation_is_refused(key: str, text: str) -> None:
    report = sample()
    report["results"][0][key]["data"] = text
    with pytest.raises(ReportError, match=r"receive.end of srfi-106 is not in the neutral"):
        read_report(report)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("subject", "chez"),
        ("behaviour", "receive.never"),
        ("programs", {"python": ["0123456789abcdef"]}),
    ],
)
def test_a_result_of_what_is_not_in_the_report_is_refused(key: str, wrong: object) -> None:
    report = sample()
    report["results"][0][key] = wrong
    with pytest.raises(ReportError, match=r"a result refers to the \w+ \S+, which is missing"):
        read_report(report)


def test_messages_have_no_control_characters(tmp_path: Path) -> None:
    """They show what the reports say, which may be from anyone."""
    bad, notation, other = sample(), sample(), sample()
    bad["subjects"][0]["kind"] = CONTROL
    notation["results"][0].update(subject=CONTROL, observation={"data": "("})
    other["run"]["schemesockets"] = CONTROL
    for number, reports in enumerate(([bad], [notation], [sample(), other])):
        paths = []
        for place, report in enumerate(reports):
            paths.append(tmp_path / f"{number}-{place}.json")
            paths[-1].write_text(json.dumps(report), encoding="utf-8")
        result = schemesockets("merge", *map(str, paths))
        assert result.exit_code == 2
        assert re.search(r"\\x1b;?\[31m", result.stderr), result.stderr
        assert not re.search(r"[\x00\x08\x1b]", result.stderr)
