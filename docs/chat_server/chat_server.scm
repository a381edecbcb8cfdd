; A chat server, in Guile.
;
;     guile --no-auto-compile -s chat_server.scm [PORT]
;
; It listens at PORT of the loopback address, by default 5000, and prints the address. Whoever
; connects is asked for a name; then each line that one of them sends goes to all the others.
; /names lists who is there, /quit leaves. Try it with `telnet 127.0.0.1 5000`.
;
; Each client has a thread. A mutex protects the list of those who are there.

(use-modules (ice-9 rdelim) (ice-9 threads) (srfi srfi-1))

(define name-limit 20)

; Those who are there: pairs of a name and a port, the newest first.
(define members '())
(define members-lock (make-mutex))

; Speaking and listening

(define (tell client . words)
  (catch 'system-error
    (lambda ()
      (display (string-append (string-concatenate words) "\r\n") client)
      (force-output client))
    (lambda (key . arguments) #f))) ; it has gone, as its own thread will find out

(define (tell-others name . words)
  (for-each (lambda (member)
              (unless (string=? (car member) name)
                (apply tell (cdr member) words)))
            members))

; The next line without its end, or #f at the end of the stream.
(define (hear client)
  (let ((line (catch 'system-error
                (lambda () (read-line client))
                (lambda (key . arguments) #f)))) ; the connection was reset
    (if (string? line) (string-trim-right line #\return) #f)))

; Coming and going

(define (name? text)
  (and (<= 1 (string-length text) name-limit)
       (string-every char-alphabetic? text)))

; Let a client in under a name, unless somebody has it.
(define (enter! client name)
  (with-mutex members-lock
    (cond ((assoc name members) #f)
          (else
           (set! members (alist-cons name client members))
           (tell client "* welcome, " name)
           (tell-others name "* " name " has come")
           #t))))

(define (leave! name)
  (with-mutex members-lock
    (set! members (alist-delete name members))
    (tell-others name "* " name " has gone")))

; Ask for a name until there is a good one; #f if the client goes away instead.
(define (introduce client)
  (tell client "* your name?")
  (let ((name (hear client)))
    (cond ((not name) #f)
          ((not (name? name))
           (tell client "* a name has letters alone, " (number->string name-limit) " at most")
           (introduce client))
          ((enter! client name) name)
          (else
           (tell client "* that name is taken")
           (introduce client)))))

; The conversation

(define (names)
  (with-mutex members-lock
    (sort (map car members) string<?)))

(define (heed client name line)
  (cond ((string=? line "/names") (tell client "* " (string-join (names))))
        ((string-prefix? "/" line) (tell client "* there are /names and /quit"))
        ((not (string-null? line))
         (with-mutex members-lock
           (tell-others name name ": " line)))))

(define (converse client name)
  (let ((line (hear client)))
    (cond ((not line) #f)
          ((string=? line "/quit") (tell client "* good-bye"))
          (else
           (heed client name line)
           (converse client name)))))

(define (serve client)
  (set-port-encoding! client "UTF-8")
  (set-port-conversion-strategy! client 'substitute)
  (let ((name (introduce client)))
    (when name
      (converse client name)
      (leave! name)))
  (close-port client))

; The server

(define (listen-at port)
  (let ((server (socket PF_INET SOCK_STREAM 0)))
    (setsockopt server SOL_SOCKET SO_REUSEADDR 1)
    (bind server AF_INET INADDR_LOOPBACK port)
    (listen server 128)
    server))

(define (main arguments)
  (let ((server (listen-at (if (null? arguments) 5000 (string->number (car arguments))))))
    ; To write to a client that has gone is an error, and not the end.
    (sigaction SIGPIPE SIG_IGN)
    (format #t "listening at 127.0.0.1:~a\n" (sockaddr:port (getsockname server)))
    (force-output)
    (let next ()
      (let ((client (car (accept server))))
        (call-with-new-thread (lambda () (serve client)))
        (next)))))

(main (cdr (command-line)))
