"""What may be a timeout of Sagittarius's selects, and how many seconds it is."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from schemesockets.dialects.sagittarius._timeouts import TIMEOUT, seconds


@pytest.mark.parametrize(
    ("timeout", "expected"),
    [
        (None, None),
        (0, 0.0),
        (1, 0.000001),
        (1_500_000, 1.5),
        (2.5, 0.0000025),
        (Fraction(1, 2), 0.0000005),
        ((1, 500_000), 1.5),
        ([0, 250_000], 0.25),
        ((0, 3_000_000), 3.0),
        (timedelta(milliseconds=1500), 1.5),
        (timedelta(), 0.0),
        (2**63 - 1, (2**63 - 1) / 1_000_000),
    ],
)
def test_seconds(timeout: Any, expected: float | None) -> None:
    assert TIMEOUT.type_ok(timeout)
    assert TIMEOUT.value_ok(timeout)
    assert seconds(timeout) == expected


@pytest.mark.parametrize(
    "timeout", ["1", b"1", True, False, (1,), (1, 2, 3), (1.0, 2), (None, 1), {}, 1j, object()]
)
def test_other_types(timeout: object) -> None:
    assert not TIMEOUT.type_ok(timeout)


@pytest.mark.parametrize(
    "timeout",
    [
        *(-1, -0.1, Fraction(-1, 9), float("nan"), float("inf"), float("-inf"), 2**63, 10**400),
        *((-1, 0), (0, -1), (2**63, 0), [0, 10**400], timedelta(microseconds=-1)),
    ],
)
def test_other_values(timeout: object) -> None:
    assert TIMEOUT.type_ok(timeout)
    assert not TIMEOUT.value_ok(timeout)
