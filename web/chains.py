"""Certificate chains as they were fetched, each fetched once however many ask for it at the same time.

Only those that proved right are kept, so that nobody can crowd them out with addresses of others.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeAlias

from cryptography.x509 import Certificate, load_pem_x509_certificates

from web.rejection import Reason, RejectedError

Fetch: TypeAlias = Callable[[str], bytes]
"""What is at an address. It may raise anything."""
Chain: TypeAlias = tuple[Certificate, ...]
"""The signer's certificate, then those that lead towards a root."""
_KEPT = 8


class Chains:
    """The chains by their address."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._kept: OrderedDict[str, Chain] = OrderedDict()
        self._coming: dict[str, Future[Chain]] = {}
        self._lock = Lock()

    def at(self, url: str) -> Chain:
        """The chain that is there. Raises RejectedError."""
        with self._lock:
            if url in self._kept:
                return self._kept[url]
            coming = self._coming.get(url)
            first = coming is None
            if coming is None:
                coming = self._coming[url] = Future()
        if first:
            self._deliver(coming, url)
        return coming.result()

    def keep(self, url: str, chain: Chain) -> None:
        """The chain proved right; the one that wasn't used for longest makes room."""
        with self._lock:
            self._kept[url] = chain
            self._kept.move_to_end(url)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def _deliver(self, coming: Future[Chain], url: str) -> None:
        try:
            coming.set_result(_read(self._fetch(url)))
        except RejectedError as error:
            coming.set_exception(error)
        except Exception:  # noqa: BLE001  whatever kept it from coming, there is no certificate
            coming.set_exception(RejectedError(Reason.DOWNLOAD))
        finally:
            with self._lock:
                del self._coming[url]


def _read(pem: bytes) -> Chain:
    try:
        return tuple(load_pem_x509_certificates(pem))
    except ValueError as error:
        raise RejectedError(Reason.CERTIFICATE) from error
