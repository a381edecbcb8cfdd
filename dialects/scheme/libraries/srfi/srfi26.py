"""SRFI 26: `cut` and `cute`, procedures of calls with arguments left open."""

from __future__ import annotations

from typing import Final

from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.macros("""
(define-syntax cut
  (syntax-rules ()
    ((_ . slots) (%cut () () . slots))))

(define-syntax %cut
  (syntax-rules (<> <...>)
    ((_ names (procedure argument ...))
     (lambda names ((begin procedure) argument ...)))
    ((_ (name ...) (procedure argument ...) <...>)
     (lambda (name ... . rest) (apply procedure argument ... rest)))
    ((_ (name ...) (part ...) <> . slots)
     (%cut (name ... new) (part ... new) . slots))
    ((_ names (part ...) expression . slots)
     (%cut names (part ... expression) . slots))))

(define-syntax cute
  (syntax-rules ()
    ((_ . slots) (%cute () () () . slots))))

(define-syntax %cute
  (syntax-rules (<> <...>)
    ((_ names bindings (procedure argument ...))
     (let bindings (lambda names (procedure argument ...))))
    ((_ (name ...) bindings (procedure argument ...) <...>)
     (let bindings (lambda (name ... . rest) (apply procedure argument ... rest))))
    ((_ (name ...) bindings (part ...) <> . slots)
     (%cute (name ... new) bindings (part ... new) . slots))
    ((_ names (binding ...) (part ...) expression . slots)
     (%cute names (binding ... (value expression)) (part ... value) . slots))))
""")
