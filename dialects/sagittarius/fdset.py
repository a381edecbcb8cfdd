"""Sets of sockets, to be given to the selects.

What the manual calls an fdset is a set of the sockets themselves, in the order in which they came,
so that there is no limit to their number or to that of a descriptor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .._types import TypeIs
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import ANYTHING, BOOLEAN
from .conditions import SAGITTARIUS
from .socket_type import SOCKET, Socket

__all__ = [
    "FdSet",
    "collect_sockets",
    "fdset_clear",
    "fdset_ref",
    "fdset_set",
    "fdset_sockets",
    "is_fdset",
    "make_fdset",
    "sockets_to_fdset",
]


class FdSet:
    """A set of sockets; made by `make_fdset` and `sockets_to_fdset`.

    Attributes:
        members: the sockets, as the keys of a dict (dict of Socket to None).
    """

    __slots__ = ("members",)

    def __init__(self, sockets: Sequence[Socket] = ()) -> None:
        self.members = dict.fromkeys(sockets)

    def __repr__(self) -> str:
        sockets = tuple(self.members)
        highest = max((socket.fileno() for socket in sockets), default=-1)
        return f"#<fdset {highest} ({' '.join(map(repr, sockets))})>"


def _is_list_of_sockets(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(SOCKET.type_ok, value))


FDSET: Final = Kind("an fdset", lambda value: isinstance(value, FdSet))
FDSET_OR_FALSE: Final = Kind(
    "an fdset or #f", lambda value: value is None or isinstance(value, FdSet)
)
SOCKETS: Final = Kind("a list of sockets", _is_list_of_sockets)


@procedure("(fdset? obj)", "fdset?", obj=ANYTHING)
def is_fdset(obj: object) -> TypeIs[FdSet]:
    """`(fdset? obj)`: whether it is one, a boolean; raises nothing. Sagittarius manual, fdset?."""
    return isinstance(obj, FdSet)


@procedure("(make-fdset)", "make-fdset")
def make_fdset() -> FdSet:
    """`(make-fdset)`: an fdset with no sockets in it. Sagittarius manual, make-fdset."""
    return FdSet()


@procedure("(sockets->fdset sockets)", "sockets->fdset", sockets=SOCKETS)
def sockets_to_fdset(sockets: list[Socket] | tuple[Socket, ...]) -> FdSet:
    """`(sockets->fdset sockets)`: an fdset with the sockets of a list in it.

    The list stays as it is. Raises `AssertionTypeError` for what is no list of sockets,
    `SocketClosedError` when one of them is closed. Sagittarius manual, sockets->fdset.
    """
    SAGITTARIUS.check(sockets_to_fdset, sockets)
    for socket in sockets:
        if socket.closed:
            raise SAGITTARIUS.closed("sockets->fdset", socket)
    return FdSet(sockets)


@procedure("(fdset-ref fdset socket)", "fdset-ref", fdset=FDSET, socket=SOCKET)
def fdset_ref(fdset: FdSet, socket: Socket) -> bool:
    """`(fdset-ref fdset socket)`: whether the socket is in the fdset.

    Raises `AssertionTypeError` for a bad argument. Sagittarius manual, fdset-ref.
    """
    SAGITTARIUS.check(fdset_ref, fdset, socket)
    return socket in fdset.members


@procedure(
    "(fdset-set! fdset socket flag)", "fdset-set!", fdset=FDSET, socket=SOCKET, flag=BOOLEAN
)
def fdset_set(fdset: FdSet, socket: Socket, flag: bool) -> None:
    """`(fdset-set! fdset socket flag)`: put a socket into an fdset (`True`) or take it out.

    Either may have been so before. Raises `AssertionTypeError` for a bad argument,
    `SocketClosedError` for putting in one that is closed. Sagittarius manual, fdset-set!.
    """
    SAGITTARIUS.check(fdset_set, fdset, socket, flag)
    if not flag:
        fdset.members.pop(socket, None)
    elif socket.closed:
        raise SAGITTARIUS.closed("fdset-set!", socket)
    else:
        fdset.members[socket] = None


@procedure("(collect-sockets fdset)", "collect-sockets", fdset=FDSET_OR_FALSE)
def collect_sockets(fdset: FdSet | None) -> list[Socket]:
    """`(collect-sockets fdset)`: the sockets in the fdset, a new list in the order they came.

    Of `None`, which a select gives when it is interrupted, the empty list. Raises
    `AssertionTypeError` for anything else. Sagittarius manual, collect-sockets.
    """
    SAGITTARIUS.check(collect_sockets, fdset)
    return [] if fdset is None else list(fdset.members)


@procedure("(fdset-sockets fdset)", "collect-sockets", fdset=FDSET)
def fdset_sockets(fdset: FdSet) -> list[Socket]:
    """`(fdset-sockets fdset)`: as `collect_sockets`, of an fdset alone.

    The library exports it, the Sagittarius manual leaves it out beside collect-sockets.
    """
    SAGITTARIUS.check(fdset_sockets, fdset)
    return list(fdset.members)


@procedure("(fdset-clear! fdset)", "fdset-set!", fdset=FDSET)
def fdset_clear(fdset: FdSet) -> None:
    """`(fdset-clear! fdset)`: take every socket out of the fdset.

    Raises `AssertionTypeError` for what is no fdset. The library exports it, the Sagittarius
    manual leaves it out beside fdset-set!.
    """
    SAGITTARIUS.check(fdset_clear, fdset)
    fdset.members.clear()
