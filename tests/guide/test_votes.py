"""Votes are only added up, and always to a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.lexicon import Mention
from guide.votes import Votes, features_of
from guide.words import read

VOTES = Votes(
    candidates=["causes", "cerclage", "off_topic"],
    bias=[0, 0, 50],
    votes={"idea:stitch": "1 200", "word:why": "0 100", "word:shout": "0 1000000 1 -1000000"},
)


def test_nothing_known_leaves_the_bias_to_decide() -> None:
    share = VOTES.share(["word:unheard"])
    assert max(share, key=lambda name: share[name]) == "off_topic"
    assert share["causes"] == share["cerclage"]


def test_without_candidates_there_is_nothing_to_share() -> None:
    assert Votes().share(["idea:stitch"]) == {}


def test_a_vote_raises_its_candidate_and_lowers_the_others() -> None:
    # given
    before = VOTES.share([])
    # when
    after = VOTES.share(["idea:stitch"])
    # then
    assert after["cerclage"] > before["cerclage"]
    assert after["causes"] < before["causes"]


def test_votes_against_each_other_are_weighed() -> None:
    share = VOTES.share(["idea:stitch", "word:why"])
    assert share["cerclage"] > share["causes"] > VOTES.share(["idea:stitch"])["causes"]


@given(st.lists(st.sampled_from([*VOTES.votes, "word:unheard"])))
def test_shares_add_up_to_a_whole_however_loud(features: list[str]) -> None:
    share = VOTES.share(features)
    assert sum(share.values()) == pytest.approx(1)
    assert all(0 <= part <= 1 for part in share.values())


@given(st.lists(st.sampled_from([*VOTES.votes, "word:unheard"]), unique=True).flatmap(st.permutations))
def test_the_order_of_what_votes_changes_nothing(features: list[str]) -> None:
    assert VOTES.share(features) == VOTES.share(sorted(features))


def test_ideas_words_and_neighbours_vote() -> None:
    # given
    words = read("why stitches")
    # when
    features = features_of(words, [Mention("stitch", 1, 2), Mention("not_an_idea", 0, 2)])
    # then the word votes in its base form, and what hides ideas has no vote
    assert features == {"idea:stitch", "word:why", "word:stitch", "pair:^ why", "pair:why stitches", "pair:stitches $"}


def test_endings_share_the_vote_of_a_word() -> None:
    singles = [{f for f in features_of(read(said), []) if f.startswith("word:")} for said in ("stitch", "stitches")]
    assert singles[0] == singles[1]
