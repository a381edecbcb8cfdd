"""Macros and programs as data: CHICKEN's (chicken syntax) and (chicken module)."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from ...data import String, Symbol
from ...declaration import Table
from ...dynamics import STATE
from ...expander import Expander
from ...image import BUILT_IN, Module
from ...reader import Places
from ...syntax import strip
from .condition import signalled

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("expand")
def expand(form: Any, environment: Any = None) -> Any:
    """Return a form, its outermost macros expanded. CHICKEN manual, Module (chicken syntax)."""
    module = environment if isinstance(environment, Module) else STATE.image.program
    expanded, _, _ = Expander(module, Places()).head(form, module, BUILT_IN)
    return strip(expanded)


@TABLE.procedure("strip-syntax")
def strip_syntax(form: Any) -> Any:
    """Return a form whose renamed names are symbols. CHICKEN manual, Module (chicken syntax)."""
    return strip(form)


@TABLE.procedure("get-line-number")
def get_line_number(form: Any) -> Any:
    """Return #f: the places of forms are not kept in them. CHICKEN manual, (chicken syntax)."""
    return False


@TABLE.procedure("syntax-error")
def syntax_error(message: Any, *arguments: Any) -> NoReturn:
    """Raise a condition `(exn syntax)`. CHICKEN manual, Module (chicken syntax)."""
    location = ""
    if message.__class__ is Symbol and arguments:
        location, message, *rest = message.name, *arguments
        arguments = tuple(rest)
    text = message.text if message.__class__ is String else str(message)
    raise signalled("syntax", location, text, *map(strip, arguments))


TABLE.macros("""
(define-syntax import-syntax (syntax-rules () ((_ . sets) (import . sets))))
(define-syntax import-syntax-for-syntax (syntax-rules () ((_ . sets) (import . sets))))
(define-syntax define-for-syntax
  (syntax-rules () ((_ . definition) (begin-for-syntax (define . definition)))))
(define-syntax define-compiler-syntax (syntax-rules () ((_ . definition) (begin))))
(define-syntax let-compiler-syntax
  (syntax-rules () ((_ bindings body ...) (let () body ...))))
""")
