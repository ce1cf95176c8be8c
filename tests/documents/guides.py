"""The guide and notes as documents, in each of the ways that they can be asked for."""

from datetime import date

from portal.choices.figures import HOW_SURE
from portal.choices.guide import GUIDE
from portal.choices.informed import informed
from portal.choices.reading import Choices
from portal.choices.sources import SOURCES
from portal.choices.texts import TEXTS
from portal.documents.guide import guide_document, notes_document
from portal.referral.words import Speaker
from tests.support.example import example_hub

HUB = example_hub()
SPEAK = Speaker(values=HUB.facts)
DAY = date(2026, 3, 2)
RECORD = informed(Choices(leanings={"talk": "interested"}, whole="not_now"), SPEAK)


def _figures(pages: tuple[str, ...]) -> int | None:
    """Where the page of figures stands; last in the whole guide."""
    return len(GUIDE) if not pages else 0 if HOW_SURE.id in pages else None


def guide(*pages: str, **how):
    bodies = [TEXTS[each](SPEAK) for each in pages or [each.id for each in (*GUIDE, HOW_SURE)]]
    return guide_document(
        HUB,
        SPEAK,
        bodies,
        figures=_figures(pages),
        whole=not pages,
        checked=DAY,
        sources=SOURCES[:3],
        **how,
    )


def notes(*, plain: bool, large: bool = False, **said: str):
    words = {"questions": "Who pays?\nHow long?", "notes": "Bring Sam", **said}
    return notes_document(HUB, SPEAK, RECORD, **words, day=DAY, plain=plain, large=large)


DOCUMENTS = {
    "guide": guide(),
    "guide with a plain cover": guide(plain=True),
    "one page": guide("talk"),
    "one page with a plain cover": guide("talk", plain=True, large=True),
    "the page of figures": guide(HOW_SURE.id),
    "notes": notes(plain=False),
    "plain notes": notes(plain=True),
    "plain notes, large and empty": notes(plain=True, large=True, notes="", questions=""),
}
