;;; Times that do not depend on the clock; the jiffies of R7RS.
;; families: time, numbers, match
(import (scheme base) (scheme time) (scheme write) (srfi 19))
(define moment (make-time time-utc 0 1000000000))
(define date (time-utc->date moment 0))
(write (list (date-year date) (date-month date) (date-day date) (date-hour date) (date-minute date))) (newline)
(write (date->string date "~Y-~m-~d ~H:~M:~S")) (newline)
(define later (add-duration moment (make-time time-duration 0 86400)))
(write (time-second (time-difference later moment))) (newline)
(write (time<? moment later)) (newline)
(write (exact? (jiffies-per-second))) (newline)
(write (<= (current-jiffy) (current-jiffy))) (newline)
