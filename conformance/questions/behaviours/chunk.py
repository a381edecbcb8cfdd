"""Sending all in chunks, which the peer sees as single datagrams."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import PLENTY, connected, datagrams


@behaviour("chunk.datagrams", "Are all bytes sent in chunks, the last of them smaller?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.observe("sent", say.send_all(d, b"abcdefghij", 4))
    peer.observe("first", "arrived_datagram", other)
    peer.observe("second", "arrived_datagram", other)
    peer.observe("third", "arrived_datagram", other)
    peer.observe("no-more", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("chunk.exact", "Is there no empty chunk after a last one that is full?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.send_all(d, b"abcdefgh", 4))
    peer.observe("first", "arrived_datagram", other)
    peer.observe("second", "arrived_datagram", other)
    peer.observe("no-more", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("chunk.unlimited", "Are all bytes sent at once when chunks have no limit?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.send_all(d, b"abcdefghij", constant("unlimited")))
    peer.observe("first", "arrived_datagram", other)
    peer.observe("no-more", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("chunk.unlimited-large", "Do 20000 bytes make one datagram when chunks have no limit?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.set_setting(constant("send-size"), constant("unlimited")))
    subject.do(say.send_all_zeros(d, 20000))
    peer.observe("size", "receive_datagram_size", other)
    subject.do(say.dispose(d))


@behaviour("chunk.default", "How large are chunks by default?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.observe("size", say.setting(constant("send-size")))
    subject.do(say.send_all_zeros(d, 20000))
    peer.observe("first", "receive_datagram_size", other)
    peer.observe("second", "receive_datagram_size", other)
    subject.do(say.dispose(d))


@behaviour("chunk.one-send", "Does a single send ignore the size of chunks?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.set_setting(constant("send-size"), 4))
    subject.do(say.send(d, b"abcdefghij"))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("chunk.stream", "Does a stream in chunks arrive whole and in order?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send_all(c, b"abcdefghij", 3))
    peer.observe("arrived", "receive", connection, 10)
    subject.do(say.dispose(c))


@behaviour("chunk.all", "Does sending all go on until all is sent, however much it is?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.start_receiving(connection, PLENTY)
    subject.observe("sent", say.send_all_zeros(c, PLENTY))
    peer.observe("arrived", "finish")
    subject.do(say.dispose(c))


@behaviour("chunk.range", "Does sending all of a part of a buffer send that part?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send_all_range(c, b"abcdef", 1, 4))
    peer.observe("arrived", "arrived", connection, 6)
    subject.do(say.dispose(c))


@behaviour("chunk.urgent", "Does sending all out-of-band reach the peer as urgent data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"ab"))
    subject.do(say.send_all_with_flags(c, b"!", constant("oob")))
    peer.observe("urgent", "receive_urgent", connection)
    peer.observe("arrived", "receive", connection, 2)
    subject.do(say.dispose(c))


@behaviour("chunk.one-more", "Does one byte more than a chunk make a chunk of its own?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.send_all(d, b"abcde", 4))
    peer.observe("first", "receive_datagram", other)
    peer.observe("second", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("chunk.unlimited-range", "Is part of a buffer sent at once when chunks have no limit?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.set_setting(constant("send-size"), constant("unlimited")))
    subject.do(say.send_all_range(d, b"abcdefghij", 1, 9))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("chunk.unlimited-all", "Is all sent, however much it is, when chunks have no limit?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.start_receiving(connection, PLENTY)
    subject.do(say.set_setting(constant("send-size"), constant("unlimited")))
    subject.do(say.send_all_zeros(c, PLENTY))
    peer.observe("arrived", "finish")
    subject.do(say.dispose(c))
