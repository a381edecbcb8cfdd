"""Programs of somebody else's dialect: its profile and its libraries are data of its package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from schemesockets.dialects.scheme.profiles import PROFILES, from_table

MODULE = """
    from typing import Final

    from schemesockets.core import Socket, getaddrinfo, open_listening
    from schemesockets.core.constants import AF_INET, AI_PASSIVE, SOCK_STREAM
    from schemesockets.dialects import Dialect
    from schemesockets.dialects.conditions import R7RS
    from schemesockets.dialects.exports import export
    from schemesockets.dialects.kinds import AnySocket, String
    from schemesockets.dialects.results import Unspecified

    DIALECT: Final = Dialect("brew", "Brew", "The Brew manual", __name__)


    @R7RS.procedure
    def brew_listen(service: String) -> Socket:
        '''`(brew-listen service)`: return a listening socket. The Brew manual, 1.'''
        return open_listening(getaddrinfo(None, service, AF_INET, SOCK_STREAM, 0, AI_PASSIVE))


    @R7RS.procedure
    def brew_close(socket: AnySocket) -> Unspecified:
        '''`(brew-close socket)`: close it. The Brew manual, 2.'''
        socket.close()


    export(__name__)
    """
PROFILE = """
    based-on = "srfi-106"
    dialect-libraries = ["brew.net"]
    imports = ["use"]
    signs = ["brew.net", "(brew*"]
    keywords = "prefix"
    features = ["brew"]
    strict = false
    eof = "#<the end>"
    """
LIBRARY = """
    (define-library (brew lists)
      (import (scheme base))
      (export second)
      (begin (define (second items) (cadr items))))
    """
PROGRAM = """
    (use brew.net)
    (use (brew lists))
    (define server (brew-listen "0"))
    (write (list (second '(1 2)) :key (eof-object) (cond-expand (brew 'here) (else 'elsewhere))))
    (brew-close server)
    """


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder for modules, with a package installed there that registers dialect and data."""
    return written(
        tmp_path,
        {
            "brew_net.py": MODULE,
            "brew_data/profiles/brew.toml": PROFILE,
            "brew_data/libraries/brew/lists.sld": LIBRARY,
            "brew-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: brew\nVersion: 1\n",
            "brew-1.dist-info/entry_points.txt": """
                [schemesockets.dialects]
                brew = brew_net
                [schemesockets.data]
                brew = brew_data
                """,
            "program.scm": PROGRAM,
        },
    )


def schemesockets(
    site: Path, *words: str, text: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-P", "-m", "schemesockets.conformance", *words],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200", **variables},
    )


@pytest.mark.parametrize("dialect", [["--dialect", "brew"], []])
def test_a_program_runs_by_the_name_of_its_dialect_and_by_its_imports(
    site: Path, dialect: list[str]
) -> None:
    done = schemesockets(site, "run", *dialect, str(site / "program.scm"))
    assert (done.stdout, done.stderr) == ("(2 :key #<the end> here)", "")
    assert done.returncode == 0


def test_a_conversation_is_held_in_it(site: Path) -> None:
    words = ["repl", "--no-history", "--dialect", "brew"]
    done = schemesockets(site, *words, text="(use brew.net)\n(brew-close 5)\n(+ 1 2)\n")
    assert "brew-close: expected a socket, got 5" in done.stderr
    assert done.stdout.endswith("3\n")


def test_its_program_is_ported_and_the_port_runs(site: Path) -> None:
    done = schemesockets(site, "port", str(site / "program.scm"), "--out", str(site / "ported"))
    assert done.returncode == 0, done.stderr
    python = site / "ported" / "program" / "program.py"
    assert 'brew_listen("0")' in python.read_text(encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    ran = subprocess.run(
        [sys.executable, "-m", "program"],
        cwd=site / "ported",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert (ran.stdout, ran.stderr) == ("(2 :key #<the end> here)", "")


def test_its_data_are_checked(site: Path) -> None:
    done = schemesockets(site, "check", "brew")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    written(
        site / "brew_data",
        {
            "profiles/brew.toml": 'libraries = ["(no such)"]\nports = ["Jug"]\n',
            "profiles/gone.toml": "strict = true\n",
            "profiles/guile.toml": "strict = true\n",
            "libraries/bad.scm": "(define",
            "libraries/bad.py": "",
        },
    )
    done = schemesockets(site, "check", "brew")
    assert done.returncode == 1
    told = "\n".join(line.partition("brew_data/")[2] for line in done.stdout.splitlines())
    for line in (
        "libraries/bad.py:1: no file of Scheme",
        "libraries/bad.scm:1: no Scheme: ",
        "profiles/brew.toml:1: there is no library (no such)",
        "profiles/brew.toml:2: brew_net does not offer Jug",
        "profiles/gone.toml:1: no dialect 'gone'",
        "profiles/guile.toml:1: the profile of guile is that of this package",
    ):
        assert line in told


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        ('based-on = "none"', "based-on: there is no profile 'none'"),
        ('colour = "red"', "it has 'colour', which means nothing"),
        ("strict = 5", "strict must be of type bool"),
        ("features = 5", "features must be a list"),
        ('keywords = "infix"', "keywords must be one of"),
        ("features = [", "Invalid value"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_with_its_file(
    site: Path, profile: str, told: str
) -> None:
    written(site / "brew_data", {"profiles/brew.toml": profile})
    done = schemesockets(site, "run", "--dialect", "brew", "-e", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "profiles/brew.toml" in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_module_that_cannot_be_imported_is_told_in_a_sentence(site: Path) -> None:
    written(site, {"brew_net.py": "raise SystemExit(3)\n"})
    done = schemesockets(site, "run", "--dialect", "brew", "-e", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "brew_net" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_profile_takes_from_its_base() -> None:
    made = from_table("brew", {"based-on": "guile", "characters": {"nul": 0}})
    assert made.spelling == PROFILES["guile"].spelling
    assert made.characters == (("nul", 0),)
    assert (made.signs, made.ports, made.features) == ((), (), ())
