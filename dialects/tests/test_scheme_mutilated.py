"""Mutilated programs end in a condition, never in a Python error of ours.

SCHEMESOCKETS_MUTILATED is how many programs are tried at least; `-s` shows how they ended.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

import pytest
from child_processes import told_by
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemesockets.dialects.conditions import Condition
from schemesockets.dialects.scheme.backtrace import told
from schemesockets.dialects.scheme.conditions import Raised
from schemesockets.dialects.scheme.control import Exit
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

WORDS = re.compile(r'"(?:[^"\\]|\\.)*"|[()\[\]\'`,]|[^\s()\'`,"]+')
PATIENCE = 2  # seconds, for a program that waits for what does not come
COMPUTING = 0.3  # seconds of the processor, for one that has become an endless one
COUNT = int(os.environ.get("SCHEMESOCKETS_MUTILATED", "600"))
TURN = 300  # hypothesis becomes slow where it has to remember many
STRANGE = "()[]'`,@\"|#;\\.:!{}0\n \0\x7f\x85\u2028é\udcff\U0001f600"
MORE = """
(define-library (one two) (export a (rename b c)) (import (scheme base)) (begin (define a 1)
 (define b 2))) (import (only (one two) a))
(define-module (my mod) #:export (f) #:use-module (ice-9 rdelim)) (define (f x) x) (f 1)
(use-modules ((srfi srfi-1) #:select (fold) #:prefix s:)) (s:fold + 0 '(1 2))
(module mine (f) (import scheme) (define (f) 1)) (import (prefix mine m:)) (m:f)
(library (lib) (export a) (import (rnrs)) (define a 1)) (import (rename (lib) (a b)))
(import (chicken io) socket) (define s (socket af/inet sock/stream)) (socket-close s)
(cond-expand ((and guile (library (ice-9 rdelim))) (use-modules (ice-9 rdelim))) (else (begin)))
(define-syntax while (syntax-rules () ((_ c b ... e) (let loop () (if c (begin b ... e (loop)))))))
(define-syntax m (er-macro-transformer (lambda (f r c) (list (r 'quote) (cadr f))))) (m x)
(define-syntax k (lambda (x) (syntax-case x () ((_ a) #'(list a a))))) (k 1)
(let*-values (((a . b) (values 1 2)) ((c) 3)) (case-lambda ((x) a) ((x . y) b)))
(define* (f a #:optional (b 1) #:key (c 2)) (list a b c)) (f 1 2 #:c 3)
(guard (e ((string? e) e) (else => list)) (dynamic-wind list (lambda () (raise "x")) list))
(with-exception-handler (lambda (e) 1) (lambda () (+ 1 (raise-continuable 'x))))
(parameterize ((current-output-port (open-output-string))) (write '#0=(a . #0#)))
(define-record-type <p> (make-p x) p? (x p-x set-p-x!)) (set-p-x! (make-p 1) 2)
(define s (make-client-socket "127.0.0.1" "1")) (socket-send s #u8(1 2)) (socket-close s)
(let loop ((i 0)) (do ((j 0 (+ j 1))) ((= j 3)) (set! i (* i j))) (if (< i 1) i (loop 0)))
(eval '(let ((x 1)) `(a ,x ,@(list 2 3) #(b ,x))) (interaction-environment))
(include "nowhere.scm") (load "nowhere.scm") (open-input-file "nowhere")
(call-with-values (lambda () (values 1 2)) (lambda (a . r) (apply + a r)))
(string->number "1e400") (exact (expt 2.5 10)) (number->string 1/3 2) (exact->inexact 1/3)
(delay-force (make-promise 1)) (force (delay (car '()))) (call/cc (lambda (k) (k 1 2)))
"""


ARMED: list[str] = []
"""The program that runs, while it may be broken off."""


class Endless(BaseException):
    """A program that takes too long."""


def programs() -> list[list[str]]:
    found = []
    for name in ("scheme_values_r7rs.scm", "scheme_values_more.scm"):
        text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        blocks = text.split("\n\n")[1:]
        found += [WORDS.findall(block.rpartition("\n=> ")[0]) for block in blocks]
    for name in ("guile", "srfi-106"):
        path = Path(__file__).with_name("scheme_servers") / f"{name}.scm"
        found.append(WORDS.findall(path.read_text(encoding="utf-8")))
    more = [WORDS.findall(line) for line in re.split(r"\n(?=\()", MORE.strip())]
    return found + 10 * more


Edit = tuple[int, int, int]
"""What is done to a program, where, and with what."""

EDITS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 9999), st.integers(0, 99999)),
    min_size=1,
    max_size=4,
)


def mutilated(program: list[str], edits: list[Edit], words: list[str]) -> str:
    """A program with words, and perhaps characters, that are not its own."""
    made = list(program)
    for kind, where, what in edits:
        place, other = where % len(made), what % len(made)
        match kind:
            case 0 | 1 if len(made) > 1:
                del made[place]
            case 2 | 3:
                made[place] = words[what % len(words)]
            case 4 | 5:
                made.insert(place, words[what % len(words)])
            case 6:
                made[place:place] = made[other : other + 9]
            case 7:
                made[place], made[other] = made[other], made[place]
    text = " ".join(made)
    for kind, where, what in edits:
        place = where % (len(text) + 1)
        strange = STRANGE[what % len(STRANGE)]
        match kind:
            case 8:
                text = text[:place] + text[place + 1 :]
            case 9:
                text = text[:place] + strange + text[place + 1 :]
            case 10:
                text = text[:place] + strange + text[place:]
            case 11 if what % 4 == 0:
                text = text[:place]
    return text


def ring(number: int, frame: FrameType | None) -> None:
    if ARMED:
        raise Endless


def outcome(text: str, dialect: str) -> str:
    """How a program ends, in a word."""
    program = Program(PROFILES[dialect])
    ARMED.append(text)
    # Again and again: what is raised in a callback of the garbage collector's is lost.
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, PATIENCE)
    signal.setitimer(signal.ITIMER_VIRTUAL, COMPUTING, COMPUTING)
    try:
        program.run_text(text, "mutilated.scm")
        return "a value"
    except Endless:
        return "no end"
    except Exit:
        return "an exit"
    except (Condition, Raised) as error:
        ARMED.clear()  # the program has ended, and is not to be broken off any longer
        message = told(error, program.globals, program.profile)
        assert message.strip()
        assert "Traceback" not in message
        return "a condition"
    finally:
        ARMED.clear()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


ENDS: Counter[str] = Counter()
PROGRAMS = programs()
ALL_WORDS = [word for program in PROGRAMS for word in program]


@settings(max_examples=TURN, suppress_health_check=list(HealthCheck), database=None)
@given(st.sampled_from(PROGRAMS), EDITS, st.sampled_from(list(PROFILES)))
def _try(program: list[str], edits: list[Edit], dialect: str) -> None:
    text = mutilated(program, edits, ALL_WORDS)
    try:
        ENDS[outcome(text, dialect)] += 1
    except Exception as error:
        error.add_note(f"{dialect}: {text!r}")
        raise


def try_some(directory: Path) -> Counter[str]:
    """How some programs end. They may do anything to the process, which has to be their own."""

    def end(status: int) -> None:
        raise Exit(status)

    os.chdir(directory)  # a program may write files
    for alarm in (signal.SIGALRM, signal.SIGVTALRM):
        signal.signal(alarm, ring)
    sys.unraisablehook = lambda failure: None  # what breaks a program off in a finalizer
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os._exit", end)
        _try()
    return ENDS


def test_mutilated_programs_end_in_conditions(tmp_path: Path) -> None:
    for library in LIBRARIES.values():
        library.exports()  # or a module might be broken off while it is imported
    ends: Counter[str] = Counter()
    while ends.total() < COUNT:
        ends += told_by(try_some, tmp_path)
        if COUNT > 600:
            print(f"{ends.total()} mutilated programs: {dict(ends)}", flush=True)
    assert ends["a value"] > ends.total() / 50  # they are not nonsense alone
    assert ends["a condition"] > ends.total() / 50
