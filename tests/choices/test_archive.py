"""Texts as they were read: a changed page is a new version, and old records show the old words."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from portal.choices.archive import archive, text_read, texts_read
from portal.choices.guide import option
from portal.choices.keeping import change_choices, choices_of, file_choices, record_of
from portal.choices.reading import Choices
from portal.choices.texts import TEXTS, page_text, version_of
from portal.referral.filing import read_answers
from portal.referral.records import GuideVersion
from portal.referral.retention import erase
from portal.referral.words import Speaker
from tests.support.apps import MONDAY
from tests.support.example import example_hub
from tests.support.heart import make_office, receive, referral_of

SPEAK = Speaker(values=example_hub().facts)


@pytest.fixture
def office(engine):
    office = make_office(engine)
    office.speaker = lambda code: Speaker(code, values=office.hub.facts)
    return office


@pytest.fixture
def session(sessions):
    with sessions.begin() as session:
        yield session


@pytest.fixture
def referral(session, office):
    receive(session, office, name="Somebody Else")
    return referral_of(session, receive(session, office))


def reads(page: str, choices: Choices | None = None) -> Choices:
    """Somebody reads ``page`` as it is today."""
    version = version_of(TEXTS[page](SPEAK))
    return (choices or Choices()).read(page, version, "en_GB", MONDAY)


def rewrite(monkeypatch, page: str, title: str) -> None:
    """The guide's authors change a page."""
    changed = replace(option(page), title=title)
    monkeypatch.setitem(TEXTS, page, partial(page_text, changed))


def test_changing_a_word_makes_a_new_version():
    before = option("talk")
    part = replace(before.parts[3], points=(*before.parts[3].points[:-1], "Another thing."))
    after = replace(before, parts=(*before.parts[:3], part, *before.parts[4:]))
    assert version_of(page_text(before, SPEAK)) != version_of(page_text(after, SPEAK))
    assert version_of(page_text(before, SPEAK)) == version_of(page_text(replace(before), SPEAK))


def test_a_translation_is_a_version_of_its_own():
    class Other(Speaker):
        def __call__(self, text: str, **values: object) -> str:
            return f"[{super().__call__(text, **values)}]"

    assert version_of(TEXTS["talk"](SPEAK)) != version_of(TEXTS["talk"](Other()))


def test_an_old_record_still_shows_what_was_read(session, office, referral, monkeypatch):
    old = reads("talk")
    file_choices(session, office, referral, old)
    rewrite(monkeypatch, "talk", "A page with another name")
    change_choices(session, office, referral, reads("talk", choices_of(session, office, referral)))

    kept = choices_of(session, office, referral)
    texts = texts_read(session, kept.readings)
    titles = [texts[each.text]["title"] for each in kept.readings]
    assert titles == [option("talk").title, "A page with another name"]
    record = record_of(session, office, referral, SPEAK)
    assert [each.title for each in record.explained] == titles
    assert [each.version for each in record.explained] == [each.version for each in kept.readings]
    assert text_read(session, *old.readings[0].text)["lead"] == option("talk").lead


def test_what_was_read_before_a_change_and_sent_after_it_is_there_when_anybody_sent(
    session, office, referral, monkeypatch
):
    mine = reads("letter")
    file_choices(session, office, referral, reads("talk"))  # somebody else, who read another page
    rewrite(monkeypatch, "letter", "A new name")
    assert text_read(session, *mine.readings[0].text)["title"] == option("letter").title


def test_texts_are_kept_once(session, office):
    archive(session, office, ["en_GB"])
    count = session.scalar(select(func.count()).select_from(GuideVersion))
    archive(session, office, ["en_GB", "en_GB"])
    assert session.scalar(select(func.count()).select_from(GuideVersion)) == count == len(TEXTS)


def test_a_kept_text_cannot_be_rewritten(session, office):
    archive(session, office, ["en_GB"])
    with pytest.raises((IntegrityError, DatabaseError)), session.begin_nested():
        session.execute(update(GuideVersion).values(body={}))


def test_choices_are_sealed_with_the_referral_and_are_no_answers(session, office, referral):
    before = read_answers(session, office, referral)
    choices = reads("talk").say(MONDAY, notes="Bring Sam", leanings={"talk": "interested"})
    file_choices(session, office, referral, choices)
    assert read_answers(session, office, referral) == before
    assert choices_of(session, office, referral) == choices


def test_erasing_a_referral_erases_its_choices_and_no_text(session, office, referral):
    file_choices(session, office, referral, reads("talk").say(MONDAY, notes="Bring Sam"))
    erase(session, office, referral, "system")
    assert session.scalar(select(func.count()).select_from(GuideVersion)) == len(TEXTS)
    assert referral.data_key is None


def test_no_choices_write_nothing(session, office, referral):
    file_choices(session, office, referral, Choices())
    assert choices_of(session, office, referral) == Choices()
    assert session.scalar(select(func.count()).select_from(GuideVersion)) == 0
