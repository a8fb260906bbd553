"""The rivals work, and the comparison counts alike for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.topic import load
from guide.votes import NOT_COVERED, OFF_TOPIC
from tools import compare
from tools.compare import Found, Score, main, samples, score
from tools.content import read as read_content
from tools.labelled import Label
from tools.rivals import Method, Ours, rivals

SAMPLES = {
    "cerclage": ["what is a stitch", "tell me about the stitch"],
    "causes": ["what causes it"],
    "travel": ["can i fly"],
}
HEADER = "id\tutterance\tkind\tsection\turgency\n"


def label(kind: str, *sections: str) -> Label:
    return Label("q1", "said", kind, sections, "none", (), (), "")


@pytest.mark.parametrize("method", rivals(SAMPLES), ids=lambda method: method.name)
def test_rivals_find_the_nearest_sample(method: Method) -> None:
    assert method.best("tell me what a stitch is")[0] == "cerclage"
    assert method.best("so can i fly then")[0] == "travel"
    assert method.best("can i fly")[1] > method.best("can i sing about the moon")[1]
    assert method.best("")[1] == 0


def test_ours_stands_beside_them() -> None:
    assert Ours(load()).best("what is a cerclage") == ("cerclage", 1.0)
    assert Ours(load()).best("") == ("", 0.0)


def test_a_score_below_the_threshold_and_a_gap_refuse() -> None:
    topic = load().topic
    found = [
        Found(label("question", "cerclage"), "cerclage", 0.9),
        Found(label("question", "causes"), "causes", 0.4),
        Found(label("not_covered", "none"), "travel", 0.9),
        Found(label("off_topic", "none"), "causes", 0.4),
    ]
    assert score(found, 0.5, topic) == Score(answered=0.5, declined=1.0, refused=1.0)
    assert score(found, 0.0, topic) == Score(answered=1.0, declined=1.0, refused=0.0)


def test_they_learn_from_all_that_ours_learns_from() -> None:
    content = load()
    ways = samples(read_content(), content.topic)
    assert ways.keys() == {*content.topic.sections, *content.topic.gaps, NOT_COVERED, OFF_TOPIC}
    assert "what is a cerclage" in ways["cerclage"]


def test_a_line_for_each_method_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # given few samples: rivals need long to learn from all of them
    monkeypatch.setattr(compare, "samples", lambda source, topic: SAMPLES)
    path = tmp_path / "labels.tsv"
    rows = ["q1\twhat is a cerclage\tquestion\tcerclage\tnone", "q2\tplay music\toff_topic\tnone\tnone"]
    path.write_text(HEADER + "\n".join(rows), "utf-8")
    assert main([str(path)]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in ("rapidfuzz", "BM25", "char", "ours"))


def test_a_faulty_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere.tsv")]) == 1
    assert "nowhere.tsv" in capsys.readouterr().err
