"""What is said to correspond in the dialects is there, and nothing is left out."""

from __future__ import annotations

import pytest

from schemesockets import dialects
from schemesockets.conformance import counterparts, names
from schemesockets.conformance.names import Entry, counterparts_of, entries, entry_of

ENTRIES = {(entry.owner, entry.name.scheme, entry.name.kind): entry for entry in entries()}


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
            assert entry_of(dialect, name), purpose
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


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=" ".join(map(str, ())) or None)
def test_every_name_has_a_meaning_and_a_place(entry: Entry) -> None:
    assert entry.meaning
    assert "`(" not in entry.meaning
    assert "\n" not in entry.meaning + entry.documented
    assert entry.documented
    if entry.owner not in names.REPORTS and entry.name.kind != "constant":
        known = ("manual", "SRFI 106", "Foment wiki", "R6RS")
        assert any(word in entry.documented for word in known)


def test_constants_are_counterparts_by_what_the_platform_calls_them() -> None:
    (group,) = counterparts_of(entry_of("srfi-106", "*af-inet*"))
    assert {dialect: ways[0][0].name.scheme for dialect, ways in group.ways.items()} == {
        "srfi-106": "*af-inet*",
        "foment": "*af-inet*",
        "guile": "PF_INET",
        "chicken": "af/inet",
        "sagittarius": "AF_INET",
    }
