"""Who may talk to a server on this machine: its own page, and nobody else's.

Any page on the web can make a browser send requests to a port here. A name that was made to lead here gives itself
away by the Host header, another page by the Origin, and a form by its type. What is served is left to the server.
"""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden, UnsupportedMediaType

NAMES = ["127.0.0.1", "localhost", "[::1]"]
_MOST_BYTES = 16 * 1024
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def guard(app: Flask) -> None:
    """Refuses strangers, and what is too long to be said."""
    app.config["TRUSTED_HOSTS"] = NAMES
    app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    app.before_request(_refuse_strangers)
    app.after_request(_protected)


def _refuse_strangers() -> None:
    if request.method != "POST":
        return
    if request.headers.get("Origin") != request.host_url.rstrip("/"):
        raise Forbidden("Only the speaker's own page may talk to it.")
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send application/json.")


def _protected(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
