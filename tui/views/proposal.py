"""What the reader says of one proposal: who, cue, form and act, through whom, when, and what is only a guess."""

from __future__ import annotations

from db.attribution.proposal import Span
from db.markup.proposal_rows import ProposalState, StoredProposal
from db.model.enums import Act
from tui.state.highlights import Highlight, Range, TrailingLabel
from tui.state.proposal_list import GLYPH, ProposalList, content
from tui.text.safe import line
from tui.text.strips import Piece
from tui.text.styles import DIM
from tui.views.attribution import Attribution

_NAME = 9
"""Cells for the name of what a row says."""

SOURCE, CUE, CONTENT = (
    "bold $primary on $primary 16%",
    "bold italic $secondary on $secondary 16%",
    "underline on $accent 20%",
)
"""Who, by which word, and what: the three parts of the proposal a person is at."""

_STATE = {
    ProposalState.OPEN: "bold $accent",
    ProposalState.ACCEPTED: "bold $success",
    ProposalState.REJECTED: "bold $text-muted",
}


def offer_rows(offers: ProposalList, known: Attribution | None) -> list[list[Piece]]:
    """The proposal a person is at, a row for each thing it says; most needed first.

    :param known: whom it names; None as long as that is being read.
    """
    offer = offers.current
    if offer is None:
        return _none(offers)
    proposal, known = offer.proposal, known or Attribution()
    rows = [_head(offer, offers), _who(offer, known)]
    words = " … ".join(f"“{line(span.text)}”" for span in proposal.content) or "nothing more than the cue"
    rows.append(_row("says", (words, CONTENT)))
    denies = [("  it denies", "bold $error")] if proposal.denies and proposal.act is not Act.DENY else []
    act = "bold $error" if proposal.act is Act.DENY else "bold"
    how = (_said(proposal.cue, "no cue"), CUE), f"  {proposal.form} speech, act: ", (f"{proposal.act}", act)
    rows.append(_row("cue", *how, *denies))
    if proposal.antecedent is not None:
        rows.append(_row("likely", (_said(proposal.antecedent), "italic"), (": a guess", "bold $warning")))
    if known.refusal:
        rows.append([("! ", "bold $warning"), (known.refusal, "$warning")])
    if proposal.outlet is not None:
        rows.append(_row("published", (_said(proposal.outlet), "bold"), _known(known.outlet)))
    outer = offers.outer(offer)
    if outer is not None and outer.statement_key:
        rows.append(_row("through", (outer.statement_key, "bold"), (", which holds these words", DIM)))
    elif known.stations:
        rows.append(_row("through", (" > ".join(known.stations), DIM)))
    if proposal.time is not None:
        rows.append(_row("when", _said(proposal.time)))
    if proposal.answers is not None:
        rows.append(_row("answers", (_said(proposal.answers), ""), (": a guess", DIM)))
    inside = offers.inside(offer)
    if inside and offer.state is ProposalState.OPEN:
        folded = "tab folds them" if offers.is_unfolded(offer) else "tab shows them"
        rows.insert(3, _row(f"↳ {len(inside)}", (f"proposed inside these words: {folded}", DIM)))
    return rows


def selection_rows(text: str, selected: Range) -> list[list[Piece]]:
    """What is selected, and what can be done with it."""
    words = line(text[slice(*selected)])
    return [
        [("▌ selected", "bold $primary"), (f"   code points {selected[0]:,}–{selected[1]:,}", DIM)],
        _row("words", (f"“{words}”", "")),
        _row("", ("m marks up · < > a letter less, more · v stops · esc drops it", DIM)),
    ]


def offer_marks(offers: ProposalList) -> tuple[list[Highlight], dict[int, list[TrailingLabel]]]:
    """The proposals as marks on the text, the current one last, and what is shown after their words.

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
                ("✗", DIM) if offer.state is ProposalState.REJECTED else (f"{offer.statement_key} ✓", "$success")
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
"""How the words of a proposal that a person is not at are drawn, and the sign at the edge."""


def _current(offer: StoredProposal) -> list[Highlight]:
    proposal = offer.proposal
    marks = [Highlight(span.start, span.end, CONTENT, "▶") for span in content(offer)]
    for span, style in ((proposal.outlet, "bold"), (proposal.time, "italic"), (proposal.antecedent, "italic")):
        if span is not None:
            marks.append(Highlight(span.start, span.end, style))
    if proposal.cue is not None:
        marks.append(Highlight(proposal.cue.start, proposal.cue.end, CUE, "▶"))
    if proposal.source is not None:
        marks.append(Highlight(proposal.source.start, proposal.source.end, SOURCE, "▶"))
    return marks


def _none(offers: ProposalList) -> list[list[Piece]]:
    if not len(offers):
        return [[("no proposals", "bold")], [("v selects words, m marks them up", DIM)]]
    if offers.count(ProposalState.OPEN):
        return [[(f"○ {offers.count(ProposalState.OPEN)} open", "bold $accent"), ("   n goes to the next", DIM)]]
    return [[("✓ all are decided", "bold $success"), ("   N goes through them again · esc goes back", DIM)]]


def _head(offer: StoredProposal, offers: ProposalList) -> list[Piece]:
    into = f" as {offer.statement_key}" if offer.statement_key else ""
    nested = "   inside another" if offer.within is not None else ""
    return [
        (f"{GLYPH[offer.state]} {offer.state}{into}", _STATE[offer.state]),
        (f"   proposal {offer.number} · {len(offers)} in all{nested}", DIM),
    ]


def _who(offer: StoredProposal, known: Attribution) -> list[Piece]:
    source = offer.proposal.source
    if source is None:
        return _row("who", ("nobody is named", "italic"), _known(known.speaker))
    if offer.proposal.antecedent is not None and known.speaker:
        return _row("who", (_said(source), SOURCE), (f"  ≈ {known.speaker}", DIM), (": a guess", "bold $warning"))
    return _row("who", (_said(source), SOURCE), _known(known.speaker))


def _known(known: str) -> Piece:
    return (f"  = {known}", DIM) if known else ""


def _said(span: Span | None, otherwise: str = "") -> str:
    return f"“{line(span.text)}”" if span is not None else otherwise


def _row(name: str, *pieces: Piece) -> list[Piece]:
    return [(f"{name:<{_NAME}} ", DIM), *pieces]
