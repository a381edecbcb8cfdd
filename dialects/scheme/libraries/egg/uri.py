"""References (RFC 3986) as objects, which the eggs `uri-generic` and `uri-common` share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias
from urllib.parse import quote, unquote_to_bytes, urljoin

from attrs import evolve, field, frozen

from ...calls import call
from ...data import NIL, Keyword, Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...kinds import Items, Text, of_class
from ...printer import PRINTERS
from ..charsets import CharSet

__all__ = [
    "DEFAULT_PORTS",
    "SEPARATOR",
    "TABLE",
    "Uri",
    "UriOf",
    "declare",
    "form_decoded",
    "form_encoded",
]

TABLE: Final = Table()

_UNRESERVED: Final = "-._~"
_ALL: Final = ":/?#[]@!$&'()*+,;=%"


@frozen(repr=False)
class Uri:
    """A reference. Texts are as they are written; None stands for a part that is not there."""

    scheme: str | None = None
    username: str | None = None
    password: str | None = None
    host: str | None = None
    port: int | None = None
    path: str = ""
    query: str | None = None
    fragment: str | None = None
    common: bool = field(default=False, eq=False)

    @property
    def text(self) -> str:
        """The reference as it is written."""
        parts = [f"{self.scheme}:" if self.scheme else ""]
        if self.host is not None:
            parts += ["//", self.authority]
        parts.append(self.path)
        parts.append("" if self.query is None else f"?{self.query}")
        parts.append("" if self.fragment is None else f"#{self.fragment}")
        return "".join(parts)

    @property
    def authority(self) -> str:
        """User, host and port as they are written."""
        user = self.username or ""
        if self.password is not None:
            user += f":{self.password}"
        host = f"[{self.host}]" if self.host and ":" in self.host else self.host or ""
        port = "" if self.port is None else f":{self.port}"
        return f"{user}@{host}{port}" if self.username is not None else f"{host}{port}"


PRINTERS[Uri] = lambda value, readable, profile: (
    f"#<URI-{'common' if value.common else 'generic'}>"
)

UriOf: TypeAlias = Annotated[Uri, of_class("a URI", Uri)]

_SYNTAX: Final = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?"
    r"(?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
_AUTHORITY: Final = re.compile(
    r"(?:(?P<user>[^:@]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[^:\[\]]*))(?::(?P<port>\d*))?"
)
_ALLOWED: Final = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")


def parsed(text: str) -> Uri | None:
    """Return the reference that a text is, or None."""
    found = _SYNTAX.fullmatch(text)
    if found is None or not _ALLOWED.fullmatch(text):
        return None
    parts: dict[str, Any] = {}
    if found["authority"] is not None:
        authority = _AUTHORITY.fullmatch(found["authority"])
        if authority is None:
            return None
        host = authority["v6"] if authority["v6"] is not None else authority["host"]
        parts.update(username=authority["user"], password=authority["password"], host=host)
        parts["port"] = int(authority["port"]) if authority["port"] else None
    return Uri(
        found["scheme"],
        path=found["path"],
        query=found["query"],
        fragment=found["fragment"],
        **parts,
    )


# Percent encoding


def _encoded(text: str, keep: str = "") -> str:
    return quote(text.encode("latin-1", "replace"), safe=_UNRESERVED + keep)


def _decoded(text: str) -> str:
    return unquote_to_bytes(text).decode("latin-1")


def _in(charset: Any) -> Callable[[str], bool]:
    if charset.__class__ is not CharSet:
        refuse("uri-encode-string", 2, "a set of characters", charset)
    return lambda char: bool(charset.bits >> ord(char) & 1)


@TABLE.procedure("uri-encode-string")
def uri_encode_string(string: Text, charset: Any = None) -> Text:
    """Return a string with characters, all but unreserved ones, by their codes. RFC 3986 2.1."""
    if charset is None:
        return _encoded(string)
    taken = _in(charset)
    return "".join(f"%{ord(each):02X}" if taken(each) else each for each in string)


@TABLE.procedure("uri-decode-string")
def uri_decode_string(string: Text, charset: Any = None) -> Text:
    """Return a string with characters in place of their codes. RFC 3986."""
    if charset is None:
        return _decoded(string)
    taken = _in(charset)

    def part(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if taken(char) else found[0]

    return re.sub("%([0-9A-Fa-f]{2})", part, string)


# Making and taking apart


def _or_false(text: str | None) -> Any:
    return False if text is None else String(text)


def _segments(path: str, decode: Callable[[str], str]) -> Any:
    if not path:
        return NIL
    first = [Symbol("/")] if path.startswith("/") else []
    parts = path[1:].split("/") if first else path.split("/")
    return to_list([*first, *(String(decode(each)) for each in parts)])


def _path(procedure: str, value: Any, encode: Callable[[str], str]) -> str:
    parts = from_list(value)
    absolute = bool(parts) and parts[0] is Symbol("/")
    texts = parts[1:] if absolute else parts
    for each in texts:
        if each.__class__ is not String:
            refuse(procedure, 1, "a path, a list of strings", value)
    return ("/" if absolute else "") + "/".join(encode(each.text) for each in texts)


def _same(text: str) -> str:
    return text


def _segment(text: str) -> str:
    return _encoded(text, "!$&'()*+,;=:@")


_PARTS: Final = ("scheme", "username", "password", "host", "port", "path", "query", "fragment")
DEFAULT_PORTS: Final = {"http": 80, "https": 443, "shttp": 80, "ftp": 21, "ws": 80, "wss": 443}

SEPARATOR: Final = Parameter(String(";&"), settable=True)


def form_decoded(text: str, separators: str) -> Any:
    """Return the fields of a form as pairs of symbols and strings."""
    pattern = f"[{re.escape(separators)}]"
    pairs = []
    for each in re.split(pattern, text):
        if not each:
            continue
        name, equals, value = each.partition("=")
        made = _decoded(value.replace("+", " "))
        key = Symbol(_decoded(name.replace("+", " ")))
        pairs.append(Pair(key, String(made) if equals else True))
    return to_list(pairs)


def form_encoded(fields: Any, separator: str) -> str:
    """Return a form of pairs of names and values; #f leaves one out, #t is a name alone."""
    parts = []
    for each in from_list(fields):
        if each.__class__ is not Pair:
            refuse("form-urlencode", 1, "a list of pairs", fields)
        name = str(getattr(each.car, "name", None) or getattr(each.car, "text", each.car))
        if each.cdr is False:
            continue
        key = _encoded(name).replace("%20", "+")
        if each.cdr is True:
            parts.append(key)
            continue
        value = each.cdr.text if each.cdr.__class__ is String else str(each.cdr)
        parts.append(f"{key}={_encoded(value).replace('%20', '+')}")
    return separator.join(parts)


def _read(uri: Uri, part: str) -> Any:
    """Return a part of a reference as its egg has it."""
    value = getattr(uri, part)
    decode = _decoded if uri.common else _same
    match part:
        case "scheme":
            return Symbol(value) if value else False
        case "port":
            if value is None and uri.common:
                return DEFAULT_PORTS.get(uri.scheme or "", False)
            return False if value is None else value
        case "path":
            return _segments(value, decode)
        case "query" if uri.common:
            return NIL if value is None else form_decoded(value, SEPARATOR().text)
    return False if value is None else String(decode(value))


def _write(procedure: str, uri: Uri, part: str, value: Any) -> Any:
    """Return a part of a reference as it is written."""
    match part:
        case "scheme":
            if value is not False and value.__class__ is not Symbol:
                refuse(procedure, 1, "a symbol, or #f", value)
            return value.name if value is not False else None
        case "port":
            if value is not False and value.__class__ is not int:
                refuse(procedure, 1, "an integer, or #f", value)
            own = value if value is not False else None
            default = DEFAULT_PORTS.get(uri.scheme or "") if uri.common else None
            return None if own == default else own
        case "path":
            if value is False:
                return ""
            return _path(procedure, value, _segment if uri.common else _same)
        case "query" if uri.common and (value is NIL or value.__class__ is Pair):
            return form_encoded(value, SEPARATOR().text[0]) or None
    if value is False or value is NIL:
        return None
    if value.__class__ is not String:
        refuse(procedure, 1, "a string, or #f", value)
    return _encoded(value.text, "!$&'()*+,;=:@/?") if uri.common else value.text


def _changed(procedure: str, uri: Uri, changes: tuple[Any, ...]) -> Uri:
    for place in range(0, len(changes), 2):
        keyword = changes[place]
        if keyword.__class__ is not Keyword or keyword.name not in _PARTS:
            refuse(procedure, place + 1, "a keyword for a part", keyword)
        if place + 1 == len(changes):
            refuse(procedure, place + 1, "a keyword with a value behind it", keyword)
        value = _write(procedure, uri, keyword.name, changes[place + 1])
        uri = evolve(uri, **{keyword.name: value})
    if uri.host is None and (uri.username is not None or uri.port is not None):
        uri = evolve(uri, host="")
    return uri


def declare(table: Table, common: bool) -> None:
    """Declare the procedures of one of the eggs."""

    def made(text: str) -> Any:
        found = parsed(text)
        return False if found is None else evolve(found, common=common)

    @table.procedure("uri-reference")
    def uri_reference(text: Any) -> Any:
        """Return the reference that a string is, or #f; a reference as it is."""
        if isinstance(text, Uri):
            return evolve(text, common=common)
        if text.__class__ is not String:
            refuse("uri-reference", 1, "a string or a URI", text)
        return made(text.text)

    @table.procedure("absolute-uri")
    def absolute_uri(text: Text) -> Any:
        """Return the URI, with a scheme and without a fragment, that a string is; or #f."""
        found = made(text)
        return found if found is not False and found.scheme and found.fragment is None else False

    @table.procedure("make-uri")
    def make_uri(*parts: Any) -> Uri:
        """Return a URI of parts, given by keywords."""
        return _changed("make-uri", Uri(common=common), parts)

    @table.procedure("update-uri")
    def update_uri(uri: UriOf, *parts: Any) -> Uri:
        """Return a URI with other parts, given by keywords."""
        return _changed("update-uri", uri, parts)

    @table.procedure("uri-relative-to")
    def uri_relative_to(uri: UriOf, base: UriOf) -> Any:
        """Return what a reference is beside a base. RFC 3986 5.2."""
        return made(urljoin(base.text, uri.text))

    @table.procedure("uri-normalize-case")
    def uri_normalize_case(uri: UriOf) -> Uri:
        """Return a URI with scheme and host in lower case. RFC 3986 6.2.2.1."""
        path = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), uri.path, flags=re.I)
        scheme, host = (each and each.lower() for each in (uri.scheme, uri.host))
        return evolve(uri, path=path, scheme=scheme, host=host)

    @table.procedure("uri-normalize-path-segments")
    def uri_normalize_path_segments(uri: UriOf) -> Uri:
        """Return a URI whose path has no `.` and `..`. RFC 3986 5.2.4."""
        kept: list[str] = []
        parts = uri.path.split("/")
        for each in parts:
            if each == ".." and kept[-1:] not in ([], [""], [".."]):
                kept.pop()
            elif each != "." and not (each == ".." and kept == [""]):
                kept.append(each)
        if parts[-1] in (".", ".."):
            kept.append("")
        return evolve(uri, path="/".join(kept))


for _part in _PARTS:

    def _reader(part: str) -> Callable[[Any], Any]:
        def read(uri: UriOf) -> Any:
            return _read(uri, part)

        read.__doc__ = f"Return the {part} of a reference."
        return read

    TABLE.procedure(f"uri-{_part}")(_reader(_part))


@TABLE.procedure("uri-authority")
def uri_authority(uri: UriOf) -> Any:
    """Return user, host and port as they are written, or #f."""
    return False if uri.host is None else String(uri.authority)


@TABLE.procedure("uri-reference?")
def is_uri_reference(value: Any) -> bool:
    """Return whether a value is a reference."""
    return isinstance(value, Uri)


@TABLE.procedure("uri?")
def is_uri(value: Any) -> bool:
    """Return whether a value is a reference with a scheme."""
    return isinstance(value, Uri) and value.scheme is not None


@TABLE.procedure("absolute-uri?")
def is_absolute_uri(value: Any) -> bool:
    """Return whether a value is a URI without a fragment."""
    return isinstance(value, Uri) and value.scheme is not None and value.fragment is None


@TABLE.procedure("relative-ref?")
def is_relative_reference(value: Any) -> bool:
    """Return whether a value is a reference without a scheme."""
    return isinstance(value, Uri) and value.scheme is None


@TABLE.procedure("uri-path-absolute?")
def is_path_absolute(uri: UriOf) -> bool:
    """Return whether the path begins with a slash."""
    return uri.path.startswith("/")


@TABLE.procedure("uri-path-relative?")
def is_path_relative(uri: UriOf) -> bool:
    """Return whether the path does not begin with a slash."""
    return not uri.path.startswith("/")


@TABLE.procedure("uri->string")
def uri_to_string(uri: UriOf, userinfo: Any = None) -> Text:
    """Return a reference as text; a password is left out unless a procedure writes user and it."""
    if uri.username is None or userinfo is False:
        return uri.text
    if userinfo is None:
        return evolve(uri, password=None if uri.password is None else "******").text
    user = call(userinfo, String(uri.username), _or_false(uri.password))
    shown = None if user is False else user.text
    return evolve(uri, username=shown, password=None).text


@TABLE.procedure("uri->list")
def uri_to_list(uri: UriOf, userinfo: Any = None) -> Items:
    """Return a list of scheme, authority in a list, path, query and fragment."""
    authority = [_read(uri, each) for each in ("username", "password", "host", "port")]
    return [
        _read(uri, "scheme"),
        to_list(
            [to_list(authority), *(_read(uri, each) for each in ("path", "query", "fragment"))]
        ),
    ]
