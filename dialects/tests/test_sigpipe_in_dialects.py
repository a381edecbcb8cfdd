"""Sending to a peer that is gone, in a program that has let SIGPIPE through again."""

from __future__ import annotations

import signal
import warnings
from contextlib import ExitStack
from typing import Any

import pytest
from adapters import Adapter
from child_processes import in_own_process
from dialect_adapters import ADAPTERS, waits
from waits import Wait, fails_when_the_peer_is_gone

_CASES = [
    pytest.param(adapter, wait, id=f"{adapter}: {wait}")
    for adapter in ADAPTERS
    for wait in waits(adapter)
    if wait.sends
]


@pytest.mark.parametrize(("adapter", "wait"), _CASES)
@in_own_process
def test_sending_raises_and_is_no_signal(adapter: Adapter[Any], wait: Wait) -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    warnings.simplefilter("ignore", ResourceWarning)  # of a port that can send no more
    fails_when_the_peer_is_gone(wait, adapter.failure)


@pytest.mark.parametrize("adapter", [each for each in ADAPTERS if each.buffered], ids=str)
@in_own_process
def test_nor_is_a_port_that_flushes_as_it_closes(adapter: Adapter[Any]) -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    assert adapter.buffered is not None
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.shut, socket)
        _, port = adapter.buffered(socket, 100)
        adapter.write(port, b"held")
        peer.close()
        with pytest.raises(BrokenPipeError) as caught:
            adapter.close_output(port)
        assert isinstance(caught.value, adapter.failure)
