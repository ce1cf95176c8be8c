"""What was handed on of one referral tells of another that was joined into it: whoever may not
open that one doesn't read it there either."""

import pytest

from portal.referral.joining import join, undo
from portal.referral.lane_setting import set_lanes
from portal.referral.lanes import lanes_in
from portal.referral.pairs import notice
from portal.referral.records import Referral
from tests.support.apps import make_app
from tests.support.crossed import TOLD
from tests.support.went import Going, hub_that_hands_on


@pytest.fixture
def app(sqlite_url, clock):
    """SQLite alone: this is about what is shown."""
    return make_app(sqlite_url, clock, hub=hub_that_hands_on())


@pytest.fixture
def went(app, hub):
    """A case whose document told of a specialists' one too, until the two were parted again."""
    case = hub.receive(**TOLD)
    special = hub.receive(**{**TOLD, "what_happened": "The zebra.", "safety": ["sexual"]})
    going, staff = Going(app), hub.employ("specialist")
    office = hub.desk.office
    with hub.desk.session() as db:
        both = [db.query(Referral).filter_by(reference=each).one() for each in (case, special)]
        match = notice(db, office, *both, staff)
        join(db, office, match, keep=both[0], by=staff, version=match.version)
    hand_off = going.on(case, "first", staff)
    going.work()
    with hub.desk.session() as db:
        match = db.merge(match)
        undo(db, office, match, by=staff, version=match.version)
        row = db.query(Referral).filter_by(reference=case).one()
        lanes = lanes_in(office, row)
        set_lanes(db, office, row, staff, version=row.version, removed=lanes, reason="Parted.")
    return case, special, hand_off


@pytest.mark.parametrize(("who", "reads"), [("specialist", True), ("practitioner", False)])
def test_a_specialists_telling_is_read_by_whoever_may_open_it(hub, went, who, reads):
    case, special, hand_off = went
    browser = hub.signed_in(who).go(f"/hub/referrals/{case}/handed-on/{hand_off}")
    assert browser.status == 200
    assert browser.says("Somebody broke the kettle.")
    assert ("The zebra." in browser.text) is reads
    assert (special in browser.text) is reads
