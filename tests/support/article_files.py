"""PDF files and HTML pages with invented words."""

from __future__ import annotations

import zlib
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, EncodedStreamObject, NameObject

LINES = [
    "The spokesman told the agency that the drone had come down north",
    "of the river, and that the report of the evening was not cor-",
    "rect in any way.",
    "A second paragraph begins here, and goes on to the end of the line",
    "before it stops.",
]
PROSE = "The brigade’s spokesman told the agency that the drone “came down” by the river, and called the report wrong."


def pdf(pages: list[list[str]], *, user: str | None = None, algorithm: str = "AES-256", title: str = "") -> bytes:
    """A PDF with these lines on its pages; an empty list is a page without a text layer."""
    writer = PdfWriter()
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET".encode("latin-1") if lines else b"")
        _add_page(writer, stream)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Jo Writer", "/CreationDate": "D:20201216214500+02'00'"})
    if user is not None:
        writer.encrypt(user_password=user, owner_password="owner", algorithm=algorithm)
    return _pdf_bytes(writer)


def compressed_pdf(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages share one compressed content stream."""
    writer = PdfWriter()
    stream = EncodedStreamObject()
    stream._data = zlib.compress(content, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    reference = writer._add_object(stream)
    for _ in range(pages):
        _add_page(writer, reference)
    return _pdf_bytes(writer)


def page(body: str, *, head: str = "", lang: str = "en") -> str:
    """A page of HTML."""
    head = f"<title>Drone comes down</title>{head}"
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def paragraphs(count: int) -> str:
    """Paragraphs of an article."""
    return "".join(f"<p>{PROSE} Paragraph {number} says so.</p>" for number in range(1, count + 1))


def _add_page(writer: PdfWriter, content: object) -> None:
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    added = writer.add_blank_page(595, 842)
    added[NameObject("/Contents")] = writer._add_object(content) if hasattr(content, "get_data") else content
    added[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )


def _pdf_bytes(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
