"""Keep pytest from importing the folders of the checkout as packages named `core`, `dialects`, …

Tests import them as `schemesockets.core` and so on, from the installed distribution, be it
editable or a wheel. pytest would import each `__init__.py` above a test under the name of its
folder, where `from ..core import …` fails; it does not do that for plain directories. For the same
reason `tests` folders have no `__init__.py`, and the names of test modules are unique.
"""

from __future__ import annotations

import gc
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# The duration of an example depends on the other tests that run at the same time.
settings.register_profile("schemesockets", deadline=None)
settings.load_profile("schemesockets")


# What a shell starts in the background ignores Ctrl-C, and below nohup SIGHUP: tests send both.
for number, handler in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGHUP, signal.SIG_DFL),
):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, handler)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Dir:
    """Collect every directory of the checkout as a plain one, not as a package."""
    directory: pytest.Dir = pytest.Dir.from_parent(parent, path=path)
    return directory


def pytest_collection_finish() -> None:
    """Exempt the collected items, which are thousands, from garbage collection.

    Tests for leaks run the collector many times, and it would visit each item every time.
    """
    gc.collect()
    gc.freeze()
