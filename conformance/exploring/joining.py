"""Many scripts in one program: variables, labels and steps get names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve

from ..questions.script import (
    Argument,
    Call,
    FromPeer,
    Let,
    Observe,
    PeerStep,
    PeerValue,
    Script,
    Step,
    Variable,
)

__all__ = ["joined", "label_of"]

T = TypeVar("T")


def label_of(number: int, label: str) -> str:
    """Return the label, in the program of many, of an observation of the script `number`."""
    return f"{number}:{label}"


def joined(scripts: Sequence[Script]) -> Script:
    """Return one script that does all of `scripts`, one after the other."""
    steps: list[Step] = []
    for number, script in enumerate(scripts):
        moved = _Moved(number, len(steps))
        steps += map(moved.step, script)
    return tuple(steps)


class _Moved:
    """The steps of a script as they are in the program of many."""

    def __init__(self, number: int, offset: int) -> None:
        self._number = number
        self._offset = offset

    def step(self, step: Step) -> Step:
        match step:
            case Let(variable, call):
                return Let(self._variable(variable), self._call(call))
            case Observe(label, call):
                return Observe(label_of(self._number, label), self._call(call))
            case PeerStep(number, _, arguments, label):
                return evolve(
                    step,
                    number=number + self._offset,
                    arguments=tuple(map(self._peers, arguments)),
                    label=None if label is None else label_of(self._number, label),
                )
        return evolve(step, call=self._call(step.call))

    def _variable(self, variable: Variable) -> Variable:
        return Variable(f"{variable.name}-{self._number}")

    def _call(self, call: Call) -> Call:
        return Call(call.phrase, tuple(map(self._argument, call.arguments)))

    def _argument(self, argument: Argument) -> Argument:
        match argument:
            case Variable():
                return self._variable(argument)
            case FromPeer(step, attribute):
                return FromPeer(step + self._offset, attribute)
            case Call():
                return self._call(argument)
        return argument

    def _peers(self, argument: object) -> object:
        match argument:
            case Variable():
                return self._variable(argument)
            case PeerValue(step):
                return PeerValue(step + self._offset)
        return argument
