"""Copies of a statement: the rows of a menu to choose them from, and the notice that offers them."""

from __future__ import annotations

from collections.abc import Sequence

from db.markup.copies import Copy
from db.text.quotation import in_quotes
from tui.actions.registry import keyed
from tui.text.safe import line

_KEYS = "bcdefghijklmnopqrstuvwxyz"
"""Keys of single reports; further ones are marked with all, or on the command line."""


Choice = tuple[str, str, str, tuple[Copy, ...]]
"""Key, words and note of a row in a menu, and the copies that it stands for."""


def copy_choices(found: Sequence[Copy]) -> list[Choice]:
    """The rows of a menu: all copies, those with the same words, then one by one."""
    same = [each for each in found if each.passage is not None and each.passage.is_same]
    rows: list[Choice] = [("a", f"all {len(found)}", "reports with similar words", tuple(found))]
    if 0 < len(same) < len(found):
        rows.append(("=", f"{len(same)}", "reports with the same words", tuple(same)))
    return rows + [
        (key, f"{line(each.report.key)} {line(each.report.outlet.short)}", line(_passage_words(each)), (each,))
        for key, each in zip(_KEYS, found, strict=False)
    ]


def copy_offer(found: Sequence[Copy]) -> str:
    """Which reports have the words of a statement too, and the key that marks them."""
    keys = " ".join(each.report.key for each in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    same = all(each.passage is not None and each.passage.is_same for each in found)
    marks = keyed("{reader.copies} marks copies")
    return line(f"{'The same' if same else 'Similar'} words in {keys}: {marks} of {found[0].of.key}.")


_NAMED = 6
"""Reports that a notice names at most."""


def _passage_words(copy: Copy) -> str:
    if copy.passage is None:
        return ""
    likeness = "the same words" if copy.passage.is_same else f"{copy.passage.likeness:.0%}"
    return f"{likeness}: {in_quotes(copy.passage.exact)}"
