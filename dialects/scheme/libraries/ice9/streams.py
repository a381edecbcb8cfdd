"""Guile's own procedures of streams, beside those of SRFI 41: (ice-9 streams)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, TypeAlias

from ....data import EOF
from ...calls import call
from ...data import Pair, Values, to_list
from ...declaration import Table
from ...kinds import Items, Proc, Vec, of_class
from ..srfi.srfi41 import Stream, items_of, of_items

__all__ = ["TABLE"]

TABLE: Final = Table()

_Stream: TypeAlias = Annotated[Stream, of_class("a stream", Stream)]


@TABLE.procedure("make-stream")
def make_stream(procedure: Proc, state: Any) -> Stream:
    """Return a stream whose items a procedure makes of a state.

    It returns a pair of an item and the next state, and anything else at the end.
    Guile manual, Streams.
    """

    def items() -> Iterator[Any]:
        made = call(procedure, state)
        while made.__class__ is Pair:
            yield made.car
            made = call(procedure, made.cdr)

    return of_items(items())


@TABLE.procedure("vector->stream")
def vector_to_stream(vector: Vec) -> Stream:
    """Return a stream of a vector. Guile manual, Streams."""
    return of_items(iter(vector))


@TABLE.procedure("port->stream")
def port_to_stream(port: Any, read: Proc) -> Stream:
    """Return a stream of what a procedure reads from a port. Guile manual, Streams."""

    def items() -> Iterator[Any]:
        while (item := call(read, port)) is not EOF:
            yield item

    return of_items(items())


@TABLE.procedure("stream->reversed-list")
def stream_to_reversed_list(stream: _Stream) -> Items:
    """Return a list of the items, the last first. Guile manual, Streams."""
    return reversed(list(items_of(stream)))


@TABLE.procedure("stream->list&length")
def stream_to_list_and_length(stream: _Stream) -> Any:
    """Return a list of the items, and how many there are. Guile manual, Streams."""
    items = list(items_of(stream))
    return Values((to_list(items), len(items)))


@TABLE.procedure("stream->reversed-list&length")
def stream_to_reversed_list_and_length(stream: _Stream) -> Any:
    """Return a list of the items, the last first, and how many there are.

    Guile manual, Streams.
    """
    items = list(items_of(stream))
    return Values((to_list(items[::-1]), len(items)))


@TABLE.procedure("stream->vector")
def stream_to_vector(stream: _Stream) -> list[Any]:
    """Return a vector of the items. Guile manual, Streams."""
    return list(items_of(stream))


@TABLE.procedure("stream-fold")
def stream_fold(procedure: Proc, start: Any, stream: _Stream, *more: _Stream) -> Any:
    """Combine the items of streams, up to the end of the shortest. Guile manual, Streams."""
    for items in zip(items_of(stream), *map(items_of, more), strict=False):
        start = call(procedure, *items, start)
    return start
