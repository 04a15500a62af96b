"""``onrecord add``: a command for everything a person adds to the record; each prints what came, its key first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.model.enums import AffiliationKind, PartyRole
from db.model.fields import AFFILIATION, CASE, CLAIM, LINK, PARTY, QUOTE, RELAY, REPORT, SOURCE, STATEMENT
from tui.cli.fields import add_options, read_options
from tui.cli.keys import report_keys, statement_keys
from tui.cli.options import (
    StanceCommand,
    as_option,
    key_argument,
    store_option,
    the_case,
    writes,
    writing,
    writing_case,
)

if TYPE_CHECKING:
    from db.journal.writer import Writer
    from db.model.ids import CaseId, StatementId


@click.group("add")
def add() -> None:
    """Enter something by hand.

    A case, source, report, claim, statement, or what links them. What is entered is printed with its key;
    onrecord undo takes it back.
    """


@add.command("case")
@add_options(CASE)
@store_option("The store to write to. It is made where there is none.")
@as_option
def add_case_command(store: Path | None, **options: Any) -> None:
    """Open a case, in a new store where there is none yet."""
    with writing(store, make=True) as record:
        from db.write.cases import add_case

        _print_added(record, "cases", add_case(record, **read_options(record, None, CASE, options)), "title")


@add.command("source")
@add_options(SOURCE)
@click.option("--part-of", metavar="SOURCE", help="What it is a part of: a key or a whole name.")
@click.option("--member-of", metavar="SOURCE", help="What it is a member of.")
@click.option("--speaks-for", metavar="SOURCE", help="Whom it speaks for.")
@click.option("--owned-by", metavar="SOURCE", help="Who owns it.")
@click.option("--shared", is_flag=True, help="It may speak in every case of the store, not in this one alone.")
@writes
def add_source_command(store: Path | None, case: str | None, shared: bool, **options: Any) -> None:
    """Enter whoever speaks or publishes: a person, body, outlet or group."""
    with writing_case(store, case) as (record, where):
        from db.queries.lookup import resolve_source
        from db.write.sources import add_affiliation, add_source

        with record.action():
            values = read_options(record, where, SOURCE, options)
            id = add_source(record, **values, case=None if shared else where)
            for kind in AffiliationKind:
                if org := options[kind]:
                    add_affiliation(record, id, kind, resolve_source(record, where, org))
        _print_added(record, "sources", id, "name")


@add.command("affiliation")
@add_options(AFFILIATION)
@writes
def add_affiliation_command(store: Path | None, case: str | None, **options: Any) -> None:
    """Enter that one source belongs to another: MEMBER part_of ORG."""
    with writing_case(store, case) as (record, where):
        from db.write.sources import add_affiliation

        add_affiliation(record, **read_options(record, where, AFFILIATION, options))
        _print_done(record)


@add.command("report")
@add_options(REPORT)
@writes
def add_report_command(store: Path | None, case: str | None, **options: Any) -> None:
    """Enter a published work of an OUTLET: its key or whole name."""
    with writing_case(store, case) as (record, where):
        from db.write.reports import add_report

        id = add_report(record, where, **read_options(record, where, REPORT, options))
        _print_added(record, "reports", id, "title")


@add.command("excerpt")
@key_argument(report_keys, "report")
@click.argument("passages", nargs=-1)
@click.option("--captured-at", metavar="TIME", help="When the words were copied; now where not said.")
@writes
def add_excerpt_command(
    report: str, passages: tuple[str, ...], captured_at: str | None, store: Path | None, case: str | None
) -> None:
    """Keep some of a report's words: PASSAGES in their order, or - to read them from standard input.

    They come after those that are kept already. On standard input, an empty line stands between two passages.
    """
    if passages == ("-",):
        passages = tuple(filter(None, (part.strip("\n") for part in sys.stdin.read().split("\n\n"))))
    with writing(store) as record:
        from db.queries.lookup import resolve_report
        from db.write.excerpts import add_excerpt

        where = the_case(record, case)
        found = resolve_report(record, where.id, report)
        at = _read_time(captured_at, where.tz) if captured_at else None
        add_excerpt(record, found, passages, captured_at=at)
        _print_done(record)


@add.command("claim")
@add_options(CLAIM)
@click.option("--party", "parties", multiple=True, metavar="ROLE=SOURCE", help="Whom it is about: accused=W3.")
@writes
def add_claim_command(store: Path | None, case: str | None, parties: tuple[str, ...], **options: Any) -> None:
    """Enter a claim: one proposition that stands by itself, in the desk's own words.

    Claims on record that are near to it are said on standard error; onrecord join makes one of two.
    """
    with writing_case(store, case) as (record, where):
        from db.queries.lookup import resolve_source
        from db.search.similar import near_to_new
        from db.write.claims import add_claim, add_party
        from tui.cli.output import print_near

        near = near_to_new(record, where, options["text"])
        with record.action():
            id = add_claim(record, where, **read_options(record, where, CLAIM, options))
            for each in parties:
                role, source = _read_party(each)
                add_party(record, id, resolve_source(record, where, source), role)
        _print_added(record, "claims", id, "text")
        print_near(near)


@add.command("party")
@add_options(PARTY)
@writes
def add_party_command(store: Path | None, case: str | None, **options: Any) -> None:
    """Enter whom a claim is about: CLAIM accused SOURCE."""
    with writing_case(store, case) as (record, where):
        from db.write.claims import add_party

        add_party(record, **read_options(record, where, PARTY, options))
        _print_done(record)


@add.command("statement", cls=StanceCommand)
@add_options(STATEMENT)
@click.argument("stances", nargs=-1)
@writes
def add_statement_command(store: Path | None, case: str | None, stances: tuple[str, ...], **options: Any) -> None:
    """Enter that a SOURCE says something, with STANCES such as +C1, -C2 or ?C3=probable.

    onrecord mark enters a statement with its words, its relays and its stances by one line.
    """
    with writing_case(store, case) as (record, where):
        from db.write.statements import add_statement

        with record.action():
            id = add_statement(record, where, **read_options(record, where, STATEMENT, options))
            _set_stances(record, where, id, stances)
        _print_added(record, "statements", id, "summary")


@add.command("quote")
@key_argument(statement_keys, "statement")
@key_argument(report_keys, "report")
@click.argument("words")
@add_options(QUOTE)
@click.option("--start", type=int, help="Where they begin, in code points, where they stand there twice.")
@writes
def add_quote_command(
    statement: str, report: str, words: str, start: int | None, store: Path | None, case: str | None, **options: Any
) -> None:
    """Anchor the exact WORDS of a STATEMENT in the newest capture of a REPORT."""
    with writing_case(store, case) as (record, where):
        from db.errors import Refused
        from db.queries.lookup import resolve_report
        from db.queries.reports import captures
        from db.queries.statements import statement_keyed
        from db.write.statements import add_quote

        kept = captures(record, resolve_report(record, where, report), most=1)
        if not kept:
            raise Refused(f"No text of {report.upper()} is held.", "onrecord import or add excerpt brings its words.")
        id = statement_keyed(record, where, statement)
        values = read_options(record, where, QUOTE, options)
        add_quote(record, id, kept[0].id, words, **values, start=start)
        _print_done(record)


@add.command("relay")
@add_options(RELAY)
@writes
def add_relay_command(store: Path | None, case: str | None, **options: Any) -> None:
    """Enter that one statement, the CHILD, passes on another, its PARENT."""
    with writing_case(store, case) as (record, where):
        from db.write.statements import add_relay

        add_relay(record, **read_options(record, where, RELAY, options))
        _print_done(record)


@add.command("stance", cls=StanceCommand)
@key_argument(statement_keys, "statement")
@click.argument("stances", nargs=-1, required=True)
@writes
def add_stance_command(statement: str, stances: tuple[str, ...], store: Path | None, case: str | None) -> None:
    """Say what a STATEMENT bears on: +C1 for, -C1 against, ?C1 neither, and +C1=probable for how certain."""
    with writing_case(store, case) as (record, where):
        from db.queries.statements import statement_keyed

        id = statement_keyed(record, where, statement)
        with record.action(f"say what {statement.upper()} bears on"):
            _set_stances(record, where, id, stances)
        _print_done(record)


@add.command("link")
@add_options(LINK)
@writes
def add_link_command(store: Path | None, case: str | None, **options: Any) -> None:
    """Enter how a STATEMENT stands to an OTHER beside the relays: S5 denies S1."""
    with writing_case(store, case) as (record, where):
        from db.write.statements import add_link

        add_link(record, **read_options(record, where, LINK, options))
        _print_done(record)


@add.command("step")
@key_argument(report_keys, "report")
@click.option("--after", metavar="REPORT", help="The step it comes after; the last where not given.")
@click.option("--note", help="What the chain says of it.")
@writes
def add_step(report: str, after: str | None, note: str | None, store: Path | None, case: str | None) -> None:
    """Put a REPORT into the report chain."""
    with writing_case(store, case) as (record, where):
        from db.queries.lookup import resolve_report
        from db.write.chain import put_in_chain

        put_in_chain(
            record,
            where,
            resolve_report(record, where, report),
            note=note,
            after=resolve_report(record, where, after) if after else None,
        )
        _print_done(record)


def _set_stances(record: Writer, case: CaseId, statement: StatementId, stances: tuple[str, ...]) -> None:
    """Set the stances of a statement, written as in a mark-up line.

    :raises WrongUse: one can't be read, or names no claim on record.
    """
    from db.errors import WrongUse
    from db.markup.parser import read_line
    from db.queries.claims import claim
    from db.write.statements import set_stance

    if not stances:
        return
    for bearing in read_line(f"W1 : {' '.join(stances)}").bearings:
        if not bearing.key or bearing.text:
            raise WrongUse(f"“{bearing}” names no claim on record.", "onrecord add claim enters it first.")
        set_stance(record, statement, claim(record, case, bearing.key).id, bearing.polarity, bearing.certainty)


def _read_party(pair: str) -> tuple[PartyRole, str]:
    """A role and a source from ``accused=W3``.

    :raises WrongUse: it can't be read so.
    """
    from db.errors import WrongUse

    role, sign, source = pair.partition("=")
    if not sign or role not in list(PartyRole):
        raise WrongUse(f"“{pair}” is no ROLE=SOURCE.", f"Roles are {', '.join(PartyRole)}; such as accused=W3.")
    return PartyRole(role), source


def _read_time(text: str, tz: str) -> Any:
    """A time; one without an offset is in the case's time zone."""
    from datetime import datetime

    from db.model.times import When, parse_edtf_bounds

    found = parse_edtf_bounds(When(lo=text), tz).lo
    assert found is not None
    return datetime.fromisoformat(found)


def _print_added(record: Writer, table: str, id: int, column: str) -> None:
    """Print the key of a row that was added, and one of its columns."""
    from tui.cli.output import print_line

    row = record.whole_row(table, id)
    print_line(f"{row['key']} {row[column] or ''}".rstrip())


def _print_done(record: Writer) -> None:
    """Print what the journal calls the action, or that everything was on record already."""
    from tui.cli.output import print_line

    print_line(record.done or "It was on record already; nothing changed.")
