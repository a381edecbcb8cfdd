;; open-client
(define (open-client node service family type flags)
  (socket-connect/ai
    (address-information node service family: family type: type flags: flags)))

;; open-server
(define (open-server node service backlog)
  (let* ((address (inet-address node service))
         (so (socket (sockaddr-family address) sock/stream)))
    (closing-on-error so
      (lambda ()
        (set! (so-reuse-address? so) #t)
        (socket-bind so address)
        (socket-listen so backlog)
        so))))

;; open-briefly
(define (open-briefly node service)
  (let ((so (open-server node service 5)))
    (socket-close so)
    (socket? so)))

;; open-bound
(define (open-bound node)
  (let* ((address (inet-address node 0))
         (so (socket (sockaddr-family address) sock/dgram)))
    (socket-bind so address)
    so))

;; open-unix
(define (open-unix path attach)
  (let ((so (socket af/unix sock/stream)))
    (closing-on-error so (lambda () (attach so (unix-address path)) so))))

;; bind-and-listen
(define (bind-and-listen so address)
  (socket-bind so address)
  (socket-listen so 5))

;; closing-on-error
(define (closing-on-error so thunk)
  (handle-exceptions e (begin (socket-close* so) (abort e))
    (thunk)))

;; accept-often
(define (accept-often server count)
  (let loop ((i 0) (sum 0))
    (if (= i count)
        sum
        (let* ((so (socket-accept server))
               (data (socket-receive so 1)))
          (socket-close so)
          (loop (+ i 1) (+ sum (char->integer (string-ref data 0))))))))

;; connect-often
(define (connect-often node service count)
  (do ((i 0 (+ i 1)))
      ((= i count) i)
    (socket-close (open-client node service af/inet sock/stream 0))))

;; receive-into
(define (receive-into size so flags)
  (let* ((buffer (make-string size (integer->char 0)))
         (count (socket-receive! so buffer 0 #f flags)))
    (list count buffer)))

;; receive-into-used
(define (receive-into-used size so)
  (let* ((buffer (make-string size (integer->char 1)))
         (count (socket-receive! so buffer)))
    (list count buffer)))

;; receive-from-range
(define (receive-from-range size so start end)
  (let* ((buffer (make-string size (integer->char 0)))
         (count (socket-receive! so buffer start end)))
    (list count buffer)))

;; echo-datagram
(define (echo-datagram so size)
  (call-with-values (lambda () (socket-receive-from so size))
    (lambda (data from) (socket-send-to so data from))))

;; input-port
(define (input-port so)
  (call-with-values (lambda () (socket-i/o-ports so)) (lambda (i o) i)))

;; output-port
(define (output-port so)
  (call-with-values (lambda () (socket-i/o-ports so)) (lambda (i o) o)))

;; write-and-flush
(define (write-and-flush port data)
  (write-string data #f port)
  (flush-output port))

;; exchange
(define (exchange so total chunk)
  (let ((data (make-string chunk (integer->char 0))))
    (let loop ((sent 0) (received 0))
      (if (or (< sent total) (< received total))
          (let* ((more (if (< sent total)
                           (socket-send so data 0 (min chunk (- total sent)))
                           0))
                 (got (if (< received total) (string-length (socket-receive so chunk)) 0)))
            (if (and (= got 0) (= more 0))
                received
                (loop (+ sent more) (+ received got))))
          received))))

;; node-of
(define (node-of address)
  (if address (text (sockaddr-address address)) 'nothing))

;; port-picked
(define (port-picked address)
  (and address (> (sockaddr-port address) 0)))

;; accept-origin
(define (accept-origin server)
  (let* ((so (socket-accept server))
         (origin (node-of (socket-peer-name so))))
    (socket-close so)
    origin))

;; both
(define (both names)
  (list (text (car names)) (text (cdr names))))

;; get-linger
(define (get-linger so)
  (u32vector->list (blob->u32vector (get-socket-option so sol/socket so/linger 8))))

;; set-linger
(define (set-linger so on seconds)
  (set-socket-option so sol/socket so/linger (u32vector->blob (u32vector on seconds))))

;; caught
(define (caught thunk)
  (handle-exceptions condition condition (thunk) 'nothing))

;; with-setting
(define (with-setting parameter value thunk)
  (parameterize ((parameter value)) (thunk)))

;; with-sizes
(define (with-sizes buffer chunk thunk)
  (parameterize ((socket-send-buffer-size buffer) (socket-send-size chunk)) (thunk)))

;; loopback
(define (loopback service)
  (inet-address "127.0.0.1" (string->number service)))

;; open-existing
(define (open-existing node service)
  (let ((so (socket af/inet sock/stream)))
    (closing-on-error so
      (lambda ()
        (socket-connect so (inet-address node (string->number service)))
        so))))

;; open-in-turn
(define (open-in-turn type node service next-node next-service)
  (socket-connect/ai
    (append (address-information node service family: af/inet type: type)
            (address-information next-node next-service family: af/inet type: type))))

;; open-inet6
(define (open-inet6 only)
  (let ((so (socket af/inet6 sock/stream)))
    (set! (ipv6-v6-only? so) only)
    (socket-bind so (inet-address "::" 0))
    (socket-listen so 5)
    so))

;; is-printed-with
(define (is-printed-with so family type)
  (string=? (call-with-output-string (lambda (port) (write so port)))
            (string-append "#<socket fd:" (number->string (socket-fileno so))
                           " " family " " type ">")))

;; send-part
(define (send-part so count)
  (< 0 (socket-send so (make-string count (integer->char 0))) count))

;; receive-into-buffer
(define (receive-into-buffer size so)
  (let* ((buffer (string->blob (make-string size (integer->char 0))))
         (count (socket-receive! so buffer)))
    (list count (blob->string buffer))))

;; without-source
(define (without-source thunk)
  (call-with-values thunk (lambda (data from) data)))

;; receive-from
(define (receive-from so size service)
  (call-with-values (lambda () (socket-receive-from so size))
    (lambda (data from) (list data (= (sockaddr-port from) (string->number service))))))

;; receive-from-into
(define (receive-from-into size so start end service)
  (let ((buffer (make-string size (integer->char 0))))
    (call-with-values (lambda () (socket-receive-from! so buffer start end))
      (lambda (count from)
        (list count buffer (= (sockaddr-port from) (string->number service)))))))

;; both-ports
(define (both-ports so)
  (call-with-values (lambda () (socket-i/o-ports so)) list))

;; forever
(define (forever thunk)
  (thunk)
  (forever thunk))

;; fill-port
(define (fill-port port)
  (forever (lambda () (write-string (make-string 65536 (integer->char 0)) #f port))))

;; receive-elsewhere
(define (receive-elsewhere so size milliseconds)
  (let ((other (make-thread (lambda () (socket-receive so size)))))
    (parameterize ((socket-receive-timeout milliseconds))
      (thread-start! other)
      (thread-join! other))))

;; beside
(define (beside thunk other)
  (let ((thread (make-thread other)))
    (thread-start! thread)
    (let ((value (thunk)))
      (thread-join! thread)
      value)))

;; condition-kinds-of
(define (condition-kinds-of thunk)
  (handle-exceptions condition (map car (condition->list condition))
    (thunk)))
