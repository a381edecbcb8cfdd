"""The directive `api`: the public names of a module, described by their docstrings.

    ```{api} schemesockets.dialects.guile.sockets
    :of: schemesockets.dialects.guile
    ```

The names are documented under the module that users import them from (`of`). `names` selects and
orders them; by default, all names in the module's own list are shown.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping
from types import FunctionType
from typing import ClassVar, get_type_hints

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from schemesockets.dialects.declaration import Name
from schemesockets.dialects.parameters import Parameter


class Api(SphinxDirective):
    """The directive `api`, for Markdown only: MyST parses the block that it emits."""

    required_arguments = 1
    option_spec: ClassVar = {
        "of": directives.unchanged_required,
        "names": str.split,
    }

    def run(self) -> list[nodes.Node]:
        """Return the nodes that autodoc makes for the names."""
        module = importlib.import_module(self.arguments[0])
        front = importlib.import_module(self.options.get("of", module.__name__))
        names = self.options.get("names") or module.__all__
        lines = ["```{eval-rst}"]
        if front is not module:
            lines += [f".. automodule:: {module.__name__}", "   :no-members:", "   :no-index:", ""]
        lines += [f".. currentmodule:: {front.__name__}", ""]
        lines += _described({name: getattr(front, name) for name in names}, front.__name__)
        found = nodes.Element()
        self.state.nested_parse(StringList([*lines, "```"], ""), self.content_offset, found)
        return found.children


def _described(names: Mapping[str, object], module: str) -> Iterator[str]:
    """Yield directives for each name with a docstring of its own, then one for all others."""
    plain = []
    for name, value in names.items():
        match value:
            case FunctionType():
                yield f".. autofunction:: {module}.{name}"
            case type() if issubclass(value, BaseException):
                yield from (f".. autoexception:: {module}.{name}", "   :show-inheritance:")
            case type():
                yield from (f".. autoclass:: {module}.{name}", "   :members:")
            case Parameter():
                yield from (f".. py:data:: {name}", "")
                yield from (f"   {line}" for line in (inspect.getdoc(value) or "").splitlines())
            case _:
                plain.append(name)
        yield ""
    if plain:
        first, *others = plain
        yield f".. py:data:: {first}"
        yield from (f"             {name}" for name in others)
        yield ""


def _show_plain_types(app: Sphinx, value: object, bound: bool) -> None:
    """Show a declared procedure's types without what they say about Scheme."""
    name = getattr(value, "__scheme__", None)
    if isinstance(name, Name) and isinstance(value, FunctionType):
        _ = name.parameters, name.result  # read from the annotations, which then change
        function = inspect.unwrap(value)
        value.__annotations__ = function.__annotations__ = get_type_hints(function)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("api", Api)
    app.connect("autodoc-before-process-signature", _show_plain_types)
    return {"parallel_read_safe": True}
