"""Adding statements, their quotes, relays, stances and links."""

from __future__ import annotations

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Act, Certainty, LinkKind, Polarity
from db.model.fields import LINK, QUOTE, RELAY, STATEMENT
from db.model.ids import CaptureId, CaseId, ClaimId, QuoteId, SourceId, StatementId
from db.text.anchors import find_anchor
from db.text.normalize import normalize_text
from db.write.add import add_row
from db.write.claim_joins import carry_to_joined
from db.write.validate import checked_action, require_two


def add_statement(writer: Writer, case: CaseId, source: SourceId, *, act: Act, **fields: object) -> StatementId:
    """Add one act of saying, by one source, in at most one report.

    :param fields: the other fields of :data:`db.model.fields.STATEMENT`; a time is in the case's time zone.
    :raises Refused: the report is of another case, or the time is no time.
    """
    with checked_action(writer):
        key = writer.next_key("statements", "S", case)
        values = {"source": source, "act": act, **fields}
        return StatementId(add_row(writer, STATEMENT, values, key=key, case=case))


def add_quote(
    writer: Writer,
    statement: StatementId,
    capture: CaptureId,
    exact: str,
    *,
    start: int | None = None,
    **fields: object,
) -> QuoteId:
    """Anchor the exact words of a statement in a capture.

    :param exact: the words, as they stand in the capture.
    :param start: their offset in code points; needed only if the capture has them twice.
    :param fields: the fields of :data:`db.model.fields.QUOTE`.
    :raises Refused: the words are not in the capture, or stand there twice.
    """
    found = writer.row("SELECT text FROM captures WHERE id = ?", capture)
    if not found:
        raise Refused("There is no such capture.", "Import the text first, then quote from it.")
    anchor = find_anchor(found[0], normalize_text(exact), start)
    quote = add_row(
        writer,
        QUOTE,
        fields,
        statement=statement,
        capture=capture,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        start=anchor.start,
        end=anchor.end,
    )
    return QuoteId(quote)


def add_relay(
    writer: Writer, child: StatementId, parent: StatementId, *, quote: QuoteId | None = None, **fields: object
) -> int:
    """Add that one statement passes on another. Loops are allowed: a loop is a finding.

    :param quote: the words that show it.
    :param fields: the other fields of :data:`db.model.fields.RELAY`.
    :raises Refused: the two are one statement, or of different cases.
    """
    require_two(child, parent, "A statement can't relay itself.")
    return add_row(writer, RELAY, {"child": child, "parent": parent, **fields}, quote=quote)


def add_stance(writer: Writer, statement: StatementId, claim: ClaimId, polarity: Polarity, certainty: Certainty) -> int:
    """Add the stance of a statement on a claim.

    A relaying statement's polarity is that of the relayed content, its certainty the relayer's own commitment
    (after FactBank). The stance on a joined claim is carried to the claim that it is joined into.

    :raises Refused: the claim is of another case, the statement has a stance on it already, or the opposite one on the
        claim that it is joined into.
    """
    with checked_action(writer), carry_to_joined(writer, statement, claim):
        return writer.insert(
            "stances", statement=statement, claim=claim, polarity=int(polarity), certainty=Certainty(certainty)
        )


def set_stance(
    writer: Writer, statement: StatementId, claim: ClaimId, polarity: Polarity, certainty: Certainty
) -> bool:
    """Add or change the stance of a statement on a claim, and on the claim that this one is joined into.

    :returns: whether anything changed.
    :raises Refused: the claim is of another case, or the statement has the opposite stance on the claim it is joined
        into.
    """
    with checked_action(writer), carry_to_joined(writer, statement, claim):
        found = writer.row("SELECT id FROM stances WHERE statement = ? AND claim = ?", statement, claim)
        stance = {"polarity": int(polarity), "certainty": Certainty(certainty)}
        if found:
            return writer.update("stances", found[0], **stance)
        writer.insert("stances", statement=statement, claim=claim, **stance)
        return True


def add_link(writer: Writer, statement: StatementId, kind: LinkKind, other: StatementId) -> int:
    """Add a link from one statement to another: it denies, corrects or answers it.

    :raises Refused: the two are one statement, or of different cases.
    """
    require_two(statement, other, "A statement can't link to itself.")
    return add_row(writer, LINK, {"statement": statement, "kind": kind, "other": other})
