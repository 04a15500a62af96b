"""Rows of the table ``proposals``, as records and back. Accepting and rejecting them is in `db.markup.proposals`."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from db.attribution.proposal import Proposal, Span
from db.dataclass import dataclass, field
from db.errors import Refused
from db.model.enums import Act, QuoteForm
from db.model.ids import CaptureId, CaseId, ReportId, StatementId
from db.store.reader import Reader, Row


class ProposalState(StrEnum):
    """The state of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal as it is stored."""

    id: int
    number: int
    """Its position among the proposals of its capture, from 1; from 0 in stores of older versions."""
    proposal: Proposal
    within: int | None
    """Id of the proposal whose content encloses this one; its number is ``proposal.within``."""
    state: ProposalState
    statement: StatementId | None
    """The statement that was added by accepting it."""
    statement_key: str | None
    capture: CaptureId
    report: ReportId
    case: CaseId
    text: str = field(default="", repr=False, compare=False)
    """The text of the capture."""
    lang: str | None = None
    """The language of the report."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.state is ProposalState.OPEN


def stored_proposals(record: Reader, capture: CaptureId) -> list[StoredProposal]:
    """The stored proposals of a capture, in order."""
    rows = record.rows(f"{_STORED} WHERE p.capture = ? ORDER BY p.number", capture)
    text = _capture_text(record, capture) if rows else ""
    return [_stored_proposal_of(row, text) for row in rows]


def stored_proposal(record: Reader, id: int) -> StoredProposal:
    """Read a proposal by its id.

    :raises Refused: there is no such proposal.
    """
    row = record.row(f"{_STORED} WHERE p.id = ?", id)
    if not row:
        raise Refused("There is no such proposal.", "Look at what is proposed now.")
    return _stored_proposal_of(row, _capture_text(record, row[_CAPTURE]))


def proposal_columns(proposal: Proposal, proposer: str) -> dict[str, Any]:
    """The columns of a proposal's row, without capture, number and the enclosing proposal."""
    spans = {name: getattr(proposal, name) for name in _SPANS}
    columns: dict[str, Any] = {}
    for name, span in spans.items():
        columns |= {f"{name}_start": span and span.start, f"{name}_end": span and span.end}
        if name != "answers":  # its text may be long, and is in the capture
            columns[f"{name}_text"] = span and span.text
    return {
        **columns,
        "content": json.dumps([[span.start, span.end] for span in proposal.content]),
        "form": proposal.form,
        "act": proposal.act,
        "denies": int(proposal.denies),
        "confidence": min(1.0, max(0.0, proposal.confidence)),
        "proposer": proposer,
    }


_STORED = """
SELECT p.id, p.number, p.within, p.state, p.statement, st.key, p.capture, ca.report, re."case",
  p.source_start, p.source_end, p.cue_start, p.cue_end, p.outlet_start, p.outlet_end, p.time_start, p.time_end,
  p.antecedent_start, p.antecedent_end, p.answers_start, p.answers_end,
  p.content, p.form, p.act, outer_.number, p.denies, p.confidence, re.lang
FROM proposals p JOIN captures ca ON ca.id = p.capture JOIN reports re ON re.id = ca.report
LEFT JOIN statements st ON st.id = p.statement LEFT JOIN proposals outer_ ON outer_.id = p.within"""
_CAPTURE = 6
"""Index of the column with the capture."""

_SPANS = ("source", "cue", "outlet", "time", "antecedent", "answers")


def _stored_proposal_of(row: Row, text: str) -> StoredProposal:
    id, number, within, state, statement, key, capture, report, case, *places = row
    spans = {
        name: None if places[2 * at] is None else _span(text, places[2 * at], places[2 * at + 1])
        for at, name in enumerate(_SPANS)
    }
    content, form, act, outer, denies, confidence, lang = places[2 * len(_SPANS) :]
    proposal = Proposal(
        content=tuple(_span(text, start, end) for start, end in json.loads(content)),
        form=QuoteForm(form),
        act=Act(act),
        within=outer,
        denies=bool(denies),
        confidence=confidence,
        **spans,
    )
    return StoredProposal(
        id, number, proposal, within, ProposalState(state), statement, key, capture, report, case, text, lang
    )


def _capture_text(record: Reader, capture: CaptureId) -> str:
    return str(record.column("SELECT text FROM captures WHERE id = ?", capture)[0])


def _span(text: str, start: int, end: int) -> Span:
    return Span(text[start:end], start, end)
