"""Sphinx's configuration for the site of these pages; `nox -s docs` builds it."""

from __future__ import annotations

import array
import sys
from importlib.metadata import version as version_of
from pathlib import Path

from schemesockets.dialects import _types

sys.path.append(str(Path(__file__).parent / "_sphinx"))
# Strings in the source, as `array[Any]` is nothing to Python 3.11; signatures need the types.
vars(_types).update(
    WritableBuffer=bytearray | memoryview | array.array,
    Buffer=bytes | bytearray | memoryview | array.array,
)

project = "schemesockets"
author = "the schemesockets authors"
version = release = version_of("schemesockets")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_click",
    # in _sphinx/
    "pages",
    "api",
    "searching",
    "words",
]
exclude_patterns = ["_*"]
nitpicky = True

# Markdown: the anchors that headings have on a forge.
myst_heading_anchors = 4

# Docstrings: what stands in backticks is code.
default_role = "word"
add_module_names = False
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
toc_object_entries = False  # the tree is copied into every page; with them that takes longest
nitpick_ignore_regex = [
    ("py:obj", ".*"),  # a word in backticks need not be a name of ours
    ("py:class", r"(.*\.)?_\w+"),  # what is private is not described
    ("py:class", r"(.*\.)?[A-Z]"),  # type variables
    ("py:class", "PortLife"),  # the base of ports, which says nothing that they do not
    ("py:class", r"types\.(Module|Union)Type"),
    (
        "py:class",
        r"(Any|Binary|Textual)Port|(Writable|Readable|Writeable)?Buffer|Timeout",
    ),  # aliases
    ("py:class", r"schemesockets\.dialects\.(conditions\.Refusal|guile\.arguments\.Absent)"),
    ("py:class", r"(array|collections\.abc|contextlib|contextvars|datetime)\..*"),
    ("py:class", r"(io|pathlib|_?socket|threading)\..*"),
]

smartquotes = False  # `--option` is no dash

html_search_language = "scheme"  # in _sphinx/searching.py
html_theme = "furo"
pygments_style = "tango"  # with a calm hand for Scheme, where nearly all are names
pygments_dark_style = "github-dark"
html_title = f"schemesockets {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
html_domain_indices = False
html_show_copyright = False
html_show_sphinx = False
