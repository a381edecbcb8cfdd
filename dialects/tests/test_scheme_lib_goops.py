"""GOOPS as our tables have it, and as the real Guile has it."""

from __future__ import annotations

from real_guile import ask
from scheme_cases import cases, outcome

from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

PRELUDE = r"""
(define-class <point> () (x #:init-value 1 #:init-keyword #:x #:accessor x #:getter point-x) (y))
(define-class <colour> () (name #:init-form (list 'red) #:init-keyword #:name #:getter name-of))
(define-class <spot> (<colour> <point>)
  (count #:allocation #:class #:init-value 0 #:accessor spots)
  (each #:allocation #:each-subclass #:init-value 2 #:accessor each-of)
  (sum #:allocation #:virtual #:slot-ref (lambda (o) (+ 1 (slot-ref o 'x)))
       #:slot-set! (lambda (o v) (slot-set! o 'x v)) #:accessor sum)
  (thunk #:init-thunk (lambda () (list 9)) #:setter set-thunk!))
(define p (make <point>))
(define s (make <spot> #:name 'blue))
(define-generic describe)
(define-method (describe (a <number>)) (list 'number a))
(define-method (describe (a <integer>)) (cons 'integer (next-method)))
(define-method (describe (a <integer>) . more) (list 'rest a more))
(define-method (describe (a <integer>) b) (list 'two a b (next-method)))
(define-method (describe (a <string>)) (next-method))
(define-method (describe (a <point>) (b <integer>)) (list 'point-integer b))
(define-method (describe (a <colour>) (b <top>)) (list 'colour (next-method a 5)))
(define-class <counted> () (log #:init-value '() #:accessor log-of))
(define-method (initialize (o <counted>) initargs)
  (next-method)
  (set! (log-of o) (list 'made initargs)))
(define-class <shy> () (secret #:accessor secret))
(define-method (slot-missing (c <class>) (o <shy>) name) (list 'missing name))
(define-method (slot-unbound (o <shy>)) 'nothing-yet)
(define-method (write (o <counted>) port)
  (display "<counted " port) (write (log-of o) port) (display ">" port))
(define-method (+ (a <point>) (b <point>)) (make <point> #:x (+ (x a) (x b))))
(define-method (equal? (a <point>) (b <point>)) (= (x a) (x b)))
(define-accessor size)
(define-method (size (o <point>)) (x o))
(define-method ((setter size) (o <point>) v) (set! (x o) (* 2 v)))
(define (name-of-class c) (class-name c))
(define-class <meta> (<class>) (made #:init-value 0 #:accessor made))
(define-method (make-instance (c <meta>) . initargs)
  (set! (made c) (+ 1 (made c)))
  (next-method))
(define-class <counting> () #:metaclass <meta>)
(define-class <sub> (<counting>))
(define-extended-generic both (list describe name-of))
(define-class <shape> () (w #:init-value 1 #:init-keyword #:w) #:metaclass <redefinable-class>)
(define old (make <shape> #:w 5))
(define first-shape <shape>)
(define-class <shape> () (w #:init-value 2) (h #:init-value 3) #:metaclass <redefinable-class>)
(define-class <tagged> (<generic>))
(define tagged (make <tagged> #:name 'tagged))
(add-method! tagged (method ((a <integer>)) (* 2 a)))
(define-method (apply-generic (g <tagged>) args) (list 'tagged (next-method)))
"""

CASES = r"""
(list (x p) (point-x p) (slot-ref p 'x)) => (1 1 1)
(let ((p (make <point> #:x 3 #:x 4))) (set! (x p) (+ 1 (x p))) (x p)) => 4
(let ((p (make <point>))) (slot-set! p 'y 3) (slot-ref p 'y)) => 3
(slot-ref p 'y) => error
(slot-ref p 'z) => error
(slot-ref 5 'z) => error
(slot-set! p 'z 1) => error
(list (slot-bound? p 'x) (slot-bound? p 'y) (slot-exists? p 'y) (slot-exists? p 'z))
  => (#t #f #t #f)
(point-x 1) => error
(set! (point-x p) 2) => error
(make <point> #:x) => error
(make <point> 1 2) => error
(make 5) => error
(x (make <point> #:unknown 1)) => 1
(list (name-of s) (name-of (make <colour>)) (x s)) => (blue (red) 1)
(list (spots s) (each-of s) (sum s)) => (0 2 2)
(begin (set! (spots s) 3) (let ((v (spots (make <spot>)))) (set! (spots s) 0) v)) => 3
(begin (set! (sum s) 7) (let ((v (x s))) (set! (x s) 1) v)) => 7
(class-slot-ref <spot> 'count) => 0
(class-slot-ref <spot> 'x) => error
(begin (set-thunk! s 4) (slot-ref s 'thunk)) => 4
(describe 1.5) => (number 1.5)
(describe 2) => (integer rest 2 ())
(describe 2 3) => (two 2 3 (rest 2 (3)))
(describe 2 3 4) => (rest 2 (3 4))
(describe "s") => error
(describe 'a) => error
(describe) => error
(describe s 4) => (colour (point-integer 5))
(both 1.5) => (number 1.5)
(both s) => blue
(log-of (make <counted> #:a 1)) => (made (#:a 1))
(list (make <counted>) 1) => (<counted (made ())> 1)
(list (secret (make <shy>)) (slot-ref (make <shy>) 'other)) => (nothing-yet (missing other))
(map class-name (class-precedence-list <spot>)) => (<spot> <colour> <point> <object> <top>)
(map slot-definition-name (class-slots <spot>)) => (x y name count each sum thunk)
(map slot-definition-name (class-direct-slots <point>)) => (x y)
(map class-name (class-direct-supers <spot>)) => (<colour> <point>)
(map class-name (class-direct-subclasses <colour>)) => (<spot>)
(map class-name (class-subclasses <point>)) => (<spot>)
(length (generic-function-methods describe)) => 7
(generic-function-name describe) => describe
(map (lambda (m) (length (method-formals m))) (compute-applicable-methods describe '(1.5))) => (1)
(slot-definition-allocation (class-slot-definition <spot> 'count)) => #:class
(slot-definition-allocation (class-slot-definition <spot> 'x)) => #:instance
(slot-definition-init-keyword (class-slot-definition <spot> 'x)) => #:x
(slot-definition-init-value (class-slot-definition <spot> 'x)) => 1
(slot-definition-init-form (class-slot-definition <spot> 'name)) => (list (quote red))
(slot-definition-init-thunk (class-slot-definition <point> 'y)) => #f
(class-slot-definition <point> 'q) => #f
((slot-init-function <colour> 'name)) => (red)
(x (+ p p p)) => 3
(+ p 1) => error
(list (+ 1 2) (+ 1 2 3) (apply + '(1 2))) => (3 6 3)
(list (equal? p (make <point>)) (equal? (list p) (list (make <point> #:x 2))) (eqv? p p))
  => (#t #f #t)
(and (member (make <point>) (list p)) #t) => #t
(let ((q (make <point>))) (set! (size q) 4) (list (size q) (x q))) => (8 8)
(is-a? p <point>) => #t
(list (is-a? s <point>) (is-a? p <spot>) (is-a? 1 <number>) (is-a? car <procedure>))
  => (#t #f #t #t)
(list (is-a? describe <generic>) (is-a? describe <applicable>) (is-a? size <accessor>))
  => (#t #t #t)
(list (instance? p) (instance? <point>) (instance? describe) (instance? 5)) => (#t #t #t #f)
(map (lambda (v) (class-name (class-of v))) (list 1 1/2 1.5 1+i "s" 'a #:k #\a))
  => (<integer> <fraction> <real> <complex> <string> <symbol> <keyword> <char>)
(map (lambda (v) (class-name (class-of v))) (list '() '(1) #(1) #vu8(1) #t car))
  => (<null> <pair> <vector> <bytevector> <boolean> <procedure>)
(map (lambda (v) (class-name (class-of v))) (list p <point> <class> describe size))
  => (<point> <class> <class> <generic> <accessor>)
(map class-name (class-precedence-list <integer>)) => (<integer> <real> <complex> <number> <top>)
(map class-name (class-precedence-list <accessor>))
  => (<accessor> <generic-with-setter> <generic> <applicable-struct-with-setter>
  <applicable-struct> <object> <applicable> <top>)
(begin (make <counting>) (make <sub>) (list (made <counting>) (made <sub>))) => (1 1)
(class-name (class-of <sub>)) => <meta>
(list (eq? first-shape <shape>) (is-a? old <shape>)) => (#t #t)
(list (slot-ref old 'w) (slot-ref old 'h) (slot-ref (make <shape>) 'w)) => (5 3 2)
(map slot-definition-name (filter (lambda (s) (not (eq? (slot-definition-name s)
  'indirect-slots))) (class-slots <shape>)))
  => (w h)
(begin (change-class p <spot>) 1) => error
(x (shallow-clone (make <point> #:x 8))) => 8
(let ((inner (make <point> #:x 8))) (eq? inner (x (deep-clone (make <point> #:x inner))))) => #f
(let ((inner (make <point> #:x 8))) (eq? inner (x (shallow-clone (make <point> #:x inner))))) => #t
(class-name (make-class (list <point>) '((a #:init-value 3)) #:name 'made)) => made
(slot-ref (make (make-class (list <point>) '((a #:init-value 3)))) 'a) => 3
(slot-ref (make (class (<point>) (a #:init-value 4))) 'a) => 4
(make-class (list <point> <point>) '()) => error
(make-class (list <point>) '((a) (a))) => error
(make-class (list <object> <point>) '()) => error
((make <generic> #:default (lambda (a) (list 'default a))) 3) => (default 3)
(let ((g (make-generic 'g))) (add-method! g (method ((a <symbol>)) (list a))) (g 'b)) => (b)
((method-procedure (method ((a <integer>)) (* a 2))) 4) => 8
(add-method! describe 5) => error
(add-method! (lambda (a) a) (method (a) a)) => error
(get-keyword #:b '(#:a 1 #:b 2)) => 2
(get-keyword #:c '(#:a 1 #:b 2) 5) => 5
(tagged 4) => 8
(apply-generic describe '(a)) => error
(let () (define-class <local> () (v #:accessor vvv #:init-value 3)) (vvv (make <local>))) => 3
(class-name (class-of (class-slot-definition <point> 'x))) => <slot>
(class-name 1) => error
(method-specializers 1) => error
(slot-ref <point> 'name) => <point>
(compute-get-n-set <class> 5) => error
(length (generic-function-methods (ensure-generic (lambda () #f) 'f))) => 1
(setter describe) => error
(make-class '() (list (list 'x #:init-thunk (lambda (a) a)))) => error
(make-class (list <class>) '((name))) => error
(let ((ms (generic-function-methods describe)) (types (list <integer> <integer>)))
  (method-more-specific? (car ms) (car ms) types)) => #t
(let ((ms (generic-function-methods describe))) (method-more-specific? (car ms) (cadr ms) '()))
  => error
(goops-error "no ~S" 1) => error
"""


def program() -> Program:
    made = Program(PROFILES["guile"])
    made.run_text("(use-modules (oop goops) (srfi srfi-1))" + PRELUDE, "<prelude>")
    return made


def test_ours() -> None:
    made = program()
    wrong = []
    for expression, expected in cases(CASES):
        got = outcome(expression, made)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_guile_agrees() -> None:
    pairs = cases(CASES)
    got = ask(
        *(each[0] for each in pairs),
        prelude=f"(use-modules (oop goops) (srfi srfi-1)) {PRELUDE}",
    )
    wrong = [
        f"{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, got, strict=True)
        if ("error" if result.startswith("ERR") else result) != expected
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_programs_do_not_share_methods() -> None:
    program()
    other = Program(PROFILES["guile"])
    other.run_text("(use-modules (oop goops))", "<other>")
    assert outcome("(length (generic-function-methods class-redefinition))", other) == "2"
    assert outcome("(map class-name (class-direct-subclasses <procedure-class>))", other) == (
        "(<applicable-struct-class>)"
    )
    assert outcome("(class-direct-subclasses <redefinable-class>)", other) == "()"
    assert outcome("(slot-set! <integer> 'name 'changed)", other).startswith("error")
    assert outcome("(length (generic-function-methods make-instance))", other) == "1"
