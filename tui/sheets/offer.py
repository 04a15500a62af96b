"""What the reader says of one proposal: who, cue, form and act, through whom, when, and what is only a guess."""

from __future__ import annotations

from db.propose.proposal import Span
from tui.marking import Mark, Range, Tag
from tui.offers import Offer, Offers, State
from tui.sheets.parts import DIM
from tui.text import line
from tui.widgets.drawing import Piece

_NAME = 9
"""Cells for the name of what a row says."""

SOURCE, CUE, CONTENT = (
    "bold $primary on $primary 16%",
    "bold italic $secondary on $secondary 16%",
    "underline on $accent 20%",
)
"""Who, by which word, and what: the three parts of the proposal a person is at."""

_STATE = {State.OPEN: "bold $accent", State.ACCEPTED: "bold $success", State.REJECTED: "bold $text-muted"}


def offer_rows(offers: Offers) -> list[list[Piece]]:
    """The proposal a person is at, a row for each thing it says; most needed first."""
    offer = offers.current
    if offer is None:
        return _none(offers)
    proposal = offer.proposal
    rows = [_head(offer, offers), _who(offer)]
    words = " … ".join(f"“{line(span.text)}”" for span in proposal.content) or "no words of it: “denied this”"
    rows.append(_row("says", (words, CONTENT), *([("  denies", "bold $error")] if proposal.denies else [])))
    how = [_said(proposal.cue, "no cue"), f" · {proposal.form} speech · {proposal.act}"]
    rows.append(_row("cue", (how[0], CUE), how[1]))
    if proposal.outlet is not None:
        rows.append(_row("through", (_said(proposal.outlet), "bold"), (_known(offer.outlet), DIM)))
    if proposal.time is not None:
        rows.append(_row("when", _said(proposal.time)))
    if proposal.antecedent is not None:
        known = f" = {offer.antecedent}" if offer.antecedent else ""
        rows.append(_row("likely", (f"{_said(proposal.antecedent)}{known}", "italic"), (": a guess", DIM)))
    if proposal.answers is not None:
        rows.append(_row("answers", (_said(proposal.answers), ""), (": a guess", DIM)))
    inside = offers.inside(offer)
    if inside:
        held = f"↳ {len(inside)} inside"
        rows.append(_row(held, ("tab folds them" if offers.is_unfolded(offer) else "tab shows them", DIM)))
    return rows


def selection_rows(text: str, selected: Range) -> list[list[Piece]]:
    """What is selected, and what can be done with it."""
    words = line(text[slice(*selected)])
    return [
        [("▌ selected", "bold $primary"), (f"   code points {selected[0]:,}–{selected[1]:,}", DIM)],
        _row("words", (f"“{words}”", "")),
        _row("", (_how_on, DIM)),
    ]


_how_on = "m marks them up · < > a letter less or more · v stops selecting · esc drops it"


def offer_marks(offers: Offers) -> tuple[list[Mark], dict[int, list[Tag]]]:
    """The proposals as marks on the text, the current one last, and what is shown after their words."""
    marks: list[Mark] = []
    tags: dict[int, list[Tag]] = {}
    for offer in offers.shown:
        if offer is offers.current or offer.state is State.ACCEPTED:
            continue
        style, sign = ("underline $accent", "○") if offer.state is State.OPEN else ("$text-disabled", "")
        marks += [Mark(span.start, span.end, style, sign) for span in offer.content]
        if offer.state is State.REJECTED and offer.content:
            tags.setdefault(offer.content[-1].end, []).append(Tag("✗", "$text-muted"))
    if offers.current is not None:
        marks += _current(offers.current)
        if offers.current.state is State.REJECTED and offers.current.content:
            tags.setdefault(offers.current.content[-1].end, []).append(Tag("✗", "$text-muted"))
    return marks, tags


def _current(offer: Offer) -> list[Mark]:
    proposal = offer.proposal
    marks = [Mark(span.start, span.end, CONTENT, "▶") for span in proposal.content]
    for span, style in ((proposal.outlet, "bold"), (proposal.time, "italic"), (proposal.antecedent, "italic")):
        if span is not None:
            marks.append(Mark(span.start, span.end, style))
    if proposal.cue is not None:
        marks.append(Mark(proposal.cue.start, proposal.cue.end, CUE, "▶"))
    if proposal.source is not None:
        marks.append(Mark(proposal.source.start, proposal.source.end, SOURCE, "▶"))
    return marks


def _none(offers: Offers) -> list[list[Piece]]:
    if not len(offers):
        return [[("no proposals", "bold")], [("v selects words, m marks them up", DIM)]]
    if offers.count(State.OPEN):
        return [[(f"○ {offers.count(State.OPEN)} open", "bold $accent"), ("   n goes to the next", DIM)]]
    return [[("✓ all are decided", "bold $success"), ("   N goes through them again · esc goes back", DIM)]]


def _head(offer: Offer, offers: Offers) -> list[Piece]:
    order = list(offers.all)
    place = next((at for at, each in enumerate(order, 1) if each.id == offer.id), 0)
    into = f" {offer.statement}" if offer.statement else ""
    nested = "   inside another" if offer.within is not None else ""
    return [
        (f"{offer.state.glyph} {offer.state}{into}", _STATE[offer.state]),
        (f"   proposal {place} of {len(order)}{nested}", DIM),
    ]


def _who(offer: Offer) -> list[Piece]:
    source = offer.proposal.source
    if source is None:
        return _row("who", ("nobody is named", "italic"), (": no source behind it", DIM))
    return _row("who", (_said(source), SOURCE), (_known(offer.speaker), DIM))


def _known(known: str) -> str:
    return f"  = {line(known)}" if known else "  new source"


def _said(span: Span | None, otherwise: str = "") -> str:
    return f"“{line(span.text)}”" if span is not None else otherwise


def _row(name: str, *pieces: Piece) -> list[Piece]:
    return [(f"{name:<{_NAME}} ", DIM), *pieces]
