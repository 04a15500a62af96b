"""Sources that a proposal names, on record or new, and what keeps it from being accepted as it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from db.attribution.naming import SourceGuess, guess_source, guess_station
from db.dataclass import dataclass, replace
from db.errors import OnRecordError
from db.markup.parser import LineName
from db.markup.proposal_rows import StoredProposal
from db.markup.proposals import line_of_proposal, plan_proposal
from db.markup.resolve import source_meant
from db.store.reader import Reader
from tui.text.safe import line
from tui.text.wording import kind_and_naming


@dataclass(frozen=True, slots=True)
class Attribution:
    """The sources of a proposal in words that are safe to show."""

    speaker: str = ""
    """Who says it: "W3 Bas News Agency (outlet, named)", or "new: Ahmed Khalaf (person, named)"."""
    outlet: str = ""
    """Who publishes it."""
    stations: tuple[str, ...] = ()
    """Through whom it comes, from the speaker outwards."""
    refusal: str = ""
    """Why it can't be accepted as it stands."""


def attribution(record: Reader, kept: StoredProposal, *, alone: bool = False) -> Attribution:
    """Look up the sources a proposal names.

    :param alone: leave out why it can't be accepted, as in a store without proposals.
    :raises OnRecordError: the store can't be read.
    """
    kept = replace(kept, within=None) if alone else kept
    meant = line_of_proposal(record, kept)
    refusal = ""
    if kept.is_open:
        try:
            plan_proposal(record, kept)
        except OnRecordError as error:
            refusal = f"{line(error.message)} {line(error.hint)}"
    speaker = _source_words(record, kept, meant.who, guess_source)
    return Attribution(
        "" if refusal and speaker.startswith(_NEW) else speaker,
        _source_words(record, kept, meant.place, partial(guess_source, publishes=True)) if meant.place else "",
        tuple(_source_words(record, kept, station, guess_station) for station in meant.stations),
        refusal,
    )


_NEW = "new: "


def _source_words(record: Reader, kept: StoredProposal, name: LineName, guess_name: Callable[..., SourceGuess]) -> str:
    try:
        source = source_meant(record, kept.case, kept.report, name.text)
    except OnRecordError as error:
        return line(error.message)
    if source is not None:
        return f"{source.key} {line(source.name)} ({kind_and_naming(source)})"
    guess = guess_name(name.text, lang=kept.lang, text=kept.text)
    kind, naming = name.told.kind or guess.kind, name.told.naming or guess.naming
    return f"{_NEW}{line(name.text)} ({kind}, {naming})"
