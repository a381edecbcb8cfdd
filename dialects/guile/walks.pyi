# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""Going through the network databases, entry by entry: four procedures for each.

`sethostent` begins at the first entry again, `gethostent` gives the next, `endhostent` ends it,
and `sethost` is `sethostent` or, without an argument, `endhostent`; likewise for the others.
"""

from schemesockets.dialects.guile.entries import (
    HostEntry,
    NetworkEntry,
    ProtocolEntry,
    ServiceEntry,
)

def sethostent(stayopen: object = ...) -> None:
    """`(sethostent [stayopen])`: let `gethostent` begin at the first entry again.

    A true `stayopen` asks a name server to keep its connection; how hosts are looked up is the
    system's to say, so that it makes no difference. Guile manual, Network Databases.
    """

def gethostent() -> HostEntry | None:
    """`(gethostent)`: return the next host of /etc/hosts; `None` after the last. Guile manual,
    Network Databases.
    """

def endhostent() -> None:
    """`(endhostent)`: end going through the database. Guile manual, Network Databases."""

def sethost(stayopen: object = ...) -> None:
    """`(sethost [stayopen])`: do as `sethostent`; without an argument, as `endhostent`. Guile
    manual, Network Databases.
    """

def setnetent(stayopen: object = ...) -> None:
    """`(setnetent [stayopen])`: let `getnetent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endnetent`; else they look anew each time. Guile manual, Network Databases.
    """

def getnetent() -> NetworkEntry | None:
    """`(getnetent)`: return the next network of /etc/networks; `None` after the last. Guile
    manual, Network Databases.
    """

def endnetent() -> None:
    """`(endnetent)`: end going through the database. Guile manual, Network Databases."""

def setnet(stayopen: object = ...) -> None:
    """`(setnet [stayopen])`: do as `setnetent`; without an argument, as `endnetent`. Guile manual,
    Network Databases.
    """

def setprotoent(stayopen: object = ...) -> None:
    """`(setprotoent [stayopen])`: let `getprotoent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endprotoent`; else they look anew each time. Guile manual, Network Databases.
    """

def getprotoent() -> ProtocolEntry | None:
    """`(getprotoent)`: return the next protocol of /etc/protocols; `None` after the last. Guile
    manual, Network Databases.
    """

def endprotoent() -> None:
    """`(endprotoent)`: end going through the database. Guile manual, Network Databases."""

def setproto(stayopen: object = ...) -> None:
    """`(setproto [stayopen])`: do as `setprotoent`; without an argument, as `endprotoent`. Guile
    manual, Network Databases.
    """

def setservent(stayopen: object = ...) -> None:
    """`(setservent [stayopen])`: let `getservent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endservent`; else they look anew each time. Guile manual, Network Databases.
    """

def getservent() -> ServiceEntry | None:
    """`(getservent)`: return the next service of /etc/services; `None` after the last. Guile
    manual, Network Databases.
    """

def endservent() -> None:
    """`(endservent)`: end going through the database. Guile manual, Network Databases."""

def setserv(stayopen: object = ...) -> None:
    """`(setserv [stayopen])`: do as `setservent`; without an argument, as `endservent`. Guile
    manual, Network Databases.
    """
