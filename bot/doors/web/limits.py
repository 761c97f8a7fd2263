"""How many turns one person may take a minute, counted in memory without keeping an address."""

import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_PEOPLE = 20_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    seen: float


@dataclass(slots=True)
class Limits:
    """A bucket of turns per person that refills evenly. Safe for several threads; each process counts for itself.

    Units: `per_minute` turns a minute, which is also how many may come at once; `clock` in seconds.
    """

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _buckets: dict[bytes, _Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_seconds(self, peer: str | None) -> int:
        """Take one turn for this peer. Return 0 if it may go on, else the seconds until it may."""
        now = self.clock()
        with self._lock:
            if len(self._buckets) >= MOST_PEOPLE:
                self._forget_the_calm(now)
            bucket = self._buckets.setdefault(self._fingerprint(peer), _Bucket(self.per_minute, now))
            bucket.tokens = min(self.per_minute, bucket.tokens + (now - bucket.seen) * self.per_minute / 60)
            bucket.seen = now
            if bucket.tokens < 1:
                return math.ceil((1 - bucket.tokens) * 60 / self.per_minute)
            bucket.tokens -= 1
            return 0

    def _forget_the_calm(self, now: float) -> None:
        for key in [key for key, bucket in self._buckets.items() if now - bucket.seen > 60]:
            del self._buckets[key]
        while len(self._buckets) >= MOST_PEOPLE:
            del self._buckets[next(iter(self._buckets))]

    def _fingerprint(self, peer: str | None) -> bytes:
        return hmac.new(self._key, network_of(peer).encode(), hashlib.sha256).digest()


def network_of(peer: str | None) -> str:
    """Return what counts as one person: an IPv4 address, or the /64 network an IPv6 address is in."""
    try:
        address = ipaddress.ip_address(peer or "")
    except ValueError:
        return peer or ""
    if address.version == 4:
        return str(address)
    if mapped := getattr(address, "ipv4_mapped", None):
        return str(mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
