"""(net server): a simple server framework (Sagittarius manual, same section).

Not here: servers of TLS, subclasses, detached sockets and the status of threads.
"""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Annotated, Any, Final, TypeAlias, final

from ... import sagittarius
from ...conditions import Condition
from ...sagittarius.threads import thread_interrupt
from ..bridge import from_python
from ..calls import call
from ..conditions import error, explain
from ..data import String
from ..declaration import Table, refuse
from ..kinds import Proc, of_class
from ..printer import PRINTERS
from .concurrent.pools import ThreadPool
from .concurrent.queues import SharedQueue
from .keyword_arguments import keyword_arguments
from .monitors import Monitor
from .sagittarius.threads import seconds_of
from .threads import Thread

__all__ = ["TABLE"]

TABLE: Final = Table()


def _always(server: Any, socket: Any) -> bool:
    return True


_OPTIONS: Final[dict[str, Any]] = {
    "shutdown-port": False,
    "shutdown-handler": _always,
    "exception-handler": False,
    "max-thread": 1,
    "max-retry": 10,
    "use-ipv6?": False,
    "non-blocking?": False,
}


@final
class Config:
    """How a server works; the keyword arguments of `make-server-config`."""

    def __init__(self, options: tuple[Any, ...]) -> None:
        found = keyword_arguments(options, _OPTIONS)
        given = dict(zip(_OPTIONS, found, strict=True))
        self.shutdown_port = given["shutdown-port"]
        self.shutdown_handler = given["shutdown-handler"]
        self.exception_handler = given["exception-handler"]
        self.threads = _count("max-thread", given["max-thread"], 1)
        self.retries = _count("max-retry", given["max-retry"], 0)
        self.ipv6 = given["use-ipv6?"] is not False
        self.non_blocking = given["non-blocking?"] is not False


def _count(name: str, value: Any, least: int) -> int:
    if value.__class__ is not int or value < least:
        raise error(f"make-server-config: :{name} is an integer from {least} on:", value)
    return int(value)


@final
class Server(Monitor):
    """A server: its sockets and threads while it runs."""

    def __init__(self, service: Any, handler: Any, config: Config) -> None:
        super().__init__()
        self.service = service
        self.handler = handler
        self.config = config
        self.port = service
        self.shutdown_port: Any = False
        self.sockets: list[Any] = []
        self.threads: list[Thread] = []
        self.stopper: Any = None
        self.state = "created"
        self.pool: ThreadPool | None = None
        self.channels: list[SharedQueue] = []

    # Starting

    def open(self) -> None:
        """Open the sockets, and prepare the threads."""
        if self.state != "created":
            raise error("server-start!: the server was started before:", self)
        families = [sagittarius.AF_INET6] * self.config.ipv6 + [sagittarius.AF_INET]
        service = str(self.service.text)
        failure: Exception | None = None
        for family in families:
            try:
                self.sockets.append(sagittarius.make_server_socket(service, family))
            except Condition as condition:
                failure = condition
        if not self.sockets:
            assert failure is not None
            raise failure
        if service == "0":
            self.port = _port_of(self.sockets[0])
        if self.config.threads > 1 or self.config.non_blocking:
            self.pool = ThreadPool(self.config.threads, None)
        if self.config.non_blocking:
            self.channels = [SharedQueue() for _ in range(self.config.threads)]
            for channel in self.channels:
                assert self.pool is not None
                self.pool.push(lambda channel=channel: self.tend(channel))
        self.threads = [
            Thread(lambda socket=socket: self.accept(socket), reports=False, exits=False)
            for socket in self.sockets
        ]
        self.state = "running"
        if self.config.shutdown_port is not False:
            self.open_stopper()

    def open_stopper(self) -> None:
        service = str(self.config.shutdown_port.text)
        self.stopper = sagittarius.make_server_socket(service)
        self.shutdown_port = _port_of(self.stopper)
        Thread(self.await_stop, reports=False, exits=False).start()

    def start(self) -> None:
        """Start the threads that accept."""
        for thread in self.threads:
            thread.start()

    # Serving

    def accept(self, listening: Any) -> None:
        while self.state == "running":
            try:
                socket = sagittarius.socket_accept(listening)
            except Condition as condition:
                if self.state == "running" and not sagittarius.is_socket_closed(listening):
                    self.tell(False, condition)
                    continue
                return
            if socket is not None:
                self.dispatch(socket)

    def dispatch(self, socket: Any) -> None:
        if self.config.non_blocking:
            self.hand_over(socket)
        elif self.pool is None:
            self.serve(socket)
        elif self.await_thread():
            self.pool.push(lambda: self.serve(socket))
        else:
            _close(socket)

    def await_thread(self) -> bool:
        """Wait for a thread with nothing to do, half a second so many times."""
        pool = self.pool
        assert pool is not None

        def idle() -> bool:
            return any(not each.load for each in pool.workers)

        with pool.held():
            return pool.wait(idle, self.config.retries * 0.5)

    def serve(self, socket: Any) -> None:
        """Handle a connection, and close it."""
        try:
            call(self.handler, self, socket)
        except Exception as exception:
            self.tell(socket, explain(exception))
        finally:
            _close(socket)

    def tell(self, socket: Any, condition: Any) -> None:
        """Let the program's handler of exceptions have one."""
        if self.config.exception_handler is not False:
            call(self.config.exception_handler, self, socket, condition)

    # Without blocking: each thread has several connections

    def hand_over(self, socket: Any) -> None:
        channel = min(self.channels, key=lambda each: len(each.items))
        channel.put(socket)

    def tend(self, channel: SharedQueue) -> None:
        sockets: list[Any] = []
        while self.state == "running":
            found = channel.take(None, True, 0 if sockets else 0.5)
            if found is not None:
                sockets.append(found)
            if sockets:
                for socket in sagittarius.socket_read_select(20_000, *sockets):
                    self.handle_ready(socket)
            sockets = [each for each in sockets if not sagittarius.is_socket_closed(each)]
        for socket in sockets:
            _close(socket)

    def handle_ready(self, socket: Any) -> None:
        try:
            call(self.handler, self, socket)
        except Exception as exception:
            if self.config.exception_handler is False:
                _close(socket)
            else:
                self.tell(socket, explain(exception))

    # Stopping

    def await_stop(self) -> None:
        while self.state == "running":
            try:
                socket = sagittarius.socket_accept(self.stopper)
            except Condition:
                return
            if socket is None:
                continue
            try:
                if call(self.config.shutdown_handler, self, socket) is not False:
                    self.stop()
            except Exception as exception:
                self.tell(socket, explain(exception))
            finally:
                _close(socket)

    def stop(self) -> None:
        """Stop accepting, and close the sockets."""
        with self.held():
            if self.state != "running":
                return
            self.state = "stopping"
        for thread in self.threads:
            python = thread.python()
            if python is not None and python is not threading.current_thread():
                _interrupt(python)
        for socket in [*self.sockets, *([self.stopper] if self.stopper is not None else [])]:
            _close(socket)
        for thread in self.threads:
            if thread.python() is not threading.current_thread() and thread.state != "new":
                thread.join(time.monotonic() + 5)
        with self.held():
            self.state = "stopped"
            self.notify()


def _port_of(socket: Any) -> String:
    """Return the port that a socket listens on."""
    found = sagittarius.socket_info(socket)
    assert found is not None
    return String(str(found.port))


def _interrupt(thread: threading.Thread) -> None:
    try:
        thread_interrupt(thread)
    except Condition:
        return  # it has ended


def _close(socket: Any) -> None:
    if sagittarius.is_socket_closed(socket):
        return
    with contextlib.suppress(Condition):
        sagittarius.socket_shutdown(socket, sagittarius.SHUT_RDWR)
    sagittarius.socket_close(socket)


PRINTERS[Server] = lambda value, readable, profile: f"#<simple-server {value.port.text}>"
PRINTERS[Config] = lambda value, readable, profile: "#<server-config>"
_Server: TypeAlias = Annotated[Server, of_class("a server", Server)]


@TABLE.procedure("make-server-config")
def make_server_config(*options: Any) -> Config:
    """Return how a server is to work. Configuration."""
    return Config(options)


@TABLE.procedure("server-config?")
def is_server_config(value: Any) -> bool:
    """Return whether a value is a configuration. Configuration."""
    return isinstance(value, Config)


@TABLE.procedure("make-simple-server")
def make_simple_server(service: Any, handler: Proc, *options: Any) -> Server:
    """Return a server of a port, whose handler is called with it and a socket. Server."""
    (config,) = keyword_arguments(options, {"config": None})
    if service.__class__ is not String:
        refuse("make-simple-server", 1, "a string", service)
    if config is not None and not isinstance(config, Config):
        refuse("make-simple-server", 4, "a server configuration", config)
    return Server(service, handler, Config(()) if config is None else config)


@TABLE.procedure("server?")
def is_server(value: Any) -> bool:
    """Return whether a value is a server. Server."""
    return isinstance(value, Server)


@TABLE.procedure("server-config")
def server_config(server: _Server) -> Config:
    """Return a server's configuration. Server."""
    return server.config


@TABLE.procedure("server-port")
def server_port(server: _Server) -> Any:
    """Return the port that a server listens on, a string."""
    return from_python(server.port)


@TABLE.procedure("server-shutdown-port")
def server_shutdown_port(server: _Server) -> Any:
    """Return the port by which a server is stopped, a string, or #f."""
    return server.shutdown_port


@TABLE.procedure("server-stopped?")
def is_server_stopped(server: _Server) -> bool:
    """Return whether a server does not run. Server."""
    return server.state in ("created", "stopped")


@TABLE.procedure("server-start!")
def server_start(server: _Server, *options: Any) -> None:
    """Start a server, and return when it has stopped; with `:background`, at once. Server."""
    (background,) = keyword_arguments(options, {"background": False})
    server.open()
    server.start()
    if background is False:
        for thread in server.threads:
            thread.join()
        with server.held():
            server.wait(lambda: server.state == "stopped")


@TABLE.procedure("server-stop!")
def server_stop(server: _Server) -> None:
    """Stop a server. Server."""
    server.stop()


@TABLE.procedure("wait-server-stop!")
def wait_server_stop(server: _Server, timeout: Any = False) -> bool:
    """Wait until a server has stopped; return whether it has in time. Server."""
    seconds = seconds_of("wait-server-stop!", 2, timeout)
    with server.held():
        return server.wait(lambda: server.state in ("created", "stopped"), seconds)
