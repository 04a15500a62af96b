"""The record as a graph: sources, reports, statements and claims, and what joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from db.dataclass import dataclass, field
from db.exchange.claim_numbers import COUNTS, SIDES, claim_numbers
from db.exchange.export import Export
from db.exchange.identifiers import plain_ulid, web_address
from db.exchange.statement_words import manner_words, statement_words
from db.model.enums import LinkKind, Polarity
from db.model.things import RowKind
from db.queries.assessments import claim_assessments
from db.queries.claims import claims
from db.store.reader import Row, pages, placeholders

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class RecordNode:
    """One source, report, statement or claim."""

    id: str
    """Its ULID."""
    kind: str
    label: str
    detail: str
    """A second line for drawings."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What else is recorded, by the names in :data:`NODE_VALUES`."""


@dataclass(frozen=True, slots=True)
class RecordEdge:
    """What joins two nodes, from the one that does it."""

    id: str
    """The ULID of its row; of a reference, the ULID of the row that refers, with the kind."""
    source: str
    target: str
    kind: str
    """stance, relay, a kind of link or affiliation, "said by", "in report", "published by", "known via", "part of",
    "party"."""
    polarity: Polarity | None = None
    """Of stances."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What else is recorded, by the names in :data:`EDGE_VALUES`."""

    @property
    def label(self) -> str:
        """A few words for drawings: "against, certain", "paraphrases"."""
        words = [self.polarity.word if self.polarity is not None else self.kind, *map(str, self.values.values())]
        return ", ".join(words[1:] if self.kind == "relay" else words)


NODE_VALUES: Mapping[str, type] = {
    "key": str,
    "text": str,
    "source_kind": str,
    "naming": str,
    "is_boundary": bool,
    "url": str,
    "lang": str,
    "published": str,
    "holding": str,
    "act": str,
    "voice": str,
    "basis": str,
    "said": str,
    "part": str,
    **{f"{side}_{count}": int for side in SIDES for count in COUNTS},
    "independence": str,
    "verdict": str,
    "verdict_by": str,
    "verdict_at": str,
}
"""The values that nodes may have, with their types. What is not recorded is left out, or reads "not recorded"."""

EDGE_VALUES: Mapping[str, type] = {
    "certainty": str,
    "relay_kind": str,
    "ground": str,
    "part": str,
    "role": str,
    "valid": str,
}
"""The values that edges may have."""


_Make = Callable[["_NodeIds", Row], Iterator[RecordEdge]]


def graph_nodes(export: Export) -> Iterator[RecordNode]:
    """The nodes: sources, reports, statements, claims."""
    return chain(_sources(export), _reports(export), _statements(export), _claims(export))


def graph_edges(export: Export) -> Iterator[RecordEdge]:
    """The edges between the nodes."""
    nodes = _NodeIds(export)
    for page in pages(export.selection.statements):
        for table, of, columns, make in _BY_STATEMENT:
            yield from _edges(
                export, nodes, f"SELECT {columns} FROM {table} WHERE {of} IN ({{}}) ORDER BY id", page, make
            )
    for works in pages(export.selection.reports):
        yield from _edges(export, nodes, _REPORTS, works, _report_edges)
    for claim_page in pages(export.selection.claims):
        yield from _edges(export, nodes, _PARTS, claim_page, _part_edge)
        yield from _edges(export, nodes, _PARTIES, claim_page, _party_edge)
    for members in pages(export.selection.sources):
        yield from _edges(export, nodes, _AFFILIATIONS, members, _affiliation_edge)


class _NodeIds:
    """Ids of nodes by table and row; empty for a row that is not exported."""

    def __init__(self, export: Export) -> None:
        chosen = export.selection
        self._ids = {
            kind: export.ulids(kind, ids)
            for kind, ids in (
                (RowKind.SOURCE, chosen.sources),
                (RowKind.REPORT, chosen.reports),
                (RowKind.STATEMENT, chosen.statements),
                (RowKind.CLAIM, chosen.claims),
            )
        }

    def __call__(self, kind: RowKind, id: int | None) -> str:
        return plain_ulid(self._ids[kind].get(id or 0, "")) if id in self._ids[kind] else ""


def _edges(export: Export, nodes: _NodeIds, sql: str, page: Sequence[int], make: _Make) -> Iterator[RecordEdge]:
    export.progress.go_on(export.progress.done)
    for row in export.record.rows(sql.format(placeholders(page)), *page):
        for edge in make(nodes, row):
            if edge.source and edge.target:
                yield export.mask.apply(edge)


def _stance_edge(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, statement, claim, polarity, certainty = row
    ends = nodes(RowKind.STATEMENT, statement), nodes(RowKind.CLAIM, claim)
    yield RecordEdge(plain_ulid(ulid), *ends, "stance", Polarity(polarity), {"certainty": certainty})


def _relay_edge(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, child, parent, kind, ground = row
    ends = nodes(RowKind.STATEMENT, child), nodes(RowKind.STATEMENT, parent)
    yield RecordEdge(plain_ulid(ulid), *ends, "relay", None, {"relay_kind": kind, "ground": ground.replace("_", " ")})


def _link_edge(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, statement, other, kind = row
    ends = nodes(RowKind.STATEMENT, statement), nodes(RowKind.STATEMENT, other)
    yield RecordEdge(plain_ulid(ulid), *ends, LinkKind(kind).words(passive=False))


def _statement_edges(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, id, source, report = row
    said = nodes(RowKind.STATEMENT, id)
    yield RecordEdge(f"{plain_ulid(ulid)}-said-by", said, nodes(RowKind.SOURCE, source), "said by")
    yield RecordEdge(f"{plain_ulid(ulid)}-in-report", said, nodes(RowKind.REPORT, report), "in report")


def _report_edges(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, id, outlet, via = row
    work = nodes(RowKind.REPORT, id)
    yield RecordEdge(f"{plain_ulid(ulid)}-published-by", work, nodes(RowKind.SOURCE, outlet), "published by")
    yield RecordEdge(f"{plain_ulid(ulid)}-known-via", work, nodes(RowKind.REPORT, via), "known via")


def _part_edge(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, id, parent, part = row
    ends = nodes(RowKind.CLAIM, id), nodes(RowKind.CLAIM, parent)
    yield RecordEdge(f"{plain_ulid(ulid)}-part-of", *ends, "part of", None, {"part": part})


def _party_edge(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, claim, source, role = row
    ends = nodes(RowKind.CLAIM, claim), nodes(RowKind.SOURCE, source)
    yield RecordEdge(plain_ulid(ulid), *ends, "party", None, {"role": role})


def _affiliation_edge(nodes: _NodeIds, row: Row) -> Iterator[RecordEdge]:
    ulid, member, org, kind, valid = row
    ends = nodes(RowKind.SOURCE, member), nodes(RowKind.SOURCE, org)
    yield RecordEdge(plain_ulid(ulid), *ends, kind.replace("_", " "), None, {"valid": valid} if valid else {})


_BY_STATEMENT: tuple[tuple[str, str, str, _Make], ...] = (
    ("statements", "id", "ulid, id, source, report", _statement_edges),
    ("stances", "statement", "ulid, statement, claim, polarity, certainty", _stance_edge),
    ("relays", "child", "ulid, child, parent, kind, ground", _relay_edge),
    ("statement_links", "statement", "ulid, statement, other, kind", _link_edge),
)

_REPORTS = "SELECT ulid, id, outlet, known_via FROM reports WHERE id IN ({}) ORDER BY id"
_PARTS = "SELECT ulid, id, parent, part FROM claims WHERE parent IS NOT NULL AND id IN ({}) ORDER BY id"
_PARTIES = "SELECT ulid, claim, source, role FROM claim_parties WHERE claim IN ({}) ORDER BY id"
_AFFILIATIONS = "SELECT ulid, member, org, kind, valid_edtf FROM affiliations WHERE member IN ({}) ORDER BY id"


def _sources(export: Export) -> Iterator[RecordNode]:
    ids = export.ulids(RowKind.SOURCE, export.selection.sources)
    for each in export.sources():
        values: dict[str, Value] = {
            "key": each.key,
            "source_kind": each.kind,
            "naming": each.naming,
            "is_boundary": each.is_boundary,
        }
        yield RecordNode(plain_ulid(ids[each.id]), "source", each.name, f"{each.kind}, {each.naming}", values)


def _reports(export: Export) -> Iterator[RecordNode]:
    ids = export.ulids(RowKind.REPORT, export.selection.reports)
    for each in export.reports():
        published = each.published.edtf or each.published.raw
        values: dict[str, Value] = {
            "key": each.key,
            "holding": each.holding,
            "published": published or "not recorded",
            **_recorded(text=each.title, url=web_address(each.url), lang=each.lang),
        }
        yield RecordNode(plain_ulid(ids[each.id]), "report", f"{each.key} {each.label}", each.holding, values)


def _statements(export: Export) -> Iterator[RecordNode]:
    ids = export.ulids(RowKind.STATEMENT, export.selection.statements)
    for each in export.statements():
        values = {
            "key": each.key,
            "act": each.act,
            "voice": each.voice,
            "basis": each.basis.replace("_", " "),
            "said": each.said.edtf or each.said.raw or "not recorded",
            "text": statement_words(each),
        }
        label = f"{each.key} {each.source.short}"
        yield RecordNode(plain_ulid(ids[each.id]), "statement", label, manner_words(each), values)


def _claims(export: Export) -> Iterator[RecordNode]:
    ids = export.ulids(RowKind.CLAIM, export.selection.claims)
    for page in pages(export.selection.claims):
        export.progress.go_on(export.progress.done + len(page))
        numbers, decided = claim_numbers(export.record, page), claim_assessments(export.record, page)
        for each in map(export.mask.apply, claims(export.record, page)):
            verdict = export.mask.apply(decided[each.id].assessment)
            values: dict[str, Value] = {
                "key": each.key,
                "text": each.text,
                **_recorded(part=each.part),
                **numbers[each.id].properties,
                **(
                    {"verdict": verdict.verdict, "verdict_by": verdict.who, "verdict_at": verdict.at} if verdict else {}
                ),
            }
            label = f"{each.key} {each.text}"
            yield RecordNode(plain_ulid(ids[each.id]), "claim", label, numbers[each.id].words, values)


def _recorded(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
