"""The hierarchy of conditions, and their fields."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected


@behaviour("hierarchy.made", "Which kinds have conditions that a program makes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("host", say.condition_kinds(say.host_condition("node", "service")))
    subject.observe("socket", say.condition_kinds(say.socket_condition(c)))
    subject.observe("connection", say.condition_kinds(say.connection_condition(c)))
    subject.observe("closed", say.condition_kinds(say.closed_condition(c)))
    subject.observe("port", say.condition_kinds(say.port_condition(c, p)))
    subject.do(say.dispose(c))


@behaviour("hierarchy.made-timeout", "Which kinds has the condition of a read that timed out?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("kinds", say.condition_kinds(say.timeout_condition(c, 50)))
    subject.do(say.dispose(c))


@behaviour("hierarchy.fields", "Do conditions carry what they were made of?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    host = subject.let("host", say.host_condition("node", "service"))
    subject.observe("node", say.condition_node(host))
    subject.observe("service", say.condition_service(host))
    subject.observe("socket", say.condition_socket_is(say.socket_condition(c), c))
    subject.observe("closed", say.condition_socket_is(say.closed_condition(c), c))
    port = subject.let("port", say.port_condition(c, p))
    subject.observe("socket-of-port", say.condition_socket_is(port, c))
    subject.observe("port", say.condition_port_is(port, p))
    subject.do(say.dispose(c))


@behaviour("hierarchy.other-kinds", "What does reading a field that a condition does not have do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("node", say.condition_node(say.socket_condition(c)))
    subject.observe("port", say.condition_port_is(say.socket_condition(c), c))
    subject.observe("socket", say.condition_socket_is(5, c))
    subject.do(say.dispose(c))


@behaviour("hierarchy.raised", "Is a condition that is raised the one that was made?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    condition = subject.let("condition", say.caught(say.raised(say.closed_condition(c))))
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("socket", say.condition_socket_is(condition, c))
    subject.do(say.dispose(c))


@behaviour("hierarchy.lookup", "What does the condition of a lookup that found nothing carry?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    condition = subject.let("condition", say.caught(say.connect(LOOPBACK, "no-such-service")))
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("node", say.condition_node(condition))
    subject.observe("service", say.condition_service(condition))
    server = subject.let("server", say.caught(say.listen_on("no-such-service")))
    subject.observe("server-kinds", say.condition_kinds(server))
    subject.observe("server-service", say.condition_service(server))


@behaviour("hierarchy.refused", "What does the condition of a refused connection carry?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    condition = subject.let("condition", say.caught(say.connect(LOOPBACK, nobody.port)))
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("node", say.condition_node(condition))


@behaviour("hierarchy.failed", "Does the condition of a failed operation carry the socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.shutdown(c, constant("write")))
    condition = subject.let("condition", say.caught(say.send(c, b"abc")))
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("socket", say.condition_socket_is(condition, c))
    subject.do(say.dispose(c))


@behaviour("hierarchy.closed", "Does the condition of a closed socket carry that socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.dispose(c))
    condition = subject.let("condition", say.caught(say.send(c, b"abc")))
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("socket", say.condition_socket_is(condition, c))


@behaviour("hierarchy.timeout", "Does the condition of a read that timed out carry the socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, 50))
    condition = subject.let("condition", say.caught(say.receive(c, 10)))
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("socket", say.condition_socket_is(condition, c))
    subject.do(say.dispose(c))


@behaviour("hierarchy.port", "Which kinds have the conditions of a port's reads and writes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port_only(c))
    peer.reset(connection)
    subject.observe("read", say.condition_kinds(say.caught(say.read_u8(p))))
    subject.observe("write", say.condition_kinds(say.caught(say.write_and_flush(p, b"abc"))))
    subject.do(say.dispose(c))


@behaviour(
    "hierarchy.port-ready",
    "Which kinds has the condition of a port whose readiness cannot be read?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port_only(c))
    subject.do(say.dispose(c))
    condition = subject.let("condition", say.caught(say.u8_ready(p)))
    subject.observe("ready", say.condition_kinds(condition))
    subject.observe("port", say.condition_port_is(condition, p))
    subject.observe("all", say.condition_kinds(say.caught(say.read_all_bytes(p))))


@behaviour("hierarchy.arguments", "Which kind has the condition of an argument of the wrong type?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("send", say.condition_kinds(say.caught(say.send(c, "abc"))))
    subject.observe("service", say.condition_kinds(say.caught(say.connect(LOOPBACK, 9))))
    subject.observe("info", say.condition_kinds(say.caught(say.info_host(c))))
    subject.do(say.dispose(c))


@behaviour("hierarchy.errors", "Are the conditions of failed lookups and sockets errors?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    lookup = say.caught(say.raised(say.host_condition("node", "service")))
    subject.observe("lookup", say.is_error(lookup))
    subject.observe("socket", say.is_error(say.caught(say.receive(s, 1))))
    subject.observe("number", say.is_error(5))
    subject.do(say.dispose(s))
