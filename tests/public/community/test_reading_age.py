"""What groups, and whom they invite, read is as easy as the rest: nine to eleven years of age."""

import pytest

from portal.referral.questions.community_groups import INVITE, INVITED, LADDER, RING_ME
from tests.support.browsing import Browser
from tests.support.groups import choose
from tests.support.reading import grade, sentences

HIGHEST = 6.0
PAGES = ("", "/told", "/not-told", "/not-safe", "/ring-me")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_for_groups_reads_easily(client, page):
    said = sentences(Browser(client).go(f"/community{page}").html)
    assert len(said) > 5
    assert grade(" ".join(said)) <= HIGHEST


def test_an_invitation_reads_easily_for_who_gives_it_and_who_gets_it(client):
    browser = choose(client, "told").send("Make the invitation", need="dispute")
    assert grade(" ".join(sentences(browser.html))) <= HIGHEST
    words = next("".join(each.itertext()) for each in browser.page.findall(".//bdi[@lang]"))
    browser.go("/invited").send("Continue", code=words)
    assert grade(" ".join(sentences(browser.html))) <= HIGHEST


@pytest.mark.parametrize("page", [LADDER, INVITE, RING_ME, INVITED], ids=lambda page: page.id)
def test_each_question_reads_easily(page):
    said = [text for each in page.questions for text in (each.ask, each.hint) if text]
    assert grade(". ".join(said)) <= HIGHEST
