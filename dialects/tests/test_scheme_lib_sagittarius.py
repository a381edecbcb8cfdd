"""Sagittarius's own libraries: control, the core, format, io, object, regex, threads, processes.

There is no real Sagittarius here: each group names the section of its manual (doc/ of
ktakashi/sagittarius-scheme), or the source, that says what is expected.
"""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from scheme_cases import check, program_of, untried

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.data import String, from_list

CONTROL = r"""
; doc/sagittarius/control.md
(let () (define (f x . o) (let-keywords o ((a 'a) (b :beta 'b) (c 'c) . r) (list x a b c r)))
  (list (f 0) (f 0 :a 1) (f 0 :beta 1) (f 0 :beta 1 :c 3 :unknown 4)))
  => ((0 a b c ()) (0 1 b c ()) (0 a 1 c ()) (0 a 1 3 (:unknown 4)))
(let-keywords '(:x 1) ((a 1)) a) => error
(let-keywords '(:x 1) ((a 2) . #f) a) => 2
(let-keywords '(:a) ((a 2)) a) => error
; seen of Sagittarius 0.9.15
(let-keywords '(:x 1 y) ((x 2) . o) (list x o)) => (1 (y))
(let-keywords '(y :x 1) ((x 2) . o) (list x o)) => (2 (y :x 1))
(let-keywords '(y 3 :x 1) ((x 2) . o) (list x o)) => (1 (y 3))
(let-keywords '(:x 1 :x 3) ((x 2)) x) => 3
(let-keywords* '(:y 1 z) ((x 2) (y (+ x 1)) . o) (list x y o)) => (2 1 (z))
(let-keywords* '(:a 5) ((a 2) (b (+ a 1))) (list a b)) => (5 6)
(let-optionals* '(1) (a (b (+ a 1)) c) (list a b)) => (1 2)
(let-optionals* '(1 2 3) (a . rest) (list a rest)) => (1 (2 3))
(let-optionals* '(1 2) (a) a) => 1
(get-optional '() 'x) => x
(get-optional '(1) 'x) => 1
(get-optional '(1 2) 'x) => error
(get-optional '(1) 'x number?) => 1
(get-optional '(a) 'x number?) => error
(call-with-values (lambda () (begin0 (values 1 2) 3)) list) => (1 2)
(let1 x 1 (+ x 1)) => 2
(rlet1 x (list 1 2) (set-car! x 3)) => (3 2)
(let ((r '())) (dotimes (i 3 r) (set! r (cons i r)))) => (2 1 0)
(let ((r '())) (dolist (i '(a b) (list i r)) (set! r (cons i r)))) => (() (b a))
(let ((x '(2))) (push! x 1) x) => (1 2)
(let ((v (vector '(2)))) (push! (vector-ref v 0) 1) v) => #((1 2))
(let* ((x '(1 2)) (y (pop! x))) (list x y)) => ((2) 1)
(let* ((v (vector '(1 2))) (y (pop! (vector-ref v 0)))) (list v y)) => (#((2)) 1)
(check-arg string? "a" f) => "a"
(check-arg string? 1 f) => error
(let ((r '())) (unwind-protect (set! r (cons 1 r)) (set! r (cons 2 r))) r) => (2 1)
(let ((r 0)) (guard (e (#t r)) (unwind-protect (raise 'x) (set! r 1)))) => 1
(map (^z (* z z)) '(1 2 3 4 5)) => (1 4 9 16 25)
(map (^z* z*) '(1 2 3 4 5)) => ((1) (2) (3) (4) (5))
((^ (a . b) (list a b)) 1 2) => (1 (2))
(let () (define-macro (swap a b) `(list ,b ,a)) (swap 1 2)) => (2 1)
(let () (define-macro twice (lambda (a) `(begin ,a ,a))) (let ((n 0)) (twice (set! n (+ n 1))) n))
  => 2
(let () (define-with-key (f a :key (b 2)) (list a b)) (list (f 1) (f 1 :b 3))) => ((1 2) (1 3))
(let () (define-constant c 3) (define-inline (g x) (* x c)) (g 2)) => 6
(let () (define-optional (f a (optional (b 2))) (list a b)) (list (f 1) (f 1 3)))
  => ((1 2) (1 3))
(with-library (scheme base) (car '(1))) => 1
(datum 'a) => a
"""

CORE = r"""
; doc/sagittarius.md, Arithmetic operations
(list (+. 1 2) (*. 2 3) (-. 1) (-. 5 2) (/. 2) (/. 1 4) (+.) (*.)) => (3.0 6.0 -1.0 3.0 0.5 0.25
  0.0 1.0)
(/. 1 0) => +inf.0
(mod-inverse 3 7) => 5
(mod-inverse 2 4) => error
(mod-expt 2 10 1000) => 24
; Symbols
(list (symbol<? 'a 'b 'c) (symbol<? 'a 'c 'b) (symbol<=? 'a 'a) (symbol>? 'b 'a) (symbol>=? 'a 'b))
  => (#t #f #t #t #f)
(symbol<? 'a "b") => error
(list (symbol? (gensym)) (eq? (gensym "a") (gensym "a")) (interned-symbol? (gensym))
  (interned-symbol? 'a) (interned-symbol? (string->uninterned-symbol "a"))) => (#t #f #f #t #f)
; Keywords
(list (keyword? :a) (keyword? 'a) (make-keyword 'a) (symbol->keyword 'b) (string->keyword "c")
  (keyword->symbol :d) (keyword->string :e)) => (#t #f :a :b :c d "e")
(get-keyword :key '(a b c :key d)) => error
(get-keyword :key '(a b :key d)) => d
(get-keyword :key '(a b c d e) 'fallback) => error
(get-keyword :key '(a b c d e f) 'fallback) => fallback
(get-keyword :key '(a b)) => error
; Hashtables
(let ((h (make-equal-hashtable))) (weak-hashtable-set! h "a" 1)
  (list (hashtable-keys-list h) (hashtable-values-list h) (hashtable-values h) (hashtable-type h)
    (hashtable-weakness h))) => (("a") (1) #(1) equal #f)
(let ((h (make-string-hashtable 10 'key))) (list (hashtable-type h) (hashtable-weakness h)))
  => (string key)
(make-equal-hashtable 10 'none) => error
(eq? equal? (hashtable-compare (make-equal-hashtable))) => #t
; Weak hashtable, weak box, weak vector
(let ((h (make-weak-eq-hashtable :weakness 'key))) (weak-hashtable-set! h 'a 1)
  (weak-hashtable-set! h 'b 2) (weak-hashtable-delete! h 'b)
  (list (weak-hashtable? h) (weak-hashtable-ref h 'a) (weak-hashtable-ref h 'z 9)
    (weak-hashtable-keys-list (weak-hashtable-copy h)) (weak-hashtable-values-list h)
    (weak-hashtable-shrink h))) => (#t 1 9 (a) (1) 0)
(map hashtable-type (list (make-weak-eqv-hashtable) (make-weak-equal-hashtable)
  (make-weak-string-hashtable))) => (eqv equal string)
(make-weak-eq-hashtable :size 3) => error
(let ((b (make-weak-box 1))) (list (weak-box? b) (weak-box-ref b) (weak-box-empty? b)
  (begin (weak-box-set! b 2) (weak-box-ref b 'none)))) => (#t 1 #f 2)
(let ((v (make-weak-vector 2))) (weak-vector-set! v 0 'a)
  (list (weak-vector? v) (weak-vector-length v) (weak-vector-ref v 0) (weak-vector-ref v 1)
    (weak-vector-ref v 5 'x))) => (#t 2 a #f x)
(weak-vector-ref (make-weak-vector 1) 1) => error
(weak-vector-set! (make-weak-vector 1) -1 1) => error
; Bytevector operations
(integer->bytevector #x12345678 5) => #vu8(0 18 52 86 120)
(integer->bytevector #x12345678 3) => #vu8(52 86 120)
(integer->bytevector 0) => #vu8(0)
(uinteger->bytevector 256) => #vu8(1 0)
(sinteger->bytevector -1 2) => #vu8(255 255)
(uinteger->bytevector -1) => error
(list (bytevector->integer #vu8(1 0)) (bytevector->uinteger #vu8(255)) (bytevector->sinteger
  #vu8(255))
  (bytevector->integer #vu8(9 1 0) 1 2)) => (256 255 -1 1)
(list (bytevector->integer/endian #vu8(1 0) 'little) (bytevector->uinteger/endian #vu8(1 0) 'big)
  (bytevector->sinteger/endian #vu8(255 0) 'little)) => (1 256 255)
(list (integer->bytevector/endian 1 'little 2) (uinteger->bytevector/endian 1 'big 2)
  (sinteger->bytevector/endian -2 'little 2)) => (#vu8(1 0) #vu8(0 1) #vu8(254 255))
(bytevector->integer/endian #vu8(1 0) 'middle) => error
(bytevector-concatenate '(#vu8(1) #vu8(2 3))) => #vu8(1 2 3)
(bytevector-concatenate '(1)) => error
(let ((b (bytevector 1 2 3))) (list (bytevector-reverse b) (bytevector-reverse! b 1) b))
  => (#vu8(3 2 1) #vu8(1 3 2) #vu8(1 3 2))
(list (bytevector<? #vu8(1) #vu8(1 2)) (bytevector<=? #vu8(1) #vu8(1)) (bytevector>? #vu8(1)
  #vu8(2))
  (bytevector>=? #vu8(2) #vu8(1) #vu8(0))) => (#t #t #f #t)
; List, vector and string operations
(acons 'a 1 '((b . 2))) => ((a . 1) (b . 2))
(vector-copy #(0 1 2 3 4) 1 4) => #(1 2 3)
(vector-copy #(0 1 2 3 4) 4 6 #f) => #(4 #f)
(vector-copy #() 0 2 #t) => #(#t #t)
(vector-concatenate '(#(1) #(2))) => #(1 2)
(let ((v (vector 1 2 3))) (vector-reverse! v 0 2) (list v (vector-reverse v))) => (#(2 1 3) #(3 1
  2))
(string-scan "abc:def" #\:) => 3
(string-scan "abc:def" "c:" 'before) => "ab"
(string-scan "abc:def" ":" 'after) => "def"
(string-scan "abc" "x" 'after) => #f
(call-with-values (lambda () (string-scan "a=b" "=" 'before*)) list) => ("a" "=b")
(call-with-values (lambda () (string-scan "a=b" "=" 'after*)) list) => ("a=" "b")
(call-with-values (lambda () (string-scan "a=b" "=" 'both)) list) => ("a" "b")
(call-with-values (lambda () (string-scan "a" "=" 'both)) list) => (#f #f)
(string-scan "a" "a" 'middle) => error
(string-scan "a" 1) => error
(list (istring? "a") (istring? (string #\a)) (istring? (string->istring (string #\a)))
  (string->istring "abc" 1)) => (#t #f #t "bc")
(literal-string? "a") => #t
; src/lib_sagittarius.stub: compare
(list (compare 1 2) (compare "b" "a") (compare #\a #\a) (compare 'a 'b)) => (-1 1 0 -1)
(compare 1 "a") => error
(list (has-setter? car) (has-setter? +)) => (#t #f)
; Debugging aid
(list (arity (lambda (a b) a)) (arity (lambda (a . b) a))) => ((2 . #f) (1 . #t))
(list (undefined? (undefined)) (undefined? 1) (unspecified? (unspecified))) => (#t #f #t)
(string? (describe-condition (guard (e (#t e)) (error "a" 1)))) => #t
(report-error 1 (open-output-string)) => #<unspecified>
; System and platform
(string? (sagittarius-version)) => #t
(pair? (memq 'sagittarius (cond-features))) => #t
(let () (setenv "SCHEMESOCKETS_T" "1") (let ((v (getenv "SCHEMESOCKETS_T")))
  (setenv "SCHEMESOCKETS_T" #f) (list v (getenv "SCHEMESOCKETS_T")))) => ("1" #f)
(setenv "A" 1) => error
(pair? (car (getenv-alist))) => #t
(vector-length (uname)) => 5
(bytevector-length (get-mac-address)) => 6
(get-mac-address 1000) => error
(list (vector-length (get-process-times)) (vector-length (get-thread-times))) => (3 3)
(get-thread-times 1) => error
(call-with-values time-usage (lambda (r u s) (and (real? r) (real? u) (real? s)))) => #t
(< 1000000000000000 (microsecond)) => #t
(< 0 (cpu-count)) => #t
(gc) => #<unspecified>
; Load path
(let ((before (load-path))) (add-load-path "/a") (add-load-path "/b" :append #t)
  (let ((v (load-path))) (load-path before) v)) => ("/a" "/b")
"""

FORMAT = r"""
; doc/sagittarius.md, I/O, format
(format #f "the answer is ~a" 48) => "the answer is 48"
(format "~s~%~~" "a") => "\"a\"\n~"
(list (format "|~10a|" "oops") (format "|~10@a|" "oops") (format "|~10,,,'*@a|" "oops"))
  => ("|oops      |" "|      oops|" "|******oops|")
(list (format "|~,,,,10a|" '(abc def ghi jkl)) (format "|~,,,,10:a|" '(abc def ghi jkl)))
  => ("|(abc def g|" "|(abc d ...|")
(list (format "|~s|" "oops") (format "|~10s|" "oops") (format "|~10@s|" "oops"))
  => ("|\"oops\"|" "|\"oops\"    |" "|    \"oops\"|")
(list (format "|~d|" 12345) (format "|~10d|" 12345) (format "|~10,'0d|" 12345) (format "~@d" 5))
  => ("|12345|" "|     12345|" "|0000012345|" "+5")
(list (format "|~:d|" 12345) (format "|~,,'_,4:d|" -12345678)) => ("|12,345|" "|-1234_5678|")
(list (format "~8,'0x" 259847592) (format "~8,'0X" 259847592)) => ("0f7cf5a8" "0F7CF5A8")
(list (format "~b" 5) (format "~o" 8) (format "~d" 'a)) => ("101" "10" "a")
(let ((p (open-output-string))) (format p "~a" 1) (get-output-string p)) => "1"
(format "~a") => error
(format "~a" 1 2) => error
(format "~q" 1) => error
(format 1) => error
(let ((x (list 1))) (set-cdr! x x) (format/ss "~a" x)) => "#0=(1 . #0#)"
"""

IO = r"""
; doc/sagittarius/io.md
(let ((p (open-output-string))) (with-output-to-port p (lambda () (display 1)))
  (get-output-string p))
  => "1"
(let ((p (open-output-string))) (with-output-to-port p (lambda () (print 1 "a" 'b)))
  (get-output-string p)) => "1ab\n"
(with-input-from-port (open-input-string "a b") read) => a
(let ((p (open-output-string))) (with-error-to-port p (lambda () (display 2 (current-error-port))))
  (get-output-string p)) => "2"
(let ((p (open-input-bytevector #vu8(1)))) (eq? p (buffered-port p 'block :buffer
  (make-bytevector 9))))
  => #t
(buffered-port (open-input-bytevector #vu8()) 'huge) => error
(buffered-port (open-input-string "") 'none) => error
(buffered-port (open-input-bytevector #vu8()) 'none :buffer #vu8()) => error
; doc/sagittarius.md, I/O
(let ((p (open-input-string ""))) (let ((before (port-closed? p))) (close-port p)
  (list before (port-closed? p)))) => (#f #t)
(port-closed? 1) => error
(list (string-port? (open-input-string "")) (byte-port? (open-input-bytevector #vu8()))
  (file-port? (open-input-string ""))) => (#t #t #f)
(port-ready? (open-input-string "a")) => #t
(list (port-filename (open-input-string "")) (port-info (open-input-string ""))) => (#f (#f #f 0))
(let ((p (open-output-string))) (display "a" p)
  (let ((one (extract-output-string p))) (list one (get-output-string p)))) => ("a" "")
(let ((p (open-output-bytevector))) (write-u8 1 p)
  (let ((one (extract-output-bytevector p))) (list one (get-output-bytevector p))))
  => (#vu8(1) #vu8())
(let ((p (open-input-bytevector #vu8(1 2 13 10 3)))) (let* ((a (get-bytevector-until p #vu8(13
  10)))
  (b (get-bytevector-until p #vu8(13 10))) (c (get-bytevector-until p #vu8(13 10)))) (list a b c)))
  => (#vu8(1 2) #vu8(3) #<eof>)
(get-bytevector-until (open-input-bytevector #vu8()) #vu8()) => error
(let ((p (open-output-bytevector))) (put-u16 p 1 'big) (put-s16 p -1 'big) (put-u32 p 1 'little)
  (put-s32 p -2 'big) (get-output-bytevector p)) => #vu8(0 1 255 255 1 0 0 0 255 255 255 254)
(put-u16 (open-output-bytevector) 65536 'big) => error
(let ((p (open-input-bytevector #vu8(0 1 255 255 1 0 0 0 255 255 255 254)))) (let* ((a (get-u16 p
  'big))
  (b (get-s16 p 'big)) (c (get-u32 p 'little)) (d (get-s32 p 'big))) (list a b c d (get-u16 p
  'big))))
  => (1 -1 1 -2 #<eof>)
(get-u32 (open-input-bytevector #vu8(1)) 'big) => error
(let ((x (read/ss (open-input-string "#0=(a . #0#)"))) (p (open-output-string))) (write/ss x p)
  (get-output-string p)) => "#0=(a . #0#)"
(transcoded-port (open-input-string "") 1) => error
"""

OBJECT = r"""
; doc/sagittarius/object.md, lib/sagittarius/object.scm
(list (ref '(a b) 1) (ref "ab" 1) (ref #(a b) 0)) => (b #\b a)
(ref 1 2) => error
(ref '(a) 0 'x) => error
(let ((l (list 1 (vector 2 3)))) (set! (ref l 0) 9) (set! (~ l 1 0) 8) (list l (~ l 1 1)))
  => ((9 #(8 3)) 3)
(list (->string 'a) (->string "a") (->string 255 16) (->string #\a) (->string '(1 "b")))
  => ("a" "a" "ff" "a" "(1 b)")
(list (->number 1) (->number "12") (->number "ff" 16) (->number #\a) (->number 'x) (->number "x"))
  => (1 12 255 97 0 #f)
(list (->integer #vu8(1 0)) (->integer 3) (->integer 2.5) (->integer #\a) (->integer "12")
  (->integer 1+i)) => (256 3 2 97 12 0)
(->integer "x") => error
(list (object-compare 'a 'b) (object-compare 2 1)) => (-1 1)
(object-compare car cdr) => error
"""

REGEX = r"""
; doc/sagittarius/regex.md
((looking-at (regex "^hello\\s*(.+)") "hello world!") 1) => "world!"
(matches (regex "(\\w+?)\\s*(.+)") "123hello world!x") => #<regex-matcher>
(matches #/b/ "abc") => #f
(let ((m (looking-at #/b(x)?/ "abc"))) (list (m 0) (m 1) (m 'before) (m 'after) (regex-before m)
  (regex-after m) (regex-first m) (regex-last m) (regex-group m 0) (regex-group-start m 0)
  (regex-group-end m 1) (regex-capture-count m))) => ("b" #f "a" "c" "a" "c" 1 2 "b" 1 #f 1)
(regex-group (looking-at #/a/ "a") 1) => error
(regex-first (regex-matcher #/a/ "b")) => error
(list (regex-pattern? #/a/) (regex-pattern? "a") (regex-matcher? (regex-matcher #/a/ "a"))) =>
  (#t #f #t)
(list (regex-pattern #/a/i) (regex-flags #/a/i) (regex-flags (regex "a" (+ MULTILINE DOTALL))))
  => ("a" 2 40)
(let* ((m (regex-matcher (compile-regex "\\d") "a1b2"))) (let* ((a (and (regex-find m) (m 0)))
  (b (and (regex-find m) (m 0))) (c (regex-find m)) (d (and (regex-find m 2) (m 0)))) (list a b c
  d)))
  => ("1" "2" #f "2")
(list (regex-matches (regex-matcher #/a+/ "aa")) (regex-looking-at (regex-matcher #/b/ "ab"))) =>
  (#t #t)
(list (looking-at (regex "A" CASE-INSENSITIVE) "b") (regex-pattern? (regex "a.c" LITERAL))
  (and (matches (regex "a.c" LITERAL) "abc") #t) (and (matches (regex "a b #c" COMMENTS) "ab") #t)
  (and (matches (regex "\\w" UNICODE) "é") #t) (matches #/\w/ "é") (= UNICODE UNICODE-CASE))
  => (#f #t #f #t #t #f #t)
(regex-replace-all #/a(.)/ "abacad" "<$1>") => "<b><c><d>"
(regex-replace-first #/a/ "aa" "$0$0") => "aaa"
(regex-replace #/a/ "ba" "c") => "bc"
(regex-replace-all #/\d/ "1a2" (lambda (m) (string-append "[" (m 0) "]"))) => "[1]a[2]"
(regex-replace-all #/\d/ "1a2" (lambda (m p) (write (m 0) p))) => "\"1\"a\"2\""
(regex-replace-all (regex-matcher #/a/ "aba") "x") => "xbx"
(regex-replace-all #/a/ #vu8(97 98) "x") => #vu8(120 98)
(regex-replace-all #/a/ "a" "$1") => error
(string-split "a,b,,c" ",") => ("a" "b" "c")
(string-split "one  two" #/\s+/) => ("one" "two")
(string-split "a b" #\space) => ("a" "b")
(string-split "abc" "x") => ("abc")
(string-split 1 ",") => error
(regex-fold #/\d/ (lambda (i m s a) (cons (m 0) a)) '() "1a2") => ("2" "1")
(regex-fold #/\d/ (lambda (i m s a) (cons i a)) '() "1a2" (lambda (i m s a) (list i m s a)))
  => (3 #f "1a2" (1 0))
; lib/sagittarius/regex.scm: regex-match-let and its kin
(regex-match-let (looking-at #/(\d+):(\d+)/ "12:34") (#f h m) (list h m)) => ("12" "34")
(regex-match-let (looking-at #/x/ "y") (a) a) => error
(regex-match-if (looking-at #/x/ "y") (a) a 'no) => no
(regex-match-cond ((looking-at #/(x)/ "y") (a) a) (?? (memq 'a '(a b)) => car) (else 'z)) => a
(regex-match-cond ((looking-at #/x/ "y") (a) a)) => #f
(regex-match-case "k=v" (#/^#/ () 'comment) (#/(.)=(.)/ (#f k v) (list k v)) (else 'other)) =>
  ("k" "v")
(regex-match-case 5 (#/x/ () 1) (?? number? 'number) (else 'other)) => number
; the constructs of the manual's table
(map (lambda (p) (let ((m (looking-at (car p) (cadr p)))) (and m (m 0)))) (list
  (list #/[a-d[m-p]]+/ "xamz") (list #/[a-z&&[def]]+/ "abdefg") (list #/[a-z&&[^bc]]+/ "bcad")
  (list #/[a-z&&[^m-p]]+/ "nolq") (list #/[^a&&[a-b]]/ "ab") (list #/\Qa.b\E+/ "a.bb")
  (list #/\p{InAscii}+/ "éab") (list #/[[:digit:]]+/ "a12") (list #/a++b/ "aab") (list
  #/(?>a+)ab/ "aaab")
  (list #/(?<=a)b/ "cbab") (list #/(?i)AB/ "xab") (list #/(?i:A)B/ "aB") (list #/x(?i)a|b/ "B")
  (list #/\x41\u0042\103\cA?/ "ABC") (list #/(a)\1/ "aa") (list #/b\z/ "ab") (list #/b\Z/ "ab\n")))
  => ("am" "def" "ad" "lq" "b" "a.bb" "ab" "12" "aab" #f "b" "ab" "aB" "B" "ABC" "aa" "b" "b")
(regex "(") => error
(regex "a)") => error
(regex "[a") => error
(regex "\\p{Huh}") => error
(regex "*") => error
(regex 1) => error
(regex-replace-all 1 "a" "b") => error
(regex-replace-all #/a/) => error
(regex-matcher #/a/ 5) => error
"""

THREADS = r"""
; doc/sagittarius/threads.md
(thread-state (make-thread (lambda () 1))) => new
(let ((t (make-thread (lambda () 1)))) (thread-start! t) (thread-join! t) (thread-state t)) =>
  terminated
(sys-nanosleep 1000) => #<unspecified>
(let ((m (make-mutex))) (mutex-lock-recursively! m) (mutex-lock-recursively! m)
  (mutex-unlock-recursively! m) (let ((held (thread? (mutex-state m))))
  (mutex-unlock-recursively! m)
  (list held (mutex-state m)))) => (#t not-abandoned)
(with-locking-mutex (make-mutex) (lambda () 5)) => 5
(let ((m (make-mutex))) (with-recursive-locking-mutex m (lambda ()
  (with-recursive-locking-mutex m (lambda () 6))))) => 6
(let ((s (make-semaphore #f 1))) (list (semaphore? s) (semaphore-name s) (semaphore-wait! s)
  (semaphore-wait! s 0.01) (begin (semaphore-post! s) (semaphore-wait! s 1)))) => (#t #f #t #f #t)
(let ((s (make-semaphore "schemesockets" 0))) (let ((same (eq? s (open-semaphore
  "schemesockets"))))
  (semaphore-close! s) (semaphore-destroy! s) same)) => #t
(open-semaphore "no such") => error
(make-semaphore 1 1) => error
(semaphore-wait! (make-semaphore #f 0) 'x) => error
(thread-interrupt! (make-thread (lambda () 1))) => error
"""

PROCESS = r"""
; doc/sagittarius/process.md
(run "true") => 0
(run "false") => 1
(run "/no/such/program") => error
(let ((p (call "cat"))) (close-port (process-input-port p)) (list (process? p) (process-wait p)))
  => (#t 0)
(let* ((p (make-process "cat" '("-"))) (pid (process-call p))) (write-u8 65 (process-input-port p))
  (close-port (process-input-port p)) (let ((b (read-u8 (process-output-port p))))
  (list b (process-wait p) (process-active? p) (integer? pid)))) => (65 0 #f #t)
(process-run (make-process "sh" '("-c" "exit 3"))) => 3
(process-run (make-process "pwd" '()) :directory "/no/such") => error
(process-input-port (make-process "cat" '())) => #f
(let ((p (make-process "sleep" '("10")))) (process-call p) (list (process-wait p :timeout 0.05)
  (process-active? p) (process-kill p) (process-kill p))) => (#f #t -1 9)
(process-wait (make-process "cat" '())) => error
(make-process "cat" '(1)) => error
(let ((out (open-output-string))) (create-process "echo" '("hé") :stdout out :call? #f)
  (get-output-string out)) => "hé\n"
(let ((out (open-output-bytevector)) (err (open-output-bytevector))) (create-process "sh"
  '("-c" "echo a; echo b >&2") :stdout out :stderr err :reader sync-process-read)
  (list (get-output-bytevector out) (get-output-bytevector err))) => (#vu8(97 10) #vu8(98 10))
(create-process "echo" '("a") :stdout (open-output-string)
  :reader (lambda (process out err transcoder) (list (process? process) (eq? out err) transcoder)))
  => (#t #t #f)
(process? (create-process "true" '())) => #t
(process-wait (async-process-read (let ((p (make-process "echo" '("x")))) (process-call p) p)
  (open-output-string) (open-output-string) #f)) => 0
(= (getpid) (getpid)) => #t
(process-active? (pid->process (getpid))) => #t
(process-error-port (pid->process 1)) => #f
(process-call (pid->process 1)) => error
"""

# A program may let go of a process with its ports open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SECTIONS = {
    "sagittarius_control": (CONTROL, ()),
    "sagittarius_core": (CORE, ()),
    "sagittarius_format": (FORMAT, ()),
    "sagittarius_io": (IO, ()),
    "sagittarius_object": (OBJECT, ()),
    "sagittarius_regex": (REGEX, ()),
    "sagittarius_threads": (THREADS, ("srfi18",)),
    "sagittarius_process": (PROCESS, ()),
}


@pytest.mark.parametrize("module", SECTIONS)
def test_ours(module: str) -> None:
    text, others = SECTIONS[module]
    check(text, *others, module, profile="sagittarius")


@pytest.mark.parametrize("module", SECTIONS)
def test_every_name_is_tried(module: str) -> None:
    names = {name for name in untried(SECTIONS[module][0], module) if not name.startswith("%")}
    # Those that are one letter's variants of one form, and what cases name in passing.
    assert {name for name in names if not name.startswith("^")} <= {"??", "with-syntax*"}


def test_files(tmp_path: Path) -> None:
    # doc/sagittarius.md, File system operations
    program = program_of("sagittarius_files", "srfi1", profile="sagittarius")
    text = f"""
      (define dir "{tmp_path}")
      (define a (build-path dir "a"))
      (define b (build-path dir "b"))
      (call-with-output-file a (lambda (p) (display "abc" p)))
      (change-file-mode a #o640)
      (change-file-timestamps! a #f 0)
      (create-symbolic-link a (build-path dir "l"))
      (create-directory (build-path dir "d"))
      (define (refused thunk) (guard (e ((file-error? e) 'refused)) (thunk)))
      (list
        (file-size-in-bytes a) (file-regular? a) (file-directory? dir)
        (file-symbolic-link? (build-path dir "l")) (file-readable? a) (file-writable? a)
        (file-executable? a) (copy-file a b) (copy-file a b) (copy-file a b #t)
        (every integer? (list (file-stat-atime a) (file-stat-mtime a)))
        (integer? (file-stat-ctime a))
        (begin (rename-file b (build-path dir "c")) (file-exists? b))
        (length (read-directory dir)) (read-directory "/no/such")
        (refused (lambda () (delete-directory "/no/such")))
        (refused (lambda () (file-size-in-bytes "/no/such")))
        (begin (delete-directory (build-path dir "d")) #t)
        (let ((before (current-directory)))
          (set-current-directory dir)
          (let ((here (current-directory))) (current-directory before) (string=? here dir)))
        (absolute-path? "/a") (absolute-path? "a") (absolute-path "/a/../b")
        (directory-name "/a/b") (directory-name "a") (directory-name "/a"))
    """
    with program.running():
        found = program.run_text(text, "<case>")
    values = [each.text if isinstance(each, String) else each for each in from_list(found)]
    assert [getattr(each, "name", each) for each in values] == [
        *(3, True, True, True, True, True, False, True, False, True, True, True, False, 6, False),
        *("refused", "refused", True, True, True, False, "/b", "/a", False, "/"),
    ]


LANGUAGE = r"""
; doc/rnrs/base.md, lambda
((lambda (a b :optional (c (+ a b))) (list a b c)) 1 2) => (1 2 3)
((lambda (a b :optional (c (+ a b))) (list a b c)) 1 2 -1) => (1 2 -1)
((lambda (a b :optional c) (list a b c)) 1 2) => (1 2 #<unspecified>)
((lambda (:optional (a 0) (b (+ a 1))) (list a b))) => (0 1)
((lambda (:optional a b) (list a b)) 1 2 3) => error
((lambda (:optional a b :rest r) (list a b r)) 1 2 3) => (1 2 (3))
(let ((f (lambda (a :key (b (+ a 1)) (c (+ b 1))) (list a b c)))) (list (f 10) (f 10 :b 4) (f 10
  :c 8)
  (f 10 :c 1 :b 3))) => ((10 11 12) (10 4 5) (10 11 8) (10 3 1))
((lambda (:key ((:aa a) -1)) a) :aa 2) => 2
((lambda (:key (a :aa -1)) a) :aa 2) => 2
((lambda (:key (a :aa -1)) a)) => -1
((lambda (:key a) a) :a 1 :b 2) => error
((lambda (:key a :allow-other-keys) a) :a 1 :b 2) => 1
((lambda (:key a :allow-other-keys z) (list a z)) :a 1 :b 2) => (1 (:b 2))
((lambda (:optional a b :key c) (list a b c)) 1 2 :c 3) => (1 2 3)
; seen of Sagittarius 0.9.15
(map (lambda (given) (apply (lambda (a :key (b 1) :allow-other-keys o) (list a b o)) 1 given))
  '((:b 2 x) (x :b 2) (x) (x y) (:c 2 x :b 5) (:b) (:c) (x 3 :b 2) (:b 2 :b 3) (:c 2 :c 3)))
  => ((1 2 (x)) (1 1 (x :b 2)) (1 1 (x)) (1 1 (x y)) (1 1 (:c 2 x :b 5)) (1 1 (:b)) (1 1 (:c))
  (1 2 (x 3)) (1 3 ()) (1 1 (:c 2 :c 3)))
((lambda (a b :rest z) (list a b z)) 1 2 3 4 5) => (1 2 (3 4 5))
((lambda (a b :optional c d :rest z) (list a b c d z)) 1 2 3) => (1 2 3 #<unspecified> ())
((lambda (:optional a :rest r :key k) (list a r k)) 1 :k 3) => (1 (:k 3) 3)
(lambda (:key a :allow-other-keys y z) 1) => error
(lambda (:key 5) 1) => error
; doc/sagittarius.md, cond-expand
(map (lambda (x) x) (list (cond-expand ((version (>= "0.9.1")) 1) (else 2)) (cond-expand
  ((version (< "0.9.1")) 1) (else 2))
  (cond-expand ((and cond-expand.version (version (= "0.9.12"))) 1) (else 2)))) => (1 2 1)
(cond-expand ((version "0.9") 1)) => error
; doc/sagittarius/reader.md, doc/sagittarius/regex.md
(list #*"a\x02;" (and (#/a(.)/ "xab") #t) (#/z/ "a") :key) => (#vu8(97 2) #t #f :key)
#< (sagittarius regex) > 5 => 5
#!read-macro=sagittarius/regex 6 => 6
"""


def test_the_language() -> None:
    check(LANGUAGE, "sagittarius_regex", profile="sagittarius")


def test_with_syntax_binds_in_order() -> None:
    text = """
      (import (sagittarius control))
      (define-syntax m
        (lambda (x)
          (syntax-case x () ((_ a) (with-syntax* ((b #'a) (c #'b)) #'(list c c))))))
      (apply + (m 4))"""
    assert evaluate(text, dialect="sagittarius") == 8


def test_programs_have_a_library_only_when_they_import_it() -> None:
    # R6RS's own names stay what they are when (sagittarius) is imported behind them.
    assert evaluate('(import (sagittarius)) (format "~a" 1)', dialect="sagittarius") == "1"
    assert (
        evaluate("(import (only (sagittarius control) let1)) (let1 x 1 x)", dialect="sagittarius")
        == 1
    )
    with pytest.raises(Exception, match="error is not exported"):
        evaluate("(import (only (sagittarius) error))", dialect="sagittarius")


@pytest.mark.parametrize(
    ("dialect", "imports"),
    [
        ("sagittarius", "(srfi :106 socket) (sagittarius)"),
        ("sagittarius", "(srfi :106)"),
        ("foment", "(srfi 106) (only (foment base) utf8->string)"),
    ],
)
def test_srfi_106_beside_a_dialects_own_names(dialect: str, imports: str) -> None:
    # sitelib/srfi/:106.scm of Sagittarius, src/srfi-106.scm of Foment
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        text = f"""
          (import {imports} (scheme base))
          (define s (make-client-socket "127.0.0.1" "{port}" *af-inet* *sock-stream*))
          (list (socket? s) (= (address-family inet) *af-inet*) (socket-send s (string->utf8 "x")))
        """
        assert evaluate(text, dialect=dialect) == [True, True, 1]


def test_bodies_without_an_expression() -> None:
    text = """
      (import (rnrs))
      (define (f))
      (define g (lambda (x)))
      (list (eq? (f) (g 1)) (eq? (let ()) (if #f #f)))
    """
    assert evaluate(text, dialect="sagittarius") == [True, True]
