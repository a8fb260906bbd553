"""What differs by country: the numbers, and the spelling."""

from __future__ import annotations

import pytest

from guide.country import TELEPHONE, filled, spelled, spelling, whom_to_call
from guide.topic import Content

AMERICAN = {"labour": "labor", "mum": "mom"}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Labour starts early.", "Labor starts early."),
        ("my mum and all mums", "my mom and all moms"),
        ("mumps, belabour, labours", "mumps, belabour, labors"),
        ("no such word", "no such word"),
    ],
)
def test_whole_words_are_respelled_with_their_capitals(ours: str, theirs: str) -> None:
    assert spelled(ours, AMERICAN) == theirs
    assert spelled(ours, {}) == ours


def test_a_country_that_is_not_known_keeps_the_spelling_and_names_no_number(content: Content) -> None:
    assert spelling(content, "en-NZ") == {}
    assert not any(TELEPHONE.search(words) for words in whom_to_call(content, "en-NZ").values())


def test_help_is_filled_in_and_other_braces_are_left(content: Content) -> None:
    line = filled("Call {emergency}, {name}.", whom_to_call(content, "en-AU"))
    assert line == "Call triple zero, {name}."


@pytest.mark.parametrize("number", ["9-1-1", "1-1-6 1-2-3", "13 11 14", "1800 882 436", "1-4-4-1-6"])
def test_a_number_to_call_is_found_whole(number: str) -> None:
    assert TELEPHONE.findall(f"Before 24 weeks, call {number}.") == [number]
