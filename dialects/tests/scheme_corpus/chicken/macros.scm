;;; Macros: syntax-rules, explicit and implicit renaming.
;; families: macros, loops, define-forms, cond=>
(import (chicken base) (chicken syntax))
(import-for-syntax (chicken base))
(define-syntax while
  (syntax-rules () ((_ test body ...) (let loop () (when test body ... (loop))))))
(define-syntax swap!
  (er-macro-transformer
   (lambda (form rename compare)
     (let ((a (cadr form)) (b (caddr form)) (tmp (rename 'tmp)))
       `(,(rename 'let) ((,tmp ,a)) (,(rename 'set!) ,a ,b) (,(rename 'set!) ,b ,tmp))))))
(define-syntax aif
  (ir-macro-transformer
   (lambda (form inject compare)
     (let ((it (inject 'it)))
       `(let ((,it ,(cadr form))) (if ,it ,(caddr form) ,(cadddr form)))))))
(define-syntax for
  (syntax-rules (in)
    ((_ x in list body ...) (for-each (lambda (x) body ...) list))))
(define i 0)
(while (< i 3) (write i) (set! i (+ i 1)))
(newline)
(let ((tmp 1) (other 2)) (swap! tmp other) (write (list tmp other)) (newline))
(write (list (aif (assq 'a '((a . 1))) (cdr it) 'none) (aif #f 1 'none))) (newline)
(for x in '(a b) (write x))
(newline)
(define-constant limit 10)
(define-inline (double x) (* 2 x))
(write (double limit)) (newline)
(write (let-syntax ((one (syntax-rules () ((_) 1)))) (+ (one) 1))) (newline)
(write (cond ((assv 2 '((1 . a) (2 . b))) => cdr) (else 'no))) (newline)
(write (case 3 ((1 2) 'low) ((3) 'three) (else 'high))) (newline)
(write (do ((i 0 (+ i 1)) (all '() (cons i all))) ((= i 3) all))) (newline)
