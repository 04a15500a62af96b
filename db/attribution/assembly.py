"""From drafts to proposals: in order, one inside another, with what is done in saying it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from db.attribution.coreference import MAX_LOOKBACK, antecedent
from db.attribution.drafts import Draft
from db.attribution.paragraphs import TextRange
from db.attribution.proposal import Proposal, Span
from db.attribution.speech_acts import speech_act
from db.model.enums import Act, QuoteForm


def build_proposals(text: str, drafts: Sequence[Draft]) -> list[Proposal]:
    """Proposals of a text, ordered by where their outermost words begin; what holds another comes before it."""
    kept = _order_drafts(_without_duplicates(drafts))
    within = _enclosing_drafts(kept)
    proposals = []
    for number, draft in enumerate(kept):
        act, denies = _final_act(text, draft)
        proposals.append(
            Proposal(
                source=_span(text, draft.source),
                cue=_span(text, draft.cue),
                content=tuple(Span(text[start:end], start, end) for start, end in draft.content),
                form=draft.form,
                act=act,
                within=within[number],
                antecedent=_span(text, antecedent(text, kept, number)),
                outlet=_span(text, draft.outlet),
                time=_span(text, draft.time),
                denies=denies,
                confidence=draft.confidence,
                answers=_span(text, _answered_content(kept, within, number) if draft.answers_earlier else None),
            )
        )
    return proposals


def _without_duplicates(drafts: Sequence[Draft]) -> list[Draft]:
    """Of drafts with the same words said, the surest; content in order and without overlaps."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        draft.content = _merge_overlaps(draft.content)
        if not draft.content:
            continue
        key = (*draft.content, draft.parent is not None, draft.is_remark)
        if key not in best or best[key].confidence < draft.confidence:
            best[key] = draft
    return list(best.values())


def _order_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts by where they begin, what holds another first, and whoever is cited right after who cites."""
    cited: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            cited.setdefault(id(draft.parent), []).append(draft)
    free = [draft for draft in drafts if draft.parent is None]
    free.sort(key=lambda draft: (draft.start, draft.content[0][0], -draft.end))
    return [one for draft in free for one in (draft, *cited.get(id(draft), ()))]


def _merge_overlaps(content: list[TextRange]) -> list[TextRange]:
    tidy: list[TextRange] = []
    for start, end in sorted(content):
        if end <= start:
            continue
        if tidy and start < tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((start, end))
    return tidy


def _enclosing_drafts(kept: Sequence[Draft]) -> list[int | None]:
    """For each draft, the nearest before it whose said words hold its source and cue and what it says."""
    found: list[int | None] = []
    open_: list[int] = []
    for number, draft in enumerate(kept):
        while open_ and kept[open_[-1]].end <= draft.start:
            open_.pop()
        if draft.parent is not None:
            found.append(next(at for at in range(number - 1, -1, -1) if kept[at] is draft.parent))
            continue
        found.append(next((at for at in reversed(open_) if _encloses(kept[at], draft)), None))
        open_.append(number)
        if len(open_) > MAX_LOOKBACK:
            del open_[0]
    return found


def _encloses(outer: Draft, inner: Draft) -> bool:
    """Whether every part of one stands in what the other says."""
    parts = [part for part in (inner.source, inner.cue, *inner.content) if part is not None]
    return all(_is_inside(outer.content, part) for part in parts)


def _is_inside(content: Sequence[TextRange], part: TextRange) -> bool:
    """Whether a place lies in one of some stretches, which are in order (a speech may have many)."""
    at = bisect_right(content, (part[0], part[1])) - 1
    return any(0 <= n < len(content) and content[n][0] <= part[0] and part[1] <= content[n][1] for n in (at, at + 1))


def _final_act(text: str, draft: Draft) -> tuple[Act, bool]:
    """What is done in saying it, and whether it denies."""
    if draft.act_is_final:
        return draft.act, draft.act is Act.DENY
    parts = draft.content[:1] if draft.form is QuoteForm.DIRECT else draft.content
    said = " ".join(text[start:end] for start, end in parts)
    act, denying = speech_act(draft.act, draft.lemma, said, outlet=draft.act is Act.REPORT)
    asks = act is Act.ASSERT and draft.form is QuoteForm.DIRECT and said.endswith("?") and len(draft.content) == 1
    return (Act.QUERY if asks and "." not in said else act), denying


def _answered_content(kept: Sequence[Draft], within: Sequence[int | None], number: int) -> TextRange | None:
    """What "denied this" is about: what was last said before it."""
    draft = kept[number]
    if draft.is_remark:
        return (draft.content[0][0], draft.content[-1][1])
    for before in range(number - 1, max(-1, number - 1 - MAX_LOOKBACK), -1):
        earlier = kept[before]
        outermost = within[before] is None or within[before] == within[number]
        if outermost and earlier.content[-1][1] <= draft.start and earlier.form is not QuoteForm.HEADLINE:
            return (earlier.content[0][0], earlier.content[-1][1])
    return None


def _span(text: str, place: TextRange | None) -> Span | None:
    return Span(text[place[0] : place[1]], *place) if place is not None else None
