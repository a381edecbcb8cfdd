;;; Patterns over messages.
;; families: match, booleans, conditions
(import (rnrs) (match))
(define (run message)
  (match message
    (('add a b) (+ a b))
    (('all . numbers) (apply + numbers))
    (((? symbol? name) (? number? n)) (list name n))
    (#(x y) (list 'vector x y))
    ((or 'ping 'pong) 'ball)
    ((first rest ...) (list 'list first (length rest)))
    ("text" 'string)
    (_ #f)))
(for-each (lambda (m) (write (run m)) (newline))
  '((add 1 2) (all 1 2 3) (size 4) #(1 2) ping (1 2 3) "text" 99))
(write (match '(1 2 3 4) ((a b ... z) (list a b z)))) (newline)
(write (match 5 ((and n (? odd?)) (list 'odd n)) (n 'even))) (newline)
