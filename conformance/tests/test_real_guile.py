"""The real Guile, asked live: it differs from its manual just where the data says, and why."""

from __future__ import annotations

import shutil

import pytest

from schemesockets.conformance.required import divergences
from schemesockets.conformance.running import suite
from schemesockets.conformance.running.subjects import real_subject

pytestmark = pytest.mark.skipif(
    shutil.which("guile") is None, reason="there is no guile on this machine"
)


def test_it_differs_where_the_data_says() -> None:
    subject = real_subject("guile")
    if not subject.version.startswith("3.0."):
        pytest.skip(f"the reasons are for Guile 3.0, and this is {subject.version}")
    results = suite.examine([subject], suite.select())
    assert len(results) == len(suite.select())
    differing = {
        result.behaviour: result.reason
        for result in results
        if result.outcome not in ("pass", "cannot-say")
    }
    assert differing.keys() == divergences.load("guile").keys(), differing
