"""SRFI 115 as our table has it; where CHICKEN's irregex has the same, as that has it."""

from __future__ import annotations

from scheme_cases import check, check_chicken, untried

# From the document's own examples, for the most part.
CASES = r"""
(list (regexp? (regexp '(* "a"))) (regexp? '(* "a")) (regexp? (regexp (regexp "a")))) => (#t #f #t)
(list (valid-sre? '(* "a")) (valid-sre? '(foo "a")) (valid-sre? '(* . "a")) (valid-sre? 5))
  => (#t #f #f #f)
(regexp '(= -1 "a")) => error
(regexp->sre (regexp '(+ "a"))) => (+ "a")
(char-set->sre (char-set #\b #\a)) => ("ab")
(list (regexp-matches? '(: "a" (* "b")) "abbb") (regexp-matches? "b" "abc")) => (#t #f)
(regexp-match->list (regexp-matches '(: ($ (+ alpha)) "-" ($ (+ num))) "abc-12"))
  => ("abc-12" "abc" "12")
(regexp-matches '(+ num) "12a") => #f
(regexp-match-submatch (regexp-search '(+ num) "ab12c3")) => "12"
(regexp-search "x" "abc") => #f
(let ((m (regexp-search '(: (-> name (+ alpha)) ($ (? "!"))) "..ab" 2)))
  (list (regexp-match? m) (regexp-match? 1) (regexp-match-count m) (regexp-match-submatch m 'name)
  (regexp-match-submatch-start m 'name) (regexp-match-submatch-end m 1)
  (regexp-match-submatch m 2))) => (#t #f 2 "ab" 2 4 "")
(regexp-match->list (regexp-search '(or ($ "a") ($ "b")) "b")) => ("b" #f "b")
(regexp-match-submatch (regexp-search "a" "a") 'name) => error
(regexp-match-submatch (regexp-search "a" "a") 1) => error
(map (lambda (sre) (regexp-matches? sre "Abc")) '((w/nocase "abc") "abc" (: upper lower (? lower))
  (w/nocase (: upper (w/case "bc"))) (: (/ "AZ") (** 1 2 (/ #\a #\z))) (>= 3 any) (= 4 any)
  (: bow (+ alnum) eow) (w/nocase (~ "a") "bc") (: ("ABC") (~ ("x") num) (- alpha ("x")))
  (and alpha) (: (look-ahead "A") (+ any) (neg-look-ahead any)) (: (neg-look-behind any) (+ any))
  (seq (optional "A") (exactly 1 "b") (zero-or-more "c")) (word (+ any)) (word+ alpha) word))
  => (#t #f #t #t #t #t #f #t #f #t #f #t #t #t #t #t #t)
(regexp-matches? '(w/ascii (+ alpha)) "é") => #f
(regexp-matches? '(w/unicode (+ alpha)) "é") => #t
(regexp-match->list (regexp-search '(w/nocapture ($ "a")) "a")) => ("a")
(regexp-match-submatch (regexp-search '(: "<" (*? any) ">") "<a><b>")) => "<a>"
(regexp-match-submatch (regexp-search '(: "a" (**? 1 3 "b")) "abbb")) => "ab"
(regexp-match-submatch (regexp-search '(: (?? "a") "b") "ab")) => "ab"
(regexp-matches? '(: ($ (+ alpha)) "-" (backref 1)) "ab-ab") => #t
(regexp-matches? '(: (-> x any) (backref x)) "ab") => #f
(regexp-extract '(: bol (+ nonl) eol) "ab\ncd\n") => ("ab" "cd")
(regexp-extract '(+ (or alpha "_")) "a1_b2") => ("a" "_b")
(regexp-extract '(+ num) "192.168.0.1") => ("192" "168" "0" "1")
(regexp-split '(+ space) " fee fi fo fum\n") => ("" "fee" "fi" "fo" "fum" "")
(regexp-split '(",;") "a,,b,") => ("a" "" "b" "")
(regexp-split '(* num) "a1b") => ("a" "b")
(regexp-partition '(+ (or space punct)) "") => ("")
(regexp-partition '(+ (or space punct)) "Hello, world!\n") => ("Hello" ", " "world" "!\n")
(regexp-partition '(+ punct) "?a") => ("" "?" "a")
(regexp-replace '(+ space) "one two three" "_") => "one_two three"
(regexp-replace '(+ space) "one two three" "_" 1 10) => "one_two three"
(regexp-replace '(+ space) "one two three" "_" 0 #f 0) => "one_two three"
(regexp-replace '(+ space) "one two three" "_" 0 #f 1) => "one two_three"
(regexp-replace '(+ space) "one two three" "_" 0 #f 2) => "one two three"
(regexp-replace '(: ($ alpha) ($ alpha)) "abc" '(2 "-" 1)) => "b-ac"
(regexp-replace '(: (-> a alpha) "b") "abc" 'a) => "ac"
(regexp-replace "b" "abc" '(pre "|" post)) => "aa|cc"
(regexp-replace "b" "abc" (lambda (m) (list "<" (regexp-match-submatch m) ">"))) => "a<b>c"
(regexp-replace-all '(+ space) "one two three" "_") => "one_two_three"
(regexp-replace-all "a" "banana" "o" 2) => "banono"
(regexp-replace "a" "a" #\x) => error
(regexp-fold 'word (lambda (i m str acc)
  (let ((s (regexp-match-submatch m))) (if (assoc s acc) acc (cons (cons s 1) acc)))) '()
  "to be or not to be") => (("not" . 1) ("or" . 1) ("be" . 1) ("to" . 1))
(regexp-fold "b" (lambda (i m s acc) (cons i acc)) '() "abab" (lambda (i m s acc) (list i m acc)))
  => (4 #f (2 0))
(map string-length (regexp-extract 'grapheme "ae\u0301o")) => (1 2 1)
(regexp-replace "a" "aa" "b" 0 0) => "aa"
(regexp-matches? '(: bos (+ any) eos bog) "abc") => #t
"""

IRREGEX = r"""
(map (lambda (sre) (let ((m (irregex-search sre "foo-BAR_12"))) (and m
  (irregex-match-substring m 0))))
  '((+ alpha) (: alpha (+ num)) (w/nocase "bar") (~ alpha) (+ (or num "_")) (: bol any) (= 2 num)
  (>= 2 ("oO")) (** 1 2 "o") (- alnum alpha) (/ "AZ") (look-ahead "B") (: "o" (*? any) "A") eos))
  => ("foo" #f "BAR" "-" "_12" "f" "12" "oo" "oo" "1" "B" "" "oo-BA" "")
"""


def test_ours() -> None:
    check(CASES, "srfi14", "srfi115")


def test_chicken_agrees() -> None:
    check_chicken(IRREGEX, "(chicken irregex)")
    ours = IRREGEX.replace("irregex-match-substring", "regexp-match-submatch")
    check(ours.replace("irregex-search", "regexp-search"), "srfi115")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "srfi115") == set()
