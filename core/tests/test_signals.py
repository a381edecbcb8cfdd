"""Signal handlers that raise while an operation of the engine waits."""

from __future__ import annotations

import errno
import sys

import pytest
from child_processes import in_own_process
from waits import ENGINE_WAITS, Wait, arrive_unchanged

from schemesockets.core import SocketError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.mark.parametrize("wait", ENGINE_WAITS, ids=str)
@in_own_process
def test_what_a_handler_raises_arrives_unchanged(wait: Wait) -> None:
    wrong = arrive_unchanged(wait, lambda: SocketError(errno.EINVAL, "of a handler", "receive"))
    assert not wrong, "\n".join(wrong)
