"""What variables hold and procedures return, as far as a look at the whole program tells.

A kind is a set of words for what a value may be; `any` is in it where nothing is known. A word
may say more behind a slash: `vector/3` is a vector of three items. Kinds
grow from nothing until no more is found, so that what they say of a program as a whole is true.
"""

from __future__ import annotations

from typing import Final

from ...results import Result
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
from .tails import walk

__all__ = ["ANY", "Kind", "Kinds"]

Kind = frozenset[str]
ANY: Final[Kind] = frozenset({"any"})
NOTHING: Final[Kind] = frozenset()
NUMBER: Final[Kind] = frozenset({"int", "real"})
LIST: Final[Kind] = frozenset({"pair", "nil"})
_PASSES: Final = 30


def one(word: str) -> Kind:
    """Return the kind of one word."""
    return frozenset({word})


_CLASSES: Final[dict[type, Kind]] = {
    bool: one("boolean"),
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
_RETURNS: Final[dict[str, Kind]] = {
    "bool": one("boolean"),
    "int": one("int"),
    "Int": one("int"),
    "Index": one("int"),
    "Byte": one("int"),
    "Text": one("string"),
    "Str": one("string"),
    "String": one("string"),
    "Char": one("char"),
    "Items": LIST,
    "Vec": one("vector"),
    "Bytes": one("bytes"),
    "bytearray": one("bytes"),
    "Sym": one("symbol"),
    "Name": one("symbol"),
    "Symbol": one("symbol"),
    "None": one("none"),
}
_RESULTS: Final[dict[str, Kind]] = {
    "cons": one("pair"),
    "list": LIST,
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
    "error": NOTHING,
    "raise": NOTHING,
    "exit": NOTHING,
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
_OBJECTS: Final = frozenset({"object", "socket", "port", "record", "condition"})


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
        nodes = list(walk(tops))
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
                return _CLASSES.get(value.__class__, ANY)
            case LocalRef(variable=variable):
                return self.variables.get(variable, NOTHING)
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
                return kinds | one("boolean") if len(node.parts) > 1 else kinds
            case Or():
                return frozenset[str]().union(*map(self.of, node.parts))
            case Sequence():
                return self.of(node.parts[-1])
            case Let() | LetValues() | Fix():
                return self.of(node.body)
            case Set() | Define():
                return one("none")
            case Call():
                return self._of_call(node)
        return ANY

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
        if name == "vector":
            return one(f"vector/{len(node.arguments)}")
        if name == "values" and len(node.arguments) == 1:
            return self.of(node.arguments[0])
        if name in _SAME:
            kinds = frozenset[str]().union(*map(self.of, node.arguments))
            if kinds <= one("int"):
                return one("int")
            return NUMBER if kinds <= NUMBER else frozenset({"int", "real", "complex"})
        told = getattr(entry.function, "__annotations__", {}).get("return")
        return _RETURNS.get(told, ANY) if isinstance(told, str) else ANY

    def _of_dialect(self, entry: Bridged) -> Kind:
        declared = entry.declared
        if declared is None or declared.kind != "procedure":
            return ANY
        try:
            result = declared.result
        except TypeError:
            return ANY
        return _of_result(result, entry.byte_strings)

    # Questions

    def is_boolean(self, node: Node) -> bool:
        """Return whether a node gives a boolean."""
        return self.of(node) <= one("boolean")

    def only(self, node: Node, *words: str) -> bool:
        """Return whether a node gives nothing but values of these kinds."""
        return all(each.partition("/")[0] in words for each in self.of(node))

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


def _of_result(result: Result, byte_strings: bool) -> Kind:
    match result.kind:
        case "bytevector":
            return one("string" if byte_strings else "bytes")
        case "either":
            return frozenset[str]().union(
                *(_of_result(each, byte_strings) for each in result.parts)
            )
        case "integer":
            return one("int")
        case "real":
            return one("real")
        case "boolean" | "false":
            return one("boolean")
        case "character":
            return one("char")
        case "string" | "symbol" | "eof" | "vector":
            return one(str(result.kind))
        case "unspecified":
            return one("none")
        case "list":
            return LIST
        case "pair":
            return one("pair")
    return one("object") if result.kind in _OBJECTS else ANY
