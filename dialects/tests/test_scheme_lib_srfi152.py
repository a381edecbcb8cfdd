"""SRFI 130 and 152: cases of our own, for no system that is installed has them."""

from __future__ import annotations

from scheme_cases import check_program, untried

CASES = r"""
(string-any char-upcase "") => #f
(string-any (lambda (a b) (and (char=? a b) a)) "abc" "xbcd") => #\b
(string-any char=? "ab" 5) => error
(string-every (lambda (a b) (and (char<? a b) b)) "ab" "bcd") => #\c
(string-every char=? "ab" "ac") => #f
(string-every char-upcase "") => #t
(string-contains-right "abcabc" "bc") => 4
(string-contains-right "abcabc" "bc" 0 5) => 1
(string-contains-right "abc" "xbc" 0 3 1) => 1
(string-contains-right "abc" "x") => #f
(string-take-while "  ab " char-whitespace?) => "  "
(string-drop-while "  ab " char-whitespace?) => "ab "
(string-take-while-right "ab  " char-whitespace?) => "  "
(string-drop-while-right "ab  " char-whitespace?) => "ab"
(string-take-while "abc" char-whitespace?) => ""
(string-drop-while "xx ab" char-whitespace? 2 4) => "a"
(string-take-while "abc" 5) => error
(call-with-values (lambda () (string-span "  ab" char-whitespace?)) list) => ("  " "ab")
(call-with-values (lambda () (string-break "ab cd" char-whitespace?)) list) => ("ab" " cd")
(call-with-values (lambda () (string-span-right "ab  " char-whitespace?)) list) => ("ab" "  ")
(call-with-values (lambda () (string-break-right "a b c" char-whitespace?)) list) => ("a b " "c")
(string-segment "abcde" 2) => ("ab" "cd" "e")
(string-segment "" 2) => ()
(string-segment "abc" 0) => error
(string-split "a b  c" " ") => ("a" "b" "" "c")
(string-split "a, b, c" ", ") => ("a" "b" "c")
(string-split " a b" " ") => ("" "a" "b")
(string-split " a b" " " 'prefix) => ("a" "b")
(string-split "a b" " " 'prefix) => ("a" "b")
(string-split "a b " " " 'suffix) => ("a" "b")
(string-split "a b " " ") => ("a" "b" "")
(string-split "a b c" " " 'infix 1) => ("a" "b c")
(string-split "a b c" " " 'infix #f 2) => ("b" "c")
(string-split "-a-b-c" "-" 'prefix 2) => ("a" "b-c")
(string-split "a-b-c-" "-" 'suffix 1) => ("a" "b-c-")
(string-split "-" "-" 'suffix) => ("")
(string-split "abc" "") => ("a" "b" "c")
(string-split "abc" "" 'infix 1) => ("a" "bc")
(string-split "" " ") => ()
(string-split "" " " 'strict-infix) => error
(string-split "a" " " 'both) => error
(string-split "a" " " 'infix -1) => error
(string-remove char-whitespace? "a b c") => "abc"
(string-replicate "abc" 1 6) => "bcabc"
(string-filter char-whitespace? "a b c") => "  "
(string-index "a b" char-whitespace?) => 1
(string-join '("a" "b") "-") => "a-b"
(string-map (lambda (a b) (if (char<? a b) a b)) "adc" "bbb") => "abb"
"""


CURSORS = r"""
(list (string-cursor-start "abc") (string-cursor-end "abc")) => (0 3)
(map string-cursor? (list (string-cursor-start "a") 'a)) => (#t #f)
(list (string-cursor-next "abc" 0) (string-cursor-prev "abc" 3)) => (1 2)
(string-cursor-next "abc" 3) => error
(string-cursor-prev "abc" 0) => error
(list (string-cursor-forward "abc" 0 3) (string-cursor-back "abc" 3 2)) => (3 1)
(string-cursor-forward "abc" 1 3) => error
(string-cursor-back "abc" 1 2) => error
(list (string-cursor=? 1 1) (string-cursor<? 1 2) (string-cursor>? 1 2) (string-cursor<=? 1 1)
  (string-cursor>=? 1 2)) => (#t #t #f #t #f)
(string-cursor-diff "abc" 1 3) => 2
(list (string-cursor->index "abc" 2) (string-index->cursor "abc" 3)) => (2 3)
(string-index->cursor "abc" 4) => error
(string-ref/cursor "abc" 1) => #\b
(string-ref/cursor "abc" 3) => error
(substring/cursors "abc" 1 3) => "bc"
(string-copy/cursors "abc" 1) => "bc"
(string->list/cursors "abc" 1 2) => (#\b)
(string->vector/cursors "abc" 1) => #(#\b #\c)
(list (string-index "a b c" char-whitespace?) (string-index "abc" char-whitespace?)) => (1 3)
(list (string-index-right "a b c" char-whitespace?) (string-index-right "abc" char-whitespace? 1))
  => (4 1)
(list (string-skip "  a" char-whitespace?) (string-skip-right "a  " char-whitespace?)) => (2 1)
(let ((l '())) (string-for-each-cursor (lambda (i) (set! l (cons i l))) "abc" 1) l) => (2 1)
(string-split "a b" " ") => ("a" "b")
(string-replicate "abc" -1 2) => "cab"
(string-remove char-whitespace? "a b") => "ab"
"""


def test_cursors() -> None:
    imports = "(import (scheme base) (scheme char) (srfi 130))"
    check_program(CURSORS, imports, "srfi-106")
    assert untried(CURSORS, "srfi130") == set()


def test_cases() -> None:
    imports = """(import (except (scheme base) string-map string-for-each) (scheme char)
      (srfi 152))"""
    check_program(CASES, imports, "srfi-106")
    assert untried(CASES, "srfi152") == set()
