"""Changes along a relay: certainty inflated, polarity flipped."""

from __future__ import annotations

from collections.abc import Sequence

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, name_with_keys, sort_alarm_rows, sort_keys
from db.model.enums import RelayMode
from db.model.ids import CaseId
from db.store.reader import Reader, Row

_TOLD = """
SELECT r.id, r.kind, child.id, child.key, cs.id, cs.key, coalesce(cs.short, cs.name),
  parent.id, parent.key, ps.id, ps.key, coalesce(ps.short, ps.name), c.id, c.key,
  said.id, said.polarity, said.certainty, heard.id, heard.polarity, heard.certainty
FROM statements child
CROSS JOIN stances said ON said.statement = child.id
CROSS JOIN relays r ON r.child = child.id
CROSS JOIN stances heard ON heard.statement = r.parent AND heard.claim = said.claim
JOIN statements parent ON parent.id = r.parent
JOIN claims c ON c.id = said.claim JOIN sources cs ON cs.id = child.source JOIN sources ps ON ps.id = parent.source
WHERE child."case" = :case AND c.joined_into IS NULL AND """

_RANK = "CASE {}.certainty WHEN 'certain' THEN 3 WHEN 'probable' THEN 2 WHEN 'possible' THEN 1 ELSE 0 END"

INFLATED = f"""
-- Relays whose child is more certain of a claim than the parent, on the same side, or where the parent takes no side.
-- CROSS JOIN fixes the order: most relaying statements are uncommitted, so they drop out before relays are read.
{_TOLD}said.certainty <> 'uncommitted' AND said.polarity <> 0 AND heard.polarity IN (said.polarity, 0)
  AND {_RANK.format("said")} > {_RANK.format("heard")}
ORDER BY r.id, c.id"""

FLIPPED = f"""
-- Relays whose child has the opposite polarity of the parent on a claim.
{_TOLD}said.polarity <> 0 AND heard.polarity = -said.polarity
ORDER BY r.id, c.id"""

SETTLE_INFLATED = "Compare the two: was a doubt dropped, or does the later one know more?"

SETTLE_FLIPPED = "Compare the two, each in its original language: one of them has it the wrong way round."


def inflated_certainties(record: Reader, case: CaseId) -> list[Alarm]:
    """Relays that inflate certainty: one alarm for each relay."""
    return [
        _relay_alarm(case, rows, AlarmKind.CERTAINTY_INFLATED, _inflated_sentence(rows), SETTLE_INFLATED)
        for rows in _rows_by_relay(record.rows(INFLATED, case=case))
    ]


def flipped_polarities(record: Reader, case: CaseId) -> list[Alarm]:
    """Relays that turn a denial into a claim or a claim into a denial: one alarm for each relay."""
    return [
        _relay_alarm(case, rows, AlarmKind.POLARITY_FLIPPED, _flipped_sentence(rows), SETTLE_FLIPPED)
        for rows in _rows_by_relay(record.rows(FLIPPED, case=case))
    ]


def _rows_by_relay(rows: Sequence[Row]) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return list(found.values())


def _inflated_sentence(rows: Sequence[Row]) -> str:
    grows = sorted({(row[19], row[16]) for row in rows})
    told = list_names([f"{before} becomes {after}" for before, after in grows])
    return f"{_relay_in_words(rows[0])} and is more certain of {_claims_in_words(rows)}: {told}."


def _flipped_sentence(rows: Sequence[Row]) -> str:
    turned = [
        f"against {list_names(keys)} becomes for" if polarity > 0 else f"for {list_names(keys)} becomes against"
        for polarity in (1, -1)
        if (keys := sort_keys(row[13] for row in rows if row[15] == polarity))
    ]
    return f"{_relay_in_words(rows[0])} but reverses it: {' and '.join(turned)}."


def _relay_in_words(row: Row) -> str:
    """A relay in words: "Beirut article (S16) translates Ministry of Defence (S24)"."""
    return f"{name_with_keys(row[6], [row[3]])} {_VERBS[RelayMode(row[1])]} {name_with_keys(row[11], [row[8]])}"


_VERBS = {kind: "alludes to" if kind is RelayMode.ALLUDES else kind.value for kind in RelayMode}


def _claims_in_words(rows: Sequence[Row]) -> str:
    return list_names(sort_keys(row[13] for row in rows))


def _relay_alarm(case: CaseId, rows: Sequence[Row], kind: AlarmKind, sentence: str, settle: str) -> Alarm:
    made: list[AlarmRow] = []
    for (
        relay,
        _,
        child,
        child_key,
        cs,
        cs_key,
        _,
        parent,
        parent_key,
        ps,
        ps_key,
        _,
        claim,
        claim_key,
        *stances,
    ) in rows:
        made += [
            AlarmRow("relays", relay, f"{child_key} {parent_key}"),
            AlarmRow("statements", child, child_key),
            AlarmRow("statements", parent, parent_key),
            AlarmRow("sources", cs, cs_key),
            AlarmRow("sources", ps, ps_key),
            AlarmRow("claims", claim, claim_key),
            AlarmRow("stances", stances[0], f"{child_key} {claim_key}"),
            AlarmRow("stances", stances[3], f"{parent_key} {claim_key}"),
        ]
    first = rows[0]
    return Alarm(
        case=case,
        kind=kind,
        subject=f"{first[3]} {first[8]}",
        sentence=sentence,
        rows=sort_alarm_rows(made),
        claims=sort_keys(row[13] for row in rows),
        settle=settle,
    )
