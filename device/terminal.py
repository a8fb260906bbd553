"""`make talk`: a smart speaker in the terminal. Type what you would say; an empty line is silence, "exit" leaves.

Piped, it plays the lines one after another and ends. How the speaker behaves is left to speaker.py.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

from device.skill import LocaleError, Watch, speaker
from device.speaker import Speaker, Spoken
from device.transcript import SILENCE, Exchange, Transcript, exchange, said, shown

OPENING = "alexa, open cervix guide"
_WORD_SECONDS = 0.36
"""How long a speaker takes for a word."""
_INDENT = " " * 7


class Terminal:
    """Shows a conversation as it goes, and keeps it where asked."""

    def __init__(self, speaker: Speaker, watch: Watch, options: argparse.Namespace) -> None:
        self._speaker = speaker
        self._watch = watch
        self._options = options
        self.kept: list[Exchange] = []

    def converse(self) -> None:
        """From the launch to the end of what is said."""
        self._turn(OPENING)
        for line in _lines():
            self._turn(line)
            if line == "exit":
                break
        self._speaker.leave()

    def _turn(self, you: str) -> None:
        if you == "exit" and not self._speaker.listening:
            return
        if you == OPENING or not sys.stdin.isatty():
            print(f"you:   {you or SILENCE}")
        self._watch.turns.clear()
        spoken = said(self._speaker, you)
        self.kept.append(exchange(you, spoken, card=self._options.screen))
        self._show(spoken)

    def _show(self, spoken: Spoken) -> None:
        if spoken.text:
            self._speak(f"guide: {spoken.text}")
        if self._options.screen and spoken.card:
            hints = [f"[{hint}]" for hint in spoken.hints]
            print(textwrap.indent("\n".join([shown(spoken.card), *hints]), f"{_INDENT}| ", lambda _: True))
        if self._options.explain:
            print(*(f"{_INDENT}{line}" for line in self._watch.explained()), sep="\n")
        pace = "slowly, " if spoken.slow else ""
        print(f"{_INDENT}({pace}{'listening' if spoken.listening else 'closed'})", flush=True)

    def _speak(self, text: str) -> None:
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else len(text) + len(_INDENT)
        for line in textwrap.wrap(text, max(columns - 1, 20), subsequent_indent=_INDENT):
            for word in re.findall(r"\s*\S+", line):
                time.sleep(_WORD_SECONDS if self._options.slow else 0)
                print(word, end="", flush=True)
            print()


def _lines() -> Iterator[str]:
    """What is said, as it comes: typed, or piped."""
    if not sys.stdin.isatty():
        yield from (line.strip() for line in sys.stdin)
        return
    try:
        while True:
            yield input("you:   ").strip()
    except (EOFError, KeyboardInterrupt):
        print()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m device.terminal", description=__doc__)
    parser.add_argument("--locale", default="en-CA", help="where the speaker stands (en-CA)")
    parser.add_argument("--explain", action="store_true", help="say which stage decided, and why")
    parser.add_argument(
        "--screen",
        action="store_true",
        help="a speaker with a screen: show the cards, and in brackets what can be touched",
    )
    parser.add_argument("--slow", action="store_true", help="print at the pace of speech")
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep the conversation as a golden (YAML)")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 for a locale that isn't there."""
    options = _options(arguments)
    watch = Watch()
    try:
        terminal = Terminal(speaker(options.locale, screen=options.screen, watch=watch), watch, options)
    except LocaleError as error:
        print(error, file=sys.stderr)
        return 1
    terminal.converse()
    if options.record:
        note = "# Recorded with `make talk`. Say here what it shows."
        options.record.write_text(Transcript(options.locale, tuple(terminal.kept), note).written(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
