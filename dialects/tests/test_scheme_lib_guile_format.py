"""(ice-9 format) as our table has it, and as the real Guile has it."""

from __future__ import annotations

import random

from scheme_cases import check, check_guile, outcome, program_of

CASES = r"""
(format #f "a~a ~s ~A~%" "x" "y" #\z) => "ax \"y\" z\n"
(format #f "~10a|~10@a|~5,2a|~5,,3a|~8,,,'*a" "ab" "ab" "abc" "abcd" 'x)
  => "ab        |        ab|abc  |abcd   |x*******"
(format #f "~:a ~:s" "x" "x") => "x \"x\""
(format #f "~d ~x ~o ~b ~5d|~5,'0d|~@d" 10 255 8 5 42 42 42)
  => "10 ff 10 101    42|00042|+42"
(format #f "~:d|~,,'.:d|~,,,2:d" 1234567 1234567 12345) => "1,234,567|1.234.567|1,23,45"
(format #f "~10:d|~10,'*:@d|~:d|~@d" 1234567 1234567 -1234 -5) => " 1,234,567|+1,234,567|-1,234|-5"
(format #f "~r ~:r ~@r ~:@r ~7r ~8,5r" 123 123 1994 1994 100 8)
  => "one hundred twenty-three one hundred twenty-third MCMXCIV MDCCCCLXXXXIIII 202    10"
(map (lambda (n) (format #f "~r|~:r" n n)) '(0 1 2 3 5 8 9 12 13 20 30
  21 40 100 101 1000 1234567 -7))
  => ("zero|zeroth" "one|first" "two|second" "three|third" "five|fifth" "eight|eighth"
  "nine|ninth" "twelve|twelfth" "thirteen|thirteenth" "twenty|twentieth" "thirty|thirtieth"
  "twenty-one|twenty-first" "forty|fortieth" "one hundred|one hundredth"
  "one hundred one|one hundred first" "one thousand|one thousandth"
  "one million, two hundred thirty-four thousand, five hundred sixty-seven|one million,
  two hundred thirty-four thousand, five hundred sixty-seventh" "minus seven|minus seventh")
(format #f "~f ~f ~f ~,2f ~,0f ~6,2f|~8f|~3f" 3 3.14 -0.5 2.345 2.5 3.14159 3.14159 3.14159)
  => "3.0 3.14 -0.5 2.35 3.   3.14| 3.14159|3.1"
(format #f "~,2f ~,2@f ~5,1f|~10,3,2f|~4,2,,'*f|~8,2,,,'0f" 0.005 1 -0.05 1.5 12345.678 3.14159)
  => "0.01 +1.00  -0.1|   150.000|****|00003.14"
(format #f "~f ~f ~f ~,3f" 1e10 1.5e-7 123456789.125 1/3)
  => "10000000000.0 0.00000015 123456789.125 0.333"
(format #f "~e ~e ~,3e ~12,3e|~,,2e ~e" 31.4159 0.00025 31.4159 31.4159 31.4159 0)
  => "3.14159E+1 2.5E-4 3.142E+1     3.142E+1|3.14159E+01 0.0E+0"
(format #f "~,3,,0e ~,3,,2e ~,2,2,,,,'de ~@e" 31.4159 31.4159 31.4159 2)
  => "0.314E+2 31.42E+0 3.14d+01 +2.0E+0"
(format #f "~g|~g|~,3g|~10g" 3.14 1e20 3.14159 3.14)
  => "3.14    |100000000000000000000.0    |3.14    |  3.14    "
(format #f "~$ ~,4$ ~,,9$ ~,,9:$ ~3,3,9@$" 3.14159 3.14159 3.14159 -3.14159 3.14159)
  => "3.14 0003.14      3.14 -    3.14  +003.142"
(format #f "~f ~f ~f ~8f|~e" +inf.0 -inf.0 +nan.0 +inf.0 +inf.0)
  => "+inf.0 -inf.0 +nan.0   +inf.0|+inf.0"
(format #f "~i ~,1i" 1+2i 3) => "1.0+2.0i 3.0+0.0i"
(format #f "~c ~@c ~:c ~65c" #\a #\space #\newline) => "a #\\space ^J A"
(format #f "~d item~:p, ~d item~:p; ~d cit~:@p ~d cit~:@p" 1 2 1 2)
  => "1 item, 2 items; 1 city 2 cities"
(format #f "~3~|~2%|~3_|~2/|") => "~~~|\n\n|   |\t\t|"
(equal? (format #f "~2|") (make-string 2 (integer->char 12))) => #t
(format #f "~&a~&b~2&c~%~&d") => "a\nb\n\nc\nd"
(format #f "ab~10tc~,3td|~3@te~8,4@tf") => "ab        c  d|   e         f"
(format #f "~5t|~0,5t|") => "     |    |"
(format #f "~?~a ~@?" "~a-" '(1) 2 "~a+~a" 3 4) => "1-2 3+4"
(format #f "a~\n     b~:\n     c~@\n     d") => "ab     c\nd"
(format #f "~a ~*~a ~:*~a ~2:*~a ~@*~a ~2@*~a" 1 2 3) => "1 3 3 2 1 3"
(format #f "~[zero~;one~;two~] ~[a~;b~:;other~] ~[a~]" 1 7 3) => "one other "
(format #f "~:[no~;yes ~a~] ~:[no~;yes~] ~@[got ~a~]~@[got ~a~]" #t 5 #f 3 #f) => "yes 5 no got 3"
(format #f "~#[none~;one ~a~:;many~]" 4) => "one 4"
(format #f "~{~a~^, ~}|~{<~a ~a>~}|~2{~a~}" '(1 2 3) '(a 1 b 2) '(1 2 3))
  => "1, 2, 3|<a 1><b 2>|12"
(format #f "~:{<~a ~a>~}" '((a 1) (b 2))) => "<a 1><b 2>"
(format #f "~@{~a~^-~}" 1 2 3) => "1-2-3"
(format #f "~:@{<~a ~a>~}" '(a 1) '(b 2)) => "<a 1><b 2>"
(format #f "~{~}|" "~a." '(1 2)) => "1.2.|"
(format #f "~{~a~}" '()) => ""
(format #f "~{~{~a~}~}" '((1 2) (3))) => "123"
(format #f "~v,'0d|~va" 5 42 4 'x) => "00042|x   "
(format #f "~a" 1 2) => "1"
(format #f "~a~^~a" 1) => "1"
(format #f "~y" '(1 2)) => "(1 2)\n"
(call-with-output-string (lambda (p) (format p "~a" 1) (format p "~&~a" 2))) => "1\n2"
(format #t "") => #t
(format #f "~!") => ""
(format #f "~h ~8h" 12 3) => "12        3"
(simple-format #f "~a ~S~%~~" "x" "y") => "x \"y\"\n~"
"""

# Guile writes of errors to the current port; and it changes the case of single characters.
NOT_GUILES = r"""
(format #f "~d" "x") => error
(format #f "~d" 1.5) => error
(format #f "~@r" 0) => error
(format #f "~f" 'a) => error
(format #f "~c" "a") => error
(format #f "~a") => error
(format #f "~j" 1) => error
(format #f "~[a") => error
(format #f "a~]") => error
(format 'x "a") => error
(simple-format #f "~a") => error
(simple-format #f "a" 1) => error
(simple-format #f "~d" 1) => error
(format #f "~(ABC Def~) ~:(abc DEF~) ~@(aBC DEF~) ~:@(abc~)" ) => "abc def Abc Def Abc def ABC"
"""


def test_ours() -> None:
    check(CASES + NOT_GUILES, "guile_format", "io")


def test_guile_agrees() -> None:
    check_guile(CASES, "(ice-9 format)", "((ice-9 pretty-print) #:select (pretty-print))")


def test_guile_agrees_about_numbers() -> None:
    chance = random.Random(14)
    program = program_of("guile_format")
    templates = (
        "~f",
        "~,2f",
        "~,4f",
        "~8,3f",
        "~7f",
        "~e",
        "~,3e",
        "~12,4e",
        "~g",
        "~$",
        "~10,3,2f",
    )
    lines = []
    for _ in range(300):
        number = round(chance.choice([-1, 1]) * 10 ** chance.uniform(-6, 9), chance.randrange(8))
        expression = f'(format #f "{chance.choice(templates)}" {number:f})'
        lines.append(f"{expression} => {outcome(expression, program)}")
    check_guile("\n".join(lines), "(ice-9 format)")
