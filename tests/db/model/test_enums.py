"""The enums in Python and the CHECK lists in the schema hold the same words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from db.markup.proposals import ProposalState
from db.model import enums as terms
from db.queries.quote_places import QuoteDecision
from db.text.reanchor import Match

TABLES = files("db.store").joinpath("sql", "tables.sql").read_text("utf-8")
VIEWS = files("db.store").joinpath("sql", "views.sql").read_text("utf-8")

COLUMNS = {
    ("sources", "kind"): terms.SourceKind,
    ("sources", "naming"): terms.Naming,
    ("affiliations", "kind"): terms.AffiliationKind,
    ("reports", "holding"): terms.Holding,
    ("captures", "method"): terms.Method,
    ("statements", "act"): terms.Act,
    ("statements", "voice"): terms.Voice,
    ("statements", "basis"): terms.Basis,
    ("quotes", "form"): terms.QuoteForm,
    ("relays", "kind"): terms.RelayMode,
    ("relays", "ground"): terms.Ground,
    ("claims", "part"): terms.PartRole,
    ("stances", "polarity"): terms.Polarity,
    ("stances", "certainty"): terms.Certainty,
    ("claim_parties", "role"): terms.PartyRole,
    ("statement_links", "kind"): terms.LinkKind,
    ("same_sources", "judgement"): terms.Sameness,
    ("independence", "judgement"): terms.Independence,
    ("alarms_set_aside", "judgement"): terms.AlarmDecision,
    ("claims", "status"): terms.Status,
    ("assessments", "verdict"): terms.Verdict,
    ("assessments", "likelihood"): terms.Likelihood,
    ("assessments", "confidence"): terms.Confidence,
    ("ratings", "letter"): terms.Reliability,
    ("ratings", "digit"): terms.Credibility,
    ("proposals", "form"): terms.QuoteForm,
    ("proposals", "act"): terms.Act,
}

OF_ONE_MODULE = {
    ("proposals", "state"): ProposalState,
    ("quote_places", "found"): Match,
    ("quote_places", "decided"): QuoteDecision,
}
"""Vocabularies that stand with the one module that uses them."""

LISTED = COLUMNS | OF_ONE_MODULE

TWO_WORDS = {("claim_joins", "judgement")}
"""Joined or set apart: nothing but joining itself says them."""


def checked() -> dict[tuple[str, str], list[str]]:
    """Every list of words in the schema, by table and column, without flags of 0 and 1."""
    found = {}
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\) STRICT;", TABLES, re.DOTALL):
        for column, words in re.findall(r"CHECK \((\w+) IN \((.*?)\)\)", body, re.DOTALL):
            listed = [word.strip().strip("'") for word in words.split(",")]
            if listed != ["0", "1"] and (table, column) not in TWO_WORDS:
                found[table, column] = listed
        for column, first, last in re.findall(r"INTEGER CHECK \((\w+) BETWEEN (\d) AND (\d)\)", body):
            found[table, column] = [str(number) for number in range(int(first), int(last) + 1)]
    return found


def test_schema_lists_match_enums() -> None:
    assert checked().keys() == LISTED.keys()
    enums = {name for name, value in vars(terms).items() if isinstance(value, type) and hasattr(value, "__members__")}
    assert {enum.__name__ for enum in COLUMNS.values()} == enums - {
        "StrEnum",
        "IntEnum",
        "WordedEnum",
        "OriginStanding",
    }


@pytest.mark.parametrize("place", LISTED, ids=".".join)
def test_words_match_the_schema(place: tuple[str, str]) -> None:
    assert sorted(checked()[place]) == sorted(str(word.value) for word in LISTED[place])


def test_standings_match_the_view() -> None:
    view = VIEWS[VIEWS.index("CREATE VIEW standings") :]
    given = re.findall(r"(?:THEN|ELSE) '(\w+)'", view[: view.index("AS standing")])
    assert sorted(given) == sorted(terms.OriginStanding)


@pytest.mark.parametrize("place", LISTED, ids=".".join)
def test_other_words_refused(demo_store: Path, place: tuple[str, str]) -> None:
    table, column = place
    with closing(sqlite3.connect(demo_store)) as raw:
        raw.execute("DROP TRIGGER captures_are_never_edited")
        raw.execute(f"INSERT INTO statement_links VALUES (1, '{'0' * 26}', 1, 'denies', 2)")
        judged = "'why', 'Rana', '2026-01-01T00:00:00Z')"
        raw.execute("DROP TRIGGER same_sources_are_never_edited")
        raw.execute("DROP TRIGGER independence_is_never_edited")
        raw.execute("DROP TRIGGER alarms_set_aside_are_never_edited")
        raw.execute(f"INSERT INTO same_sources VALUES (1, '{'0' * 26}', 1, 2, 'same', {judged}")
        raw.execute(f"INSERT INTO independence VALUES (1, '{'0' * 26}', 1, 2, 'unsure', {judged}")
        raw.execute(
            f"INSERT INTO alarms_set_aside VALUES (1, '{'0' * 26}', 1, 'echo', 'C2', 'stands', '{'0' * 64}', {judged}"
        )
        raw.execute("DROP TRIGGER assessments_are_never_edited")
        raw.execute("DROP TRIGGER ratings_are_never_edited")
        raw.execute(f"INSERT INTO assessments VALUES (1, '{'0' * 26}', 1, 'refuted', 'likely', 'low', {judged}")
        raw.execute(
            f"""INSERT INTO proposals (ulid, capture, number, content, form, act, confidence, proposer)
                VALUES ('{"0" * 26}', 1, 0, '[]', 'direct', 'assert', 0.5, 'rules')"""
        )
        raw.execute(
            f"INSERT INTO quote_places VALUES (1, '{'0' * 26}', 1, 1, 'orphan', NULL, NULL, NULL, 0, 'machine')"
        )
        mark = "1, NULL, NULL, 'A', NULL" if column == "letter" else "NULL, 1, 1, NULL, 1"
        raw.execute(f"INSERT INTO ratings VALUES (1, '{'0' * 26}', {mark}, {judged}")
        with pytest.raises(sqlite3.IntegrityError, match=f"CHECK constraint failed: {column} (IN|BETWEEN)"):
            raw.execute(f"UPDATE {table} SET {column} = ?", (7 if column in ("polarity", "digit") else "weird",))
