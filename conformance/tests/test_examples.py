"""The programs in docs/examples/, run as processes, with each other and with plain sockets."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from processes import LIMIT, Program, accepted, connected, listening, process, received, reset

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
ECHO_SERVER, ECHO_CLIENT, LINES, GREETER, GUEST = (
    "srfi106_echo_server.py",
    "srfi106_echo_client.py",
    "foment_lines.py",
    "guile_server.py",
    "guile_client.py",
)
GREETING = "Good day, client!\r\n"
SAGITTARIUS = "sagittarius_echo_server.py"
ASYNCIO = "asyncio_echo_server.py"
PROMPT = b"please type something\n\r> "
CONNECT, DATAGRAMS, ADDRESSES, SOCKETS, TELLER, OPTIONS = (
    "chicken_connect.py",
    "chicken_datagrams.py",
    "chicken_addresses.py",
    "chicken_sockets.py",
    "chicken_server.py",
    "chicken_options.py",
)


def running(name: str, *arguments: str) -> AbstractContextManager[Program]:
    return process([sys.executable, "-W", "error", str(EXAMPLES / name), *arguments])


# SRFI 106's echo server and client


@pytest.mark.parametrize("text", ["hello", "", "ἠχώ", "x" * 100_000])
def test_the_echo_client_hears_the_echo_server(text: str) -> None:
    with running(ECHO_SERVER, "0") as server:
        port = server.port()
        with running(ECHO_CLIENT, str(port), text) as client:
            assert client.end() == (0, f"{text}\n", "")
        assert server.end() == (0, "", "")


def test_the_echo_server_sends_every_line_back() -> None:
    with running(ECHO_SERVER, "0") as server:
        with connected(server.port()) as plain:
            plain.sendall(b"one\ntw")
            assert received(plain, 5) == b"one\r\n"
            plain.sendall(b"o\r\nthree")
            plain.shutdown(socket.SHUT_WR)
            assert received(plain, 100) == b"two\r\n"  # and not the line that has no end
        assert server.end() == (0, "", "")


def test_the_echo_server_ends_when_its_client_is_gone() -> None:
    with running(ECHO_SERVER, "0") as server:
        plain = connected(server.port())
        plain.sendall(b"one\n")
        assert received(plain, 5) == b"one\r\n"
        reset(plain)
        status, output, complaints = server.end()
        assert (status, output) == (0, "")
        assert complaints.startswith("the client went away: ")
        assert complaints.count("\n") == 1


def test_the_echo_client_sends_hello_unless_told() -> None:
    with listening() as (server, port), running(ECHO_CLIENT, port) as client:
        with accepted(server) as plain:
            assert received(plain, 7) == b"hello\r\n"
            plain.sendall(b"HE")
            plain.sendall(b"LLO\r\n")
        assert client.end() == (0, "HELLO\n", "")


def test_the_echo_client_ends_when_the_server_hangs_up() -> None:
    with listening() as (server, port), running(ECHO_CLIENT, port) as client:
        with accepted(server) as plain:
            assert received(plain, 7) == b"hello\r\n"
            plain.sendall(b"hel")
        assert client.end() == (1, "", "the server went away after 'hel'\n")


def test_the_echo_client_ends_when_the_server_is_gone() -> None:
    with listening() as (server, port), running(ECHO_CLIENT, port) as client:
        plain = accepted(server)
        assert received(plain, 7) == b"hello\r\n"
        reset(plain)
        status, output, complaints = client.end()
        assert (status, output) == (1, "")
        assert complaints == "socket-recv: recv failed: Connection reset by peer\n"


# SRFI 106's echo server on asyncio


def test_the_asynchronous_server_serves_many_at_once() -> None:
    with running(ASYNCIO, "0") as server:
        port = server.port()
        with contextlib.ExitStack() as stack:
            clients = [stack.enter_context(connected(port)) for _ in range(20)]
            for word in (b"one", b"zwei"):
                for number, client in enumerate(clients):
                    client.sendall(b"%d %s\n" % (number, word))
                for number, client in reversed([*enumerate(clients)]):
                    echo = b"%d %s\n" % (number, word)
                    assert received(client, len(echo)) == echo
            for client in clients:
                client.shutdown(socket.SHUT_WR)
                assert received(client, 1) == b""
        assert server.interrupt() == 130
        assert server.end() == (130, "", "")


def test_the_asynchronous_server_sends_all_to_a_slow_client() -> None:
    data = bytes(range(256)) * 8_000
    with running(ASYNCIO, "0") as server:
        port = server.port()
        with (
            connected(port) as slow,
            connected(port) as quick,
            ThreadPoolExecutor(1) as pool,
        ):
            sending = pool.submit(slow.sendall, data)
            quick.sendall(b"quick\n")
            assert received(quick, 6) == b"quick\n"  # while the other's echo is not read
            assert received(slow, len(data)) == data
            sending.result(LIMIT)
        assert server.interrupt() == 130


def test_the_asynchronous_server_goes_on_when_a_client_is_gone() -> None:
    with running(ASYNCIO, "0") as server:
        port = server.port()
        gone = connected(port)
        gone.sendall(b"one\n")
        assert received(gone, 4) == b"one\n"
        reset(gone)
        with running(ECHO_CLIENT, str(port), "hello") as client:
            assert client.end() == (0, "hello\n", "")
        with connected(port) as held:  # which is open when the server ends
            held.sendall(b"x")
            assert received(held, 1) == b"x"
            assert server.interrupt() == 130
            assert received(held, 1) == b""
        _, output, complaints = server.end()
        assert output == ""
        assert complaints.startswith("a client went away: ")
        assert complaints.count("\n") == 1


def test_the_asynchronous_server_says_what_is_wrong() -> None:
    with running(ASYNCIO, "no such service") as server:
        status, output, complaints = server.end()
    assert (status, output, complaints.count("\n")) == (1, "", 1)


# Foment's line client and server


def test_foments_server_writes_what_its_client_reads() -> None:
    with running(LINES, "server", "0") as server, contextlib.ExitStack() as stack:
        client = stack.enter_context(running(LINES, "client", str(server.port())))
        for line in ("one", "zwölf", "", "three"):
            client.type(f"{line}\n")
            if line:  # no bytes at all are sent for an empty line, as in the Scheme program
                assert server.line() == line
        assert client.end() == (0, "", "")
        assert server.end() == (0, "", "")


def test_foments_server_takes_128_bytes_at_a_time() -> None:
    with running(LINES, "server", "0") as server:
        with connected(server.port()) as plain:
            plain.sendall(b"x" * 127 + "ö".encode() + b"y")
            lines = server.line(), server.line()
            assert lines == ("x" * 127, "öy")
        assert server.end() == (0, "", "")


def test_foments_server_ends_when_its_client_is_gone() -> None:
    with running(LINES, "server", "0") as server:
        plain = connected(server.port())
        plain.sendall(b"one")
        assert server.line() == "one"
        reset(plain)
        status, output, complaints = server.end()
        assert (status, output) == (0, "")
        assert complaints.startswith("the client went away: ")
        assert complaints.count("\n") == 1


def test_foments_client_sends_its_lines() -> None:
    with (
        listening() as (server, port),
        running(LINES, "client", port) as client,
        accepted(server) as plain,
    ):
        client.type("one\n")
        assert received(plain, 3) == b"one"
        client.type("two")
        assert client.end() == (0, "", "")
        assert received(plain, 100) == b"two"


def test_foments_client_ends_when_the_server_is_gone() -> None:
    with listening() as (server, port), running(LINES, "client", port) as client:
        plain = accepted(server)
        client.type("one\n")
        assert received(plain, 3) == b"one"
        reset(plain)
        client.type("two\nthree\n")
        status, output, complaints = client.end()
        assert (status, output) == (1, "")
        assert complaints.endswith(("Connection reset by peer\n", "Broken pipe\n"))
        assert complaints.count("\n") == 1


def test_foments_program_wants_to_know_which() -> None:
    with running(LINES, "both") as program:
        complaint = "error: expected client or server on the command line\n"
        assert program.end() == (2, "", complaint)


# Guile's web client and greeting server


def greeter_port(server: Program) -> int:
    """The port that Guile's server says it listens at."""
    words = server.line().split()
    assert words[:5] == ["Listening", "for", "clients", "on", "port"]
    assert words[6:] == ["in", "pid:", str(server.process.pid)]
    return int(words[5])


def test_guiles_client_is_greeted_by_guiles_server() -> None:
    with running(GREETER, "0") as server:
        port = greeter_port(server)
        for _ in range(2):
            with running(GUEST, "127.0.0.1", str(port)) as client:
                assert client.end() == (0, GREETING, "")
            assert server.line().startswith("Got new client connection: #(2 2130706433 ")
            assert server.line().startswith("Client address: ")


def test_guiles_server_greets_one_after_the_other() -> None:
    with running(GREETER, "0") as server:
        port = greeter_port(server)
        for _ in range(3):
            with connected(port) as plain:
                here = plain.getsockname()[1]
                assert received(plain, 100) == GREETING.encode()
            assert server.line() == f"Got new client connection: #(2 2130706433 {here})"
            assert server.line().startswith("Client address: ")


@pytest.mark.parametrize("request_", [b"GET / HTTP/1.0\r\n\r\n", b"x" * 100_000])
def test_guiles_server_reads_what_its_client_sends(request_: bytes) -> None:
    with running(GREETER, "0") as server:
        port = greeter_port(server)
        with connected(port) as plain:
            plain.sendall(request_)
            assert received(plain, 100) == GREETING.encode()
            plain.sendall(request_)  # the connection is still whole
        with connected(port) as plain:
            assert received(plain, 100) == GREETING.encode()


def test_guiles_server_does_not_wait_for_ever_for_a_client() -> None:
    with running(GREETER, "0") as server:
        port = greeter_port(server)
        with connected(port), connected(port) as plain:
            assert received(plain, 100) == GREETING.encode()


def test_guiles_server_goes_on_when_a_client_is_gone() -> None:
    with running(GREETER, "0") as server:
        port = greeter_port(server)
        reset(connected(port))
        with connected(port) as plain:
            assert received(plain, 100) == GREETING.encode()
        assert server.interrupt() == 130
        _, output, complaints = server.end()
        assert output.count("Got new client connection: ") in (1, 2)  # a reset one may be unseen
        assert complaints.count("\n") <= 1
        assert complaints.startswith("the client went away: " if complaints else "")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.8.7"])
def test_guiles_server_names_who_connects(address: str) -> None:
    try:
        name = f"#({socket.gethostbyaddr(address)[0]} "
    except OSError:  # as most systems have it for the second, which is this machine, too
        name = "none ("
    with running(GREETER, "0") as server:
        port = greeter_port(server)
        try:
            plain = socket.create_connection(("127.0.0.1", port), LIMIT, (address, 0))
        except OSError as error:
            pytest.skip(f"{address} is not this machine's: {error}")
        with plain:
            assert received(plain, 100) == GREETING.encode()
        number = int.from_bytes(socket.inet_aton(address), "big")
        assert server.line().startswith(f"Got new client connection: #(2 {number} ")
        line = server.line()
        assert line.startswith("Client address: ")
        assert line.removeprefix("Client address: ").replace('"', "").startswith(name)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_guiles_client_displays_every_line(host: str) -> None:
    with listening() as (server, port), running(GUEST, host, port) as client:
        with accepted(server) as plain:
            assert received(plain, 18) == b"GET / HTTP/1.0\r\n\r\n"
            plain.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            assert client.line() == "HTTP/1.0 200 OK\r"
            assert client.line() == "\r"
            plain.sendall("ἠχώ\nno end".encode())
        assert client.end() == (0, "ἠχώ\nno end\n", "")


def test_guiles_client_ends_when_the_server_says_nothing() -> None:
    with listening() as (server, port), running(GUEST, "127.0.0.1", port) as client:
        with accepted(server) as plain:
            assert received(plain, 18) == b"GET / HTTP/1.0\r\n\r\n"
        assert client.end() == (0, "", "")


def test_guiles_client_ends_when_the_server_is_gone() -> None:
    with listening() as (server, port), running(GUEST, "127.0.0.1", port) as client:
        plain = accepted(server)
        assert received(plain, 18) == b"GET / HTTP/1.0\r\n\r\n"
        reset(plain)
        assert client.end() == (1, "", "read-line: Connection reset by peer\n")


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        ((GUEST, "127.0.0.1", "http"), 2, "error: 'http' is no port\n"),
        ((GREETER, "-1"), 2, "error: '-1' is no port\n"),
        ((GUEST, "127.0.0.1", "70000"), 1, "connect: port: expected a port, "),
        ((GREETER, "70000"), 1, "bind: port: expected a port, "),
        ((GUEST, "", "80"), 1, "gethost: "),
    ],
)
def test_guiles_programs_say_what_is_wrong(
    arguments: tuple[str, ...], status: int, complaint: str
) -> None:
    with running(*arguments) as program:
        ended, output, complaints = program.end()
    assert (ended, output) == (status, "")
    assert complaints.startswith(complaint)
    assert complaints.count("\n") == 1


def test_an_interrupt_ends_guiles_server() -> None:
    with running(GREETER, "0") as server:
        greeter_port(server)
        assert server.interrupt() == 130
        assert server.end()[1:] == ("", "")


def test_an_interrupt_ends_guiles_client() -> None:
    with listening() as (server, port), running(GUEST, "127.0.0.1", port) as client:
        with accepted(server) as plain:
            assert received(plain, 18) == b"GET / HTTP/1.0\r\n\r\n"
            assert client.interrupt() == 130
        assert client.end()[1:] == ("", "")


# Sagittarius's echo server


def test_sagittarius_server_echoes_line_by_line() -> None:
    with running(SAGITTARIUS, "0") as server:
        with connected(server.port()) as plain:
            assert received(plain, len(PROMPT)) == PROMPT
            for sent, line in ((b"one\r\n", "one"), (b"zw\xc3\xb6lf\n", "zwölf"), (b"\n", "")):
                plain.sendall(sent)
                answer = f"{line}\r\n> ".encode()
                assert received(plain, len(answer)) == answer
                assert server.line() == f"received: {line}"
            plain.sendall(b"no ")
            plain.sendall(b"end")
            plain.shutdown(socket.SHUT_WR)
            assert received(plain, 100) == b"no end\r\n> "
            assert server.line() == "received: no end"
        assert server.interrupt() == 130
        assert server.end() == (130, "", "")


def test_sagittarius_server_serves_one_after_the_other() -> None:
    with running(SAGITTARIUS, "0") as server:
        port = server.port()
        with connected(port) as first, connected(port) as second:
            assert received(first, len(PROMPT)) == PROMPT
            second.sendall(b"early\n")
            first.sendall(b"first\n")
            assert received(first, 9) == b"first\r\n> "
            assert server.line() == "received: first"
            first.shutdown(socket.SHUT_WR)
            assert received(second, len(PROMPT) + 9) == PROMPT + b"early\r\n> "
            assert server.line() == "received: early"
        assert server.interrupt() == 130


def test_sagittarius_server_goes_on_when_a_client_is_gone() -> None:
    with running(SAGITTARIUS, "0") as server:
        port = server.port()
        plain = connected(port)
        plain.sendall(b"one\n")
        assert server.line() == "received: one"
        assert received(plain, len(PROMPT) + 7) == PROMPT + b"one\r\n> "
        reset(plain)
        with connected(port) as plain:
            assert received(plain, len(PROMPT)) == PROMPT
        assert server.interrupt() == 130
        _, output, complaints = server.end()
        assert output == ""
        assert complaints.startswith("the client went away: ")
        assert complaints.count("\n") == 1


# CHICKEN's look-ups, sockets, options, connecting, and its datagram ports


def test_chickens_lookups_are_the_systems() -> None:
    with running(ADDRESSES) as program:
        status, output, complaints = program.end()
    assert (status, complaints) == (0, "")
    lines = output.splitlines()
    results = dict(
        zip(lines[::2], (line.removeprefix("  ; => ") for line in lines[1::2]), strict=True)
    )
    assert len(results) == 17

    dgram = '(address-information "127.0.0.1" 53 type: sock/dgram)'
    assert results[dgram] == '[#<addrinfo "127.0.0.1:53" af/inet sock/dgram ipproto/udp>]'
    assert '"127.0.0.1:80" af/inet sock/stream' in results['(address-information "localhost" 80)']
    kinds = results['(address-information "localhost" 80 type: #f)']
    assert "sock/stream" in kinds
    assert "sock/dgram" in kinds
    canonical = results['(address-information "localhost" 0 flags: ai/canonname)']
    assert 'canonical: "' in canonical
    assert results["(address-information #f #f)"] == "[]"
    try:
        socket.getservbyname("http")
    except OSError:
        service = "80"
        assert "error: " in results['(address-information #f "http")']
    else:
        service = "'http'"
        assert '"127.0.0.1:80"' in results['(address-information #f "http")']
        assert '"0.0.0.0:80"' in results['(address-information #f "http" flags: ai/passive)']

    name = socket.getnameinfo(("127.0.0.1", 80), 0)[0]
    local = '(name-information (inet-address "127.0.0.1" 80)'
    assert results[f"{local})"] == f"('{name}', {service})"
    assert results[f"{local} ni/numericserv)"] == f"('{name}', 80)"
    numbers = '(name-information (inet-address "::1" 80) '
    assert results[f"{numbers}ni/numerichost)"] == f"('::1', {service})"
    assert results[f"{numbers}(+ ni/numerichost ni/numericserv))"] == "('::1', 80)"
    assert results['(name-information "::1")'].endswith(", 0)")


def test_chickens_lookups_are_of_the_node_that_is_said() -> None:
    with running(ADDRESSES, "127.0.0.3") as program:
        status, output, complaints = program.end()
    assert (status, complaints) == (0, "")
    addrinfo = '#<addrinfo "127.0.0.3:80" af/inet sock/stream ipproto/tcp>'
    assert f'(address-information "127.0.0.3" 80)\n  ; => [{addrinfo}]\n' in output


def test_chickens_sockets_say_where_they_are_connected() -> None:
    with contextlib.ExitStack() as stack:
        server, port = stack.enter_context(listening())
        reached = [f"127.0.0.1:{port}", f"127.0.0.1:{port}"]
        with contextlib.suppress(OSError):
            also = socket.create_server(("::1", int(port)), family=socket.AF_INET6)
            stack.enter_context(also)
            reached.insert(1, f"[::1]:{port}")
        client = stack.enter_context(running(SOCKETS, port))
        peers = [accepted(server) for _ in range(2)]
        for peer in peers:
            with peer:
                assert received(peer, 1) == b""
        status, output, complaints = client.end()
        assert status == (0 if len(reached) == 3 else 1)
        assert complaints.count("\n") == 3 - len(reached)
        lines = output.splitlines()
        kinds = [re.sub(r"fd:\d+", "fd:N", line) for line in lines[:2]]
        assert kinds == [
            "#<socket fd:N af/inet sock/stream>",
            "#<socket fd:N af/inet6 sock/dgram>",
        ]
        assert [line.partition(" to ")[2] for line in lines[2:]] == reached


def test_chickens_sockets_say_that_nobody_listens() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with running(SOCKETS, str(bound.getsockname()[1])) as client:
            status, output, complaints = client.end()
    assert status == 1
    assert output.count("\n") == 2
    assert complaints.count("Connection refused\n") >= 2


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_chickens_server_tells_who_connects(address: str) -> None:
    with running(TELLER, address, "0") as server:
        port = server.port()
        for _ in range(2):
            with connected(port) as plain:
                who = socket.getnameinfo(plain.getsockname(), 0)
                assert plain.makefile().read() == f"You are {who[0]}, {who[1]}\n"
            assert server.line() == f"{who[0]}, {who[1]}"
        assert server.interrupt() == 130
        assert server.end()[1:] == ("", "")


@pytest.mark.parametrize("address", ["::1", "::"])
def test_chickens_server_takes_ipv6_alone(address: str) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError as error:
        pytest.skip(f"this machine has no IPv6: {error}")
    with running(TELLER, address, "0", "only") as server:
        port = server.port()
        with socket.create_connection(("::1", port), LIMIT) as plain:
            assert plain.makefile().readline().startswith("You are ")
        assert server.line()
        with pytest.raises(ConnectionRefusedError):
            connected(port)


def test_chickens_server_goes_on_when_a_client_is_gone() -> None:
    with running(TELLER, "127.0.0.1", "0") as server:
        port = server.port()
        reset(connected(port))
        with connected(port) as plain:
            assert plain.makefile().readline().startswith("You are ")
        assert server.interrupt() == 130
        complaints = server.end()[2]
        assert complaints.count("\n") <= 1
        assert complaints.startswith("the client went away: " if complaints else "")


def test_chickens_options_are_those_that_were_set() -> None:
    with (
        listening() as (server, port),
        running(OPTIONS, "127.0.0.1", port) as client,
        accepted(server) as plain,
    ):
        assert received(plain, 1) == b""
        status, output, complaints = client.end()
    assert (status, complaints) == (0, "")
    lines = output.splitlines()
    assert lines[:3] == ["so-reuse-address? True", "tcp-no-delay? True", "tcp-no-delay? False"]
    low_water = re.fullmatch(r"so-receive-low-water (\d+)", lines[3])
    assert low_water is not None
    assert int(low_water[1]) > 1
    true = int(lines[4])
    assert true != 0
    assert lines[5:] == [str(struct.pack("i", true))] * 2


def test_chickens_client_says_where_it_connected() -> None:
    with (
        listening() as (server, port),
        running(CONNECT, "127.0.0.1", port) as client,
        accepted(server) as plain,
    ):
        assert client.line() == f"connected to 127.0.0.1:{port}"
        plain.sendall(b"SSH-2.0-none\r\nand more")
        assert client.end() == (0, "SSH-2.0-none\n", "")


def test_chickens_client_ends_when_nothing_comes() -> None:
    with listening() as (server, port), running(CONNECT, "127.0.0.1", port) as client:
        accepted(server).close()
        assert client.end() == (0, f"connected to 127.0.0.1:{port}\nnothing came\n", "")


def test_chickens_client_says_that_nobody_listens() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = str(bound.getsockname()[1])
        with running(CONNECT, "127.0.0.1", port) as client:
            status, output, complaints = client.end()
    assert (status, output) == (1, "")
    assert complaints.endswith("Connection refused\n")
    assert complaints.count("\n") == 1


def test_chickens_datagrams_are_whole_blocks() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind(("127.0.0.1", 0))
        plain.settimeout(LIMIT)
        with running(DATAGRAMS, "127.0.0.1", str(plain.getsockname()[1])) as client:
            assert client.process.stdin is not None
            client.type("x" * (512 + 256 + 100))
            client.process.stdin.close()
            client.process.stdin = None
            datagrams = [plain.recvfrom(9999) for _ in range(3)]
            assert [len(data) for data, _ in datagrams] == [512, 256, 100]
            plain.sendto(b"thanks\r\n", datagrams[0][1])
            assert client.end() == (0, "thanks\n", "")


# All of them


@pytest.mark.parametrize(
    "arguments", [(ECHO_SERVER, "0"), (SAGITTARIUS, "0"), (LINES, "server", "0")], ids="/".join
)
@pytest.mark.parametrize("busy", [False, True], ids=["waiting", "serving"])
def test_an_interrupt_ends_a_server(arguments: tuple[str, ...], busy: bool) -> None:
    with running(*arguments) as server, contextlib.ExitStack() as stack:
        port = server.port()
        if busy:
            plain = stack.enter_context(connected(port))
            if arguments[0] == ECHO_SERVER:
                plain.sendall(b"one\n")
                assert received(plain, 5) == b"one\r\n"
            elif arguments[0] == SAGITTARIUS:
                assert received(plain, len(PROMPT)) == PROMPT
            else:
                plain.sendall(b"one")
                assert server.line() == "one"
        assert server.interrupt() == 130
        assert server.end()[1:] == ("", "")


@pytest.mark.parametrize("arguments", [(ECHO_CLIENT,), (LINES, "client")], ids="/".join)
def test_an_interrupt_ends_a_client(arguments: tuple[str, ...]) -> None:
    with listening() as (server, port), running(*arguments, port) as client:
        client.type("hello\n")
        with accepted(server) as plain:
            assert received(plain, 5) == b"hello"
            assert client.interrupt() == 130
        assert client.end()[1:] == ("", "")


@pytest.mark.parametrize(
    "arguments",
    [(ECHO_CLIENT,), (LINES, "client"), (GUEST, "127.0.0.1"), (OPTIONS, "127.0.0.1")],
    ids="/".join,
)
def test_a_client_says_that_nobody_listens(arguments: tuple[str, ...]) -> None:
    with socket.socket() as bound:  # and not listening, so the port is nobody else's
        bound.bind(("127.0.0.1", 0))
        with running(*arguments, str(bound.getsockname()[1])) as client:
            status, output, complaints = client.end()
    assert (status, output) == (1, "")
    assert complaints.endswith("Connection refused\n")
    assert complaints.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [(ECHO_SERVER,), (LINES, "server"), (GREETER,), (SAGITTARIUS,), (TELLER, "127.0.0.1")],
    ids="/".join,
)
def test_a_server_says_that_its_port_is_taken(arguments: tuple[str, ...]) -> None:
    with listening() as (_, port), running(*arguments, port) as server:
        status, output, complaints = server.end()
    assert (status, output) == (1, "")
    assert complaints.rstrip().removesuffix(" (98)").endswith("Address already in use")
    assert complaints.count("\n") == 1


def test_every_example_is_run() -> None:
    programs = {path.name for path in EXAMPLES.glob("*.py")}
    assert programs == {
        *(ECHO_SERVER, ECHO_CLIENT, LINES),
        *(GREETER, GUEST),
        SAGITTARIUS,
        ASYNCIO,
        *(CONNECT, DATAGRAMS, ADDRESSES, SOCKETS, TELLER, OPTIONS),
    }
