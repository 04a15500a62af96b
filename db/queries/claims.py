"""Claims: self-contained propositions, in our words."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.enums import PartRole, PartyRole
from db.model.ids import CaseId, ClaimId, SourceId
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, Row, order_by_ids, placeholders
from db.text.normalize import casefold_words


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition under triage."""

    id: ClaimId
    key: str
    """C1, C1a, C2 …, within the case."""
    text: str
    parent: str | None
    """Key of the claim it is a part of."""
    part: PartRole | None
    """The kind of part it is."""
    is_background: bool
    """Whether it is not about the incident itself."""


CLAIM_ORDER = "CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key"
"""SQL: the order of keys (C1, C1a, C1b, C2 … C10), which the index ``claims_in_order`` has."""

CLAIM_COLUMNS = """
c.id, c.key, c.text, (SELECT key FROM claims WHERE id = c.parent), c.part, c.is_background"""
"""SQL: the columns for :func:`claim_from_row`, of the table alias ``c``."""


_SHOWN = f"""
SELECT c.id FROM claims c WHERE c."case" = :case AND c.joined_into IS NULL ORDER BY {CLAIM_ORDER} LIMIT :most"""

_NUMBER = "CAST(substr(c.key, 2) AS INTEGER)"

_HOLDING = f"""
SELECT c.id FROM claims c WHERE c."case" = :case AND c.joined_into IS NULL AND {_NUMBER} > :after AND {_NUMBER} <= :last
  AND instr(folded(CAST(c.key || ' ' || c.text AS BLOB)), :part)
ORDER BY {CLAIM_ORDER}"""

_AT_A_TIME = 5_000
"""Claims read between two checks whether the query was stopped."""


def claim_ids(
    record: Reader,
    case: CaseId,
    matching: str = "",
    *,
    most: int = -1,
    into: Ids[ClaimId] | None = None,
    progress: Progress | None = None,
) -> Ids[ClaimId]:
    """Ids of a case's claims in the order of their keys, without those joined into another.

    :param matching: part of the text or key, ignoring case and accents.
    :param most: the most to return without ``matching``; -1 for all.
    :param into: a list to fill.
    :raises QueryStopped: the query was stopped.
    """
    if not matching:
        return record.ids(_SHOWN, case=case, most=most, into=into, progress=progress)
    found: Ids[ClaimId] = Ids() if into is None else into
    of = record.column('SELECT count(*) FROM claims WHERE "case" = ?', case)[0]
    after, last = -1, 0
    for done in range(0, of, _AT_A_TIME):
        if progress is not None:
            progress.go_on(done, of)
        next = record.row(
            f"""SELECT {_NUMBER} FROM claims c WHERE c."case" = ? AND c.joined_into IS NULL AND {_NUMBER} > ?
                ORDER BY {_NUMBER} LIMIT 1 OFFSET ?""",
            case,
            after,
            _AT_A_TIME - 1,
        )
        last = next[0] if next else _HIGHEST
        record.ids(_HOLDING, case=case, after=after, last=last, part=casefold_words(matching), into=found)
        after = last
    return found


_HIGHEST = 2**63 - 1
"""The highest integer of SQLite."""


def claims(record: Reader, ids: Sequence[ClaimId]) -> list[Claim]:
    """A page of claims, in the order of the ids."""
    rows = record.rows(f"SELECT {CLAIM_COLUMNS} FROM claims c WHERE c.id IN ({placeholders(ids)})", *ids)
    return order_by_ids(ids, {row[0]: claim_from_row(row) for row in rows})


def claim(record: Reader, case: CaseId, key: str) -> Claim:
    """The claim with a key.

    :param key: C1, c1a …, ignoring case.
    :raises NotFound: the case has no such claim.
    """
    written = key[:1].upper() + key[1:].lower()
    row = record.row(
        f'SELECT {CLAIM_COLUMNS} FROM claims c WHERE c."case" = ? AND c.key = ?',
        case,
        written,
    )
    if not row:
        raise NotFound(f"There is no claim {key} in this case.", "onrecord claims lists them.")
    return claim_from_row(row)


def parties(record: Reader, claim: ClaimId) -> list[tuple[PartyRole, Source, bool]]:
    """The parties of a claim: role, source, and whether the source has an own-voice statement in the case."""
    rows = record.rows(
        f"""SELECT p.role,
              EXISTS (SELECT 1 FROM statements st
                      WHERE st.source = so.id AND st."case" = c."case" AND st.voice = 'own'),
              {SOURCE_COLUMNS}
            FROM claim_parties p JOIN sources so ON so.id = p.source JOIN claims c ON c.id = p.claim
            WHERE p.claim = ? ORDER BY p.id""",
        claim,
    )
    return [(PartyRole(row[0]), source_from_row(row[2:]), bool(row[1])) for row in rows]


def family(record: Reader, claim: ClaimId) -> tuple[list[Claim], list[Claim]]:
    """The claim above a claim, if there is one, and its parts."""
    above = record.column("SELECT parent FROM claims WHERE id = ? AND parent IS NOT NULL", claim)
    below = record.column(f"SELECT c.id FROM claims c WHERE c.parent = ? ORDER BY {CLAIM_ORDER}", claim)
    return claims(record, above), claims(record, below)


def claims_about(record: Reader, case: CaseId, source: SourceId, most: int = -1) -> list[tuple[PartyRole, Claim]]:
    """The claims of a case that a source is a party to, with its role in each.

    :param most: the most to return; -1 for all.
    """
    rows = record.rows(
        f"""SELECT p.role, {CLAIM_COLUMNS} FROM claim_parties p JOIN claims c ON c.id = p.claim
            WHERE p.source = ? AND c."case" = ? ORDER BY {CLAIM_ORDER} LIMIT ?""",
        source,
        case,
        most,
    )
    return [(PartyRole(role), claim_from_row(tuple(claim))) for role, *claim in rows]


def claim_from_row(row: Row) -> Claim:
    """Make a claim from :data:`CLAIM_COLUMNS`."""
    id, key, text, parent, part, is_background = row
    return Claim(id, key, text, parent, PartRole(part) if part else None, bool(is_background))
