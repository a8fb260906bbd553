"""What goes wrong between the page and its server is told, and mended where it can be."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

from playwright.sync_api import expect

from tests.device.page.conftest import Visit


def start_elsewhere(address: str) -> None:
    """Another page begins a conversation."""
    headers = {"Origin": address.rstrip("/"), "Content-Type": "application/json"}
    with urlopen(Request(f"{address}api/start", json.dumps({"locale": "en-CA"}).encode(), headers)) as answer:
        assert answer.status == 200


def test_a_forgotten_conversation_begins_anew(visit: Visit, address: str) -> None:
    # given so many other pages that this one is forgotten
    listener = visit(expects="404")
    listener.open()
    for _ in range(32):
        start_elsewhere(address)

    # when something is asked, that is told
    listener.say("what is a cerclage")
    expect(listener.page.locator("#trouble")).to_contain_text("has been forgotten")
    listener.finds("Closed")

    # then a new conversation can be held
    listener.say("what is a cerclage")
    listener.hears("A cerclage is")
    expect(listener.page.locator("#trouble")).to_be_empty()


def test_a_server_that_is_gone_is_told(visit: Visit) -> None:
    listener = visit(expects="ERR_INTERNET_DISCONNECTED")
    listener.open()
    listener.page.context.set_offline(True)
    listener.press("Save as golden")
    expect(listener.page.locator("#trouble")).to_contain_text("Start it again: make speaker")
    listener.say("what is a cerclage")
    listener.finds("Closed")
