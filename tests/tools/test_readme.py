"""What the README promises is what the skill does. The store page's texts are left to the certification check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from device.skill import Watch, speaker
from guide.reply import Answer
from guide.topic import load
from tools.readme import README, ReadmeError, listed, main, played, rewritten

TEXT = README.read_text("utf-8")
LISTED = re.findall(r'^\| .* \| "(.+)" \|$', listed(load()), re.MULTILINE)
SKILL: dict[str, Any] = json.loads(README.with_name("skill.json").read_text("utf-8"))["manifest"]
STORE_PAGES = SKILL["publishingInformation"]["locales"]


def answered(locale: str, utterance: str) -> str:
    """The section that answers in a session of its own; empty for none."""
    watch = Watch()
    speaker(locale, watch=watch).say(utterance)
    reply = watch.outcome.reply if watch.outcome else None
    return reply.section if isinstance(reply, Answer) else ""


def test_the_readme_is_up_to_date() -> None:
    assert rewritten(TEXT, load()) == TEXT, "run `make models` and commit README.md"


def test_every_section_has_a_row_and_its_phrase_reaches_it() -> None:
    assert [answered("en-CA", phrase) for phrase in LISTED] == load().topic.order


def test_the_guides_side_of_a_conversation_is_played_again() -> None:
    block = "> **You:** what is a cerclage\\\n> **Guide:** Something nobody says any more.\n"
    again = played(block)
    assert again.startswith("> **You:** what is a cerclage\\\n> **Guide:** A cerclage is ")
    assert "nobody" not in again
    assert played(again) == again


def test_the_readmes_conversation_is_six_lines_with_one_urgent_exchange() -> None:
    block = TEXT.partition("<!-- conversation")[2].partition("<!-- end of conversation")[0]
    lines = re.findall(r"^> \*\*\w+:\*\* (.*)", block, re.MULTILINE)
    calls = [line for line in lines if line.startswith("Call ")]
    assert (len(lines), len(calls)) == (6, 1)


@pytest.mark.parametrize("lost", ["<!-- conversation: written by make models -->", "<!-- end of what you can ask -->"])
def test_a_lost_marker_is_named(lost: str) -> None:
    with pytest.raises(ReadmeError, match=re.escape(lost)):
        rewritten(TEXT.replace(lost, ""), load())


def test_a_conversation_without_a_word_says_what_to_write() -> None:
    with pytest.raises(ReadmeError, match="begin a line with"):
        played("> Hello\n")


def test_check_finds_what_is_out_of_date_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Given a README whose list lacks a row
    stale = TEXT.replace(next(line for line in TEXT.splitlines(keepends=True) if '"what is a cerclage"' in line), "")
    readme = tmp_path / "README.md"
    readme.write_text(stale, "utf-8")
    # When it is checked, it says what to run
    assert main(["--check", "--readme", str(readme)]) == 1
    assert "make models" in capsys.readouterr().err
    assert readme.read_text("utf-8") == stale
    # And when it is written, it is up to date
    assert main(["--readme", str(readme)]) == 0
    assert main(["--check", "--readme", str(readme)]) == 0
    assert readme.read_text("utf-8") == TEXT


def test_a_lost_marker_stops_the_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Nothing generated here\n", "utf-8")
    assert main(["--readme", str(readme)]) == 1
    assert "marker" in capsys.readouterr().err


@pytest.mark.parametrize("locale", load().locales)
def test_the_store_page_names_the_locales_own_emergency_number(locale: str) -> None:
    number = load().locales[locale].emergency.replace("-", "")
    assert f"call {number} " in STORE_PAGES[locale]["description"]
