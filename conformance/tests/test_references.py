"""What data name and what is not there: told by `check`, and the end of no command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import schemesockets
from test_data_packages import FILES, write_files

from schemesockets.conformance import data
from schemesockets.conformance.catalogue import behaviour_pages
from schemesockets.conformance.catalogue.pages import pages
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.behaviours import take as take_questions
from schemesockets.conformance.required import expectations
from schemesockets.dialects.scheme.profiles import PROFILES

EMPTY_RECORDING = """\
{"format": "schemesockets-recording", "version": 1, "subject": "nowhere",
 "subject-version": "1", "run": {}, "results": {}}
"""
WITHOUT = {
    "systems/based.toml": ('title = "B"\ndialect = "tiny"\nbased-on = "nowhere"\n', 3, "nowhere"),
    "systems/lost.toml": ('title = "L"\ndialect = "nowhere"\nbased-on = "tiny"\n', 2, "nowhere"),
    "systems/words.toml": (
        'title = "W"\ndialect = "tiny"\nbased-on = "tiny"\n[phrases]\nbrew = "(x)"\n',
        5,
        "brew is not in the vocabulary",
    ),
    "phrasebooks/based.toml": ('based-on = "nowhere"\n', 1, "there is no phrasebook 'nowhere'"),
    "phrasebooks/less.toml": ('without = ["brew"]\n', 1, "brew"),
    "phrasebooks/idle.toml": ('returns-nothing = ["brew"]\n', 1, "brew"),
    "phrasebooks/words.toml": ('[phrases]\nbrew = "(x)"\n', 2, "brew is not in the vocabulary"),
    "phrasebooks/flags.toml": ('[constants]\nbrew = "x"\n', 2, "no question mentions"),
    "expectations/first.toml": ('document = "D"\nbased-on = "elsewhere"\n', 2, "elsewhere"),
    "expectations/nowhere.toml": ('document = "D"\n', 1, "there is no phrasebook nowhere"),
    "expectations/second.toml": (
        'document = "SRFI 1066"\n["receive.end"]\nsection = "1"\nend = "1"\n',
        1,
        "there are no requirements of 'SRFI 1066'",
    ),
    "expectations/third.toml": (
        'document = "D"\n["receive.end"]\nsection = "1"\ndocument = "R6"\n',
        4,
        "there is no document 'R6'",
    ),
    "expectations/fourth.toml": (
        'document = "Guile manual"\n["receive.end"]\nsection = "None"\n',
        3,
        "Guile manual has no section 'None'",
    ),
    "expectations/fifth.toml": (
        'document = "D"\n["no.such"]\nsection = "1"\n',
        2,
        "there is no behaviour no.such",
    ),
    "expectations/sixth.toml": (
        'document = "D"\n["receive.end"]\nsection = "1"\nbrew = "1"\n',
        4,
        "receive.end observes nothing called brew",
    ),
    "requirements/second.toml": (
        'document = "Second"\naddress = "x"\ndialects = ["second"]\n[S]\n"W" = ["no.such"]\n',
        5,
        "there is no behaviour no.such",
    ),
    "requirements/one.toml": (
        'document = "One"\naddress = "x"\ndialects = ["nowhere"]\n[S]\n"W" = ["receive.end"]\n',
        3,
        "there is no dialect nowhere",
    ),
    "divergences/nowhere.toml": (
        '["receive.end"]\nkind = "fault"\nreason = "x"\n',
        1,
        "there is no system nowhere",
    ),
    "divergences/tiny.toml": (
        '["no.such"]\nkind = "fault"\nreason = "x"\n',
        1,
        "there is no behaviour no.such",
    ),
    "recordings/nowhere.json": (EMPTY_RECORDING, 1, "no table for the real system 'nowhere'"),
    "recordings/tiny.json": (
        EMPTY_RECORDING.replace("nowhere", "tiny").replace(
            '"results": {}',
            '"results": {\n"no.such": {"program": "", "problem": null, "reason": "",'
            ' "leaked": 0, "observations": {}, "native": {}}}',
        ),
        3,
        "there is no behaviour no.such",
    ),
    "explored/nowhere.toml": ("", 1, "there is no system nowhere"),
    "explored/tiny+nowhere.toml": ("", 1, "there is no dialect nowhere"),
    "explored/tiny.toml": (
        '[[difference]]\nphrase = "x"\nours = "x"\ntheirs = "x"\nreason = "x"\nwith = ["brew"]\n',
        6,
        "there is no phrase or action brew",
    ),
    "sabotage/nowhere.toml": ('document = "D"\n', 1, "there is no dialect nowhere"),
    "sabotage/tiny.toml": (
        'document = "D"\n[one]\nsection = "1"\nbreaks = "x"\nmodule = "core.socket"\n'
        'old = "x"\nnew = "y"\n',
        2,
        "D, 1 does not require 'x'",
    ),
    "questions/one.toml": (
        '["brew.one"]\nquestion = "?"\nscript = \'(observe "x" (value (constant brewed)))\'\n',
        1,
        "no phrasebook has the constant brewed",
    ),
    "profiles/nowhere.toml": ('based-on = "foment"\n', 1, "nowhere"),
    "terms.toml": (
        '[nowhere]\nerrno = "x"\n[tiny.but]\n"y" = ["no.such"]\n"z" = ["receive.end brew"]\n',
        1,
        "there is no phrasebook nowhere",
    ),
    "policies.toml": (
        '[brews."receive.end"]\nend = "1"\nbrew = "1"\n[brews."no.such"]\nend = "1"\n',
        3,
        "receive.end observes nothing called brew",
    ),
    "expectations/seventh.toml": (
        'document = "D"\n[policies]\nstews = { section = "1" }\n',
        3,
        "stews is no policy",
    ),
    "counterparts.toml": (
        '["connect a socket"]\nnowhere = ["brew"]\nguile = ["brew"]\n',
        2,
        "there is no dialect nowhere",
    ),
}
"""By file: its text, and the line and the words of what is found there."""
ALSO = {
    "policies.toml": [(4, "there is no behaviour no.such")],
    "terms.toml": [(4, "there is no behaviour no.such"), (5, "observes nothing called brew")],
    "counterparts.toml": [(3, "guile has no name 'brew'")],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    books = [name.removeprefix("expectations/") for name in WITHOUT if "expectations/" in name]
    books.remove("nowhere.toml")
    files = {
        **FILES,
        **{f"phrasebooks/{book}": 'based-on = "tiny"\n' for book in books},
        **{name: text for name, (text, _, _) in WITHOUT.items()},
    }
    made = write_files(tmp_path_factory.mktemp("without"), files)
    profiles = dict(PROFILES)
    data.add(made)
    take_questions(made)
    yield made
    PROFILES.clear()
    PROFILES.update(profiles)
    data._added.remove(made)
    ALL.pop("brew.one")
    data.forget()


@pytest.fixture(scope="module")
def told(folder: Path) -> list[str]:
    done = schemesockets("check", str(folder))
    assert done.exit_code == 1
    return done.stdout.splitlines()


FOUND = [
    *((name, line, message) for name, (_, line, message) in WITHOUT.items()),
    *((name, line, message) for name, more in ALSO.items() for line, message in more),
]


@pytest.mark.parametrize(("name", "line", "message"), FOUND)
def test_a_reference_to_what_is_not_there_is_found(
    name: str, line: int, message: str, folder: Path, told: list[str]
) -> None:
    place = f"{folder / name}:{line}: "
    found = [each for each in told if each.startswith(place) and message in each]
    assert found, [each for each in told if name in each]


def test_every_kind_of_data_has_a_reference_here() -> None:
    kinds = {entry.name for entry in data.folders()[0].iterdir() if entry.is_dir()}
    assert kinds - {"__pycache__"} <= {name.partition("/")[0] for name in WITHOUT}


ASKED = ("--dialect", "srfi-106", "--behaviour", "receive.end")


@pytest.mark.parametrize(
    "words",
    [
        ("report", *ASKED, "--format", "json"),
        ("report", *ASKED, "--real", "nowhere"),
        ("report", *ASKED, "--real", "based"),
        ("record", "--real", "lost"),
        ("compare", "receive.end", "--real", "nowhere"),
        ("behaviours", "brew.*"),
        ("show", "brew.one", "--dialect", "foment"),
        ("show", "receive.end", "--real", "words"),
        ("names", "--for", "connect a socket"),
        ("names", "connect"),
        ("explore", "--real", "nowhere"),
        ("run", "no-such-file.scm"),
        ("run", "-e", "(display 5)"),
    ],
)
def test_no_command_ends_with_a_traceback(words: tuple[str, ...], folder: Path) -> None:
    done = schemesockets(*words)  # which raises what the command does
    assert done.exit_code in (0, 1, 2)
    assert done.stdout or done.stderr


def test_the_generated_pages_do_without_what_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a dialect of this package has the expectations that cite what is not there."""
    stated = expectations.load("second")
    monkeypatch.setitem(vars(expectations), "load", lambda dialect: stated)
    made = pages()
    assert "SRFI 1066, 1" in made["catalogue/receive.md"]
    assert behaviour_pages._about("brew")
