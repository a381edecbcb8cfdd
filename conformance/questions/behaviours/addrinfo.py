"""Addrinfos: the addresses of a node and a service, as a chain."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, datagrams

NOTHING = constant("nothing")


@behaviour(
    "addrinfo.numbers", "Do the addrinfos found have the family, type and protocol asked for?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet, stream, tcp = constant("inet"), constant("stream"), constant("tcp")
    one = subject.let("one", say.addrinfo_by(LOOPBACK, "80", inet, stream, 0, tcp))
    subject.observe("kind", say.is_addrinfo(one))
    subject.observe("family", say.addrinfo_family(one))
    subject.observe("type", say.addrinfo_type(one))
    subject.observe("protocol", say.addrinfo_protocol(one))


@behaviour("addrinfo.next", "Does the chain of addrinfos end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let(
        "one", say.addrinfo_by(LOOPBACK, "80", constant("inet"), constant("stream"), 0, 0)
    )
    subject.observe("next", say.addrinfo_next(one))


@behaviour("addrinfo.chain", "Is there an addrinfo for each socket type if the hint names none?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.addrinfo(LOOPBACK, "80"))
    subject.observe("count", say.addrinfo_count(one))
    second = subject.let("second", say.addrinfo_next(one))
    subject.observe("kind", say.is_addrinfo(second))
    subject.observe("first-type", say.addrinfo_type(one))
    subject.observe("second-type", say.addrinfo_type(second))


@behaviour("addrinfo.hint-family", "Does a hint limit the lookup to a family?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    six = say.addrinfo_by("::1", "80", constant("inet6"), constant("stream"), 0, 0)
    subject.observe("six", say.addrinfo_family(six))
    four = say.addrinfo_by("::1", "80", constant("inet"), constant("stream"), 0, 0)
    subject.observe("four", say.addrinfo_family(four))


@behaviour("addrinfo.hint-type", "Does a hint limit the lookup to a type and a protocol?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet, datagram, udp = constant("inet"), constant("datagram"), constant("udp")
    one = subject.let("one", say.addrinfo_by(LOOPBACK, "80", inet, datagram, 0, 0))
    subject.observe("type", say.addrinfo_type(one))
    subject.observe("protocol", say.addrinfo_protocol(one))
    other = subject.let("other", say.addrinfo_by(LOOPBACK, "80", inet, 0, 0, udp))
    subject.observe("type-of-protocol", say.addrinfo_type(other))


@behaviour("addrinfo.hint-flags", "Are the flags of a hint used for the lookup?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet, stream, flag = constant("inet"), constant("stream"), constant("numerichost")
    one = say.addrinfo_by(LOOPBACK, "80", inet, stream, flag, 0)
    subject.observe("numeric", say.addrinfo_family(one))
    other = say.addrinfo_by("localhost", "80", inet, stream, flag, 0)
    subject.observe("name", say.addrinfo_family(other))


@behaviour("addrinfo.numeric-service", "Does the flag for services in digits refuse a name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet, stream, flag = constant("inet"), constant("stream"), constant("numericserv")
    one = say.addrinfo_by(LOOPBACK, "80", inet, stream, flag, 0)
    subject.observe("digits", say.addrinfo_family(one))
    other = say.addrinfo_by(LOOPBACK, "http", inet, stream, flag, 0)
    subject.observe("name", say.addrinfo_family(other))


@behaviour("addrinfo.failed", "What does looking up an unknown node or service do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("service", say.addrinfo(LOOPBACK, "no-such-service"))
    subject.observe("neither", say.addrinfo(NOTHING, NOTHING))


@behaviour("addrinfo.no-strings", "What does looking up integers do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("node", say.addrinfo(2130706433, "80"))
    subject.observe("service", say.addrinfo(LOOPBACK, 80))


@behaviour("addrinfo.empty", "Is a new addrinfo empty?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.empty_addrinfo())
    subject.observe("kind", say.is_addrinfo(one))
    subject.observe("address", say.addrinfo_address(one))
    subject.observe("next", say.addrinfo_next(one))


@behaviour("addrinfo.slots", "Can the slots of an addrinfo be set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet6, datagram, flags = constant("inet6"), constant("datagram"), constant("passive")
    one = subject.let("one", say.empty_addrinfo())
    subject.do(say.set_addrinfo_numbers(one, inet6, datagram, flags, constant("udp")))
    subject.observe("family", say.addrinfo_family(one))
    subject.observe("type", say.addrinfo_type(one))
    subject.observe("flags", say.addrinfo_flags(one))
    subject.observe("protocol", say.addrinfo_protocol(one))


@behaviour("addrinfo.slot-hint", "Does an addrinfo whose slots are set serve as a hint?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.empty_addrinfo())
    subject.do(say.set_addrinfo_numbers(one, constant("inet"), constant("datagram"), 0, 0))
    found = subject.let("found", say.addrinfo_hinted(LOOPBACK, "80", one))
    subject.observe("type", say.addrinfo_type(found))
    subject.observe("next", say.addrinfo_next(found))


@behaviour("addrinfo.linked", "Can addrinfos be linked to a chain by their slots?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet, stream = constant("inet"), constant("stream")
    nobody = peer.refuse()
    server = peer.listen()
    one = subject.let("one", say.addrinfo_by(LOOPBACK, nobody.port, inet, stream, 0, 0))
    other = subject.let("other", say.addrinfo_by(LOOPBACK, server.port, inet, stream, 0, 0))
    subject.do(say.link_addrinfos(one, other))
    subject.observe("count", say.addrinfo_count(one))
    c = subject.let("c", say.connect_to_first(one))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("addrinfo.address", "Is the address of an addrinfo a socket address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.addrinfo(LOOPBACK, "80"))
    address = subject.let("address", say.addrinfo_address(one))
    subject.observe("address", say.is_sockaddr(address))
    subject.observe("addrinfo", say.is_sockaddr(one))
    subject.observe("string", say.is_sockaddr(LOOPBACK))


@behaviour("addrinfo.kind", "Is the predicate for addrinfos true of an addrinfo alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, _other = datagrams(subject, peer)
    subject.observe("empty", say.is_addrinfo(say.empty_addrinfo()))
    subject.observe("string", say.is_addrinfo(LOOPBACK))
    subject.observe("socket", say.is_addrinfo(d))
    subject.do(say.dispose(d))


@behaviour("addrinfo.connect", "Can a socket be made and connected step by step?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    one = subject.let(
        "one", say.addrinfo_by(LOOPBACK, server.port, constant("inet"), constant("stream"), 0, 0)
    )
    s = subject.let("s", say.socket_for(one))
    subject.observe("kind", say.is_socket(s))
    subject.observe("connected", say.connect_addrinfo(s, one))
    connection = peer.accept(server)
    subject.do(say.send(s, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(s))


@behaviour("addrinfo.serve", "Can a socket be made, bound and made to listen step by step?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet, stream = constant("inet"), constant("stream")
    one = subject.let("one", say.addrinfo_by(LOOPBACK, "0", inet, stream, constant("passive"), 0))
    s = subject.let("s", say.socket_for(one))
    subject.observe("bound", say.bind_addrinfo(s, one))
    subject.observe("node", say.local_node(s))
    subject.observe("listening", say.start_listening(s, 5))
    peer.observe("reached", "reaches", LOOPBACK)
    subject.do(say.dispose(s))


@behaviour("addrinfo.no-address", "What does connecting to an empty addrinfo do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("connected", say.connect_addrinfo(s, say.empty_addrinfo()))
    subject.observe("bound", say.bind_addrinfo(s, say.empty_addrinfo()))
    subject.do(say.dispose(s))


@behaviour("addrinfo.empty-hint", "Does an empty addrinfo as a hint limit nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    found = say.addrinfo_hinted("::1", "80", say.empty_addrinfo())
    subject.observe("family", say.addrinfo_family(found))
