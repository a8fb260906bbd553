"""Listeners, each on a connection of its own, who speak again as soon as they are answered.

Beside them, where wanted, are others who never finish a request.
"""

from __future__ import annotations

import asyncio
import json
import statistics
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import perf_counter

from tools.load.conversations import Exchange

_PATIENCE = 8
"""Seconds that Alexa waits for an answer."""
_HALF = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
UNFINISHED = (b"", _HALF, _HALF + b"Content-Length: 900\r\n\r\n{")
"""A connection without a request, half a head, half a body."""


@dataclass
class Tally:
    """What came of it."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    """Seconds that each answer took."""
    lost: int = 0
    """Requests without an answer, or with an error for one."""
    mixed: int = 0
    """Answers that were another's."""

    @property
    def throughput(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def wait(self, percentile: int) -> float:
        """Milliseconds within which so many per cent were answered."""
        return statistics.quantiles(self.waits, n=100, method="inclusive")[percentile - 1] * 1000

    def add(self, other: Tally) -> None:
        """Counts another's as well."""
        self.seconds += other.seconds
        self.waits += other.waits
        self.lost += other.lost
        self.mixed += other.mixed


def listen(port: int, conversations: Sequence[Sequence[Exchange]], times: int, *, unfinished: int = 0) -> Tally:
    """All of them at once, each holding its conversation so many times, beside some who never finish."""
    return asyncio.run(_listen(port, conversations, times, unfinished))


async def _listen(port: int, conversations: Iterable[Sequence[Exchange]], times: int, unfinished: int) -> Tally:
    tally = Tally()
    dawdlers = [asyncio.create_task(_dawdle(port, UNFINISHED[number % 3])) for number in range(unfinished)]
    await asyncio.sleep(0.5 if unfinished else 0)
    started = perf_counter()
    await asyncio.gather(*(_converse(port, conversation, times, tally) for conversation in conversations))
    tally.seconds = perf_counter() - started
    for dawdler in dawdlers:
        dawdler.cancel()
    await asyncio.gather(*dawdlers, return_exceptions=True)
    return tally


async def _converse(port: int, conversation: Sequence[Exchange], times: int, tally: Tally) -> None:
    said = 0
    try:
        async with _connected(port) as (reader, writer):
            for exchange in [*conversation] * times:
                started = perf_counter()
                writer.write(exchange.request)
                status, body = await asyncio.wait_for(_answer(reader), _PATIENCE)
                tally.waits.append(perf_counter() - started)
                said += 1
                tally.lost += status != 200
                tally.mixed += status == 200 and json.loads(body) != exchange.answer
    except (OSError, EOFError, TimeoutError):
        tally.lost += len(conversation) * times - said


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
    return int(head.split(b" ", 2)[1]), await reader.readexactly(int(length))


async def _dawdle(port: int, begun: bytes) -> None:
    """Begins a request, adds a byte to it now and then, and comes back when it is shown out."""
    while True:
        with suppress(OSError):
            async with _connected(port) as (_, writer):
                writer.write(begun)
                while True:
                    await asyncio.sleep(1)
                    writer.write(b"x")
                    await writer.drain()
        await asyncio.sleep(1)


@asynccontextmanager
async def _connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
