"""The demonstration's page of codes: it lets whoever tries it sign in, and no real hub has it."""

import re

import pytest

from portal.demo import environment
from portal.demo.codes import PATH
from portal.demo.making import _employ
from portal.demo.people import PASSWORD, STAFF
from portal.settings import Settings
from portal.storage.engine import make_engine
from portal.storage.migrate import upgrade
from tests.support.apps import Clock, StrictClient, make_app
from tests.support.browsing import Browser
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(tmp_path, clock):
    """A demonstration with its staff, and nothing else yet."""
    from portal import create_app

    settings = Settings.from_environment(environment(tmp_path, 8000))
    engine = make_engine(settings.database_url)
    upgrade(engine)
    engine.dispose()
    app = create_app(settings, clock=clock)
    app.test_client_class = StrictClient
    desk = app.extensions["portal_desk"]
    clock.forward(days=-1)
    with desk.session() as session:
        for person in STAFF:
            _employ(session, desk.office, person)
    clock.forward(days=1)
    yield app
    desk.engine.dispose()


def shown(app, email):
    text = Browser(app.test_client()).go(PATH).text
    return re.search(rf"{re.escape(email)}\s*(\d{{6}}|Used)", text)[1]


def sign_in(app, email):
    browser = Browser(app.test_client()).go("/sign-in")
    browser.send("Sign in", email=email, password=PASSWORD)
    return browser.send("Continue", code=shown(app, email))


def test_everybody_signs_in_with_the_code_that_is_shown(app):
    for person in STAFF:
        assert sign_in(app, person.email).url in ("/hub/", "/account")


def test_a_code_that_was_used_is_followed_by_the_next_and_then_by_waiting(app, clock):
    email = STAFF[0].email
    first = shown(app, email)
    sign_in(app, email)
    second = shown(app, email)
    assert second not in (first, "Used")
    assert sign_in(app, email).url == "/hub/"
    assert shown(app, email) == "Used"
    clock.forward(seconds=30)
    assert sign_in(app, email).url == "/hub/"


def test_a_real_hub_has_no_such_page(sqlite_url):
    app = make_app(sqlite_url)
    assert not any("demonstration" in rule.rule for rule in app.url_map.iter_rules())
    assert Browser(app.test_client()).go(PATH).status == 404
