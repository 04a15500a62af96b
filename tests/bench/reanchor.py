"""Time to find quotes again in a new text, compared with ``str.find``: ``.venv/bin/python -m tests.bench.reanchor``.

The same quotes are searched in three texts: their own with a line inserted before it, their own with a word of each
sentence changed, and a different one. It prints figures without limits.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from statistics import median
from time import process_time

from db.text.anchors import Anchor, find_anchor
from db.text.reanchor import SearchedText

SYLLABLES = [*map("".join, zip("bdklmnprstvz", "aeioueiaoaeu", strict=True)), "an", "el", "is", "or"]


def make_sentences(rng: random.Random, size: int) -> list[str]:
    """Make sentences of made-up words, a few common and most rare.

    :param size: characters of all sentences together.
    """
    words = ["".join(rng.choices(SYLLABLES, k=rng.randrange(1, 5))) for _ in range(20_000)]
    sentences: list[str] = []
    length = 0
    while length < size:
        chosen = [words[int(len(words) * rng.random() ** 3)] for _ in range(rng.randrange(8, 30))]
        sentences.append(" ".join(chosen).capitalize() + ".")
        length += len(sentences[-1]) + 1
    return sentences


def change_words(rng: random.Random, sentences: list[str]) -> str:
    """Change one word of each sentence, and join them."""
    changed = []
    for sentence in sentences:
        words = sentence.split(" ")
        words[rng.randrange(1, len(words) - 1)] = "otherwise"
        changed.append(" ".join(words))
    return " ".join(changed)


def pick_quotes(rng: random.Random, text: str, count: int) -> list[Anchor]:
    """Pick quotes at random places of a text, from a phrase to a paragraph long."""
    starts = [text.rfind(" ", 0, rng.randrange(600, len(text) - 600)) + 1 for _ in range(count)]
    return [find_anchor(text, text[at : text.find(" ", at + rng.randrange(20, 400))], at) for at in starts]


def measure_search(text: str, anchors: list[Anchor]) -> tuple[float, Counter[str]]:
    """Processor time in seconds to find all quotes in a text not indexed before, and counts by how they were found."""
    started = process_time()
    searched = SearchedText(text)
    found = Counter(searched.find(anchor).found.value for anchor in anchors)
    return process_time() - started, found


def main() -> None:
    """Measure, and print what came out."""
    options = argparse.ArgumentParser(description="What looking up quotes costs beside str.find.")
    options.add_argument("-n", type=int, default=5, help="rounds")
    options.add_argument("--size", type=int, default=1_000_000, help="code points of the text")
    options.add_argument("--quotes", type=int, default=200, help="quotes looked up in it")
    chosen = options.parse_args()
    rng = random.Random(3)
    sentences = make_sentences(rng, chosen.size)
    text = " ".join(sentences)
    anchors = pick_quotes(rng, text, chosen.quotes)
    texts = {
        "a line put before": "A line before it all.\n\n" + text,
        "a word of each sentence changed": change_words(rng, sentences),
        "another text": " ".join(make_sentences(random.Random(4), chosen.size)),
    }
    print(f"{len(anchors)} quotes in {len(text):,} code points, processor time, medians of {chosen.n} rounds")
    print(f"  {'':<34}{'find':>10}{'str.find':>10}{'ratio':>8}   found")
    for name, later in texts.items():
        ours, plain = [], []
        found: Counter[str] = Counter()
        for _ in range(chosen.n):
            started = process_time()
            for anchor in anchors:
                later.find(anchor.exact)
            plain.append(process_time() - started)
            cost, found = measure_search(later, anchors)
            ours.append(cost)
        ratio = median(cost / least for cost, least in zip(ours, plain, strict=True))
        kinds = ", ".join(f"{count} {kind}" for kind, count in found.most_common())
        print(f"  {name:<34}{median(ours) * 1000:>7.0f} ms{median(plain) * 1000:>7.0f} ms{ratio:>8.1f}   {kinds}")


if __name__ == "__main__":
    main()
