"""A paste is one event, whatever it holds and wherever it is split, and its work is bounded."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.normalize import normalize_text
from tests.support.pasting import HOSTILE_PASTES, pasted, read_in_pieces, told_apart
from tui.system import pastes
from tui.system.pastes import PASTE_END, PASTE_PAUSE, PASTE_START, PasteLacking
from tui.system.textual_private import GuardedApp, PasteParser

SEE = "Textual changed: see tui/system/textual_private.py, read_pastes_whole"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr(pastes, "monotonic", clock)
    return clock


def expected(text: str) -> list[str]:
    return [f"paste {normalize_text(text)}"]


@pytest.mark.parametrize("text", HOSTILE_PASTES)
def test_hostile_paste_is_one_event_wherever_split(text: str) -> None:
    sent = pasted(text)
    whole = ["key j", *expected(text), "key k"]
    assert told_apart(read_in_pieces(["j" + sent + "k"])) == whole
    assert told_apart(read_in_pieces("j" + sent + "k")) == whole
    for at in range(1, len(sent)):
        assert told_apart(read_in_pieces(["j" + sent[:at], sent[at:] + "k"])) == whole, at


@given(st.lists(st.sampled_from([*HOSTILE_PASTES, "q", "\x1b[201", "~", "[201~", "é"])), st.lists(st.integers(0, 400)))
def test_any_paste_is_one_event(parts: list[str], cuts: list[int]) -> None:
    text = "".join(parts).replace(PASTE_END, "")
    sent = "j" + pasted(text) + "\x1b[A" + pasted("b") + "\x1b[Ok"
    places = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    pieces = [sent[start:end] for start, end in pairwise(places)]
    wanted = ["key j", *expected(text), "key up", "paste b", "AppBlur", "key k"]
    assert told_apart(read_in_pieces(pieces)) == wanted


def test_paste_holds_no_control_character() -> None:
    (event,) = told_apart(read_in_pieces([pasted("a\x1b[1mb\x00\x9bc\r\nd")]))
    assert event == "paste a[1mbc\nd"


@pytest.mark.parametrize("text", ["\x1b[1mOfficials\x1b[0m said so. ", "\x1b]52;c;T1dORUQ=\x07", "\x1b", "\x1b[201"])
def test_megabyte_of_escapes_is_one_event(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read, given = PasteParser.__mro__[1].feed, []  # type: ignore[attr-defined]
    monkeypatch.setattr(PasteParser.__mro__[1], "feed", lambda self, data: (given.append(data), read(self, data))[1])
    sent = pasted(text * (1_000_000 // len(text)))
    found = read_in_pieces(sent[at : at + 4_096] for at in range(0, len(sent), 4_096))
    assert len(found) == 1
    assert given == [PASTE_START, PASTE_END], "Textual's parser, which reads character by character, gets the marks"


def test_paste_too_long_is_cut() -> None:
    found = read_in_pieces(["j", *pasted("0123456789qqqq\x1bqqq"), "k"], most=10)
    assert told_apart(found) == ["key j", "paste 0123456789", "PasteLacking", "key k"]
    assert [each.words for each in found if isinstance(each, PasteLacking)] == [
        "The paste was too long: only its first 10 characters were taken."
    ]


def test_paste_without_end_is_ended_by_a_pause(clock: Clock) -> None:
    parser = PasteParser()
    assert list(parser.feed(f"{PASTE_START}words\x1bq")) == []
    clock.now += PASTE_PAUSE - 0.1
    assert list(parser.tick()) == []
    assert list(parser.feed("qq\x1b[201")) == []
    clock.now += PASTE_PAUSE - 0.1
    assert list(parser.tick()) == []
    clock.now += 0.2
    assert told_apart(list(parser.tick())) == ["paste wordsqqq[201", "PasteLacking"]
    assert told_apart(list(parser.feed("k"))) == ["key k"]
    assert told_apart(list(parser.feed(pasted("b")))) == ["paste b"]


def test_start_mark_that_comes_late_still_starts_a_paste(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual._parser.get_time", clock)
    parser = PasteParser()
    assert list(parser.feed(PASTE_START[:3])) == []
    clock.now += 1
    assert list(parser.tick()) == []
    assert told_apart(list(parser.feed(PASTE_START[3:] + "q" + PASTE_END))) == ["paste q"]


def test_escape_key_is_still_a_key(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual._parser.get_time", clock)
    parser = PasteParser()
    assert list(parser.feed("\x1b")) == []
    clock.now += 1
    assert told_apart(list(parser.tick())) == ["key escape"]
    assert told_apart(list(parser.feed("[200~q")))[-1] == "key q"


def test_start_mark_never_ended_is_keys_at_last(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual._parser.get_time", clock)
    parser = PasteParser()
    assert list(parser.feed("\x1b[2")) == []
    clock.now += PASTE_PAUSE
    assert told_apart(list(parser.tick())) == ["key left_square_bracket", "key 2"]


class Small(GuardedApp):
    def report_failure(self, error: Exception, at: object, *, broken: bool) -> None:
        raise NotImplementedError


@pytest.mark.skipif(sys.platform == "win32", reason="the driver of other systems")
def test_driver_reads_pastes_whole() -> None:
    module = sys.modules[Small().get_driver_class().__module__]
    assert module.XTermParser is PasteParser, SEE  # type: ignore[attr-defined]
    decoder = module.getincrementaldecoder("utf-8")()  # type: ignore[attr-defined]
    assert decoder.decode(b"a\x9bb\xff") == "a\ufffdb\ufffd", SEE
    assert codecs.getincrementaldecoder("utf-8")().errors == "strict"


async def test_lacking_paste_is_said() -> None:
    async with Small().run_test() as pilot:
        said = []
        pilot.app.notify = lambda words, **_: said.append(words)  # type: ignore[method-assign, assignment]
        pilot.app.post_message(PasteLacking("words"))
        await pilot.pause()
        assert said == ["words"]
