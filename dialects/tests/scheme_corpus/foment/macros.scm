;;; Macros, parameters, delayed values, case-lambda.
;; families: macros, parameters, case-lambda, loops, continuations
(import (scheme base) (scheme case-lambda) (scheme lazy) (scheme write) (foment base))
(define-syntax while
  (syntax-rules () ((_ test body ...) (let loop () (when test body ... (loop))))))
(define-syntax for
  (syntax-rules (in from to)
    ((_ x in list body ...) (for-each (lambda (x) body ...) list))
    ((_ x from a to b body ...) (do ((x a (+ x 1))) ((> x b)) body ...))))
(define i 0)
(while (< i 3) (write i) (set! i (+ i 1)))
(newline)
(for x in '(a b) (write x))
(for x from 1 to 3 (write (* x x)))
(newline)
(define depth (make-parameter 0))
(define (show) (write (depth)) (newline))
(parameterize ((depth 1)) (show) (parameterize ((depth (+ 1 (depth)))) (show)))
(show)
(define size (case-lambda ((w) (list w w)) ((w h) (list w h)) ((w . m) (cons 'many m))))
(write (list (size 1) (size 1 2) (size 1 2 3))) (newline)
(define p (delay (begin (display "once ") 5)))
(write (+ (force p) (force p))) (newline)
(write (call/cc (lambda (k) (+ 1 (k 10))))) (newline)
