"""What Python's `os` and `time` give; see `plain`, whose table it completes."""

from __future__ import annotations

import ast

from ..fragments import call, name
from ..libraries.manifests import table
from ..nodes import Call, PrimitiveRef
from .plain import PLAIN, Plain, Writer, plain, text_of

__all__ = ["PLAIN"]


def _is_of(node: Call, *modules: str) -> bool:
    function = node.function
    assert isinstance(function, PrimitiveRef)
    entry = function.primitive.entry
    return any(table(f"libraries.{each}").entries.get(entry.name) is entry for each in modules)


def _of_module(writer: Writer, module: str, *path: str) -> ast.expr:
    made: ast.expr = name(writer.runtime(module))
    for each in path:
        made = ast.Attribute(made, each, ast.Load())
    return made


def _number(function: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if node.arguments or not _is_of(node, "guile.processes"):
            return None
        return ast.Call(_of_module(writer, "os", function), [], [])

    return made


for _function in ("getpid", "getppid", "getuid", "getgid", "geteuid", "getegid", "getpgrp"):
    PLAIN[_function] = _number(_function)


@plain("current-time")
def _seconds(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if node.arguments or not _is_of(node, "guile.time"):
        return None
    return call("int", ast.Call(_of_module(writer, "time", "time"), [], []))


@plain("file-exists?")
def _is_there(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not writer.sheet.kinds.only(node.arguments[0], "string"):
        return None
    if not _is_of(node, "guile.file_system", "io") or writer.sheet.byte_strings:
        return None
    path = text_of(writer, node.arguments[0], out)
    return ast.Call(_of_module(writer, "os", "path", "exists"), [path], [])
