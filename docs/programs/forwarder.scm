; A TCP port forwarder, in Foment.
;
;     foment --no-collector docs/programs/forwarder.scm SERVICE HOST HOST-SERVICE
;
; It listens at SERVICE of this machine's loopback address, and forwards each connection to
; HOST-SERVICE of HOST, until Ctrl-C. Each connection has two threads, one for each direction. When
; one side has sent everything, or is gone, the other one sees the end of the data, and may go on
; sending.
;
; The option is there because Foment 0.4 cannot collect garbage while a thread waits for a socket,
; and a collection suspends all threads until then. The program makes little garbage: each thread
; has one buffer for all that it copies.
;
; forwarder.py is the same program in Python.

(import (foment base))

(define (open-socket)
  (make-socket *af-inet* *sock-stream* *ipproto-tcp*))

(define (complain failure)
  (let ((err (current-error-port)))
    (display (error-object-message failure) err)
    (newline err)
    (flush-output-port err)))

; Half-close a socket: send the end of the data.
(define (end s)
  (guard (failure ((error-object? failure) #f)) ; it is gone
    (shutdown-socket s *shut-wr*)))

(define (forward client peer host host-service)
  (define gone? #f) ; whether one of the two is, for nobody tells who writes to it

  ; Copy all data from one socket to the other, and then half-close that. A reset reads like an end;
  ; for shutdown-socket it is an error.
  (define (copy from to)
    (let ((buffer (make-bytevector 65536)))
      (let loop ()
        (let ((count (read-bytevector! buffer from)))
          (cond (gone? #f)
                ((eof-object? count)
                 (shutdown-socket from *shut-rd*)
                 (shutdown-socket to *shut-wr*))
                (else
                 (write-bytevector buffer to 0 count)
                 (flush-output-port to)
                 (loop)))))))

  (define (pass from to)
    (guard (failure ((error-object? failure)
                     (set! gone? #t)
                     (end to)))
      (copy from to)))

  (guard (failure ((error-object? failure) (complain failure)))
    (connect-socket peer host host-service *af-inet* *sock-stream* 0 *ipproto-tcp*)
    (let ((thread (run-thread (lambda () (pass peer client)))))
      (pass client peer)
      (thread-join! thread)))
  (close-port peer)
  (close-port client))

(define (serve s host host-service)
  (let* ((client (accept-socket s)) (peer (open-socket)))
    (run-thread (lambda () (forward client peer host host-service)))
    (serve s host host-service)))

(define (server service host host-service)
  (let ((s (open-socket)))
    (bind-socket s "localhost" service *af-inet* *sock-stream* *ipproto-tcp*)
    (listen-socket s)
    (display (string-append "listening at " service "\n"))
    (flush-output-port)
    (serve s host host-service)))

(define (main words)
  (unless (= (length words) 3)
    (display "error: expected SERVICE HOST HOST-SERVICE\n" (current-error-port))
    (exit 2))
  (guard (failure ((error-object? failure) (complain failure) (exit 1)))
    (apply server words)))

(main (cdr (command-line)))
