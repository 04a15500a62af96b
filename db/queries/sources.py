"""Sources: whoever speaks or publishes, and how sources belong to each other."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.enums import AffiliationKind, Naming, SourceKind
from db.model.ids import CaseId, SourceId
from db.queries.cases import is_small
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, Row, order_by_ids, placeholders
from db.text.normalize import casefold_words


@dataclass(frozen=True, slots=True)
class Source:
    """Whoever speaks or publishes."""

    id: SourceId
    key: str
    """W1, W2 …, in the whole store."""
    name: str
    short: str
    """The short name; the whole name if there is none."""
    kind: SourceKind
    naming: Naming
    is_boundary: bool
    """Whether the walk up affiliations ends here, as at a state."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One affiliation of a source."""

    id: int
    member: Source
    kind: AffiliationKind
    org: Source
    valid: str | None
    """When it holds, EDTF; None if not recorded."""
    depth: int
    """Steps up from the source in question, from 1."""


SOURCE_COLUMNS = "so.id, so.key, so.name, coalesce(so.short, so.name), so.kind, so.naming, so.is_boundary"
"""SQL: the columns for :func:`source_from_row`, of the table alias ``so``."""

_HOLDS = """
(:part = '' OR instr(
  folded(CAST(so.name || ' ' || coalesce(so.short, '') || ' ' || so.kind || ' ' || so.key AS BLOB)), :part))"""

_OF_SMALL_CASE = f"""
SELECT so.id FROM sources so WHERE so.id IN (
  SELECT id FROM sources WHERE "case" = :case
  UNION SELECT source FROM statements WHERE "case" = :case
  UNION SELECT outlet FROM reports WHERE "case" = :case
  UNION SELECT p.source FROM claims c JOIN claim_parties p ON p.claim = c.id WHERE c."case" = :case)
AND {_HOLDS} ORDER BY so.id LIMIT :most"""
"""Goes by the case's rows: in a store of many cases most sources have nothing to do with it."""

_OF_LARGE_CASE = f"""
SELECT so.id FROM sources so WHERE so.id > :after AND so.id <= :last AND (so."case" = :case
   OR EXISTS (SELECT 1 FROM statements WHERE source = so.id AND "case" = :case)
   OR EXISTS (SELECT 1 FROM reports WHERE outlet = so.id AND "case" = :case)
   OR EXISTS (SELECT 1 FROM claim_parties p JOIN claims c ON c.id = p.claim
              WHERE p.source = so.id AND c."case" = :case))
AND {_HOLDS} ORDER BY so.id LIMIT :most"""
"""Goes by the sources, in pieces, so that the first appear before the rest."""

_AT_A_TIME = 2_000
"""Sources read between two checks whether the query was stopped."""


def source_ids(
    record: Reader,
    case: CaseId,
    matching: str = "",
    *,
    most: int = -1,
    into: Ids[SourceId] | None = None,
    progress: Progress | None = None,
) -> Ids[SourceId]:
    """Ids of the sources that speak or publish in a case, or are parties of its claims, in the order they were added.

    :param matching: part of a name, kind or key, ignoring case and accents.
    :param most: the most to return; -1 for all.
    :param into: a list to fill.
    :raises QueryStopped: the query was stopped.
    """
    found: Ids[SourceId] = Ids() if into is None else into
    part = casefold_words(matching)
    if is_small(record, case):
        return record.ids(_OF_SMALL_CASE, case=case, part=part, most=most, into=found, progress=progress)
    of = record.column("SELECT coalesce(max(id), 0) FROM sources")[0]
    after = 0
    while after < of and (most < 0 or len(found) < most):
        if progress is not None:
            progress.go_on(after, of)
        next = record.row("SELECT id FROM sources WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?", after, _AT_A_TIME - 1)
        last = next[0] if next else of
        left = most - len(found) if most >= 0 else -1
        record.ids(_OF_LARGE_CASE, case=case, part=part, most=left, after=after, last=last, into=found)
        after = last
    return found


def sources(record: Reader, ids: Sequence[SourceId]) -> list[Source]:
    """A page of sources, in the order of the ids."""
    rows = record.rows(f"SELECT {SOURCE_COLUMNS} FROM sources so WHERE so.id IN ({placeholders(ids)})", *ids)
    return order_by_ids(ids, {row[0]: source_from_row(row) for row in rows})


def source(record: Reader, key: str) -> Source:
    """The source with a key.

    :param key: W1, W2 …
    :raises NotFound: no source has that key.
    """
    row = record.row(f"SELECT {SOURCE_COLUMNS} FROM sources so WHERE so.key = ?", key.upper())
    if not row:
        raise NotFound(f"There is no source {key} in this store.", "onrecord sources lists them.")
    return source_from_row(row)


def affiliations(record: Reader, source: SourceId) -> list[Affiliation]:
    """The affiliations of a source and of those above it, up to a boundary such as a state. Cycles end."""
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
        Affiliation(id, known[member], AffiliationKind(kind), known[org], valid, depth)
        for id, member, kind, org, valid, depth in rows
    ]


def source_from_row(row: Row) -> Source:
    """Make a source from :data:`SOURCE_COLUMNS`."""
    id, key, name, short, kind, naming, is_boundary = row
    return Source(id, key, name, short, SourceKind(kind), Naming(naming), bool(is_boundary))
