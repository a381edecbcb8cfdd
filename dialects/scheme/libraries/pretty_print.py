"""Data over several lines: (ice-9 pretty-print).

A list that does not fit on the line has its items below each other, and forms that the reader of
programs knows (`define`, `let`, `if` and their kin) have their bodies indented by two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import evolve

from ..data import NIL, Keyword, Pair, String, Symbol, to_list
from ..declaration import Table
from ..dynamics import STATE
from ..ports import CURRENT_OUTPUT, put
from ..printer import show
from .keywords import keyword_arguments

__all__ = ["TABLE", "Layout"]

TABLE: Final = Table()

_Item = Callable[[Any, int, int], int]

_LONG: Final = 5  # letters of a name behind which arguments do not line up
_INDENT: Final = 2
_MARKS: Final = {"quote": "'", "quasiquote": "`", "unquote": ",", "unquote-splicing": ",@"}


class Layout:
    """The layout of one datum; a method returns the column that it has come to.

    Args:
        width: of a line.
        widest: how many characters an expression may take on one line.
        readable: whether strings and characters are written as programs write them.
    """

    def __init__(self, width: int, widest: int, readable: bool) -> None:
        self.width = width
        self.widest = widest
        self.readable = readable
        self.profile = evolve(STATE.profile, quotes=True)
        self.out: list[str] = []

    def text(self, datum: Any) -> str:
        """Return a datum on one line."""
        return show(datum, self.readable, self.profile)

    def write(self, text: str, column: int) -> int:
        """Write text."""
        self.out.append(text)
        return column + len(text)

    def go_to(self, target: int, column: int) -> int:
        """Go to a column, on the next line where this one is beyond it."""
        if target < column:
            self.out.append("\n" + " " * target)
        else:
            self.out.append(" " * (target - column))
        return target

    def put(self, datum: Any, column: int, extra: int, pairs: _Item) -> int:
        """Write a datum, on one line where that fits; `extra` is what comes behind it."""
        if datum.__class__ is not Pair and datum.__class__ is not list:
            return self.write(self.text(datum), column)
        width = min(self.width - column - extra + 1, self.widest)
        text = self.text(datum)
        if len(text) < width:
            return self.write(text, column)
        if datum.__class__ is Pair:
            return pairs(datum, column, extra)
        vector: Any = datum
        items = to_list(vector)
        return self.stacked(items, self.write("#", column), extra, self.expression)

    def expression(self, form: Pair, column: int, extra: int) -> int:
        """Write a form as a program has it."""
        head = form.car
        if head.__class__ is not Symbol:
            return self.stacked(form, column, extra, self.expression)
        if head.name in _MARKS and form.cdr.__class__ is Pair and form.cdr.cdr is NIL:
            column = self.write(_MARKS[head.name], column)
            return self.put(form.cdr.car, column, extra, self.expression)
        style = _STYLES.get(head.name)
        if style is not None:
            return style(self, form, column, extra)
        if len(head.name) > _LONG:
            return self.general(form, column, extra, False, None, None, self.expression)
        return self.call(form, column, extra, self.expression)

    def expressions(self, items: Pair, column: int, extra: int) -> int:
        """Write a list of forms."""
        return self.stacked(items, column, extra, self.expression)

    def call(self, form: Pair, column: int, extra: int, item: _Item) -> int:
        """Write a call: its arguments below each other."""
        column = self.write(self.text(form.car), self.write("(", column))
        return self.down(form.cdr, column, column + 1, extra, item)

    def stacked(self, items: Any, column: int, extra: int, item: _Item) -> int:
        """Write a list: its items below each other."""
        column = self.write("(", column)
        return self.down(items, column, column, extra, item)

    def down(self, items: Any, column: int, target: int, extra: int, item: _Item) -> int:
        """Write the rest of a list, from a column on."""
        while items.__class__ is Pair:
            behind = extra + 1 if items.cdr is NIL else 0
            column = self.put(items.car, self.go_to(target, column), behind, item)
            items = items.cdr
        if items is not NIL:
            column = self.go_to(target, self.write(" .", column))
            column = self.put(items, column, extra + 1, item)
        return self.write(")", column)

    def general(
        self,
        form: Pair,
        column: int,
        extra: int,
        named: bool,
        first: _Item | None,
        second: _Item | None,
        rest: _Item,
    ) -> int:
        """Write a form whose first parts stand behind its name, and whose body is indented."""
        body = column + _INDENT
        here = self.write(self.text(form.car), self.write("(", column))
        items = form.cdr
        if named and items.__class__ is Pair:
            here = self.write(self.text(items.car), self.write(" ", here))
            items = items.cdr
        behind = here + 1
        for item in (first, second):
            if item is not None and items.__class__ is Pair:
                left = extra + 1 if items.cdr is NIL else 0
                here = self.put(items.car, self.go_to(behind, here), left, item)
                items = items.cdr
        return self.down(items, here, body, extra, rest)


_Style = Callable[[Layout, Pair, int, int], int]


def _lambda(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.general(form, column, extra, False, layout.expressions, None, layout.expression)


def _if(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.general(form, column, extra, False, layout.expression, None, layout.expression)


def _cond(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.call(form, column, extra, layout.expressions)


def _case(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.general(form, column, extra, False, layout.expression, None, layout.expressions)


def _and(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.call(form, column, extra, layout.expression)


def _let(layout: Layout, form: Pair, column: int, extra: int) -> int:
    named = form.cdr.__class__ is Pair and form.cdr.car.__class__ is Symbol
    return layout.general(form, column, extra, named, layout.expressions, None, layout.expression)


def _begin(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.general(form, column, extra, False, None, None, layout.expression)


def _do(layout: Layout, form: Pair, column: int, extra: int) -> int:
    return layout.general(
        form, column, extra, False, layout.expressions, layout.expressions, layout.expression
    )


_STYLES: Final[dict[str, _Style]] = {
    **dict.fromkeys(
        ("lambda", "lambda*", "let*", "letrec", "define", "define*", "define-public"), _lambda
    ),
    **dict.fromkeys(
        ("define-syntax", "let-syntax", "letrec-syntax", "syntax-rules", "with-syntax"), _lambda
    ),
    **dict.fromkeys(("if", "set!"), _if),
    "cond": _cond,
    "case": _case,
    **dict.fromkeys(("and", "or"), _and),
    "let": _let,
    "begin": _begin,
    "do": _do,
}

_OPTIONS: Final = {
    "port": None,
    "width": 79,
    "max-expr-width": 50,
    "display?": False,
    "per-line-prefix": String(""),
}


def _port_and_options(options: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return the port, where one is given before the options, and the options."""
    if options and not isinstance(options[0], Keyword):
        return options[0], options[1:]
    return None, options


@TABLE.procedure("pretty-print")
def pretty_print(datum: Any, *options: Any) -> None:
    """Write a datum over as many lines as it takes, and a newline.

    Guile manual, Pretty Printing.
    """
    given, rest = _port_and_options(options)
    port, width, widest, displays, prefix = keyword_arguments("pretty-print", rest, _OPTIONS)
    target = next((each for each in (given, port) if each is not None), None) or CURRENT_OUTPUT()
    layout = Layout(width - len(prefix.text), widest, displays is False)
    layout.put(datum, 0, 0, layout.expression)
    text = "".join(layout.out)
    lines = f"{prefix.text}{text}".replace("\n", f"\n{prefix.text}")
    put(target, f"{lines}\n")


_TRUNCATED: Final = {"port": None, "display?": False, "width": 79, "breadth-first?": False}
_DOTS: Final = "\N{HORIZONTAL ELLIPSIS}"


@TABLE.procedure("truncated-print")
def truncated_print(datum: Any, *options: Any) -> None:
    """Write a datum within a width, what does not fit as an ellipsis.

    Guile manual, Pretty Printing.
    """
    given, rest = _port_and_options(options)
    port, displays, width, _ = keyword_arguments("truncated-print", rest, _TRUNCATED)
    target = next((each for each in (given, port) if each is not None), None) or CURRENT_OUTPUT()
    put(target, _cut(datum, width, displays is False))


def _cut(datum: Any, width: int, readable: bool) -> str:
    kind = datum.__class__
    text = show(datum, readable, STATE.profile)
    if len(text) <= width and kind is not Pair and kind is not list:
        return text
    if kind is String and width >= 3 and readable:
        return f"{text[: width - 2]}{_DOTS}{text[-1]}"
    if kind is Pair and width >= 3:
        items = []
        while datum.__class__ is Pair:
            items.append(datum.car)
            datum = datum.cdr
        if datum is not NIL:
            return text if len(text) <= width else _cut_items(items, width - 2, "(", readable)
        return _cut_items(items, width - 2, "(", readable)
    if kind is list and width >= 4:
        return _cut_items(datum, width - 3, "#(", readable)
    if len(text) <= width:
        return text
    return "#" if width > 0 else ""


def _cut_items(items: list[Any], width: int, opening: str, readable: bool) -> str:
    made = []
    for place, each in enumerate(items):
        last = place == len(items) - 1
        if last and (place == 0 or width > 1):
            made.append(_cut(each, width, readable))
            break
        if width <= 1 + len(_DOTS):
            made.append(_DOTS)
            break
        text = _cut(each, width - 1 - len(_DOTS), readable)
        made.append(text)
        width -= 1 + len(text)
    return f"{opening}{' '.join(made)})"
