"""The person's own copies: one that anybody may find, and one that holds everything."""

import io
import re
import unicodedata
from typing import Any

import pypdf
import pytest

from portal.documents.paper import MOST, Document
from portal.documents.renderer import NotRendered, render_pdf
from portal.referral.kinds.text import clean
from portal.referral.readers import Reader
from portal.referral.summary import summary
from tests.documents import samples

TELLING = (
    *("restorative", "justice", "crime", "victim", "harm", "dispute", "neighbour", "incident"),
    *("referral", "refer ", "referred", "police", "safe", "offen", "mediat", "worker", "abuse"),
    *("support", "confidential", "hub", "portal", "http", "www", "larkfield restorative"),
    *("ann", "marigold", "bleak", "gordon", "fence", "shouting", "saffron"),
)


def words_in(text: str) -> str:
    return " ".join(text.split())


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


# --- The neutral note -----------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_the_neutral_note_tells_nothing_to_whoever_finds_it(large: bool) -> None:
    note = samples.neutral(large=large)
    made = samples.pdf(note)
    reader = pypdf.PdfReader(io.BytesIO(made))
    metadata = " ".join(str(value) for value in (reader.metadata or {}).values())
    xmp = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    bookmarks = " ".join(str(each["/Title"]) for each in reader.outline if isinstance(each, dict))
    shown = samples.text(note)
    for place in (shown, metadata, bookmarks, note.file_name, note.title, note.html):
        found = [word for word in TELLING if word in place.casefold()]
        assert not found, place
    assert not [word for word in TELLING if word in xmp.casefold() and word not in ("http", "www")]


def test_the_neutral_note_carries_no_picture_or_attachment_or_link() -> None:
    opened = samples.opened(samples.neutral())
    assert not any("/Annots" in each for each in opened.pages)
    assert not opened.attachments
    assert not any(each.get("/Resources", {}).get("/XObject", {}) for each in opened.pages)


def test_the_neutral_note_is_signed_so_that_the_person_can_ring() -> None:
    shown = words_in(samples.text(samples.neutral()))
    for expected in ("Larkfield Office", "01632 960123", samples.REFERENCE, "24 November 2026"):
        assert expected in shown


def test_the_neutral_note_has_a_neutral_file_name() -> None:
    assert samples.neutral().file_name == "note-2026-11-22.pdf"
    assert samples.neutral().title == "Note of 22 November 2026"


# --- The full copy --------------------------------------------------------------------------


def test_the_full_copy_holds_every_answer() -> None:
    shown = without_space(samples.text(samples.full()))
    for part in summary(samples.QUESTIONS, samples.ANSWERS, Reader.PERSON, samples.ENGLISH):
        for row in part.rows:
            for line in (row.label, *row.lines):
                assert without_space(line) in shown, line


def test_the_full_copy_says_what_happens_next_and_who_was_told_and_how_to_stop() -> None:
    shown = words_in(samples.text(samples.full()))
    for expected in (
        samples.REFERENCE,
        "by 24 November 2026",
        "by 27 November 2026, only in the ways and at the times you said are safe",
        "Larkshire Council",
        "https://hub.example/track",
        "stop it at any time",
        "01632 960123",
    ):
        assert expected in shown


def test_somebody_who_only_looks_here_is_not_told_that_we_will_ring() -> None:
    shown = words_in(samples.text(samples.full(answers=samples.SHORT, told=())))
    assert "We send you nothing" in shown
    assert "We try to reach you" not in shown
    assert "You have not agreed to share it with anybody yet." in shown
    assert "Nobody else has been told." in shown


ARABIC = "بدأ ذلك في الربيع عندما سقط السياج في حديقتي"
CYRILLIC = "Щоб це припинилося, і щоб ґанок був мій"
HOSTILE = {
    "right to left": ARABIC,
    "a mix of directions": f"He said {ARABIC} 12 times in August",
    "Cyrillic": CYRILLIC,
    "Vietnamese and Polish": "Tôi đã bị người hàng xóm đe dọa. Zażółć gęślą jaźń",
    "marks to be combined": "e\u0301 o\u0308 n\u0303 Z\u0351\u0343algo",
    "HTML": "</p></td></table><script>alert(1)</script><style>*{display:none}</style>&amp;<!--",
    "templates": "{{ 7 * 7 }} {% raw %} %(hub)s %s ${HOME}",
    "control characters": "one\x01two\x0bthree\x7ffour\u0085five\u2028six",
    "overrides": "start \u202ekcab\u202c \u2066isolated\u2069 \ufeffend",
    "very long": " ".join(f"word{number:04}" for number in range(2222)),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_full_copy_holds_hostile_text_as_it_was_meant(hostile: str) -> None:
    document = samples.full(answers={**samples.ANSWERS, "what_happened": hostile})
    shown = without_space(samples.text(document))
    for word in re.split(r"\s+", clean(hostile, lines=True)):
        assert without_space(word) in shown, word


def test_a_word_without_end_is_broken_in_reasonable_time() -> None:
    document = samples.full(answers={**samples.ANSWERS, "what_happened": "x" * 20_000})
    shown = re.sub(r"\d+ / \d+", "", samples.text(document))
    assert without_space(shown).count("x") >= 20_000


def test_what_no_font_has_is_spelled_and_not_left_as_a_box() -> None:
    # Characters that Unicode has not given out: no machine has a font with them.
    hostile = "before \u0378 \u0379 after"
    document = samples.full(answers={**samples.ANSWERS, "what_happened": hostile})
    shown = words_in(samples.text(document))
    assert "before [U+0378] " in shown
    assert "[U+0379] after" in shown


def test_letters_and_pictures_that_no_font_has_are_spelled() -> None:
    from portal.documents.pdf import _spell

    assert _spell("\N{CRYING FACE}") == "[crying face]"
    assert _spell("\u6f22") == "[U+6F22]"
    assert _spell("\N{ZERO WIDTH JOINER}") == _spell("\N{VARIATION SELECTOR-16}") == ""


@pytest.mark.parametrize("name", ["<img src=file:///etc/passwd>", "<b onclick='x'>", "&lt;b&gt;"])
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    document = samples.full(answers={**samples.ANSWERS, "name": name})
    assert name not in document.html
    assert without_space(name) in without_space(samples.text(document))


def test_more_than_fits_is_cut_and_says_so() -> None:
    answers = {**samples.ANSWERS, "what_happened": "again " * MOST}
    assert "Ask us for the rest" in words_in(samples.full(answers=answers).html)


@pytest.mark.parametrize(
    "wanted",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(//127.0.0.1/x.css);</style>",
        '<p style="background: url(data:image/png;base64,AAAA)">x</p>',
    ],
)
def test_a_document_that_asks_for_any_other_file_is_not_made(wanted: str) -> None:
    html = f'<html lang="en-GB"><head><title>x</title></head><body><h1>x</h1>{wanted}</body></html>'
    with pytest.raises(NotRendered):
        render_pdf(Document(html, "x", "x.pdf"))


def test_our_files_are_only_ours() -> None:
    from portal.documents.pdf import OurFiles

    files = OurFiles()
    assert files.fetch("portal:circles.svg").read().startswith(b"<svg")
    for url in (
        *("file:///etc/passwd", "http://example.org/", "portal:../settings.py"),
        *("portal:/etc/passwd", "data:,x", "circles.svg", ""),
    ):
        with pytest.raises(ValueError, match="not one of our files"):
            files.fetch(url)


def test_a_phone_number_keeps_its_order_on_a_page_that_runs_right_to_left() -> None:
    document: Any = samples.full(samples.ARABIC)
    assert '<p dir="ltr">01632 960301</p>' in document.html
    assert '<bdi dir="ltr"><strong>01632 960123</strong></bdi>' in document.html
