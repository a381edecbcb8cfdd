"""R6RS's records and syntax, ours and the real Guile's; and its programs and libraries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scheme_cases import check_guile, check_libraries, table
from scheme_programs import failure, run

from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program

PRELUDE = """
(define-record-type point (fields x (mutable y)))
(define-record-type (cpoint make-c cpoint?) (parent point) (fields (mutable color c-color
  set-c-color!)) (protocol (lambda (n) (lambda (x c) ((n x (* 2 x)) c)))))
(define-record-type (deep make-deep deep?) (parent cpoint) (fields z) (protocol (lambda (n)
  (lambda (x) ((n x 'red) 'zed)))))
(define-record-type sealed-one (sealed #t) (opaque #t) (fields a))
(define-record-type uid-one (nongenerative uid-one-123) (fields a))
(define counter 0)
(define-syntax ticks (identifier-syntax (begin (set! counter (+ counter 1)) counter)))
(define box (list 1))
(define-syntax boxed (identifier-syntax (_ (car box)) ((set! _ e) (set-car! box e))))
(define-syntax vt (make-variable-transformer (lambda (x) (syntax-case x (set!) ((set! v e)
  #'(list 'set e)) ((v a ...) #'(list 'call a ...)) (v (identifier? #'v) #'(quote ref))))))
(define-syntax call-it (identifier-syntax car))
"""

CASES = r"""
(point-x (make-point 1 2)) => 1
(let ((p (make-point 1 2))) (point-y-set! p 5) (point-y p)) => 5
(point? (make-c 1 2)) => #t
(cpoint? (make-point 1 2)) => #f
(let ((c (make-c 3 'blue))) (set-c-color! c 'green) (list (point-x c) (point-y c) (c-color c)))
  => (3 6 green)
(let ((d (make-deep 4))) (list (point-x d) (point-y d) (c-color d) (deep-z d) (cpoint? d)
  (point? d))) => (4 8 red zed #t #t)
(point-x 1) => error
(make-point 1) => error
(make-point 1 2) => #<point x: 1 y: 2>
(c-color (make-point 1 2)) => error
(record? (make-point 1 2)) => #t
(record? (make-sealed-one 1)) => #f
(record? 1) => #f
(record-rtd (make-sealed-one 1)) => error
(record-type-name (record-type-descriptor point)) => point
(eq? (record-rtd (make-point 1 2)) (record-type-descriptor point)) => #t
(record-type-parent (record-type-descriptor cpoint)) => #<record-type point>
(record-type-parent (record-type-descriptor point)) => #f
(record-type-field-names (record-type-descriptor cpoint)) => #(color)
(record-field-mutable? (record-type-descriptor point) 0) => #f
(record-field-mutable? (record-type-descriptor point) 1) => #t
(record-type-sealed? (record-type-descriptor sealed-one)) => #t
(record-type-opaque? (record-type-descriptor sealed-one)) => #t
(record-type-uid (record-type-descriptor uid-one)) => uid-one-123
(record-type-generative? (record-type-descriptor uid-one)) => #f
(record-type-generative? (record-type-descriptor point)) => #t
(let* ((rtd (make-record-type-descriptor 'foo #f #f #f #f '#((immutable a) (mutable b)))) (make
  (record-constructor (make-record-constructor-descriptor rtd #f #f)))) (let ((r (make 1 2)))
  ((record-mutator rtd 1) r 7) (list ((record-accessor rtd 0) r) ((record-accessor rtd 1) r)
  ((record-predicate rtd) r) ((record-predicate rtd) 1)))) => (1 7 #t #f)
(let ((rtd (make-record-type-descriptor 'foo #f #f #f #f '#((immutable a))))) (record-mutator
  rtd 0)) => error
(let ((rtd (make-record-type-descriptor 'foo #f #f #f #f '#((immutable a))))) (record-accessor
  rtd 1)) => error
(make-record-type-descriptor 'foo (record-type-descriptor sealed-one) #f #f #f '#()) => error
(eq? (make-record-type-descriptor 'u #f 'my-uid #f #f '#((mutable a)))
  (make-record-type-descriptor 'u #f 'my-uid #f #f '#((mutable a)))) => #t
(make-record-type-descriptor 'u #f 'my-uid #f #f '#((mutable b))) => error
(let* ((rtd (make-record-type-descriptor 'kid (record-type-descriptor point) #f #f #f
  '#((immutable k)))) (make (record-constructor (make-record-constructor-descriptor rtd #f
  #f)))) (let ((r (make 1 2 3))) (list (point-x r) (point-y r) ((record-accessor rtd 0) r)))) =>
  (1 2 3)
(let* ((rtd (make-record-type-descriptor 'kid (record-type-descriptor cpoint) #f #f #f
  '#((immutable k)))) (make (record-constructor (make-record-constructor-descriptor rtd
  (record-constructor-descriptor cpoint) (lambda (n) (lambda (k) ((n 1 2) k))))))) (let ((r
  (make 3))) (list (point-x r) (point-y r) (c-color r) ((record-accessor rtd 0) r)))) => (1 2 2
  3)
(record-constructor 1) => error
(record-accessor 1 0) => error
(record-type-descriptor? (record-type-descriptor point)) => #t
(record-type-descriptor? 1) => #f
(let () (define-record-type thing (fields a b)) (let ((x (make-thing 1 2))) (list (thing? x)
  (thing-a x) (thing-b x)))) => (#t 1 2)
(let () (define-record-type thing (parent-rtd (record-type-descriptor point)
  (record-constructor-descriptor point)) (fields q)) (let ((x (make-thing 1 2 3))) (list
  (point-x x) (thing-q x)))) => (1 3)
(let () (define-record-type empty) (empty? (make-empty))) => #t
(let () (define-record-type counted (fields (immutable n)) (protocol (lambda (p) (case-lambda
  (() (p 0)) ((n) (p n)))))) (list (counted-n (make-counted)) (counted-n (make-counted 5)))) =>
  (0 5)
(let () (let-syntax ((foo (syntax-rules () ((_ n) (define n 3))))) (foo zed) (set! zed 4)) zed)
  => 4
(let () (letrec-syntax ((foo (syntax-rules () ((_ n) (define n 3))))) (foo yed)) yed) => 3
(list ticks ticks) => (1 2)
(begin (set! boxed 10) (list boxed box)) => (10 (10))
(list vt (vt 1 2) (set! vt 3)) => (ref (call 1 2) (set 3))
(call-it '(1 2)) => 1
(eval '(+ 1 2) (environment '(rnrs base))) => 3
(let ((s (string #\a #\b))) (string-set! s 0 #\x) (string-fill! s #\z) s) => "zz"
(let ((p (cons 1 2))) (set-car! p 3) p) => (3 . 2)
(call-with-values (lambda () (partition even? '(1 2 3 4))) list) => ((2 4) (1 3))
(find even? '(1 2 3)) => 2
(filter odd? '(1 2 3)) => (1 3)
(remove 2 '(1 2 3)) => (1 3)
(cons* 1 2 '(3)) => (1 2 3)
(assoc 2.0 '((1 . a) (2.0 . b))) => (2.0 . b)
(let*-values (((a b) (values 1 2)) ((c) (values (+ a b)))) (list a b c)) => (1 2 3)
(do ((i 0 (+ i 1)) (s '() (cons i s))) ((= i 3) s)) => (2 1 0)
((case-lambda ((a) 1) ((a . r) 2)) 1 2) => 2
(when #f 1) => #<unspecified>
(unless #f 1 2) => 2
(let ((seen '())) (string-for-each (lambda (a b) (set! seen (cons (list a b) seen))) "ab" "cd")
  seen) => ((#\b #\d) (#\a #\c))
(vector-map + #(1 2) #(3 4)) => #(4 6)
(let ((seen '())) (vector-for-each (lambda (a) (set! seen (cons a seen))) #(1 2)) seen) => (2 1)
(assertion-violation 'a "b") => error
(symbol=? 'a 'a 'a) => #t
(boolean=? #t #t) => #t
(exact 1.5) => 3/2
(number->string 10 2) => "1010"
(string->number "ff" 16) => 255
(log 8 2) => 3.0
(angle -1) => 3.141592653589793
(list-tail '(1 2 3) 1) => (2 3)
(with-syntax ((a #'1)) (syntax->datum #'(a b))) => (1 b)
(syntax->datum (quasisyntax (a (unsyntax (+ 1 2)) (unsyntax-splicing (list 4 5))))) => (a 3 4 5)
(map (lambda (p) (call-with-port p get-line)) (list (open-string-input-port "x\ny"))) => ("x")
"""

# Guile takes any value for a field of a type, and no type of conditions for a parent.
OURS = r"""
(make-record-type-descriptor 'foo #f #f #f #f '#(a)) => error
(let () (define-record-type &my (parent &error) (fields code)) (guard (e ((error? e) (&my-code e)))
  (raise (make-&my 42)))) => 42
(let () (define-record-type kid (parent cpoint)) 1) => error
(let () (define-record-type kid (parent sealed-one)) 1) => error
(make-record-constructor-descriptor (record-type-descriptor cpoint) #f 1) => error
(make-deep) => error
(let () (define-record-type bad (fields a) (protocol (lambda (p) (lambda () (p 1 2))))) (make-bad))
  => error
"""


SYNTAX = r"""
(let () (define-syntax def (syntax-rules () ((_ get) (begin (define-record-type thing (fields a))
  (define (get) (thing-a (make-thing 7))))))) (def a) (def b) (list (a) (b))) => (7 7)
(let () (define-syntax def (syntax-rules () ((_ name) (define-record-type name (fields a)))))
  (def thing) (thing-a (make-thing 8))) => 8
(let () (define-syntax twice (lambda (x) (syntax-case x () ((_ e) (with-syntax
  ((one (datum->syntax #'here 'n)) (other (datum->syntax #'here 'n)))
  #'(let ((one e)) (+ other n))))))) (twice 3)) => 6
(let ((a 'x)) `((unquote a a a))) => (x x x)
(let ((a '(1 2))) `(0 (unquote-splicing a a) 3)) => (0 1 2 1 2 3)
(let ((q '((append x y) (sqrt 9)))) (equal? ``(foo ,,@q)
  '(quasiquote (foo (unquote (append x y) (sqrt 9)))))) => #t
(let ((x '(2 3))) `(foo (unquote (append x '(4)) (- 9)))) => (foo (2 3 4) -9)
(syntax->datum #`(1 2 (unsyntax 3 4 5) 6)) => (1 2 3 4 5 6)
(syntax->datum #`(1 2 (unsyntax-splicing '(3 4) '(5)) 6)) => (1 2 3 4 5 6)
(syntax->datum #`#(1 (unsyntax-splicing '(3 4) '(5)) 6)) => #(1 3 4 5 6)
(equal? (syntax->datum #`(1 #`(#,(+ 3 4) #,#,(+ 1 1)))) '(1 #`(#,(+ 3 4) #,2))) => #t
(guard (e ((syntax-violation? e) (list (condition-who e) (condition-message e)
  (syntax-violation-form e) (syntax-violation-subform e)))) (syntax-violation 'me "bad" '(f 1) 1))
  => (me "bad" (f 1) 1)
(guard (e ((who-condition? e) (condition-who e))) (syntax-violation "me" "bad" 'f)) => "me"
"""


def test_syntax() -> None:
    check_libraries(SYNTAX, "(rnrs)")


def test_guile_agrees_on_syntax() -> None:
    check_guile(SYNTAX, "(rnrs)")


def test_r6rs_has_no_keywords() -> None:
    keywords = "(define-values (a :b) (values 1 2)) :b"
    assert run(f"#!r6rs {keywords}", "sagittarius") == 2


def test_ours() -> None:
    libraries = "(rnrs) (rnrs eval) (rnrs mutable-pairs) (rnrs mutable-strings)"
    check_libraries(CASES + OURS, libraries, prelude=PRELUDE)


def test_guile_agrees() -> None:
    libraries = ("(rnrs)", "(rnrs eval)", "(rnrs mutable-pairs)", "(rnrs mutable-strings)")
    check_guile(CASES, *libraries, prelude=PRELUDE)


def test_every_name_is_tried() -> None:
    words = set(re.split(r"[\s()']+", PRELUDE + CASES))
    assert {name for name in table("rnrs_records") if name[0] != "%"} <= words


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("(define-record-type)", "define-record-type without a name"),
        ("(define-record-type 1)", "a record type has a name, or a name, a constructor and"),
        ("(define-record-type (a b))", "a record type has a name, or a name, a constructor and"),
        ("(define-record-type a (fields b b))", "two fields of one name"),
        ("(define-record-type a (fields (b c)))", "a field is (immutable name [accessor])"),
        ("(define-record-type a (fields (immutable b c d)))", "a field is (immutable name"),
        ("(define-record-type a (fields) (fields))", "define-record-type has two clauses fields"),
        ("(define-record-type a (parent b) (parent-rtd b c))", "has a parent twice"),
        ("(define-record-type a (sealed 1))", "sealed takes #t or #f"),
        ("(define-record-type a (parent))", "a clause parent of define-record-type with too few"),
        ("(define-record-type a (nongenerative 1))", "the uid of a record type is a symbol"),
        ("(define-record-type a (colour red))", "colour is no clause of define-record-type"),
        ("(define-record-type a b)", "a clause of define-record-type begins with its name"),
        ("(define-enumeration a (b))", "define-enumeration takes a name, symbols and"),
        ("(define-enumeration a (b 1) c)", "an enumeration consists of symbols"),
        ("(define-enumeration a (b) c) (a d)", "a has no d"),
        ("(define-enumeration a (b) c) (a)", "a takes one symbol"),
        ("(endianness middle)", "endianness is big or little"),
        ("(file-options no-way)", "file-options takes some of no-create, no-fail, no-truncate"),
        ("(buffer-mode big)", "buffer-mode takes one of none, line, block"),
        ("(unsyntax 1)", "unsyntax stands where no form can have it"),
    ],
)
def test_wrong_syntax(form: str, message: str) -> None:
    assert message in failure(f"(import (rnrs)) {form}")


def test_a_program_of_r6rs_with_its_library(tmp_path: Path) -> None:
    (tmp_path / "shapes.sls").write_text(
        """#!r6rs
(library (shapes (1 0))
  (export square make-square square? square-side (rename (area square-area))
    &odd make-odd odd-shape?)
  (import (rnrs base (6)) (for (rnrs records syntactic (6)) expand run) (rnrs conditions (6)))
  (define-condition-type &odd &error make-odd odd-shape?)
  (define-record-type square (fields side))
  (define (area square) (* (square-side square) (square-side square))))
"""
    )
    program = tmp_path / "program.sps"
    program.write_text(
        """#!r6rs
(import (rnrs (6)) (prefix (shapes (1)) s:))
(define-record-type (cube make-cube cube?) (parent s:square))
(list (s:square-area (make-cube 3)) (s:square? (make-cube 1))
      (guard (e ((s:odd-shape? e) (error? e))) (raise (s:make-odd))))
"""
    )
    for dialect in ("guile", "sagittarius"):
        made = Program(profile(dialect), [tmp_path])
        assert written(made.run_file(program)) == "(9 #t #t)"


def test_what_is_defined_without_a_uid_is_one_type_each_time() -> None:
    text = """(import (rnrs))
    (define (types) (define-record-type a (nongenerative)) (record-type-descriptor a))
    (define (others) (define-record-type a) (record-type-descriptor a))
    (list (eq? (types) (types)) (eq? (others) (others)))"""
    found = run(text)
    assert (found.car, found.cdr.car) == (True, False)
