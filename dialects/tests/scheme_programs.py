"""Running Scheme programs in tests."""

from __future__ import annotations

from typing import Any

import pytest

from schemesockets.dialects.scheme.conditions import ErrorObject
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program


def run(text: str, dialect: str = "guile") -> Any:
    """The Scheme value of a text's last form."""
    return Program(profile(dialect)).run_text(text, "program.scm")


def value(text: str, dialect: str = "srfi-106") -> str:
    """The value of a text's last form as `write` writes it."""
    program = Program(profile(dialect))
    program.begin(program.program)
    return written(program.run_text(text, "program.scm"), program.profile)


def failure(text: str, dialect: str = "guile") -> str:
    """The message of the condition in which a text ends."""
    with pytest.raises(ErrorObject) as caught:
        run(text, dialect)
    return str(caught.value)
