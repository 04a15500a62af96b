"""Whose words they are: from a statement up its relays to who said it first, and down to where we read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.reader import Reader, among
from db.sources import Source, sources
from db.statements import Statement, statements
from db.terms import Act, SourceId, StatementId

_DEEPEST = 64
"""Relays followed upwards; a deeper chain shows its first 64."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement with its way to us."""

    statement: Statement
    speaker: Source
    """Who said it first, as far up as relays are recorded."""
    first: StatementId
    """The statement at which the way begins."""
    act: Act
    """What the speaker did in saying it."""
    via: tuple[Source, ...]
    """Through whom, from the speaker's side to where we read it."""
    forks: bool
    """Whether a statement on the way passes on more than one; the way shown is the first recorded."""

    @property
    def has_speaker(self) -> bool:
        """Whether somebody else than the publishing outlet stands behind the words."""
        return self.first != self.statement.id


def passages(record: Reader, ids: Sequence[StatementId]) -> list[Passage]:
    """Statements with their ways to us, in the order of their ids as given."""
    own = {statement.id: statement for statement in statements(record, ids)}
    ways, forked = _ways(record, ids)
    places = _places(record, sorted({node for way in ways.values() for node in way}))
    known = {
        found.id: found
        for found in sources(record, sorted({id for place in places.values() for id in place[:3] if id}))
    }
    return [_passage(own[id], ways[id], places, known, id in forked) for id in ids if id in own]


Place = tuple[SourceId, SourceId | None, SourceId | None, Act]
"""Of a statement: its source, its report's outlet, the outlet through which alone we know the report, its act."""


def _passage(
    statement: Statement,
    way: list[StatementId],
    places: dict[StatementId, Place],
    known: dict[SourceId, Source],
    forks: bool,
) -> Passage:
    first = way[-1]
    stations: list[SourceId] = []
    for node in reversed(way):
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
    return Passage(statement, known[steps[0]], first, places[first][3], tuple(known[id] for id in steps[1:]), forks)


def _ways(record: Reader, ids: Sequence[StatementId]) -> tuple[dict[StatementId, list[StatementId]], set[StatementId]]:
    """From each statement up its first recorded relay parents; a ring ends where it closes."""
    rows = record.rows(
        f"""WITH RECURSIVE up(leaf, node, depth) AS (
              SELECT id, id, 0 FROM statements WHERE id IN ({among(ids)})
              UNION ALL
              SELECT leaf, (SELECT min(parent) FROM relays WHERE child = node), depth + 1 FROM up
              WHERE depth < {_DEEPEST} AND EXISTS (SELECT 1 FROM relays WHERE child = node))
            SELECT leaf, node, (SELECT count(*) FROM relays WHERE child = node) > 1 FROM up ORDER BY leaf, depth""",
        *ids,
    )
    ways: dict[StatementId, list[StatementId]] = {}
    forked: set[StatementId] = set()
    for leaf, node, forks in rows:
        way = ways.setdefault(leaf, [])
        if node not in way:
            way.append(node)
            if forks:
                forked.add(leaf)
    return ways, forked


def _places(record: Reader, ids: Sequence[StatementId]) -> dict[StatementId, Place]:
    rows = record.rows(
        f"""SELECT st.id, st.source, re.outlet, via.outlet, st.act FROM statements st
            LEFT JOIN reports re ON re.id = st.report LEFT JOIN reports via ON via.id = re.known_via
            WHERE st.id IN ({among(ids)})""",
        *ids,
    )
    return {id: (source, outlet, known_via, Act(act)) for id, source, outlet, known_via, act in rows}
