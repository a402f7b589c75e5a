"""Refuses addresses that no newspaper lives at, after DNS and on every hop.

Private, loopback, link-local and otherwise non-global targets are refused, whatever spelling led
there; the one exception is the `origin` that the operator named.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer


def is_public(address: str) -> bool:
    """True when `address` (an IP literal) is a global one, also behind an IPv4 mapping."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return parsed.is_global and not parsed.is_multicast


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on only the public ones of the addresses that a name resolves to."""

    def __init__(self, receiver: Any, name: str) -> None:
        self._receiver = receiver
        self._name = name

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        if is_public(getattr(address, "host", "")):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        # No address passed on: Twisted reports a failed look-up, which ends the visit as `dns`.
        self._receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's caching resolver (IPv4 and IPv6) with the guard in front."""

    def __init__(self, reactor: Any, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        self.allowed: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Made once a process; ORIGIN is set by the crawl command before."""
        resolver = cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"))
        origin = crawler.settings.get("ORIGIN")
        resolver.allowed = urlsplit(origin).hostname if origin else None
        return resolver

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve `hostName`, leaving out what is not public."""
        receiver: Any = resolutionReceiver
        if hostName != self.allowed:
            receiver = _PublicOnly(resolutionReceiver, hostName)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
