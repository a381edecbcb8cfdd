"""What Guile calls conditions: a key and arguments, as the handlers of `catch` get them.

The arguments are most often the procedure or #f, a template, what fills it, and more data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from ....conditions import ArgumentTypeError, ArgumentValueError, Condition
from ...bridge import entries, from_python
from ...condition_types import Compound
from ...conditions import (
    ArityError,
    DivisionError,
    ErrorObject,
    KeywordError,
    NonContinuableError,
    NotProcedureError,
    RangeError,
    ReadFailure,
    SystemFailure,
    UnboundVariableError,
    WrongTypeError,
)
from ...control import Exit
from ...data import NIL, Pair, String, Symbol, to_list
from ...dynamics import STATE
from ...exits import exit_status
from ...printer import displayed, written
from ...syntax import SyntaxFailure

__all__ = [
    "EXCEPTION",
    "Quit",
    "Thrown",
    "exception_text",
    "filled",
    "irritants_of",
    "key_and_arguments",
    "thrown",
]

EXCEPTION: Final = Symbol("%exception")
"""The key of an object that was raised and that is no condition of Guile's own."""

_WRONG_TYPE: Final = "Wrong type argument in position ~A (expecting ~A): ~S"
_OPENS: Final = re.compile(r"open-(binary-)?(in|out)put-file|(call|with).*-file|load")


class Thrown(ErrorObject):
    """What `throw` has thrown: a key and arguments, which are Scheme values."""

    def __init__(self, key: Symbol, arguments: tuple[Any, ...]) -> None:
        super().__init__("", ())
        self.key = key
        self.arguments = arguments
        subr, template, told = message_of(arguments)
        if template is not None:
            self.procedure = "" if subr is False else displayed(subr, STATE.profile)
            self.given = self.message = template.text
            self.irritants = told

    def __str__(self) -> str:
        return exception_text(self.key, self.arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return ErrorObject, (str(self),)


class Quit(Exit):
    """What `exit` raises in Guile, where a handler may see it: the key `quit`, and arguments."""

    key = Symbol("quit")

    def __init__(self, arguments: tuple[Any, ...], status: int) -> None:
        super().__init__(status)
        self.arguments = arguments


def message_of(arguments: tuple[Any, ...]) -> tuple[Any, String | None, tuple[Any, ...]]:
    """Return the procedure, the template (None if there is none) and what fills it."""
    if len(arguments) != 4 or arguments[1].__class__ is not String:
        return False, None, ()
    subr, template, told, _ = arguments
    if told is not False and told is not NIL and told.__class__ is not Pair:
        return False, None, ()
    return subr, template, tuple(_items(told))


def _items(told: Any) -> list[Any]:
    found = []
    while told.__class__ is Pair:
        found.append(told.car)
        told = told.cdr
    return found


def thrown(key: Symbol, arguments: tuple[Any, ...]) -> Any:
    """Return the object that stands for a key and arguments, when they are raised."""
    if key is EXCEPTION and len(arguments) == 1:
        return arguments[0]
    if key is Quit.key:
        return Quit(arguments, exit_status(arguments, STATE.profile))
    return Thrown(key, arguments)


def _named(procedure: str) -> Any:
    return String(procedure) if procedure else False


def _listed(*items: Any) -> Any:
    return to_list(items)


def key_and_arguments(condition: Any) -> tuple[Any, ...]:
    """Return the key and the arguments of what was raised.

    An object that no Guile primitive raises has the key `%exception` and is the argument itself.
    """
    if isinstance(condition, Thrown | Quit):
        return (condition.key, *condition.arguments)
    key: Any = getattr(condition, "key", None)
    if isinstance(condition, Condition) and key is not None:  # of the dialect's sockets
        arguments = condition.arguments  # type: ignore[attr-defined]
        made = [from_python(False if each is None else each) for each in arguments]
        return (Symbol(str(key)), *made)
    if isinstance(condition, Compound | NonContinuableError):
        return (EXCEPTION, condition)
    if isinstance(condition, ErrorObject):
        return _of_error(condition)
    if isinstance(condition, Condition):  # of the port procedures
        return _of_port(condition)
    return (EXCEPTION, condition)


def _of_port(condition: Condition) -> tuple[Any, ...]:
    where = _named(condition.procedure)
    told = from_python(list(condition.irritants))
    number = getattr(condition, "errno", None)
    if number:
        text = String(str(getattr(condition, "strerror", condition.message)))
        return (Symbol("system-error"), where, String("~A"), _listed(text), _listed(number))
    if isinstance(condition, ArgumentTypeError | ArgumentValueError):
        place, expected = condition.position, _bare(condition.expected)
        given = condition.value if condition.value is not None else False
        value = _listed(given)
        filling = _listed(place, String(expected), given)
        return (Symbol("wrong-type-arg"), where, String(_WRONG_TYPE), filling, value)
    name = {"DecodingError": "decoding-error", "EncodingError": "encoding-error"}
    key = name.get(type(condition).__name__, "misc-error")
    return (Symbol(key), where, String(condition.message), told, False)


def _bare(expected: str) -> str:
    return re.sub("^an? ", "", expected)


def _of_error(condition: ErrorObject) -> tuple[Any, ...]:
    where = _named(condition.procedure)
    irritants = to_list(condition.irritants)
    match condition:
        case RangeError():
            text, told = String("Value out of range: ~S"), irritants
            if condition.place:
                text = String("Argument ~A out of range: ~S")
                told = _listed(condition.place, condition.value)
            return (Symbol("out-of-range"), where, text, told, irritants)
        case WrongTypeError():
            expected = String(_bare(condition.expected))
            if condition.place:
                told = _listed(condition.place, expected, condition.value)
                return (Symbol("wrong-type-arg"), where, String(_WRONG_TYPE), told, irritants)
            text = String("Wrong type (expecting ~A): ~S")
            told = _listed(expected, condition.value)
            return (Symbol("wrong-type-arg"), where, text, told, irritants)
        case NotProcedureError():
            text = String("Wrong type to apply: ~S" if irritants is not NIL else condition.message)
            return (Symbol("wrong-type-arg"), where, text, irritants, irritants)
        case UnboundVariableError():
            name = _listed(Symbol(str(condition.name)))
            return (Symbol("unbound-variable"), where, String("Unbound variable: ~S"), name, False)
        case ArityError():
            return _of_arity(condition, where)
        case KeywordError():
            return (
                Symbol("keyword-argument-error"),
                where,
                _keyword_text(condition),
                NIL,
                irritants,
            )
        case DivisionError():
            text = String("Numerical overflow")
            return (Symbol("numerical-overflow"), where or String("divide"), text, False, False)
        case SystemFailure():
            return _of_system(condition, irritants)
        case SyntaxFailure():
            return _of_syntax(condition, irritants)
        case ReadFailure():
            return (Symbol("read-error"), False, String(condition.message), irritants, False)
    given = condition.given
    if given.__class__ is String and not given.mutable:
        given = given.text  # as Guile compiles a call of `error` with a literal
    if isinstance(given, str):
        told, template = irritants, given.replace("~", "~~") + " ~S" * len(condition.irritants)
    else:
        told, template = Pair(given, irritants), "~A" + " ~S" * len(condition.irritants)
    return (Symbol("misc-error"), where, String(template), told, False)


def _keyword_text(condition: ErrorObject) -> String:
    for part, text in (("unknown", "Unrecognized keyword"), ("no keyword", "Invalid keyword")):
        if part in condition.message:
            return String(text)
    return String("Keyword argument has no value")


def _of_arity(condition: ArityError, where: Any) -> tuple[Any, ...]:
    key = Symbol("wrong-number-of-args")
    name = condition.called or condition.procedure
    if not name:
        return (key, where, String(condition.message), NIL, False)
    image = STATE.image
    procedure = image.globals.get(name) if image is not None else None
    told = _listed(Symbol(name) if procedure is None else procedure)
    return (key, False, String("Wrong number of arguments to ~A"), told, False)


def _of_system(condition: SystemFailure, irritants: Any) -> tuple[Any, ...]:
    opens = _OPENS.fullmatch(condition.procedure)
    where = String("open-file") if opens else _named(condition.procedure)
    text = String("~A: ~S" if irritants is not NIL else "~A")
    told = Pair(String(condition.strerror or ""), irritants)
    return (Symbol("system-error"), where, text, told, _listed(condition.errno))


def _of_syntax(condition: SyntaxFailure, irritants: Any) -> tuple[Any, ...]:
    place = condition.place
    where = _listed(
        Pair(Symbol("filename"), String(place.file)),
        Pair(Symbol("line"), place.line - 1),
        Pair(Symbol("column"), place.column - 1),
    )
    text = String(condition.message)
    form = irritants.car if irritants is not NIL else False
    return (Symbol("syntax-error"), False, text, where if place.line else False, form, False)


# Text


def filled(template: str, values: list[Any]) -> str:
    """Return a template with its `~A` and `~S` filled; those that have no value stay."""
    left = list(values)

    def replaced(found: re.Match[str]) -> str:
        match found[1]:
            case "%":
                return "\n"
            case "~":
                return "~"
            case "a" | "A" if left:
                return displayed(left.pop(0), STATE.profile)
            case "s" | "S" if left:
                return written(left.pop(0), STATE.profile)
        return found[0]

    return re.sub("~(.)", replaced, template, flags=re.DOTALL)


def error_text(subr: Any, message: Any, told: Any) -> str:
    """Return the line for a procedure, a template and what fills it, as Guile prints it."""
    where = "" if subr is False else f"In procedure {displayed(subr, STATE.profile)}: "
    text = message.text if message.__class__ is String else displayed(message, STATE.profile)
    return f"{where}{filled(text, _items(told))}"


def irritants_of(arguments: tuple[Any, ...]) -> Any:
    """Return the list of what fills the template among the arguments of a key."""
    return to_list(message_of(arguments)[2])


def _of_place(where: Any) -> str:
    found = {}
    for each in _items(where):
        if each.__class__ is Pair and each.car.__class__ is Symbol:
            found[each.car.name] = each.cdr
    if "line" not in found:
        return "unknown location"
    file = found.get("filename", False)
    name = file.text if file.__class__ is String else "unknown file"
    return f"{name}:{found['line'] + 1}:{found.get('column', 0)}"


def _syntax_text(arguments: tuple[Any, ...]) -> str | None:
    if len(arguments) < 5:
        return None
    who, what, where, form, subform = arguments[:5]
    named = "" if who is False else f"{displayed(who, STATE.profile)}: "
    place = f"Syntax error:\n{_of_place(where)}: {named}{displayed(what, STATE.profile)}"
    if subform is not False:
        shown = written(subform, STATE.profile)
        return f"{place} in subform {shown} of {written(form, STATE.profile)}"
    return f"{place} in form {written(form, STATE.profile)}" if form is not False else place


def _keyword_line(arguments: tuple[Any, ...]) -> str | None:
    if len(arguments) != 4:
        return None
    data = _items(arguments[3])
    text = displayed(arguments[1], STATE.profile)
    return f"{text}: {written(data[0], STATE.profile)}" if data else text


def _address_line(arguments: tuple[Any, ...]) -> str | None:
    if len(arguments) != 1 or arguments[0].__class__ is not int:
        return None
    told = entries(STATE.profile)["gai-strerror"].value(arguments[0])
    return f"In procedure getaddrinfo: {told.text}"


def _message_line(arguments: tuple[Any, ...]) -> str | None:
    subr, template, told = message_of(arguments)
    return None if template is None else error_text(subr, template, to_list(told))


_LINES: Final[dict[str, Callable[[tuple[Any, ...]], str | None]]] = {
    "getaddrinfo-error": _address_line,
    "keyword-argument-error": _keyword_line,
    "syntax-error": _syntax_text,
    **dict.fromkeys(
        [
            "decoding-error",
            "encoding-error",
            "host-not-found",
            "misc-error",
            "no-data",
            "no-recovery",
            "out-of-range",
            "program-error",
            "read-error",
            "regular-expression-syntax",
            "system-error",
            "try-again",
            "unbound-variable",
            "wrong-number-of-args",
            "wrong-type-arg",
            "vm-error",
        ],
        _message_line,
    ),
}
"""By key, how its arguments are told; None where they are not as they should be."""


def exception_text(key: Any, arguments: tuple[Any, ...]) -> str:
    """Return what Guile prints of a key and arguments."""
    line = _LINES.get(getattr(key, "name", ""))
    text = line(arguments) if line is not None else None
    if text is not None:
        return text
    profile = STATE.profile
    given = written(to_list(arguments), profile)
    return f"Throw to key `{displayed(key, profile)}' with args `{given}'."
