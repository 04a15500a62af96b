"""The forms for a source, and for how one source belongs to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.attribution.naming import guess_source
from db.model.enums import AffiliationKind, SourceKind
from db.model.fields import AFFILIATION, SOURCE
from db.model.ids import CaseId, SourceId
from db.queries.lookup import written_name
from db.write.edit import edit
from db.write.sources import add_affiliation, add_source, share_source
from tui.forms.fields import asks, edit_form, first_values, read_values, stored_values
from tui.forms.model import Answers, ChoiceAsk, Form, Pick, Unanswered, terms_of
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_NO_AFFILIATION, _THIS_CASE, _EVERY_CASE = "", "here", "anywhere"
_USE = ChoiceAsk(name="use", label="used in", among=((_THIS_CASE, "this case"), (_EVERY_CASE, "every case")))
_BELONGS = ChoiceAsk(
    name="belongs", label="belongs", among=((_NO_AFFILIATION, "not recorded"), *terms_of(AffiliationKind))
)
_ORG = Pick(name="org", label="to", hint="the name or key of a source", of=ThingKind.SOURCE, makes=SourceKind.BODY)


def new_source_form(case: CaseId, name: str = "", kind: SourceKind = SourceKind.PERSON) -> Form:
    """The form that adds a source, with its affiliation if it has one.

    :param name: its name, as far as it is known.
    :param kind: the kind that is chosen first.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        belongs = answers.given("belongs")
        if belongs is None and answers.given("org") is not None:
            raise Unanswered("belongs", "How it belongs there is missing.", "Choose how, or clear the name.")
        used_in = case if answers.text("use") == _THIS_CASE else None
        source = add_source(writer, **read_values(answers, SOURCE), case=used_in)
        if belongs is not None:
            with answers.at("org"):
                org = answers.source("org", AFFILIATION["org"].required)
                add_affiliation(writer, source, AffiliationKind(belongs), org)
        return Row(RowKind.SOURCE, source)

    values = first_values(SOURCE, name=name, kind=kind, use=_THIS_CASE, belongs=_NO_AFFILIATION)
    if name:
        values["naming"] = guess_source(name, publishes=kind is SourceKind.OUTLET).naming
    questions = (*asks(SOURCE), _USE, _BELONGS, _ORG)
    return Form(f"source {name}".rstrip(), "New source", case, questions, save, values)


def source_edit_form(writer: Writer, case: CaseId, source: SourceId) -> Form:
    """The form that edits a source."""
    row = writer.whole_row("sources", source)
    values = stored_values(writer, SOURCE, row) | {"use": _THIS_CASE}

    def save(writer: Writer, answers: Answers) -> None:
        changes = read_values(answers, SOURCE, values)
        with writer.action():
            edit(writer, SOURCE, source, **changes)
            if answers.text("use") == _EVERY_CASE:
                share_source(writer, source)

    questions = asks(SOURCE, editing=True)
    if row["case"] is not None:
        questions = (*questions, _USE)
    return Form(f"source {row['key']}", f"Source {row['key']}", case, questions, save, values)


def new_affiliation_form(writer: Writer, case: CaseId, member: SourceId | None) -> Form:
    """The form that adds how a source belongs to another.

    :param member: the member, where one is selected.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        affiliation = read_values(answers, AFFILIATION)
        with answers.at("org"):
            add_affiliation(writer, **affiliation)
        return Row(RowKind.SOURCE, affiliation["member"])

    values = first_values(AFFILIATION, member=written_name(writer, "sources", member), kind=AffiliationKind.PART_OF)
    key = f" {values['member'].partition(' ')[0]}".rstrip()
    return Form(f"affiliation{key}", "New affiliation", case, asks(AFFILIATION), save, values)


def affiliation_edit_form(writer: Writer, case: CaseId, affiliation: int) -> Form:
    """The form that edits how a source belongs to another."""
    member = writer.whole_row("affiliations", affiliation)["member"]
    title = f"Affiliation of {writer.whole_row('sources', member)['key']}"
    return edit_form(writer, case, AFFILIATION, affiliation, title)
