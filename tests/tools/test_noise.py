"""Recognition noise is made by sound, grows with its strength, and is the same every time."""

from __future__ import annotations

import pytest

from device.wording import plain
from tools.noise import STRENGTHS, Noise
from tools.phones import ALL, distance, unlikeness

UTTERANCES = (
    "what is cervical insufficiency",
    "what is a cerclage and when do the stitches come out",
    "i'm bleeding heavily and i passed a clot",
    "is progesterone given as a shot",
    "can they see it on the ultrasound",
    "my back hurts and i'm scared of losing the baby",
)


def changed(strength: int) -> int:
    """How many of a few hearings differ from what was said."""
    return sum(Noise(seed).heard(said, strength) != said for seed in range(5) for said in UTTERANCES)


def test_without_noise_nothing_changes() -> None:
    assert changed(0) == 0


def test_stronger_noise_changes_more() -> None:
    counts = [changed(strength) for strength in STRENGTHS]
    assert counts == sorted(counts)
    assert counts[-1] > counts[1] > 0


def test_the_same_seed_hears_the_same_and_another_hears_otherwise() -> None:
    first, again, other = ([Noise(seed).heard(said, 4) for said in UTTERANCES] for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_what_is_heard_is_words() -> None:
    heard = [Noise(seed).heard(said, 5) for seed in range(5) for said in UTTERANCES]
    assert all(text == plain(text) and text for text in heard)


def test_words_that_no_dictionary_has_stay() -> None:
    assert Noise().heard("zzyzzyx qwrtp", 5) == "zzyzzyx qwrtp"


@pytest.mark.parametrize(
    ("near", "far"), [(("P", "B"), ("P", "Z")), (("IY", "IH"), ("IY", "AA")), (("M", "N"), ("M", "IY"))]
)
def test_sounds_made_alike_are_near(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert distance(*near) < distance(*far)


def test_distance_is_symmetric_and_nothing_only_for_the_same() -> None:
    pairs = [(one, other) for one in ALL for other in ALL]
    assert all(distance(one, other) == distance(other, one) for one, other in pairs)
    assert all((distance(one, other) == 0) == (one == other) for one, other in pairs)


def test_words_apart_by_a_sound_are_nearer_than_words_apart_by_all() -> None:
    week, wheat, stitch = ("W", "IY", "K"), ("W", "IY", "T"), ("S", "T", "IH", "CH")
    assert 0 == unlikeness(week, week) < unlikeness(week, wheat) < unlikeness(week, stitch)
