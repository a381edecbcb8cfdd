"""Guile's exceptions as our tables have them, and as the real Guile has them."""

from __future__ import annotations

from scheme_guile_cases import check, check_guile

KEYS = r"""
(let ((s (socket PF_INET SOCK_STREAM 0))) (catch #t (lambda ()
  (connect s AF_INET INADDR_LOOPBACK 1)) (lambda args (close-port s) args)))
  => (system-error "connect" "~A" ("Connection refused") (111))
(let ((s (socket PF_INET SOCK_STREAM 0))) (catch #t (lambda ()
  (connect s AF_INET INADDR_LOOPBACK 1)) (lambda args (close-port s)
  (= ECONNREFUSED (system-error-errno args))))) => #t
(error (string-copy "msg") 1 "two") => ERR misc-error
(catch #t (lambda () (error (string-copy "msg") 1 "two")) list) => (misc-error #f "~A ~S ~S"
  ("msg" 1 "two")
  #f)
(error 'who "msg" 1) => ERR misc-error
(catch #t (lambda () (error 'who "msg" 1)) list) => (misc-error #f "~A ~S ~S" (who "msg" 1) #f)
(error 'who "msg ~a" 1) => ERR misc-error
(catch #t (lambda () (error 'who "msg ~a" 1)) list) => (misc-error #f "~A ~S ~S" (who "msg ~a" 1)
  #f)
(error 'who) => ERR misc-error
(catch #t (lambda () (error 'who)) list) => (misc-error #f "~A" (who) #f)
(error (string-copy "abc ~a") 1) => ERR misc-error
(catch #t (lambda () (error (string-copy "abc ~a") 1)) list) => (misc-error #f "~A ~S" ("abc ~a"
  1) #f)
(error (list 1 2) 3) => ERR misc-error
(catch #t (lambda () (error (list 1 2) 3)) list) => (misc-error #f "~A ~S" ((1 2) 3) #f)
(throw 'foo 1 2) => ERR foo
(catch #t (lambda () (throw 'foo 1 2)) list) => (foo 1 2)
(throw 'foo) => ERR foo
(catch #t (lambda () (throw 'foo)) list) => (foo)
(throw 5) => ERR wrong-type-arg
(throw 'misc-error "p" "m ~a" '(1) #f) => ERR misc-error
(catch #t (lambda () (throw 'misc-error "p" "m ~a" '(1) #f)) list) => (misc-error "p" "m ~a" (1)
  #f)
(scm-error 'k "subr" "msg ~a" '(1) #f) => ERR k
(catch #t (lambda () (scm-error 'k "subr" "msg ~a" '(1) #f)) list) => (k "subr" "msg ~a" (1) #f)
(scm-error 'misc-error #f "msg ~a" '(1) '(2)) => ERR misc-error
(catch #t (lambda () (scm-error 'misc-error #f "msg ~a" '(1) '(2))) list) => (misc-error #f "msg
  ~a" (1) (2))
(raise-exception 5) => ERR %exception
(catch #t (lambda () (raise-exception 5)) list) => (%exception 5)
(raise-exception 5 #:continuable? #t) => ERR %exception
(catch #t (lambda () (raise-exception 5 #:continuable? #t)) list) => (%exception 5)
(car 5) => ERR wrong-type-arg
(vector-ref (vector 1 2) 5) => ERR out-of-range
(vector-ref 5 0) => ERR wrong-type-arg
(vector-ref (vector 1) 'a) => ERR wrong-type-arg
(+ 1 'a) => ERR wrong-type-arg
(+ 1 "a") => ERR wrong-type-arg
(string-append "a" 5) => ERR wrong-type-arg
(string-ref "abc" 7) => ERR out-of-range
(substring "abc" 2 1) => ERR out-of-range
(list-ref '(1) 4) => ERR out-of-range
(hash-ref 5 1) => ERR wrong-type-arg
(symbol->string 5) => ERR wrong-type-arg
(catch #t (lambda () (symbol->string 5)) list) => (wrong-type-arg "symbol->string" "Wrong type
  argument in position ~A (expecting ~A): ~S" (1 "symbol" 5) (5))
(string->symbol 5) => ERR wrong-type-arg
(catch #t (lambda () (string->symbol 5)) list) => (wrong-type-arg "string->symbol" "Wrong type
  argument in position ~A (expecting ~A): ~S" (1 "string" 5) (5))
(length 5) => ERR wrong-type-arg
(length '(1 . 2)) => ERR wrong-type-arg
(primitive-eval '(undefinedvar)) => ERR unbound-variable
(catch #t (lambda () (primitive-eval '(undefinedvar))) list) => (unbound-variable #f "Unbound
  variable: ~S" (undefinedvar) #f)
(f) => ERR wrong-number-of-args
(f 1 2) => ERR wrong-number-of-args
(car) => ERR wrong-number-of-args
(5 6) => ERR wrong-type-arg
("x") => ERR wrong-type-arg
(/ 1 0) => ERR numerical-overflow
(quotient 1 0) => ERR numerical-overflow
(modulo 1 0) => ERR numerical-overflow
(exact->inexact 'a) => ERR wrong-type-arg
(open-input-file "/nonexistent") => ERR system-error
(catch #t (lambda () (open-input-file "/nonexistent")) list) => (system-error "open-file" "~A:
  ~S" ("No such file or directory" "/nonexistent") (2))
(open-file "/nonexistent" "r") => ERR system-error
(catch #t (lambda () (open-file "/nonexistent" "r")) list) => (system-error "open-file" "~A: ~S"
  ("No such file or directory" "/nonexistent") (2))
(open-file "/tmp" "w") => ERR system-error
(catch #t (lambda () (open-file "/tmp" "w")) list) => (system-error "open-file" "~A: ~S" ("Is a
  directory" "/tmp") (21))
(delete-file "/nonexistent") => ERR system-error
(catch #t (lambda () (delete-file "/nonexistent")) list) => (system-error "delete-file" "~A" ("No
  such file or directory") (2))
(mkdir "/") => ERR system-error
(catch #t (lambda () (mkdir "/")) list) => (system-error "mkdir" "~A" ("File exists") (17))
(rename-file "/nonex" "/nonex2") => ERR system-error
(catch #t (lambda () (rename-file "/nonex" "/nonex2")) list) => (system-error "rename-file" "~A"
  ("No such file or directory") (2))
(opendir "/nonex") => ERR system-error
(catch #t (lambda () (opendir "/nonex")) list) => (system-error "opendir" "~A" ("No such file or
  directory") (2))
(with-input-from-string ")" read) => ERR read-error
(with-input-from-string "(" read) => ERR read-error
(with-input-from-string "#<foo>" read) => ERR read-error
(eval '(if) (current-module)) => ERR syntax-error
((lambda* (#:key a) a) #:b 1) => ERR keyword-argument-error
((lambda* (#:key a) a) #:a) => ERR keyword-argument-error
((lambda* (#:key a) a) 1) => ERR keyword-argument-error
((lambda* (a #:optional b c #:key (d 200)) (list a b c d)) 1 2 #:d 404) => (1 2 #f 404)
((lambda* (#:optional b #:key s #:rest r) (list b s r)) #:s 404) => (#f 404 (#:s 404))
((lambda* (#:optional b . r) (list b r)) #:s 404) => (#:s (404))
((lambda* (#:optional b #:key s) (list b s)) #:t 404) => ERR keyword-argument-error
(quit) => ERR quit
(catch #t (lambda () (quit)) list) => (quit)
(quit 'a 'b) => ERR quit
(catch #t (lambda () (quit 'a 'b)) list) => (quit a b)
(primitive-eval '(hash-table-ref 1 2)) => ERR unbound-variable
(catch #t (lambda () (primitive-eval '(hash-table-ref 1 2))) list) => (unbound-variable #f
  "Unbound variable: ~S" (hash-table-ref) #f)
(integer->char -1) => ERR out-of-range
(char-upcase "a") => ERR wrong-type-arg
(catch #t (lambda () (char-upcase "a")) list) => (wrong-type-arg "char-upcase" "Wrong type
  argument in position ~A (expecting ~A): ~S" (1 "character" "a") ("a"))
(apply + 1) => ERR wrong-type-arg
(apply f '(1 2 3)) => ERR wrong-number-of-args
(make-vector -1) => ERR out-of-range
(sqrt 'x) => ERR wrong-type-arg
(call-with-values (lambda () (values 1 2)) (lambda (x) x)) => ERR wrong-number-of-args
(read-char 5) => ERR wrong-type-arg
(display 1 2) => ERR wrong-type-arg
(let ((p (open-input-string "x"))) (close-port p) (read-char p)) => ERR wrong-type-arg
(primitive-eval '(match-error)) => ERR unbound-variable
(catch #t (lambda () (primitive-eval '(match-error))) list) => (unbound-variable #f "Unbound
  variable: ~S" (match-error) #f)
(letrec ((a b) (b 1)) a) => ERR misc-error
(vector-set! #(1 2) 0 1) => #<unspecified>
(catch #t (lambda () (vector-set! #(1 2) 0 1)) list) => #<unspecified>
(list->string '(1)) => ERR wrong-type-arg
(symbol->string "a") => ERR wrong-type-arg
(catch #t (lambda () (symbol->string "a")) list) => (wrong-type-arg "symbol->string" "Wrong type
  argument in position ~A (expecting ~A): ~S" (1 "symbol" "a") ("a"))
(reverse 'a) => ERR wrong-type-arg
(map car 5) => ERR wrong-type-arg
(map car '(1)) => ERR wrong-type-arg
(for-each 5 '(1)) => ERR wrong-type-arg
(assq 'a 5) => ERR wrong-type-arg
(assq 'a '(5)) => ERR wrong-type-arg
(resolve-module '(foo bar) #:ensure #f) => #f
(catch #t (lambda () (resolve-module '(foo bar) #:ensure #f)) list) => #f
(module-ref (current-module) 'nonex) => ERR misc-error
(load "/nonex") => ERR system-error
(catch #t (lambda () (load "/nonex")) list) => (system-error "open-file" "~A: ~S" ("No such file
  or directory" "/nonex") (2))
(getpwnam "nonexist") => ERR misc-error
(catch #t (lambda () (getpwnam "nonexist")) list) => (misc-error "getpw" "entry not found" () #f)
(system-error-errno '(system-error 1 2 3 (4))) => 4
(catch #t (lambda () (system-error-errno '(system-error 1 2 3 (4)))) list) => 4
(system-error-errno '(foo 1 2 3 (4))) => #f
(catch #t (lambda () (system-error-errno '(foo 1 2 3 (4)))) list) => #f
(abort-to-prompt 'foo) => ERR misc-error
(with-exception-handler (lambda (e) 42) (lambda () (+ 1 (raise-exception 'x #:continuable? #t))))
  => 43
(catch #t (lambda () (with-exception-handler (lambda (e) 42) (lambda () (+ 1 (raise-exception 'x
  #:continuable? #t))))) list) => 43
(with-exception-handler (lambda (e) 42) (lambda () (+ 1 (error (string-copy "x")))) #:unwind?
  #t) => 42
(catch #t (lambda () (with-exception-handler (lambda (e) 42) (lambda () (+ 1 (error (string-copy
  "x"))))
  #:unwind? #t)) list) => 42
(with-exception-handler (lambda (e) (list (exception-kind e) (exception-args e))) (lambda () (+ 1
  (error (string-copy "x") 1))) #:unwind? #t) => (misc-error (#f "~A ~S" ("x" 1) #f))
(catch #t (lambda () (with-exception-handler (lambda (e) (list (exception-kind e) (exception-args
  e))) (lambda () (+ 1 (error (string-copy "x") 1))) #:unwind? #t)) list) => (misc-error (#f "~A
  ~S" ("x" 1)
  #f))
(with-exception-handler (lambda (e) (list (exception-kind e) (exception-args e))) (lambda ()
  (throw 'foo 1 2)) #:unwind? #t #:unwind-for-type 'foo) => (foo (1 2))
(catch #t (lambda () (with-exception-handler (lambda (e) (list (exception-kind e) (exception-args
  e))) (lambda () (throw 'foo 1 2)) #:unwind? #t #:unwind-for-type 'foo)) list) => (foo (1 2))
(with-exception-handler (lambda (e) (list (exception-kind e) (exception-args e))) (lambda ()
  (throw 'foo 1 2)) #:unwind? #t #:unwind-for-type 'bar) => ERR foo
(catch #t (lambda () (with-exception-handler (lambda (e) (list (exception-kind e) (exception-args
  e))) (lambda () (throw 'foo 1 2)) #:unwind? #t #:unwind-for-type 'bar)) list) => (foo 1 2)
(catch 'foo (lambda () (throw 'bar 1)) list) => ERR bar
(catch #t (lambda () (catch 'foo (lambda () (throw 'bar 1)) list)) list) => (bar 1)
(false-if-exception (car 5)) => #f
(catch #t (lambda () (false-if-exception (car 5))) list) => #f
(false-if-exception (exit 1)) => #f
(catch #t (lambda () (false-if-exception (exit 1))) list) => #f
(catch 'wrong-type-arg (lambda () (car 5)) (lambda (key . args) key)) => wrong-type-arg
(catch #t (lambda () (catch 'wrong-type-arg (lambda () (car 5)) (lambda (key . args) key))) list)
  => wrong-type-arg
(catch 'foo (lambda () 5)) => ERR wrong-number-of-args
(catch "foo" (lambda () 5) list) => ERR wrong-type-arg
(error) => ERR misc-error
(catch #t (lambda () (error)) list) => (misc-error #f "?" #f #f)
(error 'a 'b) => ERR misc-error
(catch #t (lambda () (error 'a 'b)) list) => (misc-error #f "~A ~S" (a b) #f)
(error (string-copy "x:") 'b "c" #\d) => ERR misc-error
(catch #t (lambda () (error (string-copy "x:") 'b "c" #\d)) list) => (misc-error #f "~A ~S ~S
  ~S" ("x:" b "c"
  #\d) #f)
(exit "foo") => ERR quit
(catch #t (lambda () (exit "foo")) list) => (quit "foo")
"""

KEYS_PRELUDE = r"""
(define (f x) x)
"""

HANDLING = r"""
(with-exception-handler (lambda (e) (list (exception-kind e) (exception-args e))) (lambda ()
  (throw 'foo 1 2)) #:unwind? #t #:unwind-for-type 'foo) => (foo (1 2))
(with-exception-handler (lambda (e) (list (exception-kind e) (exception-args e))) (lambda ()
  (throw 'foo 1 2)) #:unwind? #t #:unwind-for-type 'bar) => ERR foo
(catch 'foo (lambda () (throw 'bar 1)) list) => ERR bar
(with-output-to-string (lambda () (catch 'foo (lambda () (throw 'foo 1)) list (lambda a (display
  a))))) => "(foo 1)"
(with-output-to-string (lambda () (with-throw-handler 'foo (lambda () (throw 'foo 1)) (lambda a
  (display a) 5)))) => ERR foo
(with-output-to-string (lambda () (with-throw-handler #t (lambda () (throw 'foo 1)) (lambda a
  (display a) (throw 'bar 2))))) => ERR bar
(false-if-exception (car 5)) => #f
(false-if-exception (raise-exception 5)) => #f
(false-if-exception (exit 1)) => #f
(catch 'wrong-type-arg (lambda () (car 5)) (lambda (key . args) key)) => wrong-type-arg
(catch 'foo (lambda () 5)) => ERR wrong-number-of-args
(catch "foo" (lambda () 5) list) => ERR wrong-type-arg
(error) => ERR misc-error
(error 'a 'b) => ERR misc-error
(error (string-copy "x:") 'b "c" #\d) => ERR misc-error
(exit "foo") => ERR quit
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'misc-error '(#f "~A
  ~S" ("x" 1) #f)))) => "x 1\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'foo '(1 2)))) =>
  "Throw to key `foo' with args `(1 2)'.\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'foo '()))) => "Throw
  to key `foo' with args `()'.\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'foo '("sub" "msg ~a"
  (3) #f)))) => "Throw to key `foo' with args `(\"sub\" \"msg ~a\" (3) #f)'.\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'wrong-type-arg
  '("car" "Wrong ~S" (3) #f)))) => "In procedure car: Wrong 3\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'system-error
  '("open" "~A: ~S" ("No such" "/x") (2))))) => "In procedure open: No such: \"/x\"\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'unbound-variable
  '(#f "Unbound variable: ~S" (foo) #f)))) => "Unbound variable: foo\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'getaddrinfo-error
  '(-2)))) => "In procedure getaddrinfo: Name or service not known\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'syntax-error '(let
  "bad let" #f (let ((x)) x) #f)))) => "Syntax error:\nunknown location: let: bad let in form
  (let ((x)) x)\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'syntax-error '(#f
  "bad let" ((line . 2) (column . 3) (filename . "f.scm")) (let ((x)) x) x)))) => "Syntax
  error:\nf.scm:3:3: bad let in subform x of (let ((x)) x)\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f
  'keyword-argument-error '("eval" "Unrecognized keyword" () (#:b))))) => "Unrecognized keyword:
  #:b\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'quit '(3)))) =>
  "Throw to key `quit' with args `(3)'.\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f '%exception (list
  5)))) => "Throw to key `%exception' with args `(5)'.\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'numerical-overflow
  '("divide" "Numerical overflow" #f #f)))) => "Throw to key `numerical-overflow' with args
  `(\"divide\" \"Numerical overflow\" #f #f)'.\n"
(with-output-to-string (lambda () (print-exception (current-output-port) #f 'host-not-found
  '("gethost" "Unknown host" #f ())))) => "In procedure gethost: Unknown host\n"
(with-output-to-string (lambda () (display-error #f (current-output-port) "subr" "msg ~a" '(1)
  #f))) => "In procedure subr: msg 1\n"
(with-output-to-string (lambda () (display-error #f (current-output-port) #f "msg ~a" '(1) #f)))
  => "msg 1\n"
(exception-kind (make-exception-from-throw 'quit '(1))) => quit
(exception-args (make-exception-from-throw 'quit '(1))) => (1)
(exception-kind 5) => %exception
(scm-error 'foo 'sym "msg ~a" '(1) #f) => ERR foo
(catch 'system-error (lambda () (open-file "/nonex" "r")) (lambda args (system-error-errno
  args))) => 2
(catch '(a b) (lambda () (throw 'a 1)) list) => ERR wrong-type-arg
(with-output-to-string (lambda () (catch 'a (lambda () (dynamic-wind (lambda () (display "in"))
  (lambda () (throw 'a 1)) (lambda () (display "out")))) (lambda a (display "handler")) (lambda a
  (display "pre"))))) => "inpreouthandler"
(with-output-to-string (lambda () (catch 'a (lambda () (with-throw-handler 'a (lambda () (throw
  'a 1)) (lambda a (display "wth")))) (lambda a (display "handler") a)))) => "wthhandler"
(with-output-to-string (lambda () (catch 'wrong-type-arg (lambda () (dynamic-wind (lambda ()
  (display "in")) (lambda () (car 1)) (lambda () (display "out")))) (lambda a (display
  "handler")) (lambda a (display "pre"))))) => "inpreouthandler"
(catch #t (lambda () (catch #t (lambda () (throw 'a)) (lambda a (throw 'b)))) list) => (b)
(with-output-to-string (lambda () (with-exception-handler (lambda (e) (display "h1") 10) (lambda
  () (with-exception-handler (lambda (e) (display "h2") (raise-exception e #:continuable? #t))
  (lambda () (+ 1 (raise-exception 'x #:continuable? #t)))))))) => "h2h1"
(with-exception-handler 5 (lambda () 1)) => ERR wrong-type-arg
(catch 'quit (lambda () (exit 7)) (lambda (k . a) a)) => (7)
"""

HANDLING_PRELUDE = r"""
(define (f x) x)
"""


def test_keys_ours() -> None:
    check(KEYS, prelude=KEYS_PRELUDE)


def test_keys_guile_agrees() -> None:
    check_guile(KEYS, prelude=KEYS_PRELUDE)


def test_handling_ours() -> None:
    check(HANDLING, prelude=HANDLING_PRELUDE)


def test_handling_guile_agrees() -> None:
    check_guile(HANDLING, prelude=HANDLING_PRELUDE)


def test_a_literal_is_the_template() -> None:
    # As Guile compiles it; what `check_guile` asks is not compiled.
    check('(catch #t (lambda () (error "x" 1)) list) => (misc-error #f "x ~S" (1) #f)')


WRITTEN_PRELUDE = """
(define (text thunk) (with-exception-handler
  (lambda (e) (call-with-output-string (lambda (p) (display e p)))) thunk #:unwind? #t))
"""
WRITTEN = r"""
(text (lambda () (throw 'foo 1 "b"))) => "#<&compound-exception components: (#<&error> \
#<&irritants irritants: (1 \"b\")> #<&exception-with-kind-and-args kind: foo args: (1 \"b\")>)>"
(text (lambda () (scm-error 'misc-error "me" "t ~a" '(1) #f))) =>
  "#<&compound-exception components: (#<&error> #<&origin origin: \"me\"> \
#<&message message: \"t ~a\"> #<&irritants irritants: (1)> \
#<&exception-with-kind-and-args kind: misc-error args: (\"me\" \"t ~a\" (1) #f)>)>"
(text (lambda () (string->number 'a))) => "#<&compound-exception components: \
(#<&assertion-failure> #<&origin origin: \"string->number\"> #<&message message: \
\"Wrong type argument in position ~A (expecting ~A): ~S\"> #<&irritants irritants: \
(1 \"string\" a)> #<&exception-with-kind-and-args kind: wrong-type-arg args: \
(\"string->number\" \"Wrong type argument in position ~A (expecting ~A): ~S\" \
(1 \"string\" a) (a))>)>"
(text (lambda () (connect (socket PF_INET SOCK_STREAM 0) AF_INET INADDR_LOOPBACK 1))) =>
  "#<&compound-exception components: (#<&external-error> #<&origin origin: \"connect\"> \
#<&message message: \"~A\"> #<&irritants irritants: (\"Connection refused\")> \
#<&exception-with-kind-and-args kind: system-error args: (\"connect\" \"~A\" \
(\"Connection refused\") (111))>)>"
""".replace("\\\n", "")


def test_how_exceptions_are_written_ours() -> None:
    check(WRITTEN, prelude=WRITTEN_PRELUDE)


def test_how_exceptions_are_written_guile_agrees() -> None:
    check_guile(WRITTEN, prelude=WRITTEN_PRELUDE)
