"""Talking to the speaker by keyboard and by pipe, with the skill as deployed."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from device.goldens import play, read
from device.terminal import main

Talk = Callable[..., str]


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    def converse(said: str, *options: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(said))
        assert main(list(options)) == 0
        return capsys.readouterr().out

    return converse


def test_piped_words_are_echoed_and_answered(talk: Talk) -> None:
    lines = talk("what is a cerclage\nyes\n").splitlines()
    assert [line for line in lines if line.startswith("you:")] == [
        "you:   alexa, open cervix guide",
        "you:   what is a cerclage",
        "you:   yes",
    ]
    guide = [line for line in lines if line.startswith("guide:")]
    assert "stitches in the cervix" in guide[1]
    assert guide[2] != guide[1]
    assert lines.count("       (listening)") == 3


def test_empty_lines_are_silence(talk: Talk) -> None:
    lines = talk("\n\n").splitlines()
    assert lines.count("you:   (silence)") == 2
    assert lines[-1] == "       (closed)"


def test_exit_says_goodbye_and_leaves(talk: Talk) -> None:
    shown = talk("exit\nwhat is a cerclage\n")
    assert "Goodbye" in shown
    assert "stitches" not in shown


def test_exit_while_closed_just_leaves(talk: Talk) -> None:
    assert talk("stop\nexit\n").count("Goodbye") == 1


def test_explain_names_the_stage_and_the_rule(talk: Talk) -> None:
    shown = talk("i am bleeding heavily\nalexa, open cervix guide\nyes\n", "--explain")
    assert "decided: triage: " in shown
    assert "decided: navigation: yes" in shown


def test_a_screen_shows_the_card_and_slow_speech_is_told(talk: Talk) -> None:
    shown = talk("what is a cerclage\nslower\n", "--screen")
    assert "| Cerclage" in shown
    assert "| [when do the stitches come out]" in shown
    assert "(slowly, listening)" in shown


def test_numbers_are_the_locales(talk: Talk) -> None:
    assert "9-9-9" in talk("", "--locale", "en-GB")


def test_an_unknown_locale_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--locale", "fr-CA"]) == 1
    assert "choose one of en-AU, en-CA" in capsys.readouterr().err


def test_a_recording_plays_again(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "recorded.yaml"
    talk("what are the symptoms\nyes\n\n", "--record", str(path))
    kept = read(path)
    assert [exchange.you for exchange in kept.exchanges] == [
        "alexa, open cervix guide",
        "what are the symptoms",
        "yes",
        "(silence)",
    ]
    assert play(kept) == kept
