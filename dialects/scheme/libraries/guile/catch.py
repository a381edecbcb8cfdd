"""Exceptions as Guile has them: `throw` and `catch`, `raise-exception`, and what prints them.

What is raised travels as any other object does (see `control`); `guile.keys` tells the key and
the arguments of each. `catch` is a handler that is called where the exception is raised, looks at
the key, and leaves to the call of `catch` where it is its own.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from ...calls import call
from ...conditions import ErrorObject, explain
from ...control import (
    Continuation,
    Escape,
    raise_,
    raise_continuable,
    with_handler,
)
from ...data import String, Symbol, from_list, is_procedure, plain, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, held
from ...kinds import Items, Proc, Sym
from ...ports import CURRENT_ERROR, CURRENT_OUTPUT, put
from ...printer import written
from ..keywords import keyword_arguments
from .keys import EXCEPTION, error_text, exception_text, key_and_arguments, thrown

__all__ = ["TABLE"]

TABLE: Final = Table()


def _left_to(continuation: Continuation, thunk: Any) -> tuple[bool, Any]:
    """Call a thunk; return whether it was left by a continuation, and what came with that."""
    try:
        return False, call(thunk)
    except Escape as escape:
        if escape.continuation is not continuation:
            raise
        STATE.handlers = continuation.handlers
        STATE.parameters = continuation.parameters
        return True, escape.result
    finally:
        continuation.live = False


def _check_key(procedure: str, key: Any) -> None:
    if key is not True and key.__class__ is not Symbol:
        refuse(procedure, 1, "a symbol, or #t", key)


@TABLE.procedure("catch", tail=True)
def catch(key: Any, thunk: Proc, handler: Proc, before: Any = False) -> Any:
    """Call a thunk; where it throws the key, return what the handler makes of key and arguments.

    The key #t is for all. The procedure `before` is called where the exception is raised.
    Guile manual, Catching Exceptions.
    """
    _check_key("catch", key)
    if before is not False and not is_procedure(before):
        refuse("catch", 4, "a procedure", before)
    continuation = Continuation()

    def on(condition: Any) -> Any:
        found = key_and_arguments(condition)
        if key is not True and found[0] is not key:
            return raise_continuable(condition)
        if before is not False:
            call(before, *found)
        raise Escape(continuation, found)

    left, result = _left_to(continuation, lambda: with_handler(on, thunk))
    return (handler, *result) if left else result


@TABLE.procedure("with-throw-handler")
def with_throw_handler(key: Any, thunk: Proc, handler: Proc) -> Any:
    """Call a thunk; where it throws the key, call the handler there, and go on to other handlers.

    Guile manual, Throw Handlers.
    """
    _check_key("with-throw-handler", key)

    def on(condition: Any) -> Any:
        found = key_and_arguments(condition)
        if key is True or found[0] is key:
            call(handler, *found)
        return raise_continuable(condition)

    return with_handler(on, thunk)


@TABLE.procedure("throw")
def throw(key: Sym, *arguments: Any) -> Any:
    """Raise an exception that has a key and arguments. Guile manual, Throwing Exceptions."""
    return raise_(thrown(key, arguments))


@TABLE.procedure("error")
def error(*arguments: Any) -> Any:
    """Raise an exception with the key `misc-error`, of a message and irritants.

    Guile manual, Raising and Handling Exceptions.
    """
    if not arguments:
        return raise_(thrown(Symbol("misc-error"), (False, String("?"), False, False)))
    return raise_(ErrorObject(arguments[0], arguments[1:]))


@TABLE.procedure("scm-error")
def scm_error(key: Sym, subr: Any, message: Any, arguments: Any, data: Any) -> Any:
    """Raise an exception with a key and the four arguments that Guile's own errors have.

    Guile manual, Procedures for Signaling Errors.
    """
    return raise_(thrown(key, (subr, message, arguments, data)))


@TABLE.procedure("raise-exception")
def raise_exception(value: Any, *options: Any) -> Any:
    """Raise an object; with `#:continuable? #t`, return what the handler returns.

    Guile manual, Raising and Handling Exceptions.
    """
    (continuable,) = keyword_arguments("raise-exception", options, {"continuable?": False})
    return (raise_ if continuable is False else raise_continuable)(value)


@TABLE.procedure("with-exception-handler", tail=True)
def with_exception_handler(handler: Proc, thunk: Proc, *options: Any) -> Any:
    """Call a thunk with a handler for what is raised.

    With `#:unwind? #t` the handler is called in place of this call, its result returned;
    `#:unwind-for-type`, a key or a type of exceptions, says for what it is called then.
    Guile manual, Raising and Handling Exceptions.
    """
    unwinds, kind = keyword_arguments(
        "with-exception-handler", options, {"unwind?": False, "unwind-for-type": True}
    )
    if unwinds is False:
        if kind is not True:
            raise_(ErrorObject(String("unwind-for-type specified without unwind?"), (kind,)))
        return with_handler(handler, thunk)
    continuation = Continuation()

    def on(condition: Any) -> Any:
        if not _is_of(condition, kind):
            return raise_continuable(condition)
        raise Escape(continuation, condition)

    left, result = _left_to(continuation, lambda: with_handler(on, thunk))
    return (handler, result) if left else result


def _is_of(condition: Any, kind: Any) -> bool:
    """Return whether what was raised is of a kind: #t, a key, or a type of exceptions."""
    if kind is True:
        return True
    if kind.__class__ is Symbol:
        return key_and_arguments(condition)[0] is kind
    from .exceptions import is_of_type  # which is needed where there are types

    return is_of_type(condition, kind)


@TABLE.procedure("%false-if-exception")
def false_if_exception(thunk: Any, warning: Any) -> Any:
    """Return what a thunk returns, #f where it raises something.

    `warning` is a thunk for a template and its arguments, to be told then, or #f.
    """
    continuation = Continuation()

    def on(condition: Any) -> Any:
        raise Escape(continuation, condition)

    left, result = _left_to(continuation, lambda: with_handler(on, thunk))
    if not left:
        return result
    if warning is not False:
        key, *arguments = key_and_arguments(result)
        template, *values = from_list(call(warning))
        text = error_text(False, template, to_list(values))
        told = exception_text(key, tuple(arguments))
        put(CURRENT_ERROR(), f";;; {text}{told}\n")
    return False


@TABLE.procedure("exception-kind")
def exception_kind(value: Any) -> Any:
    """Return the key of what was raised. Guile manual, Exception Objects."""
    return key_and_arguments(value)[0]


@TABLE.procedure("exception-args")
def exception_args(value: Any) -> Items:
    """Return the list of the arguments that a handler of `catch` gets.

    Guile manual, Exception Objects.
    """
    return key_and_arguments(value)[1:]


@TABLE.procedure("make-exception-from-throw")
def make_exception_from_throw(key: Sym, arguments: Items) -> Any:
    """Return the exception that `throw` raises. Guile manual, Exception Objects."""
    return thrown(key, tuple(arguments))


@TABLE.procedure("with-continuation-barrier")
def with_continuation_barrier(thunk: Proc) -> Any:
    """Call a thunk that neither a continuation nor an exception leaves; return what it returns.

    What would leave it is written to the current error port, and #f returned.
    Guile manual, Continuation Barriers.
    """
    handlers, STATE.handlers = STATE.handlers, None
    try:
        return call(thunk)
    except Escape as escape:
        told = written(escape.continuation, STATE.profile)
        put(CURRENT_ERROR(), f"invoking continuation would cross continuation barrier: {told}\n")
    except Exception as exception:
        key, *arguments = key_and_arguments(explain(exception))
        put(CURRENT_ERROR(), f"{exception_text(key, tuple(arguments))}\n")
    finally:
        STATE.handlers = handlers
    return False


# What prints them


def _printers() -> dict[Symbol, Any]:
    """Return the printers that the program has set, by key."""
    found: dict[Symbol, Any] = held().setdefault("printers of exceptions", {})
    return found


@TABLE.procedure("set-exception-printer!")
def set_exception_printer(key: Sym, printer: Proc) -> None:
    """Have exceptions of a key printed by a procedure of port, key, arguments and a thunk.

    The thunk prints as Guile does by itself. Guile manual, Exceptions.
    """
    _printers()[key] = printer


def _is_port(port: Any) -> bool:
    return port is not False and port is not True


@TABLE.procedure("print-exception")
def print_exception(port: Any, frame: Any, key: Any, arguments: Items) -> None:
    """Write an exception for people, and a newline. Guile manual, Exceptions."""
    target = port if _is_port(port) else CURRENT_OUTPUT()
    told = tuple(arguments)
    printer = _printers().get(key)

    def by_itself() -> None:
        put(target, exception_text(key, told))

    if printer is None:
        if key is EXCEPTION and len(told) == 1:
            inner, *rest = key_and_arguments(told[0])
            if inner is not EXCEPTION:
                key, told = inner, tuple(rest)
        by_itself()
    else:
        call(printer, target, key, to_list(told), by_itself)
    put(target, "\n")


@TABLE.procedure("display-error")
def display_error(
    frame: Any, port: Any, subr: Any, message: Any, arguments: Any, rest: Any
) -> None:
    """Write what an error of a procedure is, and a newline. Guile manual, Debug on Error."""
    target = port if _is_port(port) else CURRENT_OUTPUT()
    put(target, f"{error_text(subr, message, arguments)}\n")


@TABLE.procedure("warn")
def warn(*values: Any) -> Any:
    """Write values to the current error port as a warning; return the last.

    Guile manual, Procedures for Signaling Errors.
    """
    told = to_list([*values])
    put(CURRENT_ERROR(), f"\n;;; WARNING {written(told, STATE.profile)}\n")
    return values[-1] if values else None


@TABLE.procedure("pk", "peek")
def peek(*values: Any) -> Any:
    """Write values to the current error port; return the last. Guile manual, Debugging."""
    told = " ".join(written(each, STATE.profile) for each in values)
    put(CURRENT_ERROR(), f"\n;;; ({told})\n")
    return values[-1] if values else None


# Ending


@TABLE.procedure("quit", "exit")
def quit_(*arguments: Any) -> Any:
    """End the program with a status, by an exception with the key `quit`.

    Guile manual, Exceptions.
    """
    return raise_(thrown(Symbol("quit"), arguments))


# The place of the program that runs


@TABLE.procedure("backtrace", "display-backtrace")
def backtrace(*arguments: Any) -> None:
    """Write the calls of the program that are under way. Guile manual, Capturing the Stack."""
    port = next((each for each in arguments if hasattr(each, "write")), CURRENT_OUTPUT())
    put(port, "\nBacktrace:\n" + "".join(f"{each}\n" for each in _calls()))


def _calls() -> list[str]:
    image = STATE.image
    found = []
    frame: Any = sys._getframe(1)
    while frame is not None:
        if image is not None and frame.f_globals is image.globals:
            name = plain(frame.f_code.co_name)
            where = f"  {frame.f_code.co_filename}:{frame.f_lineno}"
            found.append(where if name.startswith("%") else f"{where} in {name}")
        frame = frame.f_back
    return found[::-1]
