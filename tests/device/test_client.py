"""The speaker's way over a signed request: the same answers, and a clear word where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from device.authority import Authority
from device.client import Client, ServiceError
from device.envelope import SIMULATED_SKILL, Sender, Session
from device.hosted import hosted
from device.recognizer import load
from device.speaker import Speaker
from guide import alexa, topic

HANDLER = alexa.build_handler(topic.load(), skill_id=SIMULATED_SKILL)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def url(authority: Authority) -> Iterator[str]:
    with hosted(HANDLER, authority) as url:
        yield url


def test_a_conversation_over_the_service_is_the_one_without_it(url: str, authority: Authority) -> None:
    remote, local = (Speaker(it, load("en-CA"), Sender("en-CA")) for it in (Client(url, authority), HANDLER))
    for said in ("open cervix guide", "what is a cerclage", "yes", "say that again", "i'm bleeding a lot"):
        assert remote.say(said) == local.say(said)
    assert not remote.listening


def test_a_refusal_says_why(url: str, authority: Authority) -> None:
    for client, why in (
        (Client(url, Authority()), "the signature isn't this body's"),
        (Client(f"{url}elsewhere", authority), "answered 404"),
    ):
        with pytest.raises(ServiceError, match=why):
            client(Sender("en-CA").launch(Session()))


def test_another_skills_request_is_refused(url: str, authority: Authority) -> None:
    with pytest.raises(ServiceError, match="check SKILL_ID"):
        Client(url, authority)(Sender("en-CA", skill="other").launch(Session()))


def test_a_service_that_isnt_there_is_said_not_to_answer(authority: Authority) -> None:
    with hosted(HANDLER, authority) as url:
        pass
    with pytest.raises(ServiceError, match="is the service running"):
        Client(url, authority)(Sender("en-CA").launch(Session()))
