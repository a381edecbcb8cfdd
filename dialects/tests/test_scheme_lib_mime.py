"""Sagittarius's (rfc mime) and the files of (rnrs io simple); outcomes as real Sagittarius's."""

from __future__ import annotations

from pathlib import Path

import pytest
from scheme_cases import cases, outcome, untried

from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

PRELUDE = """
(import (rnrs) (rfc mime) (rfc :5322) (clos user))
(define body
  "before\\r\\n--b\\r\\nContent-Type: text/html; charset=utf-8\\r\\n\\r\\n\\
one\\r\\n--bx\\r\\n--b\\r\\n\\r\\n2\\r\\n--b--\\r\\nafter")
(define headers '(("content-type" "multipart/mixed; boundary=b")))
(define (whole in) (let ((d (get-bytevector-all in))) (if (eof-object? d) "" (utf8->string d))))
(define (shown part)
  (let ((c (mime-part-content part)))
    (cons* (mime-part-type part) (mime-part-subtype part) (mime-part-index part)
      (if (pair? c) (map shown c) (list c)))))
(define (composed . parts)
  (let-values (((s b) (mime-compose-message-string parts :boundary "b"))) s))
(define (body-of encoding text)
  (mime-body->string (make-mime-part :transfer-encoding encoding)
    (open-bytevector-input-port (string->utf8 text))))
"""

CASES = r"""
(map mime-parse-version '("1.0" " (a) 1 .(b) 22 " "x" "1.0.0" #f)) => ((1 0) (1 22) #f #f #f)
(map mime-parse-content-type '("Text/HTML;a=b ; c=\"d \\\"e\"" "text" "a/b; c" #f))
  => (("text" "html" ("a" . "b") ("c" . "d \"e")) #f ("a" "b") #f)
(map mime-parse-content-disposition '("Form-Data; name=\"f\"; filename=x.y" "" #f))
  => (("form-data" ("name" . "f") ("filename" . "x.y")) #f #f)
(mime-compose-parameters '((a . 1) (b . "c d") (e . "\\")) #f) => "; a=1; b=\"c d\"; e=\"\\\\\""
(mime-compose-parameters '((a . "12345")) #f :start-column 73) => ";\r\n a=12345"
(call-with-values open-string-output-port (lambda (p e)
  (let ((n (mime-compose-parameters '((a . 1)) p))) (list n (e))))) => (5 "; a=1")
(mime-compose-parameters '(("a b" . 1)) #f) => error
(mime-compose-parameters '(1) #f) => error
(map mime-decode-word '("=?utf-8?B?w6k=?="
  "=?ISO-8859-1?q?=E9_=41?=" "=?utf-8?b?w6k=?=x" "a" "=?utf-8?x?a?="))
  => ("é" "é_A" "=?utf-8?b?w6k=?=x" "a" "=?utf-8?x?a?=")
(mime-decode-word "=?klingon?q?a?=") => error
(mime-decode-text "a =?utf-8?q?b?= =?utf-8?q?c?= d") => "a b c d"
(mime-decode-text "a =? =?utf-8?q?c?=") => "a =? =?utf-8?q?c?="
(mime-encode-word "é") => "=?utf-8?B?w6k=?="
(mime-encode-word "é?" :charset 'iso-8859-1 :transfer-encoding 'Q) => "=?iso-8859-1?Q?=E9=3F?="
(mime-encode-word "a" :transfer-encoding 'x) => error
(mime-encode-text "plain") => "plain"
(mime-encode-text "one two three four five six seven" :line-width 30 :start-column 8)
  => "\r\n one two three four five six\r\n seven"
(mime-encode-text "é" :line-width #f) => "=?utf-8?B?w6k=?="
(mime-encode-text "plain words" :force #t :transfer-encoding 'Q) => "=?utf-8?Q?plain=20words?="
(mime-encode-text "a" :line-width 20) => error
(mime-encode-text "a" :charset "utf-8") => error
(let* ((handle (lambda (part in) (whole in)))
  (part (mime-parse-message (open-bytevector-input-port (string->utf8 body)) headers handle)))
  (list (shown part) (map mime-part-parameters (mime-part-content part))
  (map mime-part-headers (mime-part-content part))
  (map (lambda (each) (eq? part (mime-part-parent each))) (mime-part-content part))
  (map mime-part-transfer-encoding (mime-part-content part))))
  => (("multipart" "mixed" 0 ("text" "html" 0 "one\r\n--bx") ("text" "plain" 1 "2"))
  ((("charset" . "utf-8")) (("charset" . "us-ascii")))
  ((("content-type" "text/html; charset=utf-8")) ()) (#t #t) ("7bit" "7bit"))
(shown (mime-parse-message-string body headers (lambda (part in) (whole in))))
  => ("multipart" "mixed" 0 ("text" "html" 0 "one\r\n--bx") ("text" "plain" 1 "2"))
(shown (mime-parse-message-string "Content-Type: a/b\r\n\r\nx" '(("content-type" "message/rfc822"))
  (lambda (part in) (whole in)))) => ("message" "rfc822" 0 ("a" "b" 0 "x"))
(mime-parse-message-string "" '(("content-type" "multipart/mixed")) values) => error
(map (lambda (e t) (body-of e t)) '("7bit" "base64" "quoted-printable" "other")
  '("a\r\n" "YWJj\r\nZGVm" "a=\r\nb=41" "x")) => ("a\r\n" "abcdef" "abA" "")
(call-with-bytevector-output-port (lambda (out) (mime-retrieve-body
  (make-mime-part :transfer-encoding "base64")
  (open-bytevector-input-port (string->utf8 "YQ==")) out)))
  => #vu8(97)
(composed '(("text" "plain" (charset . utf-8)) (("x-a" ("b" (c . d))) ("X-E" "f")) "text"))
  => "\r\n--b\r\nContent-type: text/plain; charset=utf-8\r\nx-a: b; c=d\r\nX-E: f\r\n\r\ntext\r\n--b--\r\n"
(composed '(("a" "b") (("content-transfer-encoding" "base64")) "text"))
  => "\r\n--b\r\nContent-type: a/b\r\nContent-transfer-encoding: base64\r\n\r\ndGV4dA==\r\n--b--\r\n"
(composed (make-mime-part :content #vu8(65 66) :transfer-encoding #f))
  => "\r\n--b\r\nContent-type: text/plain\r\n\r\nAB\r\n--b--\r\n"
(composed '(("a" "b") () (wrong))) => error
(composed '("a" () "text")) => error
(composed '(("a" "b") (("content-transfer-encoding" "new")) "text")) => error
(string-append "boundary-") => "boundary-"
(substring (mime-make-boundary) 0 9) => "boundary-"
(let-values (((p e) (open-string-output-port))) (let ((b (mime-compose-message '() p))) (string=?
  (e) (string-append "\r\n--" b "--\r\n")))) => #t
(let ((part (make-mime-part))) (mime-part-type part "image") (set! (mime-part-index part) 4)
  (list (mime-part? part) (mime-part? 1) (is-a? part <mime-part>) (mime-part-type part)
  (mime-part-index part) (mime-part-source part))) => (#t #f #t "image" 4 #f)
(mime-part-transfer-encoding (make-mime-part)) => error
(mime-part-type "part") => error
(let ((part (make <mime-part> :subtype "x"))) (slot-ref part 'subtype)) => "x"
"""  # noqa: E501

MODULES = (
    "rfc_mime",
    "rfc_mime_composing",
    "rfc_mime_parts",
    "rfc_mime_words",
)


@pytest.fixture(scope="module")
def program() -> Program:
    made = Program(PROFILES["sagittarius"])
    made.begin(made.program)
    with made.running():
        made.run_text(PRELUDE, "<prelude>")
    return made


def test_mime(program: Program) -> None:
    for expression, expected in cases(CASES):
        got = outcome(expression, program)
        assert got.split(":")[0] == expected if expected == "error" else got == expected, (
            expression
        )


def test_every_name_of_mime_is_tried() -> None:
    tried = CASES + "(begin" + PRELUDE.replace("\n", "\n  ") + ") => x"
    assert untried(tried, *MODULES) == {"mime-body->file"}


def test_files(program: Program, tmp_path: Path) -> None:
    """`:transcoder` is taken by what opens files, with R6RS's names and with R7RS's."""
    file = tmp_path / "file"

    def says(text: str) -> str:
        return outcome(text.replace("FILE", f'"{file}"'), program)

    says("""(with-output-to-file FILE
        (lambda () (put-bytevector (current-output-port) #vu8(195 169))) :transcoder #f)""")
    assert says("(call-with-input-file FILE get-u8 :transcoder #f)") == "195"
    latin = "(make-transcoder (latin-1-codec))"
    assert says(f"(call-with-input-file FILE get-string-all :transcoder {latin})") == '"Ã©"'
    assert says("(call-with-input-file FILE get-string-all)") == '"é"'
    assert (
        says("""(with-input-from-file FILE
        (lambda () (get-u8 (current-input-port))) :transcoder #f)""")
        == "195"
    )
    assert says("(call-with-port (open-input-file FILE :transcoder #f) binary-port?)") == "#t"
    says("(call-with-output-file FILE (lambda (out) (put-u8 out 7)) :transcoder #f)")
    assert file.read_bytes() == b"\7"
    says(f"""(close-port (let ((out (open-output-file FILE :transcoder {latin})))
        (put-string out "é") out))""")
    assert file.read_bytes() == b"\xe9"
    assert says("(open-input-file FILE :transcoder 5)").startswith("error")
    part = '(make-mime-part :transfer-encoding "7bit")'
    says(f"(mime-body->file {part} (open-bytevector-input-port #vu8(65)) FILE)")
    assert file.read_bytes() == b"A"
    assert "AQ==" not in says(f'(composed \'(("a" "b") () (file "{file}")))')
    assert says(f'(composed \'(("a" "b") () (file "{file}")))').endswith('A\\r\\n--b--\\r\\n"')
