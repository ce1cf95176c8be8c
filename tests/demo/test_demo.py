"""The demonstration hub: made by real verbs, marked as one, and made only once."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, make_url, select

from portal.demo import ROOT, demo, environment, make
from portal.demo.people import EVERYBODY, PARTNERS, PASSWORD, STAFF, WORD
from portal.referral.drafts import come_back
from portal.referral.handing_on.standing import Standing
from portal.referral.handing_on.story import story
from portal.referral.origins import Origin
from portal.referral.records import Event, Joining, PossibleMatch, Referral
from portal.referral.verifying import verify
from portal.settings import Settings, SettingsMistakes
from tests.support.browsing import Browser
from tests.support.staffing import quick_passwords, sign_in  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One demonstration for all of these tests: none of them changes what is in it."""
    settings = Settings.from_environment(environment(tmp_path_factory.mktemp("demo"), 8000))
    return settings, make(settings)


@pytest.fixture
def app(made):
    from portal import create_app
    from tests.support.apps import StrictClient

    app = create_app(made[0])
    app.test_client_class = StrictClient
    yield app
    app.extensions["portal_desk"].engine.dispose()


def test_everybody_who_is_printed_can_sign_in_and_every_page_is_well_formed(app):
    for person in STAFF:
        browser = sign_in(Browser(app.test_client()), person.email, PASSWORD)
        assert browser.url in ("/hub/", "/account")
        for path in ("/hub/?view=finished", "/hub/?view=mine", "/hub/?order=newest", "/account"):
            browser.go(path)
        for link in [each.get("href") for each in browser.go("/hub/").page.iter("a")]:
            if link.startswith("/hub/referrals/"):
                assert browser.go(link).status == 200


def test_everybody_at_a_partner_can_sign_in_and_every_page_of_theirs_is_well_formed(app):
    for person in (each for partner in PARTNERS for each in partner.people):
        browser = sign_in(Browser(app.test_client()), person.email, PASSWORD)
        assert browser.url in ("/partner/", "/partner/people"), person
        for link in {each.get("href", "") for each in browser.page.iter("a")}:
            if link.startswith("/partner/"):
                assert browser.go(link).status == 200, link


def test_the_printed_card_and_word_open_what_was_told_about_somebody(app, made):
    browser = Browser(app.test_client()).go("/yours")
    browser.send("Open it", code=made[1][2], agreed=WORD)
    assert browser.filled("Get my own code")


def test_some_referrals_come_from_partners_and_from_groups(app):
    with app.extensions["portal_desk"].looking() as session:
        found = session.execute(select(Referral.origin, func.count()).group_by(Referral.origin))
        counted = {row.origin: row[1] for row in found}
    assert counted[Origin.PARTNER] >= 30
    assert counted[Origin.COMMUNITY] >= 5
    assert counted[Origin.SELF] > counted[Origin.PARTNER]


def test_the_printed_code_and_word_lead_back_to_a_referral(app, made):
    desk = app.extensions["portal_desk"]
    with desk.writing() as connection:
        assert come_back(connection, desk.office, made[1][1], WORD) is not None


def test_what_was_handed_on_stands_in_every_way_it_can(app):
    desk = app.extensions["portal_desk"]
    with desk.looking() as session:
        found = {
            at.standing
            for referral in session.scalars(select(Referral))
            for at in story(session, desk.office, referral)
        }
        pairs = {(each.of, each.state) for each in session.scalars(select(PossibleMatch))}
        joined = session.scalar(select(func.count()).select_from(Joining))
    assert found >= {
        *(Standing.RESTING, Standing.HELD, Standing.FAILED, Standing.ASKING, Standing.UNANSWERED),
        *(Standing.ACCEPTED, Standing.DECLINED, Standing.CLOSED, Standing.TAKEN_BACK),
    }
    assert pairs >= {("person", "open"), ("person", "same"), ("sides", "open")}
    assert joined == 1


def test_a_worker_beside_it_sends_what_is_handed_on_into_its_own_folder(made, tmp_path):
    kept = Path(make_url(made[0].database_url).database).parent
    folder = shutil.copytree(kept, tmp_path / "demo")
    command = [sys.executable, "-m", "portal.cli", "demo", "--worker", "--folder", folder]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as worker:
        began = json.loads(worker.stderr.readline())
        worker.terminate()
    assert (began["event"], began["ways"]) == ("started", "to:first")
    assert worker.returncode == 0


def test_making_it_again_changes_nothing(app, made):
    settings, code = made
    before = stages(app)
    assert make(settings) == code
    assert stages(app) == before


def stages(app):
    """How many referrals there are at each stage."""
    with app.extensions["portal_desk"].looking() as session:
        found = session.execute(select(Referral.stage, func.count()).group_by(Referral.stage))
        return {row.stage: row[1] for row in found}


def test_there_are_two_hundred_referrals_all_along_their_lives(app):
    found = stages(app)
    assert sum(found.values()) >= 200
    assert len(found) >= 12
    assert all(found[stage] >= 5 for stage in ("submitted", "in_triage", "closed"))


def test_everything_in_it_happened_in_order_and_is_as_it_was_written(app):
    desk = app.extensions["portal_desk"]
    with desk.looking() as session:
        moments = list(session.scalars(select(Event.at).order_by(Event.number)))
    assert moments == sorted(moments)
    assert moments[-1] <= datetime.now(UTC)
    with desk.reading() as connection:
        assert verify(connection, desk.office).faults == {}


def test_a_real_hub_refuses_its_keys(tmp_path):
    real = environment(tmp_path, 8000) | {
        "PORTAL_DEMO": "no",
        "PORTAL_TRUSTED_HOSTS": "portal.example.org",
        "PORTAL_PUBLIC_URL": "https://portal.example.org",
    }
    with pytest.raises(SettingsMistakes) as refused:
        Settings.from_environment(real)
    assert len(refused.value.mistakes) == 2
    assert all("made for a demonstration" in each for each in refused.value.mistakes)


def test_the_command_prints_where_to_go_and_who_can_sign_in(tmp_path, monkeypatch):
    monkeypatch.setattr("os.environ", dict(__import__("os").environ))
    shown = CliRunner().invoke(demo, ["--folder", str(tmp_path), "--only-make", "--port", "8765"])
    assert shown.exit_code == 0, shown.output
    for words in ("http://127.0.0.1:8765/sign-in", PASSWORD, *(each.email for each in EVERYBODY)):
        assert words in shown.output
    tomasz, priya = (
        next(line for line in shown.output.splitlines() if f" {name}@" in line)
        for name in ("tomasz", "priya")
    )
    assert tomasz.endswith("practitioner, trained for hate, children")
    assert priya.endswith("practitioner")


def test_what_is_printed_for_somebody_coming_back_opens_their_referral(app, made):
    reference, code, _ = made[1]
    browser = Browser(app.test_client()).go("/track")
    browser.send("Open it", reference=reference, code=code, word=WORD)
    assert browser.url != "/track" or browser.says(reference)
    assert not browser.says("There is a problem")
