"""Signal handlers that raise while a procedure of a dialect waits."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from adapters import Adapter
from child_processes import in_own_process
from dialect_adapters import ADAPTERS, waits
from waits import Wait, arrive_unchanged

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

_CASES = [
    pytest.param(adapter, wait, id=f"{adapter}: {wait}")
    for adapter in ADAPTERS
    for wait in waits(adapter)
]


@pytest.mark.parametrize(("adapter", "wait"), _CASES)
@in_own_process
def test_what_a_handler_raises_arrives_unchanged(adapter: Adapter[Any], wait: Wait) -> None:
    wrong = arrive_unchanged(wait, adapter.own_condition)
    assert not wrong, "\n".join(wrong)
