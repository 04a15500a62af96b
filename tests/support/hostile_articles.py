"""Articles that take a reader long, or much memory."""

from __future__ import annotations

from tests.support.article_files import page, paragraphs


def many_attributes(count: int = 40_000) -> bytes:
    """A page with one element of many attributes: the parser compares each with all before it."""
    attributes = " ".join(f"a{number}='{number}'" for number in range(count))
    return page(f"<p {attributes}>Words.</p>{paragraphs(3)}").encode()


def metadata_of_brackets(count: int = 1_000_000) -> bytes:
    """A page whose metadata (JSON-LD) has many opening brackets in its headline."""
    data = f'{{"@type": "NewsArticle", "headline": "{"<" * count}"}}'
    return page(paragraphs(3), head=f'<script type="application/ld+json">{data}</script>').encode()
