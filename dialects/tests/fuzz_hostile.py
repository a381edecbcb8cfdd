"""Objects that misbehave when a procedure looks at them.

`raising` and `returning` make classes of which some methods raise `Hostile`, or return what they
should not; the rest of each class is that of its base. Whatever a hostile object raises is an
instance of `Hostile`, so that it can be told from what a dialect lets slip.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any, NoReturn

__all__ = [
    "BrokenRaw",
    "Hostile",
    "HostileOSError",
    "caught",
    "closed",
    "impostor",
    "nested",
    "raising",
    "recursive",
    "released",
    "returning",
]


class Hostile(Exception):
    """What a hostile object raises."""


class HostileOSError(Hostile, OSError):
    """The same, for a Python file: it may be named as a failure, or arrive as it is."""


class HostileAttributeError(Hostile, AttributeError):
    """The same, for a look at an attribute."""


@functools.cache
def raising(base: type[Any], *methods: str) -> type[Any]:
    """Return a subclass of `base` of which these methods raise `Hostile`.

    `__class__` and `__dict__` are properties that raise.
    """

    def method(name: str) -> object:
        def fail(self: object, *args: object, **kwargs: object) -> NoReturn:
            raise Hostile(f"{name} of a hostile {base.__name__}")

        return property(fail) if name in ("__class__", "__dict__") else fail

    members = {name: method(name) for name in methods}
    if "__eq__" in members and "__hash__" not in members:
        members["__hash__"] = base.__hash__
    return type(f"Raising{base.__name__.capitalize()}", (base,), members)


def returning(base: type[Any], name: str, result: object) -> type[Any]:
    """Return a subclass of `base` whose method `name` returns `result` whatever it is given."""

    def method(self: object, *args: object, **kwargs: object) -> object:
        return result

    return type(f"Returning{base.__name__.capitalize()}", (base,), {name: method})


class _Impostor:
    def __init__(self, cls: type[Any]) -> None:
        object.__setattr__(self, "_cls", cls)

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        cls: type[Any] = object.__getattribute__(self, "_cls")
        return cls

    def __getattr__(self, name: str) -> NoReturn:
        raise HostileAttributeError(f"{name} of an impostor")

    def _refuse(self, *args: object) -> NoReturn:
        raise Hostile("an operation on an impostor")

    # What Python looks up on the class alone.
    __len__ = __iter__ = __contains__ = __getitem__ = __bool__ = __index__ = __float__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __and__ = __rand__ = __or__ = __ror__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __neg__ = __abs__ = __invert__ = _refuse
    __truediv__ = __rtruediv__ = __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = _refuse


def impostor(cls: type[Any]) -> Any:
    """Return an object that `isinstance` takes for a `cls` and that has none of its attributes."""
    return _Impostor(cls)


class BrokenRaw(io.RawIOBase):
    """A Python file that reads and writes, until it is asked to.

    Arguments: what reading and writing do, either an exception to raise or a value to return. With
    0 it is at its end, and takes what is written: a file that takes nothing keeps anyone waiting.
    """

    def __init__(self, behaviour: object) -> None:
        super().__init__()
        self.behaviour = behaviour

    def _behave(self) -> Any:
        if isinstance(self.behaviour, BaseException):
            raise self.behaviour
        return self.behaviour

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Any:
        return self._behave()

    def write(self, data: Any) -> Any:
        return len(data) if self.behaviour == 0 else self._behave()


def recursive() -> list[Any]:
    """Return a list that contains itself."""
    made: list[Any] = []
    made.append(made)
    return made


def nested(depth: int) -> list[Any]:
    """Return a list in a list, so many deep; its `repr` exceeds the recursion limit."""
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


def released() -> memoryview:
    """Return a memoryview that has been released."""
    view = memoryview(bytearray(b"abc"))
    view.release()
    return view


def closed(file: Any) -> Any:
    """Close a Python file and return it."""
    file.close()
    return file


def caught(function: Callable[..., object], *args: object) -> BaseException:
    """Return the exception that a call raises."""
    try:
        function(*args)
    except Exception as error:
        return error.with_traceback(None)
    raise AssertionError(f"{function} raised nothing")
