"""Everything that the fuzzer passes as an argument.

A `Value` is Python text and what evaluating it gives, so that a call that fails can be shown, and
made again, as a line of Python. What is immutable is evaluated once.
"""

from __future__ import annotations

import array
import datetime
import decimal
import enum
import fractions
import functools
import io
import math
import socket as stdlib
import threading
from collections.abc import Iterator
from typing import Any, Final

import fuzz_hostile
from attrs import define
from fuzz_states import FORMS, Live, Pool, conditions, reset_parameters

from schemesockets.core import Socket, TextPort, TwoWayPort
from schemesockets.dialects import (
    chicken,
    data,
    foment,
    guile,
    r6rs_io,
    r7rs_io,
    sagittarius,
    srfi106,
)
from schemesockets.dialects.guile import entries
from schemesockets.dialects.sagittarius.information import IpAddress

__all__ = ["Bench", "Value", "catalogue"]


@define(eq=False)
class Value:
    """An argument.

    Attributes:
        text: the Python text that makes it.
        kind: "plain", "hostile", "state", "procedure" (that can be called with anything) or
            "heavy" (megabytes).
        constant: whether it is made once and used again.
        form, condition: of a state.
    """

    text: str
    kind: str = "plain"
    constant: bool = False
    form: str = ""
    condition: str = ""
    code: Any = None
    made: Any = None
    is_made: bool = False


class Color(enum.IntEnum):
    """An integer of a class of its own."""

    RED = 1


@functools.cache
def huge(kind: type[Any]) -> Any:
    """Return 64 MiB of bytes or characters, or a million times None."""
    if kind in (bytes, bytearray):
        return kind(2**26)
    return "x" * 2**26 if kind is str else kind([None] * 1_000_000)


def accepts(*args: object, **kwargs: object) -> None:
    """Take anything."""


def raises(*args: object, **kwargs: object) -> None:
    """Take anything and raise what a caller must get unchanged."""
    raise fuzz_hostile.Hostile("a procedure that was called")


def resolves(*args: object) -> sagittarius.Addrinfo:
    """Find port 1 of this machine, as a resolver of Sagittarius's does."""
    return sagittarius.get_addrinfo("127.0.0.1", "1", None)


class Bench:
    """What the texts of values refer to: a pool of states, listeners and threads."""

    def __init__(self) -> None:
        reset_parameters()
        self.pool = Pool()
        self.live = Live()
        self._end = threading.Event()
        self._idle = threading.Thread(target=self._end.wait, daemon=True)
        self._idle.start()
        self._ended = threading.Thread(target=accepts)
        self._ended.start()
        self._ended.join()
        self.names: dict[str, Any] = {
            **{name: getattr(fuzz_hostile, name) for name in fuzz_hostile.__all__},
            **{"Color": Color, "IpAddress": IpAddress, "Socket": Socket, "TextPort": TextPort},
            **{"TwoWayPort": TwoWayPort, "accepts": accepts, "array": array.array},
            **{"chicken": chicken, "data": data, "Decimal": decimal.Decimal},
            **{"entries": entries, "foment": foment, "Fraction": fractions.Fraction},
            **{"guile": guile, "huge": huge, "io": io, "live": self.live, "math": math},
            **{"memory": memory, "r6rs_io": r6rs_io, "r7rs_io": r7rs_io, "raises": raises},
            **{"resolves": resolves, "sagittarius": sagittarius, "socket": stdlib},
            **{"srfi106": srfi106, "state": self._state, "thread": self._thread},
            "timedelta": datetime.timedelta,
        }

    def _state(self, form: str, condition: str) -> Any:
        return self.pool.take(form, condition)

    def _thread(self, condition: str) -> threading.Thread:
        """A thread that waits for something else, has ended or was never started."""
        if condition == "unstarted":
            return threading.Thread(target=accepts)
        return self._idle if condition == "idle" else self._ended

    def make(self, value: Value) -> Any:
        """Evaluate a value's text."""
        if value.is_made:
            return value.made
        if value.code is None:
            value.code = compile(value.text, "<fuzz>", "eval")
        made = eval(value.code, self.names)
        if value.constant:
            value.made, value.is_made = made, True
        return made


def memory(codec: str) -> io.TextIOWrapper:
    """Return a Python text file in memory, with bytes in it that are no characters."""
    return io.TextIOWrapper(io.BytesIO(b"ab\xff\xfe\n\xed\xa0\x80z"), codec)


_NUMBERS: Final = (
    *("0", "1", "2", "3", "4", "5", "6", "10", "16", "17", "32", "64", "80", "128", "255", "256"),
    *("400", "1024", "4096", "16384", "65535", "65536", "70000", "0x40", "0x2000", "0x4000"),
    *("-1", "-2", "2**31 - 1", "2**31", "-(2**31)", "-(2**31) - 1", "2**32 - 1", "2**32"),
    *("2**63 - 1", "2**63", "2**64", "2**127", "2**128", "2**200", "-(2**200)", "10**5000"),
    *("2130706433", "2851995905", "3758096385", "socket.AF_INET", "socket.SOCK_STREAM"),
    "socket.MSG_PEEK",
    *("True", "False", "0.0", "1.0", "-0.0", "1.5", "1e300", "math.nan", "math.inf", "-math.inf"),
    *("1j", "Fraction(1, 2)", "Decimal(1)", "Decimal('NaN')", "Color.RED"),
)

_TEXTS: Final = (
    *("", "a", "\0", "\x1b[31m", "\ud800", "\xe9", "\U0001f642", "a\nb", "\u202ex", "x" * 10_000),
    *("127.0.0.1", "::1", "localhost", "0", "1", "9", "80", "65535", "65536", "-1", "+80", " 80"),
    *("http", "no.such.invalid", "a\0b", "127.0.0.1:80", "[::1]:http", "x" * 300, "live.sock"),
    *("nowhere/socket", "\0abstract", "utf-16", "shift_jis", "utf-7", "rot13", "hex", "idna"),
    *("undefined", "exn", "net", "errno", "message", "tcp", "udp", "loopback", "\u0669"),
)

_BUFFERS: Final = (
    *("b''", "b'a'", "b'hello'", "b'\\xff\\xfe'", "b'a' * 1000", "bytearray(b'abc')"),
    *("bytearray(0)", "bytearray(1000)", "memoryview(b'abc')", "memoryview(bytearray(10))"),
    *("memoryview(b'abcdef')[::2]", "memoryview(bytearray(6))[::-1]", "released()"),
    *("memoryview(bytearray(6)).cast('B', (2, 3))", "memoryview(bytearray(8)).cast('H')"),
    *("array('B', [1, 2, 3])", "array('H', [1, 2, 3])", "array('d', [1.5])"),
    "io.BytesIO(b'abc').getbuffer()",
)

_COLLECTIONS: Final = (
    *("None", "[]", "()", "{}", "set()", "[2000000]", "(1, 2)", "(0, 0)", "(0, 1000)", "[0, 1]"),
    *("(1, -1)", "(2**63, 2**64)", "(1.0, 2)", "(True, False)", "[None]", "{'a': 1}", "('a',)"),
    *("('system-error', 'f', '~A', ('x',), (2,))", "('system-error',)", "('system-error', 1, 2)"),
    *("('system-error', 0, 0, 0, 5)", "('misc-error', None)", "recursive()", "nested(2_000)"),
    *("[recursive()]", "object()", "...", "NotImplemented", "int", "Socket", "print"),
    *("range(3)", "iter(())", "slice(1)", "data.EOF", "timedelta(0)", "timedelta(microseconds=1)"),
    *("timedelta(days=-1)", "timedelta.max", "thread('idle')", "thread('ended')"),
    *("thread('unstarted')", "ValueError('x')", "OSError(2, 'x')", "KeyboardInterrupt()"),
)

_OF_DIALECTS: Final = (
    "live.number",
    "str(live.number)",
    "caught(srfi106.socket_close, None)",
    "caught(srfi106.make_client_socket, '127.0.0.1', '1')",
    "caught(guile.listen, None, 1)",
    "caught(guile.getaddrinfo, '', '')",
    "caught(guile.socket, 99, 99, 99)",
    "caught(chicken.socket, 99, 99, 99)",
    "caught(chicken.socket_listen, None, 1)",
    "caught(sagittarius.make_client_socket, '127.0.0.1', '1')",
    "caught(sagittarius.socket_listen, None, 1)",
    "sagittarius.make_socket_port_error(None, 1)",
    "sagittarius.make_socket_closed_error(None)",
    "guile.make_socket_address(2, 2130706433, live.number)",
    "guile.make_socket_address(2, 2130706433, 1)",
    "guile.make_socket_address(2, 167772161, 9)",
    "guile.make_socket_address(10, 1, 9)",
    "guile.make_socket_address(1, 'live.sock')",
    "guile.make_socket_address(1, '')",
    "guile.getaddrinfo('127.0.0.1', '9')[0]",
    "guile.gethostbyname('localhost')",
    "entries.HostEntry('h', (), 2, 4, (1,))",
    "entries.NetworkEntry('n', (), 2, 1)",
    "entries.ProtocolEntry('p', (), 6)",
    "entries.ServiceEntry('s', (), 80, 'tcp')",
    "chicken.inet_address('127.0.0.1', live.number)",
    "chicken.inet_address('127.0.0.1', 1)",
    "chicken.inet_address('10.0.0.1', 9)",
    "chicken.inet_address('::1', 9)",
    "chicken.unix_address('live.sock')",
    "chicken.unix_address('nowhere')",
    "chicken.address_information('127.0.0.1', live.number)[0]",
    "chicken.address_information('127.0.0.1', live.number)",
    "chicken.address_information('127.0.0.1', 1)",
    "sagittarius.get_addrinfo('127.0.0.1', str(live.number), None)",
    "sagittarius.get_addrinfo('127.0.0.1', '1', None)",
    "sagittarius.get_addrinfo('10.0.0.1', '9', None)",
    "sagittarius.get_addrinfo('::1', '9', None)",
    "sagittarius.make_addrinfo()",
    "sagittarius.make_hint_addrinfo(socktype=1)",
    "sagittarius.addrinfo_sockaddr(sagittarius.get_addrinfo('127.0.0.1', '9', None))",
    "sagittarius.make_fdset()",
    "sagittarius.sockets_to_fdset([state('sagittarius', 'connected')])",
    "sagittarius.sockets_to_fdset([state('sagittarius', 'gone'), state('sagittarius', 'tcp')])",
    "[state('sagittarius', 'connected'), state('sagittarius', 'closed')]",
    "[state('sagittarius', 'listening')]",
    "[state('guile', 'connected')]",
    "(state('guile', 'gone'), state('guile.held', 'tcp'))",
    "[state('guile', 'closed')]",
    "[state('foment', 'connected')]",
    "IpAddress('127.0.0.1', b'\\x7f\\0\\0\\1')",
    "sagittarius.SocketInfo('localhost', IpAddress('::1', b'\\0' * 15 + b'\\1'), 80)",
    "sagittarius.make_socket_selector()",
    "r6rs_io.native_transcoder()",
    "r6rs_io.make_transcoder('latin-1', 'crlf', 'raise')",
)

_PYTHON_FILES: Final = (
    "io.BytesIO(b'abc\\ndef')",
    "io.BytesIO()",
    "closed(io.BytesIO())",
    "io.StringIO('abc\\ndef')",
    "closed(io.StringIO())",
    "io.BufferedReader(io.BytesIO(b'abc'))",
    "io.BufferedWriter(io.BytesIO())",
    "io.BufferedRandom(io.BytesIO(b'abc'))",
    "memory('utf-8')",
    "memory('utf-16')",
    "memory('ascii')",
    "closed(memory('utf-8'))",
    "open('/dev/null', 'rb', 0)",
    "open('/dev/null', 'wb', 0)",
    "open('/dev/null', 'w')",
    "BrokenRaw(None)",
    "BrokenRaw(0)",
    "BrokenRaw(HostileOSError(5, 'x'))",
    "BrokenRaw(HostileOSError('no errno'))",
    "BrokenRaw(Hostile('file'))",
    "io.BufferedReader(BrokenRaw(None))",
    "io.BufferedReader(BrokenRaw(HostileOSError(5, 'x')))",
    "io.TextIOWrapper(io.BufferedReader(BrokenRaw(None)))",
    "io.TextIOWrapper(io.BufferedReader(BrokenRaw(Hostile('file'))))",
)

_COMPARISONS: Final = "'__lt__', '__le__', '__gt__', '__ge__', '__eq__', '__ne__'"

_HOSTILE: Final = (
    *(
        f"raising(object, {name!r})()"
        for name in (
            *("__repr__", "__str__", "__eq__", "__hash__", "__len__", "__bool__", "__iter__"),
            *("__index__", "__int__", "__float__", "__buffer__", "__class__", "__dict__"),
            *("__getattribute__", "__getitem__", "__contains__", "__call__", "__fspath__"),
            *("fileno", "read", "write", "close", "socket"),
        )
    ),
    "returning(object, '__repr__', 5)()",
    "returning(object, '__repr__', '\\x1b[31m\\n\\0\\ud800\\u202e')()",
    "returning(object, '__repr__', 'x' * 10**6)()",
    "returning(object, '__repr__', raising(str, '__len__')('x'))()",
    "returning(object, '__index__', 0)()",
    "returning(object, '__index__', 'x')()",
    "returning(object, '__int__', 3)()",
    "returning(object, '__bool__', 3)()",
    "returning(object, '__len__', -1)()",
    "returning(object, '__iter__', None)()",
    "returning(object, '__hash__', 'x')()",
    "returning(object, 'fileno', 7_000_001)()",
    "returning(object, 'fileno', 'x')()",
    "returning(object, 'read', b'x')()",
    "raising(int, '__index__', '__int__')(7_000_001)",
    "raising(int, '__repr__', '__str__', '__format__')(7_000_001)",
    "raising(int, '__eq__', '__hash__')(7_000_001)",
    f"raising(int, {_COMPARISONS}, '__hash__')(7_000_001)",
    "raising(int, '__and__', '__or__', '__invert__', '__rand__', '__ror__')(7_000_001)",
    "raising(int, '__add__', '__radd__', '__sub__', '__rsub__', '__neg__', '__abs__')(7_000_001)",
    "raising(int, '__bool__')(0)",
    "raising(float, '__repr__', '__float__')(1.0)",
    "raising(str, '__len__', '__iter__', '__getitem__', '__contains__')('abc')",
    "raising(str, '__eq__', '__hash__')('lf')",
    "raising(str, '__repr__', '__str__', '__format__')('127.0.0.1')",
    "raising(str, 'encode', 'isascii', 'isdecimal', 'startswith', 'partition')('abc')",
    "raising(str, '__class__')('a')",
    "raising(bytes, '__len__', '__iter__', '__getitem__', '__bytes__')(b'abc')",
    "raising(bytes, '__repr__', '__eq__', '__hash__')(b'abc')",
    "raising(bytes, '__buffer__', '__bool__')(b'abc')",
    "raising(bytearray, '__len__', '__repr__', '__getitem__')(b'abc')",
    "raising(list, '__iter__', '__len__')([1])",
    "raising(list, '__repr__', '__getitem__')([1])",
    "raising(tuple, '__iter__', '__len__')((1, 2))",
    "raising(tuple, '__repr__', '__getitem__')((1, 2))",
    "raising(dict, '__repr__', '__len__', '__iter__')()",
    "raising(ValueError, '__str__', '__repr__')()",
    "raising(Socket, '__repr__').open(2, 1)",
    "[raising(object, '__repr__')()]",
    "(raising(object, '__repr__')(), 1)",
    "{'a': raising(object, '__repr__')()}",
    "[raising(int, '__repr__')(7_000_001)]",
    "impostor(int)",
    "impostor(str)",
    "impostor(bytes)",
    "impostor(list)",
    "impostor(Socket)",
    "impostor(TwoWayPort)",
    "impostor(TextPort)",
    "impostor(io.IOBase)",
    "impostor(chicken.Socket)",
    "impostor(sagittarius.Socket)",
    "impostor(type(state('guile', 'closed')))",
)

_HEAVY: Final = (
    *("huge(bytes)", "huge(bytearray)", "huge(str)", "huge(list)", "huge(tuple)"),
    *("memoryview(huge(bytes))", "memoryview(huge(bytearray))", "[huge(bytes)]"),
)

_PROCEDURES: Final = ("accepts", "raises", "resolves", "raising(object, '__call__')()")


def catalogue() -> Iterator[Value]:
    """Every value there is."""
    for text in _NUMBERS:
        yield Value(text, constant=True)
    for string in _TEXTS:
        yield Value(ascii(string), constant=True)
    for text in (*_BUFFERS, *_COLLECTIONS, *_OF_DIALECTS, *_PYTHON_FILES):
        yield Value(text)
    for text in _HOSTILE:
        yield Value(text, "hostile")
    for text in _HEAVY:
        yield Value(text, "heavy", constant=True)
    for text in _PROCEDURES:
        yield Value(text, "procedure")
    for form in FORMS:
        for condition in conditions(form):
            text = f"state({form!r}, {condition!r})"
            yield Value(text, "state", form=form, condition=condition)
