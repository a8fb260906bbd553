"""The evaluation as one page that stands alone: figures, confusion matrix, noise curve, errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from tools.chart import CURVES, along, curve, matrix
from tools.figures import Figure, Result, coverage, figures, timing

_RATE = ("Rate", "Count", "Bar")
_ERROR = ("Id", "Utterance", "Wanted", "Understood", "Why")
_STYLE = """
:root { color-scheme: light; --ink: #1c2733; --line: #c9d3dd; --accent: #2f5d8a; }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; margin: 0 auto; max-width: 70rem;
  padding: 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
.wide { overflow-x: auto; } .wide:focus { outline: 3px solid var(--accent); }
table { border-collapse: collapse; } caption { text-align: left; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; border-bottom: 1px solid var(--line); }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
meter { width: 8rem; } svg text { font: 12px system-ui, sans-serif; }
"""
_HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Cervix Guide, evaluated</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body><main>
<h1>Cervix Guide, evaluated</h1>"""


def page(results: Sequence[Result], noise: Mapping[int, Sequence[Figure]]) -> str:
    """The whole page as HTML. noise: its strength -> the rates at it; empty where it wasn't measured."""
    median, slowest = timing(results)
    wrong = [result for result in results if not result.right]
    by_section = _table("Questions, by the section wanted first", ("Section", *_RATE), _rates(coverage(results)))
    parts = [
        _HEAD,
        f"<p>{len(results)} utterances, each spoken in a fresh session through the deployed handler. "
        f"A turn took {median:.2f} ms (median), {slowest:.2f} ms (99th percentile).</p>",
        _section("Figures", _table("Rates over all utterances", ("What", *_RATE), _rates(figures(results)))),
        "<p>In the matrix, rows are what was wanted and columns what was understood. Darker is more of the row; "
        "red is wrong, and listed under Errors.</p>",
        _section("Confusion matrix", matrix(results)),
        _section("By section", by_section),
        _section("With recognition noise", curve(noise) + _strengths(noise)) if noise else "",
        _section("Errors", _table(f"{len(wrong)} wrong", _ERROR, map(_error, wrong))),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _section(heading: str, inside: str) -> str:
    """A part that scrolls by itself on a narrow screen, by keyboard too."""
    region = f'role="region" tabindex="0" aria-label="{escape(heading)}"'
    return f'<h2>{escape(heading)}</h2><div class="wide" {region}>{inside}</div>'


def _table(caption: str, columns: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{''.join(rows)}</table>"


def _rates(rates: Iterable[Figure]) -> Iterable[str]:
    for rate in rates:
        name = escape(rate.name)
        bar = f'<meter max="1" value="{rate.rate:.3f}" aria-label="{name}">{rate.rate:.1%}</meter>'
        numbers = f'<td class="n">{rate.rate:.1%}</td><td class="n">{rate.hits} of {rate.of}</td>'
        yield f'<tr><th scope="row">{name}</th>{numbers}<td>{bar}</td></tr>'


def _strengths(noise: Mapping[int, Sequence[Figure]]) -> str:
    rows = (
        f'<tr><th scope="row" style="color:{colour}">{escape(name)}</th>'
        + "".join(f'<td class="n">{rate:.1%}</td>' for rate in along(noise, name))
        + "</tr>"
        for name, colour in CURVES.items()
    )
    return _table("Rates by strength of noise", ("Rate", *map(str, sorted(noise))), rows)


def _error(result: Result) -> str:
    label, got = result.label, result.predicted
    wanted = f"{label.kind}: {' or '.join(label.sections)}; {' or '.join(label.urgencies)}"
    cells = (label.id, label.utterance, wanted, f"{got.kind}: {got.section}; {got.urgency}", got.why)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
