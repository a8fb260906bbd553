from __future__ import annotations

import pytest

from guide import state as states
from guide.conversation import Conversation, Outcome, Stage
from guide.reply import (
    LAST_MISS,
    Answer,
    Choice,
    Goodbye,
    Guidance,
    Kind,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Repaced,
    Reply,
    Urgent,
)
from guide.state import State
from guide.topic import Content
from guide.triage import Level
from guide.turn import Event, Turn


def ask(conversation: Conversation, text: str, state: State | None = None, *, one_shot: bool = False) -> Outcome:
    return conversation.reply_to(Turn(Event.QUESTION, (text,), "en-CA", one_shot), state or State())


def do(conversation: Conversation, *intents: str, state: State | None = None) -> Outcome:
    """The last outcome of several turns."""
    state = state or State()
    outcome = None
    for intent in intents:
        outcome = conversation.reply_to(Turn(intent, (), "en-CA"), state)
        state = outcome.state
    assert outcome is not None
    return outcome


def test_launch_welcomes_into_a_fresh_state(conversation: Conversation) -> None:
    # given a state of an earlier session
    earlier = do(conversation, "cerclage").state
    # when
    outcome = conversation.reply_to(Turn(Event.LAUNCH), earlier)
    # then
    assert outcome.reply == Guidance(Kind.WELCOME)
    assert outcome.state == State(last=outcome.reply)


def test_every_section_answers_its_intent_and_its_example(conversation: Conversation, content: Content) -> None:
    for id, section in content.topic.sections.items():
        by_intent, by_text = do(conversation, id).reply, ask(conversation, section.example).reply
        assert isinstance(by_intent, Answer)
        assert by_intent.section == id
        assert isinstance(by_text, Answer), f"{section.example!r} gave {by_text}"
        assert by_text.section == id, section.example


@pytest.mark.parametrize(
    "intent", [Event.LAUNCH, Event.QUESTION, Event.SYMPTOM, Event.FALLBACK, "yes", "stop", "cerclage"]
)
def test_triage_reads_every_text_whatever_the_intent(conversation: Conversation, intent: Event | str) -> None:
    # given a text that comes second, in the middle of an answer
    state = do(conversation, "causes").state
    # when
    outcome = conversation.reply_to(Turn(intent, ("well", "i'm bleeding a lot")), state)
    # then
    assert outcome.reply == Urgent(Level.EMERGENCY)
    assert outcome.why.stage is Stage.TRIAGE


def test_one_text_certain_and_another_higher_gives_the_higher(conversation: Conversation) -> None:
    outcome = conversation.reply_to(Turn(Event.QUESTION, ("i'm spotting", "i want to kill myself")), State())
    assert outcome.reply == Urgent(Level.SELF_HARM)


def test_a_question_that_may_be_a_report_is_answered_after_the_prompt(conversation: Conversation) -> None:
    outcome = ask(conversation, "is it normal to be bleeding")
    assert isinstance(outcome.reply, Answer | NotCovered)
    assert outcome.reply.opening is Opening.IF_NOW
    assert outcome.state.last == outcome.reply


def test_a_reported_symptom_that_no_rule_knows_is_still_urgent(conversation: Conversation) -> None:
    outcome = conversation.reply_to(Turn(Event.SYMPTOM, ("wibbly knees",)), State())
    assert outcome.reply == Urgent(Level.CALL_DOCTOR)


@pytest.mark.parametrize("texts", [(), ("",), ("no wibbly knees",)])
def test_a_report_of_nothing_is_no_alarm(conversation: Conversation, texts: tuple[str, ...]) -> None:
    outcome = conversation.reply_to(Turn(Event.SYMPTOM, texts), State())
    assert isinstance(outcome.reply, NotUnderstood | OffTopic)


def test_yes_goes_through_the_parts_then_accepts_the_offer(conversation: Conversation) -> None:
    # given a section of three parts
    first = do(conversation, "causes")
    # when
    second = do(conversation, "yes", state=first.state)
    third = do(conversation, "yes", state=second.state)
    offered = do(conversation, "yes", state=third.state)
    # then
    assert isinstance(third.reply, Answer)
    assert (third.reply.section, third.reply.part) == ("causes", 2)
    assert isinstance(offered.reply, Answer)
    assert offered.reply.section == third.reply.offer == "symptoms"


@pytest.mark.parametrize("text", ["more", "next", "yes", "go on", "okay um go on please", "Tell me more."])
def test_paging_by_any_word(conversation: Conversation, text: str) -> None:
    reply = ask(conversation, text, do(conversation, "causes").state).reply
    assert isinstance(reply, Answer)
    assert reply.part == 1


def test_more_after_an_interruption_goes_on_where_it_was(conversation: Conversation) -> None:
    for interruption in ("help", "thanks", "no"):
        reply = do(conversation, "causes", interruption, "more").reply
        assert isinstance(reply, Answer)
        assert (reply.section, reply.part) == ("causes", 1), interruption


def test_no_declines_and_no_again_ends(conversation: Conversation) -> None:
    assert do(conversation, "causes", "no").reply == Guidance(Kind.WHAT_NEXT)
    assert do(conversation, "causes", "no", "no").reply == Goodbye()


def test_yes_to_an_open_question_helps_at_last(conversation: Conversation) -> None:
    assert do(conversation, "thanks", "yes").reply == Guidance(Kind.WHAT_NEXT)
    assert do(conversation, "thanks", "yes", "yes").reply == Guidance(Kind.HELP)


def test_next_visits_most_sections_and_ends(conversation: Conversation, content: Content) -> None:
    # given
    outcome, seen = do(conversation, "next"), set[str]()
    # when
    while isinstance(outcome.reply, Answer) and len(seen) < 1000:
        seen.add(f"{outcome.reply.section} {outcome.reply.part}")
        outcome = do(conversation, "next", state=outcome.state)
    # then
    assert outcome.reply == Guidance(Kind.NOTHING_MORE)
    assert len(seen) > len(content.topic.sections)


def test_previous_goes_back_by_parts_then_by_sections(conversation: Conversation) -> None:
    back_a_part = do(conversation, "causes", "yes", "previous").reply
    back_a_section = do(conversation, "names", "causes", "previous")
    assert isinstance(back_a_part, Answer)
    assert (back_a_part.section, back_a_part.part) == ("causes", 0)
    assert isinstance(back_a_section.reply, Answer)
    assert back_a_section.reply.section == "names"
    assert do(conversation, "previous", state=back_a_section.state).reply == Guidance(Kind.NOTHING_BEFORE)
    assert do(conversation, "previous").reply == Guidance(Kind.NOTHING_BEFORE)


def test_repeat_gives_the_same_reply_of_any_kind(conversation: Conversation) -> None:
    for intents in (("causes", "yes"), ("help",), ("forget_me",), ("start_over",)):
        said = do(conversation, *intents)
        assert do(conversation, "repeat", state=said.state).reply == said.reply
    urgent = ask(conversation, "i'm bleeding a lot")
    assert do(conversation, "repeat", state=urgent.state).reply == urgent.reply


def test_repeat_after_a_miss_repeats_what_stood_before(conversation: Conversation) -> None:
    answered = do(conversation, "causes")
    missed = conversation.reply_to(Turn(Event.FALLBACK), answered.state)
    assert missed.reply == NotUnderstood(1)
    assert do(conversation, "repeat", state=missed.state).reply == answered.reply


def test_nothing_to_repeat(conversation: Conversation) -> None:
    assert do(conversation, "repeat").reply == Guidance(Kind.NOTHING_TO_REPEAT)


def test_slower_says_the_same_and_stays_slow(conversation: Conversation) -> None:
    answered = do(conversation, "causes")
    slower = do(conversation, "slower", state=answered.state)
    assert slower.reply == Repaced(slow=True, again=answered.state.last)
    assert slower.state.slow
    assert do(conversation, "yes", state=slower.state).state.slow
    assert not do(conversation, "faster", state=slower.state).state.slow
    assert do(conversation, "slower").reply == Repaced(slow=True, again=None)


def test_start_over_forgets_what_was_heard(conversation: Conversation, content: Content) -> None:
    outcome = do(conversation, "causes", "cerclage", "start_over")
    assert isinstance(outcome.reply, Answer)
    assert outcome.reply.section == content.topic.order[0]
    assert outcome.state.heard == (content.topic.order[0],)


@pytest.mark.parametrize(
    ("command", "kind"), [("help", Kind.HELP), ("topics", Kind.TOPICS), ("home", Kind.HOME), ("pause", Kind.PAUSED)]
)
def test_guidance(conversation: Conversation, command: str, kind: Kind) -> None:
    assert do(conversation, command).reply == Guidance(kind)


@pytest.mark.parametrize("command", ["stop", "cancel"])
def test_stop_ends(conversation: Conversation, command: str) -> None:
    assert do(conversation, "causes", command).reply == Goodbye()


def test_every_command_of_the_content_is_obeyed(conversation: Conversation, content: Content) -> None:
    for command, texts in content.commands.items():
        for text in texts:
            outcome = ask(conversation, text, do(conversation, "causes").state)
            assert outcome.why.detail == command, f"{text!r} was taken for {outcome.why}"


def test_a_choice_is_asked_again_then_begun(conversation: Conversation) -> None:
    state = State().after(Choice("cerclage", "progesterone"))
    asked_again = do(conversation, "yes", state=state)
    assert asked_again.reply == Choice("cerclage", "progesterone", again=True)
    assert _section(do(conversation, "yes", state=asked_again.state).reply) == "cerclage"


@pytest.mark.parametrize(
    ("said", "section"),
    [
        ("the first one", "cerclage"),
        ("the second one", "progesterone"),
        ("the stitch", "cerclage"),
        ("the hormone", "progesterone"),
    ],
)
def test_a_choice_is_made_by_number_or_name(conversation: Conversation, said: str, section: str) -> None:
    state = State().after(Choice("cerclage", "progesterone"))
    assert _section(ask(conversation, said, state).reply) == section


def test_not_covered_offers_the_nearest_section_once(conversation: Conversation) -> None:
    # given
    declined = ask(conversation, "do i need bed rest")
    assert isinstance(declined.reply, NotCovered)
    assert declined.reply.nearest == "treatment"
    # when it is accepted
    accepted = do(conversation, "yes", state=declined.state)
    # then
    assert _section(accepted.reply) == "treatment"
    assert ask(conversation, "do i need bed rest", accepted.state).reply == NotCovered("rest")


def test_misses_in_a_row_escalate_and_an_answer_resets_them(conversation: Conversation) -> None:
    state, replies = State(), []
    for _ in range(LAST_MISS):
        outcome = conversation.reply_to(Turn(Event.FALLBACK), state)
        state = outcome.state
        replies.append(outcome.reply)
    assert replies == [NotUnderstood(1), NotUnderstood(2), NotUnderstood(3)]
    assert do(conversation, "causes", state=state).state.misses == 0


def test_off_topic_again_and_again_ends_like_misses(conversation: Conversation) -> None:
    first = ask(conversation, "what's the weather tomorrow")
    second = ask(conversation, "what's the weather tomorrow", first.state)
    third = ask(conversation, "what's the weather tomorrow", second.state)
    assert [first.reply, second.reply, third.reply] == [OffTopic(), OffTopic(), NotUnderstood(LAST_MISS)]


def test_saying_again_that_it_is_off_topic_is_no_further_miss(conversation: Conversation) -> None:
    # given
    refused = ask(conversation, "what's the weather tomorrow")
    # when
    repeated = do(conversation, "repeat", state=refused.state)
    # then
    assert repeated.reply == OffTopic()
    assert repeated.state == refused.state


def test_blame_is_met_with_comfort(conversation: Conversation) -> None:
    reply = ask(conversation, "is it my fault").reply
    assert isinstance(reply, Answer)
    assert reply.opening is Opening.COMFORT


def test_one_shot_questions_close(conversation: Conversation) -> None:
    for text in ("what is a cerclage", "can i have sex"):
        reply = ask(conversation, text, one_shot=True).reply
        assert isinstance(reply, Answer | NotCovered)
        assert reply.closes


def test_offers_leave_out_what_was_heard(conversation: Conversation) -> None:
    state = do(conversation, "stitch_removal").state
    reply = do(conversation, "cerclage", state=state).reply
    assert isinstance(reply, Answer)
    assert reply.offer == "progesterone"


def test_a_state_survives_its_session(conversation: Conversation, content: Content) -> None:
    for intents in (("causes", "yes"), ("help",), ("causes", "slower"), ("stop",)):
        state = do(conversation, *intents).state
        assert states.read(state.attributes(), content.topic) == state


@pytest.mark.parametrize(
    "altered",
    [
        None, {}, {"conversation": 3}, {"conversation": {"misses": 99}}, {"conversation": {"misses": "1"}},
        {"conversation": {"heard": ["nonsense"]}}, {"conversation": {"heard": ["causes"] * 9999}},
        {"conversation": {"last": {"type": "answer", "section": "causes", "part": 7}}},
        {"conversation": {"last": {"type": "answer", "section": "causes", "part": -1}}},
        {"conversation": {"place": {"type": "choice", "first": "causes", "second": "symptoms"}}},
        {"conversation": {"last": {"type": "urgent", "level": 9}}},
        {"conversation": {"last": {"type": "guidance", "kind": "<b>"}}},
    ],
)  # fmt: skip
def test_altered_attributes_read_as_a_fresh_state(content: Content, altered: dict[str, object] | None) -> None:
    assert states.read(altered, content.topic) == State()


def _section(reply: Reply) -> str:
    assert isinstance(reply, Answer)
    return reply.section
