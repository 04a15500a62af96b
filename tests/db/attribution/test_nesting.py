"""Attributions inside attributions."""

from __future__ import annotations

from db.attribution import propose
from tests.support.proposals import attributions, content_text, source_text


def test_said_he_said() -> None:
    outer, inner = propose("The mayor said that the captain had told her that the ferry was late.")
    assert (source_text(outer), outer.within, source_text(inner), inner.within) == ("The mayor", None, "the captain", 0)
    assert content_text(inner) == "the ferry was late"


def test_inside_quotation() -> None:
    outer, inner = propose("The paper wrote: “Ivo Prenn, a harbour pilot, told readers that the ferry was late.”")
    assert (source_text(inner), inner.within, outer.within) == ("Ivo Prenn, a harbour pilot", 0, None)


def test_quoted_as_saying_is_two() -> None:
    outer, inner = propose(
        "The Harbour News Agency quoted Captain Idris Vane, a pilot, as saying that the ferry was late."
    )
    assert (source_text(outer), source_text(inner), inner.within) == (
        "The Harbour News Agency",
        "Captain Idris Vane, a pilot",
        0,
    )
    assert inner.outlet is not None
    assert inner.outlet.text == "The Harbour News Agency"


def test_cited_source_speaks() -> None:
    outer, inner = propose("The Harbour Post reported, citing two pilots, that the ferry was late.")
    assert (source_text(outer), source_text(inner), inner.within) == ("The Harbour Post", "two pilots", 0)
    assert content_text(outer) == content_text(inner) == "the ferry was late"


def test_nobody_in_quote_dropped() -> None:
    assert attributions("“The boat was thought to belong to smugglers,” the captain said.") == [
        ("the captain", "The boat was thought to belong to smugglers,")
    ]


def test_content_without_own_cue() -> None:
    text = (
        "The mayor said that the captain denied the story, adding: “We were told nothing.” According to the guild, the "
        "pilot apologised for the delay, a claim he later withdrew."
    )
    for proposal in propose(text):
        for own in (proposal.source, proposal.cue):
            assert own is None or all(span.end <= own.start or own.end <= span.start for span in proposal.content)
