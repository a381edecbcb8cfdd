"""(rfc http): a client of HTTP 1.1 (Sagittarius manual, same section).

Requests go through the dialect's sockets; with `:secure` through Python's TLS above one. A
connection is made for each request. Not here: jars of cookies.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, TypeAlias, final

from .... import r6rs_io, r7rs_io
from ....sagittarius import make_client_socket, socket_close, socket_port
from ...arguments import UNSET, unpack
from ...calls import call, values
from ...conditions import ErrorObject
from ...control import raise_
from ...data import (
    EOF,
    Keyword,
    Pair,
    Regexp,
    String,
    Symbol,
    from_list,
    is_procedure,
    to_list,
)
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...kinds import Items, Proc, Text, of_class
from ...ports import BytesInput, BytesOutput, put
from ...printer import PRINTERS, displayed
from ..byte_codes import base64_encoded
from ..keyword_arguments import keyword_arguments
from ..sagittarius.core import VERSION
from ..sagittarius.files import failing
from ..sagittarius.regex import looking_at
from .rfc_5322 import header_ref, read_headers
from .uri import codec_of, compose, decompose, encode, scheme_and_specific

__all__ = ["TABLE"]

TABLE: Final = Table()


class HttpError(ErrorObject):
    """A failure of a request."""


TABLE.value("&http-error", HttpError)
_AGENT: Final = Parameter(String(f"sagittarius.http/{VERSION}"), settable=True)
TABLE.value("*http-user-agent*", _AGENT)
_UTF_8: Final = Symbol("utf-8")


def _fail(procedure: str, message: str, *irritants: Any) -> Any:
    return raise_(HttpError(message, irritants, procedure))


@TABLE.procedure("http-error?")
def is_http_error(value: Any) -> bool:
    """Return whether a value is the condition for a failure of a request."""
    return isinstance(value, HttpError)


@TABLE.procedure("url-server&path")
def server_and_path(url: Text) -> Any:
    """Return the server of a URL, or #f, and its path, query and fragment."""
    _, specific = scheme_and_specific(url)
    authority, path, query, fragment = decompose(specific)
    server = False if authority is None else String(authority)
    return values(server, String(_request_uri(path, query, fragment)))


def _request_uri(path: str | None, query: str | None, fragment: str | None = None) -> str:
    named = {"path": path, "query": query, "fragment": fragment}
    return compose({name: part for name, part in named.items() if part is not None})[2:]


# Connections


@final
class Connection:
    """A server, and what is sent to it with each request."""

    def __init__(self, server: str, **given: Any) -> None:
        self.server = server
        self.proxy = given.get("proxy", False)
        self.secure = given.get("secure", False)
        self.extra_headers = given.get("extra-headers", False)
        self.auth_handler = given.get("auth-handler", False)
        self.auth_user = given.get("auth-user", False)
        self.auth_password = given.get("auth-password", False)


_Connection: TypeAlias = Annotated[Connection, of_class("a connection", Connection)]
PRINTERS[Connection] = lambda value, readable, profile: f"#<http-connection {value.server}>"
_CONNECTION: Final = dict.fromkeys(
    ("proxy", "secure", "extra-headers", "auth-handler", "auth-user", "auth-password"), UNSET
)


@TABLE.procedure("http-connection?")
def is_connection(value: Any) -> bool:
    """Return whether a value is a connection."""
    return isinstance(value, Connection)


@TABLE.procedure("make-http-connection")
def make_connection(server: Text, *options: Any) -> Connection:
    """Return a connection, with what `http-request` takes about it."""
    found = keyword_arguments(options, _CONNECTION)
    given = dict(zip(_CONNECTION, found, strict=True))
    return Connection(server, **{name: each for name, each in given.items() if each is not UNSET})


def _connection(server: Any, given: dict[str, Any]) -> Connection:
    if isinstance(server, Connection):
        made = server
    elif server.__class__ is String:
        made = Connection(server.text)
    else:
        refuse("http-request", 2, "a server's name or a connection", server)
    for name, value in given.items():
        if value is not UNSET:
            setattr(made, name.replace("-", "_"), value)
    return made


_HOST: Final = re.compile(r"(\[[^]]*\]|[^:]*)(?::(\d+))?")


@contextlib.contextmanager
def _opened(connection: Connection) -> Iterator[Any]:
    """Open a port to a server, and close it at the end."""
    server = connection.server if connection.proxy is False else displayed(connection.proxy)
    found = _HOST.fullmatch(server)
    if found is None:
        _fail("http-request", "a server's name that cannot be read:", String(server))
        return
    host = found[1].strip("[]")
    service = found[2] or ("80" if connection.secure is False else "443")
    if connection.secure is False:
        made = make_client_socket(host, service)
        try:
            yield socket_port(made)
        finally:
            socket_close(made)
        return
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, int(service))) as below,
            context.wrap_socket(below, server_hostname=host) as secured,
        ):
            port = secured.makefile("rwb")
            yield port
    except (ssl.SSLError, OSError) as failure:
        _fail("http-request", f"no secure connection: {failure}", String(server))


# Requests

_REQUEST: Final[dict[str, Any]] = {
    "host": False,
    "redirect-handler": True,
    "no-redirect": False,
    "user-agent": UNSET,
    "receiver": UNSET,
    "sender": False,
    "trace": False,
    "request-encoding": _UTF_8,
    **_CONNECTION,
}


def _headers_of(options: tuple[Any, ...], known: Any) -> list[Any]:
    """Return the headers that the other keywords are."""
    pairs = zip(options[::2], options[1::2], strict=False)
    return [
        to_list([String(key.name), String(displayed(value))])
        for key, value in pairs
        if isinstance(key, Keyword) and key.name not in known
    ]


@TABLE.procedure("list->request-headers")
def to_request_headers(options: Items) -> Items:
    """Return a list of headers for keywords and their values."""
    return _headers_of(tuple(options), ())


class _Request:
    """A request, and what has happened to it so far."""

    def __init__(self, method: str, connection: Connection, uri: str) -> None:
        self.method = method
        self.connection = connection
        self.uri = uri
        self.history: list[str] = []
        self.host: Any = False
        self.receiver: Any = UNSET
        self.sender: Any = False
        self.redirects: Any = True
        self.encoding: Any = _UTF_8
        self.trace: Any = False
        self.headers: list[Any] = []
        self.auth_headers: list[Any] = []

    def run(self) -> Any:
        """Send it; return status, headers and what the receiver makes of the body."""
        while True:
            with _opened(self.connection) as port:
                self.send(port)
                code, headers = _status(port)
                if not self.again(port, code, headers):
                    body: Any = False
                    if self.method != "HEAD" and code not in ("204", "304"):
                        body = _received(port, code, headers, self.receiver)
                    return values(String(code), to_list(headers), body)

    def send(self, port: Any) -> None:
        host = self.connection.server if self.host is False else displayed(self.host)
        uri = self.uri
        if self.connection.proxy is not False:
            uri = f"http://{self.connection.server}{uri}"
        sent = _Sent(port, self.trace)
        sent.text(f"{self.method} {uri} HTTP/1.1\r\n")
        extra = [] if self.connection.extra_headers is False else self.connection.extra_headers
        more = [*self.auth_headers, *(from_list(extra) if extra else [])]
        headers = [to_list([String("host"), String(host)]), *self.headers]

        def sink(given: Any) -> Any:
            chosen = from_list(given)
            sent.headers([*chosen, *more])
            chunked = (header_ref(chosen, "transfer-encoding") or "").lower() == "chunked"
            return lambda size: sent.body(size, chunked)

        if is_procedure(self.sender):
            call(self.sender, to_list(headers), self.encoding, sink)
        else:
            sent.headers([*headers, *more])
        r7rs_io.flush_output_port(port)

    def again(self, port: Any, code: str, headers: list[Any]) -> bool:
        """Return whether it goes on: elsewhere, or with a name and a password."""
        if code.startswith("3") and self.redirects is not False:
            handler = _REDIRECTS() if self.redirects is True else self.redirects
            body = _received(port, code, headers, http_string_receiver())
            found = call(handler, Symbol(self.method), String(code), to_list(headers), body)
            if found is not False:
                self.redirect(displayed(found.car), displayed(found.cdr))
                return True
            if body is not False:
                self.receiver = _held(body)
            return False
        return code == "401" and self.authenticate(port, code, headers)

    def redirect(self, method: str, location: str) -> None:
        scheme, specific = scheme_and_specific(location)
        authority, path, query, fragment = decompose(specific)
        connection = self.connection
        scheme = scheme or ("http" if connection.secure is False else "https")
        if location in self.history or len(self.history) > 20:
            _fail("http-request", f"redirection is looping via {location}")
        self.history.append(location)
        connection.server = authority or connection.server
        connection.secure = scheme == "https"
        self.host = False
        self.method = method
        self.uri = _request_uri(path, query, fragment)

    def authenticate(self, port: Any, code: str, headers: list[Any]) -> bool:
        connection = self.connection
        handler, user = connection.auth_handler, connection.auth_user
        password = connection.auth_password
        if handler is False and user is not False and password is not False:
            handler = lookup_auth_handler(headers)
        if handler is False:
            return False
        connection.auth_handler = connection.auth_user = connection.auth_password = False
        host = String(connection.server)
        info = to_list(
            [
                to_list([Symbol("host"), host]),
                to_list([Symbol("method"), Symbol(self.method)]),
                to_list([Symbol("uri"), String(self.uri)]),
                to_list([Symbol("request-uri"), String(self.uri)]),
            ]
        )

        def body() -> Any:
            return _received(port, code, headers, http_binary_receiver())

        found = call(handler, info, user, password, to_list(headers), body)
        if found is False:
            return False
        self.auth_headers = from_list(found)
        return True


class _Sent:
    """What is sent to a port, a copy to another."""

    def __init__(self, port: Any, trace: Any) -> None:
        self.port = port
        self.trace = trace if trace is not False and r7rs_io.is_output_port(trace) else None
        self.chunks = 0

    def bytes(self, data: bytes) -> None:
        r6rs_io.put_bytevector(self.port, data)
        if self.trace is not None:
            r6rs_io.put_bytevector(self.trace, data)

    def text(self, text: str) -> None:
        self.bytes(text.encode("utf-8", "surrogateescape"))

    def headers(self, headers: list[Any]) -> None:
        lines = [f"{displayed(each.car)}: {displayed(each.cdr.car)}\r\n" for each in headers]
        self.text("".join([*lines, "\r\n"]))

    def body(self, size: int, chunked: bool) -> Any:
        if chunked:
            self.text(self.chunk(size))
        return self.port

    def chunk(self, size: int) -> str:
        before = "\r\n" if self.chunks else ""
        self.chunks += 1
        return f"{before}{size:x}\r\n" + ("\r\n" if size == 0 else "")


def _line(port: Any) -> str:
    line = bytearray()
    while (byte := r7rs_io.read_u8(port)) is not EOF and byte != 10:
        line.append(byte)  # type: ignore[arg-type]
    return line.removesuffix(b"\r").decode("utf-8", "replace")


_STATUS: Final = re.compile(r"[\w/.]+\s+(\d\d\d)(?:\s+.*)?")


def _status(port: Any) -> tuple[str, list[Any]]:
    line = _line(port)
    found = _STATUS.match(line)
    if found is None:
        problem = "bad reply from server" if line else "http reply contains no data"
        _fail("http-request", problem, String(line))
        raise AssertionError
    return found[1], read_headers(port)


# Bodies


def _received(port: Any, code: str, headers: list[Any], receiver: Any) -> Any:
    """Return what a receiver makes of a body."""
    length = header_ref(headers, "content-length")
    total: Any = int(length) if length is not None and length.strip().isdigit() else False
    coding = header_ref(headers, "transfer-encoding")
    if coding is None:
        pieces = iter([total])
    elif coding.lower() == "chunked":
        pieces = _chunks(port)
    else:
        return _fail("http-request", "unsupported transfer-encoding", String(coding))
    failure: list[BaseException] = []

    def retrieve() -> Any:
        try:
            size = next(pieces, 0)
        except HttpError as condition:
            failure.append(condition)
            size = -1
        return values(port, size)

    result = call(receiver, String(code), to_list(headers), total, retrieve)
    if failure:
        raise_(failure[0])
    return result


def _chunks(port: Any) -> Iterator[int]:
    """Yield the size of each chunk when what is before it has been read."""
    first = True
    while True:
        if not first:
            _line(port)
        first = False
        line = _line(port)
        found = re.match(r"[0-9a-fA-F]+", line)
        if found is None:
            problem = "bad line in chunked data" if line else "chunked body ended prematurely"
            raise HttpError(problem, (String(line),), "http-request")
        size = int(found[0], 16)
        if size == 0:
            while _line(port):
                pass
            return
        yield size


def _copied(port: Any, size: Any, sink: Callable[[bytes], object]) -> None:
    """Pass on so many bytes of a port, all that it has with #f."""
    left = None if size is False else size
    while left is None or left > 0:
        data = r6rs_io.get_bytevector_n(port, 65536 if left is None else min(left, 65536))
        if not isinstance(data, bytes):
            if left is not None:
                raise HttpError("the body ended prematurely", (), "http-request")
            return
        sink(data)
        left = None if left is None else left - len(data)


def _pieces(retrieve: Any, sink: Callable[[bytes], object]) -> bool:
    """Pass on all of a body; return false where it ended in a failure."""
    while True:
        port, size = unpack(call(retrieve), 2)
        if size.__class__ is int and size <= 0:
            return bool(size == 0)
        _copied(port, size, sink)
        if size is False:
            return True


def _charset(headers: list[Any]) -> str:
    kind = header_ref(headers, "content-type") or ""
    found = re.search(r'charset\s*=\s*"?([^";\s]+)', kind, re.I)
    try:
        name = found[1] if found else "utf-8"
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


@TABLE.procedure("http-string-receiver")
def http_string_receiver() -> Any:
    """Return a receiver of strings. Senders and receivers."""

    def receive(code: Any, headers: Any, total: Any, retrieve: Any) -> Any:
        data = bytearray()
        _pieces(retrieve, data.extend)
        return String(data.decode(_charset(from_list(headers)), "replace"))

    return receive


def _held(body: Any) -> Any:
    """Return a receiver of a body that was read before."""
    data = body.text.encode("utf-8", "replace")
    return lambda code, headers, total, retrieve: String(data.decode("utf-8", "replace"))


@TABLE.procedure("http-binary-receiver")
def http_binary_receiver() -> Any:
    """Return a receiver of bytevectors. Senders and receivers."""

    def receive(code: Any, headers: Any, total: Any, retrieve: Any) -> Any:
        data = bytearray()
        _pieces(retrieve, data.extend)
        return data

    return receive


@TABLE.procedure("http-null-receiver")
def http_null_receiver() -> Any:
    """Return a receiver of nothing. Senders and receivers."""

    def receive(code: Any, headers: Any, total: Any, retrieve: Any) -> None:
        _pieces(retrieve, lambda data: None)

    return receive


@TABLE.procedure("http-oport-receiver")
def http_port_receiver(sink: Any, flusher: Proc) -> Any:
    """Return a receiver that writes to a port, and returns what `flusher` does."""
    if not r7rs_io.is_output_port(sink) or not r7rs_io.is_binary_port(sink):
        refuse("http-oport-receiver", 1, "a port that writes bytes", sink)

    def receive(code: Any, headers: Any, total: Any, retrieve: Any) -> Any:
        _pieces(retrieve, lambda data: r6rs_io.put_bytevector(sink, data))
        return call(flusher, sink, headers)

    return receive


@TABLE.procedure("http-file-receiver")
def http_file_receiver(name: Text, *options: Any) -> Any:
    """Return a receiver that writes a file, of another name with `:temporary?`."""
    (temporary,) = keyword_arguments(options, {"temporary?": False})

    def receive(code: Any, headers: Any, total: Any, retrieve: Any) -> Any:
        written = f"{name}{os.urandom(6).hex()}"
        with failing("http-file-receiver", written):
            with open(written, "wb") as file:
                whole = _pieces(retrieve, file.write)
            if not whole:
                os.unlink(written)
                return None
            if temporary is False:
                os.replace(written, name)
        return String(name if temporary is False else written)

    return receive


@TABLE.procedure("http-gzip-receiver")
def http_gzip_receiver(receiver: Proc) -> Any:
    """Return a receiver that gives another what was packed. Senders and receivers."""

    def receive(code: Any, headers: Any, total: Any, retrieve: Any) -> Any:
        if (header_ref(from_list(headers), "content-encoding") or "").lower() != "gzip":
            return call(receiver, code, headers, total, retrieve)
        data = bytearray()
        _pieces(retrieve, data.extend)
        try:
            plain = gzip.decompress(bytes(data))
        except (OSError, EOFError) as failure:
            return _fail("http-gzip-receiver", f"bad data: {failure}")
        left = [len(plain)]

        def again() -> Any:
            size, left[0] = left[0], 0
            return values(port, size)

        port = BytesInput(plain)
        return call(receiver, code, headers, total, again)

    return receive


@TABLE.procedure("%status-matches?")
def status_matches(pattern: Any, code: Any) -> bool:
    """Return whether a clause of `http-cond-receiver` is for a status."""
    if pattern.__class__ is String:
        return bool(pattern.text == code.text)
    if not isinstance(pattern, Regexp):
        return bool(_fail("http-cond-receiver", "invalid pattern in a clause", pattern))
    return looking_at(pattern, code) is not False


TABLE.macros("""
(define-syntax http-cond-receiver
  (syntax-rules (else =>)
    ((_) (http-null-receiver))
    ((_ (else expression ...)) (begin expression ...))
    ((_ (pattern => procedure) clause ...)
     (lambda (code headers total retrieve)
       ((if (%status-matches? pattern code) procedure (http-cond-receiver clause ...))
        code headers total retrieve)))
    ((_ (pattern expression ...) clause ...)
     (lambda (code headers total retrieve)
       ((if (%status-matches? pattern code)
            (begin expression ...)
            (http-cond-receiver clause ...))
        code headers total retrieve)))))
""")


# Senders


def _body_sender(data: Callable[[Any], bytes], *more: tuple[str, str]) -> Any:
    def send(headers: Any, encoding: Any, sink: Any) -> None:
        body = data(encoding)
        own = {name for name, _ in more} | {"content-length"}
        kept = [each for each in from_list(headers) if displayed(each.car).lower() not in own]
        added = [("content-length", str(len(body))), *more]
        made = [to_list([String(name), String(text)]) for name, text in added]
        write = call(sink, to_list([*made, *kept]))
        port = call(write, len(body))
        if body:
            r6rs_io.put_bytevector(port, body)
            call(write, 0)

    return send


@TABLE.procedure("http-null-sender")
def http_null_sender() -> Any:
    """Return a sender of nothing. Senders and receivers."""
    return _body_sender(lambda encoding: b"")


@TABLE.procedure("http-string-sender")
def http_string_sender(text: Text) -> Any:
    """Return a sender of a string. Senders and receivers."""
    return _body_sender(
        lambda encoding: text.encode(codec_of("http-string-sender", encoding), "replace")
    )


@TABLE.procedure("http-blob-sender")
def http_blob_sender(blob: Any) -> Any:
    """Return a sender of a string in UTF-8 or a bytevector. Senders and receivers."""
    if blob.__class__ is String:
        data = blob.text.encode("utf-8", "replace")
    elif blob.__class__ is bytearray:
        data = bytes(blob)
    else:
        refuse("http-blob-sender", 1, "a string or a bytevector", blob)
    return _body_sender(lambda encoding: data)


@TABLE.procedure("http-multipart-sender")
def http_multipart_sender(params: Items) -> Any:
    """Return a sender of form data. Senders and receivers."""
    boundary = _boundary()
    kind = f'multipart/form-data; boundary="{boundary}"'
    return _body_sender(
        lambda encoding: _form(params, boundary, encoding),
        ("mime-version", "1.0"),
        ("content-type", kind),
    )


@TABLE.procedure("http-debug-sender")
def http_debug_sender(target: Any, sender: Proc, *options: Any) -> Any:
    """Return a sender that writes the headers to a port as well, and the body with `:body`."""
    (body,) = keyword_arguments(options, {"body": False})

    def send(headers: Any, encoding: Any, sink: Any) -> Any:
        def noted(given: Any) -> Any:
            _Sent(target, False).headers(from_list(given))
            write = call(sink, given)
            return write if body is False else lambda size: _Tee(call(write, size), target)

        return call(sender, headers, encoding, noted)

    return send


class _Tee(BytesOutput):
    """A port whose bytes go to two others."""

    def __init__(self, *targets: Any) -> None:
        super().__init__()
        self.targets = targets

    def write(self, data: Any, /) -> int:
        """Write bytes to both."""
        for each in self.targets:
            r6rs_io.put_bytevector(each, bytes(data))
        return len(data)


# Queries and forms


def _escaped(value: Any, encoding: Any) -> str:
    codec = codec_of("http-compose-query", encoding)
    return encode(displayed(value).encode(codec, "replace")).decode("ascii")


def _query(params: list[Any], encoding: Any) -> str:
    parts = []
    for each in params:
        pair = from_list(each)
        if len(pair) != 2:
            refuse("http-compose-query", 2, "a list of names and values", each)
        parts.append("=".join(_escaped(part, encoding) for part in pair))
    return "&".join(parts)


@TABLE.procedure("http-compose-query")
def http_compose_query(path: Any, params: Items, encoding: Any = _UTF_8) -> Text:
    """Return a path with a query, or the query alone for the path #f. Utilities."""
    query = _query(params, encoding)
    if path is False:
        return query
    return f"{displayed(path)}?{query}" if params else displayed(path)


def _boundary() -> str:
    return f"boundary-{os.urandom(12).hex()}"


_FORM_KEYS: Final = {
    "value": String(""),
    "file": False,
    "content-type": False,
    "content-transfer-encoding": False,
}


def _quoted(text: str) -> str:
    if re.fullmatch(r"[-!#$%&'*+.^_`|~0-9A-Za-z]+", text):
        return text
    return '"' + re.sub(r'["\\]', r"\\\g<0>", text) + '"'


def _part(param: Any, encoding: Any) -> bytes:
    name, *rest = from_list(param)
    given = tuple(rest) if len(rest) != 1 else (Keyword("value"), rest[0])
    value, file, kind, transfer = keyword_arguments(given, _FORM_KEYS, lenient=True)
    if file is not False:
        path = displayed(file)
        with failing("http-compose-form-data", path), open(path, "rb") as source:
            data = source.read()
    elif value.__class__ is bytearray:
        data = bytes(value)
    else:
        codec = codec_of("http-compose-form-data", encoding)
        data = displayed(value).encode(codec, "replace")
    disposition = f"form-data; name={_quoted(displayed(name))}"
    if file is not False:
        disposition += f"; filename={_quoted(displayed(file))}"
    binary = file is not False or value.__class__ is bytearray
    default = (
        "application/octet-stream" if binary else f"text/plain; charset={displayed(encoding)}"
    )
    lines = [
        f"Content-type: {default if kind is False else displayed(kind)}",
        f"Content-transfer-encoding: {'binary' if transfer is False else displayed(transfer)}",
        f"content-disposition: {disposition}",
    ]
    for header in _headers_of(given, _FORM_KEYS):
        lines.append(f"{displayed(header.car)}: {displayed(header.cdr.car)}")
    return "\r\n".join([*lines, "", ""]).encode() + data


def _form(params: list[Any], boundary: str, encoding: Any) -> bytes:
    mark = f"\r\n--{boundary}".encode()
    return b"".join(mark + b"\r\n" + _part(each, encoding) for each in params) + mark + b"--\r\n"


@TABLE.procedure("http-compose-form-data")
def http_compose_form_data(params: Items, port: Any, encoding: Any = _UTF_8) -> Any:
    """Write form data to a port, return the boundary; return both for the port #f. Utilities."""
    boundary = _boundary()
    data = _form(params, boundary, encoding)
    if port is not False:
        put(port, data.decode("latin-1"))
        return String(boundary)
    return values(String(data.decode("latin-1")), String(boundary))


# Redirection and authentication


def _redirected(method: Any, code: Any, headers: Any, body: Any) -> Any:
    location = header_ref(from_list(headers), "location")
    plain = method.name in ("GET", "HEAD")
    if location is None or code.text not in ("300", "301", "302", "303", "305", "307"):
        return False
    if plain:
        return Pair(method, String(location))
    return Pair(Symbol("GET"), String(location)) if code.text in ("302", "303") else False


_REDIRECTS: Final = Parameter(_redirected, settable=True)
TABLE.value("*http-default-redirect-handler*", _REDIRECTS)


def _header(text: str) -> Any:
    return to_list([to_list([String("authorization"), String(text)])])


def _basic(info: Any, user: Any, password: Any, headers: Any, body: Any) -> Any:
    words = f"{displayed(user)}:{displayed(password)}".encode("utf-8", "replace")
    return _header(f"Basic {base64_encoded(words, False).decode('ascii')}")


def _digest(challenge: str) -> Any:
    found = {
        each[1].lower(): each[2] if each[2] is not None else each[3]
        for each in re.finditer(r'(\w+)=(?:"([^"]*)"|([^,\s]+))', challenge)
    }

    def md5(text: str) -> str:
        return hashlib.md5(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()

    def handle(info: Any, user: Any, password: Any, headers: Any, body: Any) -> Any:
        known = {displayed(each.car): displayed(each.cdr.car) for each in from_list(info)}
        realm, nonce = found.get("realm", ""), found.get("nonce", "")
        count, own = "00000001", os.urandom(8).hex()
        first = md5(f"{displayed(user)}:{realm}:{displayed(password)}")
        second = md5(f"{known['method']}:{known['request-uri']}")
        answer = f"{first}:{nonce}:"
        if "auth" in found.get("qop", "").split(","):
            answer += f"{count}:{own}:auth:"
        parts = [
            f'username="{displayed(user)}"',
            f'realm="{realm}"',
            f'nonce="{nonce}"',
            f'uri="{known["request-uri"]}"',
            "algorithm=MD5",
            f'response="{md5(answer + second)}"',
        ]
        if "qop" in found:
            parts += ["qop=auth", f"nc={count}", f'cnonce="{own}"']
        if "opaque" in found:
            parts.append(f'opaque="{found["opaque"]}"')
        return _header(f"Digest {', '.join(parts)}")

    if found.get("algorithm", "MD5").upper() != "MD5":
        return _fail("http-request", "Non MD5 algorithm is not supported", String(challenge))
    return handle


def lookup_auth_handler(headers: list[Any]) -> Any:
    """Return what answers the challenge in headers, or #f."""
    challenge = header_ref(headers, "www-authenticate") or ""
    match challenge.partition(" ")[0].lower():
        case "basic":
            return _basic
        case "digest":
            return _digest(challenge)
    return False


@TABLE.procedure("http-lookup-auth-handler")
def http_lookup_auth_handler(headers: Items) -> Any:
    """Return what answers the challenge in headers, or #f."""
    return lookup_auth_handler(headers)


# The procedures that send requests


def _uri_of(uri: Any, encoding: Any) -> str:
    if uri.__class__ is String:
        return str(uri.text)
    path, *params = from_list(uri)
    return f"{displayed(path)}?{_query(params, encoding)}" if params else displayed(path)


def _requested(method: str, server: Any, uri: Any, options: tuple[Any, ...]) -> Any:
    found = keyword_arguments(options, _REQUEST, lenient=True)
    given = dict(zip(_REQUEST, found, strict=True))
    about = {name: given[name] for name in _CONNECTION}
    connection = _connection(server, about)
    request = _Request(method, connection, _uri_of(uri, given["request-encoding"]))
    request.host = given["host"]
    request.redirects = False if given["no-redirect"] is not False else given["redirect-handler"]
    request.sender = given["sender"]
    request.receiver = given["receiver"]
    if request.receiver is UNSET:
        request.receiver = http_string_receiver()
    request.encoding = given["request-encoding"]
    request.trace = given["trace"]
    agent = _AGENT() if given["user-agent"] is UNSET else given["user-agent"]
    request.headers = [
        to_list([String("user-agent"), String(displayed(agent))]),
        *_headers_of(options, _REQUEST),
    ]
    return request.run()


@TABLE.procedure("http-request")
def http_request(method: Any, server: Any, uri: Any, *options: Any) -> Any:
    """Send a request; return status, headers and body. Request APIs."""
    return _requested(displayed(method), server, uri, options)


_SHORT: Final = {"receiver": UNSET, "debug": False, "sink": False, "flusher": False}


def _short(method: str, server: Any, uri: Any, body: Any, options: tuple[Any, ...]) -> Any:
    receiver, debug, sink, flusher = keyword_arguments(options, _SHORT, lenient=True)
    if sink is not False or flusher is not False:
        target = BytesOutput() if sink is False else sink
        flush = _gathered if flusher is False else flusher
        receiver = http_port_receiver(target, flush)
    if body is False:
        sender = http_null_sender()
    elif body.__class__ is Pair:
        sender = http_multipart_sender(from_list(body))
    else:
        sender = http_blob_sender(body)
    if debug is not False:
        sender = http_debug_sender(debug, sender)
    pairs = zip(options[::2], options[1::2], strict=False)
    others = [each for pair in pairs if pair[0].name not in _SHORT for each in pair]
    more = [] if receiver is UNSET else [Keyword("receiver"), receiver]
    return _requested(method, server, uri, (Keyword("sender"), sender, *more, *others))


def _gathered(sink: Any, headers: Any) -> Any:
    return bytearray(sink.getvalue()) if isinstance(sink, io.BytesIO) else None


def _declare(name: str, method: str, with_body: bool) -> None:
    if with_body:

        @TABLE.procedure(name)
        def send_body(server: Any, uri: Any, body: Any, *options: Any) -> Any:
            """Send a body; return status, headers and body. Request APIs."""
            return _short(method, server, uri, body, options)

    else:

        @TABLE.procedure(name)
        def send(server: Any, uri: Any, *options: Any) -> Any:
            """Send a request; return status, headers and body. Request APIs."""
            return _short(method, server, uri, False, options)


_declare("http-get", "GET", False)
_declare("http-head", "HEAD", False)
_declare("http-delete", "DELETE", False)
_declare("http-post", "POST", True)
_declare("http-put", "PUT", True)
