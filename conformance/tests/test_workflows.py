"""The workflows for a public forge take the steps of `.ci/run`, or run sessions of nox."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).parents[2]
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))
}
SCRIPTS = sorted((CHECKOUT / ".ci").iterdir())
STEPS = re.findall(
    r"^step (.+)$", (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE
)
SESSIONS = {
    node.name
    for node in ast.parse((CHECKOUT / "noxfile.py").read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.decorator_list
}

JOBS: Mapping[str, Mapping[str, Any]] = {
    f"{name}: {job}": body
    for name, workflow in WORKFLOWS.items()
    for job, body in workflow["jobs"].items()
}


def commands(workflow: str) -> set[str]:
    return {
        step["run"]
        for job in WORKFLOWS[workflow]["jobs"].values()
        for step in job.get("steps", ())
        if "run" in step
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_run(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_the_tests_take_every_step_of_ci() -> None:
    assert {".ci/provide", ".ci/tests"} < set(STEPS)
    assert commands("tests") == set(STEPS)


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_step_is_one_of_ci_or_a_session(workflow: str) -> None:
    for command in commands(workflow) - set(STEPS):
        script, *words = shlex.split(command)
        assert script == ".ci/sessions"
        names = words[: words.index("--")] if "--" in words else words
        assert names
        assert set(names) <= SESSIONS


@pytest.mark.parametrize("job", JOBS)
def test_actions_have_a_version_and_jobs_what_they_need(job: str) -> None:
    body = JOBS[job]
    others = WORKFLOWS[job.partition(":")[0]]["jobs"]
    assert set(body.get("needs", ())) <= others.keys()
    for step in body.get("steps", ()):
        assert ("uses" in step) != ("run" in step)
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[\w./-]+", step.get("uses", "a/b@c"))
    if "uses" in body:
        assert (CHECKOUT / body["uses"]).is_file()


def test_the_tests_run_on_the_systems_and_pythons_that_are_named() -> None:
    matrix = WORKFLOWS["tests"]["jobs"]["tests"]["strategy"]["matrix"]
    assert {each.partition("-")[0] for each in matrix["os"]} == {"ubuntu", "macos"}
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [
        line.rpartition(" ")[2]
        for line in project["project"]["classifiers"]
        if re.search(r":: 3\.\d+$", line)
    ]
    assert matrix["python"] == named
    new = [each["python"] for each in matrix["include"]]
    tried = [f"py{each.replace('.', '')}" for each in (*named, *new)]
    assert sorted(tried) == sorted(project["tool"]["tox"]["env_list"])


def test_only_publishing_gets_a_token_and_nothing_a_secret() -> None:
    allowed = {job for job, body in JOBS.items() if "id-token" in body.get("permissions", {})}
    assert allowed == {"docs: publish", "release: publish"}
    assert all(workflow["permissions"] == {"contents": "read"} for workflow in WORKFLOWS.values())
    assert "secrets." not in str(WORKFLOWS)
    publish = WORKFLOWS["release"]["jobs"]["publish"]
    assert publish["environment"] == {"name": "pypi"}
    assert set(publish["needs"]) == WORKFLOWS["release"]["jobs"].keys() - {"publish"}
