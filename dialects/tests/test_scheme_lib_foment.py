"""Foment's (foment base) beyond R7RS.

There is no real Foment here: each group names the source in leftmike/foment, its wiki page or the
SRFI that says what is expected.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scheme_cases import check, untried

from schemesockets.dialects.scheme import evaluate

BASE = r"""
; src/foment.cpp; SRFI 112, SRFI 176
(map string? (list (implementation-name) (implementation-version) (cpu-architecture)
  (machine-name) (os-name) (os-version)))
  => (#t #t #t #t #t #t)
(implementation-name) => "foment"
(cadr (assq 'command (version-alist))) => "foment"
(list (list? (loaded-libraries)) (list? (library-path)) (list? (full-command-line))) => (#t #t #t)
; src/base.scm: time-apply, time; src/gc.cpp: process-times
(integer? (current-milliseconds)) => #t
(begin (process-times-reset!) (map integer? (process-times))) => (#t #t #t #t)
(call-with-values (lambda () (time-apply + '(1 2))) (lambda (r cpu real gc) (list r (integer?
  cpu) (integer? real) gc)))
  => ((3) #t #t 0)
(let ((o (open-output-string))) (parameterize ((current-output-port o)) (call-with-values (lambda
  () (time 1 (values 2 3))) list)))
  => (2 3)
; src/synpass.cpp: set!-values
(let ((a 1) (b 2)) (set!-values (a b) (values 'x 'y)) (list a b)) => (x y)
(let ((a 1) (b 2)) (set!-values (a . b) (values 1 2 3)) (list a b)) => (1 (2 3))
(set!-values () (values 1)) => error
(list (no-value)) => (#<unspecified>)
; src/foment.cpp: full-error, error-object-type
(guard (e (#t (list (error-object-type e) (error-object-who e) (error-object-kind e)
  (error-object-message e)
  (error-object-irritants e)))) (full-error 'assertion-violation 'me 'file-error "bad" 1 2))
  => (assertion-violation me file-error "bad" (1 2))
(guard (e (#t (list (error-object-type e) (error-object-who e) (error-object-kind e)))) (error
  "a")) => (error #f #f)
(guard (e (#t (list (error-object-type e) (error-object-who e)))) (car 5)) =>
  (assertion-violation car)
(guard (e (#t (error-object-kind e))) (open-input-file "/no/such")) => file-error
(let ((e (make-file-error "gone" 1))) (list (file-error? e) (error-object-message e)
  (error-object-irritants e))) => (#t "gone" (1))
(full-error "x" 'me #f "bad") => error
(error-object-type 5) => error
; test/foment.scm: procedure properties; SRFI 229
(let ((p (lambda (x) x))) (let ((before (procedure-property p 'k))) (set-procedure-property! p 'k
  1)
  (list before (procedure-property p 'k) (procedure-property p 'z 'none) (p 5)))) => (#f 1 none 5)
(let ((p (lambda/tag '(a b) (x) x))) (list (procedure/tag? p) (procedure-tag p) (p 3)
  (procedure/tag? '(a)) (procedure-tag list)))
  => (#t (a b) 3 #f #f)
(let ((p (case-lambda/tag #(a) (() 'none) ((x) x) ((x y) (list x y))))) (list (p) (p 1) (p 1 2)
  (procedure-tag p)))
  => (none 1 (1 2) #(a))
(set-procedure-property! 5 'k 1) => error
; src/compare.cpp; SRFI 128
(list (= (string-hash "a") (string-hash "a")) (= (string-ci-hash "a") (string-ci-hash "A")) (=
  (char-ci-hash #\a) (char-ci-hash #\A))
  (= (char-hash #\a) (char-hash #\b)) (= (symbol-hash 'a) (symbol-hash 'a)) (= (number-hash 1)
  (number-hash 1))
  (= (boolean-hash #t) (boolean-hash #f)) (let ((l (list 1))) (= (eq-hash l) (eq-hash l)))) =>
  (#t #t #t #f #t #t #f #t)
(parameterize ((hash-bound-parameter 10)) (< -1 (string-hash "abc") 10)) => #t
(integer? (hash-salt-parameter)) => #t
(let ((c (make-comparator number? = < number-hash)) (d (make-comparator number? = #f #f))) (list
  (comparator? c)
  (comparator-ordered? c) (comparator-hashable? d) (comparator-ordered? d)
  ((comparator-type-test-predicate c) 1)
  ((comparator-equality-predicate c) 1 1) ((comparator-ordering-predicate c) 1 2)
  (integer? ((comparator-hash-function c) 1)))) => (#t #t #f #f #t #t #t #t)
((comparator-ordering-predicate (make-comparator number? = #f #f)) 1 2) => error
(make-comparator number? = 5 #f) => error
; src/hashtbl.cpp; SRFI 125
(let ((t (make-eq-hash-table))) (hash-table-set! t 'a 1) (let ((c (hash-table-empty-copy t)))
  (list (hash-table-mutable? t)
  (hash-table-size t) (hash-table-size c)))) => (#t 1 0)
; SRFI 124
(let ((e (make-ephemeron 'k 'd))) (set-ephemeron-key! e 'l) (set-ephemeron-datum! e 'f) (list
  (ephemeron? e) (ephemeron-broken? e)
  (ephemeron-key e) (ephemeron-datum e))) => (#t #f l f)
(collect) => #<unspecified>
; SRFI 207, SRFI 181, SRFI 192
(list (bytevector->hex-string #vu8(171 1)) (hex-string->bytevector "ab01")) => ("ab01" #vu8(171 1))
(hex-string->bytevector "x") => error
(list (bytevector=? #vu8(1) #vu8(1)) (bytevector<? #vu8(1) #vu8(1 2)) (bytevector>? #vu8(1)
  #vu8(2)) (bytevector<=? #vu8(1) #vu8(1))
  (bytevector>=? #vu8(1) #vu8(2))) => (#t #t #f #t #f)
(let ((t (make-transcoder (latin-1-codec) 'none 'raise))) (list (string->bytevector "é" t)
  (bytevector->string #vu8(233) t)))
  => (#vu8(233) "é")
(string->bytevector "λ" (make-transcoder (latin-1-codec) 'none 'raise)) => error
(bytevector->string #vu8(195 169) (native-transcoder)) => "é"
(list (native-eol-style) (read-char (transcoded-port (open-input-bytevector #vu8(97))
  (make-transcoder (utf-8-codec) 'lf 'replace))))
  => (lf #\a)
(let ((p (open-input-bytevector #vu8(1 2 3)))) (read-u8 p) (let ((at (port-position p)))
  (set-port-position! p 0)
  (let ((b (read-u8 p))) (set-port-position! p -1 'end) (list at b (read-u8 p) (positioning-port?
  p) (port-has-port-position? p)
  (port-has-set-port-position!? p))))) => (1 1 3 #t #t #t)
(guard (e ((i/o-invalid-position-error? e) 'refused)) (set-port-position! (open-input-bytevector
  #vu8()) -1)) => refused
(i/o-invalid-position-error? (make-i/o-invalid-position-error 5)) => #t
(set-port-position! (open-input-bytevector #vu8()) 0 'middle) => error
; SRFI 133
(vector-append-subvectors #(a b c) 0 2 #(d e) 1 2) => #(a b e)
(vector-append-subvectors #(a) 0 5) => error
(vector-append-subvectors #(a)) => error
; src/filesys.cpp
(file-stat-atime "/no/such") => error
(< 0 (file-size "/proc/self/exe")) => #t
(integer? (file-stat-mtime "/dev/null")) => #t
(integer? (file-stat-atime "/dev/null")) => #t
(pair? (member "null" (list-directory "/dev"))) => #t
(list-directory "/no/such") => error
(file-size "/dev") => error
"""

THREADS = r"""
; src/syncthrd.cpp
(thread-join! (run-thread (lambda () 5))) => 5
(thread-join! (run-thread (lambda () (exit-thread 6) 7))) => 6
(thread-join! (run-thread (lambda () (emergency-exit-thread 8)))) => 8
(let ((t (run-thread (lambda () 1)))) (let ((before (thread-name t))) (thread-name-set! t 'me)
  (list before (thread-name t)))) => (#f me)
(sleep 1) => #<unspecified>
(let ((e (make-exclusive 'mine))) (enter-exclusive e) (enter-exclusive e) (leave-exclusive e)
  (let ((other (thread-join! (run-thread (lambda () (try-exclusive e)))))) (leave-exclusive e)
  (list (exclusive? e) (exclusive-name e) other (try-exclusive e)))) => (#t mine #f #t)
(let ((e (make-exclusive))) (exclusive-name-set! e 'n) (exclusive-specific-set! e 's)
  (list (exclusive-name e) (exclusive-specific e))) => (n s)
(leave-exclusive (make-exclusive)) => error
(let ((c (make-condition 'full))) (condition-specific-set! c 's) (let ((n (condition-name c)))
  (condition-name-set! c 'm)
  (list (condition? c) n (condition-name c) (condition-specific c)))) => (#t full m s)
(let ((e (make-exclusive)) (c (make-condition))) (with-exclusive e (condition-wait c e 0.01))) =>
  #f
(let* ((e (make-exclusive)) (c (make-condition)) (t (begin (enter-exclusive e) (run-thread
  (lambda ()
  (with-exclusive e (condition-wake c) (condition-wake-all c))))))) (let ((woken (condition-wait
  c e 5))) (leave-exclusive e)
  (thread-join! t) woken)) => #t
(condition-wait (make-condition) (make-exclusive)) => error
(with-exclusive 5 1) => error
(with-exclusive (make-exclusive) 1 2) => 2
(list (thread? (run-thread list)) (mutex? (make-exclusive)) (condition-variable?
  (make-condition))) => (#t #t #t)
"""

PROCESS = r"""
; src/base.scm: system, process; test/process.scm
(list (system "true") (system "exit 3") (system* "/bin/true") (system*/exit-code "/bin/sh" "-c"
  "exit 4") (system/exit-code "exit 5"))
  => (#t #f #t 4 5)
(call-with-values (lambda () (subprocess #f #f 'stdout "/bin/cat")) (lambda (s out in err)
  (write-u8 65 in) (close-port in)
  (let ((b (read-u8 out))) (subprocess-wait s) (list (subprocess? s) b (subprocess-status s) err
  (< 0 (subprocess-pid s))))))
  => (#t 65 0 #f #t)
(call-with-values (lambda () (subprocess #f #f #f "/bin/sleep" "10")) (lambda (s out in err) (let
  ((before (subprocess-status s)))
  (subprocess-kill s #t) (subprocess-wait s) (list before (subprocess-status s))))) => (running
  137)
(let ((o (open-output-string))) (let ((l (process*/ports o #f 'stdout "/bin/echo" "hi")))
  ((list-ref l 4) 'wait)
  (list (car l) (integer? (list-ref l 2)) ((list-ref l 4) 'exit-code) ((list-ref l 4) 'status)
  (get-output-string o))))
  => (#f #t 0 done-ok "hi\n")
(let* ((o (open-output-bytevector)) (l (process/ports o (open-input-string "in") #f "cat; exit
  1"))) ((list-ref l 4) 'wait)
  (list (get-output-bytevector o) ((list-ref l 4) 'status))) => (#vu8(105 110) done-error)
(let ((l (process/ports #f #f #f "sleep 10"))) (let ((c (list-ref l 4))) (let ((before (list (c
  'status) (c 'exit-code))))
  (c 'interrupt) (c 'kill) (c 'wait) (list before (c 'status))))) => ((running #f) done-error)
(let ((l (process "true"))) ((list-ref l 4) 'wait) ((list-ref l 4) 'exit-code)) => 0
(let ((l (process* "/bin/true"))) ((list-ref l 4) 'wait) ((list-ref l 4) 'exit-code)) => 0
((list-ref (process "true") 4) 'dance) => error
(system* "/no/such/program") => error
(subprocess 5 #f #f "/bin/true") => error
(subprocess #f 5 #f "/bin/true") => error
(subprocess #f #f #f "/bin/true" 5) => error
(subprocess-wait 5) => error
"""

SECTIONS = {
    "foment_base": (BASE, ("srfi69",)),
    "foment_threads": (THREADS, ("srfi18",)),
    "foment_process": (PROCESS, ()),
}

# A program may let go of a process with its ports open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _own_input(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let programs have a standard input, which pytest takes away."""
    with open(os.devnull, encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        yield


@pytest.mark.parametrize("module", SECTIONS)
def test_ours(module: str) -> None:
    text, others = SECTIONS[module]
    check(text.replace("#vu8", "#u8"), *others, module, profile="foment")


@pytest.mark.parametrize("module", SECTIONS)
def test_every_name_is_tried(module: str) -> None:
    names = untried(SECTIONS[module][0], module)
    assert {name for name in names if not name.startswith("%")} == set()


def test_a_program_has_them_by_foments_own_library(tmp_path: Path) -> None:
    text = f"""
      (import (foment base))
      (create-directory (build-path "{tmp_path}" "d"))
      (define b (box (bitwise-and 6 3)))
      (set-box! b (+ (unbox b) (arithmetic-shift 1 3)))
      (list (unbox b) (file-directory? (build-path "{tmp_path}" "d"))
            (char-set-contains? char-set:digit #\\5) (reverse! (list 1 2))
            (let ((v (vector 1 2 3))) (vector-swap! v 0 2) (vector->list v))
            (thread-join! (thread-start! (make-thread (lambda () 'done))))
            (integer? (random-integer 5)))
    """
    assert evaluate(text, dialect="foment") == [10, True, True, [2, 1], [3, 2, 1], "done", True]
