"""The forms of Guile's core environment that other Schemes lack."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ..calls import call
from ..control import call_with_continuation
from ..data import Keyword, Pair, String, Symbol, from_list, is_procedure, to_list
from ..declaration import Table
from ..expander import Definition, Expander, Frame, TopFrame
from ..libraries.guile import catch as guile_catch
from ..libraries.guile import fluids as guile_fluids
from ..macros import Procedural
from ..nodes import (
    Call,
    Const,
    Global,
    GlobalRef,
    If,
    Lambda,
    Node,
    Primitive,
    PrimitiveRef,
    Sequence,
)
from ..syntax import Macro, Scope, complain, find, is_identifier, name_of, strip
from ..tokens import Place
from .basic import define, expand_lambda, procedure
from .macro import transformer
from .modules import library_name

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.syntax("λ")(expand_lambda)
TABLE.syntax("define-inlinable", "define-private")(Definition(define))


def _called(x: Expander, table: Table, name: str, place: Place, *arguments: Node) -> Call:
    """Return the node for a call of a procedure that programs cannot name."""
    return Call(place, PrimitiveRef(place, x.image.primitive(table[name])), list(arguments))


def _thunk(place: Place, body: Node, name: str) -> Lambda:
    made = Lambda(place, name)
    made.body = body
    return made


# Exceptions


@TABLE.syntax("false-if-exception")
def expand_false_if_exception(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(false-if-exception expression [#:warning template argument ...])`."""
    parts = x.parts(form.cdr, place, "false-if-exception")
    if not parts or (len(parts) > 1 and parts[1][0] is not Keyword("warning")):
        complain("false-if-exception takes an expression, and perhaps #:warning", place)
    thunk = _thunk(place, x.expand(parts[0][0], scope, parts[0][1]), "false-if-exception")
    warning: Node = Const(place, False)
    if len(parts) > 2:
        warning = _thunk(place, x.call("list", place, *x.each(parts[2:], scope)), "warning")
    return _called(x, guile_catch.TABLE, "%false-if-exception", place, thunk, warning)


# Loops


def _mentions(datum: Any, name: str) -> bool:
    """Return whether a name is anywhere in a datum."""
    stack = [datum]
    while stack:
        each = stack.pop()
        while each.__class__ is Pair:
            stack.append(each.car)
            each = each.cdr
        if each.__class__ is list:
            stack += each
        elif is_identifier(each) and name_of(each) == name:
            return True
    return False


@TABLE.syntax("while")
def expand_while(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(while test body ...)`, in which `break` and `continue` are procedures."""
    parts = x.parts(form.cdr, place, "while")
    if not parts:
        complain("while without a test", place)
    inner = Scope(scope)
    names = [each for each in ("break", "continue") if _mentions(form.cdr, each)]
    variables = {each: x.bind(Symbol(each), inner, place) for each in names}
    test = _thunk(place, x.expand(parts[0][0], inner, parts[0][1]), "while")
    body_nodes = x.each(parts[1:], inner)
    body = _thunk(place, Sequence(place, [*body_nodes, Const(place, None)]), "while")
    if not names:
        return _called(x, TABLE, "%while", place, test, body)
    turn = Lambda(place, "while")
    if "continue" in variables:
        turn.required = [variables["continue"]]
    else:
        turn.required = [x.bind(Symbol.fresh("continue"), Scope(scope), place)]
    turn.body = If(
        place,
        Call(place, test, []),
        Sequence(place, [Call(place, body, []), Const(place, True)]),
        Const(place, False),
    )
    loop = Lambda(place, "while")
    broken = variables.get("break") or x.bind(Symbol.fresh("break"), Scope(scope), place)
    loop.required = [broken]
    again = Const(place, "continue" in variables)
    loop.body = _called(x, TABLE, "%turns", place, turn, again)
    return _called(x, TABLE, "%breakable", place, loop)


@TABLE.procedure("%while")
def while_(test: Any, body: Any) -> bool:
    """Call the body as long as the test holds."""
    while call(test) is not False:
        call(body)
    return False


@TABLE.procedure("%turns")
def turns(turn: Any, continues: bool) -> bool:
    """Take turns, each left by its `continue`, until one returns #f."""
    while True:
        result = call_with_continuation(turn) if continues else call(turn, False)
        if result is False:
            return False


@TABLE.procedure("%breakable")
def breakable(loop: Any) -> Any:
    """Call a loop with its `break`, which gives #t where it is called without values."""

    def run(leave: Any) -> Any:
        return call(loop, lambda *values: leave(*(values or (True,))))

    return call_with_continuation(run)


# Fluids


@TABLE.syntax("with-fluids")
def expand_with_fluids(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(with-fluids ((fluid value) ...) body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("with-fluids without bindings", place)
    fluids, values = [], []
    for binding, at in x.parts(form.cdr.car, place, "list of bindings"):
        parts = x.parts(binding, at, "binding")
        if len(parts) != 2:
            complain("a binding of with-fluids is a fluid and a value", at)
        fluid, value = x.each(parts, scope)
        fluids.append(fluid)
        values.append(value)
    body = _thunk(place, x.body(form.cdr.cdr, scope, place), "with-fluids")
    return _called(
        x,
        guile_fluids.TABLE,
        "with-fluids*",
        place,
        x.call("list", place, *fluids),
        x.call("list", place, *values),
        body,
    )


# Definitions


def _define_once(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-once name value)`: define a name unless it is defined."""
    parts = x.parts(form.cdr, place, "define-once")
    if len(parts) != 2 or not is_identifier(parts[0][0]):
        complain("define-once takes a name and a value", place)
    found = find(parts[0][0], frame.scope)
    if not (isinstance(found, Global) and found.defined):
        define(x, form, frame, place)


TABLE.syntax("define-once")(Definition(_define_once))


class _Old(Procedural):
    """A macro of `define-macro`: a procedure of the arguments, which renames nothing."""

    __slots__ = ()

    def __init__(self, function: Any) -> None:
        super().__init__(lambda form, scope, place: call(function, *from_list(form.cdr)))


def _define_macro(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-macro (name parameter ...) body ...)`, `(define-macro name procedure)`."""
    if form.cdr.__class__ is not Pair:
        complain("define-macro without a name", place)
    target, rest = form.cdr.car, form.cdr.cdr
    if target.__class__ is Pair:
        node: Node = procedure(x, target.cdr, rest, frame.scope, place)
        target = target.car
    else:
        node = x.sequence(rest, frame.scope, place)
    _bind_macro(x, target, node, frame, place)


def _bind_macro(x: Expander, name: Any, node: Node, frame: Frame, place: Place) -> None:
    function = x.image.run_nodes([node], place.file)
    if not is_identifier(name) or not is_procedure(function):
        complain("define-macro takes a name and a procedure", place)
    frame.bind(name, _Old(function))


def _defmacro(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(defmacro name parameters body ...)`."""
    parts = x.parts(form.cdr, place, "defmacro")
    if len(parts) < 3:
        complain("defmacro takes a name, parameters and a body", place)
    node = procedure(x, parts[1][0], form.cdr.cdr.cdr, frame.scope, place)
    _bind_macro(x, parts[0][0], node, frame, place)


TABLE.syntax("define-macro")(Definition(_define_macro))
TABLE.syntax("defmacro")(Definition(_defmacro))


def _define_star_public(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define*-public name value)`, `(define*-public (name parameter ...) body ...)`."""
    define(x, form, frame, place)
    target = form.cdr.car
    while target.__class__ is Pair:
        target = target.car
    if isinstance(frame, TopFrame):
        x.module.export(target, place)


TABLE.syntax("define*-public")(Definition(_define_star_public))


class _SyntaxParameter(Macro):
    """A macro that `syntax-parameterize` changes for the forms in it."""

    __slots__ = ("macro",)

    def __init__(self, macro: Macro) -> None:
        self.macro = macro

    def expand(self, form: Any, scope: Scope, place: Place) -> Any:
        """Return what the macro of the moment makes of a form."""
        return self.macro.expand(form, scope, place)

    @property
    def expand_name(self) -> Any:
        """What the macro of the moment makes of its name alone, if anything."""
        return getattr(self.macro, "expand_name", None)


def _define_syntax_parameter(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-syntax-parameter name macro)`."""
    parts = x.parts(form.cdr, place, "define-syntax-parameter")
    if len(parts) != 2 or not is_identifier(parts[0][0]):
        complain("define-syntax-parameter takes a name and a macro", place)
    macro = transformer(x, parts[1][0], frame.scope, parts[1][1])
    if not isinstance(macro, Macro):
        complain("define-syntax-parameter takes a macro", place)
    frame.bind(parts[0][0], _SyntaxParameter(macro))


TABLE.syntax("define-syntax-parameter")(Definition(_define_syntax_parameter))


@TABLE.syntax("syntax-parameterize")
def expand_syntax_parameterize(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(syntax-parameterize ((name macro) ...) body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("syntax-parameterize without bindings", place)
    changes = []
    for binding, at in x.parts(form.cdr.car, place, "list of bindings"):
        parts = x.parts(binding, at, "binding")
        found = (
            find(parts[0][0], scope) if len(parts) == 2 and is_identifier(parts[0][0]) else None
        )
        if not isinstance(found, _SyntaxParameter):
            complain("a binding that is no syntax parameter and macro", at)
        changes.append((found, found.macro, transformer(x, parts[1][0], scope, parts[1][1])))
    try:
        for parameter, _, macro in changes:
            parameter.macro = macro
        return x.body(form.cdr.cdr, scope, place)
    finally:
        for parameter, before, _ in changes:
            parameter.macro = before


# Modules and files


@TABLE.syntax("@", "@@")
def expand_at(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(@ module name)`, a name that a module exports; `(@@ module name)`, any that it has."""
    parts = x.parts(form.cdr, place, "@")
    if len(parts) != 2 or parts[1][0].__class__ is not Symbol:
        complain("@ takes a module and a name", place)
    module = library_name(parts[0][0], place)
    names = x.image.interface(module, place, x)
    name = parts[1][0]
    found = names.get(name)
    if found is None and strip(form.car).name == "@@" and module in x.image.modules:
        found = x.image.modules[module].bindings.get(name)
    if isinstance(found, Primitive):
        return PrimitiveRef(place, found)
    if isinstance(found, Global):
        return GlobalRef(place, found)
    complain(f"{module} has no variable {name.name}", place)


@TABLE.syntax("current-filename")
def expand_current_filename(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(current-filename)`: the name of the file that the form stands in, or #f."""
    file = place.file
    there = bool(file) and not file.startswith("<")
    return Const(place, String(str(Path(file).absolute())) if there else False)


@TABLE.syntax("current-source-location")
def expand_current_source_location(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(current-source-location)`: an association list of file, line and column."""
    entries = (
        ("filename", String(place.file)),
        ("line", place.line - 1),
        ("column", place.column - 1),
    )
    return Const(place, to_list([Pair(Symbol(name), value) for name, value in entries]))


def _add_to_load_path(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(add-to-load-path directory)`: look for modules there, from here on."""
    parts = x.parts(form.cdr, place, "add-to-load-path")
    if len(parts) != 1:
        complain("add-to-load-path takes a directory", place)
    directory = x.evaluate(parts[0][0], frame.scope, parts[0][1])
    if directory.__class__ is not String:
        complain("add-to-load-path takes the name of a directory", place)
    x.image.directories = (Path(directory.text), *x.image.directories)
    frame.evaluate(lambda: Const(place, None), place)


TABLE.syntax("add-to-load-path")(Definition(_add_to_load_path))
