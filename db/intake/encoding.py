"""Decode an article's bytes: find their character encoding, and note where it was wrong or is a guess."""

from __future__ import annotations

import codecs
import re

from db.dataclass import dataclass
from db.errors import NeedsExtra, UnreadableArticle
from db.intake.optional import load_library

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16: the mark of little-endian UTF-16 is a prefix of that of UTF-32."""

_WEB_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""Codecs that web pages mean by these labels (WHATWG Encoding Standard, §4.2): supersets of the named ones."""

_DISPLAY_NAMES = {"cp932": "Shift-JIS", "cp949": "EUC-KR", "cp866": "cp866"}

_TEXT_CODECS = re.compile(
    r"utf-(8|16|32)|cp\d+|iso8859|iso2022|koi8|gb|big5|shift_ji|euc_|hz$|johab|tis-620|mac-|ascii"
)
"""Codecs for text. Python's other codecs (punycode, zlib …) are not accepted as labels."""

_CANDIDATES = (
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5"),
    *("iso8859_6", "iso8859_7", "iso8859_8", "iso8859_15", "mac_cyrillic"),
)
"""Encodings that detection chooses from; its guesses get worse with every codec allowed."""

_UTF_16_32 = ("utf-16", "utf-32")
_LATIN_CODECS = {"cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_15"}
_WESTERN_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿœŒ“”‘’„‚‹›«»–—…•·´°§©®™€£½¼²³ºª¿¡\xa0"
_TURKISH_LETTERS = "ğĞıİşŞ"
_SIGN_IN_WORD = re.compile("[a-z][¿³¹]")
"""Polish letters decoded as Western."""
_SAMPLE = 1 << 16
_UTF16_SAMPLE = 4096
_TAGS = re.compile(rb"<[^<>]{0,2000}>")
_DECLARED = re.compile(rb"""<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Decoded text."""

    text: str
    """Not yet cleaned."""
    notes: tuple[str, ...] = ()
    """Sentences about a wrongly declared or guessed encoding and about garbled letters."""


def decode_bytes(raw: bytes, charset: str | None = None, *, markup: bool = False) -> DecodedText:
    """Decode an article's bytes.

    The encoding comes, in this order, from a byte order mark, the server, the page, valid UTF-8, detection. A label
    that the bytes contradict is ignored with a note; valid UTF-8 beyond ASCII is UTF-8, whatever a label says.

    :param raw: the bytes.
    :param charset: the encoding that the server declares, if any.
    :param markup: whether the bytes are HTML or XML, which may declare their encoding themselves.
    :raises UnreadableArticle: they are not text.
    """
    mark = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    if mark:
        return _checked_text(raw.decode(mark, "replace"), _disagreement_note(charset, mark.removesuffix("-sig")))
    unmarked = detect_utf16(raw)
    if unmarked:
        return _checked_text(
            raw.decode(unmarked, "replace"), "The file does not say its encoding; it looks like UTF-16."
        )
    served, declared = _codec_of_label(charset), _codec_of_label(_declared_charset(raw)) if markup else None
    if raw.isascii():  # a declaration that was readable as ASCII can't be true of UTF-16 or UTF-32
        served, declared = (None if label and label.startswith(_UTF_16_32) else label for label in (served, declared))
    named = served or declared
    conflict = ""
    if served and declared and served != declared:
        first = _display_name(served)
        conflict = f"The server says {first}, the page says {_display_name(declared)}; {first} is taken."
    text = _decode_strictly(raw, "utf-8")
    if text is not None and (named in (None, "utf-8") or not text.isascii()):
        return _checked_text(text, "" if text.isascii() else _disagreement_note(named, "utf-8"))
    for label in dict.fromkeys(filter(None, (served, declared))):
        text = _decode_strictly(raw, label)
        if text is not None:
            return _checked_text(text, _disagreement_note(served, label) or conflict)
    return _decode_by_detection(raw, named)


def _declared_charset(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096].lower())
    return found[1].decode("ascii") if found else None


def _codec_of_label(label: str | None) -> str | None:
    """The codec that a label stands for on the web; None for an unknown label or a codec not for text."""
    try:
        name = codecs.lookup((label or "").strip(" \"'").lower()).name
    except (LookupError, ValueError):
        return None
    return _WEB_LABELS.get(name, name) if _TEXT_CODECS.match(name) else None


def _decode_strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeError:
        return None


def _disagreement_note(label: str | None, found: str) -> str:
    named = _codec_of_label(label)
    if named is None or named.startswith(found):
        return ""
    real = _display_name(found)
    return f"It claims to be {_display_name(named)}, but is {real}; read as {real}."


def _display_name(codec: str) -> str:
    """The common name of a codec, for notes."""
    return _DISPLAY_NAMES.get(codec, codec.replace("_", "-").replace("cp", "windows-").replace("iso8859", "iso-8859"))


def detect_utf16(raw: bytes) -> str | None:
    """The codec of UTF-16 without a byte order mark, else None.

    In every script, spaces and line ends leave zero bytes at even or at odd positions, but not at both.
    """
    sample = raw[:_UTF16_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if max(even, odd) < 0.04 * half or min(even, odd) > 0.02 * half:
        return None
    codec = "utf-16-be" if even > odd else "utf-16-le"
    text = _decode_strictly(raw[: len(raw) // 2 * 2], codec)
    shown = text is not None and sum(letter.isprintable() or letter.isspace() for letter in text[:_UTF16_SAMPLE])
    return codec if text and shown > 0.95 * len(text[:_UTF16_SAMPLE]) else None


def _decode_by_detection(raw: bytes, named: str | None) -> DecodedText:
    """Decode bytes that fit neither a label nor UTF-8: as damaged UTF-8, else by statistical detection."""
    repaired = raw.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    if len(repaired) - len(repaired.encode("ascii", "ignore")) >= 10 * broken:
        return _checked_text(repaired, "")
    try:
        detect = load_library("charset_normalizer", "old encodings").from_bytes
    except NeedsExtra as error:
        return _checked_text(
            repaired, f"Its encoding is not UTF-8, and the library to detect it is not installed. {error.hint}"
        )
    found = detect(_TAGS.sub(b" ", raw[:_SAMPLE]), cp_isolation=list(_CANDIDATES))
    said = f"It claims to be {_display_name(named)}, but is not;  " if named else "It does not say its encoding; "
    ranked = [match.encoding for match in sorted(found, key=lambda match: not (match.coherence and match.chaos < 0.1))]
    for codec in _rank_latin_codecs(raw, ranked) if ranked and ranked[0] in _LATIN_CODECS else ranked:
        text = _decode_strictly(raw, codec)
        if text is not None:
            return _checked_text(text, f"{said}{_display_name(codec)} is a guess: check that the text is intact.")
    best = found.best()
    if best is None:
        raise _not_text_error()
    return _checked_text(
        raw.decode(best.encoding, "replace"),
        f"{said}{_display_name(best.encoding)} is a guess: some bytes do not fit it.",
    )


def _rank_latin_codecs(raw: bytes, ranked: list[str]) -> list[str]:
    """Order the codecs to try for Latin script.

    These codecs share most letters, so detection can't tell them apart well. Letters outside the shared ones decide
    for windows-1252 and windows-1254, in which most such texts are.
    """
    for codec, letters in (("cp1252", _WESTERN_LETTERS), ("cp1254", _WESTERN_LETTERS + _TURKISH_LETTERS)):
        text = _decode_strictly(raw[:_SAMPLE], codec) or ""
        above = {letter for letter in text if not letter.isascii()}
        if above and above <= set(letters) and not _SIGN_IN_WORD.search(text):
            return [codec, *ranked]
    others = [codec for codec in ranked if codec != "cp1252"]
    return [
        *(codec for codec in others if not _SIGN_IN_WORD.search(_decode_strictly(raw[:_SAMPLE], codec) or "")),
        *ranked,
    ]


def _checked_text(text: str, note: str) -> DecodedText:
    """The text with its notes.

    :param note: a note about the encoding; may be empty.
    :raises UnreadableArticle: it is full of control characters, so it is not text.
    """
    controls = sum(map(text.count, _CONTROLS))
    if controls > 8 and controls > len(text) / 200:
        raise _not_text_error()
    lost = text.count("\ufffd")
    if lost > 8 and lost > len(text) / 3:
        raise _not_text_error()
    gone = f"What could not be read is shown as \ufffd ({lost:,} times)." if lost else ""
    return DecodedText(text.removeprefix("\ufeff"), tuple(filter(None, (note, gone, _mojibake_note(text)))))


def _not_text_error() -> UnreadableArticle:
    return UnreadableArticle(
        "This is not text: it looks like a program, a picture or the like.",
        "Import the article as text, HTML, PDF or a feed.",
    )


_CONTROLS = [chr(code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0C, 0x0D, 0x1B)]

_CONTINUATIONS = "".join(bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xC0)).replace("\ufffd", "")
_CONTINUATIONS += "".join(map(chr, range(0x80, 0xA0)))
_MOJIBAKE = re.compile(f"â[€\x80][{re.escape(_CONTINUATIONS)}]|[ÂÃØÙÐÑ][{re.escape(_CONTINUATIONS)}]|ï¿½")
"""UTF-8 that was decoded as windows-1252 or Latin-1: dashes and quotation marks, accents, Arabic, Cyrillic."""


def _mojibake_note(text: str) -> str:
    """A note about garbled letters with an example; empty for none."""
    found = [match[0] for _, match in zip(range(1000), _MOJIBAKE.finditer(text), strict=False)]
    if len(found) < 2 and not any(hit.startswith("â") for hit in found):
        return ""
    shown = found[0].translate(dict.fromkeys(range(128, 160), "·"))
    return f"Some letters are garbled (“{shown}”), as when UTF-8 was once read as another encoding; kept as they are."
