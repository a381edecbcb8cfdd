"""The package in docs/examples/gauche, installed: a dialect like any other."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SOURCE = DOCS / "examples" / "gauche"
GUIDE = DOCS / "adding-a-dialect.md"
LIMIT = 600.0

pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="the documentation is not installed")

PROGRAM = """
    (use gauche.net)
    (define server (make-server-socket 'inet 0 :reuse-addr? #t :backlog 7))
    (define client
      (make-client-socket 'inet "localhost" (sockaddr-port (socket-address server))))
    (define other (socket-accept server))
    (write-string "hello\\n" (socket-output-port client))
    (write (read-line (socket-input-port other)))
    (write (list (socket-status server) :key (sockaddr-family (socket-address client))))
    (socket-close client)
    """
PRINTED = '"hello"(listening :key inet)'
GOSH = """
    import sys
    from pathlib import Path

    import stand_in

    stand_in.PROCEDURES["receive-bytes"] = lambda sock, size, flags: sock.recv(size)
    program = Path(sys.argv[-1])
    program.write_text(program.read_text("utf-8").replace("'inet ", ""), encoding="utf-8")
    stand_in.run(program)
    """
RECEIVING = ("--dialect", "gauche", "--behaviour", "receive.*")


def commands() -> list[str]:
    """Return the commands that the guide tells to try with the package."""
    text = GUIDE.read_text(encoding="utf-8") if GUIDE.exists() else ""
    shown = re.findall(r"^```text\n(.*?)^```", text, re.M | re.S)
    return [line for block in shown for line in block.splitlines()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for modules, with the package installed there as pip does it."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(
        SOURCE / "gauche_net",
        site / "gauche_net",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in points.items())
        for group, points in project["entry-points"].items()
    ]
    info = site / "gauche_net-1.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n",
        encoding="utf-8",
    )
    (site / "program.scm").write_text(dedent(PROGRAM), encoding="utf-8")
    (site / "gosh.py").write_text(dedent(GOSH), encoding="utf-8")
    return site


def python(
    site: Path, *words: str, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    paths = [str(site), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-P", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "COLUMNS": "200",
            **variables,
        },
    )


def schemesockets(site: Path, *words: str) -> str:
    done = python(site, "-m", "schemesockets.conformance", *words)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr or done.stdout
    return done.stdout


def results(text: str, subject: str) -> dict[str, Any]:
    found = json.loads(text)["results"]
    return {each["behaviour"]: each for each in found if each["subject"] == subject}


def real(site: Path) -> str:
    return f"gauche={sys.executable} -P {site / 'gosh.py'}"


def test_it_says_no_more_than_what_is_gauches() -> None:
    files = [path for path in (SOURCE / "gauche_net").rglob("*") if path.is_file()]
    lines: Counter[bool] = Counter()
    for path in files:
        if "__pycache__" not in path.parts:
            lines["data" in path.parts] += path.read_text(encoding="utf-8").count("\n")
    assert lines[False] <= 500
    assert lines[True] <= 350


def test_all_of_it_is_built(tmp_path: Path) -> None:
    pytest.importorskip("setuptools")
    source = shutil.copytree(SOURCE, tmp_path / "source")
    target = tmp_path / "target"
    program = f"import os, setuptools; os.chdir({str(source)!r}); setuptools.setup()"
    done = python(tmp_path, "-c", program, "build_py", "--build-lib", str(target))
    assert done.returncode == 0, done.stderr

    def files(folder: Path) -> set[Path]:
        return {
            path.relative_to(folder)
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }

    assert files(target / "gauche_net") == files(SOURCE / "gauche_net")


def test_nothing_is_wrong_in_its_data(site: Path) -> None:
    assert schemesockets(site, "check", "gauche") == ""


def test_its_behaviours_are_as_expected(site: Path) -> None:
    """What a busy machine did not answer in time is asked once more, alone."""
    found = asked(site)
    assert len(found) >= 240
    unlike = [name for name, told in found.items() if told[0] != "pass"]
    again = asked(site, *unlike) if unlike else {}
    assert {name: told for name, told in again.items() if told[0] != "pass"} == {}


def asked(site: Path, *behaviours: str) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Return outcome, reason and observation of the behaviours that can be asked."""
    words = [word for name in behaviours for word in ("--behaviour", name)]
    report = ["-m", "schemesockets.conformance", "report", "--dialect", "gauche", *words]
    done = python(site, *report, "--format", "json")
    assert done.stderr == ""
    return {
        name: (each["outcome"], each["reason"], each["observation"])
        for name, each in results(done.stdout, "gauche").items()
        if each["outcome"] != "cannot-say"
    }


def test_its_programs_run(site: Path) -> None:
    assert schemesockets(site, "run", str(site / "program.scm")) == PRINTED


def test_its_programs_are_ported(site: Path, tmp_path: Path) -> None:
    words = ["port", str(site / "program.scm"), "--out", str(tmp_path)]
    assert python(site, "-m", "schemesockets.conformance", *words).returncode == 0
    done = python(site, str(tmp_path / "program.py"))
    assert (done.stdout, done.stderr) == (PRINTED, "")


def test_its_names_are_described_beside_their_counterparts(site: Path) -> None:
    told = schemesockets(site, "names", "sockaddr-port")
    assert "sockaddr_port(addr), from gauche_net" in told
    assert "Gauche manual, Socket address" in told
    assert "gauche       sockaddr-port  (sockaddr_port)" in told


def test_it_is_compared(site: Path) -> None:
    words = ["compare", "call.result", "--dialect", "gauche", "--dialect", "srfi-106"]
    told = schemesockets(site, *words)
    assert "Gauche manual, High-level network functions" in told


def test_the_real_gauche_is_examined_and_shown(site: Path, tmp_path: Path) -> None:
    text = schemesockets(site, "report", *RECEIVING, "--real", real(site), "--format", "json")
    found = results(text, "real:gauche")
    assert found["receive.available"]["outcome"] == "pass"
    assert found["receive.available"]["citation"]
    page = tmp_path / "report.html"
    words = [*RECEIVING, "--real", real(site), "--format", "html", "--output", str(page)]
    schemesockets(site, "report", *words)
    shown = page.read_text(encoding="utf-8")
    assert "real:gauche" in shown


def test_a_recording_stands_for_the_real_gauche(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "recordings"
    folder.mkdir(parents=True)
    words = [*RECEIVING[2:], "--real", real(site), "--output", str(folder / "gauche.json")]
    assert "behaviours of gauche" in schemesockets(site, "record", *words)
    words = ["--data", str(tmp_path / "data"), "--real", "gauche", "--format", "json"]
    report = ["-m", "schemesockets.conformance", "report", *RECEIVING, *words]
    done = python(site, *report, PATH=str(tmp_path))
    assert "this is its recording" in done.stderr
    found = results(done.stdout, "real:gauche")
    assert found["receive.available"]["outcome"] == "pass"


def test_its_guide_shows_what_is_there() -> None:
    shown = re.findall(
        r'^```\w+ title="([\w/.]+)"\n(.*?)^```', GUIDE.read_text("utf-8"), re.M | re.S
    )
    parts = {name: text for name, text in shown if name != "other.py"}
    assert len(parts) >= 6
    for name, text in parts.items():
        assert text.strip() in (SOURCE / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("line", commands())
def test_the_commands_of_its_guide_work(site: Path, tmp_path: Path, line: str) -> None:
    words = [real(site) if "gosh" in word else word for word in shlex.split(line)]
    command = words.pop(0)
    module = {"schemesockets": "schemesockets.conformance", "pytest": "pytest"}[command]
    more = ["-p", "no:cacheprovider"] if command == "pytest" else []
    if "--real" in words:  # the stand-in is slow to start, four hundred times
        words += RECEIVING[2:]
    done = python(site, "-m", module, *more, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_catalogue_has_a_column_for_it(site: Path) -> None:
    program = (
        "from schemesockets.conformance.catalogue.behaviour_pages import catalogue_pages as p"
    )
    done = python(site, "-c", f"{program}; print(p()['catalogue/call.md'])")
    assert (done.returncode, done.stderr) == (0, "")
    assert "| sagittarius | gauche |" in done.stdout
    assert "High-level network functions" in done.stdout
