"""(ice-9 regex) as our table has it, and as the real Guile has it."""

from __future__ import annotations

import random

from scheme_cases import check, check_guile, outcome, program_of, untried

CASES = r"""
(let ((m (string-match "b(.)d" "abcde"))) (list (regexp-match? m) (regexp-match? 1)
  (match:substring m) (match:substring m 1) (match:start m) (match:end m 1) (match:prefix m)
  (match:suffix m) (match:count m) (match:string m)))
  => (#t #f "bcd" "c" 1 3 "a" "e" 2 "abcde")
(string-match "x" "abc") => #f
(string-match "b(c)?(d)" "abd") => #("abd" (1 . 3) (-1 . -1) (2 . 3))
(list-matches "a" "aba") => (#("aba" (0 . 1)) #("aba" (2 . 3)))
(map regexp-match? '(#("abc" (0 . 1)) #("abc") #(1) "a")) => (#t #t #f #f)
(match:substring '#("abc" (0 . 2))) => "ab"
(match:start (string-match "^b" "ab" 1)) => 1
(string-match "a" "abc" 4) => error
(let ((m (string-match "(a)|(b)" "b"))) (list (match:start m 1) (match:end m 1)
  (match:substring m 1) (match:substring m 2))) => (#f #f #f "b")
(match:substring (string-match "a" "a") 1) => error
(let ((r (make-regexp "ab*"))) (list (regexp? r) (regexp? 1)
  (match:substring (regexp-exec r "xabbb")) (regexp-exec r "x"))) => (#t #f "abbb" #f)
(match:substring (regexp-exec (make-regexp "AB" regexp/icase) "xab")) => "ab"
(match:substring (regexp-exec (make-regexp "a\\(b\\)+" regexp/basic) "ab+ab")) => "ab+"
(match:substring (regexp-exec (make-regexp "*a\\{2\\}" regexp/basic) "*aaa")) => "*aa"
(match:substring (regexp-exec (make-regexp "^b.$" regexp/newline) "a\nbc\nd")) => "bc"
(regexp-exec (make-regexp "b.c" regexp/newline) "b\nc") => #f
(match:substring (regexp-exec (make-regexp "b.c" regexp/extended) "b\nc")) => "b\nc"
(regexp-exec (make-regexp "^b$") "a\nb") => #f
(map (lambda (f) (if (regexp-exec (make-regexp "^a|b$") "a b" 0 f) #t #f))
  (list 0 regexp/notbol regexp/noteol (logior regexp/notbol regexp/noteol))) => (#t #t #t #f)
(match:start (regexp-exec (make-regexp "a") "aba" 1)) => 2
(make-regexp "a(") => error
(make-regexp "*a\\" regexp/extended) => error
(make-regexp "[a") => error
(make-regexp "[b-a]") => error
(make-regexp "[[:foo:]]") => error
(map (lambda (p) (match:substring (string-match p "x-]9_Z\\ \t.é")))
  '("[]]" "[^]x-]" "[[:alpha:]]+" "[[:digit:]]" "[[:upper:]_]+" "[[:space:]]+" "[\\]" "[a-c.]"
  "[^[:alnum:]]+" "[[:punct:]]+" "[0-9_]+" "\\." "\\w+" "[[.-.]]" "[x-]+"))
  => ("]" "9" "x" "9" "_Z" " \t" "\\" "." "-]" "-]" "9_" "." "x" "-" "x-")
(map (lambda (p) (match:substring (string-match p "aabbb{2}")))
  '("a{2}" "b{2,}" "b{,2}" "a{1,5}b" "(ab|bb)+" "b{0}a" "a|" "a+?b" "(ab)+?b" "a(b|c)+*b"))
  => ("aa" "bbb" "" "aab" "abbb" "a" "a" "aab" "abb" "abbb")
(map match:substring (list-matches "a*" "baac")) => ("" "aa" "")
(map match:start (list-matches (make-regexp "^a") "aaa")) => (0)
(map match:substring (list-matches "[0-9]+" "a1b22c333")) => ("1" "22" "333")
(fold-matches "[0-9]+" "a1b22" '() (lambda (m l) (cons (match:substring m) l))) => ("22" "1")
(regexp-substitute #f (string-match "b+" "abbc") 'pre "<" 0 ">" 'post) => "a<bb>c"
(call-with-output-string (lambda (p) (regexp-substitute p (string-match "b+" "abbc") 'post "-")))
  => "c-"
(regexp-substitute/global #f "[0-9]+" "a1b22c" 'pre "<" 0 ">" 'post) => "a<1>b<22>c"
(regexp-substitute/global #f "x" "axbxc" 'pre "-") => "a-"
(regexp-substitute/global #f "x" "axbxc" 'post "-" 'pre) => "c-b-a"
(regexp-substitute/global #f "z" "axbxc" 'pre "-" 'post) => "axbxc"
(regexp-substitute/global #f "[a-z]" "ab1" 'pre
  (lambda (m) (string-append (match:substring m) ".")) 'post) => "a.b.1"
(regexp-substitute/global #f "[ \t]+$" "ab  " 'pre 'post) => "ab"
(regexp-quote "a.b*c(d)[e]{f}|+?^$\\") => "a\\.b\\*c[(]d[)]\\[e][{]f[}][|][+][?]\\^\\$\\\\"
"""


def test_ours() -> None:
    check(CASES, "guile_regex", "bitwise", "io")


def test_guile_agrees() -> None:
    check_guile(CASES, "(ice-9 regex)", prelude='(setlocale LC_ALL "C.UTF-8")')


def test_every_name_is_tried() -> None:
    assert untried(CASES, "guile_regex") == set()


def test_guile_agrees_about_random_patterns() -> None:
    chance = random.Random(9)
    program = program_of("guile_regex")
    pieces = [
        "a",
        "b",
        "[ab]",
        "[^a]",
        ".",
        "(a)",
        "(ab)",
        "a*",
        "b+",
        "c?",
        "a{2}",
        "(b|c)",
        "^",
        "$",
    ]
    lines = []
    for _ in range(200):
        pattern = "".join(chance.choices(pieces, k=chance.randrange(1, 5)))
        text = "".join(chance.choices("abc", k=chance.randrange(7)))
        expression = (
            f'(let ((m (string-match "{pattern}" "{text}"))) '
            "(if m (list (match:start m) (match:end m)) #f))"
        )
        lines.append(f"{expression} => {outcome(expression, program)}")
    check_guile("\n".join(lines), "(ice-9 regex)")
