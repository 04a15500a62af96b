"""Add a denial at once: its words in their report, who denies, through whom we know of it, and the claims it denies."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.errors import Refused
from db.journal.writer import Writer
from db.markup.apply import AppliedPlan, apply_plan
from db.markup.parse_names import LineName, NameDetails
from db.markup.parser import MarkupLine, StanceText
from db.markup.plan import MarkupContext, Plan
from db.markup.planner import plan_line
from db.markup.quotable_words import quotable_words
from db.markup.selection import guess_quote_form
from db.model.enums import Act, Holding, Polarity
from db.model.ids import CaseId, ClaimId, ReportId, SourceId
from db.model.times import When
from db.write.reports import add_report
from db.write.validate import checked_action


@dataclass(frozen=True, slots=True)
class DenialDetails:
    """What a person knows of a denial."""

    words: str
    """The exact words, as published."""
    speaker: SourceId
    claims: Sequence[ClaimId]
    """The claims it denies, at least one."""
    report: ReportId | None = None
    """The report in which it was read."""
    outlet: SourceId | None = None
    """Who published that report, where it is not on record yet."""
    via: SourceId | None = None
    """From whom the report has it, if not from the speaker."""
    said: When | None = None
    """The time of the denial; before its report was published if not given."""
    cue: str | None = None
    """The word that introduces the quote: "denied"."""


@dataclass(frozen=True, slots=True)
class AddedDenial:
    """A denial that was added, or found on record, with the plan by which it was written."""

    plan: Plan
    written: AppliedPlan


def add_denial(writer: Writer, case: CaseId, details: DenialDetails) -> AddedDenial:
    """Add a denial in one action.

    A report that is not on record is added; where its text is not held, the words are kept as an excerpt. A denial that
    is on record in the same words gets another quote, as in a line of mark-up.

    :raises UnquotableWords: the report's text doesn't have the words, or has them twice.
    :raises Refused: nothing is denied, or neither a report nor its outlet is given.
    """
    if not details.claims:
        raise Refused("A denial needs a claim that it denies.", "Nothing was saved.")
    if details.report is None and details.outlet is None:
        raise Refused("Where was the denial read?", "Give its report, or the outlet of a report to add.")
    keys = [str(writer.whole_row("claims", claim)["key"]) for claim in details.claims]
    speaker = _name_by_key(writer, details.speaker, NameDetails(act=Act.DENY))
    with checked_action(writer), writer.action(f"add that {speaker.text} denies {', '.join(keys)}"):
        report = details.report
        if report is None:
            assert details.outlet is not None
            report = add_report(writer, case, details.outlet, holding=Holding.CITED)
        line = MarkupLine(
            speaker,
            stations=() if details.via is None else (_name_by_key(writer, details.via, NameDetails()),),
            bearings=tuple(StanceText(Polarity.AGAINST, key) for key in keys),
        )
        plan = plan_line(writer, line, _context(writer, case, report, details))
        return AddedDenial(plan, apply_plan(writer, plan))


def _context(writer: Writer, case: CaseId, report: ReportId, details: DenialDetails) -> MarkupContext:
    held, place = quotable_words(writer, report, details.words)
    spans = ((place.start, place.end),)
    return MarkupContext(
        case=case,
        report=report,
        capture=held.id,
        spans=spans,
        form=guess_quote_form(held.text, spans),
        cue=details.cue,
        said=details.said,
    )


def _name_by_key(writer: Writer, source: SourceId, details: NameDetails) -> LineName:
    return LineName(str(writer.whole_row("sources", source)["key"]), is_key=True, told=details)
