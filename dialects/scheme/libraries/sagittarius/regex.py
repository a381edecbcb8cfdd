"""(sagittarius regex): regular expressions (Sagittarius manual, same section).

A matcher is a procedure, too: `(matcher 1)` is the group of that number. Bytes are matched as the
characters of those codes. Not here: the expression as a tree, and character sets as expressions.
"""

from __future__ import annotations

import functools
import re
from typing import Annotated, Any, Final, TypeAlias, final

from ...arguments import UNSET
from ...calls import call, stepwise
from ...conditions import error
from ...data import Applicable, Regexp, String, Symbol, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Int, Proc, of_class
from ...ports import StringOutput
from ...printer import PRINTERS
from ..java_regex import translated
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()

_FLAGS: Final = {
    "CASE-INSENSITIVE": ("i", 2),
    "COMMENTS": ("x", 4),
    "MULTILINE": ("m", 8),
    "LITERAL": ("l", 16),
    "DOTALL": ("s", 32),
    "UNICODE": ("u", 64),
}
for _name, (_, _value) in _FLAGS.items():
    TABLE.value(_name, _value)
TABLE.value("UNICODE-CASE", _FLAGS["UNICODE"][1])

_PYTHON: Final = {
    "i": re.IGNORECASE,
    "x": re.VERBOSE,
    "m": re.MULTILINE,
    "s": re.DOTALL,
}


@functools.lru_cache(512)
def _compiled(text: str, flags: str) -> re.Pattern[str]:
    options = re.RegexFlag(0)
    for letter in flags:
        if letter in _PYTHON:
            options |= _PYTHON[letter]
        elif letter not in "lu":
            raise error(f"regex: unknown flag {letter}:", String(text))
    if "u" not in flags:
        options |= re.ASCII
    try:
        return re.compile(re.escape(text) if "l" in flags else translated(text), options)
    except (re.error, RecursionError, OverflowError) as failure:
        raise error(f"regex: {failure}:", String(text)) from None


_Pattern: TypeAlias = Annotated[Regexp, of_class("a regular expression", Regexp)]


@final
class Matcher(Applicable):
    """A pattern on its way through a text.

    Attributes:
        pattern, text: which.
        start, end: the part of the text that is looked at.
        found: the last match, None where there is none.
        place: where the next search begins.
    """

    __slots__ = ("binary", "end", "found", "pattern", "place", "source", "start", "text")

    def __init__(self, pattern: Regexp, source: Any, start: int, end: int) -> None:
        self.pattern = pattern
        self.source = source
        self.binary = source.__class__ is bytearray
        self.text = source.decode("latin-1") if self.binary else source.text
        self.start = self.place = start
        self.end = end
        self.found: re.Match[str] | None = None

    def __call__(self, group: Any) -> Any:
        """Return a group, or with `before` or `after` what is around the match."""
        if isinstance(group, Symbol) and group.name in ("before", "after"):
            return (regex_before if group.name == "before" else regex_after)(self)
        return regex_group(self, group)

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern as Python has it."""
        return _compiled(self.pattern.text, self.pattern.flags)

    def given(self, text: str) -> Any:
        """Return a part of the text as what the whole is."""
        return bytearray(text, "latin-1") if self.binary else String(text)

    def match(self, procedure: str) -> re.Match[str]:
        """Return the last match; an error where there is none."""
        if self.found is None:
            raise error(f"{procedure}: nothing has been matched:", self.source)
        return self.found

    def find(self) -> bool:
        """Look for the next match."""
        if self.place > self.end:
            self.found = None
            return False
        self.found = self.compiled().search(self.text, self.place, self.end)
        if self.found is not None:
            last = self.found.end()
            self.place = last + (last == self.found.start())
        return self.found is not None


_Matcher: TypeAlias = Annotated[Matcher, of_class("a matcher", Matcher)]
PRINTERS[Regexp] = lambda value, readable, profile: f"#/{value.text}/{value.flags}"
PRINTERS[Matcher] = lambda value, readable, profile: "#<regex-matcher>"


@TABLE.procedure("regex", "compile-regex")
def regex(text: Any, flags: Int = 0) -> Regexp:
    """Return the regular expression that a text is. User level APIs."""
    if text.__class__ is not String:
        refuse("regex", 1, "a string", text)
    letters = "".join(letter for letter, value in _FLAGS.values() if flags & value)
    _compiled(text.text, letters)
    return Regexp(text.text, letters)


@TABLE.procedure("regex-pattern?")
def is_pattern(value: Any) -> bool:
    """Return whether a value is a regular expression. Low level APIs."""
    return isinstance(value, Regexp)


@TABLE.procedure("regex-matcher?")
def is_matcher(value: Any) -> bool:
    """Return whether a value is a matcher. Low level APIs."""
    return isinstance(value, Matcher)


@TABLE.procedure("regex-pattern")
def regex_pattern(pattern: _Pattern) -> String:
    """Return the text of a regular expression."""
    return String(pattern.text)


@TABLE.procedure("regex-flags")
def regex_flags(pattern: _Pattern) -> int:
    """Return the flags of a regular expression."""
    return sum(value for letter, value in _FLAGS.values() if letter in pattern.flags)


@TABLE.procedure("regex-matcher")
def regex_matcher(pattern: _Pattern, text: Any, start: Any = None, end: Any = None) -> Matcher:
    """Return a matcher of a text, a string or a bytevector. Low level APIs."""
    if text.__class__ not in (String, bytearray):
        refuse("regex-matcher", 2, "a string or a bytevector", text)
    length = len(text.text) if isinstance(text, String) else len(text)
    matcher = Matcher(pattern, text, *span("regex-matcher", length, start, end, 3))
    matcher.compiled()
    return matcher


@TABLE.procedure("regex-matches")
def regex_matches(matcher: _Matcher) -> bool:
    """Return whether the whole text matches. Low level APIs."""
    matcher.found = matcher.compiled().fullmatch(matcher.text, matcher.start, matcher.end)
    return matcher.found is not None


@TABLE.procedure("regex-looking-at")
def regex_looking_at(matcher: _Matcher) -> bool:
    """Return whether some part of the text matches. Low level APIs."""
    matcher.found = matcher.compiled().search(matcher.text, matcher.start, matcher.end)
    return matcher.found is not None


@TABLE.procedure("regex-find")
def regex_find(matcher: _Matcher, start: Any = None) -> bool:
    """Look for the next match, from `start` where it is given. Low level APIs."""
    if start is not None:
        matcher.place, _ = span("regex-find", matcher.end, start, None, 2)
    return matcher.find()


def _group_number(procedure: str, matcher: Matcher, group: Any) -> Any:
    found = matcher.match(procedure)
    if isinstance(group, Symbol):
        if group.name in found.re.groupindex:
            return group.name
    elif group.__class__ is int and 0 <= group <= found.re.groups:
        return group
    refuse(procedure, 2, "the number or name of a group", group, False)


@TABLE.procedure("regex-group")
def regex_group(matcher: _Matcher, group: Any) -> Any:
    """Return what a group has matched, or #f. Low level APIs."""
    number = _group_number("regex-group", matcher, group)
    text = matcher.match("regex-group")[number]
    return False if text is None else matcher.given(text)


@TABLE.procedure("regex-group-start")
def regex_group_start(matcher: _Matcher, group: Any) -> Any:
    """Return where a group's match begins, or #f."""
    number = _group_number("regex-group-start", matcher, group)
    place = matcher.match("regex-group-start").start(number)
    return False if place < 0 else place


@TABLE.procedure("regex-group-end")
def regex_group_end(matcher: _Matcher, group: Any) -> Any:
    """Return where a group's match ends, or #f."""
    number = _group_number("regex-group-end", matcher, group)
    place = matcher.match("regex-group-end").end(number)
    return False if place < 0 else place


@TABLE.procedure("regex-capture-count")
def regex_capture_count(matcher: _Matcher) -> int:
    """Return how many groups the expression has. Low level APIs."""
    return matcher.compiled().groups


@TABLE.procedure("regex-first")
def regex_first(matcher: _Matcher) -> int:
    """Return where the match begins."""
    return matcher.match("regex-first").start()


@TABLE.procedure("regex-last")
def regex_last(matcher: _Matcher) -> int:
    """Return where the match ends."""
    return matcher.match("regex-last").end()


@TABLE.procedure("regex-before")
def regex_before(matcher: _Matcher) -> Any:
    """Return what is before the match."""
    return matcher.given(matcher.text[: matcher.match("regex-before").start()])


@TABLE.procedure("regex-after")
def regex_after(matcher: _Matcher) -> Any:
    """Return what is behind the match."""
    return matcher.given(matcher.text[matcher.match("regex-after").end() :])


@TABLE.procedure("matches")
def matches(pattern: _Pattern, text: Any) -> Any:
    """Return a matcher if the whole text matches, else #f. User level APIs."""
    matcher = regex_matcher(pattern, text)
    return matcher if regex_matches(matcher) else False


@TABLE.procedure("looking-at")
def looking_at(pattern: _Pattern, text: Any) -> Any:
    """Return a matcher if some part of the text matches, else #f. User level APIs."""
    matcher = regex_matcher(pattern, text)
    return matcher if regex_looking_at(matcher) else False


Regexp.search = staticmethod(looking_at)


# Replacing


def _replacement(matcher: Matcher, replacement: Any) -> str:
    """Return what stands for the match."""
    if replacement.__class__ is String:
        found = matcher.match("regex-replace")
        return re.sub(r"\$(\d)", lambda group: _numbered(found, int(group[1])), replacement.text)
    if replacement.__class__ is bytearray:
        return replacement.decode("latin-1")
    port = StringOutput()
    if _takes_one(replacement):
        result = call(replacement, matcher)
        if result.__class__ is String:
            return str(result.text)
        if result.__class__ is bytearray:
            return result.decode("latin-1")
        refuse("regex-replace", 3, "a procedure that returns a string", replacement)
    call(replacement, matcher, port)
    return port.getvalue()


def _numbered(found: re.Match[str], number: int) -> str:
    if number > found.re.groups:
        raise error(f"regex-replace: there is no group {number}")
    return found[number] or ""


def _takes_one(procedure: Any) -> bool:
    code = getattr(stepwise(procedure), "__code__", None)
    return code is not None and code.co_argcount == 1 and not code.co_flags & 4


def _replaced(procedure: str, arguments: tuple[Any, ...], every: bool) -> Any:
    if len(arguments) == 3:
        matcher = regex_matcher(_checked(procedure, arguments[0]), arguments[1])
    elif len(arguments) == 2 and isinstance(arguments[0], Matcher):
        matcher = arguments[0]
        matcher.place = matcher.start
    else:
        raise error(f"{procedure} takes a pattern, a text and a replacement, or a matcher and one")
    replacement = arguments[-1]
    parts: list[str] = []
    at = 0
    while matcher.find():
        found = matcher.match(procedure)
        parts += [matcher.text[at : found.start()], _replacement(matcher, replacement)]
        at = found.end()
        if not every:
            break
    return matcher.given("".join([*parts, matcher.text[at:]]))


def _checked(procedure: str, pattern: Any) -> Regexp:
    if not isinstance(pattern, Regexp):
        refuse(procedure, 1, "a regular expression", pattern)
    return pattern


@TABLE.procedure("regex-replace-first", "regex-replace")
def regex_replace_first(*arguments: Any) -> Any:
    """Return a text with the first match replaced: pattern and text, or matcher; replacement."""
    return _replaced("regex-replace-first", arguments, False)


@TABLE.procedure("regex-replace-all")
def regex_replace_all(*arguments: Any) -> Any:
    """Return a text with all matches replaced: pattern and text, or matcher; replacement."""
    return _replaced("regex-replace-all", arguments, True)


# Utilities


@TABLE.procedure("regex-fold", tail=True)
def regex_fold(
    pattern: _Pattern,
    combine: Proc,
    seed: Any,
    text: Any,
    finish: Any = UNSET,
    start: Any = None,
    end: Any = None,
) -> Any:
    """Combine all matches, each with where the one before ended, the matcher, text and result."""
    matcher = regex_matcher(pattern, text, start, end)
    before = matcher.start
    while matcher.place < matcher.end and matcher.find():
        last = matcher.match("regex-fold").end()
        seed = call(combine, before, matcher, text, seed)
        before = last
    if finish is UNSET:
        return seed
    return (finish, before, False, text, seed)


@TABLE.procedure("string-split")
def string_split(text: Any, pattern: Any, start: Any = None, end: Any = None) -> Any:
    """Return the parts of a text between the matches of a pattern. User level APIs."""
    if text.__class__ is not String:
        refuse("string-split", 1, "a string", text)
    if pattern.__class__ is str:
        pattern = Regexp(pattern, "")
    elif pattern.__class__ is String:
        pattern = Regexp(pattern.text, "")
    elif not isinstance(pattern, Regexp):
        refuse("string-split", 2, "a string or a regular expression", pattern)
    matcher = regex_matcher(pattern, text, start, end)
    parts: list[str] = []
    at = matcher.start
    while matcher.place < matcher.end and matcher.find():
        found = matcher.match("string-split")
        first, last = found.span()
        if first == last:
            parts.append(matcher.text[at : last + 1])
            at = last + 1
        else:
            if first > at:
                parts.append(matcher.text[at:first])
            at = last
    if at < matcher.end:
        parts.append(matcher.text[at : matcher.end])
    return to_list([String(each) for each in parts])


@TABLE.procedure("%group")
def group_of(matcher: Any, number: Index) -> Any:
    """Return a group for the binding forms."""
    return regex_group(matcher, number)


@TABLE.procedure("%no-match")
def no_match(expression: Any) -> Any:
    """Refuse what `regex-match-let` does not match."""
    raise error("regex-match-let: match failed:", expression)


TABLE.macros("""
(define-syntax ?? (syntax-rules ()))
(define-syntax %bind-groups
  (syntax-rules ()
    ((_ number matcher () body ...) (let () body ...))
    ((_ number matcher (#f . vars) body ...) (%bind-groups (+ number 1) matcher vars body ...))
    ((_ number matcher (var . vars) body ...)
     (let ((var (%group matcher number))) (%bind-groups (+ number 1) matcher vars body ...)))))
(define-syntax regex-match-let
  (syntax-rules ()
    ((_ expression vars body ...)
     (let ((m expression))
       (if m (%bind-groups 0 m vars body ...) (%no-match 'expression))))))
(define-syntax regex-match-if
  (syntax-rules ()
    ((_ expression vars then else)
     (let ((m expression)) (if m (%bind-groups 0 m vars then) else)))))
(define-syntax regex-match-cond
  (syntax-rules (?? else =>)
    ((_) #f)
    ((_ (else form ...)) (begin form ...))
    ((_ (?? test => receiver) clause ...)
     (let ((held test)) (if held (receiver held) (regex-match-cond clause ...))))
    ((_ (?? test form ...) clause ...)
     (if test (begin form ...) (regex-match-cond clause ...)))
    ((_ (expression vars form ...) clause ...)
     (regex-match-if expression vars (begin form ...) (regex-match-cond clause ...)))))
(define-syntax regex-match-case
  (syntax-rules ()
    ((_ text clause ...) (let ((held text)) (%match-case held clause ...)))))
(define-syntax %match-case
  (syntax-rules (?? else =>)
    ((_ text) #f)
    ((_ text (else => procedure)) (procedure text))
    ((_ text (else form ...)) (begin form ...))
    ((_ text (?? test => receiver) clause ...)
     (let ((held (test text))) (if held (receiver held) (%match-case text clause ...))))
    ((_ text (?? test form ...) clause ...)
     (if (test text) (begin form ...) (%match-case text clause ...)))
    ((_ text (pattern vars form ...) clause ...)
     (regex-match-if (and (string? text) (looking-at pattern text)) vars
       (begin form ...) (%match-case text clause ...)))))
""")
