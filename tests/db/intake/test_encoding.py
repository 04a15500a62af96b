"""Bytes to text: byte order marks, labels, detection, and notes on disagreement."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UnreadableArticle
from db.intake.encoding import decode_bytes

ARABIC = "قال المتحدث باسم القيادة إن الطائرة المسيرة سقطت شمال النهر، وإن التقرير كان خاطئا تماما.\n" * 3
JAPANESE = "司令部の報道官は、無人機が川の北側に墜落したと述べ、報道は誤りだと語った。\n" * 3
FRENCH = "Le porte-parole a déclaré que le drone était tombé au nord de la rivière, près du marché.\n" * 3

POLISH = "Rzecznik powiedział, że dron spadł na północ od rzeki, a doniesienia są błędne.\n" * 3
TURKISH = "Sözcü, insansız hava aracının nehrin kuzeyine düştüğünü ve haberin yanlış olduğunu söyledi.\n" * 3
RUSSIAN = "Представитель заявил, что беспилотник упал к северу от реки.\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (ARABIC, "cp1256", "windows-1256"),
        (JAPANESE, "shift_jis", "Shift-JIS"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (FRENCH, "latin-1", "windows-1252"),
        (POLISH, "cp1250", "windows-1250"),
        (TURKISH, "cp1254", "windows-1254"),
        (RUSSIAN, "cp1251", "windows-1251"),
    ],
)
def test_guess_is_noted(text: str, encoding: str, named: str) -> None:
    found = decode_bytes(text.encode(encoding))
    assert found.text == text
    assert len(found.notes) == 1
    assert f"{named} is a guess" in found.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf_needs_no_note(encoding: str) -> None:
    assert decode_bytes(ARABIC.encode(encoding)) == decode_bytes(ARABIC.encode())
    assert decode_bytes(ARABIC.encode(encoding)).notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, FRENCH])
def test_utf_16_without_mark(text: str, encoding: str) -> None:
    found = decode_bytes(text.encode(encoding))
    assert found.text == text
    assert "UTF-16" in found.notes[0]


def test_utf_8_beats_wrong_label() -> None:
    found = decode_bytes(FRENCH.encode(), "iso-8859-1")
    assert found.text == FRENCH
    assert found.notes == ("It claims to be windows-1252, but is utf-8; read as utf-8.",)


def test_server_label_beats_page() -> None:
    raw = b"<meta charset='utf-8'><p>" + FRENCH.encode("cp1252")
    found = decode_bytes(raw, "windows-1252", markup=True)
    assert FRENCH in found.text
    assert "windows-1252 is taken" in found.notes[0]


def test_page_label_is_used() -> None:
    raw = b'<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><p>' + ARABIC.encode(
        "cp1256"
    )
    found = decode_bytes(raw, markup=True)
    assert ARABIC in found.text
    assert found.notes == ()


def test_contradicted_label_left() -> None:
    raw = b"<meta charset=utf-8><p>" + FRENCH.encode("cp1252")
    found = decode_bytes(raw, "utf-8", markup=True)
    assert FRENCH in found.text
    assert "claims to be utf-8, but is not" in found.notes[0]


@pytest.mark.parametrize("label", ["zlib", "punycode", "unicode_escape", "idna", "no-such", "utf-16", "", "\x00", "é"])
def test_unknown_label_ignored(label: str) -> None:
    assert decode_bytes(b"Plain words.", label).text == "Plain words."


def test_broken_utf_8_is_shown() -> None:
    found = decode_bytes(ARABIC.encode() + b"\xff" + ARABIC.encode())
    assert found.text.count("\ufffd") == 1
    assert found.notes == ("What could not be read is shown as \ufffd (1 times).",)


@pytest.mark.parametrize("garbled", ["â€œNo comment,â€\x9d he said.", "cafÃ© and thÃ©", "Ø§Ù„Ø¹Ø±Ø§Ù‚"])
def test_mojibake_is_noted(garbled: str) -> None:
    found = decode_bytes(garbled.encode())
    assert found.text == garbled
    assert "garbled" in found.notes[0]


@pytest.mark.parametrize("plain", ["Es war „heiß“, sagte er.", "SÃO PAULO", "“It’s” – “that’s”", ARABIC, JAPANESE])
def test_plain_letters_no_mojibake(plain: str) -> None:
    assert decode_bytes(plain.encode()).notes == ()


@pytest.mark.parametrize("raw", [bytes(range(256)) * 20, b"word \0\1\2\3" * 50, b"\x00\x81\xfe\x00\x05" * 99])
def test_binary_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableArticle, match="not text"):
        decode_bytes(raw)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "latin-1"]), st.booleans())
def test_any_bytes_text_or_error(raw: bytes, charset: str | None, markup: bool) -> None:
    with suppress(UnreadableArticle):
        assert isinstance(decode_bytes(raw, charset, markup=markup).text, str)
