"""Random small Scheme programs, most of them well typed.

A program is a list of forms for the top. Its expressions come from `scheme_grammar.PRODUCTIONS`,
a table of templates by the type of what they give. In a template:

- `{int}` stands for an expression of the type `int`;
- `<x:int>` introduces a variable of that type under a fresh name, and `<x>` repeats the name;
- `{int:x,y}` stands for an expression in which these variables may occur, too;
- `{int!}` stands for a literal.

Expressions have no effects but on what they made themselves, for the order in which arguments are
evaluated is not stated; every loop is bounded. A wild program has expressions of wrong types here
and there: which condition an error is, the Schemes do not agree on, so only that there was one is
compared.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from attrs import field, frozen
from scheme_grammar import LITERALS, PRODUCTIONS, SUBTYPES

__all__ = ["Maker", "program"]

_PART = re.compile(r"\{([a-z0-9]+!?)(?::([a-z0-9,]+))?\}|<([a-z0-9]+)(?::([a-z0-9]+))?>")
_WRONG_TYPES = ("int", "real", "bool", "char", "str", "sym", "ints", "list", "vec")
_DEPTH = 4

Scope = tuple[tuple[str, str], ...]


@frozen
class Maker:
    """Makes programs of one seed.

    Attributes:
        seed: decides all.
        groups: of productions that may be used, by their marks in the grammar.
        chance: where decisions come from.
        wild: how often an expression has a wrong type.
    """

    seed: int
    groups: frozenset[str]
    chance: random.Random = field(init=False)
    wild: float = field(init=False)
    _names: list[int] = field(init=False, factory=lambda: [0])

    @chance.default
    def _chance(self) -> random.Random:
        return random.Random(f"{self.seed} {sorted(self.groups)}")

    @wild.default
    def _wildness(self) -> float:
        return self.chance.choice((0.0, 0.0, 0.0, 0.04))

    def name(self, base: str) -> str:
        """Return a name that the program does not have yet."""
        self._names[0] += 1
        return f"{base}{self._names[0]}"

    def literal(self, kind: str) -> str:
        """Return a literal of a type."""
        return LITERALS[self.chance.choice(SUBTYPES.get(kind, (kind,)))](self.chance)

    def expression(self, kind: str, scope: Scope = (), depth: int = _DEPTH) -> str:
        """Return an expression of a type."""
        if self.wild and kind in _WRONG_TYPES and self.chance.random() < self.wild:
            kind = self.chance.choice(_WRONG_TYPES)
        kinds = SUBTYPES.get(kind, (kind,))
        choices: list[Callable[[], str]] = []
        variables = [name for name, of in scope if of in kinds]
        if variables and (depth <= 1 or self.chance.random() < 0.3):
            return self.chance.choice(variables)
        kind = self.chance.choice(kinds)
        templates = [text for group in self.groups for text in PRODUCTIONS.get((kind, group), ())]
        templates.sort()
        literal = LITERALS.get(kind)
        if literal is not None:
            choices.append(lambda: literal(self.chance))
        if templates and (depth > 0 or literal is None) and self.chance.random() < 0.85:
            return self.filled(self.chance.choice(templates), scope, depth - 1)
        if choices:
            return self.chance.choice(choices)()
        return self.filled(min(templates, key=len), scope, depth - 1)

    def filled(self, template: str, scope: Scope, depth: int) -> str:
        """Return a template with its parts made."""
        own = {
            name: (self.name(name), kind) for _, _, name, kind in _PART.findall(template) if kind
        }

        def part(found: re.Match[str]) -> str:
            kind, used, name, _ = found.groups()
            if kind and kind.endswith("!"):
                return self.literal(kind[:-1])
            if kind:
                more = tuple(own[each] for each in used.split(",")) if used else ()
                return self.expression(kind, (*scope, *more), depth)
            return own[name][0]

        return _PART.sub(part, template)


def program(seed: int, groups: frozenset[str]) -> list[str]:
    """Return the forms of a program."""
    maker = Maker(seed, groups)
    scope: Scope = ()
    forms = []
    for _ in range(maker.chance.randint(1, 3)):
        text, names = _definition(maker, scope)
        forms.append(text)
        scope = (*scope, *names)
    for _ in range(maker.chance.randint(3, 7)):
        forms.append(maker.expression("stmt", scope))
    return forms


def _definition(maker: Maker, scope: Scope) -> tuple[str, Scope]:
    kind = maker.chance.choice(("fn1", "fn2", "int", "str", "list", "real", "ints", "alist"))
    name = maker.name(f"g{maker.seed}-")  # of this program alone: many run in one process
    if kind in ("fn1", "fn2"):
        a, b = maker.name("a"), maker.name("b")
        parameters: Scope = ((a, "int"),) if kind == "fn1" else ((a, "int"), (b, "int"))
        body = maker.expression("int", (*scope, *parameters), 2)
        listed = " ".join(each for each, _ in parameters)
        return f"(define ({name} {listed}) {body})", ((name, kind),)
    return f"(define {name} {maker.expression(kind, scope, 3)})", ((name, kind),)
