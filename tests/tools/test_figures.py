"""The figures count what their names say."""

from __future__ import annotations

import pytest

from tools.figures import Figure, Prediction, Result, confusion, coverage, figures, timing
from tools.labelled import Label


def result(
    wanted: str, got: str, *, also_ok: tuple[str, ...] = (), flags: tuple[str, ...] = (), milliseconds: float = 1.0
) -> Result:
    """Wanted and got as "kind section urgency"."""
    kind, sections, urgency = wanted.split()
    label = Label("q1", "said", kind, tuple(sections.split("|")), urgency, also_ok, flags, "")
    return Result(label, Prediction(*got.split()), milliseconds)


def figure(name: str, *results: Result) -> Figure:
    return next(figure for figure in figures(results) if figure.name.startswith(name))


def test_a_section_is_right_by_any_label_and_best_by_the_first() -> None:
    results = [
        result("question causes|none none", "question causes none"),
        result("question causes|none none", "not_covered none none"),
        result("question causes none", "question names none"),
    ]
    assert figure("questions: section, any", *results) == Figure("questions: section, any label", 2, 3)
    assert figure("questions: section, first", *results).hits == 1
    assert figure("questions: abstained", *results).hits == 1


def test_an_emergency_taken_for_a_report_is_urgent_but_not_at_its_level() -> None:
    results = [
        result("emergency when_to_call emergency", "symptom_report when_to_call call_doctor", also_ok=("call_doctor",)),
        result("emergency when_to_call emergency", "emergency when_to_call emergency"),
        result("emergency when_to_call emergency", "question causes none"),
    ]
    assert figure("emergency: heard as emergency", *results).hits == 1
    assert figure("emergency: heard as emergency, or", *results).hits == 2
    assert figure("emergency: heard as urgent at all", *results).hits == 2


def test_a_false_alarm_may_be_a_mere_prompt_and_may_be_accepted() -> None:
    results = [
        result("question causes none", "symptom_report when_to_call call_doctor", flags=("tricky_negative",)),
        result("question causes none", "question causes call_doctor"),
        result("question causes none", "question causes call_doctor", also_ok=("call_doctor",)),
        result("question causes none", "question causes none"),
    ]
    assert figure("false alarms: of all", *results) == Figure("false alarms: of all that isn't urgent", 2, 4)
    assert figure("false alarms: only a prompt", *results).hits == 1
    assert figure("false alarms: of the tricky", *results) == Figure("false alarms: of the tricky negatives", 1, 1)


def test_what_is_not_covered_may_be_declined_in_three_ways() -> None:
    results = [
        result("not_covered none none", "not_covered none none"),
        result("not_covered none none", "off_topic none none"),
        result("not_covered none|cerclage none", "question cerclage none"),
        result("not_covered none none", "question cerclage none"),
    ]
    assert figure("not covered: declined", *results).hits == 1
    assert figure("not covered: that, refused", *results).hits == 2
    assert figure("not covered: that, or a section", *results).hits == 3
    assert figure("all: right", *results).hits == 3


def test_off_topic_is_refused_only_without_an_alarm() -> None:
    results = [
        result("off_topic none none", "not_understood none none"),
        result("off_topic none none", "emergency when_to_call emergency"),
    ]
    assert figure("off topic", *results).hits == 1


def test_nothing_counted_is_no_rate() -> None:
    empty = figure("navigation", result("question causes none", "question causes none"))
    assert (empty.of, empty.rate) == (0, 0.0)
    assert "-" in str(empty)


def test_the_confusion_counts_an_accepted_alternative_as_right() -> None:
    counts = confusion(
        [
            result("question causes|names none", "question names none"),
            result("question causes none", "question names none"),
            result("emergency none emergency", "symptom_report when_to_call call_doctor"),
        ]
    )
    assert counts == {("names", "names"): 1, ("causes", "names"): 1, ("emergency", "call_doctor"): 1}


def test_coverage_is_by_the_section_wanted_first() -> None:
    results = [
        result("question causes|names none", "question names none"),
        result("question causes none", "question names none"),
        result("emergency none emergency", "emergency when_to_call emergency"),
    ]
    assert coverage(results) == [Figure("causes", 1, 2)]


def test_times_are_a_median_and_a_tail() -> None:
    results = [result("question causes none", "question causes none", milliseconds=float(ms)) for ms in range(1, 101)]
    assert timing(results) == pytest.approx((50.5, 99.01))
    assert timing(results[:1]) == (1.0, 1.0)
    assert timing([]) == (0.0, 0.0)
