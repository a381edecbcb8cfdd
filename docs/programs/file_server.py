"""A file server for HTTP/1.0, with SRFI 106.

    python docs/programs/file_server.py [SERVICE [DIRECTORY]]

It listens at SERVICE of all the machine's addresses (by default "8080"; "0" lets the system pick
a port), prints the address, and serves the files of DIRECTORY, by default the current one, to one
client after the other until Ctrl-C. For a directory it serves the index.html in it.

file_server.scm is the same program in Scheme, with the same names in the same order.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from schemesockets.core import InputPort, Socket
from schemesockets.dialects.data import EOF, EofObject
from schemesockets.dialects.r7rs_io import (
    read_u8,
    string_to_utf8,
    utf8_to_string,
    write_bytevector,
)
from schemesockets.dialects.srfi106 import (
    SHUT_WR,
    ArgumentValueError,
    SocketFailure,
    call_with_socket,
    make_server_socket,
    socket_accept,
    socket_close,
    socket_input_port,
    socket_output_port,
    socket_recv,
    socket_shutdown,
)

LINE_LIMIT = 8192
HEADER_LIMIT = 100

REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    501: "Not Implemented",
}

METHODS = ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH")

TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}

Answer = tuple[int, list[str], bytes]
"""A status, headers and content."""


# Reading a request


def get_line(in_: InputPort) -> str | EofObject | None:
    """Return the next line without its end, a character for each byte; `EOF` at the end, `None`
    for a line that is too long or cut off."""
    line = bytearray()
    while isinstance(byte := read_u8(in_), int):  # and not the eof object
        if byte == 10:
            return line.removesuffix(b"\r").decode("latin-1")
        if len(line) == LINE_LIMIT:
            return None
        line.append(byte)
    return None if line else EOF


def get_request(in_: InputPort) -> str | EofObject | None:
    """Return the first line of a request, after reading its headers; `EOF` from a client that
    sends nothing, `None` for anything that is not a request."""
    line = get_line(in_)
    if isinstance(line, str):
        for _ in range(HEADER_LIMIT + 1):
            header = get_line(in_)
            if not isinstance(header, str):
                return None
            if header == "":
                return line
        return None
    return line


def decode(string: str) -> str | None:
    """Decode a percent-encoded string; return `None` if it is not valid."""
    if not re.fullmatch("(?:[!-$&-~]|%[0-9A-Fa-f]{2})*", string):
        return None
    data = re.sub(b"%(..)", lambda code: bytes.fromhex(code[1].decode()), string_to_utf8(string))
    return text(data)


def text(data: bytes) -> str | None:
    try:
        string = utf8_to_string(data)
    except UnicodeDecodeError:
        return None
    return None if "\0" in string else string


# Answering it


def contents(name: str) -> bytes:
    return Path(name).read_bytes()


def type_of(name: str) -> str:
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def refusal(status: int, *headers: str) -> Answer:
    words = f"{status} {REASONS[status]}\n"
    return status, ["Content-Type: text/plain; charset=utf-8", *headers], string_to_utf8(words)


def answer(words: list[str], root: str) -> Answer:
    match words:
        case ["GET" | "HEAD", target, version] if version.startswith("HTTP/1."):
            return answer_get(target, root)
        case [method, _, version] if version.startswith("HTTP/1."):
            return refusal(405, "Allow: GET, HEAD") if method in METHODS else refusal(501)
    return refusal(400)


def answer_get(target: str, root: str) -> Answer:
    path = decode(target.partition("?")[0])
    if path is None or not path.startswith("/"):
        return refusal(400)
    if ".." in path.split("/"):
        return refusal(403)
    if path.endswith("/"):
        return answer_file(root + path + "index.html")
    return answer_file(root + path)


def answer_file(name: str) -> Answer:
    if not os.path.exists(name) or os.path.isdir(name):
        return refusal(404)
    try:
        return 200, [f"Content-Type: {type_of(name)}"], contents(name)
    except OSError:
        return refusal(403)


def head(status: int, headers: list[str], size: int) -> bytes:
    lines = [f"HTTP/1.0 {status} {REASONS[status]}", *headers, f"Content-Length: {size}", ""]
    return string_to_utf8("".join(line + "\r\n" for line in lines))


def drain(socket: Socket) -> None:
    """Read the rest of a client's data: closing with unread data could reset the connection, and
    the answer would be lost."""
    for _ in range(64):
        if not socket_recv(socket, 4096):
            break


def serve(socket: Socket, root: str) -> None:
    line, out = get_request(socket_input_port(socket)), socket_output_port(socket)
    if isinstance(line, EofObject):
        return
    words = [""] if line is None else line.split(" ")
    status, headers, data = answer(words, root)
    write_bytevector(head(status, headers, len(data)), out)
    if words[0] != "HEAD":
        write_bytevector(data, out)
    socket_shutdown(socket, SHUT_WR)
    drain(socket)


def server(service: str, root: str) -> None:
    server_socket = make_server_socket(service)
    try:
        print(f"listening at {server_socket.local_address()}", flush=True)
        while True:
            socket = socket_accept(server_socket)
            try:
                call_with_socket(socket, lambda socket: serve(socket, root))
            except SocketFailure as failure:
                print(f"the client went away: {failure}", file=sys.stderr)
            finally:
                socket_close(socket)  # call-with-socket leaves it open when its procedure raises
    finally:
        socket_close(server_socket)


def main(service: str = "8080", root: str = ".") -> int:
    if not os.path.isdir(root):
        print(f"error: {root} is no directory", file=sys.stderr)
        return 2
    try:
        server(service, root)
    except (SocketFailure, ArgumentValueError) as failure:  # a service of 70000 is the latter
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
