"""The trial with many topics routes to the right one, and its table lands in the document."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from guide.matching import Match
from guide.topic import load
from tools.library import ASKED, Library, Router, generated, own_words, rename, vocabulary
from tools.scale import BEGIN, END, HEAD, TABLE, measure, written


def test_a_topic_of_ones_own_words_is_the_same_under_other_names() -> None:
    words = own_words(load())
    assert rename("what is a stitch", words, 0) == "what is a stitch"
    assert words
    word = max(words)
    assert rename(f"the {word}", words, 12) == f"the {word}qbc"
    assert vocabulary(load(), 12) - vocabulary(load(), 0)


def test_the_router_prefers_rare_words_and_asks_few() -> None:
    router = Router(
        [{"doctor", "cervix"}, {"doctor", "knee"}, {"doctor", "elbow"}, {"doctor", "toe"}, {"doctor", "ear"}]
    )
    assert router.likely("my doctor saw my knee") == [1]
    assert router.likely("doctor") == []
    assert len(router.likely("cervix knee elbow toe ear")) == ASKED


def test_topics_answer_their_own_questions(tmp_path: Path) -> None:
    content = load()
    for number in (0, 1):
        (tmp_path / f"{number}.json").write_bytes(msgspec.json.encode(generated(content, number)))
    library = Library(Router(vocabulary(content, number) for number in (0, 1)), tmp_path)
    examples = [section.example for section in content.topic.sections.values()]
    renamed = [said for example in examples if (said := rename(example, own_words(content), 1)) != example]

    answered = [said for said in renamed if library.find(said)[0] == 1]

    # A generated word has lost its endings, so not every one is known: "what causesqb it" says only "what ... it".
    assert len(answered) >= 0.75 * len(renamed), sorted(set(renamed) - set(answered))
    assert all(isinstance(library.find(said)[1], Match) for said in answered)
    assert library.find("zzyzx")[0] == -1


def test_one_topic_is_measured(tmp_path: Path) -> None:
    measured = measure(1, tmp_path)
    assert measured.routed == 1
    assert 0 < measured.median <= measured.slow
    assert measured.row().count("|") == HEAD.splitlines()[0].count("|")


def test_the_table_replaces_the_one_before() -> None:
    document = f"Before\n{BEGIN}\nold\n{END}\nafter\n"
    assert written(document, ["| 1 |"]) == f"Before\n{BEGIN}\n{HEAD}\n| 1 |\n{END}\nafter\n"


def test_the_document_has_the_marks() -> None:
    text = TABLE.read_text("utf-8")
    assert text.index(BEGIN) < text.index(END)


@pytest.mark.parametrize("size", [1, 10, 100, 1000])
def test_the_document_has_a_row_for_each_size(size: int) -> None:
    assert f"\n| {size} | " in TABLE.read_text("utf-8")
