"""SRFI 145: assumptions."""

from __future__ import annotations

from typing import Any, Final

from ...conditions import error
from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("%assumption-failed")
def assumption_failed(expression: Any, *messages: Any) -> Any:
    """Raise the condition for an assumption that does not hold."""
    raise error("invalid assumption:", expression, *messages)


TABLE.macros("""
(define-syntax assume
  (syntax-rules ()
    ((_ expression message ...)
     (or expression (%assumption-failed 'expression message ...)))))
""")
