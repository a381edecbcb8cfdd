"""`syntax-rules`: patterns, templates, and the hygiene between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .data import NIL, Pair, String, Symbol
from .dynamics import STATE
from .equality import is_equal
from .syntax import (
    Alias,
    Identifier,
    Macro,
    Scope,
    complain,
    is_identifier,
    items,
    name_of,
    same_binding,
    strip,
)
from .tokens import Place

__all__ = [
    "IdentifierMacro",
    "Procedural",
    "Rules",
    "Template",
    "VariableMacro",
    "match",
    "pattern_variables",
]

_ELLIPSIS = Symbol("...")
_UNDERSCORE = Symbol("_")
_MOST = 200_000  # forms that an ellipsis stands for


class Rules(Macro):
    """A macro of `syntax-rules`."""

    __slots__ = ("ellipsis", "literals", "rules", "scope")

    def __init__(
        self,
        rules: list[tuple[Any, Any]],
        literals: frozenset[Identifier],
        ellipsis: Identifier,
        scope: Scope,
    ) -> None:
        self.rules = rules
        self.literals = literals
        self.ellipsis = ellipsis
        self.scope = scope

    @classmethod
    def read(cls, form: Any, scope: Scope, place: Place) -> Rules:
        """Return the macro that a `syntax-rules` form describes."""
        parts = items(form, place, "syntax-rules form")
        ellipsis: Identifier = _ELLIPSIS
        if len(parts) > 2 and is_identifier(parts[1]):
            ellipsis = parts.pop(1)
        if len(parts) < 2:
            complain("syntax-rules without literals", place)
        literals = items(parts[1], place, "list of literals")
        if not all(map(is_identifier, literals)):
            complain("a literal of syntax-rules that is no name", place)
        rules = []
        # Before the rules there may be a string for people, as Guile has it.
        for rule in parts[3 if parts[2:] and parts[2].__class__ is String else 2 :]:
            halves = items(rule, place, "rule of syntax-rules")
            # A rule may have a string before its template, for people.
            if len(halves) == 3 and halves[1].__class__ is String:
                del halves[1]
            if len(halves) != 2 or halves[0].__class__ is not Pair:
                complain("a rule of syntax-rules that is no pattern and template", place)
            rules.append((halves[0].cdr, halves[1]))
        return cls(rules, frozenset(literals), ellipsis, scope)

    def expand(self, form: Any, scope: Scope, place: Place) -> Any:
        """Return the first rule's template that matches, filled in."""
        for pattern, template in self.rules:
            found: dict[Identifier, Any] = {}
            matcher = _Matcher(self.literals, self.ellipsis, self.scope, scope)
            if matcher.match(pattern, form.cdr, found):
                ellipsis = None if self.ellipsis in self.literals else self.ellipsis
                return Template(ellipsis, self.scope).fill(template, found, place)
        complain(f"no rule of {_named(form)} is for this use", place)


def _named(form: Any) -> str:
    return name_of(form.car) if is_identifier(form.car) else "the macro"


class Procedural(Macro):
    """A macro that a procedure expands, called with the form, its scope and its place."""

    __slots__ = ("call",)

    def __init__(self, call: Any) -> None:
        self.call = call

    def expand(self, form: Any, scope: Scope, place: Place) -> Any:
        """Return what the procedure makes of the form."""
        STATE.image.run_pending()  # its library, which may have waited
        return self.call(form, scope, place)


class IdentifierMacro(Procedural):
    """A macro whose procedure expands its name alone as well."""

    __slots__ = ()

    def expand_name(self, name: Any, scope: Scope, place: Place) -> Any:
        """Return what the procedure makes of the name."""
        return self.call(name, scope, place)


class VariableMacro(IdentifierMacro):
    """A macro whose procedure expands assignments to its name as well."""

    __slots__ = ()


class _Several(list[Any]):
    """What a pattern variable with ellipses has matched; `depth` is how many there are."""

    __slots__ = ("depth",)

    def __init__(self, matches: Iterable[Any], depth: int) -> None:
        super().__init__(matches)
        self.depth = depth


class _Matcher:
    def __init__(
        self,
        literals: frozenset[Identifier],
        ellipsis: Identifier,
        scope: Scope,
        use: Scope,
    ) -> None:
        self.literals = literals
        self.ellipsis = ellipsis
        self.scope = scope
        self.use = use

    def is_ellipsis(self, datum: Any) -> bool:
        if self.ellipsis in self.literals:
            return False
        return datum is self.ellipsis or (
            datum.__class__ is Alias and self.ellipsis is _ELLIPSIS and strip(datum) is _ELLIPSIS
        )

    def match(self, pattern: Any, datum: Any, found: dict[Identifier, Any]) -> bool:
        while pattern.__class__ is Pair:
            rest = pattern.cdr
            if rest.__class__ is Pair and self.is_ellipsis(rest.car):
                return self._match_several(pattern.car, rest.cdr, datum, found)
            if datum.__class__ is not Pair or not self.match(pattern.car, datum.car, found):
                return False
            pattern, datum = rest, datum.cdr
        if pattern is NIL:
            return datum is NIL
        if is_identifier(pattern):
            if pattern in self.literals:
                return is_identifier(datum) and same_binding(datum, self.use, pattern, self.scope)
            if strip(pattern) is not _UNDERSCORE:
                found[pattern] = datum
            return True
        if pattern.__class__ is list:
            return datum.__class__ is list and self.match(_list(pattern), _list(datum), found)
        return is_equal(pattern, strip(datum))

    def _match_several(
        self, pattern: Any, after: Any, datum: Any, found: dict[Identifier, Any]
    ) -> bool:
        data = []
        while datum.__class__ is Pair:
            data.append(datum.car)
            datum = datum.cdr
        fixed = 0
        rest = after
        while rest.__class__ is Pair:
            fixed += 1
            rest = rest.cdr
        count = len(data) - fixed
        if count < 0:
            return False
        tail = datum
        for each in reversed(data[count:]):
            tail = Pair(each, tail)
        matches: list[dict[Identifier, Any]] = []
        for each in data[:count]:
            one: dict[Identifier, Any] = {}
            if not self.match(pattern, each, one):
                return False
            matches.append(one)
        for name, depth in self.variables(pattern).items():
            found[name] = _Several((one[name] for one in matches), depth + 1)
        return self.match(after, tail, found)

    def variables(self, pattern: Any) -> dict[Identifier, int]:
        """Return the variables of a pattern, and how many ellipses are behind each."""
        return {
            name: depth
            for name, depth in _names(pattern, self.is_ellipsis).items()
            if name not in self.literals and strip(name) is not _UNDERSCORE
        }


def _list(data: list[Any]) -> Any:
    made: Any = NIL
    for each in reversed(data):
        made = Pair(each, made)
    return made


def match(
    pattern: Any,
    datum: Any,
    literals: frozenset[Identifier],
    scope: Scope,
    use: Scope,
    ellipsis: Identifier = _ELLIPSIS,
) -> dict[Identifier, Any] | None:
    """Return what the variables of a pattern match in a datum; None where it does not."""
    found: dict[Identifier, Any] = {}
    return found if _Matcher(literals, ellipsis, scope, use).match(pattern, datum, found) else None


def pattern_variables(
    pattern: Any, literals: frozenset[Identifier], scope: Scope, ellipsis: Identifier = _ELLIPSIS
) -> list[Identifier]:
    """Return the variables of a pattern."""
    return list(_Matcher(literals, ellipsis, scope, scope).variables(pattern))


class Template:
    """The filling in of templates in one expansion; the same new name is the same alias."""

    def __init__(
        self,
        ellipsis: Identifier | None,
        scope: Scope,
        renamed: dict[Identifier, Alias] | None = None,
    ) -> None:
        self.ellipsis = ellipsis
        self.scope = scope
        self.renamed = {} if renamed is None else renamed

    def rename(self, name: Identifier) -> Alias:
        """Return the alias of a name."""
        found = self.renamed.get(name)
        if found is None:
            found = self.renamed[name] = Alias(name, self.scope, self.renamed)
        return found

    def _is_ellipsis(self, datum: Any) -> bool:
        return datum is self.ellipsis or (
            datum.__class__ is Alias and self.ellipsis is _ELLIPSIS and strip(datum) is _ELLIPSIS
        )

    def fill(
        self, template: Any, found: dict[Identifier, Any], place: Place, literal: bool = False
    ) -> Any:
        """Return a template with what its variables have matched."""
        kind = template.__class__
        if kind is Pair:
            rest = template.cdr
            if not literal and self._is_ellipsis(template.car) and rest.__class__ is Pair:
                return self.fill(rest.car, found, place, literal=True)
            depth = 0
            if not literal:
                while rest.__class__ is Pair and self._is_ellipsis(rest.car):
                    depth += 1
                    rest = rest.cdr
            after = self.fill(rest, found, place, literal)
            if not depth:
                return Pair(self.fill(template.car, found, place, literal), after)
            for each in reversed(self._fill_several(template.car, found, place, depth)):
                after = Pair(each, after)
            return after
        if kind is list:
            return items(self.fill(_list(template), found, place, literal), place)
        if kind is Symbol or kind is Alias:
            if template in found:
                value = found[template]
                if value.__class__ is _Several:
                    complain(f"{name_of(template)} needs an ellipsis behind it here", place)
                return value
            return self.rename(template)
        return template

    def _fill_several(
        self, template: Any, found: dict[Identifier, Any], place: Place, depth: int
    ) -> list[Any]:
        # A variable with fewer ellipses in its pattern than here is repeated by the inner ones.
        names = [
            name
            for name, within in _names(template, self._is_ellipsis).items()
            if getattr(found.get(name), "depth", 0) >= within + depth
        ]
        if not names:
            complain("an ellipsis behind what has no variable with one", place)
        counts = {len(found[name]) for name in names}
        if len(counts) > 1:
            complain("variables of different lengths before one ellipsis", place)
        made: list[Any] = []
        for turn in range(counts.pop()):
            one = {**found, **{name: found[name][turn] for name in names}}
            if depth > 1:
                made += self._fill_several(template, one, place, depth - 1)
            else:
                made.append(self.fill(template, one, place))
        if len(made) > _MOST:
            complain("a macro whose expansion has no end", place)
        return made


def _names(template: Any, is_ellipsis: Callable[[Any], bool]) -> dict[Identifier, int]:
    """Return the identifiers in a pattern or template, and how many ellipses are behind each."""
    names: dict[Identifier, int] = {}
    stack = [(template, 0)]
    while stack:
        each, depth = stack.pop()
        if each.__class__ is Pair:
            rest, inside = each.cdr, depth
            while rest.__class__ is Pair and is_ellipsis(rest.car):
                inside += 1
                rest = rest.cdr
            stack += [(rest, depth), (each.car, inside)]
        elif each.__class__ is list:
            stack.append((_list(each), depth))
        elif is_identifier(each) and not is_ellipsis(each):
            names[each] = min(depth, names.get(each, depth))
    return names
