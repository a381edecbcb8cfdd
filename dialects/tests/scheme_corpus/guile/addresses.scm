;;; Socket addresses and the entries of databases, which are vectors: looked into, compared, made.
;; families: sockets, vectors, match
(use-modules (ice-9 match) (rnrs bytevectors))

(define (show . values)
  (for-each (lambda (value) (write value) (display " ")) values)
  (newline))

(define (key-of thunk) (catch #t thunk (lambda (key . rest) key)))

;; Made
(define web (make-socket-address AF_INET INADDR_LOOPBACK 80))
(show web (vector? web) (vector-length web) (vector->list web) (list? web))
(show (make-socket-address AF_INET6 1 80) (make-socket-address AF_INET6 1 80 2 3))
(show (make-socket-address AF_UNIX "a b") (make-socket-address AF_UNIX ""))
(display (make-socket-address AF_UNIX "a b"))
(newline)
(show (equal? web (vector AF_INET INADDR_LOOPBACK 80)) (equal? web (vector AF_INET 1 80)))
(show (match web (#(family address port) (list port address family))))
(show (assoc (vector AF_INET INADDR_LOOPBACK 80) (list (cons web 'found))))
(show (object->string web) (format #f "~a" web))

;; Parts of vectors that a program has made
(show (sockaddr:fam (vector AF_INET 1 2)) (sockaddr:addr (vector AF_INET 1 2)))
(show (sockaddr:port (vector AF_INET 1 2)) (sockaddr:path (vector AF_UNIX "p")))
(show (sockaddr:flowinfo (vector AF_INET6 1 2 3 4)) (sockaddr:scopeid (vector AF_INET6 1 2 3 4)))
(define other (list->vector (vector->list web)))
(vector-set! other 2 81)
(show (sockaddr:port other) (sockaddr:port web))

;; What the system tells
(define server (socket PF_INET SOCK_STREAM 0))
(bind server (vector AF_INET INADDR_LOOPBACK 0))
(listen server 3)
(define here (getsockname server))
(show (vector-ref here 0) (vector-ref here 1) (= (vector-ref here 2) (sockaddr:port here)))
(define client (socket PF_INET SOCK_STREAM 0))
(connect client (vector AF_INET INADDR_LOOPBACK (vector-ref here 2)))
(define accepted (accept server))
(show (equal? (cdr accepted) (getsockname client)) (equal? (getpeername client) here))
(show (getsockname (car (socketpair PF_UNIX SOCK_STREAM 0))))
(show (sockaddr:path (getsockname (car (socketpair PF_UNIX SOCK_STREAM 0)))))

(define (make-end)
  (let ((end (socket PF_INET SOCK_DGRAM 0)))
    (bind end (make-socket-address AF_INET INADDR_LOOPBACK 0))
    end))
(define one (make-end))
(define two (make-end))
(define buffer (make-bytevector 10 0))
(show (sendto one (string->utf8 "there") (list->vector (vector->list (getsockname two)))))
(define came (recvfrom! two buffer))
(show (car came) (equal? (cdr came) (getsockname one)))
(show (sendto two (string->utf8 "back") (cdr came)) (car (recvfrom! one buffer)))

;; Vectors that are no addresses
(show (map key-of
           (list (lambda () (sockaddr:fam 'x))
                 (lambda () (connect client 'x))
                 (lambda () (connect client '(2 1 2)))
                 (lambda () (connect client (vector AF_INET "x" 80))))))

;; Entries
(show (gethost "127.0.0.1") (vector-ref (gethost INADDR_LOOPBACK) 2))
(show (hostent:name (vector "n" '("a" "b") 2 4 '(1 2))) (hostent:aliases (vector "n" '("a") 2 4 '())))
(show (hostent:addrtype (vector "n" '() 2 4 '(1))) (hostent:length (vector "n" '() 2 4 '(1))))
(show (hostent:addr-list (vector "n" '() 2 4 '(1 2))))
(show (vector-ref (getproto "tcp") 2) (vector? (getproto 17)) (equal? (getproto "tcp") (getproto 6)))
(show (protoent:proto (vector "p" '() 9)) (netent:net (vector "n" '() 2 3)))
(show (vector-ref (getserv "http" "tcp") 2) (servent:port (vector "s" '() 1 "tcp")))

;; What a lookup finds
(define found (getaddrinfo "127.0.0.1" "80" AI_NUMERICHOST AF_INET SOCK_STREAM))
(show found (vector-ref (car found) 4) (equal? (addrinfo:addr (car found)) web))
(show (addrinfo:canonname (car found)) (vector-ref (car found) 5))
(show (addrinfo:addr (vector 0 2 1 6 (vector 2 1 80) #f)))
