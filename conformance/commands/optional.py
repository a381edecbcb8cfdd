"""The packages of each extra, and the message if one of them is not installed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

__all__ = ["PACKAGES", "extra"]

PACKAGES = {
    "bench": ("click", "pyperf", "rich"),
    "conformance": (
        *("click", "hypothesis", "jinja2", "jsonschema", "markupsafe", "psutil", "pygments"),
        *("pytest", "rich"),
    ),
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
