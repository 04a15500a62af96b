"""Cues of attribution: verbs, inverted verbs, phrases, passives, participles, nouns."""

from __future__ import annotations

import pytest

from db.attribution import propose
from db.model.enums import QuoteForm
from tests.support.proposals import attributions, content_text, propose_one, source_text


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Orr said that the mill had burned.", "Orr", "the mill had burned"),
        ("Orr said the mill had burned.", "Orr", "the mill had burned"),
        ("The mill had burned, Orr said.", "Orr", "The mill had burned"),
        ("The mill had burned, said Orr.", "Orr", "The mill had burned"),
        ("Orr told the Harbour Post that the mill had burned.", "Orr", "the mill had burned"),
        ("As Orr told reporters, the mill had burned.", "Orr", "the mill had burned"),
        ("According to Orr, the mill had burned.", "Orr", "the mill had burned"),
        ("The mill had burned, according to Orr.", "Orr", "The mill had burned"),
        ("It was announced by the council that the mill would stay.", "the council", "the mill would stay"),
        ("It was alleged on Tuesday that the mill had been sold.", None, "the mill had been sold"),
        ("It is thought the mill will reopen.", None, "the mill will reopen"),
        ("The council’s claim that the mill was safe did not last.", "The council’s", "the mill was safe"),
        ("The panel came to the conclusion that the mill was unsafe.", "The panel", "the mill was unsafe"),
        ("Orr was adamant that the mill was safe.", "Orr", "the mill was safe"),
        ("Figures published on Monday show exports fell.", "Figures published on Monday", "exports fell"),
        ("The old man went on to say that the mill was his.", "The old man", "the mill was his"),
    ],
)
def test_source_and_content_by_cue(text: str, source: str | None, content: str) -> None:
    proposal = propose_one(text)
    assert (source_text(proposal), content_text(proposal), proposal.form) == (source, content, QuoteForm.INDIRECT)


def test_participle_shares_source() -> None:
    assert attributions("Orr said the mill was lost, adding that nobody was inside.") == [
        ("Orr", "the mill was lost"),
        ("Orr", "nobody was inside"),
    ]


def test_two_verbs_stay_apart() -> None:
    text = "He said that the guild sent a note, and admitted that it thought that the mill was empty."
    outer = [(source_text(p), content_text(p)) for p in propose(text) if p.within is None]
    assert outer == [("He", "the guild sent a note"), ("He", "it thought that the mill was empty")]


def test_passive_keeps_both_ends() -> None:
    assert attributions("The driver is reported to have fled the town.") == [
        (None, "The driver … to have fled the town")
    ]


def test_later_confirmed_is_two() -> None:
    text = "Local papers said the mill had burned, which was later confirmed by the council."
    assert attributions(text) == [("Local papers", "the mill had burned"), ("the council", "the mill had burned")]


@pytest.mark.parametrize(
    "text",
    [
        "The fire claimed three lives, all of them in the mill.",
        "The council’s stated aim is to save the mill.",
        "It is the said mill that burned.",
        "The evacuation went according to plan.",
        "If the judge says the mill is unsafe, it will go.",
        "Nobody told us the mill was unsafe.",
        "Villagers rarely told the truth about the mill.",
        "The letter answers three questions about the mill.",
        "Orr will say that the mill is safe.",
        "It goes without saying.",
        "The report prompted calls for calm.",
    ],
)
def test_empty_saying_words(text: str) -> None:
    assert attributions(text) == []


def test_content_ends_with_clause() -> None:
    assert attributions("Traders were told to leave, and the mill closed at noon.") == [(None, "to leave")]
    assert attributions("Orr said the mill was lost; the rain went on.") == [("Orr", "the mill was lost")]
    assert attributions("Orr urged neighbours to stay away, while firemen worked on.") == [
        ("Orr", "neighbours to stay away")
    ]
    assert attributions("Orr denied selling the mill, in a statement on Monday.")[0] == ("Orr", "selling the mill")


def test_content_around_cue() -> None:
    assert attributions("Two boats sank, a fisherman said, and a third drifted to the shore.") == [
        ("a fisherman", "Two boats sank … and a third drifted to the shore")
    ]
    assert attributions("The flood, according to two shepherds, rose at dawn.") == [
        ("two shepherds", "The flood … rose at dawn")
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orr said the mill was “past saving”.", "the mill was “past saving”"),
        ("Orr said it “came down like rain”.", "it “came down like rain”"),
        ("Orr urged traders “to look elsewhere”.", "“to look elsewhere”"),
        ("Orr said that “the mill has always been safe”.", "“the mill has always been safe”"),
        ("Orr vowed to “rebuild” the mill.", "to “rebuild” the mill"),
        ("Orr described the mill as “a ruin”.", "the mill as “a ruin”"),
        ("Orr called the order “a disgrace”.", "the order “a disgrace”"),
        ("Orr promised a “full” review.", "a “full” review"),
    ],
)
def test_mixed_keeps_marks(text: str, content: str) -> None:
    proposal = propose_one(text)
    assert (content_text(proposal), proposal.form) == (content, QuoteForm.MIXED)


def test_clause_then_quote_is_two() -> None:
    assert attributions("Orr told us she had been “appalled” by it: “Nobody asked me.”") == [
        ("Orr", "she had been “appalled” by it"),
        ("Orr", "Nobody asked me."),
    ]


def test_called_is_content() -> None:
    said_first = attributions("Orr said the mayor “rejects” what he called “gossip”.")[0]
    assert said_first == ("Orr", "the mayor “rejects” what he called “gossip”")


def test_next_cue_ends_content() -> None:
    assert attributions("The guild, which confirmed that the story is “absurd,” called on members “to keep calm.”") == [
        ("The guild", "the story is “absurd,”"),
        ("The guild", "“to keep calm.”"),
    ]
