;;; A socket as a port; call-with-socket.
;; families: sockets, string-ports, threads
(import (rnrs) (sagittarius socket) (srfi :18))
(define server (make-server-socket "18118"))
(define worker
  (thread-start!
   (make-thread
    (lambda ()
      (call-with-socket (socket-accept server)
        (lambda (client)
          (let* ((port (transcoded-port (socket-port client #f) (native-transcoder)))
                 (line (get-line port)))
            (put-string port (string-append "you said: " line "\n"))
            (flush-output-port port)
            (string-length line))))))))
(define answer
  (call-with-socket (make-client-socket "localhost" "18118")
    (lambda (client)
      (let ((port (transcoded-port (socket-port client #f) (native-transcoder))))
        (put-string port "a line\n")
        (flush-output-port port)
        (get-line port)))))
(display answer) (newline)
(write (thread-join! worker)) (newline)
(write (socket? server)) (newline)
(socket-close server)
