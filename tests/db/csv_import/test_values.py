"""Values of cells: as the mapping says and no further; mapping files round-trip."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.csv_import.mapping import ColumnMapping, TableRowKind, format_mappings, read_mappings
from db.csv_import.values import (
    RejectedRow,
    StanceValue,
    check_mapping,
    date_parser,
    parse_host,
    parse_stance,
    value_parser,
)
from db.errors import OnRecordError, UnreadableArticle, WrongUse
from db.model.enums import Act, Certainty, Polarity
from tests.support.csv_tables import MAPPING, write_file

STANCE = ColumnMapping("stance", {"support": "for", "deny": "against", "query": "neither query"})


def test_stance_claims_no_more() -> None:
    assert parse_stance("for") == StanceValue(Polarity.FOR, Act.REPORT, Certainty.UNCOMMITTED)
    assert parse_stance("against") == StanceValue(Polarity.AGAINST, Act.DENY, Certainty.UNCOMMITTED)
    assert parse_stance("neither query") == StanceValue(Polarity.NEITHER, Act.QUERY, Certainty.UNCOMMITTED)
    assert parse_stance("for assert probable") == StanceValue(Polarity.FOR, Act.ASSERT, Certainty.PROBABLE)


@pytest.mark.parametrize("words", ["", "yes", "for against", "for deny assert", "deny for", "for maybe"])
def test_wrong_stance_refused(words: str) -> None:
    with pytest.raises(WrongUse, match="not a stance"):
        parse_stance(words)


def test_nearest_value_offered() -> None:
    meaning = value_parser("stance", STANCE)
    assert meaning(" support ") == "for"
    for cell, hint in (("suupport", "“support”"), ("sdeny", "“deny”"), ("querry", "“query”"), ("0", "It knows")):
        with pytest.raises(RejectedRow) as rejected:
            meaning(cell)
        assert cell in rejected.value.reason
        assert hint in rejected.value.reason
    with pytest.raises(RejectedRow, match="empty"):
        meaning("")
    assert value_parser("stance", ColumnMapping("s", {"": "neither"}))("") == "neither"


def test_empty_verdict_and_tag() -> None:
    assert value_parser("verdict", ColumnMapping("v", {"F": "refuted"}, empty=("-",)))("-") is None
    assert value_parser("tag", ColumnMapping("t"))("") is None
    assert value_parser("tag", ColumnMapping("t"))(" to call ") == "to call"


@pytest.mark.parametrize(
    ("formats", "cell", "edtf"),
    [
        (("%m %d %Y",), "3 17 2020", "2020-03-17"),
        (("%B %Y",), "March 2020", "2020-03"),
        (("%Y",), "2020", "2020"),
        (("%d.%m.%Y %H:%M",), "17.3.2020 09:30", "2020-03-17T09:30:00"),
        (("%d/%m/%Y", "%m/%d/%Y"), "17/3/2020", "2020-03-17"),
        ((), "2020-03", "2020-03"),
        (("%m %d %Y",), "None", None),
        ((), "", None),
    ],
)
def test_date_as_far_as_given(formats: tuple[str, ...], cell: str, edtf: str | None) -> None:
    assert date_parser(ColumnMapping("d", formats=formats, empty=("None",)), "UTC")(cell).edtf == edtf


@pytest.mark.parametrize(
    ("formats", "cell", "words"),
    [
        (("%m %d %Y",), "17 3 2020", "not a date in the format"),
        (("%d/%m/%Y", "%m/%d/%Y"), "3/4/2020", "two of the formats"),
        ((), "3 17 2020", "not a date"),
        ((), "Y17E99999999", "not a date"),
        (("%Y",), "2020" + " " * 100 + "x" * 100_000, "not a date in the format"),
        (("%m %d %Y",), "virus that The", "not a date"),
    ],
)
def test_wrong_date_rejected(formats: tuple[str, ...], cell: str, words: str) -> None:
    with pytest.raises(RejectedRow, match=words):
        date_parser(ColumnMapping("d", formats=formats), "UTC")(cell)


def test_local_day_and_words() -> None:
    when = date_parser(ColumnMapping("d", formats=("%m %d %Y",)), "Asia/Baghdad")("3 17 2020")
    assert (when.raw, when.lo, when.hi) == ("3 17 2020", "2020-03-16T21:00:00Z", "2020-03-17T20:59:59Z")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.BBC.co.uk/news", "bbc.co.uk"),
        ("http://bbc.co.uk", "bbc.co.uk"),
        ("https://www.bbc.co.uk:443/a%20b", "bbc.co.uk"),
        ("https://bücher.example/ä", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://bbc.co.uk./x", "bbc.co.uk"),
        ("http://[2001:db8::1]/x", "2001:db8::1"),
    ],
)  # fmt: skip
def test_outlet_is_host(url: str, outlet: str) -> None:
    assert parse_host(url) == outlet


@pytest.mark.parametrize("url", ["", "comment", "ftp://a.example/x", "https://", "http://a b/", "javascript:alert(1)",
                                 "https://me:secret@a.example/", "http://a.example/\x00", "x" * 9000])  # fmt: skip
def test_bad_address_rejected(url: str) -> None:
    with pytest.raises(RejectedRow):
        parse_host(url)


@given(st.text(max_size=60))
def test_host_shortcut_agrees(rest: str) -> None:
    from db.errors import NotFetched
    from db.intake.urls import read_address

    url = f"https://a.example{rest}"
    try:
        careful = read_address(url).host
    except NotFetched:
        with pytest.raises(RejectedRow):
            parse_host(url)
    else:
        assert parse_host(url) == careful.removeprefix("www.")


def test_mapping_file_round_trip(tmp_path: Path) -> None:
    found = read_mappings(write_file(tmp_path, "m.toml", MAPPING))
    assert set(found) == set(TableRowKind)
    assert found[TableRowKind.APPEARANCES]["date"] == ColumnMapping("date", {}, ("%m %d %Y",), ("None",))
    again = read_mappings(write_file(tmp_path, "again.toml", format_mappings(found)))
    assert again == found


@given(st.dictionaries(st.text(max_size=9), st.sampled_from(["for", "against"]), min_size=1), st.text(min_size=1))
def test_any_words_in_mapping(values: dict[str, str], name: str) -> None:
    kept = {key.encode(errors="ignore").decode(): value for key, value in values.items()}
    columns = {"stance": ColumnMapping(name.encode(errors="ignore").decode() or "x", kept, (), ())}
    said = tomllib.loads(format_mappings({TableRowKind.APPEARANCES: columns}))["appearances"]["stance"]
    assert (said["column"], said["values"]) == (columns["stance"].column, kept)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no columns"),
        ("[people]\nname = 'x'", "people"),
        ("claims = 1", "not a table"),
        ("[claims]\nidd = 'x'", "no “idd”"),
        ("[claims]\nid = 1", "no column"),
        ("[claims.id]\ncolumn = 'a'\nvalue = 1", "has “value”"),
        ("[claims.tag]\ncolumn = 'a'\nvalues = 'x'", "not pairs"),
        ("[claims.tag]\ncolumn = 'a'\nempty = 'x'", "not a list"),
        ("[claims", "not TOML"),
        (f"[claims]\nid = {'9' * 900_000}", "a mapping: it has a number that is too long"),
        (f"[claims]\nid = 0x{'f' * 9_000}", "a mapping: it has a number that is too long"),
        (f"x = {'[' * 100_000}", "a mapping: it is nested too deeply"),
        (f"x = {'{a=' * 100_000}", "a mapping: it is nested too deeply"),
        (f"a{'.a' * 200_000} = 1", "a mapping: it is nested too deeply"),
        (f"""["a"{" . 'b'" * 100_000}]""", "a mapping: it is nested too deeply"),
        ("\x00", "not TOML"),
    ],
)
def test_wrong_mapping_explained(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(OnRecordError, match=words) as error:
        read_mappings(write_file(tmp_path, "m.toml", text))
    assert error.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this system's folders")
def test_mapping_pipe_is_not_awaited(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.toml")
    with pytest.raises(UnreadableArticle, match="a device or a pipe"):
        read_mappings(tmp_path / "m.toml")
    with pytest.raises(UnreadableArticle, match="a folder"):
        read_mappings(tmp_path)


def test_thin_mapping_explained() -> None:
    whole = {"claim": ColumnMapping("c"), "url": ColumnMapping("u"), "stance": STANCE}
    assert check_mapping(TableRowKind.APPEARANCES, whole) == whole
    for columns, words in (
        ({"claim": ColumnMapping("c")}, "url and stance"),
        (whole | {"stance": ColumnMapping("s")}, "what the values of the stance mean"),
        (whole | {"stance": ColumnMapping("s", {"x": "perhaps"})}, "not a stance"),
        (whole | {"date": ColumnMapping("d", formats=("%m %d",))}, "no year"),
        (whole | {"date": ColumnMapping("d", formats=("%Q %Y",))}, "can't be read"),
        (whole | {"date": ColumnMapping("d", formats=("%Y %Y",))}, "a part twice"),
        (whole | {"date": ColumnMapping("d", formats=("%Y" + " " * 1_000_000,))}, "too long"),
        (whole | {"url": ColumnMapping("u", formats=("%Y",))}, "no formats"),
        (whole | {"claim": ColumnMapping("c", empty=("x",))}, "left empty"),
        (whole | {"lang": ColumnMapping("l", {"E": "english tongue"})}, "not a language tag"),
        (whole | {"url": ColumnMapping("u", {"x": "y"})}, "can't be mapped"),
        (whole | {"url": ColumnMapping("")}, "names no column"),
        (whole | {"stance": ColumnMapping("s", {"x": "for"}, empty=("x",))}, "can't be left empty"),
    ):
        with pytest.raises(WrongUse, match=words):
            check_mapping(TableRowKind.APPEARANCES, columns)
    claims = {"id": ColumnMapping("i"), "text": ColumnMapping("t")}
    with pytest.raises(WrongUse, match="not a verdict"):
        check_mapping(TableRowKind.CLAIMS, claims | {"verdict": ColumnMapping("v", {"F": "false"})})
    with pytest.raises(WrongUse, match="not a tag"):
        check_mapping(TableRowKind.CLAIMS, claims | {"tag": ColumnMapping("v", {"F": "x" * 61})})


def test_absent_mapping_explained(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match="No such file"):
        read_mappings(tmp_path / "none.toml")
    with pytest.raises(UnreadableArticle, match="too large"):
        read_mappings(write_file(tmp_path, "m.toml", b"#" * (1 << 21)))
