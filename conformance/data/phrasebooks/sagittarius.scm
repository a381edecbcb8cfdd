;; caught
(define (caught thunk)
  (guard (condition (#t condition))
    (thunk)
    'nothing))

;; condition-kinds
(define (condition-kinds condition)
  (let loop ((kinds (list (cons "&i/o" i/o-error?)
                          (cons "&i/o-read" i/o-read-error?)
                          (cons "&i/o-write" i/o-write-error?)
                          (cons "&host-not-found" host-not-found-error?)
                          (cons "&socket" socket-error?)
                          (cons "&socket-connection" socket-connection-error?)
                          (cons "&socket-closed" socket-closed-error?)
                          (cons "&socket-read-timeout" socket-read-timeout-error?)
                          (cons "&socket-port" socket-port-error?)
                          (cons "&assertion" assertion-violation?))))
    (cond ((null? kinds) '())
          (((cdar kinds) condition) (cons (caar kinds) (loop (cdr kinds))))
          (else (loop (cdr kinds))))))

;; beside
(define (beside thunk other)
  (let* ((thread (thread-start! (make-thread other)))
         (value (thunk)))
    (thread-join! thread)
    value))

;; within
(define (within socket limit thunk)
  (dynamic-wind
    (lambda () (socket-set-read-timeout! socket limit))
    thunk
    (lambda () (socket-set-read-timeout! socket 0))))

;; connect-within
(define (connect-within node service limit)
  (let ((s (make-socket AF_INET SOCK_STREAM 0)))
    (guard (condition (#t (socket-close s) (raise condition)))
      (socket-connect! s (stream-address node service) (* 1000 limit)))))

;; string-or-eof
(define (string-or-eof character)
  (if (eof-object? character) character (string character)))

;; write-line
(define (write-line port text)
  (put-string port text)
  (put-char port #\newline))

;; addrinfo-by
(define (addrinfo-by node service family type flags protocol)
  (get-addrinfo node service
    (make-hint-addrinfo :family family :socktype type :flags flags :protocol protocol)))

;; set-numbers
(define (set-numbers info family type flags protocol)
  (slot-set! info 'family family)
  (slot-set! info 'socktype type)
  (slot-set! info 'flags flags)
  (slot-set! info 'protocol protocol))

;; chain-length
(define (chain-length info)
  (if info (+ 1 (chain-length (next-addrinfo info))) 0))

;; at-loopback
(define (at-loopback node service)
  (stream-address "127.0.0.1" service))

;; any-port
(define (any-port service)
  (stream-address "127.0.0.1" "0"))

;; families-of
(define (families-of servers)
  (let loop ((servers servers) (four 0) (six 0))
    (if (null? servers)
        (list four six)
        (let ((ip (socket-info-ip-address (socket-info (car servers)))))
          (socket-close (car servers))
          (if (ip-v6-address? ip)
              (loop (cdr servers) four (+ six 1))
              (loop (cdr servers) (+ four 1) six))))))

;; fill
(define (fill s)
  (let ((zeros (make-bytevector 65536 0)))
    (let loop ()
      (when (pair? (socket-write-select 50000 s))
        (socket-send s zeros)
        (loop)))))

;; interrupting
(define (interrupting thunk)
  (let* ((over #f)
         (thread (make-thread
                   (lambda ()
                     (dynamic-wind (lambda () #f) thunk (lambda () (set! over #t)))))))
    (thread-start! thread)
    (thread-sleep! 0.1)
    (let ((value (thread-interrupt! thread)))
      (let loop ()
        (unless over
          (thread-sleep! 0.1)
          (guard (condition (#t #f)) (thread-interrupt! thread))
          (loop)))
      (list value (thread-join! thread)))))

;; ended-thread
(define (ended-thread)
  (let ((thread (thread-start! (make-thread (lambda () #t)))))
    (thread-join! thread)
    thread))

;; milliseconds
(define (milliseconds time)
  (+ (* 1000 (time-second time)) (div (time-nanosecond time) 1000000)))

;; time-span
(define (time-span milliseconds)
  (make-time time-duration
             (* 1000000 (mod milliseconds 1000))
             (div milliseconds 1000)))

;; which
(define (which ready first second)
  (append (if (memq first ready) '(1) '())
          (if (memq second ready) '(2) '())))

;; sizes
(define (sizes thunk)
  (define (size fds)
    (if fds (length (collect-sockets fds)) 'nothing))
  (call-with-values thunk
    (lambda (count . sets)
      (if count (cons count (map size sets)) 'nothing))))

;; gives-same
(define (gives-same fds thunk)
  (call-with-values thunk (lambda (count read . others) (eq? read fds))))

;; data-of
(define (data-of thunk)
  (call-with-values thunk
    (lambda (ready timed-out) (list (map cddr ready) (map cddr timed-out)))))

;; first-ready
(define (first-ready selector)
  (call-with-values (lambda () (socket-selector-wait! selector))
    (lambda (ready timed-out) (car ready))))

;; parts
(define (parts element)
  (list (or (cadr element) 'nothing) (or (cddr element) 'nothing)))

;; wait-meanwhile
(define (wait-meanwhile selector thunk)
  (let ((thread (thread-start!
                  (make-thread
                    (lambda () (data-of (lambda () (socket-selector-wait! selector))))))))
    (let loop ()
      (unless (socket-selector-waiting? selector)
        (thread-sleep! 0.01)
        (loop)))
    (thunk)
    (thread-join! thread)))

;; end-of
(define (end-of thunk service)
  (call-with-values thunk
    (lambda (host ip port)
      (list host (ip-address->string ip) (= port (string->number service))))))

;; stream-address
(define (stream-address node service)
  (get-addrinfo node service (make-hint-addrinfo :family AF_INET :socktype SOCK_STREAM)))

;; datagram-address
(define (datagram-address node service)
  (addrinfo-sockaddr
    (get-addrinfo node service (make-hint-addrinfo :family AF_INET :socktype SOCK_DGRAM))))

;; open-server
(define (open-server node backlog)
  (let* ((hint (make-hint-addrinfo :family AF_INET :socktype SOCK_STREAM :flags AI_PASSIVE))
         (ai (get-addrinfo node "0" hint))
         (s (create-socket ai)))
    (socket-bind! s ai)
    (guard (condition (#t (socket-close s) (raise condition)))
      (socket-listen! s backlog))))

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

;; accept-origin
(define (accept-origin server)
  (call-with-socket (socket-accept server)
                    (lambda (s) (numeric-node (socket-peer s)))))

;; numeric-node
(define (numeric-node info)
  (if info (ip-address->string (socket-info-ip-address info)) 'nothing))

;; forget-port
(define (forget-port s)
  (socket-port s)
  (let loop ((i 0))
    (when (< i 100)
      (make-vector 100000 i)
      (loop (+ i 1)))))

;; receive-into
(define (receive-into size s flags)
  (let* ((buffer (make-bytevector size 0))
         (count (socket-recv! s buffer 0 size flags)))
    (list count buffer)))

;; receive-into-used
(define (receive-into-used size s)
  (let* ((buffer (make-bytevector size 1))
         (count (socket-recv! s buffer 0 size)))
    (list count buffer)))

;; receive-from-range
(define (receive-from-range size s start end)
  (let* ((buffer (make-bytevector size 0))
         (count (socket-recv! s buffer start (- end start))))
    (list count buffer)))

;; echo-datagram
(define (echo-datagram s size)
  (let* ((origin (datagram-address "127.0.0.1" "9"))
         (data (socket-recvfrom s size origin)))
    (socket-sendto s data origin)))

;; two-integers
(define (two-integers bytes)
  (list (bytevector-s32-native-ref bytes 0) (bytevector-s32-native-ref bytes 4)))

;; from-two-integers
(define (from-two-integers first second)
  (let ((bytes (make-bytevector 8)))
    (bytevector-s32-native-set! bytes 0 first)
    (bytevector-s32-native-set! bytes 4 second)
    bytes))

;; write-and-flush
(define (write-and-flush port data)
  (put-bytevector port data)
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

;; read-into
(define (read-into size port start end)
  (let* ((buffer (make-bytevector size 0))
         (count (get-bytevector-n! port buffer start (- end start))))
    (list count buffer)))
