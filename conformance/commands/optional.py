"""The commands, the extra that each needs, the packages of an extra, and what is said without."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["COMMANDS", "PACKAGES", "Listed", "extra"]


class Listed(NamedTuple):
    """A command in the list of commands."""

    help: str
    extra: str = "report"
    """The extra that installs what it needs."""


COMMANDS = {
    "badge": Listed("Draw a badge with a subject's share of expectations met."),
    "behaviours": Listed("List the behaviours with their questions."),
    "check": Listed("Say what is wrong in data."),
    "compare": Listed("Compare expectations and results across dialects."),
    "dialects": Listed("List the dialects."),
    "diff": Listed("Tell what has changed between two reports."),
    "explore": Listed("Look for differences with scripts that nobody wrote."),
    "merge": Listed("Combine several reports into one."),
    "names": Listed("Describe a name, and list its counterparts.", "port"),
    "new": Listed("Write a skeleton for a dialect or a real Scheme."),
    "port": Listed("Write a Scheme program as Python.", "port"),
    "record": Listed("Record the results of a real Scheme."),
    "repl": Listed("Evaluate Scheme forms as they are typed.", "run"),
    "report": Listed("Run behaviours on dialects and real Schemes, and report."),
    "run": Listed("Run a Scheme program.", "run"),
    "show": Listed("Print the program that tests a behaviour."),
}

PACKAGES = {
    "run": ("greenlet",),
    "port": ("click", "rich"),
    "report": (
        *("click", "hypothesis", "jinja2", "jsonschema", "markupsafe", "psutil", "pygments"),
        *("pytest", "rich"),
    ),
    "bench": ("click", "pyperf", "rich"),
}
"""The packages of each extra; a test compares them with pyproject.toml."""


@contextlib.contextmanager
def extra(name: str) -> Iterator[None]:
    """Exit with status 2 and a hint on the extra to install if one of its packages is missing."""
    try:
        yield
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in PACKAGES[name]:
            raise
        print(
            f"This needs {package}, which is not installed: "
            f"python -m pip install 'schemesockets[{name}]'",
            file=sys.stderr,
        )
        raise SystemExit(2) from None
