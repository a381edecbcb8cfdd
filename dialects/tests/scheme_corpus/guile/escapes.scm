;;; Continuations: leaving loops, prompts, dynamic-wind.
;; families: continuations, dynamic-wind, loops, booleans
(use-modules (ice-9 control))

(define (find-first test list)
  (call/cc (lambda (return)
    (for-each (lambda (x) (if (test x) (return x))) list)
    #f)))
(write (list (find-first even? '(1 3 4 5)) (find-first even? '(1 3)))) (newline)

(write (let/ec leave (+ 1 (leave 10)))) (newline)
(write (call/ec (lambda (k) (* 2 (k 5))))) (newline)

(define trail '())
(define (mark x) (set! trail (cons x trail)))
(call/cc (lambda (out)
  (dynamic-wind (lambda () (mark 'enter)) (lambda () (mark 'body) (out #f) (mark 'never)) (lambda () (mark 'leave)))))
(write (reverse trail)) (newline)

(define tag (make-prompt-tag "search"))
(define (walk tree)
  (cond ((pair? tree) (walk (car tree)) (walk (cdr tree)))
        ((and (number? tree) (negative? tree)) (abort-to-prompt tag tree 'found))))
(write (call-with-prompt tag
  (lambda () (walk '(1 (2 (3 -4)) -5)) 'none)
  (lambda (k number why) (list number why)))) (newline)
(write (% (+ 1 (abort 5)) (lambda (k x) (* x 100)))) (newline)
(write (call-with-values (lambda () (values 1 2 3)) list)) (newline)
(write (or (and #f 1) (and 1 2) 3)) (newline)
