"""The outlet of an imported article: the one on record with its name, or a new one. Nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.attribution.naming import guess_source
from db.errors import Refused
from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId, ReportId, SourceId
from db.search.similar import near_sources
from db.store.reader import Reader, Row
from db.text.normalize import casefold_words, normalize_line
from db.write.sources import add_source

if TYPE_CHECKING:
    from db.intake.article import Article
    from db.journal.writer import Writer

PublisherChoice = tuple[SourceId, tuple[str, ...]]
"""An outlet, with notes on the choice for a person to read."""


def publisher(
    writer: Writer, case: CaseId, key: str, article: Article, given: SourceId | str | None
) -> PublisherChoice:
    """The outlet of a new report: the one that is given, else the one that the article names.

    :param key: the report's key, which names a new outlet if none is known: two unknown outlets are not one.
    :param given: a source, or a name.
    :raises Refused: several outlets have the given name.
    """
    if isinstance(given, int):
        return given, ()
    name = normalize_line(given or "") or normalize_line(article.source_outlet or article.outlet or "")
    if not name:
        words = f"Outlet of {key} (name not recorded)"
        return add_source(writer, words, kind=SourceKind.OUTLET, naming=Naming.ANONYMOUS, short=f"{key}'s outlet"), ()
    guess = guess_source(name, publishes=True, lang=article.lang)
    is_named = guess.naming is Naming.NAMED
    found = [each for each in _outlets_named(writer, case, name) if is_named or each[2] == Naming.NAMED]
    keys = ", ".join(str(each[1]) for each in found)
    if len(found) > 1 and given:
        raise Refused(f"“{name}” is the name of several outlets: {keys}.", "Give the key of one of them.")
    if len(found) > 1:
        return found[0][0], (f"“{name}” is the name of several outlets: {keys}; {found[0][1]} was taken.",)
    if found:
        return found[0][0], ()
    near = near_sources(writer, case, name, most=3)
    new = add_source(writer, name, kind=SourceKind.OUTLET, naming=guess.naming, case=None if is_named else case)
    likes = ", ".join(f"{each.found.key} {each.found.name}" for each in near)
    return new, (f"“{name}” is a new outlet; similar on record: {likes}.",) if near else ()


def outlet_on_record(record: Reader, case: CaseId, article: Article, given: str | None = None) -> SourceId | None:
    """The one outlet on record that an article names, or that is given by name; None where it is not one."""
    name = normalize_line(given or "") or normalize_line(article.source_outlet or article.outlet or "")
    found = _outlets_named(record, case, name) if name else []
    return SourceId(found[0][0]) if len(found) == 1 else None


def notes_on_other_publisher(
    record: Reader, case: CaseId, report: ReportId, said: SourceId | str | None
) -> tuple[str, ...]:
    """A note if an outlet is given, and the report is on record as published by another.

    :param given: a source, or a name; None if none is given.
    """
    if said is None or (isinstance(said, str) and not normalize_line(said)):
        return ()
    (now,) = record.rows(
        "SELECT so.id, so.key, so.name, re.key FROM reports re JOIN sources so ON so.id = re.outlet WHERE re.id = ?",
        report,
    )
    meant = (
        [said] if isinstance(said, int) else [each[0] for each in _outlets_named(record, case, normalize_line(said))]
    )
    return () if now[0] in meant else (f"{now[3]} is already on record as by {now[1]} {now[2]}; that stays.",)


def _outlets_named(record: Reader, case: CaseId, name: str) -> list[Row]:
    """Id, key and naming of the outlets with a name, in the order they were added."""
    return record.rows(
        """SELECT id, key, naming FROM sources WHERE kind = 'outlet' AND ("case" IS NULL OR "case" = :case)
           AND (folded(CAST(name AS BLOB)) = :name OR (short IS NOT NULL AND folded(CAST(short AS BLOB)) = :name))
           ORDER BY id""",
        case=case,
        name=casefold_words(name),
    )
