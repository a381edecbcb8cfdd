"""CHICKEN's modules as our tables have them, and as the real CHICKEN has them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from scheme_cases import check, check_chicken, names_of, outcome, program_of, untried

from schemesockets.dialects.scheme.data import EOF, String

STRING = r"""
(conc "a" 1 (quote b) #\c "d" 1.5 (list 1 "x")) => "a1bcd1.5(1 x)"
(->string "a") => "a"
(->string (quote (1 "a" #\b))) => "(1 a b)"
(->string #\a) => "a"
(->string 1.0) => "1.0"
(->string #t) => "#t"
(string-chop "1234567" 3) => ("123" "456" "7")
(string-chomp "hello\n") => "hello"
(string-chomp "foobar" "bar") => "foo"
(string-chomp "foobar" "x") => "foobar"
(string-compare3 "abc" "abd") => -1
(string-compare3 "abc" "ab") => 1
(string-compare3 "a" "a") => 0
(string-compare3 "a" "d") => -3
(string-compare3-ci "A" "a") => 0
(string-intersperse (list "a" "b" "c")) => "a b c"
(string-intersperse (list "a" "b") "--") => "a--b"
(string-intersperse (list) "--") => ""
(string-split "one  two three") => ("one" "two" "three")
(string-split "foo:bar::baz:" ":" #t) => ("foo" "bar" "" "baz" "")
(string-split "foo:bar::baz," ":,") => ("foo" "bar" "baz")
(string-split "" ":" #t) => ("")
(string-split ":" ":" #t) => ("" "")
(string-split "" ":") => ()
(string-split "a" "") => ("a")
(string-translate "Hello" "el" "12") => "H122o"
(string-translate "hello" "l") => "heo"
(string-translate "hello" #\l #\x) => "hexxo"
(string-translate "abc" "abc" "x") => error
(string-translate "hello" "helo" #\x) => "xxxxx"
(string-translate "hello" "ho" "") => error
(string-translate "hello" #\l "xy") => error
(string-translate* "<h1>this is a \"string\"</h1>" (quote (("<" . "&lt;") (">" . "&gt;") ("\""
  . "&quot;"))))
  => "&lt;h1&gt;this is a &quot;string&quot;&lt;/h1&gt;"
(string-translate* "foo" (quote (("fo" . "x") ("f" . "y")))) => "xo"
(string-translate* "foo" (quote (("f" . "y") ("fo" . "x")))) => "yoo"
(substring=? "foo" "foobar") => #t
(substring=? "bar" "foobar" 0 3) => #t
(substring=? "foo" "foobar" 0 0 2) => #t
(substring=? "fox" "foobar") => #f
(substring=? "fooxx" "foo") => #t
(substring-ci=? "FOO" "foobar") => #t
(substring=? "foo" "foobar" 0 0 10) => #f
(substring=? "foobar" "foo" 0 0 3) => #t
(substring=? "bar" "foobar" 0 3 2) => #t
(substring=? "" "foobar") => #t
(substring=? "xfoo" "foobar" 1 0) => #t
(substring=? "xfoo" "foobar" 1 0 2) => #t
(substring=? "xfoo" "foobar" 9 0 2) => #f
(substring-index "a" "banana") => 1
(substring-index "a" "banana" 2) => 3
(substring-index "x" "banana") => #f
(substring-index "" "banana") => 0
(substring-index-ci "A" "banana") => 1
(substring-index "a" "banana" 6) => #f
(substring-index "a" "banana" 7) => error
(substring-index "" "banana" 6) => 6
(substring-index "" "") => 0
(reverse-string-append (list "a" "b" "c")) => "cba"
(reverse-list->string (list #\a #\b)) => "ba"
(string-chop "" 3) => ()
(string-chomp 1) => error
(string-split "a b\tc\nd") => ("a" "b" "c" "d")
(conc) => ""
(string-intersperse (list "a" 1)) => error
"""

IO = r"""
(with-input-from-string "ab\ncd\n" (lambda () (list (read-lines)))) => (("ab" "cd"))
(with-input-from-string "ab\ncd\n" (lambda () (list (read-lines (current-input-port) 1))))
  => (("ab"))
(with-input-from-string "ab\ncd" (lambda () (list (read-string) (read-string))))
  => ("ab\ncd" #!eof)
(with-input-from-string "ab\ncd" (lambda () (let* ((a (read-string 3)) (b (read-string 9)) (c
  (read-string 9))) (list a b c))))
  => ("ab\n" "cd" #!eof)
(with-input-from-string "ab\ncd" (lambda () (let* ((a (read-line (current-input-port) 1)) (b
  (read-line))) (list a b))))
  => ("a" "b")
(with-input-from-string "ab\r\r\nc\n\rx" read-lines) => ("ab" "" "c" "" "x")
(with-input-from-string "1 (2 3) x" (lambda () (read-list))) => (1 (2 3) x)
(with-input-from-string "1 (2 3) x" (lambda () (read-list (current-input-port) read 2)))
  => (1 (2 3))
(with-input-from-string "abc" (lambda () (let* ((a (read-byte)) (b (read-byte)) (c
  (read-byte)) (d (read-byte))) (list a b c d))))
  => (97 98 99 #!eof)
(with-input-from-string "abc123" (lambda () (let* ((a (read-token char-alphabetic?)) (b
  (read-char))) (list a b))))
  => ("abc" #\1)
(with-input-from-string "abcdef" (lambda () (let* ((s (make-string 4 #\-)) (a (read-string! 2
  s (current-input-port) 1)) (b (read-string! #f s))) (list s a b (read-string! #f s)))))
  => ("cdef" 2 4 0)
(with-input-from-string "abcdef" (lambda () (let* ((a (read-buffered))) (list a)))) => ("abcdef")
(with-output-to-string (lambda () (write-line "a") (write-string "bcd" 2) (write-byte 65)
  (write-string "xy" #f) (write-string "xy")))
  => "a\nbcAxyxy"
(with-output-to-string (lambda () (write-line (quote a)))) => error
(with-input-from-string "" (lambda () (list (read-line) (read-string 3) (read-string)
  (read-lines) (read-list) (read-token char-alphabetic?) (read-buffered))))
  => (#!eof #!eof #!eof () () "" "")
(with-input-from-string "ab\ncd" (lambda () (read-list (current-input-port) read-line)))
  => ("ab" "cd")
(with-input-from-string "ab\ncd" (lambda () (read-string 0))) => ""
"""

FORMAT = r"""
(format "a ~a ~s ~A ~S" "x" "x" #\y #\y) => "a x \"x\" y #\\y"
(format "~c~C" #\a #\b) => "ab"
(format "~b ~o ~x ~X" 10 10 255 255) => "1010 12 ff ff"
(format "a~%b~n~~c") => "a\nb\n~c"
(format "a~\n     b") => "ab"
(sprintf "~a" 1) => "1"
(with-output-to-string (lambda () (printf "~a!" 1) (format #t "~a" 2) (fprintf
  (current-output-port) "~a" 3)))
  => "1!23"
(format "~a") => error
(format "x" 1) => "x"
(format "~q" 1) => error
(format "~a" 1 2) => "1"
(format 1 "x") => error
(format "~d" 1) => error
(format "a~!b") => "ab"
(format #f "~?~a" "~a" (list 1) 2) => "12"
"""


@pytest.mark.parametrize(
    ("text", "table", "modules"),
    [
        (STRING, "chicken_string", ["(chicken string)"]),
        (IO, "chicken_io", ["(chicken io)", "(chicken port)"]),
        (FORMAT, "chicken_format", ["(chicken format)", "(chicken port)"]),
    ],
)
def test_chicken(text: str, table: str, modules: list[str]) -> None:
    check(text, "io", table, profile="chicken")
    assert untried(text, table) == set()
    check_chicken(text, *modules)


def test_a_length_that_gets_nowhere_is_refused() -> None:
    # The real one never ends.
    program = program_of("chicken_string", profile="chicken")
    assert outcome('(string-chop "ab" 0)', program).startswith("error: ")


def test_what_is_held_is_written() -> None:
    class Watched(io.StringIO):
        flushed = 0

        def flush(self) -> None:
            self.flushed += 1

    names = names_of("chicken_format")
    port = Watched()
    names["fprintf"](port, String("a~~!"))
    assert (port.getvalue(), port.flushed) == ("a~!", 0)
    names["fprintf"](port, String("a~!"))
    assert port.flushed == 1


def test_process_context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(os.getcwd())
    monkeypatch.setenv("SCHEMESOCKETS_TEST", "1")
    program = program_of("chicken_process_context", "system", profile="chicken")
    program.command_line = ("program", "a", "é")
    expected = {
        "(argv)": '("program" "a" "Ã©")',
        "(command-line-arguments)": '("a" "Ã©")',
        "(string-length (cadr (command-line-arguments)))": "2",
        "(program-name)": '"program"',
        '(begin (program-name "other") (program-name))': '"other"',
        "(string? (executable-pathname))": "#t",
        f'(change-directory "{tmp_path}")': f'"{tmp_path}"',
        "(current-directory)": f'"{tmp_path}"',
        f'(current-directory "{tmp_path}")': f'"{tmp_path}"',
        '(set-environment-variable! "SCHEMESOCKETS_TEST" "Ã©")': "#<unspecified>",
        '(get-environment-variable "SCHEMESOCKETS_TEST")': '"Ã©"',
        '(unset-environment-variable! "SCHEMESOCKETS_TEST")': "#<unspecified>",
    }
    for expression, result in expected.items():
        assert outcome(expression, program) == result, expression
    for expression in ('(change-directory "/no/such")', '(set-environment-variable! "=" "")'):
        assert outcome(expression, program).startswith("error: "), expression
    assert "SCHEMESOCKETS_TEST" not in os.environ


def test_from_python() -> None:
    names = names_of("chicken_io")
    port = io.StringIO("a\r\nb")
    assert names["read-line"](port).text == "a"
    assert names["read-string"](False, port).text == "b"
    assert names["read-line"](port) is EOF
