"""Long runs of everything at once in a dialect; see `core/tests/storms.py`.

python dialects/tests/dialect_storms.py fork|signal|thread --dialect guile [--seconds 60]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "core" / "tests"))

import storms
from dialect_adapters import ADAPTERS

if __name__ == "__main__":
    sys.exit(storms.main(ADAPTERS))
