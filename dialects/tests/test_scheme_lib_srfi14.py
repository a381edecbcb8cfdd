"""SRFI 14 as our table has it, and as the real Guile has it."""

from __future__ import annotations

from scheme_cases import check, check_guile, names_of, untried

from schemesockets.dialects.scheme.libraries.charsets import STANDARD, CharSet, of_characters

CASES = r"""
(char-set? char-set:digit) => #t
(char-set? "abc") => #f
(char-set= (char-set #\a #\b) (string->char-set "ba")) => #t
(char-set= (char-set #\a) (char-set)) => #f
(char-set<= (char-set #\a) (char-set #\a #\b) char-set:letter) => #t
(char-set<= char-set:letter (char-set #\a)) => #f
(= (char-set-hash (char-set #\a) 100) (char-set-hash (char-set #\a) 100)) => #t
(let* ((cs (char-set #\a #\c)) (c (char-set-cursor cs))) (char-set-ref cs c)) => #\a
(let* ((cs (char-set #\a #\c)) (c (char-set-cursor-next cs (char-set-cursor cs))))
  (list (char-set-ref cs c) (end-of-char-set? c)
  (end-of-char-set? (char-set-cursor-next cs c)))) => (#\c #f #t)
(end-of-char-set? (char-set-cursor (char-set))) => #t
(char-set-fold cons '() (char-set #\b #\a)) => (#\b #\a)
(char-set->string (char-set-unfold null? car cdr '(#\x #\y) (char-set #\z))) => "xyz"
(char-set->string (char-set-unfold! null? car cdr '(#\x) (char-set #\z))) => "xz"
(char-set->list (char-set-map char-upcase (string->char-set "abc"))) => (#\A #\B #\C)
(let ((v (vector 0))) (char-set-for-each (lambda (c) (vector-fill! v c)) (char-set #\a #\b))
  (vector-ref v 0)) => #\b
(char-set->string (char-set-copy (char-set #\q))) => "q"
(char-set->string (list->char-set '(#\c #\a) (char-set #\b))) => "abc"
(char-set->string (list->char-set! '(#\c #\a) (char-set #\b))) => "abc"
(list->char-set '(1)) => error
(char-set->string (string->char-set "ca" (char-set #\b))) => "abc"
(char-set->string (string->char-set! "ca" (char-set #\b))) => "abc"
(char-set->string (char-set-filter char-upper-case? (string->char-set "aBcD"))) => "BD"
(char-set->string (char-set-filter! char-upper-case? (string->char-set "aB") (char-set #\z)))
  => "Bz"
(char-set->string (ucs-range->char-set 97 100)) => "abc"
(char-set->string (ucs-range->char-set! 97 99 #f (char-set #\z))) => "abz"
(char-set->string (->char-set "ba")) => "ab"
(char-set->string (->char-set #\a)) => "a"
(->char-set 1) => error
(char-set-size (char-set #\a #\b #\a)) => 2
(char-set-size char-set:full) => 1112064
(char-set-size char-set:empty) => 0
(char-set-size char-set:ascii) => 128
(char-set-size char-set:hex-digit) => 22
(char-set-size char-set:iso-control) => 65
(char-set-count char-upper-case? (string->char-set "aBcD")) => 2
(char-set-contains? char-set:letter #\λ) => #t
(char-set-contains? char-set:digit #\a) => #f
(char-set-every char-upper-case? (char-set #\A #\B)) => #t
(char-set-every char-upper-case? (char-set #\A #\b)) => #f
(char-set-any char-upper-case? (char-set #\A #\b)) => #t
(char-set-any char-upper-case? (char-set #\b)) => #f
(char-set->string (char-set-adjoin (char-set #\a) #\c #\b)) => "abc"
(char-set->string (char-set-adjoin! (char-set #\a) #\c)) => "ac"
(char-set->string (char-set-delete (char-set #\a #\b) #\b #\z)) => "a"
(char-set->string (char-set-delete! (char-set #\a #\b) #\b)) => "a"
(char-set-contains? (char-set-complement (char-set #\a)) #\a) => #f
(char-set-size (char-set-complement (char-set #\a))) => 1112063
(char-set-size (char-set-complement! (char-set #\a))) => 1112063
(char-set->string (char-set-union (char-set #\a) (char-set #\b) (char-set #\c))) => "abc"
(char-set-size (char-set-union)) => 0
(char-set->string (char-set-union! (char-set #\a) (char-set #\b))) => "ab"
(char-set->string (char-set-intersection (string->char-set "abc") (string->char-set "bcd")))
  => "bc"
(char-set->string (char-set-intersection! (string->char-set "abc") (string->char-set "bcd")))
  => "bc"
(char-set->string (char-set-difference (string->char-set "abc") (char-set #\a) (char-set #\b)))
  => "c"
(char-set->string (char-set-difference! (string->char-set "abc") (char-set #\a))) => "bc"
(char-set->string (char-set-xor (string->char-set "abc") (string->char-set "bcd"))) => "ad"
(char-set->string (char-set-xor! (string->char-set "abc") (string->char-set "bcd"))) => "ad"
(call-with-values (lambda () (char-set-diff+intersection! (string->char-set "abc")
  (string->char-set "bd")))
  (lambda (d i) (list (char-set->string d) (char-set->string i)))) => ("ac" "b")
"""

# Where Guile does what SRFI 14 does not say.
NOT_GUILES = r"""
(char-set-size (char-set-intersection)) => 1112064
(call-with-values (lambda () (char-set-diff+intersection (string->char-set "abc")
  (string->char-set "b") (string->char-set "c")))
  (lambda (d i) (list (char-set->string d) (char-set->string i)))) => ("a" "bc")
"""

SETS = [
    "letter",
    "digit",
    "punctuation",
    "symbol",
    "whitespace",
    "graphic",
    "printing",
    "title-case",
    "upper-case",
]


def test_ours() -> None:
    check(CASES + NOT_GUILES, "srfi14")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-14)")


def test_guile_agrees_about_latin_1() -> None:
    sets = [f"char-set:{each}" for each in (*SETS, "lower-case", "letter+digit", "blank")]
    names = names_of("srfi14")
    lines = []
    for each in sets:
        latin = CharSet(names[each].bits & of_characters(map(chr, range(256))))
        codes = " ".join(str(ord(character)) for character in latin)
        lines.append(
            f"(map char->integer (char-set->list (char-set-intersection {each} "
            f"(ucs-range->char-set 0 256)))) => ({codes})"
        )
    check_guile("\n".join(lines), "(srfi srfi-14)")


def test_every_name_is_tried() -> None:
    assert untried(CASES + NOT_GUILES, "srfi14") <= set(STANDARD)


def test_from_python() -> None:
    letters = STANDARD["char-set:letter"]
    assert "λ" in letters
    assert "1" not in letters
    assert "".join(CharSet(of_characters("ba"))) == "ab"
