"""HTML to a tagged PDF by WeasyPrint: our own fonts, our own files, and no warning let through.

Imported only in the process that renders (see renderer.py): WeasyPrint is big, and one font
configuration and one parsed stylesheet serve all documents of that process. A new one for each
document leaked memory when tried: 59 to 144 MiB over 300 documents.
"""

import atexit
import json
import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .faulty import Faulty

PORTAL = Path(__file__).parents[1]
STYLE = PORTAL / "templates" / "documents" / "document.css"
BUILD = PORTAL / "static" / "build"
OURS = "portal:"
"""The scheme of our own files in the stylesheet, such as ``portal:mark.svg``."""


class OurFiles(URLFetcher):  # type: ignore[misc]
    """Gives out the built files that the stylesheet names, and refuses everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        manifest = json.loads((BUILD / "manifest.json").read_text())
        self.files = {OURS + name: BUILD / file for name, file in manifest.items()}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file at ``url``. Raises ValueError for anything that is not ours."""
        if url not in self.files:
            raise ValueError("not one of our files")
        kinds = {".svg": "image/svg+xml", ".woff2": "font/woff2"}
        path = self.files[url]
        headers = {"Content-Type": kinds.get(path.suffix, "application/octet-stream")}
        return URLFetcherResponse(url, path.read_bytes(), headers)


class _Warnings(logging.Handler):
    """Keeps what WeasyPrint complains of to itself: characters no font has, and a count."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self.count = 0
        self.undrawn: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef glyph"):
            self.undrawn.update(_quoted(record.getMessage()))
        else:
            self.count += 1


class _Press:
    """What all documents of this process share. Raises Faulty when the stylesheet is not right."""

    def __init__(self) -> None:
        self.warnings = _Warnings()
        logger = logging.getLogger("weasyprint")
        logger.handlers = [self.warnings]
        logger.propagate = False
        self.fetcher = OurFiles()
        self.fonts = FontConfiguration()
        self.style = CSS(
            string=STYLE.read_text(encoding="utf-8"),
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )
        self.spelled: dict[int, str] = {}
        if self.warnings.count:
            raise Faulty

    def print(self, html: str) -> bytes:
        """One try. What could not be drawn is in ``warnings.undrawn`` afterwards."""
        self.warnings.clear()
        made: bytes = HTML(string=html, url_fetcher=self.fetcher).write_pdf(
            finisher=_finish,
            font_config=self.fonts,
            stylesheets=[self.style],
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )
        if self.warnings.count:
            raise Faulty
        return made


@cache
def _press() -> _Press:
    # Fontconfig crashes when its fonts are freed after Python took itself down.
    atexit.register(_press.cache_clear)
    return _Press()


def make_pdf(html: str) -> bytes:
    """The PDF/UA-1 file that ``html``, a whole document of ours, lays out to.

    A character that no font on this machine has is spelled by its name, such as "[crying face]",
    so that nothing a person wrote turns into an empty box. Raises Faulty when WeasyPrint warns.
    Not for several threads at once.
    """
    press = _press()
    made = press.print(html.translate(press.spelled))
    if press.warnings.undrawn:
        press.spelled.update({ord(each): _spell(each) for each in press.warnings.undrawn})
        made = press.print(html.translate(press.spelled))
        if press.warnings.undrawn:
            raise Faulty
    return made


def _quoted(message: str) -> str:
    """The characters in WeasyPrint's complaint about them, which reads … "x" (U+0078)."""
    return "".join(chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4,6})", message))


def _spell(character: str) -> str:
    """A character as words in brackets; what only joins or varies others, as nothing."""
    category = unicodedata.category(character)
    if category in ("Cf", "Cc") or "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return ""
    code = f"U+{ord(character):04X}"
    if category[0] in "LM":  # the name of one letter helps nobody to read a word
        return f"[{code}]"
    return f"[{unicodedata.name(character, '').lower() or code}]"


def _finish(document: Any, pdf: Any) -> None:
    """Turn what is tagged outside the structure tree into artifacts.

    WeasyPrint 70 tags the page numbers in the margin but hangs them on no tree, so a screen reader
    would meet loose text. As artifacts they are passed over, as page numbers should be.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = set(_tree(pdf, _object(pdf, root["K"][0])))
    parents = _object(pdf, root["ParentTree"])["Nums"]
    owners = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in pdf.page_references:
        page = _object(pdf, page)
        loose = {
            number: owner
            for number, owner in enumerate(owners[page["StructParents"]])
            if _number(owner) not in reached
        }
        stream = _object(pdf, page["Contents"]).stream
        for place, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in loose:
                stream[place - 1] = "/Artifact"
                stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
        for number, owner in loose.items():
            owners[page["StructParents"]][number] = "null"
            _object(pdf, owner).clear()


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _tree(pdf: Any, element: Any) -> Iterator[int]:
    """The numbers of ``element`` and of everything under it."""
    yield element.number
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            yield from _tree(pdf, _object(pdf, kid))
