"""Ratings of sources and statements, and the tags, notes and tasks on a thing, as ``--json`` prints them."""

from __future__ import annotations

from datetime import date

from db.model.things import Target
from db.queries.annotations import Task, notes_on, tags_on, tasks_on
from db.queries.ratings import RatedPair, Rating
from db.serialize.encoder import Json, encode, encode_fields
from db.store.reader import Reader


def encode_rating(rating: Rating) -> Json:
    """One mark of the Admiralty code: ``A`` to ``F`` for a source, ``1`` to ``6`` for a statement on a claim."""
    mark = rating.letter or rating.digit
    assert mark is not None
    return {"mark": str(mark.value), "says": mark.word, **encode_fields(rating, "reason who at")}


def encode_rated_pair(pair: RatedPair) -> Json:
    """The letter of a statement's source with the statement's own digit on a claim: ``C3``, null for neither."""
    return {**encode_fields(pair, "letter digit"), "pair": pair.short if pair.letter or pair.digit else None}


def encode_task(task: Task) -> Json:
    """A task; it is overdue by the day where the person is."""
    return {
        **encode_fields(task, "key on=on_key case text person due done=is_done"),
        "overdue": task.is_overdue(date.today()),
        **encode_fields(task, "who at"),
    }


def encode_annotations(record: Reader, on: Target) -> Json:
    """The tags, notes and tasks on a thing."""
    return {
        "tags": [each.tag for each in tags_on(record, on)],
        "notes": encode(notes_on(record, on)),
        "tasks": [encode_task(each) for each in tasks_on(record, on)],
    }
