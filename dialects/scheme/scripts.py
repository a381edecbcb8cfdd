r"""The first lines of a script: the program that they name, and its switches.

`#!/usr/bin/guile -s`, `#!/usr/bin/env -S csi -ss`, Guile's `\` that puts the switches on the
second line, and `#!/bin/sh` with an `exec` of the Scheme in what is a comment to it. Linux hands
all words behind the program over as one; they are taken apart here, as other systems do.

A profile says what the switches of its system mean:

- `procedure`, with an argument: the procedure that is called with the command line at the end;
- `main`: that is `main`, or what is written behind the switch;
- `main-arguments`: it is `main`, which is called with the arguments alone;
- `no-main`: a procedure `main` is not called;
- `directory`, `import`, `load`, each with an argument: where libraries are, a library that the
  program has from the beginning, a file that is run first;
- `srfis`: the numbers of SRFIs that the program has from the beginning;
- `ignored`: nothing here, with an argument;
- `end`: no switch follows.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import Final

from attrs import evolve, frozen

from .profiles import PROFILES, Profile

__all__ = ["Script", "script_of"]

_SHELLS: Final = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})
_EXEC: Final = re.compile(r"^[\s:;|#]*exec\s+(.+)$", re.M)
_HEAD: Final = 2000
"""How many characters of a shell script are looked at."""


@frozen
class Script:
    """What the first lines say.

    Attributes:
        dialect: the profile's name whose system they name, "" if none.
        entry: an expression for the procedure that is called at the end, "" for none.
        with_name: whether it is called with the command line, or with the arguments alone.
        main: whether a procedure `main` may be called that nobody asked for.
        directories: where libraries are looked for.
        imports: libraries that the program has from the beginning.
        loads: files that are run first.
    """

    dialect: str = ""
    entry: str = ""
    with_name: bool = True
    main: bool = True
    directories: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()


def script_of(text: str) -> Script:
    """Return what the first lines of a program say."""
    if not re.match(r"#!\s*/", text):
        return Script()
    first, _, rest = text.partition("\n")
    words = _named(_words(first[2:]))
    if words and os.path.basename(words[0]) in _SHELLS:
        found = _EXEC.search(rest[:_HEAD])
        words = _named(_words(found[1])) if found else []
    elif words and words[-1] == "\\":
        words = [*words[:-1], *_words(rest.partition("\n")[0])]
    if not words:
        return Script()
    name = os.path.basename(words[0])
    for profile in PROFILES.values():
        if name in profile.interpreters:
            return _switched(Script(profile.name), profile, words[1:])
    return Script()


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # a quote without end
        return line.split()


def _named(words: list[str]) -> list[str]:
    """Return the words without those of `env`, which looks a program up."""
    if not words or os.path.basename(words[0]) != "env":
        return words
    rest = words[1:]
    while rest and (rest[0].startswith("-") or "=" in rest[0]):
        rest = rest[1:]
    return rest


def _switched(script: Script, profile: Profile, words: list[str]) -> Script:
    switches = dict(profile.switches)
    while words and words[0].startswith("-") and words[0] != "--":
        word, *words = words
        switch, glued = _split(word, switches)
        meaning = switches.get(switch, "")
        if meaning == "end":
            break
        argument = glued
        if meaning in ("procedure", "directory", "import", "load", "ignored") and not glued:
            if not words:
                break
            argument, *words = words
        script = _with(script, meaning, argument)
    return script


def _split(word: str, switches: dict[str, str]) -> tuple[str, str]:
    """Return a switch, and what is written behind it without a blank."""
    if word in switches:
        return word, ""
    for switch in switches:
        if (switch.endswith("=") or len(switch) == 2) and word.startswith(switch):
            return switch, word[len(switch) :]
    name, _, argument = word.partition("=")
    return name, argument


def _with(script: Script, meaning: str, argument: str) -> Script:
    match meaning:
        case "procedure":
            return evolve(script, entry=argument)
        case "main":
            return evolve(script, entry=argument or "main")
        case "main-arguments":
            return evolve(script, entry="main", with_name=False)
        case "no-main":
            return evolve(script, main=False)
        case "directory":
            return evolve(script, directories=(*script.directories, argument))
        case "import":
            return evolve(script, imports=(*script.imports, argument))
        case "load":
            return evolve(script, loads=(*script.loads, argument))
        case "srfis":
            numbers = re.findall(r"\d+", argument)
            libraries = (f"(srfi srfi-{number})" for number in numbers)
            return evolve(script, imports=(*script.imports, *libraries))
    return script
