"""Keyless rows (stances, quotes, relays, links), by the statement they belong to."""

from __future__ import annotations

from db.dataclass import dataclass
from db.model.enums import Polarity
from db.model.ids import ClaimId, StatementId
from db.queries.claims import CLAIM_ORDER
from db.store.reader import Reader
from db.text.quotation import in_quotes


@dataclass(frozen=True, slots=True)
class DependentRow:
    """One row that belongs to a thing."""

    table: str
    id: int
    words: str
    """Its content in words: "for C1, certain"."""


def dependent_rows(record: Reader, statement: StatementId) -> list[DependentRow]:
    """The rows of a statement: its stances, quotes, relays in both directions, and links."""
    stances = record.rows(
        f"""SELECT s.id, s.polarity, c.key, s.certainty FROM stances s JOIN claims c ON c.id = s.claim
            WHERE s.statement = ? ORDER BY {CLAIM_ORDER}""",
        statement,
    )
    quotes = record.rows("SELECT id, exact FROM quotes WHERE statement = ? ORDER BY capture, start", statement)
    relays = record.rows(
        """SELECT r.id, c.key, r.kind, p.key FROM relays r JOIN statements c ON c.id = r.child
           JOIN statements p ON p.id = r.parent WHERE ? IN (r.child, r.parent) ORDER BY r.id""",
        statement,
    )
    links = record.rows(
        """SELECT l.id, s.key, l.kind, o.key FROM statement_links l JOIN statements s ON s.id = l.statement
           JOIN statements o ON o.id = l.other WHERE ? IN (l.statement, l.other) ORDER BY l.id""",
        statement,
    )
    return [
        *(DependentRow("stances", id, f"{Polarity(side).word} {key}, {how}") for id, side, key, how in stances),
        *(DependentRow("quotes", id, in_quotes(exact)) for id, exact in quotes),
        *(DependentRow("relays", id, f"{child} {kind} {parent}") for id, child, kind, parent in relays),
        *(
            DependentRow("statement_links", id, f"{one} {kind.replace('_', ' ')} {other}")
            for id, one, kind, other in links
        ),
    ]


def party_ids(record: Reader, claim: ClaimId) -> list[int]:
    """Ids of the parties of a claim, in the order of :func:`db.queries.claims.parties`."""
    return record.column("SELECT id FROM claim_parties WHERE claim = ? ORDER BY id", claim)
