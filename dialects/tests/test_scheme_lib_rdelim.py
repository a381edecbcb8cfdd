"""(ice-9 rdelim) as our table has it, and as the real Guile has it."""

from __future__ import annotations

from scheme_cases import check, check_guile, untried

CASES = r"""
(let* ((p (open-input-string "ab\n\nc")) (a (read-line p)) (b (read-line p)) (c (read-line p))
  (d (read-line p))) (list a b c (eof-object? d))) => ("ab" "" "c" #t)
(let* ((p (open-input-string "ab\r\nc")) (a (read-line p 'concat)) (b (read-line p 'concat)))
  (list a b (eof-object? (read-line p 'concat)))) => ("ab\r\n" "c" #t)
(let* ((p (open-input-string "ab\nc")) (a (read-line p 'peek)) (b (read-char p))) (list a b))
  => ("ab" #\newline)
(let* ((p (open-input-string "ab\nc")) (a (read-line p 'split)) (b (read-line p 'split))
  (c (read-line p 'split))) (list a (car b) (eof-object? (cdr b)) (eof-object? (car c))))
  => (("ab" . #\newline) "c" #t #t)
(read-line (open-input-string "a") 'other) => error
(let* ((s (make-string 4 #\-)) (p (open-input-string "ab\ncdefgh")) (n (read-line! s p)))
  (list n s (read-line! s p) s)) => (2 "cdef" #f "cdef")
(eof-object? (read-line! (make-string 4) (open-input-string ""))) => #t
(let* ((p (open-input-string "a,b;c")) (a (read-delimited ",;" p)) (b (read-delimited ",;" p))
  (c (read-delimited ",;" p))) (list a b c (eof-object? (read-delimited "," p))))
  => ("a" "b" "c" #t)
(let* ((p (open-input-string "a1b")) (a (read-delimited "1" p 'peek))) (list a (read-char p)))
  => ("a" #\1)
(read-delimited "1" (open-input-string "a1b") 'split) => ("a" . #\1)
(read-delimited 'a (open-input-string "a1b")) => error
(let* ((s (make-string 5 #\-)) (p (open-input-string "ab,cdefghi"))
  (a (read-delimited! "," s p)) (b (read-delimited! "," s p 'trim 1 4))) (list a s b))
  => (2 "acde-" 3)
(let* ((s (make-string 5 #\-)) (p (open-input-string "b,cd"))
  (a (read-delimited! "," s p 'concat)))
  (list a s)) => (2 "b,---")
(read-delimited! "," (make-string 5) (open-input-string "b,c") 'split) => (1 . #\,)
(read-delimited! "," (make-string 5) (open-input-string "b,c") 'peek) => 1
(eof-object? (read-delimited! "," (make-string 5) (open-input-string ""))) => #t
(read-delimited! "," (make-string 2) (open-input-string "abc") 'split) => (2 . #f)
(let ((p (open-input-string "abc\nd"))) (list (read-string p) (read-string p))) => ("abc\nd" "")
(let* ((s (make-string 5 #\-)) (p (open-input-string "abcd")) (n (read-string! s p 1 4)))
  (list n s (read-string! s p) (read-string! s p))) => (3 "dabc-" 1 0)
(let* ((p (open-input-string "ab\n")) (a (%read-line p))) a) => ("ab" . #\newline)
(let* ((s (make-string 5 #\-)) (p (open-input-string "ab,c")) (a (%read-delimited! "," s #f p)))
  (list a s (read-char p))) => ((#\, . 2) "ab---" #\,)
(call-with-output-string (lambda (p) (write-line "a" p) (write-line '(1 "b") p))) => "a\n(1 b)\n"
"""

# Guile takes a character more from the port than it returns.
NOT_GUILES = r"""
(let* ((p (open-input-string "abc\nd")) (a (read-string p 2))) (list a (read-string p 9)
  (read-string p 9))) => ("ab" "c\nd" "")
"""


def test_ours() -> None:
    check(CASES + NOT_GUILES, "io", "ice9_rdelim")


def test_guile_agrees() -> None:
    check_guile(CASES, "(ice-9 rdelim)")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "ice9_rdelim") == set()
