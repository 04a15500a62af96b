"""What comes with a text from outside is stored without control characters: names of files, tags, headers, authors."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.cli_runner import CommandLine

RAW = "\x1b]52;c;T1dORUQ=\x07\x9b2J\x7f\x08"

HTML = f"""<html lang="e&#x1b;n&#x9b;"><head><title>Tit&#27;[2Jle &#x9b;2J</title>
<meta name="author" content="Au&#27;thor&#x9b;"><meta property="og:site_name" content="Out&#27;let&#x9d;">
<meta property="article:published_time" content="2020-12-16&#27;">
<link rel="canonical" href="https://harbour.example/&#27;]0;x&#x9b;">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Head\\u001bline\\u009b",
"author": {{"name": "Rana\\u001b\\u009b"}}, "publisher": {{"name": "Wire\\u001b\\u009b"}}, "inLanguage": "en\\u001b"}}
</script></head><body><article><h1>Headline &#27;[2J here</h1><p>{"The harbour was closed on Wednesday. " * 20}</p>
</article></body></html>"""

FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Out&#x9b;let</title><language>en&#x9b;</language>
<item><title>Ti&#x9b;tle</title><link>https://harbour.example/a&#x9b;2J</link><author>Au&#x85;thor</author>
<pubDate>Wed, 16 Dec 2020 10:00:00 GMT&#x9b;</pubDate><description>{"It was closed. &#x9b;2J " * 20}</description>
</item></channel></rss>"""

TEXT_COLUMNS = """SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.sql LIKE '%STRICT%' AND c.type = 'TEXT'"""


def controls_in(path: Path) -> list[str]:
    """The columns of a store in which a control character stands, with an example."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            f"{table}.{column}: {text[:80]!r}"
            for table, column in raw.execute(TEXT_COLUMNS).fetchall()
            for (text,) in raw.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            if any(ord(letter) < 0xA0 and not letter.isprintable() and letter not in "\n\t" for letter in text)
        ]


def test_imported_files_leave_no_controls(demo_store: Path, tmp_path: Path) -> None:
    run = CommandLine(demo_store, who=f"Rana{RAW}")
    for name, text in (
        (f"page{RAW}.html", HTML),
        (f"feed{RAW}.xml", FEED),
        (f"note{RAW}.md", f"---\ntitle: Ti{RAW}tle\nauthor: Au{RAW}\n---\n# Head{RAW}\n\nIt was closed. {RAW}"),
        (f"plain{RAW}.txt", f"Head{RAW}line\n\nIt was closed, they said. {RAW}"),
    ):
        file = tmp_path / name
        file.write_text(text)
        run("import", str(file))
    assert controls_in(demo_store) == []


def test_imported_tables_leave_no_controls(demo_store: Path, tmp_path: Path) -> None:
    run = CommandLine(demo_store)
    table = tmp_path / f"claims{RAW}.csv"
    table.write_text(f"id,te{RAW}xt,tag\n1{RAW},It was closed {RAW} and left,ur{RAW}gent\n")
    run("import-table", str(table), "--rows", "claims", "--column", "id=id", "--column", f"text=te{RAW}xt")
    assert "\timport claims of claims]52;c;T1dORUQ=2J.csv\t" in run("history")
    assert controls_in(demo_store) == []


def test_typed_words_leave_no_controls(demo_store: Path) -> None:
    run = CommandLine(demo_store, who=f"Rana{RAW}")
    for words in (
        ("add", "claim", "it fell RAW"),
        ("add", "source", "A desk RAW", "--kind", "body", "--short", "deskRAW"),
        ("edit", "case", "K1", "--title", "Case RAW", "--place", "HereRAW"),
        ("note", "C1", "a note RAW"),
        ("tag", "C1", "tagRAW"),
        ("task", "C1", "call RAW", "--person", "OmarRAW"),
        ("filter", "nameRAW", "closedRAW"),
        ("assess", "C1", "disputed", "--because", "reason RAW"),
    ):
        run(*(word.replace("RAW", RAW) for word in words))
    assert controls_in(demo_store) == []
