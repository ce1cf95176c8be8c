"""The guide and one's own notes as files tell as much as was asked for, and no more."""

from portal.choices.guide import GUIDE, HEADINGS, OPTIONS
from tests.documents import samples
from tests.documents.guides import DOCUMENTS, HUB, notes

TELLING = (HUB.name, HUB.phone, "restorative", "victim", "crime", "mediation", "option")


def test_the_guide_holds_every_page_under_its_headings():
    text = samples.text(DOCUMENTS["guide"])
    for page in GUIDE:
        assert page.title in text
    for heading in HEADINGS:
        assert text.count(heading) >= len(OPTIONS)


def test_a_plain_cover_tells_nothing():
    plain = DOCUMENTS["guide with a plain cover"]
    assert (plain.title, plain.file_name) == ("Something to read", "reading.pdf")
    cover = samples.opened(plain)
    assert str(cover.docinfo["/Title"]) == "Something to read"
    assert str(cover.docinfo["/Author"]) == HUB.neutral_name


def test_plain_notes_hold_the_persons_words_and_nothing_that_tells():
    plain = DOCUMENTS["plain notes"]
    text = samples.text(plain)
    for words in ("Bring Sam", "Who pays?", "How long?", "2 March 2026"):
        assert words in text
    for words in TELLING:
        assert words.lower() not in text.lower()
        assert words.lower() not in plain.html.lower()
    assert plain.file_name == "notes-2026-03-02.pdf"


def test_full_notes_hold_what_was_marked_and_whom_to_ring():
    text = samples.text(DOCUMENTS["notes"])
    for words in ("Bring Sam", "Interested", "Not now", HUB.name, HUB.phone):
        assert words in text


def test_hostile_words_stay_words():
    made = notes(plain=True, notes="<b>bold</b> & </p><script>x</script>")
    assert "<script>" not in made.html
    assert "<b>bold</b>" in samples.text(made)
