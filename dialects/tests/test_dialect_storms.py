"""The storms in every dialect, a moment each; see dialect_storms.py for longer ones."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import pytest
import storms
from adapters import Adapter
from child_processes import in_own_process
from dialect_adapters import ADAPTERS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
@pytest.mark.parametrize("name", storms.STORMS)
@in_own_process
def test_nothing_is_lost(adapter: Adapter[Any], name: str) -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    counts = storms.run(name, adapter, 0.3)
    assert counts["bytes sent"] == counts["bytes received"]
    assert counts["connections"] > 0
