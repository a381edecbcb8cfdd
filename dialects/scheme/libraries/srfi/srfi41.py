"""SRFI 41: streams, whose heads and tails are evaluated when they are asked for, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, TypeAlias

from .... import r7rs_io
from ....data import EOF
from ...calls import call, spread, values
from ...data import NIL, to_list
from ...declaration import Table, refuse
from ...kinds import NAMES, Index, Items, Kind, Num, Proc, Real, of_class
from ...numbers import add
from ...ports import CURRENT_INPUT
from ...printer import PRINTERS
from ..io import read_char

__all__ = ["TABLE"]

TABLE: Final = Table()


class Stream:
    """A stream: whether it is known, and its pair (None for no more), or what gives the stream.

    `shared` is one for the streams that are one.
    """

    __slots__ = ("shared",)

    def __init__(self, known: bool, content: Any) -> None:
        self.shared: list[Any] = [known, content]


class _Pair:
    """A head, or the thunk that gives it, and a tail."""

    __slots__ = ("head", "tail", "thunk")

    def __init__(self, head: Any, tail: Stream, thunk: Any = None) -> None:
        self.head = head
        self.tail = tail
        self.thunk = thunk


NULL: Final = Stream(True, None)
TABLE.value("stream-null", NULL)
PRINTERS[Stream] = lambda stream, readable, profile: "#<stream>"

_Stream: TypeAlias = Annotated[Stream, of_class("a stream", Stream)]


def lazy(thunk: Any) -> Stream:
    """Return the stream that a thunk returns, which is called when it is asked for."""
    return Stream(False, thunk)


def cons(head: Any, tail: Callable[[], Stream]) -> Stream:
    """Return a stream of a head and what a function returns."""
    return Stream(True, _Pair(head, lazy(tail)))


def cons_lazily(head: Any, tail: Stream) -> Stream:
    """Return a stream of what a function returns, and a tail."""
    return Stream(True, _Pair(None, tail, head))


def again(pair: _Pair, tail: Stream) -> Stream:
    """Return a stream with a pair's head, which is not asked for yet, and another tail."""
    return cons_lazily(lambda: head_of(pair), tail)


def pair_of(stream: Stream) -> _Pair | None:
    """Return a stream's pair, None for one without items."""
    while not stream.shared[0]:
        made = call(stream.shared[1])
        if stream.shared[0]:  # it was asked for meanwhile
            break
        if not isinstance(made, Stream):
            refuse("stream", 0, "a stream", made)
        stream.shared[:] = made.shared
        made.shared = stream.shared
    found: _Pair | None = stream.shared[1]
    return found


def head_of(pair: _Pair) -> Any:
    """Return a pair's head."""
    if pair.thunk is not None:
        head = call(pair.thunk)
        if pair.thunk is not None:
            pair.head, pair.thunk = head, None
    return pair.head


def items_of(stream: Stream) -> Iterator[Any]:
    """Yield the items of a stream."""
    while (pair := pair_of(stream)) is not None:
        yield head_of(pair)
        stream = pair.tail


def of_items(items: Iterator[Any]) -> Stream:
    """Return a stream of what an iterator yields, which is taken when it is asked for."""

    def more() -> Stream:
        for item in items:
            return cons(item, lambda: of_items(items))
        return NULL

    return lazy(more)


NAMES["pair_of"] = pair_of
NAMES["Stream"] = Stream
_FULL: TypeAlias = Annotated[
    Stream,
    Kind(
        "a stream with items",
        "isinstance({}, Stream)",
        value_test="pair_of({}) is not None",
    ),
]


# Primitives


@TABLE.procedure("%stream-cons")
def stream_cons(head: Any, tail: Any) -> Stream:
    """Return a stream of what two thunks return."""
    return Stream(True, _Pair(None, lazy(tail), head))


@TABLE.procedure("%stream-lazy")
def stream_lazy(thunk: Any) -> Stream:
    """Return the stream that a thunk returns."""
    return lazy(thunk)


@TABLE.procedure("stream?")
def is_stream(value: Any) -> bool:
    """Return whether a value is a stream. SRFI 41, The (streams primitive) library."""
    return value.__class__ is Stream


@TABLE.procedure("stream-null?")
def is_null(value: Any) -> bool:
    """Return whether a value is a stream without items. SRFI 41, (streams primitive)."""
    return value.__class__ is Stream and pair_of(value) is None


@TABLE.procedure("stream-pair?")
def is_pair(value: Any) -> bool:
    """Return whether a value is a stream with items. SRFI 41, (streams primitive)."""
    return value.__class__ is Stream and pair_of(value) is not None


@TABLE.procedure("stream-car")
def stream_car(stream: _FULL) -> Any:
    """Return the first item of a stream. SRFI 41, (streams primitive)."""
    return head_of(stream.shared[1])


@TABLE.procedure("stream-cdr")
def stream_cdr(stream: _FULL) -> Any:
    """Return a stream without its first item. SRFI 41, (streams primitive)."""
    return stream.shared[1].tail


# Streams from other things


@TABLE.procedure("list->stream")
def list_to_stream(items: Items) -> Stream:
    """Return a stream of a list's items. SRFI 41, (streams derived)."""
    return of_items(iter(items))


@TABLE.procedure("port->stream")
def port_to_stream(port: Any = None) -> Stream:
    """Return a stream of the characters that a port reads. SRFI 41, (streams derived)."""
    source = CURRENT_INPUT() if port is None else port
    if not r7rs_io.is_input_port(source):
        refuse("port->stream", 1, "a port that reads", source)
    return of_items(iter(lambda: read_char(source), EOF))


@TABLE.procedure("stream-constant")
def stream_constant(*items: Any) -> Stream:
    """Return a stream that repeats items without end. SRFI 41, (streams derived)."""
    if not items:
        return NULL

    def turn() -> Iterator[Any]:
        while True:
            yield from items

    return of_items(turn())


@TABLE.procedure("stream-from")
def stream_from(first: Num, step: Num = 1) -> Stream:
    """Return an endless stream of numbers. SRFI 41, (streams derived)."""

    def numbers() -> Iterator[Any]:
        number = first
        while True:
            yield number
            number = add(number, step)

    return of_items(numbers())


@TABLE.procedure("stream-range")
def stream_range(first: Real, past: Real, step: Real | None = None) -> Stream:
    """Return a stream of numbers that end before `past`. SRFI 41, (streams derived)."""
    delta = step if step is not None else (1 if first < past else -1)

    def numbers() -> Iterator[Any]:
        number = first
        while number < past if delta > 0 else number > past:
            yield number
            number = add(number, delta)

    return of_items(numbers())


@TABLE.procedure("stream-iterate")
def stream_iterate(procedure: Proc, base: Any) -> Stream:
    """Return a stream of a base, what a procedure makes of it, and so on. SRFI 41."""
    return lazy(lambda: cons(base, lambda: stream_iterate(procedure, call(procedure, base))))


@TABLE.procedure("stream-unfold")
def stream_unfold(mapper: Proc, test: Proc, successor: Proc, base: Any) -> Stream:
    """Return a stream of what a procedure makes of bases while a test holds. SRFI 41."""

    def more() -> Stream:
        if call(test, base) is False:
            return NULL
        return cons(
            call(mapper, base),
            lambda: stream_unfold(mapper, test, successor, call(successor, base)),
        )

    return lazy(more)


@TABLE.procedure("stream-unfolds")
def stream_unfolds(procedure: Proc, seed: Any) -> Any:
    """Return the streams of what a procedure gives for seeds. SRFI 41, (streams derived).

    It returns the next seed, and for each stream a list of an item, #f where there is none this
    time, or the empty list where there is no more.
    """
    rows = _Rows(procedure, seed)
    count = len(rows.row(0)) - 1
    return values(*(lazy(_column(rows, place, 0)) for place in range(1, count + 1)))


class _Rows:
    """What a procedure gives for one seed after the other, each called once."""

    def __init__(self, procedure: Any, seed: Any) -> None:
        self.procedure = procedure
        self.seed = seed
        self.made: list[tuple[Any, ...]] = []

    def row(self, number: int) -> tuple[Any, ...]:
        while len(self.made) <= number:
            row = spread(call(self.procedure, self.seed))
            self.seed = row[0]
            self.made.append(row)
        return self.made[number]


def _column(rows: _Rows, place: int, number: int) -> Callable[[], Stream]:
    def more() -> Stream:
        count = number
        while True:
            given = rows.row(count)[place]
            count += 1
            if given is NIL:
                return NULL
            if given is not False:
                return cons(given.car, _column(rows, place, count))

    return more


# Streams from streams


@TABLE.procedure("stream-append")
def stream_append(*streams: _Stream) -> Stream:
    """Return a stream of the items of streams in turn. SRFI 41, (streams derived)."""

    def more() -> Stream:
        for place, stream in enumerate(streams):
            pair = pair_of(stream)
            if pair is not None:
                return again(pair, stream_append(pair.tail, *streams[place + 1 :]))
        return NULL

    return lazy(more)


@TABLE.procedure("stream-concat")
def stream_concat(streams: _Stream) -> Stream:
    """Return a stream of the items of a stream's streams. SRFI 41, (streams derived)."""

    def more() -> Stream:
        rest = streams
        while (pair := pair_of(rest)) is not None:
            stream, rest = head_of(pair), pair.tail
            if stream.__class__ is not Stream:
                refuse("stream-concat", 1, "a stream of streams", stream)
            if pair_of(stream) is not None:
                return stream_append(stream, stream_concat(rest))
        return NULL

    return lazy(more)


@TABLE.procedure("stream-drop")
def stream_drop(count: Index, stream: _Stream) -> Stream:
    """Return a stream without its first items. SRFI 41, (streams derived)."""

    def more() -> Stream:
        rest = stream
        for _ in range(count):
            pair = pair_of(rest)
            if pair is None:
                return NULL
            rest = pair.tail
        return rest

    return lazy(more)


@TABLE.procedure("stream-drop-while")
def stream_drop_while(test: Proc, stream: _Stream) -> Stream:
    """Return a stream from the first item on for which a test fails. SRFI 41."""

    def more() -> Stream:
        rest = stream
        while (pair := pair_of(rest)) is not None and call(test, head_of(pair)) is not False:
            rest = pair.tail
        return rest

    return lazy(more)


@TABLE.procedure("stream-take")
def stream_take(count: Index, stream: _Stream) -> Stream:
    """Return a stream of the first items. SRFI 41, (streams derived)."""

    def more() -> Stream:
        pair = pair_of(stream) if count else None
        return NULL if pair is None else again(pair, stream_take(count - 1, pair.tail))

    return lazy(more)


@TABLE.procedure("stream-take-while")
def stream_take_while(test: Proc, stream: _Stream) -> Stream:
    """Return a stream of the items before the first for which a test fails. SRFI 41."""

    def more() -> Stream:
        pair = pair_of(stream)
        if pair is None or call(test, head_of(pair)) is False:
            return NULL
        return again(pair, stream_take_while(test, pair.tail))

    return lazy(more)


@TABLE.procedure("stream-filter")
def stream_filter(test: Proc, stream: _Stream) -> Stream:
    """Return a stream of the items for which a test holds. SRFI 41, (streams derived)."""

    def more() -> Stream:
        rest = stream
        while (pair := pair_of(rest)) is not None:
            if call(test, head_of(pair)) is not False:
                return again(pair, stream_filter(test, pair.tail))
            rest = pair.tail
        return NULL

    return lazy(more)


def _mapped(make: Callable[..., Any], streams: tuple[Stream, ...]) -> Stream:
    """Return a stream of what a function makes of items, as they are asked for."""

    def more() -> Stream:
        pairs = []
        for stream in streams:
            pair = pair_of(stream)
            if pair is None:
                return NULL
            pairs.append(pair)
        rest = _mapped(make, tuple(pair.tail for pair in pairs))
        return cons_lazily(lambda: make(*map(head_of, pairs)), rest)

    return lazy(more)


@TABLE.procedure("stream-map")
def stream_map(procedure: Proc, first: _Stream, *others: _Stream) -> Stream:
    """Return a stream of what a procedure makes of items. SRFI 41, (streams derived)."""
    return _mapped(lambda *row: call(procedure, *row), (first, *others))


@TABLE.procedure("stream-zip")
def stream_zip(first: _Stream, *others: _Stream) -> Stream:
    """Return a stream of lists of the streams' items. SRFI 41, (streams derived)."""
    return _mapped(lambda *row: to_list(row), (first, *others))


@TABLE.procedure("stream-scan")
def stream_scan(procedure: Proc, base: Any, stream: _Stream) -> Stream:
    """Return a stream of a base and what it becomes with each item. SRFI 41."""

    def after() -> Stream:
        pair = pair_of(stream)
        if pair is None:
            return NULL
        return stream_scan(procedure, call(procedure, base, head_of(pair)), pair.tail)

    return cons(base, after)


@TABLE.procedure("stream-reverse")
def stream_reverse(stream: _Stream) -> Stream:
    """Return a stream of the items in the other order. SRFI 41, (streams derived)."""
    return lazy(lambda: list_to_stream(list(items_of(stream))[::-1]))


# Streams to other things


@TABLE.procedure("stream->list")
def stream_to_list(first: Any, second: _Stream | None = None) -> Items:
    """`(stream->list [count] stream)`: return a list of the items. SRFI 41, (streams derived)."""
    if second is None:
        if first.__class__ is not Stream:
            refuse("stream->list", 1, "a stream", first)
        return list(items_of(first))
    if first.__class__ is not int or first < 0:
        refuse("stream->list", 1, "an exact non-negative integer", first)
    return list(items_of(stream_take(first, second)))


@TABLE.procedure("stream-fold")
def stream_fold(procedure: Proc, base: Any, stream: _Stream) -> Any:
    """Combine the items, from the first on. SRFI 41, (streams derived)."""
    for item in items_of(stream):
        base = call(procedure, base, item)
    return base


@TABLE.procedure("stream-for-each")
def stream_for_each(procedure: Proc, first: _Stream, *others: _Stream) -> None:
    """Call a procedure with the items. SRFI 41, (streams derived)."""
    for row in zip(*map(items_of, (first, *others)), strict=False):
        call(procedure, *row)


@TABLE.procedure("stream-length")
def stream_length(stream: _Stream) -> int:
    """Return how many items a stream has. SRFI 41, (streams derived)."""
    count = 0
    while (pair := pair_of(stream)) is not None:
        count += 1
        stream = pair.tail
    return count


@TABLE.procedure("stream-ref")
def stream_ref(stream: _Stream, place: Index) -> Any:
    """Return the item at a place, counted from 0. SRFI 41, (streams derived)."""
    for _ in range(place):
        pair = pair_of(stream)
        if pair is None:
            refuse("stream-ref", 2, "a place within the stream", place, False)
        stream = pair.tail
    pair = pair_of(stream)
    if pair is None:
        refuse("stream-ref", 2, "a place within the stream", place, False)
    return head_of(pair)


@TABLE.procedure("%stream-unmatched")
def unmatched(value: Any) -> Any:
    """Refuse what no pattern of `stream-match` is for."""
    refuse("stream-match", 1, "a stream that a pattern matches", value)


TABLE.macros("""
(define-syntax stream-cons
  (syntax-rules ()
    ((_ head tail) (%stream-cons (lambda () head) (lambda () tail)))))

(define-syntax stream-lambda
  (syntax-rules ()
    ((_ formals body ...)
     (lambda formals (%stream-lazy (lambda () body ...))))))

(define-syntax define-stream
  (syntax-rules ()
    ((_ (name . formals) body ...)
     (define name (stream-lambda formals body ...)))))

(define-syntax stream-let
  (syntax-rules ()
    ((_ name ((variable value) ...) body ...)
     ((letrec ((name (stream-lambda (variable ...) body ...))) name) value ...))))

(define-syntax stream
  (syntax-rules ()
    ((_) stream-null)
    ((_ first rest ...) (stream-cons first (stream rest ...)))))

(define-syntax stream-match
  (syntax-rules ()
    ((_ expression clause ...)
     (let ((matched expression))
       (if (stream? matched)
           (%stream-clauses matched clause ...)
           (%stream-unmatched matched))))))

(define-syntax %stream-clauses
  (syntax-rules ()
    ((_ matched) (%stream-unmatched matched))
    ((_ matched (pattern expression) . clauses)
     (%stream-clauses matched (pattern #t expression) . clauses))
    ((_ matched (pattern fender expression) . clauses)
     (let ((otherwise (lambda () (%stream-clauses matched . clauses))))
       (%stream-pattern matched pattern (if fender expression (otherwise)) (otherwise))))))

(define-syntax %stream-pattern
  (syntax-rules (_)
    ((_ matched () then otherwise) (if (stream-null? matched) then otherwise))
    ((_ matched (_ . patterns) then otherwise)
     (if (stream-pair? matched)
         (let ((rest (stream-cdr matched))) (%stream-pattern rest patterns then otherwise))
         otherwise))
    ((_ matched (name . patterns) then otherwise)
     (if (stream-pair? matched)
         (let ((name (stream-car matched)) (rest (stream-cdr matched)))
           (%stream-pattern rest patterns then otherwise))
         otherwise))
    ((_ matched _ then otherwise) then)
    ((_ matched name then otherwise) (let ((name matched)) then))))

(define-syntax stream-of
  (syntax-rules ()
    ((_ expression clause ...) (%stream-of expression stream-null clause ...))))

(define-syntax %stream-of
  (syntax-rules (in is)
    ((_ expression after) (stream-cons expression after))
    ((_ expression after (name in source) clause ...)
     (stream-let turn ((left source))
       (if (stream-null? left)
           after
           (let ((name (stream-car left)))
             (%stream-of expression (turn (stream-cdr left)) clause ...)))))
    ((_ expression after (name is value) clause ...)
     (let ((name value)) (%stream-of expression after clause ...)))
    ((_ expression after test clause ...)
     (if test (%stream-of expression after clause ...) after))))
""")
