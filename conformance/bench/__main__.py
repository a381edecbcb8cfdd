"""The benchmark's command line: `python -m schemesockets.conformance.bench`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from .cells import cells, lacking, sides
from .phrasings import COMPARISONS
from .programs import PROGRAMS, render

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark as the command line says.

    Returns the exit status: 0, or 1 where `--check` was given and a limit is exceeded. For
    arguments that make no sense argparse exits with 2.
    """
    options = _parser().parse_args(arguments)
    programs = options.program or list(PROGRAMS)
    dialects = options.dialect or list(COMPARISONS)
    if options.show:
        _show(programs, dialects)
        return 0
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        from .runner import Effort, run
        from .summary import as_json, as_tables, exceeded, unchecked
    except ModuleNotFoundError as missing:
        print(
            f"The benchmark needs {missing.name}: python -m pip install 'schemesockets[bench]'",
            file=sys.stderr,
        )
        return 2

    effort = Effort(processes=2, rounds=20) if options.fast else Effort()
    given = {name: getattr(options, name) for name in ("processes", "rounds", "seconds")}
    effort = evolve(effort, **{name: value for name, value in given.items() if value})

    errors = Console(stderr=True, highlight=False)
    for program in programs:
        if reason := lacking(program):
            errors.print(f"{program} is left out: {reason}", soft_wrap=True)
    programs = [program for program in programs if lacking(program) is None]
    if not cells(programs, dialects):
        errors.print("nothing to measure: none of these dialects has any of these programs")
        return 2
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    ) as bar:
        task = bar.add_task("")
        measurements = run(
            effort,
            programs,
            dialects,
            lambda done, total, now: bar.update(
                task, completed=done, total=total, description=now
            ),
        )
    Console().print(as_tables(measurements))
    if options.output:
        text = json.dumps(as_json(measurements), indent=1)
        options.output.write_text(text + "\n", encoding="utf-8")
    if not options.check:
        return 0
    over = exceeded(measurements)
    for line in (*over, *unchecked(measurements)):
        errors.print(line, soft_wrap=True)
    return 1 if over else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m schemesockets.conformance.bench",
        description="Time small programs in each dialect beside the same programs on Python's own "
        "socket module, in turn in the same processes, and beside the real Guile and CHICKEN, "
        "where they are installed; print the ratios, and hold them to limits.",
    )
    add = parser.add_argument
    add("-o", "--output", type=Path, metavar="FILE", help="write the results as JSON")
    add("--check", action="store_true", help="say what is over its limit, and exit with 1")
    add("--fast", action="store_true", help="measure less: a rough answer in a few seconds")
    add("--program", action="append", choices=list(PROGRAMS), help="only this one (repeatable)")
    add("--dialect", action="append", choices=list(COMPARISONS), help="only this one (repeatable)")
    add("--show", action="store_true", help="print the programs instead of running them")
    add("--processes", type=_count, metavar="N", help="how many workers for each program")
    add("--rounds", type=_count, metavar="N", help="how many rounds in each worker")
    add("--seconds", type=float, metavar="S", help="how long a round lasts at least")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _show(programs: Sequence[str], dialects: Sequence[str]) -> None:
    for program, dialect in cells(programs, dialects):
        for name, side in sides(program, dialect).items():
            for process, text in PROGRAMS[program].texts.items():
                print(f"# {program}, {dialect}, {name}, {process}")
                for constant, value in side.names.items():
                    print(f"{constant} = {value!r}")
                print(render(text, side.phrasing))


if __name__ == "__main__":
    sys.exit(main())
