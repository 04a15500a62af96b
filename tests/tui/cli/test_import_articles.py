"""``onrecord import``: each kind of article, changed pages, and what can't be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest

from db.errors import NotFetched, NotFound, Refused, UnreadableArticle, WrongUse
from db.intake.formats import MOST_BYTES
from tests.support.cli_runner import CommandLine, run_piped
from tests.support.figures import FIGURES
from tests.support.pty import run_on_terminal
from tests.support.server import LocalServer

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Barge aground at Port Ellery | Harbour Times</title>
<meta property="og:site_name" content="Harbour Times"><meta name="author" content="Anna Keeper">
<meta property="article:published_time" content="2026-03-04T08:30:00+02:00">
<script>steal()</script></head><body><nav>Home News Sport</nav><article><h1>Barge aground at Port Ellery</h1>
<p>The harbour master said on Wednesday that a barge had run aground off the northern mole during the night.</p>
<p>“{quote},” said Mina Orlov, the harbour master. “Nobody was hurt, and the channel stays open to small craft.”</p>
<p>The owners of the barge could not be reached, and the pilots' union declined to comment on the matter.</p>
</article><footer>All rights reserved</footer></body></html>"""

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Wire</title><link>http://example.org/</link>
<description>d</description>{items}</channel></rss>"""

ITEM = """<item><title>Item {n}</title><link>http://example.org/{n}</link><guid>http://example.org/{n}</guid>
<pubDate>Wed, 04 Mar 2026 08:30:00 +0000</pubDate>{more}
<description>The ferry line said boat number {n} was late because of fog over the strait.</description></item>"""


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A barge", "--tz", "Europe/Athens")
    return run


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as serving:
        yield serving


def captures(run: CommandLine) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(run.store)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute("SELECT * FROM captures ORDER BY id").fetchall()


def test_saved_page_is_a_report(run: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(quote="We had warned of the sandbank twice"))
    (landed,) = run.json("import", str(page))
    assert (landed["report"], landed["how"]) == ("R1", "new report")
    report = run.json("report", "R1")
    assert (report["title"], report["outlet"], report["lang"], report["holding"]) == (
        "Barge aground at Port Ellery", "Harbour Times", "en", "held",
    )  # fmt: skip
    assert report["published"]["lo"] == "2026-03-04T06:30:00Z"
    (capture,) = captures(run)
    assert "Nobody was hurt" in capture["text"]
    assert "steal" not in capture["text"]
    assert "rights reserved" not in capture["text"]
    assert capture["raw"] == page.read_bytes()
    assert capture["raw_sha256"] == sha256(page.read_bytes()).hexdigest()
    assert capture["text_sha256"] == sha256(capture["text"].encode()).hexdigest()
    assert (capture["method"], capture["tool"]) == ("file", "trafilatura")
    assert capture["tool_version"]
    with closing(sqlite3.connect(run.store)) as connection:
        assert connection.execute("SELECT author FROM reports").fetchone() == ("Anna Keeper",)


def test_same_bytes_add_nothing(run: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(quote="We had warned of the sandbank twice"))
    run("import", str(page))
    done = len(run.json("history"))
    assert run("import", str(page)).startswith("R1 on record already")
    assert len(captures(run)) == 1
    assert len(run.json("history")) == done


def test_page_with_server_headers(run: CommandLine, server: LocalServer) -> None:
    url = server.page("/barge", PAGE.format(quote="We had warned of it").encode())
    server.page("/old", b"", status="301 Moved", headers=(("Location", url),))
    assert isinstance(run.refused("import", url), NotFetched)
    assert run.json("history") != []
    assert captures(run) == []
    run("import", server.url("/old"), "--allow-private")
    (capture,) = captures(run)
    assert (capture["method"], capture["final_url"], capture["status"]) == ("http", url, 200)
    assert "301" in capture["redirects"]
    assert "Content-Type" in capture["headers"]
    assert run.json("report", "R1")["url"] == url


def test_changed_page_new_capture(run: CommandLine, server: LocalServer) -> None:
    url = server.page("/barge", PAGE.format(quote="We had warned of the sandbank twice").encode())
    run("import", url, "--allow-private")
    run("mark", "R1", "Mina Orlov (official)", "-w", "We had warned of the sandbank twice")
    run("mark", "R1", "Mina Orlov (official)", "-w", "Nobody was hurt, and the channel stays open to small craft.")
    server.page("/barge", PAGE.format(quote="We had warned of the sandbank once").encode())
    (landed,) = run.json("import", url, "--allow-private")
    assert (landed["report"], landed["how"]) == ("R1", "new capture")
    assert landed["quotes"]["fuzzy"] == 1
    assert landed["quotes"]["exact"] + landed["quotes"]["moved"] == 1
    first, second = captures(run)
    assert second["supersedes"] == first["id"]
    (place,) = run.json("places")
    assert [piece for piece in place["difference"] if piece[0] != "kept"] == [["dropped", "twice"], ["added", "once"]]
    assert run("places", "--reject", str(place["place"])).startswith("reject the changed words of S1 in R1")
    assert run.json("places") == []
    run("undo")
    assert "[-twice-]{+once+}" in run_on_terminal("places", "--store", str(run.store), columns=160).out
    number = str(place["place"])
    assert "both" in run.refused("places", "--accept", number, "--reject", number).message
    run("places", "R1", "--accept", number)
    assert run.json("places") == []
    assert run("places", "--accept", number) == "Already so; nothing changed.\n"


def test_feed_gives_reports(run: CommandLine, tmp_path: Path) -> None:
    source = '<source url="http://example.net/feed">Island Gazette</source>'
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED.format(items=ITEM.format(n=1, more="") + ITEM.format(n=2, more=source)))
    printed = run("import", str(feed))
    assert printed.splitlines()[-1] == "2 new reports"
    assert [run.json("report", key)["outlet"] for key in ("R1", "R2")] == ["Coast Wire", "Island Gazette"]
    assert run.json("report", "R2")["url"] == "http://example.org/2"
    feed.write_text(FEED.format(items="".join(ITEM.format(n=n, more="") for n in (1, 2, 3))))
    assert run("import", str(feed)).splitlines()[-1] in (
        "2 on record already, 1 new report",
        "1 on record already, 1 new capture, 1 new report",
    )
    assert len(run.json("chain")) == 3


def test_fetched_feed_gives_reports(run: CommandLine, server: LocalServer) -> None:
    bare = "<item><title>Item {n}</title><description>Words of number {n}, a pilot said.</description></item>"
    items = ITEM.format(n=1, more="") + ITEM.format(n=2, more="") + bare.format(n=3) + bare.format(n=4)
    url = server.page("/feed.xml", FEED.format(items=items).encode(), media_type="application/rss+xml")
    for how in "new report", "on record already":
        landed = run.json("import", url, "--allow-private")
        assert [(each["report"], each["how"]) for each in landed] == [(f"R{n}", how) for n in (1, 2, 3, 4)]
    addresses = [run.json("report", key)["url"] for key in ("R1", "R2", "R3", "R4")]
    assert addresses == ["http://example.org/1", "http://example.org/2", None, None]


def test_shared_address_two_reports(run: CommandLine, tmp_path: Path) -> None:
    items = "".join(ITEM.format(n=n, more="").replace(f"org/{n}<", "org/home<") for n in (1, 2))
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED.format(items=items))
    printed = run("import", str(feed))
    assert printed.splitlines()[-1] == "2 new reports"
    assert "Several entries of the feed have the same address, http://example.org/home" in printed


def test_feed_does_not_replace(run: CommandLine, server: LocalServer) -> None:
    url = server.page("/barge", PAGE.format(quote="We had warned of the sandbank twice").encode())
    run("import", url, "--allow-private")
    run("mark", "R1", "Mina Orlov (official)", "-w", "We had warned of the sandbank twice")
    item = ITEM.format(n=1, more="").replace("http://example.org/1", url)
    feed = server.page("/feed.xml", FEED.format(items=item).encode(), media_type="application/rss+xml")
    (landed,) = run.json("import", feed, "--allow-private")
    assert (landed["report"], landed["how"], landed["quotes"]) == ("R1", "on record already", None)
    assert any("not brought by a feed" in note for note in landed["notes"])
    assert len(captures(run)) == 1


def test_article_replaces_feed(run: CommandLine, server: LocalServer) -> None:
    url = server.page("/barge", PAGE.format(quote="We had warned of the sandbank twice").encode())
    item = ITEM.format(n=1, more="").replace("http://example.org/1", url)
    feed = server.page("/feed.xml", FEED.format(items=item).encode(), media_type="application/rss+xml")
    run("import", feed, "--allow-private")
    (landed,) = run.json("import", url, "--allow-private")
    assert (landed["report"], landed["how"]) == ("R1", "new capture")


def test_stdin_with_outlet(run: CommandLine) -> None:
    assert run(
        "import", "-", "--outlet", "Harbour Times", stdin="Fog in the strait\n\nThe ferry was late.\n"
    ).startswith("R1 new report: Fog in the strait")
    assert run.json("report", "R1")["outlet"] == "Harbour Times"
    assert captures(run)[0]["text"] == "Fog in the strait\n\nThe ferry was late.\n"
    assert isinstance(run.refused("import", "-", "--outlet", "W99", stdin="Another text."), NotFound)


def test_what_is_known_is_said(run: CommandLine, tmp_path: Path) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_text("The bridge fell on Tuesday. Nobody was hurt, the mayor said.")
    known = {"--title": "A bridge falls", "--author": "J. Doe", "--outlet": "Courier", "--lang": "en-GB"}
    words = [word for pair in known.items() for word in pair]
    run("import", str(saved), *words, "--published", "2020-12-16T21:45", "--url", "https://courier.example/bridge")
    report = run.json("report", "R1")
    assert (report["title"], report["author"], report["outlet"]) == ("A bridge falls", "J. Doe", "Courier")
    assert (report["lang"], report["url"]) == ("en-GB", "https://courier.example/bridge")
    assert report["published"]["edtf"].startswith("2020-12-16T21:45:00")


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("2020-12-16", (None, "2020-12-16")),
        ("2020-12~", (None, "2020-12~")),
        ("earlier on Wednesday", ("earlier on Wednesday", None)),
    ],
)
def test_time_of_an_article_is_typed(
    run: CommandLine, tmp_path: Path, typed: str, published: tuple[str | None, str | None]
) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_text("The bridge fell on Tuesday.")
    run("import", str(saved), "--published", typed)
    found = run.json("report", "R1")["published"]
    assert (found["raw"], found["edtf"]) == published


def test_wrong_metadata_is_refused(run: CommandLine, tmp_path: Path) -> None:
    saved = [tmp_path / name for name in ("a.txt", "b.txt")]
    for each in saved:
        each.write_text(f"The bridge {each.name} fell on Tuesday.")
    one = str(saved[0])
    assert isinstance(run.refused("import", one, "--published", "2020-13-40"), Refused)
    assert isinstance(run.refused("import", one, "--lang", "English please"), WrongUse)
    assert isinstance(run.refused("import", *map(str, saved), "--title", "Both"), WrongUse)
    run("import", *map(str, saved), "--lang", "en")


def test_stdin_is_limited(run: CommandLine) -> None:
    endless = b"A word. " * (MOST_BYTES // 8 + 1)
    for command in "import", "propose":
        assert "too large" in run.refused(command, "-", stdin=endless).message


def test_outlet_is_not_guessed(run: CommandLine) -> None:
    run("add", "source", "Bas News Agency", "--kind", "outlet")
    (landed,) = run.json("import", "-", "--outlet", "Bas News", stdin="One text.")
    assert landed["notes"] == ["“Bas News” is a new outlet; similar on record: W1 Bas News Agency."]
    run("add", "source", "Bas News", "--kind", "outlet")
    assert "several outlets: W2, W3" in run.refused("import", "-", "--outlet", "Bas News", stdin="Two.").message
    assert len(captures(run)) == 1


def test_ambiguous_outlet_is_told(run: CommandLine, tmp_path: Path) -> None:
    for _ in range(2):
        run("add", "source", "Harbour Times", "--kind", "outlet")
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(quote="We had warned of the sandbank twice"))
    (landed,) = run.json("import", str(page))
    assert landed["notes"] == ["“Harbour Times” is the name of several outlets: W1, W2; W1 was taken."]
    (again,) = run.json("import", str(page), "--outlet", "W2")
    assert again["notes"] == ["R1 is already on record as by W1 Harbour Times; that stays."]


def test_old_words_again_are_told(run: CommandLine, server: LocalServer) -> None:
    for words in "before", "after", "before":
        url = server.page("/barge", PAGE.format(quote=f"We had warned of it {words}").encode())
        (landed,) = run.json("import", url, "--allow-private")
    assert landed["how"] == "on record already"
    assert any("other words came later" in note for note in landed["notes"])


def test_one_report_not_many(run: CommandLine, tmp_path: Path) -> None:
    run("import", "-", stdin="One text.")
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED.format(items=ITEM.format(n=1, more="") + ITEM.format(n=2, more="")))
    assert "one article" in run.refused("import", str(feed), "-", "--report", "R1", stdin="Two.").message
    assert "several articles" in run.refused("import", str(feed), "--report", "R1").message
    assert len(captures(run)) == 1


def test_unknown_outlets_are_two(run: CommandLine) -> None:
    run("import", "-", stdin="One text.")
    run("import", "-", stdin="Another text.")
    outlets = [run.json("report", key)["outlet"] for key in ("R1", "R2")]
    assert outlets == ["Outlet of R1 (name not recorded)", "Outlet of R2 (name not recorded)"]
    assert {each["naming"] for each in run.json("sources")} == {"anonymous"}


def test_cited_becomes_held(run: CommandLine) -> None:
    run("import", "-", stdin="One text that cites.")
    run("add", "source", "Bas News", "--kind", "outlet")
    run("add", "report", "Bas News", "--known-via", "R1", "--title", "It fell")
    (landed,) = run.json("import", "-", "--report", "R2", stdin="The original text.")
    assert (landed["report"], landed["how"]) == ("R2", "new capture")
    report = run.json("report", "R2")
    assert (report["holding"], report["known_via"], report["title"]) == ("held", None, "It fell")


def test_unreadable_and_the_rest(run: CommandLine, tmp_path: Path) -> None:
    good, bad, empty = (tmp_path / name for name in ("good.txt", "bad.txt", "empty.txt"))
    good.write_text("A text of some words.")
    bad.write_bytes(bytes(range(256)) * 20)
    empty.touch()
    done = run_piped("import", str(bad), str(good), str(empty), "--store", str(run.store))
    assert done.code == UnreadableArticle.exit_code
    assert done.out.splitlines()[0].startswith("R1 new report")
    assert str(bad) in done.err
    assert str(empty) in done.err
    assert "Traceback" not in done.err
    assert len(captures(run)) == 1
    for path in bad, empty, tmp_path, tmp_path / "none.txt":
        assert isinstance(run.refused("import", str(path)), UnreadableArticle)


def test_huge_file_refused_unread(run: CommandLine, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200 << 20)
    assert "too large" in run.refused("import", str(huge)).message
    assert captures(run) == []


def test_undo_takes_all_back(run: CommandLine) -> None:
    run("import", "-", "--outlet", "Harbour Times", stdin="One text.")
    run("undo")
    assert run.json("sources") == []
    assert run.json("chain") == []
    assert captures(run) == []
    run("redo")
    assert captures(run)[0]["raw"] == b"One text."


def test_progress_on_terminal_only(run: CommandLine, tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Text number {number}.")
    assert "importing" in run_on_terminal("import", *map(str, paths[:2]), "--store", str(run.store)).out
    assert run_piped("import", str(paths[2]), "--store", str(run.store)).err == ""


def test_propose_prints_code_points(tmp_path: Path) -> None:
    text = "Cafe\u0301 owner Ana Ruiz said the road was closed.\r\n\r\n“It is,” said Bo.\n"
    file = tmp_path / "words.txt"
    file.write_text(text, newline="")
    found = CommandLine(tmp_path / "none.db").json("propose", str(file))
    composed = "Café owner Ana Ruiz said the road was closed.\r\n\r\n“It is,” said Bo.\n"
    assert len(found) == 2
    for each in found:
        for part in each["source"], each["cue"]:
            assert composed[part["start"] : part["end"]] == part["text"]
    assert [each["source"]["text"] for each in found] == ["Café owner Ana Ruiz", "Bo"]
    (direct,) = found[1]["content"]
    assert composed[direct["start"] : direct["end"]].strip(",") == "It is"
    assert set(found[0]) >= {"source", "cue", "content", "form", "act", "within"}
    assert CommandLine(tmp_path / "none.db").json("propose", "-", stdin=text.encode()) == found


@pytest.mark.slow
def test_five_hundred_articles(
    run: CommandLine, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    paths = []
    for number in range(500):
        paths.append(tmp_path / f"{number}.html")
        paths[-1].write_text(PAGE.format(quote=f"This is warning number {number}"))
    begun = perf_counter()
    printed = run("import", *map(str, paths))
    record_property(FIGURES, f"500 saved pages by command: {500 / (perf_counter() - begun):,.0f} a second")
    assert printed.splitlines()[-1] == "500 new reports"
    assert len(captures(run)) == 500


def test_long_feed_folds_each_name_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry is compared with all outlets; folding every name again each time took minutes for 1,900 entries."""
    from db.text import normalize

    folded: list[str] = []

    def fold(text: str) -> str:
        folded.append(text)
        return normalize.casefold_words(text)

    monkeypatch.setattr("db.store.sql_functions.casefold_words", fold)
    monkeypatch.setattr("db.search.similar.casefold_words", fold)
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    entries = "".join(
        f"<item><title>t{n}</title><link>http://e.org/{n}</link><pubDate>Y17E9999999 {n}</pubDate>"
        f"<description>x said y {n}</description><source url='http://s.org'>paper {n}</source></item>"
        for n in range(60)
    )
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel><title>f</title>{entries}</channel></rss>")
    assert run("import", str(tmp_path / "feed.xml")).endswith("60 new reports\n")
    assert len(folded) < 60 * 12
