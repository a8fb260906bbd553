"""The memory against a real server of the DynamoDB API, and against every way for one to be out of order."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import boto3
import pytest

from guide import alexa, memory
from guide.alexa import Handler
from guide.envelope import Envelope
from guide.topic import Content
from tools import npm
from tools.tables import FAULTS, Broken, dynalite, refused

Events = Callable[[str], Envelope]
Remembering = Callable[..., Handler]
NOW = datetime(2026, 11, 1, 20, 15, tzinfo=UTC).timestamp()
KEY = "MARKEDKEY of more than thirty-two letters"
USER = "amzn1.ask.account.MARKEDUSER"
TIRELESS, IMPATIENT = 60.0, 0.3
"""Seconds. Where a server answers, a slow machine must not make it late; where it doesn't, the tests must not wait."""


@dataclass(frozen=True)
class Fault:
    """A table that can't be used."""

    url: str
    patience: float
    requests: list[bytes] | None = None
    """What it was sent, where that is known."""


@pytest.fixture(scope="module", autouse=True)
def aws() -> Iterator[None]:
    """An account of nobody's."""
    with pytest.MonkeyPatch.context() as settings:
        settings.setattr(boto3, "DEFAULT_SESSION", None)
        settings.setenv("AWS_DEFAULT_REGION", "us-east-1")
        settings.setenv("AWS_ACCESS_KEY_ID", "MARKEDID")
        settings.setenv("AWS_SECRET_ACCESS_KEY", "MARKEDSECRET")
        settings.setenv("AWS_EC2_METADATA_DISABLED", "true")
        settings.setenv("AWS_CONFIG_FILE", "/nowhere")
        settings.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
        memory.load()
        yield


@pytest.fixture(scope="module")
def server(aws: None) -> Iterator[str]:
    with ExitStack() as running:
        try:
            url = running.enter_context(dynalite())
        except npm.NpmUnavailableError as error:
            pytest.skip(str(error))
        yield url


@pytest.fixture
def table(server: str) -> Any:
    """A new table, as the infrastructure lays it out."""
    table = boto3.resource("dynamodb", endpoint_url=server).create_table(
        TableName=f"listeners-{uuid4()}",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    return table


@pytest.fixture
def remembering(content: Content, monkeypatch: pytest.MonkeyPatch) -> Remembering:
    """The skill with a memory in a table."""

    def build(url: str, table: str = "listeners", *, patience: float = TIRELESS) -> Handler:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", url)
        settings = {"MEMORY_TABLE": table, "MEMORY_KEY": KEY}
        return alexa.build_handler(content, memory=memory.configured(settings, lambda: NOW, patience))

    return build


@pytest.fixture
def listener(event: Events) -> Callable[[str], Envelope]:
    """The requests of one listener, by what happens."""

    def request(what: str) -> Envelope:
        if what == "forget_me":
            made = event("yes")
            made["request"]["intent"]["name"] = "ForgetMeIntent"
            return made
        return event(what)

    return request


def test_the_welcome_is_heard_once_by_each(remembering: Remembering, listener: Events, server: str, table: Any) -> None:
    handler = remembering(server, table.name)

    def hears(what: str, user: str = USER) -> str:
        request = listener(what)
        request["context"]["System"]["user"]["userId"] = user
        return speech(handler(request, None))

    assert "Welcome to" in hears("launch")
    assert "Welcome back" in hears("launch")
    assert "Welcome to" in hears("launch", "amzn1.ask.account.MARKEDOTHER")
    # when one is forgotten
    assert "I don't remember anything about you" in hears("forget_me")
    # then only that one
    assert "Welcome back" in hears("launch", "amzn1.ask.account.MARKEDOTHER")
    assert "Welcome to" in hears("launch")
    # and so when the skill is disabled
    assert hears("skill_disabled") == ""
    assert "Welcome to" in hears("launch")


def test_an_item_holds_a_hash_and_a_day(remembering: Remembering, listener: Events, server: str, table: Any) -> None:
    remembering(server, table.name)(listener("launch"), None)
    key = hmac.new(KEY.encode(), USER.encode(), "sha256").hexdigest()
    midnight = int(datetime(2027, 2, 1, tzinfo=UTC).timestamp())
    assert table.scan()["Items"] == [{"id": key, "expires": midnight}]


def test_who_was_never_met_can_be_forgotten(
    remembering: Remembering, listener: Events, server: str, table: Any
) -> None:
    assert "I don't remember" in speech(remembering(server, table.name)(listener("forget_me"), None))


def test_an_item_of_another_kind_costs_nothing(
    remembering: Remembering, listener: Events, server: str, table: Any
) -> None:
    # given a listener whose item is no item of ours
    table.put_item(Item={"id": hmac.new(KEY.encode(), USER.encode(), "sha256").hexdigest(), "expires": "some day"})
    assert "Welcome to" in speech(remembering(server, table.name)(listener("launch"), None))


@pytest.fixture(params=[*FAULTS, "refused", "no table"])
def fault(request: pytest.FixtureRequest) -> Iterator[Fault]:
    if request.param == "no table":
        yield Fault(request.getfixturevalue("server"), TIRELESS)
    elif request.param == "refused":
        yield Fault(refused(), TIRELESS)
    else:
        with Broken(FAULTS[request.param]) as server:
            endless = FAULTS[request.param].drips is not None
            yield Fault(server.url, IMPATIENT if endless else TIRELESS, server.requests)


def test_every_fault_is_survived_in_private(
    fault: Fault, remembering: Remembering, listener: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given a table out of order, and a host who wants to know everything
    caplog.set_level(logging.DEBUG)
    handler = remembering(fault.url, patience=fault.patience)
    # when
    happened = ("launch", "question", "forget_me", "launch", "skill_disabled")
    responses = [handler(listener(what), None) for what in happened]
    # then there are the right words
    first, answer, refusal, again, silence = (speech(response) for response in responses)
    assert "Welcome to" in first
    assert "stitches" in answer
    assert "I couldn't erase it just now" in refusal
    assert again == first
    assert silence == ""
    # and one try each, none at the second launch
    assert fault.requests is None or len(fault.requests) <= 3
    # and what is logged names no more than the kind of failure
    failures = [record for record in caplog.records if record.getMessage() == "memory"]
    assert len(failures) == 3
    assert {record.name.partition(".")[0] for record in caplog.records} == {"guide"}
    told = str([record.__dict__ for record in caplog.records]) + json.dumps(responses)
    assert "MARKED" not in told
    assert hmac.new(KEY.encode(), USER.encode(), "sha256").hexdigest() not in told


@pytest.mark.parametrize(("name", "error"), [
    ("throttled", "ProvisionedThroughputExceededException"),
    ("denied", "ClientError"),
    ("failing", "InternalServerError"),
    ("hung up", "ConnectionClosedError"),
])  # fmt: skip
def test_a_failure_is_not_tried_again(
    remembering: Remembering, listener: Events, caplog: pytest.LogCaptureFixture, name: str, error: str
) -> None:
    with Broken(FAULTS[name]) as server:
        handler = remembering(server.url)
        for what in ("launch", "launch", "forget_me"):
            handler(listener(what), None)
        assert len(server.requests) == 2
    assert [record.__dict__["error"] for record in caplog.records] == [error, error]


def test_its_library_never_speaks(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in ("boto3.resources.action", "botocore.auth", "botocore.endpoint", "urllib3.connectionpool"):
            logging.getLogger(name).error("MARKED")
    assert caplog.records == []


def speech(response: Envelope) -> str:
    """What is said; nothing, where nobody listens."""
    return str(response["response"].get("outputSpeech", {}).get("ssml", ""))
