"""SRFI 37 as the document has it, and as the real Guile does."""

from __future__ import annotations

from scheme_cases import check_guile, check_program

PRELUDE = """
(define (taken name)
  (lambda (option given argument . seeds)
    (apply values (cons (list name given argument) (car seeds)) (cdr seeds))))
(define options
  (list (option '(#\\a "all") #f #f (taken 'all))
        (option '(#\\o "out") #t #f (taken 'out))
        (option '(#\\p "opt") #f #t (taken 'opt))))
(define (go . arguments)
  (reverse
    (args-fold arguments options
      (lambda (option name argument seed)
        (cons (list 'unknown name argument (option-names option)) seed))
      cons '())))
"""

BOTH = r"""
(go) => ()
(go "-a") => ((all #\a #f))
(go "-ab") => ((all #\a #f) (unknown #\b #f (#\b)))
(go "-o" "file") => ((out #\o "file"))
(go "-ofile") => ((out #\o "file"))
(go "-o" "-a") => ((out #\o "-a"))
(go "-aofile" "x") => ((all #\a #f) (out #\o "file") "x")
(go "-px") => ((opt #\p "x"))
(go "--all" "x") => ((all "all" #f) "x")
(go "--out=f") => ((out "out" "f"))
(go "--out=a=b") => ((out "out" "a=b"))
(go "--opt" "x") => ((opt "opt" #f) "x")
(go "--opt=x") => ((opt "opt" "x"))
(go "--opt=") => ((opt "opt" ""))
(go "--foo") => ((unknown "foo" #f ("foo")))
(go "-x") => ((unknown #\x #f (#\x)))
(go "-") => ("-")
(go "--" "-a" "--out") => ("-a" "--out")
(go "x" "-a" "y") => ("x" (all #\a #f) "y")
(go "") => ("")
(go "--=x") => ((unknown "=x" #f ("=x")))
(go 5) => error
(args-fold 5 options list list) => error
(call-with-values (lambda () (args-fold '("-a" "q" "r") options values
  (lambda (x all count) (values (cons x all) (+ 1 count))) '() 0)) list)
  => (("r" "q" (all #\a #f)) 2)
(map (lambda (f) (f (car options))) (list option-names option-required-arg?
  option-optional-arg?)) => ((#\a "all") #f #f)
((option-processor (car options)) 1 2 3 '()) => ((all 2 3))
"""

GUILE = r"""
(go "--foo=bar" "z") => ((unknown "foo=bar" #f ("foo=bar")) "z")
(go "-p" "x") => ((opt #\p "x"))
(go "-p" "-a") => ((opt #\p "-a"))
(go "-ap" "") => ((all #\a #f) (opt #\p ""))
(go "-p") => ((opt #\p #f))
(go "-o") => error
(go "--out" "f") => error
(go "--out") => error
(go "--all=y") => error
"""

DOCUMENT = r"""
(map option? (cons 5 options)) => (#f #t #t #t)
(go "--foo=bar" "z") => ((unknown "foo" "bar" ("foo")) "z")
(go "-p" "x") => ((opt #\p #f) "x")
(go "-ap") => ((all #\a #f) (opt #\p #f))
(go "-o") => ((out #\o #f))
(go "--out" "f") => ((out "out" "f"))
(go "--out") => ((out "out" #f))
(go "--all=y") => ((all "all" "y"))
(args-fold '() '(5) list list) => error
(option '(#\a) #f #f 5) => error
"""


def test_as_the_document() -> None:
    check_program(BOTH + DOCUMENT, f"(import (srfi :37 args-fold)) {PRELUDE}", "sagittarius")
    check_program(BOTH + DOCUMENT, f"(import srfi-37) {PRELUDE}", "chicken")


def test_as_guile() -> None:
    check_program(BOTH + GUILE, f"(use-modules (srfi srfi-37)) {PRELUDE}")


def test_guile_agrees() -> None:
    check_guile(BOTH + GUILE, "(srfi srfi-37)", prelude=PRELUDE)
