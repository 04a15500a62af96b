"""Headlines are statements of their own; a first paragraph that is a sentence is not a headline."""

from __future__ import annotations

from db.attribution import propose
from db.model.enums import QuoteForm


def test_title_is_headline() -> None:
    assert propose("Mill burned twice, mayor says\n\nNobody was hurt.")[0].form is QuoteForm.HEADLINE


def test_sentence_is_no_headline() -> None:
    assert propose("The mayor says the mill burned twice.\n\nNobody was hurt.")[0].form is QuoteForm.INDIRECT


def test_long_line_is_no_headline() -> None:
    long = (
        "SELWICK, 3 May – The harbour office says that the two lighters which broke loose on Sunday night drifted past "
        "the mole and were later found ashore near Pell/"
    )
    assert propose(f"{long}\n\nNobody was hurt.")[0].form is QuoteForm.INDIRECT
