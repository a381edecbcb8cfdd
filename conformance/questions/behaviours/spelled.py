"""Unusual spellings of an address and of a port, which the system's resolver may take."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import LOOPBACK

_PORTS = {
    "blank": "after a blank",
    "hexadecimal": "in hexadecimal",
    "plus": "after a plus sign",
    "wrapped": "plus 65536",
    "zeros": "after zeros",
}

_NODES = {
    "capitals": "LOCALHOST",
    "hexadecimal": "0x7f.0.0.1",
    "inet6-mixed": "0:0:0:0:0:0:0.0.0.1",
    "inet6-whole": "0:0:0:0:0:0:0:1",
    "number": "2130706433",
    "octal": "0177.0.0.1",
    "short": "127.1",
}

_NO_PORTS = {"empty": "", "zero": "0"}


def _ask_of_port(how: str, words: str) -> None:
    @behaviour(f"spelled.port-{how}", f"Does a port that is written {words} reach the peer?")
    def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
        server = peer.listen()
        subject.observe("reached", say.connect_often(LOOPBACK, server.spelled_port(how), 1))


def _ask_of_node(how: str, node: str) -> None:
    @behaviour(f"spelled.node-{how}", f"Does the address {node} reach the peer?")
    def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
        inet6 = how.startswith("inet6")
        server = peer.listen("::1") if inet6 else peer.listen()
        connect = say.connect_inet6 if inet6 else say.connect
        c = subject.let("c", connect(node, server.port))
        connection = peer.accept(server)
        peer.send(connection, b"abc")
        subject.observe("data", say.receive(c, 10))
        subject.do(say.dispose(c))


def _ask_of_no_port(how: str, service: str) -> None:
    @behaviour(f"spelled.port-{how}", f"What does connecting to a port that is {how} do?")
    def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
        subject.observe("reached", say.connect_often(LOOPBACK, service, 1))


for _how, _words in _PORTS.items():
    _ask_of_port(_how, _words)
for _how, _node in _NODES.items():
    _ask_of_node(_how, _node)
for _how, _service in _NO_PORTS.items():
    _ask_of_no_port(_how, _service)
