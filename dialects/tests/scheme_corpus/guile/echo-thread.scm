;;; An echo server in a thread, and its client.
;; families: threads, sockets, strings, loops
(use-modules (ice-9 threads) (ice-9 rdelim))

(define server (socket PF_INET SOCK_STREAM 0))
(setsockopt server SOL_SOCKET SO_REUSEADDR 1)
(bind server AF_INET INADDR_LOOPBACK 0)
(listen server 5)
(define port (sockaddr:port (getsockname server)))

(define (serve-one)
  (let* ((connection (accept server)) (client (car connection)))
    (let loop ((line (read-line client)))
      (if (eof-object? line)
          (close-port client)
          (begin
            (display (string-upcase line) client)
            (newline client)
            (force-output client)
            (loop (read-line client)))))))

(define worker (call-with-new-thread (lambda () (serve-one) 'served)))

(define client (socket PF_INET SOCK_STREAM 0))
(connect client AF_INET INADDR_LOOPBACK port)
(for-each
 (lambda (word)
   (display word client)
   (newline client)
   (force-output client)
   (write (read-line client))
   (newline))
 '("hello" "goodbye" "x y z"))
(shutdown client 1)
(write (eof-object? (read-line client)))
(newline)
(close-port client)
(write (join-thread worker))
(newline)
(close-port server)
