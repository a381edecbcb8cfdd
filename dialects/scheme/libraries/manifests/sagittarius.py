"""Sagittarius's libraries that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from . import Library, library

__all__ = ["BASE", "CORE", "LIBRARIES"]

CORE: Final = (
    ("libraries.sagittarius.core", None),
    ("libraries.sagittarius.files", None),
    ("libraries.sagittarius.format", None),
    (
        "libraries.sagittarius.io",
        "buffered-port byte-port? extract-output-bytevector extract-output-string file-port? "
        "get-bytevector-until get-s16 get-s32 get-u16 get-u32 port-closed? port-filename "
        "port-info port-ready? put-s16 put-s32 put-u16 put-u32 read/ss string-port? write/ss",
    ),
    (
        "libraries.sagittarius.control",
        "define-constant let-keywords let-keywords* let-optionals*",
    ),
    ("libraries.srfi.srfi1", "append! circular-list? dotted-list? reverse!"),
    ("libraries.srfi.srfi2", "and-let*"),
)
"""What (sagittarius) has that is not R7RS's."""

BASE: Final = (
    *CORE,
    ("libraries.sagittarius.io", "print"),
    (
        "libraries.srfi.srfi1",
        "delete delete! drop filter! filter-map find-tail fold lset-difference "
        "lset-intersection lset-union null-list? reduce split-at take",
    ),
    ("libraries.srfi.srfi13", "string-join"),
    (
        "libraries.util.hashtables",
        "hashtable->alist hashtable-fold hashtable-for-each hashtable-map",
    ),
    ("libraries.srfi.srfi133", "vector-map!"),
)
"""What a program has without an import, beside R6RS and R7RS."""

_SHARED: Final = (
    ("forms.binding", "receive"),
    (
        "forms.modules",
        "cond-expand define-library export import include include-ci library",
    ),
    ("forms.macro", "er-macro-transformer"),
    ("libraries.control", "setter"),
    ("libraries.io", "get-output-bytevector get-output-string open-output-bytevector "
     "open-output-string read-line"),
    ("libraries.lists", "list-copy"),
    ("libraries.numeric", "square"),
    ("libraries.srfi.srfi13", "string-concatenate"),
    ("libraries.srfi.srfi14", "char-set char-set-contains? char-set-copy char-set?"),
    ("libraries.strings", "digit-value"),
    ("libraries.system", "emergency-exit"),
    ("libraries.vectors", "bytevector-append vector-append"),
)  # fmt: skip

_SRFI_18: Final = (
    "condition-variable-broadcast! condition-variable-name condition-variable-signal! "
    "condition-variable-specific condition-variable-specific-set! condition-variable? "
    "current-thread make-condition-variable make-mutex make-thread mutex-lock! mutex-name "
    "mutex-specific mutex-specific-set! mutex-state mutex-unlock! mutex? thread-join! "
    "thread-name thread-sleep! thread-specific thread-specific-set! thread-start! "
    "thread-terminate! thread-yield! thread? abandoned-mutex-exception? join-timeout-exception? "
    "terminated-thread-exception? uncaught-exception-reason uncaught-exception?"
)

_BASE64: Final = " ".join(
    f"{code}-encode {code}-encode-string {code}-decode {code}-decode-string "
    f"open-{code}-encode-input-port open-{code}-encode-output-port "
    f"open-{code}-decode-input-port open-{code}-decode-output-port"
    for code in ("base64", "base64url")
)

_HASHES: Final = (
    "libraries.math.hash",
    "BLAKE2b-160 BLAKE2b-256 BLAKE2b-384 BLAKE2b-512 BLAKE2s-128 BLAKE2s-160 BLAKE2s-224 "
    "BLAKE2s-256 MD5 SHA-1 SHA-224 SHA-256 SHA-3-224 SHA-3-256 SHA-3-384 SHA-3-512 SHA-384 "
    "SHA-512 hash hash-algorithm hash-algorithm? hash-block-size hash-done! hash-init! hash-oid "
    "hash-process! hash-size",
)
_PRIMES: Final = (
    "libraries.math.prime",
    "generate-random-prime is-prime? lucas-lehmer? miller-rabin? prime? probable-prime? "
    "random-prime",
)
_HELPERS: Final = (
    ("libraries.math.prime", "align-size"),
    ("libraries.sagittarius.core", "mod-expt mod-inverse"),
)

_CONCURRENT: Final = {
    "actor": "libraries.concurrent.actors",
    "executor": "libraries.concurrent.executors",
    "future": "libraries.concurrent.futures",
    "shared-queue": "libraries.concurrent.queues",
    "thread-pool": "libraries.concurrent.pools",
}

_HEAP: Final = (
    "alist->heap copy-heap heap-clear! heap-compare heap-decrease-key! heap-delete! heap-empty? "
    "heap-entry-key heap-entry-value heap-entry-value-set! heap-entry? heap-extract-min! "
    "heap-merge! heap-min heap-ref heap-search heap-set! heap-size heap-update! heap? make-heap "
    "merge-heaps merge-heaps!"
)
_TREEMAP: Final = (
    "alist->treemap make-rb-treemap treemap->alist treemap-adjoin! treemap-clear! "
    "treemap-contains? treemap-copy treemap-delete! treemap-entries treemap-entries-list "
    "treemap-find treemap-find/index treemap-first-entry treemap-fold treemap-fold-reverse "
    "treemap-for-each treemap-for-each-reverse treemap-higher-entry treemap-keys "
    "treemap-keys-list treemap-last-entry treemap-lower-entry treemap-map treemap-map-reverse "
    "treemap-pop-first-entry! treemap-pop-last-entry! treemap-ref treemap-replace! "
    "treemap-reverse-find treemap-reverse-find/index treemap-seek treemap-set! treemap-size "
    "treemap-update! treemap-values treemap-values-list treemap?"
)
_DEQUE: Final = (
    "<deque> <mtdeque> any-in-deque copy-deque deque->list deque-empty? deque-front "
    "deque-length deque-pop! deque-pop-all! deque-pop/wait! deque-push! deque-push-unique! "
    "deque-push/wait! deque-rear deque-shift! deque-shift-all! deque-shift/wait! "
    "deque-unshift! deque-unshift-unique! deque-unshift/wait! deque? every-in-deque "
    "exist-in-deque filter-in-deque find-in-deque for-all-in-deque list->deque make-deque "
    "make-mtdeque mtdeque-max-length mtdeque-room mtdeque? remove-from-deque!"
)
_QUEUE: Final = (
    "<mtqueue> <queue> any-in-queue copy-queue dequeue! dequeue-all! dequeue/wait! enqueue! "
    "enqueue-unique! enqueue/wait! every-in-queue filter-in-queue find-in-queue list->queue "
    "make-mtqueue make-queue mtqueue-max-length mtqueue-room mtqueue? queue->list queue-empty? "
    "queue-front queue-length queue-pop! queue-pop/wait! queue-push! queue-push-unique! "
    "queue-push/wait! queue-rear queue? remove-from-queue!"
)

LIBRARIES: Final[dict[str, Library]] = {
    "(sagittarius)": library(*CORE, *_SHARED),
    "(sagittarius atomic)": library(("libraries.sagittarius.atomic", None)),
    "(sagittarius control)": library(
        ("libraries.sagittarius.control", None), ("forms.binding", "define-values")
    ),
    "(sagittarius io)": library(
        (
            "libraries.sagittarius.io",
            "buffered-port transcoded-port with-error-to-port with-input-from-port "
            "with-output-to-port",
        ),
        (
            "libraries.io",
            "call-with-input-string call-with-output-string with-input-from-string "
            "with-output-to-string",
        ),
    ),
    "(sagittarius object)": library(("libraries.sagittarius.object", None)),
    "(sagittarius process)": library(("libraries.sagittarius.process", None)),
    "(sagittarius regex)": library(("libraries.sagittarius.regex", None)),
    "(sagittarius threads)": library(
        ("libraries.sagittarius.threads", None), ("libraries.srfi.srfi18", _SRFI_18)
    ),
    "(sagittarius time)": library(
        ("libraries.srfi.srfi19", None), ("libraries.sagittarius.time", None)
    ),
    "(binary io)": library(
        ("libraries.binary_io", None),
        (
            "libraries.sagittarius.io",
            "get-s16 get-s32 get-u16 get-u32 put-s16 put-s32 put-u16 put-u32",
        ),
    ),
    "(binary pack)": library(("libraries.binary_pack", None)),
    "(getopt)": library(("libraries.getopt", "with-args")),
    "(net server)": library(("libraries.net_server", None)),
    "(match)": library(
        ("forms.match", "match match-lambda match-lambda* match-let match-let* match-letrec")
    ),
    "(math)": library(("libraries.math.random", None), _HASHES, _PRIMES, *_HELPERS),
    "(math hash)": library(_HASHES),
    "(math helper)": library(*_HELPERS),
    "(math prime)": library(_PRIMES),
    "(math random)": library(("libraries.math.random", None)),
    "(pp)": library(("libraries.sagittarius.pp", None)),
    "(rfc :5322)": library(("libraries.rfc.rfc_5322", None)),
    "(rfc base64)": library(("libraries.byte_codes", _BASE64)),
    "(rfc hmac)": library(("libraries.math.hash", "HMAC verify-mac")),
    "(rfc http)": library(("libraries.rfc.http", None)),
    "(rfc mime)": library(
        ("libraries.rfc.mime", None),
        ("libraries.rfc.mime_composing", None),
        ("libraries.rfc.mime_parts", None),
        ("libraries.rfc.mime_words", None),
    ),
    "(rfc quoted-printable)": library(
        (
            "libraries.byte_codes",
            "quoted-printable-decode quoted-printable-decode-string quoted-printable-encode "
            "quoted-printable-encode-string",
        )
    ),
    "(rfc tls)": library(("libraries.rfc.tls", None)),
    "(rfc uri)": library(("libraries.rfc.uri", None)),
    "(rfc uuid)": library(("libraries.rfc.uuid", None)),
    "(text csv)": library(("libraries.text.csv", None)),
    "(text json)": library(("libraries.text.json", None)),
    "(text json pointer)": library(("libraries.text.json_pointer", None)),
    "(text parse)": library(("libraries.text.parse", None)),
    "(util bytevector)": library(
        ("libraries.util.bytevector", None),
        (
            "libraries.sagittarius.core",
            "bytevector-concatenate bytevector-reverse bytevector-reverse! bytevector<=? "
            "bytevector<? bytevector>=? bytevector>?",
        ),
        ("libraries.vectors", "bytevector-append"),
    ),
    "(util concurrent)": library(*((module, None) for module in _CONCURRENT.values())),
    **{
        f"(util concurrent {name})": library((module, None))
        for name, module in _CONCURRENT.items()
    },
    "(util deque)": library(("libraries.util.deque", _DEQUE)),
    "(util queue)": library(("libraries.util.deque", _QUEUE)),
    "(util heap)": library(("libraries.util.treemap", _HEAP)),
    "(util logging)": library(("libraries.util.logging", None)),
    "(util timer)": library(("libraries.util.timer", None)),
    "(util treemap)": library(("libraries.util.treemap", _TREEMAP)),
    "(util duration)": library(("libraries.util.duration", None)),
    "(util file)": library(
        ("libraries.util.file", None),
        ("libraries.sagittarius.files", "build-path create-directory delete-directory"),
    ),
    "(util hashtables)": library(
        ("libraries.util.hashtables", None),
        ("libraries.sagittarius.core", "hashtable-keys-list hashtable-values-list"),
    ),
    "(util list)": library(("libraries.util.list", None), ("forms.conditional", "=>")),
    "(util port)": library(("libraries.util.port", None)),
}
"""Every library, by its name."""
