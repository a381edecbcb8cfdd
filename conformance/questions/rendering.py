"""Rendering a script as a program, which a run executes and a report shows.

The subject's steps become statements in order. Before the peer's steps the program prints
`(sync n)` and waits for a line, which may contain a string that the subject needs, such as a port.
"""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from .phrasebook import LANGUAGES, Language, Phrasebook, identifier, literal
from .script import (
    Call,
    Do,
    FromPeer,
    Let,
    Observe,
    PeerStep,
    Script,
)

__all__ = ["RUNTIME", "Program", "Sync", "helpers_in", "python_program", "scheme_program"]


RUNTIME = "schemesockets.conformance.running.runtime"
"""The module from which Python programs import what follows the protocol."""
_SUPPORT = ("observe", "observe_done", "start_thread", "sync")


@frozen
class Sync:
    """A point at which the subject waits: the peer's steps there, and the string in the reply."""

    number: int
    steps: tuple[PeerStep, ...]
    string: FromPeer | None


@frozen
class Program:
    """A program in parts, and its syncs by number; the last sync is the end of the script.

    The first part is a prelude or imports, which many programs have in common; the next are the
    helpers, one by one; the last part is the script itself.
    """

    parts: tuple[str, ...]
    syncs: Mapping[int, Sync]

    @property
    def text(self) -> str:
        """The whole program."""
        return "".join(self.parts)

    @property
    def last(self) -> int:
        """The number of the sync that ends the script."""
        return max(self.syncs)


def _strings_from_peer(call: Call) -> Iterable[FromPeer]:
    for argument in call.arguments:
        if isinstance(argument, FromPeer):
            yield argument
        elif isinstance(argument, Call):
            yield from _strings_from_peer(argument)


def _parts(script: Script) -> list[Let | Do | Observe | Sync]:
    """Gather the peer's steps in a script into syncs, each with one string at most."""
    needed = dict.fromkeys(
        string
        for step in script
        if not isinstance(step, PeerStep)
        for string in _strings_from_peer(step.call)
    )
    parts: list[Let | Do | Observe | Sync] = []
    waiting: list[PeerStep] = []
    count = 0

    def flush(string: FromPeer | None) -> None:
        nonlocal count
        count += 1
        parts.append(Sync(count, tuple(waiting), string))
        waiting.clear()

    for step in script:
        if not isinstance(step, PeerStep):
            if waiting:
                flush(None)
            parts.append(step)
            continue
        waiting.append(step)
        for string in needed:
            if string.step == step.number:
                flush(string)
    flush(None)  # the end of the script is a sync, even without a step of the peer
    return parts


def _body(
    script: Script, book: Phrasebook, language: Language
) -> tuple[list[str], dict[int, Sync]]:
    parts = _parts(script)
    syncs = {part.number: part for part in parts if isinstance(part, Sync)}
    strings = [sync.string for sync in syncs.values() if sync.string is not None]
    names = {
        string: string.attribute + (f"-{number}" if number > 1 else "")
        for number, string in enumerate(strings, start=1)
    }
    shape = _SHAPES[language]
    lines = []
    for part in parts:
        match part:
            case Sync(number, _, None):
                lines.append(shape["sync"].format(number=number))
            case Sync(number, _, FromPeer() as string):
                name = identifier(names[string], language)
                lines.append(shape["sync-for"].format(name=name, number=number))
            case Let(variable, call):
                name = identifier(variable.name, language)
                text = book.say(call, language, names)
                lines.append(shape["let"].format(name=name, text=text))
            case Do(call):
                lines.append(book.say(call, language, names))
            case Observe(label, call):
                how = "nothing" if call.phrase in book.returns_nothing else "observe"
                text = book.say(call, language, names)
                lines.append(shape[how].format(label=literal(label, language), text=text))
    return lines, syncs


_SHAPES: dict[Language, dict[str, str]] = {
    "scheme": {
        "sync": "(sync {number})",
        "sync-for": "(define {name} (sync {number}))",
        "let": "(define {name} {text})",
        "observe": "(observe {label} (lambda () {text}))",
        "nothing": "(observe-done {label} (lambda () {text}))",
    },
    "python": {
        "sync": "sync({number})",
        "sync-for": "{name} = sync({number})",
        "let": "{name} = {text}",
        "observe": "observe({label}, lambda: {text})",
        "nothing": "observe_done({label}, lambda: {text})",
    },
}


def scheme_program(script: Script, book: Phrasebook, prelude: str) -> Program:
    """Render a script as a Scheme program that begins with `prelude`.

    Raises `CannotSayError` if the phrasebook lacks a phrase or a constant.
    """
    lines, syncs = _body(script, book, "scheme")
    body = "\n".join(lines)
    helpers = helpers_in(body, book, "scheme")
    first = (f"{part}\n\n" for part in (prelude.strip(), *helpers))
    return Program((*first, f"{body}\n"), syncs)


def python_program(
    script: Script, book: Phrasebook, modules: Mapping[str, Collection[str]]
) -> Program:
    """Render a script as a Python program that imports the names it uses from `modules`.

    `modules` has the names that each offers, the first one that does counts.

    Raises `CannotSayError` if the phrasebook lacks a phrase or a constant.
    """
    lines, syncs = _body(script, book, "python")
    body = "\n".join(lines)
    helpers = helpers_in(body, book, "python")
    parts = (*(f"{helper}\n\n\n" for helper in helpers), f"{body}\n")
    used = {"sync", *_loaded("".join(parts))}
    imports = _imports(used, {**modules, RUNTIME: _SUPPORT})
    return Program((f"{imports}\n\nsync(0)\n\n", *parts), syncs)


def helpers_in(body: str, book: Phrasebook, language: Language) -> list[str]:
    """Return the helpers that `body` uses, directly or not, in the phrasebook's order."""
    texts = {
        name: pair[LANGUAGES.index(language)]
        for name, pair in book.helpers.items()
        if pair[LANGUAGES.index(language)]
    }
    wanted: set[str] = set()
    unread = [body]
    while unread:
        words = set(_WORD.findall(unread.pop()))
        found = {name for name in texts if identifier(name, language) in words} - wanted
        wanted |= found
        unread.extend(texts[name] for name in found)
    return [text for name, text in texts.items() if name in wanted]


_WORD = re.compile(r"[^\s()\[\]{},:\"']+")


# CPython 3.11 counts the depth of syntax trees for all threads together (python/cpython#106905).
_ONE_AT_A_TIME = threading.Lock()


def _loaded(text: str) -> set[str]:
    with _ONE_AT_A_TIME:
        tree = ast.parse(text)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _imports(used: set[str], modules: Mapping[str, Collection[str]]) -> str:
    lines = []
    for module, offered in modules.items():
        found = sorted(used & set(offered))
        used = used - set(found)
        if found:
            line = f"from {module} import {', '.join(found)}"
            if len(line) > 96:
                listed = "".join(f"    {name},\n" for name in found)
                line = f"from {module} import (\n{listed})"
            lines.append(line)
    return "\n".join(lines)
