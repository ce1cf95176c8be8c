"""The informed-choice record as rows: what was explained, what was said, what is still open."""

import pytest

from portal.choices.guide import OPTIONS, option
from portal.choices.informed import informed
from portal.choices.matters import MATTERS
from portal.choices.reading import Choices
from portal.choices.sure import SURE
from portal.referral.words import Speaker
from tests.support.apps import MONDAY

pytestmark = pytest.mark.core

SPEAK = Speaker()
SAID = Choices(
    matters={"stops": "a_little", "answers": "a_lot"},
    leanings={"circle": "not_for_me", "letter": "know_more", "talk": "interested"},
    whole="not_now",
    sure={"support": "no", "clear": "yes"},
    notes="Bring Sam",
    questions="Who pays?\nHow long?",
    said_at=MONDAY,
).read("letter", "0123abcd", "pl", MONDAY)


def test_it_says_what_was_explained_in_which_version_and_language_and_when():
    (read,) = informed(SAID, SPEAK).explained
    assert (read.title, read.version, read.language) == (
        option("letter").title,
        "0123abcd",
        "Polish",
    )
    assert read.at == MONDAY
    assert read.href == "/options/as-read/letter/0123abcd?in=pl"


def test_a_page_that_is_gone_keeps_its_id_and_one_that_was_kept_its_title():
    gone = (
        Choices()
        .read("old_page", "0123abcd", "en_GB", MONDAY)
        .read("easy_talk", "0123abcd", "xx", MONDAY)
    )
    titles = [each.title for each in informed(gone, SPEAK).explained]
    assert titles == ["old_page", f"{option('talk').title} (Easy Read)"]
    kept = {("old_page", "0123abcd", "en_GB"): {"title": "What it was called"}}
    assert informed(gone, SPEAK, kept).explained[0].title == "What it was called"


def test_what_was_said_stands_in_the_guides_own_order():
    record = informed(SAID, SPEAK)
    order = [each.label for each in MATTERS if each.id in SAID.matters]
    assert [label for label, _ in record.matters] == order
    order = [each.title for each in OPTIONS if each.id in SAID.leanings]
    assert [label for label, _ in record.leanings] == order
    assert dict(record.leanings)[option("letter").title] == ("I want to know more",)
    assert record.whole == "Not now"
    assert [lines for _, lines in record.sure] == [("Yes",), ("Not yet",)]


def test_it_says_what_the_person_still_wants_to_know():
    assert informed(SAID, SPEAK).wants == (
        ("More about these options", (option("letter").title,)),
        ("Said “not yet” to", (SURE[-1].short,)),
        ("Own questions", ("Who pays?", "How long?")),
    )


def test_groups_leave_out_what_holds_nothing():
    assert informed(Choices(), SPEAK).groups(SPEAK) == []
    assert not informed(Choices(), SPEAK)
    titles = [title for title, _ in informed(SAID, SPEAK).groups(SPEAK)]
    assert titles == [
        "What matters",
        "Of the options",
        "Ready to choose",
        "Still to find out",
        "Notes",
        "What was read",
    ]


def test_an_option_that_the_guide_no_longer_has_stays_in_the_record():
    old = Choices(leanings={"dance": "interested"})
    assert informed(old, SPEAK).leanings == (("dance", ("Interested",)),)
