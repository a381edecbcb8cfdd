;;; Exceptions as R7RS and Guile 3 have them.
;; families: conditions, dynamic-wind, records
(use-modules (ice-9 exceptions) (srfi srfi-34))
(define (try thunk)
  (with-exception-handler
    (lambda (e) (if (exception? e) (list 'exception (and (exception-with-message? e) (exception-message e)) (and (exception-with-irritants? e) (exception-irritants e))) (list 'object e)))
    thunk
    #:unwind? #t))
(write (try (lambda () (raise-exception 'plain)))) (newline)
(write (try (lambda () (scm-error 'misc-error #f "message ~S" '(1 "two") #f)))) (newline)
(write (try (lambda () 'fine))) (newline)
(write (with-exception-handler (lambda (e) 10) (lambda () (+ 1 (raise-exception 'ask #:continuable? #t)))))
(newline)
(write (guard (e ((symbol? e) (list 'symbol e)) ((string? e) (list 'string e))) (raise 'oops))) (newline)
(write (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42))))) (newline)
(write (guard (e (#t (list 'outer e))) (guard (e ((number? e) 'number)) (raise 'not-a-number)))) (newline)
(define log '())
(define (note x) (set! log (cons x log)))
(guard (e (#t (note 'handled)))
  (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out))))
(write (reverse log)) (newline)
(define-exception-type &refused &error make-refused refused? (port refused-port))
(write (guard (e ((refused? e) (refused-port e))) (raise-exception (make-refused 8080)))) (newline)
(write (with-exception-handler (lambda (e) 'unwound) (lambda () (car 5)) #:unwind? #t #:unwind-for-type 'wrong-type-arg)) (newline)
