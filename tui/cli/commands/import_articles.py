"""``onrecord import``, ``propose`` and ``places``: articles, who says what in them, and quotes whose words changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import OnRecordError, WrongUse
from tui.cli.answers import describe_change, rows
from tui.cli.keys import report_keys
from tui.cli.options import json_option, key_argument, open_to_read, open_to_write, the_case, writes
from tui.cli.output import print_json, print_line, print_notice, progress_bar
from tui.cli.standard_input import read_standard_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.intake.article import Article
    from db.intake.fetch import FetchedPage
    from db.model.ids import SourceId
    from db.write.articles import ImportResult

    Step = Callable[[int, int | None], None]


@click.command("import")
@click.argument("what", nargs=-1, required=True, metavar="PATH…|URL|-")
@click.option("--outlet", metavar="SOURCE", help="Who published it, if the article doesn't say: a key or a name.")
@click.option("--title", help="Its headline, in place of the one it declares.")
@click.option("--author", help="Its author, in place of the one it declares.")
@click.option(
    "--published", metavar="TIME", help="When it was published: a time, a day, EDTF, or words such as “on Wednesday”."
)
@click.option("--lang", help="Its language, such as en.")
@click.option("--url", help="Its address; nothing is fetched from it.")
@click.option("--report", metavar="REPORT", help="The report that it is a text of, if its address doesn't say.")
@click.option(
    "--new-report", "as_new", is_flag=True, help="Add a new report, even if one that is only cited could be meant."
)
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private networks.")
@json_option
@writes
def import_articles(
    what: tuple[str, ...],
    outlet: str | None,
    title: str | None,
    author: str | None,
    published: str | None,
    lang: str | None,
    url: str | None,
    report: str | None,
    as_new: bool,
    allow_private: bool,
    as_json: bool,
    store: Path | None,
    case: str | None,
) -> None:
    """Bring in articles from files, addresses or a pipe (-).

    Plain text, Markdown, HTML, PDF with a text layer, RSS and Atom are read. Each article becomes a report with a
    capture of its text, or a new capture of the report that it belongs to. The same bytes again add nothing. An
    article that can't be read is named, and the others are still brought in.

    Each is read or refused within 30 seconds. The limits: 64 MB a file, 3,000,000 characters an article, 2,000
    entries a feed.

    \b
    Examples:
      onrecord import article.html
      onrecord import https://example.org/news/1 --outlet "Bas News"
      cat article.txt | onrecord import - --url https://example.org/news/1
    """
    with open_to_write(store) as record:
        from db.intake.article import KnownMetadata
        from db.intake.language import language_tag
        from db.intake.urls import read_address
        from db.model.times import parse_typed_time
        from db.queries.lookup import resolve_report, resolve_source
        from db.serialize.encoder import encode
        from db.write.articles import import_article

        in_case = the_case(record, case)
        where = in_case.id
        if lang is not None and language_tag(lang) is None:
            raise WrongUse(f"“{lang}” is not a language tag.", "Write en, ar or pt-BR.")
        known = KnownMetadata(
            title=title,
            author=author,
            published=parse_typed_time(published, in_case.tz) if published is not None else None,
            lang=lang,
            url=read_address(url).url if url is not None else None,
        )
        if len(what) > 1 and (report or known.is_of_one):
            raise WrongUse(f"{_OF_ONE} say something of one article.", "Bring the others in by themselves.")
        publisher = _find_outlet(lambda: resolve_source(record, where, outlet or ""), outlet)
        copy_of = resolve_report(record, where, report) if report else None
        landed: list[ImportResult] = []
        failed: OnRecordError | None = None
        with _import_progress(len(what)) as step:
            for number, each in enumerate(what):
                step(number, len(what))
                try:
                    articles, fetched = _read_articles(
                        each, allow_private=allow_private, step=step, alone=len(what) == 1
                    )
                    if len(articles) > 1 and (copy_of is not None or known.is_of_one):
                        raise WrongUse(
                            f"This is a feed of several articles; {_OF_ONE} say something of one.", "Leave them out."
                        )
                    for article in map(known.of, articles):
                        found = import_article(
                            record, where, article, fetched=fetched, outlet=publisher, report=copy_of, as_new=as_new
                        )
                        landed.append(found)
                        if not as_json:
                            _print_result(found, article)
                except OnRecordError as error:
                    failed = failed or error
                    if len(what) > 1:
                        _print_failure(each, error)
        if as_json:
            print_json(encode(landed))
        elif len(landed) > 1:
            print_line(_count_results(landed))
    if failed is not None:
        if len(what) == 1:
            raise failed
        raise type(failed)(
            f"Not everything came in: {failed.message}", "What came in is on record; onrecord undo undoes it."
        )


_OF_ONE = "--title, --author, --published, --url and --report"


@click.command("propose")
@click.argument("path", metavar="PATH|-")
@json_option
def propose_statements(path: str, as_json: bool) -> None:
    """Find who says what in a text; nothing is written.

    The text is a file of a kind that import reads, or - for standard input. Positions are counted in code points of
    the text in NFC. onrecord proposals does the same for a report on record.
    """
    from db.attribution import propose
    from db.serialize.proposals import encode_proposal
    from tui.cli.tables import PROPOSALS

    rows(propose(_read_text(path)), PROPOSALS, encode_proposal).print(as_json=as_json)


@click.command("places")
@key_argument(report_keys, "report", required=False)
@click.option("--accept", type=int, multiple=True, metavar="N", help="The words at place N are the quote, changed.")
@click.option("--reject", type=int, multiple=True, metavar="N", help="The words at place N are not the quote.")
@json_option
@writes
def quote_places(
    report: str | None,
    accept: tuple[int, ...],
    reject: tuple[int, ...],
    as_json: bool,
    store: Path | None,
    case: str | None,
) -> None:
    """Decide on quotes whose words changed in a newer text.

    Without an option, list them. A likeness never decides by itself: similar words may be somebody else's.

    \b
    Examples:
      onrecord places R3
      onrecord places --accept 2
    """
    if accept or reject:
        _decide_places(store, accept, reject)
        return
    with open_to_read(store) as record, record.as_of_now():
        from db.queries.lookup import resolve_report
        from db.queries.quote_places import open_places
        from db.serialize.proposals import encode_open_place
        from tui.cli.tables import PLACES

        where = the_case(record, case).id
        only = resolve_report(record, where, report) if report else None
        rows(open_places(record, case=where, report=only), PLACES, encode_open_place).print(as_json=as_json)


def _decide_places(store: Path | None, accept: tuple[int, ...], reject: tuple[int, ...]) -> None:
    if both := sorted({*accept} & {*reject}):
        raise WrongUse(f"Place {both[0]} is both accepted and rejected.", "Say one of them.")
    with open_to_write(store) as record:
        from db.write.quote_places import accept_place, reject_place

        for decide, ids in (accept_place, accept), (reject_place, reject):
            for id in ids:
                print_line(describe_change(record, decide(record, id)))


def _find_outlet(known: Callable[[], SourceId], outlet: str | None) -> SourceId | str | None:
    """The source that ``--outlet`` names, or the name of a new one.

    :param known: finds the source on record.
    """
    if outlet is None:
        return None
    try:
        return known()
    except OnRecordError:
        if outlet[:1].upper() == "W" and outlet[1:].isdigit():
            raise
        return outlet


def _read_articles(
    what: str, *, allow_private: bool, step: Step, alone: bool
) -> tuple[list[Article], FetchedPage | None]:
    """The articles at a path, at an address, or on standard input, and the server's answer where there is one.

    :param alone: whether the progress bar shows the bytes of this one.
    """
    from db.intake.read import read_bytes, read_fetched, read_file
    from db.intake.urls import looks_like_url

    if what == "-":
        return read_bytes(_read_stdin()), None
    if not looks_like_url(what):
        return read_file(Path(what)), None
    from db.intake.fetch import fetch, ignore_progress

    page = fetch(what, allow_private=allow_private, progress=step if alone else ignore_progress)
    return read_fetched(page), page


def _read_stdin() -> bytes:
    """Standard input, up to one byte more than an article may have."""
    from db.intake.formats import MOST_BYTES

    return read_standard_input(MOST_BYTES)


def _read_text(path: str) -> str:
    """The text of a file in NFC. Plain text is not tidied as an article is, so that offsets are those of the file."""

    from db.intake.read import read_raw, text_of_bytes

    return text_of_bytes(_read_stdin()) if path == "-" else text_of_bytes(read_raw(Path(path)), path)


@contextmanager
def _import_progress(files: int) -> Iterator[Step]:
    """A progress bar over several files, or over the bytes of one."""

    counted = "MofNCompleteColumn" if files > 1 else "DownloadColumn"
    with progress_bar("importing", "TextColumn", "BarColumn", counted, "TimeElapsedColumn") as update:
        yield lambda done, of: update(completed=done, total=of)


def _print_result(landed: ImportResult, article: Article) -> None:
    print_line(f"{landed.key} {landed.how}: {article.title or article.text[:80]}")
    if landed.lookup is not None:
        found = landed.lookup
        print_line(
            f"   quotes of the capture before: {found.exact} in place, {found.moved} moved, "
            f"{found.fuzzy} changed (onrecord places {landed.key}), {found.orphan} gone"
        )
    for note in landed.notes:
        print_line(f"   note: {note}")


def _print_failure(what: str, error: OnRecordError) -> None:
    print_notice(f"onrecord: {what}: {error.message}")


def _count_results(landed: list[ImportResult]) -> str:
    counted = Counter(each.how for each in landed)
    return ", ".join(
        f"{number} {how}{'s' if number > 1 and how != 'on record already' else ''}" for how, number in counted.items()
    )
