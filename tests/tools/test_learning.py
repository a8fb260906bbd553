"""The votes are learned from examples alone, and the file says which."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from guide.votes import OFF_TOPIC, Learned
from tools import learning
from tools.content import ContentError, Source
from tools.learning import Example, digest_of, learn, main

HEADER = "id\tutterance\tkind\tsection\turgency\talso_ok_urgency\tflags\n"
ROWS = (
    "a1\twhat holds the sails\tquestion\tcerclage|treatment\tnone\t\t",
    "a2\tsing of the seven seas\toff_topic\tnone\tnone\t\t",
    "a3\tsing of the seven winds\toff_topic\tnone\tnone\t\t",
    "a4\tthere are storms in my belly\tsymptom_report\twhen_to_call\tcall_doctor\t\t",
)
Learn = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Labelled utterances as the project keeps them, but few."""
    for name in ("learned", "held_out"):
        (tmp_path / "labelled" / name).mkdir(parents=True)
    write(tmp_path, "learned", *ROWS)
    return tmp_path


@pytest.fixture
def run(folder: Path, source: Source, monkeypatch: pytest.MonkeyPatch) -> Learn:
    """Learns from little, into a file of its own."""
    few = {name: phrases[:2] for name, phrases in source.samples.items()}
    small = replace(source, samples=few, gap_samples={}, command_samples={})
    monkeypatch.setattr(learning, "read", lambda: small)
    monkeypatch.setattr(learning, "LEARNED", folder / "labelled" / "learned")
    return lambda *options: main([*options, "--output", str(folder / "votes.json")])


def write(folder: Path, group: str, *rows: str) -> None:
    text = HEADER + "\n".join(rows) + "\n"
    (folder / "labelled" / group / "questions.tsv").write_text(text, "utf-8")


def learned(folder: Path) -> Learned:
    return msgspec.json.decode((folder / "votes.json").read_bytes(), type=Learned)


def example(candidate: str, *features: str, counts: float = 1.0) -> Example:
    return Example(candidate, features, counts)


EXAMPLES = [
    *[example("cerclage", "idea:stitch", "word:what")] * 3,
    *[example("causes", "idea:cause", "word:what")] * 3,
    *[example(OFF_TOPIC, "word:music", "word:what")] * 3,
    example("causes", "word:once"),
]


@pytest.mark.parametrize(
    ("feature", "candidate"), [("idea:stitch", "cerclage"), ("idea:cause", "causes"), ("word:music", OFF_TOPIC)]
)
def test_what_was_seen_with_a_candidate_votes_for_it(feature: str, candidate: str) -> None:
    share = learn(EXAMPLES).share([feature])
    assert max(share, key=lambda name: share[name]) == candidate


def test_what_all_say_and_what_was_said_once_has_little_voice() -> None:
    votes = learn(EXAMPLES)
    assert "word:once" not in votes.votes
    assert votes.share(["idea:stitch", "word:what"])["cerclage"] > 0.5


def test_an_example_that_counts_more_weighs_more() -> None:
    # given a word that is said of two
    both = [example("cerclage", "idea:it"), example("causes", "idea:it", counts=0.1), example(OFF_TOPIC, "idea:song")]
    # when
    share = learn(both).share(["idea:it"])
    # then
    assert share["cerclage"] > share["causes"]


@pytest.mark.parametrize(
    "changed",
    [
        [*EXAMPLES, example("causes", "idea:cause")],
        EXAMPLES[1:],
        [example("causes", "idea:stitch", "word:what"), *EXAMPLES[1:]],
        [example("cerclage", "idea:stitch", "word:why"), *EXAMPLES[1:]],
        [example("cerclage", "idea:stitch", "word:what", counts=0.5), *EXAMPLES[1:]],
    ],
    ids=["one more", "one less", "another candidate", "other words", "another weight"],
)
def test_the_digest_changes_with_any_example(changed: list[Example]) -> None:
    assert digest_of([changed]) != digest_of([EXAMPLES])
    assert digest_of([list(EXAMPLES)]) == digest_of([EXAMPLES])


def test_ask_lines_and_utterances_are_learned(run: Learn, folder: Path) -> None:
    assert run() == 0
    votes = learned(folder)
    share = votes.sections.share(["word:sing", "pair:^ sing", "pair:seven winds"])
    assert max(share, key=lambda name: share[name]) == OFF_TOPIC
    assert set(votes.urgency.candidates) == {"NONE", "CALL_DOCTOR", "EMERGENCY"}


def test_what_is_up_to_date_is_left_as_it_is(run: Learn, folder: Path) -> None:
    # given a learned file whose votes somebody can tell from newly learned ones
    assert run() == 0
    path = folder / "votes.json"
    kept = {**json.loads(path.read_text("utf-8")), "sections": {}}
    path.write_text(json.dumps(kept), "utf-8")
    # when it is checked, and learned again
    codes = run("--check"), run()
    # then
    assert codes == (0, 0)
    assert json.loads(path.read_text("utf-8")) == kept


def test_stale_votes_are_told_with_the_verb_that_mends_them(
    run: Learn, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # given votes, and then one more utterance
    assert run() == 0
    before = (folder / "votes.json").read_bytes()
    write(folder, "learned", *ROWS, "a5\twhat is a reef knot\tnot_covered\tnone\tnone\t\t")
    # when
    code = run("--check")
    # then it fails and changes nothing
    assert code == 1
    assert "make models" in capsys.readouterr().err
    assert (folder / "votes.json").read_bytes() == before
    # and learning again mends it
    assert (run(), run("--check")) == (0, 0)


def test_votes_that_are_missing_are_told(run: Learn, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--check") == 1
    assert "make models" in capsys.readouterr().err
    assert not (folder / "votes.json").exists()


def test_held_out_utterances_are_never_learned(run: Learn, folder: Path) -> None:
    # given votes
    assert run() == 0
    # when utterances are held out that would be noticed, were they only read
    write(folder, "held_out", *["b1\tzanzibar zanzibar\toff_topic\tnone\tnone\t\t"] * 3, "not even a row")
    # then the votes are still up to date
    assert run("--check") == 0
    assert "zanzibar" not in (folder / "votes.json").read_text("utf-8")


def test_held_out_files_lie_beside_what_is_learned_not_in_it() -> None:
    labelled = learning.LEARNED.parent
    assert list(learning.LEARNED.glob("*.tsv"))
    assert not [path for path in learning.LEARNED.rglob("*") if "held_out" in path.name]
    assert list((labelled / "held_out").glob("*.tsv"))


def test_faulty_content_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Source:
        raise ContentError([], {})

    monkeypatch.setattr(learning, "read", broken)
    assert main(["--check"]) == 1
    assert capsys.readouterr().err
