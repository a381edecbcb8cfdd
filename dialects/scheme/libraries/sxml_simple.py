"""XML as lists, written and read: (sxml simple)."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from ..conditions import WrongTypeError, error
from ..control import parameterized
from ..data import NIL, Pair, String, Symbol, from_list, is_procedure
from ..declaration import Table
from ..kinds import Text
from ..ports import CURRENT_INPUT, CURRENT_OUTPUT, StringInput, put
from ..printer import displayed
from .keywords import keyword_arguments
from .xml_reader import Document, is_name_character, is_name_start

__all__ = ["TABLE"]

TABLE: Final = Table()

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

_TOP: Final = Symbol("*TOP*")
_ENTITY: Final = Symbol("*ENTITY*")
_INSTRUCTION: Final = Symbol("*PI*")
_ATTRIBUTES: Final = Symbol("@")


@TABLE.procedure("sxml->xml")
def sxml_to_xml(tree: Any, port: Any = None) -> None:
    """Write a tree as XML. Guile manual, Reading and Writing XML.

    A procedure in it is called and writes to the current output port.
    """
    _write(tree, CURRENT_OUTPUT() if port is None else port)


def _write(tree: Any, port: Any) -> None:
    if tree.__class__ is Pair:
        head, rest = tree.car, tree.cdr
        if head.__class__ is not Symbol:
            for each in _all(tree):
                _write(each, port)
        elif head is _TOP:
            _write(rest, port)
        elif head is _ENTITY:
            (name,) = _parts("*ENTITY*", rest, 1)
            put(port, f"&{name};")
        elif head is _INSTRUCTION:
            target, text = _parts("*PI*", rest, 2)
            put(port, f"<?{target} {text}?>")
        else:
            _element(head, rest, port)
    elif tree.__class__ is String:
        put(port, tree.text.translate(_ESCAPES))
    elif is_procedure(tree):
        parameterized([(CURRENT_OUTPUT, port)], tree)
    elif tree.__class__ is not bool and tree is not NIL:
        put(port, displayed(tree).translate(_ESCAPES))


def _all(items: Any) -> list[Any]:
    """Return the items of what must be a list."""
    found, rest = [], items
    while rest.__class__ is Pair:
        found.append(rest.car)
        rest = rest.cdr
    if rest is not NIL:
        raise WrongTypeError("for-each", 2, "a list", items)
    return found


def _parts(tag: str, items: Any, count: int) -> list[str]:
    found = from_list(items)
    if len(found) != count:
        raise error(f"bad {tag} args", items)
    return [displayed(each) for each in found]


def _element(tag: Symbol, rest: Any, port: Any) -> None:
    _check_name(tag)
    put(port, f"<{tag.name}")
    first = rest.car if rest.__class__ is Pair else NIL
    if first.__class__ is Pair and first.car is _ATTRIBUTES:
        for attribute in from_list(first.cdr):
            _attribute(tag, attribute, port)
        rest = rest.cdr
    if rest.__class__ is not Pair:
        put(port, " />")
        return
    put(port, ">")
    while rest.__class__ is Pair:
        _write(rest.car, port)
        rest = rest.cdr
    if rest is not NIL:
        raise error("bad element body", tag, rest)
    put(port, f"</{tag.name}>")


def _attribute(tag: Symbol, attribute: Any, port: Any) -> None:
    if attribute.__class__ is not Pair:
        raise error("bad attribute", tag, attribute)
    name = attribute.car
    if name.__class__ is not Symbol:
        raise WrongTypeError("symbol->string", 1, "a symbol", name)
    _check_name(name)
    put(port, f' {name.name}="')
    _value(attribute.cdr, port)
    put(port, '"')


def _value(value: Any, port: Any) -> None:
    """Write what an attribute is, or the items of it."""
    while value.__class__ is Pair:
        _value(value.car, port)
        value = value.cdr
    if value.__class__ is String:
        put(port, value.text.translate(_ESCAPES))
    elif is_procedure(value):
        parameterized([(CURRENT_OUTPUT, port)], value)
    elif value is not NIL:
        put(port, displayed(value).translate(_ESCAPES))


def _check_name(symbol: Symbol) -> None:
    parts = symbol.name.split(":")
    if len(parts) > 2:
        raise error("Invalid QName: more than one colon", symbol)
    for part in parts:
        if not part or not is_name_start(part[0]):
            raise error("Invalid name starting character", String(part), symbol)
        for char in part:
            if not is_name_character(char):
                raise error("Invalid name character", char, String(part), symbol)


@TABLE.procedure("sxml->string")
def sxml_to_string(tree: Any) -> Text:
    """Return a tree's strings, one behind the other. Guile manual, Reading and Writing XML."""
    found: list[str] = []
    _gather(tree, found)
    return "".join(found)


def _gather(tree: Any, found: list[str]) -> None:
    while tree.__class__ is Pair:
        _gather(tree.car, found)
        tree = tree.cdr
    if tree.__class__ is String:
        found.append(tree.text)


_OPTIONS: Final = {
    "namespaces": NIL,
    "declare-namespaces?": True,
    "trim-whitespace?": False,
    "entities": NIL,
    "default-entity-handler": False,
    "doctype-handler": False,
}


@TABLE.procedure("xml->sxml")
def xml_to_sxml(source: Any = None, *options: Any) -> Any:
    """Return the document that a string or a port has, as a tree.

    Guile manual, Reading and Writing XML.
    """
    if source is not None and source.__class__ not in (String,) and not hasattr(source, "close"):
        _refuse(source)
    namespaces, declared, trims, entities, default, doctype = keyword_arguments(
        "xml->sxml", options, _OPTIONS
    )
    if source is None:
        source = CURRENT_INPUT()
    elif source.__class__ is String:
        source = StringInput(source.text)
    document = Document(source, trims is not False, default, doctype)
    document.add_namespaces(namespaces, declared is not False)
    document.add_entities(entities)
    return document.read()


def _refuse(source: Any) -> NoReturn:
    raise WrongTypeError("peek-char", 1, "an open input port", source)
