"""A referrer tells something anew, or withdraws."""

from datetime import timedelta

import pytest

from portal.referral import amending, following
from portal.referral.amending import NotAmendable, Why
from portal.referral.filing import read_answers
from portal.referral.history import record, timeline
from portal.referral.lanes import lanes_in
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import Referral, Referring
from portal.referral.referring import told
from portal.referral.retention import erase
from portal.storage.walls import hub_at_work, make_walled_sessions
from tests.support.heart import hire
from tests.support.referring import TOLD, partner_of, refer


@pytest.fixture
def told_of(session, office):
    """A referral of one organisation, with its part in it; and one of another beside it."""
    with session.begin() as db:
        refer(db, office, partner_of(db, office, "Other"), place="Other")
        clerk = hire(db, office, "referrer")
        referral, referring = refer(db, office, partner_of(db, office, "Housing"), clerk.id)
        return referral.id, referring.id, clerk


def amend(session, office, told_of, after=1, reason="It was wrong", **changes):
    with session.begin() as db:
        referring = db.get_one(Referring, told_of[1])
        answers = {name: value for name, value in (TOLD | changes).items() if value is not None}
        return amending.amend(
            db, office, referring, answers, by=told_of[2].id, reason=reason, after=after
        )


def in_force(session, office, told_of):
    with session() as db:
        return read_answers(db, office, db.get_one(Referral, told_of[0]))


def test_a_new_version_is_in_force_and_the_old_one_is_kept(session, office, told_of, clock):
    clock.forward(hours=1)
    assert amend(session, office, told_of, place="Elsewhere", what_happened=None) == 2
    now = in_force(session, office, told_of)
    assert now["place"] == "Elsewhere"
    assert "what_happened" not in now
    with session() as db:
        referring = db.get_one(Referring, told_of[1])
        versions = told(db, office, referring)
        assert [each.answers["place"] for each in versions] == ["Larkfield", "Elsewhere"]
        assert [each.reason for each in versions] == ["", "It was wrong"]
        last = timeline(db, told_of[0])[-1]
        assert (last.verb, last.actor) == ("referrer_amended", str(told_of[2].id))
        assert last.details == {"questions": ["place", "what_happened"], "version": 2}
        referral = db.get_one(Referral, told_of[0])
        assert (referral.version, referral.updated_at, referring.version) == (2, office.now(), 2)


def test_what_the_person_said_stays_in_force(session, office, told_of):
    with session.begin() as db:
        referral = db.get_one(Referral, told_of[0])
        said = read_answers(db, office, referral) | {"place": "Home"}
        following.correct(db, office, referral, said, said=["place", "contact_times"])
    changes = {"place": "Elsewhere", "name": "Anne", "phone_number": "+441632960002"}
    amend(session, office, told_of, **changes)
    now = in_force(session, office, told_of)
    assert (now["place"], now["name"]) == ("Home", "Anne")
    # They said when to ring, so which number is theirs to say too.
    assert now["phone_number"] == TOLD["phone_number"]


def test_telling_the_same_again_is_no_new_version(session, office, told_of):
    assert amend(session, office, told_of) == 1
    with session() as db:
        verbs = [each.verb for each in timeline(db, told_of[0])]
        assert verbs == ["received", "match_found"], "another organisation told of them too"


def test_two_colleagues_at_once_are_told_of_each_other(session, office, told_of):
    amend(session, office, told_of, place="Elsewhere")
    with pytest.raises(ChangedMeanwhile):
        amend(session, office, told_of, name="Anne")
    assert in_force(session, office, told_of)["name"] == "Ann"


def test_danger_makes_it_more_urgent_and_brings_it_to_specialists(session, office, told_of):
    amend(session, office, told_of, safety=["stalking"])
    with session() as db:
        referral = db.get_one(Referral, told_of[0])
        assert lanes_in(office, referral) == {"stalking"}
        assert referral.priority == 2
        by = {each.verb: each.actor for each in timeline(db, referral.id)}
        assert by["priority_raised"] == str(told_of[2].id)
    amend(session, office, told_of, after=2, safety=["none"])
    with session() as db:
        referral = db.get_one(Referral, told_of[0])
        assert (lanes_in(office, referral), referral.priority) == ({"stalking"}, 2)


def test_the_referrers_own_words_about_themselves_stay_with_them(session, office, told_of):
    amend(session, office, told_of, agreed_word="secret")
    with session() as db:
        assert "agreed_word" not in told(db, office, db.get_one(Referring, told_of[1]))[-1].answers


def test_news_is_due_in_a_working_day_until_somebody_looks(session, office, told_of, pat):
    with session.begin() as db:
        referral = db.get_one(Referral, told_of[0])
        record(db, office, referral.id, "start_contacting", pat.id, before="x", after="y")
        referral.stage = "contacting"
        referral.first_attempt_at = office.now()
    amend(session, office, told_of, place="Elsewhere")
    with session() as db:
        referral = db.get_one(Referral, told_of[0])
        assert referral.due_for == "referrer"
        assert amending.unheard_since(timeline(db, referral.id)) == office.now()
        assert referral.due_at - office.now() < timedelta(days=2)
    with session.begin() as db:
        referral = db.get_one(Referral, told_of[0])
        amending.hear(db, office, referral, pat, version=referral.version)
        assert referral.due_for == "next_step"
        assert amending.unheard_since(timeline(db, referral.id)) is None


def test_what_came_after_somebody_looked_is_not_taken_as_seen(session, office, told_of, pat):
    amend(session, office, told_of, place="Elsewhere")
    with session.begin() as db:
        referral = db.get_one(Referral, told_of[0])
        with pytest.raises(ChangedMeanwhile):
            amending.hear(db, office, referral, pat, version=referral.version - 1)


def test_withdrawing_leaves_the_referral_open_and_tells_staff_why(session, office, told_of):
    with session.begin() as db:
        referring = db.get_one(Referring, told_of[1])
        amending.withdraw(db, office, referring, by=told_of[2].id, reason="Moved away")
    with session() as db:
        referring, referral = db.get_one(Referring, told_of[1]), db.get_one(Referral, told_of[0])
        assert (referring.is_open, referring.withdrawn_at) == (False, office.now())
        assert amending.why_withdrawn(office, referring) == "Moved away"
        assert (referral.is_open, referral.stage) == (True, "submitted")
        assert timeline(db, referral.id)[-1].verb == "referrer_withdrew"
        assert amending.unheard_since(timeline(db, referral.id)) is not None
        assert amending.why_not(referring) is Why.WITHDRAWN
    with pytest.raises(NotAmendable):
        amend(session, office, told_of, place="Elsewhere")


def test_what_is_finished_is_finished_for_the_referrer_too(session, office, told_of):
    with session.begin() as db:
        following.stop(db, office, db.get_one(Referral, told_of[0]))
    with pytest.raises(NotAmendable) as refused:
        amend(session, office, told_of, place="Elsewhere")
    assert refused.value.why is Why.FINISHED


def test_who_may_not_see_the_end_may_tell_more_and_somebody_looks(session, office, told_of):
    with session.begin() as db:
        db.get_one(Referring, told_of[1]).sees = "nothing"
        following.stop(db, office, db.get_one(Referral, told_of[0]))
    assert amend(session, office, told_of, place="Elsewhere") == 2
    with session() as db:
        assert db.get_one(Referral, told_of[0]).check_back_at == office.now()


def test_after_erasing_nothing_of_it_is_left(session, office, told_of):
    with session.begin() as db:
        referring = db.get_one(Referring, told_of[1])
        amending.withdraw(db, office, referring, by=told_of[2].id, reason="Moved away")
        erase(db, office, db.get_one(Referral, told_of[0]), "system")
    with session() as db:
        referring = db.get_one(Referring, told_of[1])
        assert referring.withdrawal is None
        assert amending.why_withdrawn(office, referring) == ""
        assert amending.why_not(referring) is Why.ERASED
    with pytest.raises(NotAmendable):
        amend(session, office, told_of, place="Elsewhere")


def test_an_organisation_amends_from_behind_its_wall(session, office, engine, told_of):
    with session() as db:
        own = db.get_one(Referring, told_of[1]).organisation_id
    with make_walled_sessions(engine)(own) as db, db.begin():
        referring = db.get_one(Referring, told_of[1])
        latest = told(db, office, referring)[-1]
        with hub_at_work(db):
            answers = {**latest.answers, "place": "Elsewhere"}
            amending.amend(
                db, office, referring, answers, by=told_of[2].id, reason="Moved", after=1
            )
        assert [each.number for each in told(db, office, referring)] == [1, 2]
    assert in_force(session, office, told_of)["place"] == "Elsewhere"
