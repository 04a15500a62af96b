"""What a desk decided, in the shapes of :mod:`db.serialize.assessments_part2`."""

from __future__ import annotations

from datetime import date

from db.model.targets import Target
from db.queries.annotations import Note, Task, notes_on, tags_on, tasks_on
from db.queries.assessments import Assessment, ClaimAssessments
from db.queries.ratings import RatedPair, Rating
from db.serialize.assessments_part2 import (
    AssessmentShape,
    BesideShape,
    JudgedShape,
    NoteShape,
    PairShape,
    RatingShape,
    TaskShape,
)
from db.store.reader import Reader


def judged_row(found: ClaimAssessments) -> JudgedShape:
    """What stands of a claim."""
    return {
        "status": found.status.value,
        "verdict": found.assessment.verdict.value if found.assessment else None,
        "tags": list(found.tags),
        "open_parts": [
            {"claim": part.key, "verdict": part.verdict.value if part.verdict else None} for part in found.open_parts
        ],
    }


def assessment_row(found: Assessment) -> AssessmentShape:
    """One assessment."""
    return {
        "verdict": found.verdict.value,
        "likelihood": found.likelihood.value if found.likelihood else None,
        "confidence": found.confidence.value if found.confidence else None,
        "rationale": found.rationale,
        "who": found.who,
        "at": found.at,
    }


def rating_row(found: Rating) -> RatingShape:
    """One mark of a source, or of a statement on a claim."""
    mark = found.letter or found.digit
    assert mark is not None
    return {"mark": str(mark.value), "says": mark.word, "reason": found.reason, "who": found.who, "at": found.at}


def pair_row(found: RatedPair) -> PairShape:
    """Both marks of a statement on a claim."""
    return {
        "letter": found.letter.value if found.letter else None,
        "digit": found.digit.value if found.digit else None,
        "pair": found.short if found.letter or found.digit else None,
    }


def note_row(found: Note) -> NoteShape:
    """One note."""
    return {
        "key": found.key,
        "on": found.on_key,
        "case": found.case,
        "text": found.text,
        "who": found.who,
        "at": found.at,
    }


def task_row(found: Task, today: date) -> TaskShape:
    """One task.

    :param today: the day where the person is.
    """
    return {
        "key": found.key,
        "on": found.on_key,
        "case": found.case,
        "text": found.text,
        "person": found.person,
        "due": found.due,
        "done": found.is_done,
        "overdue": found.is_overdue(today),
        "who": found.who,
        "at": found.at,
    }


def beside(record: Reader, on: Target) -> BesideShape:
    """The tags, notes and tasks on a thing."""
    today = date.today()  # the day where the person is
    return {
        "tags": [each.tag for each in tags_on(record, on)],
        "notes": [note_row(each) for each in notes_on(record, on)],
        "tasks": [task_row(each, today) for each in tasks_on(record, on)],
    }
