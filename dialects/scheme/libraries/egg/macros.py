"""The egg `miscmacros`: small loops, bindings and changes of places."""

from __future__ import annotations

from typing import Final

from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.macros("""
(define-syntax let/cc
  (syntax-rules ()
    ((_ name body ...) (call-with-current-continuation (lambda (name) body ...)))))

(define-syntax until
  (syntax-rules ()
    ((_ test body ...) (let loop () (if test #f (begin body ... (loop)))))))

(define-syntax while
  (syntax-rules ()
    ((_ test body ...) (let loop () (if test (begin body ... (loop)) #f)))))

(define-syntax repeat
  (syntax-rules ()
    ((_ count body ...)
     (let loop ((left count)) (when (> left 0) body ... (loop (- left 1)))))))

(define-syntax dotimes
  (syntax-rules ()
    ((_ (name count) body ...) (dotimes (name count (if #f #f)) body ...))
    ((_ (name count result) body ...)
     (let ((end count))
       (do ((name 0 (+ name 1))) ((>= name end) result) body ...)))))

(define-syntax push!
  (syntax-rules ()
    ((_ item place) (set! place (cons item place)))))

(define-syntax pop!
  (syntax-rules ()
    ((_ place) (let ((first (car place))) (set! place (cdr place)) first))))

(define-syntax inc!
  (syntax-rules ()
    ((_ place) (inc! place 1))
    ((_ place amount) (let ((new (+ place amount))) (set! place new) new))))

(define-syntax dec!
  (syntax-rules ()
    ((_ place) (dec! place 1))
    ((_ place amount) (let ((new (- place amount))) (set! place new) new))))

(define-syntax exchange!
  (syntax-rules ()
    ((_ one other) (let ((held one)) (set! one other) (set! other held)))))

(define-syntax modify!
  (syntax-rules ()
    ((_ place procedure) (let ((new (procedure place))) (set! place new) new))))

(define-syntax ignore-values (syntax-rules () ((_ body ...) (begin body ... (if #f #f)))))
(define-syntax ignore-value (syntax-rules () ((_ body ...) (begin body ... (if #f #f)))))

(define-syntax begin0
  (syntax-rules ()
    ((_ first body ...)
     (call-with-values (lambda () first) (lambda held body ... (apply values held))))))

(define-syntax ecase
  (syntax-rules ()
    ((_ key clause ...)
     (let ((held key))
       (case held clause ... (else (error "no valid case for key:" held)))))))
""")
