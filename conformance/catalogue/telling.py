"""An exploration as plain data, from which every format is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..exploring.asking import Outcome
from ..exploring.exploration import Explorable, Exploration, Finding
from ..exploring.generation import own_steps
from ..questions.script import Behaviour, Script
from ..questions.written import write_script
from ..required.notation import write
from .words import in_words, term

__all__ = ["told"]


def told(
    first: Explorable, second: Explorable, seed: int, seconds: float, found: Exploration
) -> dict[str, Any]:
    """Return what an exploration has come to, as plain data."""
    explained = sum(found.known.values())
    return {
        "format": "schemesockets-exploration",
        "version": 1,
        "subjects": [
            {"name": subject.name, "dialect": subject.dialect, "version": subject.version}
            for subject in (first, second)
        ],
        "seed": seed,
        "seconds": round(seconds, 1),
        "phrases": found.phrases,
        "scripts": found.scripts,
        "agreed": found.agreed,
        "explained": explained,
        "repeated": found.repeated,
        "unsteady": found.unsteady,
        "reasons": dict(found.known.most_common()),
        "findings": [_finding(first, second, each) for each in found.findings],
    }


def _finding(first: Explorable, second: Explorable, found: Finding) -> dict[str, Any]:
    return {
        "kind": str(found.kind),
        "phrase": found.kind.phrase,
        "steps": own_steps(found.script),
        "script": write_script(found.script),
        "answers": [
            _answer(first, found.script, found.first),
            _answer(second, found.script, found.second),
        ],
    }


def _answer(subject: Explorable, script: Script, outcome: Outcome) -> dict[str, Any]:
    behaviour = Behaviour("explored.script", "", script)
    own = subject.kind == "dialect"
    return {
        "subject": subject.name,
        "problem": outcome.problem or "",
        "reason": outcome.reason,
        "seen": {
            label: {
                "words": in_words(
                    datum, term(subject.dialect, behaviour.name, label, datum) if own else ""
                ),
                "notation": write(datum),
                "native": outcome.native.get(label, ""),
            }
            for label, datum in outcome.observations.items()
        },
        "programs": _programs(subject, behaviour),
        "transcript": list(outcome.transcript),
    }


def _programs(subject: Explorable, behaviour: Behaviour) -> Mapping[str, str]:
    return {
        language: "".join(parts[1:] if language == "scheme" else parts)
        for language, parts in subject.listing(behaviour).items()
    }
