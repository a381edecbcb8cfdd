"""What random programs are made of: productions by type, and literals. See `scheme_random`."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

__all__ = ["LITERALS", "PRODUCTIONS", "SUBTYPES"]

SUBTYPES: Final = {
    "num": ("int", "rat", "real"),
    "exact": ("int", "rat"),
    "any": ("int", "rat", "real", "bool", "char", "str", "sym", "ints", "list", "vec", "alist"),
}
"""Types that stand for one of several."""

_CHARACTERS: Final = "abcxyzABZ0189 +-*.,;_()[]'"
_STRINGS: Final = (
    "",
    "a",
    "hello",
    "Hello, World",
    "x y  z",
    "tab\\there",
    "line\\n",
    'q\\"q',
    "back\\\\",
    "12",
    "-3.5",
    "abcabc",
    "(a . b)",
)
_SYMBOLS: Final = (
    "a",
    "b",
    "foo",
    "x->y",
    "list",
    "+",
    "-",
    "...",
    "a.b",
    "!",
    "<=?",
    "->z",
    "q1",
)
_NUMERALS: Final = (
    "1 -1 +1 0 00 1. .5 -.5 +.5 . - + 1e3 1E3 1e-3 1e 1/2 -3/6 1/0 0/5 1/2/3 #xff #xFF #b101 "
    "#o17 #d10 #e1.5 #i1/2 #e1e3 #x1/f #b2 abc 1a 1+ -1- +5 --1 1.5.2 12345678901234"
    "567890 1.0e10 123456789.123 1e21 1e22 0.1 100.0 +inf.0 -inf.0 inf 1_000 #x #e #i #xg 1e+3 "
    "#e-.25 #i5 1.e2 .e2 ff"
)
_DATA: Final = (
    "(a b c)",
    "(1 . 2)",
    "(1 (2 (3)))",
    "#(1 2 3)",
    "'a",
    "`(a ,b ,@c)",
    '\\"s\\"',
    "#\\\\a",
    "#\\\\space",
    "#t",
    "()",
    "; c\\n x",
    "#|b|# y",
    "#;z w",
    "1.5 2",
    "(",
    ")",
    "(1 . 2 3)",
    "",
    "#(",
    "(a #;b c)",
    "-",
    "...",
    "[1 2]",
    "(1 2]",
)


def _integer(chance: random.Random) -> str:
    kind = chance.randrange(8)
    if kind == 0:
        return str(chance.randint(-(10**20), 10**20))
    if kind == 1:
        return str(chance.randint(-100_000, 100_000))
    return str(chance.randint(-12, 12))


def _rational(chance: random.Random) -> str:
    return f"{chance.randint(-20, 20)}/{chance.randint(1, 12)}"


def _real(chance: random.Random) -> str:
    kind = chance.randrange(6)
    if kind == 0:
        return f"{chance.uniform(-10, 10):.{chance.randint(1, 15)}f}"
    if kind == 1:
        return f"{chance.uniform(-10, 10):.{chance.randint(1, 15)}e}"
    if kind == 2:
        return f"{chance.randint(-9, 9)}e{chance.randint(-12, 25)}"
    return chance.choice(
        ("0.0", "-0.0", "0.5", "1.5", "2.5", "-0.5", "-1.5", "1.0", "100.0", "0.1")
    )


def _character(chance: random.Random) -> str:
    named = ("space", "newline", "tab", "delete", "backspace", "return")
    return f"#\\{chance.choice((*_CHARACTERS, *named))}".replace("#\\ ", "#\\space")


def _words(*words: str) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(words)


def _listed(chance: random.Random, one: Callable[[random.Random], str], upto: int = 4) -> str:
    return " ".join(one(chance) for _ in range(chance.randint(0, upto)))


def _datum(chance: random.Random) -> str:
    kinds = (_integer, _real, _character, _words(*_SYMBOLS), _string, _words("#t", "#f", "()"))
    if chance.random() < 0.2:
        return f"({_listed(chance, _datum, 3)})"
    return chance.choice(kinds)(chance)


def _string(chance: random.Random) -> str:
    return f'"{chance.choice(_STRINGS)}"'


def _association(chance: random.Random) -> str:
    return f"({chance.choice(_SYMBOLS[:5])} . {_integer(chance)})"


LITERALS: Final[dict[str, Callable[[random.Random], str]]] = {
    "int": _integer,
    "small": lambda chance: str(chance.randint(-9, 9)),
    "nat": lambda chance: str(chance.randint(0, 5)),
    "radix": _words("2", "8", "10", "16"),
    "rat": _rational,
    "real": _real,
    "bool": _words("#t", "#f"),
    "char": _character,
    "str": _string,
    "sym": lambda chance: f"'{chance.choice(_SYMBOLS)}",
    "ints": lambda chance: f"'({_listed(chance, _integer)})",
    "chars": lambda chance: f"(list {_listed(chance, _character)})",
    "list": lambda chance: f"'({_listed(chance, _datum)})",
    "alist": lambda chance: f"'({_listed(chance, _association)})",
    "vec": lambda chance: f"'#({_listed(chance, _datum)})",
    "bytes": lambda chance: f"(bytevector {_listed(chance, lambda c: str(c.randint(0, 255)))})",
    "numeral": lambda chance: f'"{chance.choice(_NUMERALS.split())}"',
    "data": lambda chance: f'"{chance.choice(_DATA)}"',
    "fn1": _words("(lambda (x) (* x x))", "abs", "-", "(lambda (x) (+ x 1))"),
    "fn2": _words("+", "-", "*", "max", "min", "(lambda (x y) (- y x))"),
    "pred": _words("even?", "odd?", "zero?", "positive?", "(lambda (x) (> x 2))"),
    "less": _words("<", ">"),
}
"""What makes the literals of each type."""

_ALL: Final = {
    "int": r"""
(+ {int} {int})
(- {int} {int})
(- {int})
(* {small} {int})
(* {int} {int})
(+ {int} {int} {int})
(expt {small} {nat})
(quotient {int} {nonzero})
(modulo {int} {nonzero})
(remainder {int} {nonzero})
(quotient {int} {int})
(abs {int})
(gcd {int} {int})
(lcm {small} {small})
(min {int} {int})
(max {int} {int} {int})
(numerator {rat})
(denominator {rat})
(inexact->exact (floor {real}))
(inexact->exact (round {rat}))
(truncate {rat})
(ceiling {rat})
(length {list})
(length {ints})
(string-length {str})
(vector-length {vec})
(char->integer {char})
(apply + {ints})
(apply max {int} {ints})
(if {bool} {int} {int})
(cond ({bool} {int}) ({bool} {int}) (else {int}))
(case {int} ((0 1 2) {int}) ((3 4) {int}) (else {int}))
(case {sym} ((a b) {int}) ((foo) {int}) (else {int}))
(case {char} ((#\a #\b) 1) ((#\space) 2) (else 3))
(let ((<a:int> {int}) (<b:int> {int})) {int:a,b})
(let* ((<a:int> {int}) (<b:int> {int:a})) {int:a,b})
(let ((<s:str> {str})) {int:s})
(let ((<l:ints> {ints})) {int:l})
(let ((<f:fn1> (lambda (<x:int>) {int:x}))) (+ (<f> {int}) (<f> {int:f})))
({fn1} {int})
({fn2} {int} {int})
(let ((<v:vec> (make-vector 3 {int}))) (vector-set! <v> {nat} {int}) (vector-ref <v> 1))
(do ((<i:int> 0 (+ <i> 1)) (<s:int> {int} (modulo {int:i,s} 1009))) ((not (< <i> {nat})) <s>))
(let <loop:none> ((<i:int> {nat}) (<s:int> {int}))
  (if (not (> <i> 0)) <s> (<loop> (- <i> 1) (modulo {int:i,s} 9973))))
(let ((<n:int> {int})) (for-each (lambda (<x:int>) (set! <n> (modulo {int:n,x} 997))) {ints}) <n>)
(letrec ((<e:none> (lambda (<i:int>) (if (not (> <i> 0)) {int:i} (<o> (- <i> 1)))))
  (<o:none> (lambda (<j:int>) (if (not (> <j> 0)) {int:j} (<e> (- <j> 1)))))) (<e> {nat}))
(letrec ((<f:none> (lambda (<i:int>) (if (not (> <i> 0)) 1 (* <i> (<f> (- <i> 1))))))) (<f> {nat}))
(call-with-current-continuation (lambda (<k:none>) (if {bool} (<k> {int}) {int})))
(call-with-current-continuation (lambda (<k:none>)
  (for-each (lambda (<x:int>) (if {bool:x} (<k> {int:x}))) {ints}) {int}))
(call-with-values (lambda () (values {int} {int})) (lambda (<a:int> <b:int>) {int:a,b}))
(call-with-values (lambda () {int}) (lambda (<a:int>) {int:a}))
(receive (<a:int> <b:int>) (values {int} {int}) {int:a,b})
(receive (<a:int> . <r:ints>) (values {int} {int} {int}) {int:a,r})
(let-values (((<a:int> <b:int>) (values {int} {int})) ((<c:int>) (values {int}))) {int:a,b,c})
(let*-values (((<a:int>) (values {int})) ((<b:int>) (values {int:a}))) {int:a,b})
(force (delay {int}))
(let ((<n:int> {int})) (let ((<p:none> (delay (begin (set! <n> (+ <n> 1)) <n>))))
  (force <p>) (force <p>) <n>))
(let ((<p:none> (make-parameter {int}))) (parameterize ((<p> {int})) (+ (<p>) {int})))
(let ((<p:none> (make-parameter {int} (lambda (<x:int>) {int:x})))) (parameterize ((<p> {int}))
  (<p>)))
(let ((<f:none> (case-lambda ((<a:int>) {int:a}) ((<b:int> <c:int>) {int:b,c})
  ((<d:int> . <r:ints>) {int:d,r})))) (+ (<f> {int}) (<f> {int} {int}) (<f> {int} {int} {int})))
(let ((<f:none> (lambda (<a:int> . <r:ints>) {int:a,r}))) (<f> {int} {int} {int}))
(let ((<f:none> (lambda <r:ints> {int:r}))) (apply <f> {int} {ints}))
(let () (define <a:int> {int}) (define (<f:fn1> <x:int>) {int:a,x}) (<f> <a>))
(let () (define <a:int> {int}) (set! <a> (+ <a> {int:a})) {int:a})
(let-syntax ((<m:none> (syntax-rules () ((_ a b) (- b a))))) (<m> {int} {int}))
(let-syntax ((<m:none> (syntax-rules () ((_ (a b) ...) (+ (* a b) ...)))))
  (<m> ({int} {int}) ({int} {int})))
(let-syntax ((<m:none> (syntax-rules (with) ((_ a with b) (+ a b)) ((_ a b c) (* a c)))))
  (+ (<m> {int} with {int}) (<m> {int} - {int})))
(let ((<t:int> {int})) (let-syntax ((<m:none> (syntax-rules () ((_ a)
  (let ((<t> 1)) (+ <t> a)))))) (<m> <t>)))
(letrec-syntax ((<m:none> (syntax-rules () ((_) 0) ((_ a b ...) (+ a (<m> b ...))))))
  (<m> {int} {int} {int}))
(let ((<a:int> {int}) (<b:int> {int})) (let-syntax ((<w:none> (syntax-rules ()
  ((_ x y) (let ((tmp x)) (set! x y) (set! y tmp)))))) (<w> <a> <b>)) (- <a> <b>))
(vector-ref (vector {int} {int} {int}) {nat})
(list-ref {ints} {nat})
(car {ints})
(or {false} {int})
(and {any} {int})
(char->integer (string-ref {str} {nat}))
(let loop ((<l:ints> {ints}) (<n:int> 0)) (if (null? <l>) <n> (loop (cdr <l>) (+ <n> 1))))
(begin {any} {int})
""",
    "nonzero": r"""
(+ 1 (abs {int}))
(- -1 (abs {small}))
7
-3
""",
    "false": r"""
#f
(and {bool} #f)
(memv {int} '())
(string->number "x")
""",
    "nat": r"""
(modulo {int} 4)
(length (list {any} {any}))
""",
    "rat": r"""
(/ {int} {nonzero})
(+ {rat} {rat})
(* {rat} {exact})
(- {rat} {int})
(/ {rat} {nonzero})
(/ {nonzero})
(abs {rat})
(max {rat} {rat})
(expt {rat} {nat})
(expt (/ {nonzero}) {small})
(inexact->exact {real})
(* {int} (/ 1 {nonzero}))
(if {bool} {rat} {int})
""",
    "real": r"""
(exact->inexact {small})
(* 1.0 {small})
(+ {real} {real})
(- {real} {small})
(* {real} {real})
(/ {real} {real})
(/ {small} {real})
(/ {real})
(- {real})
(sqrt (abs {real}))
(exp {small})
(sin {real})
(atan {real})
(atan {real} {real})
(log (+ 1.0 (abs {real})))
(floor {real})
(ceiling {real})
(round {real})
(truncate {real})
(abs {real})
(max {real} {small})
(min {small} {real})
(expt {nat} 0.5)
(string->number (number->string {real}))
(if {bool} {real} {real})
(let ((<a:real> {real})) (+ <a> {real:a}))
(modulo {small} 7.0)
""",
    "bool": r"""
(< {num} {num})
(> {num} {num} {num})
(= {num} {num})
(<= {int} {int} {int})
(>= {num} {num})
(even? {int})
(odd? {int})
(zero? {num})
(positive? {num})
(negative? {num})
(null? {list})
(null? {ints})
(pair? {any})
(list? {any})
(string? {any})
(symbol? {any})
(char? {any})
(vector? {any})
(number? {any})
(integer? {any})
(integer? {num})
(rational? {num})
(real? {any})
(exact? {num})
(inexact? {num})
(boolean? {any})
(procedure? {any})
(not {any})
(not {bool})
(eq? {sym} {sym})
(eqv? {num} {num})
(eqv? {char} {char})
(equal? {any} {any})
(equal? {list} {list})
(equal? {str} {str})
(equal? {vec} {vec})
(string=? {str} {str})
(string<? {str} {str})
(string>=? {str} {str})
(string-ci=? {str} {str})
(char=? {char} {char})
(char<? {char} {char})
(char-ci=? {char} {char})
(char-alphabetic? {char})
(char-numeric? {char})
(char-whitespace? {char})
(char-upper-case? (integer->char (+ 65 (modulo {int} 60))))
(and {bool} {bool})
(or {bool} {bool})
(if {bool} {bool} {bool})
(if (memv {int} {ints}) #t #f)
(if (member {str} (list {str} {str})) #t #f)
(if (assv {int} '((1 . 2) (3 . 4))) #t #f)
({pred} {int})
(let ((<x:int> {int})) (and (< {int} <x>) (<= <x> {int:x})))
(eof-object? (read-char (open-input-string {str})))
""",
    "char": r"""
(integer->char (+ 97 (modulo {int} 26)))
(char-upcase {char})
(char-downcase {char})
(string-ref {str} {nat})
(string-ref (string {char} {char}) 1)
(car {chars})
(if {bool} {char} {char})
""",
    "chars": r"""
(string->list {str})
(list {char} {char})
(reverse {chars})
""",
    "str": r"""
(string-append {str} {str})
(string-append {str} {str} {str})
(substring {str} 0 {nat})
(let ((<s:str> {str})) (substring <s> (quotient (string-length <s>) 2) (string-length <s>)))
(number->string {num})
(number->string {int} {radix})
(number->string {rat} {radix})
(symbol->string {sym})
(list->string {chars})
(list->string (reverse (string->list {str})))
(string {char} {char} {char})
(make-string {nat} {char})
(string-copy {str})
(let ((<s:str> (string-copy {str}))) (string-set! <s> {nat} {char}) <s>)
(let ((<s:str> (make-string {nat} #\x))) (string-fill! <s> {char}) <s>)
(let ((<p:none> (open-output-string))) (write {any} <p>) (get-output-string <p>))
(let ((<p:none> (open-output-string))) (display {any} <p>) (write-char #\| <p>) (write {any} <p>)
  (get-output-string <p>))
(with-output-to-string (lambda () (display {any}) (write {any})))
(call-with-output-string (lambda (<p:none>) (write {any} <p>) (newline <p>)))
(let ((<p:none> (open-input-string {str}))) (let loop ((<c:none> (read-char <p>)) (<l:none> '()))
  (if (eof-object? <c>) (list->string <l>) (loop (read-char <p>) (cons <c> <l>)))))
(if {bool} {str} {str})
(let ((<s:str> {str})) (string-append <s> {str:s}))
(apply string-append (map symbol->string (list {sym} {sym})))
(apply string-append (map number->string {ints}))
""",
    "sym": r"""
(string->symbol {str})
(string->symbol (string-append {str} "z"))
(if {bool} {sym} {sym})
(car (list {sym} {any}))
""",
    "ints": r"""
(list {int} {int} {int})
(cons {int} {ints})
(map {fn1} {ints})
(map {fn2} {ints} {ints})
(map (lambda (<x:int>) {int:x}) {ints})
(map (lambda (<x:int> <y:int>) {int:x,y}) {ints} (list {int} {int}))
(map (lambda (<x:int> <y:int> <z:int>) {int:x,y,z}) (list {int} {int}) (list {int} {int})
  (list {int} {int}))
(reverse {ints})
(append {ints} {ints})
(append {ints} {ints} {ints})
(cdr {ints})
(list-tail {ints} {nat})
(vector->list (list->vector {ints}))
(map char->integer (string->list {str}))
(map string-length (list {str} {str}))
(let ((<l:ints> (list {int} {int}))) (set-car! <l> {int}) (set-cdr! (cdr <l>) {ints}) <l>)
(do ((<i:int> {nat} (- <i> 1)) (<l:ints> '() (cons {int:i} <l>))) ((not (>= <i> 0)) <l>))
(let <loop:none> ((<i:int> 0)) (if (not (<= <i> {nat})) '() (cons {int:i} (<loop> (+ <i> 1)))))
(call-with-values (lambda () (values {int} {int})) list)
(apply list {int} {ints})
(if {bool} {ints} {ints})
(let ((<a:int> {int})) (map (lambda (<x:int>) {int:x,a}) {ints}))
(map (lambda (<p:none>) (<p>)) (map (lambda (<x:int>) (lambda () {int:x})) {ints}))
`({int} ,{int} ,@{ints} ,@(list {int}))
(let ((<v:vec> (vector 3 1 2))) (let loop ((<i:int> 0) (<l:ints> '())) (if (= <i> 3) <l>
  (loop (+ <i> 1) (cons (+ {int:i} (vector-ref <v> <i>)) <l>)))))
""",
    "list": r"""
(list {any} {any})
(list {any} {any} {any})
(cons {any} {any})
(cons {any} {list})
(append {list} {list})
(append {ints} {any})
(reverse {list})
`(a ,{any} ,@{ints} . ,{any})
`(x ,@{list} y)
`((,{sym} . ,{any}) ,@{alist})
`(1 `(2 ,(3 ,{int})))
`#(,{any} ,@{ints} z)
(map (lambda (<x:int>) {any:x}) {ints})
(map cons {ints} {ints})
(map (lambda (<x:int>) (list <x> {any:x})) {ints})
(vector->list {vec})
(string->list {str})
(list->vector {list})
(list (assq {sym} {alist}) (assv {int} (map (lambda (x) (cons x x)) {ints})))
(list (memq {sym} '(a b foo list)) (member {any} (list {any} {any} {any})))
(if {bool} {list} {list})
(let ((<x:list> {list})) (list <x> {any:x}))
(list (quote {sym}) {sym})
'(quasiquote (a (unquote b) (unquote-splicing c)))
(list (string->number {numeral}) {any})
(list (string->number {numeral}) (string->number {numeral} 16))
(list (plain (read (open-input-string {data}))))
(let ((<p:none> (open-input-string {data}))) (let* ((a (read <p>)) (b (read <p>)))
  (list (plain a) (eof-object? b))))
(let ((<p:none> (open-input-string {str}))) (let* ((a (peek-char <p>)) (b (read-char <p>))
  (c (read-char <p>))) (list (plain a) (plain b) (plain c))))
(let-syntax ((<m:none> (syntax-rules () ((_ (a b ...) ...) '((b ... a) ...)))))
  (<m> (1 2 3) ({sym}) ({int} x)))
(let-syntax ((<m:none> (syntax-rules () ((_ #(a b ...)) (list a '(b ...))) ((_ . c) 'c))))
  (list (<m> #({int} 2 3)) (<m> {int} {sym})))
(letrec ((<f:none> (lambda (x) (cond ((pair? x) (cons (<f> (cdr x)) (<f> (car x)))) (else x)))))
  (<f> {list}))
(let ((<x:none> (vector {any} {any}))) (vector-fill! <x> {any}) <x>)
(call-with-current-continuation (lambda (<k:none>) (dynamic-wind (lambda () #f)
  (lambda () (<k> {list})) (lambda () #f))))
""",
    "alist": r"""
(map cons (list {sym} {sym}) (list {any} {any}))
(cons (cons {sym} {any}) {alist})
(list (list {sym} {any}) (cons {str} {any}))
""",
    "vec": r"""
(vector {any} {any})
(vector {int} {any} {any})
(make-vector {nat} {any})
(list->vector {list})
(list->vector {ints})
(let ((<v:vec> (vector {any} {any} {any}))) (vector-set! <v> {nat} {any}) <v>)
(let ((<v:vec> (make-vector 3 0))) (do ((<i:int> 0 (+ <i> 1))) ((= <i> 3) <v>)
  (vector-set! <v> <i> {any:i})))
(if {bool} {vec} {vec})
(let loop ((<i:int> 0) (<v:vec> '#())) (if (< <i> {nat}) (loop (+ <i> 1) (vector <v> {any:i}))
  <v>))
""",
    "fn1": r"""
(lambda (<x:int>) {int:x})
(let ((<n:int> {int})) (lambda (<x:int>) (set! <n> (+ <n> <x>)) <n>))
(if {bool} {fn1} {fn1})
(lambda (<x:int> . <r:ints>) {int:x,r})
""",
    "fn2": r"""
(lambda (<x:int> <y:int>) {int:x,y})
""",
    "pred": r"""
(lambda (<x:int>) {bool:x})
""",
    "less": r"""
(lambda (x y) (< (quotient x 2) (quotient y 2)))
""",
    "stmt": r"""
(write {any})
(write {any})
(display {any})
(write {num})
(write {int})
(write {real})
(write {str})
(write {bool})
(write {list})
(write {list})
(write {vec})
(write {char})
(write {sym})
(write {ints})
(display {list})
(display {str})
(display (list {str} {char} {sym} {real}))
(begin (write {any}) (display " ") (write {any}) (newline) (write-char {char}))
(for-each (lambda (<x:int>) (display {any:x}) (display ",")) {ints})
(for-each (lambda (<x:int> <y:int>) (write {any:x,y}) (newline)) {ints} {ints})
(do ((<i:int> 0 (+ <i> 1))) ((not (< <i> {nat}))) (write {any:i}))
(write (dynamic-wind (lambda () (display "[")) (lambda () {any}) (lambda () (display "]"))))
(write (call-with-current-continuation (lambda (<k:none>) (dynamic-wind (lambda () (display "<"))
  (lambda () (if {bool} (<k> {any}) {any})) (lambda () (display ">"))))))
(write (call-with-current-continuation (lambda (<k:none>) (dynamic-wind (lambda () (display 1))
  (lambda () (dynamic-wind (lambda () (display 2)) (lambda () (<k> {any})) (lambda () (display
  3))))
  (lambda () (display 4))))))
(let ((<p:none> (delay (begin (display "once ") {any})))) (write (force <p>)) (write (force <p>)))
(call-with-values (lambda () (values {any} {any})) (lambda (a b) (write b) (write a)))
(let <loop:none> ((<i:int> 0)) (cond ((< <i> {nat}) (write {int:i}) (display " ")
  (<loop> (+ <i> 1)))))
(let ((<q:none> (make-parameter {int}))) (define (show) (write (<q>)) (display " ")) (show)
  (parameterize ((<q> {any})) (show)) (show))
(begin (cond ((assv {int} '((1 . one) (2 . two))) => (lambda (x) (write x))) (else (write 'none)))
  (cond ((memv {int} {ints}) => write) (else (display "-"))))
(write (let ((x 'outer)) (let-syntax ((m (syntax-rules () ((m) x)))) (let ((x 'inner))
  (list (m) x {any})))))
(write (let <loop:none> ((<i:int> {nat}) (<a:ints> '())) (if (not (> <i> 0)) (reverse <a>)
  (<loop> (- <i> 1) (cons {int:i} <a>)))))
(write (map (lambda (<x:int>) (call-with-current-continuation (lambda (k) (if {bool:x} (k 'out))
  {any:x}))) {ints}))
(begin (define-record-type <r:none> (<make:none> x y) <is:none> (x <gx:none> <sx:none>)
  (y <gy:none>)) (let ((r (<make> {any} {any}))) (<sx> r {any}) (write (list (<gx> r) (<gy> r)
  (<is> r) (<is> {any})))))
(begin (define-syntax <while:none> (syntax-rules () ((_ c b ...) (let lp () (if c (begin b ...
  (lp)) #f))))) (let ((<i:int> 0)) (<while> (< <i> {nat}) (write {int:i}) (display " ")
  (set! <i> (+ <i> 1)))))
(begin (define-syntax <my:none> (syntax-rules () ((_) #f) ((_ e) e) ((_ e r ...) (let ((t e))
  (if t t (<my> r ...)))))) (let ((t {any})) (write (<my> {false} t))))
(begin (define-syntax <f:none> (syntax-rules (in from to) ((_ x in l b ...) (for-each (lambda (x)
  b ...) l)) ((_ x from a to z b ...) (do ((x a (+ x 1))) ((not (<= x z))) b ...)))) (<f> y in
  {ints}
  (write y) (display ";")) (<f> y from 1 to {nat} (write (* y y))))
(write ({fn1} {int} {int} {int}))
(write ({fn2} {int}))
(write (car {any}))
(write (cdr {any}))
(write (vector-ref {any} {any}))
(write (let ((f {any})) (f 1)))
(let ((<s:str> {str})) (do ((<i:int> 0 (+ <i> 1))) ((= <i> (string-length <s>)))
  (write (string-ref <s> <i>))))
(write (list (quotient {int} {int}) (remainder {int} {int}) (modulo {int} {int})))
(write (list (floor {num}) (round {num}) (truncate {num}) (ceiling {num})))
(write (map (lambda (x) (number->string x 2)) {ints}))
(write (let loop ((<i:int> 0)) (if (< <i> 5000) (loop (+ <i> 1)) {any:i})))
(write (letrec ((<f:none> (lambda (n) (if (= n 0) 0 (+ 1 (<f> (- n 1))))))) (<f> 2000)))
(begin (when {bool} (write {any})) (unless {bool} (write {any})))
""",
}

_R7RS: Final = {
    "int": r"""
(floor-quotient {int} {nonzero})
(floor-remainder {int} {nonzero})
(truncate-quotient {int} {nonzero})
(truncate-remainder {int} {nonzero})
(exact (round {real}))
(square {int})
(call/cc (lambda (<k:none>) (vector-for-each (lambda (<x:int>) (when {bool:x} (<k> {int:x})))
  (vector {int} {int})) {int}))
(bytevector-u8-ref {bytes} {nat})
(bytevector-length {bytes})
(guard (<e:none> (#t {int})) {int})
(guard (<e:none> ((symbol? <e>) {int}) ((string? <e>) {int}) (else {int})) (raise {any}))
(guard (<e:int> ((number? <e>) {int:e}) (else {int})) (raise {int}))
(guard (<e:none> ((assq 'a <e>) => cdr) ((assq 'b <e>))) (raise (list (cons 'a {int}))))
(guard (<e:none> ((error-object? <e>) (length (error-object-irritants <e>)))) (error {str!} {any!}
  {any!}))
(guard (<e:none> (#t {int})) (guard (<f:none> ((number? <f>) {int})) (raise {any})))
(with-exception-handler (lambda (<e:none>) {int!}) (lambda () (+ {int} (raise-continuable {any}))))
(guard (<e:none> (#t {int})) (with-exception-handler (lambda (<f:none>) {int!})
  (lambda () (raise {any}))))
(let*-values (((<a:int> <b:int>) (floor/ {int} {nonzero})) ((<c:int> <d:int>) (truncate/ <a>
  {nonzero}))) {int:a,b,c,d})
(let () (define-values (<a:int> <b:int> . <r:ints>) (values {int} {int} {int})) {int:a,b,r})
(let-values (((<a:int> <b:int>) (exact-integer-sqrt (abs {int})))) (- <a> <b>))
(force (delay-force (delay {int})))
(force (make-promise {int}))
(digit-value {char})
(let-syntax ((<m:none> (syntax-rules ::: () ((_ (a b :::) :::) (+ (* a b :::) :::)))))
  (<m> ({int} {int}) ({int})))
(let-syntax ((<m:none> (syntax-rules () ((_ a ... z) (- z a ...))))) (<m> {int} {int} {int}))
(let-syntax ((<m:none> (syntax-rules () ((_ (a . b) ...) (+ a ... (length '(b ...)))))))
  (<m> ({int} 1 2) ({int})))
(case {int} ((1) => abs) ((2 3) {int}) (else => (lambda (<x:int>) {int:x})))
""",
    "rat": r"""
(exact {real})
(exact (/ {int} 8.0))
""",
    "real": r"""
(inexact {exact})
(exact->inexact {exact})
(* 1.0 {exact})
(+ {real} {num})
(- {real} {num})
(* {num} {real})
(/ {num} {real})
(sqrt (abs {num}))
(max {real} {int})
(min {num} {real})
(apply + {real} {ints})
""",
    "bool": r"""
(boolean=? {bool} {bool} {bool})
(symbol=? {sym} {sym} {sym})
(nan? (inexact {num}))
(infinite? (inexact {num}))
(exact-integer? {any})
(string<? {str!} {str!} {str!})
(char<? {char!} {char!} {char!})
(bytevector? {any})
(equal? {bytes} {bytes})
(if (member {int} {ints} =) #t #f)
(list? (list-copy {list}))
(input-port? (open-input-string {str}))
""",
    "char": r"""
(char-foldcase {char})
(peek-char (open-input-string {str}))
(string-ref (vector->string (vector {char} {char})) {nat})
""",
    "str": r"""
(string-upcase {str})
(string-downcase {str})
(string-foldcase {str})
(string-map char-upcase {str})
(string-copy {str} {nat})
(string-copy {str} 0 {nat})
(let ((<s:str> (make-string 5 #\-))) (string-copy! <s> {nat} {str}) <s>)
(let ((<s:str> (make-string 5 #\-))) (string-fill! <s> {char} {nat}) <s>)
(utf8->string {bytes})
(vector->string (vector {char} {char}))
(read-line (open-input-string (string-append {str} "\n" {str})))
(read-string {nat} (open-input-string {str}))
(let ((<p:none> (open-output-string))) (write-string {str} <p>) (write-string {str} <p> 1)
  (get-output-string <p>))
(guard (<e:none> ((error-object? <e>) (error-object-message <e>))) (error {str!} {any!}))
(list->string (map char-upcase (string->list {str})))
(let ((<p:none> (open-output-string))) (parameterize ((current-output-port <p>)) (write {any}))
  (get-output-string <p>))
""",
    "ints": r"""
(list-copy {ints})
(let ((<l:ints> (list {int} {int} {int}))) (list-set! <l> {nat} {int}) <l>)
(make-list {nat} {int})
(vector->list (vector-map {fn1} (list->vector {ints})))
(vector->list (vector {int} {int} {int}) {nat})
(map (lambda (<x:int>) (exact <x>)) {ints})
(call-with-values (lambda () (floor/ {int} {nonzero})) list)
(call-with-values (lambda () (truncate/ {int} {nonzero})) list)
(call-with-values (lambda () (exact-integer-sqrt (abs {int}))) list)
(let ((<n:int> 0)) (string-for-each (lambda (c) (set! <n> (+ <n> (char->integer c)))) {str})
  (list <n>))
(let ((<l:none> '())) (vector-for-each (lambda (<x:int> <y:int>) (set! <l> (cons {int:x,y} <l>)))
  (vector {int} {int}) (vector {int} {int} {int})) <l>)
""",
    "list": r"""
(let-syntax ((<m:none> (syntax-rules () ((_ (a ...) b ...) (list (list a ... b) ...)))))
  (<m> ({int} {any}) {any} {any}))
(list-copy {ints})
(list {bytes} {bytes})
(list (assoc {num} (list (cons {int} 'a) (cons {real} 'b)) =) (member {num} (list {int} {num}) =))
(assoc {str} (list (cons {str} 1) (cons {str} 2)) string-ci=?)
(vector->list (vector-map (lambda (<x:int> <y:int>) (list <x> <y> {any:x})) (vector {int} {int})
  (vector {int} {int} {int})))
(guard (<e:none> (#t (list 'caught (plain <e>)))) (raise {any}))
(guard (<e:none> ((error-object? <e>) (list (error-object-message <e>)
  (error-object-irritants <e>)))) (error {str!} {any!} {any!}))
(guard (<e:none> ((symbol? <e>) (list 'sym <e>)) ((string? <e>) (list 'str <e>))) (raise {any}))
(guard (<e:none> ((string? <e>) 'outer) (else 'else)) (guard (<f:none> ((number? <f>) <f>))
  (raise {any})))
(with-exception-handler (lambda (<e:none>) (list (plain <e>) {any!})) (lambda () (cons 'got
  (raise-continuable {any}))))
(read (open-input-string (call-with-output-string (lambda (p) (write {list} p)))))
(let ((<p:none> (open-input-bytevector {bytes}))) (let* ((a (read-u8 <p>)) (b (peek-u8 <p>))
  (c (read-u8 <p>))) (list a (plain b) (plain c))))
(list (plain (read-bytevector {nat} (open-input-bytevector {bytes}))))
(let ((<p:none> (open-output-bytevector))) (write-u8 {nat} <p>) (write-bytevector {bytes} <p>)
  (list (get-output-bytevector <p>)))
(list (char-ready? (open-input-string {str})))
(let ((<p:none> (open-input-string (string-append {str} "\n" {str})))) (let* ((a (read-line <p>))
  (b (read-line <p>)) (c (read-line <p>))) (list (plain a) (plain b) (eof-object? c))))
(let-syntax ((<m:none> (syntax-rules () ((_ (a ... b c)) '(c b a ...))))) (<m> (1 {sym} 2 3)))
(let-syntax ((<m:none> (syntax-rules () ((_ (x y ...) ...) '((y ... ...) x ...)))))
  (<m> (1 2 3) (4) (5 {int})))
(let-syntax ((<m:none> (syntax-rules () ((_ a) '(a (... ...)))))) (<m> {int}))
(let-syntax ((<m:none> (syntax-rules () ((_ _ b) 'b)))) (list (<m> 1 {int})))
(string->list {str} {nat})
(let-values (((<a:int> . <r:ints>) (values {int} {int})) (<z:list> (values {any} {any})))
  (list <a> <r> <z>))
(vector->list (vector {any} {any} {any}) 1)
(list (exact->inexact {rat}) (exact {real}) (inexact {rat}))
(let ((x (list {any} {any}))) (let ((c (cons x x))) (write c) c))
""",
    "vec": r"""
(vector-map {fn1} (list->vector {ints}))
(vector-map (lambda (<x:int>) {any:x}) (vector {int} {int}))
(vector-append {vec} {vec})
(vector-copy {vec})
(vector-copy {vec} {nat})
(let ((<v:vec> (make-vector 5 0))) (vector-copy! <v> {nat} {vec}) <v>)
(let ((<v:vec> (make-vector 4 0))) (vector-fill! <v> {any} {nat}) <v>)
(string->vector {str})
""",
    "bytes": r"""
(string->utf8 {str})
(bytevector-append {bytes} {bytes})
(bytevector-copy {bytes} {nat})
(make-bytevector {nat} {nat})
(let ((<b:bytes> (make-bytevector 4 0))) (bytevector-u8-set! <b> {nat} {int}) <b>)
(let ((<b:bytes> (make-bytevector 40 1))) (bytevector-copy! <b> {nat} {bytes!}) <b>)
(bytevector {nat} {nat} {int})
""",
    "stmt": r"""
(write {bytes})
(write (list {bytes} {bytes}))
(write-string {str})
(write-shared (let ((x (list {any}))) (list x x)))
(write (guard (<e:none> ((string? <e>) 'str) (else 'no)) (dynamic-wind (lambda () (display "in "))
  (lambda () (raise {any})) (lambda () (display "out ")))))
(guard (<e:none> (#t (display "caught ") (write (plain <e>)))) (for-each (lambda (<x:int>)
  (write <x>)
  (if {bool:x} (raise {any:x}))) {ints}))
(write (with-exception-handler (lambda (<e:none>) (display "handling ") {int!}) (lambda ()
  (* 2 (raise-continuable {any})))))
(with-exception-handler (lambda (<e:none>) (display "seen ") 0) (lambda () (raise {any})))
(with-exception-handler (lambda (<e:none>) (display "seen ") 0) (lambda () (car {any})))
(guard (<e:none> (#t (display "e"))) (with-exception-handler (lambda (<f:none>) (display "f ")
  (raise {any!})) (lambda () (raise {any}))))
(write (call/cc (lambda (<k:none>) (with-exception-handler (lambda (<e:none>) (<k> (list 'esc
  {any!}))) (lambda () (dynamic-wind (lambda () (display "i")) (lambda () (error "x" {any}))
  (lambda () (display "o"))))))))
(string-for-each (lambda (c) (write c)) {str})
(vector-for-each (lambda (x) (write x) (display " ")) {vec})
(let ((<p:none> (open-input-string {str}))) (let loop () (let ((c (read-char <p>)))
  (unless (eof-object? c) (write c) (loop)))))
(parameterize ((current-output-port (current-output-port))) (write {any}))
(let ((<p:none> (make-parameter {int} (lambda (x) (if (number? x) x (raise 'bad)))))) (write
  (guard (e (#t (list 'no (plain e)))) (parameterize ((<p> {any})) (<p>)))))
(write (let loop ((<i:int> 0) (acc '())) (if (= <i> 3) acc (loop (+ <i> 1) (cons (guard (e (#t
  (plain e)))
  (if {bool:i} (raise {any:i}) {any:i})) acc)))))
""",
}


def _lines(text: str) -> tuple[str, ...]:
    whole = text.replace("\n  ", " ").strip().splitlines()
    return tuple(line.strip() for line in whole if line.strip())


def _grouped(group: str, table: dict[str, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(kind, group): _lines(text) for kind, text in table.items()}


PRODUCTIONS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    **_grouped("all", _ALL),
    **_grouped("r7rs", _R7RS),
}
"""Templates, by the type of what they give and the group that they belong to."""
