; CHICKEN's strings have bytes and escapes of its own: read those of R7RS, as UTF-8.
(define (utf8 number)
  (define (rest shift)
    (integer->char (bitwise-ior 128 (bitwise-and 63 (arithmetic-shift number (- shift))))))
  (define (first mark shift)
    (integer->char (bitwise-ior mark (arithmetic-shift number (- shift)))))
  (cond ((< number 128) (list (integer->char number)))
        ((< number 2048) (list (first 192 6) (rest 0)))
        ((< number 65536) (list (first 224 12) (rest 6) (rest 0)))
        (else (list (first 240 18) (rest 12) (rest 6) (rest 0)))))

(define (read-escape port)
  (let ((character (read-char port)))
    (case character
      ((#\x)
       (let loop ((digits '()))
         (let ((digit (read-char port)))
           (if (char=? digit #\;)
               (utf8 (string->number (list->string (reverse digits)) 16))
               (loop (cons digit digits))))))
      ((#\n) (list #\newline))
      (else (list character)))))

(set-read-syntax! #\"
  (lambda (port)
    (let loop ((read '()))
      (let ((character (read-char port)))
        (case character
          ((#\") (list->string (reverse read)))
          ((#\\) (loop (append (reverse (read-escape port)) read)))
          (else (loop (cons character read))))))))

(define (bytevector . bytes)
  (list->string (map integer->char bytes)))

; What is text, where other strings are bytes; #f and () stand for nothing.
(define-record-type text (make-text string) text? (string text-string))

(define (text value)
  (cond ((symbol? value) (make-text (symbol->string value)))
        ((string? value) (make-text value))
        ((pair? value) (map text value))
        ((or (not value) (null? value)) 'nothing)
        (else value)))

(define (port-number service)
  (or (and (string? service) (string->number service)) service))

(define (sync n)
  (display "(sync ")
  (display n)
  (display ")\n")
  (flush-output)
  (read-line))

(define (show value)
  (cond ((string? value)
         (display "(bytes")
         (for-each (lambda (c) (display " ") (display (char->integer c))) (string->list value))
         (display ")"))
        ((char? value) (show (string value)))
        ((blob? value) (show (blob->string value)))
        ((text? value) (write (text-string value)))
        ((eof-object? value) (display "eof"))
        ((socket? value) (display "socket"))
        ((port? value) (display "port"))
        ((list? value)
         (display "(list")
         (for-each (lambda (item) (display " ") (show item)) value)
         (display ")"))
        ((eq? value 'nothing) (display "nothing"))
        ((symbol? value) (write (symbol->string value)))
        ((or (boolean? value) (number? value)) (write value))
        (else (display "something"))))

(define (native condition)
  (call-with-output-string
    (lambda (port)
      (if (condition? condition)
          (begin
            (write (map car (condition->list condition)) port)
            (display " " port)
            (display (get-condition-property condition 'exn 'message "") port)
            (display " " port)
            (write (get-condition-property condition 'net 'errno #f) port))
          (write condition port)))))

(define (observe-with label thunk show-value)
  (let ((outcome
         (handle-exceptions condition
             (let ((text (native condition)))
               (lambda ()
                 (display "(raised unclassified ")
                 (write text)
                 (display ")")))
           (let ((value (thunk)))
             (lambda ()
               (display "(returned ")
               (show-value value)
               (display ")"))))))
    (display "(observe ")
    (write label)
    (display " ")
    (outcome)
    (display ")\n")
    (flush-output)))

(define (observe label thunk)
  (observe-with label thunk show))

(define (observe-done label thunk)
  (observe-with label thunk (lambda (value) (display "nothing"))))

(sync 0)
