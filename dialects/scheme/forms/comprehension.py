"""Eager comprehensions (SRFI 42), and `check-ec` of SRFI 78.

Strategy: a generator is brought into one form, that of `:do`, whose parts are Scheme forms. A
comprehension is loops of that form, one in the other, around a command; what a comprehension
makes of its values is written with `do-ec` in Scheme.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import define, field

from ..data import NIL, Pair, Symbol, to_list
from ..expander import Expander
from ..libraries.comprehensions import TABLE
from ..libraries.srfi.srfi78 import check_cases, is_on
from ..nodes import Node
from ..syntax import Alias, Macro, Scope, Syntax, complain, find, is_identifier, name_of, strip
from ..tokens import Place

__all__ = ["TABLE"]

TABLE.procedure("%check-on?")(is_on)
TABLE.procedure("%check-cases")(check_cases)


@define
class _Generator:
    """A generator in the form of `:do`.

    Attributes:
        outer: groups of bindings and commands around the loop.
        loop: names and first values; `steps` their next values.
        goes: the test before each turn.
        inner: groups of bindings and commands in each turn.
        guard: the test before the command; if it fails there is no other turn.
        again: the test after it.
    """

    outer: list[tuple[Any, Any]] = field(factory=list)
    loop: list[tuple[Any, Any]] = field(factory=list)
    goes: list[Any] = field(factory=list)
    inner: list[tuple[Any, Any]] = field(factory=list)
    guard: list[Any] = field(factory=list)
    again: list[Any] = field(factory=list)
    steps: list[Any] = field(factory=list)


class _Writer:
    """The writing of comprehensions as Scheme forms."""

    def __init__(self, x: Expander, scope: Scope, place: Place) -> None:
        self.x = x
        self.scope = scope
        self.place = place
        self.home = Scope(x.image.core_scope)
        for name in TABLE:
            self.home.bindings[Symbol(name)] = x.image.primitive(TABLE[name])

    def word(self, name: str) -> Alias:
        """Return a name as R7RS and this library have it."""
        return Alias(Symbol(name), self.home)

    def form(self, name: str, *parts: Any) -> Any:
        """Return a form that begins with such a name."""
        return to_list([self.word(name), *parts])

    def parts(self, form: Any, what: str) -> list[Any]:
        """Return the parts of a form that must be a list."""
        return [part for part, _ in self.x.parts(form, self.place, what)]

    def groups(self, groups: list[tuple[Any, Any]], body: Any) -> Any:
        """Return a body with bindings and commands around it."""
        for bindings, commands in reversed(groups):
            body = to_list([self.word("let"), bindings], to_list(commands, to_list([body])))
        return body

    # Comprehensions

    def qualified(self, qualifiers: list[Any], command: Any, stop: Any) -> Any:
        """Return the form of a command with qualifiers; true `stop` ends all loops."""
        if not qualifiers:
            return command
        first, rest = qualifiers[0], qualifiers[1:]
        if first.__class__ is not Pair:
            complain("a qualifier that is no form", self.place)
        name = name_of(first.car) if is_identifier(first.car) else ""
        if name == "nested":
            return self.qualified([*self.parts(first.cdr, "qualifier"), *rest], command, stop)
        inside = self.qualified(rest, command, stop)
        if name == "if":
            (test,) = self.counted(first, 1)
            return self.form("if", test, inside)
        if name in ("not", "and", "or"):
            return self.form("if", Pair(self.word(name), first.cdr), inside)
        if name == "begin":
            return self.form("begin", *self.parts(first.cdr, "qualifier"), inside)
        return self.loop(self.generator(first), inside, stop)

    def loop(self, made: _Generator, command: Any, stop: Any) -> Any:
        """Return the loop of a generator."""
        name = Symbol.fresh("loop")
        turn = self.form(
            "if", self.all([*made.again, *self.unless(stop)]), to_list([name, *made.steps])
        )
        body = self.form("begin", command, turn)
        if made.guard:
            body = self.form("if", self.all(made.guard), body)
        body = self.form("if", self.all(made.goes), self.groups(made.inner, body))
        bindings = to_list([to_list(pair) for pair in made.loop])
        return self.groups(made.outer, self.form("let", name, bindings, body))

    def unless(self, stop: Any) -> list[Any]:
        """Return the test that a comprehension is not to end, where one can."""
        return [] if stop is None else [self.form("not", stop)]

    def all(self, tests: list[Any]) -> Any:
        """Return the form of several tests."""
        return tests[0] if len(tests) == 1 else self.form("and", *tests)

    # Generators

    def counted(self, form: Pair, *counts: int) -> list[Any]:
        """Return the arguments of a qualifier, which must be so many."""
        found = self.parts(form.cdr, "qualifier")
        if len(found) not in counts:
            complain(f"{name_of(form.car)} with {len(found)} arguments", self.place)
        return found

    def generator(self, form: Any) -> _Generator:
        """Return a generator in the form of `:do`."""
        turns = 0
        while True:
            if form.__class__ is not Pair or not is_identifier(form.car):
                complain("a qualifier that is no generator", self.place)
            meaning = find(form.car, self.scope)
            if not isinstance(meaning, Macro):
                break
            turns += 1
            if turns > 1000:
                complain("a generator whose expansion has no end", self.place)
            form = meaning.expand(Pair(form.car, Pair(_HERE, form.cdr)), self.scope, self.place)
            if form.__class__ is Pair and form.cdr.__class__ is Pair and form.cdr.car is _HERE:
                form = Pair(form.car, form.cdr.cdr)
        name = name_of(form.car)
        make = _GENERATORS.get(name)
        if make is None or (isinstance(meaning, Syntax) and meaning.entry is not TABLE[name]):
            complain(f"{name} is no generator", self.place)
        arguments = self.parts(form.cdr, "generator")
        if name not in (":do", ":parallel", ":while", ":until", ":let"):
            if not arguments or not is_identifier(arguments[0]):
                complain(f"{name} without a variable", self.place)
            index = arguments[1] if len(arguments) > 1 else None
            if (
                index.__class__ is Pair
                and is_identifier(index.car)
                and (name_of(index.car) == "index")
            ):
                (counter,) = self.counted(index, 1)
                del arguments[1]
                return self.parallel([make(self, arguments), _integers(self, [counter])])
        return make(self, arguments)

    def parallel(self, made: list[_Generator]) -> _Generator:
        """Return generators side by side as one."""
        both = _Generator()
        for each in made:
            for name in ("outer", "loop", "goes", "inner", "guard", "again", "steps"):
                getattr(both, name).extend(getattr(each, name))
        return both


_HERE: Final = Symbol.fresh("cc")
"""What a generator that a program defines is given in place of a continuation."""

_Make = Callable[[_Writer, list[Any]], _Generator]
_GENERATORS: Final[dict[str, _Make]] = {}


def _generator(name: str, least: int, most: int | None) -> Callable[[_Make], _Make]:
    def enter(make: _Make) -> _Make:
        def checked(writer: _Writer, arguments: list[Any]) -> _Generator:
            if len(arguments) < least or (most is not None and len(arguments) > most):
                complain(f"{name} with {len(arguments)} arguments", writer.place)
            return make(writer, arguments)

        _GENERATORS[name] = checked
        TABLE.syntax(name)(_refuse_alone)
        return checked

    return enter


def _refuse_alone(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    complain(f"{strip(form.car)} stands outside of a comprehension", place)


@_generator(":list", 2, None)
def _list(writer: _Writer, arguments: list[Any]) -> _Generator:
    name, *lists = arguments
    rest = Symbol.fresh("rest")
    first = lists[0] if len(lists) == 1 else writer.form("append", *lists)
    return _Generator(
        loop=[(rest, first)],
        goes=[writer.form("not", writer.form("null?", rest))],
        inner=[(to_list([to_list([name, writer.form("car", rest)])]), [])],
        steps=[writer.form("cdr", rest)],
    )


def _indexed(join: str, length: str, ref: str) -> _Make:
    def make(writer: _Writer, arguments: list[Any]) -> _Generator:
        name, *parts = arguments
        whole, count, place = (Symbol.fresh(each) for each in ("whole", "count", "place"))
        first = parts[0] if len(parts) == 1 else writer.form(join, *parts)
        return _Generator(
            outer=[
                (to_list([to_list([whole, first])]), []),
                (to_list([to_list([count, writer.form(length, whole)])]), []),
            ],
            loop=[(place, 0)],
            goes=[writer.form("<", place, count)],
            inner=[(to_list([to_list([name, writer.form(ref, whole, place)])]), [])],
            steps=[writer.form("+", place, 1)],
        )

    return make


_generator(":string", 2, None)(_indexed("string-append", "string-length", "string-ref"))
_generator(":vector", 2, None)(_indexed("vector-append", "vector-length", "vector-ref"))


@_generator(":integers", 1, 1)
def _integers(writer: _Writer, arguments: list[Any]) -> _Generator:
    (name,) = arguments
    return _Generator(loop=[(name, 0)], steps=[writer.form("+", name, 1)])


def _range(writer: _Writer, arguments: list[Any]) -> _Generator:
    name, *bounds = arguments
    first, past, step = (
        (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1) if len(bounds) == 2 else bounds
    )
    start, end, delta, count, place = (
        Symbol.fresh(each) for each in ("start", "end", "delta", "count", "place")
    )
    number = writer.form("+", start, writer.form("*", delta, place))
    return _Generator(
        outer=[
            (to_list([to_list([start, first]), to_list([end, past]), to_list([delta, step])]), []),
            (to_list([to_list([count, writer.form("%ec-count", start, end, delta)])]), []),
        ],
        loop=[(place, 0)],
        goes=[writer.form("<", place, count)],
        inner=[(to_list([to_list([name, number])]), [])],
        steps=[writer.form("+", place, 1)],
    )


_generator(":range", 2, 4)(_range)
_generator(":real-range", 2, 4)(_range)


@_generator(":char-range", 3, 3)
def _char_range(writer: _Writer, arguments: list[Any]) -> _Generator:
    name, first, last = arguments
    number, end = Symbol.fresh("number"), Symbol.fresh("end")
    return _Generator(
        outer=[(to_list([to_list([end, writer.form("char->integer", last)])]), [])],
        loop=[(number, writer.form("char->integer", first))],
        goes=[writer.form("<=", number, end)],
        inner=[(to_list([to_list([name, writer.form("integer->char", number)])]), [])],
        steps=[writer.form("+", number, 1)],
    )


@_generator(":port", 2, 3)
def _port(writer: _Writer, arguments: list[Any]) -> _Generator:
    name, port, *reader = arguments
    source, take = Symbol.fresh("port"), Symbol.fresh("read")
    bindings = [to_list([source, port])]
    bindings.append(to_list([take, reader[0] if reader else writer.word("read")]))
    taken = to_list([take, source])
    return _Generator(
        outer=[(to_list(bindings), [])],
        loop=[(name, taken)],
        goes=[writer.form("not", writer.form("eof-object?", name))],
        steps=[taken],
    )


@_generator(":dispatched", 3, None)
def _dispatched(writer: _Writer, arguments: list[Any]) -> _Generator:
    name, *values = arguments
    take, empty = Symbol.fresh("generator"), Symbol.fresh("empty")
    bindings = [
        to_list([take, writer.form("%ec-dispatched", *values)]),
        to_list([empty, writer.form("list", False)]),
    ]
    taken = to_list([take, empty])
    return _Generator(
        outer=[(to_list(bindings), [])],
        loop=[(name, taken)],
        goes=[writer.form("not", writer.form("eq?", name, empty))],
        steps=[taken],
    )


@_generator(":", 2, None)
def _by_type(writer: _Writer, arguments: list[Any]) -> _Generator:
    name, *values = arguments
    return _dispatched(writer, [name, writer.form(":-dispatch-ref"), *values])


@_generator(":let", 2, 2)
def _let(writer: _Writer, arguments: list[Any]) -> _Generator:
    return _Generator(outer=[(to_list([to_list(arguments)]), [])], again=[False])


@_generator(":parallel", 0, None)
def _parallel(writer: _Writer, arguments: list[Any]) -> _Generator:
    return writer.parallel([writer.generator(each) for each in arguments])


@_generator(":while", 2, 2)
def _while(writer: _Writer, arguments: list[Any]) -> _Generator:
    made = writer.generator(arguments[0])
    made.guard.append(arguments[1])
    return made


@_generator(":until", 2, 2)
def _until(writer: _Writer, arguments: list[Any]) -> _Generator:
    made = writer.generator(arguments[0])
    made.again.append(writer.form("not", arguments[1]))
    return made


@_generator(":do", 3, 6)
def _do(writer: _Writer, arguments: list[Any]) -> _Generator:
    if len(arguments) == 3:
        loop, goes, steps = arguments
        outer = inner = to_list([writer.word("let"), NIL])
        again = True
    elif len(arguments) == 6:
        outer, loop, goes, inner, again, steps = arguments
    else:
        complain(":do takes 3 or 6 parts", writer.place)
    pairs = [writer.parts(each, "binding of :do") for each in writer.parts(loop, ":do")]
    if not all(len(pair) == 2 for pair in pairs):
        complain("a binding of :do that is no name and value", writer.place)
    return _Generator(
        outer=[_group(writer, outer)],
        loop=[(name, value) for name, value in pairs],
        goes=[goes],
        inner=[_group(writer, inner)],
        again=[again],
        steps=writer.parts(steps, ":do"),
    )


def _group(writer: _Writer, form: Any) -> tuple[Any, Any]:
    parts = writer.parts(form, ":do")
    if len(parts) < 2 or not is_identifier(parts[0]) or name_of(parts[0]) != "let":
        complain(":do takes (let (binding ...) command ...)", writer.place)
    return parts[1], parts[2:]


# Forms


def _comprehension(x: Expander, form: Pair, scope: Scope, place: Place, stops: bool) -> Node:
    writer = _Writer(x, scope, place)
    parts = writer.parts(form.cdr, "comprehension")
    stop = parts.pop(0) if stops and parts else None
    if not parts:
        complain(f"{name_of(form.car)} without a command", place)
    command = writer.form("begin", parts[-1], None)
    return x.expand(writer.qualified(parts[:-1], command, stop), scope, place)


@TABLE.syntax("do-ec")
def expand_do(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(do-ec qualifier ... command)`."""
    return _comprehension(x, form, scope, place, stops=False)


@TABLE.syntax("%do-ec-until")
def expand_do_until(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(%do-ec-until stop qualifier ... command)`: all loops end when `stop` is true."""
    return _comprehension(x, form, scope, place, stops=True)


@TABLE.syntax(":generator-proc")
def expand_generator_proc(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(:generator-proc (generator argument ...))`: a procedure that returns the next value."""
    writer = _Writer(x, scope, place)
    (generator,) = writer.counted(form, 1)
    if generator.__class__ is not Pair:
        complain(":generator-proc takes a generator", place)
    item, go, empty = (Symbol.fresh(each) for each in ("item", "go", "empty"))
    made = writer.generator(Pair(generator.car, Pair(item, generator.cdr)))
    held = [Symbol.fresh("next") for _ in made.loop]
    steps = [
        writer.form("set!", name, new) for (name, _), new in zip(made.loop, held, strict=True)
    ]
    moved = to_list(
        [
            writer.word("let"),
            to_list(map(to_list, zip(held, made.steps, strict=True))),
            *steps,
            True,
        ]
    )
    ended = writer.form("set!", go, False)
    turn = writer.form(
        "let",
        to_list([to_list([item, item])]),
        writer.form("if", writer.all([*made.guard, *made.again]), moved, ended),
        item,
    )
    body = writer.form(
        "if",
        writer.all([go, *made.goes]),
        writer.groups(made.inner, turn),
        writer.form("begin", ended, empty),
    )
    bindings = to_list([*map(to_list, made.loop), to_list([go, True])])
    procedure = writer.form("lambda", to_list([empty]), body)
    return x.expand(
        writer.groups(made.outer, writer.form("let", bindings, procedure)), scope, place
    )


TABLE.macros("""
(define-syntax list-ec
  (syntax-rules ()
    ((_ qualifier ... expression)
     (let ((result '()))
       (do-ec qualifier ... (set! result (cons expression result)))
       (reverse result)))))
(define-syntax append-ec
  (syntax-rules () ((_ part ...) (apply append (list-ec part ...)))))
(define-syntax string-ec
  (syntax-rules () ((_ part ...) (list->string (list-ec part ...)))))
(define-syntax string-append-ec
  (syntax-rules () ((_ part ...) (apply string-append (list-ec part ...)))))
(define-syntax vector-ec
  (syntax-rules () ((_ part ...) (list->vector (list-ec part ...)))))
(define-syntax vector-of-length-ec
  (syntax-rules () ((_ length part ...) (%ec-vector length (list-ec part ...)))))

(define-syntax fold-ec
  (syntax-rules ()
    ((_ start qualifier ... expression procedure)
     (let ((result start))
       (do-ec qualifier ... (set! result (procedure expression result)))
       result))))
(define-syntax fold3-ec
  (syntax-rules ()
    ((_ none qualifier ... expression first procedure)
     (let ((result #f) (empty #t))
       (do-ec qualifier ...
         (let ((value expression))
           (if empty
               (begin (set! result (first value)) (set! empty #f))
               (set! result (procedure value result)))))
       (if empty none result)))))
(define-syntax sum-ec
  (syntax-rules () ((_ part ...) (fold-ec 0 part ... +))))
(define-syntax product-ec
  (syntax-rules () ((_ part ...) (fold-ec 1 part ... *))))
(define-syntax min-ec
  (syntax-rules () ((_ part ...) (fold3-ec (min) part ... min min))))
(define-syntax max-ec
  (syntax-rules () ((_ part ...) (fold3-ec (max) part ... max max))))

(define-syntax last-ec
  (syntax-rules ()
    ((_ default qualifier ... expression)
     (let ((result default))
       (do-ec qualifier ... (set! result expression))
       result))))
(define-syntax first-ec
  (syntax-rules ()
    ((_ default qualifier ... expression)
     (let ((result default) (stop #f))
       (%do-ec-until stop qualifier ... (begin (set! result expression) (set! stop #t)))
       result))))
(define-syntax any?-ec
  (syntax-rules ()
    ((_ qualifier ... test) (first-ec #f qualifier ... (if test) #t))))
(define-syntax every?-ec
  (syntax-rules ()
    ((_ qualifier ... test) (first-ec #t qualifier ... (if (not test)) #f))))

(define-syntax check-ec
  (syntax-rules (=>)
    ((_ qualifier ... expression => expected)
     (check-ec qualifier ... expression (=> equal?) expected ()))
    ((_ qualifier ... expression => expected (argument ...))
     (check-ec qualifier ... expression (=> equal?) expected (argument ...)))
    ((_ qualifier ... expression (=> same) expected (argument ...))
     (if (%check-on?)
         (let ((cases 0))
           (%check-cases
             '(check-ec qualifier ... expression (=> same) expected (argument ...))
             (first-ec #f
               qualifier ...
               (:let actual expression)
               (:let wanted expected)
               (begin (set! cases (+ cases 1)))
               (if (not (same actual wanted)))
               (list (list 'let (list (list 'argument argument) ...) 'expression)
                     actual wanted))
             (lambda () cases)))))
    ((_ qualifier ... expression (=> same) expected)
     (check-ec qualifier ... expression (=> same) expected ()))))
""")
