"""Each kind of finding, on a topic of two sections and votes that can be read; what the real ones find is measured
in tests/test_overmatch.py and by `make evaluate`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.matching import Finding, Foreign, Match, Matcher, Tie, Unclear, Uncovered
from guide.topic import Content, Gap, Section, Topic
from guide.votes import NOT_COVERED, OFF_TOPIC, Votes


def section(id: str) -> Section:
    return Section(id, id, id, "heading", f"what about {id}", [], [], [], [])


TOPIC = Topic(
    id="ships",
    name="ships",
    page={},
    order=["sails", "stitches"],
    sections={"sails": section("sails"), "stitches": section("stitches")},
    gaps={"price": Gap("price", "what it costs", "", [["cost"]])},
    ideas={
        "sail": ["sail"],
        "stitch": ["stitch", "seam"],
        "why": ["why"],
        "cost": ["cost", "price"],
        "hull": ["hull"],
        "sail_maker": ["sail maker"],
        "not_an_idea": ["sail through"],
    },
    beyond=["cost"],
    elsewhere={"music": ["song", "play"]},
    by_sound={"stitch": ["cerclage"]},
    neutral=["what", "is", "a", "the", "it", "please", "um"],
    weights={"cost": 2.0, "sail": 1.0, "hull": 3.0},
    pronunciations={},
)
CANDIDATES = ["sails", "stitches", NOT_COVERED, OFF_TOPIC]
VOTES = Votes(
    CANDIDATES,
    [0, 0, 0, 200],
    {
        "idea:sail": "0 500",
        "idea:sail_maker": "1 500",
        "idea:stitch": "1 500",
        "idea:cost": "2 900",
        "idea:hull": "2 500",
    },
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(TOPIC, VOTES)


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("what is a sail", Match("sails", ("sail",))),
        ("the sails", Match("sails", ("sail",))),
        ("a sail maker", Match("stitches", ("sail_maker",))),
        ("what is a sir clash", Match("stitches", ("stitch",))),
        ("sails and seams", Tie("sails", "stitches", ("sail", "stitch"))),
        ("what is the price", Uncovered("price", ("cost",))),
        ("the price of a sail", Uncovered("price", ("cost", "sail"))),
        ("the hull", Uncovered("", ("hull",))),
        ("play the song", Foreign("music")),
        ("purple elephants", Foreign("")),
        ("sail through", Foreign("")),
        ("um what is it please", Unclear()),
        ("", Unclear()),
        ("?", Unclear()),
    ],
)
def test_finds(matcher: Matcher, said: str, finding: Finding) -> None:
    assert matcher.find(said) == finding


def test_context_is_what_it_stands_for(matcher: Matcher) -> None:
    assert matcher.find("why is it", ["sail"]) == Match("sails", ("sail", "why"))


def test_context_counts_only_where_something_points_to_it(matcher: Matcher) -> None:
    assert matcher.find("why oh why", ["sail"]) == matcher.find("why oh why")


def test_what_is_named_outweighs_the_context(matcher: Matcher) -> None:
    assert matcher.find("is it a stitch", ["sail"]) == Match("stitches", ("stitch",))


def test_an_anchor_is_never_called_foreign_for_a_small_share() -> None:
    # given so many candidates alike that none has enough of the votes
    matcher = Matcher(TOPIC, Votes([f"other_{n}" for n in range(8)] + CANDIDATES, [0] * 12))
    # then a stitch is this topic's beyond doubt, a sail isn't
    assert matcher.find("a stitch") == Uncovered("", ("stitch",))
    assert matcher.find("a sail") == Foreign("")


@given(st.text())
def test_any_text_finds_something_and_always_the_same(text: str) -> None:
    assert Matcher(TOPIC, VOTES).find(text) == Matcher(TOPIC, VOTES).find(text)


@pytest.mark.parametrize(
    ("said", "finding"),
    [("what is a sir clash", Match), ("can i fly", Uncovered), ("play some music", Foreign), ("um please", Unclear)],
)
def test_the_real_topic_finds_each_kind(content: Content, said: str, finding: type) -> None:
    assert isinstance(Matcher(content.topic, content.learned.sections).find(said), finding)
