"""The actions of a script's peer: the name and the parameters of each.

`running.peer.Peer` has a method for each, with a docstring, and a test compares the two. A
parameter in brackets is optional.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["ACTIONS", "Action"]


@frozen
class Action:
    """An action: its name, its parameters, and the number of those that are required."""

    name: str
    parameters: tuple[str, ...]
    required: int

    def check(self, count: int) -> None:
        """Raise `TypeError` unless the action can have `count` arguments."""
        if not self.required <= count <= len(self.parameters):
            raise TypeError(f"{self.name} takes {', '.join(self.parameters) or 'nothing'}")


_TABLE = """
listen [host]
listen_at_service
path
listen_unix
connect_unix path
refuse [host]
accept listener
full
accept_many listener count
connect [host]
connect_late data
connect_after_a_while
connect_on_cue cue
port_of sock
connect_many count
port_of_server
connections_taken count
reaches host
reaches_port host port
has_port
send sock data
send_zeros sock count
send_urgent sock data
send_late sock data
send_once_taken sock data
send_after_a_while sock data
send_on_cue cue sock data
accept_on_cue cue listener
receive_on_cue cue sock count
receive_late sock count
receive sock count
receive_count sock count
start_receiving sock count
receive_urgent sock
arrived sock count
arrived_count sock count
has_ended sock
exchange sock total
finish
shutdown sock
close sock
refuse_more sock
reset sock
datagram_socket [host]
refuse_datagrams datagrams
send_datagram sender data
receive_datagram receiver
arrived_datagram receiver
receive_datagram_size receiver
unix_datagram_socket
group
send_to_group group data
join group
none_blocks
"""


def _read(line: str) -> Action:
    name, *parameters = line.split()
    required = sum(not parameter.startswith("[") for parameter in parameters)
    return Action(name, tuple(parameter.strip("[]") for parameter in parameters), required)


ACTIONS = {action.name: action for action in map(_read, _TABLE.strip().splitlines())}
"""Every action by its name."""
