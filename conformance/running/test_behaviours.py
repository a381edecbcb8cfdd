"""Every behaviour asked of every dialect, as pytest items; `plugin` makes them."""

from __future__ import annotations

from typing import Any


def test_behaviour(schemesockets_case: Any, schemesockets_session: Any) -> None:
    """The subject does what is expected of its dialect."""
    schemesockets_case.check(schemesockets_session)
