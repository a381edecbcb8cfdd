;;; Datagrams between two sockets of one process.
;; families: sockets, bytevectors, numbers
(use-modules (rnrs bytevectors))

(define (make-end)
  (let ((end (socket PF_INET SOCK_DGRAM 0)))
    (bind end AF_INET INADDR_LOOPBACK 0)
    end))

(define one (make-end))
(define other (make-end))

(define (send from to text)
  (sendto from (string->utf8 text) (getsockname to)))

(define buffer (make-bytevector 64 0))
(define (receive-at end)
  (let* ((answer (recvfrom! end buffer)) (count (car answer)) (got (make-bytevector count)))
    (bytevector-copy! buffer 0 got 0 count)
    (cons (utf8->string got) (sockaddr:fam (cdr answer)))))

(write (send one other "ping")) (newline)
(let ((got (receive-at other)))
  (write (car got)) (newline)
  (write (= (cdr got) AF_INET)) (newline))
(write (send other one "pong!")) (newline)
(write (car (receive-at one))) (newline)
(close-port one)
(close-port other)
