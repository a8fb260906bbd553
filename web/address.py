"""Where a request says its certificate is. Nothing is fetched from any other place than Alexa's own."""

from __future__ import annotations

import posixpath
import re

from web.rejection import Reason, RejectedError

_HOST = "https://s3.amazonaws.com"
_FOLDER = "/echo.api/"
# The whole of what is allowed, rather than a list of what isn't: user info, a query, an escape or a space don't fit it.
_ALLOWED = re.compile(r"(?i:https://s3\.amazonaws\.com)(?::443)?(?P<path>/[A-Za-z0-9._~/-]*)")


def normalized(url: str) -> str:
    """The same address, spelled in one way. Raises RejectedError where it isn't Alexa's."""
    found = _ALLOWED.fullmatch(url)
    path = posixpath.normpath(found["path"]) if found else ""
    if not path.startswith(_FOLDER):
        raise RejectedError(Reason.ADDRESS)
    return _HOST + path
