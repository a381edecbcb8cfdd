;;; Regular expressions, and cut.
;; families: regex, cut, reader, small
(import (rnrs) (sagittarius regex) (srfi :26))
(define m (looking-at #/([a-z]+)=([0-9]+)/ "; size=42 ;"))
(write (map (cut m <>) '(0 1 2))) (newline)
(write (regex-replace-all #/[0-9]+/ "a1b22" "#")) (newline)
(write (regex-replace-first (regex "b") "abcb" "-")) (newline)
(write (regex-pattern? #/x/)) (newline)
(write (if (matches #/[0-9]+/ "123") 'whole 'part)) (newline)
(write (map (cut * 2 <>) '(1 2))) (newline)
(write #*"bytes") (newline)
(write (bytevector-length #*"\x0;\xff;")) (newline)
