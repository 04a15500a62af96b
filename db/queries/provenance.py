"""Provenance: follow a statement up its relays to the first speaker, and down to where we read it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from db.dataclass import dataclass, field
from db.model.enums import Act, Voice
from db.model.ids import CaseId, SourceId, StatementId
from db.queries.sources import Source, sources
from db.queries.statements import Statement, statements
from db.store.reader import Reader, placeholders

_DEEPEST = 64
"""The most relays to follow upwards."""


_FOLLOWED = 5_000
"""The most statements of a source whose relays are followed in one query, as SQLite limits its values."""


class TraceEnd(StrEnum):
    """How the walk up the relays ended."""

    FOUND = "found"
    RING = "ring"
    """In a cycle. The speaker is the one where it was entered; nobody said it first."""
    DEEPER = "deeper"
    """At the limit. There are more relays above the speaker."""


@dataclass(frozen=True, slots=True)
class TracedStatement:
    """A statement with its path to us."""

    statement: Statement
    speaker: Source
    """The first speaker, as far up as relays are recorded."""
    first: StatementId
    """The statement at the top of the path."""
    act: Act
    """The act of that statement."""
    via: tuple[Source, ...]
    """The sources and outlets between the speaker and us, in that order."""
    forks: bool
    """Whether a statement on the path passes on several others. The path follows the one recorded first."""

    beginning: TraceEnd
    """How the walk up ended."""

    @property
    def has_speaker(self) -> bool:
        """Whether the speaker is somebody else than the publishing outlet."""
        return self.first != self.statement.id


def passages(record: Reader, ids: Sequence[StatementId]) -> list[TracedStatement]:
    """Statements with their paths to us, in the order of the ids."""
    own = {statement.id: statement for statement in statements(record, ids)}
    ways = _ways(record, ids)
    places = _trace_stops(record, sorted({node for way in ways.values() for node in way.nodes}))
    known = {
        found.id: found
        for found in sources(record, sorted({id for place in places.values() for id in place[:3] if id}))
    }
    return [_traced_statement(own[id], ways[id], places, known) for id in ids if id in own]


def speakers(record: Reader, ids: Sequence[StatementId]) -> list[SourceId]:
    """The first speakers of statements as in :func:`passages`, each once, without reading the statements."""
    firsts = sorted({way.nodes[-1] for way in _ways(record, ids).values()})
    return record.column(f"SELECT DISTINCT source FROM statements WHERE id IN ({placeholders(firsts)})", *firsts)


@dataclass(frozen=True, slots=True)
class StatementsByVoice:
    """The statements of a source in a case, by voice."""

    own: list[StatementId]
    """In its own voice."""
    relayed: list[StatementId]
    """Statements of others that it passes on."""
    as_passed_on: list[StatementId]
    """Statements of others that pass on its own."""


def statements_by_voice(record: Reader, case: CaseId, source: SourceId, most: int = 10_000) -> StatementsByVoice:
    """The statements of a source in a case, in the order they were added.

    :param most: the most statements of others to follow.
    """
    rows = record.rows('SELECT id, voice FROM statements WHERE source = ? AND "case" = ? ORDER BY id', source, case)
    own = [id for id, voice in rows if voice == Voice.OWN]
    return StatementsByVoice(
        own, [id for id, voice in rows if voice != Voice.OWN], relaying_statements(record, own[:_FOLLOWED], most)
    )


def relaying_statements(record: Reader, ids: Sequence[StatementId], most: int) -> list[StatementId]:
    """The statements that pass some statements on, directly or through others, in the order they were added.

    :param most: the most to follow.
    """
    return record.column(
        f"""WITH RECURSIVE down(node) AS (
              SELECT id FROM statements WHERE id IN ({placeholders(ids)})
              UNION
              SELECT r.child FROM down JOIN relays r ON r.parent = down.node LIMIT ?)
            SELECT node FROM down WHERE node NOT IN ({placeholders(ids)}) ORDER BY node""",
        *ids,
        most + len(ids),
        *ids,
    )


TraceStop = tuple[SourceId, SourceId | None, SourceId | None, Act]
"""Of one statement: its source, its report's outlet, the outlet of the report we know that through, and its act."""


@dataclass(slots=True)
class _Way:
    """The path from a statement up the first recorded relay parents."""

    nodes: list[StatementId] = field(default_factory=list)
    forks: bool = False
    beginning: TraceEnd = TraceEnd.FOUND


def _traced_statement(
    statement: Statement, way: _Way, places: dict[StatementId, TraceStop], known: dict[SourceId, Source]
) -> TracedStatement:
    first = way.nodes[-1]
    stations: list[SourceId] = []
    for node in reversed(way.nodes):
        source, outlet, _, _ = places[node]
        stations += [source] if outlet is None else [source, outlet]
    read_in = next((quote.outlet for quote in statement.quotes), None)
    known_via = places[statement.id][2]
    if read_in is not None:
        stations.append(read_in.id)
        known.setdefault(read_in.id, read_in)
    elif known_via is not None:
        stations.append(known_via)
    steps = [stations[0], *(after for before, after in pairwise(stations) if after != before)]
    via = tuple(known[id] for id in steps[1:])
    return TracedStatement(statement, known[steps[0]], first, places[first][3], via, way.forks, way.beginning)


def _ways(record: Reader, ids: Sequence[StatementId]) -> dict[StatementId, _Way]:
    """The paths up from some statements. A cycle ends where it was entered."""
    rows = record.rows(
        f"""WITH RECURSIVE up(leaf, node, depth) AS (
              SELECT id, id, 0 FROM statements WHERE id IN ({placeholders(ids)})
              UNION ALL
              SELECT leaf, (SELECT min(parent) FROM relays WHERE child = node), depth + 1 FROM up
              WHERE depth < {_DEEPEST} AND EXISTS (SELECT 1 FROM relays WHERE child = node))
            SELECT leaf, node, depth, (SELECT count(*) FROM relays WHERE child = node) FROM up ORDER BY leaf, depth""",
        *ids,
    )
    ways: dict[StatementId, _Way] = {}
    for leaf, node, depth, parents in rows:
        way = ways.setdefault(leaf, _Way())
        if way.beginning is TraceEnd.RING:
            continue
        if node in way.nodes:
            way.beginning = TraceEnd.RING
            del way.nodes[way.nodes.index(node) + 1 :]
            continue
        way.nodes.append(node)
        way.forks = way.forks or parents > 1
        if depth == _DEEPEST and parents:
            way.beginning = TraceEnd.DEEPER
    return ways


def _trace_stops(record: Reader, ids: Sequence[StatementId]) -> dict[StatementId, TraceStop]:
    rows = record.rows(
        f"""SELECT st.id, st.source, re.outlet, via.outlet, st.act FROM statements st
            LEFT JOIN reports re ON re.id = st.report LEFT JOIN reports via ON via.id = re.known_via
            WHERE st.id IN ({placeholders(ids)})""",
        *ids,
    )
    return {id: (source, outlet, known_via, Act(act)) for id, source, outlet, known_via, act in rows}
