"""The forms for what a desk puts beside the record: a verdict, tags, a note, a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.model.enums import Confidence, Likelihood, Verdict
from db.model.ids import CaseId, ClaimId
from db.model.things import Target
from db.queries.annotations import tags_on
from db.queries.assessments import assessments_of
from db.write.annotations import add_note, add_tag, add_task, edit_note, edit_task, finish_tasks, remove_tag, tag_name
from db.write.assessments import assess
from db.write.labels import names_of
from tui.forms.model import NO, YES, Answers, Ask, ChoiceAsk, DateAsk, Form, Long, row_values, yes_or_no
from tui.text.targets import Row, RowKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

_NOT_GIVEN = ("", "not given")

_VERDICT: tuple[Ask, ...] = (
    ChoiceAsk(name="verdict", label="verdict", among=tuple((str(each), str(each)) for each in Verdict)),
    ChoiceAsk(
        name="likelihood", label="likelihood", among=(_NOT_GIVEN, *((str(each), each.word) for each in Likelihood))
    ),
    ChoiceAsk(
        name="confidence", label="confidence", among=(_NOT_GIVEN, *((str(each), str(each)) for each in Confidence))
    ),
    Long(name="rationale", label="because", hint="why; kept with the verdict, your name and the day", rows=3),
)


def verdict_form(writer: Writer, case: CaseId, claims: Sequence[ClaimId]) -> Form:
    """The form that gives claims a verdict; it supersedes the last one, which stays on record.

    :param claims: at least one; a single claim's last verdict fills the form.
    """
    names = _names_of(writer, RowKind.CLAIM, claims)
    last = next(iter(assessments_of(writer, claims[0])), None) if len(claims) == 1 else None

    def save(writer: Writer, answers: Answers) -> None:
        likelihood, confidence = answers.given("likelihood"), answers.given("confidence")
        with answers.at("verdict"):
            assess(
                writer,
                claims,
                answers.word("verdict", Verdict),
                likelihood=Likelihood(likelihood) if likelihood else None,
                confidence=Confidence(confidence) if confidence else None,
                rationale=answers.given("rationale"),
            )

    values = {
        "verdict": str(last.verdict if last else Verdict.UNVERIFIED),
        "likelihood": str(last.likelihood or "") if last else "",
        "confidence": str(last.confidence or "") if last else "",
        "rationale": (last.rationale or "") if last else "",
    }
    return Form(f"verdict {names}", f"Verdict on {names}", case, _VERDICT, save, values)


def tags_form(writer: Writer, case: CaseId, things: Sequence[Target]) -> Form:
    """The form for the tags of one thing, or for tags to add to several.

    :param things: at least one.
    """
    names = _names_of(writer, things[0].kind, [each.id for each in things])
    alone = len(things) == 1
    hint = "separated by commas; delete one to remove it" if alone else "separated by commas; added to the current tags"
    before = tuple(each.tag for each in tags_on(writer, things[0])) if alone else ()

    def save(writer: Writer, answers: Answers) -> None:
        with answers.at("tags"):
            wanted = [tag_name(each) for each in answers.text("tags").split(",") if each.strip()]
            with writer.action(f"tags of {names}"):
                for tag in before:
                    if tag not in wanted:
                        remove_tag(writer, things, tag)
                for tag in wanted:
                    add_tag(writer, things, tag)

    asks = (Ask(name="tags", label="tags", hint=hint),)
    return Form(f"tags {names}", f"Tags of {names}", case, asks, save, {"tags": ", ".join(before)})


_NOTE: tuple[Ask, ...] = (Long(name="text", label="note", hint="Markdown; ctrl+g opens your editor", rows=8),)


def new_note_form(writer: Writer, case: CaseId, on: Target) -> Form:
    """The form that adds a note to a thing."""
    names = _names_of(writer, on.kind, [on.id])

    def save(writer: Writer, answers: Answers) -> Row:
        with answers.at("text"):
            return Row(RowKind.NOTE, add_note(writer, on, answers.text("text")))

    return Form(f"note on {names}", f"New note on {names}", case, _NOTE, save)


def note_edit_form(writer: Writer, case: CaseId, note: int) -> Form:
    """The form that edits a note."""
    row = writer.whole_row("notes", note)

    def save(writer: Writer, answers: Answers) -> None:
        with answers.at("text"):
            edit_note(writer, note, answers.text("text"))

    return Form(f"note {row['key']}", f"Note {row['key']}", case, _NOTE, save, row_values(row))


_TASK: tuple[Ask, ...] = (
    Ask(name="text", label="task", hint="what to do"),
    Ask(name="person", label="whose", hint="who will do it"),
    DateAsk(name="due", label="due", hint="a day: tomorrow, 30 Nov 2026, 2026-11-30"),
)


def new_task_form(writer: Writer, case: CaseId, on: Target) -> Form:
    """The form that adds a task to a thing."""
    names = _names_of(writer, on.kind, [on.id])

    def save(writer: Writer, answers: Answers) -> Row:
        with answers.at("due"):
            task = add_task(
                writer,
                on,
                answers.needed("text", "A task needs a text."),
                answers.given("person"),
                answers.given("due"),
            )
        return Row(RowKind.TASK, task)

    return Form(f"task on {names}", f"New task on {names}", case, _TASK, save)


def task_edit_form(writer: Writer, case: CaseId, task: int) -> Form:
    """The form that edits a task, or marks it as done."""
    row = writer.whole_row("tasks", task)

    def save(writer: Writer, answers: Answers) -> None:
        done = answers.yes("done")
        with answers.at("due"), writer.action(f"{row['key']}: done" if done and not row["done"] else ""):
            edit_task(
                writer,
                task,
                text=answers.needed("text", "A task needs a text."),
                person=answers.given("person"),
                due=answers.given("due"),
            )
            finish_tasks(writer, [task], done)

    values = row_values(row) | {"done": YES if row["done"] else NO}
    return Form(f"task {row['key']}", f"Task {row['key']}", case, (*_TASK, yes_or_no("done", "done")), save, values)


def _names_of(writer: Writer, kind: RowKind, ids: Sequence[int]) -> str:
    return names_of(writer, [Target(kind, id) for id in ids])
