"""Policies: what a dialect or a real system does otherwise than most, stated in one place.

`data/policies.toml` has for each policy the questions that rest on it. They are answered
otherwise, as in a file of expectations, or not asked, since they make no sense under it:

    [reads-ahead."port-in.then-receive"]
    port = '(returned #u8"ab")'

    [short-backlog."accept.many"]
    outcome = "not-asked"
    reason = "100 clients wait before the first is accepted"
    clients = 100

A dialect states its policies in its file of expectations, each with the place in the document:

    [policies]
    reads-ahead = { section = "Ports", basis = "implementation" }
    short-backlog = { section = "listen", holds = 8 }

`holds` is the number of clients that a listener's queue takes; a row with `clients` counts where
these are more. A real system states, in its table, those policies alone under which questions are
not asked: what it answers otherwise than its dialect's document says is a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..data import cached, merged
from ..data.shapes import Shape

__all__ = [
    "FIXED_BACKLOG",
    "KEYS",
    "NOT_ASKED",
    "ROWS",
    "SHORT_BACKLOG",
    "clients_stated",
    "rows_under",
]

NOT_ASKED = "not-asked"
"""The outcome of a question that makes no sense of a dialect."""
FIXED_BACKLOG = "fixed-backlog"
"""The policy of a dialect whose programs have no say in the backlog."""
SHORT_BACKLOG = "short-backlog"
"""The policy of a dialect whose listeners hold fewer clients than some questions let wait."""
KEYS = {"outcome", "reason", "clients"}
"""What a row has beside the labels of its question."""
ROWS: Shape = {...: {...: {"clients": int, ...: str}}}
"""The shape of `policies.toml`: a table for each behaviour in a table for each policy."""
_PLACE = {"section", "basis", "document"}


def rows_under(stated: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the behaviours that rest on the policies stated, each with a table of expectations.

    Raises `ValueError` if something is no policy, or is not stated as described above.
    """
    if not isinstance(stated, dict) or not all(isinstance(each, dict) for each in stated.values()):
        raise ValueError("policies must be a table of sections by policy")
    known = _known()
    for policy, place in stated.items():
        if policy not in known:
            raise ValueError(f"{policy} is no policy; there are {', '.join(known)}")
        yield from _counting(policy, known[policy], place)


@cached
def _known() -> Mapping[str, Mapping[str, dict[str, Any]]]:
    return merged("policies", shape=ROWS)


def clients_stated(name: str) -> int:
    """Return how many clients a question lets wait at once, as `short-backlog` states it; or 0."""
    return int(_known()[SHORT_BACKLOG].get(name, {}).get("clients", 0))


def _counting(
    policy: str, rows: Mapping[str, dict[str, Any]], place: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a policy that count in a dialect, with the place that it states."""
    counted = any("clients" in row for row in rows.values())
    if "section" not in place:
        raise ValueError(f"{policy} needs the section that states it")
    if more := place.keys() - {*_PLACE, *(["holds"] if counted else [])}:
        raise ValueError(f"{policy} has {min(more)}, which means nothing")
    holds = place.get("holds", 0)
    if type(holds) is not int or holds < 0 or (counted and "holds" not in place):
        raise ValueError(f"{policy} needs, as holds, how many clients a listener's queue holds")
    where = {key: place[key] for key in _PLACE & place.keys()}
    for name, row in rows.items():
        answers = {key: text for key, text in row.items() if key != "clients"}
        if "clients" not in row:
            yield name, {**answers, **where}
        elif row["clients"] > holds:
            reason = f"{row.get('reason')}, and a listener holds {holds}"
            yield name, {**answers, "reason": reason, **where}
