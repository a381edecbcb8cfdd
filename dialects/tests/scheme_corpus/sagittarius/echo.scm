;;; An echo server in a thread, and its client.
;; families: sockets, threads, bytevectors, loops
(import (rnrs) (sagittarius socket) (srfi :18))
(define server (make-server-socket "18117"))
(define worker
  (make-thread
   (lambda ()
     (let ((client (socket-accept server)))
       (let loop ((count 0))
         (let ((data (socket-recv client 256)))
           (cond ((zero? (bytevector-length data)) (socket-close client) count)
                 (else (socket-send client data) (loop (+ count 1))))))))))
(thread-start! worker)
(define client (make-client-socket "localhost" "18117"))
(for-each
 (lambda (word)
   (socket-send client (string->utf8 word))
   (display (utf8->string (socket-recv client 256)))
   (newline))
 '("hello" "OK" "x y z"))
(socket-shutdown client SHUT_WR)
(write (socket-recv client 256)) (newline)
(socket-close client)
(write (thread-join! worker)) (newline)
(socket-close server)
