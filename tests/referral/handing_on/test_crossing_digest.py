"""What digests say of handing on, and that silence comes back without anybody looking."""

import pytest

from portal.delivery.housekeeping import bring_back_late
from portal.referral import following
from portal.referral.digest import make_digest
from portal.referral.handing_on import crossing_verbs
from portal.referral.handing_on.crossing_questions import answer_provider, ask_hub
from portal.referral.owning import take
from portal.referral.partner_digest import make_partner_digest
from portal.referral.records import CrossReferral, Organisation, Referral
from portal.referral.staff import Staff
from tests.support.crossed import agreeing, hand, provider
from tests.support.heart import hire


@pytest.fixture
def there(session, office):
    """Somebody at a provider."""
    with session.begin() as db:
        organisation = provider(db, office)
        found = hire(db, office, "referrer")
        return Staff(found.id, "Robin", found.roles, organisation=organisation.id)


@pytest.fixture
def sent(session, office, pat, there):
    """Something of a practitioner's own that was handed on there, beside another's elsewhere."""
    with session.begin() as db:
        other = agreeing(db, office, "vip", name="Wilhelmina")
        hand(db, office, other, provider(db, office, "Other Service", "vip"), pat)
        referral = agreeing(db, office, "vcas")
        take(db, office, referral, pat, version=referral.version)
        organisation = db.get_one(Organisation, there.organisation)
        return hand(db, office, referral, organisation, pat).id


def lines(digest):
    return {each.words: (each.count, each.references) for each in digest.own if each.count}


def test_everybody_at_a_provider_is_told_what_waits_for_an_answer(session, office, there, sent):
    with session() as db:
        digest = make_partner_digest(db, office, there)
        reference = db.get_one(CrossReferral, sent).reference
    assert digest.worth_sending
    assert lines(digest) == {"Handed on to you, and waiting for your answer": (1, (reference,))}


def test_whoever_asked_is_told_of_the_answer(session, office, pat, there, sent):
    with session.begin() as db:
        crossing_verbs.accept(db, office, sent, there.id, version=1)
        question = ask_hub(db, office, sent, there.id, "Is a bus near?")
    with session() as db:
        assert not make_partner_digest(db, office, there).worth_sending
    with session.begin() as db:
        referral = db.get_one(Referral, db.get_one(CrossReferral, sent).referral_id)
        said = {"version": referral.version, "text": "The 21"}
        answer_provider(db, office, referral, question, pat, **said)
    with session() as db:
        digest = make_partner_digest(db, office, there)
    assert digest.worth_sending
    assert list(lines(digest)) == ["With an answer from us since we last wrote to you"]


def test_everybody_at_a_provider_is_told_what_was_taken_back_as_when_the_person_stops(
    session, office, there, sent
):
    with session.begin() as db:
        crossing_verbs.accept(db, office, sent, there.id, version=1)
        cross = db.get_one(CrossReferral, sent)
        following.stop(db, office, db.get_one(Referral, cross.referral_id))
    with session() as db:
        digest = make_partner_digest(db, office, there)
        reference = db.get_one(CrossReferral, sent).reference
    assert digest.worth_sending
    words = "Taken back by us since we last wrote to you: please do not contact them about it"
    assert lines(digest) == {words: (1, (reference,))}


def test_the_owner_is_told_what_nobody_answered_in_time(engine, session, office, pat, sent, clock):
    words = "Came back after handing on, or nobody answered in time"
    with session() as db:
        assert words not in lines(make_digest(db, office, pat))
        clock.at = db.get_one(CrossReferral, sent).due_at
    bring_back_late(engine, office)
    with session() as db:
        assert lines(make_digest(db, office, pat))[words][0] == 1
        assert db.get_one(CrossReferral, sent).late_at == clock.at
