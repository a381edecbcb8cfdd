"""The storms, for three seconds each; see storms.py for longer ones."""

from __future__ import annotations

import sys
import warnings

import pytest
import storms
from adapters import ENGINE
from child_processes import in_own_process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.mark.parametrize("name", storms.STORMS)
@in_own_process
def test_nothing_is_lost(name: str) -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    counts = storms.run(name, ENGINE, 3)
    assert counts["bytes sent"] == counts["bytes received"] > 0
    assert counts["connections"] > 0
