"""The fuzzer's targets hold for some examples, its grammar reaches far, and its judge finds what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide import topic
from guide.envelope import Envelope
from tools import fuzz
from tools.content import FOLDER
from tools.fuzz import grammar
from tools.fuzz.sound import faults
from tools.fuzz.targets import TARGETS

EXAMPLES = {"answer": 200, "serve": 100, "load": 4, "build": 1}
"""As many as take about a second; `make fuzz` goes on for as long as one likes."""


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks_it(name: str) -> None:
    TARGETS[name].trial(max_examples=EXAMPLES[name], derandomize=True, database=None)()


def test_the_coverage_guided_fuzzer_runs_a_target(tmp_path: Path) -> None:
    # given a corpus of its own
    program = (
        "import pathlib, sys; from tools.fuzz import __main__ as run; "
        "run.CORPUS = pathlib.Path(sys.argv.pop(1)); run.fuzz('answer', 2)"
    )
    # when
    root = Path(fuzz.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=root, capture_output=True, text=True, check=False
    )
    # then it has tried more than its seeds, and nothing broke
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Done" in done.stderr
    assert len(list((tmp_path / "answer").iterdir())) > 1


def event(name: str, **request: Any) -> Envelope:
    """A request file, with parts of its request changed."""
    found: Envelope = json.loads(json.dumps(grammar.events()[name]))
    found["request"] |= request
    return found


def said(text: str) -> Envelope:
    found = event("question")
    found["request"]["intent"]["slots"]["question"]["value"] = text
    return found


def answered(**changes: Any) -> Envelope:
    """A sound answer with parts of its response changed."""
    speech = {"type": "SSML", "ssml": "<speak>It is. Shall I go on?</speak>"}
    again = {"outputSpeech": {"type": "SSML", "ssml": "<speak>Would you like the rest?</speak>"}}
    response = {"outputSpeech": speech, "reprompt": again, "shouldEndSession": False}
    return {"version": "1.0", "response": {**response, **changes}}


def speech(text: str) -> Envelope:
    return {"type": "SSML", "ssml": f"<speak>{text}</speak>"}


def drawn_with(**changes: Any) -> Envelope:
    """A screen as it must be for the answer, with parts of its turn changed."""
    words = {"alert": "", "says": "It is.", "asks": "Shall I go on?"}
    turn = {**words, "level": "none", "action": "", "prompt": "Say", "hints": [{"says": "yes"}], **changes}
    return {"type": "Alexa.Presentation.APL.RenderDocument", "datasources": {"turn": turn}}


def test_the_judge_has_nothing_against_a_sound_answer() -> None:
    assert list(faults(event("launch"), answered())) == []
    assert list(faults(event("launch"), answered(directives=[drawn_with()]))) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outputSpeech": None, "reprompt": None, "shouldEndSession": True}, "leaves the listener in silence"),
        ({"shouldEndSession": None}, "doesn't say whether the session ends"),
        ({"shouldEndSession": True}, "listens False"),
        ({"reprompt": None}, "has the reprompt ''"),
        ({"reprompt": {"outputSpeech": speech("It is. Shall I go on?")}}, "has the reprompt"),
        ({"outputSpeech": speech("It is & it isn't. Shall I go on?")}, "can't read this SSML"),
        ({"outputSpeech": speech("word " * 61 + "so?")}, "62 words"),
        ({"outputSpeech": speech("x" * 8000 + "?")}, "too long"),
        ({"card": {"type": "Simple", "title": "", "content": "x" * 30_000}}, "bytes"),
        ({"card": {"type": "Simple", "title": "MARKEDUSER", "content": ""}}, "tells MARKEDUSER"),
        ({"shouldEndSession": float("nan")}, "is no JSON"),
        ({"colour": "red"}, "holds what the SDK wouldn't write"),
        ({"card": 3}, "can't be read by the SDK"),
        ({"directives": [drawn_with(says="It isn't.")]}, "isn't. Shall I go on?\" for: It is."),
        ({"directives": [drawn_with(hints=[])]}, "has the hints []"),
        ({"directives": [drawn_with(action="Call 9-1-1")]}, "shows 'Call 9-1-1' at the level none"),
        (
            {
                "card": {"type": "Simple", "title": "Please call now", "content": "It is."},
                "outputSpeech": speech("word " * 36 + "so?"),
            },
            "37 words",
        ),
    ],
)
def test_the_judge_finds(changes: Envelope, told: str) -> None:
    assert told in "; ".join(faults(event("launch"), answered(**changes)))


def test_the_judge_finds_attributes_that_no_conversation_keeps() -> None:
    kept = {**answered(), "sessionAttributes": {"conversation": {"misses": 99}}}
    assert list(faults(event("launch"), kept)) == ["keeps attributes that aren't ours"]


def test_the_judge_finds_a_missed_emergency() -> None:
    assert "misses an emergency" in list(faults(said("my waters broke"), answered()))


def test_the_judge_finds_an_answer_to_nobody() -> None:
    assert "answers nobody" in list(faults(event("session_ended"), answered()))


def test_the_judge_finds_what_is_logged() -> None:
    assert "logs MARKEDWORD" in list(faults(event("launch"), answered(), "the listener said MARKEDWORD"))


@pytest.mark.parametrize("answer", [None, [], {}, {"response": "x"}])
def test_the_judge_finds_what_is_no_answer(answer: object) -> None:
    assert list(faults(event("launch"), answer)) == ["has no response"]


@pytest.fixture(scope="module")
def sent() -> list[Any]:
    """Some of what the grammar makes, always the same."""
    return drawn(grammar.envelopes(), 400)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=count, derandomize=True, database=None)
    @given(strategy)
    def keep(value: Any) -> None:
        found.append(value)

    keep()
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        lambda event: event["session"]["attributes"] != {} and event["request"]["type"] == "IntentRequest",
        lambda event: any(
            slot["value"] in grammar.EMERGENCIES for slot in event["request"]["intent"]["slots"].values()
        ),
        lambda event: not {"type", "requestId", "timestamp", "locale"} <= event["request"].keys(),
        lambda event: event["session"]["attributes"]["conversation"]["last"]["section"] not in topic.load().topic.order,
        lambda event: not isinstance(event["request"]["type"], str),
    ],
    ids=[
        "attributes in use",
        "an emergency",
        "a request that lacks something",
        "altered attributes",
        "a mistyped field",
    ],
)
def test_the_grammar_reaches(wanted: Callable[[Any], bool], sent: list[Any]) -> None:
    def reached(event: Any) -> bool:
        try:
            return wanted(event)
        except (AttributeError, KeyError, TypeError):
            return False

    assert any(map(reached, sent))


def test_an_edit_changes_a_few_lines() -> None:
    text = (FOLDER / "phrases.toml").read_text("utf-8")
    edits = drawn(grammar.edited(text), 20)
    assert any(edit != text for edit in edits)
    assert all(len(set(edit.splitlines()) ^ set(text.splitlines())) < 20 for edit in edits)


def test_what_is_changed_is_a_copy() -> None:
    value = {"kept": [1, {"deep": "x"}]}
    changes = drawn(grammar.changed(value), 20)
    assert any(changed != value for changed in changes)
    assert value == {"kept": [1, {"deep": "x"}]}
