"""The skill on its own host, in this process: the same service, trusting the development authority alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

from device.authority import Authority
from device.client import Client
from device.envelope import SIMULATED_SKILL
from device.skill import Service, in_process
from guide.alexa import Handler
from web.server import Server
from web.service import application
from web.settings import listen
from web.trust import Trust
from web.verification import Verification


@contextmanager
def hosted(handler: Handler, authority: Authority, skill_id: str = SIMULATED_SKILL) -> Iterator[str]:
    """Serves on loopback meanwhile; gives the address. Client in client.py speaks to it."""
    listener = listen("127.0.0.1", 0)
    verification = Verification(skill_id, Trust(authority.roots), authority.fetch)
    server = Server(application(handler, verification, "simulated"), listener)
    thread = Thread(target=server.run, name="service")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        server.stop()
        thread.join()


@contextmanager
def signed() -> Iterator[Service]:
    """The skill behind signed requests, told of as if it were in this very process: it is, on the other side."""
    inside, authority = in_process(), Authority()
    with hosted(inside.handler, authority, inside.skill) as url:
        yield replace(inside, handler=Client(url, authority))
