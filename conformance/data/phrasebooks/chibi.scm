;; inet-info
(define (inet-info node service family type)
  (get-address-info node service (make-address-info family type ip-proto/ip)))

;; connect-to
(define (connect-to socket info)
  (connect socket (address-info-address info) (address-info-address-length info)))

;; open-client
(define (open-client node service family type)
  (let ((found (inet-info node service family type)))
    (and found
         (let* ((made (socket (address-info-family found) type 0))
                (result (connect-to made found)))
           (if (negative? result)
               (begin
                 (close-file-descriptor made)
                 result)
               made)))))

;; bind-to
(define (bind-to socket info)
  (bind socket (address-info-address info) (address-info-address-length info)))

;; bound-socket
(define (bound-socket node family type)
  (let ((made (socket family type 0)))
    (bind-to made (inet-info node "0" family type))
    made))

;; let-listen
(define (let-listen socket)
  (listen socket 128)
  socket)

;; accept-from
(define (accept-from server)
  (let ((any (inet-info "0.0.0.0" "0" address-family/inet socket-type/stream)))
    (accept server (address-info-address any) (address-info-address-length any))))

;; accept-origin
(define (accept-origin server)
  (let ((origin (inet-info "::" "0" address-family/inet6 socket-type/stream)))
    (close-file-descriptor
     (accept server (address-info-address origin) (address-info-address-length origin)))
    (sockaddr-name (address-info-address origin))))

;; peer-node
(define (peer-node socket)
  (let ((peer (make-sockaddr)))
    (and (get-peer-name socket peer)
         (sockaddr-name peer))))

;; peer-port-is?
(define (peer-port-is? socket service)
  (let ((peer (make-sockaddr)))
    (and (get-peer-name socket peer)
         (= (sockaddr-port peer) (string->number service)))))

;; addrinfo-count
(define (addrinfo-count one)
  (do ((one one (address-info-next one))
       (count 0 (+ count 1)))
      ((not one) count)))

;; accept-often
(define (accept-often server count)
  (do ((i 0 (+ i 1))
       (sum 0 (let* ((c (accept-from server))
                     (byte (bytevector-u8-ref (receive c 1) 0)))
                (close-file-descriptor c)
                (+ sum byte))))
      ((= i count) sum)))

;; connect-often
(define (connect-often node service count)
  (do ((i 0 (+ i 1)))
      ((= i count) i)
    (close-file-descriptor (open-client node service address-family/inet socket-type/stream))))

;; receive-into
(define (receive-into size socket flags)
  (let* ((buffer (make-bytevector size 0))
         (count (receive! socket buffer flags)))
    (list count buffer)))

;; write-and-flush
(define (write-and-flush port data)
  (write-bytevector data port)
  (flush-output-port port))
