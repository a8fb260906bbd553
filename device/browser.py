"""`make speaker`: a smart speaker in the browser, served to this machine alone.

It hands out the page in device/page/ and takes its turns as JSON. Whose requests are taken is loopback.py's, how a
conversation goes visit.py's, and how it looks the page's own.
"""

from __future__ import annotations

import argparse
import sys
import webbrowser
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest, HTTPException

from device.client import ServiceError
from device.hosted import signed
from device.loopback import guard
from device.skill import LocaleError, Service, locales
from device.speaker import ProtocolError
from device.viewport import VIEWPORTS
from device.visit import NotOnScreenError
from device.visits import UnknownVisitError, Visits
from guide import topic
from guide.country import spelled, spelling
from web.server import Server
from web.settings import SettingsError, listen

THREADS = 8
"""More than a browser opens connections, so that none waits."""
PAGE = Path(__file__).with_name("page")
_STATUS = {LocaleError: 400, NotOnScreenError: 400, UnknownVisitError: 404, ProtocolError: 502, ServiceError: 502}
_Asked = TypeVar("_Asked")


class Start(msgspec.Struct, forbid_unknown_fields=True):
    """A page opens, or another speaker is chosen."""

    locale: str
    screen: str = ""
    """One of VIEWPORTS; empty for a speaker without a screen."""


class Visiting(msgspec.Struct, forbid_unknown_fields=True):
    """Something about a visit."""

    visit: str


class Say(Visiting, forbid_unknown_fields=True):
    """Words are said; none are silence."""

    words: Annotated[str, msgspec.Meta(max_length=2000)]


class Touch(Visiting, forbid_unknown_fields=True):
    """Something on the screen is touched."""

    arguments: list[str]
    """What the document sends then."""
    source: str
    """Id of what was touched."""


def build_app(service: Service) -> Flask:
    """The page, and the speakers behind it."""
    app = Flask(__name__, static_folder=str(PAGE), static_url_path="")
    guard(app)
    for error in (HTTPException, *_STATUS):
        app.register_error_handler(error, _told)
    app.add_url_rule("/", view_func=lambda: app.send_static_file("index.html"), endpoint="index")
    _add_places(app)
    _add_turns(app, Visits(service))
    return app


def _add_places(app: Flask) -> None:
    @app.get("/api/locales")
    def places() -> Response:
        return jsonify(locales())


def _add_turns(app: Flask, visits: Visits) -> None:
    @app.post("/api/start")
    def start() -> Response:
        asked = _read(Start)
        if asked.screen and asked.screen not in VIEWPORTS:
            raise BadRequest(f"There is no screen {asked.screen!r}; choose one of {', '.join(VIEWPORTS)}, or none.")
        viewport = VIEWPORTS.get(asked.screen)
        with visits.lock:
            visit = visits.start(asked.locale, viewport)
        return jsonify(visit=visit, viewport=viewport and asdict(viewport), **_about(asked.locale))

    @app.post("/api/say")
    def say() -> Response:
        asked = _read(Say)
        with visits.lock:
            return jsonify(asdict(visits.find(asked.visit).say(asked.words)))

    @app.post("/api/touch")
    def touch() -> Response:
        asked = _read(Touch)
        with visits.lock:
            return jsonify(asdict(visits.find(asked.visit).touch(asked.arguments, asked.source)))

    @app.post("/api/leave")
    def leave() -> Response:
        asked = _read(Visiting)
        with visits.lock:
            return jsonify(asdict(visits.find(asked.visit).leave()))

    @app.post("/api/transcript")
    def transcript() -> Response:
        asked = _read(Visiting)
        with visits.lock:
            return jsonify(yaml=visits.find(asked.visit).transcript())


def _about(locale: str) -> dict[str, Any]:
    """What the page says of the skill in a locale."""
    content = topic.load()
    examples = [content.topic.sections[id].example for id in content.topic.order]
    return {
        "examples": [spelled(example, spelling(content, locale)) for example in examples],
        "emergency": content.locales[locale].emergency,
    }


def _read(kind: type[_Asked]) -> _Asked:
    """What was asked. Raises BadRequest, which names the field."""
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(f"This isn't what {request.path} takes: {error}.") from error


def _told(error: Exception) -> tuple[Response, int]:
    """The error as JSON, in words."""
    if isinstance(error, HTTPException):
        return jsonify(error=error.description), error.code or 500
    return jsonify(error=str(error)), _STATUS[type(error)]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m device.browser", description=__doc__)
    parser.add_argument("--locale", default="en-CA", choices=locales(), help="where the speaker stands (en-CA)")
    parser.add_argument("--port", type=int, default=0, help="where the page is served; any free port unless given")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Serves until it is interrupted. Returns the exit code: 1 where the port can't be had."""
    options = _options(arguments)
    try:
        listener = listen("127.0.0.1", options.port)
    except SettingsError as error:
        print(error, "As in: make speaker PORT=8800", file=sys.stderr)
        return 1
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/?locale={options.locale}"
    with signed() as service:
        server = Server(build_app(service), listener, THREADS)
        print(f"The speaker is at {address}\nCtrl+C ends it.", flush=True)
        with suppress(KeyboardInterrupt):
            if options.open:
                webbrowser.open(address)
            server.run()
        # An interrupted run leaves sockets open; one that is told to stop closes them.
        server.stop()
        server.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
