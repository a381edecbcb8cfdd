"""The faults apply to today's source, and their outcomes are those of today's table."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemesockets.conformance import data
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.requirements import documents
from schemesockets.conformance.running.subjects import DialectSubject
from schemesockets.conformance.sabotage.__main__ import command
from schemesockets.conformance.sabotage.faults import (
    Fault,
    FaultError,
    dialects_with_faults,
    faults,
)
from schemesockets.conformance.sabotage.hunting import Hunt, hunt
from schemesockets.conformance.sabotage.outcomes import Outcome, outcomes, write_outcomes
from schemesockets.conformance.sabotage.planting import planted

DIALECTS = dialects_with_faults()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_fault_stands_once_in_its_module_which_still_compiles(dialect: str) -> None:
    for fault in faults(dialect).values():
        source = fault.path.read_text(encoding="utf-8")
        changed = fault.applied(source)
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source)), fault.name


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_fault_breaks_a_requirement_of_the_dialect(dialect: str) -> None:
    for fault in faults(dialect).values():
        assert fault.requirement.words == fault.breaks
        assert dialect in documents()[fault.document].dialects, fault.name


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_two_faults_are_the_same(dialect: str) -> None:
    count = Counter(fault.digest for fault in faults(dialect).values())
    assert [digest for digest, times in count.items() if times > 1] == []


def test_every_section_of_every_document_has_a_fault() -> None:
    broken = {
        (fault.document, fault.section) for name in DIALECTS for fault in faults(name).values()
    }
    sections = {
        (document.name, section)
        for document in documents().values()
        for section in document.sections
        if {*document.dialects} & {*DIALECTS}
    }
    assert sections - broken == set()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_outcomes_are_of_the_faults_that_there_are(dialect: str) -> None:
    """`nox -s sabotage` tries new and changed ones."""
    found = outcomes(dialect)
    assert [(name, one.digest) for name, one in found.items()] == [
        (name, fault.digest) for name, fault in faults(dialect).items()
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_behaviours_that_noticed_can_be_asked(dialect: str) -> None:
    known = expectations.load(dialect).keys()
    assert {one.noticed_by for one in outcomes(dialect).values()} - {None} <= known


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_nothing_notices_has_a_reason_and_nothing_else_has(dialect: str) -> None:
    unnoticed = {name for name, one in outcomes(dialect).items() if one.noticed_by is None}
    assert unnoticed == {name for name, fault in faults(dialect).items() if fault.unnoticed}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nearly_every_fault_is_noticed(dialect: str) -> None:
    found = outcomes(dialect)
    assert sum(one.noticed_by is not None for one in found.values()) >= 0.97 * len(found)


ROW = "".join(f'{key} = "x"\n' for key in ("section", "breaks", "module", "old"))


def fault_of(old: str, new: str, function: str = "is_socket") -> Fault:
    breaks = "True of every socket"
    where = ("SRFI 106", "socket?", breaks, "dialects.srfi106")
    return Fault("made-up", *where, old, new, function)


def few_of(subject: DialectSubject) -> expectations.Expectations:
    known = expectations.load(subject.name)
    return {name: known[name] for name in ("construct.closed", "flags.merge")}


@pytest.fixture(scope="module")
def hunting() -> Iterator[Hunt]:
    with hunt("srfi-106") as made:
        yield made


def test_a_fault_is_put_into_new_processes_and_noticed(hunting: Hunt) -> None:
    """Mostly by the first behaviour that is asked; on a busy machine another may be the first."""
    assert hunting.noticing(fault_of("isinstance(object, Socket)", "False")) is not None


def test_what_changes_nothing_is_not_noticed(
    hunting: Hunt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DialectSubject, "expectations", property(few_of))
    fault = fault_of("isinstance(object, Socket)", "isinstance(object, (Socket,))")
    assert hunting.noticing(fault) is None


def test_a_fault_that_no_longer_applies_is_refused() -> None:
    for fault in (fault_of("no such text", ""), fault_of("e", ""), fault_of("x", "", "nobody")):
        with (
            pytest.raises(FaultError, match=r"stands \d+ times|there is no nobody"),
            planted(fault),
        ):
            raise AssertionError("it was put in")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "does not begin with document"),
        ('document = "D"\nx = 1\n', "x is no table"),
        ('document = "D"\n[x]\nsection = "s"\n', "missing"),
        ('document = "D"\n[x]\ncolour = "s"\n', "colour, which means nothing"),
        (f'document = "D"\n[x]\n{ROW}new = 3\n', "x: new must be a text"),
    ],
)
def test_a_table_that_is_none_is_refused(
    text: str, error: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sabotage").mkdir()
    (tmp_path / "sabotage/mine.toml").write_text(text)
    monkeypatch.setattr(data, "_added", [tmp_path])
    data.forget()
    try:
        with pytest.raises(data.DataError, match=error):
            faults("mine")
    finally:
        monkeypatch.undo()
        data.forget()


def test_outcomes_are_kept_beside_the_table_that_an_installation_links_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = tmp_path / "source/mine.toml"
    installed = tmp_path / "installed/sabotage"
    source.parent.mkdir()
    installed.mkdir(parents=True)
    source.write_text(f'document = "D"\n[x]\n{ROW}new = "y"\n')
    (installed / source.name).symlink_to(source)
    monkeypatch.setattr(data, "_added", [installed.parent])
    data.forget()
    try:
        assert outcomes("mine") == {}
        kept = {"x": Outcome(faults("mine")["x"].digest, "flags.merge")}
        write_outcomes("mine", kept)
        assert outcomes("mine") == kept
    finally:
        monkeypatch.undo()
        data.forget()
    assert [entry.name for entry in installed.iterdir()] == [source.name]
    assert source.with_suffix(".json").is_file()


def test_the_command_says_what_it_wants() -> None:
    done = CliRunner().invoke(command, ["--dialect", "nobody"])
    assert done.exit_code == 2
    assert "nobody" in done.output
