; A queue of jobs behind a Unix socket, in CHICKEN 5 with the eggs socket and srfi-18.
;
;     csi -s docs/programs/job_queue.scm [PATH]
;
; It listens at PATH, by default jobs.socket in the current directory, until Ctrl-C, and then
; removes it. Every client may put jobs into the queue, and take jobs out to do them:
;
;     put TEXT     queued NUMBER
;     take         job NUMBER TEXT, as soon as there is one
;     done NUMBER  done NUMBER, for a job that this client has taken
;     count        NUMBER waiting
;
; When a client leaves, the jobs that it has taken and not done go back to the head of the queue.
;
; job_queue.py is the same program in Python.

(import scheme (chicken base) (chicken condition) (chicken file) (chicken format) (chicken io)
        (chicken process-context) (chicken process signal) socket srfi-18)

(define line-limit 1000)

; The queue

(define lock (make-mutex))
(define arrived (make-condition-variable))
(define last-number 0)
(define waiting '()) ; jobs, pairs of a number and a text, the next one first

(define (put-job! text)
  (mutex-lock! lock)
  (set! last-number (+ last-number 1))
  (set! waiting (append waiting (list (cons last-number text))))
  (let ((number last-number))
    (condition-variable-signal! arrived)
    (mutex-unlock! lock)
    number))

(define (take-job!)
  (mutex-lock! lock)
  (cond ((null? waiting)
         (mutex-unlock! lock arrived)
         (take-job!))
        (else
         (let ((job (car waiting)))
           (set! waiting (cdr waiting))
           (mutex-unlock! lock)
           job))))

(define (give-back! jobs)
  (mutex-lock! lock)
  (set! waiting (append jobs waiting))
  (condition-variable-broadcast! arrived)
  (mutex-unlock! lock))

(define (count-jobs)
  (mutex-lock! lock)
  (let ((count (length waiting)))
    (mutex-unlock! lock)
    count))

; A client

; Return the next line; the eof object at the end, #f for a line that is too long.
(define (get-line in)
  (let loop ((too-long #f))
    (let ((line (read-line in line-limit)))
      (cond ((eof-object? line) line)
            ((= (string-length line) line-limit) (loop #t))
            (else (and (not too-long) line))))))

; Return the rest of a line after a word; #f if it is empty, or without the word.
(define (after word line)
  (let ((size (string-length word)))
    (and (> (string-length line) size)
         (string=? (substring line 0 size) word)
         (substring line size))))

(define (serve so)
  (define taken '())

  (define (take)
    (let ((job (take-job!)))
      (set! taken (cons job taken))
      (sprintf "job ~A ~A" (car job) (cdr job))))

  (define (done number)
    (let ((job (assv number taken)))
      (cond (job
             (set! taken (remove job taken))
             (sprintf "done ~A" number))
            (else "error: no job of yours"))))

  (define (remove job jobs)
    (cond ((eq? job (car jobs)) (cdr jobs))
          (else (cons (car jobs) (remove job (cdr jobs))))))

  (define (answer line)
    (cond ((not line) "error: too long")
          ((after "put " line) => (lambda (text) (sprintf "queued ~A" (put-job! text))))
          ((string=? line "take") (take))
          ((after "done " line) => (lambda (number) (done (string->number number))))
          ((string=? line "count") (sprintf "~A waiting" (count-jobs)))
          (else "error: expected put TEXT, take, done NUMBER or count")))

  (define (converse in out)
    (let ((line (get-line in)))
      (unless (eof-object? line)
        (display (string-append (answer line) "\n") out)
        (converse in out))))

  (condition-case
      (parameterize ((socket-receive-timeout #f))
        (call-with-values (lambda () (socket-i/o-ports so)) converse))
    (failure (exn i/o net) (complain failure)))
  (give-back! (reverse taken))
  (socket-close* so))

; The server

(define (complain failure)
  (let ((message (condition-property-accessor 'exn 'message)))
    (fprintf (current-error-port) "~A\n" (message failure))))

(define (server path)
  (let ((so (socket af/unix sock/stream)))
    (socket-bind so (unix-address path))
    (on-exit (lambda () (delete-file* path)))
    (socket-listen so 100)
    (print "listening at " path)
    (flush-output)
    (let loop ()
      (let ((client (socket-accept so)))
        (thread-start! (make-thread (lambda () (serve client))))
        (loop)))))

(define (main #!optional (path "jobs.socket"))
  (set-signal-handler! signal/int (lambda (signal) (exit 130)))
  (condition-case (server path)
    (failure (exn i/o net)
     (complain failure)
     (exit 1))))

(apply main (command-line-arguments))
