"""What can be exported from the desk: what is selected, what its list shows, the case, the store."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.exchange.export import TableList
from db.exchange.formats import Format
from db.exchange.selection import Scope, ScopeKind
from db.model.ids import CaseId
from db.queries.claim_order import ClaimOrder
from tui.text import wording
from tui.text.targets import ThingKind

SCOPE_KINDS = {
    ThingKind.CLAIM: ScopeKind.CLAIMS,
    ThingKind.SOURCE: ScopeKind.SOURCES,
    ThingKind.DENIAL: ScopeKind.DENIALS,
    ThingKind.REPORT: ScopeKind.REPORTS,
}
"""What a pane's rows are for an export."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """One thing to export."""

    words: str
    """Safe to show."""
    scope: Scope
    listing: TableList
    """The list that a table is made of."""
    order: ClaimOrder
    of: str
    """The key of the case for the name of the file; empty for the whole store."""
    is_whole: bool
    """Whether it is a whole case, or all of them."""


@dataclass(frozen=True, slots=True)
class ListInFocus:
    """The list in which the cursor is."""

    kind: ThingKind
    chosen: Sequence[int]
    """Ids of the marked rows, or of the selected one."""
    shown: Sequence[int] | None
    """Ids of all rows that it shows; None where it shows all that there are."""
    order: str
    """A value of :class:`ClaimOrder`; empty for that of keys."""


def export_choices(list_in_focus: ListInFocus, case: CaseId, key: str) -> tuple[ExportChoice, ...]:
    """What there is to export, the narrowest first.

    :param case: the case of the desk.
    :param key: its key.
    """
    kind = SCOPE_KINDS[list_in_focus.kind]
    noun = list_in_focus.kind.value
    listing, order = TableList(kind.value), ClaimOrder(list_in_focus.order or ClaimOrder.KEY)
    some = []
    if list_in_focus.chosen:
        many = len(list_in_focus.chosen)
        words = f"the selected {noun}" if many == 1 else f"the {wording.pluralize(many, f'marked {noun}')}"
        some.append((words, list_in_focus.chosen))
    if list_in_focus.shown is not None:
        some.append(
            (f"the {wording.pluralize(len(list_in_focus.shown), noun)} that the list shows", list_in_focus.shown)
        )
    return (
        *(
            ExportChoice(words, Scope(case, kind, tuple(ids)), listing, order, key, is_whole=False)
            for words, ids in some
        ),
        ExportChoice(f"the case {key}", Scope(case), listing, order, key, is_whole=True),
        ExportChoice("all cases of the store", Scope(), listing, order, "", is_whole=True),
    )


def fits(choice: ExportChoice, format: Format) -> bool:
    """Whether a format can hold what is chosen."""
    return choice.is_whole or not format.needs_whole_case
