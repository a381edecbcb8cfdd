"""Ports of programs in several files: packages that do what the programs do under `run`."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from scheme_ports import Outcome, here, laid, port_outcome

from schemesockets.dialects.scheme.command import ended
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program
from schemesockets.dialects.scheme.syntax import SyntaxFailure
from schemesockets.dialects.scheme.writing.translation import Port, write

Files = dict[str, str]
"""The text of each file by its path, the program's first."""

LIMIT = 60
NUMBERS = itertools.count(1)


def ran(file: Path, dialect: str) -> Outcome:
    """What a program does under `run`."""
    program = Program(profile(dialect), (), (str(file),), own=file.parent)

    def whole() -> int:
        program.run_file(file)
        return 0

    return here(lambda: ended(program, whole))


def ported(file: Path, dialect: str) -> Port:
    """The port of a program that lacks nothing."""
    made = write(file.read_text(encoding="utf-8"), str(file), dialect)
    assert made.undecided == ()
    return made


def same(files: Files, dialect: str, folder: Path) -> Outcome:
    """What a program does, which its port does too."""
    number = next(NUMBERS)
    first, *others = files
    file = laid({f"p{number}.scm": files[first], **{each: files[each] for each in others}}, folder)
    made = ported(file, dialect)
    expected = ran(file, dialect)
    assert made.main
    assert port_outcome(made) == expected, made.files
    return expected


# Over the wire: each client greets its peer, hears an answer, says goodbye and hears another

WORDS = """(define-library (chat words)
  (export hello bye)
  (import (scheme base))
  (begin
    (define hello (string-append "hel" "lo"))
    (define bye "never")))
"""
TALK = """(import (scheme base) (scheme write)
  (prefix (except (chat wire) unused) wire:)
  (rename (except (chat words) bye) (hello greeting)))
(define (say text) (wire:say peer text))
(define peer (wire:open "PORT"))
(say greeting)
(display (wire:hear peer))
(say "bye")
(display (wire:hear peer))
(write wire:count)
(wire:close peer)
"""
SRFI_106: Files = {
    "client.scm": TALK,
    "chat/words.sld": WORDS,
    "chat/wire.sld": """; What goes over the wire.
(define-library (chat wire)
  (export open say hear close unused (rename sent count))
  (import (scheme base) (srfi 106))
  (include "wire-impl.scm"))
""",
    "chat/wire-impl.scm": """(define sent 0)
(define (open port) (make-client-socket "127.0.0.1" port))
(define (say socket text)
  (set! sent (+ sent 1))
  (socket-send socket (string->utf8 text)))
(define (hear socket) (utf8->string (socket-recv socket 100)))
(define (close socket) (socket-close socket))
(define unused 0)
""",
}
FOMENT: Files = {
    **SRFI_106,
    "chat/wire.sld": """(define-library (chat wire)
  (export open say hear close unused (rename sent count))
  (import (scheme base) (foment base))
  (begin
    (define sent 0)
    (define (open port)
      (define made (make-socket *af-inet* *sock-stream* *ipproto-tcp*))
      (connect-socket made "127.0.0.1" port *af-inet* *sock-stream* 0 *ipproto-tcp*)
      made)
    (define (say socket text)
      (set! sent (+ sent 1))
      (send-socket socket (string->utf8 text) 0))
    (define (close socket) (close-port socket))
    (define unused 0)
    (define (hear socket) (utf8->string (recv-socket socket 100 0)))))
""",
}
SAGITTARIUS: Files = {
    "client.scm": """#!r6rs
(import (rnrs) (prefix (chat wire) wire:) (chat words))
(define peer (wire:open "PORT"))
(wire:say peer hello)
(display (wire:hear peer))
(wire:say peer "bye")
(display (wire:hear peer))
(write (wire:count))
(wire:close peer)
""",
    "chat/words.scm": """(library (chat words)
  (export (rename (greeting hello)))
  (import (rnrs))
  (define greeting (string-append "hel" "lo")))
""",
    "chat/wire.scm": """(library (chat wire)
  (export open say hear close count)
  (import (rnrs) (sagittarius socket))
  (define (close socket) (socket-close socket))
  (define sent 0)
  (define (count) sent)
  (define (open port) (make-client-socket "127.0.0.1" port))
  (define (say socket text)
    (set! sent (+ sent 1))
    (socket-send socket (string->utf8 text)))
  (define (hear socket) (utf8->string (socket-recv socket 100))))
""",
}
GUILE: Files = {
    "client.scm": """(use-modules ((chat wire) #:prefix wire:) ((chat words) #:select (hello)))
(load "peer.scm")
(wire:say peer hello)
(display (wire:hear peer))
(wire:say peer "bye")
(display (wire:hear peer))
(write wire:sent)
(close-port peer)
""",
    "peer.scm": '(define peer (wire:open (string->number "PORT")))',
    "chat/words.scm": """(define-module (chat words) #:use-module (chat wire) #:export (hello bye))
(define hello (string-append "hel" "lo"))
(define (bye peer) (say peer "bye"))
""",
    "chat/wire.scm": """(define-module (chat wire)
  #:use-module (chat words)
  #:use-module (rnrs bytevectors)
  #:export (open say hear sent leave))
(define sent 0)
(define (leave peer) (bye peer))
(define (open port)
  (let ((s (socket PF_INET SOCK_STREAM 0)))
    (connect s AF_INET (inet-pton AF_INET "127.0.0.1") port)
    s))
(define (say peer text)
  (set! sent (+ sent 1))
  (send peer (string->utf8 text)))
(define (hear peer)
  (let* ((buffer (make-bytevector 100)) (count (recv! peer buffer)))
    (substring (utf8->string buffer) 0 count)))
""",
}
CHICKEN: Files = {
    "client.scm": """(import scheme (chicken base))
(load "words.scm")
(import (prefix wire wire:))
(define peer (wire:open (string->number "PORT")))
(wire:say peer hello)
(display (wire:hear peer))
(wire:say peer "bye")
(display (wire:hear peer))
(write (wire:count))
(wire:close peer)
""",
    "words.scm": '(define hello (string-append "hel" "lo"))',
    "wire.scm": """(module wire (open say hear close count)
  (import scheme (chicken base) socket)
  (define (close so) (socket-close so))
  (define sent 0)
  (define (count) sent)
  (define (open port)
    (let ((so (socket af/inet sock/stream)))
      (socket-connect so (inet-address "127.0.0.1" port))
      so))
  (define (say so text)
    (set! sent (+ sent 1))
    (socket-send so text))
  (define (hear so) (socket-receive so 100)))
""",
}


def with_peer(work: Callable[[str], Outcome]) -> tuple[Outcome, list[bytes]]:
    """What work does that is told the port of a listener, and what that hears."""
    heard: list[bytes] = []

    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(LIMIT)
            for wanted, answered in ((b"hello", b"welcome\n"), (b"bye", b"farewell\n")):
                data = b""
                while len(data) < len(wanted) and (piece := connection.recv(100)):
                    data += piece
                heard.append(data)
                connection.sendall(answered)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(LIMIT)
        peer = threading.Thread(target=answer, args=(listener,))
        peer.start()
        outcome = work(str(listener.getsockname()[1]))
        peer.join(LIMIT)
        return outcome, heard


@pytest.mark.parametrize(
    ("dialect", "files", "modules"),
    [
        ("srfi-106", SRFI_106, {"client", "chat_wire", "chat_words"}),
        ("foment", FOMENT, {"client", "chat_wire", "chat_words"}),
        ("sagittarius", SAGITTARIUS, {"client", "chat_wire", "chat_words"}),
        ("guile", GUILE, {"client", "peer", "chat_wire", "chat_words"}),
        ("chicken", CHICKEN, {"client", "words", "wire"}),
    ],
)
def test_a_package_talks_as_the_program_does(
    dialect: str,
    files: Files,
    modules: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    def told(port: str) -> Path:
        return laid({name: text.replace("PORT", port) for name, text in files.items()}, tmp_path)

    expected = with_peer(lambda port: ran(told(port), dialect))
    assert expected == ((0, "welcome\nfarewell\n2"), [b"hello", b"bye"])

    def by_the_port(port: str) -> Outcome:
        made = ported(told(port), dialect)
        assert {each.name for each in made.modules} == modules
        return port_outcome(made)

    assert with_peer(by_the_port) == expected


# What modules have to do with each other

LIBRARY = """(define-library (tools) (import (scheme base) (scheme write))
  (export count next! twice helper with-next (rename say tell))
  (begin
    (define count 0)
    (define (next!) (set! count (+ count 1)) count)
    (define (helper x) (list 'tools x))
    (define (say x) (display x) (newline))
    (define-syntax twice (syntax-rules () ((_ form) (begin (next!) form form))))
    (define-syntax with-next
      (syntax-rules () ((_ name body) (let ((name helper)) (set! count 10) (body (next!))))))
    (say "tools")))
"""
BEGIN = "(import (scheme base) (scheme write) (scheme eval) (scheme load) "


@pytest.mark.parametrize(
    ("dialect", "files", "written"),
    [
        # names changed by the import, equal names, and a variable that its module changes
        (
            "srfi-106",
            {
                "p": BEGIN + "(prefix (rename (except (tools) twice) (next! go)) t:))"
                "(define (helper x) (vector x)) (define count 'mine)"
                "(t:go) (write (list (helper 1) (t:helper 2) t:count count)) (t:tell (t:go))",
                "tools.sld": LIBRARY,
            },
            "tools\n(#(1) (tools 2) 1 mine)2\n",
        ),
        # macros that a module exports, of what it keeps and what it changes
        (
            "srfi-106",
            {
                "p": BEGIN + "(only (tools) twice with-next count))"
                "(define (next!) 'no) (define helper 5)"
                "(twice (begin (write count) (set! helper (+ helper 1))))"
                "(with-next make (lambda (n) (write (list (make n) count helper))))",
                "tools.sld": LIBRARY,
            },
            "tools\n11((tools 11) 11 7)",
        ),
        # a loop with procedures that see a variable of another module, and one of its own
        (
            "srfi-106",
            {
                "p": BEGIN + "(only (tools) count next!)) (define mine 0) (define seen '())"
                "(do ((i 0 (+ i 1))) ((= i 3)) (next!) (set! mine i)"
                " (set! seen (cons (lambda () (list i mine count)) seen)))"
                "(write (map (lambda (p) (p)) seen))",
                "tools.sld": LIBRARY,
            },
            "tools\n((2 2 3) (1 2 3) (0 2 3))",
        ),
        # libraries in the program's own file
        (
            "srfi-106",
            {
                "p": "(define-library (a b) (export x y) (import (scheme base))"
                " (begin (define x 1) (define (y) (set! x (+ x 1)) x)))"
                "; the second\n(define-library (a c) (export z) (import (scheme base) (a b))"
                " (begin (define z (+ 1 (y)))))" + BEGIN + "(a b) (a c)) (write (list x z (y) x))",
            },
            "(2 3 3 3)",
        ),
        # a file that is included in two modules, whose own file goes on behind it
        (
            "srfi-106",
            {
                "p": BEGIN + '(one) (two)) (define n 5) (display "p") (include "part.scm")'
                '(display "q") (write (list n (get) (first) (second)))',
                "one.sld": "(define-library (one) (export first) (import (scheme base)"
                ' (scheme write)) (begin (define n 1) (display n)) (include "part.scm")'
                ' (begin (display "after") (define (first) (set! n (+ n 1)) (get))))',
                "two.sld": "(define-library (two) (export second) (import (scheme base)"
                ' (scheme write)) (begin (define n 2)) (include "part.scm")'
                " (begin (define (second) (get))))",
                "part.scm": "(display (list 'part n)) (define (get) (* 10 n)) (display (get))",
            },
            "1(part 1)10after(part 2)20p(part 5)50q(5 50 20 20)",
        ),
        # files that are loaded, one of which loads another and defines a macro
        (
            "guile",
            {
                "p": '(define (f) (g)) (display 1) (load "a.scm") (write (list (f) (swap 1 2)))'
                "(set! tail 'changed) (display (last))",
                "a.scm": '(display 2) (load "sub/b.scm") (display 4)'
                "(define-syntax swap (syntax-rules () ((_ a b) (list b a))))"
                "(define tail 'old) (define (last) tail)",
                "sub/b.scm": "(display 3) (define (g) (load-later))"
                " (define (load-later) (list 'b tail))",
            },
            "1234((b old) (2 1))changed",
        ),
        # modules that import each other
        (
            "guile",
            {
                "p": "(use-modules (even)) (write (list (even 10) (even 7) origin))",
                "even.scm": "(define-module (even) #:use-module (odd) #:export (even origin))"
                "(define (even n) (if (= n 0) 'yes (odd (- n 1))))"
                "(define origin (list 'even (odd 1)))",
                "odd.scm": "(define-module (odd) #:use-module (even) #:export (odd here))"
                "(define (odd n) (if (= n 0) 'no (even (- n 1))))(define here 'zero)"
                "(define (unused) here)",
            },
            "(yes no (even yes))",
        ),
        # a procedure of a library that the program changes for its modules too
        (
            "chicken",
            {
                "p": "(import scheme (chicken base) m) (define list vector)"
                "(write (list 1)) (write (own 2)) (write (m-list 3))",
                "m.scm": "(module m (own m-list) (import scheme) (define (own x) (list x))"
                " (define m-list list))",
            },
            "#(1)(2)(3)",
        ),
        # modules whose names mean something to Python, or are local variables of others
        (
            "guile",
            {
                "p": "(use-modules (import class) (value)) "
                "(define (f value) (list value (import))) (write (f (value 1)))"
                "(let ((value (value 2))) (write value))",
                "import/class.scm": "(define-module (import class) #:export (import))"
                "(define (import) 'imported)",
                "value.scm": "(define-module (value) #:export (value)) (define (value x) (* 2 x))",
            },
            "(2 imported)4",
        ),
    ],
)
def test_a_package_does_the_same(dialect: str, files: Files, written: str, tmp_path: Path) -> None:
    assert same(files, dialect, tmp_path) == (0, written)


def test_the_procedure_that_a_program_is_called_by_is_found(tmp_path: Path) -> None:
    text = "#!/usr/bin/guile -s\n(use-modules (m))\n(f 1)\n"
    file = laid(
        {"p.scm": text, "m.scm": "(define-module (m) #:export (f)) (define f list)"}, tmp_path
    )
    made = ported(file, "guile")
    assert "\nrun(" not in made.main
    assert "    run(p.main, " in made.main


def test_what_is_evaluated_sees_all_variables_so_all_stay_in_one_module(tmp_path: Path) -> None:
    text = f"{BEGIN}(tools)) (write (eval '(+ 1 2) (environment '(scheme base))))"
    file = laid({"p.scm": text, "tools.sld": LIBRARY}, tmp_path)
    made = ported(file, "srfi-106")
    assert list(made.files) == ["p.py"]


def test_comments_stay_with_their_files(tmp_path: Path) -> None:
    files = {
        "p.scm": ";;; The program.\n\n(use-modules (m))\n; Calls it.\n(f)\n; the end\n",
        "m.scm": ";;; The module.\n\n(define-module (m) #:export (f))\n; Does it.\n"
        '(define (f)\n  "Say it."\n  (display 1)) ; said\n',
    }
    made = ported(laid(files, tmp_path), "guile")
    program, module = (each.python for each in made.modules)
    assert program.startswith('"""The program."""\n')
    assert "    # Calls it.\n    m.f()\n    # the end\n" in program
    assert module.startswith('"""The module."""\n')
    assert '# Does it.\ndef f():\n    """Say it."""\n    print(1, end="")  # said\n' in module


@pytest.mark.parametrize(
    ("dialect", "text", "place", "said"),
    [
        ("srfi-106", "(import (scheme base)\n (my lib))", "2:2", "there is no library (my lib)"),
        ("guile", '(display 1)\n(load "no.scm")', "2:1", "there is no file no.scm"),
        ("chicken", "(import scheme\n  mine)", "2:3", "there is no library mine"),
        ("guile", "(use-modules (my m))", "1:14", "there is no library (my m)"),
    ],
)
def test_a_sibling_that_is_missing_is_told(
    dialect: str, text: str, place: str, said: str, tmp_path: Path
) -> None:
    file = laid({"p.scm": text}, tmp_path)
    made = write(text, str(file), dialect)
    assert [(str(each.place), each.reason) for each in made.undecided] == [
        (f"{file}:{place}", said)
    ]


def test_an_included_file_that_is_missing_is_told(tmp_path: Path) -> None:
    file = laid({"p.scm": '(include "no.scm")'}, tmp_path)
    with pytest.raises(SyntaxFailure, match=r"p\.scm:1:10: .*no\.scm: No such file"):
        write(file.read_text(encoding="utf-8"), str(file), "guile")
