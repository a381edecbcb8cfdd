"""The benchmark runs, reports in the shape that it states and applies its limits."""

import io
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyperf
import pytest
from rich.console import Console

from schemesockets.conformance.bench import cells as bench_cells
from schemesockets.conformance.bench.cells import cells, lacking, limits, real_schemes, sides
from schemesockets.conformance.bench.command import command
from schemesockets.conformance.bench.cores import on_one_core
from schemesockets.conformance.bench.phrasings import COMPARISONS, Phrasing
from schemesockets.conformance.bench.programs import PROGRAMS, compile_program, render
from schemesockets.conformance.bench.real import REAL, installed
from schemesockets.conformance.bench.runner import Measurement
from schemesockets.conformance.bench.summary import as_json, as_tables, exceeded, unchecked

TINY = ["--processes", "1", "--rounds", "2", "--seconds", "0.0002"]
CELLS = cells(list(PROGRAMS), list(COMPARISONS))


def main(arguments: list[str]) -> int:
    """Run the command line; its exit status."""
    with pytest.raises(SystemExit) as stop:
        command(arguments)
    return int(stop.value.code or 0)


def benchmark(name: str, values: list[float]) -> pyperf.Benchmark:
    run = pyperf.Run(values, metadata={"name": name}, collect_metadata=False)
    return pyperf.Benchmark([run])


def measurement(
    program: str, ours: list[float], dialect: str = "foment", **others: list[float] | None
) -> Measurement:
    """Return a measurement beside `others`, `real_guile` being the real Guile."""
    names: Mapping[str, list[float] | None] = {"dialect": ours, **others}
    found = {
        name.replace("_", " "): values and benchmark(f"{program}/{dialect}/{name}", values)
        for name, values in names.items()
    }
    return Measurement(
        program,
        dialect,
        {name: b for name, b in found.items() if b is not None and not name.startswith("real ")},
        {name.removeprefix("real "): b for name, b in found.items() if name.startswith("real ")},
    )


def result_of(file: Path) -> dict[str, Any]:
    (result,) = json.loads(file.read_text(encoding="utf-8"))["results"]
    assert isinstance(result, dict)
    return result


# Runs


def test_a_run_of_everything(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bench.json"
    assert main([*TINY, "--output", str(file)]) == 0

    report = json.loads(file.read_text(encoding="utf-8"))
    assert set(report) == {"metadata", "results", "pyperf"}
    found = {(r["program"], r["dialect"]): r for r in report["results"]}
    assert set(found) == {cell for cell in CELLS if lacking(cell[0]) is None}
    with installed(REAL) as commands:
        present = {f"real {name}" for name in commands}
    names = set()
    for cell, result in found.items():
        expected = limits(*cell)
        assert set(result["seconds"]) == {"dialect", *expected}
        for beside in result["beside"]:
            name, limit = beside["name"], expected[beside["name"]]
            assert beside["limit"] == (None if limit is None else limit.most)
            if name.startswith("real ") and name not in present:
                assert (beside["cost"], result["seconds"][name]) == (None, None)
                assert beside["within"] is (True if limit is None else None)
                continue
            assert beside["within"] in (True, False)
            names.add(f"{cell[0]}/{name}" if name in present else "/".join((*cell, name)))
            assert result["seconds"][name]["median"] > 0
            if name in present:
                assert (beside["rounds"], beside["quartiles"]) == (0, None)
            else:
                assert beside["rounds"] == 2
                low, high = beside["quartiles"]
                assert low <= beside["cost"] <= high
    suite = pyperf.BenchmarkSuite.loads(json.dumps(report["pyperf"]))
    assert set(suite.get_benchmark_names()) == names | {"/".join((*c, "dialect")) for c in found}

    table, errors = capfd.readouterr()
    words = " ".join(table.split())  # a title that is wider than its table is broken
    for program in {program for program, _ in found}:
        assert f"{program}: {PROGRAMS[program].title}" in words
    rows = [line.split() for line in table.splitlines()]
    for dialect in COMPARISONS:
        assert any(dialect in row for row in rows)
    left_out = [program for program in PROGRAMS if lacking(program)]
    assert [line.partition(" ")[0] for line in errors.splitlines()] == left_out


def test_a_real_scheme_that_is_not_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "bench.json"
    cell = ["--dialect", "guile", "--program", "connections"]
    main([*TINY, *cell, "--check", "-o", str(file)])
    result = result_of(file)
    assert result["seconds"]["real guile"] is None
    (beside,) = [b for b in result["beside"] if b["name"] == "real guile"]
    assert (beside["cost"], beside["within"], beside["limit"]) == (None, None, 2.2)
    shown, errors = capsys.readouterr()
    (row,) = [line for line in shown.splitlines() if "real guile" in line]
    assert row.split() == ["real", "guile", "not", "installed", "2.20", "skipped"]
    assert len(row.rstrip()) <= 80
    assert "skipped, because real guile is not installed: connections of guile\n" in errors


def test_chicken_without_its_egg_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An interpreter that finds no egg, and a compiler that nobody should ask then.
    for name in ("csi", "csc"):
        script = tmp_path / name
        script.write_text("#!/bin/sh\nexit 70\n", encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with installed(["chicken"]) as commands:
        assert commands == {}


@pytest.mark.parametrize("scheme", REAL)
def test_the_programs_of_a_real_scheme(scheme: str, tmp_path: Path) -> None:
    # The two-process programs end by themselves, each round as many lines as were asked for.
    with installed([scheme]) as commands:
        if scheme not in commands:
            pytest.skip(f"the real {scheme} is not installed")
        for name, program in PROGRAMS.items():
            if scheme not in program.real or program.there is None:
                continue
            command = [*commands[scheme], name]
            with subprocess.Popen(
                [*command, "there"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
            ) as there:
                assert there.stdout is not None
                port = there.stdout.readline().strip()
                here = subprocess.run(
                    [*command, "here", port, "3", "0.0005"],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    check=True,
                    timeout=60,
                )
                assert there.wait(timeout=60) == 0
            assert len([float(line) for line in here.stdout.splitlines()]) == 3


def test_too_few_descriptors_leave_a_program_out(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # In a process of its own, for what is lowered there cannot be raised again.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    code = (
        "import resource\n"
        "from schemesockets.conformance.bench.command import command\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (500, 500))\n"
        f"command({[*TINY, '--program', 'many']!r})\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 2
    reason = "many is skipped: it needs 10130 descriptors, and a process may have 500 (ulimit -Hn)"
    assert run.stderr.splitlines()[0] == reason
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)


def test_nothing_to_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*TINY, "--dialect", "chicken", "--program", "lines-exact"]) == 2
    assert capsys.readouterr().err.startswith("nothing to measure: ")


def test_two_processes_share_a_core_where_they_take_turns() -> None:
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system does not say which cores a process may run on")
    before = os.sched_getaffinity(0)
    ask = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]
    for wanted, count in ((True, 1), (False, len(before))):
        with on_one_core(wanted):
            child = subprocess.run(ask, capture_output=True, text=True, check=True)
        assert int(child.stdout) == count
        assert os.sched_getaffinity(0) == before


# Limits


# By program and dialect: beside what, how much.
STATED = {
    ("pair", "guile"): {"plain": 1.2},
    ("pair", "chicken"): {"plain": 1.25, "timed": 1.0},
    ("send", "guile"): {},
    ("receive", "chicken"): {"plain": 1.3, "timed": 1.0},
    ("ping-pong", "chicken"): {"plain": 1.55, "timed": 1.25},
    ("ping-pong", "foment"): {"plain": 1.4, "timed": 1.15},
    ("blocks", "guile"): {"plain": 1.05, "timed": 1.05},
    ("connections", "srfi-106"): {"plain": 1.6},
    ("connections", "foment"): {"plain": 2.0},
    ("connections", "guile"): {"plain": 2.0, "real guile": 2.2},
    ("connections", "chicken"): {"plain": 1.6, "real chicken": 1.7},
    ("lines", "sagittarius"): {"plain": 3.0},
    ("lines", "guile"): {"plain": 3.0, "real guile": 1.0},
    ("lines", "chicken"): {"plain": 3.0, "real chicken": 1.0},
    ("lines-exact", "srfi-106"): {"real guile": 1 / 3},
    ("lines-exact", "guile"): {"real guile": 1 / 3},
    ("bytes", "foment"): {"plain": 1.4, "real guile": 1.5},
    ("bytes", "chicken"): {},
    ("many", "sagittarius"): {"few": 2.0},
    ("many", "engine"): {"few": 2.0},
    ("import", "chicken"): {"plain": 0.09},
}


@pytest.mark.parametrize("cell", STATED, ids="/".join)
def test_the_limits_of_a_cell(cell: tuple[str, str]) -> None:
    found = {name: limit.most for name, limit in limits(*cell).items() if limit is not None}
    assert found == STATED[cell]


@pytest.mark.parametrize(
    ("cell", "besides"),
    [
        (("pair", "guile"), ["plain", "real guile"]),
        (("pair", "foment"), ["plain"]),
        (("bytes", "foment"), ["plain", "real guile"]),
        (("bytes", "chicken"), ["plain", "real chicken"]),
        (("lines-exact", "guile"), ["plain", "real guile"]),
        (("ping-pong", "chicken"), ["plain", "timed", "real chicken"]),
        (("many", "engine"), ["plain", "few"]),
    ],
    ids=str,
)
def test_what_a_cell_is_compared_with(cell: tuple[str, str], besides: list[str]) -> None:
    assert list(limits(*cell)) == besides
    assert real_schemes(*cell) == [b[5:] for b in besides if b.startswith("real ")]
    assert list(sides(*cell)) == ["dialect", *(b for b in besides if not b.startswith("real "))]


def test_the_tables_name_what_there_is() -> None:
    for name, program in PROGRAMS.items():
        schemes = {f"real {scheme}" for scheme in program.real}
        assert set(program.limits) <= {"plain", "timed", "real", *program.variants, *schemes}
        assert set(program.real) <= set(REAL)
        assert any(cell[0] == name for cell in CELLS)
    for comparison in COMPARISONS.values():
        assert comparison.real is None or comparison.real in REAL
        assert set(comparison.limits) <= set(PROGRAMS)


def test_the_cost_is_the_median_of_rounds_that_ran_side_by_side() -> None:
    # The machine was slow in the third round, for both.
    one = measurement("pair", [1.1, 1.2, 9.0], plain=[1.0, 1.0, 10.0])
    (verdict,) = one.verdicts
    assert verdict.costs == pytest.approx([1.1, 1.2, 0.9])
    assert verdict.cost == pytest.approx(1.1)
    assert verdict.quartiles == pytest.approx((1.0, 1.15))


def test_beside_a_real_scheme_the_cost_is_that_of_the_medians() -> None:
    one = measurement("pair", [1.0, 2.0, 3.0], "guile", plain=[1.0] * 3, real_guile=[4.0, 4.0])
    verdict = one.verdicts[-1]
    assert (verdict.beside, verdict.cost, verdict.quartiles) == ("real guile", 0.5, None)


@pytest.mark.parametrize(
    ("program", "dialect", "ours", "others", "over"),
    [
        ("pair", "foment", 1.19, {"plain": 1.0}, []),
        ("pair", "foment", 1.21, {"plain": 1.0}, ["plain: 1.210, over the limit 1.20"]),
        ("send", "foment", 9.0, {"plain": 1.0}, []),
        ("blocks", "guile", 1.06, {"plain": 1.0, "timed": 1.03}, ["plain: 1.060"]),
        ("ping-pong", "guile", 1.2, {"plain": 1.0, "timed": 1.0}, ["timed: 1.200"]),
        ("many", "engine", 2.1, {"plain": 1.0, "few": 1.0}, ["few: 2.100"]),
        ("many", "engine", 1.9, {"plain": 0.1, "few": 1.0}, []),
        ("import", "foment", 0.12, {"plain": 0.04}, []),
        ("import", "foment", 0.14, {"plain": 0.04}, ["plain: +100.0 ms, over the limit +90 ms"]),
        ("lines-exact", "foment", 0.32, {"plain": 0.1, "real_guile": 1.0}, []),
        ("lines-exact", "foment", 0.34, {"plain": 0.1, "real_guile": 1.0}, ["real guile: 0.340"]),
        ("lines", "guile", 4.0, {"plain": 1.0, "real_guile": 3.0}, ["plain: 4.000", "real guile"]),
        ("lines", "chicken", 2.0, {"plain": 1.0, "real_chicken": None}, []),
    ],
)
def test_what_is_over_its_limit_is_told(
    program: str, dialect: str, ours: float, others: dict[str, float | None], over: list[str]
) -> None:
    besides = {name: value and [value] * 3 for name, value in others.items()}
    one = measurement(program, [ours] * 3, dialect, **besides)  # type: ignore[arg-type]
    told = exceeded([one])
    assert len(told) == len(over)
    for line, words in zip(told, over, strict=True):
        assert line.startswith(f"{program} of {dialect} beside {words}")
    assert one.within is (not over)
    (result,) = as_json([one])["results"]
    assert [b["within"] for b in result["beside"]].count(False) == len(over)


def test_limits_beside_what_is_not_installed_are_told_as_skipped() -> None:
    rows = [
        measurement("lines", [2.0] * 2, "guile", plain=[1.0] * 2, real_guile=None),
        measurement("bytes", [1.0] * 2, "guile", plain=[1.0] * 2, real_guile=None),
        measurement("pair", [1.0] * 2, "guile", plain=[1.0] * 2, real_guile=None),  # no limit
    ]
    line = "skipped, because real guile is not installed: lines of guile, bytes of guile"
    assert unchecked(rows) == [line]


@pytest.mark.parametrize(
    ("costs", "status"), [([1.0], 0), ([2.0, 1.1], 0), ([2.0, 2.1, 1.0], 0), ([2.0, 2.1, 2.2], 1)]
)
def test_check_fails_what_is_over_the_limit_every_time(
    costs: list[float],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    left = iter(costs)
    asked = []

    def measured(effort: object, found: list[tuple[str, str]], progress: object) -> list[object]:
        asked.append([*found])
        cost = next(left)
        return [
            measurement(*cell[:1], [cost if cell[0] == "pair" else 1.0] * 2, plain=[1.0, 1.0])
            for cell in found
        ]

    monkeypatch.setattr("schemesockets.conformance.bench.runner.run", measured)
    chosen = ["--dialect", "foment", "--program", "pair", "--program", "send"]
    assert main(["--check", *chosen]) == status
    assert next(left, None) is None
    pair, send = ("pair", "foment"), ("send", "foment")
    assert asked == [[pair, send], *[[pair]] * (len(costs) - 1)]
    told = [f"pair of foment beside plain: {cost:.3f}, over the limit 1.20" for cost in costs]
    again = [f"{line}; measured again" for line in told[: len(costs) - 1]]
    assert capsys.readouterr().err.splitlines() == again + told[-1:] * status


def test_without_check_nothing_is_measured_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = iter([[measurement("pair", [2.0, 2.0], plain=[1.0, 1.0])]])
    monkeypatch.setattr(
        "schemesockets.conformance.bench.runner.run", lambda *args, **named: next(slow)
    )
    assert main(["--dialect", "foment", "--program", "pair"]) == 0
    assert capsys.readouterr().err == ""


# What people see


@pytest.mark.parametrize("slow", [[2.5e-4] * 2, [2.5e-2, 0.25]], ids=["slow", "much disturbed"])
def test_the_tables_fit_on_80_columns(slow: list[float]) -> None:
    rows = [
        measurement(
            program,
            slow,
            dialect,
            **{beside.replace(" ", "_"): [1e-4] * 2 for beside in limits(program, dialect)},
        )
        for program, dialect in CELLS
    ]
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(as_tables(rows))
    assert "…" not in console.export_text()


def test_show_prints_what_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show", "--program", "ping-pong", "--dialect", "foment"]) == 0
    shown = capsys.readouterr().out
    assert "        send_socket(client, MESSAGE, 0)\n        recv_socket(client, 64, 0)\n" in shown
    assert "        client.sendall(MESSAGE)\n        client.recv(64)\n" in shown
    assert "client = timed(client)\n" in shown


def test_show_prints_the_names_of_a_variant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show", "--program", "many", "--dialect", "engine"]) == 0
    shown = capsys.readouterr().out
    assert "# many, engine, dialect, here\nFIRST = 0\nLAST = 9990\n" in shown
    assert "# many, engine, few, here\nFIRST = 9990\nLAST = 10030\n" in shown


# The programs


@pytest.mark.parametrize("cell", CELLS, ids="/".join)
def test_all_sides_make_the_same_calls(cell: tuple[str, str]) -> None:
    # Every phrase is filled in, in all sides, and the loops have equally many lines.
    for text in PROGRAMS[cell[0]].texts.values():
        rendered = [render(text, side.phrasing) for side in sides(*cell).values()]
        assert "$" not in "".join(rendered)
        loops = [one.partition("def run")[2].splitlines() for one in rendered]
        if cell[0] not in ("connections", "many"):
            assert len({len(lines) for lines in loops}) == 1


@pytest.mark.parametrize("scheme", REAL)
def test_a_real_scheme_has_the_programs_that_the_table_says(scheme: str) -> None:
    text = Path(bench_cells.__file__).with_name(f"{scheme}.scm").read_text(encoding="utf-8")
    table = text.partition("(define programs")[2]
    stated = {name for name, program in PROGRAMS.items() if scheme in program.real}
    assert set(re.findall(r'\("([a-z-]+)" ,', table)) == stated


def test_a_phrase_that_no_subject_has_is_an_error() -> None:
    with pytest.raises(AttributeError, match="sned"):
        compile_program("$sned(left, MESSAGE)", COMPARISONS["foment"].plain)


def test_a_phrase_that_a_subject_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no phrase for \$read_byte"):
        compile_program("$read_byte(reader)", Phrasing(setup=""))
    assert ("lines-exact", "chicken") not in CELLS


@pytest.mark.parametrize("arguments", [["--rounds", "0"], ["--dialect", "none"], ["--nonsense"]])
def test_arguments_that_make_no_sense(arguments: list[str]) -> None:
    assert main(arguments) == 2
