"""Guile's modules of ports as our tables have them, and as the real Guile has them."""

from __future__ import annotations

from scheme_cases import check, check_guile, names_of, outcome, program_of, untried

from schemesockets.dialects.scheme.data import String

BINARY = r"""
(get-u8 (open-bytevector-input-port #vu8(1 2))) => 1
(lookahead-u8 (open-bytevector-input-port #vu8(1 2))) => 1
(get-bytevector-n (open-bytevector-input-port #vu8(1 2 3)) 2) => #vu8(1 2)
(get-bytevector-n (open-bytevector-input-port #vu8(1 2 3)) 9) => #vu8(1 2 3)
(let ((p (open-bytevector-input-port #vu8()))) (map eof-object? (list (get-u8 p) (lookahead-u8 p)
  (get-bytevector-n p 1) (get-bytevector-some p) (get-bytevector-all p)))) => (#t #t #t #t #t)
(get-bytevector-some (open-bytevector-input-port #vu8(1 2 3))) => #vu8(1 2 3)
(get-bytevector-all (open-bytevector-input-port #vu8(1 2 3))) => #vu8(1 2 3)
(let* ((b (make-bytevector 5 0))
  (n (get-bytevector-n! (open-bytevector-input-port #vu8(1 2 3)) b 1 9))) n) => error
(let* ((b (make-bytevector 5 0))
  (n (get-bytevector-n! (open-bytevector-input-port #vu8(1 2 3)) b 1 2))) (list n b))
  => (2 #vu8(0 1 2 0 0))
(let* ((b (make-bytevector 5 0))
  (n (get-bytevector-some! (open-bytevector-input-port #vu8(1 2 3)) b 1 2))) (list n b))
  => (2 #vu8(0 1 2 0 0))
(let* ((s (make-string 5 #\-)) (n (get-string-n! (open-input-string "abcd") s 1 3))) (list n s))
  => (3 "-abc-")
(eof-object? (get-string-n! (open-input-string "") (make-string 2) 0 2)) => #t
(call-with-output-bytevector (lambda (o) (put-u8 o 1) (put-bytevector o #vu8(2 3))
  (put-bytevector o #vu8(4 5 6) 1) (put-bytevector o #vu8(7 8 9) 1 1))) => #vu8(1 2 3 5 6 8)
(call-with-output-bytevector (lambda (o) (put-u8 o 256))) => error
(call-with-input-bytevector #vu8(9) get-u8) => 9
(call-with-values open-bytevector-output-port (lambda (o get) (put-u8 o 1) (let ((x (get)))
  (put-u8 o 2) (list x (get))))) => (#vu8(1) #vu8(2))
(let* ((left '(1 2 3 4 5)) (closed #f) (p (make-custom-binary-input-port "x" (lambda (bv start n)
  (if (null? left) 0 (begin (bytevector-u8-set! bv start (car left)) (set! left (cdr left)) 1)))
  #f #f (lambda () (set! closed #t)))) (a (get-u8 p)) (b (get-bytevector-all p))) (close-port p)
  (list a b closed)) => (1 #vu8(2 3 4 5) #t)
(let* ((out '()) (p (make-custom-binary-output-port "x" (lambda (bv start n)
  (set! out (cons n out)) n) #f #f #f))) (put-bytevector p #vu8(1 2 3)) (close-port p) out) => (3)
(let* ((out '()) (p (make-custom-binary-input/output-port "x" (lambda (bv start n)
  (bytevector-u8-set! bv start 7) 1) (lambda (bv start n) (set! out (cons n out)) n) #f #f #f)))
  (let ((a (get-u8 p))) (put-bytevector p #vu8(1 2)) (close-port p) (list a out))) => (7 (2))
"""

TEXTUAL = r"""
(get-char (open-input-string "ab")) => #\a
(lookahead-char (open-input-string "ab")) => #\a
(get-line (open-input-string "ab\nc")) => "ab"
(eof-object? (get-line (open-input-string ""))) => #t
(get-string-n (open-input-string "abc") 2) => "ab"
(get-string-n (open-input-string "abc") 0) => ""
(eof-object? (get-string-n (open-input-string "") 2)) => #t
(get-string-all (open-input-string "abc\nd")) => "abc\nd"
(get-string-all (open-input-string "")) => ""
(call-with-output-string (lambda (o) (put-char o #\a) (put-string o "bcd") (put-string o "efgh" 1)
  (put-string o "ijkl" 1 2))) => "abcdfghjk"
(put-string 5 "x") => error
"""

POPEN = r"""
(let* ((p (open-input-pipe "echo hello; exit 3")) (a (read-line p)) (b (read-line p))
  (s (close-pipe p))) (list a (eof-object? b) s)) => ("hello" #t 768)
(let* ((p (open-pipe* "r" "echo" "a b" "c")) (a (read-line p))) (list a (close-pipe p)))
  => ("a b c" 0)
(let ((p (open-output-pipe "read x; test \"$x\" = yes"))) (write-string "yes\n" p) (close-pipe p))
  => 0
(let ((p (open-pipe "cat > /dev/null; kill -9 $$" "w"))) (write-string "yes\n" p) (close-pipe p))
  => 9
(let ((p (open-input-output-pipe "read x; echo \"<$x>\""))) (write-string "a\n" p)
  (flush-output-port p) (let ((a (read-line p))) (list a (close-pipe p)))) => ("<a>" 0)
(close-pipe (current-output-port)) => error
(call-with-values (lambda () (pipeline '(("tr" "a-z" "A-Z") ("tr" "A" "B"))))
  (lambda (from to pids) (write-string "abc\n" to) (close-port to)
  (let ((a (read-line from))) (close-port from) (list a (length pids))))) => ("BBC" 2)
(close-pipe (open-pipe* "r" "/no/such/program")) => 32512
"""

# A mode that Guile takes for a port that neither reads nor writes.
NOT_GUILES = """
(open-pipe "true" "q") => error
"""


def test_binary_ports() -> None:
    check(BINARY, "ice9_binary_ports")
    assert untried(BINARY, "ice9_binary_ports") == set()


def test_guile_agrees_about_binary_ports() -> None:
    check_guile(BINARY, "(ice-9 binary-ports)", "(rnrs bytevectors)")


def test_textual_ports() -> None:
    check(TEXTUAL, "ice9_textual_ports", "io")
    assert untried(TEXTUAL, "ice9_textual_ports") == set()


def test_guile_agrees_about_textual_ports() -> None:
    check_guile(TEXTUAL, "(ice-9 textual-ports)")


def test_popen() -> None:
    check(POPEN + NOT_GUILES, "ice9_popen", "io")
    assert untried(POPEN, "ice9_popen") == set()


def test_guile_agrees_about_popen() -> None:
    check_guile(POPEN, "(ice-9 popen)", "(ice-9 rdelim)", "(scheme base)")


def test_a_procedure_that_counts_wrong() -> None:
    program = program_of("ice9_binary_ports")
    wrong = """(get-u8 (make-custom-binary-input-port "x" (lambda (bv start n) 'a) #f #f #f))"""
    assert outcome(wrong, program).startswith("error: ")


def test_a_custom_port_has_a_position() -> None:
    names = names_of("ice9_binary_ports")
    places: list[int] = []
    port = names["make-custom-binary-input-port"](
        String("x"), lambda buffer, start, count: 0, lambda: 5, places.append, False
    )
    assert port.seekable()
    port.seek(9)
    assert places == [9]
    port.close()
