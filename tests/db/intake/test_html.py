"""HTML pages: the main text without hidden parts, the page's metadata, and a bound on the time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UnreadableArticle
from db.intake.article import Article
from db.intake.html import read_page
from db.intake.html_text import visible_text
from db.intake.read import read_bytes
from db.model.enums import Method
from tests.support.article_files import PROSE, page, paragraphs
from tests.support.patience import quick


def read(markup: str, url: str | None = None) -> Article:
    return read_page(markup.encode(errors="surrogatepass"), markup, url=url)


def test_main_text_in_paragraphs() -> None:
    article = read(
        page(
            "<nav><ul><li><a href='/'>Start page</a></li><li><a href='/w'>World news</a></li></ul></nav>"
            f"<article><h1>Drone comes down</h1>{paragraphs(8)}</article><footer>All rights reserved</footer>"
        )
    )
    assert article.text.split("\n\n") == [
        "Drone comes down",
        *(f"{PROSE} Paragraph {number} says so." for number in range(1, 9)),
    ]
    assert (article.title, article.lang, article.tool, article.method) == (
        "Drone comes down", "en", "trafilatura", Method.FILE
    )  # fmt: skip
    assert article.notes == ()


HIDDEN = [
    "<p style='color:red; DISPLAY : none'>Secret</p>",
    "<p style='visibility:hidden'>Secret</p>",
    "<div hidden><p>Secret</p></div>",
    "<div aria-hidden='true'><p>Secret</p></div>",
    "<p style='font-size:0px'>Secret</p>",
    "<template><p>Secret</p></template>",
    "<noscript><p>Secret</p></noscript>",
    "<script>document.write('Secret')</script>",
    "<style>p::after { content: 'Secret' }</style>",
    "<!-- Secret -->",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_text_left_out(hidden: str) -> None:
    article = read(page(f"<article><h1>Drone comes down</h1>{paragraphs(4)}{hidden}<p>{PROSE}</p></article>"))
    assert "Secret" not in article.text
    assert article.text.count(PROSE) == 5
    assert "Secret" not in visible_text(f"<p>before</p>{hidden}after")


def test_entities_and_marks() -> None:
    marked = "He said it was un&shy;wise &amp; \u202egnorw\u202c, and \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645."
    article = read(page(f"<article>{paragraphs(3)}<p>{marked}</p></article>"))
    assert "un\u00adwise & \u202egnorw\u202c, and \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645." in article.text


def test_control_entities_removed() -> None:
    article = read(page(f"<article>{paragraphs(3)}<p>He&#27;[31m &#155;said&#x85; so&#0; today.</p></article>"))
    assert not {letter for letter in article.text if ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0} - {"\n"}
    assert article.text.count(PROSE) == 3


def test_mixed_direction_order() -> None:
    mixed = "قال الناطق إن طائرة MQ-9 «سقطت» قرب bridge رقم 3، ثم نفى ذلك في بيان لاحق يوم الأربعاء أمام الصحفيين."
    article = read(page(f"<article>{f'<p>{mixed}</p>' * 4}</article>", lang="ar"))
    assert mixed in article.text
    assert article.lang == "ar"


def test_headline_leads_once() -> None:
    apart = read(page(f"<header><h1>Drone comes <em>down</em></h1></header><article>{paragraphs(5)}</article>"))
    within = read(page(f"<article><h1>Drone comes down</h1>{paragraphs(5)}</article>"))
    assert apart.text == within.text
    assert apart.text.count("Drone comes down") == 1


def test_page_facts_taken() -> None:
    head = (
        '<meta property="og:title" content="Drone comes down – Example Times">'
        '<meta property="og:site_name" content="Example Times">'
        '<meta property="article:published_time" content="2020-12-16T21:45:00+02:00">'
        '<meta name="author" content="Jo Writer">'
        '<link rel="canonical" href="/2020/drone">'
    )
    article = read(page(paragraphs(5), head=head, lang="en_GB"), url="https://example.org/x?utm=1")
    assert article.title == "Drone comes down"
    assert article.outlet == "Example Times"
    assert article.author == "Jo Writer"
    assert article.published.raw == article.published.edtf == "2020-12-16T21:45:00+02:00"
    assert article.lang == "en-GB"
    assert article.url == "https://example.org/2020/drone"
    assert article.method is Method.HTTP


def test_json_ld_outlet_and_time() -> None:
    said = {
        "@graph": [
            {"@type": "BreadcrumbList", "datePublished": "1999-01-01"},
            {
                "@type": ["NewsArticle"],
                "datePublished": "2020-12-16T19:45:00Z",
                "publisher": {"@type": "Organization", "name": "Example Times"},
                "inLanguage": "fr",
            },
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    article = read(page(paragraphs(5), head=head, lang=""))
    assert (article.outlet, article.published.edtf, article.lang) == ("Example Times", "2020-12-16T19:45:00Z", "fr")


def test_address_day_is_a_guess() -> None:
    head = '<link rel="canonical" href="https://example.org/2020/12/16/drone">'
    article = read(page(paragraphs(5), head=head))
    assert (article.published.raw, article.published.edtf) == ("2020-12-16", None)
    assert any("guess" in note for note in article.notes)


def test_no_outlet_from_half_title() -> None:
    markup = page(paragraphs(5)).replace("<title>Drone comes down", "<title>Drone comes down - army says")
    assert read(markup).outlet is None


def test_foreign_canonical_is_told() -> None:
    head = '<link rel="canonical" href="https://wire.example/1">'
    article = read(page(paragraphs(5), head=head), url="https://www.example.org/1")
    assert article.url == "https://wire.example/1"
    assert any("wire.example" in note for note in article.notes)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://[", "file:///etc/passwd", "https://a\u202e.example/"])
def test_bad_address_left_out(href: str) -> None:
    assert read(page(paragraphs(3), head=f'<link rel="canonical" href="{href}">')).url is None


def test_script_words_are_noted() -> None:
    body = "\n".join(f"{PROSE} Part {number}." for number in range(4))
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": body})}</script>'
    article = read(page('<div id="app">Loading</div>', head=head))
    assert article.text.count(PROSE) == 4
    assert any("machines" in note for note in article.notes)


@pytest.mark.parametrize(
    "markup",
    [
        "<html><script>render()</script></html>",
        "<html><head><title>Only a title</title></head></html>",
        "<html><body><noscript>Switch scripts on</noscript></body></html>",
        "<p hidden>All of it</p>",
        "<!-- only this -->",
        "<p ",
    ],
)
def test_wordless_page_refused(markup: str) -> None:
    with pytest.raises(UnreadableArticle, match="no text") as refusal:
        read(markup)
    assert "paste" in refusal.value.hint


@pytest.mark.parametrize("markup", [f"<p>{PROSE}", f"<div><b>{PROSE}<p>x<table><tr>", f"{PROSE}<br>{PROSE}"])
def test_broken_tags_keep_words(markup: str) -> None:
    assert PROSE in read(markup).text


@pytest.mark.parametrize("depth", [300, 100_000])
def test_deep_nesting_keeps_words(depth: int) -> None:
    article = read(
        "<div>" * depth + f"<p>{PROSE}</p>" + "</div>" * depth + "<p>The words after.</p><p hidden>Secret</p>"
    )
    assert article.text == f"{PROSE}\n\nThe words after."
    assert any("all text" in note for note in article.notes)


@pytest.mark.slow
@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + "word " * 200_000,
        "<div><p>x y z</p></div>" * 200_000,
        "<table><tr><td>words" * 100_000,
        "<b>words " * 100_000,
        "<" * 1_000_000,
        "<a href='x" * 100_000 + "'>words",
        "&amp" * 300_000,
        "<time datetime='2020-01-01'>x</time>" * 50_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_busy_page_ends(markup: str) -> None:
    with quick(30):
        try:
            assert read(markup).text
        except UnreadableArticle as refusal:
            assert refusal.hint  # noqa: PT017 - either outcome is right, hanging is not


def test_inline_picture_is_cheap() -> None:
    picture = f"<img src='data:image/png;base64,{'iVBORw0KGgo' * 1_000_000}'>"
    article = read(page(f"<nav>Menu</nav><article>{picture}{paragraphs(6)}</article>"))
    assert article.text.split("\n\n") == [f"{PROSE} Paragraph {number} says so." for number in range(1, 7)]


def test_small_main_text_noted() -> None:
    rest = "".join(
        f"<li><a href='/{number}'>A headline of another article, number {number}</a></li>" for number in range(200)
    )
    article = read(page(f"<article>{paragraphs(4)}</article><aside><ul>{rest}</ul></aside>"))
    assert any("check that it is all" in note for note in article.notes)


def test_raw_bytes_kept() -> None:
    raw = page(paragraphs(3)).encode("utf-16")
    (article,) = read_bytes(raw)
    assert article.raw == raw
    assert PROSE in article.text


@given(st.text(alphabet=st.sampled_from("<>/!-&;#x\"'= abpdivscript\n\x00\u202e\ud800é"), max_size=300))
def test_any_markup_text_or_error(markup: str) -> None:
    try:
        text = read(markup).text
    except UnreadableArticle:
        return
    assert text.strip()
    assert "\x00" not in text
    assert text.isprintable() or not any(ord(letter) < 0x20 and letter not in "\n\t" for letter in text)


@given(st.text(max_size=200))
def test_blanks_between_tags(words: str) -> None:
    from html import escape

    from db.text.normalize import normalize_text

    shown = visible_text(f"<p>{escape(normalize_text(words))}</p>")
    assert " ".join(shown.split()) == " ".join(normalize_text(words).split()) or "\ufffe" in words or "\uffff" in words
