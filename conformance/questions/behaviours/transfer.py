"""Both directions at the same time."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import connected


@behaviour("transfer.both-ways", "Do 8 MiB pass each way at the same time?", time_limit=30)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.exchange(connection, 8388608)
    subject.observe("received", say.exchange(c, 8388608, 65536))
    peer.observe("arrived", "finish")
    subject.do(say.dispose(c))
