"""A difference as a question with expectations, in a folder of data.

The expectation is what the second subject did, which a person is to judge by the document: the
section says so until then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..questions.script import Script
from ..questions.written import write_script
from ..required.expectations import TO_BE_JUDGED
from ..required.notation import write
from ..running.files import write_whole
from .exploration import Explorable, Finding

__all__ = ["keep"]


def keep(folder: Path, first: Explorable, second: Explorable, findings: Sequence[Finding]) -> None:
    """Write each finding as a question in `folder`, beside those that are there.

    Raises `OSError` if that cannot be done.
    """
    questions = folder / "questions" / "explored.toml"
    there = questions.read_text(encoding="utf-8") if questions.is_file() else ""
    names = set(re.findall(r'^\["(.*)"\]$', there, re.M))
    asked, expected = [there] if there else [], []
    for found in findings:
        name = _name(found, names)
        names.add(name)
        asked.append(_question(name, found, second))
        expected.append(_expectation(name, found))
    _write(questions, "\n".join(asked))
    for dialect in dict.fromkeys((first.dialect, second.dialect)):
        path = folder / "expectations" / f"{dialect}.toml"
        before = path.read_text(encoding="utf-8") if path.is_file() else _head(dialect)
        _write(path, "\n".join([before, *expected]))


def _name(found: Finding, taken: Iterable[str]) -> str:
    base = name = f"explored.{found.kind.phrase.replace('_', '-')}"
    number = 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _head(dialect: str) -> str:
    return f"document = {json.dumps(f'what {dialect} was seen to do')}\n"


def _question(name: str, found: Finding, second: Explorable) -> str:
    words = f"Which of the two is right: {found.kind} (the second is {second.name})?"
    return (
        f"[{json.dumps(name)}]\nquestion = {json.dumps(words, ensure_ascii=False)}\n"
        f"script = '''\n{_script(found.script)}'''\n"
    )


def _script(script: Script) -> str:
    text = write_script(script)
    assert "'''" not in text
    return text


def _expectation(name: str, found: Finding) -> str:
    rows = [f"[{json.dumps(name)}]", f'section = "{TO_BE_JUDGED}"', 'basis = "implementation"']
    if found.second.problem == "waits":
        rows.append('outcome = "waits"')
    for label, datum in found.second.observations.items():
        pattern = write(datum).replace("(raised unknown)", "(raised _)")
        rows.append(f"{label} = {json.dumps(pattern, ensure_ascii=False)}")
    return "\n".join(rows) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
