"""The effects of phrases: what each takes and makes, what it needs, and for what it may wait.

Effects are what makes a script sensible: whoever generates scripts, or checks those of others and
the words of a phrasebook, reads them here. The type of a parameter follows from its name; the
rest is a table.
"""

from __future__ import annotations

from attrs import frozen

from .vocabulary import PHRASES

__all__ = ["EFFECTS", "OBJECTS", "Effect", "fits"]

OBJECTS: dict[str, tuple[str, ...]] = {
    "socket": ("stream", "datagram", "listener", "unconnected"),
    "stream": (),
    "datagram": (),
    "listener": (),
    "unconnected": (),
    "pair": (),
    "port": ("input-port", "output-port", "two-way-port"),
    "input-port": ("two-way-port",),
    "output-port": ("two-way-port",),
    "two-way-port": (),
    "address": (),
    "addrinfo": (),
    "found": (),
    "info": (),
    "selector": (),
    "socket-set": (),
    "condition": (),
    "limit": (),
}
"""The types of what a script names and uses again; for each, the types that belong to it."""


@frozen
class Effect:
    """What a phrase does, as far as the steps before and after it are concerned."""

    takes: tuple[str, ...]
    """The type of each parameter: one of `OBJECTS`, or a word for plain data, such as `bytes`."""
    makes: str
    """The type of the value: `nothing` where only the effect counts, `value` for plain data,
    `object` where it depends on the arguments."""
    needs: frozenset[str]
    """What must hold of the socket, so that the phrase succeeds: `open`, `connected`, `bound`."""
    waits: str
    """For what it may wait: `input`, `space` to send, `peer` (its connect or accept), `time`."""
    ends: str
    """Which sides of the socket or port are over afterwards: `input`, `output`, `both`; or ""."""


def fits(made: str, taken: str) -> bool:
    """Return whether a thing of the type `made` may be an argument of the type `taken`.

    A thing whose type is known in part, as the first of a pair, may be any that belongs to it.
    """
    return (
        made in (taken, "object")
        or made in OBJECTS.get(taken, ())
        or taken in OBJECTS.get(made, ())
        or taken == "object"
    )


_TYPES = {
    "bytes": "data",
    "text": "text character",
    "size": "size count total chunk start end backlog",
    "flags": "flags first second third base",
    "node": "node next-node name host",
    "service": "service next-service",
    "path": "path",
    "how": "how",
    "number": "number byte low high milliseconds microseconds seconds timeout flowinfo scope on"
    " value default level family type protocol domain style accessor mode encoding network group",
    "constant": "constant",
    "call": "call operation procedure",
    "object": "object",
    "socket": "socket",
    "port": "port",
    "pair": "pair",
    "address": "address",
    "addrinfo": "one hint",
    "found": "found",
    "info": "info",
    "selector": "selector",
    "socket-set": "set read write exceptional",
    "condition": "condition",
    "limit": "limit",
}
_TYPE_OF = {name: kind for kind, names in _TYPES.items() for name in names.split()}

_OTHERWISE = {
    "address-parts address": "number",
    "address-path address": "address",
    "format-address address": "number",
    "has-address address": "text",
    "host-part address": "number",
    "host-parts-by-address address": "number",
    "inet6-address-parts address": "number",
    "inet6-address-parts-all address": "number",
    "inet6-address-parts port": "number",
    "inet6-address-parts-all port": "number",
    "address-parts port": "number",
    "make-address port": "number",
    "network-part address": "number",
    "service-parts-by-port port": "number",
    "set-info-port port": "number",
    "socket-set-of first": "socket",
    "socket-set-of second": "socket",
    "select-read first": "socket",
    "select-read second": "socket",
    "select-write first": "socket",
    "select-write second": "socket",
    "select-exceptional first": "socket",
    "select-exceptional second": "socket",
    "link-addrinfos first": "addrinfo",
    "link-addrinfos second": "addrinfo",
    "addrinfo-hinted hint": "addrinfo",
    "connect-limited limit": "number",
    "connect-resolved-within limit": "number",
    "read-line-limited limit": "number",
    "watch data": "object",
    "display-value value": "object",
}
"""The parameters whose names do not tell their types."""

_NEEDS_INPUT_PORT = """
read-u8 peek-u8 u8-ready read-bytes read-bytes-into read-bytes-into-whole read-utf8 read-all-bytes
read-some-bytes is-at-end read-character peek-character character-ready read-line
read-line-limited read-line-whole read-line-split read-string read-all read-lines read-some-lines
drain close-input-port shutdown-input-port call-with-port-reading
"""
_NEEDS_OUTPUT_PORT = """
write-u8 write-bytes write-bytes-range write-bytes-from write-utf8 write-and-flush write-zeros
flush write-text write-beginning display-value write-character write-newline write-line
close-output-port shutdown-output-port
"""

_TABLE = """
# makes       | needs       | waits | ends   | phrases
stream        |             | peer  |        | connect connect-with-info connect-passively connect-inet6 connect-inet6-with-info connect-unspecified connect-resolved connect-resolved-within connect-existing connect-in-turn connect-to-none connect-unix connect-within connect-to-first
socket        |             | peer  |        | connect-as
datagram      |             |       |        | connect-datagram connect-datagram-inet6 bind-datagram bind-datagram-inet6 unconnected-datagram
listener      |             |       |        | listen listen-on listen-at listen-backlog listen-as listen-unbound listen-inet6 listen-unix listen-resolved listen-inet6-only
value         |             |       |        | listen-briefly listen-backlog-briefly listen-everywhere-briefly listen-resolved-everywhere-briefly
unconnected   |             |       |        | unconnected unconnected-inet6 unconnected-unix
socket        |             |       |        | unknown-family make-socket make-socket-by-default socket-for open-socket
stream        | open        | peer  |        | accept accept-nonblocking accept-closing-on-exec accept-within
value         | open        | peer  |        | accept-often accept-origin accept-from-peer
value         | open        |       |        | accept-or-nothing accept-ready
value         |             | peer  |        | connect-often
value         | open        | peer  |        | reconnect connect-limited connect-addrinfo connect-address connect-inet6-parts
value         | open        |       |        | bind-addrinfo bind-address bind-inet-parts bind-inet6-parts bind-unix-parts start-listening connect-or-nothing connect-address-or-nothing
value         |             |       |        | is-socket is-socket-closed is-input-port is-output-port is-binary-port is-textual-port is-address is-found is-socket-set is-selector is-info is-ip-address is-addrinfo is-sockaddr is-condition is-error
value         |             |       |        | is-closed is-input-port-open is-output-port-open is-socket-of-port descriptor-of-port-is
value         | open        |       |        | family-of type-of protocol-of type-of-descriptor is-printed-with closes-on-exec
value         | open        |       |        | local-node local-port-picked local-path-is local-family local-path own-info-values name-of name-is node-of service-is
value         | open connected |    |        | peer-node peer-port-is peer-path-is peer-path peer-info-values peer-names-are
object        | open        |       |        | descriptor
nothing       |             |       | both   | close close-regardless dispose
nothing       |             |       | both   | close-port close-value
nothing       |             |       | input  | close-input-port
nothing       |             |       | output | close-output-port
nothing       | open connected |    | how    | shutdown shutdown-port
nothing       | open connected |    | input  | shutdown-input-port
nothing       | open connected |    | output | shutdown-output-port
value         | open connected | space |      | send send-with-flags send-zeros send-range send-from send-buffer send-part send-all send-all-range send-all-with-flags send-all-zeros send-text send-text-range sends-less
value         | open connected | input |      | receive receive-with-flags receive-count receive-text-range receive-text receive-into receive-into-used receive-from-range receive-into-buffer receive-from-start receive-without-limit receive-into-with-origin
value         | open        | input |        | receive-from receive-from-into receive-from-with-flags receive-origin receive-with-address echo-datagram
value         | open connected |    |        | receive-or-nothing receive-with-flags-or-nothing
value         | open connected | input |      | exchange
value         | open        | space |        | send-to send-to-with-flags send-to-range send-to-range-with-flags send-to-address send-to-address-with-flags send-to-inet6 send-to-unix send-to-unix-with-flags send-to-group
input-port    | open        |       |        | input-port text-input-port input-port-with
output-port   | open        |       |        | output-port text-output-port output-port-with
two-way-port  | open        |       |        | text-port text-port-with two-way-port two-way-port-only
pair          | open        |       |        | both-ports
input-port    |             |       |        | port-of-bytes
value         | open connected | input |      | read-u8 peek-u8 read-bytes read-bytes-into read-bytes-into-whole read-utf8 read-all-bytes read-some-bytes is-at-end read-character peek-character read-line read-line-limited read-line-whole read-line-split read-string read-all read-lines read-some-lines
value         | open        |       |        | u8-ready character-ready drain
value         | open connected | input | both | call-with-port-reading
value         | open        |       | both   | call-with-port-values call-with-port-raising
nothing       | open connected | space |      | write-u8 write-bytes write-bytes-range write-bytes-from write-utf8 write-and-flush write-zeros flush write-text write-beginning display-value write-character write-newline write-line write-with-sizes
nothing       |             |       |        | abandon set-encoding set-buffering set-buffering-size
value         | open connected | input | both | call-with-receiving
value         |             |       | both   | call-with-values call-with-raising call-with
pair          |             |       |        | stream-pair datagram-pair inet-pair
object        |             |       |        | first-of second-of
value         |             |       |        | address-parts parse-address format-address inet6-address-parts inet6-address-parts-all unix-address-parts network-part host-part join-parts
address       |             |       |        | make-address make-unix-address loopback-address unix-address found-address addrinfo-address
value         |             |       |        | address-kind address-node address-port address-path show-address names-of names-of-by has-address
found         |             |       |        | lookup lookup-by
value         |             |       |        | found-count found-nodes found-types found-family found-type found-protocol found-name found-flags
addrinfo      |             |       |        | found-first addrinfo addrinfo-by addrinfo-hinted empty-addrinfo addrinfo-next
value         |             |       |        | addrinfo-count addrinfo-family addrinfo-type addrinfo-flags addrinfo-protocol
nothing       |             |       |        | set-addrinfo-numbers link-addrinfos
nothing       | open        |       |        | forget-port set-nonblocking set-blocking set-read-timeout set-option set-option-bytes set-linger write-option join-group leave-group
value         | open        |       |        | is-nonblocking read-timeout get-option get-option-bytes get-linger read-option select-readable
value         | open        | space |        | select-writable
value         | open connected | time |       | fill fill-within fill-from-all-within fill-port-within
value         | open connected | time |       | select-readable-within
value         | open connected | time |       | receive-within receive-into-within receive-from-within receive-from-into-within receive-elsewhere read-within
input-port    | open connected |    |        | input-port-within
object        |             | time  |        | interrupted value-of-interrupt beside wait-meanwhile
nothing       |             |       |        | interrupt-ended-thread
limit         |             |       |        | no-limit microseconds seconds-and-microseconds time-span
socket-set    |             |       |        | socket-set socket-set-of
value         |             |       |        | in-socket-set socket-set-size
socket        |             |       |        | first-in-socket-set
nothing       |             |       |        | put-in-socket-set take-from-socket-set clear-socket-set
value         | open        | time  |        | select-read select-write select-exceptional select-sets select-sets-in-place select-gives-same
selector      |             |       |        | selector
nothing       |             |       |        | watch watch-plainly clear-selector interrupt-selector close-selector
value         |             | time  |        | wait-for-ready first-ready-parts
object        |             | time  |        | first-ready
value         |             |       |        | selector-size is-selector-closed is-selector-waiting
info          | open        |       |        | own-info peer-info
value         |             |       |        | info-host info-ip info-address info-address-bytes info-address-is-inet6 info-port-is set-info-port
value         |             |       |        | setting set-setting condition-kinds-of
condition     |             |       |        | caught host-condition socket-condition connection-condition closed-condition timeout-condition port-condition
value         |             |       |        | condition-kinds condition-place condition-message condition-arguments condition-errno condition-errno-or condition-node condition-service condition-socket-is condition-port-is raised
value         |             |       |        | value value-or-nothing is-between is-there family-number family-name type-number type-name protocol-number protocol-name merge-flags merge-three-flags merge-no-flags purge-flags purge-two-flags address-family address-info address-info-none socket-domain ip-protocol message-type message-type-none shutdown-method shutdown-method-both unknown-address-family unknown-address-info unknown-message-type unknown-shutdown-method protocol-symbol-number
value         |             |       |        | lookup-parts lookup-canonical-name host-parts host-parts-by-address protocol-parts protocol-parts-by-number service-parts service-parts-by-port host-parts-of protocol-parts-of service-parts-of advance-hosts advance-protocols advance-services restart-hosts restart-protocols restart-services
"""  # noqa: E501 - a row is a group of phrases


def _read(table: str) -> dict[str, Effect]:
    directions = {
        **dict.fromkeys(_NEEDS_INPUT_PORT.split(), "input-port"),
        **dict.fromkeys(_NEEDS_OUTPUT_PORT.split(), "output-port"),
    }
    found: dict[str, Effect] = {}
    for line in filter(None, table.splitlines()):
        if line.startswith("#"):
            continue
        makes, needs, waits, ends, phrases = (part.strip() for part in line.split("|"))
        for name in phrases.split():
            if name in found:
                raise ValueError(f"two rows have {name}")
            takes = tuple(
                _type(name, parameter, directions) for parameter in PHRASES[name].parameters
            )
            found[name] = Effect(takes, makes, frozenset(needs.split()), waits, ends)
    return found


def _type(phrase: str, parameter: str, directions: dict[str, str]) -> str:
    found = _OTHERWISE.get(f"{phrase} {parameter}", _TYPE_OF[parameter])
    return directions.get(phrase, found) if found == "port" else found


EFFECTS = _read(_TABLE)
"""The effect of every phrase by its name."""
