"""The pages that anyone may read say what they must."""

import pytest

from portal.public.pages import PAGES
from tests.support.example import example_hub, pages_app
from tests.support.strict_html import faults


@pytest.fixture(scope="module")
def client():
    return pages_app("en_GB", "en_150").test_client()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en_GB", "en_150"])
def test_a_page_is_well_formed(client, path, language):
    client.set_cookie("language", language)
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults(answer.text) == []


def said(path: str) -> str:
    return pages_app().test_client().get(path).text


def test_the_start_page_leads_to_everything():
    for path in ("/refer/start", "/return", "/track", "/help-now", "/contact", "/leave"):
        assert f'href="{path}"' in said("/")


def test_help_now_gives_the_emergency_numbers_once_and_every_helpline():
    text = said("/help-now")
    assert text.count('href="tel:999"') == text.count('href="tel:101"') == 1
    for line in example_hub().helplines:
        assert line.phone in text


def test_privacy_says_how_long_things_are_kept():
    text = said("/privacy")
    for words in ("30 days", "6 months", "6 years", "Information Commissioner", "UK GDPR"):
        assert words in text


def test_the_cookies_page_names_every_cookie():
    text = said("/cookies")
    assert "session" in text
    assert "language" in text


def test_contact_gives_every_way():
    hub = example_hub()
    text = said("/contact")
    for words in (hub.phone, f"18001 {hub.phone}", hub.email, *hub.address):
        assert words in text


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/"])
def test_facts_are_dated(path):
    assert "Last checked: " in said(path)
