"""What Sagittarius's procedures return, as Scheme sees it, where Python's spelling hides it."""

from __future__ import annotations

from typing import Any

import pytest

from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.declaration import declared
from schemesockets.dialects.results import Result

ELEMENT = "pair(socket either(any false) either(any false))"


def shown(result: Result) -> str:
    parts = " ".join(map(shown, result.parts))
    return f"{result.kind}({parts})" if parts else result.kind


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        (s.make_socket, "either(socket false)"),
        (s.socket_recv, "either(bytevector false)"),
        (s.socket_getsockopt, "either(integer bytevector)"),
        (s.socket_close, "unspecified"),
        (s.collect_sockets, "list(socket)"),
        (s.condition_irritants, "list(any)"),
        (s.socket_error_port, "either(any false)"),
        (
            s.socket_select,
            "values(either(integer false) either(object false) either(object false)"
            " either(object false))",
        ),
        (
            s.socket_info_values,
            "values(either(string false) either(object false) either(integer false))",
        ),
        (s.socket_selector_clear, f"list({ELEMENT})"),
        (s.socket_selector_wait, f"values(list({ELEMENT}) list({ELEMENT}))"),
    ],
)
def test_results(procedure: Any, expected: str) -> None:
    assert shown(declared(procedure).result) == expected


def test_every_procedure_says_what_it_returns() -> None:
    for name in s.DIALECT.names:
        if name.kind == "procedure":
            assert name.result.kind
