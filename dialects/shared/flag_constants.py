"""The constants of SRFI 106, which Foment has too: the platform's values, as plain ints."""

from __future__ import annotations

from ..tables import Table

_NAMES = """
    *af-unspec* *af-inet* *af-inet6* *sock-stream* *sock-dgram* *ai-canonname* *ai-numerichost*
    *ai-v4mapped* *ai-all* *ai-addrconfig* *ipproto-ip* *ipproto-tcp* *ipproto-udp* *msg-peek*
    *msg-oob* *msg-waitall* *shut-rd* *shut-wr* *shut-rdwr*"""

Table(__name__).constants("SRFI 106", {name: name for name in _NAMES.split()})
