"""Asking the person first: their yes hands it on, their no stops it, their silence comes back."""

from datetime import timedelta

import pytest

from portal.referral import following, holding
from portal.referral.filing import read_answers
from portal.referral.handing_on import asking_first, crossing_late
from portal.referral.handing_on.asking_first import CannotAsk, TooLate
from portal.referral.handing_on.crossing import crossed
from portal.referral.handing_on.versions import agreed_to, handed
from portal.referral.history import timeline
from portal.referral.moving import ChangedMeanwhile
from portal.referral.records import ConsentRequest, Event, Organisation, Referral
from portal.referral.retention import erase
from portal.referral.working_days import close_of
from tests.support.crossed import agreeing, place_of, provider
from tests.support.heart import BY_TEXT, outgoing_of


@pytest.fixture
def victims(session, office):
    """A provider whose service the hub names, beside one that it does not name."""
    with session.begin() as db:
        provider(db, office, "Nobody's Service", None)
        return provider(db, office).id


@pytest.fixture
def mentors(session, office):
    """A provider that agreement is kept for under itself."""
    with session.begin() as db:
        return provider(db, office, "Mentors", None).id


@pytest.fixture
def ann(session, office, clock):
    """Somebody who agreed to one service only, a while ago."""
    with session.begin() as db:
        agreeing(db, office, "council", name="Wilhelmina")
        made = agreeing(db, office, "vip", **BY_TEXT).id
    clock.forward(minutes=5)
    return made


@pytest.fixture
def ask(session, office, pat, ann):
    """Asks the person about a provider; gives the question's id."""

    def one(organisation_id, version=None):
        with session.begin() as db:
            referral = db.get_one(Referral, ann)
            to = place_of(db, office, db.get_one(Organisation, organisation_id))
            at = version or referral.version
            return asking_first.ask_first(db, office, referral, to, pat, version=at).id

    return one


@pytest.fixture
def answer(session, office, ann):
    def one(request_id, *, yes):
        with session.begin() as db:
            referral = db.get_one(Referral, ann)
            return asking_first.answer(db, office, referral, request_id, yes=yes)

    return one


@pytest.fixture
def look(session, office, ann):
    """What is agreed to, what answers say of that, what lies at providers, what happened."""

    def one():
        with session() as db:
            referral = db.get_one(Referral, ann)
            ticked = read_answers(db, office, referral)["share_with"]
            there = [each.state for each in crossed(db, referral)]
            verbs = [each.verb for each in timeline(db, ann)]
            return agreed_to(db, ann), ticked, there, verbs

    return one


def test_a_yes_hands_it_on_at_once(session, ann, victims, ask, answer, look):
    request = ask(victims)
    assert look()[2] == []
    assert answer(request, yes=True) is True
    agreed, ticked, there, verbs = look()
    assert agreed == {"vip", "vcas"}
    assert ticked == ["vcas", "vip"]
    assert there == ["waiting"]
    assert {"hand_off_asked", "consent_given", "hand_off_agreed"} <= set(verbs)
    with session() as db:
        kept = db.get_one(ConsentRequest, request)
        assert (kept.answer, kept.through, kept.how) == (True, "person", "")
        assert [each.state for each in handed(db, db.get_one(Referral, ann))] == ["sent"]


def test_a_no_stops_it_and_comes_back(session, ann, victims, ask, answer, look):
    assert answer(ask(victims), yes=False) is True
    agreed, ticked, there, verbs = look()
    assert (agreed, ticked, there) == ({"vip"}, ["vip"], [])
    assert "consent_refused" in verbs
    with session() as db:
        assert [each.state for each in handed(db, db.get_one(Referral, ann))] == ["stopped"]


def test_for_a_provider_without_a_named_service_it_is_kept_under_itself(
    session, office, ann, mentors, ask, answer, look
):
    answer(ask(mentors), yes=True)
    with session() as db:
        key = place_of(db, office, db.get_one(Organisation, mentors)).key
    agreed, ticked, there, _ = look()
    assert (agreed, ticked, there) == ({"vip", key}, ["vip"], ["waiting"])


def test_it_is_answered_once(victims, ask, answer, look):
    request = ask(victims)
    answer(request, yes=True)
    verbs = look()[3]
    assert answer(request, yes=False) is False
    assert look()[3] == verbs


def test_a_question_of_somebody_elses_referral_is_not_there(session, office, ann, victims, ask):
    request = ask(victims)
    with session.begin() as db:
        other = agreeing(db, office, name="Other")
        assert asking_first.answer(db, office, other, request, yes=True) is False
        assert crossed(db, other) == []


def test_the_person_hears_of_it_only_as_is_safe(session, ann, victims, ask):
    ask(victims)
    with session() as db:
        note = outgoing_of(db, _Receipt(ann))
        assert [(each.channel, each.purpose) for each in note] == [("text", "message")]


class _Receipt:
    def __init__(self, referral_id):
        self.referral_id = referral_id


def test_nobody_is_asked_what_they_agreed_to_or_are_asked_already(session, office, ask, victims):
    with session.begin() as db:
        vip = provider(db, office, "Pathway", "vip").id
    with pytest.raises(CannotAsk) as refused:
        ask(vip)
    assert refused.value.code == "agreed"
    ask(victims)
    with pytest.raises(CannotAsk) as refused:
        ask(victims)
    assert refused.value.code == "asked"


@pytest.mark.parametrize("stopped", [True, False])
def test_nobody_is_asked_on_a_hold_or_once_they_stopped_it(
    session, office, pat, ann, ask, victims, stopped
):
    with session.begin() as db:
        referral = db.get_one(Referral, ann)
        if stopped:
            following.stop(db, office, referral)
        else:
            holding.hold(db, office, referral, pat, version=referral.version, reason="Why")
    with pytest.raises(CannotAsk):
        ask(victims)


def test_whoever_asks_after_a_change_they_did_not_see_is_told(ask, victims, ann):
    with pytest.raises(ChangedMeanwhile):
        ask(victims, version=99)


def test_a_worker_writes_down_what_they_said_how_and_when(session, office, pat, ann, victims, look):
    with session.begin() as db:
        referral = db.get_one(Referral, ann)
        to = place_of(db, office, db.get_one(Organisation, victims))
        said = {"yes": True, "how": "phone", "on": office.today() - timedelta(days=3)}
        went = asking_first.write_down(
            db, office, referral, to, pat, version=referral.version, **said
        )
        assert went is True
    assert look()[0] == {"vip", "vcas"}
    assert look()[2] == ["waiting"]
    with session() as db:
        assert outgoing_of(db, _Receipt(ann)) == []
        kept = db.query(ConsentRequest).one()
        assert (kept.through, kept.how, kept.said_on) == ("worker", "phone", said["on"])
        given = db.query(Event).filter_by(verb="consent_given").one()
        assert given.actor == str(pat.id)
        assert given.details["day"] == said["on"].isoformat()


def test_a_worker_can_answer_what_the_person_was_asked_here(
    session, office, pat, ann, victims, ask, answer, look
):
    request = ask(victims)
    with session.begin() as db:
        referral = db.get_one(Referral, ann)
        to = place_of(db, office, db.get_one(Organisation, victims))
        said = {"version": referral.version, "yes": False, "how": "phone"}
        with pytest.raises(TooLate):
            asking_first.write_down(
                db, office, referral, to, pat, on=office.today() + timedelta(days=1), **said
            )
    with session.begin() as db:
        referral = db.get_one(Referral, ann)
        said["version"] = referral.version
        asking_first.write_down(db, office, referral, to, pat, on=office.today(), **said)
    assert answer(request, yes=True) is False
    assert look()[2] == []


def test_what_waits_for_a_yes_is_asked_no_more_once_the_person_stops_it(
    session, office, ann, victims, ask, answer
):
    request = ask(victims)
    with session.begin() as db:
        following.stop(db, office, db.get_one(Referral, ann))
    assert answer(request, yes=True) is False


def test_a_yes_while_a_hold_stands_is_kept_and_hands_nothing_on(
    session, office, pat, ann, victims, ask, answer, look
):
    request = ask(victims)
    with session.begin() as db:
        referral = db.get_one(Referral, ann)
        holding.hold(db, office, referral, pat, version=referral.version, reason="Why")
    answer(request, yes=True)
    agreed, _, there, verbs = look()
    assert (agreed, there) == ({"vip", "vcas"}, [])
    assert "hand_on_refused" in verbs


def test_erasing_takes_what_was_asked_with_it(session, office, pat, ann, victims, ask):
    request = ask(victims)
    with session.begin() as db:
        erase(db, office, db.get_one(Referral, ann), pat.id)
        assert db.query(ConsentRequest).count() == 0
        assert (
            asking_first.answer(db, office, db.get_one(Referral, ann), request, yes=True) is False
        )


def test_what_nobody_answers_comes_back_once(session, office, victims, ask, look, clock):
    ask(victims)
    clock.at = close_of(office.now(), 5, office.zone)
    for marked in (1, 0):
        with session.begin() as db:
            assert crossing_late.mark_late(db, office) == marked
    assert look()[3].count("consent_late") == 1
