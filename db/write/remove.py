"""Removing things, with the rows that depend on them. Refused while a thing with a key depends on them."""

from __future__ import annotations

from collections.abc import Callable

from db.errors import Refused
from db.journal.writer import Writer
from db.model.ids import ClaimId
from db.model.things import TARGET_KINDS, RowKind, removal_order, thing_name, thing_name_with_article
from db.store.foreign_keys import ForeignKey
from db.store.reader import Reader, Row
from db.text.quotation import in_quotes
from db.write.claim_joins import carry_to_joined, check_removable
from db.write.validate import checked_action

_NAMED = 5


def remove(writer: Writer, what: RowKind, id: int, *, whole: bool = False, seen: int | None = None) -> None:
    """Remove a row, with the rows that depend on it; undo restores all of them.

    :param what: its table.
    :param id: its id.
    :param whole: whether to remove dependent things that have a key too.
    :param seen: the last action that the person has seen; a row that somebody else changed after it is not removed.
    :raises Refused: a thing with a key depends on it, it is gone already, or it changed unseen.
    """
    with checked_action(writer):
        words = f"remove {_row_in_words(writer, what, id)}"
        if seen is not None:
            _check_unchanged_since(writer, what, id, seen, words.removeprefix("remove "))
        with writer.action(words):
            _delete_with_dependents(writer, what, id, whole=whole, name=words.removeprefix("remove "))


_LINKS = {
    (RowKind.STATEMENT, RowKind.CLAIM): ((RowKind.STANCE, "statement", "claim"),),
    (RowKind.CLAIM, RowKind.SOURCE): ((RowKind.PARTY, "claim", "source"),),
    (RowKind.SOURCE, RowKind.SOURCE): ((RowKind.AFFILIATION, "member", "org"),),
    (RowKind.STATEMENT, RowKind.STATEMENT): (
        (RowKind.RELAY, "child", "parent"),
        (RowKind.LINK, "statement", "other"),
    ),
}
"""The tables that link two kinds of things, each with the columns of the two."""


def link_row(writer: Writer, one: tuple[RowKind, int], other: tuple[RowKind, int]) -> tuple[RowKind, int]:
    """The row that links two things, such as the stance of a statement on a claim.

    :param one: kind and id of the first: a statement comes before its claim.
    :raises Refused: no row or several rows link the two.
    """
    found: list[tuple[RowKind, int]] = []
    for what, from_, to in _LINKS.get((one[0], other[0]), ()):
        sql = f'SELECT id FROM "{what}" WHERE "{from_}" = ? AND "{to}" = ? ORDER BY id'
        found += [(what, id) for id in writer.column(sql, one[1], other[1])]
    if not found:
        raise Refused("The two have no link in that order.", "The one that says it about the other comes first.")
    if len(found) > 1:
        told = ", ".join(_row_in_words(writer, what, id) for what, id in found)
        raise Refused(f"Several things link the two: {told}.", "Remove one on the desk, where each has its line.")
    return found[0]


def _check_unchanged_since(writer: Writer, what: RowKind, id: int, seen: int, name: str) -> None:
    """Refuse if another program changed a row, or rows that depend on it, after the action ``seen``."""
    touching = ['j."table" = :table AND j."row" = :id']
    for rest in _dependents(writer, what):
        if _is_cleared(writer, rest):
            continue
        rows = f'SELECT id FROM "{rest.table}" WHERE "{rest.column}" = :id'
        touching.append(f"""j."table" = '{rest.table}' AND j."row" IN ({rows})""")
    found = writer.rows(
        f"""SELECT a.id, a.who, a.words FROM actions a WHERE a.id > :seen AND EXISTS (
              SELECT 1 FROM journal j WHERE j.action = a.id AND ({" OR ".join(f"({each})" for each in touching)}))
            ORDER BY a.id DESC""",
        seen=seen,
        table=str(what),
        id=id,
    )
    for action, who, words in found:
        if action not in writer.own:
            raise Refused(
                f"{name[:1].upper()}{name[1:]} was changed by {who} just now: {in_quotes(words)}.",
                "Check it as it is now, then remove it.",
            )


def _delete_with_dependents(writer: Writer, table: str, id: int, *, whole: bool, name: str) -> None:
    if table == "claims" and not whole:
        check_removable(writer, ClaimId(id))
    if table == "stances":
        row = writer.whole_row(table, id)
        with carry_to_joined(writer, row["statement"], row["claim"]):
            _delete_rows(writer, table, id, whole=whole, name=name)
    else:
        _delete_rows(writer, table, id, whole=whole, name=name)


def _delete_rows(writer: Writer, table: str, id: int, *, whole: bool, name: str) -> None:
    if table == "statements":
        for proposal in writer.column("SELECT id FROM proposals WHERE statement = ?", id):
            writer.update("proposals", proposal, state="open", statement=None)
    for rest in _dependents(writer, table):
        resting = writer.column(f'SELECT id FROM "{rest.table}" WHERE "{rest.column}" = ? ORDER BY id DESC', id)
        if resting and not whole and _blocks_removal(rest):
            raise Refused(
                f"{name[:1].upper()}{name[1:]} can't be removed: {_dependents_in_words(writer, rest, resting)} on it.",
                "Remove those first, or change them to depend on another.",
            )
        for row in resting:
            if _is_cleared(writer, rest):
                writer.update(rest.table, row, **{rest.column: None})
            elif writer.row(f'SELECT 1 FROM "{rest.table}" WHERE id = ?', row):
                _delete_with_dependents(writer, rest.table, row, whole=whole, name=name)
    writer.delete(table, id)


_ALSO_BLOCK = {("quotes", "capture"): "quote", ("captures", "supersedes"): "later capture"}
"""Columns of rows without a key that block a removal all the same, and what their rows are called."""

_CALLED = {("claims", "parent"): "part", ("claims", "joined_into"): "joined claim", **_ALSO_BLOCK}
"""Columns whose rows are called by what they are to the thing, and not by the noun of their table."""


def _dependents(record: Reader, table: str) -> list[ForeignKey]:
    """The foreign keys of rows that depend on a row of a table, in the order in which they are seen to.

    Rows that SQLite deletes itself (``ON DELETE CASCADE``) are left out, since the writer journals them.
    """
    keys = [key for key in record.foreign_keys.naming(table) if not key.cascades]
    return sorted(keys, key=lambda key: (not _is_cleared(record, key), removal_order(key.table)))


def _blocks_removal(rest: ForeignKey) -> bool:
    """Whether rows keep the thing they name from being removed: those with a key of their own, and some others."""
    return rest.table in TARGET_KINDS or (rest.table, rest.column) in _ALSO_BLOCK


def _is_cleared(record: Reader, rest: ForeignKey) -> bool:
    """Whether rows stay and lose the reference only, since they belong to another thing."""
    return not (rest.is_required or _blocks_removal(rest) or rest in record.foreign_keys.owners(rest.table))


def _dependents_in_words(writer: Writer, rest: ForeignKey, ids: list[int]) -> str:
    """The things that rest on another, as a sentence has them: "statements S1, S2 and 3 more rest"."""
    called = _CALLED.get((rest.table, rest.column)) or thing_name(rest.table)
    plural = "" if len(ids) == 1 else "s"
    verb = "rests" if len(ids) == 1 else "rest"
    if rest.table in ("quotes", "captures"):
        return f"{len(ids)} {called}{plural} {verb}"
    keys = [str(writer.whole_row(rest.table, id)["key"]) for id in reversed(ids[-_NAMED:])]
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"{called}{plural} {', '.join(keys)}{more} {verb}"


def _row_in_words(writer: Writer, what: RowKind, id: int) -> str:
    """What a person calls a row: "claim C3", "the stance of S1 on C1"."""
    row = writer.whole_row(what, id)
    if "key" in row:
        return f"{thing_name(what)} {row['key']}"
    told = _TOLD.get(what)
    found: Row | None = writer.row(told[0], id) if told else None
    return told[1](found) if told and found else thing_name_with_article(what)


_TOLD: dict[RowKind, tuple[str, Callable[[Row], str]]] = {
    RowKind.TAG: ("SELECT tag FROM tags WHERE id = ?", lambda row: f"the tag {in_quotes(row[0])}"),
    RowKind.STANCE: (
        """SELECT st.key, c.key FROM stances s JOIN statements st ON st.id = s.statement
           JOIN claims c ON c.id = s.claim WHERE s.id = ?""",
        lambda row: f"the stance of {row[0]} on {row[1]}",
    ),
    RowKind.PARTY: (
        """SELECT so.key, p.role, c.key FROM claim_parties p JOIN sources so ON so.id = p.source
           JOIN claims c ON c.id = p.claim WHERE p.id = ?""",
        lambda row: f"{row[0]} as {row[1]} in {row[2]}",
    ),
    RowKind.AFFILIATION: (
        """SELECT m.key, a.kind, o.key FROM affiliations a JOIN sources m ON m.id = a.member
           JOIN sources o ON o.id = a.org WHERE a.id = ?""",
        lambda row: f"{row[0]} {row[1].replace('_', ' ')} {row[2]}",
    ),
    RowKind.RELAY: (
        """SELECT c.key, r.kind, p.key FROM relays r JOIN statements c ON c.id = r.child
           JOIN statements p ON p.id = r.parent WHERE r.id = ?""",
        lambda row: f"that {row[0]} {row[1]} {row[2]}",
    ),
    RowKind.LINK: (
        """SELECT s.key, l.kind, o.key FROM statement_links l JOIN statements s ON s.id = l.statement
           JOIN statements o ON o.id = l.other WHERE l.id = ?""",
        lambda row: f"that {row[0]} {row[1].replace('_', ' ')} {row[2]}",
    ),
    RowKind.QUOTE: (
        "SELECT st.key, q.exact FROM quotes q JOIN statements st ON st.id = q.statement WHERE q.id = ?",
        lambda row: f"a quote of {row[0]} {in_quotes(row[1][:60])}",
    ),
    RowKind.CAPTURE: (
        "SELECT re.key FROM captures ca JOIN reports re ON re.id = ca.report WHERE ca.id = ?",
        lambda row: f"a capture of {row[0]}",
    ),
}
