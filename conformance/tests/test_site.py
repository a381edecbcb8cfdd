"""The site that Sphinx makes of docs/: all is there, nothing is loaded from elsewhere.

`nox -s docs` makes the site, without warnings, and says where it is; without that it is made here.
"""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

import pytest
from attrs import Factory, define
from browsers import controls_of, in_a_browser
from playwright.sync_api import Browser, expect

from schemesockets.conformance.catalogue.behaviour_pages import described_dialects
from schemesockets.conformance.catalogue.names import REPORTS, entries

for needed in ("sphinx", "furo", "myst_parser", "sphinx_click"):
    pytest.importorskip(needed, reason="the site needs the extra `docs`; `nox -s docs` has it")

DOCS = Path(__file__).parents[2] / "docs"
LONGEST = 200_000
"""Bytes that a page may have."""
LIMIT = 600.0
"""Seconds that making it may take; reached only when something is broken."""
OWNERS = (*described_dialects(), *REPORTS)
LOADED = {"img": "src", "script": "src", "iframe": "src", "source": "src", "link": "href"}
"""Elements that make a browser load something, and where they say what."""


@define
class Page(HTMLParser):
    """What a page has: anchors, links, what it loads, and the classes of its elements."""

    anchors: set[str] = Factory(set)
    links: list[str] = Factory(list)
    loads: list[str] = Factory(list)
    classes: set[str] = Factory(set)

    def __attrs_post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.classes |= set(found.get("class", "").split())
        if "id" in found:
            self.anchors.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in LOADED and LOADED[tag] in found:
            self.loads.append(found[LOADED[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if "SCHEMESOCKETS_SITE" in os.environ:
        return Path(os.environ["SCHEMESOCKETS_SITE"]).resolve()
    made = tmp_path_factory.mktemp("site")
    options = ["--builder", "html", "--fail-on-warning", "--keep-going", "--jobs", "1"]
    told = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, "--quiet", str(DOCS), str(made)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=LIMIT,
    )
    assert (told.returncode, told.stdout) == (0, "")
    return made


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, Page]:
    """Every page by its path in the site."""
    found = {}
    for path in site.rglob("*.html"):
        page = found[path.relative_to(site).as_posix()] = Page()
        page.feed(path.read_text(encoding="utf-8"))
    return found


def targets(name: str, pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """The paths in the site and the anchors that a page links to."""
    for link in pages[name].links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            path = (
                os.path.normpath(Path(name).parent / unquote(parts.path)) if parts.path else name
            )
            yield path, unquote(parts.fragment)


def test_every_page_of_the_docs_is_there(pages: Mapping[str, Page]) -> None:
    written = {
        path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")
    }
    assert {"index.html", "guides/guile.html", "catalogue/option.html"} <= written
    assert written <= pages.keys()


def test_no_page_is_long_to_load(site: Path) -> None:
    sizes = {path.relative_to(site): path.stat().st_size for path in site.rglob("*.html")}
    assert {path: size for path, size in sizes.items() if size > LONGEST} == {}


def test_every_page_is_reached_from_the_first(pages: Mapping[str, Page]) -> None:
    reached, fresh = {"index.html"}, {"index.html"}
    while fresh:
        fresh = {
            path for name in fresh for path, _ in targets(name, pages)
        } & pages.keys() - reached
        reached |= fresh
    assert pages.keys() - reached <= {"search.html"}


LINK = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)")


def test_every_page_is_two_clicks_from_the_first() -> None:
    """By links in the text alone, which are there on a forge, too."""
    near = fresh = {DOCS / "index.md"}
    for _ in range(2):
        fresh = {
            (page.parent / link).resolve()
            for page in fresh
            for link in LINK.findall(page.read_text(encoding="utf-8"))
        }
        near = near | fresh
    assert sorted(set(DOCS.rglob("*.md")) - near) == []


def test_links_within_the_site_lead_somewhere(site: Path, pages: Mapping[str, Page]) -> None:
    wrong = [
        (name, path, anchor)
        for name in pages
        for path, anchor in targets(name, pages)
        if not (site / path).is_file() or (anchor and anchor not in pages[path].anchors)
    ]
    assert wrong == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: Mapping[str, Page]) -> None:
    loaded = {load for page in pages.values() for load in page.loads}
    assert any(load.endswith(".css") or ".css?" in load for load in loaded)
    assert [load for load in loaded if urlsplit(load).scheme or urlsplit(load).netloc] == []
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        named = re.findall(r"(?:url\(|@import )[\"']?([^\"')]+)", text)
        assert [url for url in named if urlsplit(url).scheme not in ("", "data")] == [], style


def pages_about(owner: str, pages: Mapping[str, Page]) -> list[str]:
    """Return the paths of the pages of the reference about a dialect, a report or the engine."""
    return [path for path in pages if re.fullmatch(f"reference/{owner}(-[a-z]+)?.html", path)]


@pytest.mark.parametrize("owner", OWNERS)
def test_every_name_has_an_entry_that_the_names_lead_to(
    owner: str, pages: Mapping[str, Page]
) -> None:
    module = next(entry.module for entry in entries() if entry.owner == owner)
    public = {f"{module}.{name}" for name in importlib.import_module(module).__all__}
    reference = pages_about(owner, pages)
    assert public - {anchor for path in reference for anchor in pages[path].anchors} == set()
    named = {anchor for path, anchor in targets(f"names/{owner}.html", pages) if path in reference}
    assert public - named == set()


def test_the_engines_names_have_entries(pages: Mapping[str, Page]) -> None:
    core = importlib.import_module("schemesockets.core")
    public = {f"schemesockets.core.{name}" for name in core.__all__}
    reference = pages_about("engine", pages)
    assert public - {anchor for path in reference for anchor in pages[path].anchors} == set()


def test_the_guides_lead_to_the_example_programs(pages: Mapping[str, Page]) -> None:
    guide = set(targets("guides/guile.html", pages))
    assert ("examples/index.html", "guile-server-py") in guide


def test_code_is_highlighted_without_errors(pages: Mapping[str, Page]) -> None:
    assert "highlight-scheme" in pages["guides/guile.html"].classes
    assert [name for name, page in pages.items() if "err" in page.classes] == []


# --- In a browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@in_a_browser
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("recvfrom!", "guile"),
        ("socket-recv!", "sagittarius"),
        ("addrinfo:flags", "guile"),
        ("socket_recv", "srfi-106"),
        ("Bytevectors", "srfi-106"),
    ],
)
def test_a_search_finds_names_and_words(
    browser: Browser, address: str, query: str, found: str
) -> None:
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/search.html?q={quote(query)}")
    expect(page.locator("#search-results")).to_contain_text("Search finished", timeout=60_000)
    links = page.locator("#search-results li a").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert any(link.endswith(f"/{found}.html") for link in links)
    page.close()


@in_a_browser
@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "search", "names/guile", "catalogue/close"])
def test_every_control_has_a_name(
    browser: Browser, address: str, name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"{address}/{name}.html")
    controls = controls_of(page)
    assert len(controls) > 10
    assert [role for role, text in controls if not text] == []
    page.close()
