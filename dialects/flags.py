"""The flag operations and constants that SRFI 106 defines and Foment takes over.

A syntax over literal names is a function of strings here: `(address-info v4mapped addrconfig)` is
`address_info("v4mapped", "addrconfig")`. Each is a table from name to number, and the sum of a
syntax's names is their bitwise or; the one that is not, `shutdown-method`, says so.

`__all__` is what both dialects offer; `message_type` and `socket_domain` are SRFI 106's alone, for
Foment's know more names. `CONSTANTS` and `SYNTAXES` are for the dialects' tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from ..core import constants
from .conditions import R7RS
from .dialect import procedure, syntax
from .kinds import INTEGER, names_of

__all__ = [
    "AF_INET",
    "AF_INET6",
    "AF_UNSPEC",
    "AI_ADDRCONFIG",
    "AI_ALL",
    "AI_CANONNAME",
    "AI_NUMERICHOST",
    "AI_V4MAPPED",
    "IPPROTO_IP",
    "IPPROTO_TCP",
    "IPPROTO_UDP",
    "MSG_OOB",
    "MSG_PEEK",
    "MSG_WAITALL",
    "SHUT_RD",
    "SHUT_RDWR",
    "SHUT_WR",
    "SOCK_DGRAM",
    "SOCK_STREAM",
    "address_family",
    "address_info",
    "ip_protocol",
    "shutdown_method",
    "socket_merge_flags",
    "socket_purge_flags",
]

AF_UNSPEC: Final = constants.AF_UNSPEC
"""`*af-unspec*`. SRFI 106, *af-unspec*."""
AF_INET: Final = constants.AF_INET
"""`*af-inet*`. SRFI 106, *af-inet*."""
AF_INET6: Final = constants.AF_INET6
"""`*af-inet6*`. SRFI 106, *af-inet6*."""
SOCK_STREAM: Final = constants.SOCK_STREAM
"""`*sock-stream*`. SRFI 106, *sock-stream*."""
SOCK_DGRAM: Final = constants.SOCK_DGRAM
"""`*sock-dgram*`. SRFI 106, *sock-dgram*."""
AI_CANONNAME: Final = constants.AI_CANONNAME
"""`*ai-canonname*`. SRFI 106, *ai-canonname*."""
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
"""`*ai-numerichost*`. SRFI 106, *ai-numerichost*."""
AI_V4MAPPED: Final = constants.AI_V4MAPPED
"""`*ai-v4mapped*`. SRFI 106, *ai-v4mapped*."""
AI_ALL: Final = constants.AI_ALL
"""`*ai-all*`. SRFI 106, *ai-all*."""
AI_ADDRCONFIG: Final = constants.AI_ADDRCONFIG
"""`*ai-addrconfig*`. SRFI 106, *ai-addrconfig*."""
IPPROTO_IP: Final = constants.IPPROTO_IP
"""`*ipproto-ip*`. SRFI 106, *ipproto-ip*."""
IPPROTO_TCP: Final = constants.IPPROTO_TCP
"""`*ipproto-tcp*`. SRFI 106, *ipproto-tcp*."""
IPPROTO_UDP: Final = constants.IPPROTO_UDP
"""`*ipproto-udp*`. SRFI 106, *ipproto-udp*."""
MSG_PEEK: Final = constants.MSG_PEEK
"""`*msg-peek*`. SRFI 106, *msg-peek*."""
MSG_OOB: Final = constants.MSG_OOB
"""`*msg-oob*`. SRFI 106, *msg-oob*."""
MSG_WAITALL: Final = constants.MSG_WAITALL
"""`*msg-waitall*`. SRFI 106, *msg-waitall*."""
SHUT_RD: Final = constants.SHUT_RD
"""`*shut-rd*`. SRFI 106, *shut-rd*."""
SHUT_WR: Final = constants.SHUT_WR
"""`*shut-wr*`. SRFI 106, *shut-wr*."""
SHUT_RDWR: Final = constants.SHUT_RDWR
"""`*shut-rdwr*`. SRFI 106, *shut-rdwr*."""

CONSTANTS: Final = (
    *("*af-unspec*", "*af-inet*", "*af-inet6*"),
    *("*sock-stream*", "*sock-dgram*"),
    *("*ai-canonname*", "*ai-numerichost*", "*ai-v4mapped*", "*ai-all*", "*ai-addrconfig*"),
    *("*ipproto-ip*", "*ipproto-tcp*", "*ipproto-udp*"),
    *("*msg-peek*", "*msg-oob*", "*msg-waitall*"),
    *("*shut-rd*", "*shut-wr*", "*shut-rdwr*"),
)
"""The Scheme names of the constants above."""

SYNTAXES: Final = (
    *("address-family", "address-info", "socket-domain", "ip-protocol"),
    *("message-type", "shutdown-method", "socket-merge-flags", "socket-purge-flags"),
)
"""The Scheme names of the operations below."""

_Family: TypeAlias = Literal["inet", "inet6", "unspec"]
_Info: TypeAlias = Literal["canoname", "canonname", "numerichost", "v4mapped", "all", "addrconfig"]
_Domain: TypeAlias = Literal["stream", "datagram"]
_Protocol: TypeAlias = Literal["ip", "tcp", "udp"]
_Message: TypeAlias = Literal["none", "peek", "oob", "wait-all"]
_Method: TypeAlias = Literal["read", "write"]

_FAMILIES: dict[_Family, int] = {"inet": AF_INET, "inet6": AF_INET6, "unspec": AF_UNSPEC}
_INFOS: dict[_Info, int] = {
    "canoname": AI_CANONNAME,  # as the document spells it
    "canonname": AI_CANONNAME,
    "numerichost": AI_NUMERICHOST,
    "v4mapped": AI_V4MAPPED,
    "all": AI_ALL,
    "addrconfig": AI_ADDRCONFIG,
}
_DOMAINS: dict[_Domain, int] = {"stream": SOCK_STREAM, "datagram": SOCK_DGRAM}
_PROTOCOLS: dict[_Protocol, int] = {"ip": IPPROTO_IP, "tcp": IPPROTO_TCP, "udp": IPPROTO_UDP}
_MESSAGES: dict[_Message, int] = {
    "none": 0,
    "peek": MSG_PEEK,
    "oob": MSG_OOB,
    "wait-all": MSG_WAITALL,
}
_METHODS: dict[_Method, int] = {"read": SHUT_RD, "write": SHUT_WR}

_FAMILY, _INFO, _DOMAIN = names_of(_FAMILIES), names_of(_INFOS), names_of(_DOMAINS)
_PROTOCOL, _MESSAGE, _METHOD = names_of(_PROTOCOLS), names_of(_MESSAGES), names_of(_METHODS)


@syntax("(address-family name)", "address-family", name=_FAMILY)
def address_family(name: _Family) -> int:
    """`(address-family name)`: the address family called `name`, an integer.

    `name` is "inet", "inet6" or "unspec". Raises `ArgumentValueError` for another name,
    `ArgumentTypeError` for what is no string. SRFI 106, address-family.
    """
    R7RS.check(address_family, name)
    return _FAMILIES[name]


@syntax("(address-info names ...)", "address-info", names=_INFO)
def address_info(*names: _Info) -> int:
    """`(address-info names ...)`: the address info flags called `names`, merged into an integer.

    Each name is "canoname" (the document's spelling; "canonname" works too), "numerichost",
    "v4mapped", "all" or "addrconfig". Raises `ArgumentValueError` for another name,
    `ArgumentTypeError` for what is no string. SRFI 106, address-info.
    """
    flags = 0
    for name in names:
        R7RS.check(address_info, name)
        flags |= _INFOS[name]
    return flags


@syntax("(socket-domain name)", "socket-domain", name=_DOMAIN)
def socket_domain(name: _Domain) -> int:
    """`(socket-domain name)`: the socket type called `name`, an integer.

    `name` is "stream" or "datagram". Raises `ArgumentValueError` for another name,
    `ArgumentTypeError` for what is no string. SRFI 106, socket-domain.
    """
    R7RS.check(socket_domain, name)
    return _DOMAINS[name]


@syntax("(ip-protocol name)", "ip-protocol", name=_PROTOCOL)
def ip_protocol(name: _Protocol) -> int:
    """`(ip-protocol name)`: the protocol called `name`, an integer.

    `name` is "ip", "tcp" or "udp". Raises `ArgumentValueError` for another name,
    `ArgumentTypeError` for what is no string. SRFI 106, ip-protocol.
    """
    R7RS.check(ip_protocol, name)
    return _PROTOCOLS[name]


@syntax("(message-type names ...)", "message-type", names=_MESSAGE)
def message_type(*names: _Message) -> int:
    """`(message-type names ...)`: the message flags called `names`, merged into an integer.

    Each name is "none", "peek", "oob" or "wait-all"; the result goes to sends and receives alike.
    Raises `ArgumentValueError` for another name, `ArgumentTypeError` for what is no string.
    SRFI 106, message-type.
    """
    flags = 0
    for name in names:
        R7RS.check(message_type, name)
        flags |= _MESSAGES[name]
    return flags


@syntax("(shutdown-method names ...)", "shutdown-method", names=_METHOD)
def shutdown_method(*names: _Method) -> int:
    """`(shutdown-method names ...)`: what to shut down, one of the `SHUT_` integers.

    Each name is "read" or "write". Both together are `SHUT_RDWR`, which is not the bitwise or of
    the two (0 | 1 is 1, and `SHUT_RDWR` is 2). With no name nothing is chosen and
    `ArgumentValueError` is raised, as for another name; `ArgumentTypeError` for what is no string.
    SRFI 106, shutdown-method.
    """
    if not names:
        raise R7RS.bad_value("shutdown-method", "names", "read, write or both", names)
    for name in names:
        R7RS.check(shutdown_method, name)
    methods = {_METHODS[name] for name in names}
    return methods.pop() if len(methods) == 1 else SHUT_RDWR


@procedure("(socket-merge-flags flags ...)", "socket-merge-flags", flags=INTEGER)
def socket_merge_flags(*flags: int) -> int:
    """`(socket-merge-flags flags ...)`: all of `flags` (integers) merged; 0 for none.

    Raises `ArgumentTypeError` for what is no integer. SRFI 106, socket-merge-flags.
    """
    merged = 0
    for flag in flags:
        merged |= _integer(socket_merge_flags, flag)
    return merged


@procedure(
    "(socket-purge-flags base-flag flags ...)",
    "socket-purge-flags",
    base_flag=INTEGER,
    flags=INTEGER,
)
def socket_purge_flags(base_flag: int, *flags: int) -> int:
    """`(socket-purge-flags base-flag flags ...)`: `base_flag` without any of `flags` (integers).

    Only ever clears: a flag that is not in `base_flag` changes nothing. Raises `ArgumentTypeError`
    for what is no integer. SRFI 106, socket-purge-flags.
    """
    kept = _integer(socket_purge_flags, base_flag)
    for flag in flags:
        kept &= ~_integer(socket_purge_flags, base_flag, flag)
    return kept


def _integer(function: Callable[..., int], *args: int) -> int:
    """The last of `args`, which `function` was given and which must be an integer."""
    R7RS.check(function, *args)
    return args[-1]
