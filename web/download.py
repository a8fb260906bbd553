"""Fetching a certificate chain from the network, in a time and a size that no server can exceed.

What may be fetched is judged before, in address.py.
"""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread

import requests

SECONDS = 3.0
MOST_BYTES = 64 * 1024


class DownloadError(Exception):
    """Nothing usable came."""


def fetch(url: str, seconds: float = SECONDS) -> bytes:
    """What is there. Raises DownloadError.

    A time-out of the client counts anew with every byte, and none covers the look-up of a name. So another thread
    waits, and is left behind when time is up.
    """
    coming: Future[bytes] = Future()
    Thread(target=_deliver, args=(coming, url, seconds), daemon=True).start()
    try:
        return coming.result(seconds)
    except TimeoutError as error:
        raise DownloadError(f"it took longer than {seconds} s") from error


def _deliver(coming: Future[bytes], url: str, seconds: float) -> None:
    try:
        coming.set_result(_get(url, seconds))
    except Exception as error:  # noqa: BLE001  whatever the network did, whoever waits must hear of it
        coming.set_exception(DownloadError(str(error)))


def _get(url: str, seconds: float) -> bytes:
    with requests.get(url, timeout=seconds, allow_redirects=False, stream=True) as response:
        if response.status_code != requests.codes.ok:
            raise DownloadError(f"the server answered {response.status_code}")
        body = b""
        for piece in response.iter_content(8192):
            body += piece
            if len(body) > MOST_BYTES:
                raise DownloadError(f"there are more than {MOST_BYTES} bytes")
    return body
