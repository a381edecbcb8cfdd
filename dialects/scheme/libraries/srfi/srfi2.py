"""SRFI 2: `and-let*`."""

from __future__ import annotations

from typing import Final

from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.macros("""
(define-syntax and-let*
  (syntax-rules ()
    ((_ ()) #t)
    ((_ () form ...) (let () form ...))
    ((_ clauses form ...) (%and-let* clauses form ...))))

(define-syntax %and-let*
  (syntax-rules ()
    ((_ ((name value))) value)
    ((_ ((test))) test)
    ((_ (name)) name)
    ((_ ((name value) . more) form ...)
     (let ((name value)) (if name (%and-let-rest more form ...) #f)))
    ((_ ((test) . more) form ...) (if test (%and-let-rest more form ...) #f))
    ((_ (name . more) form ...) (if name (%and-let-rest more form ...) #f))))

(define-syntax %and-let-rest
  (syntax-rules ()
    ((_ () form ...) (let () form ...))
    ((_ clauses form ...) (%and-let* clauses form ...))))
""")
