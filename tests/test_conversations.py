"""The golden conversations, played through the deployed handler. A changed word is a reader's decision, never a fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from device.goldens import GOLDENS, play, read
from guide.topic import load

FILES = sorted(GOLDENS.glob("*.yaml"))
KEPT = {path.stem: read(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_guide_says_what_is_kept(path: Path) -> None:
    kept = KEPT[path.stem]
    for was, now in zip(kept.exchanges, play(kept).exchanges, strict=True):
        assert now == was, (
            f"{path.name}, after {was.you!r}: if the new words are right, run `make goldens` and read the diff; "
            "if not, the content or the code changed what it shouldn't."
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_says_what_it_shows_and_is_written_as_goldens_writes_it(path: Path) -> None:
    kept = KEPT[path.stem]
    assert kept.note.startswith("# "), f"{path.name}: begin with a comment that says what it shows."
    assert path.read_text("utf-8") == kept.written(), f"{path.name}: run `make goldens`; it lays files out alike."


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 25
    assert all(1 <= len(kept.exchanges) <= 8 for kept in KEPT.values()), "a golden is short enough to read aloud"


def test_urgent_ones_in_every_locale_close() -> None:
    crisis = {locale: place.crisis for locale, place in load().locales.items()}
    heard = {
        locale: [
            said.guide
            for kept in KEPT.values()
            if kept.locale == locale
            for said in kept.exchanges
            if not said.listening
        ]
        for locale in crisis
    }
    missing = [locale for locale, guides in heard.items() if not any(crisis[locale] in guide for guide in guides)]
    assert not missing, f"add a golden with the self-harm turn of {missing}"
