;;; What CHICKEN's reader takes: here strings, comments, keywords, brackets.
;; families: reader, strings, symbols
(import (chicken base) (chicken keyword))
(display #<<END
a here string
  with "quotes" and \backslashes
END
)
(newline)
(write (list 1 #;(hidden form) 2 #| a #| nested |# comment |# 3)) (newline)
(write [list 'a "b"]) (newline)
(write (list #xff #b101 #o17 1e3 .5 -1/2)) (newline)
(write (list #\space #\newline #\x41 #\tab #\nul #\delete)) (newline)
(write (list "tab\there" "\x41;b" "line
end")) (newline)
(write (list '|two words| 'CamelCase (string->symbol "x|y"))) (newline)
(write (list (keyword? key:) (keyword? #:key) (keyword->string key:))) (newline)
(write '(quote x)) (write '#(1 #(2))) (write '(a . (b . (c)))) (newline)
(write (list #t #f #!eof)) (newline)
