"""Looking up names and addresses, without network access."""

from __future__ import annotations

from ..script import (
    Argument,
    Call,
    PeerRecorder,
    SubjectRecorder,
    behaviour,
    constant,
    say,
)
from ._settings import LOOPBACK

NOTHING = constant("nothing")
STREAM = constant("stream")


def limited(
    node: Argument,
    service: Argument,
    *,
    family: Argument = NOTHING,
    type: Argument = STREAM,
    protocol: Argument = NOTHING,
    flags: Argument = NOTHING,
) -> Call:
    """Look up a node and a service, limited to the given family, type and so on."""
    return say.lookup_by(node, service, family, type, protocol, flags)


@behaviour("lookup.address", "What does the lookup of a numeric address give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    found = subject.let("found", say.lookup(LOOPBACK, 80))
    subject.observe("count", say.found_count(found))
    one = subject.let("one", say.found_first(found))
    subject.observe("is-found", say.is_found(one))
    subject.observe("address", say.show_address(say.found_address(one)))
    subject.observe("family", say.found_family(one))
    subject.observe("type", say.found_type(one))
    subject.observe("protocol", say.found_protocol(one))
    subject.observe("name", say.found_name(one))
    subject.observe("flags", say.found_flags(one))


@behaviour("lookup.parts", "Does a lookup give what a socket needs, and no more than is asked?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.found_first(limited(LOOPBACK, "80")))
    subject.observe("family", say.found_family(one))
    subject.observe("type", say.found_type(one))
    subject.observe("protocol", say.found_protocol(one))
    subject.observe("node", say.address_node(say.found_address(one)))
    subject.observe("port", say.address_port(say.found_address(one)))
    subject.observe("name", say.found_name(one))


@behaviour("lookup.open", "Does a lookup without limits take names, and find either family?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet6", say.found_family(say.found_first(say.lookup("::1", "80"))))
    subject.observe(
        "name",
        say.address_port(say.found_address(say.found_first(say.lookup("localhost", NOTHING)))),
    )


@behaviour(
    "lookup.mapped", "Is an IPv4 address mapped to IPv6 with the flag for that, and only then?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet6, mapped = constant("inet6"), constant("v4mapped")
    both = say.merge_flags(mapped, constant("all"))
    subject.observe("mapped", say.found_nodes(limited(LOOPBACK, "80", family=inet6, flags=mapped)))
    subject.observe("all", say.found_nodes(limited(LOOPBACK, "80", family=inet6, flags=both)))
    subject.observe("without", say.found_nodes(limited(LOOPBACK, "80", family=inet6)))


@behaviour("lookup.name", "Does the lookup of localhost give loopback?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.found_first(limited("localhost", 80, family=constant("inet"))))
    subject.observe("address", say.show_address(say.found_address(one)))


@behaviour("lookup.service", "Can a service be a port as a string?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.found_first(say.lookup(LOOPBACK, "8080")))
    subject.observe("port", say.address_port(say.found_address(one)))


@behaviour("lookup.no-service", "Which port has a lookup without a service?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.found_first(say.lookup(LOOPBACK, NOTHING)))
    subject.observe("port", say.address_port(say.found_address(one)))


@behaviour("lookup.no-node", "Does a lookup without a node give loopback, of both families?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.found_nodes(limited(NOTHING, 80, family=constant("inet"))))
    subject.observe("inet6", say.found_nodes(limited(NOTHING, 80, family=constant("inet6"))))
    subject.observe("any", say.found_nodes(say.lookup(NOTHING, 80)))


@behaviour("lookup.passive", "Does the flag for servers give the unspecified address instead?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    passive = constant("passive")
    subject.observe(
        "inet", say.found_nodes(limited(NOTHING, 80, family=constant("inet"), flags=passive))
    )
    subject.observe(
        "inet6", say.found_nodes(limited(NOTHING, 80, family=constant("inet6"), flags=passive))
    )
    subject.observe("any", say.found_nodes(limited(NOTHING, 80, flags=passive)))
    subject.observe("node", say.found_nodes(limited(LOOPBACK, 80, flags=passive)))


@behaviour("lookup.neither", "What does a lookup with neither node nor service give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("count", say.found_count(say.lookup(NOTHING, NOTHING)))


@behaviour("lookup.family", "Does a lookup for one family leave out the other?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.found_nodes(limited(LOOPBACK, 80, family=constant("inet"))))
    subject.observe("inet6", say.found_nodes(limited("::1", 80, family=constant("inet6"))))


@behaviour("lookup.type", "Which type and protocol has the result of a lookup for datagrams?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one = subject.let("one", say.found_first(limited(LOOPBACK, 53, type=constant("datagram"))))
    subject.observe("type", say.found_type(one))
    subject.observe("protocol", say.found_protocol(one))
    subject.observe("address", say.show_address(say.found_address(one)))


@behaviour("lookup.any-type", "Which types does a lookup for any type give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("types", say.found_types(limited(LOOPBACK, 80, type=NOTHING)))


@behaviour("lookup.protocol", "Does a lookup for one protocol give the type that it has?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    tcp, udp = constant("tcp"), constant("udp")
    subject.observe("tcp", say.found_types(limited(LOOPBACK, 80, type=NOTHING, protocol=tcp)))
    subject.observe("udp", say.found_types(limited(LOOPBACK, 80, type=NOTHING, protocol=udp)))


@behaviour("lookup.numeric", "Does the flag for numeric addresses refuse a name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    numeric = constant("numerichost")
    subject.observe("address", say.found_nodes(limited(LOOPBACK, 80, flags=numeric)))
    subject.observe("name", say.found_count(limited("localhost", 80, flags=numeric)))


@behaviour("lookup.canonical", "Is the canonical name there when it is asked for, and only then?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    asked = limited(LOOPBACK, 80, flags=constant("canonname"))
    one = subject.let("one", say.found_first(asked))
    other = subject.let("other", say.found_first(say.lookup(LOOPBACK, 80)))
    subject.observe("asked", say.found_name(one))
    subject.observe("not-asked", say.found_name(other))


@behaviour("lookup.flags", "Can several flags be given, and are they part of the result?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    flags = say.merge_flags(constant("canonname"), constant("numerichost"))
    one = subject.let("one", say.found_first(limited(LOOPBACK, 80, flags=flags)))
    subject.observe("name", say.found_name(one))
    subject.observe("flags", say.found_flags(one))
    refused = limited("localhost", 80, flags=flags)
    subject.observe("count", say.found_count(refused))


@behaviour("lookup.unknown-service", "What does looking up an unknown service do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("found", say.lookup(LOOPBACK, "no-such-service"))


@behaviour("lookup.other-things", "Is a socket address not a result of a lookup?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("address", say.is_found(say.make_address(LOOPBACK, 80)))
    subject.observe("family", say.found_family(5))


@behaviour("lookup.names", "What are the names of the loopback address's host and service?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.names_of(say.make_address(LOOPBACK, 80)))


@behaviour("lookup.names-peer", "May the address of a socket's peer be looked up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    numeric = say.merge_flags(constant("numeric-node"), constant("numeric-service"))
    subject.observe("same", say.peer_names_are(c, numeric, LOOPBACK, server.port))
    subject.do(say.dispose(c))


@behaviour("lookup.names-of-string", "May the address be a string, and is its port 0 then?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    numeric = say.merge_flags(constant("numeric-node"), constant("numeric-service"))
    subject.observe("inet", say.names_of_by(LOOPBACK, numeric))
    subject.observe("inet6", say.names_of_by("::1", numeric))
    subject.observe("name", say.names_of_by("localhost", numeric))


@behaviour("lookup.names-numeric-node", "Does the flag for numeric nodes give the address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address("::1", 80))
    subject.observe("names", say.names_of_by(a, constant("numeric-node")))


@behaviour("lookup.names-numeric-service", "Does the flag for numeric services give the port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, 80))
    subject.observe("names", say.names_of_by(a, constant("numeric-service")))


@behaviour("lookup.names-numeric", "Can both flags for numeric names be given?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    numeric = say.merge_flags(constant("numeric-node"), constant("numeric-service"))
    subject.observe("inet", say.names_of_by(say.make_address("127.0.0.2", 80), numeric))
    subject.observe("inet6", say.names_of_by(say.make_address("::1", 80), numeric))


@behaviour("lookup.names-no-service", "What is the name of a service that has none?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, 65535))
    subject.observe("names", say.names_of_by(a, constant("numeric-node")))
    zero = subject.let("zero", say.make_address(LOOPBACK, NOTHING))
    subject.observe("zero", say.names_of_by(zero, constant("numeric-node")))


@behaviour("lookup.names-required", "What does requiring a name that does not exist do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, 80))
    required = constant("name-required")
    subject.observe(
        "without", say.names_of_by(a, say.merge_flags(required, constant("numeric-node")))
    )
    subject.observe(
        "with", say.names_of_by(a, say.merge_flags(required, constant("numeric-service")))
    )


@behaviour("lookup.names-datagram", "Does the flag for datagrams give the service of that name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, 512))
    subject.observe("stream", say.names_of_by(a, constant("numeric-node")))
    both = say.merge_flags(constant("numeric-node"), constant("datagram-name"))
    subject.observe("datagram", say.names_of_by(a, both))


@behaviour("lookup.names-local", "Does the flag for local names leave out the domain?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, 80))
    both = say.merge_flags(constant("local-name"), constant("numeric-service"))
    subject.observe("names", say.names_of_by(a, both))


@behaviour("lookup.service-number", "Is a service given as an integer the port of what is found?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    found = say.found_first(say.lookup(LOOPBACK, 8080))
    subject.observe("port", say.address_port(say.found_address(found)))
