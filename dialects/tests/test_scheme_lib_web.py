"""Guile's (web …) as our tables have them, and as the real Guile has them."""

from __future__ import annotations

from real_guile import ask
from scheme_cases import cases, outcome

from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

MODULES = "(web uri) (web http) (web request) (web response) (srfi srfi-19) (ice-9 rdelim)"
PRELUDE = r"""
(define (uri-parts u)
  (and u (list (uri-scheme u) (uri-userinfo u) (uri-host u) (uri-port u) (uri-path u)
               (uri-query u) (uri-fragment u))))
(define (parts string) (uri-parts (string->uri-reference string)))
(define (written name value)
  (call-with-output-string (lambda (port) (write-header name value port))))
(define (moment date) (date->string date "~4 ~a"))
(define (again name string) (written name (parse-header name string)))
(define (request-of string) (read-request (open-input-string string)))
(define (response-of string) (read-response (open-input-string string)))
(define (text-of write) (call-with-output-string write))
(define get
  (request-of
   "GET /a?b=c HTTP/1.1\r\nHost: example.org:81\r\nAccept: text/*;q=0.5\r\n\r\n"))
"""

CASES = r"""
(parts "http://user@www.example.org:8080/a/b?c=d#e")
  => (http "user" "www.example.org" 8080 "/a/b" "c=d" "e")
(parts "HTTP://Example.org") => (http #f "Example.org" #f "" #f #f)
(parts "http://[::1]:80/") => (http #f "::1" 80 "/" #f #f)
(parts "file:///etc/hosts") => (file #f #f #f "/etc/hosts" #f #f)
(parts "mailto:a@b.org") => (mailto #f #f #f "a@b.org" #f #f)
(parts "/a?b") => (#f #f #f #f "/a" "b" #f)
(parts "") => (#f #f #f #f "" #f #f)
(parts "http://1.2.3/") => #f
(parts "http://a_b/") => #f
(parts "http://a.b:/") => (http #f "a.b" #f "/" #f #f)
(parts "1a:b") => #f
(string->uri "/a") => #f
(string->relative-ref "http://a.b/") => #f
(uri-parts (string->relative-ref "a/b")) => (#f #f #f #f "a/b" #f #f)
(let ((u (string->uri "http://a.b/")) (r (string->relative-ref "/c"))) (map (lambda (f) (list
  (f u) (f r) (f 1))) (list uri? relative-ref? uri-reference?)))
  => ((#t #f #f) (#f #t #f) (#t #t #f))
(uri-parts (build-uri 'http #:host "a.b" #:port 8 #:path "/x" #:query "q" #:fragment "f"))
  => (http #f "a.b" 8 "/x" "q" "f")
(uri-parts (build-uri-reference #:path "x")) => (#f #f #f #f "x" #f #f)
(uri-parts (build-relative-ref #:host "a.b" #:path "/x")) => (#f #f "a.b" #f "/x" #f #f)
(uri-parts (build-uri "http" #:host "a b" #:validate? #f)) => ("http" #f "a b" #f "" #f #f)
(build-uri "http" #:host "a.b") => error
(build-uri 'http #:host "a b") => error
(build-uri 'http #:host "a.b" #:path "x") => error
(build-uri 'http #:port 80) => error
(build-uri 'http #:host "a.b" #:port "80") => error
(build-uri-reference #:path "//x") => error
(build-uri-reference #:path "a:b") => error
(uri->string (string->uri "http://user@a.b:80/x?y#z")) => "http://user@a.b/x?y#z"
(uri->string (string->uri "http://[::1]:81/x#z") #:include-fragment? #f) => "http://[::1]:81/x"
(begin (declare-default-port! 'gopher 70) (uri->string (string->uri "gopher://a.b:70/")))
  => "gopher://a.b/"
(list (equal? (string->uri "http://a.b/") (string->uri "http://a.b/")) (equal? get 1))
  => (#t #f)
(equal? (build-response) (build-response #:code 201)) => #f
(uri-decode "a+b%20c%C3%A9") => "a b cé"
(uri-decode "a+b" #:decode-plus-to-space? #f) => "a+b"
(uri-decode "%41%4%zz") => "A%4%zz"
(uri-decode "%FF" #:encoding #f) => #vu8(255)
(uri-decode "%E9" #:encoding "iso-8859-1") => "é"
(uri-decode "é") => error
(uri-encode "a b/é~.-_") => "a%20b%2F%C3%A9~.-_"
(uri-encode "é" #:encoding "iso-8859-1") => "%E9"
(split-and-decode-uri-path "/foo//bar%20baz+/") => ("foo" "bar baz+")
(encode-and-join-uri-path '("scrambled eggs" "a&b")) => "scrambled%20eggs/a%26b"
(list (header->string 'content-md5) (header->string 'x-my-header) (string->header
  "Content-TYPE")) => ("Content-MD5" "X-My-Header" content-type)
(list (known-header? 'etag) (known-header? 'x-foo)) => (#t #f)
(parse-header 'x-foo "any thing") => "any thing"
(parse-header 'content-length "12") => 12
(parse-header 'content-length "12a") => error
(parse-header 'content-length "") => error
(parse-header 'content-type "text/html; charset=utf-8;a=b ")
  => (text/html (charset . "utf-8") (a . "b"))
(parse-header 'content-type "text") => error
(parse-header 'content-type "text/html; x") => error
(again 'content-type "text/html; charset=utf-8") => "Content-Type: text/html;charset=utf-8\r\n"
(parse-header 'cache-control "no-cache=\"A, b\", max-age=5, private, x=y")
  => ((no-cache a b) (max-age . 5) private (x . "y"))
(again 'cache-control "no-cache=\"set-cookie\", max-age=5, max-stale")
  => "Cache-Control: no-cache=\"Set-Cookie\", max-age=5, max-stale\r\n"
(parse-header 'cache-control "max-age=x") => error
(again 'connection "close, X-Foo") => "Connection: close, X-Foo\r\n"
(parse-header 'connection "") => ()
(parse-header 'trailer "a,,B,") => (a #{}# b)
(parse-header 'transfer-encoding "gzip;q=1, chunked") => ((gzip (q . "1")) (chunked))
(again 'transfer-encoding "gzip;q=1, chunked") => "Transfer-Encoding: gzip;q=1,chunked\r\n"
(parse-header 'via "1.0 fred, 1.1 nowhere") => ("1.0 fred" "1.1 nowhere")
(parse-header 'upgrade "a, b") => ("a" "b")
(parse-header 'pragma "no-cache, a = \"b c\"") => (no-cache (a . "b c"))
(map (lambda (w) (list (car w) (cadr w) (caddr w) (and (cadddr w) (moment (cadddr w)))))
  (parse-header 'warning
  "123 foo \"core breach\", 99 x \"y\" \"Tue, 15 Nov 1994 08:12:31 GMT\""))
  => ((123 "foo" "core breach" #f) (99 "x" "y" "1994-11-15T08:12:31Z Tue"))
(again 'warning "123 foo \"core \\\"breach\"") => "Warning: 123 foo \"core \\\"breach\"\r\n"
(parse-header 'allow "GET, foo") => (GET foo)
(parse-header 'content-disposition "attachment; filename=\"a b.txt\"; x=y")
  => (attachment (filename . "a b.txt") (x . "y"))
(again 'content-disposition "attachment; filename=\"a;b\"")
  => "Content-Disposition: attachment;filename=\"a;b\"\r\n"
(parse-header 'content-range "bytes 10-20/*") => (bytes (10 . 20) *)
(again 'content-range "bytes */30") => "Content-Range: bytes */30\r\n"
(parse-header 'content-range "words 1-2/3") => error
(map moment (map (lambda (s) (parse-header 'date s)) '("Tue, 15 Nov 1994 08:12:31 GMT"
  "Tue, 5 Nov 1994 08:12:31 +0100" "Sun Nov  6 08:49:37 1994" "Wed, 7 Sep 2011  9:11:00 EST")))
  => error
(map moment (map (lambda (s) (parse-header 'date s)) '("Tue, 15 Nov 1994 08:12:31 GMT"
  "Sat, 5 Nov 1994 00:12:31 +0100" "Sun Nov  6 08:49:37 1994" "Wed, 7 Sep 2011  9:11:00 GMT"
  "Monday, 14-Nov-94 08:12:31 UTC")))
  => ("1994-11-15T08:12:31Z Tue" "1994-11-04T23:12:31Z Fri" "1994-11-06T08:49:37Z Sun"
  "2011-09-07T09:11:00Z Wed" "1994-11-14T08:12:31Z Mon")
(parse-header 'date "Tue, 15 Foo 1994 08:12:31 GMT") => error
(parse-header 'date "yesterday") => error
(again 'date "Sat, 5 Nov 1994 00:12:31 +0100") => "Date: Fri, 04 Nov 1994 23:12:31 GMT\r\n"
(moment (parse-header 'expires "0")) => "1970-01-01T00:00:00Z Thu"
(parse-header 'accept "text/*;q=0.3, text/html;level=1;q=1, */*")
  => ((text/* (q . 300)) (text/html (level . "1") (q . 1000)) (*/*))
(again 'accept "text/*;q=0.3;a=\"b,c\", */*") => "Accept: text/*;q=0.300;a=\"b,c\",*/*\r\n"
(parse-header 'accept "text/*;q=2") => error
(parse-header 'accept-charset "iso-8859-5, unicode-1-1;q=0.8, x;q=.25")
  => ((1000 . "iso-8859-5") (800 . "unicode-1-1") (250 . "x"))
(again 'accept-encoding "compress;q=0.5, gzip;q=1.000")
  => "Accept-Encoding: compress;q=0.500,gzip\r\n"
(parse-header 'accept-language "da, en-gb;q=x") => error
(parse-header 'authorization "Basic Zm9v") => (basic . "Zm9v")
(parse-header 'authorization "Digest foooo, bar=\"baz\"") => (digest foooo (bar . "baz"))
(again 'authorization "Digest a=b, c=\"d,e\"") => "Authorization: digest a=b, c=\"d,e\"\r\n"
(parse-header 'authorization "Basic") => error
(map (lambda (each) (symbol->string (car each))) (parse-header 'expect "100-continue, foo"))
  => ("100-continue" "foo")
(parse-header 'host "example.org:80") => ("example.org" . 80)
(parse-header 'host "[::1]:8") => ("::1" . 8)
(list (again 'host "[::1]") (again 'host "a.b:1")) => ("Host: [::1]\r\n" "Host: a.b:1\r\n")
(parse-header 'if-match "\"a\", W/\"b\\\"c\", d") => (("a" . #t) ("b\"c" . #f) ("d" . #t))
(list (parse-header 'if-none-match "*") (again 'if-none-match "W/\"a\",\"b\""))
  => (* "If-None-Match: W/\"a\", \"b\"\r\n")
(list (parse-header 'if-range "\"a\"") (moment (parse-header 'if-range
  "Tue, 15 Nov 1994 08:12:31 GMT"))) => (("a" . #t) "1994-11-15T08:12:31Z Tue")
(parse-header 'range "bytes=10-20,30-,-5") => (bytes (10 . 20) (30 . #f) (#f . 5))
(again 'range "bytes=10-20,30-,-5") => "Range: bytes=10-20,30-,-5\r\n"
(parse-header 'range "bytes=a-b") => error
(uri->string (parse-header 'referer "http://a.b/c#d")) => "http://a.b/c#d"
(again 'location "http://a.b/c#d") => "Location: http://a.b/c\r\n"
(parse-header 'te "trailers, deflate;q=0.5") => ((trailers) (deflate (q . "0.5")))
(list (parse-header 'etag "W/\"a\"") (parse-header 'etag "foo") (again 'etag "\"foo\""))
  => (("a" . #f) ("foo" . #t) "ETag: \"foo\"\r\n")
(list (parse-header 'retry-after "10") (moment (parse-header 'retry-after
  "Tue, 15 Nov 1994 08:12:31 GMT"))) => (10 "1994-11-15T08:12:31Z Tue")
(list (parse-header 'vary "*") (again 'vary "Accept-Charset, foo"))
  => (* "Vary: Accept-Charset, Foo\r\n")
(parse-header 'www-authenticate "Basic realm=\"a\", Digest realm=\"b\", qop=\"c, d\", x")
  => ((basic (realm . "a")) (digest (realm . "b") (qop . "c, d") x))
(again 'www-authenticate "Basic realm=\"a b\", foo bar=baz")
  => "WWW-Authenticate: basic realm=a b, foo bar=baz\r\n"
(map (lambda (p) (and (apply valid-header? p) #t)) '((content-length 5) (content-length -1)
  (content-length "5") (content-type (text/plain (charset . "x"))) (content-type text/plain)
  (connection (close)) (connection close) (host ("a" . #f)) (host "a") (x-foo "a") (x-foo 5)
  (etag ("a" . #t)) (accept ((text/plain (q . 1000)))) (accept ((text/plain (q . 1001))))
  (range (bytes (1 . #f))) (if-match *) (vary *) (cache-control (no-store (max-age . 5)))
  (cache-control ((no-store . "a")))))
  => (#t #f #f #t #f #t #f #t #f #t #f #t #t #f #t #t #t #t #f)
(begin (declare-opaque-header! "X-Opaque") (list (known-header? 'x-opaque) (again 'x-opaque
  "a"))) => (#t "X-Opaque: a\r\n")
(begin (declare-header! "X-Num" string->number number? (lambda (v port) (display (* 2 v)
  port))) (list (parse-header 'x-num "4") (valid-header? 'x-num 'a) (written 'x-num 5)))
  => (4 #f "X-Num: 10\r\n")
((header-parser 'age) "4") => 4
((header-validator 'age) "4") => #f
(call-with-output-string (lambda (p) ((header-writer 'age) 4 p))) => "4"
(read-headers (open-input-string "A: b\r\n  c\r\nContent-Length: 5\n\r\n"))
  => ((a . "b  c") (content-length . 5))
(read-headers (open-input-string "A: b\r\n")) => error
(read-headers (open-input-string "A b\r\n\r\n")) => error
(call-with-values (lambda () (read-header (open-input-string "\r\n"))) (lambda (a b) (list
  (eof-object? a) (eof-object? b)))) => (#t #t)
(text-of (lambda (port) (write-headers '((age . 5) (x-y . "z")) port))) => "Age: 5\r\nX-Y: z\r\n"
(list (parse-http-method "GET") (parse-http-version "HTTP/1.1") (parse-http-version
  "xHTTP/2.10" 1)) => (GET (1 . 1) (2 . 10))
(parse-http-method "FOO") => error
(parse-http-version "HTTP/1") => error
(list (uri-parts (parse-request-uri "/a?b#c")) (parse-request-uri "*"))
  => ((#f #f #f #f "/a" "b" "c") #f)
(parse-request-uri "foo") => error
(call-with-values (lambda () (read-request-line (open-input-string
  "GET  http://a.b/c HTTP/1.0\r\n"))) (lambda (m u v) (list m (uri->string u) v)))
  => (GET "http://a.b/c" (1 . 0))
(read-request-line (open-input-string "GET HTTP/1.0\r\n")) => error
(call-with-values (lambda () (read-response-line (open-input-string
  "HTTP/1.1 404 Not  Found\r\n"))) list) => ((1 . 1) 404 "Not  Found")
(call-with-values (lambda () (read-response-line (open-input-string "HTTP/1.1 404 \r\n"))) list)
  => ((1 . 1) 404 "")
(read-response-line (open-input-string "HTTP/1.1 404\r\n")) => error
(text-of (lambda (port) (write-request-line 'GET (string->uri "http://a.b?c") '(1 . 1) port)))
  => "GET /?c HTTP/1.1\r\n"
(text-of (lambda (port) (set-http-proxy-port?! port #t) (write-request-line 'GET (string->uri
  "http://a.b:81/d") '(1 . 1) port))) => "GET http://a.b:81/d HTTP/1.1\r\n"
(text-of (lambda (port) (write-response-line '(1 . 0) 200 "Fine" port))) => "HTTP/1.0 200 Fine\r\n"
(list (request-method get) (uri->string (request-uri get)) (request-version get) (request-host
  get) (request-accept get)) => (GET "/a?b=c" (1 . 1) ("example.org" . 81) ((text/* (q . 500))))
(list (request-user-agent get) (request-user-agent get "x") (request-connection get)
  (request-meta get)) => (#f "x" () ())
(uri->string (request-absolute-uri get #f #f 'http)) => "http://example.org:81/a?b=c"
(request-absolute-uri get) => error
(text-of (lambda (port) (write-request get port)))
  => "GET /a?b=c HTTP/1.1\r\nHost: example.org:81\r\nAccept: text/*;q=0.500\r\n\r\n"
(request-headers (build-request (string->uri "http://a.b/") #:headers '((age . 5))))
  => ((host "a.b" . #f) (age . 5))
(build-request (string->uri-reference "/")) => error
(build-request (string->uri "http://a.b/") #:headers '((age . "5"))) => error
(build-request (string->uri "http://a.b/") #:method 'POST) => error
(build-request "http://a.b/") => error
(request-headers (build-request (string->uri "http://a.b/") #:version '(1 . 0) #:headers
  '((age . "5")) #:validate-headers? #f)) => ((age . "5"))
(list (request? get) (request? 1) (response? get)) => (#t #f #f)
(request-method 5) => error
(read-request-body (request-of "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcdef"))
  => #vu8(97 98 99)
(read-request-body get) => #f
(read-request-body (request-of "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab")) => error
(let ((r (response-of
  "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/plain\r\n\r\nabcdef"))) (list
  (response-code r) (response-reason-phrase r) (response-content-length r) (read-response-body
  r))) => (200 "OK" 3 #vu8(97 98 99))
(read-response-body (response-of
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n"))
  => #vu8(87 105 107 105 112 101 100 105 97)
(read-response-body (response-of "HTTP/1.0 200 OK\r\n\r\nall of it"))
  => #vu8(97 108 108 32 111 102 32 105 116)
(read-response-body (response-of "HTTP/1.1 204 No\r\n\r\n")) => #f
(read-response-body (response-of "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc")) => error
(call-with-input-string "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc"
  (lambda (port) (read-string (response-body-port (read-response port))))) => "ab"
(map (lambda (c) (response-reason-phrase (build-response #:code c))) '(200 302 404 418 505))
  => ("OK" "Found" "Not Found" "(Unknown)" "HTTP Version Not Supported")
(text-of (lambda (port) (write-response (build-response #:code 404 #:headers '((content-type .
  (text/plain (charset . "utf-8"))))) port)))
  => "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain;charset=utf-8\r\n\r\n"
(build-response #:code 600) => error
(build-response #:version 1) => error
(build-response #:headers '((age . x))) => error
(response-version (adapt-response-version (build-response) '(1 . 0))) => (1 . 0)
(map (lambda (c) (response-must-not-include-body? (build-response #:code c))) '(100 200 204 304))
  => (#t #f #t #t)
(map (lambda (t) (and (text-content-type? t) #t)) '(text/plain application/xml
  application/atom+xml image/png)) => (#t #t #t #f)
(let ((port (make-chunked-input-port (open-input-string "3\r\nabc\r\n2\r\nde\r\n0\r\n"))))
  (read-string port)) => "abcde"
(text-of (lambda (port) (let ((q (make-chunked-output-port port #:keep-alive? #t))) (display
  "hello" q) (force-output q) (display "you" q) (close-port q))))
  => "5\r\nhello\r\n3\r\nyou\r\n0\r\n"
"""


def program() -> Program:
    made = Program(PROFILES["guile"])
    made.run_text(f"(use-modules {MODULES}){PRELUDE}", "<prelude>")
    return made


def test_ours() -> None:
    made = program()
    wrong = []
    for expression, expected in cases(CASES):
        got = outcome(expression, made)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_guile_agrees() -> None:
    pairs = cases(CASES)
    got = ask(*(each[0] for each in pairs), prelude=f"(use-modules {MODULES}){PRELUDE}")
    wrong = [
        f"{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, got, strict=True)
        if ("error" if result.startswith("ERR") else result) != expected
    ]
    assert not wrong, "\n" + "\n".join(wrong)
