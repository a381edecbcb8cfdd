"""The look-ups of the CHICKEN socket egg's manual: names to addresses, and addresses to names.

    python docs/examples/chicken_addresses.py [NODE]

It prints each expression of the manual's and what comes of it here. Where the manual asks for a
host of the Internet or of its author's network, it asks for NODE ("localhost" unless said), and
what the last address is called is asked of 127.0.0.1.

Order is that of the Scheme expressions, so that the two can be read side by side. The one that
asks for the peer of an accepted socket is in `chicken_server.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from schemesockets.dialects.chicken import (
    AI_CANONNAME,
    AI_PASSIVE,
    NI_NAMEREQD,
    NI_NUMERICHOST,
    NI_NUMERICSERV,
    SOCK_DGRAM,
    NetError,
    address_information,
    inet_address,
    name_information,
)


def show(form: str, look_up: Callable[[], object]) -> None:
    try:
        result = look_up()
    except NetError as failure:
        print(f"{form}\n  ; => error: {failure}", flush=True)
    else:
        print(f"{form}\n  ; => {result}", flush=True)


def addresses(node: str) -> None:
    show(
        '(address-information "localhost" "http")',
        lambda: address_information("localhost", "http"),
    )
    show(
        '(address-information "127.0.0.1" 53 type: sock/dgram)',
        lambda: address_information("127.0.0.1", 53, type=SOCK_DGRAM),
    )
    show(f'(address-information "{node}" 80)', lambda: address_information(node, 80))
    show(
        f'(address-information "{node}" 80 type: #f)',
        lambda: address_information(node, 80, type=None),
    )
    show('(address-information #f "http")', lambda: address_information(None, "http"))
    show(
        '(address-information #f "http" flags: ai/passive)',
        lambda: address_information(None, "http", flags=AI_PASSIVE),
    )
    show(
        f'(address-information "{node}" 0 flags: ai/canonname)',
        lambda: address_information(node, 0, flags=AI_CANONNAME),
    )
    show("(address-information #f #f)", lambda: address_information(None, None))


def names() -> None:
    show(
        '(name-information (inet-address "127.0.0.1" 80))',
        lambda: name_information(inet_address("127.0.0.1", 80)),
    )
    show(
        '(name-information (inet-address "::1" 80))',
        lambda: name_information(inet_address("::1", 80)),
    )
    show(
        '(name-information (inet-address "::1" #f))',
        lambda: name_information(inet_address("::1", None)),
    )
    show('(name-information "::1")', lambda: name_information("::1"))
    show(
        '(name-information (inet-address "::1" 80) ni/numerichost)',
        lambda: name_information(inet_address("::1", 80), NI_NUMERICHOST),
    )
    show(
        '(name-information (inet-address "::1" 80) (+ ni/numerichost ni/numericserv))',
        lambda: name_information(inet_address("::1", 80), NI_NUMERICHOST + NI_NUMERICSERV),
    )
    show(
        '(name-information (inet-address "127.0.0.2" 80))',
        lambda: name_information(inet_address("127.0.0.2", 80)),
    )
    show(
        '(name-information (inet-address "127.0.0.2" 80) ni/namereqd)',
        lambda: name_information(inet_address("127.0.0.2", 80), NI_NAMEREQD),
    )
    show(
        '(name-information (inet-address "127.0.0.1" 80) ni/numericserv)',
        lambda: name_information(inet_address("127.0.0.1", 80), NI_NUMERICSERV),
    )


def main(node: str = "localhost") -> int:
    try:
        addresses(node)
        names()
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
