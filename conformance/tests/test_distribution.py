"""What is built from the checkout holds what it should: pyproject.toml lists every package."""

import re
import tomllib
from pathlib import Path

from schemesockets.conformance.commands.optional import COMMANDS, PACKAGES

CHECKOUT = Path(__file__).parents[2]
FOLDERS = {
    "core": "schemesockets.core",
    "dialects": "schemesockets.dialects",
    "conformance": "schemesockets.conformance",
}


def test_every_package_is_listed() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    setuptools = project["tool"]["setuptools"]
    assert setuptools["package-dir"] == {package: folder for folder, package in FOLDERS.items()}
    found = {
        ".".join((FOLDERS[folder], *init.parent.relative_to(CHECKOUT / folder).parts))
        for folder in FOLDERS
        for init in (CHECKOUT / folder).rglob("__init__.py")
    }
    assert sorted(found) == sorted(setuptools["packages"])


def test_the_packages_of_the_extras_are_known() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]

    def named(extra: str) -> set[str]:
        """The packages of an extra, and of those that it names."""
        found = set[str]()
        for needed in extras[extra]:
            package, *others = re.split(r"[\[\]<>=,]+", needed)
            if package == "schemesockets":
                found.update(*(named(each) for each in others if each))
            else:
                found.add(package)
        return found

    assert named("run") == set(PACKAGES["run"])
    for name in ("port", "report"):
        assert named(name) == {*PACKAGES["run"], *PACKAGES[name]}
    assert named("bench") == set(PACKAGES["bench"])


def test_commands_are_modules_with_an_extra() -> None:
    assert {listed.extra for listed in COMMANDS.values()} <= set(PACKAGES)
    for name in COMMANDS:
        assert (CHECKOUT / "conformance" / "commands" / f"{name}.py").exists()


def test_folders_with_modules_are_packages_or_tests() -> None:
    strays = {
        module.parent.relative_to(CHECKOUT)
        for folder in FOLDERS
        for module in (CHECKOUT / folder).rglob("*.py")
        if not {"tests", "phrasebooks"} & {*module.relative_to(CHECKOUT).parts}
        and not (module.parent / "__init__.py").exists()
    }
    assert not strays


def test_no_tests_folder_is_a_package() -> None:
    assert not [
        init
        for folder in FOLDERS
        for init in (CHECKOUT / folder).rglob("__init__.py")
        if "tests" in init.relative_to(CHECKOUT).parts
    ]


def test_every_package_is_marked_as_typed() -> None:
    assert [folder for folder in FOLDERS if not (CHECKOUT / folder / "py.typed").exists()] == []
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "py.typed" in project["tool"]["setuptools"]["package-data"]["*"]
