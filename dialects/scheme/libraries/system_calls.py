"""System calls in library procedures: what the system refuses becomes a condition."""

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
    """Turn what the system refuses in a `with` block into the condition of a procedure.

    A `str` among the irritants becomes a Scheme string.
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
    """Return the condition of a procedure for an OSError."""
    number = error.errno or 0
    text = error.strerror or (os.strerror(number) if number else str(error))
    told = tuple(String(each) if isinstance(each, str) else each for each in irritants)
    return SystemFailure(procedure, number, text, told)
