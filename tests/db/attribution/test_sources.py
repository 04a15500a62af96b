"""Sources: titles and appositions, relative clauses, pronouns and their antecedents, channels."""

from __future__ import annotations

import pytest

from db.attribution import propose
from tests.support.proposals import propose_one, source_text


@pytest.mark.parametrize(
    "source",
    [
        "Captain Idris Vane, a harbour pilot,",
        "The harbour master, Ivo Prenn,",
        "A spokeswoman for the ministry",
        "Ahmed Reza, an Arvan police officer,",
        "Prenn, 61, who runs the harbour,",
        "The ministry of fisheries and the coast guard",
        "Omar Said",
        "The deputy who raised the matter",
        "A letter seen by the Harbour Post",
        "The agency’s director, Ines Carro,",
        "Arvan state media",
        "Arvan state television",
    ],
)
def test_whole_noun_phrase(source: str) -> None:
    head = source_text(propose_one(f"{source} said that the ferry was late."))
    assert head in (source.removesuffix(","), source.split(", who")[0])


def test_source_before_relative() -> None:
    assert source_text(propose_one("The call came from a baker, Ugo Lenz, who said the ferry was late.")) == "Ugo Lenz"


@pytest.mark.parametrize(
    ("first", "pronoun"),
    [
        ("Minister Ada Orr", "She"),
        ("Ivo Prenn", "He"),
        ("The Coast Guard Command", "The leadership"),
        ("The Harbour News Agency", "The agency"),
        ("The Harbour News Agency", "They"),
        ("Minister Ada Orr", "The minister"),
        ("The Fisheries Ministry", "It"),
    ],
)
def test_antecedent_is_guessed(first: str, pronoun: str) -> None:
    guessed = propose(f"{first} said the ferry was late. {pronoun} added that it was full.")[1]
    assert source_text(guessed) == pronoun
    assert guessed.antecedent is not None
    assert guessed.antecedent.text == first


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Captain Ivo Prenn", "The security services"),
        ("Mr Ivo Prenn", "She"),
        ("Captain Ivo Prenn", "The embassy"),
        ("The Fisheries Ministry", "He"),
        ("Captain Ivo Prenn", "The president"),
    ],
)
def test_no_fit_no_guess(first: str, other: str) -> None:
    assert propose(f"{first} said the ferry was late. {other} said that it was full.")[1].antecedent is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (
            "The command denied the story in a statement published by the Harbour News Agency.",
            "the Harbour News Agency",
        ),
        ("Prenn told the Harbour Post that the ferry was late.", "the Harbour Post"),
        ("“The ferry is late,” Prenn told Reuters.", "Reuters"),
        ("Prenn was quoted by the Harbour Post as saying the ferry was late.", "the Harbour Post"),
        ("Prenn said, according to the Harbour Post, that the ferry was late.", "the Harbour Post"),
        ("“The ferry is late,” Prenn said in a conversation with Vestnik.", "Vestnik"),
    ],
)
def test_channel_does_not_speak(text: str, outlet: str) -> None:
    proposal = propose_one(text)
    assert proposal.outlet is not None
    assert proposal.outlet.text == outlet
    assert source_text(proposal) in ("The command", "Prenn")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Earlier on Wednesday, Prenn said the ferry was late.", "Earlier on Wednesday"),
        ("Prenn said on Friday that the ferry was late.", "on Friday"),
        ("Yesterday the ministry said the ferry was late.", "Yesterday"),
    ],
)
def test_time_words_kept(text: str, time: str) -> None:
    proposal = propose_one(text)
    assert proposal.time is not None
    assert proposal.time.text == time
