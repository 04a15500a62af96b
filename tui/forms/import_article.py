"""What the import asks, what is meant by the answers, and how it is told what will be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.model.ids import CaseId, ReportId, SourceId
from tui.forms.model import Answers, Ask, Form, Long, Pick, Unanswered
from tui.text.targets import ThingKind

if TYPE_CHECKING:
    from db.store.reader import Reader

NAME = "article"
"""What the draft is kept under."""

PLACE = Ask(name="place", label="from", hint="a path, or an address: https://…")
"""Where it is."""

WORDS = Long(name="words", label="or words", hint="paste the article here")
"""Or its words themselves."""

_OUTLET = Pick(name="outlet", label="outlet", of=ThingKind.SOURCE, hint="where it doesn't say so itself")
_REPORT = Pick(name="report", label="a copy of", of=ThingKind.REPORT, hint="a report, where its address doesn't tell")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be brought in, and as what."""

    place: str
    words: str
    outlet: SourceId | str | None
    report: ReportId | None


def article_form(case: CaseId) -> Form:
    """What is asked for an article."""
    return Form(NAME, "Bring an article in", case, (PLACE, WORDS, _OUTLET, _REPORT), _never_saved_whole)


def read_import_request(record: Reader, case: CaseId, values: Mapping[str, str]) -> ImportRequest:
    """What a person wants brought in, by what was typed."""
    from db.intake.urls import looks_like_url

    answers = Answers(record, case, values)
    place, words = answers.text("place").strip(), answers.text("words")
    if not place and not words.strip():
        raise Unanswered("place", "Name a path or an address, or paste the article's words.", "Nothing was written.")
    if place and words.strip() and not looks_like_url(place):
        raise Unanswered(
            "place", "There are a path and words both.", "Empty one of them; only an address goes with words."
        )
    report = answers.report("report", "") if answers.given("report") else None
    return ImportRequest(place, words, _read_outlet(answers, answers.given("outlet")), report)


def _read_outlet(answers: Answers, typed: str | None) -> SourceId | str | None:
    """The source that is meant, or the name of one that is yet to be made."""
    if typed is None:
        return None
    try:
        return answers.source("outlet", "")
    except Unanswered:
        key = typed.partition(" ")[0]
        if key[:1].upper() == "W" and key[1:].isdigit():
            raise
        return typed


def describe_plan(place: str, words: str) -> str:
    """What will be done with what is typed so far."""
    from db.intake.urls import looks_like_url

    if not place and not words.strip():
        return "nothing to bring in yet"
    if place and words.strip():
        if looks_like_url(place):
            return "▤ will keep the words as those of this address; nothing is fetched"
        return "? a path and words both: empty one of them"
    return f"{'⇣' if place else '▤'} will {describe_step(place, words)}"


def describe_step(place: str, words: str) -> str:
    """What is done with it, in a few words."""
    from db.intake.urls import looks_like_url

    if words.strip():
        return f"keep the words: {len(words):,} characters"
    return "fetch the page" if looks_like_url(place) else "read the file"


def format_bytes(came: int, total: int | None) -> str:
    """Bytes in words: "1.2 of 3.4 MB"."""
    unit, word = (1_000_000, "MB") if max(came, total or 0) >= 1_000_000 else (1_000, "KB")
    return f"{came / unit:,.1f} of {total / unit:,.1f} {word}" if total else f"{came / unit:,.1f} {word}"


def _never_saved_whole(*_: object) -> None:
    """Articles are written one by one, so that stopping leaves whole ones; never as one form."""
    raise NotImplementedError
