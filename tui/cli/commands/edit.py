"""``onrecord edit``: changing what is on record. What is not named stays; an empty text takes a value away."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from db.model.enums import Act, Basis, Holding, Naming, PartRole, QuoteForm, SourceKind, Voice
from tui.cli.keys import claim_keys, report_keys, source_keys, statement_keys
from tui.cli.options import (
    as_option,
    key_argument,
    store_option,
    the_case,
    time_options,
    when,
    words_of,
    writes,
    writing,
)
from tui.cli.output import print_changed


@click.group("edit")
def edit() -> None:
    """Change what is on record.

    A case, source, report, claim, statement, or how a quote is given. What is not named stays as it is.
    onrecord undo takes the change back.
    """


@edit.command("case")
@click.argument("key")
@click.option("--title")
@click.option("--tz", metavar="ZONE", help="IANA time zone of the place.")
@click.option("--day", metavar="EDTF", help="Day of the incident.")
@click.option("--place")
@click.option("--summary", help="What happened, in the desk's own words.")
@store_option("The store to write to.")
@as_option
def edit_case_command(key: str, store: Path | None, **changes: str | None) -> None:
    """Change a case."""
    with writing(store) as record:
        from db.queries.cases import case as find_case
        from db.write.edit import edit_case as change

        print_changed(record, change(record, find_case(record, key).id, **_named(changes)))


@edit.command("source")
@key_argument(source_keys)
@click.option("--name")
@click.option("--kind", type=words_of(SourceKind))
@click.option("--naming", type=words_of(Naming))
@click.option("--short", help="Its name where there is little room.")
@click.option("--boundary/--no-boundary", default=None, help="Whether affiliations are followed above it.")
@writes
def edit_source_command(key: str, store: Path | None, case: str | None, **changes: Any) -> None:
    """Change a source."""
    with writing(store) as record:
        from db.queries.lookup import resolve_source
        from db.write.edit import edit_source as change

        where = the_case(record, case).id
        print_changed(record, change(record, resolve_source(record, where, key), **_named(changes)))


@edit.command("report")
@key_argument(report_keys)
@click.option("--outlet", metavar="SOURCE")
@click.option("--holding", type=words_of(Holding))
@click.option("--title")
@click.option("--author")
@click.option("--url")
@click.option("--lang")
@click.option("--known-via", metavar="REPORT", help="The report through which alone we know it.")
@time_options("published", "its publication")
@writes
def edit_report_command(key: str, store: Path | None, case: str | None, **changes: str | None) -> None:
    """Change what is known of a report. Its time is changed as a whole."""
    with writing(store) as record:
        from db.queries.lookup import resolve_report, resolve_source
        from db.write.edit import edit_report as change

        where = the_case(record, case).id
        named = _named(changes)
        for name, meant in (("outlet", resolve_source), ("known_via", resolve_report)):
            if name in named:
                named[name] = meant(record, where, named[name]) if named[name] else None
        print_changed(record, change(record, resolve_report(record, where, key), **_with_time(named, "published")))


@edit.command("claim")
@key_argument(claim_keys)
@click.option("--text")
@click.option("--of", "parent", metavar="CLAIM", help="The claim it is a part of.")
@click.option("--part", help=f"How it belongs to that claim: {', '.join(PartRole)}; empty for not at all.")
@click.option("--background/--no-background", default=None, help="Whether it is beside the incident.")
@writes
def edit_claim_command(key: str, store: Path | None, case: str | None, **changes: Any) -> None:
    """Change a claim; its key stays."""
    with writing(store) as record:
        from db.queries.lookup import resolve_claim
        from db.write.edit import edit_claim as change

        where = the_case(record, case).id
        named = _named(changes)
        if "parent" in named:
            named["parent"] = resolve_claim(record, where, named["parent"]) if named["parent"] else None
        if "part" in named:
            named["part"] = PartRole(_one_of(PartRole, named["part"])) if named["part"] else None
        print_changed(record, change(record, resolve_claim(record, where, key), **named))


@edit.command("statement")
@key_argument(statement_keys)
@click.option("--source", metavar="SOURCE")
@click.option("--report", metavar="REPORT", help="The report it stands in; empty for none.")
@click.option("--act", type=words_of(Act))
@click.option("--voice", type=words_of(Voice))
@click.option("--basis", type=words_of(Basis))
@click.option("--summary", help="What was said, in the desk's own words.")
@time_options("said", "the saying")
@writes
def edit_statement_command(key: str, store: Path | None, case: str | None, **changes: str | None) -> None:
    """Change a statement. What it bears on, add stance says; its words, add quote and remove."""
    with writing(store) as record:
        from db.queries.lookup import resolve_report, resolve_source
        from db.queries.statements import statement_keyed
        from db.write.edit import edit_statement as change

        where = the_case(record, case).id
        named = _named(changes)
        for name, meant in (("source", resolve_source), ("report", resolve_report)):
            if name in named:
                named[name] = meant(record, where, named[name]) if named[name] else None
        print_changed(record, change(record, statement_keyed(record, where, key), **_with_time(named, "said")))


@edit.command("quote")
@key_argument(statement_keys, "statement")
@click.argument("words")
@click.option("--form", type=words_of(QuoteForm), help="How the words are given.")
@click.option("--cue", help="The word that says whose they are.")
@click.option("--lang", help="The language of the words.")
@writes
def edit_quote_command(statement: str, words: str, store: Path | None, case: str | None, **changes: str | None) -> None:
    """Change how the WORDS of a STATEMENT are given; part of them is enough to tell which."""
    with writing(store) as record:
        from db.queries.statements import quote_holding, statement_keyed
        from db.write.edit import edit_quote as change

        said = statement_keyed(record, the_case(record, case).id, statement)
        print_changed(record, change(record, quote_holding(record, said, words), **_named(changes)))


def _named(changes: dict[str, Any]) -> dict[str, Any]:
    """What was named; an empty text is nothing."""
    return {name: None if value == "" else value for name, value in changes.items() if value is not None}


def _with_time(named: dict[str, Any], name: str) -> dict[str, Any]:
    """The four options of a time as one, where one of them was named."""
    parts = [f"{name}{suffix}" for suffix in ("", "_words", "_after", "_before")]
    rest = {each: value for each, value in named.items() if each not in parts}
    if any(part in named for part in parts):
        rest[name] = when(*(named.get(part) for part in parts))
    return rest


def _one_of(enum: type[StrEnum], word: str) -> str:
    """A word of a vocabulary.

    :raises WrongUse: it is none.
    """
    from db.errors import WrongUse

    if word not in list(enum):
        raise WrongUse(f"“{word}” is none of {', '.join(enum)}.", "Say one of them.")
    return word
