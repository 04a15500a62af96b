"""STIX 2.1: a bundle for threat intelligence platforms (OpenCTI, MISP). It holds what was said, and no indicator.

A case is a grouping, a source an identity, a statement a note on who said it, a claim a labelled note, a stance an
opinion of who takes it, a relay the relationship ``derived-from``. A verdict is a note by the person who gave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from db.exchange.claim_numbers import claim_numbers
from db.exchange.export import Export
from db.exchange.identifiers import record_uuid, ulid_time, web_address
from db.exchange.json_items import write_items
from db.exchange.statement_words import manner_words, statement_words
from db.model.enums import AffiliationKind, Certainty, Naming, Polarity, SourceKind
from db.model.things import RowKind
from db.queries.assessments import assessments_of
from db.queries.cases import Case
from db.queries.claims import Claim, claims
from db.queries.reports import Report, reports
from db.queries.sources import Source
from db.queries.statements import Statement
from db.store.reader import Row, pages, placeholders

Stix = dict[str, Any]

_CLASSES = {
    SourceKind.PERSON: "individual",
    SourceKind.BODY: "organization",
    SourceKind.OUTLET: "organization",
    SourceKind.GROUP: "group",
}

_EARLIEST = "1970-01-01T00:00:00.000Z"


def write(export: Export, out: BinaryIO) -> None:
    """Write a bundle: the desk's own identity first, each case's grouping last."""
    cases = export.ulids(RowKind.CASE, export.selection.cases)
    bundle = record_uuid("bundle", f"{export.state.action}/{'/'.join(cases.values())}")
    write_items(out, {"type": "bundle", "id": f"bundle--{bundle}"}, "objects", _Bundle(export).objects())


class _Bundle:
    """Makes the objects of a bundle."""

    def __init__(self, export: Export) -> None:
        self._export = export
        chosen = export.selection
        self._ulids = {
            RowKind.CASE: export.ulids(RowKind.CASE, chosen.cases),
            RowKind.SOURCE: export.ulids(RowKind.SOURCE, chosen.sources),
            RowKind.STATEMENT: export.ulids(RowKind.STATEMENT, chosen.statements),
            RowKind.CLAIM: export.ulids(RowKind.CLAIM, chosen.claims),
        }
        self._at = f"{export.state.at[:-1]}.000Z" if export.state.at else _EARLIEST
        self._desk = f"identity--{record_uuid('identity', 'onrecord')}"
        self._extension = f"extension-definition--{record_uuid('extension-definition', 'onrecord')}"

    def objects(self) -> Iterator[Stix]:
        """All objects, each once."""
        yield self._desk_identity()
        yield self._extension_definition()
        for source in self._export.sources():
            yield self._identity(source)
        yield from self._affiliations()
        yield from self._claims()
        yield from self._statements()
        yield from self._relays()
        notes = self._grouped()
        for case in self._export.cases():
            yield self._grouping(case, notes.get(self._id("grouping", RowKind.CASE, case.id), []))

    def _id(self, kind: str, of: RowKind, id: int) -> str:
        return f"{kind}--{record_uuid(of, self._ulids[of][id])}"

    def _object(self, kind: str, of: str, ulid: str, **values: Any) -> Stix:
        """An object that the desk made.

        Every one was modified with the last action: a claim's numbers change with what is added to others.
        """
        created = ulid_time(ulid)
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{record_uuid(of, ulid)}",
            "created_by_ref": self._desk,
            "created": created,
            "modified": max(created, self._at),
            **{name: value for name, value in values.items() if value not in (None, "", [])},
        }

    def _with_values(self, values: dict[str, Any]) -> dict[str, Any]:
        """What STIX has no property for, under the extension's id."""
        return {self._extension: {"extension_type": "property-extension", **values}}

    def _desk_identity(self) -> Stix:
        return {
            "type": "identity",
            "spec_version": "2.1",
            "id": self._desk,
            "created": _EARLIEST,
            "modified": _EARLIEST,
            "name": "onrecord",
            "description": "The desk that recorded who said what. It rules on nothing.",
            "identity_class": "system",
        }

    def _extension_definition(self) -> Stix:
        return {
            "type": "extension-definition",
            "spec_version": "2.1",
            "id": self._extension,
            "created_by_ref": self._desk,
            "created": _EARLIEST,
            "modified": _EARLIEST,
            "name": "onrecord",
            "description": "Keys, numbers of origins, polarity and the like, as onrecord has them.",
            "schema": "onrecord help export",
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }

    def _identity(self, source: Source) -> Stix:
        is_known = source.naming in (Naming.NAMED, Naming.ROLE)
        return self._object(
            "identity",
            RowKind.SOURCE,
            self._ulids[RowKind.SOURCE][source.id],
            name=source.name,
            identity_class=_CLASSES[source.kind] if is_known else "unknown",
            roles=[source.kind],
            extensions=self._with_values({"key": source.key, "kind": source.kind, "naming": source.naming}),
        )

    def _affiliations(self) -> Iterator[Stix]:
        for page in pages(self._export.selection.sources):
            sql = f"SELECT ulid, member, org, kind, valid_edtf FROM affiliations WHERE member IN ({placeholders(page)})"
            for ulid, member, org, kind, valid in self._export.record.rows(f"{sql} ORDER BY id", *page):
                if org in self._ulids[RowKind.SOURCE]:
                    yield self._object(
                        "relationship",
                        RowKind.AFFILIATION,
                        ulid,
                        relationship_type=AffiliationKind(kind).replace("_", "-"),
                        description=self._export.mask.text(f"Valid {valid}.") if valid else None,
                        source_ref=self._id("identity", RowKind.SOURCE, member),
                        target_ref=self._id("identity", RowKind.SOURCE, org),
                    )

    def _claims(self) -> Iterator[Stix]:
        groupings = dict(self._groupings(RowKind.CLAIM))
        for page in pages(self._export.selection.claims):
            self._export.progress.go_on(self._export.progress.done + len(page))
            numbers = claim_numbers(self._export.record, page)
            judged = self._judged(page)
            for claim in map(self._export.mask.apply, claims(self._export.record, page)):
                ulid = self._ulids[RowKind.CLAIM][claim.id]
                yield self._object(
                    "note",
                    RowKind.CLAIM,
                    ulid,
                    abstract=f"Claim {claim.key}, in the desk's words",
                    content=f"{claim.text}\n{numbers[claim.id].words}",
                    labels=["claim"],
                    object_refs=[groupings[claim.id]],
                    extensions=self._with_values(
                        {
                            **_recorded(key=claim.key, part_of=claim.parent, part=claim.part),
                            **numbers[claim.id].properties,
                        }
                    ),
                )
                if claim.id in judged:
                    yield from self._verdicts(claim)

    def _judged(self, page: Iterable[int]) -> set[int]:
        ids = [*page]
        sql = f"SELECT DISTINCT claim FROM assessments WHERE claim IN ({placeholders(ids)})"
        return set(self._export.record.column(sql, *ids))

    def _verdicts(self, claim: Claim) -> Iterator[Stix]:
        """A person's current verdict on a claim."""
        for verdict in map(self._export.mask.apply, assessments_of(self._export.record, claim.id)[:1]):
            lines = [f"Verdict on {claim.key}: {verdict.verdict}, by {verdict.who}."]
            lines += [f"Likelihood: {verdict.likelihood.word}."] if verdict.likelihood else []
            lines += [f"Confidence: {verdict.confidence}."] if verdict.confidence else []
            lines += [verdict.rationale] if verdict.rationale else []
            at = f"{verdict.at[:-1]}.000Z"
            yield {
                **self._object(
                    "note",
                    "verdict",
                    self._ulids[RowKind.CLAIM][claim.id] + verdict.at,
                    content="\n".join(lines),
                    authors=[verdict.who],
                    labels=["verdict"],
                    object_refs=[self._id("note", RowKind.CLAIM, claim.id)],
                ),
                "created": at,
                "modified": max(at, self._at),
            }

    def _statements(self) -> Iterator[Stix]:
        page: list[Statement] = []
        for statement in self._export.statements():
            page.append(statement)
            if len(page) == _PAGE:
                yield from self._page_of_statements(page)
                page = []
        yield from self._page_of_statements(page)

    def _page_of_statements(self, page: list[Statement]) -> Iterator[Stix]:
        """Notes on who said what, each with its stances after it."""
        works = self._works(page)
        stances = self._stance_ulids(page)
        for said in page:
            ulid = self._ulids[RowKind.STATEMENT][said.id]
            yield self._object(
                "note",
                RowKind.STATEMENT,
                ulid,
                abstract=f"Statement {said.key}: {said.source.name}, {manner_words(said)}",
                content=statement_words(said),
                labels=["statement", *(["origin-not-recorded"] if said.basis == "not_recorded" else [])],
                object_refs=[self._id("identity", RowKind.SOURCE, said.source.id)],
                external_references=[_reference(works[said.report])] if said.report in works else None,
                extensions=self._with_values(
                    {
                        "key": said.key,
                        "act": said.act,
                        "voice": said.voice,
                        "basis": said.basis,
                        "said": said.said.edtf or said.said.raw or "not recorded",
                    }
                ),
            )
            for stance in (*said.stances, *said.on_joined):
                if (said.id, stance.claim) in stances and stance.claim in self._ulids[RowKind.CLAIM]:
                    yield self._object(
                        "opinion",
                        RowKind.STANCE,
                        stances[said.id, stance.claim],
                        opinion=_opinion(stance.polarity, stance.certainty),
                        explanation=f"{said.key} is {_SIDES[stance.polarity]} {stance.key}, {stance.certainty}: "
                        "what its source says, or passes on where it is uncommitted, and not what the desk finds.",
                        authors=[said.source.name],
                        labels=["stance"],
                        object_refs=[
                            self._id("note", RowKind.CLAIM, stance.claim),
                            self._id("note", RowKind.STATEMENT, said.id),
                        ],
                        extensions=self._with_values({"polarity": int(stance.polarity), "certainty": stance.certainty}),
                    )

    def _works(self, page: list[Statement]) -> dict[int | None, Report]:
        ids = sorted({said.report for said in page if said.report is not None})
        return {each.id: self._export.mask.apply(each) for each in reports(self._export.record, ids)}

    def _stance_ulids(self, page: list[Statement]) -> dict[tuple[int, int], str]:
        ids = [said.id for said in page]
        sql = f"SELECT statement, claim, ulid FROM stances WHERE statement IN ({placeholders(ids)})"
        return {(statement, claim): ulid for statement, claim, ulid in self._export.record.rows(sql, *ids)}

    def _relays(self) -> Iterator[Stix]:
        for page in pages(self._export.selection.statements):
            sql = f"SELECT ulid, child, parent, kind, ground FROM relays WHERE child IN ({placeholders(page)})"
            for row in self._export.record.rows(f"{sql} ORDER BY id", *page):
                if row[2] in self._ulids[RowKind.STATEMENT]:
                    yield self._relay(row)

    def _relay(self, row: Row) -> Stix:
        ulid, child, parent, kind, ground = row
        return self._object(
            "relationship",
            RowKind.RELAY,
            ulid,
            relationship_type="derived-from",
            description=f"Relay: {kind}; ground: {ground.replace('_', ' ')}.",
            source_ref=self._id("note", RowKind.STATEMENT, child),
            target_ref=self._id("note", RowKind.STATEMENT, parent),
        )

    def _groupings(self, kind: RowKind) -> Iterator[tuple[int, str]]:
        """Each row, with the grouping of its case."""
        for page in pages([*self._ulids[kind]]):
            sql = f'SELECT id, "case" FROM {kind} WHERE id IN ({placeholders(page)}) ORDER BY id'
            for id, case in self._export.record.rows(sql, *page):
                yield id, self._id("grouping", RowKind.CASE, case)

    def _grouped(self) -> dict[str, list[str]]:
        """The notes of each grouping: claims, then statements."""
        found: dict[str, list[str]] = {}
        for kind in (RowKind.CLAIM, RowKind.STATEMENT):
            for id, grouping in self._groupings(kind):
                found.setdefault(grouping, []).append(self._id("note", kind, id))
        return found

    def _grouping(self, case: Case, notes: list[str]) -> Stix:
        return self._object(
            "grouping",
            RowKind.CASE,
            self._ulids[RowKind.CASE][case.id],
            name=f"{case.key} {case.title}",
            description="\n".join(filter(None, (case.place, case.day, case.summary))),
            context="unspecified",
            object_refs=notes or [self._desk],
            extensions=self._with_values({"key": case.key, "action": self._export.state.action}),
        )


_PAGE = 500
_SIDES = {Polarity.FOR: "for", Polarity.AGAINST: "against", Polarity.NEITHER: "neither for nor against"}


def _opinion(polarity: Polarity, certainty: Certainty) -> str:
    """The word of STIX. Who only passes something on has no opinion of it."""
    if polarity is Polarity.NEITHER or certainty is Certainty.UNCOMMITTED:
        return "neutral"
    word = "agree" if polarity is Polarity.FOR else "disagree"
    return f"strongly-{word}" if certainty is Certainty.CERTAIN else word


def _reference(report: Report) -> Stix:
    """The report of a statement."""
    published = report.published.edtf or report.published.raw or "date not recorded"
    words = [f"{report.key} {report.label}", *([report.title] if report.title else []), published, report.holding]
    url = web_address(report.url)
    return {"source_name": report.outlet.name, "description": ", ".join(words), **({"url": url} if url else {})}


def _recorded(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
