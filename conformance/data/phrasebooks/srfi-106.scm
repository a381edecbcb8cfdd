;; accept-often
(define (accept-often server count)
  (do ((i 0 (+ i 1))
       (sum 0 (+ sum (call-with-socket (socket-accept server)
                                       (lambda (s) (bytevector-u8-ref (socket-recv s 1) 0))))))
      ((= i count) sum)))

;; connect-often
(define (connect-often node service count)
  (do ((i 0 (+ i 1)))
      ((= i count) i)
    (call-with-socket (make-client-socket node service) socket?)))

;; write-and-flush
(define (write-and-flush port data)
  (write-bytevector data port)
  (flush-output-port port))

;; exchange
(define (exchange socket total chunk)
  (let ((data (make-bytevector chunk 0)))
    (let loop ((sent 0) (received 0))
      (if (< received total)
          (let* ((more (if (< sent total) (socket-send socket data) 0))
                 (got (bytevector-length (socket-recv socket chunk))))
            (if (and (= got 0) (= more 0))
                received
                (loop (+ sent more) (+ received got))))
          received))))
