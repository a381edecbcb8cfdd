"""Keep pytest from importing the checkout's folders as packages named `core`, `dialects`, …

They are `schemesockets.core` and so on, from wherever the distribution is installed: the tests
examine that, be it an editable install or the wheel. pytest would import each `__init__.py` above
a test under its folder's name, where `from ..core import …` leads nowhere; a plain directory it
leaves alone. For the same reason `tests` folders have no `__init__.py`, and test modules have
names of their own across all of them.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes is the machine's doing: other tests run beside it.
settings.register_profile("schemesockets", deadline=None)
settings.load_profile("schemesockets")


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Dir:
    """Collect every directory of the checkout as a plain one, never as a package."""
    directory: pytest.Dir = pytest.Dir.from_parent(parent, path=path)
    return directory


def pytest_collection_finish() -> None:
    """Take what has been collected, thousands of items, out of the way of the garbage collector.

    Tests that look for leaks run it again and again, and it would look at each item every time.
    """
    gc.collect()
    gc.freeze()
