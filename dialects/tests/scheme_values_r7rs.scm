;;; What R7RS has: forms, and behind => how the value of the last one is written.

(let ((x 2) (y 3)) (let* ((x 7) (z (+ x y))) (* z x)))
=> 70

(let loop ((i 0) (acc '())) (if (= i 3) (reverse acc) (loop (+ i 1) (cons i acc))))
=> (0 1 2)

(letrec ((e? (lambda (n) (or (= n 0) (o? (- n 1))))) (o? (lambda (n) (and (> n 0) (e? (-
  n 1)))))) (e? 88))
=> #t

(do ((v (make-vector 5)) (i 0 (+ i 1))) ((= i 5) v) (vector-set! v i i))
=> #(0 1 2 3 4)

(let-values (((a b . c) (values 1 2 3 4)) (d (values))) (list a b c d))
=> (1 2 (3 4) ())

(let*-values (((a) (values 1)) ((b) (values (+ a 1)))) (list a b))
=> (1 2)

(define-values (a . b) (values 1 2 3)) (list a b)
=> (1 (2 3))

(define (f) (define-values (a b) (values 1 2)) (+ a b)) (f)
=> 3

(let () (define a 1) (define (b) (* a 2)) (set! a 5) (b))
=> 10

(define (f) (g)) (define (g) 'later) (f)
=> later

(map (lambda (p) (p)) (let loop ((i 0) (l '())) (if (= i 3) (reverse l) (loop (+ i 1)
  (cons (lambda () i) l)))))
=> (0 1 2)

(let loop ((i 0) (l '())) (if (= i 3) (map (lambda (p) (p)) l) (let ((j (* i i))) (loop
  (+ i 1) (cons (lambda () (set! j (+ j 1)) j) l)))))
=> (5 2 1)

(let loop ((i 0)) (if (< i 3) (let inner ((j 0)) (if (< j 3) (inner (+ j 1)) (loop (+ i
  1)))) (list i)))
=> (3)

(let a ((i 0)) (let b ((j 0)) (let c ((k 0)) (cond ((< k 2) (c (+ k 1))) ((< j 2) (b (+
  j 1))) ((< i 2) (a (+ i 1))) (else (list i j k))))))
=> (2 2 2)

(define (count n) (define (up i) (if (< i n) (up (+ i 1)) i)) (+ 1 (up 0))) (count 5)
=> 6

(cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f))
=> 2

(cond (#f 1))
=> #<unspecified>

(list (and) (and 1 2) (and #f 2) (or) (or #f 2) (or 1 (car '())))
=> (#t 2 #f #f 2 1)

(case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite))
=> composite

(case 'x ((y) 1) (else => (lambda (v) (list v))))
=> (x)

(case #\a ((#\b) 1) ((#\a) 2) (else 3))
=> 2

(list (when #f 1) (when #t 1 2) (unless #f 1 2))
=> (#<unspecified> 2 2)

(if '() 'true 'false)
=> true

(if (if #f #f) 'true 'false)
=> true

(let ((x 0)) (list (begin (set! x 5) x) (begin (set! x 6) x) x))
=> (5 6 6)

(let ((x 0)) (define (next!) (set! x (+ x 1)) x) (list (next!) (if (> (next!) 1) (next!)
  0) (next!)))
=> (1 3 4)

((lambda (a . r) (list a r)) 1 2 3)
=> (1 (2 3))

((lambda r r))
=> ()

(define f (case-lambda ((a) (list 'one a)) ((a b) (list 'two a b)) ((a . r) (list 'more
  a r)))) (list (f 1) (f 1 2) (f 1 2 3))
=> ((one 1) (two 1 2) (more 1 (2 3)))

(apply + 1 2 '(3 4))
=> 10

(call-with-values (lambda () (values 4 5)) (lambda (a b) b))
=> 5

(map + '(1 2 3) '(10 20))
=> (11 22)

(let ((l '())) (for-each (lambda (x y) (set! l (cons (+ x y) l))) '(1 2) '(3 4)) l)
=> (6 4)

(string-map char-upcase "abc")
=> "ABC"

(vector-map * #(1 2) #(3 4))
=> #(3 8)

`(1 ,(+ 1 1) ,@(map abs '(-3 4)) #(a ,(* 2 3)) . z)
=> (1 2 3 4 #(a 6) . z)

`(a `(b ,(c ,(+ 1 2))))
=> (a `(b ,(c 3)))

(let ((name1 'x) (name2 'y)) `(a `(b ,,name1 ,',name2 d) e))
=> (a `(b ,x ,'y d) e)

`(1 . ,(+ 1 1))
=> (1 . 2)

'#(a (b) "c")
=> #(a (b) "c")

(define-record-type point (make-point x y) point? (x px set-px!) (y py)) (let ((p
  (make-point 1 2))) (set-px! p 9) (list (px p) (py p) (point? p) (point? 1)))
=> (9 2 #t #f)

(define-record-type <a> (make-a) a? (x ax set-ax!)) (let ((a (make-a))) (set-ax! a 1) a)
=> #<<a> x: 1>

(guard (e (#t (list (error-object-message e) (error-object-irritants e)))) (error "bad"
  1 'x))
=> ("bad" (1 x))

(guard (e ((symbol? e) (list 'symbol e)) ((number? e) 'number)) (raise 'oops))
=> (symbol oops)

(guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42))))
=> 42

(guard (e ((string? e) 'outer)) (guard (e ((number? e) 'inner)) (raise "x")))
=> outer

(with-exception-handler (lambda (e) 10) (lambda () (+ 1 (raise-continuable 'c))))
=> 11

(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list 'caught e))) (lambda
  () (raise 'boom)))))
=> (caught boom)

(guard (e (#t (error-object? e))) (with-exception-handler (lambda (e) 'ignored) (lambda
  () (raise 'boom))))
=> #t

(guard (e (#t (error-object? e))) (car 5))
=> #t

(guard (e (#t (error-object-irritants e))) (vector-ref (vector 1 2) 2))
=> (2)

(with-exception-handler (lambda (e) 1) (lambda () (guard (e2 ((string? e2) 2))
  (raise-continuable 'x))))
=> 1

(let ((log '())) (guard (e (#t (set! log (cons 'clause log)))) (dynamic-wind (lambda ()
  (set! log (cons 'in log))) (lambda () (raise 'x)) (lambda () (set! log (cons 'out
  log))))) (reverse log))
=> (in out clause)

(call/cc (lambda (k) (for-each (lambda (x) (if (negative? x) (k x))) '(1 -3 2)) 'none))
=> -3

(+ 1 (call/cc (lambda (k) (+ 10 (k 1)))))
=> 2

(call-with-values (lambda () (call/cc (lambda (k) (k 1 2)))) list)
=> (1 2)

(let ((path '())) (dynamic-wind (lambda () (set! path (cons 1 path))) (lambda ()
  (call/cc (lambda (k) (k 0)))) (lambda () (set! path (cons 2 path)))) path)
=> (2 1)

(define p (make-parameter 10 (lambda (x) (* x 2)))) (list (p) (parameterize ((p 3)) (p))
  (p))
=> (20 6 20)

(define n 0) (define p (delay (begin (set! n (+ n 1)) n))) (list (force p) (force p)
  (force 7))
=> (1 1 7)

(define (stream n) (delay-force (if (= n 0) (delay 'end) (stream (- n 1))))) (force
  (stream 5000))
=> end

(force (make-promise 5))
=> 5

(let ((o (open-output-string))) (write "a\n" o) (display 'b o) (write-char #\c o)
  (newline o) (get-output-string o))
=> "\"a\\n\"bc\n"

(let ((i (open-input-string "(a b) c\nline\n"))) (list (read i) (read-char i) (peek-char
  i) (read-line i) (read-line i) (eof-object? (read-line i))))
=> ((a b) #\space #\c "c" "line" #t)

(let ((o (open-output-bytevector))) (write-u8 1 o) (write-bytevector #u8(2 3 4) o 1)
  (get-output-bytevector o))
=> #u8(1 3 4)

(let ((i (open-input-bytevector #u8(1 2 3)))) (list (peek-u8 i) (read-u8 i)
  (read-bytevector 5 i) (eof-object? (read-u8 i))))
=> (1 1 #u8(2 3) #t)

(let ((s (make-string 3 #\a))) (string-set! s 1 #\b) (string-copy! s 0 "xy" 1) s)
=> "yba"

(string-append "a" (substring "bcd" 1 2) (string #\e))
=> "ace"

(list (string<? "a" "b" "c") (string=? "a" "b") (string-ci=? "A" "a"))
=> (#t #f #t)

(list (string->number "1e2") (string->number "x") (number->string 255 16))
=> (100.0 #f "ff")

(utf8->string (string->utf8 "λx"))
=> "λx"

(list (quotient -7 2) (remainder -7 2) (modulo -7 2) (floor 2.5) (round 7/2) (round
  2.5))
=> (-3 -1 1 2.0 4 2.0)

(list (max 1 2.0) (min 1 2) (gcd 32 -36) (lcm 32 -36) (abs -7) (exact-integer? 5) (eqv?
  1 1.0) (= 1 1.0))
=> (2.0 1 4 288 7 #t #f #t)

(call-with-values (lambda () (floor/ -5 2)) list)
=> (-3 1)

(list (* 1/2 4) (+ 0.5 1/2) (- 5) (+) (*) (< 1 2 3) (< 1 3 2))
=> (2 1.0 -5 0 1 #t #f)

(define l (list 1 2 3)) (set! (car l) 9) (set! (list-ref l 2) 7) l
=> (9 2 7)

(eval '(let ((x 1)) (+ x 1)) (environment '(scheme base)))
=> 2

(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b
  tmp))))) (let ((tmp 1) (y 2)) (swap! tmp y) (list tmp y))
=> (2 1)

(define-syntax my-or (syntax-rules () ((_) #f) ((_ e) e) ((_ e r ...) (let ((t e)) (if t
  t (my-or r ...)))))) (let ((t 5)) (my-or #f t))
=> 5

(define-syntax my-let (syntax-rules () ((_ ((n v) ...) b ...) ((lambda (n ...) b ...) v
  ...)))) (my-let ((a 1) (b 2)) (+ a b))
=> 3

(define-syntax for (syntax-rules (in) ((_ x in l b ...) (for-each (lambda (x) b ...)
  l)))) (let ((s 0)) (for y in '(1 2 3) (set! s (+ s y))) s)
=> 6

(define-syntax flat (syntax-rules () ((_ (a ...) ...) '(a ... ...)))) (flat (1 2) (3)
  ())
=> (1 2 3)

(define-syntax tail (syntax-rules () ((_ a ... z) '(z a ...)))) (tail 1 2 3)
=> (3 1 2)

(define-syntax be (syntax-rules () ((_ n) (define-syntax n (syntax-rules () ((_ e (...
  ...)) (list 'n e (... ...)))))))) (be it) (it 1 2)
=> (it 1 2)

(define-syntax dots (syntax-rules ::: () ((_ a :::) '(a ::: ...)))) (dots 1 2)
=> (1 2 ...)

(define-syntax v (syntax-rules () ((_ #(a b ...)) (list a 'b ...)))) (v #(1 2 3))
=> (1 2 3)

(let ((=> #f)) (cond (#t => 'ok)))
=> ok

(define x 'outer) (define-syntax m (syntax-rules () ((_) x))) (let ((x 'inner)) (m))
=> outer

(let ((if list)) (define-syntax m (syntax-rules () ((_ a b) (if a b)))) (m 1 2))
=> (1 2)

(define-syntax while (syntax-rules () ((_ c b ...) (let lp () (when c b ... (lp))))))
  (define i 0) (while (< i 5) (set! i (+ i 1))) i
=> 5

(let-syntax ((foo (syntax-rules () ((_ x) (* x x))))) (foo 4))
=> 16

(letrec-syntax ((ev? (syntax-rules () ((_) #t) ((_ x . r) (od? . r)))) (od?
  (syntax-rules () ((_) #f) ((_ x . r) (ev? . r))))) (list (ev? 1 2) (ev? 1)))
=> (#t #f)

(define-syntax def (syntax-rules () ((_ n v) (define n v)))) (def a 5) (let () (def b 6)
  (+ a b))
=> 11
