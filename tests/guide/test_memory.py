"""What is remembered, for how long, and what a failing table may cost. Servers are left to test_table."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide import alexa, memory
from guide.alexa import Handler
from guide.envelope import Envelope
from guide.memory import NoMemory, SettingsError, TableMemory
from guide.topic import Content
from tools.tables import refused

Events = Callable[[str], Envelope]
KEY = "a secret of more than thirty-two letters"
NOW = datetime(2026, 11, 1, 20, 15, tzinfo=UTC).timestamp()
LAMBDA = Path(memory.__file__).parents[1]


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeTable:
    """What the SDK's adapter does, in a dictionary."""

    items: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    fails: bool = False
    meanwhile: Callable[[], object] = lambda: None
    """What happens while it is read."""

    def get_attributes(self, key: str) -> Any:
        self._ask()
        self.meanwhile()
        return self.items.get(key, {})

    def save_attributes(self, key: str, attributes: int) -> None:
        self._ask()
        self.items[key] = attributes

    def delete_attributes(self, key: str) -> None:
        self._ask()
        self.items.pop(key, None)

    def _ask(self) -> None:
        self.asked += 1
        if self.fails:
            raise LookupError("MARKED")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def table() -> FakeTable:
    return FakeTable()


@pytest.fixture
def remembered(table: FakeTable, clock: Clock) -> TableMemory:
    return TableMemory(lambda: table, KEY, clock, patience=60)


@pytest.fixture
def handler(content: Content, remembered: TableMemory) -> Handler:
    return alexa.build_handler(content, memory=remembered)


def speech(response: Envelope) -> str:
    return str(response["response"]["outputSpeech"]["ssml"])


def is_full_welcome(response: Envelope) -> bool:
    return "Welcome to" in speech(response)


def is_welcome_back(response: Envelope) -> bool:
    return "Welcome back" in speech(response)


def forget_me(event: Events) -> Envelope:
    request = event("yes")
    request["request"]["intent"]["name"] = "ForgetMeIntent"
    return request


def repeat(event: Events, after: Envelope) -> Envelope:
    request = event("yes")
    request["request"]["intent"]["name"] = "AMAZON.RepeatIntent"
    request["session"]["attributes"] = after["sessionAttributes"]
    return request


def of(user: str, request: Envelope) -> Envelope:
    request["context"]["System"]["user"]["userId"] = user
    return request


def test_only_a_hash_and_a_day_are_kept(remembered: TableMemory, table: FakeTable) -> None:
    # when
    remembered.meet("MARKEDUSER")
    # then it is found again by who has the secret, until a midnight some three months ahead
    [(key, expires)] = table.items.items()
    assert key == hmac.new(KEY.encode(), b"MARKEDUSER", hashlib.sha256).hexdigest()
    until = datetime.fromtimestamp(expires, UTC)
    assert until == datetime(2027, 2, 1, tzinfo=UTC)
    assert timedelta(91) < until - datetime.fromtimestamp(NOW, UTC) < timedelta(92)


def test_another_secret_is_another_key(remembered: TableMemory, table: FakeTable, clock: Clock) -> None:
    remembered.meet("user")
    assert not TableMemory(lambda: table, KEY.upper(), clock, patience=60).meet("user")


def test_who_was_met_is_known_and_nothing_is_written_again(
    remembered: TableMemory, table: FakeTable, clock: Clock
) -> None:
    # given
    assert not remembered.meet("user")
    kept = dict(table.items)
    # when some weeks have gone
    clock.now += timedelta(days=60).total_seconds()
    # then
    assert remembered.meet("user")
    assert table.items == kept
    assert not remembered.meet("someone else")


def test_what_has_expired_is_not_known_even_if_it_is_still_there(
    remembered: TableMemory, table: FakeTable, clock: Clock
) -> None:
    # given
    remembered.meet("user")
    # when
    clock.now += timedelta(days=92).total_seconds()
    # then the welcome is heard in full, and that is remembered again
    assert not remembered.meet("user")
    assert remembered.meet("user")


def test_a_listener_without_an_id_is_new_and_leaves_nothing(remembered: TableMemory, table: FakeTable) -> None:
    assert not remembered.meet("")
    assert not remembered.forget("")
    assert table.asked == 0


def test_after_a_failure_it_rests_for_a_while(
    remembered: TableMemory, table: FakeTable, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    table.fails = True
    assert not remembered.meet("user")
    # when it is asked again and again
    assert not any(remembered.meet(f"user {number}") for number in range(5))
    # then the table is not
    assert table.asked == 1
    # and later it is, as if nothing had happened
    clock.now += memory.REST
    table.fails = False
    assert not remembered.meet("user")
    assert remembered.meet("user")
    assert [(record.getMessage(), record.__dict__["error"]) for record in caplog.records] == [("memory", "LookupError")]


def test_forgetting_is_tried_even_during_a_rest(remembered: TableMemory, table: FakeTable) -> None:
    # given
    remembered.meet("user")
    table.fails = True
    assert not remembered.meet("someone else")
    # when
    table.fails = False
    # then, and it is the end of the rest
    assert remembered.forget("user")
    assert table.items == {}
    assert not remembered.meet("user")
    assert remembered.meet("user")


def test_no_listener_waits_for_a_table_that_is_stuck(table: FakeTable, clock: Clock) -> None:
    # given a table that answers only once this test is over with it
    released = threading.Event()
    table.meanwhile = lambda: released.wait(60)
    impatient = TableMemory(lambda: table, KEY, clock, patience=0.02)
    # when
    answers = [impatient.meet("user"), impatient.forget("user"), impatient.meet("user")]
    # then all were answered before it was
    assert answers == [False, False, False]
    assert not released.is_set()
    assert table.asked == 1
    end_of(released)


def end_of(released: threading.Event) -> None:
    released.set()
    for thread in threading.enumerate():
        if thread.name == "memory":
            thread.join(60)


def test_what_comes_too_late_is_not_written(table: FakeTable, clock: Clock, remembered: TableMemory) -> None:
    # given a table that takes so long that "forget me" may have been said meanwhile
    def dawdle() -> None:
        clock.now += 60

    table.meanwhile = dawdle
    # when
    remembered.meet("user")
    # then
    assert table.items == {}


def test_a_listener_waits_less_than_a_second() -> None:
    assert memory.PATIENCE < 1


def test_the_welcome_is_heard_in_full_once(handler: Handler, event: Events) -> None:
    assert is_full_welcome(handler(event("launch"), None))
    assert is_welcome_back(handler(event("launch"), None))
    assert is_full_welcome(handler(of("someone else", event("launch")), None))


def test_it_is_asked_at_a_launch_only(handler: Handler, event: Events, table: FakeTable) -> None:
    for name in ("question", "yes", "one_shot_cerclage", "symptom", "fallback", "session_ended", "unreadable"):
        handler(event(name), None)
    assert table.asked == 0


def test_forget_me_erases(handler: Handler, event: Events, table: FakeTable) -> None:
    # given two listeners
    handler(event("launch"), None)
    handler(of("someone else", event("launch")), None)
    # when one wants to be forgotten
    response = handler(forget_me(event), None)
    # then only the other is known
    assert "I don't remember anything about you" in speech(response)
    assert len(table.items) == 1
    assert is_welcome_back(handler(of("someone else", event("launch")), None))
    assert is_full_welcome(handler(event("launch"), None))


def test_nobody_is_told_that_they_are_forgotten_who_is_not(handler: Handler, event: Events, table: FakeTable) -> None:
    # given
    handler(event("launch"), None)
    table.fails = True
    # when
    response = handler(forget_me(event), None)
    # then they hear what to do, and hear it again if they ask
    assert "I couldn't erase it just now" in speech(response)
    assert speech(handler(repeat(event, response), None)) == speech(response)


def test_done_stays_done_when_it_is_repeated(handler: Handler, event: Events, table: FakeTable) -> None:
    # given
    done = handler(forget_me(event), None)
    # when the table fails afterwards
    table.fails = True
    # then
    assert speech(handler(repeat(event, done), None)) == speech(done)


@given(steps=st.lists(st.tuples(st.sampled_from(["launch", "forget_me", "repeat", "question"]), st.booleans())))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_is_said_of_it_is_true(
    handler: Handler, table: FakeTable, clock: Clock, event: Events, steps: list[tuple[str, bool]]
) -> None:
    # given a new listener, and a table that fails at any time
    table.items.clear()
    clock.now += memory.REST
    response: Envelope = {"sessionAttributes": {}}
    for happens, table.fails in steps:
        # when
        request = {"forget_me": forget_me(event), "repeat": repeat(event, response)}.get(happens) or event(happens)
        request["session"]["attributes"] = response["sessionAttributes"]
        response = handler(request, None)
        clock.now += memory.REST / 2
        # then
        if "I don't remember anything about you" in speech(response):
            assert not table.items
        if is_welcome_back(response):
            assert table.items


def test_an_emergency_comes_before_forgetting(handler: Handler, event: Events, table: FakeTable) -> None:
    handler(event("launch"), None)
    request = forget_me(event)
    request["request"]["intent"]["slots"] = {"stray": {"name": "stray", "value": "forget me i'm bleeding a lot"}}
    assert "Call" in speech(handler(request, None))
    assert len(table.items) == 1


def test_disabling_the_skill_erases(handler: Handler, event: Events, table: FakeTable) -> None:
    handler(event("launch"), None)
    assert handler(event("skill_disabled"), None)["response"] == {}
    assert table.items == {}
    assert is_full_welcome(handler(event("launch"), None))


def test_where_nothing_is_kept_everybody_is_new_and_forgotten(content: Content, event: Events) -> None:
    handler = alexa.build_handler(content)
    assert is_full_welcome(handler(event("launch"), None))
    assert is_full_welcome(handler(event("launch"), None))
    assert "I don't remember anything about you" in speech(handler(forget_me(event), None))


def test_without_settings_there_is_no_memory() -> None:
    for environment in ({}, {"MEMORY_TABLE": "", "MEMORY_KEY": ""}):
        assert isinstance(memory.configured(environment), NoMemory)


@pytest.mark.parametrize(
    ("environment", "wrong"),
    [
        ({"MEMORY_KEY": KEY}, "MEMORY_TABLE"),
        ({"MEMORY_KEY": KEY, "MEMORY_TABLE": "no"}, "MEMORY_TABLE"),
        ({"MEMORY_KEY": KEY, "MEMORY_TABLE": "my table"}, "MEMORY_TABLE"),
        ({"MEMORY_TABLE": "listeners"}, "MEMORY_KEY"),
        ({"MEMORY_TABLE": "listeners", "MEMORY_KEY": "MARKED" * 5}, "MEMORY_KEY"),
    ],
)
def test_half_a_setting_is_refused_with_what_to_write(environment: dict[str, str], wrong: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        memory.configured(environment)
    assert str(refusal.value).startswith(wrong)
    assert "write" in str(refusal.value)
    assert "MARKED" not in str(refusal.value)


FRESH = """
import json, sys
import lambda_function
loaded = lambda: "boto3" in sys.modules or "ask_sdk_dynamodb" in sys.modules
said = [loaded()]
for event in json.load(sys.stdin):
    answer = lambda_function.handler(event, None)
    said += [answer["response"]["outputSpeech"]["ssml"], loaded()]
print(json.dumps(said))
"""


def in_a_fresh_process(*events: Envelope, **environment: str) -> list[Any]:
    settings = {"MEMORY_TABLE": "listeners", "MEMORY_KEY": KEY, "PYTHONPATH": str(LAMBDA)} | environment
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    run = subprocess.run(
        [sys.executable, "-c", FRESH], env=clean | settings, input=json.dumps(events), capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    return list(json.loads(run.stdout))


AWS = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "MARKED", "AWS_SECRET_ACCESS_KEY": "MARKED"}


def test_its_library_is_loaded_when_it_is_asked(event: Events) -> None:
    at_first, _, after_a_question, welcome, after_a_launch = in_a_fresh_process(
        event("question"), event("launch"), AWS_ENDPOINT_URL_DYNAMODB=refused(), **AWS
    )
    assert (at_first, after_a_question, after_a_launch) == (False, False, True)
    assert "Welcome to" in welcome


def test_a_snapshot_holds_the_library(event: Events) -> None:
    [at_first] = in_a_fresh_process(AWS_LAMBDA_INITIALIZATION_TYPE="snap-start", **AWS)
    assert at_first is True


def test_without_memory_nothing_is_loaded(event: Events) -> None:
    *_, after_a_launch = in_a_fresh_process(
        event("launch"), MEMORY_TABLE="", MEMORY_KEY="", AWS_LAMBDA_INITIALIZATION_TYPE="snap-start"
    )
    assert after_a_launch is False


@pytest.mark.parametrize("environment", [{}, {"AWS_DEFAULT_REGION": "us-east-1"}], ids=["no region", "no credentials"])
def test_without_an_account_there_is_an_answer(event: Events, environment: dict[str, str]) -> None:
    _, welcome, _ = in_a_fresh_process(event("launch"), AWS_EC2_METADATA_SERVICE_ENDPOINT=refused(), **environment)
    assert "Welcome to" in welcome
