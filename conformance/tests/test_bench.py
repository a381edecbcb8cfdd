"""The benchmark runs and reports in the shape it promises; how fast anything is, is not asked."""

import io
import json
import shutil
import statistics
from pathlib import Path

import pyperf
import pytest
from rich.console import Console

from schemesockets.conformance.bench.__main__ import main
from schemesockets.conformance.bench.programs import PROGRAMS, compile_program, render
from schemesockets.conformance.bench.report import as_json, as_table
from schemesockets.conformance.bench.runner import Measurement
from schemesockets.conformance.bench.subjects import COMPARISONS

TINY = ["--processes", "1", "--rounds", "2", "--seconds", "0.0002"]


def measurement(
    program: str, ours: list[float], plain: list[float], dialect: str = "foment"
) -> Measurement:
    def benchmark(side: str, values: list[float]) -> pyperf.Benchmark:
        metadata = {"name": f"{program}/{dialect}/{side}"}
        return pyperf.Benchmark([pyperf.Run(values, metadata=metadata, collect_metadata=False)])

    return Measurement(program, dialect, benchmark("dialect", ours), benchmark("plain", plain))


def test_a_run_of_everything(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bench.json"
    assert main([*TINY, "--output", str(file)]) == 0

    report = json.loads(file.read_text(encoding="utf-8"))
    assert set(report) == {"metadata", "results", "real", "pyperf"}
    results = report["results"]
    assert {(r["program"], r["dialect"]) for r in results} == {
        (program, dialect) for program in PROGRAMS for dialect in COMPARISONS
    }
    for result in results:
        assert result["rounds"] == 2
        program, dialect = result["program"], result["dialect"]
        limits = {program: PROGRAMS[program].limit} | dict(COMPARISONS[dialect].limits)
        assert result["limit"] == limits[program]
        low, high = result["quartiles"]
        assert 0 < low <= result["ratio"] <= high
        assert result["within"] in (True, False)
        for side in ("dialect_seconds", "plain_seconds"):
            assert result[side]["median"] > 0
    suite = pyperf.BenchmarkSuite.loads(json.dumps(report["pyperf"]))
    installed = shutil.which("guile") is not None
    assert len(suite) == 2 * len(results) + installed
    (real,) = report["real"]
    assert (real["program"], real["dialect"]) == ("ping-pong", "guile")
    assert real["seconds"]["median"] > 0 if installed else real["seconds"] is None

    table, errors = capfd.readouterr()
    rows = [line.split() for line in table.splitlines()]
    for name in (*PROGRAMS, *COMPARISONS):
        assert any(name in row for row in rows)
    assert errors == ""


def test_a_real_scheme_that_is_not_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "bench.json"
    assert main([*TINY, "--dialect", "guile", "--program", "ping-pong", "-o", str(file)]) == 0
    (real,) = json.loads(file.read_text(encoding="utf-8"))["real"]
    assert real["seconds"] is None
    (row,) = [line for line in capsys.readouterr().out.splitlines() if "real guile" in line]
    assert row.split() == ["real", "guile", "not", "installed"]
    assert len(row.rstrip()) <= 80


def test_a_real_scheme_runs_only_beside_its_dialect(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    assert main([*TINY, "--dialect", "guile", "--program", "pair", "-o", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["real"] == []


def test_the_ratio_is_the_median_of_rounds_that_ran_side_by_side() -> None:
    # The machine was slow in the third round, for both.
    one = measurement("pair", [1.1, 1.2, 9.0], [1.0, 1.0, 10.0])
    assert one.ratios == pytest.approx([1.1, 1.2, 0.9])
    assert one.ratio == pytest.approx(1.1)
    assert one.quartiles == pytest.approx((1.0, 1.15))


@pytest.mark.parametrize(
    ("program", "ours", "within"),
    [("pair", 1.2, True), ("pair", 1.3, False), ("blocks", 1.1, False), ("connections", 9, True)],
)
def test_a_ratio_over_the_limit_is_told(program: str, ours: float, within: bool) -> None:
    one = measurement(program, [ours] * 3, [1.0] * 3)
    assert one.within is within
    (result,) = as_json([one])["results"]
    assert result["within"] is within
    assert result["ratio"] == pytest.approx(statistics.median([ours] * 3))


@pytest.mark.parametrize("program", ["pair", "send", "receive"])
def test_chicken_is_held_to_limits_of_its_own(program: str) -> None:
    # What is ready costs 1.3 times the plain call, and less than the call with a timeout.
    for dialect, limit in (("chicken", 1.3), ("chicken-timed", 1.0)):
        for ours, within in ((limit - 0.01, True), (limit + 0.01, False)):
            one = measurement(program, [ours] * 2, [1.0] * 2, dialect)
            assert (one.limit, one.within) == (limit, within)


@pytest.mark.parametrize("slow", [[2.5e-4] * 2, [2.5e-2, 0.25]], ids=["slow", "much disturbed"])
def test_the_table_fits_on_80_columns(slow: list[float]) -> None:
    fast = [1e-4] * 2
    rows = [measurement(program, slow, fast, name) for program in PROGRAMS for name in COMPARISONS]
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(as_table(rows))
    assert "…" not in console.export_text()


def test_check_fails_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = [measurement("pair", [2.0, 2.0], [1.0, 1.0])]
    monkeypatch.setattr("schemesockets.conformance.bench.runner.run", lambda *args, **named: slow)
    assert main(["--check", "--dialect", "foment"]) == 1
    assert main(["--dialect", "foment"]) == 0


@pytest.mark.parametrize("dialect", COMPARISONS)
@pytest.mark.parametrize("program", PROGRAMS)
def test_both_sides_make_the_same_calls(program: str, dialect: str) -> None:
    # Every phrase is filled in, in both sides, and the loops have equally many lines.
    comparison = COMPARISONS[dialect]
    for text in filter(None, (PROGRAMS[program].here, PROGRAMS[program].there)):
        ours, plain = render(text, comparison.dialect), render(text, comparison.plain)
        assert "$" not in ours + plain
        if program != "connections":
            loops = [side.partition("def run")[2].splitlines() for side in (ours, plain)]
            assert len(loops[0]) == len(loops[1])


def test_show_prints_what_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show", "--program", "ping-pong", "--dialect", "foment"]) == 0
    shown = capsys.readouterr().out
    assert "        send_socket(client, MESSAGE, 0)\n        recv_socket(client, 64, 0)\n" in shown
    assert "        client.sendall(MESSAGE)\n        client.recv(64)\n" in shown


def test_a_phrase_that_no_subject_has_is_an_error() -> None:
    with pytest.raises(AttributeError, match="sned"):
        compile_program("$sned(left, MESSAGE)", COMPARISONS["foment"].plain)


@pytest.mark.parametrize("arguments", [["--rounds", "0"], ["--dialect", "none"], ["--nonsense"]])
def test_arguments_that_make_no_sense(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
