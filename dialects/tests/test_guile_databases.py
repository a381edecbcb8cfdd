"""getaddrinfo and the databases of hosts, networks, protocols and services, as Guile has them.

Nothing here asks a name server: names are numeric, "localhost", in files, or impossible.
"""

from __future__ import annotations

import errno
import os
import pickle
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
from real_guile import ask  # type: ignore[import-not-found, unused-ignore]

from schemesockets.dialects import guile as db
from schemesockets.dialects.guile.addresses import inet_pton, sockaddr_addr, sockaddr_port
from schemesockets.dialects.guile.constants import (
    AF_INET,
    AF_INET6,
    AI_CANONNAME,
    AI_NUMERICHOST,
    AI_NUMERICSERV,
    AI_PASSIVE,
    AI_V4MAPPED,
    EAI_BADFLAGS,
    EAI_FAMILY,
    EAI_NONAME,
    EAI_SERVICE,
    EAI_SOCKTYPE,
    INADDR_LOOPBACK,
    IPPROTO_TCP,
    IPPROTO_UDP,
    SOCK_DGRAM,
    SOCK_STREAM,
)
from schemesockets.dialects.guile.entries import (
    HOSTS,
    NETWORKS,
    PROTOCOLS,
    SERVICES,
    HostEntry,
    NetworkEntry,
    ProtocolEntry,
    ServiceEntry,
)
from schemesockets.dialects.guile.errors import (
    GetaddrinfoError,
    GuileError,
    HostError,
    NoSuchEntryError,
    OutOfRangeError,
    WrongTypeArgError,
)

HOSTS_FILE = """\
# a comment
127.0.0.1 localhost loc1 loc2\tloc3 # trailing
::1  ip6-localhost ip6-loopback
::ffff:10.1.2.3 mapped
fe80::5 linklocal
10.9.8.7 Alpha.Example.COM alpha
bad.line nope
10.9.8.7 beta
10.9.8.256 wrong
  10.1.1.1   lead
127.1 short
"""
NETWORKS_FILE = """\
default\t0.0.0.0
loopback 127 # a comment
link-local 169.254.0.0 ll LL2
hexnet 0x10.0x20
octnet 010.1
three 10.1.2
"""
PROTOCOLS_FILE = """\
# a comment
ip 0 IP
tcp\t6\tTCP # transmission
udp 17 UDP u2
nonum
bad x1
neg -1
hex 0x11 H
trail 12abc A
  lead 33 L
only 44
"""
SERVICES_FILE = """\
# a comment
http 80/tcp www # web
http 80/udp
domain 53/tcp
domain\t53/udp dn
bad
badp x/tcp
hex 0x50/tcp hx
  lead 77/tcp L1 L2
comma 81,tcp c
sp 82 /tcp
neg -1/tcp
84/tcp
"""
DATABASES: dict[str, tuple[Any, str]] = {
    "/etc/hosts": (HOSTS, HOSTS_FILE),
    "/etc/networks": (NETWORKS, NETWORKS_FILE),
    "/etc/protocols": (PROTOCOLS, PROTOCOLS_FILE),
    "/etc/services": (SERVICES, SERVICES_FILE),
}
STREAMS: list[tuple[Any, Any, Any, Any]] = [
    (db.sethostent, db.gethostent, db.endhostent, db.sethost),
    (db.setnetent, db.getnetent, db.endnetent, db.setnet),
    (db.setprotoent, db.getprotoent, db.endprotoent, db.setproto),
    (db.setservent, db.getservent, db.endservent, db.setserv),
]


@pytest.fixture(autouse=True)
def _files_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for path, (database, text) in DATABASES.items():
        ours = tmp_path / Path(path).name
        ours.write_text(text)
        monkeypatch.setattr(database, "path", str(ours))
        database.end()
    yield
    for database, _ in DATABASES.values():
        database.end()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return {path: tmp_path / Path(path).name for path in DATABASES}


def written(value: object) -> str:
    if isinstance(value, list):
        return f"({' '.join(map(written, value))})"
    return "#f" if value is None else str(value)


def compare(
    questions: list[tuple[str, Callable[..., object], tuple[Any, ...]]],
    files: dict[str, Path] | None = None,
) -> None:
    answers = ask(*(scheme for scheme, _, _ in questions), files=files)
    for (scheme, function, args), answer in zip(questions, answers, strict=True):
        try:
            ours = written(function(*args))
        except GuileError as error:
            ours = f"ERR {error.key}"
        assert (scheme, ours) == (scheme, answer)


# getaddrinfo


def test_getaddrinfo_finds_what_the_system_finds() -> None:
    found = db.getaddrinfo("127.0.0.1", "80")
    theirs = socket.getaddrinfo("127.0.0.1", "80")
    assert [
        (db.addrinfo_fam(each), db.addrinfo_socktype(each), db.addrinfo_protocol(each))
        for each in found
    ] == [each[:3] for each in theirs]
    for each in found:
        address = db.addrinfo_addr(each)
        assert (sockaddr_addr(address), sockaddr_port(address)) == (INADDR_LOOPBACK, 80)
        assert (db.addrinfo_flags(each), db.addrinfo_canonname(each)) == (0, None)


def test_getaddrinfo_heeds_every_hint() -> None:
    (tcp,) = db.getaddrinfo("127.0.0.1", "80", AI_NUMERICHOST, AF_INET, SOCK_STREAM)
    assert db.addrinfo_protocol(tcp) == IPPROTO_TCP
    assert db.addrinfo_flags(tcp) == AI_NUMERICHOST
    (udp,) = db.getaddrinfo("127.0.0.1", "80", 0, 0, 0, IPPROTO_UDP)
    assert db.addrinfo_socktype(udp) == SOCK_DGRAM
    named = db.getaddrinfo("localhost", None, AI_CANONNAME, AF_INET)
    assert [db.addrinfo_canonname(each) for each in named][:2] == ["localhost", None]
    assert {sockaddr_port(db.addrinfo_addr(each)) for each in db.getaddrinfo("127.0.0.1")} == {0}
    (any_,) = db.getaddrinfo(None, "80", AI_PASSIVE, AF_INET, SOCK_STREAM)
    assert sockaddr_addr(db.addrinfo_addr(any_)) == 0


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((None, None), EAI_NONAME),
        (("localhost", "80", AI_NUMERICHOST), EAI_NONAME),
        (("127.0.0.1", "http", AI_NUMERICSERV), EAI_NONAME),
        (("a\0b", "80"), EAI_NONAME),
        (("127.0.0.1", "nosuch"), EAI_SERVICE),
        (("127.0.0.1", "70000"), EAI_SERVICE),
        (("127.0.0.1", "-1"), EAI_SERVICE),
        (("127.0.0.1", ""), EAI_SERVICE),
        (("127.0.0.1", "80", -1), EAI_BADFLAGS),
        (("127.0.0.1", "80", 0, 99), EAI_FAMILY),
        (("127.0.0.1", "80", 0, 0, 99), EAI_SOCKTYPE),
    ],
)
def test_getaddrinfo_fails(args: tuple[Any, ...], code: int) -> None:
    with pytest.raises(GetaddrinfoError) as caught:
        db.getaddrinfo(*args)
    assert caught.value.key_and_arguments == ("getaddrinfo-error", code)
    assert caught.value.errno == code
    assert (caught.value.node, caught.value.service) == args[:2]
    assert isinstance(caught.value, socket.gaierror)


def test_getaddrinfo_is_as_in_guile() -> None:
    compare(
        [
            ('(getaddrinfo "127.0.0.1" "80")', db.getaddrinfo, ("127.0.0.1", "80")),
            ('(getaddrinfo "127.0.0.1" #f)', db.getaddrinfo, ("127.0.0.1", None)),
            (
                '(getaddrinfo "::1" "80" AI_NUMERICHOST)',
                db.getaddrinfo,
                ("::1", "80", AI_NUMERICHOST),
            ),
            (
                '(getaddrinfo "localhost" "80" AI_CANONNAME AF_INET SOCK_STREAM)',
                db.getaddrinfo,
                ("localhost", "80", AI_CANONNAME, AF_INET, SOCK_STREAM),
            ),
            (
                '(getaddrinfo "127.0.0.1" "80" AI_V4MAPPED AF_INET6)',
                db.getaddrinfo,
                ("127.0.0.1", "80", AI_V4MAPPED, AF_INET6),
            ),
            ('(getaddrinfo #f "80")', db.getaddrinfo, (None, "80")),
            ('(getaddrinfo #f "80" AI_PASSIVE)', db.getaddrinfo, (None, "80", AI_PASSIVE)),
            ("(getaddrinfo #f #f)", db.getaddrinfo, (None, None)),
            ('(getaddrinfo "127.0.0.1" "nosuch")', db.getaddrinfo, ("127.0.0.1", "nosuch")),
            ('(getaddrinfo "127.0.0.1" 80)', db.getaddrinfo, ("127.0.0.1", 80)),
            ('(getaddrinfo 5 "80")', db.getaddrinfo, (5, "80")),
            ('(getaddrinfo "::1" "80" \'x)', db.getaddrinfo, ("::1", "80", "x")),
            (
                '(getaddrinfo "::1" "80" (expt 2 40))',
                db.getaddrinfo,
                ("::1", "80", 2**40),
            ),
        ]
    )


# Going through the databases


def test_entries_of_the_files() -> None:
    assert [entry.vector for entry in HOSTS.entries] == [
        ("localhost", ("loc1", "loc2", "loc3"), AF_INET, 4, (INADDR_LOOPBACK,)),
        ("ip6-localhost", ("ip6-loopback",), AF_INET, 4, (INADDR_LOOPBACK,)),
        ("mapped", (), AF_INET, 4, (0x0A010203,)),
        ("Alpha.Example.COM", ("alpha",), AF_INET, 4, (0x0A090807,)),
        ("beta", (), AF_INET, 4, (0x0A090807,)),
        ("lead", (), AF_INET, 4, (0x0A010101,)),
    ]
    assert [(entry.name, entry.net) for entry in NETWORKS.entries] == [
        ("default", 0),
        ("loopback", 0x7F000000),
        ("link-local", 0xA9FE0000),
        ("hexnet", 0x10200000),
        ("octnet", 0x08010000),
        ("three", 0x0A010200),
    ]
    assert [(entry.name, entry.proto) for entry in PROTOCOLS.entries] == [
        *(("ip", 0), ("tcp", 6), ("udp", 17), ("lead", 33), ("only", 44)),
    ]
    assert [(entry.name, entry.port, entry.proto) for entry in SERVICES.entries] == [
        ("http", 80, "tcp"),
        ("http", 80, "udp"),
        ("domain", 53, "tcp"),
        ("domain", 53, "udp"),
        ("hex", 80, "tcp"),
        ("lead", 77, "tcp"),
    ]


def test_entries_are_as_in_guile(files: dict[str, Path]) -> None:
    prelude = """
    (define (all next)
      (let loop ((entries '()))
        (let ((entry (next)))
          (if entry (loop (cons entry entries)) (reverse entries)))))
    """
    expressions = [f"(all get{name}ent)" for name in ("host", "net", "proto", "serv")]
    answers = ask(*expressions, files=files, prelude=prelude)
    for (_, following, _, _), answer in zip(STREAMS, answers, strict=True):
        assert written(list(iter(following, None))) == answer


def test_the_systems_own_entries_are_as_in_guile(monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[tuple[str, Callable[..., object], tuple[Any, ...]]] = []
    for path, (database, _) in DATABASES.items():
        monkeypatch.setattr(database, "path", path)
    for name, (_, following, _, _) in zip(("net", "proto", "serv"), STREAMS[1:], strict=True):
        questions += [(f"(get{name}ent)", following, ())] * 3
    compare(questions)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream[1].__name__)
def test_going_through(stream: tuple[Any, Any, Any, Any]) -> None:
    rewind, following, end, rewind_or_end = stream
    first, second = following(), following()
    assert first != second
    assert following() not in (first, second)
    rewind()
    assert following() == first
    end()
    assert following() == first
    rewind_or_end(True)
    assert following() == first
    rewind_or_end()
    assert following() == first
    rewind_or_end(False)
    assert [following(), following()] == [first, second]
    while following() is not None:
        pass
    assert following() is None
    rewind(True)
    assert following() == first


@pytest.mark.parametrize(
    ("shortcut", "following"),
    [
        (db.gethost, db.gethostent),
        (db.getnet, db.getnetent),
        (db.getproto, db.getprotoent),
        (db.getserv, db.getservent),
    ],
)
def test_without_an_argument_the_next_comes(
    shortcut: Callable[[], object], following: Callable[[], object]
) -> None:
    first = shortcut()
    assert first is not None
    second = following()
    assert second is not None
    assert second != first
    while shortcut() is not None:
        pass
    assert following() is None


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream[1].__name__)
def test_a_file_that_is_not_there_is_empty(
    stream: tuple[Any, Any, Any, Any], files: dict[str, Path]
) -> None:
    for path in files.values():
        path.unlink()
    assert stream[1]() is None


def test_bytes_that_are_no_text(files: dict[str, Path]) -> None:
    for path in files.values():
        path.write_bytes(b"\xff\xfe 1 \xff\n\xff 5/\xfe a\n1.\xff.3 x\n\0 \0\n")
    for _, following, _, _ in STREAMS:
        entries = list(iter(following, None))
        assert all(isinstance(entry.name, str) for entry in entries)


def test_an_open_database_keeps_its_entries(files: dict[str, Path]) -> None:
    db.setprotoent(True)
    files["/etc/protocols"].write_text("new 250\n")
    with pytest.raises(NoSuchEntryError):
        db.getproto(250)
    assert db.protoent_name(db.getprotobynumber(6)) == "tcp"
    db.endprotoent()
    assert db.protoent_name(db.getprotobynumber(250)) == "new"
    db.setprotoent()
    files["/etc/protocols"].write_text("newer 251\n")
    assert db.protoent_name(db.getprotobynumber(251)) == "newer"


def test_going_through_does_not_disturb_looking_up() -> None:
    first = db.getservent()
    db.getservbyname("lead", "tcp")
    assert db.getservent() != first


# Hosts


def test_a_host_by_name_and_address() -> None:
    name, aliases, addresses = socket.gethostbyname_ex("localhost")
    for host in (db.gethost("localhost"), db.gethostbyname("localhost")):
        assert host is not None
        assert db.hostent_name(host) == name
        assert db.hostent_aliases(host) == tuple(aliases)
        assert (db.hostent_addrtype(host), db.hostent_length(host)) == (AF_INET, 4)
        numbers = [inet_pton(AF_INET, text) for text in addresses]
        assert db.hostent_addr_list(host) == tuple(numbers)
    assert INADDR_LOOPBACK in numbers
    name = socket.gethostbyaddr("127.0.0.1")[0]
    assert db.hostent_name(db.gethostbyaddr(INADDR_LOOPBACK)) == name
    assert db.gethost(INADDR_LOOPBACK) == db.gethostbyaddr(INADDR_LOOPBACK)


def test_a_numeric_address_is_a_name() -> None:
    assert db.gethostbyname("10.9.8.7").vector == ("10.9.8.7", (), AF_INET, 4, (0x0A090807,))
    assert db.hostent_addr_list(db.gethostbyname("127.1")) == (INADDR_LOOPBACK,)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "no-recovery"),
        ("<broadcast>", "host-not-found"),
        ("a\0b", "host-not-found"),
        ("x" * 70, "host-not-found"),
        ("\ud800", "host-not-found"),
        ("::1", "host-not-found"),
    ],
)
def test_no_such_host(name: str, key: str) -> None:
    for function in (db.gethost, db.gethostbyname):
        with pytest.raises(HostError) as caught:
            function(name)
        assert caught.value.key == key
        assert caught.value.key_and_arguments[1] == "gethost"
        assert isinstance(caught.value, socket.herror)


def test_hosts_are_as_in_guile() -> None:
    compare(
        [
            (f'(gethost "{name}")', db.gethost, (name,))
            for name in ("localhost", "127.0.0.1", "127.1", "", "x" * 70, "10.9.8.7")
        ]
        + [
            ("(gethost INADDR_LOOPBACK)", db.gethost, (INADDR_LOOPBACK,)),
            ("(gethostbyaddr INADDR_LOOPBACK)", db.gethostbyaddr, (INADDR_LOOPBACK,)),
            ("(gethost #f)", db.gethost, (None,)),
            ("(gethostbyname 'x)", db.gethostbyname, (5,)),
        ]
    )


def test_an_unknown_host_without_a_network(isolated: Callable[[str], Any]) -> None:
    """Where no name server can be reached: a key of the host database in any case."""
    key = isolated(
        """
        from schemesockets.dialects.guile import HostError, gethost
        try:
            gethost("unknown.invalid")
        except HostError as error:
            print(json.dumps(error.key))
        """
    )
    assert key in ("host-not-found", "try-again", "no-recovery", "no-data")


# Networks


def test_a_network() -> None:
    network = db.getnet("link-local")
    assert network is not None
    assert network == db.getnetbyname("LL2") == db.getnetbyaddr(0xA9FE0000)
    assert (db.netent_name(network), db.netent_aliases(network)) == ("link-local", ("ll", "LL2"))
    assert (db.netent_addrtype(network), db.netent_net(network)) == (AF_INET, 0xA9FE0000)
    assert db.getnet(0x7F000000) == db.getnetbyname("LoopBack")


def test_networks_are_as_in_guile(files: dict[str, Path]) -> None:
    compare(
        [
            *(
                (f'(getnet "{name}")', db.getnet, (name,))
                for name in ("default", "LOOPBACK", "ll2", "hexnet", "nosuch", "")
            ),
            *(
                (f"(getnet {number})", db.getnet, (number,))
                for number in (0, 127, 0x7F000000, 0xA9FE0000, 55)
            ),
            ("(getnet #t)", db.getnet, (True,)),
            ("(getnetbyaddr 0)", db.getnetbyaddr, (0,)),
        ],
        files,
    )


# Protocols


def test_a_protocol() -> None:
    protocol = db.getproto("tcp")
    assert protocol is not None
    assert protocol == db.getprotobyname("TCP") == db.getprotobynumber(6) == db.getproto(6)
    assert (db.protoent_name(protocol), db.protoent_aliases(protocol)) == ("tcp", ("TCP",))
    assert db.protoent_proto(protocol) == IPPROTO_TCP


def test_a_protocol_that_the_system_knows_elsewhere(files: dict[str, Path]) -> None:
    try:
        number = socket.getprotobyname("udp")
    except OSError:
        pytest.skip("the system knows no protocols")
    files["/etc/protocols"].unlink()
    assert db.getprotobyname("udp") == ProtocolEntry("udp", (), number)


def test_protocols_are_as_in_guile(files: dict[str, Path]) -> None:
    compare(
        [
            *(
                (f'(getproto "{name}")', db.getproto, (name,))
                for name in ("tcp", "TCP", "u2", "lead", "nosuch", "")
            ),
            *((f"(getproto {number})", db.getproto, (number,)) for number in (0, 17, 44, 254)),
            ("(getproto #f)", db.getproto, (None,)),
        ],
        files,
    )


# Services


def test_a_service() -> None:
    service = db.getserv("http", "tcp")
    assert service is not None
    assert service == db.getservbyname("www", "tcp") == db.getservbyport(80, "tcp")
    assert service == db.getserv(80, "tcp")
    assert (db.servent_name(service), db.servent_aliases(service)) == ("http", ("www",))
    assert (db.servent_port(service), db.servent_proto(service)) == (80, "tcp")
    assert db.servent_aliases(db.getservbyport(53, "udp")) == ("dn",)


def test_a_service_that_the_system_knows_elsewhere(files: dict[str, Path]) -> None:
    try:
        port = socket.getservbyname("domain", "tcp")
    except OSError:
        pytest.skip("the system knows no services")
    files["/etc/services"].unlink()
    expected = ServiceEntry("domain", (), port, "tcp")
    assert db.getservbyname("domain", "tcp") == db.getservbyport(port, "tcp") == expected


def test_services_are_as_in_guile(files: dict[str, Path]) -> None:
    compare(
        [
            *(
                (f'(getserv "{name}" "{protocol}")', db.getserv, (name, protocol))
                for name in ("http", "www", "HTTP", "dn", "hx", "nosuch", "comma", "sp")
                for protocol in ("tcp", "udp", "TCP", "")
            ),
            *(
                (f'(getserv {port} "tcp")', db.getserv, (port, "tcp"))
                for port in (80, 77, 9999, 81)
            ),
            ('(getserv "http")', db.getserv, ("http",)),
            ("(getserv 80 6)", db.getserv, (80, 6)),
            ('(getserv #f "tcp")', db.getserv, (None, "tcp")),
        ],
        files,
    )


# What all of them have in common


@pytest.mark.parametrize(
    ("function", "args", "template"),
    [
        (db.getnet, ("nosuch",), "no such network ~A"),
        (db.getnet, (127,), "no such network ~A"),
        (db.getnetbyname, ("a\0b",), "no such network ~A"),
        (db.getnetbyaddr, (127,), "no such network ~A"),
        (db.getproto, ("nosuch",), "no such protocol ~A"),
        (db.getprotobyname, ("a\0b",), "no such protocol ~A"),
        (db.getprotobyname, ("\ud800",), "no such protocol ~A"),
        (db.getprotobynumber, (-1,), "no such protocol ~A"),
        (db.getserv, ("nosuch", "tcp"), "no such service ~A"),
        (db.getservbyname, ("a\0b", "tcp"), "no such service ~A"),
        (db.getservbyname, ("http", "\ud800"), "no such service ~A"),
        (db.getservbyport, (1, "nosuch"), "no such service ~A"),
    ],
)
def test_no_such_entry(
    function: Callable[..., object], args: tuple[Any, ...], template: str
) -> None:
    with pytest.raises(NoSuchEntryError) as caught:
        function(*args)
    who = function.__scheme__.scheme.split("by")[0]  # type: ignore[attr-defined]
    assert caught.value.key_and_arguments == ("system-error", who, template, args[:1], (0,))
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, OSError)


ACCESSORS: dict[type, list[Any]] = {
    db.AddrInfo: [
        *(db.addrinfo_flags, db.addrinfo_fam, db.addrinfo_socktype),
        *(db.addrinfo_protocol, db.addrinfo_addr, db.addrinfo_canonname),
    ],
    HostEntry: [
        *(db.hostent_name, db.hostent_aliases, db.hostent_addrtype),
        *(db.hostent_length, db.hostent_addr_list),
    ],
    NetworkEntry: [db.netent_name, db.netent_aliases, db.netent_addrtype, db.netent_net],
    ProtocolEntry: [db.protoent_name, db.protoent_aliases, db.protoent_proto],
    ServiceEntry: [db.servent_name, db.servent_aliases, db.servent_port, db.servent_proto],
}
SAMPLES = [
    HostEntry("h", ("a",), AF_INET, 4, (1,)),
    NetworkEntry("n", (), AF_INET, 1),
    ProtocolEntry("p", (), 1),
    ServiceEntry("s", (), 1, "tcp"),
]


def test_accessors_read_the_parts_in_order() -> None:
    for sample in [*SAMPLES, *db.getaddrinfo("127.0.0.1", "80", 0, 0, SOCK_STREAM)]:
        accessors = ACCESSORS[type(sample)]
        assert tuple(accessor(sample) for accessor in accessors) == sample.vector


@pytest.mark.parametrize(
    "accessor", [each for accessors in ACCESSORS.values() for each in accessors]
)
def test_accessors_refuse_what_is_of_another_kind(accessor: Callable[[Any], object]) -> None:
    kind = next(of for of, accessors in ACCESSORS.items() if accessor in accessors)
    for wrong in (5, None, "x", (1, 2, 3, 4, 5), *SAMPLES):
        if not isinstance(wrong, kind):
            with pytest.raises(WrongTypeArgError):
                accessor(wrong)


def test_entries_stand_for_vectors() -> None:
    for sample in [*SAMPLES, *db.getaddrinfo("127.0.0.1", "80", 0, 0, SOCK_STREAM)]:
        parts = [getattr(each, "vector", each) for each in sample.vector]
        assert type(sample).from_vector(parts) == sample
        given = [False if each is None else each for each in parts]
        assert type(sample).from_vector(given) == sample
        for wrong in (parts[1:], [*parts, 1], [b"", *parts[1:]], [None, *parts[1:]]):
            with pytest.raises(ValueError):
                type(sample).from_vector(wrong)


@pytest.mark.parametrize("entry", SAMPLES)
def test_entries_are_values(entry: Any) -> None:
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert len({entry, pickle.loads(pickle.dumps(entry))}) == 1
    with pytest.raises(AttributeError):
        entry.name = "other"
    assert repr(entry) == f"<{type(entry).__name__} {entry}>"


def test_an_entry_prints_as_in_guile() -> None:
    assert str(SAMPLES[0]) == '#("h" ("a") 2 4 (1))'
    assert str(SAMPLES[1]) == '#("n" () 2 1)'


@pytest.mark.parametrize(
    ("function", "args", "kind", "position"),
    [
        (db.getaddrinfo, (5, "80"), WrongTypeArgError, 1),
        (db.getaddrinfo, (b"localhost", "80"), WrongTypeArgError, 1),
        (db.getaddrinfo, ("127.0.0.1", 80), WrongTypeArgError, 2),
        (db.getaddrinfo, ("127.0.0.1", "80", None), WrongTypeArgError, 3),
        (db.getaddrinfo, ("127.0.0.1", "80", 0, "x"), WrongTypeArgError, 4),
        (db.getaddrinfo, ("127.0.0.1", "80", 0, 0, 1.5), WrongTypeArgError, 5),
        (db.getaddrinfo, ("127.0.0.1", "80", 0, 0, 0, "x"), WrongTypeArgError, 6),
        (db.getaddrinfo, ("127.0.0.1", "80", 2**31), OutOfRangeError, 3),
        (db.getaddrinfo, ("127.0.0.1", "80", 0, 2**40), OutOfRangeError, 4),
        (db.gethost, (None,), WrongTypeArgError, 1),
        (db.gethost, (1.5,), WrongTypeArgError, 1),
        (db.gethost, (-1,), OutOfRangeError, 1),
        (db.gethost, (2**32,), OutOfRangeError, 1),
        (db.gethostbyname, (5,), WrongTypeArgError, 1),
        (db.gethostbyaddr, ("127.0.0.1",), WrongTypeArgError, 1),
        (db.gethostbyaddr, (-1,), OutOfRangeError, 1),
        (db.getnet, (None,), WrongTypeArgError, 1),
        (db.getnet, (2**32,), OutOfRangeError, 1),
        (db.getnetbyname, (127,), WrongTypeArgError, 1),
        (db.getnetbyaddr, ("loopback",), WrongTypeArgError, 1),
        (db.getnetbyaddr, (-1,), OutOfRangeError, 1),
        (db.getproto, (False,), WrongTypeArgError, 1),
        (db.getproto, (2**40,), OutOfRangeError, 1),
        (db.getprotobyname, (6,), WrongTypeArgError, 1),
        (db.getprotobynumber, ("tcp",), WrongTypeArgError, 1),
        (db.getprotobynumber, (2**31,), OutOfRangeError, 1),
        (db.getserv, (None, "tcp"), WrongTypeArgError, 1),
        (db.getserv, ("http",), WrongTypeArgError, 2),
        (db.getserv, ("http", None), WrongTypeArgError, 2),
        (db.getserv, (65616, "tcp"), OutOfRangeError, 1),
        (db.getservbyname, (80, "tcp"), WrongTypeArgError, 1),
        (db.getservbyname, ("http", 6), WrongTypeArgError, 2),
        (db.getservbyport, ("http", "tcp"), WrongTypeArgError, 1),
        (db.getservbyport, (-1, "tcp"), OutOfRangeError, 1),
        (db.getservbyport, (80, 6), WrongTypeArgError, 2),
    ],
)
def test_refuses(
    function: Callable[..., object], args: tuple[Any, ...], kind: type[Any], position: int
) -> None:
    with pytest.raises(GuileError) as caught:
        function(*args)
    error: Any = caught.value
    assert type(error) is kind
    assert error.position == position
    assert error.procedure == function.__scheme__.scheme  # type: ignore[attr-defined]


# Where the system cannot look anything up


def test_a_lookup_that_the_system_refuses_is_a_system_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """EAI_SYSTEM, which the stdlib turns into a plain OSError."""

    def refuse(*args: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    for name in ("gethostbyname_ex", "gethostbyaddr", "getaddrinfo"):
        monkeypatch.setattr(socket, name, _of_the_stdlib(refuse))
    calls: list[Callable[[], object]] = [
        lambda: db.gethostbyname("x"),
        lambda: db.gethostbyaddr(1),
        lambda: db.getaddrinfo("x", None),
    ]
    for call in calls:
        with pytest.raises(db.GuileSystemError) as caught:
            call()
        assert caught.value.errno == errno.EMFILE
        assert not isinstance(caught.value, db.HostError)


def _of_the_stdlib(function: Callable[..., object]) -> Callable[..., object]:
    """The same function, as if the stdlib had it."""
    names = {"__name__": "socket", "OSError": OSError, "errno": errno, "os": os}
    return types.FunctionType(function.__code__, {**names, "__builtins__": {}})


def test_what_a_signal_handler_raises_in_a_lookup_is_not_its_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = OSError(errno.ENOENT, "mine")

    def interrupted(*args: object) -> None:
        raise mine  # its frame is none of the stdlib's, as a handler's

    for name in ("gethostbyname_ex", "getservbyname", "getservbyport", "getprotobyname"):
        monkeypatch.setattr(socket, name, interrupted)
    for call in (
        lambda: db.gethostbyname("x"),
        lambda: db.getservbyname("no such service", "tcp"),
        lambda: db.getservbyport(1, "no such protocol"),
        lambda: db.getprotobyname("no such protocol"),
    ):
        with pytest.raises(OSError) as caught:
            call()
        assert caught.value is mine
