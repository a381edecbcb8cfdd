"""Sending to a peer that is gone, in a program that has let SIGPIPE through again."""

from __future__ import annotations

import signal
import warnings

import pytest
from child_processes import in_own_process
from waits import BUFFERED, ENGINE_WAITS, Wait, fails_when_the_peer_is_gone

from schemesockets.core import BrokenPipe, OutputPort, Socket


@pytest.mark.parametrize("wait", [wait for wait in ENGINE_WAITS if wait.sends], ids=str)
@in_own_process
def test_sending_raises_and_is_no_signal(wait: Wait) -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    warnings.simplefilter("ignore", ResourceWarning)  # of a port that can send no more
    fails_when_the_peer_is_gone(wait)


@in_own_process
def test_nor_is_a_port_that_flushes_as_it_closes_or_is_dropped() -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    one, other = Socket.pair()
    other.close()
    with one:
        port = OutputPort(one, BUFFERED)
        port.write(b"held")
        with pytest.raises(BrokenPipe):
            port.flush()
        with pytest.raises(BrokenPipe):
            port.close()
        port = OutputPort(one, BUFFERED)
        port.write(b"held")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            del port
