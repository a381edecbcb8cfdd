;;; Hash tables, in the order of sorted keys.
;; families: hash-tables, lists, symbols, apply
(define table (make-hash-table))
(for-each (lambda (pair) (hash-set! table (car pair) (cdr pair)))
  '(("one" . 1) ("two" . 2) ("three" . 3)))

(define (sorted-entries table)
  (sort (hash-map->list cons table) (lambda (a b) (string<? (car a) (car b)))))

(write (sorted-entries table)) (newline)
(write (hash-ref table "two")) (write (hash-ref table "ten" 'none)) (write (hash-ref table "x")) (newline)
(hash-remove! table "one")
(hash-set! table "two" 22)
(write (sorted-entries table)) (newline)
(write (hash-fold (lambda (key value sum) (+ value sum)) 0 table)) (newline)
(write (hash-count (const #t) table)) (newline)
(write (hash-get-handle table "two")) (newline)

(define symbols (make-hash-table))
(hashq-set! symbols 'a 1)
(hashq-set! symbols 'b (list 1 2))
(write (map (lambda (k) (hashq-ref symbols k)) '(a b c))) (newline)
(define count 0)
(hash-for-each (lambda (k v) (set! count (+ count 1))) symbols)
(write count) (newline)
(hash-clear! symbols)
(write (hash-map->list list symbols)) (newline)

(define (tally words)
  (let ((counts (make-hash-table)))
    (for-each (lambda (w) (hash-set! counts w (+ 1 (hash-ref counts w 0)))) words)
    (sorted-entries counts)))
(write (tally (string-split "a b a c b a" #\space))) (newline)
