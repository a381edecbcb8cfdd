;;; What the Schemes have beside R7RS: forms, and behind => how the value of the last one is written.

(receive (a . r) (values 1 2 3) (list a r))
=> (1 (2 3))

(define x 1) (fluid-let ((x 2)) (set! x (+ x 1))) x
=> 1

(list (/ 6 4) (/ 6 3) (exact->inexact 1/3) (exact 2.5) (sqrt 16) (sqrt -4) (expt 2 100))
=> (3/2 2 0.3333333333333333 5/2 4 +2i 1267650600228229401496703205376)

(define-syntax-rule (twice e) (begin e e)) (define n 0) (twice (set! n (+ n 1))) n
=> 2

(define-syntax neg (er-macro-transformer (lambda (f r c) (list (r '-) (cadr f))))) (let
  ((- +)) (neg 5))
=> -5

(define-syntax aif (ir-macro-transformer (lambda (f inject c) `(let ((,(inject 'it)
  ,(cadr f))) (if ,(inject 'it) ,(caddr f) #f))))) (let ((if list)) (aif 5 (+ it 1)))
=> 6

(define-syntax swap! (lambda (stx) (syntax-case stx ()
  ((_ a b) #'(let ((tmp a)) (set! a b) (set! b tmp))))))
  (define tmp 1) (define y 2) (swap! tmp y) (list tmp y)
=> (2 1)

(define-syntax def-getter (lambda (x) (syntax-case x ()
  ((k name v) (with-syntax ((getter (datum->syntax #'name
    (string->symbol (string-append "get-" (symbol->string (syntax->datum #'name)))))))
    #'(define (getter) v))))))
  (def-getter foo 42) (get-foo)
=> 42

(define-syntax aif (lambda (x) (syntax-case x ()
  ((k t a b) (with-syntax ((it (datum->syntax #'k 'it))) #'(let ((it t)) (if it a b)))))))
  (aif 5 (* it 2) #f)
=> 10

(define-syntax six (lambda (x) #`(+ #,1 #,@(list 2 3)))) (six)
=> 6

(define-syntax kind (lambda (x) (syntax-case x (else)
  ((_ else) #''else) ((_ n) (identifier? #'n) #''name) ((_ n) #''other))))
  (list (kind else) (kind foo) (kind 5))
=> (else name other)
