"""``onrecord add``: a command for everything a person adds to the record; each prints what came, its key first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from db.errors import Refused, WrongUse
from db.model.enums import AffiliationKind, PartyRole, SourceKind
from db.model.field_table import FieldTable
from db.model.fields import AFFILIATION, CASE, CLAIM, LINK, PARTY, QUOTE, RELAY, REPORT, SOURCE, STATEMENT
from tui.cli.answers import describe_done, write_command
from tui.cli.fields import add_options, read_options
from tui.cli.keys import claim_keys, report_keys, source_keys, statement_keys
from tui.cli.options import StanceCommand, key_argument, parse_time_options, the_case, time_options
from tui.cli.output import print_near
from tui.cli.standard_input import read_standard_text

if TYPE_CHECKING:
    from db.journal.writer import Writer
    from db.model.ids import CaseId, StatementId

_THERE = "Already on record; nothing changed."


@click.group("add")
def add() -> None:
    """Add a case, source, report, claim, statement, or a link.

    The key of what was added is printed. onrecord undo undoes it.

    \b
    Examples:
      onrecord add case "Drone over al-Harthiya" --tz Asia/Baghdad --day 2020-12-16
      onrecord add source "Bas News" --kind outlet
      onrecord add report "Bas News" --url https://example.org/news/1
      onrecord add claim "US forces shot down a drone"
    """


@write_command(
    "case", group=add, store="The store to write to. It is made where there is none.", makes_store=True, has_case=False
)
@add_options(CASE)
def add_case_command(record: Writer, **options: Any) -> str:
    """Add a case, in a new store where there is none yet."""
    from db.write.cases import add_case

    return _describe_row(record, "cases", add_case(record, **read_options(record, None, CASE, options)), "title")


@write_command("source", group=add)
@add_options(SOURCE)
@click.option("--part-of", metavar="SOURCE", help="The organisation that it is part of: a key or a whole name.")
@click.option("--member-of", metavar="SOURCE", help="The organisation that it is a member of.")
@click.option("--speaks-for", metavar="SOURCE", help="The organisation that it speaks for.")
@click.option("--owned-by", metavar="SOURCE", help="Its owner.")
@click.option("--shared", is_flag=True, help="It belongs to every case of the store, not only to this one.")
def add_source_command(record: Writer, case: str | None, shared: bool, **options: Any) -> str:
    """Add a source: a person, body, outlet or group."""
    from db.attribution.naming import guess_source  # reads tables of words that only this needs
    from db.queries.lookup import resolve_source
    from db.write.sources import add_affiliation, add_source

    where = the_case(record, case).id
    with record.action():
        values = read_options(record, where, SOURCE, options)
        if click.get_current_context().get_parameter_source("naming") is ParameterSource.DEFAULT:
            values["naming"] = guess_source(values["name"], publishes=values["kind"] is SourceKind.OUTLET).naming
        id = add_source(record, **values, case=None if shared else where)
        for kind in AffiliationKind:
            if org := options[kind]:
                add_affiliation(record, id, kind, resolve_source(record, where, org))
    return _describe_row(record, "sources", id, "name")


def _add_link_command(name: str, table: FieldTable, help: str) -> None:
    """A command for what links two things, and has no key of its own."""

    @write_command(name, group=add, help=help)
    @add_options(table)
    def add_link(record: Writer, case: str | None, **options: Any) -> str:
        from db.write.claims import add_party
        from db.write.sources import add_affiliation
        from db.write.statements import add_link, add_relay

        adds: dict[FieldTable, Callable[..., object]] = {
            AFFILIATION: add_affiliation,
            PARTY: add_party,
            RELAY: add_relay,
            LINK: add_link,
        }
        adds[table](record, **read_options(record, the_case(record, case).id, table, options))
        return describe_done(record, _THERE)


_add_link_command("affiliation", AFFILIATION, "Add that one source belongs to another: MEMBER part_of ORG.")


@write_command("report", group=add)
@add_options(REPORT)
def add_report_command(record: Writer, case: str | None, **options: Any) -> str:
    """Add a report: something that an OUTLET published.

    OUTLET is a key or a whole name.
    """
    from db.write.reports import add_report

    where = the_case(record, case).id
    return _describe_row(
        record, "reports", add_report(record, where, **read_options(record, where, REPORT, options)), "title"
    )


@write_command("excerpt", group=add)
@key_argument(report_keys, "report")
@click.argument("passages", nargs=-1)
@click.option("--captured-at", metavar="TIME", help="When the words were copied. Default: now.")
def add_excerpt_command(
    record: Writer, report: str, passages: tuple[str, ...], captured_at: str | None, case: str | None
) -> str:
    """Add an excerpt: words of a REPORT whose text we don't have.

    Give the PASSAGES in their order, or - to read them from standard input, with an empty line between two. They
    come after the words that we have already. The limits: 1,000,000 characters and 1,000 passages.
    """
    from db.queries.lookup import resolve_report
    from db.write.excerpts import LONGEST_EXCERPT, add_excerpt

    if passages == ("-",):
        text = read_standard_text(LONGEST_EXCERPT, "An excerpt").replace("\r\n", "\n")
        passages = tuple(filter(None, (part.strip("\n") for part in text.split("\n\n"))))
    where = the_case(record, case)
    found = resolve_report(record, where.id, report)
    add_excerpt(record, found, passages, captured_at=_read_time(captured_at, where.tz) if captured_at else None)
    return describe_done(record, _THERE)


@write_command("claim", group=add)
@add_options(CLAIM)
@click.option("--party", "parties", multiple=True, metavar="ROLE=SOURCE", help="Who it is about: accused=W3.")
def add_claim_command(record: Writer, case: str | None, parties: tuple[str, ...], **options: Any) -> Iterator[str]:
    """Add a claim: one sentence that stands by itself.

    Write it in your own words. Claims on record that are similar are listed on standard error; onrecord join makes
    one of two.
    """
    from db.queries.lookup import resolve_source
    from db.search.similar import near_to_new
    from db.write.claims import add_claim, add_party

    where = the_case(record, case).id
    near = near_to_new(record, where, options["text"])
    with record.action():
        id = add_claim(record, where, **read_options(record, where, CLAIM, options))
        for each in parties:
            role, source = _read_party(each)
            add_party(record, id, resolve_source(record, where, source), role)
    yield _describe_row(record, "claims", id, "text")
    print_near(near)


_add_link_command("party", PARTY, "Add whom a claim is about: CLAIM accused SOURCE.")


@write_command("denial", group=add)
@key_argument(source_keys, "speaker")
@key_argument(claim_keys, "claims", many=True)
@click.option("--words", "-w", required=True, help="The exact words of the denial, as published.")
@click.option("--report", metavar="REPORT", help="The report that it was read in.")
@click.option("--outlet", metavar="SOURCE", help="The outlet of a report that is not on record yet.")
@click.option("--via", metavar="SOURCE", help="The outlet that the report has it from, if not from the speaker.")
@click.option("--cue", help="The word that introduces the quote: denied.")
@time_options("said", "the denial")
def add_denial_command(
    record: Writer, speaker: str, claims: tuple[str, ...], case: str | None, **options: Any
) -> Iterator[str]:
    """Add a denial: SPEAKER denies CLAIMS, in words of a report.

    The words are quoted from the report. If its text is not on record, they are kept as an excerpt.

    \b
    Example:
      onrecord add denial W5 C1 C1a --report R1 -w "There is no truth to it"
    """
    from db.markup.denials import DenialDetails, add_denial
    from db.queries.lookup import resolve_claim, resolve_report, resolve_source

    where = the_case(record, case).id
    time = parse_time_options(options["said"], options["said_words"], options["said_after"], options["said_before"])
    sources = {name: resolve_source(record, where, options[name]) for name in ("outlet", "via") if options[name]}
    details = DenialDetails(
        options["words"],
        resolve_source(record, where, speaker),
        [resolve_claim(record, where, each) for each in claims],
        report=resolve_report(record, where, options["report"]) if options["report"] else None,
        outlet=sources.get("outlet"),
        via=sources.get("via"),
        said=time if any((time.raw, time.edtf, time.lo, time.hi)) else None,
        cue=options["cue"],
    )
    added = add_denial(record, where, details)
    yield _describe_row(record, "statements", added.written.first, "summary")
    yield from (f"   look at: {doubt}" for doubt in added.plan.doubts)


@write_command("statement", group=add, cls=StanceCommand)
@add_options(STATEMENT)
@click.argument("stances", nargs=-1)
def add_statement_command(record: Writer, case: str | None, stances: tuple[str, ...], **options: Any) -> str:
    """Add a statement: a SOURCE says something.

    STANCES are the claims that it is for (+C1), against (-C1) or neither (?C1); =probable after one says how
    certain the source is. onrecord mark adds a statement with its words, relays and stances in one line.

    \b
    Example:
      onrecord add statement W3 +C1 ?C3=probable --act assert --report R1
    """
    from db.write.statements import add_statement

    where = the_case(record, case).id
    with record.action():
        id = add_statement(record, where, **read_options(record, where, STATEMENT, options))
        _set_stances(record, where, id, stances)
    return _describe_row(record, "statements", id, "summary")


@write_command("quote", group=add)
@key_argument(statement_keys, "statement")
@key_argument(report_keys, "report")
@click.argument("words")
@add_options(QUOTE)
@click.option("--start", type=int, metavar="N", help="Where the words begin, in code points, if they are there twice.")
def add_quote_command(
    record: Writer, statement: str, report: str, words: str, start: int | None, case: str | None, **options: Any
) -> str:
    """Add a quote: the exact WORDS of a STATEMENT in a REPORT.

    The words are looked up in the newest text of the report.
    """
    from db.queries.lookup import resolve_report
    from db.queries.reports import captures
    from db.queries.statements import statement_id_by_key
    from db.write.statements import add_quote

    where = the_case(record, case).id
    kept = captures(record, resolve_report(record, where, report), most=1)
    if not kept:
        raise Refused(f"We don't have the text of {report.upper()}.", "Use onrecord import or onrecord add excerpt.")
    id = statement_id_by_key(record, where, statement)
    values = read_options(record, where, QUOTE, options)
    add_quote(record, id, kept[0].id, words, **values, start=start)
    return describe_done(record, _THERE)


_add_link_command("relay", RELAY, "Add that one statement, the CHILD, relays another, the PARENT.")


@write_command("stance", group=add, cls=StanceCommand)
@key_argument(statement_keys, "statement")
@click.argument("stances", nargs=-1, required=True)
def add_stance_command(record: Writer, statement: str, stances: tuple[str, ...], case: str | None) -> str:
    """Set which claims a STATEMENT is for or against.

    +C1 is for, -C1 against, ?C1 neither; =probable after one says how certain the source is.

    \b
    Example:
      onrecord add stance S4 +C1 -C2=probable
    """
    from db.queries.statements import statement_id_by_key

    where = the_case(record, case).id
    id = statement_id_by_key(record, where, statement)
    with record.action(f"set the stances of {statement.upper()}"):
        _set_stances(record, where, id, stances)
    return describe_done(record, _THERE)


_add_link_command("link", LINK, "Add what a STATEMENT does to another one: S5 denies S1.")


@write_command("step", group=add)
@key_argument(report_keys, "report")
@click.option("--after", metavar="REPORT", help="The step that it comes after. Default: the last.")
@click.option("--note", help="A note on the step.")
def add_step(record: Writer, report: str, after: str | None, note: str | None, case: str | None) -> str:
    """Add a REPORT to the report chain."""
    from db.queries.lookup import resolve_report
    from db.write.chain import put_in_chain

    where = the_case(record, case).id
    step = resolve_report(record, where, report)
    put_in_chain(record, where, step, note=note, after=resolve_report(record, where, after) if after else None)
    return describe_done(record, _THERE)


def _set_stances(record: Writer, case: CaseId, statement: StatementId, stances: tuple[str, ...]) -> None:
    """Set the stances of a statement, written as in a mark-up line.

    :raises WrongUse: one can't be read, or names no claim on record.
    """
    from db.markup.parser import parse_line
    from db.queries.claims import claim
    from db.write.statements import set_stance

    if not stances:
        return
    for bearing in parse_line(f"W1 : {' '.join(stances)}").bearings:
        if not bearing.key or bearing.text:
            raise WrongUse(f"“{bearing}” names no claim on record.", "Add it first with onrecord add claim.")
        set_stance(record, statement, claim(record, case, bearing.key).id, bearing.polarity, bearing.certainty)


def _read_party(pair: str) -> tuple[PartyRole, str]:
    """A role and a source from ``accused=W3``.

    :raises WrongUse: it can't be read so.
    """

    role, sign, source = pair.partition("=")
    if not sign or role not in list(PartyRole):
        raise WrongUse(f"“{pair}” is not ROLE=SOURCE.", f"Roles are {', '.join(PartyRole)}; such as accused=W3.")
    return PartyRole(role), source


def _read_time(text: str, tz: str) -> Any:
    """A time; one without an offset is in the case's time zone."""

    from db.model.times import When, parse_typed_bounds

    found = parse_typed_bounds(When(lo=text), tz).lo
    assert found is not None
    return datetime.fromisoformat(found)


def _describe_row(record: Writer, table: str, id: int, column: str) -> str:
    """The key of a row that was added, and one of its columns."""
    row = record.whole_row(table, id)
    return f"{row['key']} {row[column] or ''}".rstrip()
