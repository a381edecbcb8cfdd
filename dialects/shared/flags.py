"""The flag operations that SRFI 106 defines and Foment takes over, and the constants.

A syntax over literal names is a function of strings here: `(address-info v4mapped addrconfig)` is
`address_info("v4mapped", "addrconfig")`. Each is a table from name to number, and the sum of a
syntax's names is their bitwise or; the one that is not, `shutdown-method`, says so. Two syntaxes
of which Foment knows more names, `socket-domain` and `message-type`, are each dialect's own.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Final, Literal, TypeAlias

from ..conditions import R7RS
from ..exports import export
from ..kinds import Integer, names_of
from . import flag_constants
from .flag_constants import *

_or: Final = int.__or__  # of plain integers: a flag of the stdlib's has a name made for each sum
_FAMILIES: Final = {"inet": AF_INET, "inet6": AF_INET6, "unspec": AF_UNSPEC}
_INFOS: Final = {
    "canoname": AI_CANONNAME,  # as the document spells it
    "canonname": AI_CANONNAME,
    "numerichost": AI_NUMERICHOST,
    "v4mapped": AI_V4MAPPED,
    "all": AI_ALL,
    "addrconfig": AI_ADDRCONFIG,
}
_PROTOCOLS: Final = {"ip": IPPROTO_IP, "tcp": IPPROTO_TCP, "udp": IPPROTO_UDP}
_METHODS: Final = {"read": SHUT_RD, "write": SHUT_WR}

_Family: TypeAlias = Annotated[Literal["inet", "inet6", "unspec"], names_of(_FAMILIES)]
_Info: TypeAlias = Annotated[
    Literal["canoname", "canonname", "numerichost", "v4mapped", "all", "addrconfig"],
    names_of(_INFOS),
]
_Protocol: TypeAlias = Annotated[Literal["ip", "tcp", "udp"], names_of(_PROTOCOLS)]
_Method: TypeAlias = Annotated[Literal["read", "write"], names_of(_METHODS)]


@R7RS.syntax
def address_family(name: _Family) -> int:
    """`(address-family name)`: return the address family called `name`.

    Raises `ArgumentValueError` for another name, `ArgumentTypeError` for what is no string.
    SRFI 106, address-family.
    """
    return _FAMILIES[name]


@R7RS.syntax
def address_info(*names: _Info) -> int:
    """`(address-info names ...)`: return the address info flags called `names`, merged.

    "canoname" is the document's spelling, "canonname" works too. Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string. SRFI 106, address-info.
    """
    return reduce(or_, (_INFOS[name] for name in names), 0)


@R7RS.syntax
def ip_protocol(name: _Protocol) -> int:
    """`(ip-protocol name)`: return the protocol called `name`.

    Raises `ArgumentValueError` for another name, `ArgumentTypeError` for what is no string.
    SRFI 106, ip-protocol.
    """
    return _PROTOCOLS[name]


@R7RS.syntax
def shutdown_method(*names: _Method) -> int:
    """`(shutdown-method names ...)`: return which directions to shut down, one of `SHUT_RD` …

    Both names together are `SHUT_RDWR`, which is not the bitwise or of the two (0 | 1 is 1, and
    `SHUT_RDWR` is 2). With no name nothing is chosen and `ArgumentValueError` is raised, as for
    another name; `ArgumentTypeError` for what is no string. SRFI 106, shutdown-method.
    """
    if not names:
        raise R7RS.bad_value("shutdown-method", "names", "read, write or both", names)
    methods = {_METHODS[name] for name in names}
    return methods.pop() if len(methods) == 1 else SHUT_RDWR


@R7RS.procedure
def socket_merge_flags(*flags: Integer) -> int:
    """`(socket-merge-flags flags ...)`: return all of `flags` merged; 0 for none.

    Raises `ArgumentTypeError` for what is no integer. SRFI 106, socket-merge-flags.
    """
    return reduce(_or, flags, 0)


@R7RS.procedure
def socket_purge_flags(base_flag: Integer, *flags: Integer) -> int:
    """`(socket-purge-flags base-flag flags ...)`: return `base_flag` without any of `flags`.

    Only ever clears: a flag that is not in `base_flag` changes nothing. Raises `ArgumentTypeError`
    for what is no integer. SRFI 106, socket-purge-flags.
    """
    return int.__and__(base_flag, ~reduce(_or, flags, 0))


export(__name__, flag_constants)
