"""Sources: whoever speaks or publishes, and how sources belong to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.clean import folded
from db.errors import NotFound
from db.reader import Reader, Row, among, in_order
from db.terms import Affiliated, CaseId, Kind, Naming, SourceId


@dataclass(frozen=True, slots=True)
class Source:
    """Whoever speaks or publishes."""

    id: SourceId
    key: str
    """W1, W2 …, across the store."""
    name: str
    short: str
    """The name where there is little room; the whole name where no short one is recorded."""
    kind: Kind
    naming: Naming
    is_boundary: bool
    """Whether the walk up affiliations stops here, as at a state."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One source's belonging to another."""

    id: int
    member: Source
    kind: Affiliated
    org: Source
    valid: str | None
    """When, in EDTF; None where not recorded."""
    depth: int
    """Steps up from the source that was asked about: 1 is its own."""


SOURCE_COLUMNS = "so.id, so.key, so.name, coalesce(so.short, so.name), so.kind, so.naming, so.is_boundary"
"""What :func:`read_source` reads, of a table called ``so``."""

_OF_CASE = """
SELECT so.id FROM sources so
WHERE (so."case" = :case
   OR EXISTS (SELECT 1 FROM statements WHERE source = so.id AND "case" = :case)
   OR EXISTS (SELECT 1 FROM reports WHERE outlet = so.id AND "case" = :case)
   OR EXISTS (SELECT 1 FROM claim_parties p JOIN claims c ON c.id = p.claim
              WHERE p.source = so.id AND c."case" = :case))
  AND (:part = '' OR instr(
    folded(CAST(so.name || ' ' || coalesce(so.short, '') || ' ' || so.kind || ' ' || so.key AS BLOB)), :part))
ORDER BY so.id"""


def source_ids(record: Reader, case: CaseId, matching: str = "") -> list[SourceId]:
    """Ids of the sources that speak or publish in a case, or that its claims are about.

    :param matching: part of a name, kind or key; case and accents don't matter.
    """
    return record.column(_OF_CASE, case=case, part=folded(matching))


def sources(record: Reader, ids: Sequence[SourceId]) -> list[Source]:
    """A page of sources, in the order of their ids as given."""
    rows = record.rows(f"SELECT {SOURCE_COLUMNS} FROM sources so WHERE so.id IN ({among(ids)})", *ids)
    return in_order(ids, {row[0]: read_source(row) for row in rows})


def source(record: Reader, key: str) -> Source:
    """The source with a key.

    :param key: W1, W2 …
    :raises NotFound: no source has that key.
    """
    row = record.row(f"SELECT {SOURCE_COLUMNS} FROM sources so WHERE so.key = ?", key.upper())
    if not row:
        raise NotFound(f"There is no source {key} in this store.", "onrecord sources lists them.")
    return read_source(row)


def affiliations(record: Reader, source: SourceId) -> list[Affiliation]:
    """Where a source belongs, from its own affiliations up to a boundary such as a state. Loops end."""
    rows = record.rows(
        """WITH RECURSIVE up(affiliation, org, depth) AS (
             SELECT id, org, 1 FROM affiliations WHERE member = ?
             UNION
             SELECT a.id, a.org, depth + 1 FROM up JOIN sources so ON so.id = up.org AND NOT so.is_boundary
             JOIN affiliations a ON a.member = up.org
             WHERE depth < 20)
           SELECT a.id, a.member, a.kind, a.org, a.valid_edtf, min(up.depth)
           FROM up JOIN affiliations a ON a.id = up.affiliation GROUP BY a.id ORDER BY min(up.depth), a.id""",
        source,
    )
    known = {found.id: found for found in sources(record, sorted({id for row in rows for id in (row[1], row[3])}))}
    return [
        Affiliation(id, known[member], Affiliated(kind), known[org], valid, depth)
        for id, member, kind, org, valid, depth in rows
    ]


def read_source(row: Row) -> Source:
    """A source from the seven columns that every query of sources asks for."""
    id, key, name, short, kind, naming, is_boundary = row
    return Source(id, key, name, short, Kind(kind), Naming(naming), bool(is_boundary))
