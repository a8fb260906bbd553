"""The measurement of outages answers every turn, and its table lands in the document."""

from __future__ import annotations

import pytest

from tools.outages import BEGIN, END, HEAD, TABLE, measured, written
from tools.tables import FAULTS, refused


def test_a_table_that_is_down_leaves_no_turn_unanswered() -> None:
    row = measured("down", refused(), rounds=1)
    assert row.startswith("| down | 4 of 4 | ")
    assert row.count("|") == HEAD.splitlines()[0].count("|")


def test_the_table_replaces_the_one_before() -> None:
    assert (
        written(f"Before\n{BEGIN}\nold\n{END}\nafter\n", ["| x |"]) == f"Before\n{BEGIN}\n{HEAD}\n| x |\n{END}\nafter\n"
    )


@pytest.mark.parametrize("name", ["in order", "down", *FAULTS])
def test_the_document_has_a_row_for_each(name: str) -> None:
    assert f"\n| {name} | 20 of 20 | " in TABLE.read_text("utf-8")
