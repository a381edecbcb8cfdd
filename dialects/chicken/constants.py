"""The constants of the socket egg: the platform's values, as plain ints.

As in the egg, one that the platform lacks is there all the same. A flag of a lookup (`ai/...`) is
then 0; an option is false, `None`, and setting or getting it raises `UnsupportedError`.
"""

from __future__ import annotations

from ...core.constants import constant
from ..declaration import UNDOCUMENTED
from ..tables import Table

_FLAGS = ("AI_ADDRCONFIG", "AI_ALL", "AI_DEFAULT", "AI_MASK", "AI_V4MAPPED")

Table(__name__).constants(
    "Socket egg manual",
    {
        "af/inet": "af/inet af/inet6 af/unix af/unspec",
        "address-information": "ai/canonname ai/numerichost ai/passive",
        "sol/socket": "ipproto/icmp ipproto/ip ipproto/ipv6 sol/socket",
        "ipproto/tcp": "ipproto/tcp ipproto/udp",
        "ip/options": """
            ip/add-membership ip/drop-membership ip/hdrincl ip/mtu? ip/mtu-discover?
            ip/multicast-if ip/multicast-loop ip/multicast-ttl ip/options ip/pktinfo?
            ip/recvdstaddr? ip/recverr? ip/recvopts? ip/recvretopts? ip/recvtos? ip/recvttl?
            ip/retopts? ip/router-alert? ip/tos ip/ttl""",
        "ipv6-v6-only?": "ipv6/v6only?",
        "name-information": "ni/dgram ni/namereqd ni/nofqdn ni/numerichost ni/numericserv",
        "socket-shutdown": "shut/rd shut/rdwr shut/wr",
        "sock/stream": "sock/dgram sock/raw sock/stream",
        "so/reuseaddr": """
            so/acceptconn so/broadcast so/debug so/dontroute so/error so/exclusiveaddruse?
            so/keepalive so/linger so/oobinline so/rcvbuf so/rcvlowat so/rcvtimeo so/reuseaddr
            so/reuseport? so/sndbuf so/sndlowat so/sndtimeo so/timestamp? so/type so/useloopback?
            """,
        "tcp/nodelay": "tcp/keepalive? tcp/maxseg tcp/nodelay tcp/noopt? tcp/nopush?",
        UNDOCUMENTED: """
            ai/addrconfig ai/all ai/default ai/mask ai/numericserv ai/v4mapped ipv6/addrform?
            ipv6/authhdr? ipv6/checksum? ipv6/dstopts? ipv6/flowinfo? ipv6/hoplimit? ipv6/hopopts?
            ipv6/join-group? ipv6/leave-group? ipv6/mtu? ipv6/mtu-discover? ipv6/multicast-hops?
            ipv6/multicast-if? ipv6/multicast-loop? ipv6/nexthop? ipv6/pktinfo? ipv6/port-range?
            ipv6/recverr? ipv6/router-alert? ipv6/rthdr? ipv6/unicast-hops?""",
    },
    values={
        **{name: constant(name) or 0 for name in _FLAGS},
        "IPV6_PORT_RANGE": constant("IPV6_PORTRANGE"),
    },
)
