; A chat for many clients, in Sagittarius.
;
;     sagittarius docs/programs/chat.scm [SERVICE]
;
; It listens at SERVICE of all the machine's addresses, by default "5000", and prints the address.
; Everyone who connects is asked for a name; then each line that one of them types goes to all the
; others, until Ctrl-C. /names lists the users, /quit leaves. Try it with `telnet 127.0.0.1 5000`.
;
; One thread serves all clients: a selector reports the sockets that are readable, and no call waits
; for a single client. A client is disconnected if a line is too long or if it does not read.
;
; chat.py is the same program in Python.

(import (rnrs) (only (scheme base) bytevector-append) (sagittarius socket))

(define line-limit 1000)
(define name-limit 20)

; A client: its name (#f until it has one), the start of its next line, and whether it may stay.
(define-record-type client
  (fields socket (mutable name) (mutable partial) (mutable welcome?)))

(define clients '())

; Speaking

(define (drop client)
  (client-welcome?-set! client #f)
  (guard (condition ((socket-error? condition) #f)) ; it is gone already
    (socket-shutdown (client-socket client) SHUT_RDWR)))

(define (tell client . words)
  (let ((bytes (string->utf8 (apply string-append (append words '("\r\n"))))))
    (guard (condition ((socket-error? condition) (drop client)))
      (when (client-welcome? client)
        (unless (eqv? (socket-send (client-socket client) bytes) (bytevector-length bytes))
          (drop client)))))) ; its buffer is full, for it does not read

(define (tell-others client . words)
  (for-each (lambda (other)
              (when (and (client-name other) (not (eq? other client)))
                (apply tell other words)))
            clients))

; Listening

(define (printable? char)
  (and (char>=? char #\space) (not (char=? char #\delete))))

(define (line->string bytes)
  (let ((text (bytevector->string
               bytes
               (make-transcoder (utf-8-codec) (eol-style none) (error-handling-mode replace)))))
    (list->string (filter printable? (string->list text)))))

(define (part bytes start end)
  (let ((copy (make-bytevector (- end start))))
    (bytevector-copy! bytes start copy 0 (- end start))
    copy))

(define (find-newline bytes start)
  (let loop ((index start))
    (cond ((= index (bytevector-length bytes)) #f)
          ((= (bytevector-u8-ref bytes index) 10) index)
          (else (loop (+ index 1))))))

(define (names)
  (filter values (map client-name clients)))

(define (spaced words)
  (map (lambda (word) (string-append " " word)) words))

(define (introduce client name)
  (cond ((not (and (<= 1 (string-length name) name-limit)
                   (for-all char-alphabetic? (string->list name))))
         (tell client "* a name has letters alone, " (number->string name-limit) " at most"))
        ((member name (names))
         (tell client "* that name is taken"))
        (else
         (client-name-set! client name)
         (tell client "* welcome, " name)
         (tell-others client "* " name " has come"))))

(define (hear-line client line)
  (cond ((string=? line "/quit")
         (tell client "* good-bye")
         (drop client))
        ((not (client-name client)) (introduce client line))
        ((string=? line "/names") (apply tell client "*" (spaced (list-sort string<? (names)))))
        ((string=? line "") #f)
        ((char=? (string-ref line 0) #\/) (tell client "* there are /names and /quit"))
        (else (tell-others client (client-name client) ": " line))))

(define (hear client bytes)
  (let ((bytes (bytevector-append (client-partial client) bytes)))
    (let loop ((start 0))
      (when (client-welcome? client)
        (let* ((newline (find-newline bytes start)) (end (or newline (bytevector-length bytes))))
          (cond ((> (- end start) line-limit)
                 (tell client "* that line is too long")
                 (drop client))
                ((not newline) (client-partial-set! client (part bytes start end)))
                (else
                 (hear-line client (line->string (part bytes start end)))
                 (loop (+ end 1)))))))))

; Coming and going

(define (welcome socket)
  (let ((client (make-client socket #f (make-bytevector 0) #t)))
    (socket-nonblocking! socket)
    (set! clients (cons client clients))
    (tell client "* your name?")
    client))

(define (leave client)
  (set! clients (remq client clients))
  (socket-close (client-socket client))
  (when (client-name client)
    (tell-others client "* " (client-name client) " has left")))

; Receive data; return whether there may be more to come.
(define (receive client)
  (let ((bytes (guard (condition ((socket-error? condition) (make-bytevector 0)))
                 (socket-recv (client-socket client) 4096))))
    (cond ((not bytes) #t) ; there was nothing after all
          ((zero? (bytevector-length bytes)) #f)
          (else
           (hear client bytes)
           (client-welcome? client)))))

; The server

(define (watch selector client)
  (socket-selector-add! selector (client-socket client) #f client))

(define (serve server-socket selector)
  (let-values (((ready late) (socket-selector-wait! selector)))
    (for-each (lambda (element)
                (let ((socket (car element)) (client (cddr element)))
                  (cond ((not client)
                         (watch selector (welcome (socket-accept socket)))
                         (socket-selector-add! selector socket))
                        ((and (client-welcome? client) (receive client)) (watch selector client))
                        (else (leave client)))))
              ready))
  (serve server-socket selector))

(define (server service)
  (let ((server-socket (make-server-socket service)) (selector (make-socket-selector)))
    (display (string-append "listening at " (socket-name server-socket) "\n"))
    (flush-output-port (current-output-port))
    (socket-selector-add! selector server-socket)
    (serve server-socket selector)))

(define (main service)
  (guard (condition ((i/o-error? condition)
                     (display (condition-message condition) (current-error-port))
                     (newline (current-error-port))
                     (exit 1)))
    (server service)))

(let ((words (cdr (command-line))))
  (main (if (pair? words) (car words) "5000")))
