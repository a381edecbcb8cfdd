;;; A stock list: association lists, sorting, a table of numbers.
;; families: alists, pairs, format, strings, loops, numbers
(use-modules (ice-9 format))

(define stock '((bolt . 120) (nut . 80) (washer . 300) (gear . 4)))

(define (add item count stock)
  (let ((entry (assq item stock)))
    (if entry
        (map (lambda (each) (if (eq? each entry) (cons item (+ count (cdr each))) each)) stock)
        (acons item count stock))))

(define (total stock) (apply + (map cdr stock)))

(define (show stock)
  (for-each
   (lambda (entry) (format #t "~10a~5d~%" (car entry) (cdr entry)))
   (sort stock (lambda (a b) (string<? (symbol->string (car a)) (symbol->string (cdr (cons a (car b)))))))))

(define later (add 'screw 12 (add 'gear 3 stock)))
(show later)
(format #t "total: ~a, mean: ~a~%" (total later) (/ (total later) (length later)))
(format #t "scarce: ~s~%" (map car (filter (lambda (e) (< (cdr e) 50)) later)))
(write (assq-ref later 'nut)) (newline)
(write (assoc "x" '(("y" . 1)))) (newline)
