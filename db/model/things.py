"""Things of the record by their tables: what a row is called, and the column that tells it from others."""

from __future__ import annotations

_NAMES = {
    "statements": ("statement", ""),
    "claims": ("claim", "text"),
    "reports": ("report", "title"),
    "sources": ("source", "name"),
    "relays": ("relay", ""),
    "statement_links": ("link", ""),
    "stances": ("stance", ""),
    "claim_joins": ("join of two claims", "reason"),
    "joined_stances": ("stance brought by a join", ""),
    "chain_steps": ("step of the chain", ""),
    "alarms_set_aside": ("judgement of an alarm", "reason"),
    "quotes": ("quote", "exact"),
    "captures": ("capture", ""),
    "quote_places": ("place of a quote", ""),
    "affiliations": ("affiliation", ""),
    "claim_parties": ("party of a claim", ""),
    "same_sources": ("judgement of two sources", "reason"),
    "independence": ("judgement of independence", "reason"),
    "ratings": ("rating", ""),
    "assessments": ("assessment", "verdict"),
    "tags": ("tag", "tag"),
    "notes": ("note", "text"),
    "tasks": ("task", "text"),
    "cases": ("case", "title"),
    "proposals": ("proposal", ""),
    "filters": ("filter", "name"),
}
"""In the order in which rows that rest on a thing are taken off the record with it."""

_ORDER = {table: place for place, table in enumerate(_NAMES)}


def thing_name(table: str) -> str:
    """What a row of a table is called: "claim"; the table's own name where it has no other."""
    return _NAMES.get(table, (table, ""))[0]


def thing_name_with_article(table: str) -> str:
    """The same with its article: "a claim", "an affiliation"."""
    name = thing_name(table)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def naming_column(table: str) -> str:
    """The column whose words tell a row of a table from others; empty where none does."""
    return _NAMES.get(table, ("", ""))[1]


def removal_order(table: str) -> int:
    """When the rows of a table are taken out among those that rest on one thing: lower numbers first."""
    return _ORDER.get(table, len(_ORDER))
