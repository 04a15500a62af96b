"""Asking for a source, and for how one source belongs to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.model.enums import Affiliated, Kind, Naming
from db.model.ids import CaseId, SourceId
from db.queries.lookup import written
from db.write.edit import edit_affiliation, edit_source
from db.write.sources import record_affiliation, record_source
from tui.forms.model import NO, Answers, Ask, Choice, Form, Pick, Unanswered, filled, one_of, yes_or_no
from tui.text.targets import Row, RowKind, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_NAMELESS = "A source needs a name, an office, or the words used for it."
_HOMELESS = "An affiliation needs whom it belongs to."

_ASKS: tuple[Ask, ...] = (
    Ask(name="name", label="name", hint="or office, or the words used: a security source"),
    Ask(name="short", label="short", hint="the name where there is little room"),
    one_of("kind", "kind", Kind),
    one_of("naming", "naming", Naming),
    yes_or_no("boundary", "boundary"),
)

_NOWHERE, _HERE, _ANYWHERE = "", "here", "anywhere"
_BELONGING = tuple((str(each), each.replace("_", " ")) for each in Affiliated)
_USE = Choice(name="use", label="used in", among=((_HERE, "this case"), (_ANYWHERE, "every case")))
_NEW = (
    *_ASKS,
    _USE,
    Choice(name="belongs", label="belongs", among=((_NOWHERE, "not recorded"), *_BELONGING)),
    Pick(name="org", label="to", hint="the name or key of a source", of=ThingKind.SOURCE, makes=Kind.BODY),
)


def new_source(case: CaseId, name: str = "", kind: Kind = Kind.PERSON) -> Form:
    """A source that is entered, with where it belongs.

    :param name: what is known of its name already.
    :param kind: what it is taken for.
    """

    def save(writer: Writer, answers: Answers) -> Row:
        belongs = answers.given("belongs")
        if belongs is None and answers.given("org") is not None:
            raise Unanswered("belongs", "How it belongs there is not said.", "Choose a word, or take the name out.")
        source = record_source(
            writer,
            answers.needed("name", _NAMELESS),
            kind=answers.word("kind", Kind),
            naming=answers.word("naming", Naming),
            short=answers.given("short"),
            boundary=answers.yes("boundary"),
            case=case if answers.text("use") == _HERE else None,
        )
        if belongs is not None:
            with answers.at("org"):
                record_affiliation(writer, source, Affiliated(belongs), answers.source("org", _HOMELESS))
        return Row(RowKind.SOURCE, source)

    values = {"name": name, "kind": kind, "naming": Naming.NAMED, "boundary": NO, "use": _HERE}
    form = f"source {name}".rstrip()
    return Form(form, "New source", case, _NEW, save, {**values, "belongs": _NOWHERE})


def changed_source(writer: Writer, case: CaseId, source: SourceId) -> Form:
    """A source that is changed."""
    row = writer.whole_row("sources", source)

    def save(writer: Writer, answers: Answers) -> None:
        edit_source(
            writer,
            source,
            name=answers.needed("name", _NAMELESS),
            kind=answers.word("kind", Kind),
            naming=answers.word("naming", Naming),
            short=answers.given("short"),
            boundary=answers.yes("boundary"),
            shared=answers.text("use") == _ANYWHERE,
        )

    asks = (*_ASKS, _USE) if row["case"] is not None else _ASKS
    values = filled(row, boundary="is_boundary") | {"use": _HERE}
    return Form(f"source {row['key']}", f"Source {row['key']}", case, asks, save, values)


_AFFILIATION: tuple[Ask, ...] = (
    one_of("kind", "is", Affiliated),
    Pick(name="org", label="whom", hint="the name or key of a source", of=ThingKind.SOURCE, makes=Kind.BODY),
    Ask(name="valid", label="when", hint="2019/2021, or other EDTF; empty where not known"),
)


def new_affiliation(writer: Writer, case: CaseId, member: SourceId | None) -> Form:
    """That a source belongs to another, as it is entered.

    :param member: the source it is said of, where one is selected.
    """
    who = Pick(name="member", label="who", hint="the name or key of a source", of=ThingKind.SOURCE)

    def save(writer: Writer, answers: Answers) -> Row:
        with answers.at("org"):
            record_affiliation(
                writer,
                of := answers.source("member", "An affiliation needs a source that belongs."),
                answers.word("kind", Affiliated),
                answers.source("org", _HOMELESS),
                valid=answers.day("valid"),
            )
        return Row(RowKind.SOURCE, of)

    values = {"member": written(writer, "sources", member), "kind": Affiliated.PART_OF}
    key = f" {values['member'].partition(' ')[0]}".rstrip()
    return Form(f"affiliation{key}", "New affiliation", case, (who, *_AFFILIATION), save, values)


def changed_affiliation(writer: Writer, case: CaseId, affiliation: int) -> Form:
    """That a source belongs to another, as it is changed."""
    row = writer.whole_row("affiliations", affiliation)

    def save(writer: Writer, answers: Answers) -> None:
        edit_affiliation(
            writer,
            affiliation,
            org=answers.source("org", _HOMELESS),
            kind=answers.word("kind", Affiliated),
            valid=answers.day("valid"),
        )

    member = writer.whole_row("sources", row["member"])["key"]
    values = filled(row, valid="valid_edtf") | {"org": written(writer, "sources", row["org"])}
    return Form(f"affiliation {row['ulid']}", f"Affiliation of {member}", case, _AFFILIATION, save, values)
