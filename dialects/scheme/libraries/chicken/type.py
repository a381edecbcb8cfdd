"""Declarations of types, which change nothing: CHICKEN's (chicken type)."""

from __future__ import annotations

from typing import Final

from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.macros("""
(define-syntax : (syntax-rules () ((_ . declaration) (begin))))
(define-syntax define-type (syntax-rules () ((_ . declaration) (begin))))
(define-syntax define-specialization (syntax-rules () ((_ . declaration) (begin))))
(define-syntax the (syntax-rules () ((_ type expression) expression)))
(define-syntax assume (syntax-rules () ((_ declarations body ...) (let () body ...))))

(define-syntax compiler-typecase
  (syntax-rules (else)
    ((_ expression) (error "no clause of compiler-typecase applies:" 'expression))
    ((_ expression (else body ...)) (let () body ...))
    ((_ expression (type body ...) more ...) (compiler-typecase expression more ...))))
""")
