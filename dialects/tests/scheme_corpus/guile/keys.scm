;;; Errors by key: catch, throw, handlers that see the throw's place.
;; families: conditions, middle, small, strings
(define (attempt thunk)
  (catch #t thunk (lambda (key . rest) (list 'caught key (length rest)))))

(define-syntax-rule (try body ...) (begin (write (attempt (lambda () body ...))) (newline)))

(try (throw 'odd 1 2 3))
(try (error "plain" 'x))
(try (car 'x))
(try (vector-ref (vector 1) 9))
(try (+ 1 'a))
(try (eval (quote this-is-unbound) (current-module)))
(try (/ 1 0))
(try 'fine)

(write (catch 'mine
  (lambda () (+ 1 (throw 'mine "why" 42)))
  (lambda (key reason number) (list key reason number))))
(newline)

(define log '())
(define (note x) (set! log (cons x log)))
(catch 'deep
  (lambda ()
    (with-throw-handler 'deep
      (lambda () (dynamic-wind
                  (lambda () (note 'in))
                  (lambda () (throw 'deep))
                  (lambda () (note 'out))))
      (lambda (key) (note 'handler))))
  (lambda (key) (note 'caught)))
(write (reverse log)) (newline)

(write (false-if-exception (string->number 'no))) (newline)
(write (false-if-exception (string->number "12"))) (newline)
(write (catch 'misc-error
  (lambda () (scm-error 'misc-error "where" "~a and ~s" '(1 "two") #f))
  (lambda (key who message arguments rest) (list who message arguments rest))))
(newline)
