"""The whole name of a person whom a text calls by the surname here, and by the whole name elsewhere."""

from __future__ import annotations

from db.attribution.naming import guess_source
from db.markup.names_in_text import find_names
from db.markup.proposal_rows import StoredProposal
from db.model.enums import Naming, SourceKind
from db.store.reader import Reader
from db.text.name_forms import are_forms_of_one_person, person_words


def whole_name(record: Reader, kept: StoredProposal, name: str) -> str:
    """The longest form of a person's name among the sources that are proposed in the same text.

    :param name: the name in a proposal's own words.
    :returns: that name where it is no person's, or where the text has several persons with it.
    """
    if not _is_person(kept, name):
        return name
    sources = record.column(
        "SELECT DISTINCT source_text FROM proposals WHERE capture = ? AND source_text IS NOT NULL", kept.capture
    )
    others = dict.fromkeys(find_names(words)[0] for words in sources if find_names(words))
    forms = [each for each in others if are_forms_of_one_person(name, each) and _is_person(kept, each)]
    longest = max([name, *forms], key=lambda each: (len(person_words(each)), -len(each)))
    return longest if all(are_forms_of_one_person(longest, each) for each in forms) else name


def _is_person(kept: StoredProposal, name: str) -> bool:
    guess = guess_source(name, lang=kept.lang, text=kept.text)
    return guess.kind is SourceKind.PERSON and guess.naming is Naming.NAMED
