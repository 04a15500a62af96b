"""Proposals of statements in a capture: stored until a person accepts or rejects them, and opened again.

A proposal changes nothing else on record. Accepting one applies its line of mark-up, in one action of the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.attribution.naming import guess_source, without_opening_capital
from db.attribution.proposal import Proposal, Proposer, Span
from db.dataclass import replace
from db.errors import Refused
from db.journal.writer import Writer
from db.markup.apply import AppliedPlan, apply_plan
from db.markup.names_in_text import find_names, first_known_name
from db.markup.outlets_in_text import is_outlet_in_text
from db.markup.parser import LineName, MarkupLine, NameDetails, parse_line
from db.markup.plan import MarkupContext, Plan
from db.markup.planner import plan_line
from db.markup.proposal_rows import (
    ProposalState,
    StoredProposal,
    proposal_columns,
    stored_proposal,
    stored_proposals,
)
from db.markup.whole_names import whole_name
from db.model.enums import Act, Naming, SourceKind
from db.model.ids import CaptureId, StatementId
from db.search.similar import bare_name, same_sources
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors
from db.text.name_forms import are_forms_of_one_person, without_description
from db.text.quotation import in_quotes


def add_proposals(
    writer: Writer,
    capture: CaptureId,
    propose: Proposer | None = None,
    *,
    proposer: str = "rules",
) -> int:
    """Store what a proposer finds in a capture, once for each capture and proposer.

    No person makes this change, so it is not in the journal, and can't be undone.

    :param propose: finds the proposals; our own rules by default.
    :param proposer: its name.
    :returns: how many proposals were added.
    :raises Refused: there is no such capture.
    """
    found = writer.row("SELECT text FROM captures WHERE id = ?", capture)
    if not found:
        raise Refused("There is no such capture.", "Import the text first, then ask for proposals.")
    if _has_proposed(writer, capture, proposer):
        return 0
    proposals = (propose or _rule_proposer())(found[0])
    with explain_errors(writer.path), writer.unjournaled(), writer.action():
        if _has_proposed(writer, capture, proposer):  # another program stored them meanwhile
            return 0
        (first,) = writer.column("SELECT coalesce(max(number), 0) + 1 FROM proposals WHERE capture = ?", capture)
        ids: list[int] = []
        for number, each in enumerate(proposals):
            ids.append(
                writer.insert("proposals", **proposal_columns(each, proposer), capture=capture, number=first + number)
            )
        for id, each in zip(ids, proposals, strict=True):
            if each.within is not None:
                writer.update("proposals", id, within=ids[each.within])
    return len(proposals)


def unread_text(record: Reader, capture: CaptureId) -> str | None:
    """The text of a capture that our rules have not read yet; None where its proposals are stored.

    :raises Refused: there is no such capture.
    """
    found = record.row("SELECT text FROM captures WHERE id = ?", capture)
    if not found:
        raise Refused("There is no such capture.", "Import the text first, then ask for proposals.")
    return None if _has_proposed(record, capture, "rules") else str(found[0])


def list_proposals(record: Reader, capture: CaptureId) -> list[StoredProposal]:
    """The proposals of a capture; those of our rules that are not stored yet, as they would be. No row is written.

    :raises Refused: there is no such capture.
    """
    stored = stored_proposals(record, capture)
    if _has_proposed(record, capture, "rules"):
        return stored
    found = record.row(
        """SELECT ca.text, re.id, re."case", re.lang FROM captures ca JOIN reports re ON re.id = ca.report
           WHERE ca.id = ?""",
        capture,
    )
    if not found:
        raise Refused("There is no such capture.", "Import the text first, then ask for proposals.")
    text, report, case, lang = found
    first = stored[-1].number + 1 if stored else 1
    return stored + [
        StoredProposal(
            id=0,
            number=first + number,
            proposal=each if each.within is None else replace(each, within=first + each.within),
            within=None,
            state=ProposalState.OPEN,
            statement=None,
            statement_key=None,
            capture=capture,
            report=report,
            case=case,
            text=text,
            lang=lang,
        )
        for number, each in enumerate(_rule_proposer()(text))
    ]


# --- the line of a proposal ---


def line_of_proposal(record: Reader, kept: StoredProposal) -> MarkupLine:
    """The line of mark-up for a proposal, without claims.

    The speaker is a source on record where one has exactly the name, else a new one. The source of an enclosing
    proposal that is not decided yet is a station.
    """
    proposal = kept.proposal
    who = _speaker_name(record, kept)
    act = None if proposal.act is Act.ASSERT else proposal.act
    said = proposal.time.text if proposal.time else None
    who = replace(who, told=replace(who.told, act=act, said=_in_one_line(said)))
    stations = tuple(_station_name(record, each) for each in _undecided_enclosing(record, kept))
    outlet = _outlet_name(record, kept)
    if outlet is None or any(bare_name(outlet.text) == bare_name(each.text) for each in (who, *stations)):
        return MarkupLine(who, None, stations)
    if _publishes(kept):
        return MarkupLine(who, None if who.is_key else outlet, stations)
    through = next((each.statement for each in _enclosing_proposals(record, kept) if each.statement is not None), None)
    if through is not None and not stations and _speaks_for(record, through, outlet):
        return MarkupLine(who)
    return MarkupLine(who, None, (outlet, *stations))


def context_of_proposal(record: Reader, kept: StoredProposal) -> MarkupContext:
    """The context of a proposal's line: its words as if a person had selected them."""
    proposal = kept.proposal
    through = next((each.statement for each in _enclosing_proposals(record, kept) if each.statement is not None), None)
    inside = record.column(
        "SELECT statement FROM proposals WHERE within = ? AND statement IS NOT NULL ORDER BY number", kept.id
    )
    return MarkupContext(
        case=kept.case,
        report=kept.report,
        capture=kept.capture,
        spans=tuple((span.start, span.end) for span in proposal.content or _attribution_spans(proposal)),
        form=proposal.form,
        cue=proposal.cue.text if proposal.cue else None,
        through=through,
        inside=tuple(dict.fromkeys(inside)),
    )


def plan_proposal(
    record: Reader, kept: StoredProposal, line: MarkupLine | str | None = None, context: MarkupContext | None = None
) -> Plan:
    """Plan what accepting a proposal will write.

    :param line: a line in place of the proposed one, such as that one with claims.
    :param context: :func:`context_of_proposal` with a person's corrections, such as the form of the quote.
    :raises Refused: the line can't be parsed or written.
    """
    meant = line_of_proposal(record, kept)
    read = parse_line(line) if isinstance(line, str) else line or meant
    found = plan_line(record, read, context or context_of_proposal(record, kept))
    if kept.proposal.source is None or read.who.text != meant.who.text or _is_said_so(kept, read.who):
        return found
    doubt = f"{in_quotes(kept.proposal.source.text)} is taken for {read.who.text}: a guess."
    return replace(found, doubts=(doubt, *found.doubts))


def _is_said_so(kept: StoredProposal, who: LineName) -> bool:
    """Whether the words of a proposal name its speaker themselves: they are no pronoun and no part of its name."""
    source = kept.proposal.source
    if kept.proposal.antecedent is not None or source is None:
        return False
    is_part = are_forms_of_one_person(source.text, who.text) and bare_name(who.text) not in bare_name(source.text)
    return who.is_key or not is_part


# --- deciding ---


def accept_proposal(writer: Writer, id: int, choice: Plan | MarkupLine | str | None = None) -> AppliedPlan:
    """Accept a proposal: apply its line of mark-up, in one action.

    :param choice: the plan that was shown, or a line in place of the proposed one.
    :raises Refused: it is decided already, or its line can't be written.
    """
    with explain_errors(writer.path), writer.action():
        kept = _require_open_proposal(writer, id)
        found = choice if isinstance(choice, Plan) else plan_proposal(writer, kept, choice)
        with writer.action(f"accept proposal {kept.number}: {found.words}"):
            written = apply_plan(writer, found)
            writer.update("proposals", id, state=ProposalState.ACCEPTED, statement=written.first)
    return written


def reject_proposal(writer: Writer, id: int) -> None:
    """Reject a proposal.

    :raises Refused: it is decided already.
    """
    with explain_errors(writer.path), writer.action():
        kept = _require_open_proposal(writer, id)
        with writer.action(f"reject proposal {kept.number} in {_report_key(writer, kept)}"):
            writer.update("proposals", id, state=ProposalState.REJECTED)


def reopen_proposal(writer: Writer, id: int) -> None:
    """Open a rejected proposal again.

    :raises Refused: it is not rejected; one that was accepted opens again when its statement is removed.
    """
    with explain_errors(writer.path), writer.action():
        kept = stored_proposal(writer, id)
        if kept.state is ProposalState.ACCEPTED:
            raise Refused(
                f"{kept.statement_key} came from proposal {kept.number}.", "Remove that statement to reopen it."
            )
        with writer.action(f"reopen proposal {kept.number} in {_report_key(writer, kept)}"):
            writer.update("proposals", id, state=ProposalState.OPEN)


def _require_open_proposal(record: Reader, id: int) -> StoredProposal:
    kept = stored_proposal(record, id)
    if kept.is_open:
        return kept
    came = f": {kept.statement_key}" if kept.statement_key else ""
    raise Refused(f"Proposal {kept.number} is {kept.state} already{came}.", "Undo that first, or leave it.")


def _report_key(record: Reader, kept: StoredProposal) -> str:
    return str(record.column("SELECT key FROM reports WHERE id = ?", kept.report)[0])


# --- speaker and stations ---


def _speaker_name(record: Reader, kept: StoredProposal) -> LineName:
    """The name of the speaker, for a pronoun that of its likely antecedent: a source on record, or a new one."""
    span = kept.proposal.antecedent or kept.proposal.source
    if span is None:
        return LineName("source not named", told=NameDetails(kind=SourceKind.GROUP, naming=Naming.UNATTRIBUTED))
    name = LineName(_name_of_span(record, kept, span))
    return replace(name, told=_OUTLET) if is_outlet_in_text(record, kept, span, name.text) else name


_OUTLET = NameDetails(kind=SourceKind.OUTLET, naming=Naming.NAMED)


def _station_name(record: Reader, kept: StoredProposal) -> LineName:
    """The name of an enclosing proposal's speaker. A new one gets its kind from its name: it need not be an outlet."""
    name = _speaker_name(record, kept)
    if name.told != NameDetails() or same_sources(record, kept.case, name.text):
        return name
    guess = guess_source(name.text, lang=kept.lang, text=kept.text)
    return replace(name, told=NameDetails(kind=guess.kind, naming=guess.naming))


def _name_of_span(record: Reader, kept: StoredProposal, span: Span) -> str:
    words = without_description(span.text)
    names = find_names(words) or [words]
    known = first_known_name(record, kept.case, names)
    name = without_opening_capital(known or names[0], lang=kept.lang, text=kept.text)
    return name if known else whole_name(record, kept, name)


def _outlet_name(record: Reader, kept: StoredProposal) -> LineName | None:
    """The outlet that carries a proposal's words: "told CNN", "published by INA"."""
    span = kept.proposal.outlet
    if span is None:
        return None
    name = LineName(_name_of_span(record, kept, span))
    return replace(name, told=_OUTLET) if is_outlet_in_text(record, kept, span, name.text) else name


def _publishes(kept: StoredProposal) -> bool:
    """Whether the outlet publishes what the source itself wrote. One that was told it passes it on instead."""
    outlet = kept.proposal.outlet
    return outlet is not None and _PUBLISHED.search(kept.text[max(0, outlet.start - 60) : outlet.start]) is not None


_PUBLISHED = re.compile(
    r"(?:\b(?:published|released|issued|distributed|carried|posted|circulated|run)\s+(?:by|in|through|via)|\bon)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before the name of an outlet that publishes a statement."""


def _speaks_for(record: Reader, statement: StatementId, outlet: LineName) -> bool:
    """Whether a statement on record is the outlet's own."""
    source, case = record.rows('SELECT source, "case" FROM statements WHERE id = ?', statement)[0]
    return any(each.id == source for each in same_sources(record, case, outlet.text))


def _enclosing_proposals(record: Reader, kept: StoredProposal) -> list[StoredProposal]:
    """The proposals whose content encloses one, from the innermost outwards, without rejected ones."""
    found: list[StoredProposal] = []
    above = kept.within
    while above is not None and all(above != each.id for each in found):
        outer = stored_proposal(record, above)
        found += [*_cited_around(record, kept, outer), outer]
        above = outer.within
    return [each for each in found if each.state is not ProposalState.REJECTED]


def _cited_around(record: Reader, kept: StoredProposal, outer: StoredProposal) -> list[StoredProposal]:
    """Those whom an enclosing speaker cites for words around a proposal: CNN in "Reuters, citing CNN, said he fled"."""
    own = kept.proposal.source
    if own is None:
        return []
    beside = record.column("SELECT id FROM proposals WHERE within = ? AND id <> ? ORDER BY number", outer.id, kept.id)
    return [
        each
        for each in (stored_proposal(record, id) for id in beside)
        if any(span.start <= own.start and own.end <= span.end for span in each.proposal.content)
    ]


def _undecided_enclosing(record: Reader, kept: StoredProposal) -> list[StoredProposal]:
    """The enclosing proposals, up to the first whose statement is on record and passes this one on."""
    outers = _enclosing_proposals(record, kept)
    accepted = next((place for place, each in enumerate(outers) if each.statement is not None), len(outers))
    own = _speaker_name(record, kept).text
    return [each for each in outers[:accepted] if _speaker_name(record, each).text != own]


def _attribution_spans(proposal: Proposal) -> Sequence[Span]:
    """The words to quote where a proposal has no content: "denied this"."""
    return [span for span in (proposal.cue or proposal.source,) if span is not None]


def _rule_proposer() -> Proposer:
    from db.attribution import propose  # loads a large vocabulary that only this needs

    return propose


def _has_proposed(record: Reader, capture: CaptureId, proposer: str) -> bool:
    return bool(record.row("SELECT 1 FROM proposals WHERE capture = ? AND proposer = ? LIMIT 1", capture, proposer))


def _in_one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
