"""Which fields a content file must have: each that is missing or mistyped is told to its author, with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tools.breaking import (
    ASK,
    END,
    START,
    Break,
    Told,
    asking,
    assert_nothing_else_told,
    assert_told,
    named,
    part,
    section,
    told,
)
from tools.content import FOLDER, ContentError, read
from tools.content.shape import faults
from tools.content.shapes import Section

FIELDS = [
    Break("syntax", section("names"), END, "\ntitle = ", "names.toml: can't be read:", shown=False),
    Break(
        "missing",
        section("timing"),
        r"title = .*\n",
        "",
        'timing.toml: title: is missing; add title = "..."',
        shown=False,
    ),
    Break(
        "missing as well",
        section("timing"),
        r"next = .*\n",
        "",
        "timing.toml: next: is missing; add next = [...]",
        shown=False,
    ),
    Break("empty", section("causes"), r'\nname = ".*"', '\nname = ""', "name: is empty"),
    Break(
        "unknown",
        section("overview"),
        START,
        'titel = "x"\n',
        "titel: is no known field; take it out, or write one of: title,",
    ),
    Break(
        "text for a list",
        section("consequences"),
        r"next = .*",
        'next = "symptoms"',
        "next: has the wrong kind of value; write a list",
    ),
    Break("list for a text", section("symptoms"), r"\ntitle = .*", "\ntitle = []", "title: is empty"),
    Break(
        "missing in a statement",
        section("diagnosis"),
        r"\{ says = ",
        "{ sais = ",
        "part 1, statements 1, says: is missing",
    ),
    Break(
        "unknown in a statement",
        section("diagnosis"),
        START,
        "",
        "part 1, statements 1, sais: is no known field",
        shown=False,
    ),
    Break(
        "number in a list",
        section("cerclage"),
        r'facts = \["',
        'facts = [3, "',
        "facts 1: has the wrong kind of value; write a text",
    ),
    Break(
        "date",
        section("topic"),
        r"adapted = .*",
        'adapted = "yesterday"',
        "page adapted: has the wrong kind of value; write a date",
    ),
    Break("missing in a gap", section("gaps"), r'about = ".*"\n', "", "gap 1, about: is missing", shown=False),
    Break(
        "rule that fires at nothing",
        "urgent",
        r"\nfires = .*",
        "",
        "rule 1, fires: is missing; add fires = [...]",
        shown=False,
    ),
    Break("rule without near-misses", "urgent", r"\nquiet = .*", "\nquiet = []", "rule 1, quiet: is empty"),
    Break(
        "number for a phrase",
        "phrases",
        r"\nmore = .*",
        "\nmore = 3",
        "answer more: has the wrong kind of value; write a text",
    ),
    Break(
        "missing in a locale",
        "locales",
        r"\[en-GB\]\nemergency = .*\n",
        "[en-GB]\n",
        "locales en-GB emergency: is missing",
        shown=False,
    ),
    Break(
        "template's brackets",
        section("treatment"),
        ASK,
        asking("(what|which odd stitch"),
        '"(what|which odd stitch" is no template',
    ),
    Break(
        "template's piece",
        section("progesterone"),
        ASK,
        asking("what is <nothing>"),
        '"what is <nothing>" is no template:',
    ),
    Break(
        "template's slot",
        section("stitch_removal"),
        ASK,
        asking("what is a {thing}"),
        '"what is a {thing}" is no template:',
    ),
    Break(
        "template that explodes",
        section("source"),
        ASK,
        asking("(a|b|c|d) (a|b|c|d) (a|b|c|d) (a|b|c|d) source"),
        "stands for 256 sentences; write it with fewer choices, for 200 at most",
    ),
    Break(
        "piece",
        section("topic"),
        r"\nme = .*",
        '\nme = "(me"',
        'pieces me: "(me" is no template: its brackets don\'t match',
    ),
    Break(
        "phrase without words",
        section("vocabulary"),
        r"\[ideas\]",
        '[ideas]\nodd = ["?"]',
        "ideas odd: has a phrase without a word",
    ),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("fields"), FIELDS)


@named(FIELDS)
def test_tells_what_a_file_lacks(case: Break, found: Told) -> None:
    assert_told(case, found)


def test_tells_nothing_that_is_not_wrong(found: Told) -> None:
    assert_nothing_else_told(FIELDS, found)


def test_says_how_many_problems_there_are(tmp_path: Path) -> None:
    # Given the four mistakes that an author makes most
    cases = [
        Break("missing field", section("timing"), r"title = .*\n", "", "title: is missing"),
        Break("unknown fact", section("names"), r'facts = \["', 'facts = ["no_such_fact", "', "is no fact"),
        Break("long part", section("cerclage"), END, part(90), "write at most 60"),
        Break("duplicate", section("causes"), ASK, asking("what is a cerclage"), '"what is a cerclage" already asks'),
    ]
    # When the content is read
    found = told(tmp_path, cases)
    # Then each is told, and nothing else
    assert [len(found.of(case)) for case in cases[:3]] == [1, 1, 1]
    assert len(found.lines) == len(cases)


def test_tells_which_file_is_missing(tmp_path: Path) -> None:
    content = shutil.copytree(FOLDER, tmp_path / "content")
    (content / "phrases.toml").unlink()
    with pytest.raises(ContentError, match=r"phrases\.toml: there is no such file; add it"):
        read(content)


def test_tells_that_there_is_no_topic(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"topic/topic\.toml: there is no such file"):
        read(tmp_path)


def test_finds_nothing_wrong_with_the_content() -> None:
    assert read().sections


def test_tables_that_are_missing_are_told_by_their_heading() -> None:
    assert [fault.instead for fault in faults({}, Section) if fault.path in (("part",), ("next",))] == [
        "add next = [...]",
        "add [[part]], with its fields below it",
    ]
