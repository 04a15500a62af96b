"""Outlets that their names don't show, by what a text has them do: "Shafaq reported", "citing", "told Shafaq"."""

from __future__ import annotations

from db.attribution.naming import guess_source
from db.attribution.proposal import Span
from db.markup.proposal_rows import StoredProposal
from db.model.enums import Naming, SourceKind
from db.search.similar import is_title, same_sources
from db.store.reader import Reader
from db.text.name_forms import person_words

_CITING = ("citing", "cited", "cites", "quoting", "quoted", "quotes")
_PUBLISHING = ("report", "publish", "broadcast", "air", "cit", "quot", "carr")
"""Beginnings of the words by which outlets speak and persons seldom do."""
_PERSONAL_NAME = 2
"""Words of the usual name of a person."""


def is_outlet_in_text(record: Reader, kept: StoredProposal, span: Span, name: str) -> bool:
    """Whether a new source, which its name makes a body or a person, is an outlet in this text.

    :param span: the words that the text has for it.
    :param name: the name taken from them.
    """
    guess = guess_source(name, lang=kept.lang, text=kept.text)
    if guess.naming is not Naming.NAMED or guess.kind not in (SourceKind.BODY, SourceKind.PERSON):
        return False
    if same_sources(record, kept.case, name):
        return False
    if guess_source(name, publishes=True, lang=kept.lang, text=kept.text).kind is not SourceKind.OUTLET:
        return False
    rows = record.rows(
        "SELECT within, source_text, cue_text, outlet_text FROM proposals WHERE capture = ?", kept.capture
    )
    if any(
        outlet == span.text or (within == kept.id and (cue or "").casefold() in _CITING)
        for within, _, cue, outlet in rows
    ):
        return True
    if guess.kind is SourceKind.BODY or len(person_words(name)) == _PERSONAL_NAME or is_title(span.text.split()[0]):
        return False
    cues = [(cue or "").casefold() for _, source, cue, _ in rows if source == span.text]
    return any(word.startswith(_PUBLISHING) for cue in cues for word in cue.split())
