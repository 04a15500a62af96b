"""The relay graph of a claim or a case: who says it, through whom, and where we read it."""

from __future__ import annotations

from db.algorithms.layered_graph import cycle_closing_edges, cycles, depths
from db.analysis.alarms.echo import echoes
from db.dataclass import dataclass
from db.model.enums import Certainty, Ground, Holding, OriginStanding, Polarity, RelayMode
from db.model.ids import CaseId, ClaimId, ReportId, StatementId
from db.queries.cases import AT_A_LOOK, is_small
from db.queries.claims import CLAIM_ORDER
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row, sources
from db.store.reader import Reader, Row

MOST = 5_000
"""The number of statements in a graph; those beyond are only counted."""


@dataclass(frozen=True, slots=True)
class NodeStance:
    """The stance of a node on a claim."""

    claim: str
    """The claim's key."""
    polarity: Polarity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One statement of the graph."""

    id: StatementId
    key: str
    source: Source
    report: ReportId | None
    report_key: str | None
    outlet: Source | None
    """The outlet of its report."""
    is_read: bool
    """Whether text of its report is held; else the report is only cited."""
    bearings: tuple[NodeStance, ...]
    """Its stances: on the graph's claim, in the graph of a case on all claims."""
    standing: OriginStanding | None
    """How well its speaker is known; None where it passes on another node."""
    is_withdrawn: bool
    """Whether it was taken back."""
    in_ring: bool
    """Whether it is part of a loop of relays."""
    echo: str
    """The sentence of the echo that rests on it; empty for none."""
    layer: int
    """0 for first speakers, more for relaying statements, the last for where we read them."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One statement passing on another."""

    parent: int
    """Position of the node that is passed on."""
    child: int
    kind: RelayMode
    ground: Ground
    flips: tuple[str, ...]
    """Keys of the claims on which the child has the opposite polarity."""
    closes: bool
    """Whether it closes a loop, and so leads to a layer further left or to the same."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Statements and the relays between them."""

    claim: str | None
    """Key of the graph's claim; None for a whole case."""
    nodes: tuple[GraphNode, ...]
    """In the order they were added."""
    relays: tuple[Relay, ...]
    more: int
    """The number of further statements."""


_ON_CLAIM = "SELECT statement AS id FROM stances WHERE claim = :of ORDER BY statement"
_OF_CASE = 'SELECT id FROM statements WHERE "case" = :of ORDER BY id'
_READ = (Holding.HELD, Holding.EXCERPT)


def claim_graph(record: Reader, case: CaseId, claim: ClaimId, most: int = MOST) -> Graph:
    """The graph of the statements on a claim.

    Relays count only between statements on the claim, as in `db.queries.origins`: a source behind one line of a report
    is not the origin of another line.

    :param most: the number of statements to read.
    """
    return _read_graph(_GraphQuery(record, case, claim, most))


def case_graph(record: Reader, case: CaseId, most: int = MOST) -> Graph:
    """The graph of all statements in a case.

    :param most: the number of statements to read.
    """
    return _read_graph(_GraphQuery(record, case, None, most))


@dataclass(frozen=True, slots=True)
class _GraphQuery:
    """The statements of a graph, as a query."""

    record: Reader
    case: CaseId
    claim: ClaimId | None
    most: int

    def rows(self, query: str) -> list[Row]:
        """Run a query in which a table ``those`` has the ids of the graph's statements."""
        which = _OF_CASE if self.claim is None else _ON_CLAIM
        of = self.case if self.claim is None else self.claim
        return self.record.rows(
            f"WITH those AS MATERIALIZED ({which} LIMIT :most) {query}", of=of, claim=self.claim, most=self.most
        )

    def count(self) -> int:
        """The number of statements without a limit."""
        which = _OF_CASE if self.claim is None else _ON_CLAIM
        of = self.case if self.claim is None else self.claim
        return int(self.record.column(f"SELECT count(*) FROM ({which})", of=of)[0])

    def key(self) -> str | None:
        """The claim's key."""
        return next(iter(self.record.column("SELECT key FROM claims WHERE id = ?", self.claim)), None)


_NODES = f"""
SELECT st.id, st.key, st.report, re.key, re.outlet, re.holding, known.standing, {SOURCE_COLUMNS}
FROM those JOIN statements st ON st.id = those.id JOIN standings known ON known.statement = st.id
JOIN sources so ON so.id = st.source LEFT JOIN reports re ON re.id = st.report ORDER BY st.id"""

_RELAYS = """
SELECT r.parent, r.child, r.kind, r.ground FROM those
JOIN relays r ON r.child = those.id WHERE r.parent IN (SELECT id FROM those) ORDER BY r.id"""

_BEARINGS = f"""
SELECT s.statement, c.id, c.key, s.polarity, s.certainty FROM those
JOIN stances s ON s.statement = those.id
JOIN claims c ON c.id = s.claim AND (c.joined_into IS NULL OR c.id = :claim) ORDER BY s.statement, {CLAIM_ORDER}"""


def _read_graph(asked: _GraphQuery) -> Graph:
    rows = asked.rows(_NODES)
    places = {row[0]: place for place, row in enumerate(rows)}
    passed = asked.rows(_RELAYS)
    edges = [(places[parent], places[child]) for parent, child, _, _ in passed]
    back = cycle_closing_edges(len(rows), edges)
    read = [place for place, row in enumerate(rows) if row[5] in _READ]
    layers = depths(len(rows), [edge for place, edge in enumerate(edges) if place not in back], read)
    turning = set().union(*cycles(edges))
    passing = {child for _, child in edges}
    bearings = _stances_by_statement(asked)
    outlets = {found.id: found for found in sources(asked.record, sorted({row[4] for row in rows if row[4]}))}
    echo = _echoes_by_statement(asked)
    withdrawn = set(asked.record.column("SELECT statement FROM withdrawn"))
    nodes = tuple(
        GraphNode(
            id=row[0],
            key=row[1],
            source=source_from_row(row[7:]),
            report=row[2],
            report_key=row[3],
            outlet=outlets.get(row[4]),
            is_read=row[5] in _READ,
            bearings=bearings.get(row[0], ()),
            standing=None if place in passing else OriginStanding(row[6]),
            is_withdrawn=row[0] in withdrawn,
            in_ring=place in turning,
            echo="" if place in passing else echo.get(row[0], ""),
            layer=layers[place],
        )
        for place, row in enumerate(rows)
    )
    relays = tuple(
        Relay(
            parent,
            child,
            RelayMode(row[2]),
            Ground(row[3]),
            _flipped_claims(nodes[parent], nodes[child]),
            place in back,
        )
        for place, ((parent, child), row) in enumerate(zip(edges, passed, strict=True))
    )
    return Graph(asked.key(), nodes, relays, asked.count() - len(nodes))


def _stances_by_statement(asked: _GraphQuery) -> dict[StatementId, tuple[NodeStance, ...]]:
    found: dict[StatementId, list[NodeStance]] = {}
    for statement, claim, key, polarity, certainty in asked.rows(_BEARINGS):
        if asked.claim in (None, claim):
            found.setdefault(statement, []).append(NodeStance(key, Polarity(polarity), Certainty(certainty)))
    return {statement: tuple(on) for statement, on in found.items()}


def _flipped_claims(parent: GraphNode, child: GraphNode) -> tuple[str, ...]:
    heard = {on.claim: on.polarity for on in parent.bearings}
    return tuple(on.claim for on in child.bearings if on.polarity and heard.get(on.claim) == -on.polarity)


def _echoes_by_statement(asked: _GraphQuery) -> dict[StatementId, str]:
    """Sentences of echoes by the statements behind them; in the graph of a claim only its echoes."""
    key = asked.key()
    alone = None if is_small(asked.record, asked.case, AT_A_LOOK) else asked.claim
    return {
        StatementId(row.id): alarm.sentence
        for alarm in echoes(asked.record, asked.case, alone=alone)
        if key is None or key in alarm.claims
        for row in alarm.rows
        if row.table == "statements"
    }
