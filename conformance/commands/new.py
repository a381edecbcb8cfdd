"""`schemesockets new`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

import click

from ..catalogue.ranking import ranked
from ..data import names
from ..questions.vocabulary import PHRASES
from ..running.files import write_whole
from .streams import print_text

__all__ = ["command"]

_SYSTEM = """\
# $name; `schemesockets check` says what is wrong here.

title = "$name"
dialect = "$name"
based-on = "srfi-106"     # a portable R7RS; say here what is different
command = ["$name"]       # runs a program, whose path is appended
import = "(import (scheme base) (scheme eval) (scheme write) ($name))"
kinds = [                 # the kind of an error by its text: the first pattern that matches
  ["expected a ", "wrong-type"],
  ["out of range", "bad-value"],
]

# [policies]              # what this system alone cannot be asked
# short-backlog = { holds = 8, section = "listen", basis = "implementation" }

[version]                 # a program, and a pattern for the version in what it prints
program = "(import (scheme base) (scheme write)) (write (features)) (newline)"
pattern = '$name-([0-9.]+)'
"""

_PHRASEBOOK = """\
# The phrases of $name. A row is Scheme, or a pair of Scheme and Python; parameters are in braces.
# The most useful come first: the number says how many questions can be asked once all phrases down
# to that one have words. Leave out what $name cannot say.

# based-on = "r7rs-ports"      # if ports over sockets are binary ports of R7RS
returns-nothing = []           # phrases whose value is unspecified

[constants]
# peek = "*msg-peek*"

[phrases]
"""

_EXPECTATIONS = """\
# What the documents of $name require; see "The expectations" in docs/adding-a-dialect.md. There is
# a table for each behaviour that the phrasebook can say; `schemesockets check` lists the missing.

document = "The $name manual"

# [policies]                   # what is otherwise than the questions take for granted
# reads-ahead = { section = "3.2" }                  # ports, see data/policies.toml of the package
# short-backlog = { holds = 8, section = "3.1" }     # a listener holds so few waiting clients
# fixed-backlog = { section = "3.1" }                # programs have no say in the backlog

# ["receive.end"]
# section = "3.2"
# data = '(returned #u8"abc")'
# end = '(returned #u8"")'
"""

_MODULE = '''\
"""The sockets of $name, as its manual describes them."""

from __future__ import annotations

from typing import Final

from schemesockets.core import Socket, getaddrinfo, open_connected
from schemesockets.core.constants import AF_INET, SOCK_STREAM
from schemesockets.dialects import Dialect
from schemesockets.dialects.conditions import R7RS
from schemesockets.dialects.exports import export
from schemesockets.dialects.kinds import AnySocket, Bytevector, NonNegative, String
from schemesockets.dialects.results import Unspecified

DIALECT: Final = Dialect(
    name="$name",
    title="$name",
    document="The $name manual",
    module=__name__,
)

# Rename these, cite the sections of the manual, and go on: see docs/adding-a-dialect.md.


@R7RS.procedure
def ${python}_connect(node: String, service: String) -> Socket:
    """`($name-connect node service)`: return a connected socket. The $name manual, 1."""
    return open_connected(getaddrinfo(node, service, AF_INET, SOCK_STREAM))


@R7RS.procedure
def ${python}_send(socket: AnySocket, data: Bytevector) -> Unspecified:
    """`($name-send socket data)`: send all of a bytevector. The $name manual, 2."""
    socket.send_all(data)


@R7RS.procedure
def ${python}_receive(socket: AnySocket, k: NonNegative) -> bytes:
    """`($name-receive socket k)`: return up to `k` bytes. The $name manual, 2."""
    return socket.receive(k)


@R7RS.procedure
def ${python}_close(socket: AnySocket) -> Unspecified:
    """`($name-close socket)`: close it. The $name manual, 1."""
    socket.close()


export(__name__)
'''

_PROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "$name-sockets"
version = "0.1.0"
dependencies = ["schemesockets[report]"]

[project.entry-points."schemesockets.dialects"]
$name = "${python}_sockets"

[project.entry-points."schemesockets.data"]
$name = "${python}_sockets.data"

[tool.setuptools]
packages = ["${python}_sockets"]

[tool.setuptools.package-data]
"*" = ["data/**/*.toml", "data/**/*.scm", "data/**/*.py", "data/**/*.json"]
"""


def _phrasebook_rows() -> str:
    lines = []
    for phrase, count in ranked():
        parameters = " ".join(f"{{{each}}}" for each in PHRASES[phrase].parameters)
        call = f"({phrase} {parameters})" if parameters else f"({phrase})"
        row = f'# {phrase} = "{call}"'
        lines.append(f"{row:<60} # {count}: {PHRASES[phrase].meaning}")
    return "\n".join(lines) + "\n"


@click.command("new")
@click.argument("what", type=click.Choice(["dialect", "system"]))
@click.argument("name")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder to make; by default NAME-sockets for a dialect, NAME-data for a system.",
)
def command(what: str, name: str, folder: Path | None) -> None:
    """Write a skeleton for a dialect in Python, or for a real Scheme alone.

    It is a folder of files to be filled in. In the phrasebook the phrases are ranked by how many
    questions can be asked once they have words. Existing files are not overwritten.

    \b
    Example: schemesockets new system tiny
    Example: schemesockets new dialect tiny --out tiny-sockets
    """
    if not re.fullmatch("[a-z][a-z0-9-]*", name):
        raise click.UsageError(f"{name!r} is no name: use small letters, digits and hyphens")
    if name in names("phrasebooks"):
        raise click.UsageError(f"there is a dialect {name} already")
    python = name.replace("-", "_")
    data = {
        f"phrasebooks/{name}.toml": _PHRASEBOOK + "$rows",
        f"expectations/{name}.toml": _EXPECTATIONS,
        f"systems/{name}.toml": _SYSTEM,
    }
    files: Mapping[str, str] = data
    if what == "dialect":
        package = f"{python}_sockets"
        files = {
            "pyproject.toml": _PROJECT,
            f"{package}/__init__.py": _MODULE,
            **{f"{package}/data/{path}": text for path, text in data.items()},
        }
    target = folder or Path(f"{name}-{'sockets' if what == 'dialect' else 'data'}")
    words = {"name": name, "python": python, "rows": _phrasebook_rows()}
    there = [path for path in files if (target / path).exists()]
    if there:
        raise click.UsageError(f"{target / there[0]} exists already and is not overwritten")
    for path, text in files.items():
        try:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(target / path, Template(text).substitute(words))
        except OSError as error:
            raise click.UsageError(f"{target / path}: {error.strerror}") from None
        print_text(f"{target / path}\n")
