"""What is said to correspond in the dialects is there, and nothing is left out."""

from __future__ import annotations

import pytest

from schemesockets import dialects
from schemesockets.conformance.catalogue import counterparts
from schemesockets.conformance.catalogue.names import Entry, counterparts_of, entries, entry_of

DOCUMENTS = ("manual", "SRFI 106", "Foment wiki", "R6RS", "R7RS")


def listed() -> list[tuple[str, str, str]]:
    return [
        (purpose, dialect, way)
        for purpose, rows in counterparts.groups().items()
        for dialect, ways in rows.items()
        for way in ways
    ]


def test_every_name_in_the_table_is_one_of_its_dialect_or_of_a_report() -> None:
    for purpose, dialect, way in listed():
        assert dialect in dialects.available(), purpose
        for name in way.split(" + "):
            assert entry_of(dialect, name).name.scheme == name, purpose
    for dialect, alone in counterparts.alone().items():
        for name in alone:
            assert entry_of(dialect, name).owner == dialect


def test_reports_serve_dialects_that_have_no_word_of_their_own_for_the_purpose() -> None:
    """R6RS and R7RS are what a dialect falls back on, where its ports are binary ports."""
    for purpose, dialect, way in listed():
        if dialect in ("guile", "chicken", "sagittarius"):
            assert all(entry_of(dialect, name).owner == dialect for name in way.split(" + ")), (
                purpose
            )


@pytest.mark.parametrize("dialect", dialects.available())
def test_every_name_but_constants_has_counterparts_or_is_said_to_have_none(dialect: str) -> None:
    grouped = {way for _, owner, way in listed() if owner == dialect}
    alone = set(counterparts.alone().get(dialect, ()))
    ours = {
        entry.name.scheme
        for entry in entries()
        if entry.owner == dialect and entry.name.kind != "constant"
    }
    assert ours - grouped - alone == set()
    assert grouped & alone == set()


def test_a_purpose_is_served_by_two_dialects_at_least() -> None:
    assert [purpose for purpose, rows in counterparts.groups().items() if len(rows) < 2] == []


def test_no_way_is_listed_twice() -> None:
    assert len(set(listed())) == len(listed())


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.owner + entry.name.scheme)
def test_every_name_has_a_meaning_and_a_place_on_a_line_each(entry: Entry) -> None:
    assert len(entry.meaning.split()) > 1
    assert not entry.meaning.startswith(f"`({entry.name.scheme} ")
    assert any(word in entry.documented for word in DOCUMENTS)
    for line in (entry.meaning, entry.documented):
        assert "\n" not in line
        assert len(line) < 240
        assert line.count("`") % 2 == 0


def test_constants_are_counterparts_by_what_the_platform_calls_them() -> None:
    (group,) = counterparts_of(entry_of("srfi-106", "*af-inet*"))
    assert {
        dialect: [entry.name.scheme for (entry,) in ways] for dialect, ways in group.ways.items()
    } == {
        "srfi-106": ["*af-inet*"],
        "foment": ["*af-inet*"],
        "guile": ["AF_INET", "PF_INET"],
        "chicken": ["af/inet"],
        "sagittarius": ["AF_INET"],
    }
