"""The kinds of conditions of timeouts and failed connections."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected


@behaviour("kinds.refused", "Is a refused connection a temporary failure?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    subject.observe("kinds", say.condition_kinds_of(say.connect(LOOPBACK, nobody.port)))


@behaviour("kinds.unreachable", "Is an unreachable network a temporary failure?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    # The system refuses to connect a stream to a broadcast address, before anything is sent.
    subject.observe("kinds", say.condition_kinds_of(say.connect("127.255.255.255", "9")))
    subject.observe("errno", say.connect("127.255.255.255", "9"))


@behaviour(
    "kinds.no-such-path", "Is connecting to a path that does not exist a permanent failure?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nothing = peer.path()
    subject.observe("kinds", say.condition_kinds_of(say.connect_unix(nothing.path)))


@behaviour("kinds.connect-timeout", "What kinds has the condition of a connect that gave up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    subject.observe("kinds", say.condition_kinds_of(say.connect_within(LOOPBACK, server.port, 50)))


@behaviour("kinds.system-timeout", "Is a limit of the system's own a temporary failure?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    s = subject.let("s", say.unconnected())
    subject.do(say.set_option(s, constant("tcp"), constant("user-timeout"), 100))
    subject.observe("kinds", say.condition_kinds_of(say.reconnect(s, LOOPBACK, server.port)))
    subject.do(say.dispose(s))


@behaviour("kinds.accept-timeout", "What kinds has the condition of an accept that gave up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("kinds", say.condition_kinds_of(say.accept_within(server, 50)))
    subject.do(say.dispose(server))


@behaviour("kinds.receive-timeout", "What kinds has the condition of a receive that gave up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("kinds", say.condition_kinds_of(say.receive_within(c, 10, 50)))
    subject.observe("port", say.condition_kinds_of(say.read_within(c, 10, 50)))
    subject.do(say.dispose(c))


@behaviour("kinds.send-timeout", "What kinds has the condition of a send that gave up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("kinds", say.condition_kinds_of(say.fill_within(c, 50)))
    subject.do(say.dispose(c))


@behaviour("kinds.other-failures", "What kinds have the conditions of other failures of a socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("receive", say.condition_kinds_of(say.receive(s, 10)))
    subject.observe("accept", say.condition_kinds_of(say.accept(s)))
    subject.do(say.dispose(s))
    subject.observe("close", say.condition_kinds_of(say.close(s)))
