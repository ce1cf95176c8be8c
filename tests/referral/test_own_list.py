"""What an organisation sees of its referrals: its own alone, on both databases."""

import pytest

from portal.referral import amending, enquiries, handing_over, shared_drafts
from portal.referral.lifecycle import Progress
from portal.referral.own_list import SCREEN, Asked, find_own, own_list, what_waits
from portal.referral.records import Account, Enquiry, Referral
from portal.referral.referring import referred
from portal.storage.walls import make_walled_sessions
from tests.support.heart import hire
from tests.support.referring import partner_of, refer


@pytest.fixture
def houses(session, office):
    """Two organisations with somebody in each, and a referral of the second that waits for it."""
    with session.begin() as db:
        made = [partner_of(db, office, name) for name in ("Housing", "Police")]
        people = [hire(db, office, "referrer").id for _ in made]
        for organisation, person in zip(made, people, strict=True):
            db.get_one(Account, person).organisation_id = organisation.id
        referral, part = refer(
            db, office, made[1], people[1], name="Wilhelmina", agency_reference="H/77"
        )
        handing_over.make(db, office, referral, referring=part)
        enquiries.ask_referrer(db, office, referral, people[1], version=1, question="Who?")
    return made, people


@pytest.fixture
def behind(engine, houses):
    sessions = make_walled_sessions(engine)
    return lambda which=0: sessions(houses[0][which].id)


@pytest.fixture
def sent(session, office, houses, clock):
    """Refers somebody for the first organisation; gives the reference."""

    def one(by=None, word=None, is_open=True, **told):
        clock.forward(minutes=1)
        with session.begin() as db:
            referral, part = refer(db, office, houses[0][0], by or houses[1][0], **told)
            if word is not None:
                part.word, part.is_open = word, is_open
            return referral.reference

    return one


def listed(behind, office, asked=Asked(), after=None):  # noqa: B008 - it can't be changed
    with behind() as db:
        return [each.referring.reference for each in own_list(db, office, asked, after).entries]


def test_the_newest_stands_first_and_what_has_ended_apart(behind, office, sent):
    first, second = sent(), sent()
    ended = sent(word=Progress.FINISHED, is_open=False)
    assert listed(behind, office) == [second, first]
    assert listed(behind, office, Asked(finished=True)) == [ended]


def test_it_is_narrowed_by_word_and_by_who_sent_it(session, behind, office, sent, houses):
    with session.begin() as db:
        colleague = hire(db, office, "referrer").id
    mine, theirs, accepted = sent(), sent(by=colleague), sent(word=Progress.ACCEPTED)
    assert listed(behind, office, Asked(word=Progress.RECEIVED)) == [theirs, mine]
    assert listed(behind, office, Asked(account=colleague)) == [theirs]
    assert listed(behind, office, Asked(account=houses[1][1])) == []
    assert listed(behind, office, Asked(word=Progress.ACCEPTED)) == [accepted]


def test_a_long_list_goes_on_where_the_screen_ended(behind, office, sent):
    references = [sent() for _ in range(SCREEN + 1)][::-1]
    with behind() as db:
        screen = own_list(db, office, Asked())
    assert [each.referring.reference for each in screen.entries] == references[:SCREEN]
    assert listed(behind, office, after=screen.after) == references[SCREEN:]
    with behind() as db:
        assert own_list(db, office, Asked(), screen.after).after is None


@pytest.mark.parametrize("typed", ["h/88", " H 88", "H-88", "ours"])
def test_it_is_found_by_their_own_reference_or_ours_however_it_is_typed(
    behind, office, sent, typed
):
    reference = sent(agency_reference="H/88")
    sent(agency_reference="H/89")
    with behind() as db:
        found = find_own(db, office, reference.lower() if typed == "ours" else typed)
    assert [each.referring.reference for each in found] == [reference]


@pytest.mark.parametrize("typed", ["Zacharias", "H/77", "", "☃", "x" * 5000, "2222-2222"])
def test_nothing_else_finds_anything(session, behind, office, sent, typed):
    sent(name="Zacharias", agency_reference="H/88")
    with behind() as db:
        assert find_own(db, office, typed) == []


def test_nor_does_our_reference_of_another_organisations_referral(session, behind, office):
    with behind(1) as db:
        (theirs,) = find_own(db, office, "H/77")
    with behind() as db:
        assert find_own(db, office, theirs.referring.reference) == []


def test_what_waits_is_counted_of_ones_own_alone(session, behind, office, sent, houses):
    with behind() as db:
        assert not what_waits(db, office)
    reference = sent()
    with session.begin() as db:
        referral = db.query(Referral).filter_by(reference=reference).one()
        handing_over.make(db, office, referral, referring=referred(db, referral)[0])
        enquiries.ask_referrer(db, office, referral, houses[1][1], version=1, question="Who?")
    with behind() as db, db.begin():
        shared_drafts.begin(db, office, houses[0][0].id, houses[1][0], "en_GB")
    with behind() as db:
        waits = what_waits(db, office)
        assert (waits.drafts, waits.cards) == (1, 1)
        assert [each.reference for each in waits.questions] == [reference]
        (entry,) = own_list(db, office, Asked(waits=True)).entries
    assert (entry.questions, entry.card) == (1, True)
    with session.begin() as db:
        for each in db.query(Enquiry).filter_by(organisation_id=houses[0][0].id):
            enquiries.answer_hub(db, office, each.id, houses[1][0], "Me")
    with behind() as db:
        assert what_waits(db, office).questions == []


def test_nothing_waits_for_whoever_withdrew(session, behind, office, sent, houses):
    reference = sent()
    with session.begin() as db:
        referral = db.query(Referral).filter_by(reference=reference).one()
        (part,) = referred(db, referral)
        handing_over.make(db, office, referral, referring=part)
        enquiries.ask_referrer(db, office, referral, houses[1][1], version=1, question="Who?")
        amending.withdraw(db, office, part, by=houses[1][0], reason="A mistake")
    with behind() as db:
        assert not what_waits(db, office)
        (entry,) = own_list(db, office, Asked(finished=True)).entries
    assert (entry.questions, entry.card) == (0, False)


def test_a_card_that_is_too_old_or_of_one_that_ended_does_not_wait(
    session, behind, office, sent, clock
):
    for word, is_open in ((Progress.RECEIVED, True), (Progress.FINISHED, False)):
        reference = sent(word=word, is_open=is_open)
        with session.begin() as db:
            referral = db.query(Referral).filter_by(reference=reference).one()
            handing_over.make(db, office, referral, referring=referred(db, referral)[0])
    with behind() as db:
        assert what_waits(db, office).cards == 1
    clock.forward(days=400)
    with behind() as db:
        assert what_waits(db, office).cards == 0
