"""Speech acts, read from the cue and the content."""

from __future__ import annotations

import pytest

from db.attribution import propose
from db.model.enums import Act
from tests.support.proposals import attributions, content_text, propose_one, source_text


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The mayor said the mill was safe.", Act.ASSERT),
        ("The Harbour News Agency reported that the mill was safe.", Act.REPORT),
        ("The mayor confirmed that the mill was safe.", Act.CONFIRM),
        ("The mayor confirmed that the news is a disgrace.", Act.ASSERT),
        ("The mayor denied that the mill was sold.", Act.DENY),
        ("The mayor denied selling the mill.", Act.DENY),
        ("The mayor rejected the report.", Act.DENY),
        ("The mayor said it was not the mill that burned.", Act.DENY),
        ("The mayor said there was no truth in the story.", Act.DENY),
        ("The mayor said the reports were false.", Act.DENY),
        ("The mayor called it “an idle fantasy”.", Act.DENY),
        ("The mayor said the guild “firmly rejects” the allegation.", Act.DENY),
        ("The mayor insisted that no mill had been sold.", Act.DENY),
        ("The mayor brushed off talk of a sale.", Act.DENY),
        ("The mayor rejected as “lies” the reports of a sale.", Act.DENY),
        ("The mayor called the claims false.", Act.DENY),
        ("The mayor declined to comment on the mill.", Act.DECLINE),
        ("The mayor did not say when the mill would open.", Act.DECLINE),
        ("The mayor neither confirmed nor denied the report.", Act.DECLINE),
        ("The mayor apologised for the delay.", Act.APOLOGISE),
        ("The mayor offered a quick apology to the millers.", Act.APOLOGISE),
        ("The mayor urged millers to stay away.", Act.ADVISE),
        ("The mayor called on millers to stay away.", Act.ADVISE),
        ("The mayor demanded a review.", Act.ADVISE),
        ("The mayor asked why the mill had burned.", Act.QUERY),
        ("“Why did the mill burn?” the mayor said.", Act.QUERY),
        ("The mayor suggested that the mill might reopen.", Act.HEDGE),
        ("The mayor believes the mill will reopen.", Act.HEDGE),
        ("The agency withdrew the report.", Act.RETRACT),
        ("The mayor accused the guild of burning the mill.", Act.ASSERT),
    ],
)
def test_act_from_cue_and_content(text: str, act: Act) -> None:
    proposal = propose_one(text)
    assert (proposal.act, proposal.denies) == (act, act is Act.DENY)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the mill was not called until noon.",
        "The mayor said he would not sell the mill.",
        "The mayor said she did not know who burned the mill.",
        "“I never wanted a mill,” the mayor said.",
        "The mayor said no one was hurt.",
        "The mayor stressed that no one was hurt.",
        "“Our position has not changed,” the mayor said.",
    ],
)
def test_bare_negative_no_denial(text: str) -> None:
    assert not propose_one(text).denies


@pytest.mark.parametrize(
    "text",
    [
        "The council rejected a request from the millers for a grant.",
        "The ministry denied them visas.",
        "The court denied bail to the miller.",
        "The coach dismissed two players.",
    ],
)
def test_refusal_no_denial(text: str) -> None:
    assert attributions(text) == []


def test_altogether_denial_is_tied() -> None:
    text = (
        "The mayor said the mill was sold.\n\n"
        "The guild denied this altogether, in a statement carried by the Harbour News Agency."
    )
    claim, denial = propose(text)
    assert (content_text(denial), source_text(denial)) == ("this altogether", "The guild")
    assert denial.answers is not None
    assert denial.answers.text == content_text(claim)
    assert denial.outlet is not None
    assert denial.outlet.text == "the Harbour News Agency"


def test_denied_charge_own_words() -> None:
    claim, denial = propose("Millers claimed that the permit had expired, a charge the mayor denied.")
    assert (source_text(claim), claim.denies, source_text(denial), denial.denies) == (
        "Millers",
        False,
        "the mayor",
        True,
    )
    assert content_text(claim) == content_text(denial) == "the permit had expired"


def test_telling_denial_untied() -> None:
    assert propose("The mayor said the mill was sold. The guild denied selling boats.")[1].answers is None
