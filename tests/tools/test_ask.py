"""`make ask` hands its words on, and keeps Alexa's command line from reporting on its user."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import ask, npm


def test_words_and_outcome_are_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # given a command line that says what it was told
    script = tmp_path / ".bin" / "ask"
    script.parent.mkdir()
    script.write_text('#!/bin/sh\necho "$@; share: $ASK_SHARE_USAGE"\nexit 3\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(npm, "installed", lambda name: tmp_path)
    # then
    assert ask.main(["smapi", "delete-skill"]) == 3
    assert capfd.readouterr().out == "smapi delete-skill; share: false\n"


def test_without_npm_that_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing(name: str) -> Path:
        raise npm.NpmUnavailableError(f"npm isn't installed, so {name} can't be fetched")

    monkeypatch.setattr(npm, "installed", missing)
    assert ask.main(["configure"]) == 1
    assert capsys.readouterr().err == "npm isn't installed, so ask-cli can't be fetched\n"
