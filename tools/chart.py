"""Pictures as SVG: the evaluation's confusion matrix and noise curve, which stand in its page, and bars, a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tools.figures import PREDICTED, Figure, Result, confusion

CURVES: Mapping[str, str] = {
    "questions: section, any label": "#2f5d8a",
    "emergency: heard as urgent at all": "#b3261e",
    "call_doctor: heard as call_doctor or higher": "#8a5a00",
}
"""What the noise curve shows, and in which colour (each at least 4.5 to 1 on white)."""
_CELL = 26
_MARGIN = 170
_DASHES = ("none", "8 3", "2 3")
_INK, _PALE, _LINE = "#1c2733", "#ffffff", "#c9d3dd"
_ALONE = ' xmlns="http://www.w3.org/2000/svg"'
"""What a picture needs that is a file, and that in a page would only be in the way."""
_BARS = ("#8a98a5", "#2f5d8a")
_RIGHT, _WRONG = "47,93,138", "179,38,30"


def matrix(results: Sequence[Result]) -> str:
    """Rows are what was wanted, columns what was understood; a cell's shade is its share of the row."""
    counts = confusion(results)
    names = _ordered({name for pair in counts for name in pair})
    totals = {wanted: sum(counts[wanted, got] for got in names) for wanted in names}
    shapes = [_cell(names, wanted, got, count, totals[wanted]) for (wanted, got), count in counts.items()]
    for at, name in enumerate(names):
        middle = _MARGIN + at * _CELL + 17
        shapes.append(f'<text x="{_MARGIN - 8}" y="{middle}" text-anchor="end">{name}</text>')
        shapes.append(f'<text transform="translate({middle},{_MARGIN - 8}) rotate(-60)">{name}</text>')
    size = _MARGIN + len(names) * _CELL
    return _svg("Confusion matrix: rows wanted, columns understood", size + 60, size + 10, shapes)


def curve(rates: Mapping[int, Sequence[Figure]]) -> str:
    """How the rates fall with the strength of the noise."""
    strengths = sorted(rates)
    shapes = [_level(percent) for percent in range(0, 101, 25)]
    shapes += [_text(_x(strength, strengths), 245, "middle", str(strength)) for strength in strengths]
    for (name, colour), dash in zip(CURVES.items(), _DASHES, strict=True):
        points = " ".join(
            f"{_x(strength, strengths):.0f},{220 - 200 * rate:.1f}"
            for strength, rate in zip(strengths, along(rates, name), strict=True)
        )
        style = f'fill="none" stroke="{colour}" stroke-width="3" stroke-dasharray="{dash}"'
        shapes.append(f'<polyline points="{points}" {style}/>')
    return _svg("Rates by strength of noise", 560, 260, shapes)


def bars(label: str, values: Mapping[str, float], marked: str) -> str:
    """A file with a bar for each value, longest where the value is; one is marked."""
    most = max(values.values())
    shapes = ["<style>text { font: 13px sans-serif }</style>", '<rect width="100%" height="100%" fill="#ffffff"/>']
    for row, (name, value) in enumerate(values.items()):
        y, length = 10 + row * 28, 320 * value / most
        fill = _BARS[name == marked]
        shapes.append(f'<rect x="320" y="{y}" width="{length:.1f}" height="20" fill="{fill}"/>')
        shapes.append(_text(310, y + 15, "end", name) + _text(328 + length, y + 15, "start", f"{value:.0f}"))
    return _svg(label, 700, 16 + 28 * len(values), shapes, _ALONE) + "\n"


def along(rates: Mapping[int, Sequence[Figure]], name: str) -> list[float]:
    """One rate at each strength, from the weakest."""
    return [next(figure.rate for figure in rates[strength] if figure.name == name) for strength in sorted(rates)]


def _ordered(names: Iterable[str]) -> list[str]:
    """Sections first, then the other kinds and the urgent levels."""
    last = {name: at for at, name in enumerate((*PREDICTED, "call_doctor", "emergency"))}
    return sorted(names, key=lambda name: (last.get(name, -1), name))


def _cell(names: Sequence[str], wanted: str, got: str, count: int, total: int) -> str:
    x, y = _MARGIN + names.index(got) * _CELL, _MARGIN + names.index(wanted) * _CELL
    share = count / total
    fill = f"rgba({_RIGHT if wanted == got else _WRONG},{0.12 + 0.88 * share:.2f})"
    box = f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_CELL - 1}" fill="{fill}"/>'
    title = f"<title>{count} of {total} {wanted} as {got}</title>"
    return f"<g>{title}{box}{_text(x + 13, y + 17, 'middle', str(count), _PALE if share > 0.55 else _INK)}</g>"


def _text(x: float, y: float, anchor: str, text: str, ink: str = _INK) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" style="fill:{ink}">{text}</text>'


def _x(strength: int, strengths: Sequence[int]) -> float:
    return 50 + 480 * strengths.index(strength) / max(len(strengths) - 1, 1)


def _level(percent: int) -> str:
    y = 220 - 2 * percent
    return f'<line x1="50" x2="540" y1="{y}" y2="{y}" stroke="{_LINE}"/>{_text(42, y + 4, "end", f"{percent}%")}'


def _svg(label: str, width: int, height: int, shapes: Iterable[str], space: str = "") -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg{space} role="img" aria-label="{label}" {size}>{"".join(shapes)}</svg>'
