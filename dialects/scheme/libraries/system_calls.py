"""Calls of the system in library procedures: its refusals become conditions."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from ..conditions import SystemFailure, WrongTypeError
from ..data import String

__all__ = ["asking", "refused"]


@contextlib.contextmanager
def asking(procedure: str, *irritants: Any) -> Iterator[None]:
    """Let a refusal of the system in a `with` block be the condition of a procedure.

    A `str` among the irritants is told as a string.
    """
    try:
        yield
    except SystemFailure:
        raise
    except OSError as error:
        raise refused(procedure, error, *irritants) from None
    except (ValueError, OverflowError, UnicodeError) as error:
        value = irritants[0] if irritants else str(error)
        told = String(value) if isinstance(value, str) else value
        raise WrongTypeError(procedure, 1, "what the system can take", told) from None


def refused(procedure: str, error: OSError, *irritants: Any) -> SystemFailure:
    """Return the condition for what the system has refused a procedure."""
    number = error.errno or 0
    text = error.strerror or (os.strerror(number) if number else str(error))
    told = tuple(String(each) if isinstance(each, str) else each for each in irritants)
    return SystemFailure(procedure, number, text, told)
