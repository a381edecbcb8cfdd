"""Characters over binary ports: nothing taken too early, nothing lost, every line end known.

`Trickle` is a binary port that gives one piece per read, as a socket does, and remembers what was
taken from it.
"""

from __future__ import annotations

import io
import socket as stdlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, get_args

import pytest
from alarms import alarms, despite_alarms, until_hit
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.core import InputPort, OutputPort, PortClosed, PortPolicy, Socket, TwoWayPort
from schemesockets.core.ports.text import EOL, EolStyle, ErrorMode, TextPort

LINE_ENDS = ("\n", "\r", "\r\n", "\x85", "\r\x85", "\u2028")


class Trickle(io.RawIOBase):
    """Gives its pieces one at a time; `left` is what nobody has taken."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = [piece for piece in pieces if piece]

    @property
    def left(self) -> bytes:
        return b"".join(self.pieces)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self.pieces:
            return b""
        piece = self.pieces.pop(0)
        if 0 <= size < len(piece):
            self.pieces.insert(0, piece[size:])
            piece = piece[:size]
        return piece


class Peekable(Trickle):
    """The same with a look ahead."""

    def peek(self, size: int = 0) -> bytes:
        return self.pieces[0] if self.pieces else b""


@pytest.fixture(params=[Trickle, Peekable])
def kind(request: pytest.FixtureRequest) -> type[Trickle]:
    made: type[Trickle] = request.param
    return made


@pytest.fixture
def pair() -> Iterator[tuple[stdlib.socket, stdlib.socket]]:
    left, right = stdlib.socketpair()
    with left, right:
        yield left, right


def test_characters_one_by_one() -> None:
    port = TextPort(io.BytesIO("aé€😀".encode()))
    assert [port.read_char() for _ in range(5)] == ["a", "é", "€", "😀", ""]


def test_peek_leaves_the_character() -> None:
    port = TextPort(io.BytesIO("é".encode()))
    assert (port.peek_char(), port.peek_char(), port.read_char(), port.peek_char()) == (
        "é",
        "é",
        "é",
        "",
    )


@pytest.mark.parametrize("count", range(5))
def test_takes_no_byte_beyond_the_characters_asked_for(kind: type[Trickle], count: int) -> None:
    text = "€é😀a€"
    below = kind(text.encode())
    port = TextPort(below)
    assert port.read(count) == text[:count]
    assert below.left == text[count:].encode()


def test_takes_no_byte_beyond_the_line(kind: type[Trickle]) -> None:
    below = kind("héllo\n".encode() + b"\xff\xfe")
    assert TextPort(below).readline() == "héllo\n"
    assert below.left == b"\xff\xfe"


def test_takes_no_byte_beyond_a_line_end_that_comes_in_two() -> None:
    below = Peekable(b"a\xc2", b"\x85bc")
    assert TextPort(below, eol="lf").readline() == "a\n"
    assert below.left == b"bc"


def test_the_second_half_of_a_line_end_is_not_left_in_the_socket() -> None:
    here, there = Socket.pair()
    with here, there:
        there.send_all(b"a\r\nb\r\xc3\xa9")
        assert TextPort(InputPort(here), eol="crlf").read(2) == "a\n"
        assert TextPort(InputPort(here), eol="crlf").read(2) == "b\n"
        assert here.receive(9) == b"\xc3\xa9"


def test_lines_of_a_file() -> None:
    assert list(TextPort(io.BytesIO(b"a\n\nbc"))) == ["a\n", "\n", "bc"]


def test_readline_is_limited() -> None:
    port = TextPort(io.BytesIO(b"abcdef\ng"))
    assert [port.readline(n) for n in (4, 0, 9, 9)] == ["abcd", "", "ef\n", "g"]


def test_read_to_the_end(kind: type[Trickle]) -> None:
    port = TextPort(kind(b"ab", b"\xe2\x82", b"\xac\n", b"c"))
    assert (port.read(), port.read(), port.read(None)) == ("ab€\nc", "", "")


@pytest.mark.parametrize("eol", [style for style in get_args(EolStyle) if style != "none"])
@pytest.mark.parametrize("end", LINE_ENDS)
def test_every_line_end_reads_as_newline(eol: EolStyle, end: str, kind: type[Trickle]) -> None:
    data = f"a{end}b{end}{end}c".encode()
    assert TextPort(kind(data), eol=eol).read() == "a\nb\n\nc"
    port = TextPort(kind(*(data[i : i + 1] for i in range(len(data)))), eol=eol)
    assert [port.readline() for _ in range(5)] == ["a\n", "b\n", "\n", "c", ""]


def test_style_none_leaves_line_ends_alone() -> None:
    text = "".join(f"a{end}" for end in LINE_ENDS)
    assert TextPort(io.BytesIO(text.encode()), eol="none").read() == text


@pytest.mark.parametrize("eol", get_args(EolStyle))
def test_newlines_are_written_in_style(eol: EolStyle) -> None:
    below = io.BytesIO()
    assert TextPort(below, eol=eol).write("a\nb\n") == 4
    assert below.getvalue() == f"a{EOL[eol]}b{EOL[eol]}".encode()


def test_a_lone_return_does_not_wait_for_more(pair: tuple[stdlib.socket, stdlib.socket]) -> None:
    here, there = pair
    with here.makefile("rb", buffering=0) as below:
        port = TextPort(below, eol="crlf")
        there.sendall(b"one\r")
        assert port.readline() == "one\n"
        there.sendall(b"\ntwo\r\n")
        assert port.readline() == "two\n"


def test_latin_1() -> None:
    below = io.BytesIO(b"\xe9\x85\xff")
    port = TextPort(below, "latin-1", "lf")
    assert port.read() == "é\nÿ"
    out = io.BytesIO()
    TextPort(out, "latin-1").write("éÿ")
    assert out.getvalue() == b"\xe9\xff"


@pytest.mark.parametrize(
    "codec", ["utf-16", "utf-16-le", "utf-32", "shift_jis", "euc_jp", "utf-7"]
)
def test_other_codecs(codec: str) -> None:
    below = io.BytesIO()
    writer = TextPort(below, codec, "crlf")
    writer.write("日本\n")
    writer.write("go\n")
    assert below.getvalue() == "日本\r\ngo\r\n".encode(codec)
    reader = TextPort(io.BytesIO(below.getvalue()), codec, "crlf")
    assert (reader.readline(), reader.read_char(), reader.read()) == ("日本\n", "g", "o\n")


class TestBrokenInput:
    def test_raise_costs_only_the_broken_bytes(self, kind: type[Trickle]) -> None:
        port = TextPort(kind(b"ab\xff\xe2\x82cd\n"))
        seen = []
        for _ in range(9):
            try:
                seen.append(port.read_char())
            except UnicodeDecodeError:
                seen.append("!")
        assert "".join(seen) == "ab!!cd\n"

    def test_a_read_that_raises_loses_no_character(self, kind: type[Trickle]) -> None:
        port = TextPort(kind(b"ab\xffcd\nef"))
        with pytest.raises(UnicodeDecodeError):
            port.readline()
        assert (port.readline(), port.read()) == ("abcd\n", "ef")

    def test_several_broken_bytes_raise_one_by_one(self) -> None:
        port = TextPort(io.BytesIO(b"a\xffb\xfec"))
        for _ in range(2):
            with pytest.raises(UnicodeDecodeError):
                port.read(5)
        assert port.read(5) == "abc"

    def test_replace(self, kind: type[Trickle]) -> None:
        port = TextPort(kind(b"a\xff", b"\xe2\x82", b"c\xe2"), errors="replace")
        assert port.read() == "a\ufffd\ufffdc\ufffd"

    def test_ignore(self, kind: type[Trickle]) -> None:
        port = TextPort(kind(b"a\xff", b"\xe2\x82", b"c\xe2"), errors="ignore")
        assert port.read() == "ac"

    def test_a_sequence_cut_by_the_end(self) -> None:
        port = TextPort(io.BytesIO(b"a\xe2\x82"))
        assert port.read_char() == "a"
        with pytest.raises(UnicodeDecodeError):
            port.read_char()
        assert port.read_char() == ""

    def test_utf_16_goes_on_in_its_byte_order(self) -> None:
        broken = b"\xfe\xff" + "a".encode("utf-16-be") + b"\xdc\x00" + "b".encode("utf-16-be")
        assert TextPort(io.BytesIO(broken), "utf-16", errors="replace").read() == "a\ufffdb"

    @pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
    def test_a_stream_that_does_not_begin_as_it_should(self, codec: str) -> None:
        data = b"abcdefgh"
        with pytest.raises(UnicodeDecodeError, match=codec):
            TextPort(io.BytesIO(data), codec).read()
        text = TextPort(io.BytesIO(data), codec, errors="replace").read()
        assert text.startswith("\ufffd")

    @given(st.binary(max_size=40), st.lists(st.integers(1, 6), max_size=40))
    def test_replacing_in_pieces_is_replacing_at_once(self, data: bytes, sizes: list[int]) -> None:
        port = TextPort(io.BytesIO(data), errors="replace")
        text = "".join(port.read(size) for size in sizes)
        assert text + port.read() == data.decode("utf-8", "replace")


class TestBrokenOutput:
    def test_raise_writes_nothing(self) -> None:
        below = io.BytesIO()
        port = TextPort(below, "latin-1")
        with pytest.raises(UnicodeEncodeError):
            port.write("ab€")
        assert below.getvalue() == b""
        port.write("cd")
        assert below.getvalue() == b"cd"

    @pytest.mark.parametrize(
        ("codec", "expected"),
        [("latin-1", b"a?b"), ("utf-8", "a\ufffdb".encode()), ("utf-16-le", b"a\0\xfd\xffb\0")],
    )
    def test_replace(self, codec: str, expected: bytes) -> None:
        below = io.BytesIO()
        unfit = "€" if codec == "latin-1" else "\ud800"
        assert TextPort(below, codec, errors="replace").write(f"a{unfit}b") == 3
        assert below.getvalue() == expected

    def test_ignore(self) -> None:
        below = io.BytesIO()
        TextPort(below, "latin-1", errors="ignore").write("a€€b")
        assert below.getvalue() == b"ab"


class TestFile:
    def test_print(self) -> None:
        below = io.BytesIO()
        print("a", 1, file=TextPort(below, eol="crlf"))
        assert below.getvalue() == b"a 1\r\n"

    def test_short_writes_are_completed(self) -> None:
        class Reluctant(io.RawIOBase):
            got = b""

            def write(self, data: bytes | memoryview) -> int:  # type: ignore[override]
                self.got += bytes(data[:2])
                return min(2, len(data))

        below = Reluctant()
        TextPort(below).write("abcde")
        assert below.got == b"abcde"

    def test_closing_closes_the_port_below(self) -> None:
        below = io.BytesIO(b"abc")
        port = TextPort(below)
        port.peek_char()
        port.close()
        port.close()
        assert (port.closed, below.closed, port.input_open, port.output_open) == (
            True,
            True,
            False,
            False,
        )
        with pytest.raises(ValueError, match="closed"):
            port.read_char()

    def test_dropping_does_not_close_the_port_below(self) -> None:
        below = io.BytesIO(b"abc")
        TextPort(below).read_char()
        assert not below.closed

    def test_nothing_yet_is_an_error_and_not_the_end(
        self, pair: tuple[stdlib.socket, stdlib.socket]
    ) -> None:
        here, there = pair
        here.setblocking(False)
        with here.makefile("rb", buffering=0) as below:
            port = TextPort(below)
            there.sendall(b"a\xe2")
            with pytest.raises(BlockingIOError):
                port.read(2)
            there.sendall(b"\x82\xac")
            assert port.read(2) == "a€"

    @pytest.mark.parametrize(("eol", "errors"), [("LF", "raise"), ("lf", "strict")])
    def test_unknown_style_or_mode(self, eol: EolStyle, errors: str) -> None:
        with pytest.raises(ValueError, match="must be"):
            TextPort(io.BytesIO(), "utf-8", eol, errors)  # type: ignore[arg-type]

    def test_unknown_codec(self) -> None:
        with pytest.raises(LookupError):
            TextPort(io.BytesIO(), "klingon")

    def test_bytes_are_not_text(self) -> None:
        with pytest.raises(TypeError, match="str"):
            TextPort(io.BytesIO()).write(b"x")  # type: ignore[arg-type]


@given(
    st.text(st.sampled_from("aé€😀\n\r\x85\u2028"), max_size=30),
    st.lists(st.integers(-1, 4), max_size=30),
    st.sampled_from([style for style in get_args(EolStyle) if style != "none"]),
    st.integers(1, 5),
)
def test_any_mix_of_reads_gives_the_text(
    text: str, steps: list[int], eol: EolStyle, piece: int
) -> None:
    data = text.encode()
    expected = text
    for end in ("\r\n", "\r\x85", "\r", "\x85", "\u2028"):
        expected = expected.replace(end, "\n")
    for below in (Trickle, Peekable):
        pieces = [data[i : i + piece] for i in range(0, len(data), piece)]
        port = TextPort(below(*pieces), eol=eol)
        got = ""
        for step in steps:
            if step < 0:
                line = port.readline()
                assert line == expected[len(got) :][: len(line)]
                assert "\n" not in line[:-1]
                got += line
            elif step == 0:
                assert port.peek_char() == expected[len(got) : len(got) + 1]
            else:
                piece_read = port.read(step)
                assert len(piece_read) == min(step, len(expected) - len(got))
                got += piece_read
        assert got + port.read() == expected


# Over the engine's ports


class Styled(NamedTuple):
    """How a text port is set up, and the port below it."""

    block: int
    eol: EolStyle
    errors: ErrorMode


BLOCKS = (0, 1, 7, 4096)
styled = st.builds(
    Styled,
    st.sampled_from(BLOCKS),
    st.sampled_from(get_args(EolStyle)),
    st.sampled_from(get_args(ErrorMode)),
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["line", "next", "held", "char", "peek", "read"]), st.integers(0, 9)
    ),
    max_size=30,
)


def do(port: TextPort, step: str, size: int) -> str | None:
    """One step of reading; the newline that `next_line` leaves out is put back."""
    try:
        if step == "line":
            return port.readline()
        if step in ("next", "held"):
            line = port.held_line() if step == "held" else None
            if line is None:
                line = port.next_line()
            return None if line is None else line + "\n"
        if step == "char":
            return port.read_char()
        if step == "peek":
            port.peek_char()
            return ""
        return port.read(size)
    except UnicodeDecodeError:
        return None


@given(
    st.lists(
        st.sampled_from(
            [b"a", b"bc", b"\n", b"\r\n", b"\r", b"\xc3\xa4", b"\xff", b"\xe2"]
            + [end.encode() for end in LINE_ENDS]
        ),
        max_size=40,
    ).map(b"".join),
    styled,
    steps,
)
def test_reads_as_over_a_file(data: bytes, style: Styled, taken: list[tuple[str, int]]) -> None:
    """By whole lines, by characters or to the end comes what a file in memory gives."""
    here, there = Socket.pair()
    with here, there:
        there.send_all(data)
        there.shutdown(stdlib.SHUT_WR)
        block, eol, errors = style
        fast = TextPort(InputPort(here, PortPolicy(input_buffer=block)), "utf-8", eol, errors)
        slow = TextPort(io.BytesIO(data), "utf-8", eol, errors)
        texts: list[str] = []
        for port in (fast, slow):
            text = "".join(do(port, *step) or "" for step in taken)
            rest = None
            while rest is None:
                rest = do(port, "read", -1)
            texts.append((text + rest).rstrip("\n"))
        if errors == "raise":  # which of two steps an error ends may differ
            assert sorted(texts[0]) == sorted(texts[1])
        assert texts[0] == texts[1]


mixed = st.lists(
    st.sampled_from(["text", "other text", "next", "byte", "bytes", "line", "peek", "unread"]),
    max_size=40,
)


@given(
    st.lists(st.text("ab", max_size=5), max_size=20),
    st.sampled_from(BLOCKS),
    st.sampled_from(get_args(EolStyle)),
    mixed,
)
def test_text_and_bytes_may_be_read_in_turn(
    lines: list[str], block: int, eol: EolStyle, taken: list[str]
) -> None:
    """Of what the port holds, nobody gets what another has got, or gets it out of order."""
    data = "".join(f"{line}\n" for line in lines)
    here, there = Socket.pair()
    with here, there:
        there.send_all(data.encode())
        there.shutdown(stdlib.SHUT_WR)
        below = InputPort(here, PortPolicy(input_buffer=block))
        one, other = TextPort(below, eol=eol), TextPort(below, eol=eol)
        got = ""
        for step in taken:
            match step:
                case "text":
                    got += one.readline()
                case "other text":
                    got += other.readline()
                case "next":
                    line = one.next_line()
                    got += "" if line is None else f"{line}\n" if got + line != data else line
                case "byte":
                    byte = below.read_byte()
                    got += chr(byte) if byte >= 0 else ""
                case "bytes":
                    got += below.read(4).decode()
                case "line":
                    got += below.readline().decode()
                case "peek":
                    assert data[len(got) :].startswith(below.peek().decode())
                case "unread":
                    below.unread(below.read1(3))
            assert data.startswith(got)
        assert got + one.read() == data


@pytest.mark.parametrize("block", [0, 4096])
def test_a_lone_return_does_not_wait_for_more_from_a_socket(block: int) -> None:
    here, there = Socket.pair()
    with here, there:
        port = TextPort(InputPort(here, PortPolicy(input_buffer=block)), eol="crlf")
        for sent in (b"one\rtw", b"o\r", b"\nthree\r\nfour\n", b"five"):
            there.send_all(sent)
        assert [port.readline() for _ in range(4)] == ["one\n", "two\n", "three\n", "four\n"]
        there.send_all(b"\r")
        assert port.readline() == "five\n"
        assert not port.ready()


@pytest.mark.parametrize("close", [TextPort.close, TextPort.close_input, lambda t: t.port.close()])
def test_a_closed_port_holds_no_line(close: Callable[[TextPort], None]) -> None:
    here, there = Socket.pair()
    with here, there:
        port = TextPort(TwoWayPort(here, PortPolicy(input_buffer=4096, output_buffer=4096)))
        there.send_all(b"one\ntwo\nthree\n")
        assert (port.readline(), port.held_line()) == ("one\n", "two")
        assert port.hold("abc")
        close(port)
        assert port.held_line() is None
        with pytest.raises(PortClosed):
            port.readline()
        port.port.close()
        assert not port.hold("def")
        with pytest.raises(PortClosed):
            port.write("def")
        assert there.receive(9) == b"abc"


@pytest.mark.parametrize("block", [0, 1000])
@pytest.mark.parametrize("eol", ["none", "crlf"])
def test_threads_get_every_line_whole_and_once(block: int, eol: EolStyle) -> None:
    lines = [f"{number} {'ä' * (number % 50)}" for number in range(20_000 if block else 4_000)]
    here, there = Socket.pair()
    with here, there, ThreadPoolExecutor(5) as pool:
        port = TextPort(InputPort(here, PortPolicy(input_buffer=block)), eol=eol)
        end = "\n" if eol == "none" else "\r\n"

        def write() -> None:
            there.send_all("".join(line + end for line in lines).encode())
            there.shutdown(stdlib.SHUT_WR)

        def read() -> list[str]:
            return list(iter(port.next_line, None))

        writing = pool.submit(write)
        got = [reading.result(60) for reading in [pool.submit(read) for _ in range(4)]]
        writing.result(60)
    order = {line: place for place, line in enumerate(lines)}
    assert sorted(order[line] for each in got for line in each) == list(range(len(lines)))
    for each in got:
        assert sorted(each, key=order.__getitem__) == each


@pytest.mark.parametrize("block", [None, 1000])
def test_what_threads_write_is_not_torn(block: int | None) -> None:
    count = 5_000
    here, there = Socket.pair()
    with here, there, ThreadPoolExecutor(5) as pool:
        port = TextPort(OutputPort(here, PortPolicy(output_buffer=block)), eol="crlf")

        def write(name: str) -> None:
            for number in range(count):
                assert port.write(f"{name}{number} {'ö' * 50}\n") == len(f"{name}{number}") + 52

        reading = pool.submit(InputPort(there).read)
        for writing in [pool.submit(write, name) for name in "abcd"]:
            writing.result(60)
        port.flush()
        here.shutdown(stdlib.SHUT_WR)
        got = reading.result(60).decode().split("\r\n")
    for name in "abcd":
        mine = [line.split()[0] for line in got if line.startswith(name)]
        assert mine == [f"{name}{number}" for number in range(count)]
    assert all(line.endswith(" " + "ö" * 50) for line in got[:-1])
    assert len(got) == 4 * count + 1


@pytest.mark.parametrize("block", [0, 300])
@pytest.mark.parametrize("eol", ["none", "lf"])
@pytest.mark.parametrize("how", ["line", "next", "read", "char"])
def test_signals_cost_no_character(block: int, eol: EolStyle, how: str) -> None:
    text = "".join(f"{number} {'€ä' * (number % 9)}\n" for number in range(1_500))
    data = text.encode() if eol == "none" else text.replace("\n", "\r\n").encode()

    def scenario() -> int:
        here, there = Socket.pair()
        got: list[str] = []
        with here, there, ThreadPoolExecutor(1) as pool:
            port = TextPort(InputPort(here, PortPolicy(input_buffer=block)), eol=eol)

            def write() -> None:
                for start in range(0, len(data), 501):
                    there.send_all(data[start : start + 501])
                there.shutdown(stdlib.SHUT_WR)

            def read() -> None:
                if how == "next":
                    while (line := port.next_line()) is not None:
                        got.append(line + "\n")
                    return
                takes: dict[str, Callable[[], str]] = {
                    "line": port.readline,
                    "read": lambda: port.read(7),
                    "char": port.read_char,
                }
                while piece := takes[how]():
                    got.append(piece)

            writing = pool.submit(write)
            with alarms() as hits:
                despite_alarms(read)
            writing.result(60)
        assert "".join(got) == text
        return hits[0]

    until_hit(scenario)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_asking_whether_it_is_ready_leaves_a_broken_sequence_to_be_read(codec: str) -> None:
    here, there = Socket.pair()
    with here, there:
        port = TextPort(InputPort(here), codec)
        there.send(b"\xc3h")
        assert port.ready()
        assert port.ready()
        with pytest.raises(UnicodeDecodeError):
            port.read(1)
