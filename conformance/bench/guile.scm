;; The benchmark's programs in Guile itself. `real` compiles and runs this file:
;;   PROGRAM there                       the other process of a program of two
;;   PROGRAM here PORT ROUNDS SECONDS    the process with the clock, PORT being what `there` printed
;; `here` prints the seconds of a loop, a line for each round of SECONDS or more.

(use-modules (ice-9 binary-ports) (ice-9 rdelim) (rnrs bytevectors))

(define message (make-bytevector 64 0))
(define buffer (make-bytevector 64 0))
(define block (make-bytevector 65536 0))
(define line (string-append (make-string 59 #\x) "\n"))
(define lines (string->utf8 (string-concatenate (make-list 200 line))))

(define-syntax-rule (times count body ...)
  (let ((last count))
    (do ((i 0 (+ i 1)))
        ((= i last))
      body ...)))

(define (received count)
  (if (= count 0)
      (error "the other process is gone"))
  count)

;; Sockets

(define (no-delay s)
  (setsockopt s IPPROTO_TCP TCP_NODELAY 1)
  s)

(define (listening)
  (let ((server (socket PF_INET SOCK_STREAM 0)))
    (setsockopt server SOL_SOCKET SO_REUSEADDR 1)
    (bind server AF_INET INADDR_LOOPBACK 0)
    (listen server 4096)
    server))

(define (port-of server)
  (sockaddr:port (getsockname server)))

(define (connected port)
  (let ((client (socket PF_INET SOCK_STREAM 0)))
    (connect client AF_INET INADDR_LOOPBACK port)
    client))

(define (accepted)
  (let ((server (listening)))
    (display (port-of server))
    (newline)
    (force-output)
    (no-delay (car (accept server)))))

(define (call-with-pair make)
  (let ((ends (socketpair PF_UNIX SOCK_STREAM 0)))
    (set-port-encoding! (car ends) "UTF-8")
    (set-port-encoding! (cdr ends) "UTF-8")
    (make (car ends) (cdr ends))))

;; Receives `count` bytes, which nothing follows yet.
(define (receive-all s count)
  (if (> count 0)
      (receive-all s (- count (received (recv! s block))))))

;; What `here` does: of each program a procedure that takes a port and makes a round, a procedure of
;; the number of its loops.

(define (pair port)
  (call-with-pair
   (lambda (left right)
     (lambda (loops)
       (times loops
         (send left message)
         (recv! right buffer))))))

(define (ping-pong port)
  (let ((client (no-delay (connected port))))
    (lambda (loops)
      (times loops
        (send client message)
        (received (recv! client buffer))))))

(define (blocks port)
  (let ((client (no-delay (connected port))))
    (lambda (loops)
      (bytevector-u32-native-set! message 0 loops)
      (send client message)
      (times loops
        (send client block))
      (received (recv! client buffer)))))

(define (connections port)
  (let* ((server (listening))
         (service (port-of server)))
    (lambda (loops)
      (times loops
        (let* ((client (connected service))
               (peer (car (accept server))))
          (close-port client)
          (close-port peer))))))

(define (lines-buffered port)
  (call-with-pair
   (lambda (left right)
     (setvbuf left 'block 8192)
     (setvbuf right 'block 8192)
     (lambda (loops)
       (times loops
         (times 200
           (display line left))
         (force-output left)
         (times 200
           (read-line right)))))))

(define (lines-exact port)
  (call-with-pair
   (lambda (left right)
     (lambda (loops)
       (times loops
         (send left lines)
         (times 200
           (read-line right)))))))

(define (bytes port)
  (let ((data (make-bytevector 256 0)))
    (call-with-pair
     (lambda (left right)
       (lambda (loops)
         (times loops
           (send left data)
           (times 256
             (get-u8 right))))))))

;; What `there` does, until the connection ends.

(define (pong peer)
  (if (> (recv! peer buffer) 0)
      (begin
        (send peer message)
        (pong peer))))

(define (take-blocks peer)
  (if (> (recv! peer buffer) 0)
      (begin
        (receive-all peer (* 65536 (bytevector-u32-native-ref buffer 0)))
        (send peer message)
        (take-blocks peer))))

(define programs
  `(("pair" ,pair)
    ("ping-pong" ,ping-pong ,pong)
    ("blocks" ,blocks ,take-blocks)
    ("connections" ,connections)
    ("lines" ,lines-buffered)
    ("lines-exact" ,lines-exact)
    ("bytes" ,bytes)))

;; The clock

(define (seconds run loops)
  (let ((start (get-internal-real-time)))
    (run loops)
    (exact->inexact (/ (- (get-internal-real-time) start) internal-time-units-per-second))))

(define (measure run rounds least)
  (let warm-up ((loops 1))
    (if (< (seconds run loops) least)
        (warm-up (* loops 2))
        (times rounds
          (display (/ (seconds run loops) loops))
          (newline)))))

(let* ((words (cdr (program-arguments)))
       (program (assoc-ref programs (car words))))
  (if (string=? (cadr words) "there")
      ((cadr program) (accepted))
      (let ((numbers (map string->number (cddr words))))
        (apply measure ((car program) (car numbers)) (cdr numbers)))))
