"""Labelled utterances: what people say, and what should come of it.

A file is tab separated with a header. `section` and `also_ok_urgency` may hold alternatives, the best first:
`causes|none`. The optional `context` is a section id that was heard before, or what was said before. Measuring is left
to evaluate.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "tests" / "labelled"
LEARNED, HELD_OUT = FOLDER / "learned", FOLDER / "held_out"
"""What the matching learns from, and what is only ever measured."""
NONE = "none"
KINDS = ("question", "not_covered", "symptom_report", "emergency", "off_topic", "navigation")
URGENCIES = (NONE, "call_doctor", "emergency")
REQUIRED = ("id", "utterance", "kind", "section", "urgency")
OPTIONAL = ("also_ok_urgency", "flags", "context")


def measured() -> list[Path]:
    """The files to measure on, unless others are named."""
    return sorted(HELD_OUT.glob("*.tsv"))


class LabelError(Exception):
    """A labelled file says what can't be read. The text names file, line and column, and what to write."""


@dataclass(frozen=True, slots=True)
class Label:
    """One utterance, and what should come of it."""

    id: str
    utterance: str
    kind: str
    sections: tuple[str, ...]
    """Section ids or "none", the best first."""
    urgency: str
    also_ok: tuple[str, ...]
    """Urgencies that are as good."""
    flags: tuple[str, ...]
    context: str

    @property
    def urgencies(self) -> tuple[str, ...]:
        """Every urgency that is right."""
        return (self.urgency, *self.also_ok)


def read(path: Path, sections: Collection[str]) -> list[Label]:
    """The labels of a file. Raises LabelError, also where the file can't be opened."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LabelError(f"{path}: {error}; give a UTF-8 file of tab separated labels") from error
    if not lines:
        raise LabelError(f"{path}, line 1: the file is empty; write a header: {', '.join(REQUIRED)}")
    columns = _columns(path, lines[0])
    labels: list[Label] = []
    ids: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            labels.append(_label(f"{path}, line {number}", columns, line, sections))
            _check_id(f"{path}, line {number}", labels[-1].id, ids)
    if not labels:
        raise LabelError(f"{path}, line 2: no labels below the header; write one a line")
    return labels


def _columns(path: Path, header: str) -> list[str]:
    columns = header.split("\t")
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        where = f"{path}, line 1, column {missing[0]}: it is missing"
        raise LabelError(f"{where}; write a header with {', '.join(REQUIRED)}, parted by tabs")
    return columns


def _label(place: str, columns: list[str], line: str, sections: Collection[str]) -> Label:
    cells = line.split("\t")
    if len(cells) > len(columns) or len(cells) < len(REQUIRED):
        raise LabelError(f"{place}: {len(cells)} columns, {len(columns)} wanted; part them by one tab each")
    row = dict(zip(columns, [*(cell.strip() for cell in cells), *[""] * len(columns)], strict=False))
    for column, wanted in (("id", "an id"), ("utterance", "what is said")):
        if not row[column]:
            raise LabelError(f"{place}, column {column}: it is empty; write {wanted}")
    return Label(
        id=row["id"],
        utterance=row["utterance"],
        kind=_known(place, "kind", row, KINDS)[0],
        sections=_known(place, "section", row, (*sections, NONE)),
        urgency=_known(place, "urgency", row, URGENCIES)[0],
        also_ok=_known(place, "also_ok_urgency", row, URGENCIES) if row.get("also_ok_urgency") else (),
        flags=tuple(filter(None, row.get("flags", "").split(","))),
        context=row.get("context", ""),
    )


def _known(place: str, column: str, row: Mapping[str, str], known: Collection[str]) -> tuple[str, ...]:
    """The cell's alternatives. Only sections and accepted urgencies may have more than one."""
    values = tuple(value.strip() for value in row[column].split("|"))
    if column in ("kind", "urgency") and len(values) > 1:
        raise LabelError(f"{place}, column {column}: {row[column]!r} are several; write one of {', '.join(known)}")
    for value in values:
        if value not in known:
            raise LabelError(f"{place}, column {column}: {value!r} isn't known; write one of {', '.join(known)}")
    return values


def _check_id(place: str, id: str, ids: set[str]) -> None:
    if id in ids:
        raise LabelError(f"{place}, column id: {id!r} is used above; give each line its own id")
    ids.add(id)
