"""Words that a recogniser wrote as others are known by their sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.lexicon import Mention
from guide.sounds import Ear, sounds, unlikeness
from guide.words import read

heard = st.text(alphabet="PBTD0KGFVSZXJMNLRHWYA", min_size=1, max_size=8)


@pytest.fixture(scope="module")
def ear() -> Ear:
    by_sound = {"stitch": ["cerclage"], "hormone": ["progesterone"]}
    return Ear(by_sound, ordinary=frozenset(("circle", "large", "college", "the")))


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("sir clash", "stitch"),
        ("sir collage", "stitch"),
        ("circlage", "stitch"),
        ("surcl age", "stitch"),
        ("pro jesterone", "hormone"),
        ("pro gesture on", "hormone"),
    ],
)
def test_hears_what_was_meant(ear: Ear, written: str, family: str) -> None:
    words = read(f"what is a {written}")
    assert ear.hear(words, []) == [Mention(family, 3, len(words))]


@pytest.mark.parametrize("written", ["what is a banana", "the circle", "the college", "a", ""])
def test_hears_nothing_where_nothing_was_meant(ear: Ear, written: str) -> None:
    assert ear.hear(read(written), []) == []


def test_ordinary_words_must_sound_nearer(ear: Ear) -> None:
    # given an ear to which the same words are none of the ordinary
    stranger = Ear({"stitch": ["cerclage"]}, ordinary=frozenset())
    # then only that one takes them for the treatment
    assert stranger.hear(read("circle"), []) == [Mention("stitch", 0, 1)]
    assert ear.hear(read("circle"), []) == []


def test_what_the_vocabulary_knows_is_left_alone(ear: Ear) -> None:
    words = read("a sir clash")
    assert ear.hear(words, [Mention("title", 1, 3)]) == []


def test_two_meant_words_are_both_heard_once(ear: Ear) -> None:
    found = ear.hear(read("sir clash or pro jesterone"), [])
    assert sorted(mention.family for mention in found) == ["hormone", "stitch"]


def test_spaces_and_vowels_do_not_count() -> None:
    assert sounds("sir collage") == sounds("sircollege") == sounds("cerclage")


@given(heard, heard)
def test_unlikeness_is_a_share_the_same_both_ways(one: str, other: str) -> None:
    share = unlikeness(one, other)
    assert 0 <= share <= 1
    assert share == pytest.approx(unlikeness(other, one))
    assert (share == 0) == (one == other)


@given(heard, heard, st.floats(0, 1))
def test_a_limit_changes_nothing_below_it(one: str, other: str, limit: float) -> None:
    whole, limited = unlikeness(one, other), unlikeness(one, other, limit)
    assert limited == whole or (whole >= limit and limited == 1)


def test_sounds_easily_confused_are_nearer_than_others() -> None:
    assert unlikeness("PRS", "BRS") < unlikeness("PRS", "KRS")
    assert unlikeness("PRS", "PS") < unlikeness("PRS", "PR")
