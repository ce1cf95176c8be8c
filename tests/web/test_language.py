"""Which language a page is in, and what its texts become."""

import pytest
from markupsafe import Markup

from portal.web.language import (
    count_texts,
    current_language,
    safe_next,
    t,
    template_count,
    template_text,
)
from tests.support.example import pages_app


def language_of(app, **headers) -> str:
    with app.test_request_context("/", headers=headers):
        return current_language().code


def test_the_browser_s_wish_is_met_where_it_can_be():
    app = pages_app("en_GB", "pl", "ar")
    assert language_of(app, accept_language="pl-PL,pl;q=0.9,en;q=0.5") == "pl"
    assert language_of(app, accept_language="fr,en;q=0.5") == "en_GB"
    assert language_of(app) == "en_GB"


def test_what_was_chosen_beats_what_the_browser_wishes():
    app = pages_app("en_GB", "pl")
    assert language_of(app, accept_language="pl", cookie="language=en_GB") == "en_GB"
    assert language_of(app, accept_language="pl", cookie="language=xx") == "pl"


def test_nobody_is_given_the_pseudo_language_unasked():
    app = pages_app("en_GB", "en_150")
    assert language_of(app, accept_language="en-150") == "en_GB"
    assert language_of(app, cookie="language=en_150") == "en_150"


@pytest.mark.parametrize(("code", "direction"), [("pl", "ltr"), ("ar", "rtl"), ("en_150", "rtl")])
def test_a_page_says_its_language_and_direction(code, direction):
    client = pages_app("en_GB", code).test_client()
    client.set_cookie("language", code)
    text = client.get("/").text
    assert f'<html lang="{code.replace("_", "-")}" dir="{direction}"' in text
    assert (".rtl." in text) == (direction == "rtl")


def test_choosing_a_language_keeps_it_and_returns_to_the_page():
    client = pages_app("en_GB", "pl").test_client()
    answer = client.get("/language/pl?next=/help-now")
    assert answer.location == "/help-now"
    assert 'lang="pl"' in client.get("/").text
    assert client.get("/language/fr").status_code == 404


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "",
        None,
        "/a\nb",
        "/\t/x",
    ],
)
def test_nobody_is_sent_to_another_site(target):
    assert safe_next(target) == "/"


def test_values_are_escaped_in_templates_and_plain_in_texts():
    with pages_app().test_request_context("/"):
        assert template_text("For %(name)s", name="<b>") == Markup("For &lt;b&gt;")
        assert template_text("%(hub)s") == "Larkfield Restorative Hub"
        assert t("For %(name)s at %(hub)s", name="<b>") == "For <b> at Larkfield Restorative Hub"
        assert template_count("%(num)s day", "%(num)s days", 3) == "3 days"


def test_the_counter_has_a_text_for_each_plural_form():
    with pages_app("ar").test_request_context("/"):
        said = count_texts()
    for form in ("zero", "one", "two", "few", "many", "other"):
        assert f'data-i18n.words-under-limit.{form}="' in said
    assert "%{count}" in said
