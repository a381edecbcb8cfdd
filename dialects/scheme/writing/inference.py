"""What variables hold and procedures return, as far as a look at the whole program tells.

A kind is a set of words for what a value may be; `any` is in it where nothing is known. A word
may say more behind a slash: `vector/3` is a vector of three items. Kinds
grow from nothing until no more is found, so that what they say of a program as a whole is true.
"""

from __future__ import annotations

import re
from typing import Final

from ..analysis import called_lambda, only_escapes
from ..bridge import Bridged
from ..data import EOF, NIL, Keyword, Pair, String, Symbol
from ..declaration import Entry
from ..image import Image
from ..libraries.manifests import table
from ..nodes import (
    And,
    Call,
    CaseLambda,
    Const,
    Define,
    Fix,
    Global,
    GlobalRef,
    If,
    Lambda,
    Let,
    LetValues,
    LocalRef,
    Node,
    Or,
    PrimitiveRef,
    Sequence,
    Set,
    Variable,
)
from .narrowing import DIVERGING, FALSE, narrowed, narrowings
from .returns import (
    ANY,
    ITEMS,
    LIST,
    NOTHING,
    Kind,
    car,
    cdr,
    consed,
    is_list,
    items,
    list_of,
    of_dialect,
    one,
    part_of_uri,
    returned,
)
from .tails import walk

__all__ = ["ANY", "Kind", "Kinds"]

NUMBER: Final[Kind] = frozenset({"int", "real"})
_PASSES: Final = 30
_LONGEST: Final = 100
"""How many items of a constant list are looked at."""
_PATH: Final = re.compile("c[ad]{1,4}r")
_LISTS: Final = table("libraries.lists")


_CLASSES: Final[dict[type, Kind]] = {
    bool: one("boolean"),  # which is true, that is
    int: one("int"),
    float: one("real"),
    str: one("char"),
    String: one("string"),
    Symbol: one("symbol"),
    Keyword: one("keyword"),
    Pair: one("pair"),
    list: one("vector"),
    bytearray: one("bytes"),
    type(None): one("none"),
    type(NIL): one("nil"),
    type(EOF): one("eof"),
}
_RESULTS: Final[dict[str, Kind]] = {
    "not": one("boolean"),
    "null?": one("boolean"),
    "pair?": one("boolean"),
    "eof-object?": one("boolean"),
    "eq?": one("boolean"),
    "eqv?": one("boolean"),
    "equal?": one("boolean"),
    "=": one("boolean"),
    "<": one("boolean"),
    ">": one("boolean"),
    "<=": one("boolean"),
    ">=": one("boolean"),
    "zero?": one("boolean"),
    "procedure?": one("boolean"),
    "display": one("none"),
    "write": one("none"),
    "newline": one("none"),
    "%record-constructor": one("function"),
    "%record-predicate": one("function"),
    "%record-accessor": one("function"),
    "%record-modifier": one("function"),
    "make-parameter": one("function"),
    "%record-type": one("type"),
}
_SAME: Final = frozenset(
    [
        "+",
        "-",
        "*",
        "max",
        "min",
        "abs",
        "quotient",
        "remainder",
        "modulo",
        "floor-quotient",
        "floor-remainder",
        "truncate-quotient",
        "truncate-remainder",
        "floor/",
        "gcd",
        "lcm",
        "square",
        "1+",
        "1-",
        "-1+",
        "add1",
        "sub1",
    ]
)
_SAME_LIST: Final = {
    "delete": 1,
    "drop": 0,
    "filter": 1,
    "list-copy": 0,
    "list-head": 0,
    "list-tail": 0,
    "remove": 1,
    "reverse": 0,
    "take": 0,
}
"""Procedures that return a list of items of one that they are given, and which that is."""
_MAPPING: Final = ("map", "for-each")
_KEEPING: Final = frozenset(
    [
        "bytevector-u8-set!",
        "close-port!",
        "hash-set!",
        "hash-table-delete!",
        "hash-table-set!",
        "hash-table-update!",
        "hash-table-update!/default",
        "hashq-set!",
        "hashtable-delete!",
        "hashtable-set!",
        "hashv-set!",
        "condition-variable-signal!",
        "mutex-lock!",
        "mutex-unlock!",
        "thread-join!",
        "thread-sleep!",
        "thread-start!",
        "thread-terminate!",
        "vector-fill!",
        "vector-set!",
    ]
)
"""Procedures that change something, but no pairs."""
_BUILDING_URIS: Final = frozenset({"build-relative-ref", "build-uri", "build-uri-reference"})
_CHANGING: Final = frozenset({"setter", "eval", "primitive-eval", "load", "set-current-module"})
"""Procedures by which pairs may be changed that have no `!` at the end."""


class Kinds:
    """The kinds of values in a program.

    Args:
        tops: the forms at the top, each in a lambda of its own.
        image: of the program.
        dynamic: whether the program evaluates what may change its variables.
    """

    def __init__(self, tops: list[Lambda], image: Image, dynamic: bool = False) -> None:
        self.image = image
        self.variables: dict[Variable | Global, Kind] = {}
        self.returns: dict[Lambda, Kind] = {}
        self._pass: dict[int, Kind] = {}
        self._changed = False
        self._open: set[Lambda] = set()
        self._narrowings = narrowings(tops)
        nodes = list(walk(tops))
        used = {node.primitive.entry for node, _ in nodes if isinstance(node, PrimitiveRef)}
        self._changes_pairs = dynamic or any(map(_may_change_pairs, used))
        self._builds_uris = dynamic or any(
            each.name.startswith("build-uri") or each.name == "build-relative-ref" for each in used
        )
        referenced: set[Global] = set()
        for node, called in nodes:
            if isinstance(node, GlobalRef) and not called:
                referenced.add(node.variable)
        for node, _ in nodes:
            if isinstance(node, GlobalRef) and dynamic:
                self.variables[node.variable] = ANY
            if isinstance(node, Lambda) and not self._is_closed(node, referenced, dynamic):
                self._open.add(node)
        for top in tops:
            self._open.discard(top)
        for node, _ in nodes:
            mapped = self._mapped(node)
            if mapped is not None:
                self._open.discard(mapped)
        lambdas = [node for node, _ in nodes if isinstance(node, Lambda)]
        for each in self._open:
            for variable in each.required:
                self.variables[variable] = ANY
        for made in lambdas:
            for variable, _ in made.optional:
                self.variables[variable] = ANY
            for variable, _, _ in made.keys:
                self.variables[variable] = ANY
            if made.rest is not None:
                self.variables[made.rest] = LIST
        for number in range(_PASSES):
            self._changed = False
            self._pass = {}
            for made in lambdas:
                if made.body is not None:
                    found = self.returns.get(made, NOTHING) | self.of(made.body)
                    if found != self.returns.get(made):
                        self.returns[made] = found
                        self._changed = True
            for node, _ in nodes:
                self._flow(node)
            if not self._changed:
                break
            if number == _PASSES - 2:  # what still grows is given up
                for made in lambdas:
                    self.returns[made] = ANY
                    for variable in made.own:
                        self.variables[variable] = ANY
                for node, _ in nodes:
                    if isinstance(node, GlobalRef):
                        self.variables[node.variable] = ANY

    def _is_closed(self, made: Lambda, referenced: set[Global], dynamic: bool) -> bool:
        """Return whether a procedure is called by its name alone."""
        bound = made.bound_to
        if isinstance(bound, Variable):
            return not made.escapes
        if isinstance(bound, Global):
            return not dynamic and bound.definitions == 1 and bound not in referenced
        return False

    def _mapped(self, node: Node) -> Lambda | None:
        """Return the procedure without a name that a call gives the items of lists."""
        match node:
            case Call(
                function=PrimitiveRef(primitive=primitive),
                arguments=[Lambda(plain=True) as made, *lists],
            ) if (
                not primitive.assigned
                and any(primitive.entry is _LISTS[each] for each in _MAPPING)
                and made.bound_to is None
                and len(made.required) == len(lists) > 0
            ):
                return made
        return None

    # Flow

    def _give(self, variable: Variable | Global, kind: Kind) -> None:
        before = self.variables.get(variable, NOTHING)
        if "any" in before:
            return
        made = ANY if "any" in kind else before | kind
        if made != before or variable not in self.variables:
            self.variables[variable] = made
            self._changed = True

    def _flow(self, node: Node) -> None:
        match node:
            case Let():
                for variable, value in zip(node.variables, node.values, strict=True):
                    self._give(variable, self.of(value))
            case Fix():
                for each, value in zip(node.variables, node.values, strict=True):
                    if each is not None:
                        self._give(each, self.of(value))
            case LetValues():
                for variable in node.variables:
                    self._give(variable, ANY)
                if node.rest is not None:
                    self._give(node.rest, LIST)
            case Set() | Define():
                if isinstance(node.variable, Variable | Global):
                    self._give(node.variable, self.of(node.value))
            case Call():
                mapped = self._mapped(node)
                if mapped is not None:
                    for variable, argument in zip(
                        mapped.required, node.arguments[1:], strict=True
                    ):
                        self._give(variable, items(self.of(argument)))
                    return
                made = called_lambda(node)
                if made is None or made in self._open:
                    return
                if len(node.arguments) < len(made.required):
                    return
                for variable, argument in zip(made.required, node.arguments, strict=False):
                    self._give(variable, self.of(argument))

    # Kinds

    def of(self, node: Node) -> Kind:
        """Return what a node may give."""
        found = self._pass.get(id(node))
        if found is None:
            found = self._found(node)
            if "any" in found:
                found = ANY
            self._pass[id(node)] = found
        return found

    def _found(self, node: Node) -> Kind:
        match node:
            case Const(value=value):
                return self._of_constant(value)
            case LocalRef(variable=variable):
                kind = self.variables.get(variable, NOTHING)
                fact = self._narrowings.get(id(node))
                return kind if fact is None else narrowed(kind, fact)
            case GlobalRef(variable=variable):
                if not variable.defined:
                    return ANY
                return self.variables.get(variable, NOTHING)
            case Lambda() | CaseLambda() | PrimitiveRef():
                if isinstance(node, PrimitiveRef):
                    return self._of_value(node)
                return one("function")
            case If():
                return self.of(node.then) | self.of(node.otherwise)
            case And():
                kinds = frozenset[str]().union(*map(self.of, node.parts[-1:]))
                return kinds | FALSE if len(node.parts) > 1 else kinds
            case Or():
                early = NOTHING.union(*map(self.of, node.parts[:-1])) - FALSE
                return early.union(*map(self.of, node.parts[-1:]))
            case Sequence():
                return self.of(node.parts[-1])
            case Let() | LetValues() | Fix():
                return self.of(node.body)
            case Set() | Define():
                return one("none")
            case Call():
                return self._of_call(node)
        return ANY

    def _of_constant(self, value: object) -> Kind:
        if value is False:
            return FALSE
        if not isinstance(value, Pair) or self._changes_pairs:
            return _CLASSES.get(value.__class__, ANY)
        found, rest = NOTHING, value
        for _ in range(_LONGEST):
            found |= self._of_constant(rest.car)
            if not isinstance(rest.cdr, Pair):
                return list_of(found, filled=True) if rest.cdr is NIL else one("pair")
            rest = rest.cdr
        return one("pair")

    def _of_value(self, node: PrimitiveRef) -> Kind:
        entry = node.primitive.entry
        if node.primitive.assigned:
            return ANY
        if entry.kind == "procedure":
            return one("function")
        if isinstance(entry, Bridged):
            value = entry.value
            return one("int") if type(value) is int else ANY
        return _CLASSES.get(entry.value.__class__, ANY)

    def _of_call(self, node: Call) -> Kind:
        function = node.function
        if isinstance(function, PrimitiveRef):
            if function.primitive.assigned:
                return ANY
            return self._of_primitive(function.primitive.entry, node)
        known = called_lambda(node)
        return self.returns.get(known, NOTHING) if known is not None else ANY

    def _of_primitive(self, entry: Entry, node: Call) -> Kind:
        if isinstance(entry, Bridged):
            return self._of_dialect(entry)
        name = entry.name
        if entry.kind != "procedure":
            return ANY
        if name in _RESULTS:
            return _RESULTS[name]
        if name in DIVERGING:
            return NOTHING
        found = self._of_pairs(entry, node)
        if found is not None:
            return found
        if name == "vector":
            return one(f"vector/{len(node.arguments)}")
        if name == "values" and len(node.arguments) == 1:
            return self.of(node.arguments[0])
        if name in _SAME:
            kinds = frozenset[str]().union(*map(self.of, node.arguments))
            if kinds <= one("int"):
                return one("int")
            return NUMBER if kinds <= NUMBER else frozenset({"int", "real", "complex"})
        part = part_of_uri(entry)
        if part is not None:
            return ANY if self._builds_uris else part
        kind = returned(entry, len(node.arguments))
        if name in ITEMS and kind == LIST and not self._changes_pairs:
            return list_of(ITEMS[name])
        return kind

    def _of_pairs(self, entry: Entry, node: Call) -> Kind | None:
        """Return what a procedure of lists returns; None for another."""
        kinds = [self.of(each) for each in node.arguments]
        name = entry.name
        if name == "list":
            if self._changes_pairs or not kinds:
                return one("pair" if kinds else "nil")
            return list_of(NOTHING.union(*kinds), filled=True) if all(kinds) else NOTHING
        if name == "cons" and len(kinds) == 2:
            return one("pair") if self._changes_pairs else consed(*kinds)
        place = _SAME_LIST.get(name, len(kinds))
        if place < len(kinds) and is_list(kinds[place]):
            return kinds[place] | one("nil")
        if len(kinds) == 1 and _PATH.fullmatch(name):
            kind = kinds[0]
            for letter in reversed(name[1:-1]):
                kind = car(kind) if letter == "a" else cdr(kind)
            return kind
        if entry is _LISTS["map"] and len(kinds) > 1 and not self._changes_pairs:
            made = node.arguments[0]
            if isinstance(made, GlobalRef) and made.variable.definitions == 1:
                made = made.variable.value or made
            if isinstance(made, Lambda) and made.plain:
                return list_of(self.returns.get(made, NOTHING))
        return None

    def _of_dialect(self, entry: Bridged) -> Kind:
        declared = entry.declared
        if declared is None or declared.kind != "procedure":
            return ANY
        try:
            result = declared.result
        except TypeError:
            return ANY
        return of_dialect(result, entry.byte_strings)

    # Questions

    def is_boolean(self, node: Node) -> bool:
        """Return whether a node gives a boolean."""
        return self.of(node) <= frozenset({"boolean", "false"})

    def only(self, node: Node, *words: str) -> bool:
        """Return whether a node gives nothing but values of these kinds."""
        bases = {each.partition("/")[0] for each in self.of(node)}
        return all(each in words or (each == "false" and "boolean" in words) for each in bases)

    def only_list(self, node: Node) -> bool:
        """Return whether a node gives nothing but proper lists, which stay so."""
        return is_list(self.of(node))

    def items_are(self, node: Node, *words: str) -> bool:
        """Return whether the items of what a node gives are of these kinds alone."""
        return items(self.of(node)) <= frozenset(words)

    def items(self, node: Node) -> int:
        """Return how many items a vector has at least; 0 where it may be anything else."""
        words = [each.partition("/") for each in self.of(node)]
        if not words or any(base != "vector" for base, _, _ in words):
            return 0
        return min(int(count or 0) for _, _, count in words)

    def is_ours(self, node: Node) -> bool:
        """Return whether a node gives a function that makes all its tail calls itself."""
        kind = self.of(node)
        return kind <= one("function")

    def is_nothing(self, node: Call) -> bool:
        """Return whether a call gives the unspecified value."""
        return self.of(node) == one("none")

    def continuation(self, node: Call) -> Entry:
        """Return the procedure that a call with a continuation calls."""
        receiver = node.arguments[0] if len(node.arguments) == 1 else None
        escapes = receiver is None or (isinstance(receiver, Lambda) and only_escapes(receiver))
        if escapes:
            return table("libraries.control")["call-with-current-continuation"]
        return table("libraries.internal")["%call/cc"]


def _may_change_pairs(entry: Entry) -> bool:
    """Return whether a procedure may change pairs that it did not make."""
    name = entry.name
    return name in _CHANGING or (name.endswith("!") and name not in _KEEPING)
