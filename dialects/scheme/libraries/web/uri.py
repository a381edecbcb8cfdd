"""URIs as Guile has them: (web uri)."""

from __future__ import annotations

import ipaddress
import re
from typing import Any, Final

from ...arguments import UNSET, take_keywords
from ...conditions import error
from ...data import Keyword, RecordType, String, Symbol, from_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...equality import EQUALITIES, is_equal
from ...kinds import Index, Items, Sym, Text
from ..charsets import CharSet
from ..guile.throw import throw
from ..internal import accessor

__all__ = [
    "TABLE",
    "Uri",
    "compared",
    "is_default_port",
    "make_uri",
    "parse_reference",
    "uri_text",
]

TABLE: Final = Table()

_FIELDS: Final = ("scheme", "userinfo", "host", "port", "path", "query", "fragment")


def compared(kind: RecordType) -> RecordType:
    """Let records of a type be `equal?` by their fields, as Guile's are; return it."""

    def equal(one: Any, other: Any) -> bool:
        return all(is_equal(getattr(one, slot), getattr(other, slot)) for slot in kind.slots)

    EQUALITIES[kind.cls] = equal
    return kind


URI: Final = compared(RecordType("<uri>", _FIELDS))


class Uri:
    """The parts of a URI, read from the record; `str`, a symbol's name, an `int`, or None."""

    def __init__(self, record: Any) -> None:
        self.scheme: str | None = None if record.f0 is False else record.f0.name
        self.userinfo, self.host = _text(record.f1), _text(record.f2)
        self.port: int | None = None if record.f3 is False else record.f3
        self.path: str = record.f4.text
        self.query, self.fragment = _text(record.f5), _text(record.f6)


def _text(value: Any) -> str | None:
    return value.text if isinstance(value, String) else None


def _string(text: str | None) -> Any:
    return False if text is None else String(text)


def make_uri(
    scheme: str | None,
    userinfo: str | None,
    host: str | None,
    port: int | None,
    path: str,
    query: str | None,
    fragment: str | None,
) -> Any:
    """Return the record of a URI."""
    return URI.make(
        False if scheme is None else Symbol(scheme),
        _string(userinfo),
        _string(host),
        False if port is None else port,
        String(path),
        _string(query),
        _string(fragment),
    )


def is_reference(value: Any) -> bool:
    """Return whether a value is a URI or a relative reference."""
    return value.__class__ is URI.cls


@TABLE.procedure("uri-reference?")
def is_uri_reference(value: Any) -> bool:
    """Return whether a value is a URI or a relative reference. Guile manual, URIs."""
    return is_reference(value)


@TABLE.procedure("uri?")
def is_uri(value: Any) -> bool:
    """Return whether a value is a URI, which has a scheme. Guile manual, URIs."""
    return is_reference(value) and value.f0 is not False


@TABLE.procedure("relative-ref?")
def is_relative_ref(value: Any) -> bool:
    """Return whether a value is a reference without a scheme. Guile manual, URIs."""
    return is_reference(value) and value.f0 is False


for _place, _name in enumerate(_FIELDS):
    TABLE.procedures(**{f"uri-{_name}": accessor(URI, f"uri-{_name}", f"f{_place}")})


# Constructors


def _check(parts: dict[str, Any]) -> None:
    scheme, host, port, path = (parts[name] for name in ("scheme", "host", "port", "path"))
    if scheme is not False and not isinstance(scheme, Symbol):
        throw("uri-error", "Expected a symbol for the URI scheme: ~s", scheme)
    if (parts["userinfo"] is not False or port is not False) and host is False:
        throw("uri-error", "Expected a host, given userinfo or port")
    if port is not False and (port.__class__ is not int or port <= 0):
        throw("uri-error", "Expected port to be an integer: ~s", port)
    if host is not False and not (isinstance(host, String) and _is_host(host.text)):
        throw("uri-error", "Expected valid host: ~s", host)
    for name in ("userinfo", "path", "query", "fragment"):
        if not isinstance(parts[name], String) and (parts[name] is not False or name == "path"):
            throw("uri-error", f"Expected string for {name}: ~s", parts[name])
    text = path.text
    if host is not False:
        if text and not text.startswith("/"):
            throw("uri-error", 'Expected absolute path starting with "/": ~a', path)
    elif text.startswith("//"):
        throw("uri-error", 'Expected path not starting with "//" (no host): ~a', path)
    elif scheme is False and _has_colon_first(text):
        message = 'Expected relative path\'s first segment without ":": ~a'
        throw("uri-error", message, path)


def _has_colon_first(path: str) -> bool:
    return ":" in path.partition("/")[0]


def _built(names: tuple[str, ...], scheme: Any, rest: tuple[Any, ...]) -> Any:
    keywords = tuple(Keyword(name) for name in (*names, "validate?"))
    values = take_keywords(rest, keywords, False)
    parts: dict[str, Any] = dict.fromkeys(_FIELDS, False) | {"scheme": scheme}
    parts["path"] = String("")
    parts.update(
        (name, value) for name, value in zip(names, values, strict=False) if value is not UNSET
    )
    if values[-1] is not False:
        _check(parts)
    return URI.make(*(parts[name] for name in _FIELDS))


@TABLE.procedure("build-uri")
def build_uri(scheme: Any, *rest: Any) -> Any:
    """Return a URI of its parts, which are checked unless `#:validate?` is #f.

    Guile manual, URIs.
    """
    if scheme is False:
        throw("uri-error", "Missing URI scheme")
    return _built(_FIELDS[1:], scheme, rest)


@TABLE.procedure("build-uri-reference")
def build_uri_reference(*rest: Any) -> Any:
    """Return a URI or a relative reference of its parts. Guile manual, URIs."""
    return _built(_FIELDS, False, rest)


@TABLE.procedure("build-relative-ref")
def build_relative_ref(*rest: Any) -> Any:
    """Return a relative reference of its parts. Guile manual, URIs."""
    return _built(_FIELDS[1:], False, rest)


# Parsing

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?:{_LABEL}\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_AUTHORITY: Final = re.compile(
    r"(?:([A-Za-z0-9_.!~*'();:&=+$,-]+)@)?(?:([A-Za-z0-9.-]+)|\[([0-9A-Fa-f:.]+)\])(?::([0-9]*))?"
)
_REFERENCE: Final = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)


def _is_host(host: str) -> bool:
    if re.fullmatch(r"[0-9.]+", host):
        return _is_address(ipaddress.IPv4Address, host)
    if re.fullmatch(r"[0-9A-Fa-f]*:[0-9A-Fa-f:.]+", host):
        return _is_address(ipaddress.IPv6Address, host)
    return bool(_DOMAIN.fullmatch(host))


def _is_address(kind: Any, text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


def parse_reference(text: str) -> Any:
    """Return the record of a URI or a relative reference; False for other text."""
    found = _REFERENCE.fullmatch(text)
    assert found is not None
    scheme, authority, path, query, fragment = found.groups()
    if scheme is None and _has_colon_first(path):
        return False
    userinfo = host = port = None
    if authority:
        parts = _AUTHORITY.fullmatch(authority)
        if parts is None or not _is_host(parts[2] or parts[3]):
            return False
        userinfo, host = parts[1], parts[2] or parts[3]
        port = int(parts[4]) if parts[4] else None
    return make_uri(
        None if scheme is None else scheme.lower(), userinfo, host, port, path, query, fragment
    )


@TABLE.procedure("string->uri-reference")
def string_to_uri_reference(string: Text) -> Any:
    """Return the URI or the relative reference that a string is, or #f. Guile manual, URIs."""
    return parse_reference(string)


@TABLE.procedure("string->uri")
def string_to_uri(string: Text) -> Any:
    """Return the URI that a string is, or #f. Guile manual, URIs."""
    found = parse_reference(string)
    return found if is_uri(found) else False


@TABLE.procedure("string->relative-ref")
def string_to_relative_ref(string: Text) -> Any:
    """Return the relative reference that a string is, or #f. Guile manual, URIs."""
    found = parse_reference(string)
    return found if is_relative_ref(found) else False


# Writing

_PORTS: Final = {"http": 80, "https": 443}


def _ports() -> dict[str, int]:
    ports: dict[str, int] = STATE.image.held.setdefault("default ports of URIs", dict(_PORTS))
    return ports


@TABLE.procedure("declare-default-port!")
def declare_default_port(scheme: Sym, port: Index) -> None:
    """Say which port is left out of the URIs of a scheme. Guile manual, URIs."""
    _ports()[scheme.name] = port


def is_default_port(scheme: str | None, port: int | None) -> bool:
    """Return whether a port is left out of the text of a URI."""
    return port is None or (scheme is not None and _ports().get(scheme) == port)


def uri_text(record: Any, fragment: bool = True) -> str:
    """Return a URI as text."""
    uri = Uri(record)
    made = f"{uri.scheme}:" if uri.scheme is not None else ""
    if uri.host is not None:
        made += "//" + (f"{uri.userinfo}@" if uri.userinfo is not None else "")
        made += f"[{uri.host}]" if ":" in uri.host else uri.host
        made += "" if is_default_port(uri.scheme, uri.port) else f":{uri.port}"
    made += uri.path + (f"?{uri.query}" if uri.query is not None else "")
    return made + (f"#{uri.fragment}" if fragment and uri.fragment is not None else "")


@TABLE.procedure("uri->string")
def uri_to_string(uri: Any, *rest: Any) -> Text:
    """Return a URI as a string, the fragment too unless `#:include-fragment?` is #f.

    Guile manual, URIs.
    """
    if not is_reference(uri):
        refuse("uri->string", 1, "a URI", uri)
    (fragment,) = take_keywords(rest, (Keyword("include-fragment?"),), False)
    return uri_text(uri, fragment is not False)


# Percent encoding

_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]")
_DECODED: Final = re.compile(rb"%([0-9A-Fa-f]{2})")


def _encoding(procedure: str, value: Any) -> str:
    if not isinstance(value, String):
        refuse(procedure, 2, "the name of an encoding", value)
    try:
        "".encode(value.text)
    except (LookupError, ValueError):
        raise error("no such encoding:", value, procedure=procedure) from None
    return str(value.text)


def decoded(text: str, encoding: str | None, plus: bool) -> Any:
    """Return percent-encoded text as a string, or as a bytevector if there is no encoding."""
    strange = next((char for char in text if ord(char) > 127), None)
    if strange is not None:
        message = "Invalid character in encoded URI ~a: ~s"
        throw("uri-error", message, String(text), strange)
    data = (text.replace("+", " ") if plus else text).encode("ascii")
    data = _DECODED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if encoding is None:
        return bytearray(data)
    try:
        return String(data.decode(encoding))
    except UnicodeDecodeError:
        raise error("bytes that are no text in", String(encoding), bytearray(data)) from None


@TABLE.procedure("uri-decode")
def uri_decode(string: Text, *rest: Any) -> Any:
    """Return percent-encoded text decoded. Guile manual, URIs."""
    keywords = (Keyword("encoding"), Keyword("decode-plus-to-space?"))
    encoding, plus = take_keywords(rest, keywords, False)
    name: str | None = "utf-8"
    if encoding is not UNSET:
        name = None if encoding is False else _encoding("uri-decode", encoding)
    return decoded(string, name, plus is not False)


def encoded(text: str, encoding: str, kept: Any) -> str:
    """Return text percent-encoded, but for the characters that `kept` says are to be kept."""
    return "".join(
        char if kept(char) else "".join(f"%{byte:02X}" for byte in char.encode(encoding))
        for char in text
    )


@TABLE.procedure("uri-encode")
def uri_encode(string: Text, *rest: Any) -> Text:
    """Return text percent-encoded. Guile manual, URIs."""
    keywords = (Keyword("encoding"), Keyword("unescaped-chars"))
    encoding, kept = take_keywords(rest, keywords, False)
    name = "utf-8" if encoding is UNSET else _encoding("uri-encode", encoding)
    if kept is UNSET:
        return encoded(string, name, _UNRESERVED.fullmatch)
    if not isinstance(kept, CharSet):
        refuse("uri-encode", 3, "a character set", kept)
    return encoded(string, name, kept.__contains__)


@TABLE.procedure("split-and-decode-uri-path")
def split_and_decode_uri_path(path: Text) -> Items:
    """Return the parts of a path, decoded, without empty ones. Guile manual, URIs."""
    return [decoded(each, "utf-8", False) for each in path.split("/") if each]


@TABLE.procedure("encode-and-join-uri-path")
def encode_and_join_uri_path(parts: Any) -> Text:
    """Return parts of a path, encoded, with slashes between them. Guile manual, URIs."""
    texts = from_list(parts)
    for each in texts:
        if not isinstance(each, String):
            refuse("encode-and-join-uri-path", 1, "a list of strings", parts)
    return "/".join(encoded(each.text, "utf-8", _UNRESERVED.fullmatch) for each in texts)
