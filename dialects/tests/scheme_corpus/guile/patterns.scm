;;; Regular expressions.
;; families: regex, strings, lists, small
(use-modules (ice-9 regex))

(define m (string-match "([a-z]+)=([0-9]+)" "; size=42 ;"))
(write (list (match:substring m) (match:substring m 1) (match:substring m 2))) (newline)
(write (list (match:start m) (match:end m 2) (match:prefix m) (match:suffix m))) (newline)
(write (string-match "x+" "abc")) (newline)
(define word (make-regexp "\\<[a-z]+\\>" regexp/icase))
(write (map match:substring (list-matches word "One two, THREE"))) (newline)
(write (regexp-substitute/global #f "[0-9]+" "a1b22c" 'pre "<" 0 ">" 'post)) (newline)
(write (regexp-substitute #f m 'pre 2 "=" 1 'post)) (newline)
(write (fold-matches "[a-c]" "abcd" '() (lambda (m all) (cons (match:start m) all)))) (newline)
(write (and=> (string-match "b(.)" "abc") (lambda (m) (match:substring m 1)))) (newline)
(write (regexp-quote "a.b*c")) (newline)
(write (regexp? word)) (newline)
(write (match:count m)) (newline)
