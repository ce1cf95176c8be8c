"""What the person says themselves, of a referral that somebody else began."""

import pytest

from portal.referral import following, reopening
from portal.referral.filing import EARLIER, key_of, read_answers, read_sections
from portal.referral.history import timeline
from portal.referral.own_words import own_words, provenance_of
from portal.referral.records import Referral
from tests.support.heart import receive, referral_of
from tests.support.referring import partner_of, refer


@pytest.fixture
def referred_id(session, office):
    with session.begin() as db:
        refer(db, office, partner_of(db, office, "Other"), place="Other")
        return refer(db, office, partner_of(db, office, "Housing"))[0].id


def keep(session, office, referral_id, said, **answers):
    """The person keeps a page with these answers."""
    with session.begin() as db:
        referral = db.get_one(Referral, referral_id)
        told = read_answers(db, office, referral)
        following.correct(db, office, referral, {**told, **answers}, said=said)


def test_a_page_that_the_person_keeps_is_theirs_changed_or_not(session, office, referred_id):
    keep(session, office, referred_id, ["name", "age"], name="Anna")
    keep(session, office, referred_id, ["about"])
    with session() as db:
        referral = db.get_one(Referral, referred_id)
        own = own_words(db, key_of(office, referral), referral)
        assert own == dict.fromkeys(("name", "age", "about"), office.now().isoformat())
        changes = [(each.verb, each.details) for each in timeline(db, referred_id)][-2:]
        assert changes == [
            ("corrected", {"questions": ["name"]}),
            ("confirmed", {"questions": ["about"]}),
        ]
        found = provenance_of(db, office, referral)
        assert (found.answers["name"], found.voices[0].answers["name"]) == ("Anna", "Ann")
        assert len(found.voices) == 1


def test_a_page_confirmed_again_leaves_no_trace(session, office, referred_id):
    keep(session, office, referred_id, ["about"])
    with session() as db:
        before = len(timeline(db, referred_id))
    keep(session, office, referred_id, ["about"])
    with session() as db:
        assert len(timeline(db, referred_id)) == before


def test_a_page_that_only_the_person_is_asked_counts_as_asked_when_left_empty(
    session, office, referred_id
):
    keep(session, office, referred_id, ["what_matters"], what_matters=None)
    with session() as db:
        referral = db.get_one(Referral, referred_id)
        assert "what_matters" in read_answers(db, office, referral)
        assert EARLIER not in read_sections(db, key_of(office, referral), referred_id)


def test_what_somebody_told_of_themselves_is_theirs_without_saying(session, office):
    with session.begin() as db:
        made = receive(db, office).referral_id
    keep(session, office, made, ["name"], name="Anna")
    with session() as db:
        referral = db.get_one(Referral, made)
        assert own_words(db, key_of(office, referral), referral) == {}
        assert provenance_of(db, office, referral).voices == ()


def test_what_was_said_goes_along_when_it_is_opened_again(session, office, referred_id, pat):
    keep(session, office, referred_id, ["name"], name="Anna")
    with session.begin() as db:
        old = db.get_one(Referral, referred_id)
        following.stop(db, office, old)
        again = reopening.reopen(
            db, office, old, pat, version=old.version, person_asked=True, reason="Asked"
        )
        new = referral_of(db, again)
        assert set(own_words(db, key_of(office, new), new)) == {"name"}
        assert [each.answers["name"] for each in provenance_of(db, office, new).voices] == ["Ann"]
