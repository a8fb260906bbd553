"""`python -m web`: the production server. The environment says how, and docs/self-hosting.md what it may say."""

from __future__ import annotations

import logging
import os
import sys
import tomllib
from pathlib import Path
from socket import socket

from guide import alexa, memory, topic
from guide.alexa import Handler
from web import download, logs, processes
from web.server import Server
from web.service import application
from web.settings import Settings, SettingsError, listen, read
from web.trust import Trust, public_roots
from web.verification import Verification

_CANNOT_START = 78
"""What sysexits.h calls a fault in the configuration; starting again wouldn't mend it."""
_log = logging.getLogger("web")


def serve(handler: Handler, settings: Settings, listener: socket, verification: Verification) -> bool:
    """Serves until told to stop; whether it ended well."""
    app = application(handler, verification, _version())
    _log.info("serving", extra={"port": listener.getsockname()[1], "processes": settings.processes})
    well = processes.run(lambda: Server(app, listener, settings.threads), settings.processes)
    _log.info("stopped")
    return well


def _version() -> str:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


def main() -> int:
    """Returns the exit code."""
    try:
        settings = read(os.environ)
        listener = listen(settings.host, settings.port)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return _CANNOT_START
    logs.start()
    handler = alexa.build_handler(
        topic.load(),
        skill_id=settings.skill_id,
        memory=memory.configured(os.environ),
        log_sections=settings.log_sections,
    )
    verification = Verification(settings.skill_id, Trust(public_roots()), download.fetch)
    with listener:
        return 0 if serve(handler, settings, listener, verification) else 1


if __name__ == "__main__":
    sys.exit(main())
