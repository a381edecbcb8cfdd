"""The phrases of each dialect, and of Python's own `socket`, for the steps of the programs.

The phrases are text that `programs` renders, so that the calls measured are those that a user
would write, without an adapter. In a phrase, `{socket}`, `{port}`, `{data}` and the like stand for
names of the program. Each dialect has a plain program to be compared with, which makes the same
system calls: a dialect whose send sends everything is compared with `sendall`.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from . import scheme
from .limits import Limit

__all__ = ["COMPARISONS", "Comparison", "Phrasing"]


@frozen
class Phrasing:
    """The phrases of one side: statements, except where the comment says "an expression".

    A phrase is None if the side cannot express it; programs that need it omit the side.
    """

    setup: str
    """Imports and helpers, run once."""
    pair: str | None = None
    """Binds `left` and `right`, the ends of a socket pair."""
    listen: str | None = None
    """Binds `server`, a TCP socket that listens on a free port of the loopback address."""
    connect: str | None = None
    """Binds `client`, a TCP socket connected to the strings `host` and `service`."""
    accept: str | None = None
    """An expression: the socket of the next connection to `server`."""
    send: str | None = None
    """Sends the bytes `{data}`, few enough for the socket's buffer, on `{socket}`."""
    send_all: str | None = None
    """Sends all of the bytes `{data}` on `{socket}`, however many they are."""
    receive: str | None = None
    """Receives at most `{size}` bytes (1 or 64) on `{socket}`."""
    receive_all: str | None = None
    """Receives `{size}` bytes (65536) on `{socket}`, all of them."""
    close: str | None = None
    """Closes `{socket}`."""
    plain: str | None = None
    """An expression: the stdlib socket beneath `{socket}`."""
    text_ports: str | None = None
    """Binds `writer`, a buffered text port to `left`, and `reader`, one from `right`."""
    exact_text_port: str | None = None
    """Binds `reader`, an unbuffered text port from `right`."""
    byte_port: str | None = None
    """Binds `reader`, a binary port from `right`, as the dialect has it by default."""
    write_line: str | None = None
    """Writes the string `LINE`, which ends with a newline, or `TEXT` and one, to `{port}`."""
    flush: str | None = None
    """Sends what `{port}` holds back."""
    read_line: str | None = None
    """Reads a line from `{port}`."""
    read_byte: str | None = None
    """Reads the next byte from `{port}`, an integer."""
    selector: str | None = None
    """Binds `selector`, which watches many sockets."""
    adopt: str | None = None
    """An expression: what can be watched of the open descriptor `{descriptor}`."""
    watch: str | None = None
    """Has `selector` watch `{socket}` until there is something to read."""
    select: str | None = None
    """Waits until sockets are ready, and leaves all of them watched."""
    imports: str | None = None
    """Imports the module that has all this, in one line without quotes."""
    compute: str | None = None
    """Binds `fib` and `sum_`, functions of an integer, in the language of the dialect."""
    tail_calls: str | None = None
    """Binds `is_even`, a function of an integer that makes a tail call for each step to 0."""
    echo_in_scheme: str | None = None
    """Binds `echo`, which sends back `turns` times what the socket `peer` receives."""
    run_empty: str | None = None
    """An expression: the arguments of Python to run an empty program; a file may follow."""


@frozen
class Comparison:
    """A dialect, and the plain program that does the same, without and with a timeout.

    Attributes:
        dialect: the phrases of the dialect.
        plain: the phrases of the stdlib.
        timed: the phrases of the stdlib for sockets with a timeout, or None.
        real: the name of the dialect's real Scheme, a key of `real.REAL`, if there is one.
        limits: the limits of this comparison only, by program and by the other side; None removes
            the program's own limit.
    """

    dialect: Phrasing
    plain: Phrasing
    timed: Phrasing | None = None
    real: str | None = None
    limits: Mapping[str, Mapping[str, Limit | None]] = field(factory=dict)


_PLAIN = Phrasing(
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
    text_ports="""\
writer = left.makefile("w", encoding="utf-8")
reader = right.makefile("r", encoding="utf-8")
""",
    exact_text_port='reader = right.makefile("r", encoding="utf-8")',
    byte_port="reader = right",
    write_line="{port}.write(LINE)",
    flush="{port}.flush()",
    read_line="{port}.readline()",
    read_byte="{port}.recv(1)[0]",
    selector="""\
from selectors import EVENT_READ, DefaultSelector
selector = DefaultSelector()
""",
    adopt="{descriptor}",
    watch="selector.register({socket}, EVENT_READ)",
    select="selector.select()",
    imports="import socket",
    **scheme.PLAIN,
)


def _timed(plain: Phrasing) -> Phrasing:
    """Return the phrases of `plain` for sockets with a timeout.

    The system does not wait on these, so large data is sent and received in a loop: the stdlib's
    own, or an explicit one.
    """
    return evolve(
        plain,
        setup=f"""\
{plain.setup}
def timed(socket):
    socket.settimeout(60)
    return socket

def receive_all(socket, size):
    while size:
        size -= len(socket.recv(size))
""",
        pair=f"{plain.pair}\nleft, right = timed(left), timed(right)",
        listen=f"{plain.listen}\nserver = timed(server)",
        connect=f"{plain.connect}\nclient = timed(client)",
        accept=f"timed({plain.accept})",
        send_all="{socket}.sendall({data})",
        receive_all="receive_all({socket}, {size})",
    )


# Guile receives into a buffer of the caller's; the plain program does, too.
_BUFFERS = """\
BUFFER_1, BUFFER_64, BUFFER_65536 = map(bytearray, (1, 64, 65536))
"""

# The egg sends much in pieces of the size that a parameter says; the plain program does, too.
_CHICKEN = Phrasing(
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
    # Buffers as large as those of Python's files.
    text_ports="""\
with parameterize((socket_send_buffer_size, 8192), (socket_receive_buffer_size, 8192)):
    writer, reader = socket_io_ports(left)[1], socket_io_ports(right)[0]
""",
    byte_port="reader = socket_io_ports(right)[0]",
    write_line="write_line(TEXT, {port})",
    flush="flush_output({port})",
    read_line="read_line({port})",
    read_byte="read_byte({port})",
    imports="from schemesockets.dialects.chicken import *",
    **scheme.in_scheme(
        "chicken", "(socket-send peer (socket-receive peer 64))", "(import socket)\n"
    ),
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
    byte_port='reader = right.makefile("rb")',  # the egg's ports have a buffer
    read_byte="{port}.read(1)[0]",
)

_CHICKENS_TIMED = evolve(_timed(_CHICKENS_PLAIN), send_all=_CHICKENS_PLAIN.send_all)

_GUILES_PLAIN = evolve(
    _PLAIN,
    setup=f"from socket import *\n\n{_BUFFERS}",
    connect="""\
client = socket(AF_INET, SOCK_STREAM)
client.connect((host, int(service)))
""",
    receive="{socket}.recv_into(BUFFER_{size})",
    receive_all="{socket}.recv_into(BUFFER_{size}, 0, MSG_WAITALL)",
)

_GUILES_TIMED = evolve(
    _timed(_GUILES_PLAIN),
    setup=f"""\
{_timed(_GUILES_PLAIN).setup}
def fill(socket, buffer):
    view = memoryview(buffer)
    while view:
        view = view[socket.recv_into(view) :]
""",
    receive_all="fill({socket}, BUFFER_{size})",
)

# The flags are those that SRFI 106 and Sagittarius's manual have by default; AI_ADDRCONFIG is not
# free.
_LOOKED_UP = evolve(
    _PLAIN, connect="client = connected(host, service, AI_V4MAPPED | AI_ADDRCONFIG)"
)

_FOMENTS_PLAIN = evolve(
    _PLAIN, send="{socket}.sendall({data})", send_all="{socket}.sendall({data})"
)

# Sagittarius's selector lets go of what is ready; the plain program does, too.
_SAGITTARIUS_PLAIN = evolve(
    _LOOKED_UP,
    select="""\
for key, _ in selector.select():
    selector.unregister(key.fileobj)
    selector.register(key.fileobj, EVENT_READ)
""",
)

# No port of these three has a buffer until it is given one, as large as those of Python's files.
_BUFFERED = """\
def buffered(port):
    port.set_buffering(8192, 8192)
    return port
"""

# Where a socket is a port, one is made and closed with every connection, which takes 9 us each.
_SOCKETS_ARE_PORTS = {"connections": {"plain": Limit(2.0), "real": Limit(2.2)}}

_R7RS_TEXT = {
    "write_line": "write_string(LINE, {port})",
    "flush": "flush_output_port({port})",
    "read_line": "read_line({port})",
    "read_byte": "read_u8({port})",
}

COMPARISONS = {
    "srfi-106": Comparison(
        dialect=Phrasing(
            setup=f"""\
from schemesockets.core import Socket, TextPort
from schemesockets.dialects.r6rs_io import native_transcoder, transcoded_port
from schemesockets.dialects.r7rs_io import flush_output_port, read_line, read_u8, write_string
from schemesockets.dialects.srfi106 import *

WAIT_ALL = message_type("wait-all")

{_BUFFERED}""",
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
            text_ports="""\
writer = TextPort(buffered(socket_output_port(left)))
reader = TextPort(buffered(socket_input_port(right)))
""",
            exact_text_port="""\
reader = transcoded_port(socket_input_port(right), native_transcoder())
""",
            byte_port="reader = socket_input_port(right)",
            **_R7RS_TEXT,
            imports="from schemesockets.dialects.srfi106 import *",
            **scheme.in_scheme(
                "srfi-106",
                "(socket-send peer (socket-recv peer 64))",
                "(import (scheme base) (srfi 106))\n",
            ),
        ),
        plain=_LOOKED_UP,
        timed=_timed(_LOOKED_UP),
    ),
    "foment": Comparison(
        dialect=Phrasing(
            setup=f"""\
import os
import socket
from schemesockets.core import TextPort
from schemesockets.dialects.foment import *
from schemesockets.dialects.r6rs_io import native_transcoder, transcoded_port
from schemesockets.dialects.r7rs_io import (
    close_port, flush_output_port, read_line, read_u8, write_string
)

def adopted(end):
    port = make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
    os.dup2(end.detach(), port.socket.fileno())
    return port

{_BUFFERED}""",
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
            text_ports="""\
writer, reader = TextPort(buffered(left)), TextPort(buffered(right))
""",
            exact_text_port="reader = transcoded_port(right, native_transcoder())",
            byte_port="reader = right",
            **_R7RS_TEXT,
            imports="from schemesockets.dialects.foment import *",
            **scheme.in_scheme(
                "foment",
                "(send-socket peer (recv-socket peer 64 0) 0)",
                "(import (foment base))\n",
            ),
        ),
        plain=_FOMENTS_PLAIN,
        timed=_timed(_FOMENTS_PLAIN),
        limits=_SOCKETS_ARE_PORTS,
    ),
    "guile": Comparison(
        dialect=Phrasing(
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
            # Buffers as large as those of Python's files.
            text_ports="""\
writer, reader = left, right
setvbuf(writer, "block", 8192)
setvbuf(reader, "block", 8192)
""",
            exact_text_port="reader = right",
            byte_port="reader = right",
            write_line="display(LINE, {port})",
            flush="force_output({port})",
            read_line="read_line({port})",
            read_byte="get_u8({port})",
            imports="from schemesockets.dialects.guile import *",
            **scheme.in_scheme(
                "guile",
                "(send peer (begin (recv! peer buffer) buffer))",
                "(define buffer (make-bytevector 64))\n",
                tail_calls=True,
            ),
        ),
        plain=_GUILES_PLAIN,
        timed=_GUILES_TIMED,
        real="guile",
        limits=_SOCKETS_ARE_PORTS,
    ),
    "sagittarius": Comparison(
        dialect=Phrasing(
            setup=f"from schemesockets.dialects.sagittarius import *\n\n{_BUFFERED}",
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
            text_ports="""\
writer = transcoded_port(buffered(socket_output_port(left)), native_transcoder())
reader = transcoded_port(buffered(socket_input_port(right)), native_transcoder())
""",
            exact_text_port="""\
reader = transcoded_port(socket_input_port(right), native_transcoder())
""",
            byte_port="reader = socket_input_port(right)",
            write_line="put_string({port}, LINE)",
            flush="flush_output_port({port})",
            read_line="get_line({port})",
            read_byte="get_u8({port})",
            selector="selector = make_socket_selector()",
            adopt="Socket.from_descriptor({descriptor})",
            watch="socket_selector_add(selector, {socket})",
            select="""\
for ready, _, _ in socket_selector_wait(selector)[0]:
    socket_selector_add(selector, ready)
""",
            imports="from schemesockets.dialects.sagittarius import *",
            **scheme.in_scheme(
                "sagittarius",
                "(socket-send peer (socket-recv peer 64))",
                "(import (sagittarius socket))\n",
            ),
        ),
        plain=_SAGITTARIUS_PLAIN,
        timed=_timed(_SAGITTARIUS_PLAIN),
    ),
    "chicken": Comparison(
        dialect=_CHICKEN,
        plain=_CHICKENS_PLAIN,
        timed=_CHICKENS_TIMED,
        real="chicken",
        # What is ready costs less than the stdlib's call with a timeout, which asks for readiness
        # every time. Its ports are buffered, so that they are not held to what exact ones cost.
        limits={
            "pair": {"plain": Limit(1.25), "timed": Limit(1.0)},
            "send": {"plain": Limit(1.3), "timed": Limit(1.0)},
            "receive": {"plain": Limit(1.3), "timed": Limit(1.0)},
            # Each receive and send asks the parameters how long it may wait.
            "ping-pong": {"plain": Limit(1.55), "timed": Limit(1.25)},
            # There is no receive of all of them: as many receives as the blocks come in pieces.
            "blocks": {"plain": Limit(1.2)},
            "bytes": {"plain": None, "real guile": None},
        },
    ),
    # What the dialects have in common and no dialect is.
    "engine": Comparison(
        dialect=Phrasing(
            setup="from schemesockets.core import Selector, Socket",
            pair="left, right = Socket.pair()",
            plain="{socket}.sock",
            selector="selector = Selector()",
            adopt="Socket.from_descriptor({descriptor})",
            watch="selector.register({socket})",
            select="selector.wait()",
        ),
        plain=_PLAIN,
    ),
}
