"""From drafts to proposals: which stands inside which, what is done in saying it, whom a pronoun stands for, in order."""

from __future__ import annotations

from collections.abc import Sequence

from db.propose.acts import act_of
from db.propose.drafts import Draft, Range
from db.propose.lexicon import BODIES, OUTLETS, PEOPLE, PERSONAL, TITLES
from db.propose.proposal import Proposal, Span
from db.terms import Act, Form

_BACK = 12
"""Attributions back from a pronoun in which whom it stands for is looked for."""
_THINGS = frozenset("it they".split())
_PLURAL = frozenset("they".split())
_ROLES = TITLES | BODIES | OUTLETS | PEOPLE


def settled(text: str, drafts: Sequence[Draft]) -> list[Proposal]:
    """Proposals of a text, ordered by where their outermost words begin; what holds another comes before it."""
    kept = _without_twins(drafts)
    kept.sort(key=lambda draft: (draft.start, draft.content[0][0], -draft.end))
    within = _within(kept)
    proposals = []
    for number, draft in enumerate(kept):
        act, denies = _act(text, draft)
        proposals.append(
            Proposal(
                source=_span(text, draft.source),
                cue=_span(text, draft.cue),
                content=tuple(Span(text[start:end], start, end) for start, end in draft.content),
                form=draft.form,
                act=act,
                within=within[number],
                antecedent=_span(text, _antecedent(text, kept, number)),
                outlet=_span(text, draft.outlet),
                time=_span(text, draft.time),
                denies=denies,
                confidence=draft.confidence,
                answers=_span(text, _answered(kept, number) if draft.ties else None),
            )
        )
    return proposals


def _without_twins(drafts: Sequence[Draft]) -> list[Draft]:
    """Of drafts with the same words said, the surest; content in order and without overlaps."""
    best: dict[tuple[Range, ...], Draft] = {}
    for draft in drafts:
        draft.content = _tidy(draft.content)
        if not draft.content:
            continue
        key = tuple(draft.content)
        if key not in best or best[key].confidence < draft.confidence:
            best[key] = draft
    return list(best.values())


def _tidy(content: list[Range]) -> list[Range]:
    tidy: list[Range] = []
    for start, end in sorted(content):
        if end <= start:
            continue
        if tidy and start < tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((start, end))
    return tidy


def _within(kept: Sequence[Draft]) -> list[int | None]:
    """For each draft, the nearest before it whose said words hold its source and cue and what it says."""
    found: list[int | None] = []
    open_: list[int] = []
    for number, draft in enumerate(kept):
        while open_ and kept[open_[-1]].end <= draft.start:
            open_.pop()
        holder = next((at for at in reversed(open_) if _holds(kept[at], draft)), None)
        found.append(holder)
        open_.append(number)
        if len(open_) > _BACK:
            del open_[0]
    return found


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether every part of one stands in what the other says."""
    parts = [part for part in (inner.source, inner.cue, *inner.content) if part is not None]
    return all(any(start <= part[0] and part[1] <= end for start, end in outer.content) for part in parts)


def _act(text: str, draft: Draft) -> tuple[Act, bool]:
    """What is done in saying it, and whether it denies."""
    if draft.settled:
        return draft.act, draft.act is Act.DENY
    said = " ".join(text[start:end] for start, end in draft.content)
    act, denying = act_of(draft.act, draft.lemma, said, outlet=draft.act is Act.REPORT)
    asks = act is Act.ASSERT and draft.form is Form.DIRECT and said.endswith("?") and len(draft.content) == 1
    return (Act.QUERY if asks and "." not in said else act), denying


def _antecedent(text: str, kept: Sequence[Draft], number: int) -> Range | None:
    """Whom "he", "they" or "the leadership" likely stands for: the last fitting source before it. Always a guess."""
    draft = kept[number]
    if draft.source is None:
        return None
    if draft.speaker is not None:
        return draft.speaker
    words = _words(text, draft.source)
    if not _stands_for_another(words):
        return None
    for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
        source = kept[before].source
        if source is None or source[1] > draft.source[0]:
            continue
        named = text[source[0] : source[1]]
        others = _words(text, source)
        if _stands_for_another(others) or not any(letter.isupper() for letter in named):
            continue
        if _fits(words, others, named):
            return source
    return None


def _words(text: str, place: Range) -> list[str]:
    return text[place[0] : place[1]].lower().replace("’", "'").split()


def _stands_for_another(words: list[str]) -> bool:
    """Whether a source is a pronoun, or "the" with an office or a body and no name."""
    if len(words) == 1 and words[0] in PERSONAL | {"who"}:
        return words[0] not in ("i", "we", "you", "who")
    return 1 < len(words) <= 3 and words[0] in ("the", "his", "her", "its", "their") and words[-1] in _ROLES


def _fits(words: list[str], others: list[str], named: str) -> bool:
    """Whether a named source can be what a pronoun or an office stands for."""
    body = any(word.strip(",.()") in BODIES | OUTLETS for word in others)
    person = any(word.strip(",.") in TITLES for word in others) or (not body and len(named.split()) <= 4)
    if words[0] in ("he", "she"):
        return person
    if words[0] in ("it",):
        return body and not person or body
    if words[0] in ("they",):
        return body or any(word in PEOPLE for word in others)
    head = words[-1]
    if head in TITLES:
        return person
    return body


def _answered(kept: Sequence[Draft], number: int) -> Range | None:
    """What "denied this" is about: what was last said before it."""
    draft = kept[number]
    for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
        earlier = kept[before]
        if earlier.content and earlier.content[-1][1] <= draft.start and earlier.form is not Form.HEADLINE:
            return (earlier.content[0][0], earlier.content[-1][1])
    return None


def _span(text: str, place: Range | None) -> Span | None:
    return Span(text[place[0] : place[1]], *place) if place is not None else None
