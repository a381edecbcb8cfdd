"""SRFI 128 and what is built on it, SRFI 125; SRFI 132 and 133: cases of our own.

None of these is part of the Schemes that are installed.
"""

from __future__ import annotations

from scheme_cases import check_program, untried

COMPARATORS = r"""
(define-values (d) (make-default-comparator)) => #<unspecified>
(comparator? d) => #t
(comparator? car) => #f
(map comparator-ordered? (list d (make-eq-comparator) (make-eqv-comparator))) => (#t #f #f)
(comparator-hashable? (make-equal-comparator)) => #t
(=? d 1 1.0 1) => #t
(=? d "a" 'a) => #f
(<? d '() '(1) #f #t #\a #\b "a" "b" 'a 'b 1 2.5 3 #() #(5) #(1 2) #u8() #u8(1)) => #t
(<? d '(1 2) '(1 3) '(2)) => #t
(<? d #(9) #(1 1)) => #t
(>? d 3 2 1) => #t
(<=? d 1 1 2) => #t
(>=? d 2 2 1) => #t
(<? d 1 3 2) => #f
(<? (make-eq-comparator) 1 2) => error
(comparator-if<=> 1 2 'less 'same 'greater) => less
(comparator-if<=> d "b" "b" 'less 'same 'greater) => same
(comparator-if<=> d "c" "b" 'less 'same 'greater) => greater
(= (default-hash 1) (default-hash 1.0)) => #t
(= (default-hash '(1 "a")) (default-hash (list 1.0 (string #\a)))) => #t
(map = (map default-hash '(#t #f #\a "ab" b 5)) (list (boolean-hash #t) (boolean-hash #f)
  (char-hash #\a) (string-hash "ab") (symbol-hash 'b) (number-hash 5))) => (#t #t #t #t #t #t)
(= (comparator-hash d #(1 x)) (default-hash (vector 1 'x))) => #t
(define-values (p) (make-pair-comparator d d)) => #<unspecified>
(list (<? p '(1 . 2) '(1 . 3)) (<? p '(2 . 0) '(1 . 3)) (=? p '(1 . 2) '(1 . 2))
  (comparator-test-type p 5)) => (#t #f #t #f)
(define-values (n) (make-comparator number? = < number-hash)) => #<unspecified>
(comparator-test-type n 'a) => #f
(comparator-check-type n 5) => #t
(comparator-check-type n 'a) => error
(let ((l (make-list-comparator n))) (list (<? l '(1 2) '(1 2 3)) (<? l '(2) '(1 2 3))
  (=? l '(1) '(1.0)) (comparator-test-type l '(a)) (comparator-test-type l '(1 . 2))))
  => (#t #f #t #f #f)
(let ((l (make-list-comparator n vector? (lambda (v) (= 0 (vector-length v)))
  (lambda (v) (vector-ref v 0)) (lambda (v) (vector-copy v 1)))))
  (list (<? l #(1 2) #(1 3)) (comparator-test-type l '(1)))) => (#t #f)
(let ((v (make-vector-comparator n))) (list (<? v #(5) #(1 2)) (<? v #(1 3) #(1 2))
  (comparator-test-type v #(a)) (= (comparator-hash v #(1 2)) (comparator-hash v (vector 1 2)))))
  => (#t #f #f #t)
(let ((v (make-vector-comparator (make-comparator char? char=? char<? char-hash) string?
  string-length string-ref))) (list (<? v "b" "aa") (<? v "ab" "aa") (comparator-test-type v 1)))
  => (#t #f #f)
(make-list-comparator n vector?) => error
(make-vector-comparator n vector?) => error
(let ((c (make-comparator #t #t (lambda (a b) (< (car a) (car b))) #f)))
  (list (=? c '(1 . 2) '(1 . 3)) (<? c '(1) '(2)) (comparator-hashable? c))) => (#t #t #f)
(make-comparator #t #t #f #f) => error
(make-comparator 1 = < #f) => error
((comparator-hash-function (make-comparator #t = < #f)) 1) => error
((comparator-ordering-predicate (make-eq-comparator)) 1 2) => error
((comparator-ordering-predicate n) 1 2) => #t
((comparator-equality-predicate n) 1 2) => #f
((comparator-type-test-predicate n) 1) => #t
(let ((x (delay 1))) (=? d x x)) => #t
(<? d (delay 1) (delay 1)) => error
(begin (comparator-register-default! (make-comparator promise? eq? (lambda (a b) #t)
  (lambda (x) 7))) (list (<? d (delay 1) (delay 1)) (<? d 1 (delay 1)) (default-hash (delay 1))))
  => (#t #t 7)
(comparator-register-default! d) => error
(list (boolean-hash #f) (boolean-hash #t) (char-hash #\a)) => (0 1 97)
(= (char-ci-hash #\a) (char-ci-hash #\A)) => #t
(= (string-ci-hash "aB") (string-ci-hash "Ab")) => #t
(= (string-hash "ab") (string-hash (string #\a #\b))) => #t
(= (symbol-hash 'a) (symbol-hash 'a)) => #t
(exact-integer? (+ (hash-bound) (hash-salt) (number-hash 3))) => #t
"""

TABLES = r"""
(define-values (c) (make-default-comparator)) => #<unspecified>
(define-values (t) (lambda x (let ((h (make-hash-table c))) (apply hash-table-set! h x) h)))
  => #<unspecified>
(define-values (s) (lambda (h) (list-sort (lambda (a b) (<? c (car a) (car b)))
  (hash-table->alist h)))) => #<unspecified>
(s (t 'a 1 "b" 2)) => (("b" . 2) (a . 1))
(hash-table-ref/default (t "b" 2) (string #\b) #f) => 2
(hash-table-ref/default (t 1 'x) 1.0 #f) => x
(hash-table-ref (t 'a 1) 'b) => error
(hash-table-ref (t 'a 1) 'b (lambda () 'none)) => none
(hash-table-ref (t 'a 1) 'a (lambda () 'none) list) => (1)
(s (hash-table c 'a 1 'b 2)) => ((a . 1) (b . 2))
(hash-table c 'a 1 'a 2) => error
(hash-table c 'a) => error
(hash-table-set! (hash-table c 'a 1) 'b 2) => error
(hash-table-mutable? (hash-table c)) => #f
(hash-table-mutable? (t)) => #t
(s (hash-table-unfold (lambda (n) (= n 3)) (lambda (n) (values n (* n n)))
  (lambda (n) (+ n 1)) 0 c)) => ((0 . 0) (1 . 1) (2 . 4))
(s (alist->hash-table '((a . 1) (a . 2)) c)) => ((a . 1))
(s (alist->hash-table '((a . 1)) equal?)) => ((a . 1))
(make-hash-table 5) => error
(list (hash-table-contains? (t 'a 1) 'a) (hash-table-exists? (t) 'a) (hash-table-empty? (t)))
  => (#t #f #t)
(list (hash-table=? c (t 'a 1) (t 'a 1.0)) (hash-table=? c (t 'a 1) (t 'a 2))
  (hash-table=? c (t 'a 1) (t 'b 1)) (hash-table=? c (t) (t 'a 1))) => (#t #f #f #f)
(let ((h (t 'a 1 'b 2))) (list (hash-table-delete! h 'a 'c) (hash-table-size h))) => (1 1)
(hash-table-set! (t) 'a) => error
(let* ((h (t 'a 1)) (x (hash-table-intern! h 'a (lambda () 5))) (y (hash-table-intern! h 'b
  (lambda () 6)))) (list x y (s h))) => (1 6 ((a . 1) (b . 6)))
(let ((h (t 'a 1))) (hash-table-update! h 'a - ) (hash-table-update! h 'b list (lambda () 0))
  (hash-table-update! h 'a list #f list) (s h)) => error
(let ((h (t 'a 1))) (hash-table-update! h 'a list (lambda () 0) -)
  (hash-table-update! h 'b list (lambda () 0)) (s h)) => ((a -1) (b 0))
(hash-table-update! (t) 'a -) => error
(let ((h (t 'a 1))) (hash-table-update!/default h 'a - 5) (hash-table-update!/default h 'b - 5)
  (s h)) => ((a . -1) (b . -5))
(let ((h (t 'a 1))) (call-with-values (lambda () (hash-table-pop! h)) (lambda (k v)
  (list k v (hash-table-empty? h))))) => (a 1 #t)
(hash-table-pop! (t)) => error
(let ((h (t 'a 1))) (hash-table-clear! h) (hash-table-size h)) => 0
(call-with-values (lambda () (hash-table-entries (t 'a 1))) list) => ((a) (1))
(hash-table-find (lambda (k v) (and (= v 2) k)) (t 'a 1 'b 2) (lambda () #f)) => b
(hash-table-find (lambda (k v) #f) (t 'a 1) (lambda () 'none)) => none
(hash-table-count (lambda (k v) (odd? v)) (t 'a 1 'b 2 'c 3)) => 2
(s (hash-table-map - c (t 'a 1 'b 2))) => ((a . -1) (b . -2))
(let ((n 0)) (hash-table-for-each (lambda (k v) (set! n (+ n v))) (t 'a 1 'b 2))
  (hash-table-for-each (t 'a 5) (lambda (k v) (set! n (+ n v))))
  (hash-table-walk (t 'a 1) (lambda (k v) (set! n (+ n v)))) n) => 9
(let ((h (t 'a 1))) (hash-table-map! (lambda (k v) (list k v)) h) (s h)) => ((a a 1))
(hash-table-map->list cons (t 'a 1)) => ((a . 1))
(hash-table-map->list 5 (t)) => error
(hash-table-fold (lambda (k v n) (+ v n)) 0 (t 'a 1 'b 2)) => 3
(hash-table-fold (t 'a 1 'b 2) (lambda (k v n) (+ v n)) 0) => 3
(let ((h (t 'a 1 'b 2))) (hash-table-prune! (lambda (k v) (odd? v)) h) (s h)) => ((b . 2))
(let* ((h (t 'a 1)) (copy (hash-table-copy h #t))) (hash-table-set! copy 'b 2)
  (list (s h) (s copy) (hash-table-mutable? (hash-table-copy h))))
  => (((a . 1)) ((a . 1) (b . 2)) #f)
(let ((h (hash-table-empty-copy (t "a" 1)))) (hash-table-set! h "a" 1)
  (hash-table-ref/default h "a" 0)) => 1
(s (hash-table-union! (t 'a 1) (t 'a 2 'b 3))) => ((a . 1) (b . 3))
(s (hash-table-merge! (t 'a 1) (t 'a 2 'b 3))) => ((a . 1) (b . 3))
(s (hash-table-intersection! (t 'a 1 'c 0) (t 'a 2 'b 3))) => ((a . 1))
(s (hash-table-difference! (t 'a 1 'c 0) (t 'a 2 'b 3))) => ((c . 0))
(s (hash-table-xor! (t 'a 1 'c 0) (t 'a 2 'b 3))) => ((b . 3) (c . 0))
(let ((h (make-hash-table (make-comparator string? string-ci=? #f string-ci-hash))))
  (hash-table-set! h "Ab" 1) (hash-table-ref/default h "aB" #f)) => 1
(make-hash-table (make-comparator string? string-ci=? #f #f)) => error
(hash-table? (t)) => #t
(list (hash-table-keys (t 'a 1)) (hash-table-values (t 'a 1))) => ((a) (1))
"""

SORTS = r"""
(list-sort < '(3 1 2)) => (1 2 3)
(list-stable-sort (lambda (a b) (< (car a) (car b))) '((2 a) (1 b) (2 c) (1 d)))
  => ((1 b) (1 d) (2 a) (2 c))
(list-sort! > (list 3 1 2)) => (3 2 1)
(list-stable-sort! > (list 3 1 2)) => (3 2 1)
(list-sort < 5) => error
(list-sort '(1) <) => error
(list-sorted? < '(1 1 2)) => #t
(list-sorted? < '(2 1)) => #f
(list-merge < '(1 3) '(2 4)) => (1 2 3 4)
(list-merge! (lambda (a b) (< (car a) (car b))) (list '(1 a)) (list '(1 b) '(0 c)))
  => ((1 a) (1 b) (0 c))
(list-delete-neighbor-dups = '(1 1 2 2 1)) => (1 2 1)
(list-delete-neighbor-dups! = (list 1 1 2)) => (1 2)
(vector-sort < #(3 1 2)) => #(1 2 3)
(vector-sort < #(9 3 1 2 0) 1 4) => #(1 2 3)
(vector-stable-sort < #(3 1 2) 1) => #(1 2)
(vector-sort < #(3) 2) => error
(let ((v (vector 9 3 1 2 0))) (vector-sort! < v 1 4) v) => #(9 1 2 3 0)
(let ((v (vector 2 1))) (vector-stable-sort! < v) v) => #(1 2)
(vector-sorted? < #(3 1 2) 1) => #t
(vector-merge < #(1 3) #(0 2 4) 0 2 1) => #(1 2 3 4)
(let ((v (vector 0 0 0 0))) (vector-merge! < v #(1 3) #(2) 1) v) => #(0 1 2 3)
(vector-merge! < (vector 0) #(1 3) #(2)) => error
(vector-delete-neighbor-dups = #(1 1 2 2) 1) => #(1 2)
(let ((v (vector 1 1 2 2 3))) (list (vector-delete-neighbor-dups! = v 1) v))
  => (4 #(1 1 2 3 3))
(vector-find-median < #(3 1 2) 'none) => 2
(vector-find-median < #(4 1 2 3) 'none) => 5/2
(vector-find-median < #(4 1 2 3) 'none list) => (2 3)
(vector-find-median < #() 'none) => none
(let ((v (vector 3 1 2))) (list (vector-find-median! < v 0) v)) => (2 #(1 2 3))
(vector-select! < (vector 3 1 2) 0) => 1
(vector-select! < (vector 3 1 2) 3) => error
(let ((v (vector 3 1 2))) (vector-separate! < v 1) (vector-ref v 0)) => 1
(vector-separate! < (vector 1) 2) => error
"""

VECTORS = r"""
(vector-append-subvectors #(a b c) 1 3 #(d e) 0 1) => #(b c d)
(vector-append-subvectors #(a) 0) => error
(vector-append-subvectors '(a) 0 1) => error
(vector-fold (lambda (s x) (cons x s)) '() #(1 2 3)) => (3 2 1)
(vector-fold (lambda (s x y) (+ s (* x y))) 0 #(1 2 3) #(4 5)) => 14
(vector-fold-right (lambda (s x) (cons x s)) '() #(1 2 3)) => (1 2 3)
(let ((v (vector 1 2 3))) (vector-map! - v) v) => #(-1 -2 -3)
(let ((v (vector 1 2 3))) (vector-map! + v #(10 20)) v) => #(11 22 3)
(vector-count even? #(1 2 4)) => 2
(vector-count < #(1 5) #(2 3)) => 1
(vector-cumulate + 0 #(3 1 4)) => #(3 4 8)
(call-with-values (lambda () (vector-partition even? #(1 2 3 4))) list) => (#(2 4 1 3) 2)
(let ((v (vector 0 0 0))) (vector-unfold! (lambda (i x) (values (* i x) (+ x 1))) v 1 3 5) v)
  => #(0 5 12)
(let ((v (vector 0 0 0))) (vector-unfold-right! (lambda (i x) (values x (+ x 1))) v 0 2 5) v)
  => #(6 5 0)
(vector-unfold! (lambda (i x) i) (vector 0) 0 1 5) => error
(vector-map + #(1 2) #(10 20)) => #(11 22)
(vector-index even? #(1 2)) => 1
(vector->string #(#\a #\b)) => "ab"
(reverse-list->vector '(1 2)) => #(2 1)
"""


MORE = r"""
(comparator-max real-comparator 1 5 3) => 5
(comparator-min real-comparator 1 5 -3) => -3
(comparator-max-in-list string-comparator '("a" "c" "b")) => "c"
(comparator-min-in-list string-ci-comparator '("b" "A")) => "A"
(comparator-max real-comparator) => error
(comparator-min-in-list eq-comparator '(1 2)) => error
(=? char-ci-comparator #\a #\A) => #t
(<? char-comparator #\a #\b) => #t
(<? boolean-comparator #f #t) => #t
(comparator-test-type boolean-comparator 5) => #f
(map (lambda (c) (=? c 'a 'a)) (list default-comparator eqv-comparator equal-comparator))
  => (#t #t #t)
(<? pair-comparator '(1 . 2) '(1 . 3)) => #t
(<? list-comparator '(1) '(1 2)) => #t
(<? vector-comparator #(2) #(1 1)) => #t
"""


def test_usual_comparators() -> None:
    check_program(MORE, "(import (scheme base) (srfi 128) (srfi 162))", "srfi-106")
    assert untried(MORE, "srfi162") == set()


def test_comparators() -> None:
    check_program(
        COMPARATORS,
        "(import (scheme base) (scheme lazy) (srfi 128))",
        "srfi-106",
    )
    assert untried(COMPARATORS, "srfi128") == set()


def test_hash_tables() -> None:
    imports = "(import (scheme base) (scheme char) (srfi 125) (srfi 128) (srfi 132))"
    check_program(TABLES, imports, "srfi-106")
    assert untried(TABLES, "srfi125") == set()


def test_sorting() -> None:
    check_program(SORTS, "(import (scheme base) (srfi 132))", "srfi-106")
    assert untried(SORTS, "srfi132") == set()


def test_vectors() -> None:
    imports = "(import (except (scheme base) vector-map vector-for-each) (srfi 133))"
    check_program(VECTORS, imports, "srfi-106")
    assert untried(VECTORS, "srfi133") == set()
