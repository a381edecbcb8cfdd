"""Durations on a command line."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from schemesockets.conformance.bench.command import command as bench
from schemesockets.conformance.commands.durations import Seconds
from schemesockets.conformance.commands.explore import command as explore


@pytest.mark.parametrize("word", ["nan", "-nan", "inf", "-inf", "1e300", "-1", "0", "", "x"])
@pytest.mark.parametrize("command", [explore, bench])
def test_what_is_no_duration(command: click.Command, word: str) -> None:
    words = ["--dialect", "guile", "--against", "chicken"] if command is explore else ["--show"]
    done = CliRunner().invoke(command, [*words, f"--seconds={word}"])
    assert done.exit_code == 2
    assert "Invalid value for '--seconds'" in done.output


def test_what_is_one() -> None:
    assert Seconds().convert("0.5", None, None) == 0.5
    assert Seconds(least=1).convert(60, None, None) == 60
