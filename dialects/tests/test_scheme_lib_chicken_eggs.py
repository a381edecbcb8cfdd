"""CHICKEN's eggs as tables, and its modules that talk to peers and to the process."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemesockets.dialects.scheme import command


def run(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a program writes that ends well."""
    program = tmp_path / "program.scm"
    program.write_text(text)
    assert command.run(str(program), dialect="chicken") == 0
    return capsys.readouterr().out


def outside(text: str, tmp_path: Path) -> tuple[str, int]:
    """What a program writes in a process of its own, and its exit status."""
    program = tmp_path / "program.scm"
    program.write_text(text)
    command = [sys.executable, "-m", "schemesockets.conformance", "run", "--dialect", "chicken"]
    done = subprocess.run(
        [*command, str(program)], capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout, done.returncode


PROGRAMS = {
    "udp": (
        """(use udp)
        (define a (udp-open-socket))
        (define b (udp-open-socket*))
        (udp-bind! a "127.0.0.1" 0)
        (define port (udp-bound-port a))
        (print (list (udp-socket? a) (udp-socket? 1) (> port 0) (udp-bound-port b)))
        (print (list (and (udp-bound? a) #t) (udp-bound? b) (udp-connected? b)))
        (udp-connect! b (string-append "127.0.0.1:" (number->string port)))
        (udp-send b "hello")
        (receive (n data host from) (udp-recvfrom a 64)
          (print (list n data host (= from (udp-bound-port b))))
          (udp-sendto a host from "backé"))
        (receive (n data) (udp-recv b 4) (print n data))
        (print (and (udp-connected? b) #t))
        (define (failure thunk)
          (condition-case (thunk)
            (e (exn i/o net) ((condition-property-accessor 'exn 'message) e))))
        (print (failure (lambda () (udp-open-socket 'unix))))
        (print (failure (lambda () (udp-connect! b "localhost"))))
        (udp-close-socket a) (udp-close-socket b)""",
        "(#t #f #t 0)\n(#t #f #f)\n(5 hello 127.0.0.1 #t)\n4back\n#t\n"
        "invalid address family\nno port specified\n",
    ),
    "udp6": (
        """(import udp6 socket)
        (define a (udp-open-socket 'inet6))
        (udp-bind! a "::1" 0)
        (udp-sendto a "::1" (udp-bound-port a) "one")
        (print (udp-recv a 9) (= (socket-family a) af/inet6))
        (udp-close-socket a)""",
        "one#t\n",
    ),
    "defstruct": (
        """(import typed-records)
        (defstruct point x (y 5))
        (define p (make-point x: 1))
        (print (list (point-x p) (point-y p) (point? p) (point? 5)) p)
        (print (point->alist (update-point p y: 7)))
        (set-point! p x: 9)
        (print (point-x p) (point-y (alist->point '((x . 3)))))
        (define-record thing (a : fixnum) b)
        (print (thing-a (make-thing 1 2)))
        (define-record-type foo (mk a) foo? (a foo-a : string))
        (print (foo-a (mk "x")))""",
        "(1 5 #t #f)#<point>\n((x . 1) (y . 7))\n95\n1\nx\n",
    ),
    "miscmacros": (
        """(import miscmacros)
        (define i 0) (while (< i 3) (inc! i)) (until (= i 1) (dec! i)) (print i)
        (repeat 2 (display "r")) (repeat* 3 (display it)) (newline)
        (print (if* (memv 2 '(1 2 3)) (car it) 'no) (if* #f 1 2))
        (define l '()) (push! 1 l) (push! 2 l) (print (pop! l) l)
        (dotimes (k 3) (display k)) (newline)
        (print (begin0 1 2) (let/cc k (+ 1 (k 5))))
        (define a 1) (define b 2) (exchange! a b) (modify! a add1) (print a b)
        (define-syntax-rule (twice x) (begin x x)) (twice (display 1))
        (print (ecase 2 ((1) 'a) ((2) 'b)))""",
        "1\nrr321\n22\n2(1)\n012\n15\n31\n11b\n",
    ),
    "uri-common": (
        """(import uri-common)
        (define u (uri-reference "http://me:pw@example.com:8080/a%20b/c?x=1&y=%26z#f"))
        (write (list (uri-scheme u) (uri-host u) (uri-port u) (uri-path u) (uri-query u)
                     (uri-fragment u) (uri-username u) (uri-password u)))
        (newline)
        (print (uri->string u))
        (print (uri->string (update-uri u path: '(/ "q r") query: '((k . "v w")) port: 80)))
        (print (uri->string (uri-relative-to (uri-reference "../z") u)))
        (print (uri-encode-string "a b/c") (uri-decode-string "a%20b"))
        (write (form-urldecode "a=1&b=x+y")) (print (form-urlencode '((a . 1) (b . #f) (c . #t))))
        (print (uri-reference "http://[") (uri? u) (absolute-uri? u) (relative-ref? u))
        (print (uri->string (make-uri scheme: 'http host: "h" path: '(/ "x"))))
        (print (uri-port (uri-reference "http://h/")))
        (print (uri->string (uri-normalize-path-segments (uri-reference "/a/./b/../c"))))""",
        '(http "example.com" 8080 (/ "a b" "c") ((x . "1") (y . "&z")) "f" "me" "pw")\n'
        "http://me:******@example.com:8080/a%20b/c?x=1&y=%26z#f\n"
        "http://me:******@example.com/q%20r?k=v+w#f\n"
        "http://me:******@example.com:8080/z\n"
        "a%20b%2Fca b\n"
        '((a . "1") (b . "x y"))a=1;c\n'
        "#f#t#f#f\n"
        "http://h/x\n"
        "80\n"
        "/a/c\n",
    ),
    "uri-generic": (
        """(import uri-generic)
        (define u (uri-reference "http://h/a%20b?x=1"))
        (write (list (uri-path u) (uri-query u) (uri-port u) (uri-path-absolute? u)))""",
        '((/ "a%20b") "x=1" #f #t)',
    ),
    "regex": (
        r"""(import regex)
        (write (string-match "(\\w+)=(\\w+)" "a=b")) (write (string-match "a" "ab"))
        (write (string-search-positions "b" "abc")) (write (string-search "(b)|x" "abc"))
        (write (string-substitute "b" "[\\0]" "abcb" #t))
        (write (string-substitute "b" "X" "abcb"))
        (write (string-substitute* "abc" '(("a" . "1") ("b" . "2"))))
        (write (string-split-fields "[^,]+" "a,b")) (write (string-split-fields "," "a,b" infix:))
        (write (grep "b" '("abc" "x"))) (write (regexp-escape "a.b"))
        (write (string-match (regexp "ABC" #t) "abc")) (write (glob->regexp "*.c"))""",
        '("a=b" "a" "b")#f((1 2))("b" "b")"a[b]c[b]""aXcb""12c"("a" "b")("a" "b")("abc")'
        '"a\\\\.b"("abc")".*\\\\.c"',
    ),
    "stack and queues": (
        """(import stack queues)
        (define s (make-stack)) (stack-push! s 1 2 3)
        (print (list (stack-pop! s) (stack-peek s) (stack-count s) (stack->list s)))
        (stack-poke! s 'x 1) (print (stack->list s) (stack-cut! s 0 1) (stack-empty? s))
        (define q (make-queue)) (queue-add! q 1) (queue-add! q 2) (queue-push-back! q 0)
        (print (list (queue-remove! q) (queue->list q) (queue-first q) (queue-last q)))
        (print (queue-length q) (queue-empty? q) (queue? s))""",
        "(3 2 2 (2 1))\n(2 x)(2)#f\n(0 (1 2) 1 2)\n2#f#f\n",
    ),
    "base64": (
        """(import base64)
        (print (base64-encode "hello") (base64-decode "aGVs\nbG8=") (base64-decode ""))
        (print (parameterize ((base64-line-breaks #t)) (string-length (base64-encode
          (make-string 100)))))""",
        "aGVsbG8=hello\n140\n",
    ),
    "mailbox": (
        """(import mailbox srfi-18 (chicken condition))
        (define m (make-mailbox)) (thread-start! (lambda () (mailbox-send! m 'hi)))
        (print (mailbox-receive! m) (mailbox-empty? m) (mailbox-receive! m 0.01 'none))
        (print (condition-case (mailbox-receive! m 0.01) ((exn mailbox timeout) 'late)))
        (mailbox-send! m 1) (mailbox-push-back! m 0)
        (print (mailbox-count m) (mailbox-receive! m))""",
        "hi#tnone\nlate\n20\n",
    ),
    "srfi-4": (
        """(import srfi-4 (chicken locative) (chicken memory representation))
        (write (list (s16vector 1 -2) (u8vector 1 2) (f64vector 1 2.5) (make-u32vector 2 7)))
        (define v (s16vector 1 2)) (set! (s16vector-ref v 0) 9)
        (write (list (s16vector->list v) (s16vector-length v) (s16vector? v) (u8vector? v)))
        (write (blob->u32vector (u32vector->blob (u32vector 7))))
        (write (subu16vector (u16vector 1 2 3) 1 3))
        (define o (vector 1 2)) (locative-set! (make-locative o 1) 9)
        (write (list o (locative-ref (make-locative o)) (block-ref '(1 . 2) 1)))
        (define-record thing a b) (write (record->vector (make-thing 1 2)))""",
        "(#s16(1 -2) #u8(1 2) #f64(1.0 2.5) #u32(7 7))((9 2) 2 #t #f)#u32(7)#u16(2 3)"
        "(#(1 9) 1 2)#(#<record-type thing> 1 2)",
    ),
    "test": (
        """(import test)
        (test-group "words"
          (test "sum" 3 (+ 1 2)) (test 4 (+ 1 2)) (test-assert (= 1 1)) (test-error (car 5))
          (test "no" 1 (car 5)) (test-values (values 1 2) (values 1 2)) (test 0.1 0.1000001))
        (print (test-failure-count) (test-total-count))""",
        "-- testing words -------------------------------------------------------------\n"
        "sum .................................................................. [ PASS]\n"
        "(+ 1 2) .............................................................. [ FAIL]\n"
        "    expected 4 but got 3\n"
        "    (+ 1 2)\n"
        "(= 1 1) .............................................................. [ PASS]\n"
        "(car 5) .............................................................. [ PASS]\n"
        "no ................................................................... [ERROR]\n"
        "    Error: (car) bad argument type: 5\n"
        "    (car 5)\n"
        "(values 1 2) ......................................................... [ PASS]\n"
        "0.1000001 ............................................................ [ PASS]\n"
        "7 tests completed in 0.0 seconds.\n"
        "1 failure (14.3%).\n"
        "1 error (14.3%).\n"
        "5 out of 7 (71.4%) tests passed.\n"
        "-- done testing words --------------------------------------------------------\n\n"
        "27\n",
    ),
    "args": (
        """(import args)
        (define opts
          (list (args:make-option (c cookie) #:none "eat" (print "tasty"))
                (args:make-option (e elephant) (#:required "X") "flatten" (print "is " arg))
                (args:make-option (d) (optional: "N") "level")))
        (display (args:usage opts))
        (receive (found rest) (args:parse '("-c" "-e" "x" "a" "-d5" "--elephant=y" "b") opts)
          (write found) (write rest))
        (args:parse '("-z") opts unrecognized-proc: (lambda (opt name arg) (print name)))""",
        " -c, --cookie              eat\n"
        " -e, --elephant=X          flatten\n"
        " -d[N]                     level\n"
        "tasty\nis x\nis y\n"
        '((c . #t) (cookie . #t) (e . "x") (elephant . "x") (d . "5") (e . "y") (elephant . "y"))'
        '("a" "b")z\n',
    ),
    "getopt-long": (
        """(import getopt-long (chicken condition))
        (define grammar
          '((verbose "be loud" (single-char #\\v))
            (out "where" (value (required FILE)))
            (num (single-char #\\n) (value #t) (multiple #t))))
        (write (getopt-long '("-v" "--out=x" "a" "-n" "5" "-n6" "--" "-b") grammar))
        (newline)
        (display (usage grammar))
        (define (wrong words)
          (condition-case (getopt-long words grammar)
            (e (exn) (print (get-condition-property e 'exn 'message)))))
        (wrong '("--nope")) (wrong '("--out")) (wrong '("--verbose=x")) (wrong '("-v" "-v"))
        (print ((make-option-dispatch (getopt-long '("--out" "y") grammar) grammar) 'out))""",
        '((verbose . #t) (out . "x") (num . "5") (num . "6") (@ "a" "-b"))\n'
        " -v, --verbose             be loud\n"
        "     --out=FILE            where\n"
        " -n, --num=ARG             \n"
        "unknown options\noption requires a value\noption takes no value\n"
        "option is given twice\ny\n",
    ),
    "record-variants and format": (
        """(import record-variants (prefix format f:))
        (define-record point x y)
        (define-record-variant fast (point unsafe) x y)
        (define p (make-fast 3 4)) (fast-x-set! p 5)
        (print (fast-x p) (point-y p) (fast? (make-point 1 2)) (point? p))
        (print (f:format #f "~5d|~a" 42 'x))""",
        "54#t#t\n   42|x\n",
    ),
    "tcp": (
        """(import (chicken tcp) (chicken io) (chicken condition))
        (define l (tcp-listen 0))
        (define-values (i o) (tcp-connect "127.0.0.1" (tcp-listener-port l)))
        (print (tcp-accept-ready? l) l i o)
        (define-values (si so) (tcp-accept l))
        (write-line "hello" o) (print (read-line si))
        (display "abc\\nd(1 2)" so) (close-output-port so)
        (write (list (read-line i) (peek-char i) (read-char i) (read i) (read-char i))) (newline)
        (receive (a b) (tcp-addresses i) (print a b))
        (receive (a b) (tcp-port-numbers i) (print (= b (tcp-listener-port l))))
        (define (kinds thunk)
          (condition-case (thunk) (e () (map car (condition->list e)))))
        (print (kinds (lambda () (parameterize ((tcp-read-timeout 10)) (read-char si)))))
        (print (kinds (lambda () (parameterize ((tcp-accept-timeout 10)) (tcp-accept l)))))
        (print (kinds (lambda () (tcp-listen 80000))))
        (print (kinds (lambda () (tcp-listen (tcp-listener-port l)))))
        (print (kinds (lambda () (tcp-addresses 5))))
        (close-input-port i)
        (print (kinds (lambda () (read-char i))))
        (tcp-close l)
        (print (kinds (lambda () (tcp-accept l))))
        (print (kinds (lambda () (tcp-connect "127.0.0.1"))))""",
        '#t#<tcp-listener>#<input port "(tcp)">#<output port "(tcp)">\nhello\n'
        '("abc" #\\d #\\d (1 2) #!eof)\n127.0.0.1127.0.0.1\n#t\n(exn i/o net timeout)\n'
        "(exn i/o net timeout)\n(exn domain)\n(exn i/o net)\n(exn type)\n(exn i/o file)\n"
        "(exn i/o net)\n(exn domain)\n",
    ),
    "tcp-server": (
        """(import (chicken tcp) tcp-server (chicken io) srfi-18)
        (define l (tcp-listen 0))
        (thread-start! (lambda () ((make-tcp-server l (lambda () (print (read-line) "!"))))))
        (define-values (i o) (tcp-connect "127.0.0.1" (tcp-listener-port l)))
        (write-line "hi" o)
        (print (read-line i))""",
        "hi!\n",
    ),
    "kinds of the socket egg's conditions": (
        """(import socket (chicken condition))
        (define s (socket af/inet sock/stream))
        (socket-bind s (inet-address "127.0.0.1" 0))
        (socket-listen s 1)
        (define (told thunk)
          (condition-case (thunk)
            (e (exn) (write (map car (condition->list e)))
                     (write (get-condition-property e 'exn 'location))
                     (write (list? (get-condition-property e 'exn 'arguments)))
                     (write (get-condition-property e 'net 'errno 'none)))))
        (parameterize ((socket-accept-timeout 10)) (told (lambda () (socket-accept s))))
        (socket-close s)
        (told (lambda () (socket-accept s)))
        (told (lambda () (socket-listen 5 1)))""",
        "(exn i/o net timeout)socket-accept#tnone(exn i/o net)socket-accept#t9"
        "(exn type)socket-listen#t#f",
    ),
}


OUTSIDE = ("tcp", "tcp-server")
"""What leaves connections open, and threads that serve: it runs in a process of its own."""


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, expected = PROGRAMS[name]
    if name in OUTSIDE:
        written, status = outside(text, tmp_path)
        assert status == 0
    else:
        written = run(text, tmp_path, capsys)
    assert re.sub(r"in [0-9.]+ seconds", "in 0.0 seconds", written) == expected


def test_the_end_of_a_program(tmp_path: Path) -> None:
    written, status = outside(
        """(import test)
        (on-exit (lambda () (print "bye")))
        (exit-handler (let ((old (exit-handler))) (lambda (code) (print "with " code) (old code))))
        (test 1 2)
        (test-exit)""",
        tmp_path,
    )
    assert written.splitlines()[-2:] == ["with 1", "bye"]
    assert status == 1


def test_the_implicit_end_of_a_program(tmp_path: Path) -> None:
    written, status = outside("(implicit-exit-handler (lambda () (print 2))) (print 1)", tmp_path)
    assert (written, status) == ("1\n2\n", 0)


def test_foreign_code_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "program.scm"
    program.write_text("(import (chicken foreign))\n(define f (foreign-lambda int puts c-string))")
    assert command.run(str(program), dialect="chicken") == 70
    assert "program.scm:2:11: foreign-lambda is made of C" in capsys.readouterr().err
