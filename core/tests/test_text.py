"""Characters over binary ports: nothing taken too early, nothing lost, every line end known.

`Trickle` is a binary port that gives one piece per read, as a socket does, and remembers what was
taken from it.
"""

from __future__ import annotations

import io
import socket as stdlib
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.core import InputPort, Socket
from schemesockets.core.text import EOL, EolStyle, TextPort

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
