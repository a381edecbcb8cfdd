"""Questions as text: a TOML file of behaviours, with scripts in the neutral notation.

    ["read.after-reset"]
    question = "What does reading give after a reset?"
    script = '''
    (peer server (listen))
    (let c (connect "127.0.0.1" (of server port)))
    (peer connection (accept server))
    (peer (reset connection))
    (observe "data" (receive c 10))
    (peer-observe "arrived" (arrived connection 100))
    (do (dispose c))
    '''

In a phrase's arguments a symbol is a variable, `(constant peek)` a constant of the vocabulary,
`(symbol block)` a symbol, `(of server port)` a string from the peer, and any other list a phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from ..data import DataError, read_toml
from ..data.shapes import Shape
from ..required.notation import Datum, Symbol, read, write
from .actions import ACTIONS
from .script import (
    Argument,
    Behaviour,
    Call,
    Constant,
    Do,
    FromPeer,
    Let,
    Observe,
    PeerStep,
    PeerValue,
    Script,
    Step,
    Variable,
)
from .vocabulary import PHRASES

__all__ = ["load", "read_script", "write_script"]

SHAPE: Shape = {...: {"question": str, "script": str}}
"""The shape of a file."""


def load(path: Traversable) -> dict[str, Behaviour]:
    """Return the behaviours in a file by name.

    Raises `DataError` for a file that is not as described above.
    """
    found = {}
    for name, stated in read_toml(path, SHAPE).items():
        try:
            if stated.keys() != {"question", "script"}:
                raise ValueError("it needs a question and a script, and nothing else")
            if name.count(".") != 1:
                raise ValueError("its name needs an area, a dot and the rest")
            found[name] = Behaviour(name, stated["question"], read_script(stated["script"]))
        except (ValueError, TypeError) as error:
            raise DataError(f"{path}: {name}: {error}") from None
        labels = found[name].labels
        if not labels or len(set(labels)) < len(labels):
            raise DataError(f"{path}: {name}: it must observe something, under different labels")
    return found


# Reading


def read_script(text: str) -> Script:
    """Return the script in a text. Raises `ValueError` for what is no step."""
    data = read(f"({text})") if text.strip() else ()
    assert isinstance(data, tuple)
    reader = _Reader()
    for datum in data:
        reader.take(datum)
    return tuple(reader.steps)


class _Reader:
    """The steps read so far, and the names that they give."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._peers: dict[str, PeerValue] = {}
        self._variables: dict[str, Variable] = {}

    def take(self, datum: Datum) -> None:
        """Read a step. Raises `ValueError` if it is none."""
        match datum:
            case (Symbol("let"), Symbol() as name, call):
                self.steps.append(Let(Variable(str(name)), self._call(call)))
                self._variables[name] = Variable(str(name))
            case (Symbol("do"), call):
                self.steps.append(Do(self._call(call)))
            case (Symbol("observe"), str(label), call):
                self.steps.append(Observe(label, self._call(call)))
            case (Symbol("peer"), (Symbol() as method, *arguments)):
                self._peer(method, arguments, None)
            case (Symbol("peer"), Symbol() as name, (Symbol() as method, *arguments)):
                self._peers[name] = self._peer(method, arguments, None)
            case (Symbol("peer-observe"), str(label), (Symbol() as method, *arguments)):
                self._peer(method, arguments, label)
            case _:
                raise ValueError(f"this is no step: {write(datum)}")

    def _peer(self, word: str, arguments: Sequence[Datum], label: str | None) -> PeerValue:
        method = word.replace("-", "_")
        if method not in ACTIONS:
            raise ValueError(f"the peer has no action {word}")
        ACTIONS[method].check(len(arguments))
        number = len(self.steps)
        values = tuple(map(self._peer_argument, arguments))
        self.steps.append(PeerStep(number, method, values, label))
        return PeerValue(number)

    def _peer_argument(self, datum: Datum) -> object:
        match datum:
            case Symbol():
                if datum in self._peers:
                    return self._peers[datum]
                return self._variable(datum)
            case (Symbol("bytes"), *numbers):
                return bytes(number for number in numbers if isinstance(number, int))
            case tuple():
                raise ValueError(f"this is no argument of an action: {write(datum)}")
        return datum

    def _variable(self, name: str) -> Variable:
        if name not in self._variables:
            raise ValueError(f"nothing is called {name}")
        return self._variables[name]

    def _call(self, datum: Datum) -> Call:
        match datum:
            case (Symbol() as name, *arguments) if name in PHRASES:
                parameters = PHRASES[name].parameters
                if len(arguments) != len(parameters):
                    raise ValueError(f"{name} takes {', '.join(parameters) or 'nothing'}")
                return Call(str(name), tuple(map(self._argument, arguments)))
        raise ValueError(f"this is no phrase: {write(datum)}")

    def _argument(self, datum: Datum) -> Argument:
        match datum:
            case Symbol():
                return self._variable(datum)
            case (Symbol("constant"), Symbol() as name):
                return Constant(str(name))
            case (Symbol("symbol"), Symbol() as name):
                return name
            case (Symbol("of"), Symbol() as name, Symbol() as attribute):
                if name not in self._peers:
                    raise ValueError(f"the peer has nothing called {name}")
                return FromPeer(self._peers[name].step, str(attribute))
            case (Symbol("bytes"), *numbers):
                return bytes(number for number in numbers if isinstance(number, int))
            case tuple():
                return self._call(datum)
        return datum


# Writing


def write_script(script: Script) -> str:
    """Return a script as text, a step in each line, from which `read_script` returns it."""
    return "".join(f"{write(_step(step))}\n" for step in script)


def _step(step: Step) -> Datum:
    match step:
        case Let(variable, call):
            return Symbol("let"), Symbol(variable.name), _datum(call)
        case Do(call):
            return Symbol("do"), _datum(call)
        case Observe(label, call):
            return Symbol("observe"), label, _datum(call)
    action = (Symbol(step.method), *map(_datum, step.arguments))
    if step.label is not None:
        return Symbol("peer-observe"), step.label, action
    return Symbol("peer"), _peer_name(step.number), action


def _peer_name(number: int) -> Symbol:
    return Symbol(f"value-{number}")


def _datum(argument: object) -> Datum:
    match argument:
        case Variable(name):
            return Symbol(name)
        case PeerValue(step):
            return _peer_name(step)
        case FromPeer(step, attribute):
            return Symbol("of"), _peer_name(step), Symbol(attribute)
        case Constant(name):
            return Symbol("constant"), Symbol(name)
        case Call(phrase, arguments):
            return Symbol(phrase), *map(_datum, arguments)
        case Symbol():
            return Symbol("symbol"), argument
        case bytes():
            return Symbol("bytes"), *argument
        case bool() | int() | str():
            return argument
    raise TypeError(f"a script cannot have {argument!r}")
