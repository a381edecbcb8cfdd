"""Control: exceptions and their handlers, continuations, dynamic-wind.

Strategy: an exception is a Python exception. A handler that `with-exception-handler` installs is
called where `raise` is, before anything is unwound; an error of a primitive is a Python exception
first and meets the handlers on its way up. `guard` puts a mark among the handlers, and `raise`
unwinds to it.

A continuation escapes: calling it unwinds to the call that made it. Where a program keeps one for
later, the compiler chooses the kind in `reentry`, which can be entered from elsewhere, once.
"""

from __future__ import annotations

import contextlib
from typing import Any, ClassVar

from .calls import call, spread, values
from .conditions import ErrorObject, NonContinuableError, WrongTypeError, explain, raised
from .data import Applicable, Values
from .dynamics import STATE, Parameter

__all__ = [
    "Continuation",
    "Escape",
    "Exit",
    "apply_values",
    "before_leaving",
    "call_with_continuation",
    "dynamic_wind",
    "guarded",
    "parameterized",
    "raise_",
    "raise_continuable",
    "rewind",
    "with_handler",
]


class Exit(BaseException):
    """What `exit` raises: the program's end.

    Attributes:
        status: the exit status.
        unwinds: whether the `after` thunks of `dynamic-wind` are run on the way.
        failure: the error that nothing handles and whose unwinding has come to this, or None.
    """

    def __init__(self, status: int, unwinds: bool = True) -> None:
        super().__init__(status)
        self.status = status
        self.unwinds = unwinds
        self.failure: Exception | None = None


class _Mark:
    """A guard among the handlers."""

    __slots__ = ()


def _note_handled(exception: BaseException, mark: Any) -> None:
    """Note that the handlers within a mark have seen an exception."""
    exception.__dict__["_scheme_target"] = mark


def _target(exception: BaseException) -> Any:
    return exception.__dict__.get("_scheme_target", _NOWHERE)


_NOWHERE = _Mark()


def raise_(value: Any) -> Any:
    """Raise an object: call the handler, from which there is no return."""
    handlers = STATE.handlers
    if handlers is None or handlers[0].__class__ is _Mark:
        exception = raised(value)
        _note_handled(exception, None if handlers is None else handlers[0])
        raise exception
    _handled(value, handlers)
    # As a secondary exception in the environment of the handler.
    STATE.handlers = handlers[1]
    try:
        text = "a handler returned from an exception that cannot be continued:"
        return raise_(NonContinuableError(text, (value,)))
    finally:
        STATE.handlers = handlers


def raise_continuable(value: Any) -> Any:
    """Raise an object; return what the handler returns."""
    handlers = STATE.handlers
    if handlers is None or handlers[0].__class__ is _Mark:
        return raise_(value)
    return _handled(value, handlers)


def _handled(value: Any, handlers: Any) -> Any:
    """Return what the innermost handler returns; the others are in force while it runs."""
    handler, outer = handlers
    STATE.handlers = outer
    try:
        return call(handler, value)
    except Exception as exception:
        if _target(exception) is not _NOWHERE:
            raise
        STATE.handlers = outer  # what was unwound may have left others
        return raise_(explain(exception))
    finally:
        STATE.handlers = handlers


def with_handler(handler: Any, thunk: Any) -> Any:
    """Call a thunk with a handler installed; return what it returns."""
    outer = STATE.handlers
    STATE.handlers = installed = (handler, outer)
    try:
        return call(thunk)
    except Exception as exception:
        # An error of a primitive: it has met no handler so far. What `raise` raised has.
        if _target(exception) is not _NOWHERE:
            raise
        STATE.handlers = installed
        condition = explain(exception)
        return raise_(condition)
    finally:
        STATE.handlers = outer


def guarded(thunk: Any, handler: Any) -> Any:
    """Call a thunk; when it raises an object, call the handler with that and a thunk.

    The thunk raises the object again, to the handlers outside.
    """
    outer = STATE.handlers
    mark = _Mark()
    STATE.handlers = (mark, outer)
    try:
        return call(thunk)
    except Exception as exception:
        target = _target(exception)
        if target is not _NOWHERE and target is not mark:
            raise
        condition = explain(exception)
        caught = exception
    finally:
        STATE.handlers = outer

    def again() -> Any:
        caught.__dict__.pop("_scheme_target", None)
        if outer is None or outer[0].__class__ is _Mark:
            _note_handled(caught, None if outer is None else outer[0])
            raise caught
        return raise_continuable(condition)

    return call(handler, condition, again)


# Continuations


class Escape(BaseException):
    """The way to a continuation: what is unwound to get there."""

    def __init__(self, continuation: Continuation, result: Any) -> None:
        super().__init__()
        self.continuation = continuation
        self.result = result


class Continuation(Applicable):
    """A continuation, a procedure; `live` while the call that made it has not returned."""

    __slots__ = ("handlers", "live", "parameters")

    over: ClassVar = "a continuation was called whose call has returned; it can only be left once"
    """What is said of a call when it is not live."""

    def __init__(self) -> None:
        self.live = True
        self.handlers = STATE.handlers
        self.parameters = STATE.parameters

    def __call__(self, *results: Any) -> Any:
        """Return these values from the call that made it."""
        if not self.live:
            raise ErrorObject(self.over)
        raise Escape(self, values(*results))


def call_with_continuation(procedure: Any, kind: type[Continuation] = Continuation) -> Any:
    """Call a procedure with the continuation of this call."""
    continuation = kind()
    try:
        return call(procedure, continuation)
    except Escape as escape:
        if escape.continuation is not continuation:
            raise
        STATE.handlers = continuation.handlers
        STATE.parameters = continuation.parameters
        return escape.result
    finally:
        continuation.live = False


def before_leaving(thunk: Any) -> Any:
    """Call a thunk; what a primitive raises in it meets the handlers before the thunk is left."""
    handlers = STATE.handlers
    try:
        return call(thunk)
    except Exception as exception:
        if _target(exception) is not _NOWHERE or handlers is None:
            raise
        STATE.handlers = handlers
        return raise_(explain(exception))


def dynamic_wind(before: Any, thunk: Any, after: Any) -> Any:
    """Call three thunks in order, the last one however the second ends."""
    call(before)
    outer = STATE.winds
    STATE.winds = (before, after, outer)
    try:
        result = before_leaving(thunk)
    except BaseException as exception:
        if _unwinds(exception):
            STATE.winds = outer
            try:
                call(after)
            except Exit as end:
                if isinstance(exception, Exception) and STATE.handlers is None:
                    end.failure = exception
                raise
        raise
    STATE.winds = outer
    call(after)
    return result


def parameterized(bindings: list[tuple[Any, Any]], thunk: Any) -> Any:
    """Call a thunk while each parameter has its value; return what it returns."""
    before = STATE.parameters
    for parameter, _ in bindings:
        if not isinstance(parameter, Parameter):
            raise WrongTypeError("parameterize", 1, "a parameter", parameter)
    cells = {parameter: [parameter.converted(value)] for parameter, value in bindings}
    STATE.parameters = before | cells
    try:
        with contextlib.ExitStack() as stack:
            for parameter, (value,) in cells.items():
                parameter.enter(value, stack)
            return before_leaving(thunk)
    finally:
        STATE.parameters = before


def _unwinds(exception: BaseException) -> bool:
    """Return whether an exception runs the `after` thunks that it passes."""
    if isinstance(exception, Exit):
        return exception.unwinds
    if isinstance(exception, Exception) and STATE.handlers is None:
        return STATE.unwinds_errors
    return type(exception).__name__ != "GreenletExit"  # of what is lost and never left


def rewind(winds: Any) -> None:
    """Leave and enter the `dynamic-wind`s that lie between here and those."""
    inside = _chain(winds)
    here = _chain(STATE.winds)
    while here and inside and here[-1] is inside[-1]:
        here.pop()
        inside.pop()
    for _, after, outer in here:
        STATE.winds = outer
        call(after)
    for entered in reversed(inside):
        call(entered[0])
        STATE.winds = entered


def _chain(winds: Any) -> list[Any]:
    """Return `dynamic-wind`s, the innermost first."""
    found = []
    while winds is not None:
        found.append(winds)
        winds = winds[2]
    return found


def apply_values(producer: Any, consumer: Any) -> Any:
    """Call a procedure with the values that another returns, as a tail call."""
    result = call(producer)
    if result.__class__ is Values:
        return (consumer, *result)
    return (consumer, *spread(result))
