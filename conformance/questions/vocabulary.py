"""The vocabulary of the subject's steps: every phrase with its parameters and its meaning.

A phrasebook has code for a phrase in one dialect, in Scheme and in Python. It leaves out the
phrases that the dialect cannot express, and the behaviours that use them cannot be asked.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["PHRASES", "Phrase"]


@frozen
class Phrase:
    """A phrase: its name, its parameters and its meaning."""

    name: str
    parameters: tuple[str, ...]
    meaning: str


_TABLE = """
# Making sockets
connect node service                | a stream socket over IPv4, connected
connect-with-info node service flags | the same, with address info flags
connect-passively node service      | the same, with the flag that is for servers
connect-inet6 node service          | a stream socket over IPv6, connected
connect-inet6-with-info node service flags | the same, with address info flags
connect-unspecified node service    | a stream socket over whichever family, connected
connect-as domain protocol node service | a socket of a type and a protocol over IPv4, connected
connect-datagram node service       | a datagram socket over IPv4, connected
connect-datagram-inet6 node service | a datagram socket over IPv6, connected
listen                              | a stream socket listening at every IPv4 address, any port
listen-on service                   | the same on a given port
listen-briefly service              | listen on a given port, then close; whether it was a socket
listen-at node                      | the same at a given node
listen-backlog backlog              | the same with a given backlog
listen-backlog-briefly backlog      | the same, then close it
listen-as protocol                  | the same for a given protocol
listen-unbound                      | a stream socket that listens and was not bound
listen-inet6                        | the same over IPv6
bind-datagram                       | a datagram socket bound to a port of the system's choice
bind-datagram-inet6                 | the same over IPv6
unconnected                         | a stream socket that is neither bound nor connected
unconnected-inet6                   | the same over IPv6
unknown-family number               | a stream socket of an address family given by number
accept socket                       | the next connection to a listening socket
accept-often socket count           | accept so many, receive a byte of each; the bytes' sum
connect-often node service count    | connect and close so many times; how many
reconnect socket node service       | connect a socket that exists
connect-limited socket node service limit | the same, waiting so long at most; or nothing
is-socket object                    | whether it is a socket
is-socket-closed socket             | whether a socket is closed
socket-for one                      | a socket of the kind that an addrinfo says
connect-addrinfo socket one         | connect to an addrinfo, or nothing where that fails
bind-addrinfo socket one            | bind to an addrinfo, or nothing where that fails
connect-to-first one                | a socket connected to the first of a chain that answers
connect-resolved node service       | a client whose resolver looks at 127.0.0.1 alone
connect-resolved-within node service limit | the same, each attempt limited
listen-resolved service             | a server whose resolver gives 127.0.0.1 and any port
listen-everywhere-briefly           | the same for all families, closed again: how many of each
listen-resolved-everywhere-briefly  | the same by a resolver that gives 127.0.0.1 alone
make-socket family type protocol    | a socket of these
make-socket-by-default family type  | a socket of these, the protocol left out
connect-existing node service       | make a stream socket, then connect it
connect-in-turn type node service next-node next-service milliseconds | the first that answers
connect-to-none                     | connect to the first of no addresses
listen-inet6-only on                | listen over IPv6, with or without IPv4
start-listening socket backlog      | let a socket that exists listen
family-of socket                    | the address family of a socket
type-of socket                      | its type
protocol-of socket                  | its protocol
type-of-descriptor socket           | the type that the system knows of a socket's descriptor
is-printed-with socket family type  | whether its printed form names descriptor, family and type

# Closing
close socket                        | close a socket
close-regardless socket             | close a socket, whatever the system says of it
dispose socket                      | close a socket at the end; nobody asks what it does
shutdown socket how                 | shut down one side or both

# Moving bytes
send socket data                    | send bytes
send-with-flags socket data flags   | send bytes with message flags
send-zeros socket count             | send so many zero bytes in one call
receive socket size                 | receive up to so many bytes
receive-or-nothing socket size      | the same, or nothing where it must not wait
receive-with-flags socket size flags | receive with message flags
receive-with-flags-or-nothing socket size flags | the same, or nothing where it must not wait
receive-count socket size flags     | how many bytes one receive with flags gave
exchange socket total chunk         | send `total` bytes in chunks and receive meanwhile; how many
send-range socket data start end    | send the bytes between start and end
send-from socket data start         | send the bytes from start on
send-buffer socket data             | send bytes of a buffer that is no string
send-part socket count              | send so many zero bytes; whether some, not all, were sent
send-all socket data chunk          | send all bytes, so many at a time
send-all-range socket data start end | send all the bytes between start and end
send-all-with-flags socket data flags | send all bytes with message flags
send-all-zeros socket count         | send so many zero bytes, all of them
send-text socket text               | send a string as UTF-8
send-text-range socket text start end | send the characters between start and end as UTF-8
receive-text-range socket size start end | receive bytes; those between start and end as a string
receive-text socket size            | receive up to so many bytes of UTF-8, as a string

# Ports
input-port socket                   | a binary input port over the socket
output-port socket                  | a binary output port over the socket
text-input-port socket              | an input port of characters over the socket
text-output-port socket             | an output port of characters over the socket
text-port socket                    | a port of characters for both directions
text-port-with socket style         | the same, lines ending in a given style
read-u8 port                        | one byte
peek-u8 port                        | the next byte, left there
u8-ready port                       | whether a byte can be read without waiting
read-bytes port count               | read so many bytes
read-bytes-into size port start end | read into part of a buffer of zeros: count, buffer
read-bytes-into-whole size port     | read into the whole of a buffer of zeros: count, buffer
write-u8 port byte                  | write one byte
write-bytes port data               | write bytes
write-bytes-range port data start end | write the bytes between start and end
write-bytes-from port data start    | write the bytes from start to the end
read-utf8 port count                | read so many bytes of UTF-8, as a string
write-utf8 port text                | write a string as UTF-8 bytes
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
call-with-port-values port          | call-with-port with a procedure that returns 1 and 2
call-with-port-raising port         | call-with-port with a procedure that raises
two-way-port socket                 | a binary port for both directions, which closes its socket
two-way-port-only socket            | the same, which leaves its socket open
forget-port socket                  | make such a port, which nobody holds, and let it be collected
shutdown-port port how              | shut down the sides of a port's socket
shutdown-input-port port            | shut down the input side
shutdown-output-port port           | shut down the output side
port-of-bytes data                  | a binary input port over a bytevector
read-all-bytes port                 | all bytes up to the end
read-some-bytes port                | the bytes that are there, at least one
is-at-end port                      | whether the end comes next
both-ports socket                   | an input and an output port, made together
input-port-with socket size         | an input port whose buffer has a size
output-port-with socket size chunk  | an output port with such a buffer, and its chunks
write-with-sizes port data size chunk | write with these sizes for new ports
abandon port                        | let closing a port leave its side of the connection up
is-socket-of-port port socket       | whether a port is over that socket
descriptor-of-port-is port socket   | whether the descriptor of a port is the socket's

# Control
call-with-receiving socket size     | call-with-socket with a procedure that receives
call-with-values socket             | call-with-socket with a procedure that returns 1 and 2
call-with-raising socket            | call-with-socket with a procedure that raises
call-with socket procedure          | call-with-socket with the given thing for a procedure

# Pairs, addresses, buffers of the caller
stream-pair                         | two connected Unix stream sockets
datagram-pair                       | two connected Unix datagram sockets
inet-pair                           | two connected sockets over IPv4
first-of pair                       | the first of two
second-of pair                      | the second of two
unconnected-datagram                | a datagram socket that is neither bound nor connected
connect-unix path                   | a stream socket connected to a Unix path
listen-unix path                    | a stream socket that listens at a Unix path
receive-into size socket flags      | receive into a buffer of zeros: count, buffer
receive-into-used size socket       | receive into a buffer of ones: count, buffer
receive-from-range size socket start end | receive into part of a buffer: count, buffer
receive-into-buffer size socket     | receive into a buffer that is no string: count, buffer
receive-from-start size socket start | receive into a buffer from start on: count, buffer
receive-from socket size service    | receive a datagram: the data, whether it is from that port
receive-from-into size socket start end service | the same into a buffer: count, buffer, whether
receive-from-with-flags socket size flags | receive a datagram with message flags: the data
receive-origin socket size          | receive; the sender's address as a string, if it is known
echo-datagram socket size           | receive a datagram and send it back to where it came from
receive-with-address socket size address | receive; the sender's goes into a socket address
send-to socket data service         | send a datagram to a port of 127.0.0.1
send-to-with-flags socket data service flags | the same with message flags
send-to-range socket data start end service | the same with the bytes between start and end
send-to-range-with-flags socket data start end service flags | the same with message flags
accept-origin socket                | accept; the client's address as a string
local-node socket                   | the address to which it is bound, as a string
local-port-picked socket            | whether it is bound to a port above 0
peer-node socket                    | the address to which it is connected, as a string
peer-port-is socket service         | whether it is connected to that port
local-path-is socket path           | whether it is bound to that Unix path
peer-path-is socket path            | whether it is connected to that Unix path
unconnected-unix                    | a Unix stream socket that is neither bound nor connected
address-parts family address port   | a socket address made of these: family, address, port
parse-address family text           | an address as an integer
format-address family address       | an integer as an address

# Socket addresses as objects
make-address node port              | an address of a numeric node and port; either may be nothing
make-unix-address path              | an address that is a Unix path
is-address object                   | whether it is a socket address
address-kind address                | its address family
address-node address                | its node in numbers or its path, a string
address-port address                | its port
address-path address                | its path
show-address address                | all of it in a short form, a string

# Looking up
lookup node service                 | the addresses of a host and a service, a list
lookup-by node service family type protocol flags | the same, limited to these
found-count found                   | how many a lookup has found
found-first found                   | the first that a lookup has found
found-nodes found                   | the nodes of all that it has found, in numbers
found-types found                   | the socket types of all that it has found
is-found object                     | whether it is one of what a lookup finds
found-address one                   | the socket address of one
found-family one                    | the address family of one
found-type one                      | the socket type of one
found-protocol one                  | the protocol of one
found-name one                      | the host's canonical name, or nothing
found-flags one                     | the flags of one
names-of address                    | the names of its host and its service
names-of-by address flags           | the same, with flags
peer-names-are socket flags node service | whether the names looked up for the peer are these

# Waiting
set-nonblocking socket              | let operations give up instead of waiting
accept-or-nothing socket            | accept, or nothing where nobody waits
connect-or-nothing socket service   | connect to a port of 127.0.0.1, or nothing yet
select-readable socket              | whether select finds it readable at once
select-readable-within socket seconds microseconds | the same, waiting so long at most
accept-ready socket                 | whether a connection waits to be accepted
select-writable socket              | whether select finds it writable, waiting for it if need be
set-blocking socket                 | let operations wait again
is-nonblocking socket               | whether operations give up instead of waiting
fill socket                         | send until a send would wait, and nobody receives
interrupted call                    | what a call gives whose thread is interrupted as it waits
value-of-interrupt call             | what interrupting the thread of a call gives
interrupt-ended-thread              | interrupt a thread that has ended
set-read-timeout socket limit       | limit how long a read may wait: milliseconds or a time object
read-timeout socket                 | the limit, in milliseconds

# Spans of time
no-limit                            | wait for ever
microseconds count                  | so many microseconds
seconds-and-microseconds seconds microseconds | both, as two numbers
time-span milliseconds              | so many milliseconds, as a time object

# Sets of sockets
socket-set                          | a set with no sockets in it
socket-set-of first second          | a set made of a list of two sockets
is-socket-set object                | whether it is a set of sockets
in-socket-set set socket            | whether a socket is in a set
put-in-socket-set set socket        | put a socket into a set
take-from-socket-set set socket     | take a socket out of a set
clear-socket-set set                | take all sockets out of a set
socket-set-size set                 | how many sockets are in a set
first-in-socket-set set             | the first socket collected from a set
select-read first second limit      | wait; which of two sockets can be read, as numbers
select-write first second limit     | wait; which of two can be written
select-exceptional first second limit | wait; which of two have urgent data
select-sets read write exceptional limit | wait; how many are ready, how many of each set
select-sets-in-place read write exceptional limit | the same in the sets themselves
select-gives-same read limit        | whether the same gives back the set that it was given

# Selectors
selector                            | something that watches sockets
is-selector object                  | whether it is one
watch selector socket limit data    | watch a socket for so long
watch-plainly selector socket       | watch a socket
wait-for-ready selector limit       | wait; the data of those that are ready, of those out of time
first-ready selector                | wait; the first socket that is ready
first-ready-parts selector          | wait; the limit and the data of the first
wait-meanwhile selector call        | what a wait gives that a thread does while a call is made
selector-size selector              | how many sockets are watched
clear-selector selector             | watch none any more
interrupt-selector selector         | end a wait
close-selector selector             | close it
is-selector-closed selector         | whether it is closed
is-selector-waiting selector        | whether a thread waits

# Information objects
own-info socket                     | what is known of its own end, or nothing
peer-info socket                    | what is known of the peer's end, or nothing
is-info object                      | whether it is what is known of an end
info-host info                      | the name of the host
info-ip info                        | its address
info-address info                   | its address, as a string
info-address-bytes info             | its address, as bytes
info-address-is-inet6 info          | whether that is an IPv6 address
is-ip-address object                | whether it is an address
info-port-is info service           | whether that is the port
set-info-port info port             | set the port in what is known
peer-info-values socket service     | name, address, whether that is the port: of the peer's end
own-info-values socket service      | the same of its own end
name-of socket                      | the name of a socket, or nothing
name-is socket host service         | whether that is the name of a host and that its port
node-of socket                      | the node that was asked for, or nothing
service-is socket service           | whether that is the service that was asked for

# Addrinfos
addrinfo node service               | where they are: the first of a chain
addrinfo-by node service family type flags protocol | the same with a hint of these
addrinfo-hinted node service hint   | the same with an addrinfo for a hint
empty-addrinfo                      | an addrinfo that was not found
is-addrinfo object                  | whether it is an addrinfo
addrinfo-next one                   | the next of the chain, or nothing
addrinfo-count one                  | how many there are from here on
addrinfo-family one                 | the family
addrinfo-type one                   | the type
addrinfo-flags one                  | the flags
addrinfo-protocol one               | the protocol
addrinfo-address one                | the socket address, or nothing
set-addrinfo-numbers one family type flags protocol | set these
link-addrinfos first second         | let the second come next after the first
is-sockaddr object                  | whether it is a socket address

# Timeouts, sizes, threads, conditions
setting name                        | the value of a setting
set-setting name value              | change a setting
receive-within socket size milliseconds | receive, waiting so long at most
receive-into-within size socket milliseconds | the same into a buffer of zeros: count, buffer
receive-from-within socket size milliseconds | the same for a datagram: the data
receive-from-into-within size socket milliseconds | the same into a buffer: count, buffer
receive-without-limit socket size   | receive, waiting for ever
receive-elsewhere socket size milliseconds | receive in a thread beside that which binds a limit
accept-within socket milliseconds   | accept, waiting so long at most
connect-within node service milliseconds | connect a stream socket, waiting so long at most
fill-within socket milliseconds     | send zeros until a send would wait longer than so long
fill-from-all-within socket milliseconds | the same with calls that send all
read-within socket count milliseconds | read bytes from a new port, waiting so long at most
input-port-within socket milliseconds | an input port made while receiving waits so long at most
fill-port-within socket milliseconds | write zeros to a new port, until the same
beside call socket data             | what a call gives while another thread sends on a socket
condition-kinds-of call             | the names of the kinds of the condition that a call raises

# Text and buffers of ports
read-character port                 | one character
peek-character port                 | the next character, left there
character-ready port                | whether a character can be read without waiting
read-line port                      | a line without its newline
read-line-limited port limit        | a line without its newline, so many characters at most
read-line-whole port                | a line with its newline
read-line-split port                | a line and what ended it
read-string port count              | so many characters
read-all port                       | all characters up to the end
read-lines port                     | all lines up to the end, a list
read-some-lines port count          | so many lines at most, a list
write-text port text                | write a string
write-beginning port data count     | write the first so many bytes
display-value port value            | write any value as people read it
write-character port character      | write one character
write-newline port                  | write a newline
write-line port text                | write a string and a newline
set-encoding port encoding          | read and write characters in an encoding from now on
set-buffering port mode             | hold back nothing, or up to a newline, or blocks
set-buffering-size port mode size   | the same, with a size
drain port                          | what was read ahead and not yet read
close-value port                    | close a port; what closing gives
is-closed port                      | whether it is closed

# Options
get-option socket level name        | the value of an option
set-option socket level name value  | set an option
get-option-bytes socket level name size | the value of an option as it is, so many bytes at most
set-option-bytes socket level name value | set an option to bytes as they are
get-linger socket                   | whether closing lingers, and for how many seconds
set-linger socket on seconds        | set both
read-option socket accessor         | the value of the option that an accessor is for
write-option socket accessor value  | set the option that an accessor is for
descriptor socket                   | the socket's file descriptor

# Conditions
caught operation                    | the condition that an operation raises, or nothing
is-condition object                 | whether it is a condition
is-error object                     | whether it is an error
condition-kinds condition           | the names of its kinds, a list
condition-place condition           | the name of the procedure that it came from
condition-message condition         | what it says, a string
condition-arguments condition       | what it is about, a list
condition-errno condition           | the system's errno, or nothing
condition-errno-or condition default | the same, or a default
condition-node condition            | the node that was looked for
condition-service condition         | the service that was looked for
condition-socket-is condition socket | whether it is about that socket
condition-port-is condition port    | whether it is about that port
host-condition node service         | a condition: a node and a service are not to be found
socket-condition socket             | a condition: an operation on a socket failed
connection-condition socket         | a condition: a connection failed
closed-condition socket             | a condition: a socket is closed
timeout-condition socket timeout    | a condition: a read took too long
port-condition socket port          | a condition: an operation on a port of a socket failed
raised condition                    | raise a condition

# Flags and names
value constant                      | the value of a constant
value-or-nothing constant           | the value of a constant, or nothing where it has none
is-between number low high          | whether a number is one from low to high
is-there constant                   | whether the platform has a constant
family-number name                  | the number of an address family by its name
family-name number                  | the name of an address family by its number, or nothing
type-number name                    | the number of a socket type by its name
type-name number                    | the name of a socket type by its number, or nothing
protocol-number name                | the number of a protocol by its name
protocol-name number                | the name of a protocol by its number, or nothing
merge-flags first second            | merge two flags
merge-three-flags first second third | merge three flags
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

# Sockets and addresses by their parts
open-socket family style protocol   | a socket of a family, a style and a protocol
protocol-symbol-number name         | the number of a protocol by the symbol that names it
local-family socket                 | the family of the address to which it is bound
local-path socket                   | the path to which a Unix socket is bound, if it is to one
peer-path socket                    | the path to which a Unix socket is connected, if it is to one
loopback-address service            | the socket address of a port of 127.0.0.1
unix-address path                   | the socket address of a path
inet6-address-parts address port    | a socket address made of these: all of its parts
inet6-address-parts-all address port flowinfo scope | the same, with flow info and scope given
unix-address-parts path             | a socket address made of a path: family, path
connect-address socket address      | connect to a socket address
connect-address-or-nothing socket address | the same, or nothing where it must not wait
connect-inet6-parts socket service  | connect to a port of ::1, with flow info and scope of 0
bind-address socket address         | bind to a socket address
bind-inet-parts socket              | bind to 127.0.0.1 and any port
bind-inet6-parts socket             | bind to ::1 and any port, with flow info and scope of 0
bind-unix-parts socket path         | bind to a Unix path
accept-from-peer socket             | accept; whether the address it tells is that of the peer
accept-nonblocking socket           | accept a connection that does not wait
accept-closing-on-exec socket       | accept a connection that exec closes
closes-on-exec socket               | whether exec closes it
send-to-address socket data address | send a datagram to a socket address
send-to-address-with-flags socket data address flags | the same with message flags
send-to-inet6 socket data service flags | send to a port of ::1, with all parts and message flags
send-to-unix socket data path       | send a datagram to a Unix path
send-to-unix-with-flags socket data path flags | the same with message flags
receive-into-with-origin size socket flags | receive with its origin into a buffer: count, buffer
sends-less socket count             | whether one send of so many zero bytes sent fewer
join-group socket group             | receive what is sent to a group over loopback
leave-group socket group            | the opposite
send-to-group socket data group service | send to a group's port over loopback
network-part address                | the network's part of an IPv4 address
host-part address                   | the host's part of an IPv4 address
join-parts network host             | the IPv4 address of both

# Databases
lookup-parts node service style     | the first address found: family, style, address, port
lookup-canonical-name node          | the canonical name found with a numeric node
host-parts name                     | a host by its name: family, size, first address
host-parts-by-address address       | the same by its address
protocol-parts name                 | a protocol by its name: name, number
protocol-parts-by-number number     | the same by its number
service-parts name protocol         | a service by its name: name, port, protocol
service-parts-by-port port protocol | the same by its port
host-parts-of host                  | a host by either: family, size, first address
protocol-parts-of protocol          | a protocol by either: name, number
service-parts-of service protocol   | a service by either: name, port, protocol
advance-hosts                       | whether another host, or none, follows the first
advance-protocols                   | the same with protocols
advance-services                    | the same with services
restart-hosts                       | read the first host, start again: whether it is the same
restart-protocols                   | the same with protocols
restart-services                    | the same with services
"""


def _read(table: str) -> dict[str, Phrase]:
    phrases = {}
    for line in filter(None, table.splitlines()):
        if not line.startswith("#"):
            head, meaning = (part.strip() for part in line.split("|"))
            name, *parameters = head.split()
            if name in phrases:
                raise ValueError(f"two phrases are called {name}")
            phrases[name] = Phrase(name, tuple(parameters), meaning)
    return phrases


PHRASES = _read(_TABLE)
"""Every phrase by its name."""
