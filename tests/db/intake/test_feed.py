"""Feeds: an article for each entry, with the real publisher; malformed feeds give text or an error sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.read import read_bytes
from db.model.enums import Method
from tests.support.article_files import PROSE
from tests.support.patience import quick

ENTRY = f"""<item><title>Drone comes down - Other Paper</title><link>https://other.example/1</link>
<dc:creator>Jo Writer</dc:creator><pubDate>Wed, 16 Dec 2020 18:45:00 GMT</pubDate>
<source url="https://other.example/">Other Paper</source>
<description>&lt;p&gt;{PROSE}&lt;/p&gt;
&lt;p style="display:none"&gt;Secret&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description></item>"""


def rss(entries: str, prolog: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Example Feed</title><language>en-gb</language>{entries}</channel></rss>"
    )


def read(feed: str | bytes, url: str | None = None) -> list[Article]:
    return read_bytes(feed.encode() if isinstance(feed, str) else feed, url=url)


def test_rss_publisher() -> None:
    (article,) = read(rss(ENTRY))
    assert article.text == f"Drone comes down\n\n{PROSE}\n\nMore."
    assert (article.title, article.outlet, article.source_outlet) == ("Drone comes down", "Example Feed", "Other Paper")
    assert (article.author, article.lang, article.url) == ("Jo Writer", "en-gb", "https://other.example/1")
    assert (article.published.raw, article.published.edtf) == ("Wed, 16 Dec 2020 18:45:00 GMT", "2020-12-16T18:45:00Z")
    assert (article.method, article.tool) == (Method.FEED, "feedparser")
    assert article.notes == ("The feed gives a summary; open the address for the whole article.",)


def test_atom_publisher_and_base() -> None:
    (article,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Fil</title><entry><title>Le drone</title>'
        '<link href="/1"/><updated>2020-12-16T21:45:00+02:00</updated><summary>Court.</summary>'
        "<source><title>Vrai Journal</title></source>"
        f'<content type="html">&lt;p&gt;{PROSE} &amp;amp; more&lt;/p&gt;</content></entry></feed>',
        url="https://fil.example/atom.xml",
    )
    assert article.text == f"Le drone\n\n{PROSE} & more"
    assert (article.source_outlet, article.lang, article.url) == ("Vrai Journal", "fr", "https://fil.example/1")
    assert article.published.edtf == "2020-12-16T21:45:00+02:00"
    assert "last changed" in article.notes[0]


def test_entry_keeps_its_bytes() -> None:
    second = ENTRY.replace("Drone", "Balloon")
    feed = rss(ENTRY + second)
    assert [article.raw for article in read(feed)] == [ENTRY.encode(), second.encode()]
    assert read(rss(second))[0].raw == read(feed)[1].raw


def test_textless_entries() -> None:
    articles = read(
        rss("<item><title>Drone comes down</title></item><item></item><item><link>https://x.example</link></item>")
    )
    assert [article.text for article in articles] == ["Drone comes down"]
    assert articles[0].notes[0] == (
        "The feed gives only the title of this entry; it gives no address of the whole article."
    )


@pytest.mark.parametrize("feed", [rss(""), rss("<item/>"), "<feed>", "<rss>", "<rss"])
def test_empty_feed_refused(feed: str) -> None:
    with pytest.raises(UnreadableArticle, match="no entry"):
        read_bytes(feed.encode(), name="a.rss")


def test_half_entry_is_kept() -> None:
    feed = rss(ENTRY + ENTRY.replace("Drone", "Balloon"))
    first, second = read(feed[: feed.rindex("river")])
    assert first.title == "Drone comes down"
    assert second.text.startswith("Balloon comes down")
    assert "malformed" in second.notes[0]


@pytest.mark.parametrize(
    "mistake", ["a &nbsp; b &eacute;", "a & b", "<b>unclosed", "<content:encoded>x</content:encoded>"]
)
def test_common_mistakes_survive(mistake: str) -> None:
    first, last = read(rss(f"<item><title>One</title>{mistake}</item>{ENTRY}"))
    assert (first.title, last.title) == ("One", "Drone comes down")


def test_named_letters() -> None:
    (article,) = read(rss("<item><title>caf&eacute; &mdash; &quot;x&quot; &amp;amp; y</title></item>"))
    assert article.title == 'café — "x" & y'


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/hostname">]>',
        '<!-- <x> --><!DOCTYPE rss [<!ENTITY c SYSTEM "http://127.0.0.1:9/">]>',
    ],
)
def test_own_entities_refused(prolog: str) -> None:
    with pytest.raises(UnreadableArticle, match="entities"):
        read(rss("<item><title>&c;</title></item>", prolog))


def test_hidden_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Secret", encoding="utf-8")
    entry = "<item><title>One &c; two</title></item>"
    feed = rss(entry).replace("<channel>", f'<!DOCTYPE rss [<!ENTITY c SYSTEM "{secret.as_uri()}">]><channel>')
    assert "Secret" not in "".join(article.text for article in read(feed))


def test_utf_16_and_old_encoding() -> None:
    feed = rss(ENTRY).replace("Jo Writer", "Zoé Écrit")
    assert read(feed.replace("UTF-8", "UTF-16").encode("utf-16"))[0].author == "Zoé Écrit"
    old = feed.replace("’", "'").replace("“", '"').replace("”", '"')
    assert read(old.replace("UTF-8", "iso-8859-1").encode("latin-1"))[0].author == "Zoé Écrit"


def test_five_hundred_in_order() -> None:
    articles = read(rss("".join(ENTRY.replace("Drone", f"Drone {number}") for number in range(500))))
    assert [article.title for article in articles] == [f"Drone {number} comes down" for number in range(500)]


def test_feed_of_too_many_entries_refused() -> None:
    with pytest.raises(UnreadableArticle, match="2,001 entries, where 2,000 are the most"):
        read_bytes(rss("<item><title>x</title></item>" * 2_001).encode(), name="a.rss")


@pytest.mark.slow
@pytest.mark.parametrize(
    "feed",
    [
        "<rss><channel>" + "<item><title>x" * 30_000,
        "<rss>" + "<a b='" * 50_000,
        "<rss><channel><item><title" + "<" * 300_000,
        rss("<item><title>x</title>" + "<b/>" * 100_000 + "</item>"),
        rss("<item></item>" * 50_000),
        rss("<item >" * 100_000),
        '<?xml version="1.0"?>' + "<?a?>" * 1_000 + "<rss>",
    ],
    ids=lambda feed: feed[-12:],
)
def test_busy_feed_ends(feed: str) -> None:
    with quick(30):
        try:
            assert read_bytes(feed.encode(), name="a.rss")
        except UnreadableArticle as refusal:
            assert refusal.hint  # noqa: PT017 - either outcome is right, hanging is not


@given(st.text(alphabet=st.sampled_from("<>/!-&;[]\"'= itemrscdfon\n\x00é"), max_size=200))
def test_any_feed_text_or_error(words: str) -> None:
    try:
        articles = read_bytes(rss(f"<item><title>T</title>{words}</item>").encode(), name="a.rss")
    except UnreadableArticle:
        return
    assert all(article.text for article in articles)
