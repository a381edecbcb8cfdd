"""Try the faults and keep what notices them: `python -m schemesockets.conformance.sabotage`."""

from __future__ import annotations

from collections.abc import Mapping

import click

from ..running.processes import SubjectError
from .faults import FaultError, dialects_with_faults, faults
from .hunting import hunt
from .outcomes import Outcome, outcomes, outcomes_path, write_outcomes

__all__ = ["command"]


@click.command()
@click.option(
    "--dialect",
    "dialects",
    multiple=True,
    type=click.Choice(dialects_with_faults()),
    help="A dialect whose faults are tried; by default all.",
)
@click.option("--fault", "only", multiple=True, metavar="NAME", help="Try this fault alone.")
@click.option("--again", is_flag=True, help="Try the faults too that have an outcome on file.")
def command(dialects: tuple[str, ...], only: tuple[str, ...], again: bool) -> None:
    """Put each fault into a dialect, and write down a behaviour that notices it.

    The outcomes are written beside the table of the faults, of which an editable installation
    has that of the source.
    """
    for dialect in dialects or dialects_with_faults():
        _try_all(dialect, only, again)


def _try_all(dialect: str, only: tuple[str, ...], again: bool) -> None:
    found = dict(outcomes(dialect))
    wanted = [
        fault
        for name, fault in faults(dialect).items()
        if (name in only if only else again or _is_new(found.get(name), fault.digest))
    ]
    if wanted:
        with hunt(dialect) as hunting:
            for fault in wanted:
                try:
                    noticed_by = hunting.noticing(fault)
                except (FaultError, SubjectError) as error:
                    raise click.ClickException(f"{fault.name}: {error}") from None
                click.echo(f"{dialect}: {fault.name}: {noticed_by or 'NOT NOTICED'}")
                found[fault.name] = Outcome(fault.digest, noticed_by)
                _keep(dialect, found)
    unnoticed = sum(one.noticed_by is None for one in found.values())
    click.echo(f"{dialect}: {len(found)} faults, {unnoticed} not noticed")


def _keep(dialect: str, found: Mapping[str, Outcome]) -> None:
    try:
        write_outcomes(dialect, found)
    except OSError as error:
        path = outcomes_path(dialect)
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None


def _is_new(known: Outcome | None, digest: str) -> bool:
    return known is None or known.digest != digest or known.noticed_by is None


if __name__ == "__main__":
    command(prog_name="python -m schemesockets.conformance.sabotage")
