"""The procedures of (rnrs io simple) that open files, which take `:transcoder` in Sagittarius.

Sagittarius, lib/core/io.scm; with `:transcoder #f` the ports are of bytes.
"""

from __future__ import annotations

from typing import Any, Final

from ...control import parameterized
from ...declaration import Table
from ...kinds import Proc, Text
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, open_file
from ..io import call_with_port
from ..keyword_arguments import keyword_arguments
from ..transcoders import optional_transcoder, transcoded

__all__ = ["TABLE"]

TABLE: Final = Table()


def _opened(name: str, path: str, mode: str, options: tuple[Any, ...]) -> Any:
    (transcoder,) = keyword_arguments(options, {"transcoder": None})
    if transcoder is None:
        return open_file(name, path, mode)
    chosen = optional_transcoder(name, 0, transcoder)
    return transcoded(open_file(name, path, f"{mode}b"), chosen)


def _declare(way: str, preposition: str, mode: str, current: Any) -> None:
    opener, caller = f"open-{way}-file", f"call-with-{way}-file"
    redirector = f"with-{way}-{preposition}-file"

    @TABLE.procedure(opener)
    def open_(path: Text, *options: Any) -> Any:
        """Return a port of a file, by `:transcoder`."""
        return _opened(opener, path, mode, options)

    @TABLE.procedure(caller)
    def call_with(path: Text, procedure: Proc, *options: Any) -> Any:
        """Call a procedure with a port of a file, closed when it returns; `:transcoder`."""
        return call_with_port(_opened(caller, path, mode, options), procedure)

    @TABLE.procedure(redirector)
    def with_(path: Text, thunk: Proc, *options: Any) -> Any:
        """Call a thunk while the current port is one of a file; `:transcoder`."""
        with _opened(redirector, path, mode, options) as port:
            return parameterized([(current, port)], thunk)


_declare("input", "from", "r", CURRENT_INPUT)
_declare("output", "to", "w", CURRENT_OUTPUT)
