"""Assembly: drafts become proposals, in order, one inside another, with their acts and antecedents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from db.attribution.coreference import MAX_LOOKBACK, antecedent
from db.attribution.drafts import AttributionDraft
from db.attribution.paragraphs import TextRange
from db.attribution.proposal import Proposal, Span
from db.attribution.speech_acts import speech_act
from db.model.enums import Act, QuoteForm


def build_proposals(text: str, drafts: Sequence[AttributionDraft]) -> list[Proposal]:
    """The proposals of a text, in order of their first word; one that encloses another comes before it."""
    ordered = _order_drafts(_without_duplicates(drafts))
    within = _enclosing_drafts(ordered)
    proposals = []
    for number, draft in enumerate(ordered):
        act, denies = _final_act(text, draft)
        proposals.append(
            Proposal(
                source=_span(text, draft.source),
                cue=_span(text, draft.cue),
                content=tuple(Span(text[start:end], start, end) for start, end in draft.content),
                form=draft.form,
                act=act,
                within=within[number],
                antecedent=_span(text, antecedent(text, ordered, number)),
                outlet=_span(text, draft.outlet),
                time=_span(text, draft.time),
                denies=denies,
                confidence=draft.confidence,
                answers=_span(text, _answered_content(ordered, within, number) if draft.answers_earlier else None),
            )
        )
    return proposals


def _without_duplicates(drafts: Sequence[AttributionDraft]) -> list[AttributionDraft]:
    """The drafts without those whose content a draft of more confidence has; content sorted, overlaps merged."""
    best: dict[tuple[object, ...], AttributionDraft] = {}
    for draft in drafts:
        draft.content = _merge_overlaps(draft.content)
        if not draft.content:
            continue
        key = (*draft.content, draft.parent is not None, draft.is_remark)
        if key not in best or best[key].confidence < draft.confidence:
            best[key] = draft
    return list(best.values())


def _merge_overlaps(content: list[TextRange]) -> list[TextRange]:
    """Ranges in order, overlapping ones merged, empty ones left out."""
    merged: list[TextRange] = []
    for start, end in sorted(content):
        if end <= start:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _order_drafts(drafts: Sequence[AttributionDraft]) -> list[AttributionDraft]:
    """Drafts by their start, enclosing ones first, and a cited one right after its parent."""
    cited: dict[int, list[AttributionDraft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            cited.setdefault(id(draft.parent), []).append(draft)
    free = [draft for draft in drafts if draft.parent is None]
    free.sort(key=lambda draft: (draft.start, draft.content[0][0], -draft.end))
    return [each for draft in free for each in (draft, *cited.get(id(draft), ()))]


def _enclosing_drafts(ordered: Sequence[AttributionDraft]) -> list[int | None]:
    """For each draft, the index of the nearest one before it that is its parent or whose content encloses it."""
    found: list[int | None] = []
    open_: list[int] = []
    for number, draft in enumerate(ordered):
        while open_ and ordered[open_[-1]].end <= draft.start:
            open_.pop()
        if draft.parent is not None:
            found.append(next(at for at in range(number - 1, -1, -1) if ordered[at] is draft.parent))
            continue
        found.append(next((at for at in reversed(open_) if _encloses(ordered[at], draft)), None))
        open_.append(number)
        if len(open_) > MAX_LOOKBACK:
            del open_[0]
    return found


def _encloses(outer: AttributionDraft, inner: AttributionDraft) -> bool:
    """Whether every part of a draft is inside the content of another."""
    parts = [part for part in (inner.source, inner.cue, *inner.content) if part is not None]
    return all(_is_inside(outer.content, part) for part in parts)


def _is_inside(content: Sequence[TextRange], part: TextRange) -> bool:
    """Whether a range is inside one of several, which are in order; a binary search, as a speech may have many."""
    at = bisect_right(content, part) - 1
    return any(0 <= n < len(content) and content[n][0] <= part[0] and part[1] <= content[n][1] for n in (at, at + 1))


def _final_act(text: str, draft: AttributionDraft) -> tuple[Act, bool]:
    """The act of a draft, and whether it denies."""
    if draft.act_is_final:
        return draft.act, draft.act is Act.DENY
    parts = draft.content[:1] if draft.form is QuoteForm.DIRECT else draft.content
    content = " ".join(text[start:end] for start, end in parts)
    act, denies = speech_act(draft.act, draft.lemma, content, outlet=draft.act is Act.REPORT)
    is_question = content.endswith("?") and "." not in content and len(draft.content) == 1
    asks = act is Act.ASSERT and draft.form is QuoteForm.DIRECT and is_question
    return (Act.QUERY if asks else act), denies


def _answered_content(
    ordered: Sequence[AttributionDraft], within: Sequence[int | None], number: int
) -> TextRange | None:
    """The earlier content that "denied this" denies: the last that ends before it."""
    draft = ordered[number]
    if draft.is_remark:
        return (draft.content[0][0], draft.content[-1][1])
    for before in range(number - 1, max(-1, number - 1 - MAX_LOOKBACK), -1):
        earlier = ordered[before]
        same_level = within[before] is None or within[before] == within[number]
        if same_level and earlier.content[-1][1] <= draft.start and earlier.form is not QuoteForm.HEADLINE:
            return (earlier.content[0][0], earlier.content[-1][1])
    return None


def _span(text: str, place: TextRange | None) -> Span | None:
    return Span(text[slice(*place)], *place) if place is not None else None
