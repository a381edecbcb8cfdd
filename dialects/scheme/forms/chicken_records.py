"""The records of CHICKEN's eggs `defstruct`, `record-variants` and `typed-records`."""

from __future__ import annotations

from typing import Any, Final

from ..data import SPECIALS, Pair, Symbol, to_list
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..nodes import Const, Node
from ..syntax import Alias, complain, is_identifier, strip
from ..tokens import Place
from .chicken import define_record, define_record_type

__all__ = ["TABLE"]

TABLE: Final = Table()


def _without_type(x: Expander, datum: Any, place: Place) -> Any:
    """Return a field without the `: type` at its end."""
    if datum.__class__ is not Pair:
        return datum
    words = [each for each, _ in x.parts(datum, place, "field")]
    for number, each in enumerate(words):
        if is_identifier(each) and strip(each).name == ":":
            words = words[:number]
            return words[0] if len(words) == 1 else to_list(words)
    return datum


def _typed_record(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-record name field ...)`, a field being also `(field : type)`."""
    words = [each for each, _ in x.parts(form.cdr, place, "define-record")]
    plain = [_without_type(x, each, place) for each in words]
    define_record(x, Pair(form.car, to_list(plain)), frame, place)


TABLE.syntax("define-record")(Definition(_typed_record))


def _typed_record_type(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`define-record-type` whose fields may end in `: type`."""
    words = [each for each, _ in x.parts(form.cdr, place, "define-record-type")]
    plain = []
    for number, each in enumerate(words):
        made = _without_type(x, each, place) if number > 2 else each
        plain.append(to_list([made]) if number > 2 and is_identifier(made) else made)
    define_record_type(x, Pair(form.car, to_list(plain)), frame, place)


TABLE.syntax("define-record-type")(Definition(_typed_record_type))


class _Names:
    """The names that a structure's name and its fields make."""

    def __init__(self, name: Any) -> None:
        self.name = name
        self.text: str = strip(name).name

    def __call__(self, text: str) -> Any:
        made = Symbol(text)
        return Alias(made, self.name.scope) if isinstance(self.name, Alias) else made


def _defstruct(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(defstruct name field ...)`, a field being a name or `(name default)`, perhaps typed.

    Defines `make-name` with keyword arguments, `name?`, accessors, modifiers, `update-name`,
    `set-name!`, `name->alist` and `alist->name`.
    """
    words = [each for each, _ in x.parts(form.cdr, place, "defstruct")]
    if not words or not is_identifier(words[0]):
        complain("defstruct takes a name and fields", place)
    names = _Names(words[0])
    fields: list[tuple[Any, Any]] = []
    for word in words[1:]:
        plain = _without_type(x, word, place)
        if plain.__class__ is Pair:
            parts = [each for each, _ in x.parts(plain, place, "field")]
            if len(parts) != 2 or not is_identifier(parts[0]):
                complain("a field of defstruct is a name, or a name and a default", place)
            fields.append((parts[0], parts[1]))
        elif is_identifier(plain):
            fields.append((plain, False))
        else:
            complain("a field of defstruct is a name, or a name and a default", place)
    _structure(x, names, fields, frame, place)


def _structure(
    x: Expander, names: _Names, fields: list[tuple[Any, Any]], frame: Frame, place: Place
) -> None:
    core = x.image.core_scope

    def known(text: str) -> Alias:
        return Alias(Symbol(text), core)

    def call(*parts: Any) -> Any:
        return to_list(parts)

    def define(name: Any, parameters: Any, *body: Any) -> None:
        frame.add(to_list([known("define"), Pair(name, parameters), *body]), place)

    text = names.text
    plain = [strip(field).name for field, _ in fields]
    symbols = [field for field, _ in fields]
    make = Symbol.fresh(f"make-{text}")
    readers = [names(f"{text}-{each}") for each in plain]
    specs = [
        call(field, reader, names(f"{text}-{each}-set!"))
        for field, reader, each in zip(symbols, readers, plain, strict=True)
    ]
    define_record_type(
        x,
        call(None, names.name, call(make, *symbols), names(f"{text}?"), *specs),
        frame,
        place,
    )
    keywords = [call(field, default) for field, default in fields]
    define(names(f"make-{text}"), call(SPECIALS["key"], *keywords), call(make, *symbols))
    record = Symbol.fresh("record")
    kept = [
        call(field, call(reader, record)) for field, reader in zip(symbols, readers, strict=True)
    ]
    update = call(record, SPECIALS["key"], *kept)
    define(names(f"update-{text}"), update, call(make, *symbols))
    setters = [
        call(names(f"{text}-{each}-set!"), record, field)
        for each, field in zip(plain, symbols, strict=True)
    ]
    define(names(f"set-{text}!"), update, *setters, record)
    entries = [
        call(known("cons"), call(known("quote"), Symbol(each)), call(reader, record))
        for each, reader in zip(plain, readers, strict=True)
    ]
    define(names(f"{text}->alist"), call(record), call(known("list"), *entries))
    alist = Symbol.fresh("alist")
    entry = Symbol.fresh("entry")
    found = [
        call(
            known("let"),
            call(call(entry, call(known("assq"), call(known("quote"), Symbol(each)), alist))),
            call(known("if"), entry, call(known("cdr"), entry), default),
        )
        for each, (_, default) in zip(plain, fields, strict=True)
    ]
    define(names(f"alist->{text}"), call(alist), call(make, *found))


TABLE.syntax("defstruct")(Definition(_defstruct))


def _variant(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-record-variant name (type option ...) field ...)`: other names for a record type.

    The options say how much is checked; here all is.
    """
    words = [each for each, _ in x.parts(form.cdr, place, "define-record-variant")]
    if len(words) < 2 or not is_identifier(words[0]):
        complain("define-record-variant takes a name, a record type and fields", place)
    names = _Names(words[0])
    type_ = words[1].car if words[1].__class__ is Pair else words[1]
    if not is_identifier(type_):
        complain("a variant of what is no record type", place)
    fields = [each.cdr.car if each.__class__ is Pair else each for each in words[2:]]
    if not all(map(is_identifier, fields)):
        complain("a field of a record that is no name", place)

    def made(procedure: str, *details: Any) -> Any:
        def node() -> Node:
            constants = (Const(place, each) for each in details)
            return x.call(procedure, place, x.reference(type_, frame.scope, place), *constants)

        return node

    plain = [strip(each) for each in fields]
    make, test = Symbol(f"make-{names.text}"), Symbol(f"{names.text}?")
    frame.define(names(make.name), made("%record-constructor", make, plain), place)
    frame.define(names(test.name), made("%record-predicate", test), place)
    for field in plain:
        get = Symbol(f"{names.text}-{field.name}")
        put = Symbol(f"{get.name}-set!")
        frame.define(names(get.name), made("%record-accessor", get, field), place)
        frame.define(names(put.name), made("%record-modifier", put, field), place)


TABLE.syntax("define-record-variant")(Definition(_variant))
