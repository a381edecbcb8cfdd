"""Guile's core environment as our tables have it, and as the real Guile has it."""

from __future__ import annotations

from scheme_guile_cases import check, check_guile

CORE = r"""
(hash-set! h 'a 1) => 1
(hash-ref h 'a) => 1
(hash-ref h 'b) => #f
(hash-ref h 'b 5) => 5
(hash-remove! h 'zz) => #f
(hash-remove! h 'a) => (a . 1)
(hash-get-handle h 'a) => #f
(hash-create-handle! h 'c 3) => (c . 3)
(hash-get-handle h 'c) => (c . 3)
(hash-count (const #t) h) => 1
(hash-fold (lambda (k v a) (+ v a)) 0 h) => 3
(hash-map->list cons h) => ((c . 3))
(hash-for-each (lambda (k v) v) h) => #<unspecified>
(hash-clear! h) => #<unspecified>
(hash-table? h) => #t
(hash-for-each-handle (lambda (k) k) h) => #<unspecified>
(make-weak-key-hash-table) => #<weak-table 0/31>
(hash-ref h) => ERR wrong-number-of-args
(let ((t (make-hash-table))) (hashx-set! (lambda (k n) (modulo k n)) (lambda (k al) (assv k al))
  t 3 4) (hashx-ref (lambda (k n) (modulo k n)) (lambda (k al) (assv k al)) t 3)) => 4
(hash-set! h "k" 2) => 2
(hash-ref h (string-copy "k")) => 2
(hashq-ref h "k") => #f
(make-hash-table 'a) => ERR wrong-type-arg
(assq-ref '((a . 1)) 'a) => 1
(assq-ref '((a . 1)) 'b) => #f
(assq-ref '(5 (a . 1)) 'a) => 1
(assq-ref 5 'b) => #f
(assoc-ref '(("a" . 1)) "a") => 1
(assq-set! '() 'a 1) => ((a . 1))
(assq-set! (list (cons 'a 1)) 'a 2) => ((a . 2))
(assq-remove! (list (cons 'a 1) (cons 'b 1)) 'a) => ((b . 1))
(acons 1 2 '()) => ((1 . 2))
(sloppy-assq 'a '(5 (a . 1))) => (a . 1)
(keyword? #:a) => #t
(keyword->symbol #:a) => a
(symbol->keyword 'a) => #:a
(symbol-append 'a 'b) => ab
(symbol) => #{}#
(symbol #\a #\b) => ab
(list->symbol '(#\a)) => a
(string-split "a,b,,c" #\,) => ("a" "b" "" "c")
(string-split "" #\,) => ("")
(string-split "abc" char-set:digit) => ("abc")
(string-split "a1b2" char-numeric?) => ("a" "b" "")
(string-rindex "abca" #\a) => 3
(string-capitalize "hello world") => "Hello World"
(string-utf8-length "é") => 2
(string-ci->symbol "ABC") => ABC
(object->string '(1 "a")) => "(1 \"a\")"
(object->string "a" display) => "a"
(->bool 5) => #t
(and=> 5 1+) => 6
(and=> #f 1+) => #f
((const 5) 1 2) => 5
((compose car cdr) '(1 2)) => 2
(identity 5) => 5
((negate even?) 5) => #t
(iota 3 1) => (1 2 3)
(sort '(3 1 2) <) => (1 2 3)
(sort (vector 3 1 2) <) => #(1 2 3)
(sort! (list 3 1 2) <) => (1 2 3)
(stable-sort '(3 1 2) <) => (1 2 3)
(sorted? '(1 2 3) <) => #t
(sort 5 <) => ERR wrong-type-arg
(merge '(1 3) '(2 4) <) => (1 2 3 4)
(sort-list '(2 1) <) => (1 2)
(list-index even? '(1 2)) => ERR wrong-type-arg
(list-cdr-set! (list 1 2) 1 5) => 5
(delq 1 '(1 2 1)) => (2)
(delq1! 1 (list 1 2 1)) => (2 1)
(delete1! 1 (list 1 2 1)) => (2 1)
(and-map even? '(2 4)) => #t
(or-map even? '(1 4)) => #t
(string-any even? "a") => ERR wrong-type-arg
(integer-expt 2 10) => 1024
(modulo-expt 2 10 7) => 2
(log10 100) => 2.0
(bit-extract 10 1 3) => 1
(logcount 5) => 2
(round-ash 5 -1) => 2
(inf) => +inf.0
(nan) => +nan.0
(inf? (inf)) => #t
(number->string 10 2) => "1010"
(let ((f (make-fluid 5))) (list (fluid-ref f) (with-fluids ((f 6)) (fluid-ref f)) (fluid? f))) =>
  (5 6 #t)
(fluid-ref (make-unbound-fluid)) => ERR misc-error
(with-fluid* (make-fluid) 3 (lambda () 4)) => 4
(parameter? (make-parameter 1)) => #t
(let ((o (make-object-property))) (set! (o 'a) 5) (list (o 'a) (o 'b))) => (5 #f)
(let ((p (make-procedure-with-setter car set-car!)) (l (list 1))) (set! (p l) 4) l) => (4)
(procedure-name car) => car
(procedure-name (lambda () 1)) => #f
(procedure-minimum-arity foo) => (2 0 #f)
(procedure-minimum-arity (lambda* (a #:optional b . c) 1)) => (1 1 #t)
(thunk? (lambda () 1)) => #t
(eval '(+ 1 2) (current-module)) => 3
(primitive-eval '(+ 1 2)) => 3
(eval-string "(+ 1 2) 5") => 5
((@ (ice-9 regex) regexp-quote) "a.b") => "a\\.b"
((@@ (ice-9 regex) regexp-quote) "a.b") => "a\\.b"
(module-name (current-module)) => (guile-user)
(module? (current-module)) => #t
(module-defined? (current-module) 'car) => #t
(begin (module-define! (current-module) 'zz 5) (module-ref (current-module) 'zz)) => 5
(setenv "HOMEX" "1") => #<unspecified>
(getenv "HOMEX") => "1"
(putenv "AA=2") => #<unspecified>
(unsetenv "AA") => #<unspecified>
(integer? (getpid)) => #t
(status:exit-val 256) => 1
(status:exit-val 9) => #f
(status:term-sig 9) => 9
(status:stop-sig 4991) => 19
(system "exit 3") => 768
(system* "sh" "-c" "exit 3") => 768
(system) => #t
(strftime "%Y-%m-%d %H:%M:%S %Z" (gmtime 0)) => "1970-01-01 00:00:00 GMT"
(gmtime 0) => #(0 0 0 1 0 70 4 0 0 0 "GMT")
(mktime (gmtime 0) "UTC") => (0 . #(0 0 0 1 0 70 4 0 0 0 "UTC"))
(localtime 0 "CET-1") => #(0 0 1 1 0 70 4 0 0 -3600 "CET")
(strptime "%Y-%m-%d" "2020-01-02") => (#(0 0 0 2 0 120 4 1 -1 0 #f) . 10)
(pair? (gettimeofday)) => #t
(tm:year (gmtime 0)) => 70
(stat:type (stat "/tmp")) => directory
(stat "/nonex" #f) => #f
(basename "/a/b.c" ".c") => "b"
(dirname "/a/b.c") => "/a"
(dirname "a") => "."
(basename "/") => "/"
(file-exists? "/tmp") => #t
(absolute-file-name? "/a") => #t
(canonicalize-path "/tmp/..") => "/"
(passwd:name (getpwuid 0)) => "root"
(group:name (getgrgid 0)) => "root"
(call-with-values (lambda () (floor/ 5/2 2)) list) => (1 1/2)
(call-with-values (lambda () (truncate/ -5/2 2)) list) => (-1 -1/2)
(call-with-values (lambda () (floor/ -0.0 5)) list) => (-0.0 0.0)
(call-with-values (lambda () (centered/ -0.0 5)) list) => (0.0 -0.0)
(call-with-values (lambda () (floor/ +inf.0 3)) list) => (+inf.0 +nan.0)
(truncate-quotient -3.0 5) => -0.0
(floor-remainder -0.5 7) => 6.5
(quotient -3.0 5) => -0.0
(sigaction SIGUSR1) => (0 . 0)
(sigaction SIGUSR1 (lambda (s) (display s))) => (0 . 0)
(alarm 0) => 0
(setitimer ITIMER_REAL 0 0 0 0) => ((0 . 0) (0 . 0))
(port-filename (current-output-port)) => #f
(port-filename (open-input-file "/etc/passwd")) => "/etc/passwd"
(port-line (open-input-string "x")) => 0
(let ((p (open-input-string "abc"))) (unread-char #\z p) (read-char p)) => #\z
(let ((p (open-input-string "abc"))) (unread-string "zy" p) (read-char p)) => #\z
(let ((p (open-input-string "abc"))) (read-char p) (ftell p)) => 1
(let ((p (open-input-string "abc"))) (seek p 1 SEEK_SET) (read-char p)) => #\b
(with-output-to-string (lambda () (display 1))) => "1"
(simple-format #f "~a ~s" 1 "x") => "1 \"x\""
(port-closed? (current-output-port)) => #f
(list-copy '(1)) => (1)
(string-index "abc" #\b) => 1
(vector-move-left! (vector 1 2 3) 0 1 (vector 4 5) 1) => #<unspecified>
(substring-move! "abc" 0 1 (string-copy "zzz") 1) => #<unspecified>
(substring-fill! (string-copy "abc") 0 1 #\x) => #<unspecified>
(call-with-prompt 'p (lambda () (+ 1 (abort-to-prompt 'p 5))) (lambda (k x) (k (* x 10)))) => 51
(make-prompt-tag "x") => ("x")
(call-with-prompt (default-prompt-tag) (lambda () (abort-to-prompt (default-prompt-tag) 1 2))
  (lambda (k . l) l)) => (1 2)
(make-record-type 'foo '(a b)) => #<record-type foo>
((record-constructor (make-record-type 'foo '(a b))) 1 2) => #<foo a: 1 b: 2>
(record-type-fields (make-record-type "foo" '(a b))) => (a b)
(noop 1) => 1
*unspecified* => #<unspecified>
(unspecified? *unspecified*) => #t
(string->list "abc") => (#\a #\b #\c)
(nil? '()) => #t
(null? #nil) => #t
(length '(a #nil . #nil)) => 2
(null? (cadr `(a #nil ,(+ 1 1)))) => #t
(null? (vector-ref #(1 #nil) 1)) => #t
(null? (call-with-input-string "#nil" read)) => #t
(search-path '("/etc") "passwd") => "/etc/passwd"
"""

CORE_PRELUDE = r"""
(define h (make-hash-table))
(define (foo a b) "doc" 1)
"""

CONTROL = r"""
(call-with-prompt 'p (lambda () (+ 1 (abort-to-prompt 'p 5))) (lambda (k x) (k (* x 10)))) => 51
(call-with-prompt 'p (lambda () (+ 1 (abort-to-prompt 'p 5))) (lambda (k x) x)) => 5
(% (+ 1 (abort 5)) (lambda (k x) (list (k 3) x))) => (4 5)
(reset (+ 1 (shift k (list (k 5))))) => (6)
(reset (list 1 (shift k (cons 'a (k 2))))) => (a 1 2)
(let/ec k (+ 1 (k 5))) => 5
(call-with-prompt 'a (lambda () (call-with-prompt 'b (lambda () (+ 1 (abort-to-prompt 'a 2)))
  (lambda (k) 'no))) (lambda (k x) (k 10))) => 11
(call-with-prompt 'a (lambda () (call-with-prompt 'b (lambda () (+ (abort-to-prompt 'a 2)
  (abort-to-prompt 'b 7))) (lambda (k x) (list 'b x (k 1))))) (lambda (k x) (k 10))) => (b 7 11)
(with-output-to-string (lambda () (call-with-prompt 'a (lambda () (dynamic-wind (lambda ()
  (display "in")) (lambda () (abort-to-prompt 'a 1)) (lambda () (display "out")))) (lambda (k x)
  (display "h") (k 5))))) => "inouthinout"
(call-with-prompt 'a (lambda () (catch 'x (lambda () (abort-to-prompt 'a 1) (throw 'x 2)) (lambda
  a a))) (lambda (k x) (list 'h (k 5)))) => (h (x 2))
(catch 'x (lambda () (call-with-prompt 'a (lambda () (throw 'x 1)) (lambda (k) (k)))) list) => (x
  1)
(let collect ((t gen) (acc '())) (call-with-prompt 'g (lambda () (t)) (lambda (k v) (if (< v 2)
  (collect k (cons v acc)) (cons v acc))))) => (2 1 0)
(let run ((t gen) (acc '())) (call-with-prompt 'g (lambda () (list (t) acc)) (lambda (k v) (run
  (lambda () (car (k))) (cons v acc))))) => (done (2 1 0))
(call-with-values (lambda () (call-with-prompt 'p (lambda () (values 1 2)) (lambda (k) 1))) list)
  => (1 2)
(let ((n 0)) (while (< n 5) (set! n (+ n 1))) n) => 5
(let ((n 0)) (while #t (set! n (+ n 1)) (if (= n 3) (break))) n) => 3
(let ((n 0)) (while #t (set! n (+ n 1)) (if (= n 3) (break n)))) => 3
(let ((n 0) (l '())) (while (< n 5) (set! n (+ n 1)) (if (odd? n) (continue)) (set! l (cons n
  l))) l) => (4 2)
(let ((n 0)) (while (< n 2) (set! n (+ n 1)))) => #f
(let ((n 0)) (while (< n 2) (set! n (+ n 1)) (let ((m 0)) (while #t (set! m (+ m 1)) (if (> m 3)
  (break))))) n) => 2
(while #t (break)) => #t
(while #t (for-each (lambda (x) (if (= x 2) (break x))) '(1 2 3))) => 2
"""

CONTROL_PRELUDE = r"""
(define (gen) (let loop ((i 0)) (if (< i 3) (begin (abort-to-prompt 'g i) (loop (+ i 1))) 'done)))
"""


def test_core_ours() -> None:
    check(CORE, prelude=CORE_PRELUDE)


def test_core_guile_agrees() -> None:
    check_guile(CORE, prelude=CORE_PRELUDE)


def test_control_ours() -> None:
    check(CONTROL, "(ice-9 control)", prelude=CONTROL_PRELUDE)


def test_control_guile_agrees() -> None:
    check_guile(CONTROL, "(ice-9 control)", prelude=CONTROL_PRELUDE)
