"""The details of each cell, as data for the script of the page in HTML.

The data is compressed: a report of all dialects is some megabytes of repetitive text.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator, Mapping
from typing import Any

from .colouring import coloured
from .grid import STATES, Column, Grid, is_met, where_and_when

__all__ = ["details", "packed"]

BASES = {
    "": "No expectation is on file.",
    "document": "The document says so.",
    "implementation": "The document is silent; the implementation was seen to do so.",
    "platform": "The document is silent; POSIX has it so.",
    "design": "The document is silent; this project has it so.",
}
DIVERGENCES = {
    "fault": "It is against the document.",
    "silent": "The document leaves it open.",
    "broken": "No document needs to forbid it.",
}


def details(grid: Grid) -> dict[str, Any]:
    """Return all data that the page shows on demand; that of cells by behaviour and subject."""
    report = grid.report
    return {
        "states": {state.name: [state.words, state.meaning] for state in STATES.values()},
        "documents": report["documents"],
        "subjects": {
            column.name: {
                "version": column.subject["version"],
                "asked": where_and_when(column.subject),
                "with": f"schemesockets {column.subject['run']['schemesockets']}, "
                f"Python {column.subject['run']['python']}",
            }
            for column in grid.columns
        },
        "texts": _texts(report),
        "cells": {
            behaviour["name"]: {
                column.name: _cell(grid, column, behaviour["name"])
                for column in grid.columns
                if behaviour["name"] in column.results
            }
            for behaviour in report["behaviours"]
        },
    }


def _texts(report: Mapping[str, Any]) -> dict[str, str]:
    languages = {
        key: language
        for result in report["results"]
        for language, keys in result["programs"].items()
        for key in keys
    }
    return {key: coloured(report["texts"][key], languages[key]) for key in languages}


def _cell(grid: Grid, column: Column, name: str) -> dict[str, Any]:
    result = column.results[name]
    ours = grid.ours(column)
    return {
        "reason": result["reason"],
        "citation": result["citation"],
        "basis": BASES[result["basis"]],
        "requirements": result["requirements"],
        "observed": list(_observed(result, ours.results.get(name) if ours else None)),
        "divergence": result["divergence"]
        and [DIVERGENCES[result["divergence"]["kind"]], result["divergence"]["reason"]],
        "leaked": result["leaked"],
        "transcript": result["transcript"],
        "programs": result["programs"],
    }


def _observed(
    result: Mapping[str, Any], ours: Mapping[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """Yield for each label what was expected and observed, also of our dialect if it was asked."""
    for label in dict.fromkeys((*result["expectation"], *result["observation"])):
        line = {
            "label": label,
            "expected": result["expectation"].get(label, ""),
            "observed": result["observation"].get(label, ""),
            "native": result["native"].get(label, ""),
            "met": is_met(result, label),
        }
        if ours is not None:
            line["ours"] = ours["observation"].get(label, "")
        yield line


def packed(data: Mapping[str, Any]) -> str:
    """Encode `data` as JSON, compressed with gzip, in base64."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")
