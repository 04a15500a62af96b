"""FollowTheMoney: entities, one JSON object a line, for Aleph, OpenAleph and what reads their data.

A source is a person, an organisation or a legal entity; a report an article; a statement a note on its source; a claim
a note. Stances, relays, links and parties are links of an unknown kind whose role says what they are: the model has no
word for who says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from db.exchange.claim_numbers import claim_numbers
from db.exchange.export import Export
from db.exchange.identifiers import plain_ulid, web_address
from db.exchange.json_items import json_line
from db.exchange.record_graph import RecordEdge, graph_edges
from db.exchange.statement_words import manner_words, statement_words
from db.model.enums import Naming, SourceKind
from db.model.things import RowKind
from db.model.times import When
from db.queries.assessments import claim_assessments
from db.queries.claims import claims
from db.queries.reports import Report
from db.queries.sources import Source
from db.store.reader import pages

Entity = dict[str, Any]


def write(export: Export, out: BinaryIO) -> None:
    """Write the entities: sources, reports, statements, claims, and what joins them."""
    for make in (_sources, _reports, _statements, _claims, _links):
        for entity in make(export):
            out.write(json_line(entity))


def _entity(id: str, schema: str, **values: str | None) -> Entity:
    held = {name: [text] for name, value in values.items() if value and (text := _clean(value))}
    return {"id": id, "schema": schema, "properties": held}


def _clean(value: str) -> str:
    """A text without control characters but line feeds, which the library takes out, too."""
    return _CONTROLS.sub(" ", value).strip()


_CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_NAMELESS = "not recorded"


def _sources(export: Export) -> Iterator[Entity]:
    ids = export.ulids(RowKind.SOURCE, export.selection.sources)
    for source in export.sources():
        naming = "" if source.naming is Naming.NAMED else f"Not named: {source.naming}."
        yield _entity(
            plain_ulid(ids[source.id]),
            _schema(source),
            name=_clean(source.name) or _NAMELESS,
            alias=source.short if source.short != source.name else None,
            notes=f"{source.key}, {source.kind}. {naming}",
        )


def _schema(source: Source) -> str:
    """Only who is known by name or office is a person or an organisation; others may be anybody."""
    if source.naming not in (Naming.NAMED, Naming.ROLE):
        return "LegalEntity"
    return "Person" if source.kind is SourceKind.PERSON else "Organization"


def _reports(export: Export) -> Iterator[Entity]:
    ids = export.ulids(RowKind.REPORT, export.selection.reports)
    for report in export.reports():
        yield _entity(
            plain_ulid(ids[report.id]),
            "Article",
            fileName=f"{report.key}.txt",
            title=report.title or f"{report.key} {report.label}",
            publisher=report.outlet.name,
            author=report.author,
            sourceUrl=web_address(report.url),
            publishedAt=_date(report.published),
            notes=_report_notes(report),
        )


def _report_notes(report: Report) -> str:
    published = report.published.edtf or report.published.raw or "not recorded"
    via = f", known via {report.known_via}" if report.known_via else ""
    return f"{report.key} {report.label}: {report.holding}{via}. Published: {published}."


_DATE = re.compile(r"(?:1[6-9]|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)


def _date(when: When) -> str | None:
    """The day of a time whose day is known. Uncertain times are in the notes."""
    day = (when.edtf or "")[:10]
    return day if _DATE.fullmatch(day) and len(when.edtf or "") in (10, 19, 20, 25) else None


def _statements(export: Export) -> Iterator[Entity]:
    ids = export.ulids(RowKind.STATEMENT, export.selection.statements)
    sources = export.ulids(RowKind.SOURCE, export.selection.sources)
    for said in export.statements():
        yield _entity(
            plain_ulid(ids[said.id]),
            "Note",
            name=f"{said.key} {said.source.name}",
            entity=plain_ulid(sources[said.source.id]),
            description=statement_words(said),
            summary=manner_words(said),
            notes=f"Said: {said.said.edtf or said.said.raw or 'not recorded'}.",
        )


def _claims(export: Export) -> Iterator[Entity]:
    ids = export.ulids(RowKind.CLAIM, export.selection.claims)
    for page in pages(export.selection.claims):
        export.progress.go_on(export.progress.done + len(page))
        numbers, decided = claim_numbers(export.record, page), claim_assessments(export.record, page)
        for claim in map(export.mask.apply, claims(export.record, page)):
            verdict = export.mask.apply(decided[claim.id].assessment)
            yield _entity(
                plain_ulid(ids[claim.id]),
                "Note",
                name=f"Claim {claim.key}",
                description=claim.text,
                summary=numbers[claim.id].words,
                notes=f"Verdict: {verdict.verdict}, by {verdict.who}, {verdict.at}." if verdict else None,
            )


def _links(export: Export) -> Iterator[Entity]:
    """Edges of the graph; who says something, and which outlet publishes, stand in the note and the article."""
    for edge in graph_edges(export):
        if edge.kind != "said by":
            yield _link(edge)


def _link(edge: RecordEdge) -> Entity:
    if edge.kind == "in report":
        return _entity(edge.id, "Documentation", document=edge.target, entity=edge.source, role="statement in report")
    role = "; ".join([edge.kind, *([edge.polarity.word] if edge.polarity is not None else [])])
    values = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in edge.values.items())
    return _entity(edge.id, "UnknownLink", subject=edge.source, object=edge.target, role=role, summary=values)
