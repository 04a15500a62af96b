"""Sources that a form names and the record lacks: they are added when the form is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.model.enums import Naming, SourceKind
from db.queries.lookup import is_source_key, sources_like
from tui.forms.model import Form, Pick
from tui.text.targets import ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer


def add_named_sources(writer: Writer, form: Form, answers: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Add the sources whose names are typed into a form, where no source on record has such words in its name.

    :returns: the answers, with the keys of the new sources; and the name of the action, empty where there are none.
    """
    found, added = dict(answers), []
    for ask in form.asks:
        name = " ".join(found.get(ask.name, "").split())
        if not (isinstance(ask, Pick) and makes_source(ask) and name) or is_source_key(name):
            continue
        if not sources_like(writer, form.case, name, 1):
            found[ask.name] = f"{_add_source(writer, form, ask, name)} {name}"
            added.append(found[ask.name])
    new = ", ".join(added)
    return found, f"{form.title[:1].lower()}{form.title[1:]}, with the new source {new}" if added else ""


def makes_source(ask: Pick) -> bool:
    """Whether a name that is not on record may be added from a field."""
    return ask.of is ThingKind.SOURCE and ask.makes is not None


def _add_source(writer: Writer, form: Form, ask: Pick, name: str) -> str:
    """Add a source, and return its key."""
    from db.attribution.naming import guess_source  # reads tables of words that only this needs
    from db.write.sources import add_source

    assert ask.makes is not None
    guess = guess_source(name, publishes=ask.makes is SourceKind.OUTLET)
    kind = guess.kind if ask.makes is SourceKind.PERSON else ask.makes
    case = None if guess.naming is Naming.NAMED and kind is SourceKind.OUTLET else form.case
    return str(writer.whole_row("sources", add_source(writer, name, kind=kind, naming=guess.naming, case=case))["key"])
