"""Quotation marks are never doubled."""

from __future__ import annotations

import pytest

from db.model.enums import QuoteForm
from db.queries.statements import mark_words
from db.text.quotation import in_quotes


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("it fell", "“it fell”"),
        ("“it fell”", "“it fell”"),
        ('"it fell"', '"it fell"'),
        ("«it fell»", "«it fell»"),
        ("„es fiel“", "„es fiel“"),
        ("‘it wasn’t ours’", "‘it wasn’t ours’"),
        ("“it fell” and “it burnt”", "““it fell” and “it burnt””"),
        ("he said “it fell”", "“he said “it fell””"),
        ("“it fell, and then", "“it fell, and then”"),
        ("“", "““”"),
        ("", "“”"),
    ],
)
def test_marks_are_not_doubled(words: str, quoted: str) -> None:
    assert in_quotes(words) == quoted


def test_quote_with_own_marks() -> None:
    assert mark_words(QuoteForm.DIRECT, "“it fell”") == "“it fell”"
    assert mark_words(QuoteForm.INDIRECT, "it fell") == "‘it fell’"
