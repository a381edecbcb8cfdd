"""The packages as type checkers find them, and pyright as a language server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from schemesockets import core, dialects


def link_packages(folder: Path) -> None:
    """Put the installed packages into `folder`, where a checker finds them.

    It could not follow the import hook of an editable install.
    """
    namespace = folder / "schemesockets"
    namespace.mkdir()
    for name, package in (("core", core), ("dialects", dialects)):
        (namespace / name).symlink_to(package.__path__[0], target_is_directory=True)


class LanguageServer:
    """pyright's language server, spoken to as by an editor that has `folder` open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # It asks the first Python of the path where packages such as attrs lie.
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pyright.langserver", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PATH": path},
        )
        self._requests = 0
        hover = {"contentFormat": ["markdown"]}
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "capabilities": {"textDocument": {"hover": hover}},
            },
        )
        self.notify("initialized", {})

    def open(self, name: str, text: str) -> str:
        """Begin a document in the folder, not saved yet; what it is called from now on."""
        uri = (self._folder / name).as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def hover(self, uri: str, line: int) -> str:
        """What is shown over the first word of a line (counted from 0), as Markdown."""
        position = {"line": line, "character": 0}
        found = self.request(
            "textDocument/hover", {"textDocument": {"uri": uri}, "position": position}
        )
        return str(found["contents"]["value"]) if found else ""

    def request(self, method: str, params: object) -> Any:
        """The answer to a request."""
        self._requests += 1
        number = self._requests
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message and "id" in message:  # it asks, too
                self._send({"id": message["id"], "result": None})
            elif message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    def notify(self, method: str, params: object) -> None:
        """Tell it something."""
        self._send({"method": method, "params": params})

    def close(self) -> None:
        """Let it end."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self._process.communicate()

    def _send(self, message: dict[str, object]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        size = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        assert size, "the language server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(size))
        return message
