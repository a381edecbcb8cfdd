;; The benchmark's programs in CHICKEN itself, with its socket egg. `real` compiles this file, and
;; the program that comes of it keeps the protocol of guile.scm:
;;   PROGRAM there
;;   PROGRAM here PORT ROUNDS SECONDS

(import scheme (chicken base) (chicken file) (chicken foreign) (chicken io) (chicken memory)
        (chicken process-context) (srfi 4) socket)

(define message (make-string 64 #\nul))
(define block (make-string 65536 #\nul))
(define line (make-string 59 #\x))

(define-syntax times
  (syntax-rules ()
    ((_ count body ...)
     (let ((last count))
       (do ((i 0 (+ i 1)))
           ((= i last))
         body ...)))))

(define (received data)
  (if (string=? data "")
      (error "the other process is gone")
      data))

;; Sockets

(define (no-delay so)
  (set! (tcp-no-delay? so) #t)
  so)

(define (listening address family)
  (let ((server (socket family sock/stream)))
    (socket-bind server address)
    (socket-listen server 4096)
    server))

(define (listening-inet)
  (listening (inet-address "127.0.0.1" 0) af/inet))

(define (port-of server)
  (sockaddr-port (socket-name server)))

(define (connected port)
  (let ((client (socket af/inet sock/stream)))
    (socket-connect client (inet-address "127.0.0.1" port))
    client))

(define (accepted)
  (let ((server (listening-inet)))
    (print (port-of server))
    (flush-output)
    (no-delay (socket-accept server))))

;; The egg has no socket pair: a Unix connection is one.
(define (call-with-pair make)
  (let* ((folder (create-temporary-directory))
         (path (string-append folder "/pair"))
         (server (listening (unix-address path) af/unix))
         (left (socket af/unix sock/stream)))
    (socket-connect left (unix-address path))
    (let ((right (socket-accept server)))
      (socket-close server)
      (delete-directory folder #t)
      (make left right))))

(define (receive-all so count)
  (if (> count 0)
      (receive-all so (- count (string-length (received (socket-receive so (min count 65536))))))))

;; What `here` does: of each program a procedure that takes a port and makes a round, a procedure of
;; the number of its loops.

(define (pair port)
  (call-with-pair
   (lambda (left right)
     (lambda (loops)
       (times loops
         (socket-send left message)
         (socket-receive right 64))))))

(define (ping-pong port)
  (let ((client (no-delay (connected port))))
    (lambda (loops)
      (times loops
        (socket-send client message)
        (received (socket-receive client 64))))))

;; The number of blocks goes first, in a message of 64 characters.
(define (blocks port)
  (let ((client (no-delay (connected port))))
    (lambda (loops)
      (let ((count (number->string loops)))
        (socket-send client (string-append (make-string (- 64 (string-length count)) #\0) count)))
      (times loops
        (socket-send-all client block))
      (received (socket-receive client 64)))))

(define (connections port)
  (let* ((server (listening-inet))
         (service (port-of server)))
    (lambda (loops)
      (times loops
        (let* ((client (connected service))
               (peer (socket-accept server)))
          (socket-close client)
          (socket-close peer))))))

(define (lines port)
  (call-with-pair
   (lambda (left right)
     (parameterize ((socket-send-buffer-size 8192)
                    (socket-receive-buffer-size 8192))
       (let-values (((unused writer) (socket-i/o-ports left))
                    ((reader unread) (socket-i/o-ports right)))
         (lambda (loops)
           (times loops
             (times 200
               (write-line line writer))
             (flush-output writer)
             (times 200
               (read-line reader)))))))))

(define (bytes port)
  (let ((data (make-string 256 #\nul)))
    (call-with-pair
     (lambda (left right)
       (let-values (((reader unread) (socket-i/o-ports right)))
         (lambda (loops)
           (times loops
             (socket-send left data)
             (times 256
               (read-byte reader)))))))))

;; What `there` does, until the connection ends.

(define (pong peer)
  (if (not (string=? (socket-receive peer 64) ""))
      (begin
        (socket-send peer message)
        (pong peer))))

(define (take-blocks peer)
  (let ((count (socket-receive peer 64)))
    (if (not (string=? count ""))
        (begin
          (receive-all peer (* 65536 (string->number count)))
          (socket-send peer message)
          (take-blocks peer)))))

(define programs
  `(("pair" ,pair)
    ("ping-pong" ,ping-pong ,pong)
    ("blocks" ,blocks ,take-blocks)
    ("connections" ,connections)
    ("lines" ,lines)
    ("bytes" ,bytes)))

;; The clock: CHICKEN's own counts in milliseconds.

(foreign-declare "#include <time.h>")

(define now
  (foreign-lambda* double ()
    "struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); C_return(t.tv_sec + t.tv_nsec * 1e-9);"))

(define (seconds run loops)
  (let ((start (now)))
    (run loops)
    (- (now) start)))

(define (measure run rounds least)
  (let warm-up ((loops 1))
    (if (< (seconds run loops) least)
        (warm-up (* loops 2))
        (times rounds
          (print (/ (seconds run loops) loops))))))

(let* ((words (command-line-arguments))
       (program (cdr (assoc (car words) programs))))
  (if (string=? (cadr words) "there")
      ((cadr program) (accepted))
      (let ((numbers (map string->number (cddr words))))
        (apply measure ((car program) (car numbers)) (cdr numbers)))))
