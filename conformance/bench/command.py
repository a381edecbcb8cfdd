"""The benchmark's command line: `python -m schemesockets.conformance.bench`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
from attrs import evolve

from ..commands.durations import Seconds
from .cells import cells, lacking, sides
from .phrasings import COMPARISONS
from .programs import PROGRAMS, render

__all__ = ["command"]

ATTEMPTS = 3
"""The number of times that a comparison has to exceed its limit before `--check` fails.

No machine is idle throughout, and a comparison that costs what its limit allows is over it now and
then. A slower program is over it every time.
"""


@click.command(
    "bench", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120}
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the results as JSON.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Exit with 1 if a limit is exceeded three times in a row, and list them.",
)
@click.option("--fast", is_flag=True, help="Measure less, for a rough result in a few seconds.")
@click.option(
    "--program",
    "programs",
    multiple=True,
    type=click.Choice(list(PROGRAMS)),
    help="Only this one (repeatable).",
)
@click.option(
    "--dialect",
    "dialects",
    multiple=True,
    type=click.Choice(list(COMPARISONS)),
    help="Only this one (repeatable).",
)
@click.option("--show", is_flag=True, help="Print the programs instead of running them.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="The number of workers for each program.",
)
@click.option(
    "--rounds", type=click.IntRange(min=1), metavar="N", help="The number of rounds of a worker."
)
@click.option("--seconds", type=Seconds(), metavar="S", help="The minimum duration of a round.")
@click.pass_context
def command(
    context: click.Context,
    /,
    output: Path | None,
    check: bool,
    fast: bool,
    programs: Sequence[str],
    dialects: Sequence[str],
    show: bool,
    processes: int | None,
    rounds: int | None,
    seconds: float | None,
) -> None:
    """Compare the speed of small programs in each dialect with Python's own socket module.

    Both run in turn in the same processes, and also in the real Guile and CHICKEN where they are
    installed. The output has the ratios and their limits.
    """
    programs = programs or list(PROGRAMS)
    dialects = dialects or list(COMPARISONS)
    if show:
        _show(programs, dialects)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from .runner import Effort, run, run_again
    from .summary import as_json, as_tables, exceeded, unchecked

    effort = Effort(processes=2, rounds=20) if fast else Effort()
    effort = evolve(
        effort,
        processes=processes or effort.processes,
        rounds=rounds or effort.rounds,
        seconds=seconds or effort.seconds,
    )

    errors = Console(stderr=True, highlight=False)
    for program in programs:
        if reason := lacking(program):
            errors.print(f"{program} is skipped: {reason}", soft_wrap=True)
    programs = [program for program in programs if lacking(program) is None]
    found = cells(programs, dialects)
    if not found:
        errors.print("nothing to measure: none of these dialects has any of these programs")
        context.exit(2)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    ) as bar:
        task = bar.add_task("")

        def progress(done: int, total: int, now: str) -> None:
            bar.update(task, completed=done, total=total, description=now)

        measurements = run(effort, found, progress)
        for _ in range(ATTEMPTS - 1 if check else 0):
            over = exceeded(measurements)
            if not over:
                break
            for line in over:
                errors.print(f"{line}; measured again", soft_wrap=True)
            measurements = run_again(effort, measurements, progress)
    Console().print(as_tables(measurements))
    if output:
        text = json.dumps(as_json(measurements), indent=1)
        output.write_text(text + "\n", encoding="utf-8")
    if check:
        over = exceeded(measurements)
        for line in (*over, *unchecked(measurements)):
            errors.print(line, soft_wrap=True)
        context.exit(1 if over else 0)


def _show(programs: Sequence[str], dialects: Sequence[str]) -> None:
    for program, dialect in cells(programs, dialects):
        for name, side in sides(program, dialect).items():
            for process, text in PROGRAMS[program].texts.items():
                click.echo(f"# {program}, {dialect}, {name}, {process}")
                for constant, value in side.names.items():
                    click.echo(f"{constant} = {value!r}")
                click.echo(render(text, side.phrasing))
