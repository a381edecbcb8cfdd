"""The sizes of ports: reading ahead, buffered output, and chunks.

Datagrams show what was sent in one piece, and what was received in one.
"""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected, datagrams


@behaviour("sizes.defaults", "How large are buffers and chunks by default?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("send-buffer-size", "send-size", "receive-buffer-size"):
        subject.observe(name, say.setting(constant(name)))


@behaviour("sizes.input", "Does a port read ahead as much as its buffer holds, and no more?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port_with(c, 4))
    peer.send(connection, b"abcdef")
    subject.observe("first", say.read_u8(p))
    subject.observe("left", say.receive(c, 10))
    subject.observe("ahead", say.read_bytes(p, 3))
    subject.do(say.dispose(c))


@behaviour("sizes.input-default", "How far does a port read ahead by default?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.first_of(say.both_ports(c)))
    peer.send(connection, bytes(4096) + b"abc")
    subject.observe("first", say.read_u8(p))
    subject.observe("left", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("sizes.input-again", "Does a port receive again only when it has used up what it has?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port_with(c, 4))
    peer.send(connection, b"ab")
    subject.observe("first", say.read_u8(p))
    peer.send(connection, b"cdefgh")
    subject.observe("second", say.read_u8(p))
    subject.observe("third", say.read_u8(p))
    subject.observe("left", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("sizes.datagram", "Does a port receive one datagram at a time, however small?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.input_port_with(d, 10))
    peer.send_datagram(other, b"ab")
    peer.send_datagram(other, b"cd")
    subject.observe("first", say.read_u8(p))
    subject.observe("left", say.receive(d, 10))
    subject.observe("second", say.read_u8(p))
    subject.do(say.dispose(d))


@behaviour("sizes.datagrams", "Does a port go on to the next datagram when one is used up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.input_port_with(d, 10))
    peer.send_datagram(other, b"ab")
    peer.send_datagram(other, b"cd")
    subject.observe("data", say.read_bytes(p, 4))
    subject.do(say.dispose(d))


@behaviour("sizes.datagram-cut", "Is a datagram that is longer than a port's buffer truncated?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.input_port_with(d, 4))
    peer.send_datagram(other, b"abcdef")
    peer.send_datagram(other, b"gh")
    subject.observe("data", say.read_bytes(p, 6))
    subject.do(say.dispose(d))


@behaviour("sizes.unbuffered", "Does an unbuffered port send each write at once, on its own?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, constant("unbuffered"), constant("unlimited")))
    subject.do(say.write_bytes(p, b"abc"))
    peer.observe("first", "arrived_datagram", other)
    subject.do(say.write_bytes(p, b"de"))
    peer.observe("second", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sizes.unbuffered-chunks", "Does an unbuffered port send a write in chunks?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, constant("unbuffered"), 4))
    subject.do(say.write_bytes(p, b"abcdefghij"))
    peer.observe("first", "arrived_datagram", other)
    peer.observe("second", "arrived_datagram", other)
    peer.observe("third", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sizes.default-chunks", "How large are the chunks of a port by default?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.second_of(say.both_ports(d)))
    subject.do(say.write_zeros(p, 20000))
    peer.observe("first", "receive_datagram_size", other)
    peer.observe("second", "receive_datagram_size", other)
    subject.do(say.dispose(d))


@behaviour("sizes.one-chunk", "Does a port without a limit for chunks send 20000 bytes at once?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, constant("unbuffered"), constant("unlimited")))
    subject.do(say.write_zeros(p, 20000))
    peer.observe("size", "receive_datagram_size", other)
    subject.do(say.dispose(d))


@behaviour("sizes.held", "Does a buffered port hold data that does not fill its buffer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port_with(c, 8, constant("unlimited")))
    subject.do(say.write_bytes(p, b"abc"))
    subject.do(say.write_bytes(p, b"def"))
    peer.observe("before", "arrived", connection, 6)
    subject.observe("flushed", say.flush(p))
    peer.observe("after", "receive", connection, 6)
    subject.do(say.dispose(c))


@behaviour("sizes.full", "Is a buffer that is just full sent?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, 4, constant("unlimited")))
    subject.do(say.write_bytes(p, b"ab"))
    subject.do(say.write_bytes(p, b"cd"))
    peer.observe("arrived", "arrived_datagram", other)
    subject.do(say.flush(p))
    peer.observe("no-more", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sizes.blocks", "Are only whole blocks sent, all at once, and the rest held back?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, 512, constant("unlimited")))
    subject.do(say.write_zeros(p, 500))
    peer.observe("held", "arrived_datagram", other)
    subject.do(say.write_zeros(p, 526))
    peer.observe("blocks", "receive_datagram_size", other)
    peer.observe("no-more", "arrived_datagram", other)
    subject.do(say.flush(p))
    peer.observe("rest", "receive_datagram_size", other)
    subject.do(say.dispose(d))


@behaviour("sizes.stream-blocks", "Are only whole blocks sent on a stream, too?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port_with(c, 512, 16384))
    subject.do(say.write_zeros(p, 500))
    peer.observe("held", "arrived_count", connection, 2000)
    subject.do(say.write_zeros(p, 526))
    peer.observe("blocks", "arrived_count", connection, 2000)
    subject.do(say.flush(p))
    peer.observe("rest", "arrived_count", connection, 2000)
    subject.do(say.dispose(c))


@behaviour("sizes.block-chunks", "Are the blocks of a buffered port sent in chunks?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, 4, 8))
    subject.do(say.write_bytes(p, b"abcdefghijklmn"))
    peer.observe("first", "arrived_datagram", other)
    peer.observe("second", "arrived_datagram", other)
    peer.observe("no-more", "arrived_datagram", other)
    subject.do(say.flush(p))
    peer.observe("rest", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sizes.large-buffer", "Is a buffer larger than the chunks sent in chunks?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port_with(d, 8, 4))
    subject.do(say.write_bytes(p, b"abcde"))
    peer.observe("held", "arrived_datagram", other)
    subject.do(say.write_bytes(p, b"fgh"))
    peer.observe("first", "arrived_datagram", other)
    peer.observe("second", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sizes.made-before", "Do changed sizes apply to ports that exist already?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port(d))
    subject.do(say.write_with_sizes(p, b"abcdef", 100, 4))
    peer.observe("arrived", "arrived_datagram", other)
    subject.do(say.dispose(d))
