"""Drafts begun from what was told before, and what is kept of the same or another matter."""

from dataclasses import replace

import pytest

from portal.referral import drafts, holding, shared_drafts
from portal.referral.answers import write_whole
from portal.referral.coming_again import (
    begin_again,
    begin_with,
    begun_with,
    confirmed,
    cut_off,
)
from portal.referral.draft_body import OFFERED
from portal.referral.history import timeline
from portal.referral.hub import Service
from portal.referral.intake import Source, receive_referral
from portal.referral.lifecycle import Stage
from portal.referral.links import Kind, linked
from portal.referral.office import Office
from portal.referral.origins import Origin
from portal.referral.pairs import State, notice, pairs_of
from portal.referral.records import Draft, Referral
from portal.referral.retention import erase
from portal.referral.same_matter import link_to_earlier, say_another, say_same, sent_before
from portal.referral.told_twice import sent_before as sent_before_by
from portal.referral.ways_back import close_ways_back
from portal.storage.walls import make_walled_sessions
from tests.support.heart import ENOUGH, receive, referral_of
from tests.support.referring import partner_of, refer

SAFE = {"safe_to_show": "yes"}


class Seat:
    """Somebody who has sent one, with their browser still open."""

    def __init__(self, session, office) -> None:
        self.session, self.office = session, office
        with session.begin() as db:
            connection = db.connection()
            self.token = drafts.begin(connection, office, "en_GB")
            held = drafts.look(connection, office, self.token, lock=True)
            raw = write_whole(office.questions, {**ENOUGH, "what_happened": "The window."})
            made = receive_referral(db, office, raw, Source("self", held.id))
            drafts.sent(connection, office, held, made.referral_id)
            self.id = made.referral_id

    def again(self, db):
        """The draft that is begun from there."""
        connection, first = db.connection(), db.get_one(Referral, self.id)
        seat = drafts.look(connection, self.office, self.token, lock=True)
        token = begin_again(db, self.office, seat, first, "en_GB")
        return drafts.look(connection, self.office, token, lock=True)


@pytest.fixture
def seat(session, office):
    return Seat(session, office)


def test_it_waits_with_what_was_told_of_the_person_until_that_is_confirmed(seat, session, office):
    with session.begin() as db:
        draft = seat.again(db)
        assert draft.waits
        assert draft.answers == {}
        assert draft.said["name"] == "Ann"
        assert not {"safe_now", "about", "what_happened", "share_with"} & draft.said.keys()
        questions = office.journeys[Origin.SELF]
        drafts.keep(db.connection(), office, confirmed(questions, draft, reached_safely=True))
    with session.begin() as db:
        again = seat.again(db)  # pressing it again leads to the same
        assert again.id == draft.id
        assert not again.waits
        assert again.answers["contact_ways"] == ["here"]


def test_of_what_an_agency_told_only_what_the_person_may_see_goes_along(session, office, pat):
    with session.begin() as db:
        police = partner_of(db, office, "Police")
        told = {"contact_others": "Her brother reads it", "agency_reference": "P/1"}
        hidden, _ = refer(db, office, police, pat.id, **told)
        open_, _ = refer(db, office, police, pat.id, **told, **SAFE)
        offered = [
            begin_with(db, office, each, pat, "red wagon").again[OFFERED]
            for each in (hidden, open_)
        ]
    assert "place" not in offered[0]
    assert offered[0]["name"] == "Ann"
    assert offered[1]["place"] == "Larkfield"
    assert all(not each.get("contact_others") for each in offered)
    assert all("agency_reference" not in each for each in offered)


def test_a_word_that_a_worker_knows_opens_nothing_that_was_sent(session, office, pat):
    with session.begin() as db:
        made = referral_of(db, receive(db, office))
        draft = begin_with(db, office, made, pat, "red wagon")
        assert begun_with(db, office, made).code == draft.code
        later = receive(db, office)
        assert drafts.recognise(db.connection(), office, draft.code, "red wagon") == draft.id
        drafts.sent(db.connection(), office, draft, later.referral_id)
        assert drafts.recognise(db.connection(), office, draft.code, "red wagon") is None
        assert begun_with(db, office, made) is None


@pytest.mark.parametrize("how", ["erased", "closed"])
def test_what_waits_goes_with_an_erasure_and_with_closed_ways_back(seat, session, office, how):
    with session.begin() as db:
        draft = seat.again(db)
        first = db.get_one(Referral, seat.id)
        if how == "erased":
            erase(db, office, first, "system")
        else:
            close_ways_back(db, office, first)
    with session.begin() as db:
        row = db.get_one(Draft, draft.id)
        assert row.begun_from is None
        token = drafts.sit_down(db.connection(), office, draft.id)
        kept = drafts.look(db.connection(), office, token)
        assert kept.said == {}
        assert sent_before(db, office, kept) is None


def test_cutting_one_off_leaves_what_was_begun_from_others(seat, session, office):
    with session.begin() as db:
        draft = seat.again(db)
        cut_off(db, office, receive(db, office).referral_id)
        token = drafts.sit_down(db.connection(), office, draft.id)
        assert drafts.look(db.connection(), office, token).waits


def test_what_no_longer_fits_the_questions_is_asked_anew(seat, session, office):
    with session.begin() as db:
        draft = seat.again(db)
        offered = {**draft.again[OFFERED], "age": "ancient"}
        drafts.keep(db.connection(), office, replace(draft, again={OFFERED: offered}))
        token = drafts.sit_down(db.connection(), office, draft.id)
        services = (*office.hub.services, Service(id="new", name="New", what="A new one"))
        hub = office.hub.model_copy(update={"services": services})
        later = Office(hub, office.vault, clock=office.clock)
        found = drafts.look(db.connection(), later, token)
    assert "age" not in found.said
    assert found.said["name"] == "Ann"


def both(db, office, **second):
    return referral_of(db, receive(db, office)), referral_of(db, receive(db, office, **second))


def test_another_matter_is_linked_and_a_doubt_of_it_is_answered(session, office, pat):
    with session.begin() as db:
        first, later = both(db, office)
        notice(db, office, first, later, pat)
        for _ in range(2):  # saying it twice changes nothing
            say_another(db, office, first, later)
        assert [(each.other, each.kind) for each in linked(db, later)] == [
            (first, Kind.SAME_PERSON)
        ]
        assert [each.state for each in pairs_of(db, later, sides=True)] == [State.LINKED]
        for one in (first, later):
            assert [each.verb for each in timeline(db, one.id)].count("says_another") == 1


def test_the_same_matter_that_had_to_be_received_by_itself_is_a_pair_to_decide(session, office):
    with session.begin() as db:
        first, later = both(db, office)
        say_same(db, office, first, later)
        assert State.OPEN in [each.state for each in pairs_of(db, later, sides=True)]
        assert linked(db, later) == []


@pytest.mark.parametrize("say", [say_another, say_same])
def test_a_hold_on_the_one_holds_what_goes_out_for_the_other_too(session, office, pat, say):
    with session.begin() as db:
        first, later = both(db, office)
        holding.hold(db, office, first, pat, version=first.version, reason="Why")
        say(db, office, first, later)
        assert later.stage == Stage.ON_HOLD


def test_nothing_is_linked_to_what_was_erased_or_to_somebody_else(seat, session, office):
    with session.begin() as db:
        draft = seat.again(db)
        later = referral_of(db, receive(db, office))
        child = {"who_for": "child", "name": "Bo"}
        link_to_earlier(db, office, replace(draft, answers=child), later)
        assert linked(db, later) == []
        erase(db, office, db.get_one(Referral, seat.id), "system")
        link_to_earlier(db, office, replace(draft, answers=ENOUGH), later)
        say_another(db, office, db.get_one(Referral, seat.id), later)
        assert linked(db, later) == []


def test_an_organisation_is_asked_about_what_it_sent_itself_and_nothing_else(
    engine, session, office, pat
):
    with session.begin() as db:
        police, homes = partner_of(db, office, "Police"), partner_of(db, office, "Homes")
        refer(db, office, homes, pat.id, name="Ann", agency_reference="P/1")
        mine, _ = refer(db, office, police, pat.id, name="Bo", agency_reference="P/2")
    found = {}
    with make_walled_sessions(engine)(police.id) as db, db.begin():
        draft = shared_drafts.begin(db, office, police.id, pat.id, "en_GB")
        held = shared_drafts.look(db, office, draft)
        for name, own in (("Ann", "P/1"), ("bo", "P/9"), ("Cy", "p2"), ("", "")):
            given = {"name": name, "agency_reference": own}
            part = sent_before_by(db, office, replace(held, answers=given))
            found[name] = part and part.referral_id
    assert found == {"Ann": None, "bo": mine.id, "Cy": mine.id, "": None}
