"""A headline is a statement of its own; a first paragraph that is a sentence is none."""

from __future__ import annotations

from db.propose import propose
from db.terms import Form


def test_a_title_over_a_text_is_a_headline() -> None:
    assert propose("Mill burned twice, mayor says\n\nNobody was hurt.")[0].form is Form.HEADLINE


def test_a_first_paragraph_that_is_a_sentence_is_none() -> None:
    assert propose("The mayor says the mill burned twice.\n\nNobody was hurt.")[0].form is Form.INDIRECT


def test_a_first_paragraph_as_long_as_a_sentence_is_none() -> None:
    long = (
        "ARVA (9:45 P.M.) – The Ministry revealed on Wednesday the fact that one of its boats had been sunk by a storm "
        "in the outer bay of Selwick/"
    )
    assert propose(f"{long}\n\nNobody was hurt.")[0].form is Form.INDIRECT
