;;; A test suite of SRFI 64, with a runner of its own.
;; families: tests, lists, conditions
(use-modules (srfi srfi-64))
(define (quiet-runner)
  (let ((runner (test-runner-null)))
    (test-runner-on-test-end! runner
      (lambda (runner)
        (write (list (test-runner-test-name runner) (test-result-kind runner)))
        (newline)))
    (test-runner-on-final! runner
      (lambda (runner)
        (write (list 'passed (test-runner-pass-count runner) 'failed (test-runner-fail-count runner)))
        (newline)))
    runner))
(test-runner-factory quiet-runner)
(test-begin "corpus")
(test-equal "sum" 3 (+ 1 2))
(test-assert "true" (string? "x"))
(test-eqv "wrong" 1 2)
(test-eq "symbol" 'a (string->symbol "a"))
(test-error "raises" #t (car 5))
(test-group "inner" (test-approximate "near" 1.0 1.001 0.1))
(test-end "corpus")
