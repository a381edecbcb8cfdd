"""Binding and listening: addresses, ports, ports in use, and the backlog."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import served


@behaviour("bind.any-port", 'Does the service "0" pick a port on which the server can be reached?')
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, connection = served(subject, peer)
    peer.observe("picked", "has_port")
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("bind.every-address", "Can a server be reached at every address of the machine?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.observe("first", "reaches", "127.0.0.1")
    peer.observe("second", "reaches", "127.0.0.2")
    subject.do(say.dispose(server))


@behaviour("bind.localhost", 'Is a server bound to "localhost" reached at 127.0.0.1?')
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_at("localhost"))
    peer.observe("loopback", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))


@behaviour(
    "bind.localhost-alone",
    'Can a server bound to "localhost" not be reached at 127.0.0.2?',
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_at("localhost"))
    peer.observe("elsewhere", "reaches", "127.0.0.2")
    subject.do(say.dispose(server))


@behaviour("bind.address", "Can a server that is bound to one address be reached there alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_at("127.0.0.2"))
    peer.observe("there", "reaches", "127.0.0.2")
    peer.observe("elsewhere", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))


@behaviour("bind.other-family", "Can a server over IPv4 not be reached over IPv6?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.observe("inet6", "reaches", "::1")
    subject.do(say.dispose(server))


@behaviour("bind.unbound", "What does listening on a socket that was not bound do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_unbound())
    peer.observe("reached", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))


@behaviour("bind.protocol", "Can a server name the protocol of its streams?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_as(constant("tcp")))
    peer.observe("reached", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))


@behaviour("bind.wrong-protocol", "What does a server of UDP streams do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.listen_as(constant("udp")))


@behaviour("bind.service-name", "Can a port be given by the name of its service?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    taken = peer.listen_at_service()
    subject.observe("taken", say.listen_briefly(taken.service))
    peer.close(taken)
    subject.observe("free", say.listen_briefly(taken.service))


@behaviour("bind.in-use", "What does a second server on the same port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    port = peer.port_of_server()
    subject.observe("second", say.listen_briefly(port.port))
    subject.do(say.dispose(server))


@behaviour("bind.again", "Can a server be bound again right after it has stopped?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, connection = served(subject, peer)
    port = peer.port_of_server()
    subject.do(say.shutdown(c, constant("read-write")))
    peer.observe("ended", "has_ended", connection)
    peer.close(connection)
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))
    subject.observe("second", say.listen_briefly(port.port))


@behaviour("bind.unknown-service", "What does binding to an unknown service do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.listen_on("no-such-service"))


@behaviour("bind.backlog", "Can the backlog be given?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_backlog(5))
    peer.observe("reached", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))


@behaviour("bind.negative-backlog", "What does listening with a negative backlog do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.listen_backlog_briefly(-1))


@behaviour("bind.queue", "How many clients can connect before the server accepts one?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.do(say.start_listening(s, 3))
    peer.observe("waiting", "connections_taken", 10)
    subject.do(say.dispose(s))


@behaviour("bind.listen-datagram", "What does listening on a datagram socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    subject.observe("listening", say.start_listening(d, 5))
    subject.do(say.dispose(d))
