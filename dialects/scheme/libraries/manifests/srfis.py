"""The libraries of SRFIs: what each exports, and which module defines it.

A SRFI has a name in each system: `(srfi 1)`, `(srfi :1)` and `(srfi :1 lists)`, `(srfi srfi-1)`,
`srfi-1`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from . import Library, library

__all__ = ["LIBRARIES", "SRFIS"]

_COMPREHENSIONS: Final = (
    ": :-dispatch-ref :-dispatch-set! :char-range :dispatched :do :generator-proc :integers :let "
    ":list :parallel :port :range :real-range :string :until :vector :while any?-ec append-ec "
    "dispatch-union do-ec every?-ec first-ec fold-ec fold3-ec last-ec list-ec "
    "make-initial-:-dispatch max-ec min-ec product-ec string-append-ec string-ec sum-ec "
    "vector-ec vector-of-length-ec"
)

SRFIS: Final[dict[int, tuple[str, Library]]] = {
    1: (
        "lists",
        library(
            ("libraries.srfi.srfi1", None),
            (
                "libraries.lists",
                "append assoc assq assv caaaar caaadr caaar caadar caaddr caadr caar cadaar "
                "cadadr cadar caddar cadddr caddr cadr car cdaaar cdaadr cdaar cdadar cdaddr "
                "cdadr cdar cddaar cddadr cddar cdddar cddddr cdddr cddr cdr cons for-each "
                "length list list-copy list-ref make-list map member memq memv null? pair? "
                "reverse set-car! set-cdr!",
            ),
        ),
    ),
    2: ("and-let*", library(("libraries.srfi.srfi2", None))),
    4: ("numeric-vectors", library(("libraries.homogeneous", None))),
    6: (
        "basic-string-ports",
        library(("libraries.io", "get-output-string open-input-string open-output-string")),
    ),
    8: ("receive", library(("forms.binding", "receive"))),
    9: ("records", library(("forms.records", "define-record-type"))),
    11: ("let-values", library(("forms.binding", "let*-values let-values"))),
    13: (
        "strings",
        library(
            ("libraries.srfi.srfi13", None),
            (
                "libraries.strings",
                "list->string make-string string string->list string-append string-copy "
                "string-copy! string-fill! string-length string-ref string-set! string?",
            ),
        ),
    ),
    14: ("char-sets char-set", library(("libraries.srfi.srfi14", None))),
    16: ("case-lambda", library(("forms.binding", "case-lambda"))),
    17: (
        "generalized-set!",
        library(
            ("libraries.control", "getter-with-setter setter"),
            ("forms.basic", "set!"),
        ),
    ),
    18: (
        "multithreading",
        library(
            ("libraries.srfi.srfi18", None),
            ("libraries.control", "raise with-exception-handler"),
        ),
    ),
    19: ("time", library(("libraries.srfi.srfi19", None))),
    23: ("error", library(("libraries.control", "error"))),
    26: ("cut", library(("libraries.srfi.srfi26", None))),
    27: ("random-bits", library(("libraries.srfi.srfi27", None))),
    28: (
        "basic-format-strings",
        library(("libraries.chicken.format", "sprintf"), format="sprintf"),
    ),
    31: ("rec", library(("forms.binding", "rec"))),
    34: (
        "exception-handling",
        library(
            ("forms.conditional", "=> else"),
            ("forms.control", "guard"),
            ("libraries.control", "raise with-exception-handler"),
        ),
    ),
    35: (
        "conditions",
        library(
            ("libraries.srfi.srfi35", None),
            (
                "libraries.rnrs.conditions",
                "&condition &error &message &serious condition-message condition? error? "
                "message-condition? serious-condition?",
            ),
        ),
    ),
    37: ("args-fold", library(("libraries.srfi.srfi37", None))),
    38: (
        "with-shared-structure",
        library(("libraries.srfi.srfi38", None)),
    ),
    39: (
        "parameters",
        library(("libraries.control", "make-parameter"), ("forms.binding", "parameterize")),
    ),
    41: ("streams", library(("libraries.srfi.srfi41", None))),
    42: ("eager-comprehensions", library(("forms.comprehension", _COMPREHENSIONS))),
    43: (
        "vectors",
        library(
            ("libraries.srfi.srfi43", None),
            (
                "libraries.vectors",
                "list->vector make-vector vector vector->list vector-append vector-copy! "
                "vector-fill! vector-length vector-ref vector-set! vector?",
            ),
        ),
    ),
    45: (
        "lazy",
        library(
            ("forms.control", "delay lazy"),
            ("libraries.control", "force promise?"),
            ("libraries.srfi.srfi45", None),
        ),
    ),
    60: (
        "integer-bits",
        library(
            (
                "libraries.bitwise",
                "any-bits-set? arithmetic-shift ash bit-count bit-field bit-set? bitwise-and "
                "bitwise-if bitwise-ior bitwise-merge bitwise-not bitwise-xor booleans->integer "
                "copy-bit copy-bit-field first-set-bit integer->list integer-length "
                "list->integer log2-binary-factors logand logbit? logcount logior lognot logtest "
                "logxor reverse-bit-field rotate-bit-field",
            )
        ),
    ),
    61: ("cond", library(("forms.conditional", "cond else =>"))),
    64: ("testing", library(("forms.testing", None))),
    69: ("basic-hash-tables", library(("libraries.srfi.srfi69", None))),
    78: (
        "lightweight-testing",
        library(("libraries.srfi.srfi78", None), ("forms.comprehension", "check-ec")),
    ),
    87: ("case", library(("forms.conditional", "case else =>"))),
    98: (
        "os-environment-variables",
        library(("libraries.system", "get-environment-variable get-environment-variables")),
    ),
    111: ("boxes", library(("libraries.srfi.srfi111", None))),
    113: ("sets-and-bags", library(("libraries.srfi.srfi113", None))),
    115: ("regexp regex", library(("libraries.srfi.srfi115", None))),
    117: ("list-queues", library(("libraries.srfi.srfi117", None))),
    125: (
        "hashtables intermediate-hash-tables",
        library(
            ("libraries.srfi.srfi125", None),
            (
                "libraries.srfi.srfi69",
                "hash hash-by-identity hash-table->alist hash-table-equivalence-function "
                "hash-table-hash-function hash-table-keys hash-table-ref hash-table-ref/default "
                "hash-table-size hash-table-values hash-table-walk hash-table? string-ci-hash "
                "string-hash",
            ),
        ),
    ),
    128: (
        "comparators",
        library(
            ("libraries.srfi.srfi128", None),
            ("libraries.srfi.srfi69", "string-ci-hash string-hash"),
        ),
    ),
    130: (
        "string-cursors strings",
        library(
            ("libraries.srfi.srfi130", None),
            ("libraries.srfi.srfi152", "string-contains-right string-split"),
            (
                "libraries.srfi.srfi13",
                "reverse-list->string string-any string-concatenate string-concatenate-reverse "
                "string-contains string-count string-delete string-drop string-drop-right "
                "string-every string-filter string-fold string-fold-right string-join "
                "string-null? string-pad string-pad-right string-prefix-length string-prefix? "
                "string-replace string-reverse string-suffix-length string-suffix? "
                "string-tabulate string-take string-take-right string-trim string-trim-both "
                "string-trim-right string-unfold string-unfold-right xsubstring",
            ),
            **{"string-remove": "string-delete", "string-replicate": "xsubstring"},
        ),
    ),
    132: ("sorting", library(("libraries.srfi.srfi132", None))),
    133: (
        "vectors",
        library(
            ("libraries.srfi.srfi133", None),
            (
                "libraries.srfi.srfi43",
                "reverse-list->vector reverse-vector->list vector= vector-any "
                "vector-binary-search vector-concatenate vector-empty? vector-every vector-index "
                "vector-index-right vector-reverse! vector-reverse-copy vector-reverse-copy! "
                "vector-skip vector-skip-right vector-swap! vector-unfold vector-unfold-right",
            ),
            (
                "libraries.vectors",
                "list->vector make-vector vector vector->list vector-append vector-copy "
                "vector-copy! vector-fill! vector-for-each vector-length vector-map vector-ref "
                "vector-set! vector?",
            ),
            ("libraries.strings", "string->vector vector->string"),
        ),
    ),
    141: (
        "integer-division",
        library(
            ("libraries.srfi.srfi141", None),
            (
                "libraries.numeric",
                "floor-quotient floor-remainder floor/ truncate-quotient truncate-remainder "
                "truncate/",
            ),
        ),
    ),
    145: ("assumptions", library(("libraries.srfi.srfi145", None))),
    151: (
        "bitwise-operations bitwise",
        library(
            (
                "libraries.bitwise",
                "any-bit-set? arithmetic-shift bit-count bit-field bit-field-any? "
                "bit-field-clear bit-field-every? bit-field-replace bit-field-replace-same "
                "bit-field-reverse bit-field-rotate bit-field-set bit-set? bit-swap bits "
                "bits->list bits->vector bitwise-and bitwise-andc1 bitwise-andc2 bitwise-eqv "
                "bitwise-fold bitwise-for-each bitwise-if bitwise-ior bitwise-nand bitwise-nor "
                "bitwise-not bitwise-orc1 bitwise-orc2 bitwise-unfold bitwise-xor copy-bit "
                "every-bit-set? first-set-bit integer-length list->bits make-bitwise-generator "
                "vector->bits",
            )
        ),
    ),
    152: (
        "strings",
        library(
            ("libraries.srfi.srfi152", None),
            (
                "libraries.srfi.srfi13",
                "reverse-list->string string-concatenate string-concatenate-reverse "
                "string-contains string-count string-delete string-drop string-drop-right "
                "string-filter string-fold string-fold-right string-index string-index-right "
                "string-join string-null? string-pad string-pad-right string-prefix-length "
                "string-prefix? string-replace string-skip string-skip-right string-suffix-length "
                "string-suffix? string-tabulate string-take string-take-right string-trim "
                "string-trim-both string-trim-right string-unfold string-unfold-right "
                "xsubstring",
            ),
            (
                "libraries.strings",
                "list->string make-string string string->list string->vector string-append "
                "string-ci<=? string-ci<? string-ci=? string-ci>=? string-ci>? string-copy "
                "string-copy! string-fill! string-for-each string-length string-map string-ref "
                "string-set! string<=? string<? string=? string>=? string>? string? substring "
                "vector->string",
            ),
            ("libraries.io", "read-line read-string write-string"),
            **{"string-remove": "string-delete", "string-replicate": "xsubstring"},
        ),
    ),
    158: ("generators-and-accumulators", library(("libraries.srfi.srfi158", None))),
    162: ("comparators-sublibrary", library(("libraries.srfi.srfi162", None))),
    204: ("pattern-matching", library(("forms.match", None))),
}
"""By number: the names that R6RS libraries have behind it (SRFI 97), and the library."""


def _names(number: int, names: str) -> Iterator[str]:
    yield from (f"(srfi {number})", f"(srfi srfi-{number})", f"srfi-{number}")
    yield from (f"(srfi :{number})", *(f"(srfi :{number} {name})" for name in names.split()))


LIBRARIES: Final[dict[str, Library]] = {
    each: found for number, (name, found) in SRFIS.items() for each in _names(number, name)
} | {
    # Guile's is its core's, which can unwind.
    "(srfi srfi-34)": library(
        ("forms.conditional", "=> else"),
        ("forms.control", "guard"),
        ("libraries.control", "raise"),
        ("libraries.guile.catch", "with-exception-handler"),
    ),
    # Guile's takes arguments of long options in one way alone.
    "(srfi srfi-37)": library(
        (
            "libraries.srfi.srfi37",
            "%args-fold-of-guile option option-names option-optional-arg? option-processor "
            "option-required-arg? option?",
        ),
        **{"args-fold": "%args-fold-of-guile"},
    ),
}
"""Every SRFI's library, by each of its names."""
