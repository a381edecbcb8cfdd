;; accept-often
(define (accept-often server count)
  (do ((i 0 (+ i 1))
       (sum 0 (let* ((s (accept-socket server))
                     (data (recv-socket s 1 0)))
                (close-port s)
                (+ sum (bytevector-u8-ref data 0)))))
      ((= i count) sum)))

;; connect-often
(define (connect-often node service count)
  (do ((i 0 (+ i 1)))
      ((= i count) i)
    (let ((s (open-client node service 0)))
      (close-port s))))

;; write-and-flush
(define (write-and-flush port data)
  (write-bytevector data port)
  (flush-output-port port))

;; open-client
(define (open-client node service flags)
  (open-client-as *af-inet* *sock-stream* *ipproto-tcp* node service flags))

;; open-client-as
(define (open-client-as family domain protocol node service flags)
  (let ((s (make-socket family domain protocol)))
    (guard (e (#t (close-port s) (raise e)))
      (connect-socket s node service family domain flags protocol)
      s)))

;; open-server
(define (open-server node service)
  (open-bound *af-inet* *sock-stream* *ipproto-tcp* node service listen-socket))

;; open-server-with-backlog
(define (open-server-with-backlog backlog)
  (open-bound *af-inet* *sock-stream* *ipproto-tcp* "" "0"
              (lambda (s) (listen-socket s backlog))))

;; open-bound
(define (open-bound family domain protocol node service then)
  (let ((s (make-socket family domain protocol)))
    (guard (e (#t (close-port s) (raise e)))
      (bind-socket s node service family domain protocol)
      (then s)
      s)))

;; open-unbound
(define (open-unbound)
  (let ((s (make-socket *af-inet* *sock-stream* *ipproto-tcp*)))
    (listen-socket s)
    s))

;; is-bound
(define (is-bound s)
  #t) ; a datagram socket does not listen

;; exchange
(define (exchange socket total chunk)
  (let ((data (make-bytevector chunk 0)))
    (let loop ((sent 0) (received 0))
      (cond ((>= received total) received)
            (else
             (if (< sent total) (send-socket socket data 0))
             (let ((got (bytevector-length (recv-socket socket chunk 0))))
               (if (and (= got 0) (>= sent total))
                   received
                   (loop (+ sent chunk) (+ received got)))))))))
