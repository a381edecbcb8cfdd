(sigaction SIGPIPE SIG_IGN)

(define (sync n)
  (simple-format #t "(sync ~A)\n" n)
  (force-output)
  (read-line))

(define (show value)
  (cond ((bytevector? value)
         (display "(bytes")
         (for-each (lambda (byte) (display " ") (display byte)) (bytevector->u8-list value))
         (display ")"))
        ((eof-object? value) (display "eof"))
        ((port? value) (display "port"))
        ((list? value)
         (display "(list")
         (for-each (lambda (item) (display " ") (show item)) value)
         (display ")"))
        ((string? value) (show-string value))
        ((or (boolean? value) (number? value) (symbol? value)) (write value))
        (else (display "something"))))

(define (show-string value)
  (display "\"")
  (string-for-each
    (lambda (character)
      (if (or (char<? character #\\ ) (char>? character #\~) (memv character '(#\" #\\)))
          (begin
            (display "\\x")
            (display (number->string (char->integer character) 16))
            (display ";"))
          (display character)))
    value)
  (display "\""))

(define (observe-with label thunk show-value)
  (let ((outcome
         (catch #t
           (lambda ()
             (let ((value (thunk)))
               (lambda ()
                 (display "(returned ")
                 (show-value value)
                 (display ")"))))
           (lambda condition
             (lambda ()
               (display "(raised unclassified ")
               (show-string (call-with-output-string (lambda (port) (write condition port))))
               (display ")"))))))
    (display "(observe ")
    (write label)
    (display " ")
    (outcome)
    (display ")\n")
    (force-output)))

(define (observe label thunk)
  (observe-with label thunk show))

(define (observe-done label thunk)
  (observe-with label thunk (lambda (value) (display "nothing"))))

(sync 0)
