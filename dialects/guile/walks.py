"""Going through the network databases, entry by entry: four procedures for each.

`sethostent` begins at the first entry again, `gethostent` gives the next, `endhostent` ends it,
and `sethost` is `sethostent` or, without an argument, `endhostent`; likewise for the others.
"""

from __future__ import annotations

from typing import TypeVar

from ..results import OrFalse, Unspecified
from ..tables import Table
from .arguments import ABSENT
from .entries import (
    HOSTS,
    NETWORKS,
    PROTOCOLS,
    SERVICES,
    Database,
    HostEntry,
    NetworkEntry,
    ProtocolEntry,
    ServiceEntry,
)
from .errors import GUILE

_E = TypeVar("_E")

_table = Table(__name__, GUILE)


def _walk(word: str, what: str, database: Database[_E], entry: type[_E], stayopen: str) -> None:
    def rewind(stayopen: object = None) -> Unspecified:
        database.rewind(stayopen)

    def get_next() -> OrFalse[_E]:
        return database.next()

    def end() -> Unspecified:
        database.end()

    def rewind_or_end(stayopen: object = ABSENT) -> Unspecified:
        database.rewind_or_end(stayopen)

    get_next.__annotations__["return"] = OrFalse[entry]
    texts = {
        rewind: f"`(set{word}ent [stayopen])`: let `get{word}ent` begin at the first entry again."
        f"\n\n{stayopen}",
        get_next: f"`(get{word}ent)`: return the next {what} of {database.path}; `None` after the "
        "last.",
        end: f"`(end{word}ent)`: end going through the database.",
        rewind_or_end: f"`(set{word} [stayopen])`: do as `set{word}ent`; without an argument, as "
        f"`end{word}ent`.",
    }
    for function, text in texts.items():
        _table.procedure(function, f"{text} Guile manual, Network Databases.")


_KEEPS = (
    "With a true `stayopen` look-ups, too, keep to the entries that there are now, until "
    "`end{}ent`; else they look anew each time."
)
_ASKS = (
    "A true `stayopen` asks a name server to keep its connection; how hosts are looked up is the "
    "system's to say, so that it makes no difference."
)
_walk("host", "host", HOSTS, HostEntry, _ASKS)
_walk("net", "network", NETWORKS, NetworkEntry, _KEEPS.format("net"))
_walk("proto", "protocol", PROTOCOLS, ProtocolEntry, _KEEPS.format("proto"))
_walk("serv", "service", SERVICES, ServiceEntry, _KEEPS.format("serv"))
