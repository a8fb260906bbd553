"""The page and what is spoken, held against each other: all of its facts, nothing but its facts, in our own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tools.breaking import Break, section, told
from tools.content import Source, read
from tools.content.shapes import Statement

PAGE = Path(__file__).parents[2] / "shared" / "source" / "cervical-insufficiency.txt"
"""The page isn't ours to keep here. Where the folder beside the repository is, the wording is held against it."""
OWN_WORDS = 8
"""So many of the page's words in a row would be a quotation."""


@pytest.fixture(scope="module")
def content() -> Source:
    return read()


def statements(content: Source) -> list[Statement]:
    return [
        statement for section in content.sections.values() for part in section.part for statement in part.statements
    ]


def test_every_fact_of_the_page_is_spoken(content: Source) -> None:
    spoken = {fact for statement in statements(content) for fact in statement.facts}
    assert {fact.id for fact in content.topic.fact} - spoken == set()


def test_every_statement_names_its_facts_or_is_marked_as_ours(content: Source) -> None:
    facts = {fact.id for fact in content.topic.fact}
    assert [s.says for s in statements(content) if not s.ours and not (s.facts and facts.issuperset(s.facts))] == []


def test_every_heading_of_the_page_has_facts_and_sections(content: Source) -> None:
    headings = set(content.topic.page.headings)
    assert {fact.heading for fact in content.topic.fact} == headings
    assert {section.heading for section in content.sections.values()} == headings


def test_a_file_may_not_name_a_fact_that_is_not_there(tmp_path: Path) -> None:
    case = Break(
        "unknown fact", section("names"), r'facts = \["', 'facts = ["no_such_fact", "', '"no_such_fact" is no fact'
    )
    assert told(tmp_path, [case]).of(case)


def test_a_fact_may_not_be_left_unspoken(tmp_path: Path) -> None:
    # Given a section that no longer carries its facts
    lost = Break("lost", section("names"), r"facts = \[[^]]*\] \},\n\]", 'ours = "x" },\n]')
    lost_too = Break("lost too", section("names"), r"facts = \[[^]]*\]", 'ours = "x"')
    # Then both facts are named where they are listed
    found = told(tmp_path, [lost, lost_too])
    unspoken = [line for line in found.lines if "topic.toml" in line and "no section carries" in line]
    assert len(unspoken) == len(found.lines) == 2


def test_the_words_are_our_own(content: Source) -> None:
    if not PAGE.exists():
        pytest.skip("the page lies beside the repository, not in it: the spoken words can't be held against it here")
    page = runs(PAGE.read_text("utf-8"))
    copied = [statement.says for statement in statements(content) if runs(statement.says) & page]
    assert copied == []


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[i : i + OWN_WORDS]) for i in range(len(words) - OWN_WORDS + 1)}
