"""Functions of a port: the compiler's translation, in names and forms that people read.

What takes the place of what in the translation is the compiler's (`FunctionCompiler`). Here stand
the differences: names are Python's, library procedures are called by the names of their tables or
written in Python's own words (`plain`), and a tail call takes stack like any other unless it may
come back without end (`tails`).
"""

from __future__ import annotations

import ast
from typing import Any, Final

from ..analysis import called_lambda, can_repeat
from ..bridge import Bridged
from ..compiler import FunctionCompiler
from ..data import String
from ..fragments import call, constant, name, store
from ..nodes import (
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
    Primitive,
    PrimitiveRef,
    Sequence,
    Set,
    Variable,
)
from ..spelling import identifier
from . import plain_lists, plain_system, plain_texts, printing
from .direct import direct_call
from .literals import is_simple
from .plain import Plain
from .sheet import Sheet

__all__ = ["FunctionWriter", "nesting"]

_DEEPEST: Final = 40
"""How deep calls may be nested in an argument; Python takes no more than 200 brackets."""

_PLAIN: Final = plain_lists.PLAIN | plain_system.PLAIN | plain_texts.PLAIN | printing.PLAIN

_ROLES: Final = {
    "%guard": ("body", "handler"),
    "%parameterized": ("body",),
    "%delay": ("compute",),
    "dynamic-wind": ("before", "during", "after"),
    "with-exception-handler": ("handler", "body"),
    "catch": ("key", "body", "handler"),
    "call-with-current-continuation": ("receive",),
    "call-with-values": ("producer", "consumer"),
    "sort": ("items", "is_before"),
}
"""What functions are called that a program has as arguments of these procedures."""


class FunctionWriter(FunctionCompiler):
    """The translation of one procedure.

    Args:
        sheet: the file that is written.
        lambda_: the procedure.
        parent: what translates the procedure around it.
        used: the Python names that are used in it already.
    """

    def __init__(
        self,
        sheet: Sheet,
        lambda_: Lambda,
        parent: FunctionWriter | None = None,
        used: set[str] | None = None,
    ) -> None:
        super().__init__(sheet.image, sheet.file, sheet.numbers, lambda_, parent)
        self.sheet = sheet
        self.around: FunctionWriter | None = parent
        self.used = used if used is not None else set()
        self.calls_tail = False

    def within(self, lambda_: Lambda) -> FunctionWriter:
        """Return what translates a procedure that this one contains."""
        return FunctionWriter(self.sheet, lambda_, self)

    # Names

    def runtime(self, key: str) -> str:
        """Return how the file calls a name of `ported`."""
        return self.sheet.runtime(key)

    def is_used(self, text: str) -> bool:
        """Return whether a name is used in the function, around it, or by the file."""
        writer: FunctionWriter | None = self
        while writer is not None:
            if text in writer.used:
                return True
            writer = writer.around
        return self.sheet.is_used(text)

    def fresh(self, base: str) -> str:
        """Return a name that is not used here, and use it."""
        made, number = base, 2
        while self.is_used(made):
            made, number = f"{base.rstrip('_')}_{number}", number + 1
        return made

    def temporary(self) -> str:
        """Return the name of a new variable of the function."""
        made = self.fresh("value")
        self.used.add(made)
        return made

    def python(self, variable: Variable) -> str:
        """Return the Python name of a local variable."""
        if not variable.python:
            made = self.fresh(identifier(variable.name))
            owner: FunctionWriter = self
            while variable not in owner.locals and owner.around is not None:
                owner = owner.around
            if variable not in owner.locals:
                owner = self
            owner.used.add(made)
            variable.python = made
        return variable.python

    def python_of_primitive(self, primitive: Primitive) -> str:
        """Return the Python name of a library's name."""
        return self.sheet.primitive(primitive)

    # The function

    def definition(self, called_so: str) -> ast.FunctionDef:
        """Return the function's definition."""
        lambda_ = self.lambda_
        body = lambda_.body
        document = None
        if isinstance(body, Sequence) and isinstance(body.parts[0], Const):
            text = body.parts[0].value
            if isinstance(text, String) and len(body.parts) > 1:
                document = text.text
        made = super().definition(called_so)
        if document is not None:
            made.body.insert(0, ast.Expr(constant(document)))
        if not made.body:
            made.body.append(ast.Pass())
        _drop_last_return(made.body)
        if self.calls_tail:
            made.decorator_list.append(name(self.runtime("tail_calling")))
        return made

    def _procedure(self, node: Lambda | CaseLambda, out: list[ast.stmt]) -> ast.expr:
        return self.procedure(node, out, "")

    def procedure(self, node: Lambda | CaseLambda, out: list[ast.stmt], role: str) -> ast.expr:
        """Return the expression for a procedure; `role` is what it is called if it must be."""
        base = role or (identifier(node.name) if node.name else "")
        if not base:
            base = "thunk" if isinstance(node, Lambda) and not node.required else "procedure"
        if isinstance(node, CaseLambda):
            called_so = self.fresh(base)
            self.used.add(called_so)
            self._define(node, called_so, out)
            return name(called_so)
        made = self._inner(node, "")
        short = _as_lambda(made) if node.plain else None
        if short is not None:
            return self.at(short, node.place)  # type: ignore[no-any-return]
        made.name = self.fresh(base)
        self.used.add(made.name)
        out.append(made)
        return name(made.name)

    def into(self, node: Node, python: str, out: list[ast.stmt]) -> None:
        """Assign a node's value to a Python variable."""
        if isinstance(node, Lambda | CaseLambda):
            module, _, base = python.rpartition(".")
            if module:  # no definition can be of another module's variable
                out.append(ast.Assign([store(python)], self.procedure(node, out, base)))
            else:
                self._define(node, python, out)
            return
        before = len(out)
        super().into(node, python, out)
        if len(out) > before:
            self.mark(out[-1], node)

    def mark(self, made: ast.stmt, node: Node) -> None:
        """Give a statement the place of a form, unless it has one."""
        if not hasattr(made, "lineno"):
            self.at(made, node.place)

    # Values

    def _constant(self, value: Any) -> ast.expr:
        return self.sheet.constant(value)

    def operands(self, nodes: list[Node], out: list[ast.stmt]) -> list[ast.expr]:
        """Return expressions for the values of nodes that are evaluated in order."""
        return self.operands_for(nodes, out, ())

    def operands_for(
        self, nodes: list[Node], out: list[ast.stmt], roles: tuple[str, ...]
    ) -> list[ast.expr]:
        """Return expressions for arguments; `roles` says what functions among them are called."""
        made: list[ast.expr] = []
        for place, node in enumerate(nodes):
            before: list[ast.stmt] = []
            if isinstance(node, Lambda | CaseLambda):
                role = roles[place] if place < len(roles) else ""
                expression = self.procedure(node, before, role)
            else:
                expression = self.value(node, before)
            if nesting(expression) > _DEEPEST:
                held = self.temporary()
                before.append(ast.Assign([store(held)], expression))
                expression = name(held)
            if before:
                if not all(isinstance(each, ast.FunctionDef) for each in before):
                    for earlier_place, earlier in enumerate(made):
                        if not self._stable(nodes[earlier_place], earlier):
                            held = self.temporary()
                            out.append(ast.Assign([store(held)], earlier))
                            made[earlier_place] = name(held)
                out += before
            made.append(expression)
        return made

    def _stable(self, node: Node, made: ast.expr) -> bool:
        if isinstance(made, ast.Constant | ast.Lambda):
            return True
        match node:
            case Const(value=value):
                return is_simple(value)
            case LocalRef(variable=variable):
                return not variable.assigned
            case GlobalRef(variable=variable):
                return variable.definitions == 1
            case PrimitiveRef(primitive=primitive):
                return not primitive.assigned
        return isinstance(node, Lambda | CaseLambda)

    def _is_truth(self, node: Node) -> bool:
        return self.sheet.kinds.is_boolean(node)

    # Calls

    def _call(self, node: Call, out: list[ast.stmt], used: bool = True) -> ast.expr:
        match node.function:
            case PrimitiveRef(primitive=primitive) if not primitive.assigned:
                return self._primitive_call(node, primitive, out, used)
        arguments = self.operands([node.function, *node.arguments], out)
        function = arguments.pop(0)
        if self._is_ours(node):
            self.sheet.note(node, "")
            return self.at(ast.Call(function, arguments, []), node.place)  # type: ignore[no-any-return]
        self.sheet.note(node, "it is not known what is called")
        made = call(self.runtime("call"), function, *arguments)
        return self.at(made, node.place)  # type: ignore[no-any-return]

    def _primitive_call(
        self, node: Call, primitive: Primitive, out: list[ast.stmt], used: bool
    ) -> ast.expr:
        plain = self.plain(node)
        if plain is not None:
            made = plain(self, node, out, used)
            if made is not None:
                self.sheet.note(node, "")
                return self.at(made, node.place)  # type: ignore[no-any-return]
        entry = self.sheet.entry_for(node, primitive)
        roles = _ROLES.get(entry.name, ())
        arguments = self.operands_for(node.arguments, out, roles)
        self.sheet.note(node, self.sheet.reason(primitive))
        if entry.tail and entry.kind == "value":  # a generic function, which has methods
            arguments.insert(0, name(self.sheet.entry(entry)))
            return self.at(call(self.runtime("call"), *arguments), node.place)  # type: ignore[no-any-return]
        made = call(self.sheet.entry(entry), *arguments)
        return self.at(made, node.place)  # type: ignore[no-any-return]

    def plain(self, node: Call) -> Plain | None:
        """Return how Python says what a library's procedure does, if the table has that."""
        function = node.function
        if not isinstance(function, PrimitiveRef) or function.primitive.assigned:
            return None
        entry = function.primitive.entry
        if isinstance(entry, Bridged):
            return direct_call
        return _PLAIN.get(entry.name) if entry.kind == "procedure" else None

    def spliced(self, made: Lambda, out: list[ast.stmt]) -> list[str]:
        """Write a procedure's body where it stands; return its parameters' names."""
        self.locals.update(made.own)
        names = [self.python(each) for each in made.required]
        assert made.body is not None
        loops, self.loops = self.loops, []
        self.effect(made.body, out)
        self.loops = loops
        if not out:
            out.append(ast.Pass())
        return names

    def _is_ours(self, node: Call) -> bool:
        """Return whether what is called is surely a function of this program."""
        known = called_lambda(node)
        if known is not None:
            return True
        return self.sheet.kinds.is_ours(node.function)

    def _relies_on(self, node: Call) -> bool:
        return True

    def _finished(self, made: ast.expr, place: Any) -> ast.expr:
        return made

    # Effects

    def effect(self, node: Node, out: list[ast.stmt]) -> None:
        """Evaluate a node whose value nobody looks at."""
        before = len(out)
        if isinstance(node, Call):
            made = self._effect_of_call(node, out)
            if made is not None:
                for each in out[before:]:
                    self.mark(each, node)
                return
        super().effect(node, out)
        for each in out[before:]:
            self.mark(each, node)

    def _effect_of_call(self, node: Call, out: list[ast.stmt]) -> bool | None:
        made = self._call(node, out, used=False)
        if isinstance(made, ast.Constant | ast.Name):
            return True
        if isinstance(made, ast.Compare | ast.Attribute | ast.BinOp | ast.UnaryOp | ast.BoolOp):
            made = call(self.runtime("trusted"), made)  # evaluated for its errors alone
        out.append(self.at(ast.Expr(made), node.place))
        return True

    def _set(
        self, node: Set | Define, variable: Variable | Global | Primitive, out: list[ast.stmt]
    ) -> None:
        before = len(out)
        if isinstance(variable, Variable):
            if variable not in self.sheet.read:
                self.effect(node.value, out)
                return
            self.into(node.value, self._assigned(variable), out)
        else:
            if isinstance(variable, Primitive):
                python = self.python_of_primitive(variable)
            else:
                python = self.sheet.name_of(variable)
            if "." not in python:
                self.globals.add(python)
            self.into(node.value, python, out)
        if len(out) > before:
            self.mark(out[-1], node)

    def _bind(self, variable: Variable, value: Node, out: list[ast.stmt]) -> None:
        if variable not in self.sheet.read:
            self.effect(value, out)
            return
        super()._bind(variable, value, out)

    def _let_values(self, node: LetValues, out: list[ast.stmt]) -> None:
        variables = node.variables if node.rest is None else [*node.variables, node.rest]
        targets: list[ast.expr] = [store(self.python(each)) for each in variables]
        value = node.value
        if (
            node.rest is None
            and isinstance(value, Call)
            and isinstance(value.function, PrimitiveRef)
            and value.function.primitive.entry.name == "values"
            and not value.function.primitive.assigned
            and len(value.arguments) == len(variables) > 1
        ):
            made = self.operands(value.arguments, out)
            pair = ast.Tuple(made, ast.Load())
            out.append(self.at(ast.Assign([ast.Tuple(targets, ast.Store())], pair), node.place))
            return
        expression = self.value(value, out)
        helper = self.runtime("unpack" if node.rest is None else "unpack_rest")
        taken = call(helper, expression, constant(len(node.variables)))
        if len(targets) == 1:
            taken_one = ast.Subscript(taken, constant(0), ast.Load())
            out.append(self.at(ast.Assign(targets, taken_one), node.place))
        elif targets:
            out.append(self.at(ast.Assign([ast.Tuple(targets, ast.Store())], taken), node.place))
        else:
            out.append(self.at(ast.Expr(taken), node.place))

    def value(self, node: Node, out: list[ast.stmt]) -> ast.expr:
        """Return an expression for a node's value; statements that come first go to `out`."""
        if isinstance(node, GlobalRef):
            return self.at(name(self.sheet.name_of(node.variable)), node.place)  # type: ignore[no-any-return]
        if isinstance(node, If | Let | Fix | LetValues):
            self.sheet.note(node, "")
        return super().value(node, out)

    # Results

    def tail(self, node: Node, out: list[ast.stmt]) -> None:
        """Return a node's value from the function, or do what takes the place of that."""
        if isinstance(node, If | Let | Fix | LetValues):
            self.sheet.note(node, "")
        if isinstance(node, Set | Define) or (
            isinstance(node, Call) and self._gives_nothing(node)
        ):
            self.effect(node, out)
            out.append(self.at(ast.Return(None), node.place))
            return
        if isinstance(node, Const) and node.value is None:
            out.append(self.at(ast.Return(None), node.place))
            return
        before = len(out)
        super().tail(node, out)
        for each in out[before:]:
            self.mark(each, node)

    def _gives_nothing(self, node: Call) -> bool:
        """Return whether a call of a library's procedure gives the unspecified value."""
        function = node.function
        if not isinstance(function, PrimitiveRef) or function.primitive.assigned:
            return False
        return self.sheet.kinds.is_nothing(node)

    def _tail_call(self, node: Call, out: list[ast.stmt]) -> None:
        known = called_lambda(node)
        for loop in self.loops:
            if loop.lambda_ is known and len(node.arguments) == len(known.required):
                outermost = loop is self.loops[0]
                if not outermost or can_repeat(known):
                    self.sheet.note(node, "")
                    self._jump(loop, node, out)
                    return
        if self.sheet.tails.needs_no_stack(self.lambda_, node):
            self.calls_tail = True
            self.sheet.note(node, "a tail call that may have no end takes no stack")
            parts = self.operands([node.function, *node.arguments], out)
            made: ast.expr = call(self.runtime("tail_call"), *parts)
        else:
            made = self._call(node, out)
        out.append(self.at(ast.Return(self.at(made, node.place)), node.place))


def nesting(made: ast.expr) -> int:
    """Return how many expressions are nested in one, itself included."""
    known: int = getattr(made, "nesting", 0)
    if not known:
        inner = [each for each in ast.iter_child_nodes(made) if isinstance(each, ast.expr)]
        known = made.nesting = 1 + max(map(nesting, inner), default=0)  # type: ignore[attr-defined]
    return known


def _as_lambda(made: ast.FunctionDef) -> ast.Lambda | None:
    """Return a function as an expression, where it is one."""
    if made.decorator_list or made.args.defaults or made.args.vararg:
        return None
    match made.body:
        case [ast.Return(value=ast.expr() as value)]:
            pass
        case [ast.Expr(value=ast.Call() as value)]:
            pass
        case [
            ast.If(test=test, body=[ast.Return(value=ast.expr() as one)], orelse=[]),
            ast.Return(value=ast.expr() as other),
        ]:
            value = ast.IfExp(test, one, other)
        case _:
            return None
    return ast.Lambda(made.args, value)


def _drop_last_return(body: list[ast.stmt]) -> None:
    """Take away a return without a value at the very end of a function."""
    last = body[-1] if body else None
    if isinstance(last, ast.Return) and last.value is None and len(body) > 1:
        body.pop()
        _drop_last_return(body)
    elif isinstance(last, ast.Return) and last.value is None:
        body[-1] = ast.Pass()
    elif isinstance(last, ast.If) and not last.orelse:
        inner = last.body
        if isinstance(inner[-1], ast.Return) and inner[-1].value is None and len(inner) > 1:
            inner.pop()
