"""What is wrong in a content file, told to its author: which file, which line, which field, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

Step = str | int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right."""

    file: str
    """Path below lambda/content/."""
    path: tuple[Step, ...]
    """Where in the file: ("part", 0, "statements", 1, "facts")."""
    wrong: str
    instead: str
    """What to write, or to do."""
    quote: str = ""
    """Words of the file that help to find the line."""

    @property
    def field(self) -> str:
        """The path as people count: part 1, statements 2, facts."""
        return " ".join(f"{step + 1}," if isinstance(step, int) else f"{step}" for step in self.path).rstrip(",")

    def told(self, texts: Mapping[str, str]) -> str:
        """One line for the author; texts are the files' own."""
        line = line_of(texts.get(self.file, ""), self.path, self.quote)
        place = f"{self.file}:{line}" if line else self.file
        return f"{place}: {self.field + ': ' if self.path else ''}{self.wrong}; {self.instead}"


class ContentError(Exception):
    """A content file says what it may not. The text names every problem of every file."""

    def __init__(self, problems: Iterable[Problem], texts: Mapping[str, str]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        heading = f"{count} problem{'s' if count > 1 else ''} in lambda/content/:"
        super().__init__("\n".join([heading, *(problem.told(texts) for problem in self.problems)]))


def line_of(text: str, path: Iterable[Step], quote: str = "") -> int:
    """The line, counted from 1, where path leads; 0 for none. As near as it can be without a parser of our own."""
    lines = text.splitlines()
    at = -1
    for step, following in pairwise([*path, ""]):
        if isinstance(step, str):
            table = _table(lines, step, following if isinstance(following, int) else 0, at)
            key = _key(lines, step, at)
            candidates = (table, key) if at < 0 else (key, table)
            at = next((line for line in candidates if line is not None), at)
    if quote:
        at = next((i for i in range(max(at, 0), len(lines)) if quote in lines[i]), at)
    return at + 1


def _is_header(line: str, name: str) -> bool:
    return re.match(rf"\[\[?(?:[\w-]+\.)*{re.escape(name)}\]", line.strip()) is not None


def _table(lines: list[str], name: str, nth: int, after: int) -> int | None:
    found = [i for i, line in enumerate(lines) if i > after and _is_header(line, name)]
    return found[nth] if nth < len(found) else None


def _key(lines: list[str], name: str, after: int) -> int | None:
    """The line of a key, no further than the next table."""
    key = re.compile(rf'(?:^|[{{,]\s*)"?{re.escape(name)}"?\s*=')
    for i in range(after + 1, len(lines)):
        if key.search(lines[i]):
            return i
        if lines[i].startswith("["):
            return None
    return None
