; A client of the time service of RFC 868 over UDP, in Guile.
;
;     guile --no-auto-compile -s docs/programs/time_client.scm HOST [PORT [SECONDS]]
;
; It asks the server at PORT (by default 37) of HOST for the time, and prints the answer. Datagrams
; may be lost: without an answer within SECONDS (by default 1) it asks again and waits twice as
; long, three times in all. Datagrams from other addresses, and invalid answers, are ignored.
;
; time_client.py is the same program in Python.

(use-modules (rnrs bytevectors))

(define epoch 2208988800) ; the seconds from 1900 to 1970
(define tries 3)

; Convert a time since 1900; as 32 bits wrap in 2036, times before 1970 are taken as later.
(define (since-1970 answer)
  (modulo (- (bytevector-u32-ref answer 0 (endianness big)) epoch) (expt 2 32)))

(define (clock)
  (exact->inexact (/ (get-internal-real-time) internal-time-units-per-second)))

; Return the server's answer, or #f if there is none within the given seconds.
(define (await s server seconds)
  (let ((deadline (+ (clock) seconds)) (answer (make-bytevector 5)))
    (let wait ()
      (let* ((left (- deadline (clock)))
             (ready (if (positive? left) (car (select (list s) '() '() left)) '())))
        (and (pair? ready)
             (let ((received (recvfrom! s answer)))
               (if (and (= (car received) 4) (equal? (cdr received) server))
                   (since-1970 answer)
                   (wait))))))))

(define (ask s server seconds)
  (let again ((left tries) (seconds seconds))
    (and (positive? left)
         (begin
           (sendto s (make-bytevector 0) server)
           (or (await s server seconds)
               (again (- left 1) (* 2 seconds)))))))

(define (complain . words)
  (for-each (lambda (word) (display word (current-error-port))) words)
  (newline (current-error-port)))

(define (client host port seconds)
  (let* ((server (addrinfo:addr (car (getaddrinfo host port 0 AF_INET SOCK_DGRAM))))
         (s (socket PF_INET SOCK_DGRAM 0))
         (answer (ask s server seconds)))
    (close s)
    (cond (answer
           (display (strftime "%Y-%m-%d %H:%M:%S UTC" (gmtime answer)))
           (newline)
           0)
          (else
           (complain "no answer from " host)
           1))))

(define (time-to-wait string)
  (let ((seconds (string->number string)))
    (and seconds (real? seconds) (< 0 seconds (inf)) seconds)))

(define* (main #:optional host (port "37") (seconds "1"))
  (unless host
    (complain "error: expected a host")
    (exit 2))
  (unless (time-to-wait seconds)
    (complain "error: " seconds " is no time to wait")
    (exit 2))
  (exit
   (catch #t
     (lambda () (client host port (time-to-wait seconds)))
     (lambda (key . args)
       (case key
         ((system-error)
          (complain (car args) ": " (strerror (system-error-errno (cons key args)))))
         ((getaddrinfo-error) (complain "getaddrinfo: " (gai-strerror (car args))))
         (else (apply throw key args)))
       1))))

(apply main (cdr (command-line)))
