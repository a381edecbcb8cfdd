"""The headings under which the catalogue and reports show the areas of the questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["HEADINGS", "under_headings"]

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "Making and describing sockets": ("construct", "socket", "pair", "accessor", "information"),
    "Addresses and names": (
        *("address", "sockaddr", "addrinfo", "inet6", "resolve", "resolver", "spelled"),
        *("lookup", "databases"),
    ),
    "Connecting": ("connect", "connect-limit", "turn"),
    "Listening and accepting": ("bind", "listening", "accept"),
    "Sending and receiving on streams": ("send", "receive", "into", "part", "chunk", "transfer"),
    "Datagrams": ("datagram", "sendto", "recvfrom", "multicast"),
    "Ports and text": (
        *("port-in", "port-out", "two-way", "halves", "buffering", "sizes", "text", "line"),
    ),
    "Closing and shutting down": ("close", "shutdown", "ended", "call"),
    "Waiting for several sockets": ("select", "fdset", "selector", "readiness"),
    "Timeouts, threads and non-blocking": (
        *("timeout", "read-timeout", "nonblocking", "thread", "interrupt"),
    ),
    "Errors": ("condition", "kinds", "hierarchy", "misuse"),
    "Options and constants": ("option", "option-raw", "getter", "flags", "values", "convert"),
}
"""The areas under each heading, in the order of a connection's life."""
_OTHERS = "Other questions"


def under_headings(areas: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return those areas under their headings; those of other people come last."""
    there = dict.fromkeys(areas)
    found = {
        heading: tuple(area for area in below if area in there)
        for heading, below in HEADINGS.items()
    }
    known = {area for below in HEADINGS.values() for area in below}
    found[_OTHERS] = tuple(area for area in there if area not in known)
    return {heading: below for heading, below in found.items() if below}
