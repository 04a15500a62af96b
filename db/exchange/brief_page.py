"""The brief as one HTML page to hand out. It asks nobody for anything, and can be read without its script."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import BinaryIO

from db.exchange.brief import Brief, BriefCase, BriefStatement, BriefStep, gather
from db.exchange.escaping import show_invisible
from db.exchange.export import Export

_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"])
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ROW = 70
"""Pixels from one step to the next in the drawing of the chain."""
_LONGEST = 64
"""The most letters of a step in the drawing; the text beside it has all."""


def write(export: Export, out: BinaryIO) -> None:
    """Write the page."""
    for line in _page(gather(export)):
        out.write(f"{line}\n".encode())


def _page(brief: Brief) -> Iterator[str]:
    style, script = (Path(__file__).with_name(f"brief_page.{kind}").read_text("utf-8") for kind in ("css", "js"))
    title = _text(", ".join(f"{each.case.key} {each.case.title}" for each in brief.cases) or "Brief")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{style}</style></head><body><main>"
    yield f"<h1>{title}</h1>"
    for number, case in enumerate(brief.cases, 1):
        yield from _case(case, number)
    for extra, rows in brief.extras:
        yield from _section(extra.capitalize(), rows)
    yield f'<p class="dim">{_text(brief.state_words)}</p></main><script>{script}</script></body></html>'


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _case(brief: BriefCase, number: int) -> Iterator[str]:
    yield f"<h2>Question of {_text(brief.case.key)}</h2><p>{_isolated(brief.case.summary or 'not recorded')}</p>"
    yield "<h2>Claims</h2>"
    for claim in brief.claims:
        background = " (background)" if claim.is_background else ""
        yield f'<section class="claim"><h3>{_text(claim.key)} {_isolated(claim.text)}{background}</h3>'
        yield f"<p>{_text(claim.numbers)}</p>"
        yield from _items(claim.behind, "Nobody is recorded behind it.")
        yield from _items(claim.verdicts, "No person gave a verdict.")
        yield "</section>"
    yield '<h2>The chain</h2><p class="keys dim">n and p, or the arrows right and left, step along it.</p>'
    yield from _drawing(brief.steps, number)
    for place, step in enumerate(brief.steps, 1):
        yield f'<section class="step" tabindex="-1"><h3>{place}. {_isolated(step.title)}</h3>'
        yield f'<p class="dim">{_isolated(step.details)}</p>'
        yield from _items([*([step.relation] if step.relation else []), *step.changed])
        for statement in step.statements:
            yield from _statement(statement)
        yield "</section>"
    if brief.unreported:
        yield "<h2>Statements without a report</h2>"
        for statement in brief.unreported:
            yield from _statement(statement)
    yield from _section("Denials", brief.denials)
    yield from _section("Alarms: what to look at, not verdicts", brief.alarms)
    yield from _section("What is missing", brief.missing)
    yield from _section("Captures", brief.captures)


def _drawing(steps: Sequence[BriefStep], number: int) -> Iterator[str]:
    """The chain as SVG. Its text twin are the steps below it."""
    height = max(1, len(steps)) * _ROW
    yield f'<svg viewBox="0 0 640 {height}" role="img" aria-labelledby="chain{number}">'
    yield f'<title id="chain{number}">The chain of {len(steps)} reports, which the steps below give in words</title>'
    for place, step in enumerate(steps):
        top = place * _ROW
        if place:
            yield f'<line x1="30" y1="{top - 30}" x2="30" y2="{top}"/>'
            yield f'<text x="42" y="{top - 10}">↓ {_text(_cut(step.relation))}</text>'
        yield f'<rect x="1" y="{top + 1}" width="638" height="38" rx="4"/>'
        yield f'<text x="12" y="{top + 26}">{place + 1}. {_text(_cut(step.title))}</text>'
    yield "</svg>"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _statement(statement: BriefStatement) -> Iterator[str]:
    yield f"<h4>{_text(statement.key)} {_isolated(statement.path)}</h4>"
    yield f'<p class="dim">{_text(statement.manner)}. Bears on: {_text(statement.stances)}.</p>'
    if statement.summary:
        yield f"<p>In our words: {_isolated(statement.summary)}</p>"
    for quote in statement.quotes:
        yield f"<blockquote><p class=words {_language(quote.lang)}>{_text(quote.marked)}</p>"
        yield f'<p class="dim">{_isolated(quote.form_words)}, read in {_text(quote.read_in)}</p>'
        if quote.translation:
            by = quote.translation.by or "somebody who is not recorded"
            yield f"<p class=dim>Translated by {_isolated(by)}:</p>"
            yield f"<p {_language(quote.translation.lang)}>{_text(quote.translation.text)}</p>"
        yield "</blockquote>"
    if not statement.quotes:
        yield "<p>Its words are not recorded.</p>"


def _language(lang: str | None) -> str:
    if not lang or not _LANGUAGE.fullmatch(lang):
        return 'dir="auto"'
    is_leftward = lang.split("-")[0].lower() in _RIGHT_TO_LEFT
    return f'lang="{lang}" dir="{"rtl" if is_leftward else "auto"}"'


def _section(title: str, sentences: Sequence[str]) -> Iterator[str]:
    yield f"<h2>{_text(title)}</h2>"
    yield from _items(sentences, "None recorded.")


def _items(sentences: Sequence[str], otherwise: str = "") -> Iterator[str]:
    found = sentences or ([otherwise] if otherwise else [])
    if found:
        yield "<ul>"
        yield from (f"<li>{_isolated(each)}</li>" for each in found)
        yield "</ul>"


def _text(text: str) -> str:
    return escape(show_invisible(text))


def _isolated(text: str) -> str:
    return " ← ".join(f"<bdi>{_text(each)}</bdi>" for each in text.split(" ← "))
