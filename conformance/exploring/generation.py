"""Scripts, drawn by the effects of phrases.

A script begins with a connection, or another socket, and ends by disposing of it; between the two
come steps of the subject and of its peer. A `_Model` knows what is on its way, so that a phrase
which waits for input is drawn only if there is some: a wait for ever costs seconds. It is drawn
all the same, rarely, where the socket does not wait, or has ended: there dialects differ.

Each draw chooses one of all steps, and a step that makes no sense where it stands is left out. So
a script stays much the same when Hypothesis leaves out one of its draws, and shrinks well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from ..questions.effects import EFFECTS, OBJECTS, fits
from ..questions.script import (
    Argument,
    Call,
    Constant,
    Observe,
    PeerRecorder,
    PeerValue,
    Script,
    Step,
    SubjectRecorder,
    Variable,
)
from ..questions.vocabulary import PHRASES
from ..required.notation import Symbol
from .differences import END
from .model import Model

__all__ = ["generated", "own_steps", "scripts", "vocabulary"]

_LONGEST = 40
"""Steps of a script, with its beginning."""
_ENDING = 20
"""One draw in so many ends a script; of the others, about half make sense."""

_DATA = (b"a", b"ab\n", b"abcdef", b"a\r\nb\n", b"\xc3\xa9\n", b"\xff\x00", b"x" * 300)
_ARGUMENTS: Mapping[str, Sequence[Argument]] = {
    "data": _DATA,
    "text": ("a", "ab\n", "", "\u00e9", "x" * 300),
    "character": ("a", "\n", "\u00e9"),
    "byte": (97, 10, 0, 255),
    "size": (1, 10, 3, 0),
    "count": (1, 2, 5, 0),
    "start": (0, 1),
    "end": (1, 2, 0),
    "flags": (Constant("none"), Constant("peek"), Constant("dont-wait")),
    "how": (Constant("write"), Constant("read"), Constant("read-write")),
    "limit": (1, 3, 0, 100),
    "encoding": ("ISO-8859-1", "UTF-8"),
    "mode": (Symbol("none"), Symbol("line"), Symbol("block")),
    "backlog": (1,),
    "chunk": (1, 4),
}
"""The plain arguments that are drawn, by the name of the parameter; the first is the simplest."""

_OPENINGS = ("client", "server", "unconnected", "listener")
_PEER_STEPS = ("send", "close", "shutdown", "reset", "arrived")

_LEFT_OUT = frozenset(
    {
        "dispose",
        "local-path",
        "peer-path",
        "is-socket-of-port",
        "descriptor-of-port-is",
        "type-of-descriptor",
        "descriptor",
        "exchange",
        "accept-often",
        "accept-origin",
        "accept-from-peer",
        "accept-within",
        "call-with-port-values",
        "call-with-port-raising",
        "call-with-values",
        "call-with-raising",
        "call-with",
        "receive-elsewhere",
        "echo-datagram",
        "receive-with-address",
        "abandon",
        "port-of-bytes",
        "set-read-timeout",
        "bind-addrinfo",
        "connect-addrinfo",
        "first-of",
        "second-of",
        "both-ports",
        "two-way-port-only",
        "start-listening",
        "bind-inet6-parts",
        "bind-inet-parts",
        "write-with-sizes",
        "local-port-picked",
        "is-printed-with",
    }
)
"""Phrases that need more than a script has, such as a Unix socket, or that can hardly differ."""


def vocabulary(can_say: Callable[[Call], bool]) -> tuple[str, ...]:
    """Return the phrases that can be drawn, of those for which `can_say` says that words exist."""
    found = []
    for name, effect in EFFECTS.items():
        parameters = PHRASES[name].parameters
        things = [taken for taken in effect.takes if taken in OBJECTS or taken == "object"]
        others = [
            parameter
            for parameter, taken in zip(parameters, effect.takes, strict=True)
            if taken not in OBJECTS and taken != "object"
        ]
        if (
            name not in _LEFT_OUT
            and effect.waits != "time"
            and len(things) == 1
            and (things[0] == "object" or fits(things[0], "socket") or fits(things[0], "port"))
            and all(parameter in _ARGUMENTS for parameter in others)
            and can_say(_example(name))
        ):
            found.append(name)
    return tuple(found)


def _example(name: str) -> Call:
    return Call(
        name,
        tuple(
            _ARGUMENTS[parameter][0] if parameter in _ARGUMENTS else Variable("c")
            for parameter in PHRASES[name].parameters
        ),
    )


@st.composite
def scripts(
    draw: st.DrawFn, phrases: Sequence[str], can_say: Callable[[Call], bool]
) -> tuple[Step, ...]:
    """Draw a script of these phrases."""
    writer = _Writer(can_say)
    openings = [opening for opening in _OPENINGS if writer.can_open(opening)]
    writer.open(draw(st.sampled_from(openings)))
    while draw(st.integers(0, _ENDING)):  # 0, which ends it, is the simplest
        if draw(st.integers(0, 3)) == 3:
            what = draw(st.sampled_from(_PEER_STEPS))
            writer.let_peer(what, draw(st.sampled_from(_DATA)))
        else:
            name = draw(st.sampled_from(phrases))
            which = draw(st.integers(0, 3))
            arguments = {
                parameter: draw(st.sampled_from(_ARGUMENTS[parameter]))
                for parameter in PHRASES[name].parameters
                if parameter in _ARGUMENTS
            }
            writer.let_subject(name, which, arguments, draw(st.integers(0, 19)) == 19)
        if len(writer.steps) >= _LONGEST:
            break
    writer.end()
    return tuple(writer.steps)


class _Writer:
    """A script as it is drawn: its steps, its things, and the model of its connection."""

    def __init__(self, can_say: Callable[[Call], bool]) -> None:
        self.steps: list[Step] = []
        self._can_say = can_say
        self._subject = SubjectRecorder(self.steps)
        self._peer = PeerRecorder(self.steps)
        self._things: list[tuple[Variable, str]] = []
        self._connection: PeerValue | None = None
        self._labels = 0
        self._model = Model()

    # Beginning and end

    def can_open(self, opening: str) -> bool:
        """Return whether there are words for the beginning of a script."""
        needed: dict[str, tuple[Call, ...]] = {
            "client": (Call("connect", ("127.0.0.1", "1")),),
            "server": (Call("listen", ()), Call("accept", (Variable("c"),))),
            "unconnected": (Call("unconnected", ()),),
            "listener": (Call("listen", ()),),
        }
        return all(map(self._can_say, needed[opening]))

    def open(self, opening: str) -> None:
        """Write the beginning of a script."""
        peer = self._peer
        match opening:
            case "client":
                server = peer.listen()
                self._name("c", "stream", Call("connect", ("127.0.0.1", server.port)))
                self._connection = peer.accept(server)
            case "server":
                self._name("s", "listener", Call("listen", ()))
                self._connection = peer.connect()
                self._name("c", "stream", Call("accept", (Variable("s"),)))
                self._things.reverse()
            case "unconnected":
                self._name("c", "unconnected", Call("unconnected", ()))
            case "listener":
                self._name("c", "listener", Call("listen", ()))
        self._model = Model(connected=opening in ("client", "server"))
        self._sockets = tuple(self._things)

    def end(self) -> None:
        """Write the end: every socket is disposed of, and the peer tells what it got."""
        for number, (variable, _) in enumerate(self._sockets, start=1):
            self._subject.observe(f"{END}-{number}", Call("dispose", (variable,)))
        if self._connection is not None and self._model.peer_open:
            self._peer.observe("arrived", "arrived", self._connection, 5000)
        self._subject.observe(END, Call("dispose", (self._sockets[0][0],)))

    def _name(self, name: str, kind: str, call: Call) -> None:
        self._things.append((self._subject.let(name, call), kind))

    def _label(self, word: str) -> str:
        self._labels += 1
        return f"{word}-{self._labels}"

    # Steps of the peer

    def let_peer(self, what: str, data: bytes) -> None:
        """Write a step of the peer, if it can be done where it stands."""
        connection, model, peer = self._connection, self._model, self._peer
        if connection is None or not model.peer_open:
            return
        if what == "arrived":
            if model.sent:
                peer.observe(self._label("arrived"), "arrived", connection, 5000)
                model.sent = False
        elif not model.open:
            return
        elif what == "send":
            if not model.peer_shut:
                peer.send(connection, data)
                model.arrive(data)
        elif what == "shutdown":
            if not model.peer_shut:
                peer.shutdown(connection)
                model.peer_shut = True
        else:
            getattr(peer, what)(connection)
            model.peer_open = False
            model.peer_shut = True
            model.answers_with_reset = what == "close"

    # Steps of the subject

    def let_subject(
        self, name: str, which: int, drawn: Mapping[str, Argument], may_wait: bool
    ) -> None:
        """Write a phrase, if it makes sense where it stands; `which` chooses among its things."""
        effect, parameters = EFFECTS[name], PHRASES[name].parameters
        arguments: list[Argument] = []
        chosen: Variable | None = None
        for parameter, taken in zip(parameters, effect.takes, strict=True):
            if parameter in drawn and taken not in OBJECTS:
                arguments.append(drawn[parameter])
                continue
            fitting = [thing for thing, kind in self._things if fits(kind, taken)]
            if not fitting:
                return
            chosen = fitting[which % len(fitting)]
            arguments.append(chosen)
        if chosen is None or not _is_in_range(drawn):
            return
        call = Call(name, tuple(arguments))
        kind = dict(self._things)[chosen]
        if not self._can_say(call) or not self._model.allows(
            name, chosen, dict(drawn), kind, may_wait
        ):
            return
        if effect.makes in OBJECTS:
            if self._model.open and sum(made == effect.makes for _, made in self._things) < 2:
                self._make(effect.makes, call)
            return
        self._subject.observe(self._label(name), call)
        self._model.happened(name, chosen, dict(drawn), kind)
        if self._model.needs_answer(effect.waits == "space" or name.startswith("close")):
            assert self._connection is not None
            self._peer.refuse_more(self._connection)

    def _make(self, kind: str, call: Call) -> None:
        names = {"input-port": "incoming", "output-port": "outgoing", "two-way-port": "port"}
        if kind not in names:
            return
        count = sum(made == kind for _, made in self._things)
        self._name(names[kind] + ("2" if count else ""), kind, call)


def _is_in_range(drawn: Mapping[str, Argument]) -> bool:
    """Return whether a start and an end, if there are, are places in the data or the buffer."""
    whole = drawn.get("data", drawn.get("text", drawn.get("size")))
    length = len(whole) if isinstance(whole, str | bytes) else whole
    start, end = drawn.get("start", 0), drawn.get("end", length)
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(length, int)):
        return True
    return start <= end <= length


def own_steps(script: Script) -> int:
    """Count the steps of a script between its beginning and its end."""
    end = next(
        number
        for number, step in enumerate(script)
        if isinstance(step, Observe) and step.label.startswith(END)
    )
    return sum(
        isinstance(step, Observe) or number > _beginning(script)
        for number, step in enumerate(script[:end])
    )


def _beginning(script: Script) -> int:
    """Return the number of the last step that only makes the connection."""
    first = {"listen", "accept", "connect", "unconnected"}
    last = 0
    for number, step in enumerate(script):
        word = getattr(step, "method", None) or getattr(getattr(step, "call", None), "phrase", "")
        if isinstance(step, Observe) or word not in first:
            break
        last = number
    return last


def generated(
    strategy: st.SearchStrategy[Script],
    number: int,
    count: int,
    each: Callable[[Script], None],
    *,
    shrink: bool = False,
) -> None:
    """Call `each` with `count` scripts at most, the same for each seed `number`.

    With `shrink`, an exception of `each` makes Hypothesis look for smaller scripts of which it is
    raised, too.
    """
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)

    @seed(number)
    @settings(
        max_examples=count,
        phases=phases,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
    )
    @given(strategy)
    def run(script: Any) -> None:
        each(script)

    run()
