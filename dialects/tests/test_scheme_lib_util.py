"""Sagittarius's (util …) libraries and (getopt).

There is no real Sagittarius here: each group names the section of its manual (doc/utils of
ktakashi/sagittarius-scheme), or the source, that says what is expected.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from scheme_cases import check, program_of, untried

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.printer import written

LIST = r"""
; doc/utils/list.md
(map-with-index list '(a b c) '(e f g)) => ((0 a e) (1 b f) (2 c g))
(let ((r '())) (for-each-with-index (lambda (i x) (set! r (cons (list i x) r))) '(a b)) r) => ((1
  b) (0 a))
(list (intersperse '+ '(1 2 3)) (intersperse '+ '(1)) (intersperse '+ '())) => ((1 + 2 + 3) (1) ())
(list (slices '(a b c d e f g) 3) (slices '(a b c d e f g) 3 #t 'z))
  => (((a b c) (d e f) (g)) ((a b c) (d e f) (g z z)))
(slices '(a) 0) => error
(call-with-values (lambda () (split-at* '(a b c d) 6 #t 'z)) list) => ((a b c d z z) ())
(list (take* '(a b c d) 3) (take* '(a b c d) 6) (take* '(a b c d) 6 #t) (take* '(a b c d) 6 #t 'z))
  => ((a b c) (a b c d) (a b c d #f #f) (a b c d z z))
(list (drop* '(a b c d) 3) (drop* '(a b c d) 5)) => ((d) ())
(let ((alist '((x 3) (y -1) (z 6)))) (cond-list ((assoc 'x alist) 'have-x) ((assoc 'w alist)
  'have-w)
  ((assoc 'z alist) => cadr))) => (have-x 6)
(let ((x 2) (y #f) (z 5)) (cond-list (x @ `(:x ,x)) (y @ `(:y ,y)) (z @ `(:z ,z)))) => (:x 2 :z 5)
(cond-list (1) (#f) ('(1 2) => @ reverse)) => (1 2 1)
; sitelib/util/list.scm
(call-with-values (lambda () (fold2 (lambda (x a b) (values (+ x a) (cons x b))) 0 '() '(1 2 3)))
  list)
  => (6 (3 2 1))
(call-with-values (lambda () (fold3 (lambda (x y a b c) (values (+ x a) (* y b) (+ c 1))) 0 1 0
  '(1 2) '(3 4)))
  list) => (3 12 2)
(call-with-values (lambda () (combine (lambda (x s) (values (+ x s) x)) 0 '(1 2 3))) list) => ((1
  3 5) 3)
"""

BYTEVECTOR = r"""
; doc/utils/bytevector.md
(list (bytevector-xor #vu8(1 2) #vu8(3 4 5)) (bytevector-ior #vu8(1) #vu8(6)) (bytevector-and
  #vu8(7) #vu8(5) #vu8(4)))
  => (#vu8(2 6) #vu8(7) #vu8(4))
(let ((o (make-bytevector 3 9))) (list (bytevector-xor! o #vu8(1 1) #vu8(1 2)) (bytevector-ior! o
  #vu8(1))
  (bytevector-and! o #vu8(0) #vu8(1)) o)) => (#vu8(0 3 9) #vu8(0 3 9) #vu8(0 3 9) #vu8(0 3 9))
(list (bytevector-slices #vu8(1 2 3 4 5 6) 3) (bytevector-slices #vu8(1 2 3 4) 3)
  (bytevector-slices #vu8(1 2 3 4) 3 :padding (lambda (bv) #vu8(4 5 6))))
  => ((#vu8(1 2 3) #vu8(4 5 6)) (#vu8(1 2 3) #vu8(4)) (#vu8(1 2 3) #vu8(4 5 6)))
(bytevector-slices #vu8(1) 1 :padding 5) => error
(bytevector-slices #vu8(1) 0) => error
(call-with-values (lambda () (bytevector-split-at* #vu8(1 2 3 4 5) 3)) list) => (#vu8(1 2 3)
  #vu8(4 5))
(call-with-values (lambda () (bytevector-split-at* #vu8(1 2) 3 :padding (lambda (bv) #f))) list)
  => (#f #vu8())
(let ((b (bytevector 0 1 3))) (list (->odd-parity b) (->odd-parity! b 1) b)) => (#vu8(1 1 2)
  #vu8(0 1 2) #vu8(0 1 2))
(list (bytevector->hex-string #vu8(171 1)) (bytevector->hex-string #vu8(171 1) :upper? #f)) =>
  ("AB01" "ab01")
(list (hex-string->bytevector "AB01") (hex-string->bytevector "1")) => (#vu8(171 1) #vu8(1))
(hex-string->bytevector "xy") => error
(bytevector->escaped-string #vu8(97 233)) => "aé"
(list (u8? 255) (u8? 256) (u8-set? '(1 2)) (u8-set? '(1 256)) (u8-set? 1) (u8-set-contains? '(1
  2) 2))
  => (#t #f #t #f #f #t)
(list (string->u8-set "ab") (char-set->u8-set (char-set #\a #\é))) => ((97 98) (97))
(list (bytevector-fold cons '() #vu8(1 2 3)) (bytevector-fold-right cons '() #vu8(1 2 3) 1)) =>
  ((3 2 1) (2 3))
(list (bytevector-take #vu8(1 2 3) 2) (bytevector-take-right #vu8(1 2 3) 2) (bytevector-drop
  #vu8(1 2 3) 2)
  (bytevector-drop-right #vu8(1 2 3) 2)) => (#vu8(1 2) #vu8(2 3) #vu8(3) #vu8(1))
(bytevector-take #vu8(1) 2) => error
(list (bytevector-trim #vu8(32 1 32)) (bytevector-trim-right #vu8(32 1 32)) (bytevector-trim-both
  #vu8(32 1 32))
  (bytevector-trim #vu8(1 1 2) 1) (bytevector-trim #vu8(1 2 3) '(1 2)) (bytevector-trim #vu8(2 3)
  even?))
  => (#vu8(1 32) #vu8(32 1) #vu8(1) #vu8(2) #vu8(3) #vu8(3))
(bytevector-trim #vu8(1) "x") => error
(list (bytevector-pad #vu8(1 2) 3) (bytevector-pad #vu8(1 2 3) 2) (bytevector-pad-right #vu8(1 2)
  3 9)
  (bytevector-pad-right #vu8(1 2 3) 2)) => (#vu8(0 1 2) #vu8(2 3) #vu8(1 2 9) #vu8(1 2))
(list (bytevector-prefix-length #vu8(1 2 3) #vu8(1 2 4)) (bytevector-suffix-length #vu8(1 3)
  #vu8(2 3))
  (bytevector-prefix? #vu8(1 2) #vu8(1 2 3)) (bytevector-suffix? #vu8(3) #vu8(1 2 3))
  (bytevector-prefix? #vu8(9 1) #vu8(1 2) 1) (bytevector-suffix? #vu8(2) #vu8(1))) => (2 1 #t #t
  #t #f)
(list (bytevector-index #vu8(1 2 1) 1) (bytevector-index-right #vu8(1 2 1) 1) (bytevector-skip
  #vu8(1 2 1) 1)
  (bytevector-skip-right #vu8(1 2 1) '(1)) (bytevector-index #vu8(1) even?)) => (0 2 1 1 #f)
(list (bytevector-contains #vu8(1 2 3) #vu8(2 3)) (bytevector-contains #vu8(1 2 3) #vu8(4))) =>
  (1 #f)
(bytevector-replace #vu8(1 2 3 4) #vu8(9 8) 1 3) => #vu8(1 9 8 4)
(list (bytevector-tokenize #vu8(97 32 32 98 99)) (bytevector-tokenize #vu8(1 2 1 1) '(1)))
  => ((#vu8(97) #vu8(98 99)) (#vu8(1) #vu8(1 1)))
(list (bytevector-filter even? #vu8(1 2 3 4)) (bytevector-delete 2 #vu8(1 2 3))) => (#vu8(2 4)
  #vu8(1 3))
; sitelib/util/bytevector.scm
(list (align-bytevectors '(#vu8(1 2 3) #vu8(4)) 2) (align-bytevectors! (list #vu8(1) #vu8(2 3)) 2))
  => ((#vu8(1 2) #vu8(3 4)) (#vu8(1 2) #vu8(3)))
(align-bytevectors '(1) 2) => error
(align-bytevectors '() 0) => error
"""

HASHTABLES = r"""
; doc/utils/hashtables.md, sitelib/util/hashtables.scm
(let ((h (alist->hashtable '((a . 1) (b . 2)))) (r 0)) (hashtable-for-each (lambda (k v) (set! r
  (+ r v))) h)
  (list r (hashtable-map list h) (hashtable-fold (lambda (k v s) (+ v s)) h 0) (hashtable->alist
  h)))
  => (3 ((a 1) (b 2)) 3 ((a . 1) (b . 2)))
(hashtable->alist (alist->hashtable '(("a" . 1) ("a" . 2)) :compare string=? :hasher
  string-hash)) => (("a" . 2))
(alist->hashtable '(1)) => error
(alist->hashtable '() :size 3) => error
(let ((h (alist->hashtable '((a . 1))))) (hashtable-adjoin! h 'a 5) (hashtable-adjoin! h 'b 6)
  (hashtable-replace! h 'a 7) (hashtable-replace! h 'c 8) (hashtable->alist h)) => ((a . 7) (b .
  6))
(let ((h (alist->hashtable '((a . 1) (b . 2))))) (list
  (hashtable-seek h (lambda (k v) (and (even? v) 'found)) list (lambda () 'none))
  (hashtable-seek h (lambda (k v) #f) list (lambda () 'none)))) => ((found b 2) none)
(hashtable-map list 1) => error
"""

PORT = r"""
; sitelib/util/port.scm
(port->list read-char (open-input-string "ab")) => (#\a #\b)
(list (port->string (open-input-string "a b")) (port->string (open-input-string ""))) => ("a b" "")
(list (port->string-list (open-input-string "a\nb")) (port->sexp-list (open-input-string "a (b)")))
  => (("a" "b") (a (b)))
(let ((p (lambda (s) (let ((p (open-input-string s))) (lambda () (read-char p)))))) (list
  (port-fold cons '() (p "ab")) (port-fold-right cons '() (p "ab")) (port-map list (p "ab"))
  (let ((r '())) (port-for-each (lambda (x) (set! r (cons x r))) (p "ab")) r)))
  => ((#\b #\a) (#\a #\b) ((#\a) (#\b)) (#\b #\a))
(let ((o (open-output-bytevector))) (let ((n (copy-binary-port o (open-input-bytevector #vu8(1 2
  3)) :size 2)))
  (list n (get-output-bytevector o)))) => (2 #vu8(1 2))
(copy-binary-port (open-output-bytevector) (open-input-bytevector (make-bytevector 9000 0))) =>
  9000
(let ((p (open-input-string ""))) (add-port-data! p 'a 1) (add-port-data! p 'a 2)
  (add-port-data! p "b" 3 :compare equal?) (let ((one (get-port-data p 'a))) (remove-port-data! p
  'a)
  (list one (get-port-data p 'a) (get-port-data p "b" :compare equal?)))) => (2 #f 3)
(let ((p (open-input-file "/dev/null"))) (let ((v (call-with-resource-locked-port p (lambda (p)
  1))))
  (lock-port-resource! p) (unlock-port-resource! p) (close-port p) v)) => 1
(lock-port-resource! (open-input-string "")) => error
"""

GETOPT = r"""
; doc/utils/getopt.md, sitelib/getopt.scm
(with-args '("-v" "--file=x" "rest") ((v (#\v "verbose") #f #f) (f (#\f "file") #t "none")
  (d (#\d "debug") #t "0") . rest) (list v f d rest)) => (#t "x" "0" ("rest"))
(with-args '("-fa" "--file" "b") ((f (#\f "file") * '())) f) => ("a" "b")
(with-args '("-vf" "x" "--" "-v") ((v (#\v "v") #f #f) (f (#\f "f") #t #f) . r) (list v f r)) =>
  (#t "x" ("-v"))
(with-args '("-x" "--y=1") ((v (#\v "v") #f #f) . r) r) => ("-x" "--y" "1")
(with-args '("-x") ((v (#\v "v") #f #f)) v) => error
(with-args '("-f") ((f (#\f "f") #t #f)) f) => error
(with-args '() ((f (#f "file") #t (+ 1 2))) f) => 3
(with-args '("a") ((f)) f) => error
"""

SECTIONS = {
    "util_list": (LIST, ()),
    "util_bytevector": (BYTEVECTOR, ("srfi14",)),
    "util_hashtables": (HASHTABLES, ("srfi69",)),
    "util_port": (PORT, ()),
    "getopt": (GETOPT, ()),
}


@pytest.mark.parametrize("module", SECTIONS)
def test_ours(module: str) -> None:
    text, others = SECTIONS[module]
    check(text, *others, module, profile="sagittarius")


@pytest.mark.parametrize("module", SECTIONS)
def test_every_name_is_tried(module: str) -> None:
    names = untried(SECTIONS[module][0], module)
    assert {name for name in names if not name.startswith("%")} == set()


def test_files(tmp_path: Path) -> None:
    # doc/utils/file.md
    program = program_of("sagittarius_files", "util_file", profile="sagittarius")
    text = f"""
      (define dir "{tmp_path}")
      (define (at . names) (build-path* (cons dir names)))
      (create-directory* (at "x" "y"))
      (create-directory* (at "x" "y"))
      (call-with-output-file (at "x" "a.txt") (lambda (p) (display "one\ntwo (b)\n" p)))
      (call-with-output-file (at "x" "y" ".b.scm") (lambda (p) (display "(c) d" p)))
      (define a (at "x" "a.txt"))
      (copy-directory (at "x") (at "z") :excludes '(".scm"))
      (define found (find-files dir))
      (define kinds '())
      (define (note! path kind) (set! kinds (cons (list path kind) kinds)))
      (path-for-each (at "x") note! :absolute-path #f)
      (define (temporary-exists? port path) (close-port port) (file-exists? path))
      (define result
        (list
          (file->string a) (file->string-list a) (file->bytevector (at "x" "y" ".b.scm"))
          (file->sexp-list (at "x" "y" ".b.scm")) (file->list read-char (at "x" "y" ".b.scm"))
          (file->list read-u8 (at "x" "y" ".b.scm") :transcoder #f)
          (map path-basename found)
          (map path-basename (find-files dir :pattern "\\\\.txt$" :sort string>?))
          (map path-basename (find-files (at "x") :recursive #f))
          (map path-basename (find-files dir :all #f :sort #f))
          kinds
          (path-map (at "z") (lambda (p k) k) :file-only #t)
          (call-with-values (lambda () (make-temporary-file (at "tmp"))) temporary-exists?)
          (begin (delete-directory* (at "z")) (file-exists? (at "z")))))
      result
    """
    with program.running():
        found = written(program.run_text(text, "<case>"), program.profile)
    assert found == (
        '("one\\ntwo (b)\\n" ("one" "two (b)") #vu8(40 99 41 32 100) ((c) d) '
        "(#\\( #\\c #\\) #\\space #\\d) (40 99 41 32 100) "
        '("a.txt" ".b.scm" "a.txt") ("a.txt" "a.txt") ("a.txt") ("a.txt" "a.txt") '
        '((".b.scm" file) ("y" directory) ("a.txt" file)) (file) #t #f)'
    )


PATHS = r"""
; doc/utils/file.md, Path operations; sitelib/util/file.scm: decompose-path
(call-with-values (lambda () (decompose-path "/a/b.c")) list) => ("/a" "b" "c")
(call-with-values (lambda () (decompose-path "b")) list) => (#f "b" #f)
(call-with-values (lambda () (decompose-path "/a/.b")) list) => ("/a" ".b" #f)
(call-with-values (lambda () (decompose-path "a/")) list) => ("a" #f #f)
(list (path-extension "a.b.c") (path-extension "a")) => ("c" #f)
(list (path-sans-extension "x/a.b") (path-sans-extension "a")) => ("x/a" "a")
(list (path-basename "x/a.b") (path-basename "x/")) => ("a.b" #f)
(build-path* '("a" "b")) => "a/b"
(build-path* '(1)) => error
(list (string? (temporary-directory)) (null-device)) => (#t "/dev/null")
(file->string "/no/such") => error
(delete-directory* "/no/such") => error
(copy-directory "/no/such" "/dev/null/x") => error
(find-files "/no/such") => ()
(find-files "/dev" :pattern 1) => error
(find-files "/dev" :sort 1) => error
(file->list read-char "/dev/null" :transcoder 1) => error
"""


def test_paths() -> None:
    check(PATHS, "util_file", profile="sagittarius")


def test_a_program_imports_them() -> None:
    text = "(import (util list) (util bytevector)) (apply + (take* '(1 2 3) 2))"
    assert evaluate(text, dialect="sagittarius") == 3
