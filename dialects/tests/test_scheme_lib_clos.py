"""CLOS of Sagittarius, as its reference and its sources have it."""

from __future__ import annotations

from scheme_cases import cases, outcome

from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

PRELUDE = r"""
(import (clos user) (clos core))
(define-class <point> () ((x :init-keyword :x :init-value 1 :accessor x-of) (y)))
(define-class <colour> ()
  ((name :init-keyword :name :init-form (list 'red) :reader name-of :writer set-name!)))
(define-class <spot> (<colour> <point>) ((size :init-thunk (lambda () 3)) x))
(define p (make <point>))
(define s (make <spot> :name 'blue :x 7))
(define-method describe (a) (list 'any a))
(define-method describe ((a <number>)) (list 'number a))
(define-method describe ((a <integer>)) (cons 'integer (call-next-method)))
(define-method describe ((a (eql 0))) (cons 'zero (call-next-method)))
(define-method describe ((a (eq? 'b))) (list 'b (next-method?)))
(define-method describe ((a <string>) . more) (list a more))
(define-method describe ((a <symbol>) b) (list 'two a b))
(define-generic steps)
(define-method steps ((a <point>)) (list 'point))
(define-method steps ((a <colour>)) (cons 'colour (call-next-method)))
(define-method steps :around ((a <spot>)) (cons 'around (call-next-method)))
(define log '())
(define-method steps :before ((a <colour>)) (set! log (cons 'before log)))
(define-method :after steps ((a <point>)) (set! log (cons 'after log)))
(define-method only-after :after ((a <point>)) 1)
(define-method write-object ((o <colour>) out) (display "#<colour>" out))
(define-method object-equal? ((a <point>) (b <point>)) (= (slot-ref a 'x) (slot-ref b 'x)))
(define-class <adder> () ((n :init-keyword :n)))
(define-method object-apply ((o <adder>) m) (+ m (slot-ref o 'n)))
(define-method (setter object-apply) ((o <adder>) m v) (slot-set! o 'n (+ m v)))
(define-method initialize ((o <adder>) initargs)
  (call-next-method)
  (if (not (slot-bound? o 'n)) (slot-set! o 'n (length initargs))))
(define-class <meta> (<class>) ((doc :init-keyword :doc :init-value #f)))
(define-class <documented> () () :metaclass <meta> :doc "what it is")
(define-class <below> (<documented>) ())
(define-method (setter area) ((o <point>) v) (slot-set! o 'x v))
(define-method area ((o <point>)) (slot-ref o 'x))
(define-generic chosen :class <predicate-specializable-generic>)
(define-method chosen ((a <integer>)) 'integer)
(define-method chosen ((a (?? even?))) (list 'even (call-next-method)))
(define-method chosen ((a (memv '(1 2)))) (list 'member (call-next-method)))
(define-method key ((a <symbol>) :key (b 2) (c 3)) (list a b c))
(define-class <old> () ((a :init-value 1) (b :init-value 2)))
(define-class <older> (<old>) ((d :init-value 4)))
(define o (make <old>))
(define oo (make <older>))
(define first-old <old>)
(slot-set! o 'a 10)
(define-class <old> () ((a :init-value 5) (c :init-value 3)))
(define-class <tagged> (<generic>) ())
(define-generic tagged :class <tagged>)
(define-method tagged ((a <integer>)) (* 2 a))
(define-method compute-apply-generic ((g <tagged>) args) (list 'tagged (call-next-method)))
(define-class <virtual-meta> (<class>) ())
(define-method compute-getter-and-setter ((c <virtual-meta>) slot)
  (if (slot-definition-option slot :constant #f)
      (list (lambda (o) (slot-definition-option slot :constant)) #f (lambda (o) #t))
      (call-next-method)))
(define-class <constant> () ((c :constant 42) (d :init-value 1)) :metaclass <virtual-meta>)
"""

CASES = r"""
(list (x-of p) (slot-ref p 'x) (slot-bound? s 'x)) => (1 1 #f)
(begin (set! (x-of p) 2) (x-of p 3) (slot-ref p 'x)) => 3
(begin (set! (slot-ref p 'x) 1) (x-of p)) => 1
(name-of (make <colour>)) => (red)
(let ((c (make <colour>))) (set-name! c 'green) (name-of c)) => green
(slot-ref s 'size) => 3
(x-of (make <spot>)) => error
(slot-ref p 'y) => error
(slot-ref p 'z) => error
(slot-set! p 'z 1) => error
(list (slot-bound? p 'x) (slot-bound? p 'y) (slot-exists? p 'y) (slot-exists? p 'z))
  => (#t #f #t #f)
(map describe (list 1.5 4 0 'b))
  => ((number 1.5) (integer number 4) (zero integer number 0) (b #t))
(describe "s" 1 2) => ("s" (1 2))
(describe 'a 1) => (two a 1)
(describe 1 2 3) => error
(begin (set! log '()) (list (steps s) log)) => ((around colour point) (after before))
(only-after p) => error
(list s) => (#<colour>)
(list (equal? p (make <point>)) (equal? (list p) (list (make <point> :x 2)))) => (#t #f)
((make <adder> :n 2) 3) => 5
(let ((a (make <adder> :n 2))) (set! (a 3) 4) (a 0)) => 7
((make <adder>) 1) => 1
(p 1) => error
(slot-ref <documented> 'doc) => "what it is"
(list (eq? (class-of <below>) <meta>) (slot-ref <below> 'doc)) => (#t #f)
(let ((p (make <point>))) (set! (area p) 6) (area p)) => 6
(list (chosen 1) (chosen 4) (chosen 5)) => ((member integer) (even integer) integer)
(list (key 'a) (key 'a :c 9)) => ((a 2 3) (a 2 9))
(list (is-a? s <point>) (is-a? p <spot>) (is-a? 1 <number>) (is-a? "a" <sequence>))
  => (#t #f #t #t)
(list (subtype? <spot> <colour>) (subtype? <colour> <spot>)) => (#t #f)
(map class-name (class-cpl <spot>)) => (<spot> <colour> <point> <object> <top>)
(map class-name (class-cpl <integer>)) => (<integer> <rational> <real> <complex> <number> <top>)
(map (lambda (v) (class-name (class-of v))) (list 1 1/2 1.5 "s" 'a :k #\a))
  => (<integer> <rational> <real> <string> <symbol> <keyword> <char>)
(map (lambda (v) (class-name (class-of v))) (list '() '(1) #(1) #vu8(1) #t car))
  => (<null> <pair> <vector> <bytevector> <boolean> <procedure>)
(map (lambda (v) (class-name (class-of v))) (list p <point> <class> describe))
  => (<point> <class> <class> <generic>)
(map slot-definition-name (class-slots <spot>)) => (x y name size x)
(map slot-definition-name (class-direct-slots <point>)) => (x y)
(map slot-definition-options (class-direct-slots <point>))
  => ((:init-keyword :x :init-value 1 :accessor x-of) ())
(slot-definition-accessor (car (class-direct-slots <point>))) => x-of
(map class-name (class-direct-subclasses <colour>)) => (<spot>)
(length (generic-methods describe)) => 7
(list (method-qualifier (car (generic-methods steps))) (method-required (car (generic-methods
  steps))))
  => (:primary 1)
(let ((g (make <generic> :definition-name 'g))) (add-method g (make <method> :specializers
  (list <symbol>) :generic g :lambda-list '(a) :procedure (lambda (call-next-method a) (list
  a)))) (g 'b))
  => (b)
(let-method ((describe ((a <char>)) (list 'char a (call-next-method)))) (describe #\a))
  => (char #\a (any #\a))
(describe #\a) => (any #\a)
(list (is-a? o <old>) (slot-ref o 'a) (slot-exists? o 'b) (slot-bound? o 'c)) => (#t 10 #f #f)
(map class-name (class-direct-subclasses <old>)) => (<older>)
(map class-name (class-direct-subclasses first-old)) => (<older>)
(list (eq? first-old <old>) (eq? (slot-ref first-old 'redefined) <old>)) => (#f #t)
(list (is-a? oo <old>) (slot-ref oo 'a) (slot-bound? oo 'c) (slot-ref oo 'd)) => (#t 1 #f 4)
(begin (slot-set! oo 'c 6) (slot-ref oo 'c)) => 6
(tagged 4) => (tagged 8)
(list (slot-ref (make <constant>) 'c) (slot-ref (make <constant>) 'd)) => (42 1)
(slot-ref-using-class <point> p 'x) => 1
(slot-ref-using-class <colour> p 'x) => error
(slot-ref-using-accessor p (car (slot-ref <point> 'getters-n-setters))) => 1
(list <point> describe) => (#<class <point>> #<generic describe (7)>)
(let ((q (make <point> :x 4))) (change-class q <spot>) (list (x-of q) (slot-bound? q 'size)))
  => (4 #f)
(let () (define-class <local> () ((v :init-value 3 :reader get-v))) (get-v (make <local>))) => 3
(let () (define-method local ((a <integer>)) (* 2 a)) (local 4)) => 8
(make <integer>) => error
(make 5) => error
(define-method bad ((a 5)) 1) => error
"""


def program() -> Program:
    made = Program(PROFILES["sagittarius"])
    made.run_text(PRELUDE, "<prelude>")
    return made


def test_ours() -> None:
    made = program()
    wrong = []
    for expression, expected in cases(CASES):
        got = outcome(expression, made)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_programs_do_not_share_methods() -> None:
    program()
    other = Program(PROFILES["sagittarius"])
    other.run_text("(import (clos user) (clos core))", "<other>")
    assert outcome("(length (generic-methods object-apply))", other) == "0"
