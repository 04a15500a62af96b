"""The document of a source: who it is, where it belongs, what it publishes, and what it says, in whose voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.model.enums import Sameness
from db.model.ids import CaseId, SourceId, StatementId
from db.queries.citations import cited_source
from db.queries.claims import claims_about
from db.queries.provenance import statements_by_voice
from db.queries.reports import reports_by_outlet
from db.queries.source_judgements import sameness
from db.queries.sources import Source, affiliations, sources
from db.store.reader import Reader
from tui.documents.judgements import source_judgements
from tui.documents.model import (
    NONE_ON_RECORD,
    Document,
    Fact,
    Section,
    SectionName,
    StatementFact,
    named_fact,
    printed_heading,
)
from tui.documents.statements import counted_heading, statement_list
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import Paragraph
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind

MOST = 100
"""Statements that the desk shows of each voice; a line gives the number of the rest, and the command prints them."""

_LISTED = 20
"""Reports, claims and judgements that the desk lists above what a source said."""


def source_document(record: Reader, case: CaseId, source: Source, most: int | None = None) -> Document:
    """A source, and what it says in a case.

    :param most: statements of each voice, for the desk; None for all, to be printed.
    """
    id, listed = source.id, -1 if most is None else _LISTED
    heard = statements_by_voice(record, case, id)
    title = Fact(
        ((line(source.name), "bold"), (f"   {source.key}", DIM)),
        (Paragraph(f"{source.key} {wording.end_sentence(source.name)}", 0, 2, heading=True),),
        row=Row(RowKind.SOURCE, id),
    )
    known = wording.kind_and_naming(source)
    sections = [
        Section(SectionName.TITLE, [title]),
        Section(SectionName.KNOWN_AS, [named_fact("known as", known, printed=f"What it is: {known}.")]),
        Section(SectionName.AFFILIATIONS, _affiliations(record, id)),
        Section(SectionName.REPORTS, _reports(record, case, id, listed)),
        Section(SectionName.PARTY_TO, _party_to(record, case, id, listed)),
        Section(SectionName.SAME_AS, _same_as(record, id, None if most is None else _LISTED)),
        Section(SectionName.JUDGED, source_judgements(record, id, whole=most is None)),
        *(
            Section(name, _statements(record, source, title, ids, most))
            for name, title, ids in (
                (SectionName.OWN_VOICE, "In its own voice", heard.own),
                (SectionName.RELAYED, "Relayed by it", heard.relayed),
                (SectionName.AS_PASSED_ON, "Its words as relayed by others", heard.as_passed_on),
            )
            if ids or name is SectionName.OWN_VOICE
        ),
    ]
    if not (heard.own or heard.relayed):
        nothing = f"{Mark.MISSING_VOICE} No statement of its own is on record in this case: only others mention it."
        sections.append(Section(SectionName.NOT_HEARD, [Fact((nothing,), gap=True)]))
    return Document(line(source.name), tuple(sections), cited_source(source))


def _affiliations(record: Reader, id: SourceId) -> Iterator[Fact]:
    found = affiliations(record, id)
    if not found:
        yield named_fact("belongs to", ("not recorded", DIM))
    for each in found:
        kind, org = wording.relation_words(each.kind), line(each.org.name)
        member = "" if each.depth == 1 else f"{line(each.member.short)} is "
        valid = f", {line(each.valid)}" if each.valid else ""
        yield named_fact(
            "belongs to" if each is found[0] else "",
            (f"{'  ' * (each.depth - 1)}{member}{kind} ", DIM),
            (org, "bold"),
            ("   top level; stop counting above this" if each.org.is_boundary else "", DIM),
            printed=f"{each.member.name}: {kind} {org}{valid}.",
            target=Thing(ThingKind.SOURCE, each.org.id),
            row=Row(RowKind.AFFILIATION, each.id),
        )


def _reports(record: Reader, case: CaseId, id: SourceId, most: int) -> Iterator[Fact]:
    for report in reports_by_outlet(record, case, id, most):
        words = f"{line(report.label)}, {wording.time_words(report.published)}"
        yield named_fact(
            "publishes",
            (f"{report.key} ", "bold"),
            words,
            printed=f"Publishes: {report.key} {wording.end_sentence(words)}",
            target=Thing(ThingKind.REPORT, report.id),
        )


def _party_to(record: Reader, case: CaseId, id: SourceId, most: int) -> Iterator[Fact]:
    """The claims it is a party to, with its role."""
    for role, claim in claims_about(record, case, id, most):
        text = line(claim.text)
        yield named_fact(
            f"{role} in",
            (f"{claim.key} ", "bold"),
            text,
            printed=f"{role.capitalize()} in {claim.key}: {wording.end_sentence(text)}",
            target=Thing(ThingKind.CLAIM, claim.id),
        )


_SAME = {
    Sameness.SAME: (Mark.SAME, "the same as", "$success"),
    Sameness.DIFFERENT: (Mark.DIFFERENT, "not the same as", "$error"),
    Sameness.UNSURE: (Mark.UNJUDGED, "perhaps the same as", "$warning"),
}
"""Glyph, words and colour of a judgement."""


def _same_as(record: Reader, id: SourceId, most: int | None) -> Iterator[Fact]:
    """Judgements whether it is one with other sources, and on the desk a line that opens a new one."""
    judgements = sameness(record, id)[:most]
    others = [each.b if each.a == id else each.a for each in judgements]
    known = {source.id: source for source in sources(record, others)}
    for at, (other, each) in enumerate(zip(others, judgements, strict=True)):
        glyph, words, style = _SAME[each.judgement]
        name, who, day = f"{line(known[other].name)} ({line(known[other].key)})", line(each.who), wording.day(each.at)
        yield named_fact(
            "same as" if not at else "",
            (f"{glyph} {words}", style),
            (f" {name}", "bold"),
            (f"   {who}, {day}: {line(each.reason)}", DIM),
            printed=f"{words.capitalize()} {name}, says {who} on {day}: {wording.end_sentence(each.reason)}",
            target=Thing(ThingKind.SAMENESS, id, str(other)),
        )
    nobody = "another source" if others else f"{Mark.UNJUDGED} not merged with another source"
    yield named_fact(
        "" if others else "same as", (f"{nobody}: enter to judge", DIM), target=Thing(ThingKind.SAMENESS, id)
    )


def _statements(
    record: Reader, source: Source, title: str, ids: Sequence[StatementId], most: int | None
) -> Iterator[Fact | StatementFact]:
    if not ids:
        yield Fact(printed=printed_heading(title))
        yield NONE_ON_RECORD
        return
    yield from statement_list(record, counted_heading(title, len(ids)), ids, most)
    if most is not None and len(ids) > most:
        more = f"… and {len(ids) - most:,} more: onrecord source {source.key} prints them all."
        yield Fact((more,), gap=True)
