"""A rehearsed turn is a real one, and leaves no trace in the logs."""

from __future__ import annotations

import logging

import pytest

from guide import alexa
from guide.conversation import Outcome
from guide.rehearsal import rehearse
from guide.reply import Answer
from guide.topic import Content
from guide.turn import Turn


def test_a_question_is_answered_unseen(content: Content, caplog: pytest.LogCaptureFixture) -> None:
    # given a skill that is bound to its id
    seen: list[tuple[Turn, Outcome]] = []
    handler = alexa.build_handler(content, lambda turn, outcome: seen.append((turn, outcome)), skill_id="ours")
    # when
    with caplog.at_level(logging.DEBUG):
        rehearse(handler, content, "ours")
        # then a section answered, nothing was logged, and logging goes on
        assert not caplog.records
        logging.getLogger("guide").info("afterwards")
    assert [type(outcome.reply) for _, outcome in seen] == [Answer]
    assert [record.message for record in caplog.records] == ["afterwards"]
