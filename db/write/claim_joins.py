"""Joining two claims that say the same, and setting them apart again. Both stay on record.

A joined claim keeps its key, its statements and its parts. While it is joined, its stances are copied to the kept
claim; ``joined_stances`` records the copies, so that setting apart removes those and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Certainty, Polarity
from db.model.ids import ClaimId, StatementId
from db.queries.claim_joins import (
    ABOVE,
    AS_BROUGHT,
    check_joinable,
    join_conflict_error,
    list_keys,
    preview_join,
    preview_split,
)
from db.write.validate import checked_action, optional_words, require_two, signature_columns


def join_claims(writer: Writer, claim: ClaimId, into: ClaimId, reason: str | None = None) -> int:
    """Join a claim into another that says the same, and copy its stances there.

    :param claim: the joined claim, which panes and lists leave out.
    :param into: the kept claim.
    :param reason: why, if given.
    :returns: the id of the judgement.
    :raises Refused: the two can't be joined; the message says why.
    """
    require_two(claim, into, "A claim can't be joined with itself.")
    with checked_action(writer):
        row, other = writer.whole_row("claims", claim), writer.whole_row("claims", into)
        check_joinable(writer, claim, into)
        found = preview_join(writer, claim, into)
        if found.against:
            raise join_conflict_error(row["key"], other["key"], found.against)
        with writer.action(f"join {row['key']} into {other['key']}"):
            join = _add_join_judgement(writer, claim, into, "joined", reason)
            writer.update("claims", claim, joined_into=into)
            for each in found.brought:
                _bring_stance(writer, join, each.statement, into, each.polarity, each.certainty)
            for each in found.shared:
                _share_brought_stance(writer, join, each.statement, into)
    return join


def set_apart(writer: Writer, claim: ClaimId, reason: str | None = None, *, keep_edited: bool = False) -> int:
    """Set a joined claim apart again, and remove the stances that it brought to the kept claim.

    :param reason: why, if given.
    :param keep_edited: whether stances that were edited on the kept claim stay there, as its own.
    :returns: the id of the judgement.
    :raises Refused: the claim isn't joined, or a stance it brought was edited and ``keep_edited`` is not set.
    """
    with checked_action(writer):
        row = writer.whole_row("claims", claim)
        if row["joined_into"] is None:
            raise Refused(f"{row['key']} is not joined into another claim.", "onrecord claim KEY says what is.")
        into = writer.whole_row("claims", row["joined_into"])
        found = preview_split(writer, claim)
        if found.edited and not keep_edited:
            raise Refused(
                f"{row['key']} brought {list_keys(found.edited_keys)} to {into['key']}, and how it bears on "
                f"{into['key']} was changed since.",
                f"onrecord split {row['key']} --keep-edited leaves that on {into['key']}; or change it back first.",
            )
        with writer.action(f"split {row['key']} from {into['key']}"):
            join = _current_join(writer, claim)
            for stance in found.edited:
                _withdraw_stance(writer, join, stance)
            for stance in found.taken:
                _withdraw_stance(writer, join, stance)
                _restore_brought_stance(writer, stance)
            writer.update("claims", claim, joined_into=None)
            return _add_join_judgement(writer, claim, into["id"], "apart", reason)


@contextmanager
def carry_to_joined(writer: Writer, statement: StatementId, claim: ClaimId) -> Iterator[None]:
    """Carry a change of a stance, made inside the ``with`` block, to the claim that its claim is joined into.

    A stance that was edited on the kept claim itself stays as it is there.

    :raises Refused: the statement has the opposite stance on the kept claim.
    """
    found = writer.row("SELECT key, joined_into FROM claims WHERE id = ? AND joined_into IS NOT NULL", claim)
    if not found:
        yield
        return
    key, into = found
    join = _current_join(writer, claim)
    before, own = writer.row(_STANCE, statement, claim), writer.row(_STANCE, statement, into)
    follows = own is not None and _is_as_brought(writer, own[0])
    yield
    now = writer.row(_STANCE, statement, claim)
    if now is None:
        if own is not None:
            _withdraw_stance(writer, join, own[0])
    elif before is None and own is None:
        _bring_stance(writer, join, statement, into, Polarity(now[1]), Certainty(now[2]))
    elif before is None:
        _share_brought_stance(writer, join, statement, into)
    if own is not None and follows:
        _restore_brought_stance(writer, own[0])
    own = writer.row(_STANCE, statement, into)
    if now is not None and own is not None and own[1] != now[1]:
        other = writer.whole_row("claims", into)["key"]
        said = writer.whole_row("statements", statement)["key"]
        raise Refused(
            f"{said} is {Polarity(own[1]).word} {other}, into which {key} is joined: "
            f"it can't be {Polarity(now[1]).word} {key}.",
            f"Change how it bears on {other}, or set {key} apart first.",
        )


def check_removable(writer: Writer, claim: ClaimId) -> None:
    """Make sure that a claim to remove is not joined into another, which has its stances too.

    :raises Refused: it is joined.
    """
    found = writer.row("SELECT c.key, o.key FROM claims c JOIN claims o ON o.id = c.joined_into WHERE c.id = ?", claim)
    if found:
        raise Refused(
            f"Claim {found[0]} can't be removed: it is joined into {found[1]}, which has its statements too.",
            f"onrecord split {found[0]} splits it first.",
        )


def check_no_part_of_joined(writer: Writer, claim: ClaimId, parent: ClaimId) -> None:
    """Make sure that a claim does not become a part of a claim that it is joined with.

    :raises Refused: it would become one.
    """
    found = writer.row(
        f"""SELECT c.key, o.key FROM claims c JOIN claims o ON o.id IN ({ABOVE})
            WHERE c.id = ? AND (o.id = c.joined_into OR o.joined_into = c.id)""",
        parent,
        claim,
    )
    if found:
        raise Refused(
            f"{found[0]} can't be a part of {found[1]}: the two are joined.",
            "Set them apart first; onrecord split KEY does it.",
        )


_STANCE = "SELECT id, polarity, certainty FROM stances WHERE statement = ? AND claim = ?"


def _add_join_judgement(writer: Writer, claim: ClaimId, into: ClaimId, judgement: str, reason: str | None) -> int:
    return writer.insert(
        "claim_joins",
        claim=claim,
        other=into,
        judgement=judgement,
        reason=optional_words(reason),
        **signature_columns(writer),
    )


def _current_join(writer: Writer, claim: ClaimId) -> int:
    """The id of the judgement that joined a claim."""
    return int(writer.column("SELECT max(id) FROM claim_joins WHERE claim = ?", claim)[0])


def _bring_stance(
    writer: Writer, join: int, statement: StatementId, into: ClaimId, polarity: Polarity, certainty: Certainty
) -> None:
    stance = writer.insert("stances", statement=statement, claim=into, polarity=int(polarity), certainty=certainty)
    writer.insert("joined_stances", join=join, stance=stance)


def _share_brought_stance(writer: Writer, join: int, statement: StatementId, into: ClaimId) -> None:
    """Record that this claim brings a stance that another joined claim brought: it stays while either is joined."""
    found = writer.row(
        f"{_STANCE} AND EXISTS (SELECT 1 FROM joined_stances b WHERE b.stance = stances.id)", statement, into
    )
    if found:
        writer.insert("joined_stances", join=join, stance=found[0])


def _withdraw_stance(writer: Writer, join: int, stance: int) -> None:
    for id in writer.column('SELECT id FROM joined_stances WHERE "join" = ? AND stance = ?', join, stance):
        writer.delete("joined_stances", id)


def _is_as_brought(writer: Writer, stance: int) -> bool:
    found = writer.row(f"SELECT {AS_BROUGHT} FROM stances o WHERE o.id = ?", stance)
    return bool(found and found[0])


def _restore_brought_stance(writer: Writer, stance: int) -> None:
    """Copy a stance on a kept claim anew from the first joined claim that has it; remove it if none has."""
    found = writer.row(
        """SELECT s.polarity, s.certainty FROM stances o JOIN joined_stances f ON f.stance = o.id
           JOIN claim_joins j ON j.id = f."join" JOIN stances s ON s.claim = j.claim AND s.statement = o.statement
           WHERE o.id = ? ORDER BY f."join" LIMIT 1""",
        stance,
    )
    if found:
        writer.update("stances", stance, polarity=found[0], certainty=found[1])
    else:
        writer.delete("stances", stance)
