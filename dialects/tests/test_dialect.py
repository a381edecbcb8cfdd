"""Looking up names and dialects, and what an unknown one says; spelling Scheme in Python."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schemesockets.dialects import (
    UnknownDialectError,
    UnknownNameError,
    available,
    foment,
    load,
    srfi106,
)
from schemesockets.dialects.conditions import R7RS
from schemesockets.dialects.declaration import Name, NameKind, declared
from schemesockets.dialects.dialect import class_, python_name, record
from schemesockets.dialects.results import Unspecified


def test_built_in_dialects() -> None:
    assert load("srfi-106") is srfi106.DIALECT
    assert load("foment") is foment.DIALECT
    assert available()[:2] == ("srfi-106", "foment")
    assert len(set(available())) == len(available())


def test_an_unknown_dialect_suggests_the_nearest() -> None:
    with pytest.raises(UnknownDialectError, match=r"no dialect 'fomnet'; there are srfi-106, fom"):
        load("fomnet")
    with pytest.raises(LookupError) as caught:
        load("srfi106")
    assert isinstance(caught.value, UnknownDialectError)
    assert caught.value.name == "srfi106"
    assert caught.value.suggestions == ("srfi-106",)


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="foment has no name 'socket-send'") as caught:
        foment.DIALECT.lookup("socket-send")
    assert "send-socket" in caught.value.suggestions
    assert "send-socket" in str(caught.value)
    with pytest.raises(UnknownNameError) as caught:
        srfi106.DIALECT.lookup("socket_recv")
    assert caught.value.suggestions[0] == "socket-recv"
    with pytest.raises(UnknownNameError) as caught:
        srfi106.DIALECT.lookup("§")
    assert caught.value.suggestions == ()
    assert str(caught.value) == "srfi-106 has no name '§'"


@pytest.mark.parametrize(
    "error", [UnknownNameError("d", "n", ("m",)), UnknownDialectError("d", ())]
)
def test_unknown_travels(error: Exception) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(other), str(other)) == (type(error), str(error))
        assert vars(other) == vars(error)


def register(folder: Path, entry: str) -> None:
    (folder / "klingon.py").write_text(
        "from schemesockets.dialects import Dialect\n"
        "from schemesockets.dialects.conditions import R7RS\n"
        'DIALECT = Dialect(name="klingon", title="K", document="K", module=__name__)\n'
        "@R7RS.procedure\n"
        "def qagh(x: object) -> object:\n"
        "    '`(qagh! x)`: return `x`. Klingon, 1.'\n"
        "    return x\n"
    )
    info = folder / "klingon-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: klingon\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[schemesockets.dialects]\n{entry}\n")


def test_a_dialect_that_another_package_registers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(tmp_path, "klingon = klingon")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "klingon", raising=False)
    try:
        assert "klingon" in available()
        dialect = load("klingon")
        assert dialect.name == "klingon"
        found = dialect.lookup("qagh!")
        assert (found.python, found.kind) == ("qagh", "procedure")
    finally:
        sys.modules.pop("klingon", None)


def test_a_built_in_dialect_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(tmp_path, "foment = klingon")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load("foment") is foment.DIALECT


def test_a_hot_procedure_is_not_wrapped() -> None:
    def send(socket: object) -> Unspecified:
        """`(send! socket)`: do nothing. Nowhere, 4.2."""

    assert R7RS.hot_procedure(send) is send
    name = declared(send)
    assert name == Name("send!", "send", "procedure", "(send! socket)", "4.2")
    assert name.value is send


def test_declaring_classes() -> None:
    kinds: tuple[tuple[Callable[[type], type], NameKind], ...] = (
        (class_, "class"),
        (record, "record"),
    )
    for declare, kind in kinds:

        class SocketInfo:
            """`<socket-info>`: what it is. Nowhere, 4.2."""

        assert declare(SocketInfo) is SocketInfo
        name = declared(SocketInfo)
        assert name == Name("<socket-info>", "SocketInfo", kind, "<socket-info>", "4.2")
        assert name.value is SocketInfo


@pytest.mark.parametrize(
    ("scheme", "kind", "python"),
    [
        ("socket-i/o-port->socket", "procedure", "socket_io_port_to_socket"),
        ("socket?", "procedure", "is_socket"),
        ("socket-close*", "procedure", "socket_close_star"),
        ("tls:connect!", "procedure", "tls_connect"),
        ("*af-inet*", "constant", "AF_INET"),
        ("af/inet", "constant", "AF_INET"),
        ("&host-not-found", "condition type", "HostNotFoundError"),
        ("&i/o-read", "condition type", "IOReadError"),
        ("<socket-address>", "class", "SocketAddress"),
    ],
)
def test_spelling(scheme: str, kind: NameKind, python: str) -> None:
    assert python_name(scheme, kind) == python


def test_importing_the_package_imports_no_dialect() -> None:
    program = (
        "import sys, schemesockets.dialects as d; "
        "assert not {'schemesockets.dialects.foment', 'schemesockets.dialects.srfi106'} "
        "& set(sys.modules); d.load('foment'); "
        "assert 'schemesockets.dialects.foment' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
