"""The result of an import: the reports that came, notes on the reading, and quotes of an earlier text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from tui.actions.registry import keyed
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.parts import heading_block, text_block

if TYPE_CHECKING:
    from db.write.articles import ImportResult

MOST_TOLD = 200
"""Reports of a feed that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Came:
    """One article that came in."""

    landed: ImportResult
    title: str
    """What it is called, as it came; how it begins where it has no title."""


def describe_import(came: Sequence[Came]) -> str:
    """What became of an import in one line, safe to show."""
    if len(came) == 1:
        return f"{came[0].landed.key} {came[0].landed.how}"
    counted = Counter(each.landed.how for each in came)
    return f"{wording.pluralize(len(came), 'article')}: " + ", ".join(_counted(n, how) for how, n in counted.items())


def describe_import_at_once(came: Sequence[Came]) -> str:
    """The same for a notice: also what it is called, and whether there is anything to undo."""
    nothing = all(each.landed.how == "on record already" for each in came)
    after = "nothing was saved" if nothing else keyed("{undo} undoes")
    guess = f" · {came[0].landed.notes[0]}" if came[0].landed.notes else ""
    return f"{describe_import(came)}: {line(came[0].title)} · {after}{guess}"


def fits_in_notice(came: Sequence[Came]) -> bool:
    """Whether a line says it all: one article, nothing to look at in its text, no quotes to look after."""
    from db.intake.language import is_language_guess  # kept out of start-up

    return len(came) == 1 and came[0].landed.lookup is None and all(map(is_language_guess, came[0].landed.notes))


def _counted(number: int, how: str) -> str:
    return f"{number:,} {how}{'s' if number > 1 and how != 'on record already' else ''}"


def result_blocks(came: Sequence[Came]) -> list[Block]:
    """What a person must know first, then what came."""
    notes: dict[str, int] = {}
    for each in came:
        for note in each.landed.notes:
            notes[note] = notes.get(note, 0) + 1
    blocks = [text_block((line(came[0].title), "bold"))] if len(came) == 1 else []
    blocks += [heading_block("Check before you use the text")] if notes else []
    for note, count in notes.items():
        where = f"  {wording.pluralize(count, 'article')}" if len(came) > 1 else ""
        blocks.append(text_block((f"{Mark.ATTENTION} ", "bold $warning"), line(note), (where, DIM)))
    for each in came:
        blocks += _quotes(each.landed)
    if len(came) > 1:
        blocks.append(heading_block("Imported"))
        blocks += [_report_line(each) for each in came[:MOST_TOLD]]
    if len(came) > MOST_TOLD:
        blocks.append(text_block((f"… and {len(came) - MOST_TOLD:,} more", DIM)))
    return blocks


def _report_line(came: Came) -> Block:
    return text_block((f"{came.landed.key} ", "bold $accent"), line(came.title), (f"  {came.landed.how}", DIM))


def _quotes(landed: ImportResult) -> list[Block]:
    """Where the quotes of the text before stand in this one."""
    found = landed.lookup
    if found is None or not (found.exact + found.moved + found.fuzzy + found.orphan):
        return []
    ask = keyed(": {landed.changed} to review them") if found.fuzzy else ""
    return [
        heading_block(f"Quotes from {landed.key}'s earlier text"),
        text_block(f"{Mark.SAME} {found.exact} in place"),
        text_block(f"{Mark.BECAME} {found.moved} moved"),
        text_block((f"{Mark.DIFFERENT} {found.fuzzy} changed", "bold $warning" if found.fuzzy else ""), (ask, DIM)),
        text_block((f"{Mark.GONE} {found.orphan} gone", "bold $error" if found.orphan else "")),
    ]
