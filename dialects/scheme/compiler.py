"""The compiler: nodes to Python's `ast`, with the places of the program in it.

Strategy: a Scheme procedure becomes a Python function, its variables that function's variables,
and an expression a Python expression, as long as Python has one for it; else statements before it,
and what was to be evaluated earlier is put into variables first. A node is translated for what
becomes of it: its value (`value`), a truth (`test`), nothing (`effect`), a variable (`into`), or
the procedure's result (`tail`).

A tail call returns a tuple, the procedure and its arguments, and every call whose procedure might
do so looks at what it gets. A procedure that calls itself as its last act becomes a loop, and so
does a `named let` or a `do`; see `analysis` for when. Names in the Python code are not Python's:
globals begin with the Scheme name, locals have a number behind it, and what a program cannot name
begins with `%`.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from types import CodeType
from typing import Any, Final

from attrs import define, field

from .analysis import (
    analyse,
    called_lambda,
    can_repeat,
    is_loop,
    may_tail_call,
    only_escapes,
)
from .arguments import UNSET, before_keywords, choose_clause, take_keywords, unpack, unpack_rest
from .calls import called, finish, first_value
from .data import EOF, NIL, Pair, to_list
from .equality import is_eq, is_equal, is_eqv
from .fragments import call, class_of, constant, is_, is_not, name, store
from .image import Image
from .inlines import INLINES, Inline, twice
from .libraries.manifests import table
from .nodes import (
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
    Primitive,
    PrimitiveRef,
    Sequence,
    Set,
    Variable,
)
from .numbers import COMPARISONS, add, multiply, subtract
from .syntax import complain
from .tokens import Place

__all__ = ["RUNTIME", "FunctionCompiler", "Loop", "Unit", "compile_forms"]

RUNTIME: Final[dict[str, Any]] = {
    "%add": add,
    "%before_keywords": before_keywords,
    "%called": called,
    "%choose": choose_clause,
    "%eof": EOF,
    "%finish": finish,
    "%first": first_value,
    "%int": int,
    "%keywords": take_keywords,
    "%list": list,
    "%multiply": multiply,
    "%nil": NIL,
    "%Pair": Pair,
    "%subtract": subtract,
    "%to_list": to_list,
    "%tuple": tuple,
    "%unpack": unpack,
    "%unpack_rest": unpack_rest,
    "%unset": UNSET,
    "%str": str,
    "%eq?": is_eq,
    "%eqv?": is_eqv,
    "%equal?": is_equal,
} | {f"%{each}": function for each, function in COMPARISONS.items()}
"""What compiled code refers to besides the program's own names."""

_CALL_CC: Final = table("libraries.control")["call-with-current-continuation"]
_SIMPLE: Final = frozenset({bool, int, float, complex, str, type(None)})


@define
class Unit:
    """Compiled forms: the code that defines a function for each, and the functions' names."""

    code: CodeType
    functions: list[str]


def compile_forms(nodes: Iterable[Node], image: Image, file: str) -> Unit:
    """Return the code of forms at the top, in order."""
    tops = [Lambda(node.place, "", body=node) for node in nodes]
    procedures = [analyse(top) for top in tops]
    body: list[ast.stmt] = []
    names = []
    numbers = itertools.count(1)
    for number, top in enumerate(tops, 1):
        name = f"%form{number}"
        names.append(name)
        function = FunctionCompiler(image, file, numbers, top, None)
        try:
            for each in procedures[number - 1]:
                may_tail_call(each)  # as it is compiled now, whatever is defined later
            body.append(function.definition(name))
        except RecursionError:
            complain("a form that is nested too deep", top.place)
    try:
        return Unit(_code(body, file), names)
    except (RecursionError, MemoryError):
        for top, one in zip(tops, body, strict=True):
            try:
                _code([one], file)
            except (RecursionError, MemoryError):
                complain("a form that is nested too deep", top.place)
        raise


def _code(body: list[ast.stmt], file: str) -> CodeType:
    module = ast.Module(body=body, type_ignores=[])
    ast.fix_missing_locations(module)
    return compile(module, file, "exec", dont_inherit=True)


@define(eq=False)
class Loop:
    """A loop that is being translated: its procedure, and the outer ones it is left for."""

    lambda_: Lambda
    number: int
    repeats: bool = False
    leaves_for: list[Loop] = field(factory=list)


class FunctionCompiler:
    """The translation of one procedure."""

    def __init__(
        self,
        image: Image,
        file: str,
        numbers: Any,
        lambda_: Lambda,
        parent: FunctionCompiler | None,
    ) -> None:
        self.image = image
        self.file = file
        self.numbers = numbers
        self.lambda_ = lambda_
        self.parent = parent
        around = parent.place if parent is not None else lambda_.place
        self.place: Place = self.placed(lambda_.place) or around
        self.loops: list[Loop] = []
        self.nonlocals: set[str] = set()
        self.globals: set[str] = set()
        self.locals: set[Variable] = set(lambda_.own)

    # Places and names

    def placed(self, place: Place) -> Place | None:
        """Return a place where it is in the file that is compiled."""
        return place if place.file == self.file and place.line > 0 else None

    def at(self, made: Any, place: Place) -> Any:
        """Give a Python node the place of a form."""
        where = self.placed(place) or self.place
        made.lineno = made.end_lineno = max(where.line, 1)
        made.col_offset = max(where.column - 1, 0)
        made.end_col_offset = made.col_offset + 1
        return made

    def temporary(self) -> str:
        """Return the name of a new variable of the function."""
        return f"%{next(self.numbers)}"

    def python(self, variable: Variable) -> str:
        """Return the Python name of a local variable."""
        if not variable.python:
            variable.python = f"{variable.name}\0{next(self.numbers)}"
        return variable.python

    def python_of_primitive(self, primitive: Primitive) -> str:
        """Return the Python name of a library's name, which has its value from now on."""
        if not primitive.python:
            primitive.python = self.image.allocate(primitive.entry.name)
            self.image.globals[primitive.python] = primitive.entry.value
        return primitive.python

    # The function

    def definition(self, called_so: str) -> ast.FunctionDef:
        """Return the function's definition."""
        lambda_ = self.lambda_
        prologue: list[ast.stmt] = []
        arguments = self._parameters(prologue)
        loop = Loop(lambda_, next(self.numbers))
        self.loops.append(loop)
        body: list[ast.stmt] = []
        assert lambda_.body is not None
        self.tail(lambda_.body, body)
        self.loops.pop()
        if loop.repeats:
            body = [ast.While(constant(True), body, [])]
        declarations: list[ast.stmt] = []
        if self.globals:
            declarations.append(ast.Global(sorted(self.globals)))
        if self.nonlocals:
            declarations.append(ast.Nonlocal(sorted(self.nonlocals)))
        made = ast.FunctionDef(
            called_so, arguments, [*declarations, *prologue, *body], [], None, None
        )
        self.at(made, lambda_.place)
        return made

    def _parameters(self, prologue: list[ast.stmt]) -> ast.arguments:
        lambda_ = self.lambda_
        names = [self.python(each) for each in lambda_.required]
        names += [self.python(each) for each, _ in lambda_.optional]
        rest = None
        if lambda_.keys:
            rest = self.temporary()
        elif lambda_.rest is not None:
            rest = self.python(lambda_.rest)
        if lambda_.keys and lambda_.optional and lambda_.keywords_end:
            optional = [self.python(each) for each, _ in lambda_.optional]
            given = ast.Tuple([name(each) for each in optional], ast.Load())
            targets = ast.Tuple([store(each) for each in (*optional, rest or "")], ast.Store())
            prologue.append(
                ast.Assign([targets], call("%before_keywords", given, name(rest or "")))
            )
        for variable, default in lambda_.optional:
            self._default(variable, default, prologue)
        if lambda_.keys:
            self._keywords(rest or "", prologue)
        elif lambda_.rest is not None:
            taken = call("%to_list", name(rest or ""))
            prologue.append(ast.Assign([store(rest or "")], taken))
        return ast.arguments(
            [],
            [ast.arg(each) for each in names],
            ast.arg(rest) if rest is not None else None,
            [],
            [],
            None,
            [name("%unset") for _ in lambda_.optional],
        )

    def _default(self, variable: Variable, default: Node, out: list[ast.stmt]) -> None:
        """Give a parameter its default where it was left out."""
        python = self.python(variable)
        body: list[ast.stmt] = []
        self.into(default, python, body)
        out.append(ast.If(is_(name(python), name("%unset")), body, []))

    def _keywords(self, rest: str, out: list[ast.stmt]) -> None:
        lambda_ = self.lambda_
        table = tuple(keyword for _, keyword, _ in lambda_.keys)
        lenient = lambda_.other_keys or lambda_.rest is not None
        targets: list[ast.expr] = [store(self.python(variable)) for variable, _, _ in lambda_.keys]
        taken = ast.Call(
            name("%keywords"),
            [
                name(rest),
                name(self.image.constant(table)),
                constant(lenient),
                *([constant(True)] if lambda_.pairwise else []),
            ],
            [],
        )
        out.append(ast.Assign([ast.Tuple(targets, ast.Store())], taken))
        if lambda_.rest is not None:
            listed = call("%to_list", name(rest))
            out.append(ast.Assign([store(self.python(lambda_.rest))], listed))
        for variable, _, default in lambda_.keys:
            self._default(variable, default, out)

    def _inner(self, lambda_: Lambda, called_so: str) -> ast.FunctionDef:
        return self.within(lambda_).definition(called_so)

    def within(self, lambda_: Lambda) -> FunctionCompiler:
        """Return what translates a procedure that this one contains."""
        return FunctionCompiler(self.image, self.file, self.numbers, lambda_, self)

    def _bound(self, variable: Variable) -> bool:
        """Return whether a variable is of this function, not of one around it."""
        return variable in self.locals

    def _assigned(self, variable: Variable) -> str:
        """Return the Python name of a variable that this function assigns to."""
        python = self.python(variable)
        if not self._bound(variable):
            self.nonlocals.add(python)
        return python

    # Values

    def value(self, node: Node, out: list[ast.stmt]) -> ast.expr:
        """Return an expression for a node's value; statements that come first go to `out`."""
        match node:
            case Const(value=value):
                return self._constant(value)
            case LocalRef(variable=variable):
                return self.at(name(self.python(variable)), node.place)  # type: ignore[no-any-return]
            case GlobalRef(variable=variable):
                return self.at(name(variable.python), node.place)  # type: ignore[no-any-return]
            case PrimitiveRef(primitive=primitive):
                return name(self.python_of_primitive(primitive))
            case Call():
                return self._call(node, out)
            case Lambda() | CaseLambda():
                return self._procedure(node, out)
            case If():
                return self._choice(node, out)
            case And() | Or():
                return self._logic(node, out)
            case Set() | Define():
                self.effect(node, out)
                return constant(None)
            case Sequence():
                for each in node.parts[:-1]:
                    self.effect(each, out)
                return self.value(node.parts[-1], out)
            case Let():
                self._let(node, out)
                return self.value(node.body, out)
            case LetValues():
                self._let_values(node, out)
                return self.value(node.body, out)
            case Fix():
                self._fix(node, out)
                return self.value(node.body, out)
        raise AssertionError(node)

    def _constant(self, value: Any) -> ast.expr:
        if value.__class__ in _SIMPLE:
            return constant(value)
        if value is NIL:
            return name("%nil")
        return name(self.image.constant(value))

    def single(self, node: Node, out: list[ast.stmt]) -> ast.expr:
        """Return an expression for a node's value where one value is wanted."""
        made = self.value(node, out)
        if not self.image.profile.first_value or not isinstance(node, Call):
            return made
        function = node.function
        if isinstance(function, PrimitiveRef) and function.primitive.entry.gives_values():
            return call("%first", made)
        return made

    def operands(self, nodes: list[Node], out: list[ast.stmt]) -> list[ast.expr]:
        """Return expressions for the values of nodes that are evaluated in order."""
        made: list[ast.expr] = []
        for node in nodes:
            before: list[ast.stmt] = []
            expression = self.single(node, before)
            if before:
                for place, earlier in enumerate(made):
                    if not self._stable(nodes[place], earlier):
                        held = self.temporary()
                        out.append(ast.Assign([store(held)], earlier))
                        made[place] = name(held)
                out += before
            made.append(expression)
        return made

    def _stable(self, node: Node, made: ast.expr) -> bool:
        """Return whether an expression has the same value later on."""
        if isinstance(made, ast.Constant):
            return True
        if not isinstance(made, ast.Name):
            return False
        if made.id.startswith("%"):
            return True
        match node:
            case LocalRef(variable=variable):
                return not variable.assigned
            case PrimitiveRef(primitive=primitive):
                return not primitive.assigned
        return isinstance(node, Lambda | CaseLambda)

    def _procedure(self, node: Lambda | CaseLambda, out: list[ast.stmt]) -> ast.expr:
        called_so = f"{node.name or 'lambda'}\0{next(self.numbers)}"
        self._define(node, called_so, out)
        return name(called_so)

    def _define(self, node: Lambda | CaseLambda, called_so: str, out: list[ast.stmt]) -> None:
        """Define a procedure under a Python name."""
        if isinstance(node, Lambda):
            out.append(self._inner(node, called_so))
            return
        clauses = []
        for clause in node.clauses:
            clause.name = node.name
            function = self._procedure(clause, out)
            least = len(clause.required)
            most = None if clause.rest is not None or clause.keys else least + len(clause.optional)
            clauses.append(ast.Tuple([constant(least), constant(most), function], ast.Load()))
        table = ast.Tuple(list(clauses), ast.Load())
        chosen = ast.Call(name("%choose"), [constant(node.name), table], [])
        out.append(ast.Assign([store(called_so)], self.at(chosen, node.place)))

    def _choice(self, node: If, out: list[ast.stmt]) -> ast.expr:
        test = self.test(node.test, out)
        return self._either(test, self._made(node.then), self._made(node.otherwise), out)

    def _made(self, node: Node) -> tuple[list[ast.stmt], ast.expr]:
        """Return a node's value, and the statements that come first."""
        before: list[ast.stmt] = []
        expression = self.value(node, before)
        return before, expression

    def _either(
        self,
        test: ast.expr,
        one: tuple[list[ast.stmt], ast.expr],
        other: tuple[list[ast.stmt], ast.expr],
        out: list[ast.stmt],
    ) -> ast.expr:
        """Return the expression for one of two, each perhaps with statements before it."""
        if not one[0] and not other[0]:
            return ast.IfExp(test, one[1], other[1])
        held = self.temporary()
        then, otherwise = (
            [*before, ast.Assign([store(held)], value)] for before, value in (one, other)
        )
        out.append(ast.If(test, then, otherwise))
        return name(held)

    def _logic(self, node: And | Or, out: list[ast.stmt]) -> ast.expr:
        *parts, last = node.parts
        before, made = self._made(last)
        for each in reversed(parts):
            tested: list[ast.stmt] = []
            if isinstance(node, And):
                test = self.test(each, tested)
                made = self._either(test, (before, made), ([], constant(False)), tested)
            elif self._is_truth(each):
                test = self.test(each, tested)
                made = self._either(test, ([], constant(True)), (before, made), tested)
            else:
                first, again = twice(self, self.value(each, tested))
                test = is_not(first, constant(False))
                made = self._either(test, ([], again), (before, made), tested)
            before = tested
        out += before
        return made

    def _is_truth(self, node: Node) -> bool:
        """Return whether a node's value is always a boolean, which the expression is as well."""
        match node:
            case Const(value=value):
                return value.__class__ is bool
            case Call(function=PrimitiveRef(primitive=primitive)):
                inline = self._inline(primitive, len(node.arguments))
                return inline is not None and inline.boolean
        return False

    # Truths

    def test(self, node: Node, out: list[ast.stmt]) -> ast.expr:
        """Return an expression that Python finds true where Scheme finds the node's value so."""
        match node:
            case Const(value=value):
                return constant(value is not False)
            case And() | Or():
                return self._tests(node, out)
            case Call(function=PrimitiveRef(primitive=primitive), arguments=[argument]) if (
                primitive.entry.name == "not" and not primitive.assigned
            ):
                return ast.UnaryOp(ast.Not(), self.test(argument, out))
            case Sequence():
                for each in node.parts[:-1]:
                    self.effect(each, out)
                return self.test(node.parts[-1], out)
            case If():
                test = self.test(node.test, out)
                one, other = self._tested(node.then), self._tested(node.otherwise)
                return self._either(test, one, other, out)
        expression = self.value(node, out)
        if self._is_truth(node):
            return expression
        return is_not(expression, constant(False))

    def _tested(self, node: Node) -> tuple[list[ast.stmt], ast.expr]:
        before: list[ast.stmt] = []
        expression = self.test(node, before)
        return before, expression

    def _tests(self, node: And | Or, out: list[ast.stmt]) -> ast.expr:
        *parts, last = map(self._tested, node.parts)
        before, made = last
        operator: ast.boolop = ast.And() if isinstance(node, And) else ast.Or()
        for tested, test in reversed(parts):
            if before:
                goes_on = (before, made)
                if isinstance(node, And):
                    made = self._either(test, goes_on, ([], constant(False)), tested)
                else:
                    made = self._either(test, ([], constant(True)), goes_on, tested)
            elif isinstance(made, ast.BoolOp) and made.op is operator:
                made.values.insert(0, test)
            else:
                made = ast.BoolOp(operator, [test, made])
            before = tested
        out += before
        return made

    # Calls

    def _inline(self, primitive: Primitive, count: int) -> Inline | None:
        if primitive.assigned:
            return None
        return INLINES.get((primitive.entry.name, count))

    def _call(self, node: Call, out: list[ast.stmt]) -> ast.expr:
        match node.function:
            case PrimitiveRef(primitive=primitive):
                if primitive.entry is _CALL_CC and not primitive.assigned:
                    return self._call_cc(node, out)
                inline = self._inline(primitive, len(node.arguments))
                if inline is not None:
                    arguments = self.operands(node.arguments, out)
                    made = inline.make(self, arguments, node)
                    if made is not None:
                        return made
                    python = self.python_of_primitive(primitive)
                    return self.at(call(python, *arguments), node.place)  # type: ignore[no-any-return]
                certain = not primitive.assigned and not primitive.entry.tail
            case _:
                certain = self._relies_on(node)
        function, *arguments = self.operands([node.function, *node.arguments], out)
        if isinstance(function, ast.Constant):  # which Python would warn of
            function = name(self.image.constant(function.value))
        made = self.at(ast.Call(function, arguments, []), node.place)
        return made if certain else self._finished(made, node.place)

    def _call_cc(self, node: Call, out: list[ast.stmt]) -> ast.expr:
        """Return a call with a continuation, of the kind that the program makes use of."""
        receiver = node.arguments[0] if len(node.arguments) == 1 else None
        escapes = receiver is None or (isinstance(receiver, Lambda) and only_escapes(receiver))
        entry = _CALL_CC if escapes else table("libraries.internal")["%call/cc"]
        python = self.python_of_primitive(self.image.primitive(entry))
        made = call(python, *self.operands(node.arguments, out))
        return self.at(made, node.place)  # type: ignore[no-any-return]

    def _relies_on(self, node: Call) -> bool:
        """Return whether what is called is known and asks for no tail calls."""
        known = called_lambda(node)
        if known is None or may_tail_call(known):
            return False
        if isinstance(node.function, GlobalRef):
            node.function.variable.relied_on = True
        return True

    def _finished(self, made: ast.expr, place: Place) -> ast.expr:
        """Return a call's result, the tail calls that it asks for made."""
        held = self.temporary()
        first = ast.NamedExpr(store(held), made)
        finished = call("%finish", name(held))
        return ast.IfExp(
            is_not(class_of(first), name("%tuple")),
            name(held),
            self.at(finished, place),
        )

    # Effects

    def effect(self, node: Node, out: list[ast.stmt]) -> None:
        """Evaluate a node whose value nobody looks at."""
        match node:
            case Const() | LocalRef() | Lambda() | CaseLambda() | PrimitiveRef():
                return
            case If():
                test = self.test(node.test, out)
                then: list[ast.stmt] = []
                otherwise: list[ast.stmt] = []
                self.effect(node.then, then)
                self.effect(node.otherwise, otherwise)
                if then or otherwise:
                    out.append(ast.If(test, then or [ast.Pass()], otherwise))
                else:
                    out.append(ast.Expr(test))
            case And() | Or():
                self._logic_effect(node, out)
            case Sequence():
                for each in node.parts:
                    self.effect(each, out)
            case Let():
                self._let(node, out)
                self.effect(node.body, out)
            case LetValues():
                self._let_values(node, out)
                self.effect(node.body, out)
            case Fix():
                self._fix(node, out)
                self.effect(node.body, out)
            case Set(variable=variable):
                self._set(node, variable, out)
            case Define(variable=variable):
                self._set(node, variable, out)
            case Call():
                made = self._call(node, out)
                if isinstance(made, ast.IfExp) and isinstance(made.orelse, ast.Call):
                    function = made.orelse.func
                    if isinstance(function, ast.Name) and function.id == "%finish":
                        asked = ast.UnaryOp(ast.Not(), made.test)
                        out.append(ast.If(asked, [ast.Expr(made.orelse)], []))
                        return
                if not isinstance(made, ast.Constant | ast.Name):
                    out.append(ast.Expr(made))
            case _:
                out.append(ast.Expr(self.value(node, out)))

    def _logic_effect(self, node: And | Or, out: list[ast.stmt]) -> None:
        *tests, last = node.parts
        for each in tests:
            test = self.test(each, out)
            inner: list[ast.stmt] = []
            if isinstance(node, Or):
                test = ast.UnaryOp(ast.Not(), test)
            out.append(ast.If(test, inner, []))
            out = inner
        self.effect(last, out)
        if not out:
            out.append(ast.Pass())

    def _set(
        self, node: Set | Define, variable: Variable | Global | Primitive, out: list[ast.stmt]
    ) -> None:
        if isinstance(variable, Variable):
            self.into(node.value, self._assigned(variable), out)
            return
        if isinstance(variable, Primitive):
            python = self.python_of_primitive(variable)
        else:
            python = variable.python
        self.globals.add(python)
        relied_on = isinstance(variable, Global) and variable.relied_on
        if isinstance(node.value, Lambda | CaseLambda) and not relied_on:
            self._define(node.value, python, out)
            return
        made = self.single(node.value, out)
        if relied_on:  # by code that looks for no tail calls
            made = call("%called", made)
        out.append(ast.Assign([store(python)], made))

    # Variables

    def into(self, node: Node, python: str, out: list[ast.stmt]) -> None:
        """Assign a node's value to a Python variable."""
        match node:
            case If():
                test = self.test(node.test, out)
                then: list[ast.stmt] = []
                otherwise: list[ast.stmt] = []
                self.into(node.then, python, then)
                self.into(node.otherwise, python, otherwise)
                out.append(ast.If(test, then, otherwise))
            case Sequence():
                for each in node.parts[:-1]:
                    self.effect(each, out)
                self.into(node.parts[-1], python, out)
            case Let():
                self._let(node, out)
                self.into(node.body, python, out)
            case LetValues():
                self._let_values(node, out)
                self.into(node.body, python, out)
            case Fix():
                self._fix(node, out)
                self.into(node.body, python, out)
            case _:
                out.append(ast.Assign([store(python)], self.single(node, out)))

    def _bind(self, variable: Variable, value: Node, out: list[ast.stmt]) -> None:
        python = self.python(variable)
        self.locals.add(variable)
        if isinstance(value, Lambda | CaseLambda):
            self._define(value, python, out)
        else:
            self.into(value, python, out)

    def _let(self, node: Let, out: list[ast.stmt]) -> None:
        for variable, value in zip(node.variables, node.values, strict=True):
            self._bind(variable, value, out)

    def _let_values(self, node: LetValues, out: list[ast.stmt]) -> None:
        value = self.value(node.value, out)
        variables = node.variables if node.rest is None else [*node.variables, node.rest]
        self.locals.update(variables)
        targets: list[ast.expr] = [store(self.python(each)) for each in variables]
        helper = "%unpack" if node.rest is None else "%unpack_rest"
        made = ast.Call(name(helper), [value, constant(len(node.variables))], [])
        self.at(made, node.place)
        if targets:
            out.append(ast.Assign([ast.Tuple(targets, ast.Store())], made))
        else:
            out.append(ast.Expr(made))

    def _fix(self, node: Fix, out: list[ast.stmt]) -> None:
        for variable, value in zip(node.variables, node.values, strict=True):
            if variable is None:
                self.effect(value, out)
            else:
                self._bind(variable, value, out)

    # Results

    def tail(self, node: Node, out: list[ast.stmt]) -> None:
        """Return a node's value from the function, or do what takes the place of that."""
        match node:
            case If():
                test = self.test(node.test, out)
                then: list[ast.stmt] = []
                self.tail(node.then, then)
                out.append(ast.If(test, then, []))
                self.tail(node.otherwise, out)
            case Sequence():
                for each in node.parts[:-1]:
                    self.effect(each, out)
                self.tail(node.parts[-1], out)
            case Let():
                self._let(node, out)
                self.tail(node.body, out)
            case LetValues():
                self._let_values(node, out)
                self.tail(node.body, out)
            case And() | Or():
                self._tail_logic(node, out)
            case Fix():
                if is_loop(node):
                    self._loop(node, out)
                else:
                    self._fix(node, out)
                    self.tail(node.body, out)
            case Call():
                self._tail_call(node, out)
            case _:
                made = self.value(node, out)
                out.append(self.at(ast.Return(made), node.place))

    def _tail_logic(self, node: And | Or, out: list[ast.stmt]) -> None:
        *tests, last = node.parts
        for each in tests:
            if isinstance(node, And) or self._is_truth(each):
                test = self.test(each, out)
                result = constant(isinstance(node, Or))
                if isinstance(node, And):
                    test = ast.UnaryOp(ast.Not(), test)
                out.append(ast.If(test, [ast.Return(result)], []))
                continue
            held = self.temporary()
            self.into(each, held, out)
            found = is_not(name(held), constant(False))
            out.append(ast.If(found, [ast.Return(name(held))], []))
        self.tail(last, out)

    def _tail_call(self, node: Call, out: list[ast.stmt]) -> None:
        known = called_lambda(node)
        for loop in self.loops:
            if loop.lambda_ is known and len(node.arguments) == len(known.required):
                outermost = loop is self.loops[0]
                if not outermost or can_repeat(known):
                    self._jump(loop, node, out)
                    return
        if isinstance(node.function, PrimitiveRef):
            primitive = node.function.primitive
            direct = not primitive.assigned and not primitive.entry.tail
        else:
            direct = self._relies_on(node)
        if direct:
            made = self._call(node, out)
        else:
            parts = self.operands([node.function, *node.arguments], out)
            made = ast.Tuple(parts, ast.Load())
        out.append(self.at(ast.Return(self.at(made, node.place)), node.place))

    # Loops

    def _loop(self, node: Fix, out: list[ast.stmt]) -> None:
        """Translate a loop where it stands."""
        lambda_, start = node.values[0], node.body
        assert isinstance(lambda_, Lambda)
        assert isinstance(start, Call)
        assert lambda_.body is not None
        self.locals.update(lambda_.own)
        values = self.operands(start.arguments, out)
        for variable, value in zip(lambda_.required, values, strict=True):
            out.append(ast.Assign([store(self.python(variable))], value))
        loop = Loop(lambda_, next(self.numbers))
        self.loops.append(loop)
        body: list[ast.stmt] = []
        self.tail(lambda_.body, body)
        self.loops.pop()
        if not loop.repeats and not loop.leaves_for:
            out += body
            return
        out.append(ast.While(constant(True), body, []))
        self._go_on_outside(loop, out)

    def _go_on_outside(self, loop: Loop, out: list[ast.stmt]) -> None:
        """Go on with the outer loop for which a loop was left."""
        if not loop.leaves_for:
            return
        around = self.loops[-1]
        others = [each for each in loop.leaves_for if each is not around]
        if around in loop.leaves_for:
            if not others:
                out.append(ast.Continue())
                return
            test = ast.Compare(name("%to"), [ast.Eq()], [constant(around.number)])
            out.append(ast.If(test, [ast.Continue()], []))
        around.leaves_for += [each for each in others if each not in around.leaves_for]
        out.append(ast.Break())

    def _jump(self, loop: Loop, node: Call, out: list[ast.stmt]) -> None:
        """Begin the next turn of a loop."""
        loop.repeats = True
        values = self.operands(node.arguments, out)
        targets: list[ast.expr] = []
        changed: list[ast.expr] = []
        for variable, value in zip(loop.lambda_.required, values, strict=True):
            python = self.python(variable)
            if not (isinstance(value, ast.Name) and value.id == python):
                targets.append(store(python))
                changed.append(value)
        if len(targets) == 1:
            out.append(ast.Assign(targets, changed[0]))
        elif targets:
            new = ast.Tuple(changed, ast.Load())
            out.append(ast.Assign([ast.Tuple(targets, ast.Store())], new))
        within = self.loops[-1]
        if within is loop:
            out.append(ast.Continue())
            return
        out.append(ast.Assign([store("%to")], constant(loop.number)))
        if loop not in within.leaves_for:
            within.leaves_for.append(loop)
        out.append(ast.Break())
