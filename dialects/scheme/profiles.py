"""What a dialect's programs are written in: reader syntax, printing, strings, first names.

A profile is data. The reader, the printer and the expander ask it; nothing asks for its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from attrs import evolve, fields, frozen

from ..packages import data_folders

__all__ = [
    "DEFAULT_PROFILE",
    "PROFILES",
    "SRFI_106",
    "Profile",
    "Tests",
    "from_table",
    "profile",
]


@frozen
class Tests:
    """What the simple test runner of SRFI 64 does that is left open.

    Attributes:
        log: whether it keeps a log file.
        placed: whether it tells the places of tests.
        keys: whether errors are told as keys and arguments, and their types are not looked at.
        named: whether a test without a name is called by its expression.
        ends: whether a runner ends with its outermost group.
    """

    log: bool = True
    placed: bool = False
    keys: bool = False
    named: bool = False
    ends: bool = True


@frozen
class Profile:
    """The language of a dialect's programs.

    Attributes:
        name: of the dialect, as `schemesockets.dialects.load` has it.
        libraries: those whose names a program has from the beginning.
        imports: the forms that import libraries as `import` does.
        dialect_libraries: under which names the dialect's own module is imported.
        core: the library that has the names of the dialect's own module beside its own, which a
            program has from the beginning; "" where there is none.
        leaves: the libraries whose names the dialect's own module has for Python programs alone.
        replaces: those that stand for some names of the dialect's own module.
        wider: the modules whose procedures stand for R7RS's of the same names in all libraries,
            for they take more arguments.
        byte_strings: whether a string consists of bytes, and a character is one of them.
        features: for `cond-expand` and `(features)`, beside those that all have.
        srfis: the SRFIs that are features; None for all that are libraries.
        spelling: how symbols, strings and characters are written, one of `spellings.SPELLINGS`.
        first_label: the number of the first label that `write-shared` gives.
        quotes: whether `(quote x)` is written `'x`.
        floats: how floats are written, one of `numbers.FLOAT_STYLES`.
        bytevector: how a bytevector begins.
        unspecified: how the unspecified value is written.
        eof: how the end-of-file object is written.
        record_fields: whether a record is written with its fields.
        characters: the names of characters, the one that is written first.
        keywords: where keywords are written: "prefix" is `:key`, "suffix" is `key:`; `#:key` all
            dialects read that have any.
        keywords_end_optionals: whether a keyword that is passed ends the arguments for optional
            parameters, where a procedure has both.
        extensions: reader syntax beyond R7RS, see `tokens`.
        folds: whether symbols are folded to lower case from the beginning.
        ports: the classes of the dialect's own ports, by their names in its module.
        port_operations: what R7RS's port procedures are on them: the dialect's procedure for each;
            `display` writes text, `get-string-n` reads so many characters, as R6RS has it.
        toplevel_renames: whether a variable that a macro defines at the top is seen by the macro
            alone.
        empty_bodies: whether a body may be without an expression; it is unspecified then.
        strict_rnrs: whether R6RS's transcoders change the ends of lines, its native numbers in
            bytevectors are aligned, and its `div` takes finite numbers alone.
        condition_style: what the failures of procedures are as R6RS's conditions, one of
            `libraries.condition_parts.STYLES`.
        failure_status: how a program exits that an error ends.
        has_srfi_106: whether its own procedures are those of SRFI 106 that have the same names.
        missing: what a parameter without a default is whose argument is left out.
        version: of the system, for `(version (>= "0.9"))` in `cond-expand`; "" without that.
        interrupt_status: how one exits that an interrupt (^C) ends.
        report: how an error is printed that nothing handles, one of `uncaught.REPORTS`.
        exits: what status an argument of `exit` stands for, one of `exits.STATUSES`.
        unwinds: what runs the `after` thunks of `dynamic-wind` on the way out, beside
            continuations: "exit", "error" (that nothing handles).
        thread_exits: whether `exit` in a thread ends the program, and not that thread alone.
        interpreters: the programs that a script's first line may name.
        signs: how the names of libraries begin that this dialect's programs alone import; "*" at
            the end stands for any more words, and no parenthesis for a name that is a symbol.
        forms: what begins forms at the top of this dialect's programs alone.
        hints: as `signs`, of libraries that others import as well.
        switches: what the switches mean that a script's first line may have, see `scripts`.
        main: whether a procedure `main` that a program defines is called, with the command line.
        strict: whether a program that begins with an import has what it imports alone.
        first_value: whether of several values where one is wanted the first is taken.
        mixed_ports: the codec in which characters go through ports of bytes, "" where none do.
        prints_bytes: whether values are written to ports of bytes, in UTF-8, and nothing else is.
        file_append: whether `append` is an option of files for `file-options`.
        source_suffix: what the name of a file that is included or loaded may lack.
        loose_exports: whether a library may export names that it does not define.
        loose_libraries: whether the forms of a library may stand in it without `begin`.
        unifies_line_ends: whether CR LF and CR in a literal string are LF, as R6RS has it.
        tests: what SRFI 64's simple runner does.
    """

    name: str
    libraries: tuple[str, ...]
    imports: tuple[str, ...] = ()
    dialect_libraries: tuple[str, ...] = ()
    core: str = ""
    leaves: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    byte_strings: bool = False
    features: tuple[str, ...] = ()
    srfis: tuple[int, ...] | None = None
    spelling: str = "r7rs"
    first_label: int = 0
    quotes: bool = True
    floats: str = "shortest"
    bytevector: str = "#u8("
    unspecified: str = "#<unspecified>"
    eof: str = "#<eof>"
    record_fields: bool = True
    characters: tuple[tuple[str, int], ...] = ()
    keywords: Literal["", "prefix", "suffix", "hash"] = ""
    keywords_end_optionals: bool = False
    extensions: frozenset[str] = frozenset()
    folds: bool = False
    ports: tuple[str, ...] = ()
    port_operations: tuple[tuple[str, str], ...] = ()
    toplevel_renames: bool = False
    strict: bool = False
    empty_bodies: bool = False
    first_value: bool = False
    mixed_ports: str = ""
    prints_bytes: bool = False
    file_append: bool = False
    source_suffix: str = ""
    loose_exports: bool = False
    loose_libraries: bool = False
    unifies_line_ends: bool = False
    strict_rnrs: bool = True
    condition_style: str = "r6rs"
    failure_status: int = 1
    has_srfi_106: bool = False
    missing: bool | None = False
    tests: Tests = Tests()
    version: str = ""
    interrupt_status: int = 130
    report: str = "chibi"
    exits: str = "r7rs"
    unwinds: frozenset[str] = frozenset({"exit"})
    thread_exits: bool = True
    interpreters: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    switches: tuple[tuple[str, str], ...] = ()
    main: bool = False

    def claim(self, library: str) -> int:
        """Return how closely a sign fits a library that this dialect's programs alone import.

        It is 0 for none; of several dialects that claim a library it is the closest one's.
        """
        return _closest(library, self.signs)

    def hints_at(self, library: str) -> bool:
        """Return whether a library is one that mostly this dialect's programs import."""
        return _closest(library, self.hints) > 0


def _closest(library: str, signs: tuple[str, ...]) -> int:
    """Return one more than the length of the longest sign that fits; 0 if none does."""
    return max((1 + len(sign) for sign in signs if _fits(library, sign)), default=0)


def _fits(library: str, sign: str) -> bool:
    start = sign.removesuffix("*")
    if not start:
        return not library.startswith("(")
    return library == sign or (
        sign != start
        and library.startswith(start)
        and (start[-1] in "-:" or library[len(start) : len(start) + 1] in (" ", ")"))
    )


SRFI_106: Final = ("(srfi 106)", "(srfi :106)", "(srfi :106 socket)", "(srfi srfi-106)")
"""The names of the library of basic sockets."""

_R7RS_NAMES: Final = (
    ("null", 0),
    ("alarm", 7),
    ("backspace", 8),
    ("tab", 9),
    ("newline", 10),
    ("return", 13),
    ("escape", 27),
    ("space", 32),
    ("delete", 127),
)

_CONTROLS: Final = (
    "nul soh stx etx eot enq ack alarm backspace tab newline vtab page return so si dle dc1"
    " dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us space"
)
_GUILE_NAMES: Final = (
    *zip(_CONTROLS.split(), range(33), strict=True),
    ("delete", 127),
)

_CHICKEN_NAMES: Final = (*_R7RS_NAMES, ("vtab", 11), ("page", 12))

_R7RS: Final = (
    "(scheme base)",
    "(scheme case-lambda)",
    "(scheme char)",
    "(scheme complex)",
    "(scheme cxr)",
    "(scheme eval)",
    "(scheme file)",
    "(scheme inexact)",
    "(scheme lazy)",
    "(scheme load)",
    "(scheme process-context)",
    "(scheme read)",
    "(scheme repl)",
    "(scheme time)",
    "(scheme write)",
)

PROFILES: Final = {
    each.name: each
    for each in (
        Profile(
            "srfi-106",
            libraries=_R7RS,
            strict=True,
            loose_libraries=True,
            mixed_ports="utf-8",
            dialect_libraries=SRFI_106,
            features=("srfi-106",),
            characters=_R7RS_NAMES,
            failure_status=70,
            interpreters=("chibi-scheme",),
            signs=("(chibi*",),
            switches=(
                ("-r", "main"),
                ("-I", "directory"),
                ("-A", "directory"),
                ("-m", "import"),
                ("-x", "import"),
                ("-l", "load"),
                ("-h", "ignored"),
            ),
        ),
        Profile(
            "foment",
            libraries=_R7RS,
            strict=True,
            dialect_libraries=("(foment base)", *SRFI_106),
            features=("foment",),
            characters=_R7RS_NAMES,
            report="foment",
            exits="foment",
            interpreters=("foment",),
            signs=("(foment*",),
            switches=(
                ("-A", "directory"),
                ("--append", "directory"),
                ("-I", "directory"),
                ("--prepend", "directory"),
                ("-X", "ignored"),
                ("--extension", "ignored"),
                ("-l", "load"),
                ("--load", "load"),
            ),
        ),
        Profile(
            "guile",
            libraries=("(guile)",),
            core="(guile)",
            mixed_ports="iso8859-1",
            first_value=True,
            strict_rnrs=False,
            condition_style="guile",
            features=("guile", "guile-2", "guile-2.2", "guile-3", "guile-3.0", "r5rs", "r6rs"),
            srfis=(0, 4, 6, 13, 14, 16, 23, 30, 39, 46, 55, 61, 62, 87, 105),
            spelling="guile",
            first_label=1,
            quotes=False,
            floats="guile",
            bytevector="#vu8(",
            characters=_GUILE_NAMES,
            keywords="hash",
            keywords_end_optionals=True,
            ports=("SocketPort",),
            port_operations=(
                ("char-ready?", "char-ready?"),
                ("close-port", "close-port"),
                ("display", "display"),
                ("flush-output-port", "force-output"),
                ("get-string-n", "read-string"),
                ("peek-char", "peek-char"),
                ("read-char", "read-char"),
                ("read-line", "read-line"),
                *(
                    (each, each)
                    for each in [
                        "close",
                        "drain-input",
                        "fcntl",
                        "fileno",
                        "port-closed?",
                        "port-encoding",
                        "set-port-encoding!",
                        "setvbuf",
                    ]
                ),
            ),
            extensions=frozenset({"#{", "#!block", "#nil", "\\xHH"}),
            tests=Tests(placed=True, keys=True),
            toplevel_renames=True,
            report="guile",
            exits="guile",
            thread_exits=False,
            unwinds=frozenset({"exit", "error"}),
            interpreters=("guile", "guile-2.2", "guile-3.0"),
            signs=(
                "(fibers*",
                "(gnu*",
                "(guile*",
                "(ice-9*",
                "(oop goops*",
                "(srfi srfi-*",
                "(sxml simple)",
                "(system*",
                "(web*",
            ),
            forms=("define-module", "define-public", "use-modules"),
            switches=(
                ("-e", "procedure"),
                ("-L", "directory"),
                ("-l", "load"),
                ("-C", "ignored"),
                ("-x", "ignored"),
                ("--use-srfi=", "srfis"),
                ("-s", "end"),
                ("-ds", "end"),
            ),
        ),
        Profile(
            "chicken",
            libraries=("(chicken)",),
            first_value=True,
            failure_status=70,
            byte_strings=True,
            dialect_libraries=("socket",),
            source_suffix=".scm",
            features=("chicken", "chicken-5", "chicken-5.3", "csi", "full-numeric-tower"),
            srfis=(
                *(0, 2, 6, 8, 9, 11, 12, 15, 16, 17, 23, 26, 28, 30, 31, 39, 46, 55, 61, 62, 87),
                88,
            ),
            quotes=False,
            floats="chicken",
            spelling="chicken",
            unspecified="#<unspecified>",
            eof="#!eof",
            record_fields=False,
            characters=_CHICKEN_NAMES,
            keywords="suffix",
            ports=("SocketInputPort", "SocketOutputPort"),
            port_operations=(
                ("char-ready?", "char-ready?"),
                ("close-input-port", "close-input-port"),
                ("close-output-port", "close-output-port"),
                ("display", "display"),
                ("flush-output-port", "flush-output"),
                ("peek-char", "peek-char"),
                ("read-char", "read-char"),
                ("read-line", "read-line"),
                ("read-string", "read-string"),
            ),
            leaves=("(chicken io)", *_R7RS, "%chicken-ports"),
            extensions=frozenset({"#<<", "#%", "##", "\\xHH"}),
            report="chicken",
            exits="chicken",
            unwinds=frozenset(),
            interpreters=("csi", "chicken", "chicken-csi", "chicken-scheme"),
            signs=("(chicken*", "*"),
            forms=("module", "require-extension", "require-library", "use"),
            interrupt_status=70,
            switches=(
                ("-ss", "main-arguments"),
                ("-s", "end"),
                ("-script", "end"),
                ("-R", "import"),
                ("-require-extension", "import"),
                ("-I", "directory"),
                ("-include-path", "directory"),
                ("-K", "ignored"),
                ("-keyword-style", "ignored"),
                ("-D", "ignored"),
                ("-feature", "ignored"),
                ("-no-feature", "ignored"),
            ),
        ),
        Profile(
            "sagittarius",
            empty_bodies=True,
            unifies_line_ends=True,
            libraries=("%sagittarius", "(rnrs)"),
            prints_bytes=True,
            first_value=True,
            dialect_libraries=("(sagittarius socket)", *SRFI_106),
            has_srfi_106=True,
            leaves=("(rnrs)",),
            file_append=True,
            replaces=("%sagittarius-conditions",),
            wider=("libraries.sagittarius.file_ports",),
            loose_exports=True,
            features=("sagittarius", "cond-expand.version", "sagittarius.os.linux"),
            bytevector="#vu8(",
            characters=_R7RS_NAMES,
            keywords="prefix",
            extensions=frozenset({"#/", '#*"', "#<("}),
            missing=None,
            tests=Tests(log=False, named=True, ends=False),
            version="0.9.12",
            failure_status=70,
            report="sagittarius",
            exits="sagittarius",
            unwinds=frozenset({"error"}),
            interpreters=("sagittarius", "sash"),
            signs=(
                "(binary*",
                "(clos*",
                "(crypto*",
                "(dbi*",
                "(getopt)",
                "(net*",
                "(packrat)",
                "(rfc*",
                "(rsa*",
                "(sagittarius*",
                "(sxml*",
                "(text*",
                "(util*",
            ),
            hints=("(rnrs*", "(srfi :*"),
            switches=(
                ("-n", "no-main"),
                ("--no-main", "no-main"),
                ("-L", "directory"),
                ("--loadpath", "directory"),
                ("-A", "directory"),
                ("-I", "import"),
                ("--import", "import"),
                ("-r6", "no-main"),
                ("-D", "ignored"),
                ("-Y", "ignored"),
                ("-S", "ignored"),
                ("-f", "ignored"),
                ("--logport", "ignored"),
            ),
            main=True,
        ),
    )
}
"""Every profile, by its dialect's name; those of others come to it as they are asked for."""

DEFAULT_PROFILE: Final = PROFILES["srfi-106"]


def profile(name: str) -> Profile:
    """Return a dialect's profile, which a registered package may have in its data.

    Raises LookupError for a dialect that has none, ValueError for one that cannot be used.
    """
    if name not in PROFILES:
        for folder in data_folders().values():
            path = folder / "profiles" / f"{name}.toml" if folder is not None else None
            if path is not None and path.is_file():
                return PROFILES.setdefault(name, from_table(name, tomllib.loads(path.read_text())))
    try:
        return PROFILES[name]
    except KeyError:
        known = ", ".join(PROFILES)
        raise LookupError(f"no Scheme programs of {name} can be run; known are {known}") from None


_ITS_OWN: Final = frozenset(
    {
        "core",
        "dialect_libraries",
        "features",
        "forms",
        "has_srfi_106",
        "hints",
        "imports",
        "interpreters",
        "leaves",
        "main",
        "port_operations",
        "ports",
        "replaces",
        "signs",
        "switches",
        "version",
        "wider",
    }
)
"""What a profile does not take from the one that it is based on."""

_CHOICES: Final = ("condition_style", "exits", "floats", "keywords", "report", "spelling")
"""Attributes whose values are those that some profile here has."""


def from_table(name: str, table: Mapping[str, Any]) -> Profile:
    """Return the profile of a dialect of somebody else's.

    Args:
        name: of the dialect (str).
        table: attributes of `Profile`, with `-` for `_`: lists, and tables where an attribute is
            pairs. `based-on` names the profile here that has the rest.

    Raises ValueError for a key that means nothing, and a value that it cannot have.
    """
    stated = {key.replace("-", "_"): value for key, value in table.items()}
    base = stated.pop("based_on", DEFAULT_PROFILE.name)
    if base not in PROFILES:
        raise ValueError(f"based-on: there is no profile {base!r}; there are {_listed(PROFILES)}")
    plain = {
        each.name: each.default for each in fields(Profile) if each.name not in ("name", "tests")
    }
    made: dict[str, Any] = {key: plain[key] for key in _ITS_OWN}
    for key, value in stated.items():
        shown = key.replace("_", "-")
        if key not in plain or (key == "libraries" and not value):
            raise ValueError(f"it has {shown!r}, which means nothing")
        made[key] = _value(shown, value, getattr(PROFILES["guile"], key))
    for key in _CHOICES:
        choices = {getattr(each, key) for each in PROFILES.values()} | {plain[key]}
        if made.get(key, plain[key]) not in choices:
            told = _listed(map(repr, choices))
            raise ValueError(f"{key.replace('_', '-')} must be one of {told}, not {made[key]!r}")
    return evolve(PROFILES[base], name=name, **made)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _value(key: str, value: Any, like: Any) -> Any:
    """Return a value from a table as an attribute that has a value `like` this one."""
    if isinstance(like, tuple | frozenset):
        if isinstance(value, dict) and all(type(each) in (str, int) for each in value.values()):
            return tuple(value.items())
        if isinstance(value, list) and all(type(each) in (str, int) for each in value):
            return type(like)(value)
        raise ValueError(f"{key} must be a list")
    if type(value) is not type(like):
        raise ValueError(f"{key} must be of type {type(like).__name__}, as {like!r} is")
    return value
