"""Articles read per second, by format: ``.venv/bin/python -m tests.bench.intake``.

Made-up articles of about 8 kB are read in one process, from bytes to the finished article, without store and network.
The first of each format is timed separately, since it includes imports. It prints figures without limits, and the exit
code is 0.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable

from db.intake.read import read_bytes
from tests.support.article_files import PROSE, page, pdf

PARAGRAPHS = 48


def html(number: int) -> bytes:
    """A typical news page: a head full of meta elements, menus, an article, teasers, a footer."""
    links = "".join(f"<li><a href='/section/{n}'>Section {n}</a></li>" for n in range(12))
    teasers = "".join(f"<li><a href='/story/{n}'>Another story, number {n}</a></li>" for n in range(8))
    said = {"@type": "NewsArticle", "headline": f"Drone {number} comes down", "datePublished": "2020-12-16T19:45:00Z"}
    head = (
        '<meta property="og:site_name" content="Example Times"><meta name="author" content="Jo Writer">'
        f'<link rel="canonical" href="https://example.org/{number}">'
        f'<script type="application/ld+json">{json.dumps(said)}</script>'
    )
    story = "".join(f"<p>{PROSE} Paragraph {n} of story {number} says so.</p>" for n in range(PARAGRAPHS))
    return page(
        f"<header><nav><ul>{links}</ul></nav></header><main><article><h1>Drone {number} comes down</h1>"
        f"<time datetime='2020-12-16T19:45:00Z'>Wednesday</time>{story}</article></main>"
        f"<aside><ul>{teasers}</ul></aside><footer><p>All rights reserved.</p></footer>",
        head=head,
    ).encode()


def text(number: int) -> bytes:
    """Plain text."""
    return "\n\n".join(f"{PROSE} Paragraph {n} of story {number} says so." for n in range(PARAGRAPHS)).encode()


def old_text(number: int) -> bytes:
    """Plain text in an encoding that has to be detected."""
    return text(number).decode().encode("cp1252")


def markdown(number: int) -> bytes:
    """Markdown."""
    return f"# Drone {number} comes down\n\n".encode() + text(number)


def pdf_file(number: int) -> bytes:
    """A PDF of four pages."""
    line = f"Story {number} says that the drone came down by the river, and more."
    return pdf([[line] * 30] * 4)


def feed(number: int) -> bytes:
    """A feed of twenty entries, each of about 8 kB."""
    story = "".join(f"&lt;p&gt;{PROSE} Paragraph {n} says so.&lt;/p&gt;" for n in range(PARAGRAPHS))
    entries = "".join(
        f"<item><title>Drone {n} of {number} comes down</title><pubDate>Wed, 16 Dec 2020 18:45:00 GMT</pubDate>"
        f"<source url='https://other.example'>Other Paper</source><description>{story}</description></item>"
        for n in range(20)
    )
    return f"<rss version='2.0'><channel><title>Example Feed</title>{entries}</channel></rss>".encode()


KINDS: dict[str, tuple[Callable[[int], bytes], str]] = {
    "HTML": (html, "a.html"),
    "plain text": (text, "a.txt"),
    "plain text, old encoding": (old_text, "a.txt"),
    "Markdown": (markdown, "a.md"),
    "PDF of 4 pages": (pdf_file, "a.pdf"),
    "feed entry": (feed, "a.rss"),
}


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=60, help="files of each kind")
    files = parser.parse_args().files
    print(f"{'kind':26}{'articles':>10}{'kB each':>9}{'first, s':>10}{'a second':>10}{'worst, ms':>11}")
    for kind, (make, name) in KINDS.items():
        raws = [make(number) for number in range(files)]
        start = time.perf_counter()
        read_bytes(raws[0], name=name)
        first, times, articles = time.perf_counter() - start, [], 0
        for raw in raws[1:]:
            start = time.perf_counter()
            articles += len(read_bytes(raw, name=name))
            times.append(time.perf_counter() - start)
        each = sum(map(len, raws[1:])) / 1000 / articles
        rate, worst = articles / sum(times), 1000 * max(times)
        print(f"{kind:26}{articles:>10,}{each:>9.1f}{first:>10.2f}{rate:>10,.0f}{worst:>11.1f}")


if __name__ == "__main__":
    main()
