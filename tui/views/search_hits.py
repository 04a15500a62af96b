"""Search hits as lines: kind, speaker, and the excerpt with the searched words lit."""

from __future__ import annotations

from textual.content import Content, Span

from db.search.search import SearchHit, SearchResults
from db.store.fts import IndexedKind
from tui.text.safe import in_place, line
from tui.text.styles import DIM
from tui.views.blocks import Block

_CALLED = {
    IndexedKind.CASE: "case",
    IndexedKind.SOURCE: "source",
    IndexedKind.REPORT: "report",
    IndexedKind.CAPTURE: "text",
    IndexedKind.STATEMENT: "statement",
    IndexedKind.QUOTE: "words",
    IndexedKind.CLAIM: "claim",
    IndexedKind.NOTE: "note",
    IndexedKind.TASK: "task",
}
"""Name of each kind at the edge."""

LIT = "bold underline $warning"
"""Style of the searched words."""


def found_blocks(found: SearchResults, cases: dict[int, str]) -> list[Block]:
    """A block for each hit, in order; then what was left out.

    :param cases: the keys of cases to name, by id; empty if all hits are of one case.
    """
    blocks = [_hit(hit, cases.get(hit.case or 0, "")) for hit in found.hits]
    left_out = [found.words] if found.words else []
    if found.more:
        left_out.append("There are more: add words to narrow the search.")
    return blocks + [Block(Content(said).stylize(DIM), gap=at == 0) for at, said in enumerate(left_out)]


def _hit(hit: SearchHit, case: str) -> Block:
    where = f"{case} {hit.key}".strip()
    lead = Content.assemble((f"{_CALLED[hit.place]:<10}", DIM), (f"{where:<8} ", "bold $primary"))
    about = [(f"{line(hit.about)}: ", "bold")] if hit.about else []
    return Block(Content.assemble(*about, lit_words(hit)), lead=lead, citation=f"{where} {hit.excerpt.text}")


def lit_words(hit: SearchHit) -> Content:
    """The excerpt on one line, one sign for each code point, so that the lit spans stay in place."""
    shown = hit.excerpt
    text = in_place(shown.text.replace("\n", " ").replace("\t", " "))
    before, after = ("…" if cut else "" for cut in shown.is_cut)
    spans = [Span(start + len(before), end + len(before), LIT) for start, end in shown.spans]
    content = Content(f"{before}{text}{after}", spans=spans)
    if hit.place is not IndexedKind.CASE:
        return content
    ends = [at + len(before) for at, letter in enumerate(shown.text) if letter == "\n"]
    return Content(" ·").join(content.divide(ends))  # title, place and summary: each begins with its blank
