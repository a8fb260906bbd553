"""What puts the service under load finds out what is lost and what is mixed up, and writes down what it saw."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from device.authority import Authority
from device.envelope import SIMULATED_SKILL
from device.hosted import hosted
from guide import alexa, topic
from guide.envelope import Envelope
from tools.load.__main__ import BEGIN, END, written
from tools.load.conversations import Exchange, conversations
from tools.load.listeners import Tally, listen

HANDLER = alexa.build_handler(topic.load(), skill_id=SIMULATED_SKILL)
LISTENERS = 6


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def said(authority: Authority) -> list[list[Exchange]]:
    return conversations(LISTENERS, authority)


def heard(said: list[list[Exchange]], authority: Authority, handler: Callable[..., Envelope], unfinished: int) -> Tally:
    with hosted(handler, authority) as url:
        return listen(int(url.strip("/").rpartition(":")[2]), said, 1, unfinished=unfinished)


def test_each_listener_has_a_conversation_of_its_own(said: list[list[Exchange]]) -> None:
    answers = [str([exchange.answer for exchange in conversation]) for conversation in said]
    assert len(set(answers)) == LISTENERS


def test_what_goes_well_is_counted_as_such(said: list[list[Exchange]], authority: Authority) -> None:
    tally = heard(said, authority, HANDLER, unfinished=9)
    assert (tally.lost, tally.mixed, len(tally.waits)) == (0, 0, sum(map(len, said)))
    assert tally.wait(99) >= tally.wait(50) > 0
    assert tally.throughput > 0


def test_an_answer_of_another_session_is_mixed(said: list[list[Exchange]], authority: Authority) -> None:
    # given a skill that gives each the state of the one before
    kept: list[object] = [{}]

    def mixing(event: Envelope, context: object) -> Envelope:
        answer = HANDLER(event, context)
        kept.append(answer.get("sessionAttributes"))
        return answer | {"sessionAttributes": kept[-2]}

    tally = heard(said, authority, mixing, unfinished=0)
    assert tally.mixed > LISTENERS
    assert tally.lost == 0


def test_a_refusal_is_lost(said: list[list[Exchange]]) -> None:
    # given a service that trusts another authority
    tally = heard(said, Authority(), HANDLER, unfinished=0)
    assert (tally.lost, tally.mixed) == (sum(map(len, said)), 0)


def test_silence_is_lost(said: list[list[Exchange]], authority: Authority) -> None:
    # given a service that has gone
    with hosted(HANDLER, authority) as url:
        port = int(url.strip("/").rpartition(":")[2])
    assert listen(port, said, 1).lost == sum(map(len, said))


def test_the_figures_take_the_place_of_those_before() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert written(text, ["new", "figures"]) == f"before\n{BEGIN}\nnew\nfigures\n{END}\nafter\n"
