;;; Commands of a protocol, taken apart by patterns.
;; families: match, lists, conditions, quasiquote, strings
(use-modules (ice-9 match))

(define (words line) (string-tokenize line))

(define table '())

(define (obey line)
  (match (words line)
    (("set" key value) (set! table (acons key value table)) 'stored)
    (("get" key) (or (assoc-ref table key) 'missing))
    (("del" keys ..1)
     (set! table (filter (lambda (e) (not (member (car e) keys))) table))
     `(deleted ,(length keys)))
    (("quit") 'bye)
    ((command . arguments) (list 'unknown command arguments))
    (() 'empty)))

(for-each
 (lambda (line) (write (obey line)) (newline))
 '("set a 1" "set b 2" "get a" "get z" "del a b c" "get a" "fly away now" "" "quit"))

(define (area shape)
  (match shape
    (('circle r) (* 3 r r))
    (('box w h) (* w h))
    (('scaled (? number? k) inner) (* k k (area inner)))
    ((or ('point) ('line _ ...)) 0)
    (#(w h) (* w h))
    (_ 'unknown)))

(write (map area '((circle 2) (box 3 4) (scaled 2 (box 1 1)) (point) (line 1 2 3) #(5 6) "x")))
(newline)
(match '(1 (2 3) . 4)
  ((a (b c) . d) (write (list a b c d)) (newline)))
(match-let (((x y) '(10 20)) (#(z) #(30))) (write (+ x y z)) (newline))
(write (map (match-lambda ((k . v) (+ k v))) '((1 . 2) (3 . 4)))) (newline)
