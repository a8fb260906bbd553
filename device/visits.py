"""The visits that are going on: so many at most, and none for ever. The one unused the longest is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from secrets import token_urlsafe
from threading import Lock
from time import monotonic

from device.skill import Service
from device.viewport import Viewport
from device.visit import Visit

_MOST = 32
_SECONDS_KEPT = 3600


class UnknownVisitError(Exception):
    """The visit was never there, or was forgotten. The text says what to do."""


class Visits:
    """Those of one server. Whoever takes a turn holds the lock: the watch is one for all."""

    def __init__(self, service: Service, clock: Callable[[], float] = monotonic) -> None:
        self._service = service
        self._clock = clock
        self._visits: OrderedDict[str, tuple[float, Visit]] = OrderedDict()
        self.lock = Lock()

    def start(self, locale: str, viewport: Viewport | None) -> str:
        """The id of a new one. Raises LocaleError."""
        id, visit = token_urlsafe(16), Visit(self._service, locale, viewport)
        self._use(id, visit)
        return id

    def find(self, id: str) -> Visit:
        """One that is going on. Raises UnknownVisitError."""
        self._forget()
        if id not in self._visits:
            raise UnknownVisitError("This conversation has been forgotten. Start a new one.")
        _, visit = self._visits.pop(id)
        self._use(id, visit)
        return visit

    def _use(self, id: str, visit: Visit) -> None:
        self._visits[id] = (self._clock(), visit)
        self._forget()

    def _forget(self) -> None:
        """The first was used the longest ago."""
        while self._visits:
            used, _ = next(iter(self._visits.values()))
            if len(self._visits) <= _MOST and self._clock() - used < _SECONDS_KEPT:
                return
            self._visits.popitem(last=False)
