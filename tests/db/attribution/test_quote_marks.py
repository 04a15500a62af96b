"""Quotation marks: which belong together, and where a quotation ends."""

from __future__ import annotations

import pytest

from db.attribution import propose
from db.model.enums import QuoteForm
from tests.support.proposals import attributions, content_text, propose_one, source_text


@pytest.mark.parametrize(
    "marks",
    ["“{}”", '"{}"', "‘{}’", "«{}»", "„{}“", "``{}''"],
    ids=["curly", "straight", "single", "guillemets", "low", "tex"],
)
def test_any_mark_pair_is_direct(marks: str) -> None:
    proposal = propose_one(f"{marks.format('The bridge is shut,')} Mayor Ada Orr said.")
    assert (content_text(proposal), source_text(proposal), proposal.form) == (
        "The bridge is shut,",
        "Mayor Ada Orr",
        QuoteForm.DIRECT,
    )


def test_apostrophe_and_inch() -> None:
    assert attributions("The crew's 12\" pipe burst, and the miners’ hut didn't stand.") == []
    assert attributions("‘The miners’ hut didn’t stand,’ Orr said.") == [("Orr", "The miners’ hut didn’t stand,")]


def test_split_quote_two_spans() -> None:
    assert attributions("“The road,” said Orr, “is gone.”") == [("Orr", "The road, … is gone.")]


def test_quote_after_cue_belongs() -> None:
    assert attributions("“The road is gone,” Orr said. “Nobody saw it go.”") == [
        ("Orr", "The road is gone, … Nobody saw it go.")
    ]


def test_paragraphs_are_one() -> None:
    text = "Orr said: “The road is gone.\n\n“The bridge went first.\n\n“Then the mill.”"
    assert attributions(text) == [("Orr", "The road is gone. … The bridge went first. … Then the mill.")]


def test_late_speaker_found() -> None:
    text = "‘The road is gone and nobody came.\n\n‘The bridge went first,’ Orr said."
    assert attributions(text) == [("Orr", "The road is gone and nobody came. … The bridge went first,")]


def test_lone_quote_last_speaker() -> None:
    first, second = propose("“The road is gone,” Orr said.\n\n“We have no other way to the harbour now.”")
    assert (source_text(second), second.cue, content_text(second)) == (
        "Orr",
        None,
        "We have no other way to the harbour now.",
    )
    assert second.confidence < first.confidence


def test_cue_then_next_paragraph() -> None:
    assert attributions("The harbour master, Ivo Prenn, wrote:\n\n“All moorings are closed.”") == [
        ("The harbour master, Ivo Prenn", "All moorings are closed.")
    ]


def test_name_and_colon() -> None:
    assert attributions("Ivo Prenn: “All moorings are closed.”") == [("Ivo Prenn", "All moorings are closed.")]


def test_clause_before_colon() -> None:
    assert attributions("Prenn defended the order: “All moorings are closed.”") == [
        ("Prenn", "All moorings are closed.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The road is gone, Orr said.",
        'Orr said: "The road is gone.',
        "The road” is gone, Orr said.",
        "“”, Orr said. “ ” ",
    ],
)
def test_unbalanced_marks(text: str) -> None:
    for proposal in propose(text):
        assert all(text[span.start : span.end] == span.text for span in proposal.content)


def test_open_quote_ends_there() -> None:
    assert attributions('Orr said: "The road is gone.\n\nThe rain went on.') == [("Orr", "The road is gone.")]


def test_marked_names_not_mixed() -> None:
    assert attributions("The ferry “Evening Star” sank in the bay.") == []
