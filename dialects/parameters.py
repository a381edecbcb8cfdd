"""Parameter objects, for the dialects that have them.

`p()` reads, `p(value)` sets, and `with parameterize((p, value), …):` binds for a while. The
values live in context variables, so a thread or an asyncio task that sets or binds a parameter is
alone in seeing it; a thread starts out with the defaults, unless it is run in a copy of another's
context (`contextvars.copy_context`).

What a parameter may hold is said by its guard, which its dialect supplies.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any, Final, Generic, TypeVar, overload

__all__ = ["Parameter", "parameterize"]

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")

_UNSET: Final = object()


class Parameter(Generic[T]):
    """A parameter object.

    Arguments: its name in Python (str); its value until it is set; `guard`, which is given each
    new value and returns the one to keep, or raises.
    """

    __scheme__: object
    __wrapped__: Callable[[Any], T]
    __signature__: inspect.Signature

    def __init__(self, name: str, default: T, guard: Callable[[Any], T]) -> None:
        self.__name__ = name
        self.__doc__ = type(self).__doc__
        self.guard = guard
        self.value: ContextVar[T] = ContextVar(name, default=default)

    @overload
    def __call__(self) -> T: ...

    @overload
    def __call__(self, value: T, /) -> None: ...

    def __call__(self, value: Any = _UNSET) -> T | None:
        """Return the value; with one argument, make that the value and return None."""
        if value is _UNSET:
            return self.value.get()
        self.value.set(self.guard(value))
        return None

    def get(self) -> T:
        """Return the value, as calling with no argument does."""
        return self.value.get()

    def __repr__(self) -> str:
        return f"<parameter {self.__name__} {self.value.get()!r}>"


@overload
def parameterize(one: tuple[Parameter[T], T], /) -> AbstractContextManager[None]: ...
@overload
def parameterize(
    one: tuple[Parameter[T], T], two: tuple[Parameter[U], U], /
) -> AbstractContextManager[None]: ...
@overload
def parameterize(
    one: tuple[Parameter[T], T],
    two: tuple[Parameter[U], U],
    three: tuple[Parameter[V], V],
    /,
    *more: tuple[Parameter[Any], Any],
) -> AbstractContextManager[None]: ...
@contextlib.contextmanager
def parameterize(*bindings: tuple[Parameter[Any], Any]) -> Iterator[None]:
    """`(parameterize ((p v) …) body …)`: bind each parameter to its value for a `with` block.

    Each binding is a pair of a `Parameter` and a value. All values are checked before any is
    bound; at the end of the block the former values come back, however it ends.
    """
    checked = [(parameter, parameter.guard(value)) for parameter, value in bindings]
    tokens = [(parameter, parameter.value.set(value)) for parameter, value in checked]
    try:
        yield
    finally:
        for parameter, token in reversed(tokens):
            parameter.value.reset(token)
