"""Sagittarius's (binary …), (util treemap), (util heap), (util timer) and (util logging).

There is no real Sagittarius here: each group names the section of its manual (doc/utils of
ktakashi/sagittarius-scheme), or the source, that says what is expected.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scheme_cases import check, outcome, program_of, untried

BINARY_IO = r"""
; doc/utils/binary/io.md, sitelib/binary/io.scm
(let ((p (open-input-bytevector #vu8(97 10 98)))) (let* ((a (get-line p)) (b (get-line p
  :transcoder (native-transcoder)))) (list a b (get-line p))))
  => (#vu8(97) "b" #<eof>)
(let ((p (open-input-bytevector #vu8(97 13 10 98)))) (get-line p :eol #vu8(13 10))) => #vu8(97)
(call-with-values (lambda () (get-until (open-input-bytevector #vu8(1 2 3)) #vu8(2))) list) =>
  (#vu8(1) #vu8(2))
(call-with-values (lambda () (get-until (open-input-bytevector #vu8()) #vu8(2))) list) => (#<eof>
  #f)
(let ((p (open-input-bytevector #vu8(1 2 3)))) (list (lookahead-next-u8 p) (peek-next-u8 p))) =>
  (2 3)
(let ((p (open-output-bytevector))) (put-s8 p -1) (put-u64 p 1 'big) (put-s64 p -2 'little)
  (put-u* p 258 3 'big) (put-s* p -1 2 'big)
  (get-output-bytevector p)) => #vu8(255 0 0 0 0 0 0 0 1 254 255 255 255 255 255 255 255 0 1 2
  255 255)
(let ((p (open-input-bytevector #vu8(255 0 0 0 0 0 0 0 1 254 255 255 255 255 255 255 255 0 1 2
  255 255)))) (let* ((a (get-s8 p))
  (b (get-u64 p 'big)) (c (get-s64 p 'little)) (d (get-u* p 3 'big)) (e (get-s* p 2 'big))) (list
  a b c d e (get-s8 p) (get-u64 p 'big)
  (get-s* p 2 'big)))) => (-1 1 -2 258 -1 #<eof> #<eof> #<eof>)
(let ((p (open-output-bytevector))) (put-f32 p 1.5 'big) (put-f64 p 3.14 'big)
  (get-output-bytevector p))
  => #vu8(63 192 0 0 64 9 30 184 81 235 133 31)
(let ((p (open-input-bytevector #vu8(63 192 0 0 64 9 30 184 81 235 133 31)))) (let* ((a (get-f32
  p 'big)) (b (get-f64 p 'big)))
  (list a b (get-f32 p 'big)))) => (1.5 3.14 #<eof>)
(let ((p (open-output-bytevector))) (put-f32 p 1e300 'big) (get-output-bytevector p)) => #vu8(127
  128 0 0)
(put-s8 (open-output-bytevector) 128) => error
(put-u* (open-output-bytevector) 256 1 'big) => error
(get-u64 (open-input-bytevector #vu8(1)) 'big) => error
(get-u64 (open-input-bytevector #vu8(1)) 'middle) => error
(read-bytevector 9 (->chunked-binary-input-port (lambda (size) (list (bytevector size) #vu8(2)))
  :chunk-size 7)) => #vu8(7 2)
(->chunked-binary-input-port (lambda (size) '(1))) => error
(->chunked-binary-input-port list :chunk-size 0) => error
(read-bytevector 9 (input-port->chunked-binary-input-port (open-input-bytevector #vu8(1 2 3))
  :threshold 2)) => #vu8(1 2)
(read-bytevector 9 (input-port->chunked-binary-input-port (open-input-bytevector #vu8(1 2 3))))
  => #vu8(1 2 3)
(let ((p (open-bytevector-input/output-port (bytevector 1 2 3)))) (read-u8 p) (write-u8 9 p)
  (read-u8 p)) => 3
(let ((p (open-chunked-binary-input/output-port))) (write-u8 9 p) (read-u8 p)) => #<eof>
(let ((p (->chunked-binary-input/output-port (lambda (size) (vector #vu8(5)))))) (let ((a
  (read-u8 p)))
  (chunked-binary-input/output-port-clear-buffer! p) (list a (read-u8 p)))) => (5 #<eof>)
(chunked-binary-input/output-port-clear-buffer! (open-input-bytevector #vu8())) => error
(let* ((s (open-input-bytevector #vu8(1 2 3))) (p (->size-limit-binary-input-port s 2))) (let*
  ((a (read-u8 p)) (b (read-u8 p)) (c (read-u8 p)))
  (list a b c (read-u8 s)))) => (1 2 #<eof> 3)
+default-chunk-size+ => 4096
"""

BINARY_PACK = r"""
; doc/utils/binary/pack.md
(list (pack "!c" 128) (pack "!s" 100) (pack "<s" 100) (pack "!d" 3.14)) => (#vu8(128) #vu8(0 100)
  #vu8(100 0) #vu8(64 9 30 184 81 235 133 31))
(list (pack "!xd" 3.14) (pack "!uxd" 3.14)) => (#vu8(0 0 0 0 0 0 0 0 64 9 30 184 81 235 133 31)
  #vu8(0 64 9 30 184 81 235 133 31))
(list (pack "3c" 1 2 3) (pack "*c" 1 2 3 4) (pack "!S >L <l q" 1 2 3 4)) => (#vu8(1 2 3) #vu8(1 2
  3 4) #vu8(0 1 0 0 0 0 0 2 3 0 0 0 0 0 0 0 4 0 0 0 0 0 0 0))
(pack "3c" 1 2 3 4) => error
(pack "C" 256) => error
(pack "C" "a") => error
(pack "w" 1) => error
(call-with-values (lambda () (unpack "!SS" #vu8(0 1 0 2))) list) => (1 2)
(call-with-values (lambda () (unpack "!SS" #vu8(0 1 0 2 0 3) 1)) list) => (2 3)
(call-with-values (lambda () (unpack "!uSS" #vu8(0 1 0 2 0 3) 1)) list) => (256 512)
(call-with-values (lambda () (unpack "*C" #vu8(1 2 3))) list) => (1 2 3)
(call-with-values (lambda () (unpack "c=af" (pack "c=af" -1 1.5))) list) => (-1 1.5)
(unpack "!L" #vu8(1)) => error
(let ((b (make-bytevector 4 0))) (pack! "!uS" b 1 258) b) => #vu8(0 1 2 0)
(pack! "!L" (make-bytevector 3) 0 1) => error
(let ((p (open-input-bytevector #vu8(0 1 2)))) (let ((v (get-unpack p "!S"))) (list v (read-u8
  p)))) => (1 2)
(call-with-values (lambda () (get-unpack (open-input-bytevector #vu8(1 2)) "*C")) list) => (1 2)
(get-unpack (open-input-bytevector #vu8()) "!S") => error
(list (format-size "!xd") (format-size "!uxd") (format-size "*c") (format-size "*c" 1 2 3 4)) =>
  (16 9 #f 4)
(begin (define-u8-packer (#\A v) (pack (char->integer v)) (unpack (integer->char v))) (list (pack
  "AA" #\a #\b)
  (call-with-values (lambda () (unpack "AA" #vu8(97 98))) list))) => (#vu8(97 98) (#\a #\b))
(define-u8-packer (#\c v) (pack v) (unpack v)) => error
(begin (define-s8-packer (#\B v) (pack v) (unpack v)) (define-s16-packer (#\D v) (pack v) (unpack
  v)) (define-u16-packer (#\E v) (pack v) (unpack v))
  (define-s32-packer (#\F v) (pack v) (unpack v)) (define-u32-packer (#\G v) (pack v) (unpack v))
  (define-s64-packer (#\H v) (pack v) (unpack v))
  (define-u64-packer (#\I v) (pack v) (unpack v)) (define-f32-packer (#\J v) (pack v) (unpack v))
  (define-f64-packer (#\K v) (pack v) (unpack v))
  (map format-size '("uB" "uD" "uE" "uF" "uG" "uH" "uI" "uJ" "uK"))) => (1 2 2 4 4 8 8 4 8)
"""

TREEMAP = r"""
; doc/utils/treemap.md; test/tests/util/treemap.scm names what is not in the manual
(let ((t (make-rb-treemap -))) (treemap-set! t 2 'b) (treemap-set! t 1 'a) (treemap-set! t 2 'c)
  (treemap-update! t 3 (lambda (x) (list x)) 'd)
  (treemap-adjoin! t 1 'no) (treemap-adjoin! t 4 'e) (treemap-replace! t 4 'f) (treemap-replace!
  t 5 'no) (list (treemap? t) (treemap->alist t)
  (treemap-size t) (treemap-ref t 1) (treemap-ref t 9) (treemap-ref t 9 'none) (treemap-contains?
  t 2) (treemap-contains? t 9)))
  => (#t ((1 . a) (2 . c) (3 d) (4 . f)) 4 a #f none #t #f)
(let* ((t (alist->treemap '((2 . b) (1 . a)) -)) (c (treemap-copy t))) (treemap-delete! t 1)
  (treemap-delete! t 9) (let ((left (treemap->alist t)))
  (treemap-clear! t) (list left (treemap-size t) (treemap-size c)))) => (((2 . b)) 0 2)
(let ((t (alist->treemap '((2 . b) (1 . a)) -))) (list (treemap-keys t) (treemap-keys-list t)
  (treemap-values t) (treemap-values-list t)
  (call-with-values (lambda () (treemap-entries t)) list) (call-with-values (lambda ()
  (treemap-entries-list t)) list)))
  => (#(1 2) (1 2) #(a b) (a b) (#(1 2) #(a b)) ((1 2) (a b)))
(let ((t (alist->treemap '((2 . b) (1 . a)) -)) (r '())) (treemap-for-each (lambda (k v) (set! r
  (cons k r))) t)
  (treemap-for-each-reverse (lambda (k v) (set! r (cons v r))) t) (list r (treemap-map list t)
  (treemap-map-reverse list t)
  (treemap-fold (lambda (k v s) (cons k s)) t '()) (treemap-fold-reverse (lambda (k v s) (cons k
  s)) t '())))
  => ((a b 2 1) ((1 a) (2 b)) ((2 b) (1 a)) (2 1) (1 2))
(let ((t (alist->treemap '((1 . "1") (2 . "2")) -))) (list (treemap-find (lambda (k) (= k 1)) t)
  (treemap-reverse-find odd? t)
  (treemap-find/index (lambda (i k) (= i 1)) t) (treemap-reverse-find/index (lambda (i k) (= i
  1)) t) (treemap-find (lambda (k) #f) t)
  (treemap-seek t (lambda (k v) (and (even? k) 'it)) list (lambda () 'none)) (treemap-seek t
  (lambda (k v) #f) list (lambda () 'none))))
  => ("1" "1" "1" "2" #f (it 2 "2") none)
(let ((t (alist->treemap '((1 . "1") (3 . "3") (4 . "4")) -)) (two (lambda (f) (call-with-values
  f list)))) (list
  (two (lambda () (treemap-higher-entry t 3))) (two (lambda () (treemap-lower-entry t 3))) (two
  (lambda () (treemap-first-entry t)))
  (two (lambda () (treemap-last-entry t))) (treemap-higher-entry t 4 (lambda () 'none))
  (treemap-lower-entry t 0 (lambda () 'none))
  (two (lambda () (treemap-higher-entry t 4))) (treemap-pop-first-entry! t)
  (treemap-pop-last-entry! t) (treemap-size t)))
  => ((4 "4") (1 "1") (1 "1") (4 "4") none none (#f #f) (1 . "1") (4 . "4") 1)
(treemap-pop-first-entry! (make-rb-treemap -)) => #f
(alist->treemap '(1) -) => error
(let ((t (make-rb-treemap list))) (treemap-set! t 1 1) (treemap-set! t 2 2)) => error
(treemap-ref 5 1) => error
; doc/utils/heap.md
(let ((h (alist->heap - '((3 . c) (1 . a) (2 . b))))) (let ((e (heap-min h))) (list (heap? h)
  (heap-entry? e) (heap-entry-key e) (heap-entry-value e)
  (heap-size h) (heap-empty? h) (eq? (heap-compare h) -) (heap-entry-key (heap-extract-min! h))
  (heap-size h)))) => (#t #t 1 a 3 #f #t 1 2)
(let* ((h (make-heap -)) (e (heap-set! h 5 'x))) (heap-entry-value-set! e 'y) (heap-set! h 4 'z)
  (list (heap-ref h 5) (heap-ref h 9) (heap-ref h 9 'none)
  (heap-entry-value (heap-decrease-key! h e 1)) (heap-entry-key (heap-min h)) (heap-entry-key
  (heap-delete! h 4)) (heap-size h)))
  => (y #f none y 1 4 1)
(let ((h (alist->heap - '((1 . a))))) (list (heap-update! h 1 list 'no) (heap-update! h 2 list
  'd) (heap-entry? (heap-search h 2)) (heap-search h 3)
  (heap-search h 2 heap-entry-key))) => ((a) (d) #t #f 2)
(let ((a (alist->heap - '((1 . a)))) (b (alist->heap - '((0 . b))))) (let* ((c (merge-heaps a b))
  (sizes (list (heap-size a) (heap-size b) (heap-size c))))
  (merge-heaps! a b) (heap-merge! c b) (list sizes (heap-size a) (heap-size b) (heap-size c)
  (heap-size (copy-heap c)) (heap-size (heap-clear! c)))))
  => ((1 1 2) 2 0 3 3 0)
(heap-min (make-heap -)) => #f
(heap-extract-min! (make-heap -)) => error
(heap-decrease-key! (alist->heap - '((1 . a))) 1 2) => error
(heap-delete! (make-heap -) 1) => error
(heap-search (make-heap -) 1 5) => error
(alist->heap - '(1)) => error
"""

TIMER = r"""
; doc/utils/timer.md
(let* ((t (make-timer)) (m (make-mutex)) (r '()) (note (lambda (x) (lambda () (mutex-lock! m)
  (set! r (cons x r)) (mutex-unlock! m)))))
  (let ((before (timer-state t))) (timer-start! t) (let ((a (timer-schedule! t (note 'late) 60))
  (b (timer-schedule! t (note 'soon) 1))
  (c (timer-schedule! t (note 'never) 100000))) (let ((there (timer-exists? t c))) (thread-sleep!
  0.3) (timer-remove! t c)
  (let ((state (timer-state t))) (timer-cancel! t) (list (timer? t) before state there
  (timer-exists? t a) (timer-exists? t c)
  (timer-remove! t c) r (timer-state t))))))) => (#t created running #t #f #f #f (late soon)
  cancelled)
(let* ((t (make-timer)) (n 0)) (timer-start! t) (timer-schedule! t (lambda () (set! n (+ n 1))) 1
  10) (thread-sleep! 0.3) (timer-cancel! t) (< 2 n)) => #t
(let* ((t (make-timer)) (n 0) (id (timer-schedule! t (lambda () (set! n (+ n 1))) 100000)))
  (timer-start! t) (timer-stop! t)
  (let ((stopped (timer-state t))) (timer-reschedule! t id 1) (thread-sleep! 0.1) (let ((before
  n)) (timer-start! t) (thread-sleep! 0.2) (timer-cancel! t)
  (list stopped before n)))) => (stopped 0 1)
(let* ((caught #f) (t (make-timer :error-handler (lambda (e) (set! caught e))))) (timer-start! t)
  (timer-schedule! t (lambda () (raise 'boo)) 0)
  (thread-sleep! 0.2) (timer-cancel! t) caught) => boo
(let ((t (make-timer))) (timer-start! t) (timer-schedule! t (lambda () (raise 'boo)) 0)
  (thread-sleep! 0.2) (guard (e (#t (list e (timer-state t))))
  (timer-cancel! t))) => (boo cancelled)
(let ((t (make-timer))) (timer-start! t) (guard (e (#t (timer-cancel! t) 'refused)) (timer-start!
  t))) => refused
(timer-stop! (make-timer)) => error
(make-timer :error-handler 5) => error
(timer-schedule! (make-timer) list -1) => error
(timer-schedule! (make-timer) list 1 'x) => error
(timer-cancel! (make-timer)) => #<unspecified>
"""

LOGGING = r"""
; doc/utils/logging.md, sitelib/util/logging.scm
(list +trace-level+ +debug-level+ +info-level+ +warn-level+ +error-level+ +fatal-level+
  +logging-off+) => (0 1 2 3 4 5 +inf.0)
(let ((out (open-output-string)) (l (make-logger +info-level+ (make-appender "~l
  ~m|~a[0]|~a|~x")))) (parameterize ((current-output-port out))
  (trace-log l "t") (debug-log l "d") (info-log l "n=~a" 1 'two) (warn-log l "w") (error-log l
  "e") (fatal-log l 'f)) (get-output-string out))
  => "info n=1|1|1 two|~x\nwarn w|||~x\nerror e|||~x\nfatal f|||~x\n"
(let ((l (make-logger +warn-level+))) (list (logger? l) (async-logger? l) (logger-threshold l)
  (logger-trace? l) (logger-debug? l) (logger-info? l)
  (logger-warn? l) (logger-error? l) (logger-fatal? l) (begin (logger-threshold-set! l
  +logging-off+) (logger-fatal? l))))
  => (#t #f 3 #f #f #f #t #t #t #f)
(let* ((when (make-time 'time-utc 0 0)) (g (make-log when 'info "m" 1 2)) (a (make-appender
  "~l:~m:~a[1]:~a[9]"))) (list (log? g) (time-second (log-when g))
  (log-level g) (log-message g) (log-arguments g) (string? (log-thread-name g)) (format-log a g)
  (appender-log-format a) (appender? a) (file-appender? a)
  (appender-finish a))) => (#t 0 info "m" #(1 2) #t "info:m:2:" "~l:~m:~a[1]:~a[9]" #t #f #t)
(let ((g (make-log (make-time 'time-utc 0 86400) 'info "m"))) (list (string-length (format-log
  (make-appender "~w{~Y}") g))
  (format-log (make-appender "~wY~t") g))) => (4 "1970primordial")
(let ((g (make-log (make-time 'time-utc 0 0) 'info "m" (guard (e (#t e)) (error "bad" 1)))))
  (format-log (make-appender "~m~e0") g)) => "m\nbad 1"
(let ((out (open-output-string))) (parameterize ((current-output-port out)) (let ((l
  (make-async-logger +info-level+ (make-appender "~m"))))
  (info-log l "a") (push-log l (make-log (make-time 'time-utc 0 0) 'info "b")) (terminate-logger!
  l) (async-logger? l))) (get-output-string out)) => "a\nb\n"
(let ((out (open-output-string))) (parameterize ((current-output-port out)) (append-log
  (make-appender "[~m]") (make-log (make-time 'time-utc 0 0) 'info "x")))
  (get-output-string out)) => "[x]\n"
(let () (define-logger-storage (find enter) (loggers (one (lambda () (make-logger 1))) (two
  (lambda () (make-logger 2))))) (enter 'three (make-logger 3))
  (enter 'one (make-logger 9)) (list (logger-threshold (find 'one)) (logger-threshold (find
  'two)) (logger-threshold (find 'three)) (find 'four))) => (1 2 3 #f)
(let () (define-logger-storage find (loggers (one (lambda () (make-logger 1)))))
  (logger-threshold (find 'one))) => 1
(let () (define-logger-storage (find enter)) (enter 'x 5)) => error
(map (lambda (p) (p (make-rolling-file-appender "" "x"))) (list file-appender?
  rolling-file-appender? daily-rolling-file-appender?)) => (#t #t #f)
(daily-rolling-file-appender? (make-daily-rolling-file-appender "" "x")) => #t
(length (list <logger> <async-logger> <appender> <file-appender> <rolling-file-appender>
  <daily-rolling-file-appender> <log>)) => 7
(make-logger 1 5) => error
(info-log 5 "x") => error
(let ((l (make-logger 0 (make-file-appender "~m" "/no/such/dir")))) (info-log l "x")) => error
"""

SECTIONS = {
    "binary_io": (BINARY_IO, ("foment_base",)),
    "binary_pack": (BINARY_PACK, ()),
    "util_treemap": (TREEMAP, ()),
    "util_timer": (TIMER, ("srfi18",)),
    "util_logging": (LOGGING, ("srfi19",)),
}


@pytest.mark.parametrize("module", SECTIONS)
def test_ours(module: str) -> None:
    text, others = SECTIONS[module]
    check(text, *others, module, profile="sagittarius")


@pytest.mark.parametrize("module", SECTIONS)
def test_every_name_is_tried(module: str) -> None:
    names = untried(SECTIONS[module][0], module)
    left = {"file-appender-filename", "make-file-appender"} if module == "util_logging" else set()
    assert {name for name in names if not name.startswith("%")} <= left


def test_files_of_logs(tmp_path: Path) -> None:
    # doc/utils/logging.md, Appenders
    program = program_of("util_logging", profile="sagittarius")
    one, small, daily = (str(tmp_path / name) for name in ("one", "small", "daily"))
    text = f"""
      (define one (make-file-appender "~m" "{one}"))
      (define small (make-rolling-file-appender "~m" "{small}" 3))
      (define daily (make-daily-rolling-file-appender "~m" "{daily}"))
      (define logger (make-logger +info-level+ one small daily))
      (define (log . words) (for-each (lambda (word) (info-log logger word)) words))
      (log "aaa" "b")
      (file-appender-filename one)
    """
    with program.running():
        assert program.run_text(text, "<case>").text == one
    os.utime(daily, (0, 0))
    assert outcome('(log "c")', program) == "#<unspecified>"
    found = {each.name: each.read_text() for each in tmp_path.iterdir()}
    assert found == {
        "one": "aaa\nb\nc\n",
        "small.0": "aaa\n",
        "small": "b\nc\n",
        "daily.1970-01-01": "aaa\nb\n",
        "daily": "c\n",
    }
