"""The dialect of a program, and the switches in its first line."""

from __future__ import annotations

import pytest

from schemesockets.dialects.scheme.recognition import dialect_of
from schemesockets.dialects.scheme.scripts import Script, script_of


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        # imports
        ("(use-modules (ice-9 rdelim))", "guile"),
        ("(use-modules (srfi srfi-1))", "guile"),
        ("(use-modules ((ice-9 rdelim) #:select (read-line)))", "guile"),
        ("(define-module (my server) #:use-module (ice-9 rdelim))", "guile"),
        ("(import (rnrs) (ice-9 rdelim))", "guile"),
        ("(import (prefix (only (ice-9 rdelim) read-line) x:))", "guile"),
        ("(import (chicken io) socket)", "chicken"),
        ("(import scheme socket)", "chicken"),
        ("(import (only srfi-1 iota))", "chicken"),
        ("(import (prefix socket s:))", "chicken"),
        ("(module main * (import scheme) (display 1))", "chicken"),
        ("(use socket srfi-18)", "chicken"),
        ("(require-extension (srfi 1) socket)", "chicken"),
        ("(import (rnrs) (sagittarius socket))", "sagittarius"),
        ("(import (rnrs))", "sagittarius"),
        ("#!r6rs (import (rnrs base) (rnrs io simple))", "sagittarius"),
        ("(import (rnrs) (srfi :106 socket))", "sagittarius"),
        ("(library (a) (export b) (import (rnrs)) (define b 1))", "sagittarius"),
        ("(import (scheme base) (rfc http))", "sagittarius"),
        ("(import (for (rnrs base) run expand))", "sagittarius"),
        ("(import (foment base))", "foment"),
        ("(import (scheme base) (srfi 106))", "srfi-106"),
        ("(define-library (a) (import (scheme base) (chicken io)) (export b) (begin 1))",
         "chicken"),
        ("(define-library (a) (import (scheme base)) (export b) (begin 1))", "srfi-106"),
        ("(import (web-server))", "srfi-106"),
        ("(import (chibi net))", "srfi-106"),
        # under cond-expand
        ("(cond-expand (guile (use-modules (ice-9 rdelim))) (else #f))", "guile"),
        ("(import (scheme base)) (cond-expand (chicken (import socket)) (else #f))", "chicken"),
        ("(import (scheme base)) (cond-expand (foment (import (foment base))) (else (import (srfi "
         "106))))", "foment"),
        ("(cond-expand ((and guile (not chicken)) (import (ice-9 rdelim))) (chicken 1))", "guile"),
        ("(cond-expand ((or chicken sagittarius) (begin (import (sagittarius))))(else 1))",
         "sagittarius"),
        ("(cond-expand ((library (chicken tcp)) (import (chicken tcp))) (else 1))", "chicken"),
        ("(import (chicken base)) (cond-expand (guile (import (ice-9 rdelim))) (else #f))",
         "chicken"),
        ("(define-library (a) (cond-expand (guile (import (ice-9 rdelim)))) (export b))", "guile"),
        # first lines
        ("#!/usr/bin/guile -s\n!#", "guile"),
        ("#!/usr/bin/env guile\n!#\n(import (scheme base))", "guile"),
        ("#!/usr/local/bin/guile-3.0 -s\n!#\n", "guile"),
        ("#!/usr/bin/csi -ss\n(display 1)", "chicken"),
        ('#!/bin/sh\n#| -*- scheme -*-\nexec csi -s $0 "$@"\n|#\n(display 1)', "chicken"),
        ('#!/bin/sh\n# -*- scheme -*-\nexec guile -s "$0" "$@"\n!#\n', "guile"),
        ("#!/usr/bin/env sash\n(import (scheme base))", "sagittarius"),
        ("#!/usr/bin/foment\n(import (scheme base))", "foment"),
        ("#! /usr/bin/env -S chibi-scheme -r\n(import (scheme base))", "srfi-106"),
        ("#!/usr/bin/python\n(import (foment base))", "foment"),
        # the names of sockets that need no import
        ("(define s (socket PF_INET SOCK_STREAM 0)) (connect s AF_INET INADDR_LOOPBACK 80)",
         "guile"),
        ("(display (car '(1)))", "srfi-106"),
        ("", "srfi-106"),
        # what misleads nobody
        ('(import (scheme base)) (display "(use-modules (ice-9 rdelim))")', "srfi-106"),
        ("; (use-modules (ice-9 rdelim))\n(import (scheme base))", "srfi-106"),
        ("#| (import (chicken io)) |# (import (foment base))", "foment"),
        ("#;(import (chicken io)) (import (foment base))", "foment"),
        ("(import (scheme base)) (define x '((import socket) (use-modules (ice-9 popen))))",
         "srfi-106"),
        # what cannot be read
        ("(use-modules (ice-9 rdelim)) (display 1", "guile"),
        (") (use-modules (ice-9 rdelim))", "guile"),
        (') ; (ice-9 rdelim)\n"(ice-9 rdelim)" (import (chicken io))', "chicken"),
        (") (import (rnrs))", "sagittarius"),
        (") (display 1)", "srfi-106"),
    ],
)  # fmt: skip
def test_the_dialect_of_a_program(text: str, dialect: str) -> None:
    assert dialect_of(text) == dialect


def test_a_cond_expand_that_goes_round_ends() -> None:
    assert dialect_of("#0=(cond-expand (else . #0#))") == "srfi-106"
    assert dialect_of("(cond-expand " * 1000 + ")" * 1000) == "srfi-106"


@pytest.mark.parametrize(
    ("head", "script"),
    [
        ("(display 1)", Script()),
        ("#!/usr/bin/perl -w", Script()),
        ("#!/bin/sh\necho 1", Script()),
        ("#!/usr/bin/env", Script()),
        ('#!/usr/bin/guile -e "unclosed', Script("guile", entry='"unclosed')),
        ("#!/usr/bin/guile -e", Script("guile")),
        ("#!/usr/bin/guile --no-auto-compile -e main -s", Script("guile", entry="main")),
        ("#!/usr/bin/guile \\\n-L /a -L/b -s", Script("guile", directories=("/a", "/b"))),
        ("#!/usr/bin/guile -s -e main", Script("guile")),
        ("#!/usr/bin/guile --use-srfi=1,13 -s",
         Script("guile", imports=("(srfi srfi-1)", "(srfi srfi-13)"))),
        ("#!/usr/bin/csi -R srfi-1 -ss",
         Script("chicken", entry="main", with_name=False, imports=("srfi-1",))),
        ("#!/usr/bin/env X=1 csi -script", Script("chicken")),
        ("#!/usr/bin/sash --loadpath=/a -n", Script("sagittarius", main=False,
                                                    directories=("/a",))),
        ("#!/usr/bin/chibi-scheme -rrun -m(srfi 1)", Script("srfi-106", entry="run",
                                                            imports=("(srfi",))),
        ("#!/bin/bash\n:; exec guile -e go -s $0", Script("guile", entry="go")),
    ],
)  # fmt: skip
def test_the_first_lines_of_a_script(head: str, script: Script) -> None:
    assert script_of(head) == script
