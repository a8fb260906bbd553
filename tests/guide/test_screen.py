from __future__ import annotations

import pytest

from guide.reply import Answer, Goodbye, Guidance, Kind, NotCovered, Opening, Repaced, Reply, Urgent
from guide.screen import Card, Screen
from guide.speech import Voice
from guide.topic import Content
from guide.triage import Level


def show(content: Content, reply: Reply, locale: str = "en-CA") -> Card:
    return Screen(content).show(reply, Voice(content).say(reply, locale), locale)


def test_an_answer_shows_what_is_said_and_where_it_is_from(content: Content) -> None:
    # given
    answer = Answer("cerclage", offer="stitch_removal")
    # when
    card = show(content, answer)
    # then
    assert card.title == content.topic.sections["cerclage"].title
    said, source = card.text.split("\n\n")
    assert said == Voice(content).say(answer, "en-CA").text
    assert source == "Facts from HealthLink BC, Cervical Insufficiency, 17 January 2023"


def test_only_answers_name_the_page(content: Content) -> None:
    for reply in (Urgent(Level.EMERGENCY), Guidance(Kind.HELP), Goodbye()):
        card = show(content, reply)
        assert card.text == Voice(content).say(reply, "en-CA").text
        assert "HealthLink" not in card.title


def test_an_answer_said_slower_keeps_its_title(content: Content) -> None:
    answer = Answer("cerclage")
    assert show(content, Repaced(slow=True, again=answer)).title == show(content, answer).title


def test_words_are_spelled_as_in_the_country(content: Content) -> None:
    answer = Answer("versus_preterm_labour")
    ours, theirs = show(content, answer, "en-CA"), show(content, answer, "en-US")
    assert "labour" in ours.text
    assert "labour" in ours.title
    assert theirs.title == ours.title.replace("labour", "labor")
    assert theirs.text == ours.text.replace("labour", "labor")
    assert [hint.says for hint in theirs.hints] == [hint.says.replace("labour", "labor") for hint in ours.hints]
    assert show(content, answer, "en-NZ") == ours


@pytest.mark.parametrize(
    ("level", "locale", "action"),
    [
        (Level.EMERGENCY, "en-CA", "Call 9-1-1"),
        (Level.EMERGENCY, "en-AU", "Call triple zero"),
        (Level.EMERGENCY, "en-NZ", "Call your local emergency number"),
        (Level.SELF_HARM, "en-GB", "Call Samaritans on 1-1-6 1-2-3"),
        (Level.CALL_DOCTOR, "en-IN", "Call your doctor"),
    ],
)
def test_an_urgent_turn_says_large_whom_to_call(content: Content, level: Level, locale: str, action: str) -> None:
    card = show(content, Urgent(level), locale)
    assert (card.level, card.action) == (level, action)
    assert action in card.says
    assert (card.prompt, card.hints) == ("", ())


@pytest.mark.parametrize("again", [Urgent(Level.EMERGENCY), Answer("causes", opening=Opening.IF_NOW)])
def test_another_pace_changes_nothing_on_an_urgent_screen(content: Content, again: Urgent | Answer) -> None:
    assert show(content, Repaced(slow=True, again=again)) == show(content, again)


@pytest.mark.parametrize("opening", [Opening.IF_NOW, Opening.IF_NOW_EMERGENCY])
def test_a_question_that_may_be_a_report_is_shown_with_its_alert(content: Content, opening: Opening) -> None:
    for reply in (Answer("causes", opening=opening), NotCovered(opening=opening)):
        card = show(content, reply, "en-GB")
        assert card.alert.startswith("If that's happening now, call")
        assert card.says.startswith(card.alert)


def test_other_openings_are_no_alert(content: Content) -> None:
    for opening in (Opening.NONE, Opening.COMFORT):
        assert show(content, Answer("causes", opening=opening)).alert == ""


def test_hints_are_written_as_people_write(content: Content) -> None:
    hints = show(content, Answer("symptoms", offer="when_to_call")).hints
    assert "when should I call my doctor" in [hint.says for hint in hints]
