;;; Optional, keyword and rest arguments; several arities.
;; families: optional, keywords, case-lambda, apply
(define* (greet name #:optional (greeting "hello") (mark (if (string=? greeting "hello") "!" "?")))
  (string-append greeting " " name mark))
(write (list (greet "a") (greet "b" "bye") (greet "c" "bye" "."))) (newline)

(define* (connect-to host #:key (port 80) (tls? #f) #:allow-other-keys #:rest all)
  (list host port tls? (length all)))
(write (connect-to "h")) (newline)
(write (connect-to "h" #:tls? #t #:port 443)) (newline)
(write (connect-to "h" #:other 1)) (newline)

(define size (case-lambda ((w) (list w w)) ((w h) (list w h)) ((w h . more) (cons 'many more))))
(write (list (size 1) (size 1 2) (size 1 2 3))) (newline)
(define sum (lambda numbers (apply + numbers)))
(write (list (sum) (sum 1 2) (apply sum 1 2 '(3 4)))) (newline)
(define (first-rest first . rest) (cons first (reverse rest)))
(write (apply first-rest '(1 2 3))) (newline)
(define f (lambda* (a #:optional b #:key (c (list a b))) (list a b c)))
(write (list (f 1) (f 1 2) (f 1 2 #:c 3))) (newline)
(write (catch 'wrong-number-of-args (lambda () (size)) (lambda (key . rest) key))) (newline)
