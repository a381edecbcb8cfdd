;;; Files written and read back.
;; families: file-ports, read-write, conditions, processes
(import (chicken base) (chicken file) (chicken io) (chicken condition) (chicken process-context) (chicken pathname))
(define name "corpus-file.txt")
(call-with-output-file name
  (lambda (port) (display "one two" port) (newline port) (write '(three "four") port)))
(write (file-exists? name)) (newline)
(call-with-input-file name
  (lambda (port)
    (let loop ((n 1) (line (read-line port)))
      (unless (eof-object? line)
        (print n ": " line)
        (loop (+ n 1) (read-line port))))))
(write (with-input-from-file name (lambda () (list (read) (read) (read))))) (newline)
(with-output-to-file name (lambda () (display "over")))
(write (with-input-from-file name read-string)) (newline)
(write (call-with-input-file name (lambda (p) (read-string 2 p)))) (newline)
(delete-file name)
(write (file-exists? name)) (newline)
(write (condition-case (open-input-file name) ((exn file) 'no-file))) (newline)
(write (list (pathname-file "/a/b.scm") (pathname-directory "/a/b.scm") (make-pathname "/a" "b" "scm"))) (newline)
(set-environment-variable! "CORPUS" "set")
(write (list (get-environment-variable "CORPUS") (get-environment-variable "CORPUS_NONE"))) (newline)
(write (list? (command-line-arguments))) (newline)
