"""The browser of the tests, if there is one, and what a page offers to assistive technology."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page

__all__ = ["CHROMIUM", "controls_of", "in_a_browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def controls_of(page: Page) -> list[tuple[str, str]]:
    """Return the role and the name of everything on a page that can have the focus."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in nodes
        if not node["ignored"]
        and any(
            found["name"] == "focusable" and found["value"]["value"]
            for found in node.get("properties", ())
        )
        and node["role"]["value"] != "RootWebArea"
    ]
