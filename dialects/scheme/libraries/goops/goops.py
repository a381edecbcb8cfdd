"""GOOPS, Guile's objects: (oop goops), over `objects` and `generics`. Classes and instances."""

from __future__ import annotations

import functools
import weakref
from typing import Any, Final

from ...calls import call, stepwise
from ...conditions import error
from ...data import NIL, Keyword, Pair, Symbol, from_list, is_procedure, to_list
from ...declaration import Table
from ...dynamics import STATE
from ...generics import Generic, Method, Next, forget
from ...kinds import Items, Proc
from ...objects import (
    UNBOUND,
    Attribute,
    Class,
    Instance,
    PrecedenceError,
    Slot,
    linearize,
    merge,
    options_of,
)
from ..control import setter as setter_of
from .classes import (
    CLASSES,
    SYSTEM,
    class_,
    fail,
    fallback,
    option,
    specialize,
    wrong,
)
from .protocol import (
    ADD_METHOD,
    ALLOCATE,
    CHANGE_CLASS,
    COMPUTE_CPL,
    COMPUTE_GET_N_SET,
    COMPUTE_GETTER,
    COMPUTE_SETTER,
    COMPUTE_SLOTS,
    DEEP_CLONE,
    INITIALIZE,
    MAKE,
    REDEFINITION,
    SHALLOW_CLONE,
    SLOT_UNBOUND,
    UPDATE_INSTANCE,
    missing,
    no_next,
)
from .slots import slot_ref

__all__ = ["TABLE"]

TABLE: Final = Table()

_TOP: Final = CLASSES["<top>"]
_OBJECT: Final = CLASSES["<object>"]
_CLASS: Final = CLASSES["<class>"]
_GENERIC: Final = CLASSES["<generic>"]
_METHOD: Final = CLASSES["<method>"]
_SLOT: Final = CLASSES["<slot>"]
_REDEFINABLE: Final = CLASSES["<redefinable-class>"]

for _name, _class in CLASSES.items():
    TABLE.value(_name, _class)

class_of = SYSTEM.class_of


# Classes


TABLE.procedures(**{"class-of": class_of})


@TABLE.procedure("class-name")
def class_name(cls: Any) -> Any:
    """Return a class's name. Guile manual, Introspection of Classes."""
    return slot_ref(class_(cls), Symbol("name"))


@TABLE.procedure("class-direct-supers")
def class_direct_supers(cls: Any) -> Items:
    """Return a class's direct superclasses. Guile manual, Introspection of Classes."""
    return class_(cls).supers


@TABLE.procedure("class-direct-slots")
def class_direct_slots(cls: Any) -> Items:
    """Return the slots that a class adds. Guile manual, Introspection of Classes."""
    return class_(cls).direct_slots


@TABLE.procedure("class-direct-subclasses")
def class_direct_subclasses(cls: Any) -> Items:
    """Return a class's direct subclasses. Guile manual, Introspection of Classes."""
    return class_(cls).subclasses[::-1]


@TABLE.procedure("class-direct-methods")
def class_direct_methods(cls: Any) -> Items:
    """Return the methods that are specialized on a class."""
    return class_(cls).methods[::-1]


@TABLE.procedure("class-precedence-list")
def class_precedence_list(cls: Any) -> Items:
    """Return a class and its superclasses in order. Guile manual, Introspection of Classes."""
    return class_(cls).precedence


@TABLE.procedure("class-slots")
def class_slots(cls: Any) -> Items:
    """Return all slots of a class. Guile manual, Introspection of Classes."""
    return class_(cls).slots


def _below(cls: Class) -> list[Class]:
    """Return a class's subclasses, each once, those of the first one first."""
    found: dict[Class, None] = {}
    for each in reversed(cls.subclasses):
        found[each] = None
        found.update(dict.fromkeys(_below(each)))
    return list(found)


@TABLE.procedure("class-subclasses")
def class_subclasses(cls: Any) -> Items:
    """Return all subclasses of a class. Guile manual, Introspection of Classes."""
    return _below(class_(cls))


@TABLE.procedure("class-methods")
def class_methods(cls: Any) -> Items:
    """Return the methods of a class and its subclasses."""
    found: dict[Method, None] = {}
    for each in (class_(cls), *_below(cls)):
        found.update(dict.fromkeys(reversed(each.methods)))
    return list(found)


@TABLE.procedure("is-a?")
def is_a(value: Any, cls: Any) -> bool:
    """Return whether a value is an instance of a class. Guile manual, Instances."""
    return cls in class_of(value).ranks


@TABLE.procedure("instance?")
def is_instance(value: Any) -> bool:
    """Return whether a value is an instance of a class that GOOPS makes."""
    return isinstance(value, Instance)


# Making instances


@MAKE.method(_CLASS, rest=True)
def _(_: Next, cls: Class, *initargs: Any) -> Any:
    given = to_list(initargs)
    instance = call(ALLOCATE, cls, given)
    call(INITIALIZE, instance, given)
    return instance


@ALLOCATE.method(_CLASS, _TOP)
def _(_: Next, cls: Class, initargs: Any) -> Any:
    layout = cls.layout
    made: Instance
    if issubclass(layout, Class):
        made = Class(SYSTEM)
    elif issubclass(layout, Slot):
        made = Slot(None, Symbol(""))
    elif issubclass(layout, Method):
        made = Method((), False, False)
    elif issubclass(layout, Generic):
        made = Generic(SYSTEM, False, missing, no_next)
    else:
        made = layout()
    made.cls = cls
    if _REDEFINABLE in cls.cls.ranks:
        _instances(cls).add(made)
    return made


def _instances(cls: Class) -> weakref.WeakSet[Any]:
    """Return the instances of a class that may be redefined, which they have to follow."""
    found: weakref.WeakSet[Any] = STATE.image.held.setdefault((_INSTANCES, cls), weakref.WeakSet())
    return found


_INSTANCES: Final = "instances of redefinable classes"


@INITIALIZE.method(_OBJECT, _TOP)
def _(_: Next, instance: Any, initargs: Any) -> Any:
    given = _valid(initargs)
    for slot in class_of(instance).slots:
        keyword = slot.option("init-keyword", False)
        if isinstance(keyword, Keyword) and keyword.name in given:
            call(slot.write, instance, given[keyword.name])
            continue
        thunk = slot.option("init-thunk", False)
        if thunk is not False and slot.option("allocation") not in _SHARED:
            call(slot.write, instance, call(thunk))
    return instance


_SHARED: Final = (Keyword("class"), Keyword("each-subclass"))


def _valid(initargs: Any) -> dict[str, Any]:
    items = from_list(initargs)
    if len(items) % 2 or not all(isinstance(each, Keyword) for each in items[::2]):
        wrong("keywords, each with a value", initargs)
    return options_of(items)


def _with_thunk(options: list[Any]) -> list[Any]:
    """Return a slot's options, `#:init-value` as a thunk as well."""
    given = options_of(options)
    if "init-value" not in given or given.get("init-thunk", False) is not False:
        return options
    value = given["init-value"]
    return [*options[:2], Keyword("init-thunk"), lambda: value, *options[2:]]


def _direct_slot(spec: Any) -> Slot:
    """Return the definition of a slot that a class adds: a name, or a list of it and options."""
    if isinstance(spec, Slot):
        return spec
    items = from_list(spec) if spec.__class__ is Pair else [spec]
    if not items or items[0].__class__ is not Symbol:
        wrong("a name of a slot, or a list that begins with it", spec)
    options = _with_thunk([Keyword("name"), *items])
    kind = options_of(options).get("class", _SLOT)
    made: Slot = call(MAKE, kind, *options)
    return made


@INITIALIZE.method(_SLOT, _TOP)
def _(following: Next, slot: Slot, initargs: Any) -> Any:
    following.called()
    slot.options = from_list(initargs)
    slot.name = slot.option("name", slot.name)
    thunk = slot.option("init-thunk", False)
    if thunk is not False and not _is_thunk(thunk):
        fail("Bad init-thunk for slot `~S': ~S", slot.name, thunk)
    return slot


def _is_thunk(value: Any) -> bool:
    """Return whether a value is a procedure that can be called without arguments."""
    if not is_procedure(value):
        return False
    value = stepwise(value)
    code = getattr(value, "__code__", None)
    return code is None or code.co_argcount <= len(value.__defaults__ or ())


@INITIALIZE.method(_CLASS, _TOP)
def _(following: Next, cls: Class, initargs: Any) -> Any:
    following.called()
    cls.name = option(initargs, "name", Symbol("???"))
    supers = from_list(option(initargs, "dsupers", NIL))
    cls.supers = [class_(each) for each in supers]
    cls.inherit(cls.supers, from_list(call(COMPUTE_CPL, cls)))
    cls.direct_slots = [_direct_slot(each) for each in from_list(option(initargs, "slots", NIL))]
    cls.has_slots(
        [_effective(cls, slot) for slot in from_list(call(COMPUTE_SLOTS, cls))],
    )
    for slot in cls.slots:
        _define_accessors(cls, slot)
    forget()
    return cls


@COMPUTE_CPL.method(_CLASS)
def _(_: Next, cls: Class) -> Any:
    try:
        return to_list(linearize(cls, cls.supers))
    except PrecedenceError:
        fail("merge-lists: Inconsistent precedence graph")


@TABLE.procedure("compute-std-cpl")
def compute_std_cpl(cls: Any, supers_of: Proc) -> Items:
    """Return a class and its superclasses in the order that is the rule.

    Guile manual, Class Precedence List.
    """
    supers = from_list(call(supers_of, cls))
    try:
        return merge([[cls], *(each.precedence for each in supers), supers])
    except PrecedenceError:
        fail("merge-lists: Inconsistent precedence graph")


@COMPUTE_SLOTS.method(_CLASS)
def _(_: Next, cls: Class) -> Any:
    every = list(cls.direct_slots)
    for slot in every:
        above = (each.table.get(slot.name) for each in cls.precedence[1:])
        if any(isinstance(found, Attribute) for found in above):
            message = f"statically allocated inherited field cannot be redefined: {slot.name.name}"
            raise error(message)
    for each in cls.precedence[1:]:
        every = [*each.direct_slots, *every]
    found: dict[Symbol, Slot] = {}
    for slot in reversed(every):
        found.setdefault(slot.name, slot)
    return to_list(list(found.values())[::-1])


def _effective(cls: Class, slot: Slot) -> Slot:
    """Return the definition of a slot as instances of a class have it."""
    if isinstance(slot, Attribute):
        return slot
    made: Slot
    if slot.cls.shared and slot.cls is _SLOT:
        made = Slot(_SLOT, slot.name, slot.options)
    else:
        made = call(MAKE, class_of(slot), *slot.options)
    found = call(COMPUTE_GET_N_SET, cls, made)
    if found is not NIL and found.__class__ is Pair:
        read, write = from_list(found)[:2]
        made.read = functools.partial(call, read)
        made.write = functools.partial(call, write)
    return made


@COMPUTE_GET_N_SET.method(_CLASS, _SLOT)
def _(following: Next, cls: Class, slot: Slot) -> Any:
    allocation = slot.option("allocation", Keyword("instance"))
    match allocation.name if isinstance(allocation, Keyword) else "":
        case "instance":
            return NIL
        case "class":
            if all(each.name is not slot.name for each in cls.direct_slots):
                for each in cls.precedence[1:]:
                    found = each.table.get(slot.name)
                    if found is not None:
                        return to_list([found.read, found.write])
            return _cell(slot)
        case "each-subclass":
            return _cell(slot)
        case "virtual":
            read, write = slot.option("slot-ref", False), slot.option("slot-set!", False)
            if read is False or write is False:
                fail("You must supply a #:slot-ref and a #:slot-set! in ~S", slot)
            return to_list([read, write])
    return following.called()


def _cell(slot: Slot) -> Any:
    """Return how to read and write a value that all instances share."""
    thunk = slot.option("init-thunk", False)
    cell = [slot.option("init-value") if thunk is False else call(thunk)]

    def write(_: Any, value: Any) -> None:
        cell[0] = value

    return to_list([lambda _: cell[0], write])


@COMPUTE_GET_N_SET.method(_OBJECT, _SLOT)
def _(_: Next, cls: Class, slot: Slot) -> Any:
    fail('Allocation "~S" is unknown', slot.option("allocation"))


def _define_accessors(cls: Class, slot: Slot) -> None:
    given = options_of(slot.options)
    if given.get("getter", False) is not False:
        call(ADD_METHOD, given["getter"], call(COMPUTE_GETTER, cls, slot))
    if given.get("setter", False) is not False:
        call(ADD_METHOD, given["setter"], call(COMPUTE_SETTER, cls, slot))
    if given.get("accessor", False) is not False:
        call(ADD_METHOD, given["accessor"], call(COMPUTE_GETTER, cls, slot))
        call(ADD_METHOD, setter_of(given["accessor"]), call(COMPUTE_SETTER, cls, slot))


def _accessor_method(specializers: list[Any], slot: Slot, procedure: Any) -> Method:
    made = Method(specializers, False, procedure)
    made.cls = CLASSES["<accessor-method>"]
    made.fields[Symbol("slot-definition")] = slot
    return made


@COMPUTE_GETTER.method(_CLASS, _SLOT)
def _(_: Next, cls: Class, slot: Slot) -> Any:
    name = slot.name

    def get(instance: Any) -> Any:
        found = class_of(instance).table.get(name, slot)
        value = found.read(instance)
        return (SLOT_UNBOUND, instance) if value is UNBOUND else value

    return _accessor_method([cls], slot, get)


@COMPUTE_SETTER.method(_CLASS, _SLOT)
def _(_: Next, cls: Class, slot: Slot) -> Any:
    name = slot.name

    def put(instance: Any, value: Any) -> Any:
        found = class_of(instance).table.get(name, slot)
        return found.write(instance, value)

    return _accessor_method([cls, _TOP], slot, put)


@INITIALIZE.method(CLASSES["<applicable-struct>"], _TOP)
def _(following: Next, instance: Any, initargs: Any) -> Any:
    following.called()
    procedure = option(initargs, "procedure", False)
    if procedure is not False:
        instance.fields[Symbol("procedure")] = procedure
    return instance


@INITIALIZE.method(CLASSES["<applicable-struct-with-setter>"], _TOP)
def _(following: Next, instance: Any, initargs: Any) -> Any:
    following.called()
    setter = option(initargs, "setter", False)
    if isinstance(instance, Generic):
        instance.scheme_setter = setter if setter is not False else None
    else:
        instance.fields[Symbol("setter")] = setter
    return instance


@INITIALIZE.method(_GENERIC, _TOP)
def _(following: Next, generic: Generic, initargs: Any) -> Any:
    following.called()
    generic.name = option(initargs, "name", False)
    default = option(initargs, "default", False)
    if default is not False:
        generic.add(fallback(default))
    return generic


@INITIALIZE.method(CLASSES["<extended-generic>"], _TOP)
def _(following: Next, generic: Generic, initargs: Any) -> Any:
    following.called()
    generic.extends = from_list(option(initargs, "extends", NIL))
    return generic


@INITIALIZE.method(_METHOD, _TOP)
def _(following: Next, method: Method, initargs: Any) -> Any:
    following.called()
    specialize(method, option(initargs, "specializers", NIL))
    method.procedure = option(initargs, "procedure", False)
    method.takes_next = option(initargs, "%takes-next", False) is not False
    method.formals = option(initargs, "formals", NIL)
    generic = option(initargs, "generic-function", False)
    method.generic = generic if isinstance(generic, Generic) else None
    return method


# Defining classes


@TABLE.procedure("make-class")
def make_class(supers: Any, slots: Any, *options: Any) -> Any:
    """Return a new class. Guile manual, Class Definition Internals."""
    given = options_of(options)
    above = [class_(each) for each in from_list(supers)]
    if not any(_OBJECT in each.ranks for each in above):
        above.append(_OBJECT)
    name = given.get("name", UNBOUND)
    names = [each.car if each.__class__ is Pair else each for each in from_list(slots)]
    names = [each.name if isinstance(each, Slot) else each for each in names]
    for what, found in (("super class", above), ("slot", names)):
        twice = next((each for n, each in enumerate(found) if each in found[n + 1 :]), None)
        if twice is not None:
            fail(f"make-class: {what} ~S is duplicate in class ~S", twice, name)
    metaclass = given.get("metaclass", False)
    if metaclass is False:
        metaclass = ensure_metaclass(to_list(above))
    said = [Keyword("dsupers"), to_list(above), Keyword("slots"), slots, Keyword("name"), name]
    return call(MAKE, metaclass, *said, *options)


@TABLE.procedure("ensure-metaclass")
def ensure_metaclass(supers: Any) -> Any:
    """Return the class that a class with these superclasses is of; a new one if it must be."""
    metas = list(dict.fromkeys(class_(each).cls for each in from_list(supers)))
    needed = [
        each
        for each in metas
        if not any(other is not each and each in other.ranks for other in metas)
    ]
    if not needed:
        return _CLASS
    return needed[0] if len(needed) == 1 else ensure_metaclass_with_supers(to_list(needed))


@TABLE.procedure("ensure-metaclass-with-supers")
def ensure_metaclass_with_supers(metaclasses: Any) -> Any:
    """Return the class below several metaclasses, always the same for the same ones."""
    made = STATE.image.held.setdefault(_MADE, {})
    key = tuple(from_list(metaclasses))
    if key not in made:
        made[key] = make_class(metaclasses, NIL, Keyword("name"), Symbol("metaclass"))
    return made[key]


_MADE: Final = "metaclasses that were made"


# Redefining classes


@REDEFINITION.method(_TOP, _CLASS)
def _(_: Next, old: Any, new: Class) -> Any:
    return new


@REDEFINITION.method(_REDEFINABLE, _REDEFINABLE)
def _(_: Next, old: Class, new: Class) -> Any:
    for method in list(old.methods):
        if method.cls is CLASSES["<accessor-method>"] and method.generic is not None:
            method.generic.remove(method)
    former = Class(SYSTEM, old.cls)
    former.name, former.table, former.slots = old.name, old.table, old.slots
    former.supers, former.precedence, former.ranks = old.supers, old.precedence, old.ranks
    for cls in (old, new):
        for each in cls.supers:
            if cls in each.subclasses:
                each.subclasses.remove(cls)
    for method in list(new.methods):
        method.specializers = tuple(old if each is new else each for each in method.specializers)
        old.methods.append(method)
    old.name, old.direct_slots, old.cls = new.name, new.direct_slots, new.cls
    old.fields = new.fields
    old.inherit(new.supers, [old, *new.precedence[1:]])
    old.has_slots(new.slots)
    forget()
    for instance in list(_instances(old)):
        instance.cls = former
        call(CHANGE_CLASS, instance, old)
    for each in list(old.subclasses):
        named = (Keyword("name"), each.name, Keyword("metaclass"), each.cls)
        again = make_class(to_list(each.supers), to_list(each.direct_slots), *named)
        call(REDEFINITION, each, again)
    return old


@CHANGE_CLASS.method(_OBJECT, _REDEFINABLE, rest=True)
def _(_: Next, instance: Any, cls: Class, *initargs: Any) -> Any:
    if not isinstance(class_of(instance).cls, Class) or _REDEFINABLE not in instance.cls.cls.ranks:
        raise error(
            "Default change-class implementation only works on instances of redefinable classes"
        )
    old = Instance()
    old.cls, old.fields = instance.cls, dict(instance.fields)
    new = call(ALLOCATE, cls, NIL)
    for slot in cls.slots:
        before = old.cls.table.get(slot.name)
        value = before.read(old) if before is not None else UNBOUND
        if value is UNBOUND and before is None:
            thunk = slot.option("init-thunk", False)
            value = UNBOUND if thunk is False else call(thunk)
        if value is not UNBOUND and slot.option("allocation") not in _SHARED:
            call(slot.write, new, value)
    instance.cls, instance.fields = cls, new.fields
    _instances(old.cls).discard(instance)
    _instances(cls).add(instance)
    call(UPDATE_INSTANCE, old, instance)
    return instance


@UPDATE_INSTANCE.method(_OBJECT, _OBJECT)
def _(_: Next, old: Any, new: Any) -> Any:
    return new


@SHALLOW_CLONE.method(_OBJECT)
def _(_: Next, instance: Any) -> Any:
    made = call(ALLOCATE, class_of(instance), NIL)
    for slot in class_of(instance).slots:
        if slot.read(instance) is not UNBOUND and slot.option("allocation") not in _SHARED:
            call(slot.write, made, slot.read(instance))
    return made


@DEEP_CLONE.method(_OBJECT)
def _(_: Next, instance: Any) -> Any:
    made = call(ALLOCATE, class_of(instance), NIL)
    for slot in class_of(instance).slots:
        value = slot.read(instance)
        if value is UNBOUND or slot.option("allocation") in _SHARED:
            continue
        call(slot.write, made, call(DEEP_CLONE, value) if isinstance(value, Instance) else value)
    return made
