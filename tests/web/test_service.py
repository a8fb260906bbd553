"""The service gives Lambda's answers, says that it is well, and tells nothing private."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from device.authority import Authority
from device.envelope import SIMULATED_SKILL
from guide import alexa, topic
from guide.alexa import Handler
from guide.conversation import Outcome
from guide.envelope import Envelope
from guide.turn import Turn
from web.service import application
from web.trust import Trust
from web.verification import Verification

Events = Callable[[str], Envelope]
Ask = Callable[..., TestResponse]
REFUSED = "unknown_type"  # Amazon wants to be told of it, where Lambda says nothing
EVENTS = [path.stem for path in (Path(__file__).parents[1] / "events").glob("*.json")]
ANSWERED = [name for name in EVENTS if name != REFUSED]
MARKED = "zanzibar marzipan"


@pytest.fixture
def client(authority: Authority, present: datetime, handler: Handler) -> FlaskClient:
    return serving(handler, authority, present)


def serving(handler: Handler, authority: Authority, present: datetime) -> FlaskClient:
    verification = Verification(SIMULATED_SKILL, Trust(authority.roots), authority.fetch, lambda: present)
    return application(handler, verification, "1.2.3").test_client()


@pytest.fixture
def ask(client: FlaskClient, authority: Authority) -> Ask:
    def ask(event: Envelope, **more: str) -> TestResponse:
        body = json.dumps(event).encode()
        return client.post("/", data=body, headers=authority.headers(body) | more)

    return ask


@pytest.mark.parametrize("name", ANSWERED)
def test_the_answers_are_lambdas(ask: Ask, handler: Handler, event: Events, name: str) -> None:
    assert ask(event(name)).json == handler(event(name), None)


@pytest.mark.parametrize("attributes", [None, 3, [], "x", {"conversation": []}, {"conversation": {"last": 1}}])
def test_altered_attributes_are_met_as_on_lambda(ask: Ask, handler: Handler, event: Events, attributes: object) -> None:
    altered = event("yes")
    altered["session"]["attributes"] = attributes
    assert ask(altered).json == handler(altered, None)


def test_a_type_that_alexa_doesnt_have_is_refused(ask: Ask, event: Events) -> None:
    assert ask(event(REFUSED)).status_code == 400


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_a_body_is_what_was_signed_whatever_it_is_called(ask: Ask, event: Events, kind: str) -> None:
    assert ask(event("launch"), **{"Content-Type": kind}).status_code == 200


def test_it_says_that_it_is_well(client: FlaskClient) -> None:
    response = client.get("/health")
    assert (response.status_code, response.json) == (200, {"status": "ok", "version": "1.2.3"})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 405), ("PUT", "/", 405), ("POST", "/health", 405), ("GET", "/static/x", 404), ("GET", "/..", 404)],
)
def test_nothing_else_is_there(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.is_json


@pytest.mark.parametrize("path", ["/health", "/", "/nowhere"])
def test_browsers_are_told_to_keep_their_hands_off(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_fault_of_ours_is_named_and_nothing_more(
    authority: Authority, present: datetime, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given a handler that breaks its word and raises
    def broken(event: Envelope, context: object) -> Envelope:
        raise RuntimeError(MARKED)

    body = json.dumps(event("launch")).encode()
    # when
    response = serving(broken, authority, present).post("/", data=body, headers=authority.headers(body))
    # then
    assert (response.status_code, response.json) == (500, {"error": "internal error"})
    assert [record.__dict__.get("error") for record in caplog.records] == ["RuntimeError"]
    assert MARKED not in str([record.__dict__ for record in caplog.records])


def test_nothing_private_is_logged(
    authority: Authority, present: datetime, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given marked words in every place, and a skill that fails after it understood
    def fail(turn: Turn, outcome: Outcome) -> None:
        raise RuntimeError(f"{turn} {outcome}")

    caplog.set_level(logging.DEBUG)
    client = serving(alexa.build_handler(topic.load(), fail, SIMULATED_SKILL), authority, present)
    for name in EVENTS:
        said = event(name)
        said["request"] |= {"intent": {"name": "QuestionIntent", "slots": {"question": {"value": MARKED}}}}
        body = json.dumps(said).encode()
        headers = authority.headers(body)
        for changed in ({}, {"Signature-256": MARKED}, {"SignatureCertChainUrl": f"https://{MARKED}"}):
            # when
            client.post(f"/?{MARKED}", data=body, headers=headers | changed)
            client.post(f"/{MARKED}", data=body + b"x", headers=headers | changed)
    # then
    records = str([record.__dict__ for record in caplog.records])
    assert records.count("rejected") > 20
    for private in (*MARKED.split(), "MARKEDUSER", "MARKEDDEVICE", "MARKEDTOKEN", "127.0.0.1"):
        assert private not in records
