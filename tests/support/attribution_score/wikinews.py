"""Recall on twelve Wikinews articles with the attributions of the GUM corpus (text CC BY 2.5, annotation CC BY 4.0).

They are no part of the repository. Only clauses are marked in them, so that a good proposal may find no mark there:
nothing but recall can be told. Items without a verb (photo credits, bylines) are passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from db.attribution.proposal import Proposer
from tests.support.attribution_score.figures import Share
from tests.support.attribution_score.marked_text import Range
from tests.support.attribution_score.matching import NEAR, overlap, positions
from tests.support.repository import SHARED

WIKINEWS = SHARED / "data" / "gum_news.jsonl"
NOT_THERE = f"the Wikinews articles are not part of the repository, and there is no {WIKINEWS}: RECALL NOT MEASURED"


@dataclass(frozen=True, slots=True)
class Recall:
    """How much of the marked content was proposed."""

    all: Share
    forms: dict[str, Share]
    """By form, as the corpus has it."""
    missed: tuple[str, ...]
    """The contents that no proposal comes near to."""

    def table(self) -> str:
        """The figures as a line a person reads."""
        return f"Wikinews, recall {self.all}: " + ", ".join(f"{form} {share}" for form, share in self.forms.items())


def recall(propose: Proposer, path: Path = WIKINEWS) -> Recall:
    """How much of the marked content a proposer finds.

    :param propose: what proposes.
    :param path: the articles, one JSON object a line.
    """
    found: dict[str, list[bool]] = {}
    missed: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        proposed = [
            positions((span.start, span.end) for span in proposal.content) for proposal in propose(entry["text"])
        ]
        for item in entry["attributions"]:
            if any(flag.startswith("verbless") for flag in item["flags"]):
                continue
            ranges: list[Range] = [(span["start"], span["end"]) for span in item["content"]]
            near = any(overlap(positions(ranges), content) >= NEAR for content in proposed)
            found.setdefault(item["quote_type"], []).append(near)
            if not near:
                words = " … ".join(entry["text"][start:end] for start, end in ranges)
                missed.append(f"{entry['id']} {item['id']}: {[cue['text'] for cue in item['cue']]}: {words!r}")
    shares = {form: Share(sum(hits), len(hits)) for form, hits in sorted(found.items())}
    return Recall(
        Share(sum(share.part for share in shares.values()), sum(share.whole for share in shares.values())),
        shares,
        tuple(missed),
    )
