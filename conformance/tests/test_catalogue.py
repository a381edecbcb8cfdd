"""The catalogue as a reader of Markdown finds it: complete, cited, and right about who differs."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemesockets import dialects
from schemesockets.conformance.catalogue import behaviour_pages
from schemesockets.conformance.catalogue.comparison import expected_in_words
from schemesockets.conformance.catalogue.words import in_words
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.headings import HEADINGS, under_headings
from schemesockets.conformance.reports.markup import heading_anchors, markdown_prose
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.expectations import Expectation
from schemesockets.conformance.required.notation import read, write

EXPECTATIONS = {
    (behaviour, dialect): expectation
    for dialect in dialects.available()
    for behaviour, expectation in expectations.load(dialect).items()
}
AREAS = sorted({behaviour.area for behaviour in ALL.values()})
SILENT = "\N{EN DASH}"
BASES = {
    "document": "",
    "implementation": " (implementation)",
    "platform": " (POSIX)",
    "design": " (our decision)",
}


@frozen
class Cell:
    """What a cell shows, and the titles of its links."""

    text: str
    titles: tuple[str, ...]


@frozen
class Row:
    """A row of a table: the heading above, what is asked, and the other cells by their heads."""

    part: str
    behaviour: str
    asked: Cell
    cells: dict[str, Cell]


@functools.cache
def tokens(area: str) -> list[Token]:
    text = behaviour_pages.catalogue_pages()[f"catalogue/{area}.md"]
    return MarkdownIt("commonmark").enable("table").parse(text)


def cell(inline: Token) -> Cell:
    shown, titles = "", []
    for token in inline.children or []:
        if token.type == "link_open":
            titles.append(str(token.attrs.get("title", "")))
        shown += "\n" if token.content == "<br>" else ""
        shown += token.content if token.type in ("text", "text_special", "code_inline") else ""
    return Cell(shown, tuple(titles))


@functools.cache
def rows(area: str) -> tuple[Row, ...]:
    """The rows that tell of behaviours; those that tell how it is asked are not among them."""
    return tuple(row for row in _rows(area) if row.part != "How it is asked")


def _rows(area: str) -> Iterator[Row]:
    part = ""
    head: list[str] = []
    found: list[Cell] = []
    for before, token in pairwise(tokens(area)):
        if before.type == "heading_open":
            part = token.content
        elif before.type == "tr_open":
            found = []
        elif before.type in ("th_open", "td_open"):
            found.append(cell(token))
        elif token.type == "tr_close" and before.type == "th_close":
            head = [each.text for each in found]
        elif token.type == "tr_close":
            behaviour = found[0].text.partition("\n")[0]
            yield Row(part, behaviour, found[0], dict(zip(head[1:], found[1:], strict=True)))


def cited(row: Row) -> Iterator[tuple[str, Cell]]:
    """The dialects that a row tells of, each with the cell that cites its document."""
    if row.part.startswith("Only "):
        yield row.part.removeprefix("Only "), row.cells["place"]
        return
    for dialect in dialects.available():
        if dialect in row.cells and row.cells[dialect].text != SILENT:
            yield dialect, row.cells[dialect]


def question(**expectations: str) -> behaviour_pages.Question:
    return behaviour_pages.Question(
        ALL["close.accept"], {name: accepting(text) for name, text in expectations.items()}
    )


def accepting(text: str) -> Expectation:
    return Expectation("SRFI 106", "1", "design", {}, {"accepted": read(text)})


def test_every_expectation_of_every_dialect_stands_once_on_the_page_of_its_area() -> None:
    shown = Counter(
        (row.behaviour, dialect)
        for area in AREAS
        for row in rows(area)
        for dialect, _ in cited(row)
    )
    assert shown == Counter(EXPECTATIONS.keys())
    assert all(ALL[row.behaviour].area == area for area in AREAS for row in rows(area))


@pytest.mark.parametrize("area", AREAS)
def test_every_expectation_is_cited_and_its_basis_is_told(area: str) -> None:
    for row in rows(area):
        for dialect, found in cited(row):
            expectation = EXPECTATIONS[row.behaviour, dialect]
            assert found.titles == (f"{expectation.document}, {expectation.section}",), (
                row.behaviour
            )
            place = found.text.rpartition("\n")[2]
            assert place.endswith(BASES[expectation.basis]), row.behaviour
            bare = place.removesuffix(BASES[expectation.basis])
            assert expectation.section.endswith(bare.rpartition(", ")[2]), row.behaviour
            assert not any(bare.endswith(basis) for basis in BASES.values() if basis)


@pytest.mark.parametrize("area", AREAS)
def test_every_expectation_is_said_in_words_under_each_label(area: str) -> None:
    for row in rows(area):
        behaviour = ALL[row.behaviour]
        assert behaviour.question in row.asked.text
        for dialect, found in cited(row):
            expectation = EXPECTATIONS[row.behaviour, dialect]
            for label in behaviour.labels:
                if row.part == "Where they agree":
                    said, where = in_words(expectation.stated(label)), row.cells["all"].text
                else:
                    said = expected_in_words(behaviour, label, dialect, expectation)
                    beside = (
                        row.cells["expectation"] if row.part.startswith("Only ") else row.asked
                    )
                    where = f"{found.text}\n{beside.text}"
                assert said in where, (row.behaviour, dialect, label)
                assert len(behaviour.labels) == 1 or label in where


def differ(behaviour: str) -> bool:
    """Whether different things are expected of two dialects, told from what the files have."""
    patterns = {
        tuple(tuple(sorted(write(expectation.stated(label)).replace(")", " ").split()))
              for label in ALL[behaviour].labels)
        for (name, _), expectation in EXPECTATIONS.items()
        if name == behaviour
    }  # fmt: skip
    return len(patterns) > 1


def test_those_that_differ_stand_where_they_differ_and_no_other() -> None:
    shown = {
        row.behaviour for area in AREAS for row in rows(area) if row.part == "Where they differ"
    }
    assert shown == set(filter(differ, ALL))
    assert {"close.twice", "send.result", "port-in.waits"} <= shown
    assert "receive.end" not in shown


def test_cells_with_the_same_number_expect_the_same() -> None:
    (row,) = (row for row in rows("close") if row.behaviour == "close.twice")
    assert [row.cells[name].text[0] for name in dialects.available()] == list("①①②③①")
    assert row.cells["guile"].text == "② first: true\nsecond: false\nclose-port"
    assert row.cells["guile"].titles == ("Guile manual, Ports: close-port",)


def test_what_is_asked_at_the_end_of_a_stream_is_answered_in_a_row() -> None:
    (row,) = (row for row in rows("receive") if row.behaviour == "receive.end")
    assert "What does receive give once the peer has closed?" in row.asked.text
    assert row.cells["all"].text.endswith("end: an empty bytevector")
    assert row.cells["srfi-106"].text == "socket-recv"
    assert row.cells["guile"].text == "recv! (POSIX)"


@pytest.mark.parametrize("area", AREAS)
def test_every_link_of_a_page_has_an_address(area: str) -> None:
    for token in tokens(area):
        shown = [child.content for child in token.children or [] if child.type == "text"]
        assert "][" not in "".join(shown)


def test_the_order_of_choices_makes_no_difference() -> None:
    same = question(guile="(raised (or EBADF EINVAL))", foment="(raised (or EINVAL EBADF))")
    assert not same.differs
    other = question(
        guile="(returned (list 1 2))", foment="(returned (list 2 1))", chicken="(raised EBADF)"
    )
    assert other.groups == {"guile": 1, "foment": 2, "chicken": 3}


def test_what_is_raised_for_the_same_reason_is_the_same_whatever_it_is_called() -> None:
    both = question(guile="(raised EBADF)", sagittarius="(raised EBADF)")
    assert both.expected("guile", "accepted") != both.expected("sagittarius", "accepted")
    assert not both.differs
    assert both.common == ()


def test_areas_say_what_they_are_about() -> None:
    assert [area.name for area in behaviour_pages.areas()] == AREAS
    assert [area.name for area in behaviour_pages.areas() if not area.about] == []


def test_every_area_is_under_one_heading_of_about_a_dozen() -> None:
    below = [area for areas in HEADINGS.values() for area in areas]
    assert sorted(below) == sorted({behaviour.area for behaviour in ALL.values()})
    assert 10 <= len(HEADINGS) <= 14
    assert under_headings(["theirs", "send", "bind"]) == {
        "Listening and accepting": ("bind",),
        "Sending and receiving on streams": ("send",),
        "Other questions": ("theirs",),
    }


def test_the_contents_count_what_the_pages_hold() -> None:
    for area in behaviour_pages.areas():
        parts = Counter(row.part for row in rows(area.name))
        differing, agreeing = parts.pop("Where they differ", 0), parts.pop("Where they agree", 0)
        alone = parts.total()
        assert area.counts == (differing + agreeing + alone, differing, agreeing, alone)
        shown = [str(number) if number else SILENT for number in area.counts]
        if differing:
            shown[1] = f"[{differing}]({area.name}.md#where-they-differ)"
        line = f"| [{area.name}]({area.name}.md) | {area.about} | {' | '.join(shown)} |"
        assert line in behaviour_pages.catalogue_pages()["catalogue/index.md"]


def test_dialects_are_compared_by_what_both_can_be_asked() -> None:
    both = [name for name in ALL if {(name, "guile"), (name, "srfi-106")} <= EXPECTATIONS.keys()]
    page = behaviour_pages.catalogue_pages()["catalogue/index.md"]
    (line,) = (line for line in page.splitlines() if line.startswith("| **srfi-106** |"))
    same, of, count = line.split(" | ")[2].split()
    assert (of, int(count)) == ("of", len(both))
    assert 0 < int(same) < len(both)


def test_headings_that_come_again_have_anchors_of_their_own() -> None:
    headings = ["socket", "&socket", "Ports: close-port", "Line/Delimited", "socket?", "6.13.1"]
    assert heading_anchors(headings) == [
        "socket", "socket-1", "ports-close-port", "linedelimited", "socket-2", "6131",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written"),
    [("a_b *c* [d] <e> `f` g|h ~i \\", "a\\_b \\*c\\* \\[d\\] \\<e> \\`f\\` g\\|h \\~i \\\\"),
     ("&socket (exn) &amp; #f!", "&socket (exn) \\&amp; #f!")],
)  # fmt: skip
def test_what_would_mean_something_to_markdown_is_shown_as_it_is(text: str, written: str) -> None:
    assert markdown_prose(text) == written
    (token,) = (each for each in MarkdownIt("commonmark").parse(written) if each.children)
    assert cell(token).text == text
