; A file server for HTTP/1.0, in R7RS small with (srfi 106).
;
;     foment docs/programs/file_server.scm [SERVICE [DIRECTORY]]
;
; It listens at SERVICE of all the machine's addresses, by default "8080", and serves the files of
; DIRECTORY, by default the current one, to one client after the other until Ctrl-C. For a directory
; it serves the index.html in it.
;
; file_server.py is the same program in Python.

(import (scheme base) (scheme char) (scheme cxr) (scheme file) (scheme process-context)
        (scheme write) (srfi 106))

(define line-limit 8192)
(define header-limit 100)

(define reasons
  '((200 . "OK")
    (400 . "Bad Request")
    (403 . "Forbidden")
    (404 . "Not Found")
    (405 . "Method Not Allowed")
    (501 . "Not Implemented")))

(define methods '("POST" "PUT" "DELETE" "OPTIONS" "TRACE" "CONNECT" "PATCH"))

(define types
  '(("css" . "text/css; charset=utf-8")
    ("html" . "text/html; charset=utf-8")
    ("jpg" . "image/jpeg")
    ("js" . "text/javascript; charset=utf-8")
    ("json" . "application/json")
    ("png" . "image/png")
    ("svg" . "image/svg+xml")
    ("txt" . "text/plain; charset=utf-8")))

; Reading a request

; Return the next line without its end, a character for each byte; the eof object at the end, #f for
; a line that is too long or cut off.
(define (get-line in)
  (let loop ((line '()) (left line-limit))
    (let ((byte (read-u8 in)))
      (cond ((eof-object? byte) (if (null? line) byte #f))
            ((= byte 10)
             (list->string
              (reverse (if (and (pair? line) (char=? (car line) #\return)) (cdr line) line))))
            ((zero? left) #f)
            (else (loop (cons (integer->char byte) line) (- left 1)))))))

; Return the first line of a request, after reading its headers; the eof object from a client that
; sends nothing, #f for anything that is not a request.
(define (get-request in)
  (let ((line (get-line in)))
    (if (string? line)
        (let skip ((left header-limit))
          (let ((header (get-line in)))
            (cond ((not (string? header)) #f)
                  ((string=? header "") line)
                  ((zero? left) #f)
                  (else (skip (- left 1))))))
        line)))

(define (split string separator)
  (let loop ((chars (reverse (string->list string))) (word '()) (words '()))
    (cond ((null? chars) (cons (list->string word) words))
          ((char=? (car chars) separator) (loop (cdr chars) '() (cons (list->string word) words)))
          (else (loop (cdr chars) (cons (car chars) word) words)))))

(define (hex-digit char)
  (and (char<=? char #\f) (string->number (string char) 16)))

; Decode a percent-encoded string; return #f if it is not valid.
(define (decode string)
  (let loop ((chars (string->list string)) (bytes '()))
    (cond ((null? chars) (text (apply bytevector (reverse bytes))))
          ((not (char<? #\space (car chars) #\delete)) #f)
          ((not (char=? (car chars) #\%))
           (loop (cdr chars) (cons (char->integer (car chars)) bytes)))
          ((and (pair? (cdr chars)) (pair? (cddr chars)))
           (let ((high (hex-digit (cadr chars))) (low (hex-digit (caddr chars))))
             (and high low (loop (cdddr chars) (cons (+ (* 16 high) low) bytes)))))
          (else #f))))

; Return #f for bytes that are not UTF-8, which some systems replace and others refuse.
(define (text bytes)
  (guard (condition ((error-object? condition) #f))
    (let ((string (utf8->string bytes)))
      (and (equal? (string->utf8 string) bytes)
           (not (memv #\null (string->list string)))
           string))))

; Answering it

(define (contents name)
  (call-with-port (open-binary-input-file name)
    (lambda (in)
      (let loop ((pieces '()))
        (let ((piece (read-bytevector 65536 in)))
          (if (eof-object? piece)
              (apply bytevector-append (reverse pieces))
              (loop (cons piece pieces))))))))

(define (type-of name)
  (let* ((words (reverse (split name #\.))) (found (assoc (string-downcase (car words)) types)))
    (if found (cdr found) "application/octet-stream")))

(define (directory? name)
  (file-exists? (string-append name "/."))) ; R7RS has nothing better

(define (starts-with? string start)
  (and (>= (string-length string) (string-length start))
       (string=? (string-copy string 0 (string-length start)) start)))

; An answer is a status, headers and content.
(define (refusal status . headers)
  (let ((words (string-append (number->string status) " " (cdr (assv status reasons)) "\n")))
    (values status
            (cons "Content-Type: text/plain; charset=utf-8" headers)
            (string->utf8 words))))

(define (answer words root)
  (cond ((not (and (= (length words) 3) (starts-with? (list-ref words 2) "HTTP/1."))) (refusal 400))
        ((member (car words) '("GET" "HEAD")) (answer-get (cadr words) root))
        ((member (car words) methods) (refusal 405 "Allow: GET, HEAD"))
        (else (refusal 501))))

(define (answer-get target root)
  (let ((path (decode (car (split target #\?)))))
    (cond ((not (and path (starts-with? path "/"))) (refusal 400))
          ((member ".." (split path #\/)) (refusal 403))
          ((char=? (string-ref path (- (string-length path) 1)) #\/)
           (answer-file (string-append root path "index.html")))
          (else (answer-file (string-append root path))))))

(define (answer-file name)
  (if (or (not (file-exists? name)) (directory? name))
      (refusal 404)
      (guard (condition ((file-error? condition) (refusal 403)))
        (let ((bytes (contents name)))
          (values 200 (list (string-append "Content-Type: " (type-of name))) bytes)))))

(define (head status headers size)
  (let ((lines `(,(string-append
                   "HTTP/1.0 " (number->string status) " " (cdr (assv status reasons)))
                 ,@headers
                 ,(string-append "Content-Length: " (number->string size))
                 "")))
    (string->utf8 (apply string-append (map (lambda (line) (string-append line "\r\n")) lines)))))

; Read the rest of a client's data: closing with unread data could reset the connection, and the
; answer would be lost.
(define (drain socket)
  (let loop ((left 64))
    (unless (or (zero? left) (zero? (bytevector-length (socket-recv socket 4096))))
      (loop (- left 1)))))

(define (serve socket root)
  (let ((line (get-request (socket-input-port socket))) (out (socket-output-port socket)))
    (unless (eof-object? line)
      (let ((words (if line (split line #\space) '(""))))
        (let-values (((status headers bytes) (answer words root)))
          (write-bytevector (head status headers (bytevector-length bytes)) out)
          (unless (string=? (car words) "HEAD") (write-bytevector bytes out))
          (flush-output-port out)
          (socket-shutdown socket *shut-wr*)
          (drain socket))))))

(define (complain condition)
  (let ((err (current-error-port)))
    (display (error-object-message condition) err)
    (newline err)))

(define (server service root)
  (call-with-socket (make-server-socket service)
    (lambda (server-socket)
      (write-string (string-append "listening at " service "\n"))
      (flush-output-port)
      (let loop ()
        (call-with-socket (socket-accept server-socket)
          (lambda (socket)
            (guard (condition ((error-object? condition) (complain condition)))
              (serve socket root))))
        (loop)))))

(define (main service root)
  (unless (directory? root)
    (write-string (string-append "error: " root " is no directory\n") (current-error-port))
    (exit 2))
  (guard (condition ((error-object? condition) (complain condition) (exit 1)))
    (server service root)))

(let ((words (cdr (command-line))))
  (main (if (pair? words) (car words) "8080")
        (if (and (pair? words) (pair? (cdr words))) (cadr words) ".")))
