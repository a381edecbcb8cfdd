"""The constants of gauche.net."""

from schemesockets.dialects.tables import Table

Table(__name__).constants(
    "Gauche manual",
    {
        "Low-level socket interface": """
            PF_UNIX PF_INET PF_INET6 AF_UNIX AF_INET AF_INET6 SOCK_STREAM SOCK_DGRAM SOCK_RAW
            SHUT_RD SHUT_WR SHUT_RDWR MSG_CTRUNC? MSG_DONTROUTE? MSG_EOR? MSG_OOB? MSG_PEEK?
            MSG_TRUNC? MSG_WAITALL? SOL_SOCKET SOL_TCP? SOL_IP? SO_KEEPALIVE SO_OOBINLINE
            SO_REUSEADDR SO_TYPE SO_BROADCAST SO_PRIORITY? SO_ERROR""",
    },
    values={"PF_UNIX": 1, "PF_INET": 2, "PF_INET6": 10, "SOL_TCP": 6, "SOL_IP": 0},
)
