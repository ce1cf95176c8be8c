"""Every page of the journey, and every explanation of a problem, reads easily at nine to eleven."""

import pytest

from portal.referral.answers import MESSAGES
from portal.referral.questions import by_agency, by_community, equality, self_referral
from portal.referral.questions.after_sending import FOLLOW
from portal.referral.questions.coming_again import CONFIRM, IS_IT_THE_SAME_HERE
from portal.referral.questions.distance import HOW_THINGS_ARE
from portal.referral.questions.question import Page
from portal.referral.questions.way_back import CHOOSE_WORD, COME_BACK
from tests.support.example import example_hub
from tests.support.reading import grade

HIGHEST = 6.0

HUB = example_hub()
PAGES = (
    *self_referral(HUB).pages,
    *by_agency().pages,
    *by_community().pages,
    *equality().pages,
    CHOOSE_WORD,
    COME_BACK,
    CONFIRM,
    FOLLOW,
    HOW_THINGS_ARE,
    IS_IT_THE_SAME_HERE,
)


def as_sentence(text: str) -> str:
    text = text % {**HUB.facts, "title": "When"} if "%(" in text else text
    return text if text[-1] in ".?!" else f"{text}."


def words_of(page: Page) -> str:
    """All that a page says, its choices too, as sentences."""
    said = [page.title, *page.lead, *(wording.ask for wording in page.otherwise)]
    for question in page.questions:
        said += [question.ask, question.hint, question.missing]
        said += [text for each in question.otherwise for text in (each.ask, each.hint)]
        for choice in getattr(question.kind, "choices", ()):
            said += [choice.label, choice.hint]
    return " ".join(as_sentence(text) for text in said if text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_of_questions_reads_easily(page):
    assert grade(words_of(page)) <= HIGHEST


def test_what_to_do_about_a_problem_reads_easily():
    said = " ".join(
        as_sentence(text % {"limit": 9, "over": 9, "choice": "it", "least": 1, "most": 9})
        for text in MESSAGES.values()
    )
    assert grade(said) <= HIGHEST
