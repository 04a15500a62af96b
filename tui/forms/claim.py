"""Asking for a claim, and for whom it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.enums import Part, Party
from db.model.ids import CaseId, ClaimId
from db.queries.lookup import written
from db.write.claims import record_claim, record_party
from db.write.edit import edit_claim
from db.write.remove import Removable, remove
from tui.forms.model import NO, Answers, Ask, ClaimWords, Form, Long, Pick, filled, one_of, yes_or_no
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_WORDLESS = "A claim needs words."

_HINT = "what is claimed, in the desk's own words"

_ABOUT: tuple[Ask, ...] = (
    Pick(name="parent", label="part of", hint="the claim it is a part of, if it is", of=ThingKind.CLAIM),
    one_of("part", "as", Part),
    yes_or_no("background", "background"),
)
_ASKS: tuple[Ask, ...] = (Long(name="text", label="claim", hint=_HINT, rows=2), *_ABOUT)
_NEW: tuple[Ask, ...] = (ClaimWords(name="text", label="claim", hint=_HINT, rows=2), *_ABOUT)


def new_claim(writer: Writer, case: CaseId, parent: ClaimId | None = None) -> Form:
    """A claim that is entered.

    :param parent: the claim it is a part of.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        above = _above(answers)
        claim = record_claim(
            writer,
            case,
            answers.needed("text", _WORDLESS),
            parent=above,
            part=answers.word("part", Part) if above is not None else None,
            background=answers.yes("background"),
        )
        return Row(RowKind.CLAIM, claim)

    values = {"parent": written(writer, "claims", parent), "part": Part.DETAIL, "background": NO}
    if parent is None:
        return Form("claim", "New claim", case, _NEW, save, values)
    key = values["parent"].partition(" ")[0]
    return Form(f"part of {key}", f"New part of {key}", case, _NEW, save, values)


def changed_claim(writer: Writer, case: CaseId, claim: ClaimId) -> Form:
    """A claim that is changed."""
    row = writer.whole_row("claims", claim)

    def save(writer: Writer, answers: Answers) -> None:
        above = _above(answers)
        with answers.at("parent"):
            edit_claim(
                writer,
                claim,
                text=answers.needed("text", _WORDLESS),
                parent=above,
                part=answers.word("part", Part) if above is not None else None,
                background=answers.yes("background"),
            )

    values = filled(row, background="is_background") | {
        "parent": written(writer, "claims", row["parent"]),
        "part": row["part"] or Part.DETAIL,
    }
    return Form(f"claim {row['key']}", f"Claim {row['key']}", case, _ASKS, save, values)


_PARTY: tuple[Ask, ...] = (
    Pick(name="source", label="is about", hint="the name or key of a source", of=ThingKind.SOURCE),
    one_of("role", "who is", Party),
)


def new_party(writer: Writer, case: CaseId, claim: ClaimId | None) -> Form:
    """Whom a claim is about.

    :param claim: the claim, where one is selected.
    """
    asks = (Pick(name="claim", label="claim", hint="its key or words", of=ThingKind.CLAIM), *_PARTY)

    def save(writer: Writer, answers: Answers) -> Row:
        of = answers.claim("claim", "A party needs the claim that is about it.")
        _enter_party(writer, of, answers)
        return Row(RowKind.CLAIM, of)

    values = {"claim": written(writer, "claims", claim), "role": Party.ACCUSED}
    key = f" {values['claim'].partition(' ')[0]}".rstrip()
    return Form(f"party{key}", "Whom a claim is about", case, asks, save, values)


def changed_party(writer: Writer, case: CaseId, party: int) -> Form:
    """Whom a claim is about, as it is changed."""
    row = writer.whole_row("claim_parties", party)
    key = writer.whole_row("claims", row["claim"])["key"]

    def save(writer: Writer, answers: Answers) -> None:
        with writer.action(f"change whom {key} is about"):
            remove(writer, Removable.PARTY, party)
            _enter_party(writer, ClaimId(row["claim"]), answers)

    values = filled(row) | {"source": written(writer, "sources", row["source"])}
    return Form(f"party {row['ulid']}", f"Whom {key} is about", case, _PARTY, save, values)


def _enter_party(writer: Writer, claim: ClaimId, answers: Answers) -> None:
    with answers.at("source"):
        source = answers.source("source", "A party is a source: name it.")
        record_party(writer, claim, source, answers.word("role", Party))


def _above(answers: Answers) -> ClaimId | None:
    return answers.claim("parent", "") if answers.given("parent") else None
