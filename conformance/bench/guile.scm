;; The benchmark's ping-pong in Guile itself: 64 bytes there and back over TCP, two processes.
;; `real` compiles and runs it, once with `there`, once with `here`, a port, rounds and seconds.

(use-modules (rnrs bytevectors))

(define message (make-bytevector 64 0))
(define buffer (make-bytevector 64 0))

(define (no-delay s)
  (setsockopt s IPPROTO_TCP TCP_NODELAY 1))

(define (there)
  (let ((server (socket PF_INET SOCK_STREAM 0)))
    (bind server AF_INET INADDR_LOOPBACK 0)
    (listen server 1)
    (display (sockaddr:port (getsockname server)))
    (newline)
    (force-output)
    (let ((peer (car (accept server))))
      (no-delay peer)
      (let loop ()
        (if (> (recv! peer buffer) 0)
            (begin
              (send peer message)
              (loop)))))))

(define (run client loops)
  (do ((i 0 (+ i 1)))
      ((= i loops))
    (send client message)
    (if (= 0 (recv! client buffer))
        (error "the other process is gone"))))

(define (seconds thunk)
  (let ((start (get-internal-real-time)))
    (thunk)
    (exact->inexact (/ (- (get-internal-real-time) start) internal-time-units-per-second))))

(define (here port rounds least)
  (let ((client (socket PF_INET SOCK_STREAM 0)))
    (connect client AF_INET INADDR_LOOPBACK port)
    (no-delay client)
    (let warm-up ((loops 1))
      (if (< (seconds (lambda () (run client loops))) least)
          (warm-up (* loops 2))
          (do ((round 0 (+ round 1)))
              ((= round rounds))
            (display (/ (seconds (lambda () (run client loops))) loops))
            (newline))))
    (close-port client)))

(let ((words (cdr (program-arguments))))
  (if (string=? (car words) "there")
      (there)
      (apply here (map string->number (cdr words)))))
