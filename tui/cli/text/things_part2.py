"""One source, claim, denial or report as plain text, whole: what its view on the desk shows, without a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.model.enums import Polarity, Standing
from db.model.ids import CaseId, ClaimId, StatementId
from db.queries.citations import cited_claim, cited_denial, cited_report, cited_source
from db.queries.claim_joins import Joined, joined, joined_with
from db.queries.claim_support import support
from db.queries.claims import Claim, parties
from db.queries.denials import Denial, denied, passed_on, silence
from db.queries.origins import Group, grouped, standings
from db.queries.provenance import Passage, hearing, passages
from db.queries.reports import Report, captures, cited_in
from db.queries.sources import Source, affiliations
from db.queries.statements import said_in
from db.store.reader import Reader, pages
from tui.cli.text.assessments import claim_judged, denial_judged, rated_text, report_judged, source_judged
from tui.cli.text.desk import BLANK, denial_text, passage_text, resting
from tui.text import wording
from tui.text.paragraphs import Paragraph
from tui.text.safe import block, line


def source_text(record: Reader, case: CaseId, source: Source) -> Iterator[Paragraph]:
    """A source, where it belongs, and what it says in a case."""
    yield Paragraph(f"{source.key} {wording.ended(line(source.name))}", 0, 2, heading=True)
    yield Paragraph(f"What it is: {wording.known_as(source)}.", 2, 2)
    for each in affiliations(record, source.id):
        valid = f", {line(each.valid)}" if each.valid else ""
        yield Paragraph(
            f"{line(each.member.name)}: {wording.affiliated(each.kind)} {line(each.org.name)}{valid}.", 2, 2
        )
    yield from source_judged(record, source.id)
    heard = hearing(record, case, source.id)
    yield from _statements(record, "In its own voice", heard.own)
    if heard.relayed:
        yield from _statements(record, "What it passes on", heard.relayed)
    if heard.as_passed_on:
        yield from _statements(record, "Its words as others pass them on", heard.as_passed_on)
    yield from _citation(cited_source(source))


def claim_text(record: Reader, claim: Claim) -> Iterator[Paragraph]:
    """A claim, its numbers, whom it is about, and every statement on it under the origin it rests on."""
    numbers = standings(record, [claim.id])[claim.id]
    yield Paragraph(f"{claim.key} {wording.ended(line(claim.text))}", 0, 2, heading=True)
    if claim.parent:
        yield Paragraph(f"{wording.affiliated(claim.part or '').capitalize()} of {claim.parent}.", 2, 2)
    yield from _joins(record, claim.id)
    yield Paragraph(resting(numbers), 2, 2)
    yield Paragraph(f"Carried by {wording.counted(numbers.outlets, 'outlet')}.", 2, 2)
    for role, source, heard in parties(record, claim.id):
        voice = "has a statement of its own on record" if heard else "has no statement of its own on record"
        yield Paragraph(f"{role.capitalize()}: {line(source.name)}, which {voice}.", 2, 2)
    yield from _support(record, claim)
    yield from _alarms(record, claim)
    yield from claim_judged(record, claim.id)
    found = grouped(record, claim.id)
    for polarity, groups in found.sides.items():
        yield from _side(record, claim, polarity, groups)
    yield from _ring(record, claim, found.ring)
    yield from _citation(cited_claim(claim, numbers))


def _joins(record: Reader, claim: ClaimId) -> Iterator[Paragraph]:
    """What it is joined into, and what is joined into it."""
    into = joined(record, claim)
    if into is not None:
        yield Paragraph(f"Joined into {into.into.key} {wording.ended(line(into.into.text))} {_joined_by(into)}", 2, 2)
    for each in joined_with(record, claim):
        yield Paragraph(f"With it: {each.claim.key} {wording.ended(line(each.claim.text))} {_joined_by(each)}", 2, 2)


def _joined_by(join: Joined) -> str:
    why = f": {wording.ended(line(join.reason))}" if join.reason else "."
    return f"Joined by {line(join.who)}, {wording.day(join.at[:10])}{why}"


def _support(record: Reader, claim: Claim) -> Iterator[Paragraph]:
    """Whose the numbers are, in which organisations, and what was judged of every two origins."""
    rests = support(record, claim.id)
    for side in (rests.supporting, rests.against) if rests is not None else ():
        word = side.polarity.word.capitalize()
        if side.reports:
            reports = ", ".join(line(each.key) for each in side.reports)
            outlets = ", ".join(line(each.name) for each in side.outlets)
            yield Paragraph(f"{word}: in {reports}, of {outlets}.", 2, 2)
        if side.origins:
            houses = "; ".join(" with ".join(line(body.name) for body in each.bodies) for each in side.organisations)
            yield Paragraph(f"{word}: {side.in_organisations} ({houses}).", 2, 2)
        for each in side.judged:
            known = {origin.id: line(origin.source.name) for origin in side.origins}
            two = f"{known[each.a]} and {known[each.b]}: {each.judgement.word}"
            yield Paragraph(
                f"{two}, says {line(each.who)} on {wording.day(each.at)}: {wording.ended(line(each.reason))}", 2, 2
            )


def _alarms(record: Reader, claim: Claim) -> Iterator[Paragraph]:
    from db.analysis.alarms.lookup import alarms_on

    found = alarms_on(record, claim.id)
    if found:
        yield BLANK
        yield Paragraph(f"Alarms ({len(found):,})", heading=True)
    for alarm in found:
        aside = f" Set aside by {line(alarm.set_aside.who)}: {line(alarm.set_aside.reason)}" if alarm.set_aside else ""
        yield Paragraph(f"{wording.sentence(alarm.kind)} {line(alarm.sentence)}{aside} ({line(alarm.key)})", 2, 4)


def whole_denial_text(record: Reader, denial: Denial) -> Iterator[Paragraph]:
    """A denial, the claims it denies and leaves standing in full, and who passes it on."""
    passage = passages(record, [denial.statement])[0]
    yield from denial_text(denial, passage, 0)
    yield from denial_judged(record, denial.statement, passage.statement.stances)
    for heading, claims in (
        ("Denies", denied(record, denial.statement)),
        ("Silent on", silence(record, denial.statement)),
    ):
        yield BLANK
        yield Paragraph(f"{heading} ({len(claims):,})", heading=True)
        for claim in claims:
            yield Paragraph(f"{claim.key} {wording.ended(line(claim.text))}", 2, 4)
    yield from _statements(record, "Passed on by", passed_on(record, denial.statement))
    yield from _citation(cited_denial(denial, passage))


def report_text(record: Reader, report: Report) -> Iterator[Paragraph]:
    """A report, how we know it, its captures, and what is said in it."""
    title = f" “{line(report.title)}”," if report.title else ""
    yield Paragraph(f"{report.key} {line(report.outlet.name)},{title} {wording.when(report.published)}.", 0, 2, True)
    if report.url:
        yield Paragraph(f"Address: {line(report.url)}", 2, 2)
    yield Paragraph(f"How we know it: {wording.holding(report)}.", 2, 2)
    for each in cited_in(record, report.id):
        yield Paragraph(f"Through it alone we know {each.key}, {line(each.label)}.", 2, 2)
    yield from report_judged(record, report.id)
    for capture in captures(record, report.id):
        yield BLANK
        yield Paragraph(f"Capture ({capture.method}) of {line(capture.captured_at)}", heading=True)
        yield Paragraph(f"SHA-256 {capture.text_sha256}", 2, 2)
        for name, fact in wording.capture(capture):
            yield Paragraph(f"{name[0].upper()}{name[1:]}: {fact}", 2, 2)
        for paragraph in block(capture.text).split("\n"):
            yield Paragraph(paragraph, 2)
    said = said_in(record, report.id)
    yield from _statements(record, wording.counted(len(said), "statement"), said)
    yield from _citation(cited_report(report))


def _side(record: Reader, claim: Claim, polarity: Polarity, groups: Sequence[Group]) -> Iterator[Paragraph]:
    """Every origin on one side, each with the statements that rest on it."""
    if not groups:
        return
    yield BLANK
    yield Paragraph(f"{polarity.word.capitalize()}: statements by origin", heading=True)
    for group in groups:
        known = group.origin.standing is not Standing.NOT_RECORDED
        lead = f"{group.origin.standing.word} origin, " if known else "origin not recorded, "
        own = passages(record, [group.origin.statement])[0]
        yield from passage_text(own, 2, lead=_stands_in(own) + lead)
        yield from rated_text(record, [own.statement.id], claim.id).get(own.statement.id, ())
        for page in pages(group.carriers):
            rated = rated_text(record, page, claim.id, indent=8)
            for passage in passages(record, page):
                yield from passage_text(passage, 6, lead=f"{_stands_in(passage)}rests on it, ")
                yield from rated.get(passage.statement.id, ())


def _ring(record: Reader, claim: Claim, ids: Sequence[StatementId]) -> Iterator[Paragraph]:
    if ids:
        told = "Circular: these only pass each other on, and no origin stands behind them"
        yield from _statements(record, told, ids, claim.id)


def _statements(
    record: Reader, heading: str, ids: Sequence[StatementId], claim: ClaimId | None = None
) -> Iterator[Paragraph]:
    yield BLANK
    yield Paragraph(heading, heading=True)
    if not ids:
        yield Paragraph("None on record.", 2)
    for page in pages(ids):
        rated = rated_text(record, page, claim)
        for passage in passages(record, page):
            yield from passage_text(passage, 2, lead=_stands_in(passage))
            yield from rated.get(passage.statement.id, ())


def _stands_in(passage: Passage) -> str:
    """The report a statement stands in, if it stands in one."""
    return f"in {passage.statement.report_key}, " if passage.statement.report_key else ""


def _citation(words: str) -> Iterator[Paragraph]:
    yield BLANK
    yield Paragraph("To cite", heading=True)
    yield Paragraph(line(words), 2, 2)
