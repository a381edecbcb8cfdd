"""What the compiler has to know of a program before it translates it.

Which variables a closure takes out of a loop's turn (`Variable.outlives`), which procedures are
only ever called by their names (`Lambda.escapes`), which loops are loops (`is_loop`), and which
procedures may ask their callers for a tail call (`may_tail_call`).
"""

from __future__ import annotations

from collections.abc import Iterator

from .nodes import (
    And,
    Call,
    CaseLambda,
    Define,
    Fix,
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

__all__ = ["analyse", "called_lambda", "can_repeat", "is_loop", "may_tail_call", "only_escapes"]


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes that a node consists of."""
    match node:
        case If():
            yield node.test
            yield node.then
            yield node.otherwise
        case And() | Or() | Sequence():
            yield from node.parts
        case Call():
            yield node.function
            yield from node.arguments
        case Let() | Fix():
            yield from node.values
            yield node.body
        case LetValues():
            yield node.value
            yield node.body
        case Set() | Define():
            yield node.value
        case Lambda():
            yield from (default for _, default in node.optional)
            yield from (default for _, _, default in node.keys)
            if node.body is not None:
                yield node.body
        case CaseLambda():
            yield from node.clauses


def bound_by(node: Node) -> Iterator[Variable]:
    """Yield the variables that a node binds."""
    match node:
        case Let():
            yield from node.variables
        case Fix():
            yield from (each for each in node.variables if each is not None)
        case LetValues():
            yield from node.variables
            if node.rest is not None:
                yield node.rest
        case Lambda():
            yield from node.required
            yield from (variable for variable, _ in node.optional)
            yield from (variable for variable, _, _ in node.keys)
            if node.rest is not None:
                yield node.rest


def analyse(top: Lambda) -> list[Lambda]:
    """Find out what is to be known of a form at the top, which stands in a lambda of its own.

    Return the procedures in it.
    """
    lambdas: list[Lambda] = []
    _bind(top, lambdas)
    while True:
        _outliving(top)
        changed = False
        for each in lambdas:
            variable = each.bound_to
            if isinstance(variable, Variable) and not each.escapes and variable.outlives:
                each.escapes = changed = True
        if not changed:
            return lambdas


def _bind(top: Lambda, lambdas: list[Lambda]) -> None:
    """Find each variable's home, the lambdas bound to variables, and which of them escape."""
    stack: list[tuple[Node, Lambda, bool]] = [(top, top, False)]
    bound: list[tuple[Variable, Lambda]] = []
    while stack:
        node, home, called = stack.pop()
        if isinstance(node, Lambda):
            lambdas.append(node)
            home = node
        for variable in bound_by(node):
            variable.home = home
            home.own.append(variable)
        match node:
            case LocalRef(variable=variable):
                if called:
                    variable.calls += 1
                else:
                    variable.escapes = True
                continue
            case Let() | Fix():
                for each, value in zip(node.variables, node.values, strict=True):
                    if each is not None and isinstance(value, Lambda):
                        bound.append((each, value))
            case Define(variable=name, value=Lambda() as value):
                if name.definitions == 1:
                    name.value = value
                    value.bound_to = name
        for child in children(node):
            stack.append((child, home, isinstance(node, Call) and child is node.function))
    for variable, value in bound:
        if not variable.assigned:
            variable.value = value
            value.bound_to = variable
            value.escapes = variable.escapes


def _outliving(top: Lambda) -> None:
    """Find the variables that a closure takes along which may outlive their turn of a loop."""
    chain: list[Lambda] = []
    stack: list[Node | None] = [top]
    while stack:
        node = stack.pop()
        if node is None:
            chain.pop()
            continue
        variable = node.variable if isinstance(node, LocalRef | Set) else None
        if isinstance(variable, Variable) and not variable.outlives:
            for each in reversed(chain):
                if each is variable.home:
                    break
                if each.escapes:
                    variable.outlives = True
                    break
        if isinstance(node, Lambda):
            chain.append(node)
            stack.append(None)
        stack += children(node)


def _tail_calls_of(variable: Variable, node: Node) -> int:
    """Return how many calls of a variable are the last act of a node."""
    match node:
        case If():
            return _tail_calls_of(variable, node.then) + _tail_calls_of(variable, node.otherwise)
        case Let() | LetValues():
            return _tail_calls_of(variable, node.body)
        case Fix():
            found = _tail_calls_of(variable, node.body)
            if is_loop(node):
                loop = node.values[0]
                assert isinstance(loop, Lambda)
                assert loop.body is not None
                found += _tail_calls_of(variable, loop.body)
            return found
        case And() | Or() | Sequence():
            return _tail_calls_of(variable, node.parts[-1])
        case Call(function=LocalRef(variable=called)) if called is variable:
            return 1
    return 0


def is_loop(node: Fix) -> bool:
    """Return whether it is a loop: one procedure that only ever calls itself as its last act.

    None of its variables may be kept by a closure, for a loop's next turn changes them.
    """
    if node.loop is None:
        node.loop = _is_loop(node)
    return node.loop


def _is_loop(node: Fix) -> bool:
    if len(node.variables) != 1:
        return False
    variable, value = node.variables[0], node.values[0]
    if variable is None or not isinstance(value, Lambda) or value.body is None:
        return False
    if variable.assigned or variable.escapes or not value.plain:
        return False
    start = node.body
    if not isinstance(start, Call) or not _is_call_of(start, variable):
        return False
    if any(each.outlives for each in value.own):
        return False
    return _tail_calls_of(variable, value.body) == variable.calls - 1


def _is_call_of(node: Call, variable: Variable) -> bool:
    function = node.function
    return (
        isinstance(function, LocalRef)
        and function.variable is variable
        and variable.value is not None
        and len(node.arguments) == len(variable.value.required)
    )


def called_lambda(node: Call) -> Lambda | None:
    """Return the procedure that a call calls, where that is certain."""
    function = node.function
    if isinstance(function, LocalRef):
        return function.variable.value
    if isinstance(function, GlobalRef) and function.variable.definitions == 1:
        return function.variable.value
    return None


def only_escapes(receiver: Lambda) -> bool:
    """Return whether a receiver's continuation is only ever called while the receiver runs.

    It is called and not kept, in the receiver itself or in procedures that are arguments of a
    library's or that only ever are called by their names.
    """
    if len(receiver.required) != 1 or not receiver.plain or receiver.body is None:
        return False
    continuation = receiver.required[0]
    if continuation.escapes or continuation.assigned:
        return False
    stack: list[tuple[Node, bool]] = [(receiver.body, True)]
    while stack:
        node, within = stack.pop()
        if isinstance(node, LocalRef) and node.variable is continuation and not within:
            return False
        passed = isinstance(node, Call) and isinstance(node.function, PrimitiveRef)
        for child in children(node):
            kept = isinstance(child, Lambda | CaseLambda) and not passed and _is_kept(child)
            stack.append((child, within and not kept))
    return True


def _is_kept(made: Lambda | CaseLambda) -> bool:
    return isinstance(made, CaseLambda) or made.escapes


def can_repeat(made: Lambda) -> bool:
    """Return whether a procedure that calls itself as its last act can be made a loop."""
    return made.plain and not any(each.outlives for each in made.own)


def may_tail_call(made: Lambda) -> bool:
    """Return whether a procedure may ask its caller for a tail call."""
    if made.tail_calls is None:
        made.tail_calls = True  # for those that come back here
        assert made.body is not None
        made.tail_calls = _may_tail_call(made.body, made, [])
    return made.tail_calls


def _may_tail_call(node: Node, made: Lambda, loops: list[Lambda]) -> bool:
    match node:
        case If():
            return any(_may_tail_call(each, made, loops) for each in (node.then, node.otherwise))
        case Let() | LetValues():
            return _may_tail_call(node.body, made, loops)
        case And() | Or() | Sequence():
            return _may_tail_call(node.parts[-1], made, loops)
        case Fix():
            if is_loop(node):
                loop = node.values[0]
                assert isinstance(loop, Lambda)
                assert loop.body is not None
                return _may_tail_call(loop.body, made, [*loops, loop])
            return _may_tail_call(node.body, made, loops)
        case Call(function=PrimitiveRef(primitive=primitive)):
            return primitive.assigned or primitive.entry.tail
        case Call():
            called = called_lambda(node)
            if called is None:
                return True
            if called in loops or (called is made and can_repeat(made)):
                return False
            return may_tail_call(called)
    return False
