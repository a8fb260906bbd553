"""`python -m web`: the production server. The environment says how, and docs/self-hosting.md what it may say."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tomllib
from pathlib import Path

from guide import alexa, topic
from web import download, logs, processes
from web.server import Server, listen
from web.service import application
from web.settings import Settings, SettingsError, read
from web.trust import Trust, public_roots
from web.verification import Verification

_CANNOT_START = 78
"""What sysexits.h calls a fault in the configuration; starting again wouldn't mend it."""
_log = logging.getLogger("web")


def serve(settings: Settings, verification: Verification) -> bool:
    """Serves until told to stop; whether it ended well. Raises OSError where the address can't be had."""
    app = application(alexa.build_handler(topic.load(), skill_id=settings.skill_id), verification, _version())
    with listen(settings.host, settings.port) as listener:
        _log.info("serving", extra={"port": listener.getsockname()[1], "processes": settings.processes})
        return processes.run(lambda: _work(Server(app, listener, settings.threads)), settings.processes)


def _work(server: Server) -> None:
    """One process's part."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.stop())
    server.run()


def _version() -> str:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


def main() -> int:
    """Returns the exit code."""
    try:
        settings = read(os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return _CANNOT_START
    logs.start()
    verification = Verification(settings.skill_id, Trust(public_roots()), download.fetch)
    try:
        return 0 if serve(settings, verification) else 1
    except OSError as error:
        sys.stderr.write(f"HOST and PORT are {settings.host!r} and {settings.port}: {error.strerror}.\n")
        return _CANNOT_START


if __name__ == "__main__":
    sys.exit(main())
