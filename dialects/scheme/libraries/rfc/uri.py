"""(rfc uri): URIs (Sagittarius manual, same section)."""

from __future__ import annotations

import re
from typing import Any, Final

from .... import r6rs_io
from ...calls import values
from ...conditions import error
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Text
from ...printer import displayed
from ..charsets import CharSet
from ..keyword_arguments import keyword_arguments
from ..srfi.srfi14 import TABLE as CHAR_SETS

__all__ = ["TABLE", "codec_of", "decompose", "encode", "scheme_and_specific"]

TABLE: Final = Table()

_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HIERARCHICAL: Final = re.compile(r"(?://([^/?#]*))?([^?#]+)?(?:\?([^#]*))?(?:#(.*))?$", re.S)
_AUTHORITY: Final = re.compile(r"(?:(.*?)@)?([^:]*)(?::(\d*))?")

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_RFC_3986: Final = CHAR_SETS["string->char-set"].value(String(f"{_LETTERS}-_.~"))
_RFC_2396: Final = CHAR_SETS["string->char-set"].value(String(f"{_LETTERS}-_.!~*'()"))
TABLE.value("*rfc3986-unreserved-char-set*", _RFC_3986)
TABLE.value("*rfc2396-unreserved-char-set*", _RFC_2396)


def _string(text: str | None) -> Any:
    return False if text is None else String(text)


def scheme_and_specific(uri: str) -> tuple[str | None, str]:
    """Return the scheme of a URI, None where it has none, and the rest."""
    found = _SCHEME.match(uri)
    return (found[1].lower(), uri[found.end() :]) if found else (None, uri)


def decompose(specific: str) -> tuple[Any, ...]:
    """Return authority, path, query and fragment, None for what is not there."""
    found = _HIERARCHICAL.match(specific)
    return found.groups() if found else (None,) * 4


def _authority(authority: str | None) -> tuple[Any, ...]:
    found = _AUTHORITY.match(authority) if authority is not None else None
    return found.groups() if found else (None,) * 3


@TABLE.procedure("uri-scheme&specific")
def uri_scheme_and_specific(uri: Text) -> Any:
    """Return the scheme of a URI, or #f, and the rest."""
    return values(*map(_string, scheme_and_specific(uri)))


@TABLE.procedure("uri-decompose-hierarchical")
def uri_decompose_hierarchical(specific: Text) -> Any:
    """Return authority, path, query and fragment of a URI without its scheme, #f for none."""
    return values(*map(_string, decompose(specific)))


@TABLE.procedure("uri-decompose-authority")
def uri_decompose_authority(authority: Any) -> Any:
    """Return user information, host and port of an authority as strings, #f for none."""
    text = authority.text if authority.__class__ is String else None
    return values(*map(_string, _authority(text)))


@TABLE.procedure("uri-parse")
def uri_parse(uri: Text) -> Any:
    """Return scheme, user information, host, port, path, query and fragment of a URI."""
    scheme, specific = scheme_and_specific(uri)
    authority, path, query, fragment = decompose(specific)
    user, host, port = _authority(authority)
    return values(
        *(_string(scheme), _string(user), _string(host or None)),
        int(port) if port else False,
        *(_string(path or None), _string(query), _string(fragment)),
    )


_PARTS: Final = (
    *("scheme", "userinfo", "host", "port", "authority"),
    *("path", "path*", "query", "fragment", "specific"),
)


@TABLE.procedure("uri-compose")
def uri_compose(*options: Any) -> Text:
    """Return a URI of `:scheme`, `:authority` and so on, the larger parts before the smaller."""
    given = keyword_arguments(options, dict.fromkeys(_PARTS, False))
    parts = {
        name: displayed(each)
        for name, each in zip(_PARTS, given, strict=True)
        if each is not False
    }
    return compose(parts)


def compose(parts: dict[str, str]) -> str:
    """Return the URI of the parts that are given."""
    made = [f"{parts['scheme']}:"] if "scheme" in parts else []
    if "specific" in parts:
        return "".join([*made, parts["specific"]])
    made.append("//")
    if "authority" in parts:
        made.append(parts["authority"])
    else:
        made += [f"{parts['userinfo']}@"] if "userinfo" in parts else []
        made += [parts["host"]] if "host" in parts else []
        made += [f":{parts['port']}"] if "port" in parts else []
    path = parts.get("path*", parts.get("path", ""))
    made.append(path if path.startswith("/") else f"/{path}")
    if "path*" not in parts:
        made += [f"?{parts['query']}"] if "query" in parts else []
        made += [f"#{parts['fragment']}"] if "fragment" in parts else []
    return "".join(made)


# Merging: RFC 3986, section 5


def _without_dots(path: str) -> str:
    made: list[str] = []
    rest = path
    while rest:
        if rest.startswith("../"):
            rest = rest[3:]
        elif rest.startswith(("./", "/./")):
            rest = rest[2:]
        elif rest == "/.":
            rest = "/"
        elif rest.startswith("/../") or rest == "/..":
            rest = rest[3:] or "/"
            del made[-1:]
        elif rest in (".", ".."):
            rest = ""
        else:
            end = rest.find("/", 1)
            end = len(rest) if end < 0 else end
            made.append(rest[:end])
            rest = rest[end:]
    return "".join(made)


def merge(base: str, relative: str) -> str:
    """Return the URI that a relative one is to a base."""
    scheme, specific = scheme_and_specific(base)
    authority, path, query, _ = decompose(specific)
    new_scheme, new_specific = scheme_and_specific(relative)
    new_authority, new_path, new_query, fragment = decompose(new_specific)
    if new_scheme is not None or new_authority is not None:
        whole = _without_dots(new_path or "")
    elif not new_path:
        whole = path or ""
    elif new_path.startswith("/"):
        whole = _without_dots(new_path)
    elif authority is not None and not path:
        whole = _without_dots(f"/{new_path}")
    else:
        whole = _without_dots((path or "").rpartition("/")[0] + f"/{new_path}")
        if path is None or "/" not in path:
            whole = _without_dots(new_path)
    replaced = new_scheme is not None or new_authority is not None or new_path
    if new_scheme is None and new_authority is None:
        new_authority = authority
    made = [f"{new_scheme or scheme}:" if new_scheme or scheme else ""]
    made += [f"//{new_authority}"] if new_authority is not None else []
    made.append(whole)
    chosen = new_query if replaced or new_query is not None else query
    made += [f"?{chosen}"] if chosen is not None else []
    made += [f"#{fragment}"] if fragment is not None else []
    return "".join(made)


@TABLE.procedure("uri-merge")
def uri_merge(base: Text, relative: Text, *others: Text) -> Text:
    """Return the URI that a relative one is to a base, and so on."""
    for each in (relative, *others):
        base = merge(base, each)
    return base


# Encoding


def encode(data: bytes, kept: Any = _RFC_3986, upper: bool = True, plus: bool = False) -> bytes:
    """Return bytes with all but the characters of a set escaped."""
    made = bytearray()
    for byte in data:
        if byte < 128 and chr(byte) in kept:
            made.append(byte)
        elif plus and byte == 32:
            made += b"+"
        else:
            made += (b"%%%02X" if upper else b"%%%02x") % byte
    return bytes(made)


_ESCAPE: Final = re.compile(rb"%([0-9a-fA-F]{2})")


def decode(data: bytes, plus: bool) -> bytes:
    """Return bytes with their escapes resolved."""
    if plus:
        data = data.replace(b"+", b" ")
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


_ENCODING: Final = {
    "noescape": _RFC_3986,
    "upper-case": True,
    "cgi-encode": False,
}


def _encoded(procedure: str, data: bytes, options: tuple[Any, ...]) -> bytes:
    kept, upper, plus = keyword_arguments(options, _ENCODING, lenient=True)
    if not isinstance(kept, CharSet):
        refuse(procedure, 3, "a character set", kept)
    return encode(data, kept, upper is not False, plus is not False)


def codec_of(procedure: str, encoding: Any) -> str:
    """Return Python's name of an encoding, a symbol or a string."""
    name = encoding.name if isinstance(encoding, Symbol) else displayed(encoding)
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise error(f"{procedure}: an encoding that is not known:", encoding) from None
    return name


_UTF_8: Final = Symbol("utf-8")


@TABLE.procedure("uri-encode-string")
def uri_encode_string(text: Text, *options: Any) -> Text:
    """Return a string escaped, in `:encoding`."""
    (encoding,) = keyword_arguments(options, {"encoding": _UTF_8}, lenient=True)
    data = text.encode(codec_of("uri-encode-string", encoding), "replace")
    return _encoded("uri-encode-string", data, options).decode("ascii")


@TABLE.procedure("uri-decode-string")
def uri_decode_string(text: Text, *options: Any) -> Text:
    """Return a string unescaped, in `:encoding`; with `:cgi-decode` each + is a space."""
    encoding, plus = keyword_arguments(options, {"encoding": _UTF_8, "cgi-decode": False})
    data = decode(text.encode("utf-8", "surrogateescape"), plus is not False)
    return data.decode(codec_of("uri-decode-string", encoding), "replace")


def _all_bytes(port: Any) -> bytes:
    data = r6rs_io.get_bytevector_all(port)
    return data if isinstance(data, bytes) else b""


@TABLE.procedure("uri-encode")
def uri_encode(source: Any, target: Any, *options: Any) -> None:
    """Write the bytes of a port, escaped, to another."""
    r6rs_io.put_bytevector(target, _encoded("uri-encode", _all_bytes(source), options))


@TABLE.procedure("uri-decode")
def uri_decode(source: Any, target: Any, *options: Any) -> None:
    """Write the bytes of a port, their escapes resolved, to another."""
    (plus,) = keyword_arguments(options, {"cgi-decode": False})
    r6rs_io.put_bytevector(target, decode(_all_bytes(source), plus is not False))
