"""Foment's libraries that are tables, and what (foment base) has of other tables."""

from __future__ import annotations

from typing import Final

from . import Library, Source, r7rs

__all__ = ["LIBRARIES"]

_SHARED: Final = (
    Source("libraries.foment.base"),
    Source("libraries.foment.process"),
    Source("libraries.foment.threads"),
    Source(
        "libraries.bitwise",
        "arithmetic-shift bit-count bitwise-and bitwise-ior bitwise-not bitwise-xor "
        "integer-length",
    ),
    Source(
        "libraries.sagittarius.files",
        "build-path create-directory create-symbolic-link current-directory delete-directory "
        "file-directory? file-executable? file-readable? file-regular? file-symbolic-link? "
        "file-writable? rename-file",
    ),
    Source("libraries.srfi.srfi1", "circular-list? dotted-list? length+ reverse!"),
    Source("libraries.srfi.srfi111"),
    Source(
        "libraries.srfi.srfi14",
        "char-set-complement char-set-contains? char-set-cursor char-set-cursor-next "
        "char-set-hash char-set-union char-set:ascii char-set:blank char-set:digit "
        "char-set:empty char-set:full char-set:hex-digit char-set:iso-control char-set:letter "
        "char-set:lower-case char-set:punctuation char-set:symbol char-set:title-case "
        "char-set:upper-case char-set:whitespace char-set<= char-set= char-set? list->char-set "
        "string->char-set ucs-range->char-set",
    ),
    Source(
        "libraries.srfi.srfi18",
        "abandoned-mutex-exception? current-exception-handler current-thread current-time "
        "join-timeout-exception? make-thread seconds->time terminated-thread-exception? "
        "thread-join! thread-name thread-sleep! thread-specific thread-specific-set! "
        "thread-start! thread-terminate! thread-yield! thread? time->seconds time? "
        "uncaught-exception-reason uncaught-exception?",
    ),
    Source("libraries.srfi.srfi27"),
    Source(
        "libraries.srfi.srfi43",
        "vector-reverse! vector-reverse-copy vector-reverse-copy! vector-swap!",
    ),
    Source(
        "libraries.srfi.srfi69",
        "hash-table->alist hash-table-hash-function hash-table-keys hash-table-size "
        "hash-table-values hash-table?",
    ),
)

LIBRARIES: Final[dict[str, Library]] = {
    "(foment base)": Library(
        (*(source for each in r7rs.LIBRARIES.values() for source in each.sources), *_SHARED)
    ),
}
"""Every library, by its name."""
