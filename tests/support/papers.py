"""What a document says, for tests."""

import io

from pypdf import PdfReader


def words_of(pdf: bytes) -> str:
    """The words of a PDF, with one space between them."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
