"""What the documentation shows is run as it stands, and its links lead somewhere.

The fenced blocks of a page are one story, told in a process and a directory of its own. A block
with `title="NAME"` becomes the file NAME; `python` is executed, all of it in one namespace (as
doctests where it has prompts); `toml` is read; of `console` and `sh` the commands `schemesockets`
and `pytest` must exit with 0, and `export` holds from then on. `python FILE.py` runs a program of
the page: it prints what `console` shows, and by the end of the page has exited with 0. Where the
page says port 5000, a server gets one of the system's choice, and the others are told that. A
`{literalinclude}` shows a whole file, which is not run here.
"""

from __future__ import annotations

import contextlib
import doctest
import functools
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from attrs import frozen

from schemesockets.dialects.scheme.reader import ReadError, read

CHECKOUT = Path(__file__).parents[2]
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
LIMIT = 600.0
"""Seconds that one page may take; reached only when something is broken."""
PORT = "5000"
"""What pages call a port."""

# -P: what is in the current directory is found only where the page says so, as with the command.
COMMANDS = {
    "schemesockets": [sys.executable, "-P", "-m", "schemesockets.conformance"],
    "pytest": [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider"],
}
FENCE = re.compile(r'^```(\w+)(?: title="([\w./-]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
INCLUDE = re.compile(r"^```\{literalinclude\}(.*)\n((?:(?!```).*\n)*)```$", re.MULTILINE)
LANGUAGES = {".py": "python", ".scm": "scheme", ".txt": "text"}
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
REFERENCE = re.compile(r"^\[[^\]]+\]: (?!https?:)([^ #]*)(?:#(\S*))?(?: \".*\")?$", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@frozen
class Block:
    """A fenced block."""

    line: int
    language: str
    title: str | None
    text: str


def blocks(page: str) -> list[Block]:
    return [
        Block(page.count("\n", 0, fence.start(3)) + 1, fence[1], fence[2], fence[3])
        for fence in FENCE.finditer(page)
    ]


def commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words of each command of a `console` or `sh` block, and the lines shown below it."""
    lines = text.replace("\\\n", " ").splitlines()
    prompts = any(line.startswith("$ ") for line in lines)
    for number, line in enumerate(lines):
        if line.startswith("$ ") or not prompts:
            shown = itertools.takewhile(
                lambda below: prompts and below[:2] != "$ ", lines[number + 1 :]
            )
            yield shlex.split(line.removeprefix("$ "), comments=True), list(shown)


def tell(page: Path) -> None:
    """Run a page's blocks here and now; raises what goes wrong."""
    sys.path.insert(0, os.getcwd())
    namespace: dict[str, object] = {"__name__": "__main__"}
    programs = Programs()
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.title:
            Path(block.title).parent.mkdir(parents=True, exist_ok=True)
            Path(block.title).write_text(block.text, encoding="utf-8")
        elif block.language == "toml":
            tomllib.loads(block.text)
        elif block.language in ("console", "sh"):
            for words, shown in commands(block.text):
                match words:
                    case ["python", script, *arguments] if script.endswith(".py"):
                        programs.start([script, *arguments], shown)
                    case _:
                        run(words)
        elif block.language == "python" and ">>> " in block.text:
            run_doctest(block, page, namespace)
        elif block.language == "python":
            # Empty lines before it give a traceback the page's line numbers.
            code = compile("\n" * (block.line - 1) + block.text, str(page), "exec")
            exec(code, namespace)
    programs.end()


class Programs:
    """The programs of a page that run, and the port that the first server listens at."""

    def __init__(self) -> None:
        self.port: str | None = None
        self.running: list[subprocess.Popen[str]] = []

    def start(self, words: list[str], shown: list[str]) -> None:
        """Start one; it must print the lines that are shown."""
        words = [word.replace(PORT, self.port or "0") for word in words]
        process = subprocess.Popen(
            [sys.executable, "-W", "error", *words], stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.running.append(process)
        with self.watched(process) as output:
            for line in shown:
                said = output.readline().removesuffix("\n")
                if self.port is None and PORT in line:
                    found = re.fullmatch(re.escape(line).replace(PORT, "([0-9]+)"), said)
                    self.port = found and found[1]
                if said != line.replace(PORT, self.port or PORT):
                    raise SystemExit(f"{words} said {said!r}, and not {line!r}")

    def end(self) -> None:
        """Wait for all of them; each must have ended well and said no more."""
        for process in self.running:
            with self.watched(process) as output:
                more = output.read()
            if process.wait() or more:
                raise SystemExit(f"{process.args!r} ended with {process.returncode}: {more!r}")

    @contextlib.contextmanager
    def watched(self, process: subprocess.Popen[str]) -> Iterator[IO[str]]:
        """What it prints; nothing is left running where that is not as it should be."""
        watch = threading.Timer(LIMIT / 4, process.kill)
        watch.start()
        try:
            assert process.stdout is not None
            yield process.stdout
        except BaseException:
            for one in self.running:
                one.kill()
            raise
        finally:
            watch.cancel()


def run(words: list[str]) -> None:
    match words:
        case ["export", setting]:
            name, _, value = setting.partition("=")
            if name == "PYTHONPATH":  # schemesockets may be found by what is there already
                value = os.pathsep.join(filter(None, [value, os.environ.get(name)]))
            os.environ[name] = value
        case [command, *arguments] if command in COMMANDS:
            subprocess.run([*COMMANDS[command], *arguments], check=True)


def run_doctest(block: Block, page: Path, namespace: dict[str, object]) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=flags)
    example = parser.get_doctest(block.text, namespace, page.name, str(page), block.line - 1)
    if runner.run(example, clear_globs=False).failed:
        raise SystemExit(1)
    namespace.update(example.globs)


@functools.cache
def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of the words; repeated ones numbered."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    words = (re.sub(r"[^\w -]", "", heading).strip() for heading in headings)
    counts: Counter[str] = Counter()
    found = set()
    for anchor in (heading.lower().replace(" ", "-") for heading in words):
        found.add(f"{anchor}-{counts[anchor]}" if counts[anchor] else anchor)
        counts[anchor] += 1
    return found


def names(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


def has_something_to_run(page: Path) -> bool:
    return any(block.language != "scheme" for block in blocks(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if has_something_to_run(page)], ids=names)
def test_what_a_page_shows_runs(page: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-W", "error", __file__, str(page)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=LIMIT,
    )
    assert told.returncode == 0, told.stdout


def test_pages_install_as_the_readme_does() -> None:
    """That it can be installed so is tested before all else, in a new environment."""
    readme = PAGES[0].read_text(encoding="utf-8")
    told = [
        words
        for page in PAGES
        for block in blocks(page.read_text(encoding="utf-8"))
        if block.language == "console"
        for words, _ in commands(block.text)
        if words[:4] == ["python", "-m", "pip", "install"]
    ]
    assert told
    assert all(f'python -m pip install "{" ".join(words[4:])}"' in readme for words in told)


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for path, anchor in LINK.findall(text) + REFERENCE.findall(text):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target), f"{path}#{anchor}"


@pytest.mark.parametrize(
    "text",
    [
        "```python\nassert 1 == 2\n```\n",
        "```python\n>>> 1 + 1\n3\n\n```\n",
        "```console\n$ schemesockets report --dialect none-such\n```\n",
        "```sh\nschemesockets report --dialect none-such\n```\n",
        "```toml\nname = \n```\n",
        '```python title="a.py"\nprint(1)\n```\n```console\n$ python a.py\n2\n```\n',
        '```python title="a.py"\nprint(1)\nprint(2)\n```\n```console\n$ python a.py\n1\n```\n',
        '```python title="a.py"\nraise SystemExit(1)\n```\n```console\n$ python a.py\n```\n',
    ],
)
def test_a_page_that_does_not_hold_is_found_out(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError):
        test_what_a_page_shows_runs(page, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["[a](none.md)", "[a](page.md#b-2)", "[a][b]\n\n[b]: none.md", '[b]: page.md#c "B, c"'],
)
def test_a_link_that_leads_nowhere_is_found_out(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# B\n\n## B\n\n[a](#b-1)\n\n{text}\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        test_links_lead_somewhere(page)


if __name__ == "__main__":
    tell(Path(sys.argv[1]))


# --- Scheme


def scheme(page: Path) -> list[Block]:
    return [
        block for block in blocks(page.read_text(encoding="utf-8")) if block.language == "scheme"
    ]


@pytest.mark.parametrize("page", [page for page in PAGES if scheme(page)], ids=names)
def test_scheme_that_a_page_shows_is_scheme(page: Path) -> None:
    for block in scheme(page):
        try:
            found = list(read(block.text))
        except ReadError as error:
            pytest.fail(f"line {block.line - 1 + error.place.line}: {error.reason}")
        assert found


@pytest.mark.skipif(shutil.which("guile") is None, reason="Guile is not installed")
def test_the_scheme_of_the_guide_from_guile_runs_in_guile(tmp_path: Path) -> None:
    """As its Python does, from top to bottom."""
    program = tmp_path / "guide.scm"
    parts = [block.text for block in scheme(CHECKOUT / "docs" / "guides" / "guile.md")]
    program.write_text("".join(parts), encoding="utf-8")
    told = subprocess.run(
        ["guile", "--no-auto-compile", "-s", str(program)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
    )
    assert told.returncode == 0, told.stderr
    assert len(parts) >= 6


# --- Files that a page shows whole

PROGRAMS = CHECKOUT / "docs" / "programs"


def included(page: Path) -> dict[Path, str]:
    """The files that a page includes, and the options with which it does."""
    return {
        (page.parent / name.strip()).resolve(): options
        for name, options in INCLUDE.findall(page.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("page", [page for page in PAGES if included(page)], ids=names)
def test_files_that_a_page_includes_are_there(page: Path) -> None:
    for path, options in included(page).items():
        assert path.is_file(), path
        assert f":language: {LANGUAGES[path.suffix]}\n" in options


def test_a_file_that_is_not_there_is_found_out(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```{literalinclude} none.py\n:language: python\n```\n", encoding="utf-8")
    assert not has_something_to_run(page)
    with pytest.raises(AssertionError):
        test_files_that_a_page_includes_are_there(page)


def test_every_program_is_shown_in_scheme_and_in_python() -> None:
    page = CHECKOUT / "docs" / "programs.md"
    programs = {path for path in PROGRAMS.iterdir() if path.suffix in LANGUAGES}
    assert {path for each in PROGRAMS.glob("*.md") for path in included(each)} == programs
    assert {path.with_suffix(".py") for path in programs} <= programs
    assert {path.with_suffix(".scm") for path in programs} <= programs
    assert {
        (page.parent / path).resolve() for path, _ in LINK.findall(page.read_text())
    } >= programs


@pytest.mark.parametrize("program", sorted(PROGRAMS.glob("*.scm")), ids=names)
def test_a_program_in_scheme_is_scheme(program: Path) -> None:
    assert list(read(program.read_text(encoding="utf-8")))
