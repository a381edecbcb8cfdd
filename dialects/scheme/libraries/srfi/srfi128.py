"""SRFI 128: comparators. The hashes of strings are those of SRFI 69, which take a bound."""

from __future__ import annotations

import itertools
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...data import NIL, Pair, from_list, is_procedure
from ...declaration import Table, refuse
from ...kinds import Char, Num, Proc, Sym, of_class
from .. import comparators
from ..comparators import DEFAULT, EQ, EQUAL, EQV, REGISTERED, Comparator
from .srfi13 import folded

__all__ = ["TABLE"]

TABLE: Final = Table()

_Comparator: TypeAlias = Annotated[Comparator, of_class("a comparator", Comparator)]

_BOUND: Final = 2**30


def _hash(value: object) -> int:
    return hash(value) & (_BOUND - 1)


# Predicates


@TABLE.procedure("comparator?")
def is_comparator(value: Any) -> bool:
    """Return whether a value is a comparator. SRFI 128, Predicates."""
    return value.__class__ is Comparator


@TABLE.procedure("comparator-ordered?")
def is_ordered(comparator: _Comparator) -> bool:
    """Return whether a comparator has an order. SRFI 128, Predicates."""
    return comparator.less is not False


@TABLE.procedure("comparator-hashable?")
def is_hashable(comparator: _Comparator) -> bool:
    """Return whether a comparator has a hash function. SRFI 128, Predicates."""
    return comparator.hash is not False


# Constructors


@TABLE.procedure("make-comparator")
def make_comparator(test: Any, same: Any, less: Any, hashing: Any) -> Comparator:
    """Return a comparator; the order and the hash may be #f, and the type test #t for any value.

    The equality may be #t as well: it follows from the order then. SRFI 128, Constructors.
    """
    for place, each in enumerate((less, hashing), 3):
        if each is not False and not is_procedure(each):
            refuse("make-comparator", place, "a procedure or #f", each)
    for place, each in enumerate((test, same), 1):
        if each is not True and not is_procedure(each):
            refuse("make-comparator", place, "a procedure or #t", each)
    if same is True:
        if less is False:
            refuse("make-comparator", 2, "an equality, where there is no order", same)
        same = _same_by(less)
    return Comparator(comparators.anything if test is True else test, same, less, hashing)


def _same_by(less: Any) -> Any:
    def same(one: Any, other: Any) -> bool:
        return call(less, one, other) is False and call(less, other, one) is False

    return same


@TABLE.procedure("make-eq-comparator")
def make_eq_comparator() -> Comparator:
    """Return the comparator of `eq?`. SRFI 128, Standard comparators."""
    return EQ


@TABLE.procedure("make-eqv-comparator")
def make_eqv_comparator() -> Comparator:
    """Return the comparator of `eqv?`. SRFI 128, Standard comparators."""
    return EQV


@TABLE.procedure("make-equal-comparator")
def make_equal_comparator() -> Comparator:
    """Return the comparator of `equal?`. SRFI 128, Standard comparators."""
    return EQUAL


@TABLE.procedure("make-default-comparator")
def make_default_comparator() -> Comparator:
    """Return the default comparator, of most values. SRFI 128, Default comparators."""
    return DEFAULT


@TABLE.procedure("comparator-register-default!")
def comparator_register_default(comparator: _Comparator) -> None:
    """Let the default comparator compare the values of another. SRFI 128, Default comparators."""
    if comparator is DEFAULT:
        refuse("comparator-register-default!", 1, "another comparator", comparator, False)
    REGISTERED([*REGISTERED(), comparator])


@TABLE.procedure("make-pair-comparator")
def make_pair_comparator(first: _Comparator, second: _Comparator) -> Comparator:
    """Return the comparator of pairs, of one for each half. SRFI 128, Constructors."""

    def test(value: Any) -> bool:
        return value.__class__ is Pair and _test(first, value.car) and _test(second, value.cdr)

    def same(one: Any, other: Any) -> bool:
        return _same(first, one.car, other.car) and _same(second, one.cdr, other.cdr)

    def less(one: Any, other: Any) -> bool:
        if _same(first, one.car, other.car):
            return _less(second, one.cdr, other.cdr)
        return _less(first, one.car, other.car)

    def hashed(value: Any) -> int:
        return _hash((call(first.hash, value.car), call(second.hash, value.cdr)))

    ordered = is_ordered(first) and is_ordered(second)
    hashable = is_hashable(first) and is_hashable(second)
    return Comparator(test, same, ordered and less, hashable and hashed)


def _test(comparator: Comparator, value: Any) -> bool:
    return call(comparator.test, value) is not False


def _same(comparator: Comparator, one: Any, other: Any) -> bool:
    return call(comparator.same, one, other) is not False


def _less(comparator: Comparator, one: Any, other: Any) -> bool:
    if comparator.less is False:
        raise error("a comparator without an order:", comparator)
    return call(comparator.less, one, other) is not False


def _sequences(comparator: Comparator, items_of: Any, test: Any, by_length: bool) -> Comparator:
    def same(one: Any, other: Any) -> bool:
        ours, theirs = items_of(one), items_of(other)
        return len(ours) == len(theirs) and all(
            _same(comparator, a, b) for a, b in zip(ours, theirs, strict=True)
        )

    def less(one: Any, other: Any) -> bool:
        ours, theirs = items_of(one), items_of(other)
        if by_length and len(ours) != len(theirs):
            return len(ours) < len(theirs)
        for a, b in zip(ours, theirs, strict=False):
            if not _same(comparator, a, b):
                return _less(comparator, a, b)
        return len(ours) < len(theirs)

    def hashed(value: Any) -> int:
        return _hash(tuple(call(comparator.hash, each) for each in items_of(value)))

    return Comparator(
        test, same, is_ordered(comparator) and less, is_hashable(comparator) and hashed
    )


@TABLE.procedure("make-list-comparator")
def make_list_comparator(
    comparator: _Comparator,
    test: Proc | None = None,
    is_empty: Proc | None = None,
    first: Proc | None = None,
    rest: Proc | None = None,
) -> Comparator:
    """Return the comparator of lists of items, or of what four procedures make of lists.

    SRFI 128, Constructors.
    """
    given = (test, is_empty, first, rest)
    if all(each is None for each in given):

        def is_list(value: Any) -> bool:
            while value.__class__ is Pair:
                if not _test(comparator, value.car):
                    return False
                value = value.cdr
            return value is NIL

        return _sequences(comparator, from_list, is_list, by_length=False)
    if any(each is None for each in given):
        refuse("make-list-comparator", 2, "four procedures", test)

    def items_of(value: Any) -> list[Any]:
        items = []
        while call(is_empty, value) is False:
            items.append(call(first, value))
            value = call(rest, value)
        return items

    def is_sequence(value: Any) -> bool:
        return call(test, value) is not False and all(
            _test(comparator, each) for each in items_of(value)
        )

    return _sequences(comparator, items_of, is_sequence, by_length=False)


@TABLE.procedure("make-vector-comparator")
def make_vector_comparator(
    comparator: _Comparator,
    test: Proc | None = None,
    length: Proc | None = None,
    ref: Proc | None = None,
) -> Comparator:
    """Return the comparator of vectors of items, or of what three procedures make of vectors.

    SRFI 128, Constructors.
    """
    given = (test, length, ref)
    if all(each is None for each in given):
        return _sequences(
            comparator,
            list,
            lambda value: (
                value.__class__ is list and all(_test(comparator, each) for each in value)
            ),
            by_length=True,
        )
    if any(each is None for each in given):
        refuse("make-vector-comparator", 2, "three procedures", test)

    def items_of(value: Any) -> list[Any]:
        return [call(ref, value, place) for place in range(call(length, value))]

    def is_sequence(value: Any) -> bool:
        return call(test, value) is not False and all(
            _test(comparator, each) for each in items_of(value)
        )

    return _sequences(comparator, items_of, is_sequence, by_length=True)


# Hash functions


@TABLE.procedure("boolean-hash")
def boolean_hash(value: bool) -> int:
    """Return a boolean's hash. SRFI 128, Standard hash functions."""
    return int(value is not False)


@TABLE.procedure("char-hash")
def char_hash(char: Char) -> int:
    """Return a character's hash. SRFI 128, Standard hash functions."""
    return ord(char)


@TABLE.procedure("char-ci-hash")
def char_ci_hash(char: Char) -> int:
    """Return a character's hash, whatever its case. SRFI 128, Standard hash functions."""
    return _hash(folded(char))


@TABLE.procedure("symbol-hash")
def symbol_hash(symbol: Sym) -> int:
    """Return a symbol's hash. SRFI 128, Standard hash functions."""
    return comparators.hashed(symbol)


@TABLE.procedure("number-hash")
def number_hash(number: Num) -> int:
    """Return a number's hash. SRFI 128, Standard hash functions."""
    return comparators.hashed(number)


@TABLE.procedure("default-hash")
def default_hash(value: Any) -> int:
    """Return the default comparator's hash of a value. SRFI 128, Default comparators."""
    return comparators.hashed(value)


TABLE.macros("""
(define-syntax hash-bound (syntax-rules () ((_) 33554432)))
(define-syntax hash-salt (syntax-rules () ((_) 16064047)))
(define-syntax comparator-if<=>
  (syntax-rules ()
    ((_ one other less same greater)
     (comparator-if<=> (make-default-comparator) one other less same greater))
    ((_ comparator one other less same greater)
     (let ((c comparator) (a one) (b other))
       (cond ((=? c a b) same)
             ((<? c a b) less)
             (else greater))))))
""")


# Accessors


@TABLE.procedure("comparator-type-test-predicate")
def type_test(comparator: _Comparator) -> Any:
    """Return a comparator's type test. SRFI 128, Accessors."""
    return comparator.test


@TABLE.procedure("comparator-equality-predicate")
def equality(comparator: _Comparator) -> Any:
    """Return a comparator's equality. SRFI 128, Accessors."""
    return comparator.same


@TABLE.procedure("comparator-ordering-predicate")
def ordering(comparator: _Comparator) -> Any:
    """Return a comparator's order, a procedure that raises an error where it has none."""
    return comparator.less if comparator.less is not False else _lacks("an order")


@TABLE.procedure("comparator-hash-function")
def hash_function(comparator: _Comparator) -> Any:
    """Return a comparator's hash function, one that raises an error where it has none."""
    return comparator.hash if comparator.hash is not False else _lacks("a hash function")


def _lacks(what: str) -> Any:
    def fail(*values: Any) -> Any:
        raise error(f"a comparator without {what}:", *values)

    return fail


@TABLE.procedure("comparator-test-type")
def test_type(comparator: _Comparator, value: Any) -> bool:
    """Return whether a comparator is for a value. SRFI 128, Primitive applicators."""
    return _test(comparator, value)


@TABLE.procedure("comparator-check-type")
def check_type(comparator: _Comparator, value: Any) -> bool:
    """Return #t where a comparator is for a value; else an error. SRFI 128."""
    if not _test(comparator, value):
        raise error("a value that the comparator is not for:", comparator, value)
    return True


@TABLE.procedure("comparator-hash")
def comparator_hash(comparator: _Comparator, value: Any) -> Any:
    """Return the hash of a value. SRFI 128, Primitive applicators."""
    return call(hash_function(comparator), value)


# Comparisons


@TABLE.procedure("=?")
def are_same(comparator: _Comparator, one: Any, other: Any, *more: Any) -> bool:
    """Return whether values are the same. SRFI 128, Comparison predicates."""
    values = (one, other, *more)
    return all(_same(comparator, a, b) for a, b in itertools.pairwise(values))


def _comparison(name: str, words: str, holds: Any) -> None:
    def compared(comparator: _Comparator, one: Any, other: Any, *more: Any) -> bool:
        values = (one, other, *more)
        return all(holds(comparator, a, b) for a, b in itertools.pairwise(values))

    compared.__doc__ = f"Return whether each value is {words} the next. SRFI 128."
    TABLE.procedure(name)(compared)


_comparison("<?", "less than", lambda comparator, a, b: _less(comparator, a, b))
_comparison(">?", "greater than", lambda comparator, a, b: _less(comparator, b, a))
_comparison("<=?", "not greater than", lambda comparator, a, b: not _less(comparator, b, a))
_comparison(">=?", "not less than", lambda comparator, a, b: not _less(comparator, a, b))
