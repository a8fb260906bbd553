"""Breaks a copy of the content, for tests that see what its author is told.

All cases of a table are broken at once and read once, so that the tests also see that nothing hides behind another
problem, and that nothing is told which isn't wrong.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.content import FOLDER, ContentError, read

TOPIC = "cervical_insufficiency"
START = r"\A"
END = r"\Z"
ASK = r"\nask = \["


@dataclass(frozen=True)
class Break:
    """One thing done to the content, and what must be told."""

    what: str
    file: str
    """Without ".toml"."""
    find: str
    """A regular expression."""
    write: str
    """Instead of what is found."""
    told: str = ""
    """Part of the message; empty where the case only prepares another."""
    shown: bool = True
    """Whether what the message quotes stands on the line that it names."""
    at: str = ""
    """The file that is named, if another."""


def section(file: str) -> str:
    return f"{TOPIC}/{file}"


def asking(template: str) -> str:
    return f'\nask = [\n  "{template}",'


def part(words: int, facts: str = "") -> str:
    source = f"facts = {facts}" if facts else 'ours = "a test"'
    return f'\n[[part]]\nstatements = [{{ says = "{" ".join(["word"] * words)}", {source} }}]\n'


def added(table: str, **fields: str | list[str]) -> str:
    return f"\n[[{table}]]\n" + "".join(f"{name} = {value!r}\n" for name, value in fields.items())


QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True)
class Told:
    """What read() says of broken content."""

    folder: Path
    lines: list[str]

    def of(self, case: Break) -> list[str]:
        return [line for line in self.lines if line.startswith(f"{case.at or case.file}.toml") and case.told in line]


def told(folder: Path, cases: list[Break]) -> Told:
    shutil.copytree(FOLDER, folder / "content")
    for case in cases:
        file = folder / "content" / f"{case.file}.toml"
        text, count = re.subn(case.find, case.write, file.read_text("utf-8") if file.exists() else "", count=1)
        assert count == 1, f"the case '{case.what}' no longer finds its place in {case.file}.toml"
        file.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read(folder / "content")
    return Told(folder / "content", str(caught.value).splitlines()[1:])


def named(cases: list[Break]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.what) for case in cases if case.told])


def assert_told(case: Break, told: Told) -> None:
    assert told.of(case), f"nothing told in {case.file}.toml has {case.told!r}"
    quoted = QUOTED.search(case.told)
    if case.shown and quoted:
        text = (told.folder / f"{case.file}.toml").read_text("utf-8").splitlines()
        numbers = [int(line.split(":")[1]) for line in told.of(case)]
        assert any(quoted[1] in text[number - 1] for number in numbers), f"lines {numbers} don't show {quoted[0]}"


def assert_nothing_else_told(cases: list[Break], told: Told) -> None:
    expected = {line for case in cases if case.told for line in told.of(case)}
    assert [line for line in told.lines if line not in expected] == []
