;;; A server in a forked child process.
;; families: processes, sockets
(import (chicken base) (chicken process) socket)
(define server (socket af/inet sock/stream))
(socket-bind server (inet-address "127.0.0.1" 0))
(socket-listen server 1)
(define port (sockaddr-port (socket-name server)))
(define child
  (process-fork
   (lambda ()
     (let ((client (socket-accept server)))
       (socket-send-all client "from the child")
       (socket-close client)
       (exit 5)))))
(define client (socket af/inet sock/stream))
(socket-connect client (inet-address "127.0.0.1" port))
(define-values (in out) (socket-i/o-ports client))
(import (chicken io))
(write (read-line in)) (newline)
(receive (id normal status) (process-wait child)
  (write (list (= id child) normal status)) (newline))
