"""Search for names of Scheme: `recvfrom!` and `socket->port` are words of their own.

Sphinx splits at all punctuation. The index has such a name besides the words in it; a word with
punctuation that is searched for is taken for a name.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_NAME = re.compile(r"[\w!$%&*/:<=>?^~+-]+")
_AROUND = ":/=+-"
"""What stands at the ends of words in sentences."""


class SearchScheme(SearchEnglish):
    """English, and names of Scheme."""

    lang = "scheme"
    js_splitter_code = r"""
var splitQuery = (query) =>
  query
    .split(/\s+/)
    .flatMap((word) => {
      const name = word.replace(/^[:/=+-]+|[:/=+-]+$/g, "");
      return /^[\p{Letter}\p{Number}_!$%&*/:<=>?^~+-]+$/u.test(name)
        ? [name]
        : word.split(/[^\p{Letter}\p{Number}_]+/u);
    })
    .filter((term) => term);
"""

    def split(self, input: str) -> list[str]:
        """Return the words, and the names that have more than a word's characters."""
        words = super().split(input)
        names = (name.strip(_AROUND) for name in _NAME.findall(input))
        return words + [
            name for name in names if re.search(r"\w", name) and re.search(r"\W", name)
        ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the language."""
    app.add_search_language(SearchScheme)
    return {"parallel_read_safe": True}
