"""The Flask service: Alexa's requests to the skill, and whether it is well.

Who may ask is left to verification.py, and the sockets to server.py.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_ask_sdk.skill_adapter import VERIFY_SIGNATURE_APP_CONFIG, VERIFY_TIMESTAMP_APP_CONFIG, SkillAdapter
from werkzeug.exceptions import HTTPException

from guide.alexa import Handler
from web.rejection import RejectedError
from web.skill import HostedSkill
from web.verification import Verification

MOST_BYTES = 128 * 1024
"""The longest body. Alexa takes answers of up to 120 KB, whose attributes come back with the next request."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
_log = logging.getLogger(__name__)


def application(handler: Handler, verification: Verification, version: str) -> Flask:
    """The service, as WSGI. Requests that don't pass the verification never reach the handler."""
    app = Flask("web", static_folder=None)
    # The adapter reads a request before it verifies it, answers 500 to what it can't read, and accepts some forgeries.
    app.config[VERIFY_SIGNATURE_APP_CONFIG] = app.config[VERIFY_TIMESTAMP_APP_CONFIG] = False
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    adapter = SkillAdapter(skill=HostedSkill(handler), skill_id=None, app=app)

    @app.post("/")
    def answer() -> ResponseReturnValue:
        verification.check(request.headers, request.get_data())
        answered: Response = adapter.dispatch_request()
        return answered

    @app.get("/health")
    def health() -> ResponseReturnValue:
        return {"status": "ok", "version": version}

    app.register_error_handler(RejectedError, _rejected)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)
    app.after_request(_harden)
    return app


def _rejected(error: RejectedError) -> ResponseReturnValue:
    _log.warning("rejected", extra={"reason": error.reason.name})
    return {"error": error.reason.value}, 400


def _refused(error: HTTPException) -> ResponseReturnValue:
    """Too large, cut short, another path or method."""
    _log.warning("refused", extra={"status": error.code})
    return {"error": error.name}, error.code or 500


def _failed(error: Exception) -> ResponseReturnValue:
    """A fault of ours. Its text and trace may hold what was said, so only its kind is told."""
    _log.error("trouble", extra={"error": type(error).__name__})
    return {"error": "internal error"}, 500


def _harden(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
