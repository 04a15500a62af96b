"""The fields of the record's things: one table a thing, from which its form, its commands and its rows are made.

:mod:`tui.forms.fields` draws a form from it, :mod:`tui.cli.fields` the options of ``add`` and ``edit``;
:mod:`db.write.validate` checks and cleans the values, and the manual lists the fields.
"""

from __future__ import annotations

from db.model.enums import (
    Act,
    AffiliationKind,
    Basis,
    Ground,
    Holding,
    LinkKind,
    Naming,
    PartRole,
    PartyRole,
    QuoteForm,
    RelayMode,
    SourceKind,
    Voice,
)
from db.model.field_table import Field, FieldTable, ValueKind

_A_STATEMENT = "its key, speaker or words"
_A_SOURCE = "the name or key of a source"
_A_DATE = "16 Dec 2020, 2020-12-16 or 2020-12"

CASE = FieldTable(
    "case",
    "cases",
    (
        Field(
            "title",
            hint="our name for the incident",
            required="A case needs a title.",
            is_argument=True,
            help="Our name for the incident.",
        ),
        Field("place", hint="where it happened", help="Where it happened."),
        Field(
            "tz",
            ValueKind.ZONE,
            label="time zone",
            hint="of the place: Asia/Baghdad, Europe/Kyiv, UTC",
            required="A case needs the time zone of its place.",
            help="IANA time zone of the place, such as Asia/Baghdad.",
            edit_help="IANA time zone of the place.",
            is_required_option=True,
        ),
        Field(
            "day",
            ValueKind.DATE,
            hint=f"of the incident: {_A_DATE}",
            help="Day of the incident, such as 2020-12-16.",
            edit_help="Day of the incident.",
        ),
        Field(
            "summary",
            ValueKind.TEXT,
            hint="in your own words",
            rows=3,
            help="What happened, in your own words.",
            edit_help="What happened, in your own words.",
        ),
    ),
    not_entered=frozenset({"archived"}),
    leading_options=("title", "tz", "day"),
)

SOURCE = FieldTable(
    "source",
    "sources",
    (
        Field(
            "name",
            hint="or office, or the words used: a security source",
            required="A source needs a name, an office, or the words used for it.",
            is_argument=True,
            help="Its name or office, or the words used for it, such as a security source.",
        ),
        Field(
            "short",
            hint="the name where there is little room",
            help="A short name, for narrow places.",
            edit_help="A short name, for narrow places.",
        ),
        Field("kind", ValueKind.TERM, terms=SourceKind, help="What it is.", is_required_option=True),
        Field(
            "naming",
            ValueKind.TERM,
            terms=Naming,
            help="How well it is known. Without this, it is named only if its name reads like one.",
            edit_help="How well it is known.",
            default=Naming.NAMED,
        ),
        Field(
            "boundary",
            ValueKind.FLAG,
            column="is_boundary",
            help="Top level, such as a state: affiliations above it are not followed.",
            edit_help="Whether affiliations above it are left out.",
        ),
    ),
    leading_options=("name", "kind", "naming"),
)

AFFILIATION = FieldTable(
    "affiliation",
    "affiliations",
    (
        Field(
            "member",
            ValueKind.KEY,
            table="sources",
            label="who",
            hint=_A_SOURCE,
            required="An affiliation needs a member.",
            is_fixed=True,
            is_argument=True,
            help="The source that belongs.",
        ),
        Field("kind", ValueKind.TERM, terms=AffiliationKind, label="is", is_argument=True, help="How it belongs."),
        Field(
            "org",
            ValueKind.KEY,
            table="sources",
            creates=SourceKind.BODY,
            label="whom",
            hint=_A_SOURCE,
            required="An affiliation needs an organisation.",
            is_argument=True,
            help="The source it belongs to.",
        ),
        Field(
            "valid",
            ValueKind.DATE,
            label="when",
            hint="2019/2021, or other EDTF; empty where not known",
            help="The time when it is true, such as 2019/2021.",
        ),
    ),
    not_entered=frozenset({"quote"}),
)

REPORT = FieldTable(
    "report",
    "reports",
    (
        Field(
            "outlet",
            ValueKind.KEY,
            table="sources",
            creates=SourceKind.OUTLET,
            hint="its name or key",
            required="A report needs the outlet that published it.",
            is_argument=True,
            help="The source that published it.",
        ),
        Field("title", hint="its headline", help="Its headline."),
        Field("author", help="Its author."),
        Field("url", label="address", hint="https://…", help="Its address."),
        Field("lang", label="language", hint="en, ar, uk …", help="Its language, such as en."),
        Field("published", ValueKind.TIME, hint="in its own words: earlier on Wednesday", help="its publication"),
        Field(
            "holding",
            ValueKind.TERM,
            terms=Holding,
            label="we have",
            term_labels=("its text", "an excerpt", "only a citation"),
            help="How much of it we have.",
            default=Holding.CITED,
        ),
        Field(
            "known_via",
            ValueKind.KEY,
            table="reports",
            label="known via",
            hint="the report that cites it",
            help="The only report that we know it from.",
            edit_help="The only report that we know it from.",
        ),
    ),
    leading_options=("outlet", "holding"),
)

CLAIM = FieldTable(
    "claim",
    "claims",
    (
        Field(
            "text",
            label="claim",
            hint="what is claimed, in your own words",
            rows=2,
            required="A claim needs words.",
            is_argument=True,
            help="What is claimed, in your own words.",
        ),
        Field(
            "parent",
            ValueKind.KEY,
            table="claims",
            label="part of",
            hint="the claim it is a part of, if it is",
            option="of",
            help="The claim it is a part of.",
            edit_help="The claim it is a part of.",
        ),
        Field(
            "part",
            ValueKind.TERM,
            terms=PartRole,
            may_be_empty=True,
            label="as",
            help="How it belongs to that claim.",
            edit_help=f"How it belongs to that claim: {', '.join(PartRole)}; empty for none.",
        ),
        Field(
            "background",
            ValueKind.FLAG,
            column="is_background",
            help="Background to the incident: no denial counts as silent on it.",
            edit_help="Whether it is background to the incident.",
        ),
    ),
    not_entered=frozenset({"status", "joined_into"}),
)

PARTY = FieldTable(
    "party",
    "claim_parties",
    (
        Field(
            "claim",
            ValueKind.KEY,
            table="claims",
            hint="its key or words",
            required="A party needs the claim that is about it.",
            is_fixed=True,
            is_argument=True,
            help="The claim.",
        ),
        Field(
            "source",
            ValueKind.KEY,
            table="sources",
            label="is about",
            hint=_A_SOURCE,
            required="Name the source.",
            is_argument=True,
            help="Whom it is about.",
        ),
        Field(
            "role",
            ValueKind.TERM,
            terms=PartyRole,
            label="who is",
            is_argument=True,
            help="The part that the source has in it.",
        ),
    ),
    leading_options=("claim", "role"),
)

STATEMENT = FieldTable(
    "statement",
    "statements",
    (
        Field(
            "source",
            ValueKind.KEY,
            table="sources",
            label="who",
            hint=_A_SOURCE,
            required="A statement needs the source that makes it.",
            is_argument=True,
            help="Who says it.",
        ),
        Field(
            "report",
            ValueKind.KEY,
            table="reports",
            label="in",
            hint="the report it stands in, if it does",
            help="The report it stands in.",
            edit_help="The report it stands in; empty for none.",
        ),
        Field("act", ValueKind.TERM, terms=Act, help="What the source does by saying it.", is_required_option=True),
        Field("voice", ValueKind.TERM, terms=Voice, help="In its own voice, or relaying another.", default=Voice.OWN),
        Field("basis", ValueKind.TERM, terms=Basis, help="What it rests on.", default=Basis.NOT_RECORDED),
        Field(
            "summary",
            ValueKind.TEXT,
            hint="what was said, in your own words",
            rows=2,
            help="What was said, in your own words.",
            edit_help="What was said, in your own words.",
        ),
        Field("said", ValueKind.TIME, hint="when, in its own words: on Wednesday", help="the statement"),
    ),
)

QUOTE = FieldTable(
    "quote",
    "quotes",
    (
        Field(
            "form",
            ValueKind.TERM,
            terms=QuoteForm,
            label="given as",
            help="How the words are given.",
            edit_help="How the words are given.",
            default=QuoteForm.DIRECT,
        ),
        Field(
            "cue",
            hint="the word before or after it: said, denied",
            help="The word that introduces them: said, denied.",
            edit_help="The word that introduces them.",
        ),
        Field(
            "lang",
            label="language",
            hint="en, ar, uk …",
            help="The language of the words, such as en.",
            edit_help="The language of the words.",
        ),
        Field("via_translation", ValueKind.FLAG, label="translated", may_be_empty=True, is_option=False),
        Field(
            "translation",
            ValueKind.TEXT,
            hint="the words in another language; shown under them, never compared with them",
            help="A translation of the words. It is shown under them, and compared with nothing.",
            edit_help="A translation of the words.",
        ),
        Field(
            "translation_lang",
            label="in",
            hint="the language of the translation: en, ar …",
            help="The language of the translation, such as en.",
            edit_help="The language of the translation.",
        ),
        Field(
            "translation_by",
            label="translated by",
            hint="a person, or a program with its version",
            help="Who made the translation: a person, or a program with its version.",
            edit_help="Who made the translation.",
        ),
    ),
    not_entered=frozenset({"statement", "capture", "exact", "prefix", "suffix", "start", "end"}),
)

RELAY = FieldTable(
    "relay",
    "relays",
    (
        Field(
            "child",
            ValueKind.KEY,
            table="statements",
            is_fixed=True,
            is_argument=True,
            required="A relay needs the statement that relays.",
            label="statement",
            hint=_A_STATEMENT,
            help="The statement that relays.",
        ),
        Field(
            "parent",
            ValueKind.KEY,
            table="statements",
            is_fixed=True,
            is_argument=True,
            required="A relay needs the statement that is relayed.",
            label="relays",
            hint=_A_STATEMENT,
            help="The statement that is relayed.",
        ),
        Field(
            "kind",
            ValueKind.TERM,
            terms=RelayMode,
            label="it",
            help="How it relays the other.",
            default=RelayMode.QUOTES,
        ),
        Field("ground", ValueKind.TERM, terms=Ground, label="known as", help="How we know.", default=Ground.EXPLICIT),
    ),
    not_entered=frozenset({"quote"}),
)

LINK = FieldTable(
    "link",
    "statement_links",
    (
        Field(
            "statement",
            ValueKind.KEY,
            table="statements",
            is_fixed=True,
            is_argument=True,
            required="A link needs the statement that it begins at.",
            hint=_A_STATEMENT,
            help="The statement.",
        ),
        Field(
            "kind",
            ValueKind.TERM,
            terms=LinkKind,
            is_fixed=True,
            is_argument=True,
            label="it",
            help="What it does to the other.",
        ),
        Field(
            "other",
            ValueKind.KEY,
            table="statements",
            is_fixed=True,
            is_argument=True,
            required="A link needs the other statement.",
            hint=_A_STATEMENT,
            help="The other statement.",
        ),
    ),
)

FIELD_TABLES = (CASE, SOURCE, AFFILIATION, REPORT, CLAIM, PARTY, STATEMENT, QUOTE, RELAY, LINK)
"""Every table of fields."""
