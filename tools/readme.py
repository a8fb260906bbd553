"""`python -m tools.readme` keeps README.md true: its conversation, and the list of what can be asked.

Both stand between markers. In the conversation, what you say is the author's, what the guide says is played again; the
list has a row for each section. --check says whether that would change anything. All other words are left to people.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from device.skill import speaker
from guide.topic import Content, load

README = Path(__file__).parents[1] / "README.md"
LOCALE = "en-CA"
"""The conversation's. The README is spelled like it, too."""
_YOU, _GUIDE, _BREAK = "> **You:** ", "> **Guide:** ", "\\"


class ReadmeError(Exception):
    """The README lacks a marker or a conversation. The text says what to write."""


def rewritten(text: str, content: Content) -> str:
    """The README with what is generated as it should be. Raises ReadmeError."""
    made: dict[str, Callable[[str], str]] = {
        "conversation": played,
        "what you can ask": lambda _: listed(content),
    }
    for name, make in made.items():
        begin, end = f"<!-- {name}: written by make models -->\n", f"<!-- end of {name} -->"
        found = re.search(f"(?<={re.escape(begin)}).*?(?={re.escape(end)})", text, re.DOTALL)
        if found is None:
            raise ReadmeError(f"README.md lacks a marker; write a line {begin.strip()!r} and below it a line {end!r}.")
        text = text[: found.start()] + make(found[0]) + text[found.end() :]
    return text


def played(block: str) -> str:
    """The conversation with the guide's side as the skill has it now. Raises ReadmeError."""
    said = [line.removeprefix(_YOU).rstrip(_BREAK) for line in block.splitlines() if line.startswith(_YOU)]
    if not said:
        raise ReadmeError(f"README.md's conversation is empty; begin a line with {_YOU!r}, and what is said.")
    device = speaker(LOCALE)
    turns = (f"{_YOU}{you}{_BREAK}\n{_GUIDE}{device.say(you).text}\n" for you in said)
    return ">\n".join(turns)


def listed(content: Content) -> str:
    """A table of the sections in reading order, and a way to ask for each."""
    return "".join(f"{row}\n" for row in _rows(content))


def _rows(content: Content) -> Iterator[str]:
    yield from ("| What you'd like to know | Say, for example |", "|---|---|")
    for id in content.topic.order:
        section = content.topic.sections[id]
        yield f'| {section.title} | "{section.example}" |'


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where a marker is missing, or --check finds the README out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.readme", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the README is out of date")
    parser.add_argument("--readme", type=Path, default=README, help="the file to read and write")
    options = parser.parse_args(arguments)
    text = options.readme.read_text("utf-8")
    try:
        wanted = rewritten(text, load())
    except ReadmeError as error:
        print(error, file=sys.stderr)
        return 1
    if text == wanted:
        return 0
    if options.check:
        print(f"{options.readme.name} isn't what the content gives; run `make models` and commit it.", file=sys.stderr)
        return 1
    options.readme.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
