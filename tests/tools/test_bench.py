"""What is compared runs, a package that fails isn't measured, and the document gets what was found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tools import runtime
from tools.bench import BEGIN, END, TABLE, Comparison, Figures, picture, ratios, report, written
from tools.benchmark.contenders import FLOOR, HELLO, HELLO_BYTECODE, OURS, SAMPLES, STORED, STORED_BYTECODE, Contender
from tools.benchmark.measuring import FailedError, Start, start, turn
from tools.benchmark.samples import hello
from tools.runtime import RuntimeUnavailableError

EVENTS = Path(__file__).parents[1] / "events"
FOUND = Comparison(
    rounds=3,
    figures={
        name: Figures(
            Contender(name, Path(name), 5.0),
            # a machine that is busy meanwhile slows down whole rounds
            [Start(first * busy, first * busy / 2, 20.0) for busy in (1.0, 0.8, 3.0)],
            [next_turn * busy for busy in (1.0, 0.7, 2.0)],
        )
        for name, first, next_turn in (
            (FLOOR, 50.0, 0.0),
            (OURS, 100.0, 0.3),
            (HELLO, 500.0, 0.2),
            (HELLO_BYTECODE, 250.0, 0.2),
            (STORED, 1000.0, 0.2),
            (STORED_BYTECODE, 700.0, 0.2),
        )
    },
    questions=[0.35, 0.245, 0.7],
)


def event(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text("utf-8"))


@pytest.fixture
def floor(tmp_path: Path) -> Contender:
    try:
        runtime.client()
    except RuntimeUnavailableError as missing:
        pytest.skip(str(missing))
    shutil.copyfile(SAMPLES / "floor.py", tmp_path / "lambda_function.py")
    return Contender(FLOOR, tmp_path, 0.0)


def test_a_start_and_the_turns_after_it_are_measured(floor: Contender) -> None:
    # when
    found, next_turn = start(floor, event("question")), turn(floor, [event("question")] * 3)
    # then all of it is there, and the processor's part is no more than the whole
    assert 0 < found.processor <= found.milliseconds
    assert found.peak > 1
    assert 0 <= next_turn < found.milliseconds


def test_what_fails_is_not_measured(floor: Contender) -> None:
    (floor.folder / "lambda_function.py").write_text("def handler(event, context):\n    return 1 / 0\n", "utf-8")
    with pytest.raises(FailedError, match="ZeroDivisionError"):
        start(floor, event("question"))


@pytest.mark.parametrize(
    ("name", "intent", "said"),
    [
        ("launch", None, "Welcome"),
        ("question", "HelloWorldIntent", "Hello World!"),
        ("question", "AMAZON.HelpIntent", "You can say hello"),
        ("question", "AMAZON.StopIntent", "Goodbye!"),
        ("question", "Unknown", "Sorry"),
    ],
)
def test_the_official_sample_answers(name: str, intent: str | None, said: str) -> None:
    asked = event(name)
    if intent:
        asked["request"]["intent"]["name"] = intent
    answered: Any = hello.handler(asked, None)
    assert said in answered["response"]["outputSpeech"]["ssml"]


def test_the_official_sample_is_silent_when_the_session_ends() -> None:
    answered: Any = hello.handler(event("session_ended"), None)
    assert answered["response"] == {}


def test_the_samples_are_of_the_releases_that_we_package() -> None:
    ours = set((SAMPLES.parents[2] / "lambda" / "requirements.txt").read_text("utf-8").split("\n"))
    pins = {line for line in (SAMPLES / "hello.txt").read_text("utf-8").splitlines() if "==" in line}
    assert pins <= ours
    assert pins <= set((SAMPLES / "stored.txt").read_text("utf-8").splitlines())


def test_what_must_be_reached_is_reckoned_from_one_run() -> None:
    cells = [line.split("|")[2].strip() for line in ratios(FOUND) if "/" in line or "another" in line]
    assert cells == ["2.00", "0.10", "1.50", "1.75"]


def test_every_package_has_its_row_and_its_bar() -> None:
    lines, shapes = report(FOUND), ElementTree.fromstring(picture(FOUND))
    assert f"| {OURS} | 100 | 2.00 | 50 | 0.30 | 20 | 5.00 |" in lines
    texts = [shape.text for shape in shapes.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [part for name, one in FOUND.figures.items() for part in (name, f"{one.start.milliseconds:.0f}")]


def test_the_document_changes_between_its_marks_only() -> None:
    # given
    text = TABLE.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    # when
    changed = written(text, ["one", "two"])
    # then
    assert changed == f"{before}{BEGIN}\none\ntwo\n{END}{after}"
    assert written(changed, ["one", "two"]) == changed
