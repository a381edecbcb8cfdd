"""CLOS, Sagittarius's objects: (clos user) and (clos core), over `objects` and `generics`.

Sections are those of Sagittarius's reference, CLOS.
"""

from __future__ import annotations

import functools
from typing import Any, Final

from ...calls import call, stepwise
from ...data import (
    NIL,
    Keyword,
    Pair,
    String,
    Symbol,
    from_list,
    is_procedure,
    iterate,
    to_list,
)
from ...declaration import Table
from ...dynamics import STATE
from ...equality import is_eqv
from ...generics import Generic, Method, Next, forget
from ...kinds import Items, Proc, Sym
from ...objects import (
    UNBOUND,
    Attribute,
    Class,
    Instance,
    PrecedenceError,
    Slot,
    linearize,
    options_of,
)
from ...ports import StringOutput
from ...printer import displayed, written
from .. import io
from .classes import (
    CLASSES,
    SYSTEM,
    Object,
    OneOf,
    Same,
    class_,
    definition,
    fail,
    slot_of,
)

__all__ = ["TABLE"]

TABLE: Final = Table()

for _name, _cls in CLASSES.items():
    TABLE.value(_name, _cls)

_TOP: Final = CLASSES["<top>"]
_OBJECT: Final = CLASSES["<object>"]
_CLASS: Final = CLASSES["<class>"]
_GENERIC: Final = CLASSES["<generic>"]
_METHOD: Final = CLASSES["<method>"]
_LIST: Final = CLASSES["<list>"]

class_of = SYSTEM.class_of

TABLE.procedures(**{"class-of": class_of})


def _missing(generic: Generic, args: tuple[Any, ...]) -> Any:
    classes = to_list([class_of(each) for each in args])
    told = f"no applicable method for {written(generic)} with class(es) {written(classes)}"
    fail("call-next-method", f"{told} of arguments", to_list(args))


def _new_generic(name: Any, cls: Class = _GENERIC, shared: bool = False) -> Generic:
    made = Generic(SYSTEM, name, _missing, _missing, shared=shared)
    made.cls = cls
    return made


def _generic(name: str) -> Generic:
    """Return a generic function that programs may add methods to, and export it."""
    made = _new_generic(Symbol(name), shared=True)
    TABLE.value(name, made, tail=True)
    return made


MAKE: Final = _generic("make")
ALLOCATE: Final = _generic("allocate-instance")
INITIALIZE: Final = _generic("initialize")
SLOT_UNBOUND: Final = _generic("slot-unbound")
SLOT_MISSING: Final = _generic("slot-missing")
WRITE_OBJECT: Final = _generic("write-object")
OBJECT_EQUAL: Final = _generic("object-equal?")
OBJECT_APPLY: Final = _generic("object-apply")
APPLY_SETTER: Final = _generic("setter of object-apply")
OBJECT_COMPARE: Final = _generic("object-compare")
OBJECT_HASH: Final = _generic("object-hash")
COMPUTE_CPL: Final = _generic("compute-cpl")
COMPUTE_SLOTS: Final = _generic("compute-slots")
COMPUTE_ACCESSORS: Final = _generic("compute-getters-and-setters")
COMPUTE_ACCESSOR: Final = _generic("compute-getter-and-setter")
ADD_METHOD: Final = _generic("add-method")
REMOVE_METHOD: Final = _generic("remove-method")
COMPUTE_APPLICABLE: Final = _generic("compute-applicable-methods")
FILTER_APPLICABLE: Final = _generic("filter-applicable-methods")
MORE_SPECIFIC: Final = _generic("compute-method-more-specific?")
COMPUTE_APPLY: Final = _generic("compute-apply-generic")
COMPUTE_APPLY_METHODS: Final = _generic("compute-apply-methods")
CHANGE_CLASS: Final = _generic("change-class")
UPDATE_INSTANCE: Final = _generic("update-instance!")
REDEFINE: Final = _generic("redefine-class!")
UPDATE_SUBCLASS: Final = _generic("update-direct-subclass!")
SLOT_EXISTS: Final = _generic("slot-exists-using-class?")

Object.apply = OBJECT_APPLY
Object.apply_setter = APPLY_SETTER
OBJECT_APPLY.scheme_setter = APPLY_SETTER


# Slots (8.1)


def slot_ref(instance: Any, name: Any) -> Any:
    """Return the value of a slot."""
    cls = class_of(instance)
    slot = cls.table.get(name)
    if slot is None:
        return (SLOT_MISSING, cls, instance, name)
    value = slot.read(instance)
    return (SLOT_UNBOUND, cls, instance, name) if value is UNBOUND else value


TABLE.procedure("slot-ref", tail=True)(slot_ref)


def slot_set(instance: Any, name: Any, value: Any) -> Any:
    """Set a slot."""
    cls = class_of(instance)
    slot = cls.table.get(name)
    if slot is None:
        return (SLOT_MISSING, cls, instance, name, value)
    slot.write(instance, value)
    return None


TABLE.procedure("slot-set!", tail=True)(slot_set)
slot_ref.scheme_setter = slot_set  # type: ignore[attr-defined]


@TABLE.procedure("slot-bound?", tail=True)
def is_slot_bound(instance: Any, name: Sym) -> Any:
    """Return whether a slot has a value. Sagittarius reference, CLOS user APIs."""
    cls = class_of(instance)
    slot = cls.table.get(name)
    if slot is None:
        return (SLOT_MISSING, cls, instance, name)
    return slot.read(instance) is not UNBOUND


@TABLE.procedure("slot-exists?", tail=True)
def is_slot(instance: Any, name: Sym) -> Any:
    """Return whether an object has a slot."""
    return (SLOT_EXISTS, class_of(instance), instance, name)


@SLOT_EXISTS.method(_CLASS, _TOP, _TOP)
def _(_: Next, cls: Class, instance: Any, name: Any) -> Any:
    return name in cls.table


def _slot_of_class(cls: Any, instance: Any, name: Symbol) -> Slot:
    if class_(cls) not in class_of(instance).ranks:
        fail("", f"object {written(instance)} is not an instance of class {written(cls)}")
    slot = cls.table.get(name)
    if slot is None:
        fail("", f"class {written(cls)} doesn't have slot named {name.name}.")
    found: Slot = slot
    return found


@TABLE.procedure("slot-ref-using-class", tail=True)
def slot_ref_using_class(cls: Any, instance: Any, name: Sym) -> Any:
    """Return a slot's value as a class has it. Sagittarius reference, CLOS user APIs."""
    value = _slot_of_class(cls, instance, name).read(instance)
    return (SLOT_UNBOUND, cls, instance, name) if value is UNBOUND else value


@TABLE.procedure("slot-set-using-class!")
def slot_set_using_class(cls: Any, instance: Any, name: Sym, value: Any) -> None:
    """Set a slot as a class has it. Sagittarius reference, CLOS user APIs."""
    _slot_of_class(cls, instance, name).write(instance, value)


@TABLE.procedure("slot-bound-using-class?")
def is_slot_bound_using_class(cls: Any, instance: Any, name: Sym) -> bool:
    """Return whether a class's slot has a value. Sagittarius reference, CLOS user APIs."""
    return _slot_of_class(cls, instance, name).read(instance) is not UNBOUND


def _accessor(procedure: str, value: Any) -> Slot:
    if not isinstance(value, Slot):
        fail(procedure, "a slot accessor is required, but got", value)
    found: Slot = value
    return found


@TABLE.procedure("slot-ref-using-accessor", tail=True)
def slot_ref_using_accessor(instance: Any, accessor: Any) -> Any:
    """Return a slot's value by its accessor. Sagittarius reference, CLOS user APIs."""
    slot = _accessor("slot-ref-using-accessor", accessor)
    value = slot.read(instance)
    if value is UNBOUND:
        return (SLOT_UNBOUND, class_of(instance), instance, slot.name)
    return value


@TABLE.procedure("slot-set-using-accessor!")
def slot_set_using_accessor(instance: Any, accessor: Any, value: Any) -> None:
    """Set a slot by its accessor. Sagittarius reference, CLOS user APIs."""
    _accessor("slot-set-using-accessor!", accessor).write(instance, value)


@SLOT_UNBOUND.method(_CLASS, _TOP, _TOP)
def _(_: Next, cls: Class, instance: Any, name: Any) -> Any:
    fail("", f"slot '{displayed(name)}' of object of class {written(cls)} is unbound")


@SLOT_MISSING.method(_CLASS, _TOP, _TOP, rest=True)
def _(_: Next, cls: Class, instance: Any, name: Any, *value: Any) -> Any:
    fail("", f"object of class {written(cls)} doesn't have such slot: {written(name)}")


def _list(procedure: str, slot: Any) -> Any:
    if slot.__class__ is not Pair:
        fail(procedure, "a slot definition is required, but got", slot)
    return slot


@TABLE.procedure("slot-definition-name")
def slot_definition_name(slot: Any) -> Any:
    """Return a slot's name. Sagittarius reference, CLOS core library."""
    return _list("slot-definition-name", slot).car


@TABLE.procedure("slot-definition-options")
def slot_definition_options(slot: Any) -> Any:
    """Return a slot's options. Sagittarius reference, CLOS core library."""
    return _list("slot-definition-options", slot).cdr


@TABLE.procedure("slot-definition-option")
def slot_definition_option(slot: Any, keyword: Any, default: Any = UNBOUND) -> Any:
    """Return a slot's option. Sagittarius reference, CLOS core library."""
    given = options_of(iterate(_list("slot-definition-option", slot).cdr))
    found = given.get(keyword.name, default) if isinstance(keyword, Keyword) else default
    if found is UNBOUND:
        fail("slot-definition-option", "no such option in the slot:", keyword, slot)
    return found


@TABLE.procedure("slot-definition-accessor")
def slot_definition_accessor(slot: Any) -> Any:
    """Return the name of a slot's accessor, or #f."""
    return slot_definition_option(slot, Keyword("accessor"), False)


# Instances


@TABLE.procedure("is-a?")
def is_a(value: Any, cls: Any) -> bool:
    """Return whether a value is an instance of a class. Sagittarius reference, CLOS user APIs."""
    return cls in class_of(value).ranks


@TABLE.procedure("subtype?")
def is_subtype(one: Any, other: Any) -> bool:
    """Return whether a class is below another. Sagittarius reference, CLOS user APIs."""
    return class_(one).is_below(other)


@MAKE.method(_CLASS, rest=True)
def _(_: Next, cls: Class, *initargs: Any) -> Any:
    given = to_list(initargs)
    instance = call(ALLOCATE, cls, given)
    call(INITIALIZE, instance, given)
    return instance


@ALLOCATE.method(_CLASS, _TOP)
def _(_: Next, cls: Class, initargs: Any) -> Any:
    made: Instance
    if issubclass(cls.layout, Class):
        made = Class(SYSTEM)
    elif issubclass(cls.layout, Generic):
        made = _new_generic(False, cls)
        if not cls.shared and cls is not _PREDICATES:
            made.custom = _protocol
    elif issubclass(cls.layout, Method):
        made = Method((), False, False)
    elif issubclass(cls.layout, Object):
        made = Object()
    else:
        fail(
            "allocate-instance",
            "built-in class can't be allocated via allocate-instance:",
            cls,
        )
    made.cls = cls
    return made


def _initialize_slot(instance: Any, slot: Slot, initargs: dict[str, Any]) -> None:
    """Give a slot its first value, if a keyword or an option has one."""
    given = options_of(slot.options)
    keyword = given.get("init-keyword")
    if isinstance(keyword, Keyword) and keyword.name in initargs:
        slot.write(instance, initargs[keyword.name])
    elif "init-value" in given:
        slot.write(instance, given["init-value"])
    elif "init-thunk" in given:
        slot.write(instance, call(given["init-thunk"]))


@INITIALIZE.method(_OBJECT, _LIST)
def _(_: Next, instance: Any, initargs: Any) -> Any:
    given = options_of(iterate(initargs))
    for slot in class_of(instance).table.values():
        if not isinstance(slot, Attribute):
            _initialize_slot(instance, slot, given)
    return instance


@TABLE.procedure("initialize-direct-slots")
def initialize_direct_slots(instance: Any, cls: Any, initargs: Any) -> None:
    """Give each slot of a class the value of the keyword of the same name."""
    given = options_of(iterate(initargs))
    for slot in class_(cls).direct_slots:
        if slot.name.name not in given:
            fail("initialize-direct-slots", f"no value for :{slot.name.name} in", initargs)
        call(slot_set, instance, slot.name, given[slot.name.name])


# Classes


@INITIALIZE.method(_CLASS, _LIST)
def _(following: Next, cls: Class, initargs: Any) -> Any:
    following.called()
    given = options_of(iterate(initargs))
    cls.name = given.get("definition-name", False)
    cls.supers = [class_(each) for each in iterate(given.get("direct-supers", NIL))]
    cls.direct_slots = [slot_of(each) for each in iterate(given.get("direct-slots", NIL))]
    cls.inherit(cls.supers, iterate(call(COMPUTE_CPL, cls)))
    slots = call(COMPUTE_SLOTS, cls)
    accessors = from_list(call(COMPUTE_ACCESSORS, cls, slots))
    inherited = (each for above in cls.precedence for each in above.slots)
    cls.has_slots([*(each for each in inherited if isinstance(each, Attribute)), *accessors])
    cls.initargs = initargs
    forget()
    return cls


@INITIALIZE.method(_GENERIC, _LIST)
def _(following: Next, generic: Generic, initargs: Any) -> Any:
    following.called()
    generic.name = options_of(iterate(initargs)).get("definition-name", False)
    return generic


@INITIALIZE.method(_METHOD, _LIST)
def _(following: Next, method: Method, initargs: Any) -> Any:
    following.called()
    given = options_of(iterate(initargs))
    method.specializers = tuple(iterate(given.get("specializers", NIL)))
    for each in method.specializers:
        if not isinstance(each, Class | Same | OneOf):
            fail("", "list of class required, but got", given["specializers"])
    formals = given.get("lambda-list", NIL)
    method.formals = formals
    while formals.__class__ is Pair:
        formals = formals.cdr
    method.rest = formals is not NIL
    method.procedure = given.get("procedure", False)
    if not is_procedure(method.procedure):
        fail("", "method procedure requires procedure but got", method.procedure)
    method.takes_next = True
    qualifier = given.get("qualifier", Keyword("primary"))
    method.qualifier = qualifier.name if isinstance(qualifier, Keyword) else ""
    if method.qualifier not in ("primary", "before", "after", "around"):
        fail("", "wrong method-qualifier", qualifier)
    return method


@COMPUTE_CPL.method(_CLASS)
def _(_: Next, cls: Class) -> Any:
    try:
        return to_list(linearize(cls, cls.supers))
    except PrecedenceError:
        supers = written(to_list(cls.supers))
        fail("", f"discrepancy found in class precedence lists of the superclasses: {supers}")


@COMPUTE_SLOTS.method(_CLASS)
def _(_: Next, cls: Class) -> Any:
    made: list[Any] = []
    for each in reversed(cls.precedence):
        made += [definition(slot) for slot in each.direct_slots if not isinstance(slot, Attribute)]
    return to_list(made)


@COMPUTE_ACCESSORS.method(_CLASS, _LIST)
def _(_: Next, cls: Class, slots: Any) -> Any:
    made = []
    for datum in iterate(slots):
        slot = slot_of(datum)
        ways = from_list(call(COMPUTE_ACCESSOR, cls, datum))
        read, write, bound = (*ways, False, False, False)[:3]
        if read is not False:
            slot.read = _reading(read, bound)
        if write is not False:
            slot.write = functools.partial(call, write)
        made.append(slot)
    return to_list(made)


def _reading(read: Any, bound: Any) -> Any:
    if bound is False:
        return functools.partial(call, read)
    return lambda instance: UNBOUND if call(bound, instance) is False else call(read, instance)


@COMPUTE_ACCESSOR.method(_CLASS, _LIST)
def _(_: Next, cls: Class, slot: Any) -> Any:
    return to_list([False, False, False])


def _reader(name: str, read: Any, of: Class = _CLASS) -> None:
    made = _generic(name)
    made.method(of)(lambda _, value: read(value))


for _name, _read in (
    ("class-name", lambda cls: cls.name),
    ("class-direct-supers", lambda cls: to_list(cls.supers)),
    ("class-direct-slots", lambda cls: to_list([definition(each) for each in cls.direct_slots])),
    ("class-cpl", lambda cls: to_list(cls.precedence)),
    (
        "class-slots",
        lambda cls: to_list([definition(s) for s in cls.slots if not isinstance(s, Attribute)]),
    ),
    ("class-direct-subclasses", lambda cls: to_list(cls.subclasses[::-1])),
):
    _reader(_name, _read)
_reader("generic-methods", lambda generic: to_list(generic.methods), _GENERIC)
for _name, _read in (
    ("method-specializers", lambda method: to_list(method.specializers)),
    ("method-procedure", lambda method: method.procedure),
    ("method-required", lambda method: len(method.specializers)),
    ("method-optional", lambda method: method.rest),
    ("method-qualifier", lambda method: Keyword(method.qualifier)),
):
    _reader(_name, _read, _METHOD)


def _metaclass(supers: list[Class]) -> Class:
    """Return the class of a class with these superclasses."""
    metas = list(dict.fromkeys(each.cls for each in supers))
    needed = [
        each
        for each in metas
        if not any(other is not each and each in other.ranks for other in metas)
    ]
    if len(needed) <= 1:
        return needed[0] if needed else _CLASS
    made: dict[Any, Class] = STATE.image.held.setdefault(_MADE, {})
    key = tuple(needed)
    if key not in made:
        names = (Keyword("definition-name"), Symbol("metaclass"), Keyword("direct-supers"))
        made[key] = call(MAKE, _CLASS, *names, to_list(needed))
    return made[key]


_MADE: Final = "metaclasses of CLOS that were made"
_BINDING: Final = Symbol("binding")


@TABLE.procedure("%define-class")
def define_class(
    old: Any, binding: Any, name: Sym, supers: Items, slots: Any, *options: Any
) -> Any:
    """Return a new class; a class that has had its name until now is redefined.

    `binding` is the global variable that the class is the value of, or #f.
    """
    given = options_of(options)
    above = [class_(each) for each in supers] or [_OBJECT]
    metaclass = given.get("metaclass", False)
    metaclass = _metaclass(above) if metaclass is False else class_(metaclass)
    said = (Keyword("definition-name"), name, Keyword("direct-supers"), to_list(above))
    made = call(MAKE, metaclass, *said, Keyword("direct-slots"), slots, *options)
    made.fields[_BINDING] = binding
    if isinstance(old, Class) and old.system is SYSTEM and not old.shared:
        _redefine(old, made)
    return made


def _redefine(old: Class, new: Class) -> None:
    call(REDEFINE, old, new)
    old.redefined = new
    forget()


@REDEFINE.method(_CLASS, _CLASS)
def _(_: Next, old: Class, new: Class) -> Any:
    for each in old.supers:
        if old in each.subclasses:
            each.subclasses.remove(old)
    for each in list(old.subclasses):
        call(UPDATE_SUBCLASS, each, old, new)
    return None


@UPDATE_SUBCLASS.method(_CLASS, _CLASS, _CLASS)
def _(_: Next, sub: Class, old: Class, new: Class) -> Any:
    supers = to_list([new if each is old else each for each in sub.supers])
    items = from_list(NIL if sub.initargs is None else sub.initargs)
    for place in range(0, len(items) - 1, 2):
        if items[place] is Keyword("direct-supers"):
            items[place + 1] = supers
    made = call(MAKE, sub.cls, *items)
    binding = made.fields[_BINDING] = sub.fields.get(_BINDING, False)
    _redefine(sub, made)
    for each in sub.supers:
        if sub not in each.subclasses:
            each.subclasses.append(sub)
    if binding is not False:
        STATE.image.globals[binding] = made
    return None


def _update(instance: Any) -> None:
    """Make an instance one of the class that has replaced its own."""
    while instance.cls.redefined is not None:
        _change(instance, instance.cls.redefined, ())


SYSTEM.updates = _update


def _change(instance: Any, cls: Class, initargs: tuple[Any, ...]) -> Any:
    old = Object()
    old.cls, old.fields = instance.cls, dict(instance.fields)
    SYSTEM.held.update((id(old), id(instance)))
    try:
        new = call(ALLOCATE, cls, to_list(initargs))
        for slot in cls.table.values():
            before = old.cls.table.get(slot.name)
            value = before.read(instance) if before is not None else UNBOUND
            if value is not UNBOUND and not isinstance(slot, Attribute):
                slot.write(new, value)
        instance.cls, instance.fields = cls, new.fields
        call(UPDATE_INSTANCE, instance, old, *initargs)
    finally:
        SYSTEM.held.difference_update((id(old), id(instance)))
    return instance


@CHANGE_CLASS.method(_OBJECT, _CLASS, rest=True)
def _(_: Next, instance: Any, cls: Class, *initargs: Any) -> Any:
    return _change(instance, cls, initargs)


@UPDATE_INSTANCE.method(_OBJECT, _OBJECT, rest=True)
def _(_: Next, new: Any, old: Any, *initargs: Any) -> Any:
    """Give the slots that both classes have their first values; new slots get none."""
    given = options_of(initargs)
    for slot in new.cls.table.values():
        known = slot.name in old.cls.table
        if known and not isinstance(slot, Attribute) and slot.read(new) is UNBOUND:
            _initialize_slot(new, slot, given)
    return None


# Generic functions and methods


def _protocol(generic: Generic, args: tuple[Any, ...]) -> Any:
    return (COMPUTE_APPLY, generic, to_list(args))


@COMPUTE_APPLY.method(_GENERIC, _LIST)
def _(_: Next, generic: Generic, args: Any) -> Any:
    methods = call(COMPUTE_APPLICABLE, generic, args)
    return (COMPUTE_APPLY_METHODS, generic, methods, args)


@FILTER_APPLICABLE.method(_GENERIC, _LIST)
def _(_: Next, generic: Generic, args: Any) -> Any:
    given = tuple(from_list(args))
    return to_list([each for each in generic.methods if each.applies(given)])


@MORE_SPECIFIC.method(_GENERIC, _LIST)
def _(_: Next, generic: Generic, args: Any) -> Any:
    given = tuple(from_list(args))
    return lambda one, other: generic.more_specific(one, other, given)


@COMPUTE_APPLICABLE.method(_GENERIC, _LIST)
def _(_: Next, generic: Generic, args: Any) -> Any:
    more_specific = call(MORE_SPECIFIC, generic, args)
    found: list[Any] = []
    for method in iterate(call(FILTER_APPLICABLE, generic, args)):
        place = 0
        while place < len(found) and call(more_specific, method, found[place]) is False:
            place += 1
        found.insert(place, method)
    return to_list(generic.combined(found))


@COMPUTE_APPLY_METHODS.method(_GENERIC, _TOP, _TOP)
def _(_: Next, generic: Generic, methods: Any, args: Any) -> Any:
    return generic.run(from_list(methods), 0, tuple(from_list(args)))


@COMPUTE_APPLY_METHODS.method(_GENERIC, _TOP, _TOP, _TOP)
def _(_: Next, generic: Generic, methods: Any, build_next: Any, args: Any) -> Any:
    return (call(build_next, generic, methods, args),)


@ADD_METHOD.method(_GENERIC, _METHOD)
def _(_: Next, generic: Generic, method: Method) -> Any:
    generic.add(method)
    return generic


@ADD_METHOD.method(_TOP, _TOP)
def _(_: Next, generic: Any, method: Any) -> Any:
    if not isinstance(generic, Generic):
        fail("add-method", "a generic function is required, but got", generic)
    fail("add-method", "method required but got", method)


@REMOVE_METHOD.method(_GENERIC, _METHOD)
def _(_: Next, generic: Generic, method: Method) -> Any:
    generic.remove(method)
    return generic


@TABLE.procedure("make-method")
def make_method(specializers: Any, procedure: Proc, *options: Any) -> Any:
    """Return a method of a procedure, whose first argument is the next method."""
    given = options_of(options)
    made = Method(iterate(specializers), False, procedure, takes_next=True)
    made.cls = _METHOD
    made.qualifier = given.get("qualifier", Keyword("primary")).name
    made.formals = NIL
    code = getattr(stepwise(procedure), "__code__", None)
    made.rest = code is not None and bool(code.co_flags & 4)
    return made


@TABLE.procedure("%method")
def method_of_form(
    specializers: Any, rest: Any, procedure: Any, takes_next: Any, qualifier: Sym, formals: Any
) -> Method:
    """Return a method as the form `define-method` describes it."""
    made = Method(iterate(specializers), rest is not False, procedure, takes_next is not False)
    for each in made.specializers:
        if not isinstance(each, Class | Same | OneOf):
            fail("define-method", "a class or a specializer is required, but got", each)
    made.cls = _METHOD
    made.qualifier = qualifier.name
    made.formals = formals
    return made


@TABLE.procedure("%make-generic")
def make_generic(name: Any, cls: Any = _GENERIC) -> Generic:
    """Return a new generic function."""
    made: Generic = call(MAKE, cls, Keyword("definition-name"), name)
    return made


@TABLE.procedure("%setter-generic")
def setter_generic(procedure: Any, new: Any = False) -> Generic:
    """Return the generic function that `(set! (procedure …) …)` calls; make it if there is none.

    `new`, if it is a generic function, replaces it.
    """
    found = getattr(procedure, "scheme_setter", None)
    if isinstance(new, Generic) or not isinstance(found, Generic):
        name = getattr(procedure, "__name__", "")
        found = new if isinstance(new, Generic) else make_generic(Symbol(f"setter of {name}"))
        procedure.scheme_setter = found
    return found


@TABLE.procedure("%next-method?")
def is_next_method(following: Any) -> bool:
    """Return whether there is a next method."""
    return bool(following.exists)


@TABLE.procedure("%extended")
def extended(name: Sym, procedure: Any) -> Any:
    """Return the generic function that takes a procedure's place when a method is added to it."""
    if isinstance(procedure, Generic):
        return procedure
    held = STATE.image.held
    key = ("extended procedures of CLOS", name.name)
    if key not in held:
        held[key] = made = make_generic(name)
        made.default = procedure
    return held[key]


@TABLE.procedure("%let-method")
def let_method(methods: Items, thunk: Any) -> Any:
    """Call a thunk while generic functions have more methods, given as function, method, …"""
    pairs = list(zip(methods[::2], methods[1::2], strict=True))
    for generic, method in pairs:
        call(ADD_METHOD, generic, method)
    try:
        return call(thunk)
    finally:
        for generic, method in pairs:
            call(REMOVE_METHOD, generic, method)


# Specializers


@TABLE.procedure("eq")
def eq(value: Any) -> Same:
    """Return the specializer of one value by `eq?`. Sagittarius reference, CLOS user APIs."""
    return Same(value, "eq")


@TABLE.procedure("eql")
def eql(value: Any) -> Same:
    """Return the specializer of one value by `eqv?`. Sagittarius reference, CLOS user APIs."""
    return Same(value, "eql")


@TABLE.procedure("equal")
def equal(value: Any) -> Same:
    """Return the specializer of one value by `equal?`. Sagittarius reference, CLOS user APIs."""
    return Same(value, "equal")


@TABLE.procedure("predicate")
def predicate(procedure: Proc) -> OneOf:
    """Return the specializer of the values that a predicate holds for."""
    return OneOf(procedure)


@TABLE.procedure("one-of")
def one_of(items: Any, member: Proc) -> OneOf:
    """Return the specializer of the values that a procedure like `memq` finds in a list."""
    return OneOf(lambda value: call(member, value, items))


def _predicates() -> Class:
    made = SYSTEM.builtin("<predicate-specializable-generic>", _GENERIC)
    made.cls = _CLASS
    TABLE.value("<predicate-specializable-generic>", made)
    TABLE.value("<one-of-specializable-generic>", made)
    return made


_PREDICATES: Final = _predicates()
"""The class of generic functions of such methods, which all can have here."""
_SPECIALIZER: Final = SYSTEM.builtin("<predicate-specializer>", _CLASS)
_SPECIALIZER.cls = _CLASS
TABLE.value("<predicate-specializer>", _SPECIALIZER)
TABLE.value("<one-of-specializer>", _SPECIALIZER)

TABLE.macros("""
(define-syntax ??
  (syntax-rules ()
    ((_ holds) (predicate holds))))
""")


# Equality and writing


@OBJECT_EQUAL.method(_TOP, _TOP)
def _(_: Next, one: Any, other: Any) -> Any:
    return False


@OBJECT_COMPARE.method(_TOP, _TOP)
def _(_: Next, one: Any, other: Any) -> Any:
    fail("", f"object {written(one)} and {written(other)} can't be ordered")


@OBJECT_HASH.method(_TOP, _TOP)
def _(_: Next, value: Any, level: Any) -> Any:
    return id(value) >> 4


def _is_equal(one: Any, other: Any) -> bool:
    return is_eqv(one, other) or call(OBJECT_EQUAL, one, other) is not False


def _plain_text(value: Any) -> str:
    if isinstance(value, Class):
        return f"#<class {displayed(value.name)}>"
    if isinstance(value, Generic):
        return f"#<generic {written(value.name)} ({len(value.methods)})>"
    if isinstance(value, Method):
        owner = value.generic.name if value.generic is not None else False
        names = [each.name if isinstance(each, Class) else each for each in value.specializers]
        return f"#<method {written(Pair(owner, to_list(names)))}:{value.qualifier}>"
    if isinstance(value, Slot):
        return f"#<slot-accessor {displayed(value.name)}>"
    return f"#<{displayed(class_of(value).name)} 0x{id(value):x}>"


@WRITE_OBJECT.method(_TOP, CLASSES["<port>"])
def _(_: Next, value: Any, port: Any) -> Any:
    io.display(String(_plain_text(value)), port)


def _show(value: Any, readable: bool) -> str:
    port = StringOutput()
    call(WRITE_OBJECT, value, port)
    return port.getvalue()


SYSTEM.equal = _is_equal
SYSTEM.show = _show
