"""A proposal in the reader: who, cue, form and act, through whom, when, and what is only a guess."""

from __future__ import annotations

from db.attribution.proposal import Span
from db.markup.proposal_rows import ProposalState, StoredProposal
from db.model.enums import Act
from db.text.quotation import in_quotes
from tui.actions.registry import keyed
from tui.state.highlights import Highlight, Range, TrailingLabel
from tui.state.proposal_list import GLYPH, ProposalList, content
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import Piece
from tui.text.styles import DIM
from tui.views.attribution import Attribution

_NAME = 9
"""Cells for the name of a row."""

SOURCE, CUE, CONTENT = (
    "bold $primary on $primary 16%",
    "bold italic $secondary on $secondary 16%",
    "underline on $accent 20%",
)
"""Style and name of the three marked parts of the current proposal: speaker, cue, quote."""

_STATE = {
    ProposalState.OPEN: "bold $accent",
    ProposalState.ACCEPTED: "bold $success",
    ProposalState.REJECTED: "bold $text-muted",
}


def offer_rows(offers: ProposalList, known: Attribution | None) -> list[list[Piece]]:
    """The current proposal, a row for each fact, the most needed first.

    :param known: the sources it names; None while they are being read.
    """
    offer = offers.current
    if offer is None:
        return _none(offers)
    proposal, known = offer.proposal, known or Attribution()
    rows = [_head(offer, offers), _speaker(offer, known)]
    words = " … ".join(in_quotes(line(span.text)) for span in proposal.content) or "nothing more than the cue"
    rows.append(_named_row("says", (words, CONTENT)))
    denies = [("  it denies", "bold $error")] if proposal.denies and proposal.act is not Act.DENY else []
    act = "bold $error" if proposal.act is Act.DENY else "bold"
    how = (_span_words(proposal.cue, "no cue"), CUE), f"  {proposal.form} speech, act: ", (f"{proposal.act}", act)
    rows.append(_named_row("cue", *how, *denies))
    if proposal.antecedent is not None:
        rows.append(_named_row("likely", (_span_words(proposal.antecedent), "italic"), (": a guess", "bold $warning")))
    if known.refusal:
        rows.append([(f"{Mark.WRONG} ", "bold $warning"), (known.refusal, "$warning")])
    if proposal.outlet is not None:
        rows.append(_named_row("published", (_span_words(proposal.outlet), "bold"), _source_piece(known.outlet)))
    outer = offers.outer(offer)
    if outer is not None and outer.statement_key:
        rows.append(_named_row("through", (outer.statement_key, "bold"), (", which holds these words", DIM)))
    elif known.stations:
        rows.append(_named_row("through", (" > ".join(known.stations), DIM)))
    if proposal.time is not None:
        rows.append(_named_row("when", _span_words(proposal.time)))
    if proposal.answers is not None:
        rows.append(_named_row("answers", (_span_words(proposal.answers), ""), (": a guess", DIM)))
    inside = offers.inside(offer)
    if inside and offer.state is ProposalState.OPEN:
        folded = "tab hides them" if offers.is_unfolded(offer) else "tab shows them"
        rows.insert(3, _named_row(f"{Mark.RELATED} {len(inside)}", (f"inside these words:  {folded}", DIM)))
    return rows


def selection_rows(text: str, selected: Range) -> list[list[Piece]]:
    """The selected text, and the actions for it."""
    words = line(text[slice(*selected)])
    return [
        [(f"{Mark.SELECTED} selected", "bold $primary"), (f"   characters {selected[0]:,}–{selected[1]:,}", DIM)],
        _named_row("words", (f"“{words}”", "")),
        _named_row("", (keyed("{reader.markup} mark up · < > shorter, longer · {text.select} stop · esc clear"), DIM)),
    ]


def offer_marks(offers: ProposalList) -> tuple[list[Highlight], dict[int, list[TrailingLabel]]]:
    """The proposals as marks on the text, the current one last, and the tags shown after their words.

    An accepted one has the key of the statement that came of it, wherever the words themselves are quoted.
    """
    marks: list[Highlight] = []
    tags: dict[int, list[TrailingLabel]] = {}
    for offer in offers.shown:
        if offer is not offers.current:
            style, edge = _MARKS[offer.state]
            marks += [Highlight(span.start, span.end, style, GLYPH[offer.state], edge) for span in content(offer)]
        if offer.state is not ProposalState.OPEN and content(offer):
            word, style = (
                (Mark.REJECTED, DIM)
                if offer.state is ProposalState.REJECTED
                else (f"{offer.statement_key} {Mark.ACCEPTED}", "$success")
            )
            tags.setdefault(content(offer)[-1].end, []).append(TrailingLabel(word, style))
    if offers.current is not None:
        marks += _current(offers.current)
    return marks, tags


_MARKS = {
    ProposalState.OPEN: ("underline $accent", "$accent"),
    ProposalState.ACCEPTED: ("", "$success"),
    ProposalState.REJECTED: ("$text-disabled", DIM),
}
"""Style of the words of proposals other than the current one, and the sign at the edge, by state."""


def _current(offer: StoredProposal) -> list[Highlight]:
    proposal = offer.proposal
    marks = [Highlight(span.start, span.end, CONTENT, Mark.SELECTED) for span in content(offer)]
    for span, style in ((proposal.outlet, "bold"), (proposal.time, "italic"), (proposal.antecedent, "italic")):
        if span is not None:
            marks.append(Highlight(span.start, span.end, style))
    if proposal.cue is not None:
        marks.append(Highlight(proposal.cue.start, proposal.cue.end, CUE, Mark.SELECTED))
    if proposal.source is not None:
        marks.append(Highlight(proposal.source.start, proposal.source.end, SOURCE, Mark.SELECTED))
    return marks


def _none(offers: ProposalList) -> list[list[Piece]]:
    if not len(offers):
        selects = keyed("{text.select} selects words, {reader.markup} marks them up · {reader.next} goes on")
        return [[("no proposals", "bold")], [(selects, DIM)]]
    if offers.count(ProposalState.OPEN):
        goes = keyed("   {reader.next}: next")
        return [[(f"{Mark.OPEN} {offers.count(ProposalState.OPEN)} open", "bold $accent"), (goes, DIM)]]
    again = "   {reader.next} goes on to the next report · {reader.any_next} goes through these again"
    return [
        [(f"{Mark.DONE} all decided", "bold $success"), (keyed(again), DIM)],
    ]


def _head(offer: StoredProposal, offers: ProposalList) -> list[Piece]:
    into = f" as {offer.statement_key}" if offer.statement_key else ""
    nested = "   inside another" if offer.within is not None else ""
    return [
        (f"{GLYPH[offer.state]} {offer.state}{into}", _STATE[offer.state]),
        (f"   proposal {offer.number} of {len(offers)}{nested}", DIM),
    ]


def _speaker(offer: StoredProposal, known: Attribution) -> list[Piece]:
    source = offer.proposal.source
    if source is None:
        return _named_row("who", ("no source named", "italic"), _source_piece(known.speaker))
    if offer.proposal.antecedent is not None and known.speaker:
        return _named_row(
            "who",
            (_span_words(source), SOURCE),
            (f"  {Mark.LIKE} {known.speaker}", DIM),
            (": a guess", "bold $warning"),
        )
    return _named_row("who", (_span_words(source), SOURCE), _source_piece(known.speaker))


def _source_piece(known: str) -> Piece:
    return (f"  {Mark.SAME} {known}", DIM) if known else ""


def _span_words(span: Span | None, otherwise: str = "") -> str:
    return in_quotes(line(span.text)) if span is not None else otherwise


def _named_row(name: str, *pieces: Piece) -> list[Piece]:
    return [(f"{name:<{_NAME}} ", DIM), *pieces]
