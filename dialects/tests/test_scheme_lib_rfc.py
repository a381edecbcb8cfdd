"""Sagittarius's (rfc …), (text …) and (math hash).

There is no real Sagittarius here: each group names the section of its manual (doc/utils of
ktakashi/sagittarius-scheme), the source, or the RFC that says what is expected.
"""

from __future__ import annotations

import base64
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from scheme_cases import cases, check, outcome, program_of, untried

URI = r"""
; doc/utils/rfc/uri.md; RFC 3986, 5.4; sitelib/rfc/uri.scm
(call-with-values (lambda () (uri-parse "foo://example.com:8042/over/there?name=ferret#nose"))
  list)
  => ("foo" #f "example.com" 8042 "/over/there" "name=ferret" "nose")
(call-with-values (lambda () (uri-parse "http://localhost")) list) => ("http" #f "localhost" #f
  #f #f #f)
(call-with-values (lambda () (uri-parse "urn:example:animal")) list) => ("urn" #f #f #f
  "example:animal" #f #f)
(call-with-values (lambda () (uri-scheme&specific "HTTP://a/b")) list) => ("http" "//a/b")
(call-with-values (lambda () (uri-scheme&specific "/a")) list) => (#f "/a")
(call-with-values (lambda () (uri-decompose-hierarchical "//localhost/foo.html")) list) =>
  ("localhost" "/foo.html" #f #f)
(call-with-values (lambda () (uri-decompose-authority "u:p@h:80")) list) => ("u:p" "h" "80")
(call-with-values (lambda () (uri-decompose-authority #f)) list) => (#f #f #f)
(uri-compose :scheme "http" :host "h" :port 80 :path "a" :query "b" :fragment "c") =>
  "http://h:80/a?b#c"
(uri-compose :scheme "http" :specific "//x") => "http://x"
(uri-compose :authority "a" :path* "p?q" :query "no") => "//a/p?q"
(uri-compose :userinfo "u" :host "h") => "//u@h/"
(uri-compose :nothing 1) => error
(map (lambda (r) (uri-merge "http://a/b/c/d;p?q" r)) '("g" "./g" "g/" "/g" "//g" "?y" "g?y" "#s"
  "" "." ".." "../g"
  "../.." "../../g" "../../../g" "/./g" "g." "..g" "./../g" "./g/." "g/../h" "http:g"))
  => ("http://a/b/c/g" "http://a/b/c/g" "http://a/b/c/g/" "http://a/g" "http://g"
  "http://a/b/c/d;p?y" "http://a/b/c/g?y"
  "http://a/b/c/d;p?q#s" "http://a/b/c/d;p?q" "http://a/b/c/" "http://a/b/" "http://a/b/g"
  "http://a/" "http://a/g"
  "http://a/g" "http://a/g" "http://a/b/c/g." "http://a/b/c/..g" "http://a/b/g" "http://a/b/c/g/"
  "http://a/b/c/h" "http:g")
(uri-merge "http://a/b/" "c/" "d") => "http://a/b/c/d"
(list (uri-encode-string "a b/é~") (uri-encode-string "é" :upper-case #f) (uri-encode-string "a
  b" :cgi-encode #t)
  (uri-encode-string "a!" :noescape *rfc2396-unreserved-char-set*) (uri-encode-string "é"
  :encoding 'latin-1))
  => ("a%20b%2F%C3%A9~" "%c3%a9" "a+b" "a!" "%E9")
(list (uri-decode-string "a%20b+%C3%A9%zz") (uri-decode-string "a+b" :cgi-decode #t)
  (uri-decode-string "%E9" :encoding 'latin-1)) => ("a b+é%zz" "a b" "é")
(uri-decode-string "a" :encoding 'none-such) => error
(uri-encode-string "a" :noescape 5) => error
(let ((o (open-output-bytevector))) (uri-encode (open-input-bytevector #vu8(97 32)) o)
  (uri-decode (open-input-bytevector #vu8(37 65 49)) o) (get-output-bytevector o)) => #vu8(97 37
  50 48 161)
(char-set-contains? *rfc3986-unreserved-char-set* #\!) => #f
"""

CODES = r"""
; doc/utils/rfc/base64.md, doc/utils/rfc/quoted-printable.md
(base64-encode #vu8(102 111 111)) => #vu8(90 109 57 118)
(list (base64-encode-string "fooba") (base64-encode-string "fooba" :padding? #f)
  (base64url-encode-string "??>")
  (base64-encode-string "abcdef" :line-width 4)) => ("Zm9vYmE=" "Zm9vYmE" "Pz8-" "YWJj\nZGVm")
(base64-encode (open-input-bytevector #vu8(0))) => #vu8(65 65 61 61)
(base64url-encode #vu8(255 255)) => #vu8(95 95 56)
(list (base64-decode-string "Zm9v\nYmE=") (base64-decode-string "/w==" :transcoder #f)
  (base64url-decode-string "Pz8-"))
  => ("fooba" #vu8(255) "??>")
(list (base64-decode #vu8(65 65 61 61)) (base64url-decode (open-input-bytevector #vu8(95 95
  56)))) => (#vu8(0) #vu8(255 255))
(base64-encode "a") => error
(base64-encode #vu8() :width 3) => error
(let ((o (open-output-bytevector))) (let ((p (open-base64-encode-output-port o))) (write-u8 0 p)
  (close-port p)
  (get-output-bytevector o))) => #vu8(65 65 61 61)
(read-bytevector 9 (open-base64-encode-input-port (open-input-bytevector #vu8(0)))) => #vu8(65 65
  61 61)
(let ((o (open-output-bytevector))) (let ((p (open-base64-decode-output-port o)))
  (write-bytevector #vu8(65 65 61 61) p)
  (close-port p) (get-output-bytevector o))) => #vu8(0)
(read-bytevector 9 (open-base64-decode-input-port (open-input-bytevector #vu8(65 65 61 61))
  :owner? #t)) => #vu8(0)
(let ((o (open-output-bytevector))) (let ((p (open-base64url-encode-output-port o))) (write-u8
  255 p) (close-port p)
  (get-output-bytevector o))) => #vu8(95 119)
(read-u8 (open-base64url-encode-input-port (open-input-bytevector #vu8(255)))) => 95
(read-u8 (open-base64url-decode-input-port (open-input-bytevector #vu8(95 119)))) => 255
(let ((o (open-output-bytevector))) (let ((p (open-base64url-decode-output-port o)))
  (write-bytevector #vu8(95 119) p)
  (close-port p) (get-output-bytevector o))) => #vu8(255)
(list (quoted-printable-encode-string "a=é\n") (quoted-printable-encode-string "a\n" :binary? #t)
  (quoted-printable-encode-string "abcdefgh" :line-width 7)) => ("a=3D=C3=A9\r\n" "a=0A"
  "abcd=\r\nefgh")
(list (quoted-printable-decode-string "a=3D=C3=A9=\r\nb") (quoted-printable-decode-string "=FF"
  :transcoder #f))
  => ("a=éb" #vu8(255))
(list (quoted-printable-encode #vu8(61)) (quoted-printable-decode #vu8(61 51 68))) => (#vu8(61 51
  68) #vu8(61))
(quoted-printable-encode "a") => error
"""

HEADERS = r"""
; doc/utils/rfc/5322.md, sitelib/rfc/:5322.scm
(rfc5322-read-headers (open-input-string "Date: x\r\nSubject: one\r\n two\r\n\r\nbody")) =>
  (("date" "x") ("subject" "one two"))
(rfc5322-read-headers (open-input-bytevector #vu8(65 58 32 98 13 10 13 10))) => (("a" "b"))
(rfc5322-read-headers (open-input-string "nothing\nA: b\n\n")) => (("a" "b"))
(guard (e ((rfc5322-parse-error? e) 'refused)) (rfc5322-read-headers (open-input-string "A: b")
  :strict? #t)) => refused
(guard (e ((rfc5322-parse-error? e) 'refused)) (rfc5322-read-headers (open-input-string "A\n\n")
  #t)) => refused
(rfc5322-read-headers (open-input-string "A: b") :reader rfc5322-line-reader) => (("a" "b"))
(let ((h '(("a" "1") ("B" "2") ("a" "3")))) (list (rfc5322-header-ref h "A") (rfc5322-header-ref
  h "b")
  (rfc5322-header-ref h "c") (rfc5322-header-ref h "c" 'none) (rfc5322-header-ref* h "a"))) =>
  ("1" "2" #f none ("1" "3"))
(rfc5322-field->tokens "a.b (comment (nested)) \"q \\\" s\" ; c") => ("a.b" "q \" s" #\; "c")
(rfc5322-field->tokens "ab;c" (list (char-set #\a #\b))) => ("ab" #\; #\c)
(rfc5322-next-token (open-input-string "x y")) => "x"
(rfc5322-next-token (open-input-string "xy") (list (cons (char-set #\x) (lambda (p) (read-char p)
  'it)))) => it
(rfc5322-next-token (open-input-string "xy") '(5)) => error
(rfc5322-skip-cfws (open-input-string " (a) b")) => #\b
(list (rfc5322-dot-atom (open-input-string "a.b c")) (rfc5322-quoted-string (open-input-string
  "\"a b\" c"))) => ("a.b" "a b")
(list (char-set-contains? *rfc5322-atext-chars* #\a) (length *rfc5322-standard-tokenizers*)) =>
  (#t 2)
(call-with-values (lambda () (rfc5322-parse-date "Sun, 29 Nov 2009 01:23:45 +0900")) list) =>
  (2009 11 29 1 23 45 900 0)
(call-with-values (lambda () (rfc5322-parse-date "29 Nov 09 01:23 PST")) list) => (2009 11 29 1
  23 #f -800 #f)
(call-with-values (lambda () (rfc5322-parse-date "soon")) list) => (#f #f #f #f #f #f #f #f)
(date->rfc5322-date (make-date 0 5 4 3 2 1 2026 -5400)) => "Fri,  2 Jan 2026 03:04:05 -0130"
(date->rfc5322-date 1) => error
(let ((o (open-output-string))) (rfc5322-write-headers '(("a" "1") ("b" "2")) :output o)
  (get-output-string o))
  => "a: 1\r\nb: 2\r\n\r\n"
(let ((o (open-output-string))) (rfc5322-write-headers '(("a" "1")) :output o :continue #t
  :line-separator "\n")
  (get-output-string o)) => "a: 1\n"
(rfc5322-write-headers '(("a" "é")) :output (open-output-string)) => error
(let ((o (open-output-string))) (rfc5322-write-headers '(("a" "é")) :output o :check :ignore)
  (get-output-string o))
  => "a: é\r\n\r\n"
(let ((o (open-output-string))) (rfc5322-write-headers '(("a" "é")) :output o :check (lambda (n b
  why) (values n why)))
  (get-output-string o)) => "a: bad-character\r\n\r\n"
(rfc5322-write-headers '(("a" "é")) :output (open-output-string) :check (lambda (n b why) (values
  n b))) => error
(let ((o (open-output-string))) (rfc5322-write-headers '(("a" "one,two,three")) :output o
  :line-width 10)
  (get-output-string o)) => "a: one,\r\n two,\r\n three\r\n\r\n"
(list (rfc5322-invalid-header-field "a: b") (rfc5322-invalid-header-field "a\r\nb")
  (rfc5322-invalid-header-field "é")
  (rfc5322-invalid-header-field (make-string 999 #\a))) => (#f stray-crlf bad-character
  line-too-long)
"""

UUID = r"""
; doc/utils/rfc/uuid.md; RFC 9562, appendix A and B
(uuid->bytevector (make-null-uuid)) => #vu8(0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0)
(list (uuid->string (make-nil-uuid)) (uuid->string (make-max-uuid)))
  => ("00000000-0000-0000-0000-000000000000" "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF")
(uuid->string (make-v3-uuid +namespace-dns+ "www.example.com")) =>
  "5DF41881-3AED-3515-88A7-2F4A814CF09E"
(uuid->string (make-v5-uuid +namespace-dns+ "www.example.com")) =>
  "2ED6657D-E927-568B-95E1-2665A8AEA6A2"
(parameterize ((*uuid-node* #vu8(#x9F #x6B #xDE #xCE #xD8 #x46)) (*uuid-clock-seq* #x33C8)) (list
  (uuid->string (make-v1-uuid #x1EC9414C232AB00)) (uuid->string (make-v6-uuid #x1EC9414C232AB00))))
  => ("C232AB00-9414-11EC-B3C8-9F6BDECED846" "1EC9414C-232A-6B00-B3C8-9F6BDECED846")
(let ((u (make-v7-uuid #x017F22E279B0))) (list (v7-uuid? u) (v7-uuid-unix-ts-ms u) (uuid-var u)))
  => (#t 1645557742000 2)
(let ((u (make-v4-uuid))) (list (v4-uuid? u) (v1-uuid? u) (uuid? u) (uuid=? u u) (uuid=? u
  (make-v4-uuid)))) => (#t #f #t #t #f)
(uuid->string (make-v4-uuid (lambda (n) 0))) => "00000000-0000-4000-8000-000000000000"
(map (lambda (p u) (p u)) (list v1-uuid? v3-uuid? v5-uuid? v6-uuid?) (list (make-v1-uuid)
  (make-v3-uuid +namespace-url+ "a") (make-v5-uuid +namespace-oid+ "a") (make-v6-uuid))) => (#t
  #t #t #t)
(list (null-uuid? (make-null-uuid)) (nil-uuid? 1) (max-uuid? (make-max-uuid))) => (#t #f #t)
(uuid=? (make-v1-uuid) (make-v1-uuid)) => #f
(let ((u (string->uuid "6ba7b810-9dad-11d1-80b4-00c04fd430c8"))) (list (uuid=? u +namespace-dns+)
  (uuid-time-low u)
  (uuid-time-mid u) (uuid-ver u) (uuid-version u) (uuid-time-high u) (uuid-clock-seq-var u)
  (uuid-clock-seq-low u)
  (uuid-node u))) => (#t 1806153744 40365 1 1 465 0 180 825973027016)
(uuid=? (bytevector->uuid (uuid->bytevector +namespace-x500+)) +namespace-x500+) => #t
(uuid->urn-format (make-null-uuid)) => "urn:uuid:00000000-0000-0000-0000-000000000000"
(list (uuid-compare (make-null-uuid) (make-max-uuid)) (uuid-orderable? (make-v7-uuid))
  (uuid-orderable? (make-v4-uuid)))
  => (-1 #t #f)
(string->uuid "abc") => error
(bytevector->uuid #vu8(1)) => error
(make-v4-uuid 5) => error
(list (*uuids-per-tick*) (eq? (*uuid-random-state*) (*uuid-random-state*)) (eq? <uuid> <uuid>))
  => (1000 #t #t)
"""

HASH = r"""
; doc/utils/math.md, Hash operations; doc/utils/rfc/hmac.md; RFC 1321, A.5; FIPS 180-2
(map (lambda (h) (bytevector-u8-ref (hash h #vu8(97 98 99)) 0)) (list MD5 SHA-1 SHA-224 SHA-256
  SHA-384 SHA-512
  SHA-3-224 SHA-3-256 SHA-3-384 SHA-3-512 BLAKE2b-512 BLAKE2s-256)) => (144 169 35 186 203 221
  230 58 236 183 186 80)
(map hash-size (list MD5 SHA-1 BLAKE2b-160 BLAKE2b-256 BLAKE2b-384 BLAKE2s-128 BLAKE2s-160
  BLAKE2s-224))
  => (16 20 20 32 48 16 20 28)
(list (hash-block-size SHA-256) (hash-oid (hash-algorithm MD5)) (hash-oid (hash-algorithm
  BLAKE2s-128)))
  => (64 "1.2.840.113549.2.5" #f)
(let ((h (hash-algorithm SHA-1)) (out (make-bytevector 21 0))) (hash-init! h) (hash-process! h
  #vu8(0 97 98) 1)
  (hash-process! h #vu8(99)) (hash-done! h out 1) (list (hash-algorithm? h) (bytevector-u8-ref
  out 1))) => (#t 169)
(hash-done! (hash-algorithm SHA-1) (make-bytevector 3)) => error
(hash "nothing" #vu8()) => error
(hash-algorithm SHA-1 :key #vu8()) => error
(let ((m (hash-algorithm HMAC :key (string->utf8 "hmac key") :hash SHA-1))) (let ((d (hash m
  (string->utf8 "test"))))
  (list d (verify-mac m (string->utf8 "test") d))))
  => (#vu8(57 255 153 118 15 133 255 73 12 199 199 115 185 32 43 225 61 254 159 94) #t)
(verify-mac (hash-algorithm HMAC) #vu8() #vu8(1)) => error
(hash-algorithm HMAC :key 5) => error
"""

JSON = r"""
; doc/utils/text/json.md, sitelib/text/json/parse.scm
(json-read (open-input-string "{\"a\": [1, 2.5, \"x\\u00e9\", true, false, null, {}]}"))
  => #(("a" 1 2.5 "xé" #t #f null #()))
(parameterize ((*json-map-type* 'alist)) (json-read (open-input-string "{\"a\": [1, {}]}"))) =>
  (("a" . #(1 ())))
(let ((p (open-input-string " 1 /* c */ [2] // d\n \"3\""))) (let* ((a (json-read p)) (b
  (json-read p)) (c (json-read p)))
  (list a b c (json-read p)))) => (1 (2) "3" #<eof>)
(json-read (open-input-string "")) => #<eof>
(map (lambda (s) (guard (e ((json-read-error? e) 'refused)) (json-read (open-input-string s))))
  '("[1" "{1}" "nul" "[1,]" "NaN"))
  => (refused refused refused refused refused)
(let ((w (lambda (write . v) (let ((o (open-output-string))) (apply write (append v (list o)))
  (get-output-string o))))) (list
  (w json-write '#(("a" 1 "x" #t) (b . null))) (w json-write/normalized '#(("a" 1 2))) (w
  json-write '(1.5 #() () sym))
  (w json-write/pretty '#(("a" 1 #(("b" . 2)))))))
  => ("{\"a\": [1, \"x\", true], \"b\": null}" "{\"a\":[1,2]}" "[1.5, {}, [], \"sym\"]"
  "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ]\n}")
(parameterize ((*json-map-type* 'alist)) (let ((o (open-output-string))) (json-write '(("a" .
  #(1))) o) (get-output-string o)))
  => "{\"a\": [1]}"
(map (lambda (v) (guard (e ((json-write-error? e) 'refused)) (json-write v
  (open-output-string)))) (list #\a (vector (list 1)) (cons 1 2)))
  => (refused refused refused)
(*json-map-type* 'table) => error
"""

POINTER = r"""
; doc/utils/text/json.md, RFC 6901; values as real Sagittarius 0.9.15 gives them
(define (data) (json-read (open-input-string "{\"a\": [1, {\"b\": null}, []], \"\": 2, \"m~n\": 3,
  \"c/d\": {\"e\": \"f\"}, \"k\": 7}"))) => #<unspecified>
(define (try p . r) (let ((v (apply (json-pointer p) (data) r)))
  (if (json-pointer-not-found? v) 'none v))) => #<unspecified>
(map try '("/a" "/a/0" "/a/1/b" "/a/2" "/a/2/0" "/a/9" "/a/01" "/a/-" "/a/x" "/" "/m~0n"
  "/c~1d/e" "/k/0" "/q/r" "/k/")) =>
  ((1 #(("b" . null)) ()) 1 null () none none none none none 2 3 "f" none none none)
(list (try "/q" 'd) (try "/q/r" 'd) (try "/a/9" #f) (try "/a/9/1" '#(("1" . x)))) => (d d #f x)
(map (lambda (p) (guard (e (#t 'refused)) (try p))) '("a" "/a~2" "/a~")) =>
  (refused refused refused)
((json-pointer "") '#(("a" . 1))) => #(("a" . 1))
(map parse-json-pointer (list "/a~1b/~01/" "" (open-input-string "/x/y"))) =>
  (("a/b" "~1" "") () ("x" "y"))
(json-pointer-encode "a/b~c") => "a~1b~0c"
(map (lambda (p) ((json-pointer p (json-pointer "/a")) (data) 5)) '("/1" "/x")) =>
  (#(("b" . null)) 5)
(define in-lists (parameterize ((*json-map-type* 'alist)) (map json-pointer '("/a/0" "/a/1/b"
  "/a/2/0" "/a/9" "/k/" "/q/r" "/a/x" "/k/0")))) => #<unspecified>
(let ((data '(("a" . #(1 (("b" . null)) #())) ("k" . (("" . 7))))))
  (map (lambda (find) (find data 'none)) in-lists)) => (1 null none none 7 none none none)
(json-pointer-not-found? ((json-pointer "/a") 5)) => #t
(json-pointer 5) => error
((json-pointer "/a")) => error
((json-pointer "/a") '#(1)) => error
((json-pointer "/7") '(1 . 2)) => error
"""

CSV = r"""
; doc/utils/text/csv.md, sitelib/text/csv.scm
(csv->list (open-input-string "a,b\r\n1,\"x \"\"y\"\"\"\r\n") #t) => ((:header "a" "b") (:record
  "1" "x \"y\""))
(let ((c (csv-read "a,b\n1,2" #t))) (list (csv? c) (csv-header c) (csv-records c))) => (#t ("a"
  "b") (("1" "2")))
(let ((c (csv-read (open-input-string "1,2"))) (o (open-output-string))) (add-record! c '(:record
  "3" "4\"5"))
  (add-records! c "6,7") (add-records! c '((:record "" "8"))) (set-header! c '(:header "x" "y"))
  (csv-write c o)
  (get-output-string o)) =>
  "\"x\",\"y\"\r\n\"1\",\"2\"\r\n\"3\",\"4\"\"5\"\r\n\"6\",\"7\"\r\n,\"8\"\r\n"
(let ((c (csv-read ""))) (set-header! c "a,b") (csv-header c)) => ("a" "b")
(add-record! (csv-read "") '("1")) => error
(set-header! (csv-read "") '("1")) => error
(csv-write (let ((c (csv-read ""))) (add-record! c '(:record 1)) c) (open-output-string)) => error
(eq? <csv> <csv>) => #t
"""

PARSE = r"""
; sitelib/text/parse.scm
(let ((p (open-input-string "xxabc"))) (let ((n (find-string-from-port? "ab" p))) (list n
  (read-char p)))) => (4 #\c)
(list (find-string-from-port? "z" (open-input-string "abc")) (find-string-from-port? "c"
  (open-input-string "abc") 2)
  (find-string-from-port? "" (open-input-string ""))) => (#f #f 0)
(assert-curr-char '(#\a #\b) "here" (open-input-string "b")) => #\b
(assert-curr-char '(#\a) "here" (open-input-string "b")) => error
(let ((p (open-input-string "aab"))) (list (skip-while '(#\a) p) (skip-until '(#\b *eof*) p)
  (skip-until '(*eof*) p))) => (#\b #\b #<eof>)
(let ((p (open-input-string "abc"))) (skip-until 2 p) (read-char p)) => #\c
(skip-until 2 (open-input-string "a")) => error
(skip-until char-numeric? (open-input-string "a")) => error
(let ((p (open-input-string "ab"))) (peek-next-char p)) => #\b
(let ((p (open-input-string "  key=v"))) (let* ((k (next-token '(#\space) '(#\=) "no =" p)) (c
  (read-char p))
  (v (next-token-of char-alphabetic? p))) (list k c v))) => ("key" #\= "v")
(next-token '() '(#\=) "no =" (open-input-string "a")) => error
(next-token-of (list (char-set #\a) #\b) (open-input-string "abc")) => "ab"
(list (read-string 2 (open-input-string "abc")) (read-string 9 (open-input-string "ab"))
  (read-string -1 (open-input-string "")))
  => ("ab" "ab" "")
(skip-while 5 (open-input-string "")) => error
"""

SECTIONS = {
    "rfc_uri": (URI, ("srfi14",)),
    "byte_codes": (CODES, ()),
    "rfc_5322": (HEADERS, ("srfi14", "srfi19")),
    "rfc_uuid": (UUID, ()),
    "math_hash": (HASH, ()),
    "text_json": (JSON, ()),
    "text_json_pointer": (POINTER, ("text_json",)),
    "text_csv": (CSV, ()),
    "text_parse": (PARSE, ("srfi14",)),
}


@pytest.mark.parametrize("module", SECTIONS)
def test_ours(module: str) -> None:
    text, others = SECTIONS[module]
    check(text, *others, module, profile="sagittarius")


@pytest.mark.parametrize("module", SECTIONS)
def test_every_name_is_tried(module: str) -> None:
    assert untried(SECTIONS[module][0], module) <= {"&rfc5322-parse-error"}


# (rfc http), over loopback with Python's server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Transfer_Encoding" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self) -> None:
        wanted = base64.b64encode(b"me:secret").decode()
        match self.path:
            case "/chunked":
                data = b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
                self._answer(data, Transfer_Encoding="chunked")
            case "/cut":
                self._answer(b"3\r\nabc\r\nzz\r\n", Transfer_Encoding="chunked")
                self.close_connection = True
            case "/moved":
                self._answer(b"", 302, Location="/there?x=1")
            case "/loop":
                self._answer(b"", 302, Location="/loop")
            case "/latin":
                self._answer(b"\xe9", Content_Type="text/plain; charset=latin-1")
            case "/zip":
                self._answer(gzip.compress(b"packed"), Content_Encoding="gzip")
            case "/secret" if self.headers.get("Authorization") != f"Basic {wanted}":
                self._answer(b"who?", 401, WWW_Authenticate='Basic realm="r"')
            case "/digest" if not self.headers.get("Authorization", "").startswith("Digest "):
                challenge = 'Digest realm="r", nonce="n", algorithm=MD5, qop="auth"'
                self._answer(b"who?", 401, WWW_Authenticate=challenge)
            case "/echo":
                self._answer(str(self.headers.get("X-Own")).encode())
            case "/none":
                self._answer(b"", 404)
            case _:
                self._answer(f"{self.command} {self.path}".encode())

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers.get("Content-Type", "-").partition(";")[0]
        self._answer(f"{self.command} {kind} ".encode() + data)

    def do_PUT(self) -> None:
        self.do_POST()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that are given up."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with _Server(("127.0.0.1", 0), _Handler) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{made.server_address[1]}"
        made.shutdown()
        thread.join()


HTTP = r"""
(get "/a") => ("200" "GET /a")
(call-with-values (lambda () (http-get server '("/q" (a "b c") (d 1)))) (lambda (s h b) b)) =>
  "GET /q?a=b%20c&d=1"
(call-with-values (lambda () (http-head server "/a")) (lambda (s h b) (list s (rfc5322-header-ref
  h "content-length") b)))
  => ("200" "7" #f)
(call-with-values (lambda () (http-delete server "/d")) (lambda (s h b) b)) => "DELETE /d"
(call-with-values (lambda () (http-post server "/p" "body")) (lambda (s h b) b)) => "POST - body"
(call-with-values (lambda () (http-put server "/p" #vu8(97) :content-type "a/b")) (lambda (s h b)
  b)) => "PUT a/b a"
(get "/chunked") => ("200" "abcde")
(guard (e ((http-error? e) 'refused)) (get "/cut")) => refused
(get "/moved") => ("200" "GET /there?x=1")
(get "/moved" :no-redirect #t) => ("302" "")
(get "/moved" :redirect-handler (lambda (m code h b) (cons 'GET "/mine"))) => ("200" "GET /mine")
(guard (e ((http-error? e) 'refused)) (get "/loop")) => refused
(get "/latin") => ("200" "é")
(get "/latin" :receiver (http-binary-receiver)) => ("200" #vu8(233))
(get "/a" :receiver (http-null-receiver)) => ("200" #<unspecified>)
(get "/zip" :receiver (http-gzip-receiver (http-string-receiver))) => ("200" "packed")
(get "/a" :receiver (http-gzip-receiver (http-string-receiver))) => ("200" "GET /a")
(get "/a" :receiver (http-oport-receiver (open-output-bytevector) (lambda (p h)
  (get-output-bytevector p))))
  => ("200" #vu8(71 69 84 32 47 97))
(get "/a" :sink (open-output-bytevector)) => ("200" #vu8(71 69 84 32 47 97))
(get "/a" :receiver (http-cond-receiver ("404" (http-null-receiver)) (#/^2/ =>
  (http-string-receiver)))) => ("200" "GET /a")
(get "/none" :receiver (http-cond-receiver ("404" (lambda (c h t r) 'none)) (else
  (http-string-receiver)))) => ("404" none)
(get "/secret") => ("401" "who?")
(get "/secret" :auth-user "me" :auth-password "secret") => ("200" "GET /secret")
(get "/secret" :auth-handler (lambda (info u p h body) '(("authorization" "Basic
  bWU6c2VjcmV0")))) => ("200" "GET /secret")
(get "/digest" :auth-user "me" :auth-password "secret") => ("200" "GET /digest")
(http-lookup-auth-handler '(("www-authenticate" "Other x"))) => #f
(get "/echo" :x-own "mine") => ("200" "mine")
(let ((c (make-http-connection server :extra-headers '(("x-own" "more"))))) (list
  (http-connection? c) (get-on c "/echo")))
  => (#t ("200" "more"))
(parameterize ((*http-user-agent* "me")) (get "/a")) => ("200" "GET /a")
(call-with-values (lambda () (http-request 'POST server "/p" :sender (http-string-sender "é")
  :request-encoding 'latin-1
  :receiver (http-binary-receiver))) (lambda (s h b) (bytevector-u8-ref b (- (bytevector-length
  b) 1)))) => 233
(call-with-values (lambda () (http-request 'POST server "/p" :sender (http-blob-sender
  #vu8(98)))) (lambda (s h b) b))
  => "POST - b"
(call-with-values (lambda () (http-request 'GET server "/p" :sender (http-null-sender))) (lambda
  (s h b) b)) => "GET /p"
(let ((o (open-output-bytevector))) (call-with-values (lambda () (http-post server "/p" "x"
  :debug o)) list)
  (< 10 (bytevector-length (get-output-bytevector o)))) => #t
(let ((o (open-output-bytevector))) (call-with-values (lambda () (http-request 'POST server "/p"
  :sender
  (http-debug-sender o (http-blob-sender "zz") :body #t))) list)
  (let ((b (get-output-bytevector o))) (bytevector-u8-ref b (- (bytevector-length b) 1)))) => 122
(call-with-values (lambda () (http-post server "/p" '(("n" "v") ("f" :value #vu8(97)
  :content-type "a/b"))))
  (lambda (s h b) (and (string-contains b "name=n") (string-contains b "Content-type: a/b")
  (substring b 0 25)))) => "POST multipart/form-data "
(call-with-values (lambda () (http-request 'POST server "/p" :sender (http-multipart-sender
  '(("a" "b")))))
  (lambda (s h b) (and (string-contains b "\r\n\r\nb\r\n") #t))) => #t
(call-with-values (lambda () (http-compose-form-data '(("a" "b")) #f)) (lambda (b m) (list
  (string? m) (and (string-contains b m) #t))))
  => (#t #t)
(string? (http-compose-form-data '(("a" "b")) (open-output-string))) => #t
(list (http-compose-query "/p" '((a "b c") (d 1))) (http-compose-query #f '((a 1)))
  (http-compose-query "/p" '()))
  => ("/p?a=b%20c&d=1" "a=1" "/p")
(http-compose-query "/p" '((a))) => error
(call-with-values (lambda () (url-server&path "http://h:1/p?q#f")) list) => ("h:1" "/p?q#f")
(call-with-values (lambda () (url-server&path "http://h")) list) => ("h" "/")
(list->request-headers '(:a 1 :b "c")) => (("a" "1") ("b" "c"))
((*http-default-redirect-handler*) 'POST "303" '(("location" "/x")) #f) => (GET . "/x")
((*http-default-redirect-handler*) 'POST "301" '(("location" "/x")) #f) => #f
(http-get 5 "/") => error
(http-oport-receiver (open-output-string) list) => error
(http-blob-sender 5) => error
"""


def test_http(server: str, tmp_path: Path) -> None:
    # doc/utils/rfc/http.md, sitelib/rfc/http.scm
    modules = ("srfi13", "rfc_5322", "sagittarius_regex", "rfc_http")
    program = program_of(*modules, profile="sagittarius")
    prelude = f"""
      (define server "{server}")
      (define (get-on server path . options)
        (call-with-values (lambda () (apply http-get server path options))
          (lambda (status headers body) (list status body))))
      (define (get path . options) (apply get-on server path options))
    """
    with program.running():
        program.run_text(prelude, "<case>")
    wrong = []
    for expression, expected in cases(HTTP):
        got = outcome(expression, program)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)
    file = tmp_path / "got"
    for options in ("", " :temporary? #t"):
        text = f'(get "/a" :receiver (http-file-receiver "{file}"{options}))'
        assert outcome(text, program).startswith(f'("200" "{file}')
    assert file.read_text() == "GET /a"
    text = f"""(call-with-values (lambda () (http-post server "/p" '(("f" :file "{file}"))))
                 (lambda (s h b) (and (string-contains b "GET /a") #t)))"""
    assert outcome(text, program) == "#t"


def test_every_name_of_http_is_tried() -> None:
    names = untried(HTTP, "rfc_http")
    assert {name for name in names if not name.startswith(("%", "&"))} == {"http-file-receiver"}
