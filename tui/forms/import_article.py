"""The form for importing an article: its questions, the request they make, and sentences on what will be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.model.enums import Holding, SourceKind
from db.model.ids import CaseId, ReportId, SourceId
from db.queries.lookup import written_name
from db.queries.reports import reports
from tui.forms.model import Answers, Ask, DateAsk, Form, Long, Pick, Unanswered
from tui.text.marks import Mark
from tui.text.targets import RowKind, ThingKind
from tui.workers.article_loader import no_files_error

if TYPE_CHECKING:
    from db.intake.article import KnownMetadata
    from db.store.reader import Reader

NAME = "article"
"""The name of its draft."""

PLACE = Ask(name="place", label="from", hint="a file path, or an address: https://…")
"""The path or address of the article."""

ADDRESS = Ask(name="place", label="from", hint="an address: https://… (no file, in a browser)")
"""The address of the article, where no file can be read."""

WORDS = Long(name="words", label="or paste", hint="paste the article here")
"""The text of the article itself, pasted."""

_OUTLET = Pick(
    name="outlet",
    label="outlet",
    of=ThingKind.SOURCE,
    hint="if the article doesn't name it",
    makes=SourceKind.OUTLET,
)
_TITLE = Ask(name="title", label="title", hint="only to correct the page")
_AUTHOR = Ask(name="author", label="author", hint="the author's name")
_PUBLISHED = DateAsk(name="published", label="published", hint="16 Dec 2020 21:45, 2020-12-16, or words: on Wednesday")
_LANG = Ask(name="lang", label="language", hint="en, ar, uk …")
_REPORT = Pick(name="report", label="a copy of", of=ThingKind.REPORT, hint="a report, if the address doesn't show it")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """An article to import, and the outlet and report to import it as."""

    place: str
    words: str
    outlet: SourceId | str | None
    report: ReportId | None
    known: KnownMetadata
    """What the person knows of the article better than it says."""


def article_form(case: CaseId, values: Mapping[str, str] | None = None, *, files: bool = True) -> Form:
    """The form that asks for an article.

    :param values: answers that are known already, such as :func:`answers_for_report`.
    :param files: whether files can be read.
    """
    return Form(
        NAME,
        "Import an article",
        case,
        (PLACE if files else ADDRESS, WORDS, _OUTLET, _PUBLISHED, _TITLE, _AUTHOR, _REPORT, _LANG),
        _never_saved_whole,
        values=values or {},
    )


def answers_for_report(record: Reader, id: ReportId) -> dict[str, str]:
    """The answers for the article of a report whose text is not held; none where it is."""
    found = reports(record, [id])
    if not found or found[0].holding is Holding.HELD:
        return {}
    name = written_name(record, RowKind.REPORT, id)
    return {"report": name} | ({"place": found[0].url} if found[0].url else {})


def read_import_request(record: Reader, case: CaseId, values: Mapping[str, str]) -> ImportRequest:
    """The article that the answers ask for.

    :raises Unanswered: nothing is asked for, or a path and text both.
    """
    from db.intake.urls import looks_like_url  # kept out of start-up

    answers = Answers(record, case, values)
    place, words = answers.text("place").strip(), answers.text("words")
    if not place and not words.strip():
        raise Unanswered("place", "Give a path or an address, or paste the article.", "Nothing was saved.")
    if place and words.strip() and not looks_like_url(place):
        raise Unanswered(
            "place",
            "Both a path and a pasted text are given.",
            "Clear one of them; only an address can go with pasted text.",
        )
    report = answers.report("report", "") if answers.given("report") else None
    return ImportRequest(
        place, words, _read_outlet(answers, answers.given("outlet")), report, _read_known(record, case, answers)
    )


def _read_known(record: Reader, case: CaseId, answers: Answers) -> KnownMetadata:
    from db.intake.article import KnownMetadata  # kept out of start-up
    from db.intake.language import language_tag
    from db.model.times import parse_typed_time
    from db.queries.cases import case_by_id

    lang, published = answers.given("lang"), answers.given("published")
    if lang is not None and language_tag(lang) is None:
        raise Unanswered("lang", f"“{lang}” is not a language tag.", "Write en, ar or pt-BR.")
    where = case_by_id(record, case)
    with answers.at("published"):
        when = parse_typed_time(published, where.tz) if published and where is not None else None
    return KnownMetadata(title=answers.given("title"), author=answers.given("author"), published=when, lang=lang)


def _read_outlet(answers: Answers, typed: str | None) -> SourceId | str | None:
    """The source that an answer names, or a name to add a source under."""
    if typed is None:
        return None
    try:
        return answers.source("outlet", "")
    except Unanswered:
        key = typed.partition(" ")[0]
        if key[:1].upper() == "W" and key[1:].isdigit():
            raise
        return typed


def describe_plan(place: str, words: str, *, files: bool = True) -> str:
    """A sentence on what will be done with the answers so far.

    :param files: whether files can be read.
    """
    from db.intake.urls import looks_like_url  # kept out of start-up

    if not place and not words.strip():
        return "nothing to import yet"
    if place and not files and not looks_like_url(place):
        refusal = no_files_error()
        return f"{Mark.WRONG} {refusal.message} {refusal.hint}"
    if place and words.strip():
        if looks_like_url(place):
            return f"{Mark.KEEPS_TEXT} will import the pasted text with this address; nothing is fetched"
        return f"{Mark.WRONG} both a path and a pasted text: clear one of them"
    return f"{Mark.FETCHES if place else Mark.KEEPS_TEXT} will {describe_step(place, words)}"


def describe_step(place: str, words: str) -> str:
    """What is done with an article, in a few words."""
    from db.intake.urls import looks_like_url  # kept out of start-up

    if words.strip():
        return f"import the pasted text: {len(words):,} characters"
    return "fetch the page" if looks_like_url(place) else "read the file"


def format_bytes(came: int, total: int | None) -> str:
    """Bytes read, of how many: "1.2 of 3.4 MB"."""
    unit, word = (1_000_000, "MB") if max(came, total or 0) >= 1_000_000 else (1_000, "KB")
    return f"{came / unit:,.1f} of {total / unit:,.1f} {word}" if total else f"{came / unit:,.1f} {word}"


def _never_saved_whole(*_: object) -> None:
    """The import screen writes each article in an action of its own, so that stopping leaves whole ones."""
    raise NotImplementedError
