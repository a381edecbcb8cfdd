;;; Sends back what one client sends; `port` is a string.
(import (sagittarius socket))
(define server (make-server-socket port))
(define client (socket-accept server))
(let loop ()
  (let ((data (socket-recv client 128)))
    (unless (zero? (bytevector-length data)) (socket-send client data) (loop))))
(socket-close client)
(socket-close server)
