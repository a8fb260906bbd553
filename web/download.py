"""Fetching a certificate chain from the network, whole, and never more than is wanted.

What may be fetched is judged before, in address.py; how large it may be and how long it may take, in chains.py.
"""

from __future__ import annotations

import requests

from web.chains import MOST_BYTES

_PATIENCE = 3
"""Seconds without a byte after which it gives up."""


class DownloadError(Exception):
    """Nothing usable came."""


def fetch(url: str) -> bytes:
    """What is there. Raises DownloadError, or what the network raises."""
    body = b""
    with requests.get(url, timeout=_PATIENCE, allow_redirects=False, stream=True) as response:
        if response.status_code != requests.codes.ok:
            raise DownloadError(f"the server answered {response.status_code}")
        for piece in response.iter_content(8192):
            body += piece
            if len(body) > MOST_BYTES:
                raise DownloadError(f"there are more than {MOST_BYTES} bytes")
    return body
