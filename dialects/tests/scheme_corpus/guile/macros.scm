;;; Macros that a program defines.
;; families: macros, loops, quasiquote, define-forms
(define-syntax while
  (syntax-rules () ((_ test body ...) (let loop () (when test body ... (loop))))))
(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define-syntax-rule (unless-zero n body ...) (if (zero? n) 'zero (begin body ...)))
(define-syntax for
  (syntax-rules (in from to)
    ((_ x in list body ...) (for-each (lambda (x) body ...) list))
    ((_ x from a to b body ...) (do ((x a (+ x 1))) ((> x b)) body ...))))
(define-syntax my-let*
  (syntax-rules ()
    ((_ () body ...) (let () body ...))
    ((_ ((n v) rest ...) body ...) (let ((n v)) (my-let* (rest ...) body ...)))))
(define-syntax log-call
  (lambda (stx)
    (syntax-case stx ()
      ((_ name arg ...)
       (with-syntax ((text (datum->syntax stx (symbol->string (syntax->datum #'name)))))
         #'(begin (display text) (display ": ") (name arg ...)))))))

(define i 0)
(while (< i 3) (display i) (set! i (+ i 1)))
(newline)
(let ((tmp 1) (other 2)) (swap! tmp other) (write (list tmp other)) (newline))
(write (list (unless-zero 0 'x) (unless-zero 2 'x 'y))) (newline)
(for x in '(a b c) (write x) (display " "))
(for x from 1 to 4 (write (* x x)) (display " "))
(newline)
(write (my-let* ((a 1) (b (+ a 1)) (c (* b 2))) (list a b c))) (newline)
(write (log-call + 1 2)) (newline)
(write (let-syntax ((ten (syntax-rules () ((_) 10)))) (+ (ten) 1))) (newline)
(define-public answer 42)
(define-inlinable (double x) (* 2 x))
(write (double answer)) (newline)
