"""Ways of asking as sets of ideas."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tools.content import Source
from tools.content.patterns import Pattern, near_ties, patterns, speechless, weigh


@pytest.fixture
def small(source: Source) -> Source:
    """Three ideas, two sections and a gap."""
    ideas = {"stitch": ["stitch", "cerclage"], "remove": ["take out", "come out"], "when": ["when"]}
    vocabulary = msgspec.structs.replace(source.vocabulary, ideas=ideas, beyond={"sleep": ["sleep", "lie down"]})
    return replace(
        source,
        vocabulary=vocabulary,
        samples={
            "cerclage": ["a stitch", "a cerclage", "what do you do"],
            "stitch_removal": ["when do the stitches come out", "do cerclages come out when"],
        },
        gap_samples={"rest": ["can i sleep with a stitch", "when is a stitch too late"]},
    )


def test_tells_each_set_of_ideas_once(small: Source) -> None:
    assert patterns(small) == [
        Pattern("cerclage", ("stitch",)),
        Pattern("stitch_removal", ("remove", "stitch", "when")),
        Pattern("rest", ("sleep", "stitch")),
        Pattern("rest", ("stitch", "when")),
    ]


def test_finds_samples_that_mean_nothing(small: Source) -> None:
    assert speechless(small) == [("cerclage", "what do you do")]


def test_reports_two_targets_with_the_same_ideas(small: Source) -> None:
    # Given a gap that is asked for as a section is
    tied = replace(small, gap_samples={"rest": ["is a cerclage it"]})
    # When near ties are looked for
    (tie,) = near_ties(tied)
    # Then both targets and a sentence of each are named
    assert tie.targets == ("cerclage", "rest")
    assert str(tie) == 'near tie: "a stitch" (cerclage) and "is a cerclage it" (rest) are both stitch'


def test_weighs_an_idea_by_how_few_hold_it(source: Source) -> None:
    found = [Pattern("a", ("stitch", "when")), Pattern("b", ("stitch",)), Pattern("b", ("stitch", "sleep"))]
    weights = weigh(found, ["sleep"])
    assert weights["when"] > weights["stitch"]
    assert set(weights) == {"when", "stitch", "sleep"}


def test_weighs_every_idea_that_is_asked_with(source: Source) -> None:
    found = patterns(source)
    assert {idea for pattern in found for idea in pattern.ideas} <= weigh(found, source.vocabulary.beyond).keys()
