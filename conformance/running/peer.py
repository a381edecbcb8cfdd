"""The peer: the harness's end of the connections in a script, with stdlib sockets on loopback.

A `Peer` takes part in one run. Each of its waits has a deadline, and its sockets are closed when
the run is over. It finds the subject's sockets by the id of the subject's process.

Data that the peer sends, and the end of its stream, reach the subject's socket later, and much
later on a busy machine. The actions that send or close therefore return only when the kernel shows
that it has arrived, so that an operation of the subject that does not wait finds it there.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import random
import select
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil
from attrs import frozen

from ..required.errnos import errno_name
from ..required.notation import Datum, Symbol

__all__ = ["Listener", "Peer", "PeerError"]

_GRACE = 0.3
"""Seconds to wait for something that should not come, or that should have come already."""


class PeerError(Exception):
    """The subject did not do its next step of the script."""


@frozen
class Listener:
    """An Internet socket of the peer's."""

    socket: socket.socket

    @property
    def port(self) -> str:
        """The port, in decimal."""
        return str(self.socket.getsockname()[1])

    @property
    def port_blank(self) -> str:
        """The port after a blank."""
        return f" {self.port}"

    @property
    def port_hexadecimal(self) -> str:
        """The port in hexadecimal, as C writes it."""
        return hex(int(self.port))

    @property
    def port_plus(self) -> str:
        """The port after a plus sign."""
        return f"+{self.port}"

    @property
    def port_wrapped(self) -> str:
        """The number beyond all ports whose last 16 bits are the port."""
        return str(int(self.port) + 65536)

    @property
    def port_zeros(self) -> str:
        """The port after zeros."""
        return f"000{self.port}"

    @property
    def service(self) -> str:
        """The name of the service with that port."""
        return socket.getservbyport(int(self.port), "tcp")


@frozen
class UnixListener:
    """A Unix socket of the peer's."""

    socket: socket.socket

    @property
    def path(self) -> str:
        """The path to which it is bound."""
        return str(self.socket.getsockname())


@frozen
class UnixPath:
    """A path for a Unix socket of the subject's."""

    path: str


@frozen
class Group:
    """A multicast group for one run: a socket to send to it, and its address."""

    socket: socket.socket
    group: str


@frozen
class Port:
    """A port, in decimal."""

    port: str


class Peer:
    """The peer of the process `pid` in one run; each action may take `time_limit` seconds.

    Its Unix paths are in `folder`.
    """

    def __init__(self, pid: int, time_limit: float, folder: Path) -> None:
        self._pid = pid
        self._folder = folder
        self._time_limit = time_limit
        self._open = contextlib.ExitStack()
        self._threads: list[threading.Thread] = []
        self._failures: list[BaseException] = []
        self._over = threading.Event()
        self._closed: dict[socket.socket, _OtherEnd | None] = {}
        self._received = 0

    def __enter__(self) -> Peer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._open.close()
        for thread in self._threads:
            thread.join(self._time_limit)

    def _own(self, sock: socket.socket) -> socket.socket:
        sock.settimeout(self._time_limit)
        return self._open.enter_context(sock)

    # Streams

    def listen(self, host: str = "127.0.0.1") -> Listener:
        """Listen on a port of the system's choice."""
        sock = self._own(socket.socket(_family(host)))
        sock.bind((host, 0))
        sock.listen(256)
        return Listener(sock)

    def listen_at_service(self) -> Listener:
        """Listen on any free port that a service of this machine's database has."""
        ports = range(1024, 6000)
        first = random.randrange(len(ports))  # other runs look for a port at the same time
        for port in (*ports[first:], *ports[:first]):
            with contextlib.suppress(OSError):
                socket.getservbyport(port, "tcp")
                sock = self._own(socket.socket())
                sock.bind(("127.0.0.1", port))
                sock.listen(5)
                return Listener(sock)
        raise PeerError("no service that this machine knows by name has a free port")

    def path(self) -> UnixPath:
        """Return an unused path in a new directory."""
        directory = self._open.enter_context(
            tempfile.TemporaryDirectory(prefix="", dir=self._folder)
        )
        return UnixPath(f"{directory}/socket")

    def listen_unix(self) -> UnixListener:
        """Listen at a Unix path."""
        path = self.path().path
        sock = self._own(socket.socket(socket.AF_UNIX))
        sock.bind(path)
        sock.listen(5)
        return UnixListener(sock)

    def connect_unix(self, path: UnixPath) -> socket.socket:
        """Connect to the subject's server at a path."""
        sock = self._own(socket.socket(socket.AF_UNIX))
        sock.connect(path.path)
        return sock

    def refuse(self, host: str = "127.0.0.1") -> Listener:
        """Bind a port without listening."""
        sock = self._own(socket.socket(_family(host)))
        sock.bind((host, 0))
        return Listener(sock)

    def accept(self, listener: Listener | UnixListener) -> socket.socket:
        """Accept the subject's connection."""
        return self._own(listener.socket.accept()[0])

    def full(self) -> Listener:
        """Listen on a port whose backlog is full, so that a connection attempt has to wait."""
        sock = self._own(socket.socket())
        sock.bind(("127.0.0.1", 0))
        sock.listen(0)
        self._own(socket.socket()).connect(sock.getsockname())
        return Listener(sock)

    def accept_many(self, listener: Listener, count: int) -> int:
        """Accept `count` connections of the subject's, one after the other."""
        for _ in range(count):
            self.accept(listener)
        return count

    def connect(self, host: str = "127.0.0.1") -> socket.socket:
        """Connect to the subject's server."""
        sock = self._own(socket.socket(_family(host)))
        sock.connect((host, self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)))
        return sock

    def connect_late(self, data: bytes) -> None:
        """Connect to the subject's server and send `data`, once the subject sleeps in a wait."""
        port = self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)
        self._once_asleep(lambda: self._connect(port).sendall(data))

    def connect_after_a_while(self) -> None:
        """Connect to the subject's server a while later, in a thread of its own."""
        port = self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)
        self._start(lambda: self._after_a_while(lambda: self._connect(port)))

    def connect_on_cue(self, cue: socket.socket) -> None:
        """Connect to the subject's server when a byte has come, in a thread of its own."""
        port = self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)
        self._start(lambda: self._on_cue(cue, lambda: self._connect(port)))

    def _connect(self, port: int) -> socket.socket:
        sock = self._own(socket.socket())
        sock.connect(("127.0.0.1", port))
        return sock

    def port_of(self, sock: socket.socket) -> Port:
        """Return the port of the peer's end of a connection."""
        return Port(str(sock.getsockname()[1]))

    def connect_many(self, count: int) -> int:
        """Connect to the subject's server `count` times; each connection sends its number."""
        port = self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)
        for number in range(count):
            sock = self._own(socket.socket())
            sock.connect(("127.0.0.1", port))
            sock.sendall(bytes([number]))
        return count

    def port_of_server(self) -> Port:
        """Return the port on which the subject's server listens."""
        return Port(str(self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)))

    def connections_taken(self, count: int) -> int:
        """Count the connections, of `count`, that succeed while the subject accepts none."""
        port = self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN)
        clients = [self._own(socket.socket()) for _ in range(count)]
        for client in clients:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        deadline = time.monotonic() + _GRACE
        taken: set[socket.socket] = set()
        while waiting := [client for client in clients if client not in taken]:
            _, ready, _ = select.select([], waiting, [], max(0, deadline - time.monotonic()))
            if not ready:
                break
            taken.update(ready)
        return sum(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0 for client in taken)

    def reaches(self, host: str) -> bool:
        """Return whether the subject's server can be reached at `host`."""
        return self.reaches_port(host, self.port_of_server())

    def reaches_port(self, host: str, port: Port) -> bool:
        """Return whether a connection to `host` and `port` succeeds."""
        with socket.socket(_family(host)) as sock:
            sock.settimeout(self._time_limit)
            return sock.connect_ex((host, int(port.port))) == 0

    def has_port(self) -> bool:
        """Return whether the subject's server listens on a port above 0."""
        return self._subject_port(socket.SOCK_STREAM, psutil.CONN_LISTEN) > 0

    def send(self, sock: socket.socket, data: bytes) -> None:
        """Send all of `data`."""
        sock.sendall(data)
        self._arrive(lambda: _unacknowledged(sock) == 0)

    def send_zeros(self, sock: socket.socket, count: int) -> None:
        """Send `count` zero bytes, in a thread of its own."""
        self._start(lambda: sock.sendall(bytes(count)))

    def send_urgent(self, sock: socket.socket, data: bytes) -> None:
        """Send out-of-band data."""
        sock.send(data, socket.MSG_OOB)
        self._arrive(lambda: _unacknowledged(sock) == 0)

    def send_late(self, sock: socket.socket, data: bytes) -> None:
        """Send `data` once the subject sleeps in a wait."""
        self._once_asleep(lambda: sock.sendall(data))

    def send_once_taken(self, sock: socket.socket, data: bytes) -> None:
        """Send `data` once the subject has received all that was sent before.

        This is done in a thread of its own, so that the subject can go on and receive it.
        """

        def wait_and_send() -> None:
            other = _OtherEnd.of(sock)
            self._until(
                lambda: other is not None and _unacknowledged(sock) == 0 == other.unreceived(),
                "receive what it was sent",
            )
            sock.sendall(data)

        self._start(wait_and_send)

    def send_after_a_while(self, sock: socket.socket, data: bytes) -> None:
        """Send `data` a while later, in a thread of its own."""
        self._start(lambda: self._after_a_while(lambda: sock.sendall(data)))

    def send_on_cue(self, cue: socket.socket, sock: socket.socket, data: bytes) -> None:
        """Send `data` when a byte has come on another connection, in a thread of its own."""
        self._start(lambda: self._on_cue(cue, lambda: sock.sendall(data)))

    def accept_on_cue(self, cue: socket.socket, listener: Listener) -> None:
        """Accept a while after a byte has come on another connection, in a thread of its own."""

        def accept() -> None:
            self._after_a_while(lambda: self.accept(listener))

        self._start(lambda: self._on_cue(cue, accept))

    def receive_on_cue(self, cue: socket.socket, sock: socket.socket, count: int) -> None:
        """Receive `count` bytes when one has come on another connection; see `finish`."""

        def receive() -> None:
            self._received = self.receive_count(sock, count)

        self._start(lambda: self._on_cue(cue, receive))

    def receive_late(self, sock: socket.socket, count: int) -> None:
        """Receive `count` bytes once the subject sleeps in a wait."""
        self._once_asleep(lambda: self.receive_count(sock, count))

    def receive(self, sock: socket.socket, count: int) -> bytes:
        """Receive `count` bytes, fewer only at the end of the stream."""
        received = b""
        while len(received) < count and (more := sock.recv(count - len(received))):
            received += more
        return received

    def receive_count(self, sock: socket.socket, count: int) -> int:
        """Receive `count` bytes, fewer only at the end of the stream; return their number."""
        return len(self.receive(sock, count))

    def start_receiving(self, sock: socket.socket, count: int) -> None:
        """Receive `count` bytes in a thread of its own."""

        def receive() -> None:
            self._received = self.receive_count(sock, count)

        self._start(receive)

    def receive_urgent(self, sock: socket.socket) -> bytes:
        """Receive out-of-band data."""
        select.select([], [], [sock], self._time_limit)
        return sock.recv(1, socket.MSG_OOB)

    def arrived(self, sock: socket.socket, count: int) -> bytes:
        """Return up to `count` bytes that have arrived by now."""
        sock.settimeout(_GRACE)
        received = b""
        with contextlib.suppress(TimeoutError):
            while len(received) < count and (more := sock.recv(count - len(received))):
                received += more
        sock.settimeout(self._time_limit)
        return received

    def arrived_count(self, sock: socket.socket, count: int) -> int:
        """Count the bytes, up to `count`, that have arrived by now."""
        return len(self.arrived(sock, count))

    def has_ended(self, sock: socket.socket) -> bool:
        """Return whether the stream from the subject has ended by now."""
        sock.settimeout(_GRACE)
        try:
            return sock.recv(1) == b""
        except TimeoutError:
            return False
        finally:
            sock.settimeout(self._time_limit)

    def exchange(self, sock: socket.socket, total: int) -> None:
        """Send `total` bytes and receive as many, both at once, in threads of their own."""
        self.send_zeros(sock, total)
        self.start_receiving(sock, total)

    def finish(self) -> int:
        """Wait for all threads, and return the number of bytes that were received in one."""
        for thread in self._threads:
            thread.join(self._time_limit)
            if thread.is_alive():
                raise PeerError("the subject does not take or send all that it should")
        for failure in self._failures:
            raise failure
        return self._received

    def shutdown(self, sock: socket.socket) -> None:
        """Shut down the sending side."""
        other = _OtherEnd.of(sock)
        sock.shutdown(socket.SHUT_WR)
        self._arrive(lambda: other is None or other.has_received_the_end())

    def close(self, sock: socket.socket | Listener) -> None:
        """Close a socket."""
        if isinstance(sock, Listener):
            sock.socket.close()
        else:
            self._closed[sock] = other = _OtherEnd.of(sock)
            sock.close()
            self._arrive(lambda: other is None or other.has_received_the_end())

    def refuse_more(self, sock: socket.socket) -> None:
        """Wait until the system has answered data for a closed socket with a reset."""
        other = self._closed[sock]
        self._arrive(lambda: other is None or other.is_gone())

    def reset(self, sock: socket.socket) -> None:
        """Break the connection off with a reset."""
        other = _OtherEnd.of(sock)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()
        self._arrive(lambda: other is None or other.is_gone())

    # Datagrams

    def datagram_socket(self, host: str = "127.0.0.1") -> Listener:
        """Return a datagram socket on a port of the system's choice."""
        sock = self._own(socket.socket(_family(host), socket.SOCK_DGRAM))
        sock.bind((host, 0))
        return Listener(sock)

    def refuse_datagrams(self, datagrams: Listener) -> None:
        """Let the system refuse datagrams to a socket, as if nobody had its port.

        The port of a closed socket could soon be another program's, so the socket is connected to
        itself: the system answers datagrams from others that the port is unreachable.
        """
        datagrams.socket.connect(datagrams.socket.getsockname())

    def send_datagram(self, sender: Listener, data: bytes) -> None:
        """Send a datagram to the subject's datagram socket."""
        host = "::1" if sender.socket.family == socket.AF_INET6 else "127.0.0.1"
        sender.socket.sendto(data, (host, self._subject_port(socket.SOCK_DGRAM, psutil.CONN_NONE)))

    def receive_datagram(self, receiver: Listener | UnixListener) -> bytes:
        """Receive a datagram."""
        return receiver.socket.recv(70000)

    def arrived_datagram(self, receiver: Listener) -> bytes | None:
        """Return the datagram that has arrived by now, if there is one."""
        receiver.socket.settimeout(_GRACE)
        try:
            return receiver.socket.recv(70000)
        except TimeoutError:
            return None
        finally:
            receiver.socket.settimeout(self._time_limit)

    def receive_datagram_size(self, receiver: Listener) -> int:
        """Receive a datagram, and return its size."""
        return len(receiver.socket.recv(70000))

    def unix_datagram_socket(self) -> UnixListener:
        """Return a datagram socket at a Unix path."""
        sock = self._own(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        sock.bind(self.path().path)
        return UnixListener(sock)

    def group(self) -> Group:
        """Return a multicast group that no other run has, over the loopback interface."""
        sock = self._own(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        sock.bind(("127.0.0.1", 0))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
        high, low = divmod(sock.getsockname()[1], 256)
        return Group(sock, f"239.255.{high}.{low}")

    def send_to_group(self, group: Group, data: bytes) -> None:
        """Send a datagram to the group, at the port of the subject's datagram socket."""
        port = self._subject_port(socket.SOCK_DGRAM, psutil.CONN_NONE)
        group.socket.sendto(data, (group.group, port))

    def join(self, group: Group) -> Listener:
        """Return a datagram socket that receives what is sent to the group."""
        sock = self._own(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        sock.bind((group.group, 0))
        membership = socket.inet_aton(group.group) + socket.inet_aton("127.0.0.1")
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
        return Listener(sock)

    # The subject's sockets, by its process

    def none_blocks(self) -> bool:
        """Return whether all of the subject's Internet sockets are non-blocking."""
        found = self._connections("inet", lambda connection: True)
        if not found:
            raise PeerError("the subject has no open socket")
        return all(self._flags(connection.fd) & os.O_NONBLOCK for connection in found)

    def _flags(self, descriptor: int) -> int:
        for line in Path(f"/proc/{self._pid}/fdinfo/{descriptor}").read_text().splitlines():
            name, _, number = line.partition(":")
            if name == "flags":
                return int(number, 8)
        raise PeerError("the system does not tell the flags of a descriptor")

    def _subject_port(self, kind: int, status: str) -> int:
        found = self._connections(
            "tcp" if kind == socket.SOCK_STREAM else "udp",
            lambda connection: bool(connection.status == status and connection.laddr),
        )
        if not found:
            raise PeerError("the subject has no open socket of the kind that the script calls for")
        port: int = found[-1].laddr.port
        return port

    def _connections(self, kind: str, wanted: Callable[[Any], bool]) -> list[Any]:
        """Return the subject's sockets of a kind, as `psutil` describes them.

        The subject has come to a sync, so all its sockets are open by now. But the system's list
        is read in pieces, and an entry can be missed if others are removed meanwhile; so an empty
        list is read again.
        """
        found: list[Any] = []

        def look() -> bool:
            connections = psutil.Process(self._pid).net_connections(kind)
            found[:] = filter(wanted, connections)
            return bool(found)

        self._arrive(look)
        return found

    def _arrive(self, condition: Callable[[], bool]) -> None:
        """Wait until the effect of an action has reached the subject, but not for ever."""
        deadline = time.monotonic() + _GRACE
        pause = 0.0005  # the system has no event to wait for; the deadline bounds it
        while not condition() and time.monotonic() < deadline:
            time.sleep(pause)
            pause = min(2 * pause, 0.008)

    def _once_asleep(self, act: Callable[[], object]) -> None:
        """Act when the subject, which goes on now, sleeps again, because it waits.

        This is done in a thread of its own, so that the subject can go on.
        """
        process = psutil.Process(self._pid)
        before = process.num_ctx_switches().voluntary

        def wait_and_act() -> None:
            self._until(
                lambda: (
                    process.num_ctx_switches().voluntary > before
                    and process.status() == psutil.STATUS_SLEEPING
                ),
                "wait",
            )
            act()

        self._start(wait_and_act)

    def _until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + self._time_limit
        while not condition():
            if self._over.is_set() or time.monotonic() > deadline:
                raise PeerError(f"the subject did not {what}")
            time.sleep(0.001)  # the system has no event to wait for; the deadline bounds it

    def _after_a_while(self, action: Callable[[], object]) -> None:
        """Act after a while, in which the subject should wait and not give up."""
        if not self._over.wait(_GRACE):
            action()

    def _on_cue(self, cue: socket.socket, action: Callable[[], object]) -> None:
        if cue.recv(1):
            action()

    def _start(self, action: Callable[[], None]) -> None:
        def run() -> None:
            try:
                action()
            except BaseException as error:
                self._failures.append(error)

        thread = threading.Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()


def _family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


@frozen
class _OtherEnd:
    """The subject's end of a TCP connection, as the kernel knows it."""

    family: int
    ours: tuple[str, int]
    theirs: tuple[str, int]

    @classmethod
    def of(cls, sock: socket.socket) -> _OtherEnd | None:
        """Return the subject's end of a connection; None for other sockets and broken ones."""
        if sock.family not in (socket.AF_INET, socket.AF_INET6):
            return None
        try:
            return cls(sock.family, sock.getsockname()[:2], sock.getpeername()[:2])
        except OSError:
            return None

    def unreceived(self) -> int | None:
        """Count the bytes that the subject has not received yet; None for no connection."""
        found = self._look()
        return None if found is None else found[1]

    def has_received_the_end(self) -> bool:
        """Return whether the end of the stream has arrived."""
        found = self._look()
        return found is None or found[0] not in _STILL_RECEIVING

    def is_gone(self) -> bool:
        """Return whether the connection no longer exists."""
        return self._look() is None

    def _look(self) -> tuple[int, int] | None:
        """Return its state and the number of bytes not received; None for no connection."""
        try:
            return self._ask_kernel()
        except OSError:
            return self._read_list()

    def _ask_kernel(self) -> tuple[int, int] | None:
        """Look by a sock_diag request for this one connection, which is quick and exact."""
        ends = [socket.inet_pton(self.family, host) for host, _ in (self.theirs, self.ours)]
        ports = struct.pack("!HH", self.theirs[1], self.ours[1])
        addresses = b"".join(end.ljust(16, b"\0") for end in ends)
        request = struct.pack("=BBBBI", self.family, socket.IPPROTO_TCP, 0, 0, 0xFFFFFFFF)
        request += ports + addresses + struct.pack("=III", 0, 0xFFFFFFFF, 0xFFFFFFFF)
        header = struct.pack("=IHHII", 16 + len(request), 20, 1, 0, 0)
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4) as netlink:
            netlink.send(header + request)
            answer = netlink.recv(8192)
        if struct.unpack_from("=H", answer, 4)[0] == 2:  # an error, in its place
            number = -struct.unpack_from("=i", answer, 16)[0]
            if number == errno.ENOENT:
                return None
            raise OSError(number, "sock_diag")
        return answer[17], struct.unpack_from("=I", answer, 72)[0]

    def _read_list(self) -> tuple[int, int] | None:
        table = "/proc/net/tcp6" if self.family == socket.AF_INET6 else "/proc/net/tcp"
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if (_port(fields[1]), _port(fields[2])) == (self.theirs[1], self.ours[1]):
                return int(fields[3], 16), int(fields[4].partition(":")[2], 16)
        return None


_STILL_RECEIVING = {1, 4, 5}
"""ESTABLISHED, FIN_WAIT1 and FIN_WAIT2."""


def _unacknowledged(sock: socket.socket) -> int:
    queued = fcntl.ioctl(sock, 0x5411, struct.pack("i", 0))  # SIOCOUTQ
    return int(struct.unpack("i", queued)[0])


def _port(address: str) -> int:
    return int(address.partition(":")[2], 16)


def value(thing: object) -> Datum:
    """Return what the peer observed in the neutral notation."""
    match thing:
        case None:
            return Symbol("nothing")
        case bool() | int():
            return thing
        case bytes():
            return (Symbol("bytes"), *thing)
    return Symbol("something")


def failure(error: OSError) -> Symbol:
    """Return the kind of a failure of the peer's."""
    if isinstance(error, TimeoutError) and error.errno is None:
        return Symbol("timeout")
    return Symbol(errno_name(error.errno or 0))
