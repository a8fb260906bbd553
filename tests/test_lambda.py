"""The package runs as Lambda runs it: AWS's own client on Python 3.13, in a folder with only what was unpacked.

Whatever is sent, a listener gets an answer, and nothing private is in any output of the process, failures included.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools import runtime
from tools.runtime import Answer, Function, RuntimeUnavailableError, started
from tools.tables import refused

EVENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "events").glob("*.json")}
OURS = EVENTS["launch"]["context"]["System"]["application"]["applicationId"]
MARKS = re.compile("marked|chartreuse|ceratosaurus", re.IGNORECASE)
"""Ids and tokens of the events, and words that the tests say."""
SAID = "my chartreuse ceratosaurus hurts"
DEEP = 3000
NESTED = '{"type":"List","values":[' * DEEP + "]}" * DEEP
SLOW_TO_IMPORT = (
    "asyncio boto3 botocore certifi dataclasses dateutil email http.client inspect logging.config pathlib pprint "
    "requests six ssl unittest urllib.request urllib3 xml ask_sdk_core.api_client ask_sdk_core.utils.predicate"
).split()
"""What a cold start must do without."""
MOST_MODELS = 60


@pytest.fixture(scope="module")
def task(unpacked: Path) -> Path:
    """The unpacked package, where Lambda's client can be had."""
    try:
        runtime.client()
    except RuntimeUnavailableError as missing:
        pytest.skip(str(missing))
    return unpacked


@pytest.fixture(scope="module")
def function(task: Path) -> Iterator[Function]:
    """The skill, open to any skill id."""
    with started(task) as running:
        yield running


def event(name: str, **request: Any) -> dict[str, Any]:
    found = json.loads(json.dumps(EVENTS[name]))
    found["request"] |= request
    return dict(found)


def saying(text: str, intent: str = "QuestionIntent", slot: str = "question") -> dict[str, Any]:
    return event("question", intent={"name": intent, "slots": {slot: {"name": slot, "value": text}}})


def response(answer: Answer) -> dict[str, Any]:
    assert not answer.failed, answer.body
    found = json.loads(answer.body)["response"]
    assert isinstance(found, dict)
    return found


def speech(answer: Answer) -> str:
    return str(response(answer)["outputSpeech"]["ssml"])


def test_it_is_opened(function: Function) -> None:
    assert "Welcome" in speech(function.ask(EVENTS["launch"]))


def test_a_question_is_answered(function: Function) -> None:
    assert "stitches" in speech(function.ask(EVENTS["question"]))


def test_an_urgent_report_is_told_who_to_call(function: Function) -> None:
    answer = function.ask(saying("there is blood everywhere"))
    assert speech(answer).startswith('<speak>Call <say-as interpret-as="telephone">9-1-1</say-as>')
    assert response(answer)["shouldEndSession"] is True


def test_a_conversation_goes_on(function: Function) -> None:
    # given an answer with an offer, as JSON went over the wire
    first = json.loads(function.ask(EVENTS["cerclage"]).body)
    # when it is accepted, and then said again
    accepted = event("yes")
    accepted["session"]["attributes"] = first["sessionAttributes"]
    second = function.ask(accepted)
    again = saying("say that again")
    again["session"]["attributes"] = json.loads(second.body)["sessionAttributes"]
    # then
    assert "stitches are taken out" in speech(second)
    assert speech(function.ask(again)) == speech(second)


NOT_SAID = [EVENTS["session_ended"], EVENTS["skill_disabled"], EVENTS["unknown_type"], {}, {"version": "1.0"}]


@pytest.mark.parametrize(
    "sent", NOT_SAID, ids=["session ended", "skill disabled", "unknown type", "empty", "no request"]
)
def test_what_no_listener_said_is_met_with_silence(function: Function, sent: Any) -> None:
    assert response(function.ask(sent)) == {}


MALFORMED: dict[str, Any] = {
    "a list": [],
    "a text": "x",
    "a number": 7,
    "nothing": None,
    "no type": event("question") | {"request": {"locale": "en-CA"}},
    "an unknown type": event("launch", type="NewRequest"),
    "a type that is no text": event("launch", type=["LaunchRequest"]),
    "an unknown kind of slot": event("unreadable"),
    "an intent that is a list": event("question", intent=[1, 2]),
    "slots that are a number": event("question", intent={"name": "QuestionIntent", "slots": 4}),
    "a slot that is nothing": event("question", intent={"name": "QuestionIntent", "slots": {"question": None}}),
    "a value that is an object": event("question", intent={"name": "QuestionIntent", "slots": {"q": {"value": {}}}}),
    "no intent": event("question", intent=None),
    "a time that is none": event("question", timestamp="yesterday"),
    "a session that is a text": event("yes") | {"session": "x"},
    "a context that is a number": event("yes") | {"context": 1},
    "a huge field": event("question") | {"extra": ["x" * 1000] * 3000},
    "a huge text": saying("what is a stitch and " * 400),
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED.keys())
def test_whatever_is_sent_a_listener_gets_an_answer(function: Function, sent: Any) -> None:
    answer = response(function.ask(sent))
    assert answer["outputSpeech"]["ssml"].startswith("<speak>")
    assert isinstance(answer["shouldEndSession"], bool)


def nested(text: str) -> bytes:
    """A question whose slot holds lists in lists, deeper than anything that reads them one in another can go."""
    innermost = NESTED.replace("[]", json.dumps([{"type": "Simple", "value": text}]))
    slot = '{"name": "question", "slotValue": ' + innermost + "}"
    return json.dumps(saying("SLOT")).replace('{"name": "question", "value": "SLOT"}', slot).encode()


def test_urgent_words_are_heard_however_deep_they_lie(function: Function) -> None:
    assert "9-1-1" in speech(function.ask(nested("there is blood everywhere")))


def test_another_skills_requests_are_refused_without_a_word_of_them(task: Path) -> None:
    with started(task, {"SKILL_ID": OURS}) as function:
        assert "Welcome" in speech(function.ask(EVENTS["launch"]))
        # when the id is another's, or there is none
        other = saying(SAID)
        other["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.other"
        nobodys: list[Any] = [{}, [], "x", {"context": {"System": SAID}}]
        refused = [function.ask(sent) for sent in (other, *nobodys)]
        # then
        assert [json.loads(answer.body)["errorType"] for answer in refused] == ["RefusedError"] * len(refused)
        assert all(answer.failed for answer in refused)
        assert not MARKS.search(function.output + "".join(answer.body.decode() for answer in refused))
        assert "Welcome" in speech(function.ask(EVENTS["launch"]))


def test_nothing_private_is_in_any_output(task: Path) -> None:
    # given every kind of request, with a marked phrase wherever words can be, and malformed ones
    intents = ("QuestionIntent", "SymptomReportIntent", "AMAZON.StopIntent", "CerclageIntent", "AMAZON.FallbackIntent")
    said = [saying(text, intent) for intent in intents for text in (SAID, f"i'm bleeding {SAID}", f"what is {SAID}")]
    broken = [saying(SAID) | {part: SAID} for part in ("session", "context", "request", "version")]
    broken += [event("question", **{key: SAID}) for key in ("intent", "type", "dialogState", "timestamp", "locale")]
    nowhere = [[SAID], SAID, {SAID: SAID}, saying(SAID) | {SAID: {SAID: [SAID]}}]
    with started(task) as function:
        # when
        answers = [function.ask(sent) for sent in (*EVENTS.values(), *said, *broken, *nowhere, nested(SAID))]
        unparsed = function.ask(b'{"said": "' + SAID.encode() + b'"')
        output = function.output
    # then
    assert not [answer.body for answer in answers if answer.failed]
    assert unparsed.failed
    assert not MARKS.search(output + "".join(answer.body.decode() for answer in (*answers, unparsed)))
    # and each line of the log says no more than it may
    lines = [json.loads(line) for line in output.splitlines()]
    ours = {"kind", "urgency", "misses", "stage", "locale", "error"}
    allowed = ours | {"level", "timestamp", "message", "logger", "requestId"}
    assert len([line for line in lines if line.get("message") == "turn"]) > len(said)
    assert {name for line in lines if line.get("logger") for name in line} <= allowed


def test_nothing_private_is_in_the_output_of_a_failure(task: Path, tmp_path: Path) -> None:
    # given a skill that fails after it understood, with all that it knows in the error
    (tmp_path / "failing.py").write_text(
        "from guide import alexa, topic\n\n"
        "def fail(turn, outcome):\n"
        "    raise RuntimeError(f'{turn} {outcome}')\n\n"
        "handler = alexa.build_handler(topic.load(), watch=fail)\n",
        "utf-8",
    )
    with started(task, {"PYTHONPATH": str(tmp_path)}, handler="failing.handler") as function:
        # when
        answers = [function.ask(sent) for sent in (saying(SAID), saying(f"blood {SAID}"), EVENTS["question"])]
        # then
        assert all(speech(answer) for answer in answers)
        assert '"error": "RuntimeError"' in function.output
        assert not MARKS.search(function.output + "".join(answer.body.decode() for answer in answers))


def test_nothing_private_is_in_the_output_of_a_memory_out_of_reach(task: Path) -> None:
    # given a table that isn't there, and a host who asked for all that can be logged
    secrets = {"MEMORY_KEY": "marked" * 6, "AWS_ACCESS_KEY_ID": "marked", "AWS_SECRET_ACCESS_KEY": "marked"}
    table = {"MEMORY_TABLE": "listeners", "AWS_ENDPOINT_URL_DYNAMODB": refused()}
    talkative = {"AWS_LAMBDA_LOG_LEVEL": "TRACE", "LOG_SECTIONS": "1"}
    # and taps and events of the skill, with the marked phrase in them
    taps = [event("user_event", arguments=arguments) for arguments in ([SAID], [{SAID: [f"blood {SAID}"]}], SAID)]
    events = [event("skill_disabled", **changed) for changed in ({"body": SAID}, {"timestamp": SAID}, {"locale": SAID})]
    forget = event(
        "yes", intent={"name": "ForgetMeIntent", "slots": {"stray": {"name": "stray", "value": "chartreuse"}}}
    )
    with started(task, {**secrets, **table, **talkative}) as function:
        # when
        answers = [function.ask(sent) for sent in (EVENTS["launch"], forget, *taps, *events)]
        # then
        assert [answer.body for answer in answers if answer.failed] == []
        assert "I couldn't erase it" in speech(answers[1])
        assert function.output.count('"memory"') >= 2
        assert not MARKS.search(function.output + "".join(answer.body.decode() for answer in answers))


def test_a_snapshot_holds_what_a_turn_loads(task: Path) -> None:
    with started(task, {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start", "SKILL_ID": OURS}) as function:
        assert "stitches" in speech(function.ask(EVENTS["question"]))
        # and the rehearsal is no turn that anybody took
        assert function.output.count('"turn"') == 1


def test_a_cold_start_does_without_what_is_slow_to_import(task: Path) -> None:
    script = (
        "import json, sys\n"
        "import lambda_function\n"
        "lambda_function.handler(json.load(sys.stdin), None)\n"
        "print(*sys.modules)\n"
    )
    ran = subprocess.run(
        [runtime.client(), "-c", script],
        input=json.dumps(EVENTS["question"]),
        text=True,
        capture_output=True,
        cwd=task,
        check=True,
    )
    imported = set(ran.stdout.split())
    assert not imported & set(SLOW_TO_IMPORT)
    assert len([name for name in imported if name.startswith("ask_sdk_model.")]) <= MOST_MODELS
