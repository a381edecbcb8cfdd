;;; Files written and read back.
;; families: file-ports, read-write, conditions
(import (rnrs))
(define name "corpus-file.txt")
(call-with-output-file name
  (lambda (port) (display "one two" port) (newline port) (write '(three "four") port)))
(write (file-exists? name)) (newline)
(call-with-input-file name
  (lambda (port)
    (let loop ((n 1) (line (get-line port)))
      (unless (eof-object? line)
        (display n) (display ": ") (display line) (newline)
        (loop (+ n 1) (get-line port))))))
(write (with-input-from-file name (lambda () (list (read) (read) (read))))) (newline)
(define out (open-file-output-port name (file-options no-fail) (buffer-mode block) (native-transcoder)))
(put-string out "over")
(close-port out)
(write (call-with-input-file name get-string-all)) (newline)
(let ((in (open-file-input-port name)))
  (write (get-bytevector-all in)) (newline)
  (close-port in))
(delete-file name)
(write (file-exists? name)) (newline)
(write (guard (e ((i/o-file-does-not-exist-error? e) 'missing)) (open-input-file name))) (newline)
