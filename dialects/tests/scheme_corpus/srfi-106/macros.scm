;;; Macros that a program defines.
;; families: macros, loops, define-forms
(import (scheme base) (scheme write))
(define-syntax while
  (syntax-rules () ((_ test body ...) (let loop () (when test body ... (loop))))))
(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define-syntax for
  (syntax-rules (in from to)
    ((_ x in list body ...) (for-each (lambda (x) body ...) list))
    ((_ x from a to b body ...) (do ((x a (+ x 1))) ((> x b)) body ...))))
(define-syntax my-let*
  (syntax-rules ()
    ((_ () body ...) (let () body ...))
    ((_ ((n v) rest ...) body ...) (let ((n v)) (my-let* (rest ...) body ...)))))
(define-syntax sums (syntax-rules ::: () ((_ (a b :::) :::) (list (+ a b :::) :::))))
(define-syntax last-first (syntax-rules () ((_ a ... z) (list z a ...))))
(define-syntax literal-dots (syntax-rules () ((_ a) '(a (... ...)))))
(define i 0)
(while (< i 3) (write i) (set! i (+ i 1)))
(newline)
(let ((tmp 1) (other 2)) (swap! tmp other) (write (list tmp other)) (newline))
(for x in '(a b c) (write x) (display " "))
(for x from 1 to 4 (write (* x x)) (display " "))
(newline)
(write (my-let* ((a 1) (b (+ a 1)) (c (* b 2))) (list a b c))) (newline)
(write (sums (1 2 3) (4) (5 6))) (newline)
(write (last-first 1 2 3)) (write (literal-dots x)) (newline)
(write (let ((if list)) (if 1 2 3))) (newline)
(write (let-syntax ((ten (syntax-rules () ((_) 10)))) (letrec-syntax ((more (syntax-rules () ((_ x) (+ x (ten)))))) (more 1)))) (newline)
