;;; A test suite of SRFI 64, with a runner of its own.
;; families: tests, lists
(import (rnrs) (srfi :64))
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
(test-end "corpus")
