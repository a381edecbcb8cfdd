# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""The constants of SRFI 106, which Foment has too: the platform's values, as plain ints."""

from typing import Final

AF_UNSPEC: Final[int]
"""`*af-unspec*`. SRFI 106, *af-unspec*."""
AF_INET: Final[int]
"""`*af-inet*`. SRFI 106, *af-inet*."""
AF_INET6: Final[int]
"""`*af-inet6*`. SRFI 106, *af-inet6*."""
SOCK_STREAM: Final[int]
"""`*sock-stream*`. SRFI 106, *sock-stream*."""
SOCK_DGRAM: Final[int]
"""`*sock-dgram*`. SRFI 106, *sock-dgram*."""
AI_CANONNAME: Final[int]
"""`*ai-canonname*`. SRFI 106, *ai-canonname*."""
AI_NUMERICHOST: Final[int]
"""`*ai-numerichost*`. SRFI 106, *ai-numerichost*."""
AI_V4MAPPED: Final[int]
"""`*ai-v4mapped*`. SRFI 106, *ai-v4mapped*."""
AI_ALL: Final[int]
"""`*ai-all*`. SRFI 106, *ai-all*."""
AI_ADDRCONFIG: Final[int]
"""`*ai-addrconfig*`. SRFI 106, *ai-addrconfig*."""
IPPROTO_IP: Final[int]
"""`*ipproto-ip*`. SRFI 106, *ipproto-ip*."""
IPPROTO_TCP: Final[int]
"""`*ipproto-tcp*`. SRFI 106, *ipproto-tcp*."""
IPPROTO_UDP: Final[int]
"""`*ipproto-udp*`. SRFI 106, *ipproto-udp*."""
MSG_PEEK: Final[int]
"""`*msg-peek*`. SRFI 106, *msg-peek*."""
MSG_OOB: Final[int]
"""`*msg-oob*`. SRFI 106, *msg-oob*."""
MSG_WAITALL: Final[int]
"""`*msg-waitall*`. SRFI 106, *msg-waitall*."""
SHUT_RD: Final[int]
"""`*shut-rd*`. SRFI 106, *shut-rd*."""
SHUT_WR: Final[int]
"""`*shut-wr*`. SRFI 106, *shut-wr*."""
SHUT_RDWR: Final[int]
"""`*shut-rdwr*`. SRFI 106, *shut-rdwr*."""
