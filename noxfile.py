"""The front door for a person at work: `nox` runs tests, lint and types; `nox --list` lists all.

Each session installs what it needs into its own environment. `tox` is the other matrix: the built
wheel against every supported Python.
"""

from __future__ import annotations

import nox

nox.needs_version = ">=2024.4.15"
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests", "lint", "types"]

FOLDERS = ("core", "dialects", "conformance")
_PAGES = ("docs", "examples", "programs")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test, and the examples in README.md and docs/; arguments go to pytest."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", *(session.posargs or ["-n", "4"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting; `nox -s lint -- --fix` mends what can be mended."""
    session.install("ruff")
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly: the packages, their tests, the docs' examples and programs."""
    # Strict: mypy follows an editable install only where it is made of links.
    session.install("-e", ".[test,lint]", "--config-settings", "editable_mode=strict")
    session.run("mypy", *(word for name in FOLDERS for word in ("-p", f"schemesockets.{name}")))
    # One folder at a time: each may have a conftest.py of its own. Their modules are no part of
    # the package that they lie in, and share the helpers of core/tests.
    for name in FOLDERS:
        roots = {"MYPYPATH": f"{name}/tests:core/tests"}
        session.run("mypy", "--explicit-package-bases", f"{name}/tests", env=roots)
    session.run("mypy", "docs/examples", "docs/programs", "conftest.py", "toxfile.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Run what README.md and docs/ show: doctests, fenced blocks, commands, example programs."""
    session.install("-e", ".[test]")
    pages = ("README.md", "docs", *(f"conformance/tests/test_{name}.py" for name in _PAGES))
    session.run("python", "-m", "pytest", *pages, *session.posargs)


@nox.session
def pages(session: nox.Session) -> None:
    """Make the pages in docs/ that are made from the data: the promises and the catalogue."""
    session.install("-e", ".[conformance]")
    session.run("python", "-m", "schemesockets.conformance.pages", "docs")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the dialects against the plain socket module; arguments go to the benchmark."""
    session.install(".[bench]")
    arguments = session.posargs or ["--output", "bench.json"]
    session.run("python", "-m", "schemesockets.conformance.bench", *arguments)


@nox.session
def report(session: nox.Session) -> None:
    """Ask every dialect every question; arguments go to `schemesockets report`."""
    session.install(".[conformance]")
    session.run("schemesockets", "report", *session.posargs)
