"""Ports of Scheme programs: the names found, and the translation of each call."""

from __future__ import annotations

import ast
import contextlib
import json
import socket
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from in_process import schemesockets, succeeds
from markdown_it import MarkdownIt

from schemesockets import dialects
from schemesockets.conformance.porting.libraries import imports
from schemesockets.conformance.porting.program import NoDialectError, Ported, port
from schemesockets.conformance.porting.reader import ReadError, read
from schemesockets.conformance.porting.serialization import as_data, as_markdown
from schemesockets.conformance.porting.translation.translator import Translator
from schemesockets.conformance.questions import phrasebook

HERE = Path(__file__).parent
SEEDS = HERE / "seeds"
EXAMPLES = HERE.parents[1] / "docs" / "examples"


# The documents' own examples, compared with their ports in docs/examples


PORTS = {
    "chicken_addresses": "chicken_addresses",
    "chicken_connect": "chicken_connect",
    "chicken_datagrams": "chicken_datagrams",
    "chicken_options": "chicken_options",
    "chicken_server": "chicken_server",
    "chicken_sockets": "chicken_sockets",
    "foment_lines": "foment_lines",
    "guile_addresses": None,
    "sagittarius_echo_server": "sagittarius_echo_server",
}


def ported(name: str) -> Ported:
    text = (SEEDS / f"{name}.scm").read_text(encoding="utf-8")
    return port(text, f"{name}.scm")


def test_every_example_is_here() -> None:
    assert {path.stem for path in SEEDS.glob("*.scm")} == PORTS.keys()


@pytest.mark.parametrize("name", PORTS)
def test_every_name_of_the_dialect_is_recognised(name: str) -> None:
    """Compare with a search for words, which is independent of Scheme's syntax."""
    told = ported(name)
    known = {entry.scheme for dialect in told.dialects for entry in dialects.load(dialect).names}
    lines = [line for line in told.text.splitlines() if not line.startswith("(import")]
    code = "\n".join(line.partition(";")[0] for line in lines)
    words = code.replace("(", " ").replace(")", " ").replace("'", " ").split()
    expected = sorted(word for word in words if word in known)
    assert expected
    assert sorted(m.entry.name.scheme for m in told.mentions if m.entry.name.scheme in known) == (
        expected
    )


@pytest.mark.parametrize("name", [name for name in PORTS if PORTS[name]])
def test_each_call_is_in_the_port_that_runs(name: str) -> None:
    """Compare procedures and arguments; a variable of the port matches anything."""
    source = (EXAMPLES / f"{PORTS[name]}.py").read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for mention in ported(name).mentions:
        assert not mention.open
        if not mention.called or mention.python in NOT_IN_THE_PORT:
            continue
        wanted = ast.parse(mention.python, mode="eval").body
        assert any(alike(wanted, call) for call in calls), mention.python


NOT_IN_THE_PORT = {
    # The port of the look-ups accepts nobody.
    "name_information(socket_peer_name(s))",
    "socket_peer_name(s)",
    # The port makes the bytes of an integer by to_bytes.
    'set_socket_option(S, SOL_SOCKET, SO_RCVLOWAT, bytes(array.array("I", [16909060])))',
    # The port goes on when 128 bytes end inside a character.
    "utf8_to_string(bv)",
}


def alike(one: ast.AST, other: ast.AST) -> bool:
    """Return whether two expressions are equal; a variable matches anything."""
    match one, other:
        case ast.Name(name), ast.Name(other_name) if len(name) > 1 and name.isupper():
            return name == other_name
        case ast.Constant(value), ast.Constant(other_value):  # another host, or another port
            return type(value) is type(other_value)
        case (ast.Name() | ast.Lambda(), _) | (_, ast.Name() | ast.Lambda() | ast.NamedExpr()):
            return True
        case ast.Call(), ast.Call():
            return (
                ast.dump(one.func) == ast.dump(other.func)
                and len(one.args) == len(other.args)
                and all(map(alike, one.args, other.args))
                and [word.arg for word in one.keywords] == [word.arg for word in other.keywords]
                and all(
                    alike(word.value, by.value)
                    for word, by in zip(one.keywords, other.keywords, strict=True)
                )
            )
    return ast.dump(one) == ast.dump(other)


# The phrasebooks have each phrase in both languages


@pytest.mark.parametrize("dialect", dialects.available())
def test_each_call_of_a_phrase_is_the_phrase_in_python(dialect: str) -> None:
    book = phrasebook.load(dialect)
    count = 0
    otherwise = []
    for name, (scheme, python) in book.phrases.items():
        try:
            said = {ast.dump(node) for node in ast.walk(ast.parse(filled(python, "a_{}")))}
        except SyntaxError:  # a parameter is a part of a string
            continue
        variables = " ".join([*(f"a-{one}" for one in fields(scheme)), *book.helpers])
        text = f"(import (rnrs))\n(define (phrase {variables})\n{filled(scheme, 'a-{}')})"
        for mention in port(text, name, [dialect]).mentions:
            if mention.called and mention.entry.name.kind != "syntax" and not mention.open:
                count += 1
                if ast.dump(ast.parse(mention.python, mode="eval").body) not in said:
                    otherwise.append(name)
    assert count > 30
    assert sorted(set(otherwise)) == sorted(SAID_OTHERWISE[dialect])


def fields(template: str) -> list[str]:
    found = (name for _, name, _, _ in string.Formatter().parse(template) if name)
    return list(dict.fromkeys(found))


def filled(template: str, spelled: str) -> str:
    """A template with variables in it, spelled so."""
    python = "_" in spelled
    names = {name: name.replace("-", "_") if python else name for name in fields(template)}
    return template.format_map({name: spelled.format(one) for name, one in names.items()})


_RAISES = {"call-with-port-raising", "call-with-raising"}  # a helper raises in Python
_ZEROS = {"send-zeros", "write-zeros", "sends-less"}  # bytes(n), which cannot be changed
_CHARACTER = {"write-character"}  # a string of one is a character in Python
_PARTS = {"call-with-port-reading"}  # two statements in Scheme, so a procedure of their own
SAID_OTHERWISE: dict[str, set[str]] = {
    "srfi-106": _RAISES | {"send-zeros"} | _PARTS,
    "foment": {"call-with-port-raising", "send-zeros"} | _PARTS,
    # #f goes to a helper of the phrasebook; a mode that is a symbol is a variable there.
    "guile": {"listen-briefly", "listen-backlog-briefly", "set-buffering", "set-buffering-size"}
    | _ZEROS
    | _CHARACTER,
    # The address is made in place, not by a helper; zeros are a string in Scheme.
    "chicken": {"send-to", "send-to-with-flags", "send-to-range", "reconnect"}
    | {"fill-within", "fill-from-all-within", "send-all-zeros", "send-zeros", "write-zeros"}
    | _CHARACTER,
    "sagittarius": {"listen-backlog-briefly", "call-with-raising", "send-zeros", "write-zeros"}
    | _CHARACTER,
}
"""Phrases whose Python is written differently."""


# Finding the dialect


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(import (scheme base) (srfi 106))", ("srfi-106",)),
        ("(import (only (srfi 106) socket?) (prefix (foment base) f:))", ("srfi-106", "foment")),
        ("(import (rnrs) (rename (sagittarius socket) (socket-recv receive)))", ("sagittarius",)),
        ("(use socket)", ("chicken",)),
        ("(require-extension srfi-18 socket)", ("chicken",)),
        ("(module a (b) (import scheme socket) (define b 1))", ("chicken",)),
        (
            "(define-library (a) (export b) (import (srfi 106)) (begin b))",
            ("srfi-106",),
        ),
        ("(library (a) (export b) (import (rnrs) (srfi :106)) (define b 1))", ("srfi-106",)),
        ("(define s (socket PF_INET SOCK_STREAM 0)) (bind s AF_INET INADDR_ANY 0)", ("guile",)),
        ("(use-modules (ice-9 rdelim)) (recvfrom! s b)", ("guile",)),
    ],
)
def test_the_imports_determine_the_dialect(text: str, expected: tuple[str, ...]) -> None:
    assert port(text, "program.scm").dialects == expected


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("", ()),
        ("(display 1)", ()),
        ("(import (scheme base))", ()),
        ('(define s (make-server-socket "0"))', ("srfi-106", "sagittarius")),
        ("(socket-connect/ai (address-information #f 22))", ("chicken",)),
    ],
)
def test_a_program_without_a_dialect_is_an_error(text: str, likely: tuple[str, ...]) -> None:
    with pytest.raises(NoDialectError) as caught:
        port(text, "program.scm")
    assert caught.value.likely == likely


def test_import_modifiers_rename() -> None:
    text = """
        (import (prefix (rename (only (srfi 106) socket-recv socket-send) (socket-recv take)) n:)
                (except (scheme base) read-u8))
        (n:take s 1) (n:socket-send s b) (n:socket-recv s 1) (socket-recv s 1) (take s 1)
        (read-u8) (peek-u8)
    """
    told = port(text, "program.scm")
    found = [mention.entry.name.scheme for mention in told.mentions]
    assert found == ["socket-recv", "socket-send", "peek-u8"]
    assert {*told.unknown} == {"n:socket-recv", "socket-recv", "take", "read-u8", "s", "b"}


def test_options_of_guiles_use_modules_rename() -> None:
    text = """
        (define-module (a) #:use-module (srfi srfi-1) #:use-module ((ice-9 rdelim) #:prefix r:))
        (use-modules ((ice-9 binary-ports) #:select ((get-u8 . byte) put-u8)))
        (accept s)
    """
    told = port(text, "program.scm")
    assert [(one.library, str(one.place)) for one in imports(read(text))] == [
        ("(srfi srfi-1)", "2:41"),
        ("(ice-9 rdelim)", "2:69"),
        ("(ice-9 binary-ports)", "3:23"),
    ]
    assert told.dialects == ("guile",)
    last = told.imports[-1]
    assert [last.original(name) for name in ("byte", "put-u8", "get-u8")] == [
        "get-u8",
        "put-u8",
        None,
    ]


def test_definitions_of_the_program_hide_the_dialect() -> None:
    text = """
        (import (srfi 106))
        (define (socket-send socket data) (list socket data))
        (define (f socket-recv) (socket-recv 1) (socket-close 2))
        (let ((socket-accept car)) (socket-accept '(1)))
        (socket-send 1 2)
    """
    told = port(text, "program.scm")
    assert [mention.entry.name.scheme for mention in told.mentions] == ["socket-close"]


# Arguments


@pytest.mark.parametrize(
    ("dialect", "scheme", "python"),
    [
        ("srfi-106", "(message-type peek wait-all)", 'message_type("peek", "wait-all")'),
        ("srfi-106", "(socket-send s #u8(1 2))", 'socket_send(s, b"\\x01\\x02")'),
        ("chicken", "(set! (so-keep-alive? s) #f)", "set_so_keep_alive(s, False)"),
        ("chicken", "(address-information #f 80 type: #f)", None),
        ("chicken", '(inet-address "::1" #f)', 'inet_address("::1", None)'),
        ("chicken", "(socket-accept-timeout #f)", "socket_accept_timeout(None)"),
        ("guile", "(setsockopt s SOL_SOCKET SO_LINGER (cons 1 2))", None),
        ("guile", "(sockaddr:port (cdr (accept s)))", "sockaddr_port(accept(s)[1])"),
        ("guile", "(setvbuf s 'block 100)", 'setvbuf(s, "block", 100)'),
        ("sagittarius", "(socket-port s #f)", "socket_port(s, False)"),
        ("sagittarius", "(make-server-socket #f)", "make_server_socket(None)"),
        ("foment", '(connect-socket s "h" "80" (address-family inet))', None),
    ],
)
def test_a_literal_is_converted_for_the_parameter(
    dialect: str, scheme: str, python: str | None
) -> None:
    (mention, *_) = port(f"(define (f s) {scheme})", "program.scm", [dialect]).mentions
    expected = {
        "(address-information #f 80 type: #f)": "address_information(None, 80, type=None)",
        "(setsockopt s SOL_SOCKET SO_LINGER (cons 1 2))": "setsockopt(s, SOL_SOCKET, SO_LINGER, "
        "(1, 2))",
        '(connect-socket s "h" "80" (address-family inet))': "connect_socket",
    }
    assert mention.python == (python or expected[scheme])


def test_a_literal_is_converted_for_a_bound_parameter() -> None:
    text = "(parameterize ((socket-accept-timeout #f) (socket-send-size 1)) (socket-accept s))"
    told = port(text, "program.scm", ["chicken"])
    assert (
        "with parameterize((socket_accept_timeout, None), (socket_send_size, 1)):" in told.python
    )


# Notes


def test_notes_come_from_the_data() -> None:
    told = json.loads(json_of("chicken", "(socket-receive s 10) (socket-receive s 20)"))
    assert told["format"] == "schemesockets-port"
    first, second = told["names"]
    assert (first["line"], first["column"], first["module"]) == (
        1,
        1,
        "schemesockets.dialects.chicken",
    )
    kinds = {note["kind"] for note in first["notes"]}
    assert "what is a string there is bytes here" in [note["words"] for note in first["notes"]]
    assert kinds >= {"changes", "requirement"}
    assert first["notes"] == second["notes"]


def json_of(dialect: str, text: str) -> str:
    result = schemesockets("port", "-", "--dialect", dialect, "--format", "json", input=text)
    assert result.exit_code == 0, result.stderr
    return result.stdout


# The command


ECHO = SEEDS / "sagittarius_echo_server.scm"


def test_the_terminal_shows_each_call_and_its_translation() -> None:
    lines = succeeds("port", str(ECHO)).splitlines()
    assert lines[0] == "sagittarius_echo_server.scm: Sagittarius ((sagittarius socket) at 1:16)"
    at = lines.index("5:18    (socket-accept echo-server-socket)")
    assert lines[at + 1].strip() == "socket_accept(echo_server_socket)"
    assert lines[at + 2].strip() == "- #f, where Scheme gives it, is None"
    assert "6:1     (call-with-socket addr (lambda (sock) …))" in lines
    again = lines.index("32:7    (socket-accept echo-server-socket)")
    assert lines[again + 2] == ""  # what there is to know is told once
    assert "  eof-object?  23:10  is_eof_object(a)" in lines


def test_the_markdown_is_valid() -> None:
    page = succeeds("port", str(SEEDS / "chicken_options.scm"), "--format", "markdown")
    tokens = MarkdownIt().enable("table").parse(page)
    headings = [
        tokens[number + 1].content
        for number, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    assert headings == [
        "chicken\\_options.scm: what it becomes in Python",
        "Calls",
        "Names that every Scheme has",
        "Names that are not known",
    ]
    code = [token.content.strip() for token in tokens if token.type == "fence"]
    assert "set_socket_option(S, IPPROTO_TCP, TCP_NODELAY, 1)" in code
    for one in code:
        ast.parse(one)


def test_places_in_the_data_are_right() -> None:
    text = ECHO.read_text(encoding="utf-8")
    told = json.loads(succeeds("port", str(ECHO), "--format", "json"))
    lines = text.splitlines()
    for mention in told["names"]:
        line = lines[mention["line"] - 1][mention["column"] - 1 :]
        assert line.startswith(("(" if mention["called"] else "") + mention["name"])
    assert told["dialects"] == ["sagittarius"]
    assert told["decisions"] == []


def test_the_python_file_is_written_and_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    result = schemesockets("port", str(ECHO), "--out", str(folder))
    target = folder / "sagittarius_echo_server.py"
    assert (result.exit_code, result.stderr) == (0, f"{target}: nothing to decide\n")
    written = target.read_text(encoding="utf-8")
    assert written == ported("sagittarius_echo_server").python
    target.write_text("mine", encoding="utf-8")
    result = schemesockets("port", str(ECHO), "--out", str(folder))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{target} exists already and is not overwritten" in result.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_the_page_shows_the_output_of_the_command() -> None:
    page = (HERE.parents[1] / "docs" / "port.md").read_text(encoding="utf-8")
    blocks = {
        opening: page.split(f"```{opening}\n")[1].split("```")[0]
        for opening in ('scheme title="echo.scm"', "python")
    }
    told = port(blocks['scheme title="echo.scm"'], "echo.scm")
    assert told.decisions == ()
    assert told.python.startswith(blocks["python"])


def test_the_port_of_the_echo_server_echoes(tmp_path: Path) -> None:
    text = ECHO.read_text(encoding="utf-8").replace('"5000"', '"0"')
    source = port(text, "echo.scm").python
    said = "print(echo_server_socket.local_address().port, flush=True)\naddr ="
    program = tmp_path / "echo.py"
    program.write_text(source.replace("addr =", said, 1), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            port_number = int(server.stdout.readline())
            for _ in range(2):
                with socket.create_connection(("127.0.0.1", port_number), 60) as client:
                    client.sendall(b"one\ntwo\n")
                    client.shutdown(socket.SHUT_WR)
                    with client.makefile("rb") as answer:
                        heard = answer.read()
                assert heard == b"please type something\n\r> one\r\n> two\r\n> "
        finally:
            server.kill()


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("(import (srfi 106)", (), "-:1:1: the ( has no end"),
        ('(import (srfi 106))\n  (f "', (), "-:2:6: "),
        pytest.param(
            f"(import (srfi 106)) {'(' * 9999}f{')' * 9999}",
            (),
            "-:1:1: nested too deeply to be translated",
            id="deep",
        ),
        ("(f)", (), "-: no import says which dialect this is; say --dialect NAME (there are "),
        ("(socket-connect/ai x)", (), "say --dialect NAME (its names are those of chicken)"),
        ("(f)", ("--dialect", "guiel"), "no dialect 'guiel'"),
        ("(f)", ("--dialect", "guile", "--format", "html"), "'html' is not one of"),
    ],
)
def test_errors_name_the_problem(text: str, words: tuple[str, ...], said: str) -> None:
    result = schemesockets("port", "-", *words, input=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_unreadable_files_are_usage_errors(tmp_path: Path) -> None:
    bad = tmp_path / "bad.scm"
    bad.write_bytes(b"(import (srfi 106)) \xff")
    for path, said in ((bad, "byte 20 is not UTF-8"), (tmp_path / "none.scm", "No such file")):
        result = schemesockets("port", str(path))
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
    a_file = tmp_path / "file"
    a_file.touch()
    result = schemesockets("port", str(ECHO), "--out", str(a_file))
    assert result.exit_code == 2
    result = schemesockets("port", str(ECHO), "--out", str(a_file / "under"))
    assert result.exit_code == 2
    assert "Not a directory" in result.stderr


# Random input


# A program may call a number; compiling the translated call then gives a SyntaxWarning.
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@example(text="|\n1|")
@example(text="(|\r| |\0|)")
@given(text=st.text(alphabet="()'`,@#;\" ab1.:|\\\n", max_size=60))
def test_random_text(text: str) -> None:
    with contextlib.suppress(ReadError):
        compile(port(f"(define s (socket 1 2 3))\n{text}", "p.scm", ["guile"]).python, "p", "exec")


FORMS = sorted({*Translator.statement_forms, *Translator.forms, "lambda", "send", "accept", "x"})
DATA = st.recursive(
    st.sampled_from(["x", "s", "1", '"t"', "#f", "else", "=>", "()", "(x)", "((x 1))", "#u8(1)"]),
    lambda inner: st.tuples(st.sampled_from(FORMS), st.lists(inner, max_size=4)).map(
        lambda form: f"({' '.join([form[0], *form[1]])})"
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("name", ['a"""b.scm', "a\\b.scm", "a\nb.scm", "a'.scm", "a\\"])
def test_random_file_names(name: str) -> None:
    python = port("(define s (socket 1 2 3)) (f)", name, ["guile"]).python
    compile(python, "p", "exec")


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@example(data=["(condition-case x (accept () s))"])
@example(data=["(condition-case (define (accept) x) x)"])
@example(data=["(define (x) (x))", "(let x () (x))"])
@given(data=st.lists(DATA, min_size=1, max_size=4))
def test_random_forms(data: list[str]) -> None:
    told = port("\n".join(["(define (x y) s)", *data]), "p.scm", ["guile"])
    compile(told.python, "p", "exec")
    as_data(told)
    as_markdown(told)
