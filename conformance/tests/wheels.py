"""The distributions of this checkout, and environments that hold a wheel and nothing else."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import frozen
from packaging.requirements import Requirement

__all__ = ["CHECKOUT", "NAME", "Built", "Environment", "built", "environment"]

CHECKOUT = Path(__file__).parents[2]
NAME = "schemesockets"
LIMIT = 600.0
"""Seconds that a build may take; reached only when something is broken."""
MADE_BY_TOOLS = (
    *(".git", ".hypothesis", ".mypy_cache", ".nox", ".pytest_cache", ".ruff_cache", ".tox"),
    *(".venv", "__pycache__", "*.egg-info", "*.pyc", "bench.json", "build", "dist", "site"),
    *("report.json", "venv"),
)
"""What is in a folder that is worked in and not in a fresh clone."""


@frozen
class Built:
    """The distributions, and the copy of the checkout that they were built from."""

    tree: Path
    source: Path
    wheel: Path


def built(factory: pytest.TempPathFactory) -> Built:
    """Return the distributions, built by the first process of a run that asks for them."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "distributions"
    shared.mkdir(exist_ok=True)
    found = Built(shared / "tree", shared / "source" / f"{NAME}.tar.gz", shared / f"{NAME}.path")
    with open(shared / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.wheel.exists():
            ignored = shutil.ignore_patterns(*MADE_BY_TOOLS)
            shutil.copytree(CHECKOUT, found.tree, ignore=ignored)
            _build(found, shared)
    return Built(found.tree, found.source, Path(found.wheel.read_text(encoding="utf-8")))


def _build(found: Built, shared: Path) -> None:
    """Build the source distribution of the tree, and the wheel of the source distribution."""
    found.source.parent.mkdir()
    hook = "import sys, setuptools.build_meta as b; print(b.build_sdist(sys.argv[1]))"
    _done("-c", hook, str(found.source.parent), folder=found.tree)
    (made,) = found.source.parent.iterdir()
    with tarfile.open(made) as archive:
        archive.extractall(shared / "unpacked", filter="data")
    made.rename(found.source)
    (unpacked,) = (shared / "unpacked").iterdir()
    hook = "import sys, setuptools.build_meta as b; print(b.build_wheel(sys.argv[1]))"
    (shared / "wheel").mkdir()
    _done("-c", hook, str(shared / "wheel"), folder=unpacked)
    (wheel,) = (shared / "wheel").iterdir()
    found.wheel.write_text(str(wheel), encoding="utf-8")


def _done(*words: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stdout


@frozen
class Environment:
    """A virtual environment with a wheel."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"


def environment(wheel: Path, extra: str, folder: Path) -> Environment:
    """Return an environment with the wheel and the packages that it names for an extra.

    The packages are those of the running environment, to which links lead, so that nothing is
    loaded from elsewhere. `extra` may be "".
    """
    venv.create(folder, with_pip=False, symlinks=True)
    made = Environment(folder)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    for top in sorted({top for name in _needed(wheel, extra) for top in _tops(name)}):
        (packages / top.name).symlink_to(top)
    _done(
        *("-m", "pip", "--disable-pip-version-check", "--python", str(made.python), "install"),
        *("--no-deps", "--no-index", "--no-compile", str(wheel)),
        folder=folder,
    )
    return made


def _needed(wheel: Path, extra: str) -> set[str]:
    """Return the packages that a wheel names for an extra, and all that those name."""
    with ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(archive.read(path).decode("utf-8"))
    ours: list[str] = told.get_all("Requires-Dist") or []
    asked, fresh = set[tuple[str, str]](), {(NAME, ""), (NAME, extra)}
    while fresh:
        asked |= fresh
        fresh = {
            found
            for name, chosen in fresh
            for found in _named(
                ours if name == NAME else distribution(name).requires or [], chosen
            )
        } - asked
    return {name for name, _ in asked} - {NAME}


def _named(requirements: list[str], extra: str) -> Iterator[tuple[str, str]]:
    """Yield the packages of requirements with each of the extras that are asked of them."""
    for each in map(Requirement, requirements):
        if each.marker is None or each.marker.evaluate({"extra": extra}):
            yield from ((each.name.lower(), chosen) for chosen in ("", *each.extras))


def _tops(name: str) -> Iterator[Path]:
    """Yield the folders and modules that a distribution has at the top of `site-packages`."""
    found = distribution(name)
    tops = {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}
    yield from (Path(str(found.locate_file(top))) for top in tops)
