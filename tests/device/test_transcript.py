"""Transcripts survive writing and reading, whatever is said in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.goldens import TranscriptError, main, read
from device.transcript import SILENCE, Exchange, Transcript

WORDS = st.text(st.sampled_from("aàyesno' \"\\:#-?!.{}[]&*"), min_size=1, max_size=30).map(str.strip).filter(bool)
SENTENCES = st.text(st.sampled_from("abc :#'\"-?.!&"), max_size=40).map(lambda text: " ".join(text.split()))
EXCHANGES = st.builds(
    Exchange,
    you=WORDS,
    guide=SENTENCES,
    listening=st.booleans(),
    slow=st.booleans(),
    card=st.none() | st.just("Title\nFirst.\n\nSecond."),
    note=st.sampled_from(["", "# why this", "# why\n# this"]),
)
TRANSCRIPTS = st.builds(
    Transcript,
    locale=st.just("en-CA"),
    exchanges=st.lists(EXCHANGES, max_size=4).map(tuple),
    note=st.just("# Shows it."),
)


@given(kept=TRANSCRIPTS.filter(lambda transcript: transcript.exchanges))
def test_what_is_written_is_read_again(kept: Transcript, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("golden") / "kept.yaml"
    path.write_text(kept.written(), "utf-8")
    assert read(path) == kept


def test_yes_is_a_word_and_a_sentence_is_a_line() -> None:
    kept = Transcript(
        "en-CA", (Exchange("yes", "One. Two?", listening=True), Exchange(SILENCE, "", listening=False)), "# Why."
    )
    assert kept.written() == (
        "# Why.\nlocale: en-CA\nconversation:\n"
        "  - you: yes\n    guide: >-\n      One.\n      Two?\n    listening: true\n"
        '  - you: "(silence)"\n    guide: ""\n    listening: false\n'
    )


@pytest.mark.parametrize(
    "text", ["", "locale: en-CA\n", "conversation: [\n", "locale: en-CA\nconversation:\n  - guide: Hello.\n"]
)
def test_an_unreadable_file_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(TranscriptError, match=r"(?s)broken\.yaml: .*write `locale:`"):
        read(path)


def test_goldens_fills_in_what_the_guide_says_and_keeps_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(
        "# Shows help.\nlocale: en-CA\nconversation:\n  # lost\n  - you: alexa, ask cervix guide for help\n    card:\n",
        "utf-8",
    )
    assert main([str(path)]) == 0
    filled = read(path)
    exchange = filled.exchanges[0]
    assert (filled.note, exchange.note, exchange.you) == ("# Shows help.", "# lost", "alexa, ask cervix guide for help")
    assert exchange.guide.endswith("?")
    assert exchange.listening
    assert exchange.card
    assert "rewritten: new.yaml" in capsys.readouterr().out
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_goldens_tells_an_author_of_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("locale: en-CA\n", "utf-8")
    assert main([str(path)]) == 1
    assert "broken.yaml" in capsys.readouterr().err
