"""Every requirement of the documents is put to the test, and every expectation stands on one."""

from __future__ import annotations

import pytest

from schemesockets import dialects
from schemesockets.conformance import data
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.requirements import Document, documents

DOCUMENTS = list(documents().values())


def key(document: Document) -> str:
    return document.key


def test_every_dialect_has_a_document() -> None:
    governed = {dialect for document in DOCUMENTS for dialect in document.dialects}
    assert governed == set(data.names("expectations")) - {"usual"}
    assert set(dialects.available()) <= governed


@pytest.mark.parametrize("document", DOCUMENTS, ids=key)
def test_every_section_requires_something(document: Document) -> None:
    assert [
        section for section, requirements in document.sections.items() if not requirements
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=key)
def test_every_requirement_is_observed_by_a_behaviour_that_one_of_the_dialects_can_be_asked(
    document: Document,
) -> None:
    known = {name for dialect in document.dialects for name in expectations.load(dialect)}
    unmapped = [
        requirement.words
        for requirement in document.requirements
        if not requirement.behaviours and not requirement.unobservable
    ]
    assert unmapped == []
    unknown = {
        name for requirement in document.requirements for name in requirement.behaviours
    } - known
    assert unknown == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=key)
def test_every_requirement_has_a_test_that_fails_where_it_is_not_met(document: Document) -> None:
    """At least one expectation that the document decides; other ones may follow the systems."""
    decided = {
        name
        for dialect in document.dialects
        for name, expectation in expectations.load(dialect).items()
        if expectation.basis == "document"
    }
    untested = [
        (requirement.section, requirement.words)
        for requirement in document.requirements
        if not requirement.unobservable and decided.isdisjoint(requirement.behaviours)
    ]
    assert untested == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=key)
def test_what_is_expected_by_a_document_is_required_in_the_section_that_is_cited(
    document: Document,
) -> None:
    required = {
        (requirement.section, name)
        for requirement in document.requirements
        for name in requirement.behaviours
    }
    cited = {
        (expectation.section, name)
        for dialect in document.dialects
        for name, expectation in expectations.load(dialect).items()
        if expectation.document == document.name and expectation.basis == "document"
    }
    assert cited - required == set()


@pytest.mark.parametrize("dialect", sorted({*data.names("expectations")} - {"usual"}))
def test_expectations_cite_documents_that_there_are(dialect: str) -> None:
    for name, expectation in expectations.load(dialect).items():
        document = documents()[expectation.document]
        assert dialect in document.dialects, name
        if dialect in dialects.available() or expectation.basis == "document":
            assert expectation.section in document.sections, name
