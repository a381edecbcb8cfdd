"""Programs in parts: libraries, modules, files beside the program."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from scheme_programs import failure, value

from schemesockets.dialects.scheme import evaluate, load
from schemesockets.dialects.scheme.conditions import ErrorObject
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program


def test_a_library_in_the_program() -> None:
    text = """
    (define-library (my counter)
      (export make (rename next! step))
      (import (scheme base))
      (begin
        (define (make) (list 0))
        (define (next! c) (set-car! c (+ 1 (car c))) (car c))))
    (import (scheme base) (prefix (my counter) c:))
    (define c (c:make))
    (list (c:step c) (c:step c))
    """
    assert value(text) == "(1 2)"


@pytest.mark.parametrize(
    ("imported", "expression", "expected"),
    [
        ("(only (my lib) a)", "a", "1"),
        ("(except (my lib) a)", "b", "2"),
        ("(rename (my lib) (a x))", "(list x b)", "(1 2)"),
        ("(prefix (only (my lib) a) my-)", "my-a", "1"),
    ],
)
def test_import_sets(imported: str, expression: str, expected: str) -> None:
    library = """(define-library (my lib) (export a b) (import (scheme base))
                   (begin (define a 1) (define b 2)))"""
    assert value(f"{library} (import (scheme base) {imported}) {expression}") == expected


def test_a_macro_of_a_library_sees_what_the_library_does_not_export() -> None:
    text = """
    (define-library (my macros)
      (export bump!)
      (import (scheme base))
      (begin
        (define count 0)
        (define (more) (set! count (+ count 1)) count)
        (define-syntax bump! (syntax-rules () ((_) (more))))))
    (import (scheme base) (my macros))
    (define (more) 'mine)
    (list (bump!) (bump!) (more))
    """
    assert value(text) == "(1 2 mine)"


def test_wrong_imports() -> None:
    library = "(define-library (a) (export x y) (import (scheme base)) (begin (define x 1)))"
    assert failure(f"{library}", "srfi-106").endswith("(a) exports y, which it lacks")
    assert failure("(import (only (scheme base) nope))", "srfi-106").endswith(
        "nope is not exported by what is imported"
    )


def test_cond_expand() -> None:
    text = """(cond-expand ((and chicken (not guile)) 'no)
                           ((or (library (no such)) (library (scheme base))) (define x 1) (list x))
                           (else 'none))"""
    assert value(text) == "(1)"
    assert value("(cond-expand (guile 'guile) (else 'other))", "guile") == "guile"


def test_files_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / "lib" / "foo").mkdir(parents=True)
    (tmp_path / "lib" / "foo" / "bar.sld").write_text(
        '(define-library (foo bar) (export greet) (import (scheme base)) (include "greet.scm"))'
    )
    (tmp_path / "lib" / "foo" / "greet.scm").write_text(
        '(define (greet name) (string-append "hello " name))'
    )
    (tmp_path / "beside.scm").write_text("(define twice 2)")
    program = tmp_path / "program.scm"
    program.write_text(
        '(import (scheme base) (foo bar))\n(include "beside.scm")\n(define (main n) (greet n))\n'
    )
    module = load(program, directories=[tmp_path / "lib"])
    assert module.main("you") == "hello you"
    assert module.twice == 2


def test_modules_of_guile(tmp_path: Path) -> None:
    (tmp_path / "my").mkdir()
    (tmp_path / "my" / "tools.scm").write_text(
        """(define-module (my tools) #:export (twice) #:use-module (my other))
           (define (twice x) (* two x))
           (define-public (thrice x) (* 3 x))
           (define hidden 1)"""
    )
    (tmp_path / "my" / "other.scm").write_text(
        "(define-module (my other) #:export (two))(define two 2)"
    )
    program = tmp_path / "program.scm"
    program.write_text(
        """(use-modules ((my tools) #:select ((twice . double) thrice) #:prefix t:))
           (define result (list (t:double 4) (t:thrice 4)))"""
    )
    assert load(program, dialect="guile").result == [8, 12]


@pytest.mark.parametrize(
    "text",
    [
        """(define-module (m) #:use-module ((guile) #:select (PF_INET (socket . open)))
             #:use-module ((guile) #:select (listen) #:prefix net:))
           (list PF_INET (procedure? open) (procedure? net:listen))""",
        """(import (only (guile) PF_INET socket) (rename (only (guile) bind) (bind b))
             (prefix (only (guile) accept) g-))
           (list PF_INET (procedure? socket) (procedure? g-accept))""",
        """(library (a) (export all) (import (rnrs) (except (guile) connect))
             (define (connect) #t)
             (define (all) (list PF_INET (connect) (procedure? getaddrinfo))))
           (import (a)) (all)""",
        """(list (@ (guile) PF_INET) (procedure? (@@ (guile) socket))
             (procedure? (module-ref (resolve-interface '(guile)) 'accept)))""",
    ],
)
def test_sockets_are_names_of_the_module_guile(text: str) -> None:
    assert value(text, dialect="guile") == "(2 #t #t)"


def test_a_module_that_is_asked_for_is_made() -> None:
    text = """(let ((made (resolve-module '(new one))))
      (module-define! made 'x 5)
      (list (module-ref made 'x) (eval 'x made) (eq? made (resolve-module '(new one)))
            (module-variable made 'car) (resolve-module '(none) #f #:ensure #f)))"""
    assert value(text, dialect="guile") == "(5 5 #t #f #f)"


def test_a_library_of_sagittarius_may_export_what_it_lacks() -> None:
    text = """(library (m) (export a nothing) (import (rnrs)) (define a 1))
      (import (rnrs) (m))"""
    assert value(f"{text} a", dialect="sagittarius") == "1"
    with pytest.raises(ErrorObject, match="unbound variable: nothing"):
        value(f"{text} (display a) (nothing)", dialect="sagittarius")


def test_modules_of_chicken() -> None:
    text = """
    (module foo (bar twice)
      (import scheme)
      (define (helper) 42)
      (define (bar x) (list 'bar x (helper)))
      (define-syntax twice
        (er-macro-transformer (lambda (form rename compare)
          `(,(rename 'list) ,(cadr form) ,(cadr form))))))
    (import foo)
    (list (bar 1) (twice 'x))
    """
    assert value(text, "chicken") == "((bar 1 42) (x x))"


def test_libraries_that_import_each_other(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{one}.sld").write_text(
            f"""(define-library ({one}) (export {one}) (import (scheme base) ({other}))
                  (begin (define {one} 1)))"""
        )
    program = tmp_path / "program.scm"
    program.write_text("(import (scheme base) (a))")
    with pytest.raises(ErrorObject, match="imports itself"):
        load(program)


def test_modules_of_guile_may_import_each_other(tmp_path: Path) -> None:
    for one, other in (("even", "odd"), ("odd", "even")):
        (tmp_path / f"{one}.scm").write_text(
            f"""(define-module ({one}) #:use-module ({other}) #:export ({one}-number?))
                (define ({one}-number? n)
                  (if (zero? n) {"#t" if one == "even" else "#f"} ({other}-number? (- n 1))))"""
        )
    program = tmp_path / "program.scm"
    program.write_text("(use-modules (even))(define result (even-number? 7))")
    assert load(program, dialect="guile").result is False


def test_a_module_in_a_cycle_that_lacks_what_it_exports(tmp_path: Path) -> None:
    (tmp_path / "a.scm").write_text("(define-module (a) #:use-module (b) #:export (one two))")
    (tmp_path / "b.scm").write_text("(define-module (b) #:use-module (a))\n(define (f) (one))")
    program = tmp_path / "program.scm"
    program.write_text("(use-modules (a))")
    with pytest.raises(ErrorObject, match=r"b\.scm:2:14: unbound variable: one"):
        load(program, dialect="guile")


@pytest.mark.parametrize(
    ("dialect", "form"),
    [
        ("chicken", '(load "more.scm")'),
        ("foment", '(load "more.scm")'),
        ("guile", '(load "more.scm")'),
        ("guile", '(primitive-load "more.scm")'),
        ("guile", "(module-define! (current-module) 'twice (lambda (x) (* 2 x)))"),
        ("guile", "(primitive-eval '(define (twice x) (* 2 x)))"),
        ("guile", '(eval-string "(define (twice x) (* 2 x))")'),
        ("sagittarius", '(load "more.scm")'),
    ],
)
def test_names_that_are_defined_while_the_program_runs(
    dialect: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "more.scm").write_text("(define (twice x) (* 2 x))")
    program = tmp_path / "program.scm"
    program.write_text(f"{form}\n(define result (twice 21))")
    assert load(program, dialect=dialect).result == 42


def test_load_of_guile_looks_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "one.scm").write_text('(load "two.scm") (define (one) (two))')
    (tmp_path / "below" / "two.scm").write_text("(define (two) 2)")
    program = tmp_path / "program.scm"
    program.write_text('(load "below/one.scm")\n(define result (one))')
    assert load(program, dialect="guile").result == 2


def test_values_between_python_and_scheme(tmp_path: Path) -> None:
    assert evaluate('(list 1 2.5 "s" \'sym #t #u8(1 2) (vector 1 2))') == (
        [1, 2.5, "s", "sym", True, bytearray(b"\1\2"), [1, 2]]
    )
    assert evaluate("(apply + numbers)", numbers=[1, 2, 3]) == 6
    assert evaluate('(string-append name "!")', name="you") == "you!"
    assert evaluate("(string-length name)", dialect="chicken", name="é") == 2
    assert evaluate("name", dialect="chicken", name="é") == "é"
    add = evaluate("(lambda (x y) (+ x y))")
    assert add(1, 2) == 3
    with pytest.raises(TypeError):
        add(1)
    assert evaluate("(map f '(1 2))", f=lambda x: x * 2) == [2, 4]


GUILE_FILES = {
    "tools.scm": "(use-modules (srfi srfi-1))\n(define (both f) (list (f 1) (first '(2))))",
    "macros.scm": "(define-syntax twice (syntax-rules () ((_ e) (list e e))))",
    "all.scm": """(define-module (all) #:use-module (one))
        (define-syntax reexport-all
          (syntax-rules ()
            ((_ name) (module-use! (module-public-interface (current-module))
                                   (resolve-interface 'name)))))
        (reexport-all (one))""",
    "one.scm": """(define-module (one) #:export (a))
        (define a (module-name (current-module)))
        (for-each (lambda (name)
                    (eval `(begin (define ,name ',name)
                                  (module-export! (current-module) '(,name)))
                          (current-module)))
                  '(b c))""",
    "old.scm": """(define-module (old) :export (old) :use-module ((one) :prefix o:))
        (define old o:a)""",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a file that is loaded imports, and its macros, are there for what follows...
        ('(load "tools.scm") (list (both 1+) (second (list 1 2)))', "((2 2) 2)"),
        ('(load "macros.scm") (twice 3)', "(3 3)"),
        # ... and for what was there before.
        ('(define (f x) (second x)) (load "tools.scm") (f (list 1 2))', "2"),
        # A module's own definition holds, whatever is imported later.
        ('(define (second x) 5) (load "tools.scm") (second (list 1 2))', "5"),
        ("(define (second x) 5) (use-modules (srfi srfi-1)) (second (list 1 2))", "5"),
        # What a module exports while its body runs.
        ("(use-modules (one)) (list a b c)", "((one) b c)"),
        ("(use-modules (all)) (list a b c (module-name (current-module)))",
         "((one) b c (guile-user))"),
        ("(use-modules (old)) old", "(one)"),
    ],
)  # fmt: skip
def test_what_runs_shapes_modules_of_guile(text: str, expected: str, tmp_path: Path) -> None:
    for name, content in GUILE_FILES.items():
        (tmp_path / name).write_text(content)
    program = tmp_path / "program.scm"
    program.write_text(f"{text}\n")
    made = Program(PROFILES["guile"], [tmp_path])
    assert written(made.run_file(program), made.profile) == expected
    if shutil.which("guile") is None:
        return
    load_it = f"(primitive-load {json.dumps(str(program))})"
    asked = f"(add-to-load-path {json.dumps(str(tmp_path))}) (write {load_it})"
    done = subprocess.run(
        ["guile", "--no-auto-compile", "-c", asked],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.stdout == expected, done.stderr


@pytest.mark.parametrize(("dialect", "expected"), [("guile", "guile"), ("sagittarius", "any")])
def test_a_library_has_a_file_for_a_system(dialect: str, expected: str, tmp_path: Path) -> None:
    for name, told in ((".guile.sls", "guile"), (".sls", "any")):
        library = f"(library (compat) (export told) (import (rnrs)) (define told '{told}))"
        (tmp_path / f"compat{name}").write_text(library)
    made = Program(PROFILES[dialect], [tmp_path])
    assert written(made.run_text("(import (rnrs) (compat)) told", "program.scm")) == expected


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
def test_a_tail_call_of_what_is_defined_in_a_later_form(dialect: str, tmp_path: Path) -> None:
    (tmp_path / "loaded.scm").write_text(
        """(define (first-of items) (let ((all items)) (copy all)))
           (define (copy items)
             (if (null? items) '() (cons (car items) (copy (cdr items)))))
           (define result (first-of '(1 2)))"""
    )
    program = tmp_path / "program.scm"
    program.write_text(f'(load "{tmp_path}/loaded.scm") (list result (first-of (list 3)))')
    made = Program(PROFILES[dialect])
    assert written(made.run_file(program), made.profile) == "((1 2) (3))"
