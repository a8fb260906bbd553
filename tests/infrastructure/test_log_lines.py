"""What the template counts, against the skill's own log lines as Lambda writes them: a renamed field fails here.

Lambda's own formatter writes the lines. The patterns are read by the small part of CloudWatch's syntax that the
template uses; anything else in a pattern is an error here, not a match.
"""

from __future__ import annotations

import json
import logging
import operator
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from awslambdaric.lambda_runtime_log_utils import JsonFormatter

from device.envelope import Envelope
from guide import alexa, topic
from guide.memory import SHORTEST_KEY, Table, TableMemory
from guide.topic import Content
from tests.cloud import Body, translated
from tests.infrastructure.test_template import VALUES, uploaded

EVENTS = Path(__file__).parents[1] / "events"
TERM = re.compile(r"""\$\.(?P<field>\w+) (?P<sign>=|>) (?:"(?P<text>[^"]*)"|(?P<number>\d+))""")
COUNTED = ("kind", "urgency", "misses", "stage", "section")


def matches(pattern: str, line: Body) -> bool:
    """Whether CloudWatch would count a line."""
    inside = re.fullmatch(r"\{ (.*) \}", pattern)
    assert inside, pattern
    return all(holds(term, line) for term in inside[1].split(" && "))


def holds(term: str, line: Body) -> bool:
    parts = TERM.fullmatch(term)
    assert parts, f"{term}: what CloudWatch makes of that is for holds() to say"
    if parts["field"] not in line:
        return False
    value = line[parts["field"]]
    if parts["text"] is not None:
        assert parts["sign"] == "=", term
        return isinstance(value, str) and fnmatchcase(value, parts["text"])
    compare = {"=": operator.eq, ">": operator.gt}[parts["sign"]]
    return isinstance(value, int) and bool(compare(value, int(parts["number"])))


@pytest.fixture(scope="module")
def filters() -> dict[str, str]:
    """The template's patterns, by what each counts."""
    found = translated(uploaded(), VALUES)["Resources"].values()
    each = [one["Properties"] for one in found if one["Type"] == "AWS::Logs::MetricFilter"]
    return {counts(one["MetricTransformations"][0]): one["FilterPattern"] for one in each}


def counts(transformation: Body) -> str:
    """The dimension by which something is counted; the metric where there is none."""
    by: str = transformation.get("Dimensions", [{"Key": transformation["MetricName"]}])[0]["Key"]
    return by


@pytest.fixture(scope="module")
def content() -> Content:
    return topic.load()


@pytest.fixture
def lines() -> Iterator[list[Body]]:
    """The skill's log lines, as they come out of Lambda."""
    written: list[Body] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(self.format(record)))

    log, handler = logging.getLogger("guide"), Lines()
    handler.setFormatter(JsonFormatter())
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield written
    log.removeHandler(handler)
    log.setLevel(before)


def event(name: str) -> Envelope:
    found: Envelope = json.loads((EVENTS / f"{name}.json").read_text("utf-8"))
    return found


def counted(filters: dict[str, str], line: Body) -> dict[str, Any]:
    """What is counted of a line, with the value that each dimension gets."""
    return {name: line.get(name) for name, pattern in filters.items() if matches(pattern, line)}


def test_an_answer_is_counted_by_kind_and_stage_and_no_section(
    content: Content, filters: dict[str, str], lines: list[Body]
) -> None:
    alexa.build_handler(content)(event("cerclage"), None)
    [line] = lines
    assert counted(filters, line) == {"kind": "Answer", "stage": "platform"}


def test_an_answer_is_counted_by_section_where_the_host_asks_for_it(
    content: Content, filters: dict[str, str], lines: list[Body]
) -> None:
    alexa.build_handler(content, log_sections=True)(event("cerclage"), None)
    [line] = lines
    assert counted(filters, line) == {"kind": "Answer", "stage": "platform", "section": "cerclage"}


def test_an_urgent_turn_is_counted_by_level(content: Content, filters: dict[str, str], lines: list[Body]) -> None:
    request = event("symptom")
    request["request"]["intent"]["slots"]["symptom"]["value"] = "heavy bleeding"
    alexa.build_handler(content, log_sections=True)(request, None)
    [line] = lines
    assert counted(filters, line) == {"kind": "Urgent", "urgency": "EMERGENCY", "stage": "triage"}


def test_a_miss_is_counted_by_how_many_in_a_row(content: Content, filters: dict[str, str], lines: list[Body]) -> None:
    alexa.build_handler(content, log_sections=True)(event("fallback"), None)
    [line] = lines
    assert counted(filters, line) == {"kind": "NotUnderstood", "misses": 1, "stage": line["stage"]}


def test_trouble_is_counted(content: Content, filters: dict[str, str], lines: list[Body]) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    alexa.build_handler(content, watch=fail)(event("cerclage"), None)
    turn, trouble = lines
    assert "Trouble" not in counted(filters, turn)
    assert counted(filters, trouble) == {"Trouble": None}


def test_a_memory_out_of_reach_is_counted(content: Content, filters: dict[str, str], lines: list[Body]) -> None:
    def missing() -> Table:
        raise ConnectionError

    memory = TableMemory(missing, "k" * SHORTEST_KEY, clock=lambda: 0.0, patience=5)
    alexa.build_handler(content, memory=memory)(event("launch"), None)
    trouble, _ = lines
    assert counted(filters, trouble) == {"MemoryTrouble": None}


def test_every_pattern_is_tried_above(filters: dict[str, str]) -> None:
    assert set(filters) == {*COUNTED, "Trouble", "MemoryTrouble"}


def test_no_field_of_ours_is_lost_in_the_format(
    content: Content, lines: list[Body], caplog: pytest.LogCaptureFixture
) -> None:
    # when
    alexa.build_handler(content, log_sections=True)(event("cerclage"), None)
    # then the line has what the record has: Lambda's own fields, such as its level, would win
    [record], [line] = caplog.records, lines
    ours = record.__dict__.keys() - logging.makeLogRecord({}).__dict__.keys() - {"message", "_frame_type"}
    assert ours >= set(COUNTED)
    assert {name: line[name] for name in ours} == {name: record.__dict__[name] for name in ours}
