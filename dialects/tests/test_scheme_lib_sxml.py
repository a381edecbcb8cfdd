"""Guile's (sxml simple) as our table has it, and as the real Guile has it."""

from __future__ import annotations

from scheme_cases import check_guile, check_program

PRELUDE = r"""
(define (out tree) (call-with-output-string (lambda (port) (sxml->xml tree port))))
(define (in text . options) (apply xml->sxml text options))
(define (fails text . options)
  (catch 'parser-error (lambda () (apply xml->sxml text options)) (lambda (k p . told) told)))
"""

CASES = r"""
(out '(a)) => "<a />"
(out '(a (@ (b "c<\"&'>") (d 1) (e #t) (f ()) (g #f) (h #\<) (i x)))) =>
  "<a b=\"c&lt;&quot;&amp;'&gt;\" d=\"1\" e=\"#t\" f=\"\" g=\"#f\" h=\"&lt;\" i=\"x\" />"
(out '(a (@) "x<y>&\"'" (b))) => "<a>x&lt;y&gt;&amp;&quot;'<b /></a>"
(out '(*TOP* (*PI* xml "version=\"1.0\"") (a "b" (*ENTITY* "nbsp")))) =>
  "<?xml version=\"1.0\"?><a>b&nbsp;</a>"
(out '("a" (b) 1 #t #f () 1.5 c #\< ((d) (e)))) => "a<b />11.5c&lt;<d /><e />"
(out `(a ,(lambda () (display "<x>")) (b (@ (c ,(lambda () (display "&"))))))) =>
  "<a><x><b c=\"&\" /></a>"
(out '(a (@ (b) (c "x" "y") (d ("x" 1)) (e . "z")))) =>
  "<a b=\"\" c=\"xy\" d=\"x1\" e=\"z\" />"
(out '(x:a (@ (x:b "1")) (é))) => "<x:a x:b=\"1\"><é /></x:a>"
(out '(a . "b")) => "<a />"
(out '#(1 "<")) => "#(1 &lt;)"
(with-output-to-string (lambda () (sxml->xml '(a)))) => "<a />"
(out '(a!b)) => error
(out '(a:b:c)) => error
(out '(a "x" . "c")) => error
(out '(a (@ b))) => error
(out '(a (@ ("b" "c")))) => error
(out '(*PI* xml)) => error
(out '(*ENTITY* "a" "b")) => error
(out '(a "b" (@ (c "d")))) => error
(out '("a" . "b")) => error
(sxml->string '(a (@ (b "c")) "b" (*PI* x "f") (c "d" 1))) => "cbfd"
(list (sxml->string "b") (sxml->string '()) (sxml->string 1)) => ("b" "" "")
(in "<?xml version='1.0'?>\n<a>b</a>\n") => (*TOP* (*PI* xml "version='1.0'") (a "b"))
(in "<a b='c' d=\"e&lt;&#65;\n\"> x <b/> y </a >") =>
  (*TOP* (a (@ (d "e<A ") (b "c")) " x " (b) " y "))
(in "<a> x <b/>\n<c> </c> y </a>" #:trim-whitespace? #t) => (*TOP* (a " x " (b) (c) " y "))
(in "<a>&amp;&lt;&gt;&quot;&apos;&#x41;\r\n</a>") => (*TOP* (a "&<>\"'A\n"))
(in "<a b='&n;'>x&n;y</a>" #:entities '((n . "N"))) => (*TOP* (a (@ (b "N")) "xNy"))
(in "<a>e&en;f</a>" #:entities '((en . "<q>z</q>"))) => (*TOP* (a "e" (q "z") "f"))
(in "<a>&e;&f;</a>" #:entities '((e . "1")) #:default-entity-handler (lambda (p n)
  (symbol->string n))) => (*TOP* (a "1f"))
(in "<a><!-- c -->t<![CDATA[<x>&&gt;]]>u<?pi some thing?></a>") =>
  (*TOP* (a "t<x>&>u" (*PI* pi "some thing")))
(in "<x:a xmlns:x='u'><x:b c='d' x:e='f'/></x:a>" #:namespaces '((y . "u"))) =>
  (*TOP* (y:a (y:b (@ (y:e "f") (c "d")))))
(in "<a xmlns='http://x'><b xmlns=''/></a>") => (*TOP* (http://x:a (b)))
(in "<y:a/>" #:namespaces '((y . "u"))) => (*TOP* (y:a))
(in "<a b='1' c:d='2' b2='3' a:z='4' xml:lang='de' xmlns:c='k' xmlns:a='j'/>") =>
  (*TOP* (a (@ (xml:lang "de") (k:d "2") (j:z "4") (b2 "3") (b "1"))))
(in "<!DOCTYPE html PUBLIC \"-//W3C\" \"u\"><!--x--><html/>") => (*TOP* (html))
(let ((told #f)) (in "<!DOCTYPE a SYSTEM 's' [<!ELEMENT a ANY> <!-- ] --> ]><a>&e;</a>"
  #:doctype-handler (lambda all (set! told all) (values #:entities '((e . "1"))))) told) =>
  (a "s" "<!ELEMENT a ANY> <!-- ] --> ")
(in "<!DOCTYPE a><a>&z;</a>" #:doctype-handler (lambda all (values #:entities '((z . "d"))))) =>
  (*TOP* (a "d"))
(let* ((port (open-input-string "<a>1</a>\n<b/>tail")) (a (in port)) (b (in port)))
  (list a b (read-char port))) => ((*TOP* (a "1")) (*TOP* (b)) #\t)
(with-input-from-string "<a>q</a>" xml->sxml) => (*TOP* (a "q"))
(fails "<a>&nbsp;</a>") => ("[wf-entdeclared] broken for " nbsp)
(fails "<y:a/>") => ("[nsc-NSDeclared] broken; prefix " y)
(fails "<y:a/>" #:namespaces '((y . "u")) #:declare-namespaces? #f) =>
  ("[nsc-NSDeclared] broken; prefix " y)
(fails "<a><b></a>") => ("[GIMatch] broken for " (END . a) " while expecting " END b)
(fails "<a>") => ("EOF while reading a token " "reading char data")
(fails "") => ("XML [22], unexpected EOF")
(fails "<a b='1' b='2'/>") => ("[uniqattspec] broken for " b)
(fails "<a b='x<y'/>") => ("[CleanAttrVals] broken")
(fails "<a>&#xZ;</a>") => ("[wf-Legalchar] broken for '" "Z" "'")
(fails "<a><!x></a>") => ("XML [43] broken for " (DECL . x))
(fails "<!doctype a><a/>") => ("XML [22], expected DOCTYPE declaration, found " doctype)
(fails "a") => ("XML [22], char '" #\a "' unexpected")
(fails "<1/>") => ("XMLNS [4] for '" #\1 "'")
(fails "<a>x</a") => ("Wrong character " #<eof> " (0x" "*eof*" ") " "XML [42]" ". " (#\>)
  " expected")
(in "<a/>" #:trim 1) => error
(in 12) => error
"""


def test_ours() -> None:
    check_program(CASES, f"(use-modules (sxml simple)) {PRELUDE}")


def test_guile_agrees() -> None:
    check_guile(CASES, "(sxml simple)", prelude=PRELUDE)
