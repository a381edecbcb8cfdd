"""The page of `schemesockets port`, as text and in a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsers import controls_of, in_a_browser
from in_process import schemesockets
from playwright.sync_api import Browser, Page

PROGRAM = """; A server.

(import (scheme base) (scheme write) (srfi 106))

; Tell <script>alert(1)</script> & "all".
(define (tell socket)
  (socket-send socket (string->utf8 "a")))

(define server (make-server-socket "0"))
(write '|</pre><script>alert(2)</script>|)
(for-each tell (list server))
(socket-close server)
"""
LIBRARY = """(define-library (my tools)
  (export thrice)
  (import (scheme base))
  (begin
    ; Three times.
    (define (thrice x) (* 3 x))))
"""


def page_of(text: str, *words: str) -> str:
    told = schemesockets("port", "-", "--format", "html", *words, input=text)
    assert (told.exit_code, told.stderr) == (0, "")
    return told.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a program with a library, in a file."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "my").mkdir()
    (folder / "my" / "tools.sld").write_text(LIBRARY, encoding="utf-8")
    text = PROGRAM.replace("(srfi 106)", "(srfi 106) (my tools)") + "(write (thrice 2))\n"
    (folder / "server.scm").write_text(text, encoding="utf-8")
    page = folder / "page.html"
    told = schemesockets("port", str(folder / "server.scm"), "--format", "html")
    page.write_text(told.stdout, encoding="utf-8")
    return page


def rows(page: str) -> list[tuple[str, str]]:
    """What stands beside each other: the Scheme and the Python of each row, without tags."""

    def bare(kind: str, row: str) -> str:
        found = re.search(rf'<pre class="{kind}">.*?<code>(.*?)</code>', row, re.S)
        return re.sub("<[^>]*>", "", found[1]) if found else ""

    found = re.findall(r'<div class="row[^"]*">(.*?)</div>', page, re.S)
    return [(bare("scheme", each), bare("python", each)) for each in found]


def without_colours(page: str) -> str:
    return re.sub(r'<span class="[bcfkns]">(.*?)</span>', r"\1", page)


def test_each_form_stands_beside_its_python() -> None:
    beside = {scheme: python for scheme, python in rows(page_of(PROGRAM)) if scheme}
    (function,) = (each for each in beside if "(define (tell" in each)
    assert function.startswith("; Tell &lt;script&gt;")
    assert beside[function].startswith("# Tell &lt;script&gt;")
    assert "def tell(socket):" in beside[function]
    (server,) = (each for each in beside if each.startswith("(define server"))
    assert "server = make_server_socket(" in beside[server]


def test_all_lines_are_there_once() -> None:
    page = page_of(PROGRAM)
    printed = schemesockets("port", "-", "--format", "python", input=PROGRAM).stdout
    for kind, text in (("scheme", PROGRAM), ("python", printed)):
        shown = re.findall(rf'<pre class="{kind}">.*?</pre>', page, re.S)
        numbers = re.findall(r'data-number="(\d+)"', "".join(shown))
        wanted = [str(number) for number, line in enumerate(text.splitlines(), 1) if line]
        assert set(wanted) <= set(numbers)
        assert len(numbers) == len(set(numbers))


def test_calls_lead_to_what_is_known_of_their_names_and_lines_to_the_program() -> None:
    page = without_colours(page_of(PROGRAM))
    links = set(re.findall(r'href="#([^"]+)"', page))
    anchors = re.findall(r'id="([^"]+)"', page)
    assert links <= set(anchors)
    assert len(anchors) == len(set(anchors))
    for name in ("socket-send", "make-server-socket", "socket-close"):
        (anchor,) = re.findall(rf'id="([^"]+)-heading"><code>{name}</code>', page)
        assert re.search(rf'href="#{anchor}">{name}</a>', page)  # in the Scheme
        assert re.search(rf'href="#{anchor}">[^\n]*{name.replace("-", "_")}', page)
    assert "The dialects differ." in page


def test_what_is_faithful_is_tinted_on_both_sides_with_its_reason() -> None:
    page = without_colours(page_of(PROGRAM))
    assert '<mark title="Python has no expression that surely means the same">write</mark>' in page
    assert '<mark title="in the faithful form">' in page
    assert "In the faithful form" in page


def test_each_file_of_a_package_has_its_port_beside_it(made: Path) -> None:
    page = without_colours(made.read_text(encoding="utf-8"))
    assert '<h3>tools.sld <span class="quiet">server/my_tools.py</span></h3>' in page
    beside = {scheme: python for scheme, python in rows(page) if scheme}
    (library,) = (each for each in beside if "define-library" in each)
    assert "def thrice(x):" in beside[library]
    (use,) = (each for each in beside if each.startswith("(write (thrice"))
    assert "my_tools.thrice(2)" in beside[use]
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_a_page_is_one_file_that_runs_nothing() -> None:
    page = page_of(PROGRAM)
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "default-src &#39;none&#39;" in page


def test_an_undecided_place_is_told() -> None:
    told = schemesockets("port", "-", "--format", "html", input="(import (srfi 106)) (f)")
    assert told.exit_code == 1
    assert "unbound variable: f" in told.stdout


@pytest.mark.parametrize("text", ["", "; nothing", "(import (srfi 106))\n\f\n(socket? 1)\u2028\n"])
def test_small_and_odd_programs_have_a_page(text: str) -> None:
    assert "<h1>" in page_of(text, "--dialect", "srfi-106")


# --- In a browser


def opened(browser: Browser, made: Path, width: int, colours: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if colours == "dark" else None,
    )
    page = context.new_page()
    page.goto(made.as_uri())
    return page


@in_a_browser
@pytest.mark.parametrize("width", [360, 1400])
def test_nothing_is_wider_than_the_window(browser: Browser, made: Path, width: int) -> None:
    page = opened(browser, made, width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beside = page.evaluate(
        "[...document.querySelectorAll('.row')].map(row => [...row.children]"
        ".map(each => each.getBoundingClientRect().top)).filter(tops => tops.length == 2)"
        ".map(([one, other]) => one == other)"
    )
    assert set(beside) == {width > 1000}
    page.context.close()


@in_a_browser
def test_all_that_has_the_focus_has_a_name(browser: Browser, made: Path) -> None:
    page = opened(browser, made, 1200)
    controls = controls_of(page)
    assert all(name for _, name in controls)
    assert {"link", "checkbox"} <= {role for role, _ in controls}
    page.keyboard.press("Tab")
    focused = "document.activeElement.id"
    while page.evaluate(focused) != "only-faithful":
        page.keyboard.press("Tab")
    everything = page.locator(".row:visible").count()
    page.keyboard.press("Space")
    assert 0 < page.locator(".row:visible").count() < everything
    page.context.close()


@in_a_browser
def test_a_page_is_dark_where_the_system_is(browser: Browser, made: Path) -> None:
    shown = []
    for colours in ("light", "dark"):
        page = opened(browser, made, 1200, colours)
        shown.append(
            page.evaluate(
                "['body', 'mark', 'pre'].map(each => getComputedStyle("
                "document.querySelector(each)).backgroundColor)"
            )
        )
        page.context.close()
    assert all(light != dark for light, dark in zip(*shown, strict=True))
