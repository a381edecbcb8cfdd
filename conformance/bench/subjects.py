"""How each dialect, and Python's own `socket`, phrase what the programs do: a row a comparison.

A row is text that `programs` renders: what is measured are the calls that someone would write,
with no adapter between. In a phrase, `{socket}`, `{data}` and `{size}` stand for names of the
program. Beside each dialect stands the plain program that it is compared with, which asks the
system for the same: a dialect whose send sends everything is compared with `sendall`.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

__all__ = ["COMPARISONS", "Comparison", "Subject"]


@frozen
class Subject:
    """The phrases of one side: statements, except where an expression is called for."""

    setup: str
    """Imports and helpers, run once."""
    pair: str
    """Binds `left` and `right`, the ends of a socket pair."""
    listen: str
    """Binds `server`, a TCP socket that listens on a free port of the loopback address."""
    connect: str
    """Binds `client`, a TCP socket connected to the strings `host` and `service`."""
    accept: str
    """An expression: the socket of the next connection to `server`."""
    send: str
    """Sends the bytes `{data}`, few enough that there is room for them, on `{socket}`."""
    send_all: str
    """Sends all of the bytes `{data}` on `{socket}`, however many they are."""
    receive: str
    """Receives at most `{size}` bytes (1 or 64) on `{socket}`."""
    receive_all: str
    """Receives `{size}` bytes (65536) on `{socket}`, all of them."""
    close: str
    """Closes `{socket}`."""
    plain: str
    """An expression: the stdlib socket beneath `{socket}`."""


@frozen
class Comparison:
    """A dialect beside the plain program that does the same.

    `limits` are those of this comparison alone, by the program's name; None for no limit.
    """

    dialect: Subject
    plain: Subject
    limits: Mapping[str, float | None] = field(factory=dict)


_PLAIN = Subject(
    setup="""\
from socket import *

def connected(host, service, flags):
    for family, kind, protocol, _, address in getaddrinfo(
        host, service, AF_INET, SOCK_STREAM, IPPROTO_TCP, flags
    ):
        client = socket(family, kind, protocol)
        client.connect(address)
        return client
""",
    pair="left, right = socketpair()",
    listen="server = create_server(('127.0.0.1', 0), backlog=SOMAXCONN)",
    connect="client = connected(host, service, 0)",
    accept="server.accept()[0]",
    send="{socket}.send({data})",
    send_all="{socket}.send({data})",
    receive="{socket}.recv({size})",
    receive_all="{socket}.recv({size}, MSG_WAITALL)",
    close="{socket}.close()",
    plain="{socket}",
)

# Guile receives into a buffer of the caller's; the plain program does, too.
_BUFFERS = """\
BUFFER_1, BUFFER_64, BUFFER_65536 = map(bytearray, (1, 64, 65536))
"""

# The egg sends much in pieces of the size that a parameter says; the plain program does, too.
_CHICKEN = Subject(
    setup="""\
from schemesockets.dialects.chicken import *

def receive_all(socket, size):
    while size:
        size -= len(socket_receive(socket, size))
""",
    # The egg has no socket pair; its sockets are the engine's, which has.
    pair="left, right = Socket.pair(blocking=False)",
    listen="""\
server = socket(AF_INET, SOCK_STREAM)
socket_bind(server, inet_address("127.0.0.1", 0))
socket_listen(server, 4096)
""",
    connect="""\
client = socket(AF_INET, SOCK_STREAM)
socket_connect(client, inet_address(host, service))
""",
    accept="socket_accept(server)",
    send="socket_send({socket}, {data})",
    send_all="socket_send_all({socket}, {data})",
    receive="socket_receive({socket}, {size})",
    receive_all="receive_all({socket}, {size})",
    close="socket_close({socket})",
    plain="{socket}.sock",
)


_CHICKENS_PLAIN = evolve(
    _PLAIN,
    setup="""\
from socket import *

def send_all(socket, data):
    for start in range(0, len(data), 16384):
        socket.sendall(data[start : start + 16384])

def receive_all(socket, size):
    while size:
        size -= len(socket.recv(size))
""",
    connect="""\
client = socket(AF_INET, SOCK_STREAM)
client.connect((host, int(service)))
""",
    send_all="send_all({socket}, {data})",
    receive_all="receive_all({socket}, {size})",
)

# Programs in which nobody waits. Ping-pong does nothing else, and what the egg waits for is more
# than the socket: its deadline, an interrupt, a close.
_READY = ("pair", "send", "receive")

_TIMED_PLAIN = evolve(
    _CHICKENS_PLAIN,
    setup=f"""\
{_CHICKENS_PLAIN.setup}
def timed(socket):
    socket.settimeout(60)
    return socket
""",
    pair="left, right = map(timed, socketpair())",
    listen="server = timed(create_server(('127.0.0.1', 0), backlog=SOMAXCONN))",
    connect="""\
client = timed(socket(AF_INET, SOCK_STREAM))
client.connect((host, int(service)))
""",
    accept="timed(server.accept()[0])",
)

COMPARISONS = {
    "srfi-106": Comparison(
        dialect=Subject(
            setup="""\
from schemesockets.core import Socket
from schemesockets.dialects.srfi106 import *

WAIT_ALL = message_type("wait-all")
""",
            # SRFI 106 has no socket pair; its sockets are the engine's, which has.
            pair="left, right = Socket.pair()",
            listen='server = make_server_socket("0")',
            connect="client = make_client_socket(host, service)",
            accept="socket_accept(server)",
            send="socket_send({socket}, {data})",
            send_all="socket_send({socket}, {data})",
            receive="socket_recv({socket}, {size})",
            receive_all="socket_recv({socket}, {size}, WAIT_ALL)",
            close="socket_close({socket})",
            plain="{socket}.sock",
        ),
        # The flags are SRFI 106's own defaults; AI_ADDRCONFIG is not free.
        plain=evolve(
            _PLAIN, connect="client = connected(host, service, AI_V4MAPPED | AI_ADDRCONFIG)"
        ),
    ),
    "foment": Comparison(
        dialect=Subject(
            setup="""\
import os
import socket
from schemesockets.dialects.foment import *
from schemesockets.dialects.r7rs_io import close_port

def adopted(end):
    port = make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
    os.dup2(end.detach(), port.socket.fileno())
    return port
""",
            # Foment has no socket pair: two of its sockets are given the ends of a plain one.
            pair="left, right = map(adopted, socket.socketpair())",
            listen="""\
server = make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
bind_socket(server, "localhost", "0", AF_INET, SOCK_STREAM, IPPROTO_TCP)
listen_socket(server)
""",
            connect="""\
client = make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
connect_socket(client, host, service, AF_INET, SOCK_STREAM, 0, IPPROTO_TCP)
""",
            accept="accept_socket(server)",
            send="send_socket({socket}, {data}, 0)",
            send_all="send_socket({socket}, {data}, 0)",
            receive="recv_socket({socket}, {size}, 0)",
            receive_all="recv_socket({socket}, {size}, MSG_WAITALL)",
            close="close_port({socket})",
            plain="{socket}.socket.sock",
        ),
        plain=evolve(_PLAIN, send="{socket}.sendall({data})", send_all="{socket}.sendall({data})"),
    ),
    "guile": Comparison(
        dialect=Subject(
            setup=f"""\
from socket import MSG_WAITALL  # for which Guile has no name
from schemesockets.dialects.guile import *

{_BUFFERS}""",
            pair="left, right = socketpair(PF_UNIX, SOCK_STREAM, 0)",
            listen="""\
server = socket(PF_INET, SOCK_STREAM, 0)
setsockopt(server, SOL_SOCKET, SO_REUSEADDR, 1)
bind(server, AF_INET, INADDR_LOOPBACK, 0)
listen(server, 4096)
""",
            connect="""\
client = socket(PF_INET, SOCK_STREAM, 0)
connect(client, AF_INET, inet_pton(AF_INET, host), int(service))
""",
            accept="accept(server)[0]",
            send="send({socket}, {data})",
            send_all="send({socket}, {data})",
            receive="recv_into({socket}, BUFFER_{size})",
            receive_all="recv_into({socket}, BUFFER_{size}, MSG_WAITALL)",
            close="close_port({socket})",
            plain="{socket}.socket.sock",
        ),
        plain=evolve(
            _PLAIN,
            setup=f"from socket import *\n\n{_BUFFERS}",
            connect="""\
client = socket(AF_INET, SOCK_STREAM)
client.connect((host, int(service)))
""",
            receive="{socket}.recv_into(BUFFER_{size})",
            receive_all="{socket}.recv_into(BUFFER_{size}, 0, MSG_WAITALL)",
        ),
    ),
    "sagittarius": Comparison(
        dialect=Subject(
            setup="from schemesockets.dialects.sagittarius import *",
            # The library has no socket pair; the class of its sockets is the engine's, which has.
            pair="left, right = Socket.pair()",
            listen='server = make_server_socket("0")',
            connect="client = make_client_socket(host, service)",
            accept="socket_accept(server)",
            send="socket_send({socket}, {data})",
            send_all="socket_send({socket}, {data})",
            receive="socket_recv({socket}, {size})",
            receive_all="socket_recv({socket}, {size}, MSG_WAITALL)",
            close="socket_close({socket})",
            plain="{socket}.sock",
        ),
        # The flags are the manual's own defaults.
        plain=evolve(
            _PLAIN, connect="client = connected(host, service, AI_V4MAPPED | AI_ADDRCONFIG)"
        ),
    ),
    "chicken": Comparison(
        dialect=_CHICKEN,
        plain=_CHICKENS_PLAIN,
        limits=dict.fromkeys(_READY, 1.3) | {"ping-pong": None},
    ),
    # The same beside sockets with a timeout, which the stdlib asks for readiness at every call.
    "chicken-timed": Comparison(
        dialect=_CHICKEN,
        plain=_TIMED_PLAIN,
        limits=dict.fromkeys(_READY, 1.0) | {"ping-pong": None},
    ),
}
