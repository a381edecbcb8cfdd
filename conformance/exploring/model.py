"""What is known of a script's connection while the script is written.

The model errs on one side: it holds less to be there than there is. A phrase that it allows waits
for nothing, as far as dialects do what they are to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, define

from ..questions.effects import EFFECTS
from ..questions.script import Argument, Constant, Variable

__all__ = ["Model"]

_AT_LEAST_ONE = frozenset(
    {
        "receive",
        "receive-with-flags",
        "receive-count",
        "receive-text",
        "receive-text-range",
        "receive-into",
        "receive-from-range",
        "receive-into-buffer",
        "receive-from-start",
        "receive-without-limit",
        "receive-into-with-origin",
        "receive-from-with-flags",
        "receive-origin",
        "call-with-receiving",
        "read-some-bytes",
        "is-at-end",
        "read-u8",
        "peek-u8",
    }
)
_UNTIL_NEWLINE = frozenset(
    {
        "read-line",
        "read-line-whole",
        "read-line-split",
        "read-line-limited",
    }
)
_ONE_CHARACTER = frozenset(["read-character", "peek-character"])
_OR_NOTHING = {
    "receive-or-nothing": "input",
    "receive-with-flags-or-nothing": "input",
    "accept-or-nothing": "peer",
}
"""What phrases wait for that wait for nothing once the socket does not wait."""
_LOOKING = frozenset(["peek-u8", "peek-character", "is-at-end"])


@define
class Model:
    """The state of a connection, as both sides have left it."""

    connected: bool = True
    open: bool = True
    waiting: bool = True
    """Whether operations on the socket wait; they do not once it is non-blocking."""
    peer_open: bool = True
    peer_shut: bool = False
    answers_with_reset: bool = False
    """Whether the peer has closed, so that the system answers what is sent with a reset."""
    sent: bool = False
    input_over: bool = False
    _new: bytes = b""
    """What has arrived and nobody can have read."""
    _held: dict[Variable, bytes] = Factory(dict)
    """What each port that has read from the socket may still give."""

    def arrive(self, data: bytes) -> None:
        """Note that data have come from the peer."""
        self._new += data

    def allows(
        self,
        name: str,
        thing: Variable,
        arguments: Mapping[str, Argument],
        kind: str,
        may_wait: bool,
    ) -> bool:
        """Return whether a phrase makes sense now; `may_wait` lets it where that is the question.

        On a socket that does not wait, a phrase that would wait is a question of its own.
        """
        waits = _OR_NOTHING.get(name, EFFECTS[name].waits)
        if kind == "listener" and waits in ("peer", "input"):
            return name in _OR_NOTHING and not self.waiting
        if waits == "peer" or not self.open or not self.connected or waits != "input":
            return waits != "peer"
        if self.peer_shut or self.input_over or self._is_there(name, thing, arguments, kind):
            return True
        if arguments.get("flags") == Constant("dont-wait"):
            return True
        return not self.waiting and may_wait

    def happened(
        self, name: str, thing: Variable, arguments: Mapping[str, Argument], kind: str
    ) -> None:
        """Note what a phrase has done."""
        effect = EFFECTS[name]
        if (
            "input" in (effect.waits, _OR_NOTHING.get(name))
            or "receive" in name
            or name == "drain"
        ):
            self._take(name, thing, arguments, kind)
        if effect.waits == "space" or effect.ends:
            self.sent = True
        if name in ("set-nonblocking", "set-blocking"):
            self.waiting = name == "set-blocking"
        if name.startswith(("close", "call-with")) and effect.ends:
            self.open = False
        if effect.ends == "input" or arguments.get("how") in (
            Constant("read"),
            Constant("read-write"),
        ):
            self.input_over = True

    def needs_answer(self, sends: bool) -> bool:
        """Return whether the peer has to wait for the answer to what was sent just now."""
        return sends and self.answers_with_reset

    def _available(self, thing: Variable, kind: str) -> bytes:
        return self._held.get(thing, b"") + self._new

    def _is_there(
        self, name: str, thing: Variable, arguments: Mapping[str, Argument], kind: str
    ) -> bool:
        there = self._available(thing, kind)
        if name in _AT_LEAST_ONE:
            return bool(there)
        if name in _UNTIL_NEWLINE:
            return b"\n" in there
        if name in _ONE_CHARACTER:
            return (there[:1] < b"\x80" and there[:1] not in (b"", b"\r")) or len(there) > 3
        if name == "read-some-lines":
            return there.count(b"\n") >= 5
        if name == "read-string":
            return there.isascii() and len(there) > _number(arguments)
        return len(there) >= _number(arguments) > 0 and name in (
            "read-bytes",
            "read-utf8",
            "read-bytes-into",
            "read-bytes-into-whole",
        )

    def _take(
        self, name: str, thing: Variable, arguments: Mapping[str, Argument], kind: str
    ) -> None:
        if arguments.get("flags") == Constant("peek"):
            return
        there = self._available(thing, kind)
        if name in _LOOKING:
            left = there
        elif name in ("read-u8", "read-bytes", "read-utf8", "read-bytes-into-whole"):
            left = there[_number(arguments) :]
        elif name.startswith("receive"):
            left = there[max(_number(arguments), 10) :]
        elif name in _UNTIL_NEWLINE:
            left = there.partition(b"\n")[2]
        elif name == "read-character":
            left = there[1:]
        else:
            left = b""
        if name.startswith("receive"):  # what is left is the kernel's
            self._new, self._held = left, {}
        else:
            self._new, self._held = b"", {thing: left}


def _number(arguments: Mapping[str, Argument]) -> int:
    found = arguments.get("count", arguments.get("size", 1))
    return found if isinstance(found, int) else 1
