"""Programs as Python: they do what they do under `run`, and are what one wants to own."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from scheme_ports import command_of, laid, outcome, ported, python_outcome, same

from schemesockets.dialects.scheme.syntax import SyntaxFailure
from schemesockets.dialects.scheme.writing.translation import module_name, write

CORPUS = Path(__file__).with_name("scheme_corpus")
PROGRAMS = sorted(CORPUS.glob("*/*.scm"))
SHOWN = sorted((Path(__file__).parents[2] / "docs" / "programs").glob("*.scm"))


def name_of(program: Path) -> str:
    return f"{program.parent.name}/{program.stem}"


def text_of(program: Path) -> str:
    return program.read_text(encoding="utf-8", errors="surrogateescape")


# Programs do the same

CHICKEN = "(import (chicken base) (chicken io) (chicken condition)) "


@pytest.mark.parametrize(
    ("dialect", "text", "words", "written"),
    [
        # Received data and literals are of one type.
        ("chicken", '(write (string=? (read-line) "OK"))', "OK\n", "#t"),
        ("chicken", "(write (member (read-line) '(\"OK\" \"NO\")))", "OK\n", '("OK" "NO")'),
        ("chicken", "(write (case (string->symbol (read-line)) ((OK) 1) (else 2)))", "OK\n", "1"),
        ("chicken", "(write (char=? (string-ref (read-line) 0) #\\O))", "OK\n", "#t"),
        # The current ports are ports of the dialect.
        ("guile", '(display "x" (current-output-port)) (force-output (current-output-port))', "", "x"),
        ("guile", "(use-modules (ice-9 rdelim)) (write (read-line (current-input-port)))", "a\n", '"a"'),
        ("guile", '(write (call-with-output-string (lambda (p) (display "s" p))))', "", '"s"'),
        ("guile", '(write (with-output-to-string (lambda () (display "s"))))', "", '"s"'),
        # What has an effect has it once.
        (
            "guile",
            "(use-modules (ice-9 rdelim))"
            ' (display (let ((line (read-line))) (if (string=? line "bye") "end" line)))',
            "one\ntwo\n",
            "one",
        ),
        (
            "guile",
            "(display (let loop ((n 0)) (if (< n 3) (begin (display n) (loop (+ n 1))) 'end)))",
            "",
            "012end",
        ),
        (
            "guile",
            "(define n 0) (define (next) (set! n (+ n 1)) n)"
            " (write (list (next) (if (> (next) 1) 'yes 'no) (let ((x (next))) (* x x))))",
            "",
            "(1 yes 9)",
        ),
        # Handlers get what the program raises.
        ("guile", "(write (guard (e (#t 'caught)) (raise 'x)))", "", "caught"),
        ("guile", "(write (catch #t (lambda () (car 5)) (lambda (key . rest) key)))", "", "wrong-type-arg"),
        ("chicken", CHICKEN + "(write (handle-exceptions e 'caught (error \"x\")))", "", "caught"),
        # What Python would confuse.
        ("guile", "(write (list (string? 'a) (equal? \"a\" 'a) (equal? 1 1.0) (equal? #t 1)))", "", "(#f #f #f #f)"),
        ("guile", "(write (map (lambda (x) (if x 'yes 'no)) (list 0 \"\" '() #f)))", "", "(yes yes yes no)"),
        ("guile", "(write (list (eqv? 1 1.0) (memv 1.0 '(1 2)) (assv #t '((1 . 2)))))", "", "(#f #f #f)"),
        ("guile", "(define (f x) (= x 1)) (write (list (f 1) (f 1.0) (+ 1/2 1/2)))", "", "(#t #t 1)"),
        # Names that are Python's, and names that are the same in Python.
        (
            "guile",
            "(define (class def) (+ def 1)) (define lambda_ 5) (define print 3) (define l 4)"
            " (define a-b 1) (define a_b 2) (define (is-x) 6) (define (x?) 7)"
            " (write (list (class 1) lambda_ print l a-b a_b (is-x) (x?)))",
            "",
            "(2 5 3 4 1 2 6 7)",
        ),
        ("guile", "(define (f len str) (string-length str)) (write (f 1 \"abc\"))", "", "3"),
        # Variables: assigned from within, captured in each turn, global and local of one name.
        (
            "guile",
            "(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))"
            " (define one (counter)) (define two (counter)) (one) (write (list (one) (two)))",
            "",
            "(2 1)",
        ),
        (
            "guile",
            "(define made (let loop ((i 0) (all '()))"
            " (if (= i 3) all (loop (+ i 1) (cons (lambda () i) all)))))"
            " (write (map (lambda (f) (f)) made))",
            "",
            "(2 1 0)",
        ),
        (
            "guile",
            "(define made '()) (for-each (lambda (i) (set! made (cons (lambda () i) made))) '(1 2 3))"
            " (write (map (lambda (f) (f)) made))",
            "",
            "(3 2 1)",
        ),
        (
            "guile",
            "(define x 1) (define (f) (let ((x 2)) (let ((x (+ x 1))) (* x 10)))) (write (list (f) x))",
            "",
            "(30 1)",
        ),
        ("guile", "(define (f x) (set! x (+ x 1)) x) (define f2 f) (write (f2 1))", "", "2"),
        ("guile", "(define f (lambda (x) x)) (set! f (lambda (x) (* x 2))) (write (f 4))", "", "8"),
        ("guile", "(define old car) (set! car cdr) (write (list (car '(1 2)) (old '(1 2))))", "", "((2) 1)"),
        # What a program evaluates sees its variables.
        ("guile", "(define a-b 5) (write (eval '(+ a-b 1) (interaction-environment)))", "", "6"),
        (
            "guile",
            "(define f 1) (eval '(define f 2) (interaction-environment)) (write f)",
            "",
            "2",
        ),
        # Loops within loops, left for the outer one.
        (
            "guile",
            "(let outer ((i 0)) (if (< i 3) (let inner ((j 0))"
            " (cond ((= j 2) (outer (+ i 1))) (else (display (list i j)) (inner (+ j 1)))))))",
            "",
            "(0 0)(0 1)(1 0)(1 1)(2 0)(2 1)",
        ),
        # Several values, optional and keyword arguments, several arities.
        ("guile", "(call-with-values (lambda () (values 1 2)) (lambda (a b) (write (+ a b))))", "", "3"),
        ("guile", "(receive (a . rest) (values 1 2 3) (write (list a rest)))", "", "(1 (2 3))"),
        ("guile", "(define* (f a #:optional (b 2) #:key (c 3)) (list a b c)) (write (f 1 5 #:c 6))", "", "(1 5 6)"),
        ("guile", "(define f (case-lambda ((a) 1) ((a . b) 2))) (write (list (f 1) (f 1 2)))", "", "(1 2)"),
        # Text that formats and quotes must not change.
        ("guile", "(define (f s) (string-append \"{\" s \"}\\\\\\\"'\\n\")) (write (f \"%a{\"))", "", '"{%a{}\\\\\\"\'\\n"'),
        # Several values, items, texts and templates that Python has words for.
        (
            "guile",
            "(define (f x) (values x 1)) (call-with-values (lambda () (f 2)) list)"
            " (define-values (p q) (f 2)) (define-values (one) (values 3))"
            " (write (list p q one (call-with-values (lambda () (values)) list)))",
            "",
            "(2 1 3 ())",
        ),
        ("guile", "(define v (vector 1 2)) (vector-set! v 0 5) (write (vector-ref v 0))", "", "5"),
        (
            "guile",
            "(define v (vector 1)) (set! v (vector 1 2 3)) (define w (list v))"
            " (write (catch #t (lambda () (vector-ref (vector 1) 1)) (lambda (key . r) key)))"
            " (write (vector-ref (car w) 2))",
            "",
            "out-of-range3",
        ),
        (
            "guile",
            '(define (f x) (list (equal? x "a") (equal? "a" x)))'
            " (write (map f (list \"a\" 'a #\\a \"b\" 1 #f)))",
            "",
            "((#t #t) (#f #f) (#f #f) (#f #f) (#f #f) (#f #f))",
        ),
        (
            "guile",
            '(define (f n s) (format #t "~a{~~}~a~%" n s) (format #f "<~a>" (string-append s "!")))'
            ' (display (f 1 "x")) (display (format #t "y")) (write (f 2 "\\"z\n"))',
            "",
            '1{~}x\n<x!>y#t2{~}"z\n\n"<\\"z\\n!>"',
        ),
        (
            "guile",
            "(write (catch #t (lambda () (format #f \"~a\")) (lambda r 'few)))"
            " (write (catch #t (lambda () (simple-format #f \"~q\" 1)) (lambda r 'unknown)))",
            "",
            "fewunknown",
        ),
        (
            "chicken",
            "(import (chicken format) (chicken base)) (define (f n) (printf \"~A%~~~%\" n) n)"
            ' (print (f 1) "x" (sprintf "~A" 2)) (print) (print "\u00e9") (printf "\u00e9~%")',
            "",
            "1%~\n1x2\n\n\u00e9\n\u00e9\n",
        ),
        # Constants with an identity, templates of syntax, modules that are named while it runs.
        (
            "chicken",
            "(use defstruct) (defstruct client a b) (write (client-b (make-client a: 1 b: 2)))",
            "",
            "2",
        ),
        ("guile", "(define (f x) #`(a #,x)) (write (syntax->datum (f 1)))", "", "(a 1)"),
        (
            "guile",
            "(define (f x) (syntax-case x (else) ((a else b) #'(b else a))))"
            " (write (syntax->datum (f #'(1 else 2))))",
            "",
            "(2 else 1)",
        ),
        # A library that a macro has already run.
        (
            "sagittarius",
            "(library (a) (export f) (import (rnrs))"
            " (define (f x) (guard (e (#t 'caught)) (raise x))))"
            " (import (rnrs) (for (a) run expand))"
            " (define-syntax m (lambda (x) (f 1) #'2)) (write (list (m) (f 1)))",
            "",
            "(2 caught)",
        ),
    ],
)  # fmt: skip
def test_a_port_does_the_same(dialect: str, text: str, words: str, written: str) -> None:
    assert same(text, dialect, words) == (0, written)


def test_a_module_is_found_by_its_name_while_a_port_runs(tmp_path: Path) -> None:
    (tmp_path / "one.scm").write_text("(define-module (one) #:export (x)) (define x 'here)")
    text = "(use-modules (one)) (write (module-ref (resolve-interface '(one)) 'x))"
    made = ported(text, "guile", str(tmp_path / "p.scm")).python
    (tmp_path / "one.scm").unlink()
    assert python_outcome(made) == (0, "here")


@pytest.mark.parametrize(
    ("text", "status"),
    [("(exit #t)", 0), ("(exit #f)", 1), ("(exit 3)", 3), ("(exit)", 0), ("(car 5)", 1)],
)
@pytest.mark.parametrize("dialect", ["guile", "foment"])
def test_a_port_ends_with_the_same_status(dialect: str, text: str, status: int) -> None:
    head = "" if dialect == "guile" else "(import (scheme base) (scheme process-context)) "
    assert same(head + text, dialect)[0] in (status, 255 if status else 0)  # as Foment has it


def test_a_handler_does_not_swallow_what_is_undecided() -> None:
    text = "(define (f) (guard (e (#t 'caught)) (no-such-thing))) (write (f))"
    made = write(text, "p.scm", "guile")
    assert [each.reason for each in made.undecided] == ["unbound variable: no-such-thing"]
    assert made.undecided[0].place.line == 1
    assert python_outcome(made.python) == (0, "caught")  # as an unbound variable's error is


# Recursion


def test_deep_recursion_is_no_error() -> None:
    text = "(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1))))) (write (count 50000))"
    assert same(text) == (0, "50000")


@pytest.mark.parametrize(
    "text",
    [
        "(define (f n) (if (= n 0) 'end (f (- n 1)))) (write (f 300000))",
        "(define (even n) (if (= n 0) #t (odd (- n 1))))"
        " (define (odd n) (if (= n 0) #f (even (- n 1)))) (write (even 300000))",
        "(define (f n k) (if (= n 0) (k 0) (f (- n 1) (lambda (x) (k (+ x 1))))))"
        " (write (f 100000 (lambda (x) x)))",
        "(define (loop n next) (if (= n 0) 'end (next n)))"
        " (define (go n) (loop (- n 1) go)) (write (go 300000))",
        "(define (f n) (cond ((= n 0) 'end) (else (apply f (list (- n 1)))))) (write (f 300000))",
        "(define (f n) (let loop ((i 0)) (if (< i 2) (loop (+ i 1)) (if (= n 0) 'end (g n)))))"
        " (define (g n) (f (- n 1))) (write (f 200000))",
        "(define (f n) (and (>= n 0) (or (= n 0) (f (- n 1))))) (write (f 300000))",
    ],
)
def test_tail_calls_take_no_stack(text: str) -> None:
    status, written = same(text)
    assert status == 0
    assert written in ("end", "#t", "100000")


# Sizes


def test_time_is_linear_in_nesting_and_length() -> None:
    deep = "(lambda () " * 150 + "1" + ")" * 150
    assert same(f"(define f {deep}) (write (procedure? f))") == (0, "#t")
    calls = "(+ 1 (let ((x " * 60 + "1" + ")) x))" * 60
    assert same(f"(write {calls})") == (0, "61")


def test_a_cond_of_a_thousand_clauses() -> None:
    clauses = " ".join(f"((= n {number}) '{number})" for number in range(1000))
    text = f"(define (f n) (cond {clauses} (else 'none))) (write (list (f 0) (f 999) (f 1000)))"
    assert same(text) == (0, "(0 999 none)")


@pytest.mark.parametrize(
    ("opening", "closing", "written"),
    [
        ("(f (+ 1 ", "))", "301"),
        ("(cons 1 (cons ", " '()))", ""),
        ("(list (vector ", "))", ""),
        ('(string-append "a" (g ', "))", ""),
    ],
)
def test_no_depth_is_too_deep_for_python(opening: str, closing: str, written: str) -> None:
    inner = '"b"' if "string" in opening else "1"
    text = f"(define (f x) x) (define (g x . r) x) (write {opening * 300}{inner}{closing * 300})"
    status, seen = same(text)
    assert status == 0
    assert not written or seen == written


def test_what_cannot_be_called_so_is_told_as_run_tells_it() -> None:
    text = "(import (socket)) (socket 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23)"
    made = write(f"(import socket) {text.partition(') ')[2]}", "p.scm", "chicken")
    assert python_outcome(made.python)[0] == outcome(f"(import socket) {text[17:]}", "chicken")[0]
    with pytest.raises(SyntaxFailure, match="message-type"):
        write("(import (srfi 106)) (message-type bogus)", "p.scm", "srfi-106")


def test_a_long_call_of_what_has_no_name() -> None:
    """It cannot be split behind its first bracket."""
    numbers = "(+ (+ number number) (* number something))"
    text = (
        f"(define number 4) (set! number 5) (write ((lambda (something) {numbers} {numbers}) 11))"
    )
    assert same(text.replace("(something)", "(something . others)")) == (0, "65")
    assert same(text.replace(" 11)", " 11 12)"))[0] == 1


# What one wants to own

KEPT = """;;; A counter.
;;; It counts.

;; how far
(define limit 3) ; a small number

(define (count n) ; from n
  "Count up."
  ;; the end
  (if (= n limit)
      'end ; reached
      (begin
        ; one more
        (count (+ n 1)))))

#| the
   program |#
(write (count 0))
; done
"""


def test_comments_and_docstrings_are_carried_over() -> None:
    made = ported(KEPT).python
    assert ast.get_docstring(ast.parse(made)) == "A counter.\nIt counts."
    assert '    """Count up."""\n' in made
    assert "# how far\nlimit = 3  # a small number\n" in made
    comments = re.findall(r"# (.*)", made)
    wanted = "how far|a small number|from n|the end|reached|one more|the|program|done"
    assert comments == wanted.split("|")
    assert "\n\n\ndef count(n):  # from n\n" in made
    assert python_outcome(made) == (0, "end")


def test_no_function_is_left_over_and_no_name_is_missing() -> None:
    for program in PROGRAMS:
        tree = ast.parse(ported(text_of(program), program.parent.name, str(program)).python)
        names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        top = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name not in top:
                assert node.name in names, (program, node.name)


def test_modules_can_be_imported_under_their_names() -> None:
    assert module_name("echo-server.scm") == "echo_server"
    assert module_name("socket.scm") == "socket_port"
    assert module_name("2.scm").isidentifier()
    assert module_name("-") == "ported"
    assert module_name("class.scm") == "class_"


@pytest.mark.parametrize("name", ['a"""b.scm', "a\\b.scm", "a\nb.scm", "a'.scm", "a\\"])
def test_any_file_name_will_do(name: str) -> None:
    compile(ported("(display 1)", file=name).python, "p", "exec")


# Whole programs


@pytest.mark.parametrize("program", PROGRAMS, ids=name_of)
def test_a_program_of_the_corpus_writes_what_it_should(program: Path, tmp_path: Path) -> None:
    made = ported(text_of(program), program.parent.name, str(program))
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", *command_of(made, tmp_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=tmp_path,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert done.stdout == program.with_suffix(".out").read_bytes()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the ports of all programs."""
    folder = tmp_path_factory.mktemp("ports")
    for program in (*PROGRAMS, *SHOWN):
        dialect = program.parent.name if program in PROGRAMS else None
        made = write(text_of(program), str(program), dialect)
        assert made.undecided == ()
        home = program.parent.name.replace("-", "_")
        laid({f"{home}_{name}": text for name, text in made.files.items()}, folder)
    return folder


def checked(module: str, *words: str) -> None:
    pytest.importorskip(module)
    done = subprocess.run(
        [sys.executable, "-m", module, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing(outputs: Path) -> None:
    checked("ruff", "check", "--isolated", "--select", "E,F,I,B", "--ignore", "E501", str(outputs))


def test_mypy_finds_nothing(outputs: Path, tmp_path: Path) -> None:
    checked("mypy", "--config-file", "", "--cache-dir", str(tmp_path), str(outputs))
