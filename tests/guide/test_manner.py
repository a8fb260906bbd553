"""Speech without punctuation falls into clauses, and each has its manner."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guide.clauses import Clauses
from guide.lexicon import Lexicon
from guide.manner import Manner, manners
from guide.topic import Content
from guide.words import read

Divided = Callable[[str], Clauses]


@pytest.fixture(scope="module")
def divided(content: Content) -> Divided:
    """Divides an utterance by the reviewed cues."""
    cues = Lexicon(content.urgent.cues)
    return lambda text: Clauses(read(text), cues.find(read(text)))


@pytest.mark.parametrize(
    "clauses",
    [
        ["i have cramps", "is that a sign"],
        ["no she is fine", "i am not"],
        ["no pain", "but i am bleeding"],
        ["i feel pressure", "and i am scared"],
        ["is it normal that i am leaking"],
        ["tell me what it means when i am leaking"],
        ["i had it before", "so what do i do"],
        [],
    ],
)
def test_clauses_begin_where_a_listener_would_hear_it(divided: Divided, clauses: list[str]) -> None:
    found = divided(" ".join(clauses))
    assert [" ".join(found.texts[clause.start : clause.end]) for clause in found] == clauses


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("can it be treated", True),
        ("um is it bad", True),
        ("can't it wait", True),
        ("can't breathe", False),
        ("it is bad", False),
    ],
)
def test_a_question_is_told_by_how_it_opens(divided: Divided, text: str, asks: bool) -> None:
    found = divided(text)
    assert [found.asks(clause) for clause in found] == [asks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i'm leaking", [Manner.NOW]),
        ("is spotting normal", [Manner.UNCLEAR]),
        ("can it cause bleeding", [Manner.ASKED]),
        ("what if my waters break", [Manner.SUPPOSED]),
        ("i had spotting in my last pregnancy", [Manner.EARLIER]),
        ("a friend of mine had bleeding", [Manner.EARLIER]),
        ("the tap is leaking", [Manner.ELSEWHERE]),
        # it goes on as it began, unless it says otherwise
        ("what if i bleed or leak", [Manner.SUPPOSED, Manner.SUPPOSED]),
        ("last time i had cramps but now i'm bleeding", [*[Manner.EARLIER] * 2, *[Manner.NOW] * 2]),
    ],
)
def test_each_clause_has_its_manner(content: Content, divided: Divided, text: str, found: list[Manner]) -> None:
    mentions = Lexicon(content.urgent.families).find(read(text))
    assert list(manners(divided(text), mentions).values()) == found
