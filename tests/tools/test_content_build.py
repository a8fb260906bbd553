"""The one file that the running skill reads, as it comes out of lambda/content/."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from guide.topic import Content
from tools.content import FOLDER, Source, read
from tools.content.__main__ import main
from tools.content.build import built, section_intent


@pytest.fixture(scope="module")
def content(source: Source) -> Content:
    return msgspec.json.decode(built(source), type=Content)


def test_is_what_the_content_gives(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_says_first_that_it_is_generated(source: Source) -> None:
    assert next(iter(json.loads(built(source)))) == "generated"


def test_is_the_same_each_time(source: Source) -> None:
    assert built(source) == built(read())


def test_holds_every_section_in_reading_order(content: Content) -> None:
    assert content.topic.order == list(content.topic.sections)
    assert content.topic.id == "cervical_insufficiency"


def test_says_a_part_in_one_breath(source: Source, content: Content) -> None:
    statements = source.sections["overview"].part[0].statements
    part = content.topic.sections["overview"].parts[0]
    assert part.says == " ".join(statement.says for statement in statements)
    assert part.facts == list(dict.fromkeys(fact for statement in statements for fact in statement.facts))


def test_dates_the_page_for_a_machine(content: Content) -> None:
    assert content.topic.page == {
        "title": "Cervical Insufficiency",
        "publisher": "HealthLink BC",
        "adapted": "2023-01-17",
    }


def test_gives_every_section_and_command_an_intent(content: Content) -> None:
    assert content.intents[section_intent("versus_preterm_labour")] == "versus_preterm_labour"
    assert content.intents["AMAZON.HelpIntent"] == "help"
    assert set(content.intents.values()) == {*content.topic.sections, *content.commands}


def test_names_intents_as_the_platform_does() -> None:
    assert section_intent("stitch_removal") == "StitchRemovalIntent"


def test_expands_commands(content: Content) -> None:
    utterances = content.commands["repeat"]
    assert "repeat that" in utterances
    assert len(utterances) == len(set(utterances))
    assert not any(bracket in utterance for utterance in utterances for bracket in "([<|")


def test_puts_the_default_locale_first(source: Source, content: Content) -> None:
    assert next(iter(content.locales)) == source.default_locale == "en-CA"
    assert content.locales["en-GB"].spelling == {}


def test_splits_what_rules_join(content: Content) -> None:
    alternatives = [families for rule in content.urgent.rules for families in rule.when]
    assert any(len(families) > 1 for families in alternatives)
    assert {family for families in alternatives for family in families} <= content.urgent.families.keys()


def test_lays_phrases_flat(source: Source, content: Content) -> None:
    assert content.phrases["answer.more"] == source.phrases["answer"]["more"]
    assert content.phrases["suggest.sections"].split() == source.phrases["suggest"]["sections"]


def test_splits_neutral_words_each_once(content: Content) -> None:
    assert len(content.topic.neutral) == len(set(content.topic.neutral))
    assert not any(" " in word for word in content.topic.neutral)


def test_writes_the_file_and_lists_near_ties_on_request(
    tmp_path: Path, source: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "content.json"
    assert main(["--ties", "--output", str(output)]) == 0
    assert output.read_text("utf-8") == built(source)
    assert "near tie:" in capsys.readouterr().out


def test_says_how_to_bring_it_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Given a file that was edited by hand
    output = tmp_path / "content.json"
    output.write_text("{}\n")
    # When it is checked
    code = main(["--check", "--output", str(output)])
    # Then the verb that makes it is named, and the file left as it was
    assert code == 1
    assert "make models" in capsys.readouterr().err
    assert output.read_text() == "{}\n"


def test_leaves_the_file_alone_when_the_content_is_faulty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Given content with a mistake
    content = shutil.copytree(FOLDER, tmp_path / "content")
    (content / "phrases.toml").unlink()
    output = tmp_path / "content.json"
    # When it is built
    code = main(["--folder", str(content), "--output", str(output)])
    # Then the mistake is told and nothing written
    assert code == 1
    assert "phrases.toml" in capsys.readouterr().err
    assert not output.exists()
