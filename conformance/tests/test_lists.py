"""`schemesockets behaviours`, `names` and `dialects`: what there is, and what is like it."""

from __future__ import annotations

import re

import pytest
from in_process import schemesockets, succeeds

from schemesockets import dialects
from schemesockets.conformance.catalogue.names import entries
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.required import expectations
from schemesockets.conformance.running import suite


def test_behaviours_are_listed_by_area_with_their_questions() -> None:
    shown = succeeds("behaviours")
    assert re.findall(r"^\S+$", shown, re.M) == list(dict.fromkeys(b.area for b in ALL.values()))
    listed = dict(re.findall(r"^  (\S+) +(.*)$", shown, re.M))
    assert listed == {behaviour.name: behaviour.question for behaviour in ALL.values()}


def test_behaviours_can_be_chosen() -> None:
    shown = succeeds("behaviours", "receive.end*", "close.twice")
    chosen = [behaviour.name for behaviour in suite.select(["receive.end*", "close.twice"])]
    assert re.findall(r"^  (\S+)", shown, re.M) == chosen
    assert "receive.end-again" in chosen


def test_dialects_are_listed_with_what_they_have() -> None:
    parts = succeeds("dialects").split("\n\n")
    assert [part.split()[0] for part in parts] == list(dialects.available())
    for part, name in zip(parts, dialects.available(), strict=True):
        dialect = dialects.load(name)
        assert part.splitlines()[0] == f"{name}  {dialect.title}"
        told = dict(re.findall(r"^  (\w+) +(.*)$", part, re.M))
        assert told == {
            "document": dialect.document,
            "module": dialect.module,
            "names": str(len(dialect.names)),
            "behaviours": str(len(expectations.load(name))),
        }


def test_a_name_is_told_with_its_counterparts() -> None:
    entry, counterparts = succeeds("names", "recv-socket").rstrip("\n").split("\n\n")
    assert entry.splitlines() == [
        "recv-socket  procedure of foment",
        "  Scheme  (recv-socket socket size flags)",
        "  Python  recv_socket(socket, size, flags), from schemesockets.dialects.foment",
        "  does    wait for data; at most `size` bytes of it",
        "  see     Foment wiki, Procedures: recv-socket",
    ]
    purpose, *rows = counterparts.splitlines()
    assert purpose == "receive bytes:"
    assert [row.split()[0] for row in rows] == list(dialects.available())
    assert "  guile        recv!  (recv_into)" in rows


@pytest.mark.parametrize("word", ["socket-close*", "socket_close_star"])
def test_a_name_is_found_in_both_spellings(word: str) -> None:
    assert succeeds("names", word) == succeeds("names", "socket-close*")


@pytest.mark.parametrize(
    ("word", "signature"),
    [
        ("socket-purge-flags", "socket_purge_flags(base_flag, *flags)"),
        ("socket-receive-timeout", "socket_receive_timeout(ms=60000, /)"),
        ("AF_INET6", "AF_INET6"),
    ],
)
def test_a_procedure_is_told_with_its_parameters(word: str, signature: str) -> None:
    assert f"  Python  {signature}, from schemesockets.dialects." in succeeds("names", word)


def test_every_name_can_be_told() -> None:
    for entry in entries():
        told = [entry.signature, entry.meaning, entry.documented]
        assert all(told), entry.name
        assert not re.search(r"<\w+ object| at 0x", " ".join(told)), told


def test_a_name_is_found_in_other_capitals_if_in_no_other_way() -> None:
    assert "SO_KEEPALIVE  constant of guile\n" in succeeds("names", "so_keepalive")
    assert "constant" not in succeeds("names", "so-error")  # and not so/error, or SO_ERROR


def test_a_name_of_several_dialects_is_told_for_each_and_compared_once() -> None:
    shown = succeeds("names", "socket-accept")
    assert re.findall(r"procedure of (\S+)", shown) == ["srfi-106", "chicken", "sagittarius"]
    assert shown.count("accept a connection:") == 1


def test_a_way_in_several_steps_is_none_of_its_names_own() -> None:
    """`make-socket` makes a socket; that it is the first step to a server is not said of it."""
    assert re.findall(r"^(.*):$", succeeds("names", "make-socket"), re.M) == ["make a socket"]
    shown = succeeds("names", "make-server-socket*")
    assert "socket + bind + listen  (socket + bind + listen)" in shown


def test_a_name_without_counterparts_is_alone() -> None:
    assert succeeds("names", "socketpair").endswith("\nNo other dialect has a counterpart.\n")


def test_the_port_procedures_of_the_reports_have_names_too() -> None:
    shown = succeeds("names", "read-u8")
    assert "read-u8  procedure of r7rs\n" in shown
    assert "  see     R7RS 6.13.2\n" in shown


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (["names", "sockets-recv"], ["'sockets-recv'", "socket-recv", "socket_recv"]),
        (["names", "zzz"], ["'zzz'", "schemesockets dialects"]),
        (["names"], ["WORD"]),
        (["behaviours", "recieve.*"], ["'recieve.*'", "receive.*", "schemesockets behaviours"]),
        (["compare", "recieve.end"], ["'recieve.end'", "receive.end,"]),
        (["compare", "half*"], ["'half*'", "halves.*"]),
        (["show", "recieve.end", "--dialect", "guile"], ["'recieve.end'", "receive.end,"]),
        (["report", "--behaviour", "recieve.end"], ["'recieve.end'", "receive.end,"]),
        (["dialects", "guile"], ["guile"]),
    ],
)
def test_what_there_is_not_is_status_2_with_the_nearest(
    words: list[str], messages: list[str]
) -> None:
    result = schemesockets(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    for message in messages:
        assert message in result.stderr
