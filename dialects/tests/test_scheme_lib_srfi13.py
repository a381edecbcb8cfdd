"""SRFI 13 as our table has it, and as the real Guile has it."""

from __future__ import annotations

from scheme_cases import check, check_guile, outcome, program_of, untried

CASES = r"""
(string-null? "") => #t
(string-null? "a") => #f
(string-every char-upper-case? "ABC") => #t
(string-every char-upper-case? "ABc") => #f
(string-every #\a "aab" 0 2) => #t
(string-every char-set:letter "ab1") => #f
(string-every char->integer "ab") => 98
(string-every char->integer "") => #t
(string-any char-upper-case? "abC") => #t
(string-any #\a "bbb") => #f
(string-any char-set:digit "ab1" 0 2) => #f
(string-any char->integer "ab") => 97
(string-any char->integer "") => #f
(string-every #\a "abc" 2 1) => error
(string-every #\a "abc" 0 4) => error
(string-tabulate (lambda (i) (integer->char (+ i 97))) 3) => "abc"
(string-tabulate (lambda (i) i) 3) => error
(reverse-list->string '(#\a #\B #\c)) => "cBa"
(reverse-list->string '(1)) => error
(string-join '("foo" "bar" "baz") ":") => "foo:bar:baz"
(string-join '("foo" "bar")) => "foo bar"
(string-join '("foo" "bar" "baz") ":" 'suffix) => "foo:bar:baz:"
(string-join '("foo" "bar") ":" 'prefix) => ":foo:bar"
(string-join '() ":") => ""
(string-join '() ":" 'suffix) => ""
(string-join '() ":" 'strict-infix) => error
(string-join '("" "") ":") => ":"
(string-join '("a") ":" 'other) => error
(string-join '(a)) => error
(substring/shared "Pete Szilagyi" 5) => "Szilagyi"
(substring/shared "Pete" 1 3) => "et"
(string-take "Pete Szilagyi" 6) => "Pete S"
(string-take-right "Beta rules" 5) => "rules"
(string-drop "Pete Szilagyi" 6) => "zilagyi"
(string-drop-right "Beta rules" 5) => "Beta "
(string-take "foo" 37) => error
(string-drop-right "foo" 37) => error
(string-pad "325" 5) => "  325"
(string-pad "71325" 5) => "71325"
(string-pad "8871325" 5) => "71325"
(string-pad "12" 5 #\0) => "00012"
(string-pad "abcdef" 5 #\* 1 3) => "***bc"
(string-pad-right "325" 5) => "325  "
(string-pad-right "8871325" 5) => "88713"
(string-pad-right "abcdef" 5 #\* 1 3) => "bc***"
(string-trim "  outlook \n") => "outlook \n"
(string-trim-right "  outlook \n") => "  outlook"
(string-trim-both "  The outlook wasn't brilliant,  \n\r") => "The outlook wasn't brilliant,"
(string-trim-both "xxabxx" #\x) => "ab"
(string-trim-both "12ab34" char-set:digit) => "ab"
(string-trim-both "ABcD" char-upper-case?) => "c"
(string-trim-both "  a b  " #\space 1 4) => "a"
(string-trim-both "    ") => ""
(string-compare "abc" "abd" (lambda (i) (list 'lt i)) (lambda (i) 'eq) (lambda (i) 'gt)) => (lt 2)
(string-compare "abd" "abc" (lambda (i) 'lt) (lambda (i) 'eq) (lambda (i) (list 'gt i))) => (gt 2)
(string-compare "abc" "xabc" (lambda (i) 'lt) (lambda (i) (list 'eq i)) (lambda (i) 'gt) 0 3 1 4)
  => (eq 3)
(string-compare-ci "ABC" "abd" (lambda (i) (list 'lt i)) (lambda (i) 'eq) (lambda (i) 'gt))
  => (lt 2)
(string= "abc" "abc") => #t
(string= "abc" "xabcx" 0 3 1 4) => #t
(string<> "abc" "abd") => #t
(string< "abc" "abd") => #t
(string> "abc" "abd") => #f
(string<= "abc" "abc") => #t
(string>= "abb" "abc") => #f
(string-ci= "ABC" "abc") => #t
(string-ci<> "ABC" "abc") => #f
(string-ci< "ABC" "abd") => #t
(string-ci> "abd" "ABC") => #t
(string-ci<= "B" "a") => #f
(string-ci>= "B" "a") => #t
(= (string-hash "abc" 1000) (string-hash "xabc" 1000 1)) => #t
(< (string-hash "abc" 10) 10) => #t
(= (string-hash-ci "abc" 1000) (string-hash-ci "ABC" 1000)) => #t
(string-prefix-length "abcd" "abxy") => 2
(string-suffix-length "abcd" "xycd") => 2
(string-prefix-length-ci "aBcd" "AbXY") => 2
(string-suffix-length-ci "abCD" "xycd") => 2
(string-prefix-length "xab" "ab" 1) => 2
(string-prefix? "ab" "abc") => #t
(string-prefix? "abc" "ab") => #f
(string-prefix? "xab" "yyabc" 1 3 2) => #t
(string-suffix? "bc" "abc") => #t
(string-suffix? "" "abc") => #t
(string-prefix-ci? "AB" "abc") => #t
(string-suffix-ci? "BC" "abc") => #t
(string-index "abcb" #\b) => 1
(string-index "abcb" #\b 2) => 3
(string-index "abcb" char-set:digit) => #f
(string-index "abCd" char-upper-case?) => 2
(string-index-right "abcb" #\b) => 3
(string-index-right "abcb" #\b 0 3) => 1
(string-skip "  ab" #\space) => 2
(string-skip "  " #\space) => #f
(string-skip-right "ab  " char-set:whitespace) => 1
(string-count "banana" #\a) => 3
(string-count "banana" #\a 2 4) => 1
(string-contains "eek -- what a geek." "ee" 12 18) => 15
(string-contains "abc" "") => 0
(string-contains "abc" "x") => #f
(string-contains "xabc" "zabz" 0 4 1 3) => 1
(string-contains-ci "fooBAR" "Bar") => 3
(string-upcase "abc") => "ABC"
(string-titlecase "--capitalize tHIS sentence.") => "--Capitalize This Sentence."
(string-titlecase "i can't 3com x2y") => "I Can'T 3Com X2Y"
(string-titlecase "see Spot run. see Nix run.") => "See Spot Run. See Nix Run."
(let ((s (string-copy "abc"))) (string-upcase! s 1) s) => "aBC"
(let ((s (string-copy "ABC"))) (string-downcase! s 1 2) s) => "AbC"
(let ((s (string-copy "abc def"))) (string-titlecase! s) s) => "Abc Def"
(string-reverse "Able was I") => "I saw elbA"
(let ((s (string-copy "abcd"))) (string-reverse! s 1) s) => "adcb"
(string-append/shared "a" "" "b") => "ab"
(string-concatenate '("a" "" "b")) => "ab"
(string-concatenate '("a" b)) => error
(string-concatenate/shared '("a" "b")) => "ab"
(string-concatenate-reverse '(" must be" "Hello, I") " going.XXXX" 7) => "Hello, I must be going."
(string-concatenate-reverse/shared '("b" "a") "c") => "abc"
(string-concatenate-reverse '("b" "a") "c" 2) => error
(string-map char-upcase "abc") => "ABC"
(string-map char-upcase "abc" 1) => "BC"
(string-map char->integer "abc") => error
(let ((s (string-copy "abc"))) (string-map! char-upcase s 1) s) => "aBC"
(string-fold cons '() "abc") => (#\c #\b #\a)
(string-fold-right cons '() "abc" 1) => (#\b #\c)
(string-unfold null? car cdr '(#\a #\b)) => "ab"
(string-unfold null? car cdr '(#\a #\b) "<" (lambda (x) ">")) => "<ab>"
(string-unfold-right null? car cdr '(#\a #\b)) => "ba"
(string-unfold-right null? car cdr '(#\a #\b) "<" (lambda (x) ">")) => ">ba<"
(let ((v (vector 0))) (string-for-each (lambda (c) (vector-fill! v c)) "abc" 0 2)
  (vector-ref v 0)) => #\b
(let ((v (vector 0))) (string-for-each-index (lambda (c) (vector-fill! v c)) "abc")
  (vector-ref v 0)) => 2
(xsubstring "abcdef" 2) => "cdefab"
(xsubstring "abcdef" -2) => "efabcd"
(xsubstring "abc" 0 7) => "abcabca"
(xsubstring "" 0 3) => error
(let ((s (string-copy "------"))) (string-xcopy! s 3 "abc" 1 5) s) => error
(string-replace "The TCL programmer endured daily ridicule." "another miserable perl
  drone" 4 7 8 22)
  => "The miserable perl programmer endured daily ridicule."
(string-replace "abc" "" 1 2) => "ac"
(string-replace "abc" "" 2 1) => error
(string-tokenize "Help make programs run, run, RUN!")
  => ("Help" "make" "programs" "run," "run," "RUN!")
(string-tokenize "a1b2" char-set:letter) => ("a" "b")
(string-tokenize "   ") => ()
(string-filter #\a "banana") => "aaa"
(string-filter char-upper-case? "aBcD") => "BD"
(string-filter char-set:digit "a1b2" 2) => "2"
(string-delete #\a "banana") => "bnn"
(string-delete char-set:digit "a1b2") => "ab"
(string-upcase "stra\xdf;e") => "STRA\xdf;E"
"""

# Where Guile does what SRFI 13 does not say.
NOT_GUILES = r"""
(string-upcase "abc" 1) => "BC"
(string-downcase "ABC" 1 2) => "b"
(string-reverse "abcd" 1 3) => "cb"
(xsubstring "abc" -4 4) => "cabcabca"
(xsubstring "xabcx" 0 4 1 4) => "abca"
(let ((s (string-copy "------"))) (string-xcopy! s 1 "abc" 1 5) s) => "-bcab-"
"""


def test_ours() -> None:
    check((CASES + NOT_GUILES).replace(r"\xdf;", "ß"), "srfi14", "srfi13")


def test_guile_agrees() -> None:
    check_guile(CASES.replace(r"\xdf;", "ß"), "(srfi srfi-13)", "(srfi srfi-14)")


def test_every_name_is_tried() -> None:
    assert untried(CASES + NOT_GUILES, "srfi13") == set()


def test_a_literal_is_not_changed() -> None:
    program = program_of("srfi13")
    assert outcome('(let ((s (string-copy "ab"))) (string-upcase! s) s)', program) == '"AB"'
    for expression in ('(string-upcase! "ab")', '(string-reverse! "ab")'):
        assert outcome(expression, program).startswith("error: "), expression
