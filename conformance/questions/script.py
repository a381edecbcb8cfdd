"""A behaviour: a question with a short script, whose steps do not depend on a dialect.

A script is written as a function of two recorders, `subject` and `peer`, and recorded once:

    @behaviour("receive.end", "What does receive give once the peer has closed?")
    def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
        server = peer.listen()
        c = subject.let("c", say.connect("127.0.0.1", server.port))
        connection = peer.accept(server)
        peer.close(connection)
        subject.observe("end", say.receive(c, 10))
        subject.do(say.dispose(c))

The subject's steps are phrases (`vocabulary`), for which a phrasebook has code in a dialect. The
peer's steps are `actions`, which the harness carries out with stdlib sockets while the subject
waits at a `sync`. The value of an action, as `server` above, has attributes for what the subject
must know of it, such as the port.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import field, frozen

from .actions import ACTIONS
from .vocabulary import PHRASES

__all__ = [
    "Argument",
    "Behaviour",
    "Call",
    "Constant",
    "Do",
    "FromPeer",
    "Let",
    "Observe",
    "PeerRecorder",
    "PeerStep",
    "PeerValue",
    "Script",
    "Step",
    "SubjectRecorder",
    "Variable",
    "behaviour",
    "collected",
    "constant",
    "say",
]


@frozen
class Variable:
    """A variable of the subject's program."""

    name: str


@frozen
class Constant:
    """A constant of the vocabulary, such as `peek` or `inet`."""

    name: str


@frozen
class FromPeer:
    """A string that the harness sends to the subject: an attribute of the value of an action."""

    step: int
    attribute: str


@frozen
class Call:
    """A phrase with its arguments."""

    phrase: str
    arguments: tuple[Argument, ...]


Argument: TypeAlias = "Variable | Constant | FromPeer | Call | int | str | bytes"


@frozen
class Let:
    """A step of the subject: name the value of a phrase."""

    variable: Variable
    call: Call


@frozen
class Do:
    """A step of the subject: carry out a phrase, which must not fail, and ignore its value."""

    call: Call


@frozen
class Observe:
    """A step of the subject: carry out a phrase and print its value or condition."""

    label: str
    call: Call


@frozen
class PeerStep:
    """A step of the peer: an action.

    Its arguments may be `PeerValue`s and variables of the subject's. A variable only shows which
    of the subject's sockets is meant: the peer finds that socket by itself.
    """

    number: int
    method: str
    arguments: tuple[object, ...]
    label: str | None = None


@frozen
class PeerValue:
    """The value of a step of the peer; its attributes can be sent to the subject."""

    step: int

    @property
    def port(self) -> FromPeer:
        """The port, as a decimal string."""
        return FromPeer(self.step, "port")

    def spelled_port(self, how: str) -> FromPeer:
        """Return the port in an unusual spelling; `running.peer.Listener` has those there are."""
        return FromPeer(self.step, f"port_{how}")

    @property
    def service(self) -> FromPeer:
        """The name of the service with that port."""
        return FromPeer(self.step, "service")

    @property
    def path(self) -> FromPeer:
        """The path of a Unix socket."""
        return FromPeer(self.step, "path")

    @property
    def group(self) -> FromPeer:
        """The address of a multicast group."""
        return FromPeer(self.step, "group")


Step: TypeAlias = Let | Do | Observe | PeerStep
Script: TypeAlias = tuple[Step, ...]


class SubjectRecorder:
    """A recorder of the subject's steps."""

    def __init__(self, steps: list[Step]) -> None:
        self._steps = steps

    def let(self, name: str, call: Call) -> Variable:
        """Name the value of `call`."""
        variable = Variable(name)
        self._steps.append(Let(variable, call))
        return variable

    def do(self, call: Call) -> None:
        """Carry out `call`, which must not fail."""
        self._steps.append(Do(call))

    def observe(self, label: str, call: Call) -> None:
        """Carry out `call` and print, under `label`, its value or condition."""
        self._steps.append(Observe(label, call))


class PeerRecorder:
    """A recorder of the peer's steps: `peer.accept(server)` records the action `accept`."""

    def __init__(self, steps: list[Step]) -> None:
        self._steps = steps

    def __getattr__(self, method: str) -> Callable[..., PeerValue]:
        if method not in ACTIONS:
            raise AttributeError(f"the peer has no action {method}")

        def record(*arguments: object, label: str | None = None) -> PeerValue:
            ACTIONS[method].check(len(arguments))
            number = len(self._steps)
            self._steps.append(PeerStep(number, method, arguments, label))
            return PeerValue(number)

        return record

    def observe(self, label: str, method: str, *arguments: object) -> None:
        """Carry out `method` and record, under `label`, its value or error."""
        getattr(self, method)(*arguments, label=label)


class _Say:
    """`say.receive(socket, 10)`: the phrase `receive` with its arguments."""

    def __getattr__(self, name: str) -> Callable[..., Call]:
        phrase = PHRASES[name.replace("_", "-")]

        def call(*arguments: Argument) -> Call:
            if len(arguments) != len(phrase.parameters):
                raise TypeError(f"{phrase.name} takes {', '.join(phrase.parameters) or 'nothing'}")
            return Call(phrase.name, arguments)

        return call


say = _Say()
constant = Constant


@frozen
class Behaviour:
    """A question, its area (`receive` of `receive.end`) and its script."""

    name: str
    question: str
    script: Script = field(repr=False)
    time_limit: float = 10.0
    line_limit: float | None = None
    """Seconds that a run may take from one line of its output to the next; None for no limit."""

    @property
    def area(self) -> str:
        """The part of the name before the dot."""
        return self.name.partition(".")[0]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the observations, in order."""
        return tuple(
            step.label
            for step in self.script
            if isinstance(step, Observe | PeerStep) and step.label is not None
        )

    @property
    def clients(self) -> int:
        """How many clients of the peer's wait at once until the subject accepts one, at most."""
        most = waiting = 0
        for step in self.script:
            match step:
                case PeerStep(method="connect_many", arguments=(int(count),)):
                    waiting += count
                case PeerStep(method=method) if (
                    method.startswith("connect_") or method == "connect"
                ):
                    waiting += 1
                case Let(call=call) | Do(call=call) | Observe(call=call):
                    waiting = max(0, waiting - _accepted(call))
            most = max(most, waiting)
        return most


def _accepted(call: Call) -> int:
    """Return how many connections a phrase accepts."""
    match call:
        case Call("accept-often", (_, int(count))):
            return count
        case Call(phrase) if phrase.startswith("accept"):
            return 1
    return sum(_accepted(each) for each in call.arguments if isinstance(each, Call))


collected: dict[str, Behaviour] = {}
"""The behaviours by name, in the order in which they were defined."""


def behaviour(
    name: str, question: str, *, time_limit: float = 10.0
) -> Callable[[Callable[[SubjectRecorder, PeerRecorder], Any]], Behaviour]:
    """Record the decorated function as the script of a behaviour.

    A run of it may take `time_limit` seconds.
    """

    def record(write_script: Callable[[SubjectRecorder, PeerRecorder], Any]) -> Behaviour:
        if name in collected:
            raise ValueError(f"two behaviours are called {name}")
        steps: list[Step] = []
        write_script(SubjectRecorder(steps), PeerRecorder(steps))
        made = Behaviour(name, question, tuple(steps), time_limit)
        if len(set(made.labels)) != len(made.labels) or not made.labels:
            raise ValueError(f"{name} must observe something, each thing under a label of its own")
        collected[name] = made
        return made

    return record
