"""R6RS's bytevectors, ports and enumerations, ours and the real Guile's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scheme_cases import check_guile, check_libraries, untried

BYTEVECTORS = r"""
(bytevector-u16-native-ref bv 1) => 770
(bytevector-u16-ref bv 1 'big) => 515
(bytevector-u16-ref bv 1 (endianness little)) => 770
(bytevector-u16-ref bv 8 'big) => error
(bytevector-u16-ref bv 1) => error
(bytevector-s16-native-ref bv 2) => 1027
(bytevector-uint-ref bv 0 'big 3) => 66051
(bytevector-sint-ref #vu8(255 255 255) 0 'big 3) => -1
(bytevector-uint-ref bv 0 'big 0) => error
(bytevector-uint-ref bv 7 'big 3) => error
(let ((b (make-bytevector 4 0))) (bytevector-uint-set! b 0 66051 'big 3) b) => #vu8(1 2 3 0)
(let ((b (make-bytevector 4 0))) (bytevector-sint-set! b 0 -2 'little 2) b) => #vu8(254 255 0 0)
(let ((b (make-bytevector 4 0))) (bytevector-uint-set! b 0 256 'big 1) b) => error
(let ((b (make-bytevector 4 0))) (bytevector-u16-set! b 0 70000 'big) b) => error
(let ((b (make-bytevector 4 0))) (bytevector-s8-set! b 0 -129) b) => error
(bytevector->u8-list #vu8(1 2)) => (1 2)
(u8-list->bytevector '(1 2)) => #vu8(1 2)
(u8-list->bytevector '(1 256)) => error
(bytevector->uint-list #vu8(1 2 3 4) 'big 2) => (258 772)
(bytevector->uint-list #vu8(1 2 3) 'big 2) => error
(bytevector->sint-list #vu8(255 255 1 0) 'little 2) => (-1 1)
(uint-list->bytevector '(1 513) 'big 2) => #vu8(0 1 2 1)
(sint-list->bytevector '(-1 2) 'little 2) => #vu8(255 255 2 0)
(uint-list->bytevector '(-1) 'big 2) => error
(uint-list->bytevector '() 'big 2) => #vu8()
(bytevector-ieee-double-ref #vu8(63 240 0 0 0 0 0 0) 0 'big) => 1.0
(let ((b (make-bytevector 8 0))) (bytevector-ieee-double-set! b 0 1.5 'little) b) => #vu8(0 0 0
  0 0 0 248 63)
(let ((b (make-bytevector 4 0))) (bytevector-ieee-single-set! b 0 1.5 'big) b) => #vu8(63 192 0
  0)
(bytevector-ieee-single-native-ref #vu8(0 0 128 63) 0) => 1.0
(bytevector-ieee-single-native-ref #vu8(0 0 0 128 63 9 9 9) 1) => 1.0
(let ((b (make-bytevector 8 0))) (bytevector-ieee-double-set! b 0 1 'little) b) => #vu8(0 0 0 0
  0 0 240 63)
(let ((b (make-bytevector 8 0))) (bytevector-ieee-double-set! b 0 'a 'little) b) => error
(string->utf16 "aé") => #vu8(0 97 0 233)
(string->utf16 "a" 'little) => #vu8(97 0)
(string->utf32 "a") => #vu8(0 0 0 97)
(utf16->string #vu8(0 97) 'big) => "a"
(utf16->string #vu8(0 97)) => "a"
(utf16->string #vu8(97 0) 'little) => "a"
(utf32->string #vu8(0 0 0 97) 'big) => "a"
(utf8->string #vu8(255)) => error
(bytevector=? bv (bytevector-copy bv)) => #t
(bytevector=? bv 1) => error
(let ((b (make-bytevector 3 7))) (bytevector-copy! #vu8(1 2 3) 1 b 0 2) b) => #vu8(2 3 7)
(let ((b (make-bytevector 3 7))) (bytevector-copy! #vu8(1 2 3) 1 b 0 3) b) => error
(let ((b (bytevector-copy #vu8(1 2 3 4 5)))) (bytevector-copy! b 0 b 1 4) b) => #vu8(1 1 2 3 4)
(make-bytevector 2 -1) => #vu8(255 255)
(make-bytevector 2 256) => error
(let ((b (make-bytevector 2))) (bytevector-fill! b 255) b) => #vu8(255 255)
(let ((b (make-bytevector 2))) (bytevector-fill! b -128) b) => #vu8(128 128)
(native-endianness) => little
(bytevector-u8-ref bv 9) => error
(bytevector-s8-ref #vu8(255) 0) => -1
(bytevector-u64-native-ref bv 0) => 578437695752307201
(bytevector-s64-ref #vu8(255 255 255 255 255 255 255 254) 0 'big) => -2
(uniform-array->bytevector #vu8(1 2)) => #vu8(1 2)
(bytevector-fill! bv 1 2 3) => #<unspecified>
(string->utf8 "é") => #vu8(195 169)
(bytevector->uint-list #vu8() 'big 2) => ()
(let ((b (make-bytevector 8 0))) (bytevector-u64-native-set! b 0 (expt 2 64)) b) => error
(map (lambda (get) (get #vu8(128 1 2 3 4 5 6 7) 0 'big)) (list bytevector-u16-ref
  bytevector-s16-ref bytevector-u32-ref bytevector-s32-ref bytevector-u64-ref
  bytevector-s64-ref)) => (32769 -32767 2147549699 -2147417597 9223655723807081991
  -9223088349902469625)
(map (lambda (get) (get #vu8(1 2 3 4 5 6 7 128) 0)) (list bytevector-u16-native-ref
  bytevector-s16-native-ref bytevector-u32-native-ref bytevector-s32-native-ref
  bytevector-u64-native-ref bytevector-s64-native-ref bytevector-u8-ref bytevector-s8-ref)) =>
  (513 513 67305985 67305985 9225348980303659521 -9221395093405892095 1 1)
(map (lambda (set) (let ((b (make-bytevector 8 0))) (set b 0 258 'little) b)) (list
  bytevector-u16-set! bytevector-s16-set! bytevector-u32-set! bytevector-s32-set!
  bytevector-u64-set! bytevector-s64-set! bytevector-ieee-single-set!
  bytevector-ieee-double-set!)) => (#vu8(2 1 0 0 0 0 0 0) #vu8(2 1 0 0 0 0 0 0) #vu8(2 1 0 0 0 0
  0 0) #vu8(2 1 0 0 0 0 0 0) #vu8(2 1 0 0 0 0 0 0) #vu8(2 1 0 0 0 0 0 0) #vu8(0 0 129 67 0 0 0
  0) #vu8(0 0 0 0 0 32 112 64))
(map (lambda (set) (let ((b (make-bytevector 8 0))) (set b 0 77) b)) (list
  bytevector-u16-native-set! bytevector-s16-native-set! bytevector-u32-native-set!
  bytevector-s32-native-set! bytevector-u64-native-set! bytevector-s64-native-set!
  bytevector-ieee-single-native-set! bytevector-ieee-double-native-set! bytevector-u8-set!
  bytevector-s8-set!)) => (#vu8(77 0 0 0 0 0 0 0) #vu8(77 0 0 0 0 0 0 0) #vu8(77 0 0 0 0 0 0 0)
  #vu8(77 0 0 0 0 0 0 0) #vu8(77 0 0 0 0 0 0 0) #vu8(77 0 0 0 0 0 0 0) #vu8(0 0 154 66 0 0 0 0)
  #vu8(0 0 0 0 0 64 83 64) #vu8(77 0 0 0 0 0 0 0) #vu8(77 0 0 0 0 0 0 0))
(list (bytevector-ieee-single-ref #vu8(63 128 0 0) 0 'big) (bytevector-ieee-double-native-ref
  #vu8(0 0 0 0 0 0 240 63) 0) (bytevector-length bv) (bytevector? bv) (bytevector-u8-ref bv 0))
  => (1.0 1.0 9 #t 1)
"""
BV = "(define bv #vu8(1 2 3 4 5 6 7 8 9))"

# In order: they work on one file.
PORTS = r"""
(buffer-mode none) => none
(buffer-mode? 'line) => #t
(buffer-mode? 'x) => #f
(eol-style crlf) => crlf
(error-handling-mode raise) => raise
(native-eol-style) => none
(transcoder-eol-style (native-transcoder)) => none
(transcoder-error-handling-mode (make-transcoder (utf-8-codec))) => replace
(bytevector->string #vu8(97 13 10 98) (make-transcoder (utf-8-codec) (eol-style crlf))) =>
  "a\r\nb"
(string->bytevector "a\nb" (make-transcoder (utf-8-codec) (eol-style crlf))) => #vu8(97 10 98)
(string->bytevector "é" (make-transcoder (latin-1-codec))) => #vu8(233)
(bytevector->string #vu8(255) (make-transcoder (utf-8-codec) 'lf 'replace)) => "�"
(bytevector->string #vu8(255) (make-transcoder (utf-8-codec) 'lf 'raise)) => error
(string->bytevector "λ" (make-transcoder (latin-1-codec) 'lf 'raise)) => error
(string->bytevector "λ" (make-transcoder (latin-1-codec) 'lf 'replace)) => #vu8(63)
(eof-object? (get-line (open-string-input-port ""))) => #t
(get-string-all (open-string-input-port "abc")) => "abc"
(port-eof? (open-string-input-port "")) => #t
(get-datum (open-string-input-port "(a . b)")) => (a . b)
(call-with-values open-string-output-port (lambda (p get) (put-string p "abc" 1) (let ((a
  (get))) (put-char p #\x) (list a (get))))) => ("bc" "x")
(call-with-string-output-port (lambda (p) (put-datum p '("a" #\b)))) => "(\"a\" #\\b)"
(call-with-bytevector-output-port (lambda (p) (put-u8 p 1) (put-bytevector p #vu8(1 2 3) 1 1)))
  => #vu8(1 2)
(let ((p (open-file-output-port f))) (put-bytevector p #vu8(97 98 10)) (close-port p) 'done) =>
  done
(open-file-output-port f) => error
(let ((p (open-file-output-port f (file-options no-fail) (buffer-mode block)
  (native-transcoder)))) (put-string p "héllo\nyou") (close-port p) 'done) => done
(let ((p (open-file-input-port f (file-options) (buffer-mode block) (native-transcoder)))) (let*
  ((a (get-line p)) (b (get-line p)) (c (get-line p))) (close-port p) (list a b (eof-object?
  c)))) => ("héllo" "you" #t)
(call-with-port (open-file-input-port f) (lambda (p) (list (port-has-port-position? p)
  (port-position p) (get-u8 p) (port-position p) (begin (set-port-position! p 4) (get-u8 p))
  (binary-port? p)))) => (#t 0 104 1 108 #t)
(call-with-port (open-file-output-port f (file-options no-create)) output-port?) => #t
(open-file-output-port "/no/such" (file-options no-create)) => error
(open-file-input-port "/no/such") => error
(open-file-output-port "/no/such") => error
(let ((p (open-file-input/output-port f (file-options no-fail no-truncate)))) (let ((a (get-u8
  p))) (close-port p) a)) => #<eof>
(let ((p (open-file-output-port f (file-options no-fail no-truncate)))) (put-u8 p 88)
  (close-port p) 'done) => done
(call-with-port (open-file-input-port f) get-bytevector-all) => #vu8(88)
(output-port-buffer-mode (current-output-port)) => block
(textual-port? (current-output-port)) => #t
(port-position (open-string-input-port "abc")) => 0
(port-has-set-port-position!? (open-string-input-port "abc")) => #t
(let ((p (open-string-input-port "abc"))) (get-char p) (port-position p)) => 1
(let ((p (make-custom-textual-output-port "x" (lambda (s start n) (set! got (append got (list
  (substring s start (+ start n))))) n) #f #f #f))) (put-string p "abc") (close-port p) got) =>
  ("abc")
(let ((p (make-custom-binary-input-port "x" (lambda (bv s n) (bytevector-u8-set! bv s 65) 1) #f
  #f #f))) (list (get-u8 p) (port-has-port-position? p) (port-position p))) => error
(get-u8 (open-bytevector-input-port #vu8())) => #<eof>
(lookahead-u8 (open-bytevector-input-port #vu8(1))) => 1
(get-bytevector-n (open-bytevector-input-port #vu8(1 2 3)) 2) => #vu8(1 2)
(let ((b (make-bytevector 4 0))) (list (get-bytevector-n! (open-bytevector-input-port #vu8(1 2
  3)) b 1 3) b)) => (3 #vu8(0 1 2 3))
(get-string-n (open-string-input-port "abc") 2) => "ab"
(let ((s (make-string 4 #\-))) (list (get-string-n! (open-string-input-port "abc") s 1 2) s)) =>
  (2 "-ab-")
(get-line (transcoded-port (open-bytevector-input-port #vu8(97 13 10 98)) (make-transcoder
  (utf-8-codec) 'crlf))) => "a\r"
(get-char (transcoded-port (open-bytevector-input-port #vu8(255)) (make-transcoder (utf-8-codec)
  'lf 'raise))) => error
(get-char (transcoded-port (open-bytevector-input-port #vu8(255)) (make-transcoder (utf-8-codec)
  'lf 'replace))) => #\�
(call-with-input-file f read) => X
(with-input-from-file f read) => X
(delete-file f) => #<unspecified>
(file-exists? f) => #f
(delete-file f) => error
(open-input-file f) => error
(call-with-port (open-output-file "/tmp") (lambda (p) 1)) => error
(put-char (open-string-input-port "a") #\a) => error
(put-u8 3 4) => error
(get-char 'a) => error
(close-port 1) => error
(let ((p (open-string-input-port "a"))) (close-port p) (get-char p)) => error
(i/o-error-filename (make-i/o-filename-error "x")) => "x"
(make-i/o-encoding-error 1 #\a) => #<&i/o-encoding port: 1 char: #\a>
(i/o-encoding-error-char (make-i/o-encoding-error 1 #\a)) => #\a
(i/o-port-error? (make-i/o-encoding-error 1 #\a)) => #t
"""

ENUMS = r"""
(color red) => red
(enum-set->list (colors blue red)) => (red blue)
(enum-set-member? 'red (colors red)) => #t
(enum-set-member? 'x (colors red)) => #f
(enum-set-subset? (colors red) (colors red blue)) => #t
(enum-set=? (colors red) (colors red)) => #t
(enum-set->list (enum-set-union (colors red) (colors blue))) => (red blue)
(enum-set->list (enum-set-complement (colors red))) => (green blue)
(enum-set->list (enum-set-difference (colors red blue) (colors red))) => (blue)
(enum-set->list (enum-set-intersection (colors red blue) (colors red))) => (red)
((enum-set-indexer (colors red)) 'blue) => 2
((enum-set-indexer (colors red)) 'x) => #f
(enum-set->list ((enum-set-constructor (colors)) '(green))) => (green)
(enum-set->list (enum-set-projection (colors red blue) (make-enumeration '(red x)))) => (red)
(enum-set-union (colors red) (make-enumeration '(red))) => error
(enum-set-subset? (make-enumeration '(red)) (colors red blue)) => #t
(enum-set->list 1) => error
"""
COLOR = "(define-enumeration color (red green blue) colors)"

# What Guile lets pass that R6RS does not, and what it has no transcoders for.
OURS = r"""
(bytevector-u16-ref bv 1 'foo) => error
(utf16->string #vu8(254 255 0 97) 'little) => "a"
(string-length (utf16->string #vu8(254 255 0 97) 'little #t)) => 2
(utf32->string #vu8(0 0 0 97) 'big #t) => "a"
(map char->integer (string->list (utf16->string #vu8(97) 'little))) => (65533)
((enum-set-constructor (colors)) '(x)) => error
(enum-set->list (make-enumeration '(a b a))) => (a b)
(make-enumeration '(1)) => error
(colors red) => #<enum-set (red)>
(bytevector->string #vu8(97 13 10 98) (make-transcoder (utf-8-codec) (eol-style crlf)))
  => "a\nb"
(string->bytevector "a\nb" (make-transcoder (utf-8-codec) (eol-style crlf))) => #vu8(97 13 10 98)
(bytevector->string #vu8(255 97) (make-transcoder (utf-8-codec) 'lf 'ignore)) => "a"
(bytevector->string (string->bytevector "a" (make-transcoder (utf-16-codec)))
  (make-transcoder (utf-16-codec))) => "a"
(call-with-bytevector-output-port (lambda (p) (put-string p "é")) (make-transcoder (utf-8-codec)))
  => #vu8(195 169)
(port-transcoder (open-bytevector-input-port #vu8())) => #f
(let ((t (port-transcoder (open-bytevector-input-port #vu8() (make-transcoder (utf-8-codec) 'cr
  'raise))))) (list (transcoder-eol-style t) (transcoder-error-handling-mode t))) => (cr raise)
(get-line (transcoded-port (open-bytevector-input-port #vu8(97 13 10 98))
  (make-transcoder (utf-8-codec) 'crlf))) => "a"
(guard (e ((i/o-decoding-error? e) (binary-port? (i/o-error-port e)))) (bytevector->string
  #vu8(255) (make-transcoder (utf-8-codec) 'lf 'raise))) => #f
(guard (e ((i/o-encoding-error? e) (i/o-encoding-error-char e))) (string->bytevector "aλ"
  (make-transcoder (latin-1-codec) 'lf 'raise))) => #\λ
(get-u8 (open-string-input-port "a")) => error
(bytevector-u16-native-ref bv 1) => error
(let ((b (make-bytevector 16))) (bytevector-ieee-double-native-set! b 4 1.0)) => error
(call-with-port (open-file-output-port "/dev/null" (file-options no-create) (buffer-mode line))
  output-port-buffer-mode) => line
(guard (e ((i/o-encoding-error? e) (i/o-encoding-error-char e))) (call-with-bytevector-output-port
  (lambda (p) (put-string p "aλ")) (make-transcoder (latin-1-codec) 'lf 'raise))) => #\λ
(let ((p (make-custom-textual-input-port "p" (lambda (s at n) 0) #f (lambda (to) 0) #f)))
  (list (port-has-port-position? p) (port-has-set-port-position!? p))) => (#f #t)
(native-eol-style) => lf
(let ((p (make-custom-textual-input-port "p" (lambda (s at n) (string-set! s at #\a) (if (< n 5) 0
  1)) #f #f #f))) (list (get-char p) (lookahead-char p) (get-string-n p 3))) => (#\a #\a "aaa")
(let ((left 3) (closed #f)) (let ((p (make-custom-textual-input-port "p" (lambda (s at n)
  (if (zero? left) 0 (begin (set! left (- left 1)) (string-set! s at #\newline) 1))) #f #f
  (lambda () (set! closed #t))))) (let* ((a (get-line p)) (b (get-string-all p))) (close-port p)
  (list a b closed)))) => ("" "\n\n" #t)
(enum-set->list (enum-set-universe (colors red))) => (red green blue)
(equal? (transcoder-codec (make-transcoder (utf-8-codec))) (utf-8-codec)) => #t
(let* ((n 0) (p (make-custom-textual-input/output-port "p" (lambda (s at n) 0) (lambda (s at count)
  (set! n (+ n count)) count) (lambda () n) (lambda (to) (set! n to)) #f))) (put-string p "abc")
  (let ((a (port-position p))) (set-port-position! p 1) (list a (port-position p)))) => (3 1)
(put-string (make-custom-textual-output-port "p" (lambda (s at n) -1) #f #f #f) "a") => error
(call-with-port (open-file-output-port "/dev/null" (file-options no-create) (buffer-mode none))
  output-port-buffer-mode) => none
(call-with-port (open-file-output-port "/dev/null" (file-options no-create))
  output-port-buffer-mode) => block
(port-position (make-custom-textual-output-port "p" (lambda (s at n) n) #f #f #f)) => error
(open-file-input-port 1) => error
(open-file-input-port "/no/such" 1) => error
(open-file-input-port "/no/such" (file-options) 'x) => error
(open-file-input-port "/dev/null" (file-options) 'block 1) => error
"""


def test_bytevectors() -> None:
    check_libraries(BYTEVECTORS, "(rnrs)", prelude=BV)


def test_guile_agrees_on_bytevectors() -> None:
    check_guile(BYTEVECTORS, "(rnrs)", prelude=BV)


def _prelude(directory: Path) -> str:
    return f'(define f "{directory}/file") (define got (list))'


def test_ports(tmp_path: Path) -> None:
    check_libraries(PORTS, "(rnrs)", prelude=_prelude(tmp_path))


def test_guile_agrees_on_ports(tmp_path: Path) -> None:
    check_guile(PORTS, "(rnrs)", prelude=_prelude(tmp_path))


def test_enumerations() -> None:
    check_libraries(ENUMS, "(rnrs)", prelude=COLOR)


def test_guile_agrees_on_enumerations() -> None:
    check_guile(ENUMS, "(rnrs)", prelude=COLOR)


def test_what_r6rs_says_alone() -> None:
    libraries = "(rnrs) (rnrs mutable-strings)"
    check_libraries(OURS, libraries, profile="sagittarius", prelude=BV + COLOR)


def test_standard_ports() -> None:
    program = """(import (rnrs))
      (define in (standard-input-port))
      (put-u8 (standard-output-port) (lookahead-u8 in))
      (put-bytevector (standard-output-port) (get-bytevector-all in))
      (display "text")
      (close-port (standard-output-port))
      (put-u8 (standard-output-port) 255)
      (put-u8 (standard-error-port) 254)"""
    command = [sys.executable, "-P", "-m", "schemesockets.conformance", "run"]
    done = subprocess.run(
        [*command, "--dialect", "sagittarius", "-e", program],
        input=b"\xff\x00",
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (b"\xff\xff\x00text\xff", b"\xfe")


def test_every_name_is_tried() -> None:
    every = (
        BYTEVECTORS
        + PORTS
        + ENUMS
        + OURS
        + "(standard-output-port standard-input-port standard-error-port) => 1"
    )
    modules = ("rnrs_bytevectors", "rnrs_io", "rnrs_enums", "transcoders")
    assert {name for name in untried(every, *modules) if name[0] != "%"} == set()
