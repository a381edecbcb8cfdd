"""Guile's files, processes and time as our tables have them, and as the real Guile has them."""

from __future__ import annotations

from pathlib import Path

from scheme_guile_cases import check, check_guile

SYSTEM = r"""
(let ((p (open-file "/tmp/gcore-x" "w"))) (display "héllo\nsecond\n" p) (write '(1 "a") p)
  (close-port p) (port-closed? p)) => #t
(let* ((p (open-file "/tmp/gcore-x" "r")) (a (read-char p)) (b (read-char p)) (c (ftell p)))
  (unread-char b p) (let ((d (read-char p)) (e (port-column p))) (close p) (list a b c d e))) =>
  (#\h #\é 3 #\é 2)
(call-with-input-file "/tmp/gcore-x" (lambda (p) (let* ((a (peek-char p)) (b (port-line p)) (c
  (read-char p))) (list a b c (port-column p))))) => (#\h 0 #\h 1)
(with-input-from-file "/tmp/gcore-x" (lambda () (read-char) (read-char) (read-char))) => #\l
(with-output-to-file "/tmp/gcore-y" (lambda () (display "abc") 5)) => 5
(call-with-output-file "/tmp/gcore-y" (lambda (p) (display "xyz" p) 6)) => 6
(let ((p (open-file "/tmp/gcore-y" "a+"))) (display "more" p) (force-output p) (seek p 0
  SEEK_SET) (let ((r (list (read-char p) (read-char p)))) (close-port p) r)) => (#\x #\y)
(stat:size (stat "/tmp/gcore-y")) => 7
(let ((p (open-file "/tmp/gcore-y" "r+"))) (display "Q" p) (seek p 0 SEEK_SET) (let ((r (read
  p))) (close p) r)) => Qyzmore
(let ((p (open-input-file "/tmp/gcore-x" #:encoding "ISO-8859-1"))) (let ((r (list (read-char p)
  (read-char p) (read-char p)))) (close p) r)) => (#\h #\Ã #\©)
(let ((p (open-file "/tmp/gcore-x" "rb"))) (let ((r (list (port-encoding p) (read-char p)
  (read-char p) (read-char p)))) (close p) r)) => ("ISO-8859-1" #\h #\Ã #\©)
(let ((p (open-input-file "/tmp/gcore-x"))) (set-port-encoding! p "latin1") (let ((r (list
  (port-encoding p) (read-char p) (read-char p)))) (close p) r)) => ("LATIN1" #\h #\Ã)
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (display "one\ntwo\n" w) (close-port w) (let ((x
  (read r))) (list x (read-char r) (read r) (read-char r) (eof-object? (read-char r))))) => (one
  #\newline two #\newline #t)
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (setvbuf w 'none) (display "x" w) (list
  (char-ready? r) (read-char r) (char-ready? r))) => (#t #\x #f)
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (display "abc" w) (force-output w) (read-char r)
  (drain-input r)) => "bc"
(let* ((pp (pipe)) (r (car pp)) (s (select (list r) '() '() 0))) s) => (() () ())
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (display "abc" w) (force-output w) (let ((s (select
  (list r) (list w) '() 1))) (list (eq? (car (car s)) r) (eq? (car (cadr s)) w) (caddr s)))) =>
  (#t #t ())
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (display "abc" w) (force-output w) (read-char r)
  (let ((s (select (list r) '() '() 0))) (eq? (car (car s)) r))) => #t
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (display "abc" w) (force-output w) (read-char r)
  (let ((s (select (list r) '() '() #f))) (eq? (car (car s)) r))) => #t
(let* ((pp (pipe)) (w (cdr pp)) (r (car pp))) (let ((s (select (vector r) '#() '#() 0))) s)) =>
  (#() #() #())
(let* ((pp (pipe)) (fd (fileno (car pp))) (p (fdopen (dup->fdes (car pp)) "r"))) (display "q"
  (cdr pp)) (force-output (cdr pp)) (read-char p)) => #\q
(let ((p (open-input-string "abc"))) (list (port-filename p) (port-line p) (port? p) (input-port?
  p) (output-port? p))) => (#f 0 #t #t #f)
(let ((p (open-output-string))) (display "ab" p) (list (get-output-string p) (port-column p))) =>
  ("ab" 2)
(let ((p (open-input-string "a\nbc"))) (read-char p) (read-char p) (read-char p) (list (port-line
  p) (port-column p))) => (1 1)
(let ((p (open-input-string "abc"))) (unread-string "XY" p) (list (read-char p) (read-char p)
  (read-char p))) => (#\X #\Y #\a)
(fileno (open-input-string "x")) => ERR wrong-type-arg
(close-port 5) => ERR wrong-type-arg
(close-port (open-input-string "x")) => #t
(let ((p (open-input-string "x"))) (close-port p) (close-port p)) => #f
(let ((p (open-input-string "x"))) (close-port p) (read-char p)) => ERR wrong-type-arg
(setvbuf (open-input-string "x") 'foo) => ERR out-of-range
(seek (open-input-string "abc") 2 SEEK_CUR) => 2
(let ((p (open-input-string "abc"))) (seek p -1 SEEK_END) (read-char p)) => #\c
(let ((p (make-soft-port (vector (lambda (c) c) (lambda (s) s) (lambda () 1) (let ((l '(#\a
  #\b))) (lambda () (if (null? l) #f (let ((c (car l))) (set! l (cdr l)) c)))) (lambda () #t))
  "rw"))) (list (read-char p) (read-char p) (eof-object? (read-char p)))) => (#\a #\b #t)
(let* ((out '()) (p (make-soft-port (vector (lambda (c) (set! out (cons c out))) (lambda (s)
  (set! out (cons s out))) #f #f #f) "w"))) (display "hi" p) (write-char #\c p) (force-output p)
  (apply string-append (map (lambda (x) (if (char? x) (string x) x)) (reverse out)))) => "hic"
(with-error-to-string (lambda () (display "e" (current-error-port)))) => "e"
(let ((p (open-output-string))) (with-output-to-port p (lambda () (display 1)))
  (get-output-string p)) => "1"
(let ((p (open-output-string))) (let ((old (set-current-output-port p))) (display "z")
  (set-current-output-port old) (get-output-string p))) => "z"
(file-exists? "/tmp/gcore-x") => #t
(begin (rename-file "/tmp/gcore-x" "/tmp/gcore-z") (copy-file "/tmp/gcore-z" "/tmp/gcore-x")
  (list (file-exists? "/tmp/gcore-x") (file-exists? "/tmp/gcore-z"))) => (#t #t)
(begin (chmod "/tmp/gcore-z" #o600) (stat:perms (stat "/tmp/gcore-z"))) => 384
(begin (symlink "/tmp/gcore-z" "/tmp/gcore-l") (list (readlink "/tmp/gcore-l") (stat:type (lstat
  "/tmp/gcore-l")) (stat:type (stat "/tmp/gcore-l")))) => ("/tmp/gcore-z" symlink regular)
(begin (truncate-file "/tmp/gcore-z" 3) (stat:size (stat "/tmp/gcore-z"))) => 3
(begin (utime "/tmp/gcore-z" 100 200) (list (stat:atime (stat "/tmp/gcore-z")) (stat:mtime (stat
  "/tmp/gcore-z")))) => (100 200)
(access? "/tmp/gcore-z" R_OK) => #t
(begin (delete-file "/tmp/gcore-z") (delete-file "/tmp/gcore-l") (file-exists? "/tmp/gcore-z"))
  => #f
(begin (mkdir "/tmp/gcore-d") (call-with-output-file "/tmp/gcore-d/f" (lambda (p) (display 1 p)))
  (let* ((d (opendir "/tmp/gcore-d")) (names (let loop ((l '())) (let ((n (readdir d))) (if
  (eof-object? n) (sort l string<?) (loop (cons n l))))))) (closedir d) names)) => ("." ".." "f")
(rmdir "/tmp/gcore-d") => ERR system-error
(begin (delete-file "/tmp/gcore-d/f") (rmdir "/tmp/gcore-d") (file-exists? "/tmp/gcore-d")) => #f
(dirname "/")  => "/"
(dirname "//a//b//") => "//a"
(dirname "/a") => "/"
(dirname "a/b/") => "a"
(dirname "") => "."
(basename "") => ""
(basename "/a/b.scm" ".scm") => "b"
(basename ".scm" ".scm") => ""
(file-is-directory? "/tmp") => #t
(let ((pid (primitive-fork))) (if (= pid 0) (primitive-exit 7) (let ((r (waitpid pid))) (list (=
  (car r) pid) (status:exit-val (cdr r)) (status:term-sig (cdr r)))))) => (#t 7 #f)
(let ((pid (primitive-fork))) (if (= pid 0) (begin (sleep 20) (primitive-exit 7)) (begin (kill
  pid SIGKILL) (let ((r (waitpid pid))) (list (status:exit-val (cdr r)) (status:term-sig (cdr
  r))))))) => (#f 9)
(car (waitpid (let ((pid (primitive-fork))) (if (= pid 0) (begin (usleep 200000) (primitive-exit
  0)) pid)) WNOHANG)) => 0
(let* ((p (pipe)) (pid (primitive-fork))) (if (= pid 0) (begin (close-port (car p)) (dup2 (fileno
  (cdr p)) 1) (execlp "echo" "echo" "from child") (primitive-exit 1)) (begin (close-port (cdr p))
  (let ((x (read (car p)))) (waitpid pid) x)))) => from
(begin (sigaction SIGUSR2 SIG_IGN) (kill (getpid) SIGUSR2) (sigaction SIGUSR2 SIG_DFL) (car
  (sigaction SIGUSR2))) => 0
(catch 'sig (lambda () (sigaction SIGUSR1 (lambda (s) (throw 'sig s))) (kill (getpid) SIGUSR1)
  (let loop ((i 0)) (if (< i 100000) (loop (+ i 1)) 'no))) (lambda (k s) (list k (= s SIGUSR1))))
  => (sig #t)
(sigaction 9999 SIG_DFL) => ERR out-of-range
(sigaction SIGKILL SIG_IGN) => ERR system-error
(begin (setitimer ITIMER_REAL 0 0 5 0) (> (car (cadr (setitimer ITIMER_REAL 0 0 0 0))) 3)) => #t
(system* "false") => 256
(system* "/no/such/program") => 32512
(status:exit-val (system "exit 4")) => 4
(strftime "%a %b %d %H:%M:%S %Y" (gmtime 86400)) => "Fri Jan 02 00:00:00 1970"
(strftime "%Y%%%j" (localtime 0 "UTC")) => "1970%001"
(strftime "%d/%m/%y %I:%M %p %Z %z" (gmtime 1000000000)) => "09/09/01 01:46 AM GMT +0000"
(strftime "%s" (gmtime 5)) => "5"
(gmtime 1700000000) => #(20 13 22 14 10 123 2 317 0 0 "GMT")
(localtime 1690000000 "EST5EDT") => #(40 26 0 22 6 123 6 202 1 14400 "EDT")
(strptime "%H:%M:%S" "12:13:14 rest") => (#(14 13 12 0 0 0 0 0 -1 0 #f) . 8)
(strptime "%Y-%m-%d %H:%M" "2021-03-04 05:06") => (#(0 6 5 4 2 121 4 62 -1 0 #f) . 16)
(strptime "%d" "xx") => ERR system-error
(let ((t (gmtime 0))) (set-tm:year t 100) (tm:year t)) => 100
(tm:zone (gmtime 0)) => "GMT"
(getpwnam "root") => #("root" "x" 0 0 "root" "/root" "/bin/bash")
(getpwnam "no-such-user") => ERR misc-error
(passwd:dir (getpwuid 0)) => "/root"
(group:gid (getgrnam "root")) => 0
(getgrnam "no-such-group") => ERR system-error
(begin (setenv "GC1" "x") (list (getenv "GC1") (begin (unsetenv "GC1") (getenv "GC1")))) => ("x"
  #f)
(getenv 5) => ERR wrong-type-arg
(setenv "A" 5) => ERR wrong-type-arg
(list EINTR EAGAIN ECONNREFUSED EADDRINUSE EWOULDBLOCK ENOENT EPIPE) => (4 11 111 98 11 2 32)
(list EDEADLK EDEADLOCK ENOTSUP EOPNOTSUPP) => (35 35 95 95)
(list O_RDONLY O_WRONLY O_RDWR O_CREAT O_NONBLOCK F_GETFL F_SETFD FD_CLOEXEC LOCK_EX) => (0 1 2
  64 2048 3 2 1 2)
(list SIGINT SIGTERM SIGCHLD SIGPIPE SIGHUP) => (2 15 17 13 1)
(fcntl (car (pipe)) F_GETFD) => 0
(isatty? (car (pipe))) => #f
(isatty? (open-input-string "")) => #f
(let* ((s (string-copy "/tmp/gcore-XXXXXX")) (p (mkstemp! s))) (display "a" p) (close p) (let ((r
  (stat:size (stat s)))) (delete-file s) r)) => 1
(setlocale LC_ALL "nonexistent") => ERR system-error
(let ((p (open-file "/tmp/gcore-y" "w"))) (let ((d (dup p))) (display "1" p) (force-output p)
  (display "2" d) (close d) (close p)) (call-with-input-file "/tmp/gcore-y" read)) => 12
(let* ((fd (open-fdes "/tmp/gcore-y" O_RDONLY)) (p (fdes->inport fd))) (let ((r (read p))) (close
  p) r)) => 12
(let* ((p (open "/tmp/gcore-y" (logior O_WRONLY O_CREAT O_TRUNC)))) (display 77 p) (close p)
  (call-with-input-file "/tmp/gcore-y" read)) => 77
(let ((p (open-file "/tmp/gcore-y" "r"))) (let ((q (duplicate-port p "r"))) (close p) (let ((r
  (read q))) (close q) r))) => 77
(flock (open-file "/tmp/gcore-y" "r+") LOCK_EX) => #<unspecified>
(ftell (open-file "/tmp/gcore-y" "a")) => 0
(port-mode (open-file "/tmp/gcore-y" "r")) => "r"
(open-file "/tmp/gcore-y" "q") => ERR out-of-range
(display 1 (open-file "/tmp/gcore-y" "r")) => ERR wrong-type-arg
(begin (fluid-set! %default-port-encoding "UTF-16LE") (fluid-set!
  %default-port-conversion-strategy 'escape) (let* ((p (open-file "/tmp/gcore-y" "w")) (r (list
  (port-encoding p) (port-conversion-strategy p) (port-conversion-strategy #f)))) (display "é" p)
  (close p) (cons (stat:size (stat "/tmp/gcore-y")) r))) => (2 "UTF-16LE" escape escape)
(with-fluids ((%default-port-encoding #f)) (port-encoding (open-file "/tmp/gcore-y" "r"))) =>
  "ISO-8859-1"
(begin (set-port-conversion-strategy! #f 'substitute) (fluid-set! %default-port-encoding "UTF-8")
  (list (fluid-ref %default-port-conversion-strategy) (port-encoding (open-file "/tmp/gcore-y"
  "rb")))) => (substitute "ISO-8859-1")
(delete-file "/tmp/gcore-y") => #<unspecified>
(delete-file "/tmp/gcore-x") => #<unspecified>
(let ((old (umask #o077))) (umask old) (umask)) => 18
(string? (gethostname)) => #t
(procedure-minimum-arity (lambda (a b) 1)) => (2 0 #f)
(search-path '("/etc" "/usr") "passwd") => "/etc/passwd"
(search-path '("/etc") "nope") => #f
(parse-path "a:b:c") => ("a" "b" "c")
(in-vicinity "/a" "b") => "/a/b"
"""


def test_system_ours(tmp_path: Path) -> None:
    check(SYSTEM.replace("/tmp/gcore-", f"{tmp_path}/gcore-"))


def test_system_guile_agrees(tmp_path: Path) -> None:
    check_guile(SYSTEM.replace("/tmp/gcore-", f"{tmp_path}/gcore-"))
