"""The brief as Markdown, which pandoc turns into Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from db.exchange.brief import BriefCase, BriefStatement, gather
from db.exchange.escaping import show_invisible
from db.exchange.export import Export

_MARKUP = re.compile(r"[!-+\--/:<-@\[-`{-~]")
"""ASCII punctuation but commas and semicolons, any of which may be markup for some reader of Markdown."""


def write(export: Export, out: BinaryIO) -> None:
    """Write the brief."""
    brief = gather(export)
    for case in brief.cases:
        for line in _case_lines(case):
            out.write(f"{line}\n".encode())
    for extra, rows in brief.extras:
        for line in _section(extra.capitalize(), rows):
            out.write(f"{line}\n".encode())
    out.write(f"{escape_markdown(brief.state_words)}\n".encode())


def escape_markdown(text: str) -> str:
    """A text whose letters Markdown shows as they are. Line feeds become hard line breaks."""
    return _MARKUP.sub(r"\\\g<0>", show_invisible(text).replace("\t", " ")).replace("\n", "\\\n")


def _case_lines(brief: BriefCase) -> Iterator[str]:
    yield from (f"# {_one_line(brief.case.key)} {_one_line(brief.case.title)}", "")
    yield from (f"**Question:** {_one_line(brief.case.summary or 'not recorded')}", "", "## Claims", "")
    for claim in brief.claims:
        background = " (background)" if claim.is_background else ""
        yield from (f"### {_one_line(claim.key)} {_one_line(claim.text)}{background}", "", _one_line(claim.numbers), "")
        yield from _items(claim.behind, "Nobody is recorded behind it.")
        yield from _items(claim.verdicts, "No person gave a verdict.")
    yield from ("## The chain", "")
    for number, step in enumerate(brief.steps, 1):
        yield from (f"### {number}\\. {_one_line(step.title)}", "", _one_line(step.details), "")
        yield from _items([*([step.relation] if step.relation else []), *step.changed])
        for statement in step.statements:
            yield from _statement_lines(statement)
    if brief.unreported:
        yield from ("## Statements without a report", "")
        for statement in brief.unreported:
            yield from _statement_lines(statement)
    yield from _section("Denials", brief.denials)
    yield from _section("Alarms: what to look at, not verdicts", brief.alarms)
    yield from _section("What is missing", brief.missing)
    yield from _section("Captures", brief.captures)


def _statement_lines(statement: BriefStatement) -> Iterator[str]:
    yield from (f"**{_one_line(statement.key)}** {_one_line(statement.path)}, {_one_line(statement.manner)}\\.", "")
    if statement.summary:
        yield from (f"In our words\\: {_one_line(statement.summary)}", "")
    for quote in statement.quotes:
        words = escape_markdown(quote.marked).replace("\n", "\n> ")
        yield from (f"> {words}", ">", f"> {_one_line(quote.form_words)}, read in {_one_line(quote.read_in)}", "")
        if quote.translation:
            by = quote.translation.by or "somebody who is not recorded"
            yield from (f"Translated by {_one_line(by)}\\: {_one_line(quote.translation.text)}", "")
    if not statement.quotes:
        yield from ("Its words are not recorded\\.", "")
    yield from (f"Bears on: {_one_line(statement.stances)}", "")


def _section(title: str, sentences: Sequence[str]) -> Iterator[str]:
    yield from (f"## {title}", "")
    yield from _items(sentences, "None recorded.")


def _items(sentences: Sequence[str], otherwise: str = "") -> Iterator[str]:
    found = sentences or ([otherwise] if otherwise else [])
    if found:
        yield from (f"- {_one_line(each)}" for each in found)
        yield ""


def _one_line(text: str) -> str:
    return escape_markdown(text.replace("\n", " ").strip())
