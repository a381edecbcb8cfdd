"""The databases of hosts, protocols and services: entries that every machine has."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say


@behaviour("databases.lookup", "Does a lookup give all parts that a socket to the service needs?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("stream", say.lookup_parts("127.0.0.1", "80", constant("stream")))
    subject.observe("datagram", say.lookup_parts("127.0.0.1", "80", constant("datagram")))


@behaviour("databases.numeric-service", "Does the numericserv flag refuse a name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("found", say.lookup_parts("127.0.0.1", "http", constant("stream")))


@behaviour("databases.canonical-name", "Does a lookup give the canonical name if asked to?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("name", say.lookup_canonical_name("127.0.0.1"))


@behaviour("databases.host", "Is a host found by its name and by its address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("by-name", say.host_parts("localhost"))
    subject.observe("by-address", say.host_parts_by_address(2130706433))


@behaviour("databases.protocol", "Is a protocol found by its name and by its number?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("by-name", say.protocol_parts("tcp"))
    subject.observe("by-number", say.protocol_parts_by_number(17))


@behaviour("databases.service", "Is a service found by its name and by its port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("by-name", say.service_parts("http", "tcp"))
    subject.observe("by-port", say.service_parts_by_port(80, "tcp"))


@behaviour("databases.either", "Does one procedure find an entry by its name and by its number?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("host-by-name", say.host_parts_of("localhost"))
    subject.observe("host-by-address", say.host_parts_of(2130706433))
    subject.observe("protocol-by-name", say.protocol_parts_of("tcp"))
    subject.observe("protocol-by-number", say.protocol_parts_of(17))
    subject.observe("service-by-name", say.service_parts_of("http", "tcp"))
    subject.observe("service-by-port", say.service_parts_of(80, "tcp"))


@behaviour("databases.nothing", "What does asking for a protocol or a service that is unknown do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("protocol", say.protocol_parts("no-such-protocol"))
    subject.observe("number", say.protocol_parts_by_number(254))
    subject.observe("service", say.service_parts("no-such-service", "tcp"))
    subject.observe("service-of-another", say.service_parts("http", "no-such-protocol"))
    subject.observe("port", say.service_parts_by_port(1, "no-such-protocol"))


@behaviour("databases.walk", "Does another entry, or none, follow the first of a database?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("hosts", say.advance_hosts())
    subject.observe("protocols", say.advance_protocols())
    subject.observe("services", say.advance_services())


@behaviour("databases.again", "Can reading a database be restarted?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("hosts", say.restart_hosts())
    subject.observe("protocols", say.restart_protocols())
    subject.observe("services", say.restart_services())
