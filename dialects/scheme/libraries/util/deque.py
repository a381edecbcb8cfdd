"""(util deque) and (util queue) (Sagittarius manual, same sections)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from ...arguments import UNSET
from ...calls import call
from ...conditions import error
from ...declaration import Table, refuse
from ...kinds import Items, Proc, of_class
from ...printer import PRINTERS
from ..keyword_arguments import keyword_arguments
from ..monitors import Channel
from ..sagittarius.threads import seconds_of

__all__ = ["TABLE"]

TABLE: Final = Table()
F = TypeVar("F", bound=Callable[..., Any])


class Deque(Channel):
    """A deque of one thread."""

    word = "deque"


class MtDeque(Deque):
    """A deque of several threads, which may have a limit."""

    word = "mtdeque"


class Queue(Channel):
    """A queue of one thread."""

    word = "queue"


class MtQueue(Queue):
    """A queue of several threads, which may have a limit."""

    word = "mtqueue"


for _class in (Deque, MtDeque, Queue, MtQueue):
    PRINTERS[_class] = lambda value, readable, profile: f"#<{value.word}>"

_ANY: Final = {"deque": of_class("a deque", Deque), "queue": of_class("a queue", Queue)}
_SHARED: Final = {
    "deque": of_class("an mtdeque", MtDeque),
    "queue": of_class("an mtqueue", MtQueue),
}


def _limit(procedure: str, options: tuple[Any, ...]) -> int | None:
    (most,) = keyword_arguments(options, {"max-length": -1})
    if most is not False and most.__class__ is not int:
        refuse(procedure, 2, "an integer or #f", most)
    return None if most is False or most < 0 else int(most)


def about(hint: Any) -> Callable[[F], F]:
    """Return a decorator that says what the argument `channel` must be.

    What is known to a function alone, an annotation cannot name.
    """

    def annotate(function: F) -> F:
        function.__annotations__["channel"] = hint
        return function

    return annotate


def _declare(
    word: str, plain: type[Channel], shared: type[Channel], names: dict[str, str]
) -> None:
    """Declare the procedures of one of the two libraries.

    `names` has what they call putting and taking at either end.
    """
    any_of = Annotated[Any, _ANY[word]]
    shared_of = Annotated[Any, _SHARED[word]]
    TABLE.value(f"<{word}>", plain)
    TABLE.value(f"<mt{word}>", shared)

    @TABLE.procedure(f"make-{word}")
    def make() -> Channel:
        """Return an empty one."""
        return plain()

    @TABLE.procedure(f"make-mt{word}")
    def make_shared(*options: Any) -> Channel:
        """Return an empty one for several threads, with `:max-length`."""
        return shared((), _limit(f"make-mt{word}", options))

    @TABLE.procedure(f"{word}?")
    def is_one(value: Any) -> bool:
        """Return whether a value is one."""
        return isinstance(value, plain)

    @TABLE.procedure(f"mt{word}?")
    def is_shared(value: Any) -> bool:
        """Return whether a value is one for several threads."""
        return isinstance(value, shared)

    @TABLE.procedure(f"{word}-empty?")
    @about(any_of)
    def is_empty(channel: Any) -> bool:
        """Return whether there is nothing in it."""
        return not channel.items

    @TABLE.procedure(f"{word}-length")
    @about(any_of)
    def length(channel: Any) -> int:
        """Return how many items are in it."""
        return len(channel.items)

    @TABLE.procedure(f"mt{word}-max-length")
    @about(shared_of)
    def most(channel: Any) -> Any:
        """Return how many items may be in it, #f for any number."""
        return False if channel.limit is None else channel.limit

    @TABLE.procedure(f"mt{word}-room")
    @about(shared_of)
    def free(channel: Any) -> Any:
        """Return how many items may be put into it now."""
        return channel.free() if channel.limit is None else int(channel.free())

    @TABLE.procedure(f"copy-{word}")
    @about(any_of)
    def copy(channel: Any) -> Channel:
        """Return one with the same items."""
        with channel.held():
            made: Channel = type(channel)(channel.items, channel.limit)
            return made

    @TABLE.procedure(f"{word}->list")
    @about(any_of)
    def to_items(channel: Any) -> Items:
        """Return the items."""
        with channel.held():
            return list(channel.items)

    @TABLE.procedure(f"list->{word}")
    def from_items(items: Items, cls: Any = plain, *options: Any) -> Channel:
        """Return one with these items, of a class."""
        if cls not in (plain, shared):
            refuse(f"list->{word}", 2, f"<{word}> or <mt{word}>", cls)
        limit = _limit(f"list->{word}", options) if cls is shared else None
        made: Channel = cls(items, limit)
        return made

    _declare_ends(word, any_of, names)
    _declare_waits(shared_of, names)
    _declare_searches(word, any_of)


def _declare_ends(word: str, any_of: Any, names: dict[str, str]) -> None:
    def put(name: str, left: bool, unique: bool) -> Callable[..., Any]:
        @about(any_of)
        def put_items(channel: Any, *items: Any) -> Any:
            """Put items into it, all of them or none; with `-unique` those that it lacks."""
            held: Any = channel
            same, items = (items[0], items[1:]) if unique and items else (None, items)
            if not items:
                raise error(f"{name}: there is nothing to put")
            with held.held():
                new = [each for each in items if not unique or not _has(held.items, each, same)]
                if held.limit is not None and len(held.items) + len(new) > held.limit:
                    raise error(f"{name}: more items than fit into", held)
                for each in new:
                    (held.items.appendleft if left else held.items.append)(each)
                held.notify()
            return held

        return put_items

    for key, left in (("push", False), ("unshift", True)):
        TABLE.procedure(f"{names[key]}!")(put(f"{names[key]}!", left, False))
        TABLE.procedure(f"{names[key]}-unique!")(put(f"{names[key]}-unique!", left, True))

    def take(name: str, left: bool, stays: bool) -> Callable[..., Any]:
        @about(any_of)
        def take_item(channel: Any, fallback: Any = UNSET) -> Any:
            """Return an item at an end, else `fallback`, or an error without it."""
            held: Any = channel
            with held.held():
                if not held.items:
                    if fallback is UNSET:
                        raise error(f"{name}: there is nothing in", held)
                    return fallback
                if stays:
                    return held.items[0 if left else -1]
                item = held.items.popleft() if left else held.items.pop()
                held.notify()
                return item

        return take_item

    for key, left in (("pop", False), ("shift", True)):
        for name in names[key].split():
            TABLE.procedure(f"{name}!")(take(f"{name}!", left, False))
    TABLE.procedure(f"{word}-front")(take(f"{word}-front", True, True))
    TABLE.procedure(f"{word}-rear")(take(f"{word}-rear", False, True))

    def take_all(left: bool) -> Callable[..., Any]:
        @about(any_of)
        def take_items(channel: Any) -> Items:
            """Return all items, and leave it empty."""
            held: Any = channel
            with held.held():
                found = list(held.items) if left else list(reversed(held.items))
                held.items.clear()
                held.notify()
                return found

        return take_items

    for key, left in (("pop-all", False), ("shift-all", True)):
        if key in names:
            TABLE.procedure(f"{names[key]}!")(take_all(left))


def _has(items: Any, item: Any, same: Any) -> bool:
    return any(call(same, each, item) is not False for each in items)


def _declare_waits(shared_of: Any, names: dict[str, str]) -> None:
    def put(name: str, left: bool) -> Callable[..., Any]:
        @about(shared_of)
        def put_waiting(
            channel: Any,
            item: Any,
            timeout: Any = False,
            late: Any = True,
        ) -> Any:
            """Put an item as soon as it is not full; return #t, or `late` where not in time."""
            held: Any = channel
            return True if held.put(item, left, seconds_of(name, 3, timeout)) else late

        return put_waiting

    def take(name: str, left: bool) -> Callable[..., Any]:
        @about(shared_of)
        def take_waiting(
            channel: Any,
            timeout: Any = False,
            late: Any = True,
        ) -> Any:
            """Return an item when there is one, or `late` where not in time."""
            held: Any = channel
            return held.take(late, left, seconds_of(name, 2, timeout))

        return take_waiting

    for key, left in (("push", False), ("unshift", True)):
        TABLE.procedure(f"{names[key]}/wait!")(put(f"{names[key]}/wait!", left))
    for key, left in (("pop", False), ("shift", True)):
        for name in names[key].split():
            TABLE.procedure(f"{name}/wait!")(take(f"{name}/wait!", left))


def _declare_searches(word: str, any_of: Any) -> None:
    def items_of(channel: Any) -> list[Any]:
        with channel.held():
            return list(channel.items)

    @TABLE.procedure(f"find-in-{word}")
    @about(any_of)
    def find(predicate: Proc, channel: Any) -> Any:
        """Return the first item that a predicate holds for, or #f."""
        found = (each for each in items_of(channel) if call(predicate, each) is not False)
        return next(found, False)

    @TABLE.procedure(f"any-in-{word}", *([f"exist-in-{word}"] if word == "deque" else []))
    @about(any_of)
    def any_in(predicate: Proc, channel: Any) -> Any:
        """Return what a predicate first returns that is not #f, or #f."""
        results = (call(predicate, each) for each in items_of(channel))
        return next((each for each in results if each is not False), False)

    @TABLE.procedure(f"every-in-{word}", *([f"for-all-in-{word}"] if word == "deque" else []))
    @about(any_of)
    def every_in(predicate: Proc, channel: Any) -> Any:
        """Return #f if a predicate does for an item, else what it returns for the last."""
        result: Any = True
        for each in items_of(channel):
            result = call(predicate, each)
            if result is False:
                break
        return result

    @TABLE.procedure(f"filter-in-{word}")
    @about(any_of)
    def filter_in(predicate: Proc, channel: Any) -> Items:
        """Return the items that a predicate holds for."""
        return [each for each in items_of(channel) if call(predicate, each) is not False]

    @TABLE.procedure(f"remove-from-{word}!")
    @about(any_of)
    def remove(predicate: Proc, channel: Any) -> bool:
        """Remove the items that a predicate holds for; return whether there were any."""
        held: Any = channel
        with held.held():
            kept = deque(each for each in held.items if call(predicate, each) is False)
            changed = len(kept) != len(held.items)
            held.items = kept
            held.notify()
            return changed


_declare(
    "deque",
    Deque,
    MtDeque,
    {
        "push": "deque-push",
        "unshift": "deque-unshift",
        "pop": "deque-pop",
        "shift": "deque-shift",
        "pop-all": "deque-pop-all",
        "shift-all": "deque-shift-all",
    },
)
_declare(
    "queue",
    Queue,
    MtQueue,
    {
        "push": "enqueue",
        "unshift": "queue-push",
        "pop": "",
        "shift": "dequeue queue-pop",
        "shift-all": "dequeue-all",
    },
)
