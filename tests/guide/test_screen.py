from __future__ import annotations

from guide.reply import Answer, Goodbye, Guidance, Kind, Repaced, Reply, Urgent
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
