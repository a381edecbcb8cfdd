"""The HTML report in a browser: it loads nothing, opens quickly, and can be searched and read.

Where there is no Chromium the tests are skipped. It runs without a window and is told of files
only, so nothing goes over the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import CHROMIUM, controls_of, in_a_browser
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    expect,
)
from sample_report import HOSTILE, sample

from schemesockets import dialects
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.headings import under_headings
from schemesockets.conformance.questions.script import Behaviour
from schemesockets.conformance.reports.formats import render_html
from schemesockets.conformance.reports.report import make_report
from schemesockets.conformance.required.notation import write
from schemesockets.conformance.running import recordings, suite
from schemesockets.conformance.running.results import Result, cannot_say, judge
from schemesockets.conformance.running.run import Observed
from schemesockets.conformance.running.subjects import Subject, dialect_subject

LIMIT = 3_000_000
"""Bytes that a report of everything may have."""


def report_on(subjects: list[Subject], *globs: str) -> dict[str, Any]:
    behaviours = suite.select(globs)
    return make_report(subjects, behaviours, suite.examine(subjects, behaviours), 1.0).as_dict()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two dialects beside what was recorded of Foment, and one of hostile text."""
    subjects: list[Subject] = [
        dialect_subject("srfi-106"),
        dialect_subject("foment"),
        recordings.recorded_subject("foment"),
    ]
    made = tmp_path_factory.mktemp("reports")
    report = report_on(subjects, "receive.*", "datagram.*", "call.*")
    (made / "report.html").write_text(render_html(report), encoding="utf-8")
    (made / "hostile.html").write_text(render_html(sample()), encoding="utf-8")
    return made


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, folder: Path) -> Iterator[Opener]:
    """Opens a report in a fresh browser, at an address; in the end all must have gone well."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def dismissed(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def opened(address: str = "", name: str = "report", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", dismissed)
        context.on("request", lambda request: requests.append(request.url))
        page.goto(f"{(folder / name).as_uri()}.html{address}")
        return page

    requests: list[str] = []
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert all(url.startswith("file:") for url in requests)
    assert len(requests) == len(contexts)


def cell(page: Page, behaviour: str, subject: str) -> Locator:
    return page.get_by_role("grid").get_by_role("button", name=f"{behaviour}, {subject}: ")


def shown(page: Page) -> list[str]:
    """The names of the behaviours that can be seen."""
    rows: list[str] = page.locator(".grid tr[data-name]:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.name)"
    )
    return rows


def columns(page: Page) -> list[str]:
    return [
        "".join(text.split())
        for text in page.locator(".grid thead th.subject:visible").all_inner_texts()
    ]


def names(*globs: str) -> list[str]:
    """The names of the behaviours, in the order of the headings over their areas."""
    chosen = suite.select(globs)
    below = under_headings(behaviour.area for behaviour in chosen).values()
    order = [area for areas in below for area in areas]
    chosen = tuple(sorted(chosen, key=lambda behaviour: order.index(behaviour.area)))
    return [behaviour.name for behaviour in chosen]


def address(page: Page) -> str:
    return page.url.partition("#")[2]


# --- What a page holds


@in_a_browser
def test_a_page_opens_onto_the_totals_and_the_grid(open_page: Opener) -> None:
    page = open_page()
    expect(page).to_have_title("Which expectations are met: schemesockets")
    totals = page.locator(".totals tbody tr")
    expect(totals).to_have_count(3)
    real = totals.nth(2)
    expect(real.get_by_role("rowheader")).to_have_text("real:foment")
    expect(real).to_contain_text(re.compile(r"real, recorded \d{4}-\d\d-\d\d on Linux"))
    expect(totals.nth(0)).to_contain_text("in Python, run")
    assert columns(page) == ["srfi-106", "foment", "real:foment"]
    assert shown(page) == names("call.*", "datagram.*", "receive.*")


@in_a_browser
def test_every_state_has_a_shape_of_its_own(open_page: Opener) -> None:
    """Not the colour alone: the sign before each cell, or its frame."""
    page = open_page(name="hostile")
    signs = page.locator(".legend .sign").evaluate_all(
        "signs => signs.map(sign => getComputedStyle(sign, '::before').content)"
    )
    assert len(signs) == 8
    assert len(set(signs)) == 8


@in_a_browser
@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", ["", "#cell=receive.end,foment", "#open=none"])
def test_every_control_has_a_name(open_page: Opener, at: str, scheme: str, width: int) -> None:
    page = open_page(at, color_scheme=scheme, viewport={"width": width, "height": 800})
    if "cell" in at:
        expect(page.get_by_role("dialog")).to_be_visible()
    controls = controls_of(page)
    roles = {role for role, _ in controls}
    assert roles >= ({"button", "link"} if "cell" in at else {"button", "searchbox", "checkbox"})
    assert [role for role, name in controls if not name] == []


# --- Kinds of difference


@in_a_browser
def test_the_differences_of_a_real_system_are_listed_by_kind(open_page: Opener) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    region = page.get_by_role("region", name="How real systems differ")
    expect(region.locator("details")).to_have_count(1)
    region.get_by_text(re.compile(r"^real:foment: \d+ kinds of difference")).click()
    kinds = region.get_by_role("listitem")
    texts = kinds.all_inner_texts()
    worst = ["crashed", "hung", "differs", "unspecified"]
    states = [re.match(r"\s*([a-z]+)", text) for text in texts]
    found = [worst.index(state[1]) for state in states if state]
    assert len(found) == len(texts) > 1
    assert found == sorted(found)
    linked = kinds.get_by_role("link").all_inner_texts()
    page.get_by_role("checkbox", name="only differences").check()
    for subject in ("srfi-106", "foment"):
        page.get_by_role("checkbox", name=subject, exact=True).uncheck()
    assert sorted(linked) == sorted(shown(page))
    kinds.first.get_by_role("button", name="Copy the smallest program").click()
    expect(kinds.first.get_by_role("button")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    name = kinds.first.get_by_role("link").first.inner_text()
    expected = recordings.recorded_subject("foment").program(ALL[name]).text
    assert text.split() == expected.split()
    kinds.first.get_by_role("link").first.click()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()


# --- Filters


@in_a_browser
def test_a_search_finds_names_and_questions(open_page: Opener) -> None:
    page = open_page()
    search = page.get_by_role("searchbox", name="Search")
    search.fill("RECEIVE.peek")
    assert shown(page) == names("receive.peek*")
    search.fill("once closed")
    found = shown(page)
    assert "receive.end" in found
    for name in found:
        question = suite.select([name])[0].question.lower()
        assert all(word in f"{name} {question}" for word in ("once", "closed"))
    search.fill("no such thing")
    assert shown(page) == []
    expect(page.get_by_text("Nothing is like that.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == names("call.*", "datagram.*", "receive.*")
    assert address(page) == ""


@in_a_browser
def test_an_area_and_a_subject_can_be_picked(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("combobox", name="Area").select_option("datagram")
    assert shown(page) == names("datagram.*")
    page.get_by_role("checkbox", name="srfi-106").uncheck()
    assert columns(page) == ["foment", "real:foment"]
    assert address(page) == "area=datagram&subjects=foment,real:foment"
    page.get_by_role("checkbox", name="real:foment").uncheck()
    assert columns(page) == ["foment"]
    page.get_by_role("checkbox", name="foment", exact=True).click()
    assert columns(page) == ["srfi-106", "foment", "real:foment"]  # none picked is all


@in_a_browser
def test_only_differences_of_those_who_are_shown(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("checkbox", name="only differences").check()
    found = shown(page)
    assert "datagram.send-empty" in found
    assert "receive.end" not in found
    for name in found:
        expect(cell(page, name, "real:foment")).not_to_have_accessible_name(
            re.compile("as expected|cannot")
        )
    page.get_by_role("checkbox", name="real:foment").uncheck()
    assert shown(page) == []


@in_a_browser
def test_an_address_shows_again_what_was_seen(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("searchbox").fill("no + &")
    page.get_by_role("searchbox").fill("no bytes")
    page.get_by_role("checkbox", name="only differences").check()
    page.get_by_role("checkbox", name="srfi-106").uncheck()
    seen = shown(page)
    assert seen
    again = open_page(f"#{address(page)}")
    assert shown(again) == seen
    assert columns(again) == ["foment", "real:foment"]
    expect(again.get_by_role("searchbox")).to_have_value("no bytes")
    expect(again.get_by_role("checkbox", name="only differences")).to_be_checked()


@in_a_browser
def test_areas_fold_and_what_is_looked_for_unfolds_them(open_page: Opener) -> None:
    page = open_page()
    area = page.get_by_role("button", name=re.compile(r"^datagram \d"))
    expect(area).to_have_attribute("aria-expanded", "true")
    area.click()
    expect(area).to_have_attribute("aria-expanded", "false")
    assert shown(page) == names("call.*", "receive.*")
    assert shown(open_page(f"#{address(page)}")) == names("call.*", "receive.*")
    page.get_by_role("checkbox", name="every area unfolded").check()
    assert shown(page) == names("call.*", "datagram.*", "receive.*")
    page.get_by_role("checkbox", name="every area unfolded").uncheck()
    assert shown(page) == []
    page.get_by_role("searchbox").fill("send-empty")
    assert shown(page) == ["datagram.send-empty"]


# --- A cell


@in_a_browser
def test_a_cell_opens_onto_all_there_is_to_know(open_page: Opener) -> None:
    page = open_page()
    cell(page, "datagram.send-empty", "real:foment").click()
    opened = page.get_by_role("dialog", name="datagram.send-empty")
    expect(opened).to_contain_text("Does sending no bytes send an empty datagram?")
    expect(opened).to_contain_text("real:foment: differs. Not as expected: arrived.")
    expect(opened).to_contain_text("Sending an empty bytevector makes no system call")
    expect(opened.get_by_role("link", name="Foment wiki: Sockets")).to_have_attribute(
        "href", re.compile("^https://")
    )
    expect(opened).to_contain_text("Foment wiki: Sockets, Procedures: send-socket")
    arrived = opened.get_by_role("row", name="arrived")
    expect(arrived.get_by_role("cell")).to_have_text(
        ['(returned #u8"")', "(returned nothing)", '(returned #u8"")']
    )
    scheme = opened.get_by_label("The program in Scheme", exact=True)
    expect(scheme).to_contain_text(
        '(observe-done "sent" (lambda () (send-socket d (bytevector) 0)))'
    )
    expect(scheme.locator(".k").first).to_have_text("define")
    python = opened.get_by_label("The program in Python", exact=True)
    expect(python).to_contain_text('observe_done("sent", lambda: send_socket(d, b"", 0))')
    expect(opened.get_by_label("How the program in Scheme begins")).to_contain_text("(import ")
    expect(opened).to_contain_text("A recording keeps what was observed")
    expect(opened).to_contain_text(
        re.compile(r"0\.4; real, recorded .* with schemesockets .*, Python")
    )
    opened.get_by_role("link", name="foment: as expected", exact=True).click()
    expect(opened).to_contain_text("foment: as expected.")
    expect(opened.get_by_label("Transcript")).to_contain_text(
        'peer (observe "arrived" (returned #u8""))'
    )
    opened.get_by_role("button", name="Next behaviour").click()
    expect(page.get_by_role("dialog")).to_have_accessible_name(
        names("datagram.*")[names("datagram.*").index("datagram.send-empty") + 1]
    )


@in_a_browser
def test_a_link_leads_to_a_cell_and_back_leads_out(open_page: Opener) -> None:
    page = open_page()
    cell(page, "receive.end", "foment").click()
    assert address(page) == "cell=receive.end,foment"
    link = page.get_by_role("link", name="A link to this cell").get_attribute("href")
    assert link == "#cell=receive.end,foment"
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert address(page) == ""
    there = open_page(link)
    expect(there.get_by_role("dialog", name="receive.end")).to_contain_text("foment: as expected.")
    expect(there).to_have_title("receive.end, foment: Which expectations are met: schemesockets")


@in_a_browser
@pytest.mark.parametrize(
    "at", ["#cell=no.such,foment", "#cell=receive.end,nobody", "#cell=%,", "#x"]
)
def test_a_link_to_what_is_not_there_shows_the_grid(open_page: Opener, at: str) -> None:
    page = open_page(at)
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert shown(page) == names("call.*", "datagram.*", "receive.*")


@in_a_browser
def test_what_a_dialect_cannot_say_opens_too(open_page: Opener) -> None:
    page = open_page()
    dull = page.get_by_role("button", name=re.compile(": cannot say it$")).first
    dull.click()
    expect(page.get_by_role("dialog")).to_contain_text("No words for ")


@in_a_browser
def test_the_keyboard_is_enough(open_page: Opener) -> None:
    page = open_page("#open=none")
    first = page.get_by_role("button", name=re.compile(r"^receive \d"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if first.evaluate("button => button === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name=re.compile(r"^datagram \d"))).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.get_by_role("checkbox", name="every area unfolded").check()
    cell(page, "receive.end", "srfi-106").focus()
    before, after = (
        names("receive.*")[names("receive.*").index("receive.end") + step] for step in (-1, 1)
    )
    for key, behaviour, subject in (
        ("ArrowRight", "receive.end", "foment"),
        ("ArrowDown", after, "foment"),
        ("ArrowUp", "receive.end", "foment"),
        ("ArrowUp", before, "foment"),
        ("End", before, "real:foment"),
        ("ArrowRight", before, "real:foment"),
        ("Home", before, "srfi-106"),
        ("Control+End", names("call.*")[-1], "srfi-106"),
        ("Control+Home", names("receive.*")[0], "srfi-106"),
    ):
        page.keyboard.press(key)
        expect(cell(page, behaviour, subject)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name=names("receive.*")[0])).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(cell(page, names("receive.*")[0], "srfi-106")).to_be_focused()


# --- Places


@in_a_browser
def test_light_and_dark(open_page: Opener) -> None:
    def lightness(scheme: str) -> tuple[int, int]:
        page = open_page("#cell=receive.end,foment", color_scheme=scheme)
        expect(page.get_by_role("dialog")).to_be_visible()
        paper, ink = page.evaluate(
            "[getComputedStyle(document.body), getComputedStyle(document.querySelector('dialog'))]"
            ".flatMap((style, which) => which ? [style.color] : [style.backgroundColor])"
        )
        return tuple(sum(map(int, re.findall(r"\d+", colour))) for colour in (paper, ink))  # type: ignore[return-value]

    paper, ink = lightness("light")
    assert paper > 700 > 150 > ink
    paper, ink = lightness("dark")
    assert paper < 150 < 600 < ink


@in_a_browser
@pytest.mark.parametrize("at", ["", "#cell=datagram.send-empty,real:foment"])
def test_a_phone_shows_the_whole_width(open_page: Opener, at: str) -> None:
    page = open_page(at, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    if at:
        expect(page.get_by_role("dialog")).to_be_visible()
        assert page.locator("dialog").evaluate("it => it.scrollWidth <= it.clientWidth")
    else:
        cell(page, "receive.end", "real:foment").tap()
        expect(page.get_by_role("dialog", name="receive.end")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@in_a_browser
def test_paper_has_no_controls(open_page: Opener) -> None:
    page = open_page()
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_role("grid")).to_be_visible()
    cell(page, "receive.end", "foment").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".grid")).to_be_hidden()  # a cell that is open is what is printed
    expect(page.locator("dialog .close")).to_be_hidden()


@in_a_browser
def test_text_is_never_read_as_markup(open_page: Opener) -> None:
    page = open_page("#cell=receive.end,real:srfi-106@else", name="hostile")
    opened = page.get_by_role("dialog")
    expect(opened.locator(".native")).to_have_text(HOSTILE)
    expect(opened).to_contain_text(HOSTILE)
    page.keyboard.press("Escape")
    cell(page, "receive.peek", "real:srfi-106@else").click()
    expect(opened).to_contain_text(f"Known. {HOSTILE}")
    expect(page.locator("img")).to_have_count(0)
    expect(page.locator(".totals")).to_contain_text(HOSTILE)


# --- All of it


def test_everything_is_small_and_opens_at_once(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every dialect and every recording: less than 3 MB, and less than a second of work."""
    behaviours = suite.select()
    subjects: list[Subject] = [dialect_subject(name) for name in dialects.available()]
    results = [result for subject in subjects for result in map(_as_expected(subject), behaviours)]
    recorded = [recordings.recorded_subject(label) for label in recordings.available()]
    results += suite.examine(recorded, behaviours)
    text = render_html(make_report([*subjects, *recorded], behaviours, results, 1.0).as_dict())
    assert len(text.encode()) < LIMIT
    if CHROMIUM is None:
        pytest.skip("it is small; Chromium, in which it would be opened, is not installed")
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf-8")
    browser: Browser = request.getfixturevalue("browser")
    seconds = [_work(browser, path) for _ in range(3)]
    assert min(seconds) < 1.0, seconds


def _as_expected(subject: Subject) -> Callable[[Behaviour], Result]:
    """Results as long as those of a run would be, which takes a minute."""
    expectations = subject.expectations

    def result(behaviour: Behaviour) -> Result:
        expected = expectations.get(behaviour.name)
        if expected is None:
            return cannot_say(behaviour.name, subject.name, "this")
        lines = [f"(sync {number})" for number in subject.program(behaviour).syncs for _ in "<>"]
        for label, pattern in expected.observations.items():
            lines.append(f'(observe "{label}" {write(pattern)})')
        seen = Observed(observations=dict(expected.observations), transcript=lines)
        return judge(behaviour, subject.name, seen, expected)

    return result


def _work(browser: Browser, path: Path) -> float:
    """Seconds of the processor's time that the page takes to be there, whatever else runs."""
    with browser.new_page() as page:
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(path.as_uri())
        page.evaluate("() => new Promise(requestAnimationFrame)")
        metrics = session.send("Performance.getMetrics")["metrics"]
        assert page.get_by_role("button", name=re.compile(r"^receive \d")).is_visible()
    return next(float(found["value"]) for found in metrics if found["name"] == "ThreadTime")
