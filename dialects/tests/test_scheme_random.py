"""Random programs write here what they write in the real systems."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from scheme_beside import SYSTEMS, System, asked, differences, port_differences

SEEDS = range(300)
KNOWN: dict[str, set[int]] = {"guile": {40, 91, 173, 282}, "chicken": set()}
"""The seeds whose programs differ for a reason that the table has."""


def installed(dialect: str) -> System:
    system = SYSTEMS[dialect]
    if not system.installed:
        pytest.skip(f"{system.command[0]} is not installed")
    return system


@pytest.mark.parametrize("dialect", SYSTEMS)
def test_random_programs_write_the_same(dialect: str) -> None:
    print(f"seeds {SEEDS.start} to {SEEDS.stop - 1}")
    found = differences(installed(dialect), SEEDS)
    assert {seed: pair for seed, pair in found.items() if seed not in KNOWN[dialect]} == {}
    assert set(found) == KNOWN[dialect]


@pytest.mark.parametrize("dialect", SYSTEMS)
def test_ports_of_random_programs_write_the_same(dialect: str) -> None:
    """As `run` does, which writes what the real system does."""
    assert port_differences(SYSTEMS[dialect], SEEDS) == {}


@pytest.mark.parametrize("dialect", SYSTEMS)
def test_the_known_differences_are_there(dialect: str) -> None:
    """Each row of the table: the system, an expression, what it gives there and here, why."""
    file = Path(__file__).with_name("scheme_differences.tsv")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [
            row
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row[0] == dialect
        ]
    theirs, own = asked(installed(dialect), [row[1] for row in rows])
    assert theirs == [row[2] for row in rows]
    assert own == [row[3] for row in rows]
