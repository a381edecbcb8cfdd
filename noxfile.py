"""Sessions for development: `nox` runs tests, lint and types; `nox --list` lists all.

Each session has an environment of its own. The other matrix is `tox`: the built wheel against
every supported Python.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests", "lint", "types"]

FOLDERS = ("core", "dialects", "conformance")
_SITE = "site"
_WHEEL = "conformance/tests/test_typed_wheel"


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test, and the examples in README.md and docs/; arguments go to pytest."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", *(session.posargs or ["-n", "4"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting; `nox -s lint -- --fix` fixes what it can."""
    session.install("ruff")
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types in the packages, their tests and the examples, and what an editor shows."""
    # editable_mode=strict: mypy follows an editable install only if it is made of links.
    session.install("-e", ".[test,lint,docs]", "--config-settings", "editable_mode=strict")
    session.run("mypy", *(word for name in FOLDERS for word in ("-p", f"schemesockets.{name}")))
    # One folder at a time, as each may have its own conftest.py. Test modules are not part of the
    # package around them, and share the helpers of core/tests.
    for name in FOLDERS:
        roots = {"MYPYPATH": f"{name}/tests:core/tests"}
        session.run("mypy", "--explicit-package-bases", f"{name}/tests", env=roots)
    steps = (f"docs/chat_server/chat_server_{step}.py" for step in ("plainer", "asyncio"))
    session.run("mypy", "docs/examples", "docs/programs", *steps, "conftest.py", "toxfile.py")
    session.run("mypy", "docs/conf.py", "docs/_sphinx")
    # The types that users of the dialects see. Without a checker all of these tests are skipped,
    # and pytest fails because no test ran.
    for name in ("dialects/tests/test_typing", "dialects/tests/test_hover", _WHEEL):
        session.run("python", "-m", "pytest", f"{name}.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site of docs/ in site/, and check it; arguments go to pytest.

    The examples in the pages are run by the tests.
    """
    session.install("-e", ".[test,docs]")
    # In one process, for a module's own page has to come before those that describe its names too.
    strict = ("--fail-on-warning", "--keep-going", "--fresh-env", "--jobs", "1")
    session.run("python", "-m", "sphinx", "--builder", "html", *strict, "docs", _SITE)
    site = {"SCHEMESOCKETS_SITE": _SITE}
    session.run(
        "python", "-m", "pytest", "conformance/tests/test_site.py", *session.posargs, env=site
    )


@nox.session
def pages(session: nox.Session) -> None:
    """Generate the pages of requirements, catalogue and names in docs/ from the data."""
    session.install("-e", ".[report]")
    session.run("python", "-m", "schemesockets.conformance.catalogue.pages", "docs")


@nox.session
def bench(session: nox.Session) -> None:
    """Compare the speed of the dialects with the socket module; arguments go to the benchmark."""
    session.install(".[bench]")
    arguments = session.posargs or ["--output", "bench.json"]
    session.run("python", "-m", "schemesockets.conformance.bench", *arguments)


@nox.session
def report(session: nox.Session) -> None:
    """Run every behaviour on every dialect; arguments go to `schemesockets report`."""
    session.install(".[report]")
    session.run("schemesockets", "report", *session.posargs)


@nox.session
def distributions(session: nox.Session) -> None:
    """Build the distributions in dist/ and check them; an argument is the tag of the release."""
    session.install("build", "twine")
    with open("pyproject.toml", "rb") as file:
        version = tomllib.load(file)["project"]["version"]
    for tag in session.posargs:
        if tag != f"v{version}":
            session.error(f"the tag is {tag}, the version {version}")
    with open("CHANGELOG.md", encoding="utf-8") as text:
        if session.posargs and f"## [{version}]" not in text.read():
            session.error(f"CHANGELOG.md has no section for {version}")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", "dist")
    session.run("twine", "check", "--strict", *map(str, Path("dist").iterdir()))


@nox.session
def source(session: nox.Session) -> None:
    """Unpack the source distribution in dist/ and run its tests; arguments go to pytest."""
    (archive,) = Path("dist").glob("*.tar.gz")
    place = Path(session.create_tmp())
    unpacked = place / archive.name.removesuffix(".tar.gz")
    shutil.rmtree(unpacked, ignore_errors=True)
    shutil.unpack_archive(archive, place, filter="data")
    with session.chdir(unpacked):
        session.install(".[test]")
        session.run("python", "-m", "pytest", *(session.posargs or ["-n", "4"]))


@nox.session
def sabotage(session: nox.Session) -> None:
    """Try deliberate faults in the dialects, and write down which behaviours notice them.

    Only new and changed faults, and those that nothing noticed; `-- --again` tries all.
    """
    session.install("-e", ".[report]")
    session.run("python", "-m", "schemesockets.conformance.sabotage", *session.posargs)
