"""(sagittarius control): convenient macros (Sagittarius manual, same section)."""

from __future__ import annotations

import string
from typing import Any, Final

from ...calls import call
from ...conditions import error
from ...data import NIL, Keyword, Pair, Symbol, from_list, iterate, to_list
from ...declaration import Table
from ...expander import Definition, Expander, Frame, known_entry
from ...forms.basic import define, expand_lambda, procedure
from ...forms.modules import library_name
from ...macros import Procedural
from ...nodes import Node
from ...reader import Places
from ...syntax import Alias, Scope, complain, is_identifier, strip
from ...tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("%keyword")
def keyword(name: Any) -> Keyword:
    """Return the keyword that a variable's name, or a keyword itself, stands for."""
    return name if isinstance(name, Keyword) else Keyword(name.name)


_ABSENT: Final = object()


def _pairs(given: Any) -> list[list[Any]]:
    """Return a list two by two; the last one may be alone."""
    items = from_list(given)
    return [items[place : place + 2] for place in range(0, len(items), 2)]


@TABLE.procedure("%keyword-value")
def keyword_value(given: Any, wanted: Keyword, default: Any) -> Any:
    """Return the value of a keyword in a list of arguments, else what `default` returns."""
    for key, *value in reversed(_pairs(given)):
        if key is wanted and value:
            return value[0]
    return call(default)


@TABLE.procedure("%keywords-left")
def keywords_left(given: Any, *known: Keyword) -> Any:
    """Return what is left of a list of keyword arguments without the known ones."""
    found = [
        pair
        for pair in _pairs(given)
        if len(pair) < 2 or not any(pair[0] is each for each in known)
    ]
    return to_list([each for pair in found for each in pair])


@TABLE.procedure("%no-keywords-left")
def no_keywords_left(given: Any, *known: Keyword) -> None:
    """Refuse keyword arguments that are not among the known ones."""
    for key in iterate(keywords_left(given, *known)):
        raise error("unknown keyword:", key, procedure="let-keywords")


@TABLE.procedure("%refused-optional")
def refused_optional(value: Any, reason: Any) -> Any:
    """Refuse what `get-optional` was given."""
    raise error(f"get-optional: {reason.text}:", value)


@TABLE.procedure("%checked")
def checked(predicate: Any, value: Any, expression: Any, who: Symbol) -> Any:
    """Return a value for which a predicate holds; an error for another."""
    if call(predicate, value) is False:
        raise error("invalid argument, assertion failed in", expression, procedure=who.name)
    return value


TABLE.macros("""
(define-syntax let1
  (syntax-rules () ((_ var value body ...) (let ((var value)) body ...))))
(define-syntax rlet1
  (syntax-rules () ((_ var value body ...) (let ((var value)) body ... var))))
(define-syntax begin0
  (syntax-rules ()
    ((_ first rest ...)
     (call-with-values (lambda () first) (lambda results rest ... (apply values results))))))
(define-syntax dotimes
  (syntax-rules ()
    ((_ (var limit) body ...) (dotimes (var limit #t) body ...))
    ((_ (var limit result) body ...)
     (do ((end limit) (var 0 (+ var 1))) ((>= var end) result) body ...))))
(define-syntax dolist
  (syntax-rules ()
    ((_ (var items) body ...) (dolist (var items '()) body ...))
    ((_ (var items result) body ...)
     (begin (for-each (lambda (var) body ...) items) (let ((var '())) result)))))
(define-syntax unwind-protect
  (syntax-rules ()
    ((_ body cleanup ...)
     (dynamic-wind (lambda () #t) (lambda () body) (lambda () cleanup ... #t)))))
(define-syntax push!
  (syntax-rules ()
    ((_ (getter argument ...) item) (%push-at () getter (argument ...) item))
    ((_ variable item) (set! variable (cons item variable)))))
(define-syntax %push-at
  (syntax-rules ()
    ((_ ((var value) ...) getter () item)
     (let ((get getter) (var value) ...)
       ((setter get) var ... (cons item (get var ...)))))
    ((_ (bound ...) getter (first . rest) item)
     (%push-at (bound ... (held first)) getter rest item))))
(define-syntax pop!
  (syntax-rules ()
    ((_ (getter argument ...)) (%pop-at () getter (argument ...)))
    ((_ variable) (let ((held variable)) (set! variable (cdr held)) (car held)))))
(define-syntax %pop-at
  (syntax-rules ()
    ((_ ((var value) ...) getter ())
     (let ((get getter) (var value) ...)
       (let ((held (get var ...))) ((setter get) var ... (cdr held)) (car held))))
    ((_ (bound ...) getter (first . rest))
     (%pop-at (bound ... (held first)) getter rest))))
(define-syntax check-arg
  (syntax-rules () ((_ predicate value who) (%checked predicate value '(predicate value) 'who))))
(define-syntax get-optional
  (syntax-rules ()
    ((_ given default)
     (let ((held given))
       (cond ((not (pair? held)) default)
             ((null? (cdr held)) (car held))
             (else (%refused-optional held "too many optional arguments")))))
    ((_ given default test)
     (let ((held given))
       (cond ((not (pair? held)) default)
             ((pair? (cdr held)) (%refused-optional held "too many optional arguments"))
             ((test (car held)) (car held))
             (else (%refused-optional (car held) "optional argument failed test")))))))
(define-syntax let-optionals*
  (syntax-rules ()
    ((_ given specs body ...) (let ((held given)) (%optionals held specs body ...)))))
(define-syntax %optionals
  (syntax-rules ()
    ((_ given () body ...) (let () body ...))
    ((_ given ((var default) . specs) body ...)
     (let ((var (if (pair? given) (car given) default))
           (others (if (pair? given) (cdr given) '())))
       (%optionals others specs body ...)))
    ((_ given (var . specs) body ...) (%optionals given ((var (if #f #f)) . specs) body ...))
    ((_ given var body ...) (let ((var given)) body ...))))
(define-syntax let-keywords
  (syntax-rules ()
    ((_ given specs body ...)
     (let ((held given)) (%keywords let held specs () () body ...)))))
(define-syntax let-keywords*
  (syntax-rules ()
    ((_ given specs body ...)
     (let ((held given)) (%keywords let* held specs () () body ...)))))
(define-syntax %keywords
  (syntax-rules ()
    ((_ form given ((var default) . specs) bound known body ...)
     (%keywords form given ((var var default) . specs) bound known body ...))
    ((_ form given ((var key default) . specs) (bound ...) (known ...) body ...)
     (%keywords form given specs
       (bound ... (var (%keyword-value given (%keyword 'key) (lambda () default))))
       (known ... (%keyword 'key)) body ...))
    ((_ form given () bound (known ...) body ...)
     (begin (%no-keywords-left given known ...) (form bound body ...)))
    ((_ form given #f bound known body ...) (form bound body ...))
    ((_ form given var (bound ...) (known ...) body ...)
     (form (bound ... (var (%keywords-left given known ...))) body ...))))
""")


TABLE.syntax("define-with-key", "define-constant", "define-inline")(Definition(define))


def _define_optional(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-optional (name parameter ... (optional parameter ...)) body ...)`."""
    target = form.cdr.car if form.cdr.__class__ is Pair else NIL
    if target.__class__ is not Pair:
        complain("define-optional takes a name and parameters", place)
    parameters: list[Any] = []
    rest = target.cdr
    while rest.__class__ is Pair:
        if rest.car.__class__ is Pair:
            if strip(rest.car.car) is not Symbol("optional"):
                complain("define-optional takes (optional parameter ...)", place)
            rest = Pair(Keyword("optional"), rest.car.cdr)
            break
        parameters.append(rest.car)
        rest = rest.cdr
    named = Pair(target.car, to_list(parameters, rest))
    define(x, Pair(form.car, Pair(named, form.cdr.cdr)), frame, place)


TABLE.syntax("define-optional")(Definition(_define_optional))


def _define_macro(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-macro (name . parameters) body ...)`, `(define-macro name procedure)`."""
    if form.cdr.__class__ is not Pair:
        complain("define-macro without a name", place)
    target, rest = form.cdr.car, form.cdr.cdr
    if target.__class__ is Pair:
        name = target.car
        core = Alias(Symbol("lambda"), x.image.core_scope)
        expression: Any = Pair(core, Pair(target.cdr, rest))
    else:
        name = target
        expression = rest.car if rest.__class__ is Pair else NIL
    if not is_identifier(name):
        complain("define-macro of what is no name", place)
    made = x.evaluate(expression, frame.scope, place)

    def expand(use: Any, scope: Scope, where: Place) -> Any:
        return call(made, *from_list(use.cdr))

    frame.bind(name, Procedural(expand))


TABLE.syntax("define-macro")(Definition(_define_macro))


@TABLE.syntax("datum")
def expand_datum(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(datum syntax)`."""
    parts = x.parts(form.cdr, place, "datum")
    if len(parts) != 1:
        complain("datum takes one expression", place)
    return x.call("syntax->datum", place, x.expand(parts[0][0], scope, parts[0][1]))


@TABLE.syntax("with-syntax*")
def expand_with_syntax(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(with-syntax* ((pattern syntax) ...) body ...)`, each seeing those before it."""
    if form.cdr.__class__ is not Pair:
        complain("with-syntax* without bindings", place)
    home = Scope(x.image.core_scope)
    name = Symbol("with-syntax")
    home.bindings[name] = x.image.primitive(known_entry("with-syntax"))
    bindings = [each for each, _ in x.parts(form.cdr.car, place, "list of bindings")]
    made = form.cdr.cdr
    for binding in reversed(bindings or [NIL]):
        clause = NIL if binding is NIL else Pair(binding, NIL)
        made = Pair(Pair(Alias(name, home), Pair(clause, made)), NIL)
    return x.expand(made.car, scope, place)


@TABLE.syntax("with-library")
def expand_with_library(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(with-library library expression ...)`: evaluated in that library."""
    parts = x.parts(form.cdr, place, "with-library")
    if len(parts) < 2:
        complain("with-library takes a library and expressions", place)
    name = library_name(parts[0][0], place)
    interface = x.image.interface(name, place, x)
    module = x.image.modules.get(name)
    if module is None:
        inside = Scope(x.image.core_scope)
        inside.bindings.update(interface)
    else:
        inside = module
    inner = Expander(x.module, Places()) if module is None else Expander(module, Places())
    return inner.sequence(to_list([strip(each) for each, _ in parts[1:]]), inside, place)


def _short_lambda(letter: str, whole: bool) -> Any:
    def expand(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
        head = form.car
        variable: Any = Symbol(letter)
        if isinstance(head, Alias):
            variable = Alias(variable, head.scope)
        parameters = variable if whole else Pair(variable, NIL)
        return procedure(x, parameters, form.cdr, scope, place)

    return expand


TABLE.syntax("^")(expand_lambda)
for _letter in f"{string.ascii_lowercase}_":
    TABLE.syntax(f"^{_letter}")(_short_lambda(_letter, False))
    TABLE.syntax(f"^{_letter}*")(_short_lambda(_letter + "*", True))
