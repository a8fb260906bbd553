"""The evaluation in plain text: what is printed, and the predictions file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tools.chart import CURVES, along
from tools.figures import Figure, Result, coverage, figures, timing
from tools.labelled import KINDS

_COLUMNS = ("id", "kind", "section", "urgency")


def summary(results: Sequence[Result], noise: Mapping[int, Sequence[Figure]]) -> str:
    """Counts, rates, coverage, times, the noise curve where it was measured, and every error."""
    median, slowest = timing(results)
    kinds = ", ".join(f"{sum(result.label.kind == kind for result in results)} {kind}" for kind in KINDS)
    blocks = [
        [f"{len(results)} utterances: {kinds}"],
        [str(figure) for figure in figures(results)],
        ["Questions answered by an accepted section, by the section wanted first:", *map(str, coverage(results))],
        [f"One turn took {median:.2f} ms (median), {slowest:.2f} ms (99th percentile)."],
        _strengths(noise) if noise else [],
        [line for result in _wrong(results) for line in _error(result)],
        [f"{len(_wrong(results))} wrong of {len(results)}."],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def tabbed(results: Sequence[Result]) -> str:
    """The predictions file: tab separated, in the labels' terms."""
    predictions = ((result.label.id, result.predicted) for result in results)
    rows = [(id, predicted.kind, predicted.section, predicted.urgency) for id, predicted in predictions]
    return "".join("\t".join(row) + "\n" for row in (_COLUMNS, *rows))


def _strengths(noise: Mapping[int, Sequence[Figure]]) -> list[str]:
    head = "With recognition noise of strength"
    lines = [f"{head:<50}" + "".join(f"{strength:>8}" for strength in sorted(noise))]
    return lines + [f"{name:<50}" + "".join(f"{rate:8.1%}" for rate in along(noise, name)) for name in CURVES]


def _wrong(results: Sequence[Result]) -> list[Result]:
    return [result for result in results if not result.right]


def _error(result: Result) -> Iterator[str]:
    label, got = result.label, result.predicted
    wanted = f"{label.kind} {'|'.join(label.sections)} {'|'.join(label.urgencies)}"
    yield f"{label.id}  {label.utterance}"
    yield f"       wanted {wanted}; got {got.kind} {got.section} {got.urgency} ({got.why})"
