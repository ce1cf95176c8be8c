"""Words for people, spoken in a language."""

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from portal.referral.words import Speaker, say

pytestmark = pytest.mark.core


class Loud(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper().replace("%(NAME)S", "%(name)s")


def test_marking_changes_nothing():
    assert say("Hello %(name)s") == "Hello %(name)s"


def test_a_speaker_translates_and_then_fills_in():
    speak = Speaker(translations=Loud(), values={"name": "Larkfield"})
    assert speak("Hello %(name)s") == "HELLO Larkfield"
    assert speak("Hello %(name)s", name="Ann 100%(x)s") == "HELLO Ann 100%(x)s"


def test_nothing_stays_nothing_and_a_percent_sign_is_only_a_sign():
    speak = Speaker(translations=Loud())
    assert speak("") == ""
    assert speak("100% free") == "100% FREE"


def test_days_and_moments_are_told_by_the_hubs_own_clock():
    speak = Speaker()
    assert speak.day(date(2026, 3, 14)) == "14 March 2026"
    assert speak.month(date(2026, 3, 1)) == "March 2026"
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert speak.moment(summer) == "Wednesday 1 July 2026, 00:30"
    assert Speaker(zone="UTC").moment(summer) == "Tuesday 30 June 2026, 23:30"


def test_several_things_become_one_phrase():
    assert Speaker().list(["phone"]) == "phone"
    assert Speaker().list(["phone", "text", "email"]) == "phone, text and email"
    assert Speaker("pl").list(["a", "b"]) == "a i b"
