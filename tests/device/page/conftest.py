"""A real browser, and a speaker's page in it that may talk to its own server and to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from device.browser import THREADS, build_app
from device.hosted import signed
from tests.device.page.listener import Listener
from tools import debian, npm
from web.server import Server
from web.settings import listen

# As root, and without a word to its maker.
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()
_USUAL: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
_MS = 10_000
"""How long anything is waited for: machines may be busy."""

Visit = Callable[..., Listener]


# The library keeps an event loop running for as long as it is in use, where other tests want one of their own. So it is
# in use for one file at a time.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        chromium = debian.program("chromium")
    except debian.DebianUnavailableError as error:
        pytest.skip(str(error))
    expect.set_options(timeout=_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    listener = listen("127.0.0.1", 0)
    with signed() as service:
        server = Server(build_app(service), listener, THREADS)
        thread = Thread(target=server.run)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.stop()
        thread.join()


@pytest.fixture(scope="module")
def axe() -> str:
    """The accessibility audit, to be run in a page."""
    try:
        return (npm.installed("browser") / "axe-core" / "axe.min.js").read_text("utf-8")
    except npm.NpmUnavailableError as error:
        pytest.skip(str(error))


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens the page. What it complains of, unless a test expects that, or asks of anybody else fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def go(
        query: str = "", script: str = "", *, stops_time: bool = False, expects: str = "", **options: Any
    ) -> Listener:
        context = browser.new_context(**{**_USUAL, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_MS)
        _listen(page, address, expects, complaints)
        if stops_time:
            page.clock.install()
        page.add_init_script(script)
        page.goto(address + query)
        page.locator("#suggestions button").first.wait_for()
        return Listener(page)

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(page: Page, address: str, expects: str, complaints: list[str]) -> None:
    def requested(request: Request) -> None:
        if not request.url.startswith((address, "blob:")):
            complaints.append(request.url)

    def complained(text: str) -> None:
        if not (expects and expects in text):
            complaints.append(text)

    page.on("console", lambda message: complained(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", requested)
