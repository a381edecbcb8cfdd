"""Every name that the dialects have to have, by `names.tsv`, is there, spelled and marked so."""

from __future__ import annotations

import ast
import csv
import importlib
import inspect
import re
from pathlib import Path
from typing import get_args

import pytest

from schemesockets.dialects import load
from schemesockets.dialects.dialect import UNDOCUMENTED, Name, NameKind, python_name

with open(Path(__file__).with_name("names.tsv"), newline="") as _table:
    ROWS = list(csv.DictReader(_table, dialect="excel-tab"))
NAME_KINDS: dict[str, NameKind] = {kind: kind for kind in get_args(NameKind)}
DIALECTS = sorted({row["dialect"] for row in ROWS})


# What one platform or another lacks.
ABSENT = {
    *("AI_ADDRCONFIG", "AI_V4MAPPED", "AI_ALL"),
    *("SO_USELOOPBACK", "SO_REUSEPORT", "SO_TIMESTAMP", "SO_EXCLUSIVEADDRUSE"),
    *("TCP_NOPUSH", "TCP_NOOPT", "TCP_KEEPALIVE", "TCP_CORK", "SOL_IP", "SOL_TCP"),
    *("SO_BINDTODEVICE", "SO_PASSCRED", "SO_PEERCRED", "SO_PRIORITY", "SOCK_RDM"),
    *(row["python_name"] for row in ROWS if row["python_name"].startswith("MSG_")),
    *(row["python_name"] for row in ROWS if row["python_name"].startswith(("IP_", "IPV6_"))),
}


# Constants that a section mentions although the table does not say so.
MENTIONED = {
    *("SHUT_RD", "SHUT_WR", "SHUT_RDWR", "ipv6/v6only"),
    *("F_GETFL", "F_SETFL", "O_CLOEXEC", "O_NONBLOCK"),
}


def _lookup(row: dict[str, str]) -> Name:
    name = load(row["dialect"]).lookup(row["scheme_name"], NAME_KINDS[row["kind"]])
    if name.kind != "record":
        assert load(row["dialect"]).lookup(row["scheme_name"]) is not None
    return name


def of(dialect: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["dialect"] == dialect]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['dialect']}:{row['scheme_name']}")
def test_a_row_of_the_table(row: dict[str, str]) -> None:
    dialect = load(row["dialect"])
    name = _lookup(row)
    assert (name.scheme, name.python) == (row["scheme_name"], row["python_name"])
    assert (name.kind, name.form) == (row["kind"], row["signature"])
    assert name.section
    module = importlib.import_module(dialect.module)
    thing = getattr(module, row["python_name"])
    assert name.value is thing
    assert row["python_name"] in module.__all__
    if row["kind"] != "record":  # those are spelled one by one
        spelled = python_name(row["scheme_name"], name.kind)
        fills_a_buffer = row["scheme_name"].endswith("!") and "recv" in row["scheme_name"]
        fills_a_buffer |= row["dialect"] == "chicken" and row["scheme_name"].endswith("!")
        if row["scheme_name"] == "socket-select!":  # beside one that leaves its arguments alone
            spelled += "_in_place"
        if row["note"].startswith("option accessor"):  # a setter stands beside it
            spelled = spelled.removeprefix("is_")
            assert callable(getattr(module, f"set_{spelled}"))
        assert row["python_name"] == (f"{spelled}_into" if fills_a_buffer else spelled)
    if row["kind"] == "constant":
        # False, as in the egg and in Sagittarius's library, but for flags of the egg's lookups.
        lacking = row["dialect"] in ("chicken", "sagittarius") and thing is None
        assert type(thing) is int or (lacking and row["python_name"] in ABSENT)
    else:
        assert callable(thing)


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in ROWS
        if row["kind"] in ("procedure", "syntax") and " | " not in row["signature"]
    ],
    ids=lambda row: f"{row['dialect']}:{row['scheme_name']}",
)
def test_parameters_are_those_of_the_form(row: dict[str, str]) -> None:
    """In the same order, and optional where Scheme's are."""
    name = _lookup(row)
    assert callable(name.value)
    parameters = inspect.signature(name.value).parameters.values()
    ours = [
        ("rest" if each.kind is each.VAR_POSITIONAL else each.default is each.empty, each.name)
        for each in parameters
    ]
    signature = row["signature"].partition(" -> ")[0]
    default = r"\((\S+) (?:[^()]|\([^()]*\))+\)"  # (name default)
    signature = re.sub(default, r"\1", signature[1:])
    words = re.findall(r"\[|\.\.\.|[^\s\[\]()]+", signature)[1:]
    scheme: list[tuple[bool | str, str]] = []
    required = True
    for word in words:
        if word in ("[", "#!optional", "#!key", ":optional", ":key"):
            required = False
        elif word == "...":
            scheme[-1] = ("rest", scheme[-1][1])
        else:
            scheme.append((required, word.replace("-", "_").rstrip("?")))
    assert ours == scheme
    assert [each.name for each in name.parameters] == [parameter for _, parameter in ours]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_beyond_the_table(dialect: str) -> None:
    """None but what is from other chapters or documents, or exported without being in any."""
    names = load(dialect).names
    beyond = {name.scheme for name in names} - {row["scheme_name"] for row in of(dialect)}
    assert bool(beyond) == (dialect != "srfi-106")
    assert dialect != "foment" or beyond == {"*sock-raw*"}
    assert len(names) == len(of(dialect)) + len(beyond)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_modules_offer_is_offered(dialect: str) -> None:
    """The list is written out, for type checkers; nothing is missing in it, nothing twice."""
    module = importlib.import_module(load(dialect).module)
    package = module.__spec__.parent if module.__spec__ else None
    modules = [
        importlib.import_module("." * node.level + str(node.module), package)
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    assert modules
    offered = {name for each in modules for name in each.__all__}
    assert offered - set(module.__all__) == set()
    assert len(set(module.__all__)) == len(module.__all__)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_docstrings_give_form_and_place(dialect: str) -> None:
    place = {
        "srfi-106": "SRFI 106",
        "foment": "Foment wiki",
        "guile": "Guile manual",
        "chicken": "Socket egg manual",
        "sagittarius": "Sagittarius manual",
    }[dialect]
    # Their own manuals, or R6RS, describe their ports and conditions.
    elsewhere = {"chicken": "CHICKEN manual", "sagittarius": "R6RS"}.get(dialect, place)
    for name in load(dialect).names:
        if name.kind == "constant":  # which has no docstring when the program runs
            continue
        text = re.sub(r"\s+", " ", inspect.getdoc(name.value) or "")
        form = text.partition("`")[2].partition("`")[0]
        called = name.kind not in ("record", "class", "condition type")
        opening = f"({name.scheme}" if called else name.scheme
        assert form.startswith(opening), name
        shared = name.section == "Flag Operations and Constants"
        shared_place = "SRFI 106" if shared else place
        assert shared_place in text or elsewhere in text, name


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_document_is_cited_for_what_it_mentions(dialect: str) -> None:
    """By the table, of a constant; and of everything that the document does have."""
    tiers = {(row["scheme_name"], row["kind"]): row["tier"] for row in of(dialect)}
    for name in load(dialect).names:
        tier = tiers.get((name.scheme, name.kind))
        if name.section == UNDOCUMENTED:
            assert tier != "document", name
        elif name.kind == "constant":
            assert tier in ("document", "manual") or name.scheme in MENTIONED, name
