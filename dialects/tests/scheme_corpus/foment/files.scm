;;; Files written and read back; the environment.
;; families: file-ports, processes, cond-expand, eval
(import (scheme base) (scheme eval) (scheme file) (scheme process-context) (scheme read) (scheme write) (foment base))
(define name "corpus-file.txt")
(call-with-output-file name
  (lambda (port) (write-string "one two" port) (newline port) (write '(three "four") port)))
(write (file-exists? name)) (newline)
(call-with-input-file name
  (lambda (port)
    (let loop ((line (read-line port)))
      (unless (eof-object? line) (write line) (newline) (loop (read-line port))))))
(delete-file name)
(write (file-exists? name)) (newline)
(write (guard (e ((file-error? e) 'missing)) (open-input-file name))) (newline)
(write (get-environment-variable "CORPUS_NONE")) (newline)
(cond-expand (foment (write 'foment)) (else (write 'other)))
(newline)
(write (eval '(* 6 7) (environment '(scheme base)))) (newline)
(write (list? (command-line))) (newline)
