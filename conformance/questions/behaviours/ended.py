"""Every operation, twice, after an end: closed, shut down, left or reset by the peer.

Ports are made before the end.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from ..script import (
    Call,
    PeerRecorder,
    PeerValue,
    SubjectRecorder,
    Variable,
    behaviour,
    constant,
    say,
)
from ._settings import connected

_End = Callable[[SubjectRecorder, PeerRecorder, Variable, PeerValue], None]


def _closed(subject: SubjectRecorder, peer: PeerRecorder, c: Variable, at: PeerValue) -> None:
    subject.do(say.close(c))


def _peer_closed(subject: SubjectRecorder, peer: PeerRecorder, c: Variable, at: PeerValue) -> None:
    peer.send(at, b"ab")
    peer.close(at)


def _reset(subject: SubjectRecorder, peer: PeerRecorder, c: Variable, at: PeerValue) -> None:
    peer.reset(at)


def _reset_late(subject: SubjectRecorder, peer: PeerRecorder, c: Variable, at: PeerValue) -> None:
    peer.send(at, b"ab")
    peer.reset(at)


def _shut(how: str) -> _End:
    def shut(subject: SubjectRecorder, peer: PeerRecorder, c: Variable, at: PeerValue) -> None:
        peer.send(at, b"ab")
        subject.do(say.shutdown(c, constant(how)))

    return shut


_ENDS: dict[str, tuple[str, _End]] = {
    "closed": ("on a closed socket", _closed),
    "peer-closed": ("when the peer has sent two bytes and closed", _peer_closed),
    "reset": ("when the peer has reset the connection", _reset),
    "reset-late": ("when the peer has sent two bytes and reset the connection", _reset_late),
    "shut-both": ("on a socket shut down for both, with two bytes in it", _shut("read-write")),
    "shut-read": ("on a socket shut down for reading, with two bytes in it", _shut("read")),
    "shut-write": ("on a socket shut down for writing, with two bytes in it", _shut("write")),
}


@frozen
class _Operation:
    """What is done: in words, as a phrase, and with which of the socket's ports."""

    words: str
    call: Callable[[Variable], Call]
    port: Callable[[Variable], Call] | None = None


_OPERATIONS = {
    "close": _Operation("closing", say.close),
    "close-input": _Operation("closing an input port", say.close_input_port, say.input_port),
    "close-output": _Operation("closing an output port", say.close_output_port, say.output_port),
    "error": _Operation(
        "reading the option SO_ERROR",
        lambda c: say.get_option(c, constant("socket-level"), constant("socket-error")),
    ),
    "into": _Operation(
        "receiving into a buffer", lambda c: say.receive_into(1, c, constant("none"))
    ),
    "line": _Operation("reading a line from a port", say.read_line, say.text_input_port),
    "listen": _Operation("listening", lambda c: say.start_listening(c, 1)),
    "look": _Operation("looking at a byte of a port", say.peek_u8, say.input_port),
    "name": _Operation("asking for the socket's address", say.local_node),
    "peek": _Operation("peeking", lambda c: say.receive_with_flags(c, 1, constant("peek"))),
    "peer": _Operation("asking for the peer's address", say.peer_node),
    "read": _Operation("reading a byte from a port", say.read_u8, say.input_port),
    "ready": _Operation("asking a port for a byte", say.u8_ready, say.input_port),
    "receive": _Operation("receiving", lambda c: say.receive(c, 1)),
    "select": _Operation("asking whether it is readable", say.select_readable),
    "send": _Operation("sending", lambda c: say.send(c, b"a")),
    "shutdown": _Operation("shutting down writing", lambda c: say.shutdown(c, constant("write"))),
    "write": _Operation(
        "writing to a port", lambda p: say.write_and_flush(p, b"a"), say.output_port
    ),
}

# The name of the question that asks it already, or another reason.
_LEFT_OUT = {
    "closed-close",  # close.twice
    "closed-receive",  # close.receive
    "closed-send",  # close.send
    "closed-shutdown",  # close.shutdown
    "peer-closed-send",  # send.peer-closed
    "reset-error",  # option.error
    "reset-send",  # send.reset
    "shut-write-line",  # waits for the end of the line
    "shut-write-shutdown",  # shutdown.twice
}


def _ask(ended: str, operation: str) -> None:
    when, end = _ENDS[ended]
    done = _OPERATIONS[operation]

    @behaviour(f"ended.{ended}-{operation}", f"What does {done.words} twice do {when}?")
    def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
        c, connection = connected(subject, peer)
        target = subject.let("p", done.port(c)) if done.port else c
        end(subject, peer, c, connection)
        subject.observe("first", done.call(target))
        if ended == "peer-closed" and operation in ("shutdown", "write"):
            peer.refuse_more(connection)
        subject.observe("second", done.call(target))
        if ended != "closed" and operation != "close":
            subject.do(say.dispose(c))


for _ended in _ENDS:
    for _operation in _OPERATIONS:
        if f"{_ended}-{_operation}" not in _LEFT_OUT:
            _ask(_ended, _operation)
