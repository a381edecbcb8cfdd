"""The packages of `conformance`: which may import which, and what none of the lower ones runs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "core" / "tests"))

from import_graph import ImportGraph

from schemesockets.conformance.questions.actions import ACTIONS, Action
from schemesockets.conformance.running.peer import Peer

GRAPH = ImportGraph("schemesockets.conformance")
EDGES = GRAPH.edges()
# Each may import those before it.
ORDER = (
    *(
        "data",
        "required",
        "questions",
        "running",
        "exploring",
        "sabotage",
        "reports",
        "catalogue",
        "porting",
    ),
    *("commands", "bench", "cli", "plugin", "__main__"),
)
RUNNING = ("psutil", "fcntl", "subprocess", "multiprocessing", "socket")


def part(name: str) -> str:
    """The package, or the module outside of one, that a module belongs to."""
    return name.removeprefix(GRAPH.package).strip(".").partition(".")[0]


def test_it_sees_the_modules() -> None:
    assert {part(name) for name in GRAPH.sources} == {"", *ORDER}
    assert f"{GRAPH.package}.data" in GRAPH.imported(f"{GRAPH.package}.questions.phrasebook")


def test_no_cycle_not_even_for_types() -> None:
    assert GRAPH.in_cycles() == set()


@pytest.mark.parametrize("name", GRAPH.sources)
def test_no_package_imports_one_above_it(name: str) -> None:
    if name != GRAPH.package:
        above = ORDER[ORDER.index(part(name)) + 1 :]
        assert not {part(found) for found in EDGES[name]} & set(above)


def test_the_questions_import_nothing_that_runs() -> None:
    questions = [name for name in GRAPH.sources if part(name) == "questions"]
    code = f"import sys, {', '.join(questions)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert set(questions) <= loaded
    assert loaded & {*RUNNING, f"{GRAPH.package}.running", "schemesockets.core"} == set()


def test_module_names_are_unique() -> None:
    """Commands and areas of behaviours are exempt: users see their names."""
    named_from_outside = (f"{GRAPH.package}.commands.", f"{GRAPH.package}.questions.behaviours.")
    count = Counter(
        name.rpartition(".")[2]
        for name in GRAPH.sources
        if not name.startswith(named_from_outside) and not name.endswith("__")
    )
    assert [name for name, times in count.items() if times > 1] == []


def action(name: str) -> Action:
    code = getattr(Peer, name).__code__
    parameters = code.co_varnames[1 : code.co_argcount]
    return Action(name, parameters, len(parameters) - len(getattr(Peer, name).__defaults__ or ()))


def test_the_peer_can_do_what_scripts_say() -> None:
    methods = [name for name, value in vars(Peer).items() if not name.startswith("_")]
    assert {name: action(name) for name in methods} == ACTIONS
