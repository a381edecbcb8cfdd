"""Guile's small modules as our tables have them, and as the real Guile has them."""

from __future__ import annotations

from scheme_guile_cases import check, check_guile

SMALL = r"""
(let ((r '(1))) (let-optional r ((a #f) (b 2)) (list a b))) => (1 2)
(let ((r '(1))) (let-optional* r ((a #f) (b (+ a 1)) (c #f)) (list a b c))) => (1 2 #f)
(let ((r '(#:a 1))) (let-keywords r #f ((a 5) (b 2)) (list a b))) => (1 2)
(let ((r '(#:a 1 #:z 3))) (let-keywords* r #t ((a 5) (b (+ a 2))) (list a b))) => (1 3)
(let ((r '(#:z 3))) (let-keywords r #f ((a 5)) a)) => ERR keyword-argument-error
(receive (a . r) (values 1 2 3) (list a r)) => (1 (2 3))
(rassoc 2 '((a . 1) (b . 2))) => (b . 2)
(rassq 'x '((a . 1))) => #f
(hash-ref (alist->hash-table '(("a" . 1) ("a" . 2))) "a") => 1
(hashq-ref (alist->hashq-table '((a . 1))) 'a) => 1
(let ((q (make-q))) (enq! q 1) (enq! q 2) (q-push! q 0) (list (q-front q) (q-rear q) (q-length q)
  (deq! q) (q-pop! q) q)) => (0 2 3 0 1 ((2) 2))
(deq! (make-q)) => ERR q-empty
(q? (make-q)) => #t
(let ((q (make-q))) (enq! q 'a) (enq! q 'b) (q-remove! q 'a) q) => ((b) b)
(vlist->list (vlist-cons 1 (vlist-cons 2 vlist-null))) => (1 2)
(vlist-ref (list->vlist '(a b c)) 1) => b
(vlist->list (vlist-map 1+ (list->vlist '(1 2)))) => (2 3)
(vlist-fold cons '() (list->vlist '(1 2 3))) => (3 2 1)
(vlist->list (vlist-take (list->vlist '(1 2 3)) 2)) => (1 2)
(vlist->list (vlist-drop (list->vlist '(1 2 3)) 2)) => (3)
(vlist-length vlist-null) => 0
(vhash-assoc "b" (vhash-cons "a" 1 (vhash-cons "b" 2 vlist-null))) => ("b" . 2)
(vhash-assq 'a (vhash-consq 'a 2 (vhash-consq 'a 1 vlist-null))) => (a . 2)
(vhash-fold* cons '() 'a (vhash-cons 'a 1 (vhash-cons 'b 5 (vhash-cons 'a 2 vlist-null)))) => (2
  1)
(vhash-fold (lambda (k v r) (cons (cons k v) r)) '() (vhash-cons 'a 1 (vhash-cons 'b 2
  vlist-null))) => ((b . 2) (a . 1))
(vlist-length (vhash-delete 'a (vhash-cons 'a 1 (vhash-cons 'b 5 (vhash-cons 'a 2 vlist-null)))))
  => 1
(vhash? (alist->vhash '((a . 1)))) => #t
(vhash-assoc 'a (alist->vhash '((a . 1) (a . 2)))) => (a . 1)
(vlist-head vlist-null) => ERR out-of-range
(vlist->list (vlist-append (list->vlist '(1 2)) (list->vlist '(3)))) => (1 2 3)
(vlist->list (vlist-reverse (list->vlist '(1 2)))) => (2 1)
(vlist->list (vlist-unfold (lambda (i) (> i 3)) - 1+ 0)) => (0 -1 -2 -3)
(vlist->list (vlist-unfold-right (lambda (i) (> i 3)) - 1+ 0)) => (-3 -2 -1 0)
(string-replace-substring "aXbXc" "X" "--") => "a--b--c"
(split-after-char #\, "a,b,c" list) => ("a," "b,c")
(split-before-char #\, "a,b,c" list) => ("a" ",b,c")
(split-discarding-char #\, "a,b,c" list) => ("a" "b,c")
(split-discarding-char #\, "abc" list) => ("abc" "")
(split-after-char-last #\, "a,b,c" list) => ("a,b," "c")
(split-before-char-last #\, "a,b,c" list) => ("a,b" ",c")
(split-discarding-char-last #\, "a,b,c" list) => ("a,b" "c")
(split-discarding-char-last #\, "abc" list) => ("abc" "")
(separate-fields-discarding-char #\, "a,b,c" list) => ("a" "b" "c")
(separate-fields-after-char #\, "a,b,c" list) => ("a," "b," "c")
(separate-fields-before-char #\, "a,b,c" list) => ("a" ",b" ",c")
(sans-surrounding-whitespace "  a b ") => "a b"
(sans-trailing-whitespace "  a ") => "  a"
(sans-leading-whitespace "  a ") => "a "
(sans-final-newline "a\n") => "a"
(has-trailing-newline? "a\n") => #t
(string-prefix=? "ab" "abc") => #t
(split-discarding-predicate char-numeric? "ab1cd" list) => ("ab" "cd")
(string->bytevector "é" "utf-8") => #vu8(195 169)
(string->bytevector "é" "latin1") => #vu8(233)
(string->bytevector "é" "ascii") => ERR encoding-error
(string->bytevector "é" "ascii" 'substitute) => #vu8(63)
(bytevector->string #vu8(195 169) "utf-8") => "é"
(bytevector->string #vu8(233) "utf-8") => ERR decoding-error
(bytevector->string #vu8(233) "utf-8" 'substitute) => "�"
(bytevector->string #vu8(233) "latin1") => "é"
(call-with-encoded-output-string "utf-16be" (lambda (p) (display "ab" p))) => #vu8(0 97 0 98)
(shown (lambda () (pretty-print '(define (f x) (let ((y 1) (z 2)) (if (> x y) (begin (display
  "hello world this is long") (newline)) (loop (+ x 1) (list 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
  16 17 18 19 20)))))))) =>
  "(define_(f_x)\n__(let_((y_1)_(z_2))\n____(if_(>_x_y)\n______(begin\n________(display_\"hello_world_this_is_long\")\n________(newline))\n______(loop_(+_x_1)\n____________(list_1\n__________________2\n__________________3\n__________________4\n__________________5\n__________________6\n__________________7\n__________________8\n__________________9\n__________________10\n__________________11\n__________________12\n__________________13\n__________________14\n__________________15\n__________________16\n__________________17\n__________________18\n__________________19\n__________________20)))))\n"
(shown (lambda () (pretty-print (iota 60)))) =>
  "(0\n_1\n_2\n_3\n_4\n_5\n_6\n_7\n_8\n_9\n_10\n_11\n_12\n_13\n_14\n_15\n_16\n_17\n_18\n_19\n_20\n_21\n_22\n_23\n_24\n_25\n_26\n_27\n_28\n_29\n_30\n_31\n_32\n_33\n_34\n_35\n_36\n_37\n_38\n_39\n_40\n_41\n_42\n_43\n_44\n_45\n_46\n_47\n_48\n_49\n_50\n_51\n_52\n_53\n_54\n_55\n_56\n_57\n_58\n_59)\n"
(shown (lambda () (pretty-print '((a . 1) (b . "some long string here to fill") (c . (1 2 3 4))
  (d . #(1 2 3))) #:width 30))) =>
  "((a_._1)\n_(b_.\n____\"some_long_string_here_to_fill\")\n_(c_1_2_3_4)\n_(d_._#(1_2_3)))\n"
(shown (lambda () (pretty-print '(cond ((assq-ref alist 'some-long-key-name) => (lambda (x)
  (display x))) (else (error "something went wrong here" alist 1 2 3)))))) =>
  "(cond_((assq-ref_alist_'some-long-key-name)\n_______=>\n_______(lambda_(x)_(display_x)))\n______(else\n_______(error_\"something_went_wrong_here\"_alist_1_2_3)))\n"
(shown (lambda () (pretty-print '(let loop ((i 0) (some-variable-name (make-hash-table))) (when
  (< i 100) (hash-set! some-variable-name i (* i i)) (loop (+ i 1) some-variable-name)))))) =>
  "(let_loop_((i_0)_(some-variable-name_(make-hash-table)))\n__(when_(<_i_100)\n________(hash-set!_some-variable-name_i_(*_i_i))\n________(loop_(+_i_1)_some-variable-name)))\n"
(shown (lambda () (pretty-print '(define-module (foo bar) #:use-module (ice-9 regex) #:use-module
  (srfi srfi-1) #:export (a b c d))))) =>
  "(define-module\n__(foo_bar)\n__#:use-module\n__(ice-9_regex)\n__#:use-module\n__(srfi_srfi-1)\n__#:export\n__(a_b_c_d))\n"
(shown (lambda () (pretty-print '(do ((i 0 (+ i 1)) (vec (make-vector 5) vec)) ((= i 5) vec)
  (vector-set! vec i i) (display "some text to make it long"))))) =>
  "(do_((i_0_(+_i_1))_(vec_(make-vector_5)_vec))\n____((=_i_5)_vec)\n__(vector-set!_vec_i_i)\n__(display_\"some_text_to_make_it_long\"))\n"
(shown (lambda () (pretty-print '(case x ((1 2 3) 'low-number-of-something) ((4 5 6)
  'mid-number-of-something) (else 'other-thing))))) =>
  "(case_x\n__((1_2_3)_'low-number-of-something)\n__((4_5_6)_'mid-number-of-something)\n__(else_'other-thing))\n"
(shown (lambda () (pretty-print '(and (some-long-predicate-name? argument-one)
  (another-long-predicate-name? argument-two))))) =>
  "(and_(some-long-predicate-name?_argument-one)\n_____(another-long-predicate-name?_argument-two))\n"
(shown (lambda () (pretty-print '(lambda* (#:key (a 1) (b 2)) (some-long-predicate-name?
  argument-one) (another-long-predicate-name? argument-two))))) =>
  "(lambda*_(#:key_(a_1)_(b_2))\n__(some-long-predicate-name?_argument-one)\n__(another-long-predicate-name?_argument-two))\n"
(shown (lambda () (pretty-print '(define* (foo #:key (a 1) (b 2)) (some-long-predicate-name?
  argument-one) (another-long-predicate-name? argument-two))))) =>
  "(define*_(foo_#:key_(a_1)_(b_2))\n__(some-long-predicate-name?_argument-one)\n__(another-long-predicate-name?_argument-two))\n"
(shown (lambda () (pretty-print '(let* ((a 1)) (some-long-predicate-name? argument-one)
  (another-long-predicate-name? argument-two))))) =>
  "(let*_((a_1))\n__(some-long-predicate-name?_argument-one)\n__(another-long-predicate-name?_argument-two))\n"
(shown (lambda () (pretty-print '(catch #t (lambda () (some-long-predicate-name? argument-one))
  (lambda (key . args) (another-long-predicate-name? argument-two)))))) =>
  "(catch_#t\n_______(lambda_()\n_________(some-long-predicate-name?_argument-one))\n_______(lambda_(key_._args)\n_________(another-long-predicate-name?_argument-two)))\n"
(shown (lambda () (pretty-print '(define-syntax foo (syntax-rules () ((_ a b)
  (some-long-predicate-name? a (another-long-predicate-name? b)))))))) =>
  "(define-syntax_foo\n__(syntax-rules_()\n____((__a_b)\n_____(some-long-predicate-name?\n_______a\n_______(another-long-predicate-name?_b)))))\n"
(shown (lambda () (pretty-print '(with-syntax ((a 1)) (some-long-predicate-name? argument-one)
  (another-long-predicate-name? argument-two))))) =>
  "(with-syntax_((a_1))\n__(some-long-predicate-name?_argument-one)\n__(another-long-predicate-name?_argument-two))\n"
(shown (lambda () (pretty-print '(define-public (foo) (some-long-predicate-name? argument-one)
  (another-long-predicate-name? argument-two))))) =>
  "(define-public_(foo)\n__(some-long-predicate-name?_argument-one)\n__(another-long-predicate-name?_argument-two))\n"
(shown (lambda () (pretty-print '(1 2) #:per-line-prefix ";; "))) => ";;_(1_2)\n"
(shown (lambda () (pretty-print "a\nb" #:display? #t))) => "a\nb\n"
(shown (lambda () (pretty-print '#(1 2 3) (current-output-port)))) => "#(1_2_3)\n"
(shown (lambda () (truncated-print (iota 60) #:width 20))) => "(0_1_2_3_4_5_6_7_…)"
(shown (lambda () (truncated-print "abcdefghijklmnopqrstuvwxyz" #:width 10))) => "\"abcdefg…\""
(shown (lambda () (truncated-print (make-vector 30 'abc)))) =>
  "#(abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_abc_#_…)"
(shown (lambda () (truncated-print '(a (b c d e f g h) (i j k l m n) o p) #:width 20))) =>
  "(a_(b_c_d_e_f_…)_…)"
(shown (lambda () (truncated-print '(1 . 2) #:width 20))) => "(1_._2)"
(shown (lambda () (truncated-print 'abcdefghijkl #:width 5))) => "#"
(shown (lambda () (truncated-print '((a . 1) (b . 2) (c . 3)) #:width 12))) => "((a_._1)_…)"
(let ((s (make-empty-poll-set))) (let ((p (pipe))) (poll-set-add! s (car p) POLLIN) (let ((a
  (poll s 0))) (display "x" (cdr p)) (force-output (cdr p)) (list a (poll s 100) (= POLLIN
  (poll-set-revents s 0)) (poll-set-nfds s))))) => (0 1 #t 1)
(let ((b (make-atomic-box 1))) (list (atomic-box-swap! b 2) (atomic-box-compare-and-swap! b 2 3)
  (atomic-box-ref b))) => (1 2 3)
(pair? (scandir "/etc")) => #t
(scandir "/nonexist") => #f
(call-with-values (lambda () (parallel 1 2)) list) => (1 2)
(letpar ((a 1) (b 2)) (+ a b)) => 3
(with-mutex (make-mutex) 5) => 5
(join-thread (begin-thread 5)) => 5
(monitor 1 2) => 2
(let ((p (open-input-string "abc"))) (unget-string p "xyz" 1) (get-string-all p)) => "yzabc"
(let ((i (open-input-string "a"))) (unget-char i #\b) (list (read-char i) (read-char i))) => (#\b
  #\a)
"""

SMALL_PRELUDE = r"""
(define (shown thunk)
  (string-map (lambda (c) (if (char=? c #\space) #\_ c)) (with-output-to-string thunk)))
"""

OPTIONS = r"""
(getopt-long '("prog" "-v" "--port" "80" "file") gram) => ((() "file") (port . "80") (verbose .
  #t))
(getopt-long '("prog" "-vp80" "--name" "x" "--name=y" "file" "-h") gram) => ((() "file") (help .
  #t) (name . "y") (name . "x") (port . "80") (verbose . #t))
(getopt-long '("prog" "file" "-v") gram) => ((() "file") (verbose . #t))
(getopt-long '("prog" "file" "-v") gram #:stop-at-first-non-option #t) => ((() "file" "-v"))
(getopt-long '("prog" "--" "-v") gram) => ((() "-v"))
(getopt-long '("prog" "--port=80" "-") gram) => ((() "-") (port . "80"))
(getopt-long '("prog" "--name") gram) => ((()) (name . #t))
(getopt-long '("prog" "--name" "-v") gram) => ((()) (verbose . #t) (name . #t))
(getopt-long '("prog" "-p" "-v") gram) => ERR quit
(getopt-long '("prog" "-p" "-1") gram) => ((()) (port . "-1"))
(option-ref (getopt-long '("prog" "-v" "a" "b") gram) 'verbose #f) => #t
(option-ref (getopt-long '("prog" "-v" "a" "b") gram) 'port 5) => 5
(option-ref (getopt-long '("prog" "-v" "a" "b") gram) '() #f) => ("a" "b")
(option-ref (getopt-long '("prog" "--name") gram) 'name #f) => #t
(getopt-long '("prog" "-v" "-v" "--port=1" "--port=2") gram) => ((()) (port . "2") (port . "1")
  (verbose . #t) (verbose . #t))
"""

OPTIONS_PRELUDE = r"""
(define gram
  '((verbose (single-char #\v) (value #f)) (port (single-char #\p) (value #t))
    (name (value optional)) (req (value #t)) (help (single-char #\h))))
"""


def test_small_ours() -> None:
    check(
        SMALL,
        "(ice-9 optargs)",
        "(ice-9 pretty-print)",
        "(ice-9 iconv)",
        "(ice-9 list)",
        "(ice-9 hash-table)",
        "(ice-9 q)",
        "(ice-9 vlist)",
        "(ice-9 string-fun)",
        "(ice-9 receive)",
        "(ice-9 poll)",
        "(ice-9 atomic)",
        "(ice-9 ftw)",
        "(ice-9 rw)",
        "(ice-9 threads)",
        "(ice-9 textual-ports)",
        prelude=SMALL_PRELUDE,
    )


def test_small_guile_agrees() -> None:
    check_guile(
        SMALL,
        "(ice-9 optargs)",
        "(ice-9 pretty-print)",
        "(ice-9 iconv)",
        "(ice-9 list)",
        "(ice-9 hash-table)",
        "(ice-9 q)",
        "(ice-9 vlist)",
        "(ice-9 string-fun)",
        "(ice-9 receive)",
        "(ice-9 poll)",
        "(ice-9 atomic)",
        "(ice-9 ftw)",
        "(ice-9 rw)",
        "(ice-9 threads)",
        "(ice-9 textual-ports)",
        prelude=SMALL_PRELUDE,
    )


def test_options_ours() -> None:
    check(OPTIONS, "(ice-9 getopt-long)", prelude=OPTIONS_PRELUDE)


def test_options_guile_agrees() -> None:
    check_guile(OPTIONS, "(ice-9 getopt-long)", prelude=OPTIONS_PRELUDE)
