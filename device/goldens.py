"""`make goldens` plays the golden conversations again and rewrites what the guide says. A person reads the diff.

What you say, the comments and the order stay; only the guide's side is rewritten.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from device.skill import speaker
from device.transcript import Exchange, Transcript, exchange, said

GOLDENS = Path(__file__).parents[1] / "tests" / "conversations"
_SAID = re.compile(r"\s*- you:")
_COMMENT = re.compile(r" {0,3}#")
"""Further in, a # is something said."""


class TranscriptError(Exception):
    """A golden conversation can't be read. The text names the file and says what to write."""


def read(path: Path) -> Transcript:
    """A golden from its file. Raises TranscriptError."""
    text = path.read_text("utf-8")
    try:
        # Strings only: "yes" is what somebody says here, not a truth.
        kept = yaml.load(text, yaml.BaseLoader)
        notes = _notes(text)
        exchanges = tuple(_exchange(item, note) for item, note in zip(kept["conversation"], notes[1:], strict=True))
        return Transcript(kept["locale"], exchanges, notes[0])
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        expected = "write `locale:` and `conversation:`, a list of `- you:` with `guide:` and `listening:` below it"
        raise TranscriptError(f"{path.name}: {error}; {expected}") from error


def _exchange(item: dict[str, Any], note: str) -> Exchange:
    """One exchange; a new one may have no more than what you say."""
    return Exchange(
        you=item["you"],
        guide=item.get("guide", ""),
        listening=item.get("listening") == "true",
        slow=item.get("pace") == "slow",
        card=item.get("card"),
        note=note,
    )


def _notes(text: str) -> list[str]:
    """The comments: those that open the file, then those above each exchange."""
    notes: list[list[str]] = [[]]
    waiting: list[str] = []
    for line in text.splitlines():
        if _COMMENT.match(line):
            waiting.append(line.strip())
        elif line.startswith("locale:"):
            notes[0], waiting = waiting, []
        elif _SAID.match(line):
            notes.append(waiting)
            waiting = []
    return ["\n".join(note) for note in notes]


def play(kept: Transcript) -> Transcript:
    """The same conversation as it goes today."""
    device = speaker(kept.locale)
    return replace(kept, exchanges=tuple(
        exchange(old.you, said(device, old.you), note=old.note, card=old.card is not None) for old in kept.exchanges
    ))  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Rewrites the files that differ, and names them."""
    parser = argparse.ArgumentParser(prog="python -m device.goldens", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="all of tests/conversations/, unless named")
    for path in parser.parse_args(arguments).files or sorted(GOLDENS.glob("*.yaml")):
        try:
            written = play(read(path)).written()
        except TranscriptError as error:
            print(error, file=sys.stderr)
            return 1
        if written != path.read_text("utf-8"):
            path.write_text(written, "utf-8")
            print(f"rewritten: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
