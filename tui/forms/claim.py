"""The forms for a claim, and for whom it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.model.enums import PartRole, PartyRole
from db.model.fields import CLAIM, PARTY
from db.model.ids import CaseId, ClaimId
from db.queries.lookup import written_name
from db.write.claims import add_claim, add_party
from db.write.edit import edit
from db.write.remove import remove
from tui.forms.fields import asks, first_values, read_values, stored_values
from tui.forms.model import Answers, ClaimWords, Form
from tui.text.targets import Row, RowKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


def new_claim_form(writer: Writer, case: CaseId, parent: ClaimId | None = None) -> Form:
    """The form that adds a claim.

    :param parent: the claim it is a part of.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        return Row(RowKind.CLAIM, add_claim(writer, case, **_read_claim(answers)))

    text, *others = asks(CLAIM)
    questions = (ClaimWords(name=text.name, label=text.label, hint=text.hint, rows=2), *others)
    values = first_values(CLAIM, parent=written_name(writer, "claims", parent), part=PartRole.DETAIL)
    if parent is None:
        return Form("claim", "New claim", case, questions, save, values)
    key = values["parent"].partition(" ")[0]
    return Form(f"part of {key}", f"New part of {key}", case, questions, save, values)


def claim_edit_form(writer: Writer, case: CaseId, claim: ClaimId) -> Form:
    """The form that edits a claim."""
    row = writer.whole_row("claims", claim)
    values = stored_values(writer, CLAIM, row) | {"part": row["part"] or PartRole.DETAIL}

    def save(writer: Writer, answers: Answers) -> None:
        changes = _read_claim(answers, values)
        with answers.at("parent"):
            edit(writer, CLAIM, claim, **changes)

    return Form(f"claim {row['key']}", f"Claim {row['key']}", case, asks(CLAIM, editing=True), save, values)


def new_party_form(writer: Writer, case: CaseId, claim: ClaimId | None) -> Form:
    """The form that adds whom a claim is about.

    :param claim: the claim, where one is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        party = read_values(answers, PARTY)
        with answers.at("source"):
            add_party(writer, **party)
        return Row(RowKind.CLAIM, party["claim"])

    values = first_values(PARTY, claim=written_name(writer, "claims", claim), role=PartyRole.ACCUSED)
    key = f" {values['claim'].partition(' ')[0]}".rstrip()
    return Form(f"party{key}", "Who a claim is about", case, asks(PARTY), save, values)


def party_edit_form(writer: Writer, case: CaseId, party: int) -> Form:
    """The form that edits whom a claim is about."""
    row = writer.whole_row("claim_parties", party)
    key = writer.whole_row("claims", row["claim"])["key"]
    values = stored_values(writer, PARTY, row)

    def save(writer: Writer, answers: Answers) -> None:
        with writer.action(f"change who {key} is about"):
            remove(writer, RowKind.PARTY, party)
            changes = read_values(answers, PARTY, values)
            with answers.at("source"):
                add_party(writer, ClaimId(row["claim"]), **changes)

    return Form(f"party {row['ulid']}", f"Who {key} is about", case, asks(PARTY, editing=True), save, values)


def _read_claim(answers: Answers, before: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The values of a claim; how it belongs to a parent counts only where it has one."""
    values = read_values(answers, CLAIM, before)
    return values if values["parent"] is not None else {**values, "part": None}
