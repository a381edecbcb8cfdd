"""Calls at random: right ones, wrong ones, too many or too few arguments, unknown keywords."""

from __future__ import annotations

import ast
from random import Random
from typing import Final

from attrs import define, evolve, field
from fuzz_states import never_waits
from fuzz_targets import ADDRESSES, Param, Target
from fuzz_values import Value

__all__ = ["Call", "Calls"]

_HEAVY_SHARE: Final = 0.003
_NEAR_SHARE: Final = 0.35  # of the wrong arguments, those that are easily taken for right ones


@define(eq=False)
class Call:
    """A call that can be made, shown and changed.

    Attributes: target; args and keywords, its arguments.
    """

    target: Target
    args: list[Value]
    keywords: dict[str, Value] = field(factory=dict)

    def __str__(self) -> str:
        parts = [value.text for value in self.args]
        parts += [f"{name}={value.text}" for name, value in self.keywords.items()]
        return f"{self.target.name}({', '.join(parts)})"

    def params(self) -> list[tuple[Param | None, Value]]:
        """Each argument beside the parameter that takes it, None where there is none."""
        named = {param.name: param for param in self.target.params}
        placed = [(self.target.param(place), value) for place, value in enumerate(self.args)]
        return placed + [(named.get(name), value) for name, value in self.keywords.items()]

    def simpler(self) -> list[Call]:
        """Calls with an argument less, or a simpler one."""
        found = [
            Call(self.target, self.args, {n: v for n, v in self.keywords.items() if n != name})
            for name in self.keywords
        ]
        if self.args:
            found.append(Call(self.target, self.args[:-1], self.keywords))
        for place, value in enumerate(self.args):
            for simple in self._simpler_values(place, value):
                args = [*self.args[:place], simple, *self.args[place + 1 :]]
                found.append(Call(self.target, args, self.keywords))
        return found

    def _simpler_values(self, place: int, value: Value) -> list[Value]:
        param = self.target.param(place)
        right = [] if param is None else [each for each in param.right if each.kind != "heavy"][:1]
        if value.form:
            if value.condition != "connected":
                right.append(_state(value.form, "connected"))
        elif value.text not in ("0", "None", "object()"):
            right += [Value("0"), Value("None"), Value("object()")]
        return [each for each in right if each.text != value.text]

    @classmethod
    def parsed(cls, text: str, targets: list[Target]) -> Call:
        """Read what `str` writes for a call. Raises ValueError for anything else."""
        expression = ast.parse(text.strip(), mode="eval").body
        if not isinstance(expression, ast.Call):
            raise ValueError(f"not a call: {text}")
        name = ast.unparse(expression.func)
        target = next((each for each in targets if each.name == name), None)
        if target is None:
            raise ValueError(f"no such procedure: {name}")
        return cls(
            target,
            [_read(each) for each in expression.args],
            {each.arg: _read(each.value) for each in expression.keywords if each.arg},
        )


def _read(node: ast.expr) -> Value:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "state":
        form, condition = map(ast.literal_eval, node.args)
        return _state(form, condition)
    return Value(ast.unparse(node))


def _state(form: str, condition: str) -> Value:
    return Value(f"state({form!r}, {condition!r})", "state", form=form, condition=condition)


class Calls:
    """Makes calls of `targets` out of a random source."""

    def __init__(self, targets: list[Target]) -> None:
        self.targets = targets
        # The more arguments, the more there is to get wrong.
        self._turns = [target for target in targets for _ in range(1 + len(target.params))]
        self.light: set[str] = set()  # procedures that get no more heavy values
        self._heavy: dict[int, list[Value]] = {}

    def next(self, random: Random) -> Call:
        """Make a call."""
        target = self._turns[int(random.random() * len(self._turns))]
        way = random.random()
        if way < 0.25:
            wrong = 0.0
        elif way < 0.8:
            wrong = -1.0  # one of them
        else:
            wrong = 0.5
        call = Call(target, [])
        params = [each for each in target.params if not each.keyword]
        chosen = int(random.random() * max(1, len(target.params))) if wrong < 0 else -1
        for place, param in enumerate(params):
            if param.optional and random.random() < 0.3:
                break
            if param.variadic:
                call.args += self._variadic(random, target, param, wrong if wrong >= 0 else 0.3)
                break
            bad = place == chosen or random.random() < wrong
            call.args.append(self._value(random, param, bad))
        for param in target.params:
            if param.keyword and random.random() < 0.6:
                call.keywords[param.name] = self._value(random, param, random.random() < 0.5)
        if target.addressed and params and params[-1].variadic and random.random() < 0.7:
            self._address(random, target, call)
        if way > 0.97:
            self._keywords(random, target, call)
        elif way > 0.92:
            self._arity(random, call)
        # In a random source of its own, or what is light would change the calls that follow.
        heavy = Random(random.random())
        if heavy.random() < _HEAVY_SHARE and target.name not in self.light:
            self._add_heavy(heavy, call)
        return call

    def right(self, random: Random) -> Call:
        """Make a call in which each argument is right by itself."""
        target = self._turns[int(random.random() * len(self._turns))]
        call = Call(target, [])
        for param in target.params:
            if param.variadic or param.keyword or (param.optional and random.random() < 0.5):
                break
            call.args.append(self._value(random, param, False))
        return call

    def _value(self, random: Random, param: Param, bad: bool) -> Value:
        groups = [each for each in (param.plain, param.hostile, param.foreign) if each]
        if bad and param.near and random.random() < _NEAR_SHARE:
            group = param.near
        elif bad and groups:
            group = groups[int(random.random() * len(groups))]
        else:
            group = param.right or param.plain
        if not group:
            return Value("None")
        value = group[int(random.random() * len(group))]
        return Value("b'abc'") if value.kind == "heavy" else value

    def _variadic(self, random: Random, target: Target, param: Param, wrong: float) -> list[Value]:
        if target.addressed:
            return []
        count = int(random.random() * 4)
        return [self._value(random, param, random.random() < wrong) for _ in range(count)]

    def _address(self, random: Random, target: Target, call: Call) -> None:
        """Put an address in pieces at the end, of which one may be wrong."""
        pieces = [Value(text) for text in ADDRESSES[int(random.random() * len(ADDRESSES))]]
        if target.name == "guile.make_socket_address":
            call.args.clear()
        if pieces and random.random() < 0.5:
            anything = target.params[-1].right
            place = int(random.random() * len(pieces))
            value = anything[int(random.random() * len(anything))]
            pieces[place] = Value("'abc'") if value.kind == "heavy" else value
        call.args += pieces

    def _keywords(self, random: Random, target: Target, call: Call) -> None:
        """Pass the last arguments by their names, or one by a name that there is not."""
        if random.random() < 0.5:
            call.keywords["no_such_keyword"] = Value("0")
            return
        while call.args and random.random() < 0.7:
            param = target.param(len(call.args) - 1)
            if param is None or param.variadic:
                break
            call.keywords[param.name] = call.args.pop()

    def _arity(self, random: Random, call: Call) -> None:
        if random.random() < 0.5:
            del call.args[int(random.random() * (len(call.args) + 1)) :]
        else:
            call.args += [Value("None")] * (1 + int(random.random() * 8))

    def _add_heavy(self, random: Random, call: Call) -> None:
        """Put megabytes in the place of an argument, and take care that no send waits for long."""
        if not call.args:
            return
        place = int(random.random() * len(call.args))
        param = call.target.param(place)
        if param is None:
            return
        heavy = self._heavy.get(id(param))
        if heavy is None:
            every = (*param.right, *param.hostile)
            heavy = self._heavy[id(param)] = [each for each in every if each.kind == "heavy"]
        if not heavy:
            return
        call.args[place] = heavy[int(random.random() * len(heavy))]
        call.args = [self._patient(random, value) for value in call.args]

    def _patient(self, random: Random, value: Value) -> Value:
        if not value.form:
            return value
        patient = never_waits(value.form)
        if value.condition in patient:
            return value
        condition = patient[int(random.random() * len(patient))]
        text = f"state({value.form!r}, {condition!r})"
        return evolve(value, text=text, condition=condition, code=None)
