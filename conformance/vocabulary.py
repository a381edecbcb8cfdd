"""What a script can say: every phrase, its parameters, and what it means.

A phrasebook says a phrase in one dialect, as Scheme and as Python; a dialect that has no way to
say it leaves it out, and then cannot answer the behaviours that need it.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["PHRASES", "Phrase"]


@frozen
class Phrase:
    """A phrase: its name, the names of its parameters, its meaning."""

    name: str
    parameters: tuple[str, ...]
    meaning: str


_TABLE = """
# Making sockets
connect node service                | a stream socket over IPv4, connected
connect-with-info node service flags | the same, with address info flags
connect-inet6 node service          | a stream socket over IPv6, connected
connect-datagram node service       | a datagram socket over IPv4, connected
connect-datagram-inet6 node service | a datagram socket over IPv6, connected
listen                              | a stream socket listening at every IPv4 address, any port
listen-on service                   | the same on a given port
listen-briefly service              | listen on a given port, then close; whether it was a socket
listen-at node                      | the same at a given node
listen-backlog backlog              | the same with a given backlog
listen-inet6                        | the same over IPv6
bind-datagram                       | a datagram socket bound to a port of the system's choice
bind-datagram-inet6                 | the same over IPv6
unconnected                         | a stream socket that is neither bound nor connected
unknown-family number               | a stream socket of an address family given by number
accept socket                       | the next connection to a listening socket
accept-often socket count           | accept so many, receive a byte of each; the bytes' sum
connect-often node service count    | connect and close so many times; how many
reconnect socket node service       | connect a socket that exists
is-socket object                    | whether it is a socket

# Letting go
close socket                        | close a socket
dispose socket                      | close a socket at the end; nobody asks what it does
shutdown socket how                 | shut down one side or both

# Moving bytes
send socket data                    | send bytes
send-with-flags socket data flags   | send bytes with message flags
send-zeros socket count             | send so many zero bytes in one call
receive socket size                 | receive up to so many bytes
receive-with-flags socket size flags | the same with message flags
receive-count socket size flags     | how many bytes one receive with flags gave
exchange socket total chunk         | send `total` bytes in chunks and receive meanwhile; how many
send-text socket text               | send a string as UTF-8
receive-text socket size            | receive up to so many bytes of UTF-8, as a string

# Ports
input-port socket                   | a binary input port over the socket
output-port socket                  | a binary output port over the socket
read-u8 port                        | one byte
peek-u8 port                        | the next byte, left there
u8-ready port                       | whether a byte can be read without waiting
read-bytes port count               | read so many bytes
read-bytes-into size port start end | read into part of a buffer of zeros: count, buffer
write-u8 port byte                  | write one byte
write-bytes port data               | write bytes
write-bytes-range port data start end | write the bytes between start and end
write-and-flush port data           | write bytes and flush
write-zeros port count              | write so many zero bytes in one call
flush port                          | send what the port holds back
close-port port                     | close a port
close-input-port port               | close the input side of a port
close-output-port port              | close the output side of a port
is-input-port object                | whether it is an input port
is-output-port object               | whether it is an output port
is-binary-port object               | whether it is a binary port
is-textual-port object              | whether it is a textual port
is-input-port-open port             | whether the input side is open
is-output-port-open port            | whether the output side is open
call-with-port-reading port count   | call-with-port with a procedure that reads so many bytes

# Control
call-with-receiving socket size     | call-with-socket with a procedure that receives
call-with-values socket             | call-with-socket with a procedure that returns 1 and 2
call-with-raising socket            | call-with-socket with a procedure that raises
call-with socket procedure          | call-with-socket with the given thing for a procedure

# Flags and names
value constant                      | the value of a constant
merge-flags first second            | merge two flags
merge-no-flags                      | merge no flags at all
purge-flags base first              | purge a flag
purge-two-flags base first second   | purge two flags
address-family name                 | the flag operation of that name, with a literal name
address-info first second           | the same, with two literal names
address-info-none                   | the same, with none
socket-domain name                  | the same
ip-protocol name                    | the same
message-type first second           | the same, with two literal names
message-type-none                   | the same, with none
shutdown-method name                | the same
shutdown-method-both                | the same, with read and write
unknown-address-family              | address-family of a name there is not
unknown-address-info                | address-info of a name there is not
unknown-message-type                | message-type of a name there is not
unknown-shutdown-method             | shutdown-method of a name there is not
has-address address family          | whether an address is among the machine's own of a family
"""


def _read(table: str) -> dict[str, Phrase]:
    phrases = {}
    for line in filter(None, table.splitlines()):
        if not line.startswith("#"):
            head, meaning = (part.strip() for part in line.split("|"))
            name, *parameters = head.split()
            phrases[name] = Phrase(name, tuple(parameters), meaning)
    return phrases


PHRASES = _read(_TABLE)
"""Every phrase by its name."""
