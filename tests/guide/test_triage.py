"""The rules of content/urgent.toml do what their examples say, and what must hold for any of them holds.

The examples are run against the file as it is edited, by the rules alone, so that its author sees a change at once.
What safety asks of every state is run against the triage as deployed; what doesn't hold yet is in test_known_failures.
"""

from __future__ import annotations

from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.lexicon import ANY
from guide.topic import Content
from guide.triage import CALM, Level, Triage, Urgent
from guide.votes import Votes
from guide.words import read as read_words
from tools.content import FOLDER, shapes
from tools.content.build import urgent_of

EDITED = msgspec.toml.decode((FOLDER / "urgent.toml").read_bytes(), type=shapes.Urgent)
RULES = {rule.id: rule for rule in EDITED.rule}
FIRES = [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in EDITED.rule for text in rule.fires]
QUIET = [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in EDITED.rule for text in rule.quiet]


@cache
def ruled() -> Triage:
    """By the rules of the file alone."""
    return Triage(urgent_of(EDITED), Votes())


@cache
def alone(rule: str) -> Triage:
    """By one rule alone."""
    return Triage(only({rule}), Votes())


def only(ids: set[str]) -> Urgent:
    urgent = urgent_of(EDITED)
    return msgspec.structs.replace(urgent, rules=[rule for rule in urgent.rules if rule.id in ids])


@pytest.mark.parametrize(("rule", "said"), FIRES)
def test_an_example_that_must_fire_does(rule: shapes.Rule, said: str) -> None:
    found = ruled().assess(said)
    told = f'urgent.toml, rule "{rule.id}": "{said}" must fire'
    assert alone(rule.id).assess(said).rule == rule.id, (
        f"{told}, but this rule doesn't hear it. See that its words stand in the families of `when` ({rule.when}), "
        f"that none of `unless` ({rule.unless}) is near, and that no cue takes it for denied, supposed or asked."
    )
    assert found.level >= Level[rule.level.upper()], f"{told} as {rule.level}, but gives {found}"


@pytest.mark.parametrize(("rule", "said"), QUIET)
def test_an_example_that_must_stay_quiet_does(rule: shapes.Rule, said: str) -> None:
    assert alone(rule.id).assess(said) == CALM, (
        f'urgent.toml, rule "{rule.id}": "{said}" must not fire it. Name the saying in a "not_" family, name a family '
        f"in `unless`, or add the missing cue; or, if it is urgent after all, move it to `fires`."
    )


@pytest.fixture(scope="module")
def deployed(content: Content) -> Triage:
    return Triage(content.urgent, content.learned.urgency)


@pytest.fixture(scope="module")
def rules_deployed(content: Content) -> Triage:
    return Triage(content.urgent, Votes())


def table(rows: str) -> pytest.MarkDecorator:
    """One test for each line "level | what is said"."""
    split = [row.split("|") for row in rows.strip().splitlines()]
    named = [(Level[level.strip().upper()], said.strip()) for level, said in split]
    return pytest.mark.parametrize(
        ("level", "said"), [pytest.param(level, said, id=f"{level.name.lower()}: {said}") for level, said in named]
    )


def check(triage: Triage, said: str, level: Level) -> None:
    verdict = triage.assess(said)
    assert verdict.level is level, f'"{said}" must be {level.name}, and is {verdict}'


@table("""
    emergency   | is it normal that i'm leaking
    emergency   | should i worry that my waters broke
    emergency   | why am i bleeding so much
    emergency   | can i wait until morning i'm having contractions
    emergency   | what do i do there's a foot hanging out
    call_doctor | is it okay that i'm cramping
    call_doctor | do i need to call about my discharge turning pink
    call_doctor | is that usual i've been spotting since yesterday
    call_doctor | should i be concerned that she has pelvic pressure
    call_doctor | are these cramps a symptom
    call_doctor | why is my back hurting
""")
def test_a_question_form_does_not_switch_it_off(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    call_doctor | cramping's expected isn't it
    call_doctor | i have cramps but i'm sure it's nothing
    call_doctor | it's just a bit of spotting
    call_doctor | my doctor says it's normal but my back aches
    call_doctor | i had some spotting but it's stopped now
    call_doctor | i had cramps this morning but they went away
    emergency   | i don't want to make a fuss but i'm bleeding heavily
    emergency   | it's probably fine but my water broke
""")
def test_reassurance_does_not_switch_it_off(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    emergency   | my water broke but i don't have any pain
    emergency   | no pain but there's fluid gushing out
    emergency   | i have no pain and i'm bleeding heavily
    emergency   | it doesn't hurt but something is hanging out of me
    emergency   | without any pain at all my waters went
    call_doctor | i have pressure down low but no pain
    call_doctor | there's no pain just brown discharge
""")
def test_no_pain_takes_nothing_else_back(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | i don't have any bleeding
    none        | no cramps no spotting no discharge
    none        | i'm not bleeding or cramping
    none        | she has no pain or pressure
    none        | i've never had contractions
    none        | i haven't fainted
    none        | it's not cramping
    call_doctor | i'm not bleeding but i'm cramping
    call_doctor | no bleeding just some pressure
    call_doctor | i haven't any cramps my back hurts though
    emergency   | i don't have cramps but my waters broke
    emergency   | no fever and no chills but i'm bleeding a lot
""")
def test_a_denial_reaches_to_the_next_clause(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    emergency   | there's not a little blood there's loads
    emergency   | i'm not just spotting i'm bleeding heavily
    emergency   | the bleeding has not stopped it's pouring
    emergency   | i can't stop bleeding
    emergency   | not sure if my waters broke
    call_doctor | not only cramps but backache too
    call_doctor | i'm not sure if i'm cramping
    call_doctor | no doubt about it i'm spotting
    call_doctor | i'm not imagining these cramps
    call_doctor | i never had cramps like this
""")
def test_what_looks_like_a_denial_may_be_none(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | what if i start bleeding
    none        | suppose my waters broke
    none        | if someone had contractions what should they do
    none        | when should i call if i have cramps
    none        | let's say she starts spotting
    none        | could i get contractions from walking
    call_doctor | i have cramps what if it's serious
    emergency   | if this helps i'm bleeding heavily
    emergency   | what if my waters broke an hour ago
""")
def test_what_is_supposed_has_not_happened(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | can it cause bleeding
    none        | is backache a symptom
    none        | what are the signs of labour
    none        | does discharge change colour
    none        | how much bleeding is too much
    none        | do women get cramps with this
    none        | which symptoms include pressure
""")
def test_what_is_asked_in_general_is_only_asked(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | i had spotting in my last pregnancy but not now
    none        | i bled heavily with my first baby
    none        | my waters broke at twenty weeks last time
    none        | two years ago i had contractions at eighteen weeks
    none        | in my previous pregnancy i had backache
    call_doctor | i had cramps last time and now i'm cramping again
    call_doctor | i had spotting in my last pregnancy and i have it now
    emergency   | last time my waters broke early and it's happening again
    emergency   | i lost my first baby and now i'm bleeding a lot
""")
def test_an_earlier_pregnancy_is_over_unless_it_is_so_again(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | my sister had contractions at twenty weeks
    none        | my mum bled all through her pregnancy
    none        | a woman at work lost a lot of blood
    none        | my cousin had cramps and lost her baby
    emergency   | my sister is here and she's bleeding heavily
    emergency   | my wife is having contractions
    emergency   | my wife fainted
    emergency   | my sister is bleeding a lot
    emergency   | my friend's bleeding heavily
    emergency   | my mum is unconscious
    emergency   | my friend's waters have just gone
    emergency   | my partner's waters broke
    call_doctor | my partner has cramps
""")
def test_another_persons_past_is_quiet_and_whoever_is_here_is_not(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | my keystroke is too loud
    none        | what is a panda
    none        | i love painting
    none        | i'm compressing a file
    none        | is it a bleak outlook
    none        | i have a chestnut
    none        | i like crampons
    none        | the headteacher
    none        | my leek soup
    none        | she is pushy
""")
def test_a_word_in_a_word_is_no_word(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | the kitchen tap is leaking
    none        | my car is leaking oil
    none        | the roof leaks
    none        | the boiler burst
    none        | my dog is bleeding
    none        | the washing machine flooded the floor
    emergency   | i slipped on the water from the tap and landed on my belly
    emergency   | the dog is barking and i'm bleeding heavily
    emergency   | i'm in the car and my waters broke
    emergency   | i'm leaking all over the sofa
    call_doctor | i was in the garden and now i have cramps
""")
def test_a_household_is_no_body(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    call_doctor | pelvic pressure
    call_doctor | cramps
    call_doctor | backache
    call_doctor | brown discharge
    emergency   | heavy bleeding
    emergency   | contractions
    emergency   | seizure
    emergency   | severe pain
""")
def test_bare_words_are_a_report(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    call_doctor | my discharge is wet and slimy
    emergency   | there's a trickle that won't stop
    emergency   | my pants are soaked with fluid
    call_doctor | pressure as if the baby will fall out
    emergency   | i can feel a bulge
    emergency   | something's coming out
    call_doctor | i have a fever
    emergency   | fever and chills
    call_doctor | mild cramps
    emergency   | my cramps are unbearable
    emergency   | pains every five minutes
""")
def test_the_levels_part_where_safety_says(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    emergency   | my daughter fainted
    emergency   | my daughter started bleeding heavily
    emergency   | could the gush i just had be my waters
    call_doctor | is the backache i have a symptom
    call_doctor | can i take something for my cramps
    call_doctor | my friend had spotting and now so do i
""")
def test_a_report_inside_a_question_or_a_story_is_one(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@table("""
    none        | in case i start leaking
    none        | just in case she starts bleeding
    none        | my friend's waters broke early
    none        | there isn't any fluid
    none        | there's no blood
""")
def test_what_is_feared_denied_or_anothers_is_quiet(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


@pytest.mark.xfail(reason="it holds now: move it from the known failures to the table where it belongs")
@table("""
    emergency   | i've never bled this much
    emergency   | not a little bleeding
    call_doctor | not a lot of bleeding
    none        | i'm watering the lawn
""")
def test_known_failures(deployed: Triage, said: str, level: Level) -> None:
    check(deployed, said, level)


SPOKEN = sorted(
    {phrase for phrases in (*EDITED.families.values(), *EDITED.cues.values()) for phrase in phrases}
    | {"i", "my", "is", "it", "the", "purple", "elephant"}
)
sentences = st.lists(st.sampled_from(SPOKEN), max_size=8).map(" ".join)


@pytest.mark.parametrize("longer", ["xq{}", "{}xq"])
def test_no_family_is_found_within_longer_words(longer: str) -> None:
    words = {word.text for phrases in EDITED.families.values() for phrase in phrases for word in read_words(phrase)}
    heard = [word for word in words - {ANY} if ruled().assess("i have " + longer.format(word)) != CALM]
    assert heard == []


@given(st.text())
def test_any_text_is_assessed_and_always_the_same(text: str) -> None:
    assert ruled().assess(text) == ruled().assess(text)


@given(said=sentences)
def test_votes_never_lower_a_level(rules_deployed: Triage, deployed: Triage, said: str) -> None:
    assert deployed.assess(said).level >= rules_deployed.assess(said).level


@settings(max_examples=50)
@given(sentences, st.sets(st.sampled_from(sorted(RULES))))
def test_a_rule_more_never_lowers_a_level(said: str, some: set[str]) -> None:
    assert ruled().assess(said).level >= Triage(only(some), Votes()).assess(said).level


@given(sentences, st.sampled_from([", ", "  ", "! ", "\n", "... "]))
def test_case_and_punctuation_do_not_count(said: str, between: str) -> None:
    assert ruled().assess(between.join(said.upper().split())) == ruled().assess(said)


@pytest.mark.parametrize("before", [0, 90, 95, 99, 120, 480])
def test_an_emergency_is_heard_however_much_is_said_around_it(deployed: Triage, before: int) -> None:
    said = " ".join([*(["well"] * before), "i am bleeding a lot", *(["well"] * 300)])
    assert deployed.assess(said).level is Level.EMERGENCY
