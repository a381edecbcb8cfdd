"""A pytest plugin that runs behaviours as tests.

    pytest --pyargs schemesockets.conformance --schemesockets-dialect my.module

tests the dialect in `my.module` (a module with a `DIALECT`, or the name of a dialect); by default,
all dialects. `--schemesockets-real NAME=COMMAND` tests a real Scheme. A behaviour that cannot be
expressed in a dialect is skipped.

Every pytest loads the plugin once it is installed, so it imports the suite only when it is used.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

if TYPE_CHECKING:
    from .questions.script import Behaviour
    from .running.processes import Session
    from .running.subjects import Subject

__all__: list[str] = []

_HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("schemesockets", "conformance of socket dialects")
    group.addoption(
        "--schemesockets-dialect",
        action="append",
        default=[],
        metavar="NAME",
        help="examine this dialect: its name, or a module with a DIALECT (repeatable)",
    )
    group.addoption(
        "--schemesockets-real",
        action="append",
        default=[],
        metavar="NAME[=COMMAND]",
        help="examine this real Scheme, which must be installed (repeatable)",
    )
    group.addoption(
        "--schemesockets-data",
        action="append",
        default=[],
        metavar="DIR",
        type=Path,
        help="a folder with data of yours, laid out as conformance/data is (repeatable)",
    )


def _asked(config: pytest.Config) -> tuple[list[str], list[str]]:
    return config.getoption("schemesockets_dialect"), config.getoption("schemesockets_real")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Ignore the project's own tests when a user tests a dialect."""
    if any(_asked(config)) and collection_path in (_HERE / "tests", _HERE / "bench"):
        return True
    return None


@frozen
class Case:
    """A behaviour to run on a subject."""

    behaviour: Behaviour
    subject: Subject

    def __str__(self) -> str:
        return f"{self.subject.name}-{self.behaviour.name}"

    def check(self, session: Session) -> None:
        """Run the behaviour; fail with the evidence if the result is not as expected."""
        from .running import suite

        result = suite.ask(self.behaviour, self.subject, session)
        assert result is not None  # only a recording may lack one
        if result.outcome == "cannot-say":
            pytest.skip(  # a constant: one line in summaries
                "the dialect has no words for the question, or it makes no sense of the dialect"
            )
        if result.outcome != "pass":
            evidence = [
                f"{self.behaviour.name}: {self.behaviour.question}",
                f"{result.outcome}: {result.reason}",
                *(f"expected {label}: {text}" for label, text in result.expectation.items()),
                *(f"observed {label}: {text}" for label, text in result.observation.items()),
                *(f"natively {label}: {text}" for label, text in result.native.items()),
                f"by {result.citation}",
                "the program:",
                self.subject.program(self.behaviour).text,
                "the transcript:",
                *result.transcript,
            ]
            pytest.fail("\n".join(evidence), pytrace=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize a test with a case for every behaviour and subject."""
    if "schemesockets_case" not in metafunc.fixturenames:
        return
    from .. import dialects
    from . import data
    from .running import suite
    from .running.subjects import dialect_subject, real_subject

    names, reals = _asked(metafunc.config)
    if not names and not reals:
        names = list(dialects.available())
    try:
        for folder in metafunc.config.getoption("schemesockets_data"):
            data.add(folder)
        subjects: list[Subject] = [dialect_subject(name) for name in names]
        subjects += [real_subject(real) for real in reals]
    except (LookupError, data.DataError) as error:
        raise pytest.UsageError(str(error)) from None
    cases = [Case(behaviour, subject) for subject in subjects for behaviour in suite.select()]
    metafunc.parametrize("schemesockets_case", cases, ids=str)


class _Sessions:
    """The sessions of subjects, each opened on first use and kept until the end."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self._sessions: dict[str, Session] = {}

    def of(self, subject: Subject) -> Session:
        if subject.name not in self._sessions:
            self._sessions[subject.name] = self._stack.enter_context(subject.session())
        return self._sessions[subject.name]


@pytest.fixture(scope="session")
def schemesockets_sessions() -> Iterator[_Sessions]:
    """Return the sessions of this test run."""
    with contextlib.ExitStack() as stack:
        yield _Sessions(stack)


@pytest.fixture
def schemesockets_session(schemesockets_case: Case, schemesockets_sessions: _Sessions) -> Session:
    """Return the session for a case's subject."""
    return schemesockets_sessions.of(schemesockets_case.subject)
