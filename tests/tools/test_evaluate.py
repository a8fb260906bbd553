"""Evaluation speaks labelled utterances to the deployed skill and tells what came of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from guide.topic import load
from tools.evaluate import Evaluation, main
from tools.labelled import Label

HEADER = "id\tutterance\tkind\tsection\turgency\talso_ok_urgency\tflags\tcontext\n"
ROWS = (
    "q1\twhat is a cerclage\tquestion\tcerclage\tnone",
    "q2\ti am bleeding heavily\temergency\twhen_to_call|none\temergency",
    "q3\ti have a low backache\tsymptom_report\twhen_to_call\tcall_doctor",
    "q4\tgo back please\tnavigation\tnone\tnone",
    "q5\tplay some music\toff_topic\tnone\tnone",
    "q6\tcan i fly with a weak cervix\tnot_covered\tnone\tnone",
    "q7\tum\tquestion\tcauses\tnone",
)
PREDICTIONS = (
    "id\tkind\tsection\turgency\n"
    "q1\tquestion\tcerclage\tnone\n"
    "q2\temergency\twhen_to_call\temergency\n"
    "q3\tsymptom_report\twhen_to_call\tcall_doctor\n"
    "q4\tnavigation\tnone\tnone\n"
    "q5\toff_topic\tnone\tnone\n"
    "q6\tnot_covered\tnone\tnone\n"
    "q7\tnot_understood\tnone\tnone\n"
)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return Evaluation("en-CA", load())


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.tsv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n", "utf-8")
    return path


def spoken(utterance: str, context: str = "") -> Label:
    return Label("q1", utterance, "question", ("none",), "none", (), (), context)


class Outline(HTMLParser):
    """Keeps the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_predictions_are_in_the_labels_terms(labels: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predictions.tsv"
    assert main([str(labels), "--predictions", str(predictions)]) == 0
    assert predictions.read_text("utf-8") == PREDICTIONS


def test_what_is_printed_has_figures_and_every_error_and_fits(labels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(labels)])
    printed = capsys.readouterr().out
    assert re.search(r"questions: section, any label +50\.0% +1 of 2", printed)
    assert re.search(r"emergency: heard as emergency +100\.0% +1 of 1", printed)
    assert "q7  um" in printed
    assert "1 wrong of 7." in printed
    assert max(map(len, printed.splitlines())) <= 100


def test_a_question_in_context_is_asked_after_what_was_heard(evaluation: Evaluation) -> None:
    assert evaluation.result(spoken("yes", context="cerclage")).predicted.kind == "navigation"
    after_words = evaluation.result(spoken("say that again", context="i am bleeding heavily"))
    assert after_words.predicted.kind == "navigation"


def test_each_utterance_has_a_session_of_its_own(evaluation: Evaluation) -> None:
    first = evaluation.result(spoken("um"))
    for _ in range(3):
        evaluation.result(spoken("um"))
    assert evaluation.result(spoken("um")).predicted == first.predicted


def test_a_prompt_before_an_answer_counts_as_its_level(evaluation: Evaluation) -> None:
    predicted = evaluation.result(spoken("is bleeding normal")).predicted
    assert (predicted.kind, predicted.urgency) == ("question", "call_doctor")


def test_the_report_stands_alone_and_can_be_read_by_all(labels: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert main([str(labels), "--noise", "--report", str(report)]) == 0
    page = report.read_text("utf-8")
    tags = Outline(page).tags
    assert not [attributes for _, attributes in tags if "src" in attributes or "href" in attributes]
    assert all(attributes.get("scope") for tag, attributes in tags if tag == "th")
    assert all(attributes.get("aria-label") for tag, attributes in tags if tag in ("svg", "meter"))
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert [ElementTree.fromstring(picture).tag for picture in pictures] == ["svg", "svg"]


def test_a_faulty_file_is_told_before_anything_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "faulty.tsv"
    path.write_text(HEADER + "q1\thello\tchat\tnone\tnone\n", "utf-8")
    assert main([str(path)]) == 1
    captured = capsys.readouterr()
    assert "faulty.tsv, line 2, column kind" in captured.err
    assert captured.out == ""


def test_an_unknown_locale_is_told(labels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(labels), "--locale", "fr-CA"]) == 1
    assert "choose one of" in capsys.readouterr().err
