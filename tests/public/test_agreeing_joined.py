"""What was agreed to on one of two pages of the same case can be taken back on either."""

import pytest
from sqlalchemy import select

from portal.referral.handing_on.asking_first import ask_first
from portal.referral.handing_on.asking_first_decided import decide
from portal.referral.handing_on.places import key_of_organisation
from portal.referral.joining import join
from portal.referral.pairs import notice
from portal.referral.records import CrossReferral, Referral
from tests.support.crossed import agreeing, place_of, provider
from tests.support.sent import send
from tests.support.workers import add_worker


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: the heart is tested on both."""
    return sqlite_url


@pytest.mark.parametrize("page", [0, 1])
def test_a_yes_is_taken_back_on_either_page(app, clock, page):
    desk = app.extensions["portal_desk"]
    both = [send(app, app.test_client(), name="Ann") for _ in range(2)]
    with desk.session() as db:
        pat, service = add_worker(desk), provider(db, desk.office, "Kettle Circle", None)
        case, other = (
            db.scalars(select(Referral).filter_by(reference=each.reference)).one() for each in both
        )
        match = notice(db, desk.office, case, other, pat)
        join(db, desk.office, match, keep=case, by=pat, version=match.version)
        to = place_of(db, desk.office, service)
        ask_first(db, desk.office, case, to, pat, version=case.version)
    clock.forward(minutes=1)
    both[1].browser.go("/track/referral/agreeing").send("Send my answer", agrees="yes")
    with desk.looking() as db:
        assert [each.state for each in db.scalars(select(CrossReferral))] == ["waiting"]
    clock.forward(minutes=1)
    browser = both[page].browser.go("/track/referral/agreeing")
    assert browser.says("Kettle Circle")
    browser.send("Stop sharing with Kettle Circle")
    with desk.looking() as db:
        assert [each.state for each in db.scalars(select(CrossReferral))] == ["recalled"]


@pytest.mark.parametrize("refused", [True, False])
def test_who_is_asked_reads_whether_what_others_told_goes_along(app, refused):
    desk = app.extensions["portal_desk"]
    own = send(app, app.test_client(), name="Ann")
    with desk.session() as db:
        pat, service = add_worker(desk), provider(db, desk.office, "Kettle Circle", None)
        case = db.scalars(select(Referral).filter_by(reference=own.reference)).one()
        other = agreeing(db, desk.office, "vcas", name="Ann")
        if refused:
            decide(db, desk.office, other, key_of_organisation(service.id), agreed=False)
        match = notice(db, desk.office, case, other, pat)
        join(db, desk.office, match, keep=case, by=pat, version=match.version)
        to = place_of(db, desk.office, service)
        ask_first(db, desk.office, case, to, pat, version=case.version)
    asks = own.browser.go("/track/referral/agreeing")
    assert asks.says("What somebody else told us about this") is not refused
