"""What content may not say: each case is told to its author, with its place."""

from __future__ import annotations

import pytest

from tests.tools.breaking import (
    ASK,
    END,
    START,
    Break,
    Told,
    added,
    asking,
    assert_nothing_else_told,
    assert_told,
    named,
    part,
    section,
    told,
)

STRAY = f"""
title = "Stray"
name = "a stray stitch"
heading = "Adaptation"
example = "what is a stray stitch"
next = ["overview"]
ask = ["what is a stray stitch"]
{part(5)}
"""


def rule(**fields: str | list[str]) -> str:
    sound: dict[str, str | list[str]] = {
        "level": "emergency",
        "when": ["clot"],
        "guidance": ["page"],
        "fires": ["x"],
        "quiet": ["x"],
    }
    return added("rule", **(sound | fields))


VALUES = [
    Break(
        "unknown fact",
        section("names"),
        r'facts = \["',
        'facts = ["no_such_fact", "',
        '"no_such_fact" is no fact of the page',
    ),
    Break(
        "no source",
        section("timing"),
        r"statements = \[\n",
        'statements = [\n  { says = "It floats." },\n',
        '"It floats." names no fact; add facts',
    ),
    Break(
        "fact that nothing carries",
        section("topic"),
        END,
        added("fact", id="left_out", heading="Adaptation", says="It."),
        'no section carries "left_out"',
    ),
    Break(
        "fact twice",
        section("topic"),
        END,
        added("fact", id="left_out", heading="Adaptation", says="It."),
        '"left_out" is there twice',
    ),
    Break(
        "section's heading",
        section("overview"),
        r'heading = ".*"',
        'heading = "Nowhere"',
        '"Nowhere" is no heading of the page',
    ),
    Break(
        "fact's heading",
        section("topic"),
        r"\[\[fact\]\]\nid = (.*)\nheading = .*",
        '[[fact]]\nid = \\1\nheading = "Elsewhere"',
        '"Elsewhere" is no heading of the page; write one of:',
    ),
    Break(
        "unknown next",
        section("consequences"),
        r'next = \["',
        'next = ["no_such_section", "',
        '"no_such_section" is no section',
    ),
    Break("own next", section("causes"), r'next = \["', 'next = ["causes", "', "next: offers the section itself"),
    Break(
        "unknown nearest",
        section("gaps"),
        r'nearest = ".*"',
        'nearest = "no_such_nearest"',
        '"no_such_nearest" is no section',
    ),
    Break(
        "section without a file",
        section("topic"),
        r"sections = \[",
        'sections = ["ghost", ',
        '"ghost" has no file; add ghost.toml',
    ),
    Break(
        "section listed twice", section("topic"), r"sections = \[", 'sections = ["names", ', '"names" is there twice'
    ),
    Break(
        "file without an entry",
        section("stray"),
        START,
        STRAY,
        '"stray" is not in the sections of topic.toml',
        shown=False,
    ),
    Break(
        "suggestion",
        "phrases",
        r'sections = \["',
        'sections = ["no_such_suggestion", "',
        '"no_such_suggestion" is no section',
    ),
    Break(
        "editors' name for nothing",
        section("topic"),
        END,
        added("editors_name", name="x", section="no_such_home", why="x"),
        '"no_such_home" is no section',
    ),
    Break(
        "editors' name unmarked",
        section("topic"),
        END,
        added("editors_name", name="oddity", section="when_to_call", why="x"),
        'part: never says that the name "oddity" is the editors\'',
        shown=False,
        at=section("when_to_call"),
    ),
    Break(
        "long first part",
        section("recurrence_risk"),
        r"\n\[\[part\]\]",
        part(41) + "\n[[part]]",
        "part 1: the first part has 41 words; write at most 40",
    ),
    Break("long turn", section("diagnosis_exam"), END, part(58), "write at most 60; move the rest to another [[part]]"),
    Break(
        "signs without the prompt",
        section("treatment"),
        END,
        part(5, '["symptom_spotting"]'),
        "part 3: lists signs and doesn't say to call the doctor",
    ),
    Break(
        "example that doesn't work",
        section("versus_preterm_labour"),
        r'example = ".*"',
        'example = "sing me a song"',
        '"sing me a song" is none of the section\'s own ask lines',
    ),
    Break(
        "context", section("cerclage"), r'context = \["', 'context = ["no_such_idea", "', '"no_such_idea" is no idea'
    ),
    Break(
        "sentence of a section",
        section("watchful_waiting"),
        ASK,
        asking("what is a twisted (stitch|cerclage)"),
        '"what is a twisted stitch" already asks for symptoms; leave it to one of the two',
        shown=False,
    ),
    Break("sentence of a section again", section("symptoms"), ASK, asking("what is a twisted stitch")),
    Break(
        "sentence of a command",
        "navigation",
        ASK,
        asking("what is a twisted cerclage"),
        '"what is a twisted cerclage" already asks for watchful_waiting',
    ),
    Break(
        "sentence of a gap",
        section("gaps"),
        ASK,
        asking("what is a twisted cerclage"),
        '"what is a twisted cerclage" already asks for watchful_waiting',
    ),
    Break(
        "characters of a sample",
        section("diagnosis_history"),
        ASK,
        asking("is a stitch at 24 weeks ok?"),
        'Alexa doesn\'t take "is a stitch at 24 weeks ok?"; write letters',
    ),
    Break(
        "characters of a symptom",
        "urgent",
        r'\[\[report\.symptom\]\]\nvalue = "',
        '[[report.symptom]]\nvalue = "24 ',
        "report symptom 1: Alexa doesn't take \"24 ",
    ),
    Break(
        "characters of a carrier",
        "urgent",
        r"carriers = \[",
        'carriers = [\n  "have you {symptom}?",',
        'Alexa doesn\'t take "have you {symptom}?"',
    ),
    Break(
        "bare carrier",
        "urgent",
        r"carriers = \[",
        'carriers = [\n  "{symptom}",',
        '"{symptom}" doesn\'t hold {symptom} once',
    ),
    Break(
        "sample without an idea",
        section("stitch_removal"),
        ASK,
        asking("zig zag zog"),
        'no word of "zig zag zog" is in vocabulary.toml; add one there, or drop the line',
    ),
    Break(
        "gap twice",
        section("gaps"),
        END,
        added("gap", id="twin", about="x", ask=["what is one odd stitch"])
        + added("gap", id="twin", about="x", ask=["what is the other odd stitch"]),
        '"twin" is there twice',
    ),
    Break(
        "gap named as a section",
        section("gaps"),
        END,
        added("gap", id="overview", about="x", ask=["what is a third odd stitch"]),
        '"overview" is a section; choose another id',
    ),
    Break(
        "command named as a gap",
        "navigation",
        END,
        added("command", id="rest", intent="RestIntent", ask=["zag zag"]),
        '"rest" is a section or a gap',
    ),
    Break(
        "command twice",
        "navigation",
        END,
        added("command", id="aye", intent="AyeIntent", ask=["aye aye"])
        + added("command", id="aye", intent="AyeAyeIntent", ask=["aye aye aye"]),
        '"aye" is there twice',
    ),
    Break(
        "intent twice",
        "navigation",
        END,
        added("command", id="siree", intent="AMAZON.YesIntent", ask=["siree bob"]),
        '"AMAZON.YesIntent" is there twice',
    ),
    Break(
        "intent's name",
        "navigation",
        END,
        added("command", id="bob", intent="Bob 2", ask=["bob bob"]),
        '"Bob 2" is no intent',
    ),
    Break(
        "gap's id",
        section("gaps"),
        END,
        added("gap", id="Two Words", about="x", ask=["what is a fourth odd stitch"]),
        '"Two Words" is no id; write small letters',
    ),
    Break(
        "phrase twice in an idea",
        section("vocabulary"),
        r"\[ideas\]",
        '[ideas]\nodd = ["zig zig", "zig zig"]',
        'ideas odd: "zig zig" is there 2 times',
    ),
    Break(
        "phrase twice beyond the page",
        section("vocabulary"),
        r"\[beyond\]",
        '[beyond]\nfar = ["zag zag", "zag zag"]',
        'beyond far: "zag zag" is there 2 times',
    ),
    Break(
        "idea of two kinds",
        section("vocabulary"),
        r"\[beyond\]",
        '[beyond]\nodd = ["zog zog"]',
        "beyond odd: is an idea of the page too",
    ),
    Break(
        "sound of no idea",
        section("vocabulary"),
        r"\[by_sound\]",
        '[by_sound]\nunheard = ["zug"]',
        'by_sound unheard: "unheard" is no idea',
    ),
    Break(
        "rule's family",
        "urgent",
        END,
        rule(id="odd", when=["clot + no_such_family"]),
        'when: "no_such_family" is no family',
    ),
    Break(
        "rule's unless",
        "urgent",
        END,
        rule(id="odd_unless", unless=["never_there"]),
        'unless: "never_there" is no family',
    ),
    Break(
        "rule twice",
        "urgent",
        END,
        rule(id="odd"),
        '"odd" is there twice',
    ),
    Break(
        "rule's guidance",
        "urgent",
        END,
        rule(id="odd_guide", guidance=["nobody"]),
        '"nobody" is no guidance; write one of:',
    ),
    Break(
        "rule's level",
        "urgent",
        END,
        rule(id="odd_level", level="loud"),
        '"loud" is no level; write one of: call_doctor, emergency, self_harm',
    ),
    Break(
        "rule's stance",
        "urgent",
        END,
        rule(id="odd_stance", asked="maybe"),
        '"maybe" is neither; write "fires" or "quiet"',
    ),
    Break(
        "idle family",
        "urgent",
        r"\[families\]",
        '[families]\nidle = ["zag"]\nnot_idle = ["zog"]',
        "families idle: no rule uses it",
    ),
    Break(
        "placeholder of a phrase",
        "phrases",
        r'\nmore = "',
        '\nmore = "{nobody} ',
        "nothing is known to fill in for {nobody}",
    ),
    Break("phrase missing", "phrases", r"\nnot_forgotten = .*", "", "guidance not_forgotten: is missing", shown=False),
    Break(
        "phrase that nobody hears",
        "phrases",
        r"\nhome = ",
        '\nhoem = "Home."\nhome = ',
        "guidance hoem: is said nowhere; write one of: nothing_to_repeat,",
    ),
    Break(
        "table that nobody hears",
        "phrases",
        END,
        '\n[stray]\nword = "x"\n',
        "stray word: is said nowhere; the tables are: answer,",
    ),
    Break(
        "hint that can't be said",
        "phrases",
        r'\nmore = "tell me more"',
        '\nmore = "no such way"',
        '"no such way" is no way to say more; write one of those',
    ),
    Break(
        "placeholder of a wording",
        "urgent",
        r'\nif_now = "',
        '\nif_now = "{nothing} ',
        "nothing is known to fill in for {nothing}",
    ),
    Break(
        "default locale", "locales", r'default = ".*"', 'default = "fr-CA"', 'default: "fr-CA" is no locale of the file'
    ),
    Break("other locale", "locales", r"\[en-IN\]", "[en-NZ]", '"en-NZ" is no locale of ours'),
    Break("missing locale", "locales", START, "", "en-IN is missing; add [en-IN]", shown=False),
    Break(
        "long urgent turn",
        "urgent",
        r'\ncall_doctor = "(.*)"',
        f'\ncall_doctor = "\\1 {" ".join(["word"] * 30)}"',
        "; write at most 35",
    ),
    Break(
        "late action",
        "urgent",
        r'\nemergency = "',
        '\nemergency = "Listen, please: this is far too important to wait. ',
        'its first 10 words don\'t say "9-1-1" in en-CA; begin with whom to call',
        shown=False,
    ),
    Break("missing wording", "urgent", r'\nself_harm = ".*"', "", "wording self_harm: is missing", shown=False),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("values"), VALUES)


@named(VALUES)
def test_tells_what_may_not_be(case: Break, found: Told) -> None:
    assert_told(case, found)


def test_tells_nothing_that_is_not_wrong(found: Told) -> None:
    assert_nothing_else_told(VALUES, found)
