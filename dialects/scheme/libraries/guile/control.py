"""Prompts as Guile has them, of its core and of (ice-9 control)."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...control import call_with_continuation
from ...data import String, to_list
from ...declaration import Table
from ...dynamics import Parameter
from ...kinds import Items, Proc
from ...prompts import abort, call_with_prompt

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("make-prompt-tag")
def make_prompt_tag(stem: Any = None) -> Any:
    """Return a tag that no other is. Guile manual, Prompt Primitives."""
    return to_list([String("prompt") if stem is None else stem])


DEFAULT: Final = Parameter(make_prompt_tag(), None, settable=True)
TABLE.value("default-prompt-tag", DEFAULT)


@TABLE.procedure("call-with-prompt", tail=True)
def prompt(tag: Any, thunk: Proc, handler: Proc) -> Any:
    """Call a thunk under a prompt; the handler gets a continuation and the values of an abort.

    Guile manual, Prompt Primitives.
    """
    return call_with_prompt(tag, thunk, handler)


@TABLE.procedure("abort-to-prompt")
def abort_to_prompt(tag: Any, *values: Any) -> Any:
    """Abort to the innermost prompt of a tag. Guile manual, Prompt Primitives."""
    return abort(tag, *values)


@TABLE.procedure("abort-to-prompt*")
def abort_to_prompt_with(tag: Any, values: Items) -> Any:
    """As `abort-to-prompt`, with a list of values. Guile's core."""
    return abort(tag, *values)


# (ice-9 control)


@TABLE.procedure("abort")
def abort_to_default(*values: Any) -> Any:
    """Abort to the default prompt. Guile manual, Prompt Primitives."""
    return abort(DEFAULT(), *values)


@TABLE.procedure("call-with-escape-continuation", "call/ec")
def call_with_escape(procedure: Proc) -> Any:
    """Call a procedure with what leaves this call. Guile manual, Prompt Primitives."""
    return call_with_continuation(procedure)


@TABLE.procedure("reset*")
def reset_with(thunk: Proc, *arguments: Any) -> Any:
    """Call a procedure so that `shift` reaches up to here. Guile manual, Shift and Reset."""
    return _under(lambda: call(thunk, *arguments))


def _under(thunk: Any) -> Any:
    return call(prompt, DEFAULT(), thunk, lambda rest, procedure: call(procedure, rest))


@TABLE.procedure("shift*")
def shift_with(procedure: Proc) -> Any:
    """Call a procedure with what is to be done up to `reset`, in its place.

    Guile manual, Shift and Reset.
    """

    def take(rest: Any) -> Any:
        def resume(*values: Any) -> Any:
            return _under(lambda: call(rest, *values))

        return _under(lambda: call(procedure, resume))

    return abort(DEFAULT(), take)


@TABLE.procedure("default-prompt-handler")
def default_prompt_handler(rest: Any, procedure: Proc) -> Any:
    """Call a procedure with a continuation, under a prompt: the handler of `%`.

    Guile manual, Prompt Primitives.
    """
    return prompt(DEFAULT(), lambda: call(procedure, rest), default_prompt_handler)


@TABLE.procedure("suspendable-continuation?")
def is_suspendable(tag: Any) -> bool:
    """Return whether what is to be done up to a prompt can be gone on with.

    Guile manual, Prompts.
    """
    return True


TABLE.macros(
    """
    (define-syntax % (syntax-rules ()
      ((_ expression) (call-with-prompt (default-prompt-tag) (lambda () expression)
                                        default-prompt-handler))
      ((_ expression handler) (call-with-prompt (default-prompt-tag) (lambda () expression)
                                                handler))
      ((_ tag expression handler) (call-with-prompt tag (lambda () expression) handler))))
    (define-syntax reset (syntax-rules ()
      ((_ body ...) (reset* (lambda () body ...)))))
    (define-syntax shift (syntax-rules ()
      ((_ name body ...) (shift* (lambda (name) body ...)))))
    (define-syntax let/ec (syntax-rules ()
      ((_ name body ...) (call/ec (lambda (name) body ...)))))
    (define-syntax let-escape-continuation (syntax-rules ()
      ((_ name body ...) (call/ec (lambda (name) body ...)))))
    """
)
