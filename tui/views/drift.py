"""The list of wording drift: each pair of wordings side by side, with the changes marked and listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from textual.content import Content

from db.analysis.drift import Drift, Incomparable, QuotePair, Wording, drift, known_names, wording_pairs
from db.dataclass import dataclass
from db.model.ids import CaseId, ClaimId, StatementId
from db.queries.cases import require_small_case
from db.queries.claims import claims
from db.queries.provenance import passages
from db.queries.statements import mark_words
from db.store.reader import Reader
from db.text.word_classes import ClassedSpan, WordClass
from db.text.word_diff import AlignedWords, WordChange
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import Piece, heading_block, text_block

MOST = 100
"""Pairs that are laid out; a line gives the number of the rest."""

MOST_CHANGES = 40
"""Changes between two texts that are listed; all of them are marked in the texts."""

_SIGNED = {
    WordChange.DROPPED: (Mark.DROPPED, "$error"),
    WordChange.ADDED: (Mark.ADDED, "$success"),
    WordChange.REPLACED: (Mark.REPLACED, "$warning"),
}
"""Sign and colour of a change; its word stands in the list below the texts."""

_WHY_NOT = {
    Incomparable.LANGUAGES: "Not compared: they are in different languages.",
    Incomparable.UNRECORDED: "Not compared: the language of one or both is not recorded.",
    Incomparable.MISSING: "Not compared: only one side has a quote.",
    Incomparable.UNMATCHED: "Not compared: the other side has nothing similar.",
    Incomparable.LONG: "Not compared: too long to compare word by word.",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """Statements by key: their ids and their speakers."""

    who: Mapping[str, str]
    """Speaker of a statement, and the way its words came to us."""
    ids: Mapping[str, StatementId]


def drift_view(record: Reader, case: CaseId, claim: ClaimId | None) -> tuple[list[Block], int]:
    """Read the pairs of wordings of a case, or of one claim, side by side; and the number of pairs."""
    require_small_case(record, case, "Comparing wordings", "onrecord drift prints them, with no time limit.")
    pairs = wording_pairs(record, case, claim=claim)
    of = [_claim_block(record, claim)] if claim is not None else []
    if not pairs:
        where = "for this claim" if claim is not None else "in this case"
        none = text_block(
            ("Nothing to compare.", "bold"), (f" No statement is on record in two wordings {where}.", DIM)
        )
        return [*of, none], 0
    names = known_names(record, case)
    found = [drift(record, pair.one, pair.other, pair=pair, known=names) for pair in pairs[:MOST]]
    known = _read_known(record, found)
    blocks = [*of, _count_line(len(pairs)), *chain.from_iterable(_pair_blocks(each, known) for each in found)]
    if len(pairs) > MOST:
        blocks.append(text_block((f"… and {len(pairs) - MOST:,} more: onrecord drift lists them all.", DIM), gap=True))
    return blocks, len(pairs)


def _claim_block(record: Reader, claim: ClaimId) -> Block:
    """The claim that the wordings bear on."""
    found = claims(record, [claim])
    if not found:
        return text_block(("The claim is no longer on record.", DIM))
    key, text = found[0].key, found[0].text
    return Block(
        Content.assemble((f"{key} ", "bold $accent"), line(text)),
        target=Thing(ThingKind.CLAIM, claim),
        citation=f"{key}: {text}",
    )


def _count_line(count: int) -> Block:
    return text_block(
        (f"{wording.pluralize(count, 'pair')} of wordings.", "bold"),
        (" From the first to the second: ", DIM),
        *_between_signs("dropped", WordChange.DROPPED),
        (", ", DIM),
        *_between_signs("added", WordChange.ADDED),
        (", ", DIM),
        *_between_signs("replaced", WordChange.REPLACED),
        (".", DIM),
    )


def _read_known(record: Reader, found: Sequence[Drift]) -> _Known:
    ids = {id for each in found for id in (each.pair.one, each.pair.other)}
    said = [(passage.statement, wording.way(passage)) for passage in passages(record, sorted(ids))]
    return _Known({each.key: way for each, way in said}, {each.key: each.id for each, _ in said})


# --- a pair -------------------------------------------------------------------------------------------------------


def _pair_blocks(found: Drift, known: _Known) -> Iterator[Block]:
    pair = found.pair
    both = pair.one_key if pair.one == pair.other else f"{pair.one_key} and {pair.other_key}"
    parent = f", {pair.parent_key}" if pair.parent_key else ""
    yield heading_block(
        f"{Mark.DIFFERENT if found.changed else Mark.SAME} {both}" if found.beside else both, f"{pair.why.word}{parent}"
    )
    if not found.beside:
        yield text_block(("No quote on record.", "italic $text-muted"), indent=2)
    for each in found.beside:
        yield from _side_by_side(each, known)


def _side_by_side(each: QuotePair, known: _Known) -> Iterator[Block]:
    """Two wordings, and under them the changes, or why they are not compared."""
    citation = f" {Mark.BECAME} ".join(_citation(words, known) for words in (each.one, each.other) if words is not None)
    for words, is_first in ((each.one, True), (each.other, False)):
        if words is not None:
            yield _wording(words, _marked_wording(words, each.pieces, is_first), known, citation)
    if each.why_not is not None:
        yield text_block((_WHY_NOT[each.why_not], DIM), indent=2)
    elif not each.changed:
        yield text_block(("The same words.", DIM), indent=2)
    changes = [piece for piece in each.pieces if piece.shift is not WordChange.KEPT]
    for piece in changes[:MOST_CHANGES]:
        yield Block(
            Content.assemble(*_change_pieces(piece)), indent=4, citation=f"{_change_citation(piece)} [{citation}]"
        )
    if len(changes) > MOST_CHANGES:
        rest = wording.pluralize(len(changes) - MOST_CHANGES, "change")
        yield text_block((f"… and {rest} more, marked above.", DIM), indent=4)


def _citation(words: Wording, known: _Known) -> str:
    opening, closing = _quotation_marks(words)
    return f"{words.statement} {known.who.get(words.statement, '')} ({words.read_in}): {opening}{words.exact}{closing}"


def _quotation_marks(words: Wording) -> tuple[str, str]:
    """Quotation marks: single where not all the words are the speaker's own."""
    marked = mark_words(words.form, words.exact)
    return marked[0], marked[-1]


def _wording(words: Wording, text: Sequence[Piece], known: _Known, citation: str) -> Block:
    """One wording: its speaker, the report it is read in, its language, and the words."""
    opening, closing = _quotation_marks(words)
    said = known.ids.get(words.statement)
    return Block(
        Content.assemble(
            (words.statement, "bold $accent"),
            (f"  {known.who.get(words.statement, '')}", "bold"),
            (f"   seen in {words.read_in} · {line(words.lang) if words.lang else 'language not recorded'}", DIM),
            f"\n{opening}",
            *text,
            closing,
        ),
        indent=2,
        target=Thing(ThingKind.WORDS, said, words.read_in) if said is not None else None,
        citation=citation,
    )


def _marked_wording(words: Wording, pieces: Sequence[AlignedWords], is_first: bool) -> list[Piece]:
    """A wording, with the words that differ from the other one between signs."""
    if not pieces:
        return [line(words.exact)]
    said: list[Piece] = []
    for piece in pieces:
        text = piece.before if is_first else piece.after
        bare = text.strip()
        if piece.shift is WordChange.KEPT or not bare:
            said.append(line(text))
            continue
        start = text.index(bare)
        said += [line(text[:start]), *_between_signs(line(bare), piece.shift), line(text[start + len(bare) :])]
    return said


def _between_signs(words: str, shift: WordChange) -> list[Piece]:
    sign, style = _SIGNED[shift]
    within = "strike" if shift is WordChange.DROPPED else "underline"
    return [(sign, f"bold {style}"), (words, f"{style} {within}"), (sign, f"bold {style}")]


# --- what changed -------------------------------------------------------------------------------------------------


def _change_pieces(piece: AlignedWords) -> Iterator[Piece]:
    """One change: its sign and word, before and after, and under it the changed words of a known class."""
    sign, style = _SIGNED[piece.shift]
    yield f"{sign} {piece.shift}: ", f"bold {style}"
    yield _before_and_after(piece)
    for kind in _word_classes(piece):
        yield "\n  "
        yield kind, "$primary"


def _change_citation(piece: AlignedWords) -> str:
    """One change as a line to paste."""
    kinds = "; ".join(_word_classes(piece))
    return f"{piece.shift}: {_before_and_after(piece)}" + (f" ({kinds})" if kinds else "")


def _before_and_after(piece: AlignedWords) -> str:
    return f" {Mark.BECAME} ".join(line(text.strip()) for text in (piece.before, piece.after) if text.strip())


def _word_classes(piece: AlignedWords) -> Iterator[str]:
    """Each class of changed words: "hedge: by accident → by way of error"."""
    for mark in piece.marks:
        if mark is WordClass.OTHER:
            continue
        gone, new = _words_of_class(mark, piece.before, piece.gone), _words_of_class(mark, piece.after, piece.new)
        both = f"{gone or 'none'} {Mark.BECAME} {new or 'none'}"
        yield f"{mark}: {both if piece.shift is WordChange.REPLACED else gone or new}"


def _words_of_class(mark: WordClass, text: str, spans: Sequence[ClassedSpan]) -> str:
    return ", ".join(line(text[span.start : span.end]) for span in spans if span.mark is mark)
