"""What a recogniser writes becomes plain whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.words import read, stretches, word


def texts(utterance: str) -> str:
    return " ".join(word.text for word in read(utterance))


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("I can't", "i can not"),
        ("i cant", "i can not"),
        ("she's cramping", "she is cramping"),
        ("shes cramping", "she is cramping"),
        ("we're", "we are"),
        ("they'll", "they will"),
        ("I'd've", "i would have"),
        ("couldn't've", "could not have"),
        ("won't it", "will not it"),
        ("i\u2019m bleeding", "i am bleeding"),
        ("pre-term", "pre term"),
        ("call 9.1.1", "call 9 1 1"),
        ("o'clock", "oclock"),
        ("wait, what?!", "wait what"),
        ("  two   words ", "two words"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_reads_what_was_written_as_it_is_spoken(written: str, heard: str) -> None:
    assert texts(written) == heard


@pytest.mark.parametrize(
    ("said", "base"),
    [
        ("stitches", "stitch"),
        ("cramps", "cramp"),
        ("leaked", "leak"),
        ("cramping", "cramp"),
        ("bleeding", "bleed"),
        ("stopped", "stop"),
        ("dilated", "dilate"),
        ("dilating", "dilate"),
        ("babies", "baby"),
        ("carried", "carry"),
        ("pain", "pain"),
    ],
)
def test_a_regular_ending_leads_to_its_base(said: str, base: str) -> None:
    assert base in word(said).bases


@pytest.mark.parametrize(("said", "other"), [("is", "i"), ("red", "r"), ("king", "k"), ("bring", "br"), ("gas", "ga")])
def test_what_only_looks_like_an_ending_is_none(said: str, other: str) -> None:
    assert other not in word(said).bases


@given(st.text())
def test_any_text_is_read_and_reading_it_again_changes_nothing(text: str) -> None:
    once = texts(text)
    assert texts(once) == once


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_case_does_not_count(text: str) -> None:
    assert read(text.upper()) == read(text.lower())


def test_what_people_say_is_one_stretch() -> None:
    words = read("what is a cerclage")
    assert stretches(words) == [words]
    assert stretches(()) == [()]


@pytest.mark.parametrize("count", [99, 100, 101, 149, 150, 151, 500])
def test_no_neighbours_are_parted_by_a_stretch(count: int) -> None:
    # given words that are all different
    words = read(" ".join(f"w{number}" for number in range(count)))
    # when
    found = stretches(words)
    # then each of them stands beside its neighbours, half a stretch of them, somewhere
    assert all(len(stretch) <= 100 for stretch in found)
    for start in range(count - 49):
        near = [word.text for word in words[start : start + 50]]
        assert any(near == [word.text for word in stretch[i : i + 50]] for stretch in found for i in range(51))


@pytest.mark.parametrize("text", ["a" * 5000, "i" + "'s" * 5000, "a " * 5000, "-" * 5000, "no " * 5000])
def test_nothing_makes_more_of_itself_than_there_is_time_for(text: str) -> None:
    words = read(text)
    assert len(words) <= 5 * 1000
    assert all(len(word.text) <= 40 for word in words)
