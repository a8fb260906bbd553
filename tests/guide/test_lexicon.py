"""Families are found by whole words, in any regular ending."""

from __future__ import annotations

import pytest

from guide.lexicon import Lexicon, Mention, plain
from guide.words import read

FAMILIES = {
    "bleed": ["bleed", "blood"],
    "not_blood": ["blood pressure"],
    "rest": ["rest"],
    "bed_rest": ["bed rest"],
    "regular": ["every * minutes"],
    "stroke": ["stroke"],
    "denied": ["can't stop"],
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(plain(FAMILIES))


def found(lexicon: Lexicon, said: str) -> list[str]:
    return sorted({mention.family for mention in lexicon.find(read(said))})


@pytest.mark.parametrize(
    ("said", "families"),
    [
        ("there is blood", ["bleed"]),
        ("bleeding and bleeds", ["bleed"]),
        ("every five minutes", ["regular"]),
        ("every minutes", []),
        ("every five", []),
        ("every five or six minutes", []),
        ("a keystroke", []),
        ("strokes", ["stroke"]),
        ("arrest", []),
        ("cannot stop", ["denied"]),
        ("nothing of it", []),
        ("", []),
    ],
)
def test_finds_what_is_said(lexicon: Lexicon, said: str, families: list[str]) -> None:
    assert found(lexicon, said) == families


def test_says_where() -> None:
    # given
    lexicon = Lexicon({"regular": ["every * minutes"]})
    # when
    mentions = lexicon.find(read("it comes every ten minutes now"))
    # then
    assert mentions == [Mention("regular", 2, 5)]


def test_a_mask_hides_only_what_lies_in_it(lexicon: Lexicon) -> None:
    assert found(lexicon, "my blood pressure is up") == ["not_blood"]
    assert found(lexicon, "my blood pressure is up and there is blood") == ["bleed", "not_blood"]


def test_a_longer_phrase_hides_a_shorter_one_only_where_asked(lexicon: Lexicon) -> None:
    # given
    words = read("is bed rest needed or just rest")
    # when
    every, longest = lexicon.find(words), lexicon.find_longest(words)
    # then
    assert [mention.family for mention in every] == ["bed_rest", "rest", "rest"]
    assert [mention.family for mention in longest] == ["bed_rest", "rest"]


def test_one_phrase_may_stand_in_two_families() -> None:
    lexicon = Lexicon({"pain": ["ache"], "page_symptom": ["ache"]})
    assert found(lexicon, "it aches") == ["page_symptom", "pain"]
