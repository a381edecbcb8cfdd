"""What is wrong in a folder of data, with file and line.

The files of each kind are read as the commands read them, and compared with the vocabulary, the
behaviours and one another. A check is a generator of `Diagnostic`s for one kind of file.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from attrs import evolve, frozen

from ..data import DataError, names, read_toml
from ..exploring import reasons
from ..questions import phrasebook, written
from ..questions.actions import ACTIONS
from ..questions.behaviours import ALL
from ..questions.derivation import derived
from ..questions.effects import EFFECTS, OBJECTS
from ..questions.phrasebook import CannotSayError, Phrasebook, PhrasebookError
from ..questions.rendering import scheme_program
from ..questions.script import Argument, Behaviour, Call, Constant, PeerStep
from ..questions.vocabulary import PHRASES
from ..required import divergences, expectations
from ..required.expectations import TO_BE_JUDGED, USUAL, Expectation
from ..required.notation import Datum, Symbol
from ..required.policies import FIXED_BACKLOG, KEYS, ROWS, SHORT_BACKLOG, clients_stated
from ..required.requirements import SHAPE as REQUIREMENTS
from ..required.requirements import documents
from ..running import languages, recordings, systems
from ..running.foreign import UnusableDialectError, known, offered_by
from ..sabotage import faults as sabotage
from .counterparts import SHAPE as ROWS_OF_NAMES
from .counterparts import groups
from .names import entry_of
from .words import TERMS

__all__ = ["Diagnostic", "diagnostics"]

_KINDS = {
    "errno",
    "bad-value",
    "lookup-failed",
    "other",
    "timeout",
    "wrong-type",
}


@frozen
class Diagnostic:
    """Something wrong in a file, or a hint alone; the line counts from 1."""

    path: str
    line: int
    text: str
    is_hint: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@frozen
class _File:
    """A file of a kind, its text and its name without the suffix."""

    path: Traversable
    name: str

    @property
    def text(self) -> str:
        """The whole text; "" if it cannot be decoded."""
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def keys_of(self, text: str) -> list[str]:
        """Return the key that has as its value what a message quotes; none if there is none."""
        for quoted in re.findall(r"'([^']+)'", text):
            row = rf"""^\s*(["\w.-]+)\s*=.*["']{re.escape(quoted)}["']"""
            if found := re.search(row, self.text, re.M):
                return [found[1].strip('"')]
        return []

    def diagnostic(self, text: str, *keys: str) -> Diagnostic:
        """Return a diagnostic at the place of the innermost of nested keys that is found."""
        lines = self.text.splitlines()
        line = 0
        for key in keys:
            wanted = re.compile(rf"""\s*\[*["']?{re.escape(key)}["']?(\]|\s*[=:]|\s*$)""")
            later = range(line, len(lines))
            line = next((at + 1 for at in later if wanted.match(lines[at])), line)
        return Diagnostic(str(self.path), max(line, 1), text)


def diagnostics(folder: Traversable) -> Iterator[Diagnostic]:
    """Yield what is wrong in a folder of data, which must be among those in use."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name in _CHECKS:
            for path in sorted(entry.iterdir(), key=lambda path: path.name):
                name, dot, suffix = path.name.rpartition(".")
                if path.is_file() and f"{dot}{suffix}" in _SUFFIXES.get(entry.name, (".toml",)):
                    yield from _checked(_File(path, name), _CHECKS[entry.name])
                elif not (path.name.startswith((".", "__")) or f"{dot}{suffix}" in _BESIDE):
                    yield Diagnostic(str(path), 1, f"no file of {entry.name}")
        elif entry.is_file() and entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            if name in _TABLES:
                yield from _checked(_File(entry, name), _TABLES[name])
            else:
                yield Diagnostic(
                    str(entry), 1, f"no table of that name; there are {_listed(_TABLES)}"
                )
        elif entry.is_dir() and entry.name == "libraries":
            for path in _below(entry):
                yield from _check_library(path)
        elif entry.is_dir() and entry.name != "__pycache__":
            yield Diagnostic(str(entry), 1, f"no kind of data; there are {_listed(_CHECKS)}")


def _listed(words: Mapping[str, Any]) -> str:
    return ", ".join(sorted(words))


def _checked(file: _File, check: Callable[[_File], Iterator[Diagnostic]]) -> Iterator[Diagnostic]:
    try:
        if str(file.path).endswith(".toml"):
            read_toml(file.path)
        yield from check(file)
    except DataError as error:
        text = str(error).removeprefix(f"{file.path}: ")
        line = re.search(r"\(at line (\d+)", text)
        if line:
            yield Diagnostic(str(file.path), int(line[1]), text)
        else:
            yield file.diagnostic(text, text.split()[0].rstrip(":"), *file.keys_of(text))


# Phrasebooks


def _check_phrasebook(file: _File) -> Iterator[Diagnostic]:
    if str(file.path).endswith((".scm", ".py")):
        yield from _check_helpers(file)
        return
    book = phrasebook.load(file.name)
    stated = read_toml(file.path)
    for part in ("phrases", "constants"):
        for name in stated.get(part, {}):
            scheme, python = getattr(book, part)[name]
            if scheme and (why := _scheme_fault(scheme)):
                yield file.diagnostic(f"{name}: {why}", f"[{part}]", name)
            if python and (why := _python_fault(python)):
                yield file.diagnostic(f"{name}: {why}", f"[{part}]", name)
    yield from _check_effects(file, book, stated)
    for name in stated.get("constants", {}).keys() - _constants():
        yield file.diagnostic(f"{name}: no question mentions this constant", "[constants]", name)
    yield from _check_python_names(file, book)
    yield from _check_repeated(file, book, stated)


def _check_repeated(
    file: _File, book: Phrasebook, stated: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Tell where the Python that is written is what follows from the Scheme."""
    repeated = [
        (part, name)
        for part in ("phrases", "constants")
        for name, row in stated.get(part, {}).items()
        if isinstance(row, list) and derived(getattr(book, part)[name][0]) == row[1].strip() != ""
    ]
    if repeated and not stated.get("derive-python"):
        part, name = repeated[0]
        text = f"{len(repeated)} rows from {name} on repeat in Python what follows from the Scheme"
        hint = file.diagnostic(
            f"{text}, and need not with derive-python = true", f"[{part}]", name
        )
        yield evolve(hint, is_hint=True)
        return
    for part, name in repeated:
        text = f"{name}: the Python follows from the Scheme; write that alone"
        yield file.diagnostic(text, f"[{part}]", name)


def _check_effects(
    file: _File, book: Phrasebook, stated: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Compare the words for phrases with what those take and make."""
    for name in stated.get("returns-nothing", ()):
        made = EFFECTS[name].makes
        if made in OBJECTS:
            yield file.diagnostic(
                f"{name} makes a thing ({made}) that is needed", "returns-nothing"
            )
    for name in stated.get("phrases", {}):
        things = [
            parameter
            for parameter, taken in zip(PHRASES[name].parameters, EFFECTS[name].takes, strict=True)
            if taken in OBJECTS
        ]
        for parameter in things:
            if _leaves_out(book, name, parameter):
                yield file.diagnostic(f"{name}: it leaves out {{{parameter}}}", "[phrases]", name)
        if "backlog" in PHRASES[name].parameters and _leaves_out(book, name, "backlog"):
            if name != "start-listening":
                told = "leave the phrase out"
            elif _states(file.name, FIXED_BACKLOG):
                continue
            else:
                told = f"let the expectations state the policy {FIXED_BACKLOG}"
            told = f"{name}: it leaves out {{backlog}}; if no program can give one, {told}"
            yield file.diagnostic(told, "[phrases]", name)


def _leaves_out(book: Phrasebook, phrase: str, parameter: str) -> bool:
    return any(text and f"{{{parameter}}}" not in text for text in book.phrases[phrase])


def _states(dialect: str, policy: str) -> bool:
    """Return whether a dialect states a policy; True if its expectations cannot be read."""
    try:
        return policy in expectations.policies_of(dialect)
    except DataError:
        return True  # which is told of that file


def _check_helpers(file: _File) -> Iterator[Diagnostic]:
    if str(file.path).endswith(".py"):
        try:
            ast.parse(file.text)
        except SyntaxError as error:
            yield Diagnostic(str(file.path), error.lineno or 1, f"no Python: {error.msg}")
    elif why := _scheme_fault(file.text):
        yield Diagnostic(str(file.path), 1, why)


_PARAMETER = re.compile(r"\{(\w[\w-]*)\}")


def _filled(template: str, argument: str = "{}") -> str:
    """Return a template with an argument for each parameter, by default a name."""
    text = _PARAMETER.sub(lambda found: argument.format(found[1].replace("-", "_")), template)
    return text.replace("{{", "{").replace("}}", "}")


def _scheme_fault(text: str) -> str:
    """Return why a text cannot be Scheme, "" if it can."""
    from ...dialects.scheme.reader import ReadError, read

    try:
        for _ in read(_filled(text)):
            pass
    except ReadError as error:
        return f"no Scheme: {error}"
    return ""


def _python_fault(text: str) -> str:
    """Return why a template cannot be Python, "" if it can with some arguments."""
    told = ""
    for argument in ("'{}'", "{}"):
        try:
            ast.parse(_filled(text, argument))
        except SyntaxError as error:
            told = f"no Python: {error.msg}"
        else:
            return ""
    return told


_PORT_MODULES = ("schemesockets.dialects.r7rs_io", "schemesockets.dialects.r6rs_io")
_SUPPORT = {"start_thread"}


def _check_python_names(file: _File, book: Phrasebook) -> Iterator[Diagnostic]:
    """Compare the Python names in a dialect's phrasebook with those that its module offers."""
    try:
        own = known(file.name)
    except LookupError as error:
        if isinstance(error, UnusableDialectError):
            yield file.diagnostic(str(error))
        return
    offered = {
        *own.offered,
        *dir(builtins),
        *_SUPPORT,
        *set().union(*map(offered_by, _PORT_MODULES)),
    }
    offered |= {name.replace("-", "_") for name in book.helpers}
    for name, (_, python) in {**book.phrases, **book.constants}.items():
        try:
            tree = ast.parse(_filled(python))
        except SyntaxError:  # with other arguments it may well be Python
            continue
        bound = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        bound |= {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        arguments = [found.replace("-", "_") for found in _PARAMETER.findall(python)]
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for missing in sorted(used - bound - offered):
            if any(argument in missing for argument in arguments):
                continue
            yield file.diagnostic(f"{name}: {own.dialect.module} does not offer {missing}", name)


def _constants() -> frozenset[str]:
    """Return the constants that questions mention."""
    return frozenset().union(*map(_constants_in, ALL.values()))


@functools.cache
def _constants_in(behaviour: Behaviour) -> frozenset[str]:
    """Return the constants that a question mentions."""

    def in_call(call: Call) -> Iterator[str]:
        for argument in call.arguments:
            yield from in_argument(argument)

    def in_argument(argument: Argument) -> Iterator[str]:
        if isinstance(argument, Constant):
            yield argument.name
        elif isinstance(argument, Call):
            yield from in_call(argument)

    return frozenset(
        name
        for step in behaviour.script
        if not isinstance(step, PeerStep)
        for name in in_call(step.call)
    )


def can_ask(behaviour: Behaviour, book: Phrasebook) -> bool:
    """Return whether a phrasebook has words for a behaviour, in Scheme."""
    try:
        scheme_program(behaviour.script, book, "")
    except CannotSayError:
        return False
    return True


# Expectations


def _check_expectations(file: _File) -> Iterator[Diagnostic]:
    if file.name == "usual":
        for name, patterns in read_toml(file.path, USUAL).items():
            yield from _check_labels(file, name, patterns)
        return
    found = expectations.load(file.name)
    yield from _check_documents(file)
    for name, expectation in found.items():
        yield from _check_labels(file, name, expectation.written)
        yield from _check_expectation(file, name, expectation)
    if file.name not in names("phrasebooks"):
        yield file.diagnostic(f"there is no phrasebook {file.name}")
        return
    book = phrasebook.load(file.name)
    for name, behaviour in ALL.items():
        asked = can_ask(behaviour, book)
        if asked and name not in found:
            yield file.diagnostic(f"{name}: no expectation, and the phrasebook has words for it")
        if not asked and name in found and name in read_toml(file.path):
            yield file.diagnostic(f"{name}: the phrasebook has no words for it", name)


def _check_labels(file: _File, name: str, patterns: Mapping[str, Any]) -> Iterator[Diagnostic]:
    if name not in ALL:
        yield file.diagnostic(f"there is no behaviour {name}", name)
        return
    for label in patterns.keys() - set(ALL[name].labels):
        labels = ", ".join(ALL[name].labels)
        yield file.diagnostic(
            f"{name} observes nothing called {label}; it has {labels}", name, label
        )


def _check_expectation(file: _File, name: str, expectation: Expectation) -> Iterator[Diagnostic]:
    for label, pattern in expectation.written.items():
        if _always_matches(pattern):
            yield file.diagnostic(f"{name}: {label} can never fail", name, label)
    labels = ALL[name].labels if name in ALL else ()
    if not (expectation.waits or expectation.unasked) and (
        missing := [one for one in labels if one not in expectation.written]
    ):
        yield file.diagnostic(f"{name}: nothing is expected of {', '.join(missing)}", name)
    document = documents().get(expectation.document)
    if document is not None and expectation.basis == "document":
        section = expectation.section
        if section not in document.sections:
            yield file.diagnostic(
                f"{name}: {document.name} has no section {section!r}", name, "section"
            )


def _check_documents(file: _File) -> Iterator[Diagnostic]:
    """Compare the documents that a file cites with those of which there is something.

    The dialect's own document needs no requirements, unless others are stated for the dialect; nor
    does a document that nothing in the file is based on.
    """
    tables = read_toml(file.path)
    own = tables.pop("document")
    stated = [each.name for each in documents().values() if file.name in each.dialects]
    based = any(
        isinstance(table, dict) and table.get("basis", "document") != "implementation"
        for table in tables.values()
    )
    if stated and based and own not in documents():
        yield file.diagnostic(
            f"there are no requirements of {own!r}; there are, for {file.name}, of "
            f"{', '.join(map(repr, stated))}",
            "document",
        )
    tables.pop("policies", None)
    for name, table in tables.items():
        cited = table.get("document", own) if isinstance(table, dict) else own
        if cited != own and cited not in documents():
            yield file.diagnostic(f"{name}: there is no document {cited!r}", name, "document")


def _always_matches(pattern: Datum) -> bool:
    match pattern:
        case (Symbol("returned"), Symbol("_")) | Symbol("_"):
            return True
        case (Symbol("or"), *choices):
            return any(map(_always_matches, choices))
    return False


# Real systems


def _check_system(file: _File) -> Iterator[Diagnostic]:
    if str(file.path).endswith(".scm"):
        if why := _scheme_fault(file.text):
            yield Diagnostic(str(file.path), 1, why)
        return
    system = systems.load(file.name)
    for phrase, scheme in system.phrases.items():
        try:
            phrasebook.check_phrase(phrase, (scheme, ""))
        except PhrasebookError as error:
            yield file.diagnostic(str(error), "[phrases]", phrase)
            continue
        if why := _scheme_fault(scheme):
            yield file.diagnostic(f"{phrase}: {why}", "[phrases]", phrase)
    for pattern, kind in system.kinds:
        if not re.fullmatch("[a-z-]+|E[A-Z0-9]+", kind):
            told = "a kind is a word or the name of an errno"
            yield file.diagnostic(f"{pattern.pattern!r}: {kind!r} is no kind: {told}", "kinds")


def _check_divergences(file: _File) -> Iterator[Diagnostic]:
    yield from _check_system_named(file, file.name)
    found = read_toml(file.path)
    for name, row in found.items():
        if name not in ALL:
            yield file.diagnostic(f"there is no behaviour {name}", name)
        if not isinstance(row, dict) or not str(row.get("reason", "")).strip():
            yield file.diagnostic(f"{name}: no reason", name)
        elif row.get("kind") not in ("fault", "silent", "broken"):
            yield file.diagnostic(
                f'{name}: kind must be "fault", "silent" or "broken"', name, "kind"
            )
    divergences.load(file.name)


def _check_system_named(file: _File, label: str) -> Iterator[Diagnostic]:
    if not {label, label.partition("@")[0]} & set(systems.available()):
        yield file.diagnostic(f"there is no system {label}")


def _check_recording(file: _File) -> Iterator[Diagnostic]:
    recording = recordings.load(file.name)
    for name in recording.observed.keys() - ALL.keys():
        yield file.diagnostic(f"there is no behaviour {name}", name)


def _check_explored(file: _File) -> Iterator[Diagnostic]:
    for dialect in file.name.split("+") if "+" in file.name else ():
        yield from _check_dialect_named(file, dialect)
    if "+" not in file.name:
        yield from _check_system_named(file, file.name)
    for reason in reasons.load(file.name):
        for word in sorted(reason.words - PHRASES.keys() - ACTIONS.keys()):
            yield file.diagnostic(f"{reason.phrase}: there is no phrase or action {word}", "with")


def _check_dialect_named(file: _File, dialect: str, *keys: str) -> Iterator[Diagnostic]:
    if dialect not in names("phrasebooks") and not _has_names(dialect):
        yield file.diagnostic(f"there is no dialect {dialect}", *keys)


def _check_sabotage(file: _File) -> Iterator[Diagnostic]:
    yield from _check_dialect_named(file, file.name)
    if str(file.path).endswith(".toml"):
        for change in sabotage.faults(file.name).values():
            try:
                change.requirement  # noqa: B018 - raises where there is none
                change.path  # noqa: B018 - raises where there is no such module
            except (sabotage.FaultError, ImportError) as error:
                yield file.diagnostic(str(error), change.name)


def _usable_books() -> Iterator[tuple[str, Phrasebook]]:
    """Yield the phrasebooks of dialects of which something is expected, and those dialects."""
    for name in names("expectations"):
        with contextlib.suppress(DataError):  # which is told of its own file
            expectations.load(name)
            yield name, phrasebook.load(name)


def _check_questions(file: _File) -> Iterator[Diagnostic]:
    books = dict(_usable_books())
    said = {name for book in books.values() for name in book.constants}
    for name, behaviour in written.load(file.path).items():
        for constant in sorted(_constants_in(behaviour) - said):
            yield file.diagnostic(f"{name}: no phrasebook has the constant {constant}", name)
        if ALL.get(name, behaviour) != behaviour:
            yield file.diagnostic(f"there is another behaviour {name}", name)
            continue
        if behaviour.clients > max(1, clients_stated(name)):
            yield file.diagnostic(
                f"{name}: {behaviour.clients} clients wait at once; policies.toml has to say so,"
                f" under {SHORT_BACKLOG}",
                name,
            )
        if any(
            name in (known := expectations.load(dialect)) and known[name].section == TO_BE_JUDGED
            for dialect in books
        ):
            continue  # what comes of it is not known yet
        for dialect, book in books.items():
            if can_ask(behaviour, book) and name not in expectations.load(dialect):
                yield file.diagnostic(f"{name}: no expectation for {dialect}", name)


# Programs


def _check_profile(file: _File) -> Iterator[Diagnostic]:
    from ...dialects.scheme.libraries.manifest import LIBRARIES

    profile = languages.load(file.name)
    for library in (*profile.libraries, *profile.leaves, *profile.replaces):
        if library not in LIBRARIES:
            yield file.diagnostic(f"there is no library {library}", "libraries")
    try:
        own = known(file.name)
    except LookupError as error:
        yield file.diagnostic(str(error))
        return
    for name in set(profile.ports) - own.offered:
        yield file.diagnostic(f"{own.dialect.module} does not offer {name}", "ports")
    theirs = {name.scheme for name in own.dialect.names}
    for operation, name in profile.port_operations:
        if name not in theirs:
            yield file.diagnostic(
                f"{operation}: {file.name} has no name {name}", "port-operations"
            )


def _below(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _below(entry)
        elif not entry.name.startswith("."):
            yield entry


def _check_library(path: Traversable) -> Iterator[Diagnostic]:
    if not path.name.endswith((".sld", ".sls", ".scm", ".ss", ".sps")):
        yield Diagnostic(str(path), 1, "no file of Scheme")
    elif why := _scheme_fault(_File(path, path.name).text):
        yield Diagnostic(str(path), 1, why)


# Documents and tables


def _check_requirements(file: _File) -> Iterator[Diagnostic]:
    stated = read_toml(file.path, REQUIREMENTS)
    for dialect in stated.get("dialects", ()):
        yield from _check_dialect_named(file, dialect, "dialects")
    for key in ("document", "address", "dialects"):
        if not stated.pop(key, None):
            yield file.diagnostic(f"{key} is missing")
    for section, rows in stated.items():
        if not isinstance(rows, dict) or not rows:
            yield file.diagnostic(f"{section} requires nothing", section)
            continue
        for words, found in rows.items():
            for name in found if isinstance(found, list) else ():
                if name not in ALL:
                    yield file.diagnostic(f"there is no behaviour {name}", section, words)
            if not found:
                yield file.diagnostic(
                    f"{words!r} has neither behaviours nor the reason for that", section, words
                )


def _check_policies(file: _File) -> Iterator[Diagnostic]:
    for policy, rows in read_toml(file.path, ROWS).items():
        for name, row in rows.items():
            key = f'{policy}."{name}"'
            if name not in ALL:
                yield file.diagnostic(f"there is no behaviour {name}", key)
                continue
            for label in sorted(row.keys() - {*KEYS, *ALL[name].labels}):
                yield file.diagnostic(f"{name} observes nothing called {label}", key, label)


def _check_terms(file: _File) -> Iterator[Diagnostic]:
    for dialect, terms in read_toml(file.path, TERMS).items():
        if dialect not in names("phrasebooks"):
            yield file.diagnostic(f"there is no phrasebook {dialect}", dialect)
        for kind in terms.keys() - _KINDS - {"but"}:
            if not re.fullmatch("E[A-Z0-9]+", kind):
                yield file.diagnostic(f"{dialect}: there is no kind {kind}", dialect, kind)
        for term, places in terms.get("but", {}).items():
            for place in places:
                name, _, label = place.partition(" ")
                if name not in ALL:
                    yield file.diagnostic(f"there is no behaviour {name}", f"{dialect}.but", term)
                elif label and label not in ALL[name].labels:
                    told = f"{name} observes nothing called {label}"
                    yield file.diagnostic(told, f"{dialect}.but", term)


def _check_counterparts(file: _File) -> Iterator[Diagnostic]:
    for purpose, rows in read_toml(file.path, ROWS_OF_NAMES).items():
        for dialect, ways in rows.items():
            for way in ways:
                for name in way.split(" + "):
                    try:
                        entry_of(dialect, name)
                    except LookupError as error:
                        if _has_names(dialect):
                            yield file.diagnostic(str(error), purpose, dialect)
            yield from _check_dialect_named(file, dialect, purpose, dialect)
    for purpose, rows in groups().items():
        if len(rows) < 2 and purpose in read_toml(file.path):
            yield file.diagnostic(f"{purpose}: one dialect alone serves it", purpose)


def _has_names(dialect: str) -> bool:
    try:
        known(dialect)
    except LookupError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[_File], Iterator[Diagnostic]]] = {
    "divergences": _check_divergences,
    "expectations": _check_expectations,
    "explored": _check_explored,
    "phrasebooks": _check_phrasebook,
    "questions": _check_questions,
    "profiles": _check_profile,
    "recordings": _check_recording,
    "requirements": _check_requirements,
    "sabotage": _check_sabotage,
    "systems": _check_system,
}
_TABLES: Mapping[str, Callable[[_File], Iterator[Diagnostic]]] = {
    "counterparts": _check_counterparts,
    "policies": _check_policies,
    "terms": _check_terms,
}
_SUFFIXES = {
    "phrasebooks": (".toml", ".scm", ".py"),
    "recordings": (".json",),
    "sabotage": (".toml", ".json"),
    "systems": (".toml", ".scm"),
}
_BESIDE = (".md", ".txt", ".pyc")
