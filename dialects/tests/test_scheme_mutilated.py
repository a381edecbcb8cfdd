"""Mutilated programs end in a condition, never in a Python error of ours."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from schemesockets.dialects.conditions import Condition
from schemesockets.dialects.scheme.conditions import Raised
from schemesockets.dialects.scheme.control import Exit
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

WORDS = re.compile(r'"(?:[^"\\]|\\.)*"|[()\[\]\'`,]|[^\s()\'`,"]+')
PATIENCE = 5  # seconds, for a program that has become an endless one


class Endless(BaseException):
    """A program that takes too long."""


def programs() -> list[list[str]]:
    found = []
    for name in ("scheme_values_r7rs.scm", "scheme_values_more.scm"):
        text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        blocks = text.split("\n\n")[1:]
        found += [WORDS.findall(block.rpartition("\n=> ")[0]) for block in blocks]
    return found


def mutilated(chance: random.Random, whole: list[list[str]]) -> str:
    words = list(chance.choice(whole))
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(words))
        match chance.randrange(4):
            case 0 if len(words) > 1:
                del words[place]
            case 1:
                words[place] = chance.choice(chance.choice(whole))
            case 2:
                words.insert(place, chance.choice(chance.choice(whole)))
            case _:
                other = chance.randrange(len(words))
                words[place], words[other] = words[other], words[place]
    return " ".join(words)


@pytest.fixture
def patience() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Endless

    for library in LIBRARIES.values():
        library.exports()  # or a module might be broken off while it is imported
    before = signal.signal(signal.SIGALRM, ring)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("seed", range(4))
def test_a_mutilated_program_ends_in_a_condition(
    seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # a program may write files
    chance = random.Random(seed)
    whole = programs()
    for _ in range(150):
        text = mutilated(chance, whole)
        profile = PROFILES[chance.choice(list(PROFILES))]
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            Program(profile).run_text(text, "mutilated.scm")
        except (Condition, Raised, Exit, Endless):
            pass
        except Exception as error:
            error.add_note(text)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
