"""The template grammar, as content authors use it."""

from __future__ import annotations

import pytest

from tools.content import expand
from tools.content.samples import TemplateError, pieces_of


def test_expands_choices_and_options_in_order() -> None:
    assert expand(["(what|which) [early] signs"]) == [
        "what early signs",
        "what signs",
        "which early signs",
        "which signs",
    ]


def test_expands_pieces() -> None:
    pieces = pieces_of({"it": "(it|this)"})
    assert expand(["what causes <it>"], pieces) == ["what causes it", "what causes this"]


def test_expands_pieces_within_pieces() -> None:
    pieces = pieces_of({"weak": "(weak|lax)", "cervix": "<weak> cervix"})
    assert expand(["a <cervix>"], pieces) == ["a weak cervix", "a lax cervix"]


def test_gives_each_sentence_once() -> None:
    assert expand(["(what is it|what is it)", "what is it"]) == ["what is it"]


def test_leaves_one_space_where_an_option_falls_away() -> None:
    assert expand(["tell me [all] about it"])[-1] == "tell me about it"


@pytest.mark.parametrize(
    "template", ["(what|which", "what [is", "what <it", "what is <nothing>", "what is a {thing}", ""]
)
def test_refuses_what_is_no_template(template: str) -> None:
    with pytest.raises(TemplateError):
        expand([template])
