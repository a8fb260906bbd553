"""Labelled files are read as written, or refused with file, line, column and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.topic import load
from tools.labelled import FOLDER, Label, LabelError, read

HEADER = "id\tutterance\tkind\tsection\turgency\talso_ok_urgency\tflags\tcontext\n"
SECTIONS = ("overview", "cerclage")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "labels.tsv"
    path.write_text(text, "utf-8")
    return path


def test_a_line_is_read_with_its_alternatives(tmp_path: Path) -> None:
    row = "q1\twhat is it\tquestion\toverview|none\tnone\tcall_doctor|emergency\tfollow_up,dialect\tcerclage\n"
    assert read(written(tmp_path, HEADER + row), SECTIONS) == [
        Label(
            id="q1",
            utterance="what is it",
            kind="question",
            sections=("overview", "none"),
            urgency="none",
            also_ok=("call_doctor", "emergency"),
            flags=("follow_up", "dialect"),
            context="cerclage",
        )
    ]


def test_optional_columns_may_be_left_out(tmp_path: Path) -> None:
    text = "utterance\tid\tkind\tsection\turgency\nhello\tq1\toff_topic\tnone\tnone\n\n"
    label = read(written(tmp_path, text), SECTIONS)[0]
    assert (label.utterance, label.also_ok, label.flags, label.context) == ("hello", (), (), "")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", r"line 1: the file is empty; write a header"),
        ("id\tutterance\tkind\turgency\n", r"line 1, column section: it is missing; write"),
        (HEADER, r"line 2: no labels"),
        (HEADER + "q1\thello\tchat\tnone\tnone\n", r"line 2, column kind: 'chat' isn't known; write one of question"),
        (HEADER + "q1\thello\tquestion\tovervew\tnone\n", r"line 2, column section: 'overvew' isn't known.*cerclage"),
        (HEADER + "q1\thello\tquestion\tnone\tdire\n", r"line 2, column urgency: 'dire' isn't known"),
        (HEADER + "q1\thello\tquestion\tnone\tnone|emergency\n", r"column urgency: 'none\|emergency' are several"),
        (HEADER + "q1\thello\tquestion\tnone\tnone\tmaybe\n", r"column also_ok_urgency: 'maybe' isn't known"),
        (HEADER + "q1\thello\tquestion\tnone\n", r"line 2: 4 columns, 8 wanted; part them by one tab"),
        (HEADER + "q1\thello\tquestion\tnone\tnone\t\t\t\t\n", r"line 2: 9 columns, 8 wanted"),
        (HEADER + "q1\t \tquestion\tnone\tnone\n", r"line 2, column utterance: it is empty"),
        (
            HEADER + "q1\ta\tquestion\tnone\tnone\nq1\tb\tquestion\tnone\tnone\n",
            r"line 3, column id: 'q1' is used above",
        ),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(LabelError, match=rf"labels\.tsv, {complaint}" if "line" in complaint else complaint):
        read(written(tmp_path, text), SECTIONS)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"nowhere\.tsv"):
        read(tmp_path / "nowhere.tsv", SECTIONS)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.tsv")), ids=lambda path: path.stem)
def test_our_own_files_are_well_formed(path: Path) -> None:
    assert read(path, load().topic.sections)
