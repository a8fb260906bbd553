"""`python -m tools.learning` learns the votes and writes lambda/votes.json; --check says if they are stale.

It learns from the ask lines of the content, the examples of urgent.toml and the labelled utterances in
tests/labelled/learned/; those in held_out/ are only ever measured. A linear model (logistic regression): each idea,
word and pair of words gets one number a candidate. Votes that hardly count are left out, the rest rounded. That the
file belongs to its inputs is checked by a digest, not by learning again: the last decimals differ between machines.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec

from guide.matching import Matcher
from guide.topic import FOLDER, Topic
from guide.triage import Level, Triage
from guide.votes import NOT_COVERED, OFF_TOPIC, Learned, Votes
from tools.content import ContentError, Source, read
from tools.content.build import topic_of, urgent_of

Row: TypeAlias = dict[str, str]
LEARNED = Path(__file__).parent.parent / "tests" / "labelled" / "learned"
_STRENGTH = 8.0
"""How little the model is held back (the C of logistic regression), by the held-out set."""
_SEEN_AT_LEAST = 2
"""Words and pairs seen less often get no vote."""
_ASK_LINES_SECTION, _ASK_LINES_GAP, _ASK_LINE = 60.0, 20.0, 1.0
"""What all ask lines of a section, of a gap, and one of them count, against 1 for an utterance."""
_SECOND_CHOICE = 0.3
"""What a label counts that is acceptable, and not the best."""
_SMALL = 0.08
"""Votes smaller than this are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One way of saying something."""

    candidate: str
    features: tuple[str, ...]
    counts: float


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where the content is faulty, or --check finds the votes out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.learning", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the votes are out of date")
    parser.add_argument("--output", type=Path, default=Path(FOLDER) / "votes.json", help="the file to write")
    options = parser.parse_args(arguments)
    try:
        lessons = _lessons(read())
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    digest = digest_of(lessons)
    if _learned_from(options.output) == digest:
        return 0
    if options.check:
        print("votes.json was learned from other examples; run `make models` and commit it.", file=sys.stderr)
        return 1
    sections, urgency = (learn(examples) for examples in lessons)
    options.output.write_text(_text(Learned(digest, sections, urgency)), "utf-8")
    return 0


def _learned_from(path: Path) -> str:
    """The digest in a file of votes; empty for one that is missing or can't be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Learned).learned_from
    except (OSError, msgspec.DecodeError):
        return ""


def learn(examples: list[Example]) -> Votes:
    """The votes that tell the examples' candidates apart best."""
    # Only here: learning is rare, and nothing else needs them.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(feature for example in examples for feature in example.features)
    kept = [[f for f in e.features if not _rare(f, seen[f])] for e in examples]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(features, 1.0) for features in kept])
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(table, [e.candidate for e in examples], sample_weight=[e.counts for e in examples])
    votes = {
        str(feature): " ".join(
            f"{n} {round(float(vote) * 100)}" for n, vote in enumerate(column) if abs(vote) >= _SMALL
        )
        for feature, column in zip(vectorizer.get_feature_names_out(), model.coef_.T, strict=True)
    }
    return Votes(
        candidates=[str(name) for name in model.classes_],
        bias=[round(float(bias) * 100) for bias in model.intercept_],
        votes={feature: cast for feature, cast in votes.items() if cast},
    )


def digest_of(lessons: Iterable[list[Example]]) -> str:
    """Changes whenever an example or a setting does."""
    whole = [[(e.candidate, e.features, round(e.counts, 6)) for e in examples] for examples in lessons]
    settings = (_STRENGTH, _SEEN_AT_LEAST, _SMALL)
    return hashlib.sha256(repr((settings, whole)).encode()).hexdigest()[:16]


def _rare(feature: str, seen: int) -> bool:
    return feature.startswith(("word:", "pair:")) and seen < _SEEN_AT_LEAST


def _lessons(source: Source) -> tuple[list[Example], list[Example]]:
    """What to learn for the matching, and for the triage."""
    topic = topic_of(source)
    labelled = [row for path in sorted(LEARNED.glob("*.tsv")) for row in _rows(path)]
    return list(_section_lessons(source, topic, labelled)), list(_urgency_lessons(source, labelled))


def _section_lessons(source: Source, topic: Topic, labelled: Iterable[Row]) -> Iterator[Example]:
    matcher = Matcher(topic, Votes())
    for asks, whole in ((source.samples, _ASK_LINES_SECTION), (source.gap_samples, _ASK_LINES_GAP)):
        for target, samples in asks.items():
            candidate = target if target in topic.sections else NOT_COVERED
            for sample in samples:
                yield Example(candidate, _sorted(matcher.features(sample)), min(_ASK_LINE, whole / len(samples)))
    for row in labelled:
        for place, candidate in enumerate(_candidates(row)):
            features = _sorted(matcher.features(row["utterance"]))
            yield Example(candidate, features, _SECOND_CHOICE if place else 1.0)


def _urgency_lessons(source: Source, labelled: Iterable[Row]) -> Iterator[Example]:
    triage = Triage(urgent_of(source.urgent), Votes())
    texts = [(row["utterance"], row["urgency"]) for row in labelled]
    for rule in source.urgent.rule:
        level = min(Level[rule.level.upper()], Level.EMERGENCY).name
        texts += [(text, level) for text in rule.fires] + [(text, "none") for text in rule.quiet]
    texts += [(text, "none") for samples in source.command_samples.values() for text in samples]
    for text, level in texts:
        yield Example(level.upper(), _sorted(triage.features(text)), 1.0)
    for samples in (*source.samples.values(), *source.gap_samples.values()):
        counts = min(_ASK_LINE, _ASK_LINES_SECTION / len(samples))
        yield from (Example(Level.NONE.name, _sorted(triage.features(sample)), counts) for sample in samples)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _candidates(row: Row) -> list[str]:
    """What an utterance is an example of, the best first; nothing for reports and navigation."""
    match row["kind"]:
        case "question":
            return [NOT_COVERED if section == "none" else section for section in row["section"].split("|")]
        case "not_covered":
            return [NOT_COVERED]
        case "off_topic":
            return [OFF_TOPIC]
        case _:
            return []


def _sorted(features: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(features))


def _text(learned: Learned) -> str:
    """JSON with one line a feature, so that a change can be read."""
    parts = {name: _table(getattr(learned, name)) for name in ("sections", "urgency")}
    notice = "by make models from the ask lines and tests/labelled/learned; do not edit"
    head = {"generated": notice, "learned_from": learned.learned_from}
    tables = "".join(f',\n "{name}": {table}' for name, table in parts.items())
    return json.dumps(head, indent=1)[:-2] + tables + "\n}\n"


def _table(votes: Votes) -> str:
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(cast)}" for name, cast in sorted(votes.votes.items()))
    head = f'"candidates": {json.dumps(votes.candidates)},\n "bias": {json.dumps(votes.bias)}'
    return f'{{{head},\n "votes": {{\n{lines}\n }}}}'


if __name__ == "__main__":
    sys.exit(main())
