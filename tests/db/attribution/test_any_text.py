"""Properties of the proposals for any text, however hostile."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from db.attribution import Proposal, Span, propose

_PIECES = st.sampled_from(
    """the a Smith Ardania ministry police report claim statement bridge apology comment reporters he she it they we who
    which that said says say saying told tell denied denying confirmed was were is has have not did will been by to as
    and but according quoted citing accused of asked whether why urged called on for warned declined apologised offered
    no in according to , according
    “ ” " ' ‘ ’ « » „ `` '' , . : ; ? ! … — – - ( ) [ ] \n \n\n Monday earlier 2019 U.S. Mr. 6" O'Neill İ ﬁ \u202e\u200b
    هذا «نعم» 報道 ‮ 😀 \x00 \u0301""".split(" ")  # noqa: SIM905
)
_ARTICLES = st.lists(_PIECES, max_size=120).map(" ".join)
_TEXTS = st.one_of(st.text(max_size=300), _ARTICLES, st.lists(_PIECES, max_size=60).map("".join))


def spans(proposal: Proposal) -> list[Span]:
    asked = (proposal.source, proposal.cue, proposal.antecedent, proposal.outlet, proposal.time, proposal.answers)
    return [*proposal.content, *(span for span in asked if span is not None)]


def outermost(proposal: Proposal) -> int:
    """The start of a proposal; one without a cue starts at its speaker, who is named further up."""
    named = (proposal.source, proposal.cue) if proposal.cue is not None else ()
    return min(span.start for span in [*proposal.content, *(span for span in named if span is not None)])


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_spans_match_words(text: str) -> None:
    for proposal in propose(text):
        assert proposal.content
        assert 0 <= proposal.confidence <= 1
        for span in spans(proposal):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_within_is_earlier_around(text: str) -> None:
    found = propose(text)
    for number, proposal in enumerate(found):
        if proposal.within is None:
            continue
        assert 0 <= proposal.within < number
        outer = found[proposal.within].content
        held = proposal.content
        assert all(any(part.start <= span.start and span.end <= part.end for part in outer) for span in held)


def test_nobody_phrase_no_source() -> None:
    assert propose("According to, the dam had burst.") == []


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_order_is_stable(text: str) -> None:
    found = propose(text)
    starts = [outermost(proposal) for proposal in found if proposal.within is None]
    assert starts == sorted(starts)
    assert found == propose(text)


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_content_never_overlaps(text: str) -> None:
    for proposal in propose(text):
        parts = proposal.content
        assert all(first.end <= second.start for first, second in pairwise(parts))


def test_a_cut_off_clause_gives_nothing() -> None:
    assert propose("The ministry noted the fact that") == []
