"""Adding claims, and whom they are about."""

from __future__ import annotations

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import PartRole, PartyRole
from db.model.fields import CLAIM, PARTY
from db.model.ids import CaseId, ClaimId, SourceId
from db.write.add import add_row
from db.write.validate import checked_action


def add_claim(
    writer: Writer,
    case: CaseId,
    text: str,
    *,
    parent: ClaimId | None = None,
    part: PartRole | None = None,
    **fields: object,
) -> ClaimId:
    """Add a self-contained proposition, in our words.

    :param parent: the claim it is a part of; its key is the parent's with a letter added.
    :param part: how it belongs to its parent.
    :param fields: the other fields of :data:`db.model.fields.CLAIM`.
    :raises Refused: the text is empty, or a parent comes without how it belongs, or of another case.
    """
    check_part(parent, part)
    with checked_action(writer):
        key = _next_claim_key(writer, case, parent)
        values = {"text": text, "parent": parent, "part": part, **fields}
        return ClaimId(add_row(writer, CLAIM, values, key=key, case=case))


def add_party(writer: Writer, claim: ClaimId, source: SourceId, role: PartyRole) -> int:
    """Add whom a claim is about, so that a missing voice can be found.

    :raises Refused: the same role is there already.
    """
    return add_row(writer, PARTY, {"claim": claim, "source": source, "role": role})


def check_part(parent: object, part: object) -> None:
    """Make sure that a claim has both a parent and how it belongs to it, or neither.

    :raises Refused: it has one of the two.
    """
    if (parent is None) != (part is None):
        raise Refused("A part of a claim has a parent, and how it belongs to it.", "Say both, or neither.")


def _next_claim_key(writer: Writer, case: CaseId, parent: ClaimId | None) -> str:
    """C1, C2 … for a claim; C1a, C1b … C1z, C1aa … for a part. Keys of removed claims are never reused."""
    if parent is None:
        return writer.next_key("claims", "C", case)
    found = writer.row("SELECT key FROM claims WHERE id = ?", parent)
    if not found:
        raise Refused("There is no such claim to be a part of.", "Enter the claim first, then its parts.")
    stem: str = found[0]
    taken = set(writer.column('SELECT key FROM claims WHERE "case" = ? AND key GLOB ?', case, f"{stem}[a-z]*"))
    taken |= writer.removed_keys("claims", case)
    return next(key for number in range(len(taken) + 1) if (key := stem + _letters_of_number(number)) not in taken)


def _letters_of_number(number: int) -> str:
    """a … z, then aa, ab …: spreadsheet columns in small letters."""
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters
