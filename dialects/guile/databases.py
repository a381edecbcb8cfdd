"""The manual's "Network Databases": all of the rooms for getaddrinfo and the four databases."""

from __future__ import annotations

from . import address_info, hosts, networks, protocols, services
from .address_info import *  # noqa: F403
from .hosts import *  # noqa: F403
from .networks import *  # noqa: F403
from .protocols import *  # noqa: F403
from .services import *  # noqa: F403

__all__ = [
    *address_info.__all__,
    *hosts.__all__,
    *networks.__all__,
    *protocols.__all__,
    *services.__all__,
]
