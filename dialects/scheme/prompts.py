"""Prompts: continuations up to a mark, which a program may go on with, once.

What is called under a prompt runs in a greenlet of its own. Aborting to the prompt goes back to
the greenlet that set it, and leaves the other where it is; calling the continuation goes on there,
and returns to whoever has called it. Where the package greenlet is missing, or the handler makes
no use of the continuation, aborting is an exception, and the continuation can be dropped alone.
"""

from __future__ import annotations

import dis
import functools
import importlib
from types import CodeType
from typing import Any

from .calls import call, stepwise, values
from .conditions import ErrorObject, error
from .control import rewind
from .data import Applicable
from .dynamics import STATE
from .reentry import NEEDS_GREENLET

__all__ = ["abort", "call_with_prompt"]


class _Prompt:
    """A prompt that is in force; `around` are those outside it."""

    __slots__ = ("around", "home", "tag", "winds")

    def __init__(self, tag: Any, around: Any, home: Any) -> None:
        self.tag = tag
        self.around = around
        self.home = home
        self.winds = STATE.winds


class _Abort(BaseException):
    """The way to a prompt, where nothing goes on later."""

    def __init__(self, prompt: _Prompt, arguments: tuple[Any, ...]) -> None:
        super().__init__()
        self.prompt = prompt
        self.arguments = arguments


class _Dropped(Applicable):
    """A continuation that was left for good."""

    __slots__ = ()

    def __call__(self, *results: Any) -> Any:
        """Refuse."""
        raise ErrorObject(NEEDS_GREENLET)


def _prompts() -> Any:
    return STATE.__dict__.get("prompts")


def call_with_prompt(tag: Any, thunk: Any, handler: Any) -> Any:
    """Call a thunk; when it aborts to the tag, call the handler.

    The handler gets the continuation from the prompt on, and the values of the abort. What is
    returned may ask for a tail call.
    """
    greenlet = _greenlet() if _uses_first(handler) else None
    around = _prompts()
    outside = STATE.handlers, STATE.parameters
    if greenlet is None:
        prompt = _Prompt(tag, around, None)
        STATE.__dict__["prompts"] = prompt
        try:
            return call(thunk)
        except _Abort as aborting:
            if aborting.prompt is not prompt:
                raise
            arguments = aborting.arguments
            STATE.handlers, STATE.parameters = outside
        finally:
            STATE.__dict__["prompts"] = around
        return (handler, _Dropped(), *arguments)
    prompt = _Prompt(tag, around, greenlet.getcurrent())
    branch = greenlet.greenlet(lambda: ("returned", call(thunk)))
    STATE.__dict__["prompts"] = prompt
    try:
        message = branch.switch()
    finally:
        STATE.__dict__["prompts"] = around
    STATE.handlers, STATE.parameters = outside
    if message[0] == "returned":
        return message[1]
    _, leaf, winds, state, arguments = message
    return (handler, _Continuation(greenlet, branch, leaf, winds, state, prompt), *arguments)


class _Continuation(Applicable):
    """What was to be done up to a prompt; it can be gone on with once."""

    __slots__ = ("branch", "entered", "greenlet", "leaf", "prompt", "state", "winds")

    def __init__(
        self, greenlet: Any, branch: Any, leaf: Any, winds: Any, state: Any, prompt: _Prompt
    ) -> None:
        self.greenlet = greenlet
        self.branch = branch
        self.leaf = leaf
        self.winds = winds
        self.state = state
        self.prompt = prompt
        self.entered = False

    def __call__(self, *results: Any) -> Any:
        """Go on with these values; return what comes at the prompt."""
        if self.entered:
            raise ErrorObject("a continuation was entered again, which can be done once")
        self.entered = True
        around = _prompts()
        before = STATE.handlers, STATE.parameters, STATE.winds
        self.branch.parent = self.greenlet.getcurrent()
        self._enter()
        STATE.handlers, STATE.parameters, inner = self.state
        STATE.__dict__["prompts"] = _rebased(inner, self.prompt, around)
        try:
            message = self.leaf.switch(values(*results))
        finally:
            STATE.__dict__["prompts"] = around
        STATE.handlers, STATE.parameters, STATE.winds = before
        return message[1]

    def _enter(self) -> None:
        """Enter the `dynamic-wind`s that were left on the way to the prompt."""
        found = []
        winds = self.winds
        while winds is not self.prompt.winds and winds is not None:
            found.append(winds)
            winds = winds[2]
        for each in reversed(found):
            call(each[0])
        STATE.winds = self.winds


def _rebased(inner: Any, prompt: _Prompt, around: Any) -> Any:
    """Return the prompts within a prompt, with others outside them."""
    found = []
    while inner is not prompt and inner is not None:
        found.append(inner)
        inner = inner.around
    for each in reversed(found):
        each.around = around
        around = each
    return around


def abort(tag: Any, *arguments: Any) -> Any:
    """Abort to the innermost prompt of a tag; return what its continuation is called with."""
    prompt = _prompts()
    while prompt is not None and prompt.tag is not tag:
        prompt = prompt.around
    if prompt is None:
        raise error("Abort to unknown prompt", tag, procedure="abort")
    if prompt.home is None:
        raise _Abort(prompt, arguments)
    greenlet = _greenlet()
    winds = STATE.winds
    state = STATE.handlers, STATE.parameters, _prompts()
    rewind(prompt.winds)
    return prompt.home.switch(("aborted", greenlet.getcurrent(), winds, state, arguments))


@functools.cache
def _greenlet() -> Any:
    try:
        return importlib.import_module("greenlet")
    except ImportError:
        return None


def _uses_first(handler: Any) -> bool:
    """Return whether a procedure may use its first argument."""
    code = getattr(stepwise(handler), "__code__", None)
    return code is None or _reads_first(code)


@functools.cache
def _reads_first(code: CodeType) -> bool:
    if not code.co_argcount:
        return bool(code.co_flags & 0x04)  # it has them all in one
    name = code.co_varnames[0]
    if name in code.co_cellvars:
        return True
    return any(
        each.opname.startswith("LOAD_FAST") and each.argval == name
        for each in dis.get_instructions(code)
    )
