"""Certificate chains as they were fetched, each once, in time, however many ask for it at once.

Only those that proved right are kept, so that nobody can crowd them out with addresses of others.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TypeAlias

from cryptography.x509 import Certificate, InvalidVersion, load_pem_x509_certificates

from web.rejection import Reason, RejectedError

Fetch: TypeAlias = Callable[[str], bytes]
"""What is at an address. It may raise anything."""
Chain: TypeAlias = tuple[Certificate, ...]
"""The signer's certificate, then those that lead towards a root."""
SECONDS = 3.0
"""How long a chain may take to come, whatever it is that takes so long. Alexa waits for eight in all."""
MOST_BYTES = 64 * 1024
_KEPT = 8


class Chains:
    """The chains by their address."""

    def __init__(self, fetch: Fetch, prove: Callable[[Chain], object], seconds: float = SECONDS) -> None:
        """What proves a chain raises RejectedError where it isn't right."""
        self._fetch = fetch
        self._prove = prove
        self._seconds = seconds
        self._kept: OrderedDict[str, Chain] = OrderedDict()
        self._coming: dict[str, Future[Chain]] = {}
        self._lock = Lock()

    def at(self, url: str) -> Chain:
        """The chain that is there, which was right when it came. Raises RejectedError."""
        with self._lock:
            if url in self._kept:
                self._kept.move_to_end(url)
                return self._kept[url]
            coming = self._coming.get(url) or self._sent_for(url)
        try:
            return coming.result(self._seconds)
        except TimeoutError as error:
            self._settle(url, coming)
            raise RejectedError(Reason.DOWNLOAD) from error

    def _sent_for(self, url: str) -> Future[Chain]:
        """Another thread waits for it, since a client's patience begins anew with every byte."""
        coming = self._coming[url] = Future()
        Thread(target=self._deliver, args=(url, coming), daemon=True).start()
        return coming

    def _deliver(self, url: str, coming: Future[Chain]) -> None:
        try:
            chain = self._fetched(url)
        except RejectedError as error:
            self._settle(url, coming)
            coming.set_exception(error)
        else:
            self._settle(url, coming, chain)
            coming.set_result(chain)

    def _fetched(self, url: str) -> Chain:
        try:
            pem = self._fetch(url)
        except Exception as error:  # whatever kept it from coming, there is no certificate
            raise RejectedError(Reason.DOWNLOAD) from error
        chain = _read(pem)
        self._prove(chain)
        return chain

    def _settle(self, url: str, coming: Future[Chain], chain: Chain | None = None) -> None:
        """It comes no longer: it is kept, or whoever asks next sends for it anew."""
        with self._lock:
            if self._coming.get(url) is coming:
                del self._coming[url]
            if chain:
                self._kept[url] = chain
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)  # the one that nobody asked for longest


def _read(pem: bytes) -> Chain:
    if len(pem) > MOST_BYTES:
        raise RejectedError(Reason.DOWNLOAD)
    try:
        return tuple(load_pem_x509_certificates(pem))
    except (ValueError, InvalidVersion) as error:
        raise RejectedError(Reason.CERTIFICATE) from error
