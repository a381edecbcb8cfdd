;; open-client
(define (open-client node service flags family style)
  (let* ((ai (car (getaddrinfo node service flags family style)))
         (s (socket (addrinfo:fam ai) (addrinfo:socktype ai) (addrinfo:protocol ai))))
    (closing-on-error s (lambda () (connect s (addrinfo:addr ai)) s))))

;; open-server
(define (open-server node service family backlog)
  (let* ((ai (car (getaddrinfo node service AI_PASSIVE family SOCK_STREAM)))
         (s (socket family SOCK_STREAM 0)))
    (closing-on-error s
      (lambda ()
        (setsockopt s SOL_SOCKET SO_REUSEADDR 1)
        (bind s (addrinfo:addr ai))
        (listen s backlog)
        s))))

;; open-bound
(define (open-bound family address)
  (let ((s (socket family SOCK_DGRAM 0)))
    (bind s family address 0)
    s))

;; open-unix
(define (open-unix path attach)
  (let ((s (socket PF_UNIX SOCK_STREAM 0)))
    (closing-on-error s (lambda () (attach s AF_UNIX path) s))))

;; bind-and-listen
(define (bind-and-listen s family path)
  (bind s family path)
  (listen s 5))

;; closing-on-error
(define (closing-on-error s thunk)
  (catch #t
    thunk
    (lambda (key . arguments)
      (close-port s)
      (apply throw key arguments))))

;; accept-often
(define (accept-often server count)
  (let loop ((i 0) (sum 0))
    (if (= i count)
        sum
        (let* ((s (car (accept server)))
               (byte (get-u8 s)))
          (close-port s)
          (loop (+ i 1) (+ sum byte))))))

;; connect-often
(define (connect-often node service count)
  (do ((i 0 (+ i 1)))
      ((= i count) i)
    (close-port (open-client node service 0 AF_INET SOCK_STREAM))))

;; receive
(define (receive s size flags)
  (let* ((buffer (make-bytevector size 0))
         (count (recv! s buffer flags)))
    (bytevector-copy buffer 0 count)))

;; receive-into
(define (receive-into size s flags)
  (let* ((buffer (make-bytevector size 0))
         (count (recv! s buffer flags)))
    (list count buffer)))

;; receive-into-used
(define (receive-into-used size s)
  (let* ((buffer (make-bytevector size 1))
         (count (recv! s buffer)))
    (list count buffer)))

;; receive-from-range
(define (receive-from-range size s start end)
  (let* ((buffer (make-bytevector size 0))
         (count (car (recvfrom! s buffer 0 start end))))
    (list count buffer)))

;; receive-origin
(define (receive-origin s size)
  (let ((address (cdr (recvfrom! s (make-bytevector size 0)))))
    (if address (node address) 'nothing)))

;; echo-datagram
(define (echo-datagram s size)
  (let* ((buffer (make-bytevector size 0))
         (received (recvfrom! s buffer)))
    (sendto s (bytevector-copy buffer 0 (car received)) (cdr received))))

;; accept-origin
(define (accept-origin server)
  (let ((accepted (accept server)))
    (close-port (car accepted))
    (node (cdr accepted))))

;; node
(define (node address)
  (inet-ntop (sockaddr:fam address) (sockaddr:addr address)))

;; address-parts
(define (address-parts address)
  (list (sockaddr:fam address) (sockaddr:addr address) (sockaddr:port address)))

;; inet6-parts
(define (inet6-parts address)
  (append (address-parts address)
          (list (sockaddr:flowinfo address) (sockaddr:scopeid address))))

;; unix-parts
(define (unix-parts address)
  (list (sockaddr:fam address) (sockaddr:path address)))

;; accept-from-peer
(define (accept-from-peer server)
  (let* ((accepted (accept server))
         (same (equal? (cdr accepted) (getpeername (car accepted)))))
    (close-port (car accepted))
    same))

;; closes-on-exec?
(define (closes-on-exec? s)
  (= FD_CLOEXEC (logand FD_CLOEXEC (fcntl s F_GETFD))))

;; receive-from
(define (receive-from size s flags)
  (let* ((buffer (make-bytevector size 0))
         (count (car (recvfrom! s buffer flags))))
    (list count buffer)))

;; receive-from-start
(define (receive-from-start size s start)
  (let* ((buffer (make-bytevector size 0))
         (count (car (recvfrom! s buffer 0 start))))
    (list count buffer)))

;; membership
(define (membership group)
  (cons (inet-pton AF_INET group) INADDR_LOOPBACK))

;; send-to-group
(define (send-to-group s data group service)
  (setsockopt s IPPROTO_IP IP_MULTICAST_IF INADDR_LOOPBACK)
  (sendto s data AF_INET (inet-pton AF_INET group) (string->number service)))

;; send-to-inet6
(define (send-to-inet6 s data service flags)
  (sendto s data AF_INET6 (inet-pton AF_INET6 "::1") (string->number service) 0 0 flags))

;; lookup
(define (lookup node service . hints)
  (if (or service (pair? hints))
      (apply getaddrinfo node (if (integer? service) (number->string service) service)
             (map (lambda (hint) (or hint 0)) hints))
      (getaddrinfo node)))

;; lookup-parts
(define (lookup-parts node service style)
  (let* ((ai (car (getaddrinfo node service AI_NUMERICSERV AF_INET style)))
         (address (addrinfo:addr ai)))
    (list (addrinfo:fam ai) (addrinfo:socktype ai)
          (sockaddr:addr address) (sockaddr:port address))))

;; host-parts
(define (host-parts host)
  (list (hostent:addrtype host) (hostent:length host) (car (hostent:addr-list host))))

;; protocol-parts
(define (protocol-parts protocol)
  (list (protoent:name protocol) (protoent:proto protocol)))

;; service-parts
(define (service-parts service)
  (list (servent:name service) (servent:port service) (servent:proto service)))

;; advances?
(define (advances? restart next finish)
  (restart #t)
  (let* ((first (next))
         (second (next)))
    (finish)
    (and first (not (equal? first second)))))

;; restarts?
(define (restarts? restart next finish)
  (restart #t)
  (let ((first (next)))
    (restart #t)
    (let ((again (next)))
      (finish)
      (and first (equal? first again)))))

;; string-or-eof
(define (string-or-eof character)
  (if (eof-object? character) character (string character)))

;; split-line
(define (split-line port)
  (let ((split (read-line port 'split)))
    (list (car split) (string-or-eof (cdr split)))))

;; pair->list
(define (pair->list pair)
  (list (car pair) (cdr pair)))

;; write-and-flush
(define (write-and-flush port data)
  (put-bytevector port data)
  (force-output port))

;; exchange
(define (exchange s total chunk)
  (let ((data (make-bytevector chunk 0))
        (buffer (make-bytevector chunk 0)))
    (let loop ((sent 0) (received 0))
      (if (< received total)
          (let* ((more (if (< sent total) (send s data) 0))
                 (got (recv! s buffer)))
            (if (and (= got 0) (= more 0))
                received
                (loop (+ sent more) (+ received got))))
          received))))
