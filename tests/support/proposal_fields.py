"""Proposals with their fields as texts instead of spans."""

from __future__ import annotations

from dataclasses import dataclass

from db.attribution import Proposal, Span, propose


@dataclass(frozen=True, slots=True)
class ProposalFields:
    """The fields of one proposal, as texts."""

    source: str | None
    cue: str | None
    content: tuple[str, ...]
    form: str
    act: str
    denies: bool
    within: int | None
    antecedent: str | None
    outlet: str | None
    time: str | None
    answers: str | None


def all_fields(text: str) -> list[ProposalFields]:
    return [_fields_of(proposal) for proposal in propose(text)]


def only_fields(text: str) -> ProposalFields:
    """The one proposal of a text."""
    (found,) = all_fields(text)
    return found


def fields_by_cue(text: str, word: str) -> ProposalFields:
    """The one proposal whose cue holds a word."""
    (found,) = [one for one in all_fields(text) if one.cue and word in one.cue]
    return found


def _fields_of(proposal: Proposal) -> ProposalFields:
    return ProposalFields(
        _text_of(proposal.source),
        _text_of(proposal.cue),
        tuple(part.text for part in proposal.content),
        proposal.form.value,
        proposal.act.value,
        proposal.denies,
        proposal.within,
        _text_of(proposal.antecedent),
        _text_of(proposal.outlet),
        _text_of(proposal.time),
        _text_of(proposal.answers),
    )


def _text_of(span: Span | None) -> str | None:
    return span.text if span else None
