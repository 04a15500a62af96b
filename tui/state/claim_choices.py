"""The claims that a person chooses for a statement: their sides, certainties, and new claims."""

from __future__ import annotations

from collections.abc import Mapping

from db.dataclass import dataclass, field, replace
from db.errors import OnRecordError
from db.markup.name_changes import NameChange
from db.markup.parse_stances import parse_stances
from db.markup.parser import SIGNS, StanceText
from db.model.enums import Certainty, Naming, Polarity, SourceKind
from db.model.ids import CaseId, ClaimId
from db.queries.claims import Claim, claim
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ClaimChoice:
    """The side and certainty chosen for one claim."""

    claim: Claim
    """A new claim has an id below zero."""
    polarity: Polarity | None = None
    """The side; None while none is chosen."""
    certainty: Certainty = Certainty.CERTAIN

    @property
    def is_new(self) -> bool:
        """Whether the claim is still to be written."""
        return self.claim.id < 0


@dataclass(slots=True)
class ClaimChoices:
    """The choices so far, in the order they were made."""

    made: dict[int, ClaimChoice] = field(default_factory=dict)
    """By claim id."""
    typed: str = ""
    """A half-typed new claim."""
    speaker: NameChange = field(default_factory=NameChange)
    """Changes of the speaker that was proposed."""
    new_side: Polarity = Polarity.FOR
    """The side that a new claim gets without a sign before it."""
    as_line: bool = False
    """Whether a person wants to go on with it as a mark-up line."""

    def of(self, claim: Claim) -> ClaimChoice:
        """The choice for a claim."""
        return self.made.get(claim.id) or ClaimChoice(claim)

    def side(self, claim: Claim, polarity: Polarity) -> None:
        """Take a side on a claim; the same side again undoes it."""
        now = self.of(claim)
        self._keep(replace(now, polarity=None if now.polarity is polarity else polarity))

    def certain(self, claim: Claim, certainty: Certainty) -> None:
        """Set the certainty."""
        self._keep(replace(self.of(claim), certainty=certainty))

    def cycle(self, claim: Claim) -> None:
        """Set the next lower certainty; after the lowest, the highest."""
        order = list(Certainty)
        self.certain(claim, order[(order.index(self.of(claim).certainty) + 1) % len(order)])

    def add(self, typed: str) -> Claim | None:
        """Add a new claim.

        :param typed: its words; ``+``, ``-`` or ``?`` before them gives the side, else :attr:`new_side`.
        :returns: the claim; None where there are no words.
        """
        words = typed.strip()
        sign = SIGNS.get(words[:1])
        words = words[1:].strip() if sign is not None else words
        if not words:
            return None
        id = ClaimId(min([0, *self.made]) - 1)
        claim = Claim(id, "new", words, None, None, is_background=False)
        self.made[id] = ClaimChoice(claim, self.new_side if sign is None else sign)
        return claim

    @property
    def new(self) -> list[Claim]:
        """The new claims, in the order they were typed."""
        return [each.claim for each in self.made.values() if each.is_new]

    @property
    def on_record(self) -> list[int]:
        """Ids of the claims on record that have a side."""
        return [id for id, each in self.made.items() if not each.is_new and each.polarity is not None]

    @property
    def undecided(self) -> list[Claim]:
        """New claims without a side: they are not written."""
        return [each.claim for each in self.made.values() if each.is_new and each.polarity is None]

    @property
    def bearings(self) -> tuple[StanceText, ...]:
        """The choices as a markup line writes them."""
        return tuple(
            StanceText(
                each.polarity,
                None if each.is_new else each.claim.key,
                each.claim.text if each.is_new else None,
                each.certainty,
            )
            for each in self.made.values()
            if each.polarity is not None
        )

    @property
    def draft(self) -> dict[str, str]:
        """The choices and the half-typed claim, to keep as a draft."""
        speaker = {
            "name": self.speaker.name,
            "kind": self.speaker.kind or "",
            "naming": self.speaker.naming or "",
            "another": "yes" if self.speaker.another else "",
        }
        return {"claims": " ".join(map(str, self.bearings)), "typed": self.typed, **speaker}

    def _keep(self, choice: ClaimChoice) -> None:
        self.made[choice.claim.id] = choice


def _speaker_of_draft(draft: Mapping[str, str]) -> NameChange:
    kind, naming = draft.get("kind"), draft.get("naming")
    return NameChange(
        draft.get("name", ""),
        SourceKind(kind) if kind in set(SourceKind) else None,
        Naming(naming) if naming in set(Naming) else None,
        bool(draft.get("another")),
    )


def restore_choices(record: Reader, case: CaseId, draft: Mapping[str, str]) -> ClaimChoices:
    """Restore the choices of a draft, as far as their claims are still on record.

    :param draft: from :attr:`ClaimChoices.draft`; empty for none.
    """
    choices = ClaimChoices(typed=draft.get("typed", ""), speaker=_speaker_of_draft(draft))
    try:
        bearings = parse_stances(draft.get("claims", ""), 0)
    except OnRecordError:
        return choices  # a draft without choices
    for each in bearings:
        try:
            found = choices.add(each.text) if each.text else claim(record, case, each.key or "")
        except OnRecordError:
            continue  # the claim was removed since
        if found is not None:
            choices.made[found.id] = ClaimChoice(found, each.polarity, each.certainty)
    return choices
