"""``onrecord add``: every row a person can enter, each printed as it lands, its key first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from db.model.enums import (
    Act,
    Affiliated,
    Basis,
    Form,
    Ground,
    Holding,
    Kind,
    Linked,
    Naming,
    Part,
    Party,
    Relaying,
    Voice,
)
from tui.cli.keys import claim_keys, report_keys, source_keys, statement_keys
from tui.cli.options import Signed, as_option, key_argument, store_option, the_case, words_of, writes, writing

if TYPE_CHECKING:
    from db.journal.writer import Writer
    from db.model.ids import CaseId, StatementId
    from db.model.times import When

F = TypeVar("F", bound=Callable[..., Any])


def time_options(name: str, of: str) -> Callable[[F], F]:
    """The four options that say when: ``--published``, ``--published-words``, ``--published-after``, ``…-before``."""

    def with_time(command: F) -> F:
        for suffix, help in (
            ("before", f"The latest {of} can be, such as 2020-12-16T21:45:00+02:00."),
            ("after", f"The earliest {of} can be."),
            ("words", f"The words that say when {of} is, such as “earlier on Wednesday”."),
        ):
            command = click.option(f"--{name}-{suffix}", f"{name}_{suffix}", metavar="TIME", help=help)(command)
        return click.option(f"--{name}", metavar="EDTF", help=f"When {of} is: 2020-12-16, 2020-12, 2020~.")(command)

    return with_time


def when(edtf: str | None, words: str | None, after: str | None, before: str | None) -> When:
    """A time from the four options."""
    from db.model.times import When

    return When(raw=words or None, edtf=edtf or None, lo=after or None, hi=before or None)


@click.group("add")
def add() -> None:
    """Enter something by hand.

    A case, source, report, claim, statement, or what links them. What is entered is printed with its key;
    onrecord undo takes it back.
    """


@add.command("case")
@click.argument("title")
@click.option("--tz", required=True, metavar="ZONE", help="IANA time zone of the place, such as Asia/Baghdad.")
@click.option("--day", metavar="EDTF", help="Day of the incident, such as 2020-12-16.")
@click.option("--place", help="Where it happened.")
@click.option("--summary", help="What happened, in the desk's own words.")
@store_option("The store to write to. It is made where there is none.")
@as_option
def add_case(title: str, tz: str, day: str | None, place: str | None, summary: str | None, store: Path | None) -> None:
    """Open a case, in a new store where there is none yet."""
    with writing(store, make=True) as record:
        from db.write.cases import record_case

        _landed(record, "cases", record_case(record, title, tz=tz, day=day, place=place, summary=summary), "title")


@add.command("source")
@click.argument("name")
@click.option("--kind", type=words_of(Kind), required=True, help="What it is.")
@click.option("--naming", type=words_of(Naming), default="named", show_default=True, help="How well it is known.")
@click.option("--short", help="Its name where there is little room.")
@click.option("--boundary", is_flag=True, help="Affiliations are not followed above it, as at a state.")
@click.option("--part-of", metavar="SOURCE", help="What it is a part of: a key or a whole name.")
@click.option("--member-of", metavar="SOURCE", help="What it is a member of.")
@click.option("--speaks-for", metavar="SOURCE", help="Whom it speaks for.")
@click.option("--owned-by", metavar="SOURCE", help="Who owns it.")
@click.option("--shared", is_flag=True, help="It may speak in every case of the store, not in this one alone.")
@writes
def add_source(
    name: str,
    kind: str,
    naming: str,
    short: str | None,
    boundary: bool,
    shared: bool,
    store: Path | None,
    case: str | None,
    **belonging: str | None,
) -> None:
    """Enter whoever speaks or publishes: a person, body, outlet or group."""
    with writing(store) as record:
        from db.queries.lookup import meant_source
        from db.write.sources import record_affiliation, record_source

        where = the_case(record, case).id
        with record.action():
            id = record_source(
                record,
                name,
                kind=Kind(kind),
                naming=Naming(naming),
                short=short,
                boundary=boundary,
                case=None if shared else where,
            )
            for how, org in belonging.items():
                if org:
                    record_affiliation(record, id, Affiliated(how), meant_source(record, where, org))
        _landed(record, "sources", id, "name")


@add.command("affiliation")
@key_argument(source_keys, "member")
@click.argument("kind", type=words_of(Affiliated))
@key_argument(source_keys, "org")
@click.option("--valid", metavar="EDTF", help="When it holds, such as 2019/2021.")
@writes
def add_affiliation(member: str, kind: str, org: str, valid: str | None, store: Path | None, case: str | None) -> None:
    """Enter that one source belongs to another: MEMBER part_of ORG."""
    with writing(store) as record:
        from db.queries.lookup import meant_source
        from db.write.sources import record_affiliation

        where = the_case(record, case).id
        one, other = meant_source(record, where, member), meant_source(record, where, org)
        record_affiliation(record, one, Affiliated(kind), other, valid=valid)
        _said(record)


@add.command("report")
@key_argument(source_keys, "outlet")
@click.option("--holding", type=words_of(Holding), default="cited", show_default=True, help="What we have of it.")
@click.option("--title", help="Its headline.")
@click.option("--author", help="Who signed it.")
@click.option("--url", help="Its address.")
@click.option("--lang", help="Its language, such as en.")
@click.option("--known-via", metavar="REPORT", help="The report through which alone we know it.")
@time_options("published", "its publication")
@writes
def add_report(
    outlet: str,
    holding: str,
    title: str | None,
    author: str | None,
    url: str | None,
    lang: str | None,
    known_via: str | None,
    published: str | None,
    published_words: str | None,
    published_after: str | None,
    published_before: str | None,
    store: Path | None,
    case: str | None,
) -> None:
    """Enter a published work of an OUTLET: its key or whole name."""
    with writing(store) as record:
        from db.queries.lookup import meant_report, meant_source
        from db.write.reports import record_report

        where = the_case(record, case).id
        id = record_report(
            record,
            where,
            meant_source(record, where, outlet),
            holding=Holding(holding),
            title=title,
            author=author,
            url=url,
            lang=lang,
            published=when(published, published_words, published_after, published_before),
            known_via=meant_report(record, where, known_via) if known_via else None,
        )
        _landed(record, "reports", id, "title")


@add.command("excerpt")
@key_argument(report_keys, "report")
@click.argument("passages", nargs=-1)
@click.option("--captured-at", metavar="TIME", help="When the words were copied; now where not said.")
@writes
def add_excerpt(
    report: str, passages: tuple[str, ...], captured_at: str | None, store: Path | None, case: str | None
) -> None:
    """Keep some of a report's words: PASSAGES in their order, or - to read them from standard input.

    They come after those that are kept already. On standard input, an empty line stands between two passages.
    """
    if passages == ("-",):
        passages = tuple(filter(None, (part.strip("\n") for part in sys.stdin.read().split("\n\n"))))
    with writing(store) as record:
        from db.queries.lookup import meant_report
        from db.write.excerpts import add_excerpt as keep

        where = the_case(record, case)
        found = meant_report(record, where.id, report)
        at = _moment(captured_at, where.tz) if captured_at else None
        keep(record, found, passages, captured_at=at)
        _said(record)


@add.command("claim")
@click.argument("text")
@click.option("--of", "parent", metavar="CLAIM", help="The claim it is a part of.")
@click.option("--part", type=words_of(Part), help="How it belongs to that claim.")
@click.option("--background", is_flag=True, help="It is beside the incident: no denial is silent on it.")
@click.option("--party", "parties", multiple=True, metavar="ROLE=SOURCE", help="Whom it is about: accused=W3.")
@writes
def add_claim(
    text: str,
    parent: str | None,
    part: str | None,
    background: bool,
    parties: tuple[str, ...],
    store: Path | None,
    case: str | None,
) -> None:
    """Enter a claim: one proposition that stands by itself, in the desk's own words.

    Claims on record that are near to it are said on standard error; onrecord join makes one of two.
    """
    with writing(store) as record:
        from db.queries.lookup import meant_claim, meant_source
        from db.search.similar import near_to_new
        from db.write.claims import record_claim, record_party
        from tui.cli.output import print_near

        where = the_case(record, case).id
        near = near_to_new(record, where, text)
        with record.action():
            id = record_claim(
                record,
                where,
                text,
                parent=meant_claim(record, where, parent) if parent else None,
                part=Part(part) if part else None,
                background=background,
            )
            for each in parties:
                role, source = _role_of(each)
                record_party(record, id, meant_source(record, where, source), role)
        _landed(record, "claims", id, "text")
        print_near(near)


@add.command("party")
@key_argument(claim_keys, "claim")
@click.argument("role", type=words_of(Party))
@key_argument(source_keys, "source")
@writes
def add_party(claim: str, role: str, source: str, store: Path | None, case: str | None) -> None:
    """Enter whom a claim is about: CLAIM accused SOURCE."""
    with writing(store) as record:
        from db.queries.lookup import meant_claim, meant_source
        from db.write.claims import record_party

        where = the_case(record, case).id
        record_party(record, meant_claim(record, where, claim), meant_source(record, where, source), Party(role))
        _said(record)


@add.command("statement", cls=Signed)
@key_argument(source_keys, "source")
@click.option("--act", type=words_of(Act), required=True, help="What the source does in saying it.")
@click.option("--report", metavar="REPORT", help="The report it stands in.")
@click.option("--voice", type=words_of(Voice), default="own", show_default=True, help="Its own words, or another's.")
@click.option("--basis", type=words_of(Basis), default="not_recorded", show_default=True, help="What it rests on.")
@click.option("--summary", help="What was said, in the desk's own words.")
@time_options("said", "the saying")
@click.argument("stances", nargs=-1)
@writes
def add_statement(
    source: str,
    act: str,
    report: str | None,
    voice: str,
    basis: str,
    summary: str | None,
    said: str | None,
    said_words: str | None,
    said_after: str | None,
    said_before: str | None,
    stances: tuple[str, ...],
    store: Path | None,
    case: str | None,
) -> None:
    """Enter that a SOURCE says something, with STANCES such as +C1, -C2 or ?C3=probable.

    onrecord mark enters a statement with its words, its relays and its stances by one line.
    """
    with writing(store) as record:
        from db.queries.lookup import meant_report, meant_source
        from db.write.statements import record_statement

        where = the_case(record, case).id
        with record.action():
            id = record_statement(
                record,
                where,
                meant_source(record, where, source),
                act=Act(act),
                voice=Voice(voice),
                basis=Basis(basis),
                report=meant_report(record, where, report) if report else None,
                summary=summary,
                said=when(said, said_words, said_after, said_before),
            )
            _bear(record, where, id, stances)
        _landed(record, "statements", id, "summary")


@add.command("quote")
@key_argument(statement_keys, "statement")
@key_argument(report_keys, "report")
@click.argument("words")
@click.option("--form", type=words_of(Form), default="direct", show_default=True, help="How the words are given.")
@click.option("--cue", help="The word that says whose they are: said, denied.")
@click.option("--lang", help="The language of the words, such as en.")
@click.option("--start", type=int, help="Where they begin, in code points, where they stand there twice.")
@writes
def add_quote(
    statement: str,
    report: str,
    words: str,
    form: str,
    cue: str | None,
    lang: str | None,
    start: int | None,
    store: Path | None,
    case: str | None,
) -> None:
    """Anchor the exact WORDS of a STATEMENT in the newest capture of a REPORT."""
    with writing(store) as record:
        from db.errors import Refused
        from db.queries.lookup import meant_report
        from db.queries.reports import captures
        from db.queries.statements import statement_keyed
        from db.write.statements import record_quote

        where = the_case(record, case).id
        kept = captures(record, meant_report(record, where, report), most=1)
        if not kept:
            raise Refused(f"No text of {report.upper()} is held.", "onrecord import or add excerpt brings its words.")
        said_there = statement_keyed(record, where, statement)
        record_quote(record, said_there, kept[0].id, words, form=Form(form), cue=cue, lang=lang, start=start)
        _said(record)


@add.command("relay")
@key_argument(statement_keys, "child")
@key_argument(statement_keys, "parent")
@click.option("--kind", type=words_of(Relaying), default="quotes", show_default=True, help="How it passes it on.")
@click.option("--ground", type=words_of(Ground), default="explicit", show_default=True, help="How we know.")
@writes
def add_relay(child: str, parent: str, kind: str, ground: str, store: Path | None, case: str | None) -> None:
    """Enter that one statement, the CHILD, passes on another, its PARENT."""
    with writing(store) as record:
        from db.queries.statements import statement_keyed
        from db.write.statements import record_relay

        where = the_case(record, case).id
        below, above = statement_keyed(record, where, child), statement_keyed(record, where, parent)
        record_relay(record, below, above, kind=Relaying(kind), ground=Ground(ground))
        _said(record)


@add.command("stance", cls=Signed)
@key_argument(statement_keys, "statement")
@click.argument("stances", nargs=-1, required=True)
@writes
def add_stance(statement: str, stances: tuple[str, ...], store: Path | None, case: str | None) -> None:
    """Say what a STATEMENT bears on: +C1 for, -C1 against, ?C1 neither, and +C1=probable for how certain."""
    with writing(store) as record:
        from db.queries.statements import statement_keyed

        where = the_case(record, case).id
        id = statement_keyed(record, where, statement)
        with record.action(f"say what {statement.upper()} bears on"):
            _bear(record, where, id, stances)
        _said(record)


@add.command("link")
@key_argument(statement_keys, "statement")
@click.argument("kind", type=words_of(Linked))
@key_argument(statement_keys, "other")
@writes
def add_link(statement: str, kind: str, other: str, store: Path | None, case: str | None) -> None:
    """Enter how a STATEMENT stands to an OTHER beside the relays: S5 denies S1."""
    with writing(store) as record:
        from db.queries.statements import statement_keyed
        from db.write.statements import record_link

        where = the_case(record, case).id
        record_link(
            record, statement_keyed(record, where, statement), Linked(kind), statement_keyed(record, where, other)
        )
        _said(record)


@add.command("step")
@key_argument(report_keys, "report")
@click.option("--after", metavar="REPORT", help="The step it comes after; the last where not given.")
@click.option("--note", help="What the chain says of it.")
@writes
def add_step(report: str, after: str | None, note: str | None, store: Path | None, case: str | None) -> None:
    """Put a REPORT into the report chain."""
    with writing(store) as record:
        from db.queries.lookup import meant_report
        from db.write.chain import put_in_chain

        where = the_case(record, case).id
        put_in_chain(
            record,
            where,
            meant_report(record, where, report),
            note=note,
            after=meant_report(record, where, after) if after else None,
        )
        _said(record)


def _bear(record: Writer, case: CaseId, statement: StatementId, stances: tuple[str, ...]) -> None:
    """Say what a statement bears on, in the signs of a mark-up line.

    :raises Refused: they can't be read, or one is of a claim that is not on record yet.
    """
    from db.errors import WrongUse
    from db.markup.parser import read_line
    from db.queries.claims import claim
    from db.write.edit import set_stance

    if not stances:
        return
    for bearing in read_line(f"W1 : {' '.join(stances)}").bearings:
        if not bearing.key or bearing.text:
            raise WrongUse(f"“{bearing}” names no claim on record.", "onrecord add claim enters it first.")
        set_stance(record, statement, claim(record, case, bearing.key).id, bearing.polarity, bearing.certainty)


def _role_of(pair: str) -> tuple[Party, str]:
    """A role and a source from ``accused=W3``.

    :raises WrongUse: it is no such pair.
    """
    from db.errors import WrongUse

    role, sign, source = pair.partition("=")
    if not sign or role not in list(Party):
        raise WrongUse(f"“{pair}” is no ROLE=SOURCE.", f"Roles are {', '.join(Party)}; such as accused=W3.")
    return Party(role), source


def _moment(text: str, tz: str) -> Any:
    """A time with an offset, or one of the case's place."""
    from datetime import datetime

    from db.model.times import When, bounded

    found = bounded(When(lo=text), tz).lo
    assert found is not None
    return datetime.fromisoformat(found)


def _landed(record: Writer, table: str, id: int, telling: str) -> None:
    """Print what was entered: its key, and what tells it from others."""
    from tui.cli.output import print_line

    row = record.whole_row(table, id)
    print_line(f"{row['key']} {row[telling] or ''}".rstrip())


def _said(record: Writer) -> None:
    """Print what the journal says was done; nothing was where it was on record already."""
    from tui.cli.output import print_line

    print_line(record.done or "It was on record already; nothing changed.")
