;;; A socket with a name in the file system.
;; families: sockets, file-ports, threads, conditions
(use-modules (ice-9 threads))
(define path "corpus.sock")
(define server (socket PF_UNIX SOCK_STREAM 0))
(bind server AF_UNIX path)
(listen server 3)
(define worker
  (call-with-new-thread
   (lambda ()
     (do ((i 0 (+ i 1))) ((= i 3))
       (let* ((client (car (accept server)))
              (datum (read client)))
         (read-char client) ; the end of the line, which would be lost in closing
         (write (list 'answer i datum) client)
         (newline client)
         (close-port client))))))
(define (ask datum)
  (let ((client (socket PF_UNIX SOCK_STREAM 0)))
    (connect client AF_UNIX path)
    (write datum client)
    (newline client)
    (force-output client)
    (let ((answer (read client))) (read-char client) (close-port client) answer)))
(for-each (lambda (datum) (write (ask datum)) (newline)) '(one (two "three") 4.5))
(join-thread worker)
(close-port server)
(write (sockaddr:path (make-socket-address AF_UNIX "/x"))) (newline)
(delete-file path)
(write (catch 'system-error
  (lambda () (connect (socket PF_UNIX SOCK_STREAM 0) AF_UNIX path))
  (lambda args (= (system-error-errno args) ENOENT)))) (newline)
