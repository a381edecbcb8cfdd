; The time service of RFC 868 over UDP, in Guile.
;
;     guile --no-auto-compile -s docs/programs/time_server.scm [PORT]
;
; It listens at PORT (by default 37; "0" lets the system pick one) of all the machine's addresses,
; prints the address, and answers every datagram with four bytes, the seconds since 1900, until
; Ctrl-C. time_client.scm is the client.
;
; time_server.py is the same program in Python.

(use-modules (rnrs bytevectors))

(define epoch 2208988800) ; the seconds from 1900 to 1970

(define (time-of-day)
  (let ((answer (make-bytevector 4)))
    (bytevector-u32-set! answer 0 (modulo (+ (current-time) epoch) (expt 2 32)) (endianness big))
    answer))

(define (complain subr . rest)
  (simple-format (current-error-port) "~A: ~A\n" subr (strerror (car (list-ref rest 2)))))

(define (serve s)
  (let loop ((question (make-bytevector 1)))
    (let ((client (cdr (recvfrom! s question))))
      (catch 'system-error
        (lambda () (sendto s (time-of-day) client))
        (lambda (key . args) (apply complain args)))
      (loop question))))

(define (server port)
  (let ((s (socket PF_INET SOCK_DGRAM 0)))
    (bind s AF_INET INADDR_ANY port)
    (let ((here (getsockname s)))
      (simple-format #t "listening at ~A:~A\n"
                     (inet-ntop AF_INET (sockaddr:addr here)) (sockaddr:port here)))
    (force-output)
    (serve s)))

(define (port-number string)
  (let ((number (string->number string)))
    (and number (exact-integer? number) (<= 0 number 65535) number)))

(define (main port)
  (unless (port-number port)
    (simple-format (current-error-port) "error: ~A is no port\n" port)
    (exit 2))
  (catch 'system-error
    (lambda () (server (port-number port)))
    (lambda (key . args)
      (apply complain args)
      (exit 1))))

(let ((words (cdr (command-line))))
  (main (if (pair? words) (car words) "37")))
