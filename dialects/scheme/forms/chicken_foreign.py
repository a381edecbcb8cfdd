"""CHICKEN's (chicken foreign), whose forms hold code of C: a program with them is refused."""

from __future__ import annotations

from typing import Final, NoReturn

from ..data import Pair
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..syntax import Scope, complain, name_of
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()

_NAMES: Final = [
    "define-callback",
    "define-external",
    "define-foreign-type",
    "define-foreign-variable",
    "foreign-code",
    "foreign-declare",
    "foreign-lambda",
    "foreign-lambda*",
    "foreign-primitive",
    "foreign-safe-lambda",
    "foreign-safe-lambda*",
    "foreign-type-size",
    "foreign-value",
    "let-location",
    "location",
]


def _refuse(form: Pair, place: Place) -> NoReturn:
    complain(f"{name_of(form.car)} is made of C, which only CHICKEN's compiler can build", place)


def _define(x: Expander, form: Pair, frame: Frame, place: Place) -> NoReturn:
    _refuse(form, place)


def _expand(x: Expander, form: Pair, scope: Scope, place: Place) -> NoReturn:
    _refuse(form, place)


TABLE.syntax(*_NAMES)(Definition(_define, _expand))
