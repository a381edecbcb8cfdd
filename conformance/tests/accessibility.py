"""What a page offers to assistive technology, as Chromium tells it."""

from __future__ import annotations

from playwright.sync_api import Page

__all__ = ["controls_of"]


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
