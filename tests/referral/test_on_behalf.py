"""Referring somebody else: once, with a view for the referrer and a way for the person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.referral import handing_over, referring, shared_drafts
from portal.referral.filing import key_of, read_answers, read_sections
from portal.referral.intake import NotReceived
from portal.referral.limits import REFER, REFER_TOGETHER, count_try
from portal.referral.organisations import (
    Facts,
    add_organisation,
    change_organisation,
    close_organisation,
    facts_of,
)
from portal.referral.records import Draft, Event, Handover, Organisation, Referral, Referring
from portal.referral.reopening import reopen
from portal.referral.sending_drafts import TooMany, send
from portal.storage.walls import make_walled_sessions
from tests.support.agency import ANSWERS
from tests.support.heart import hire

EVERY = ("crime", "dispute", "other")


@pytest.fixture
def housing(session, office):
    """An organisation that may send everything, and whose account sends."""
    with session.begin() as db:
        made = add_organisation(db, office, Facts("Housing", "housing", "consent", sends=EVERY))
        return made.id, hire(db, office).id


@pytest.fixture
def behind(engine):
    return make_walled_sessions(engine)


def drafted(behind, office, organisation, account, **changes):
    given = {name: value for name, value in {**ANSWERS, **changes}.items() if value is not None}
    with behind(organisation) as db, db.begin():
        draft = shared_drafts.begin(db, office, organisation, account, "en_GB")
        held = shared_drafts.look(db, office, draft, lock=True)
        shared_drafts.save(db, office, held, given)
        return draft


def sent(behind, office, organisation, account, draft):
    with behind(organisation) as db, db.begin():
        held = shared_drafts.look(db, office, draft, lock=True)
        there = db.scalars(select(Organisation)).one()
        return send(db, office, held, there, account)


def refer(behind, office, housing, **changes):
    return sent(behind, office, *housing, drafted(behind, office, *housing, **changes))


def test_it_makes_a_referral_a_view_of_it_and_a_way_to_take_it_over(
    behind, office, housing, session
):
    made = refer(behind, office, housing)
    with session() as db:
        referral = db.get_one(Referral, made.receipt.referral_id)
        assert (referral.origin, referral.kind) == ("partner", "dispute")
        assert made.referring.reference == made.receipt.reference == referral.reference
        assert (made.referring.organisation_id, made.referring.account_id) == housing
        assert referring.label_of(office, made.referring) == {
            "name": "Ann Marigold",
            "own_reference": "H/2026/17",
        }
        opened = handing_over.look(db, office, made.code, "Blue Kettle")
        assert opened.referral_id == referral.id


def test_the_word_they_agreed_is_kept_nowhere_but_as_a_hash(behind, office, housing, session):
    made = refer(behind, office, housing)
    with session() as db:
        referral = db.get_one(Referral, made.receipt.referral_id)
        assert "agreed_word" not in read_answers(db, office, referral)
        told = referring.told(db, office, db.get_one(Referring, made.referring.id))
        assert "agreed_word" not in told[0].answers
        sections = read_sections(db, key_of(office, referral), referral.id)
        assert "blue kettle" not in str(sections)
    assert made.handover.word_hash.startswith("$argon2")


def test_events_say_which_account_it_was_and_no_name(behind, office, housing, session):
    made = refer(behind, office, housing)
    with session() as db:
        found = db.scalars(
            select(Event)
            .where(Event.referral_id == made.receipt.referral_id)
            .order_by(Event.number)
        ).all()
    assert [each.verb for each in found] == ["received", "handed_over"]
    assert {each.actor for each in found} == {str(housing[1])}


def test_sending_a_draft_again_gives_the_same_once_and_for_all(behind, office, housing, session):
    draft = drafted(behind, office, *housing)
    first, again = (sent(behind, office, *housing, draft) for _ in range(2))
    assert (first.receipt.fresh, again.receipt.fresh) == (True, False)
    assert again.receipt.reference == first.receipt.reference
    assert (again.referring.id, again.code) == (first.referring.id, first.code)
    assert counted(session) == (1, 1)


def test_two_tabs_at_once_make_one_referral(behind, office, housing, session):
    draft = drafted(behind, office, *housing)
    with ThreadPoolExecutor(2) as both:
        made = list(both.map(lambda _: sent(behind, office, *housing, draft), range(2)))
    assert made[0].receipt.reference == made[1].receipt.reference
    assert sorted(each.receipt.fresh for each in made) == [False, True]
    assert counted(session) == (1, 1)


def counted(session) -> tuple[int, int]:
    with session() as db:
        return (
            db.scalar(select(func.count()).select_from(Referring)),
            db.scalar(select(func.count()).select_from(Handover)),
        )


def test_what_was_sent_is_no_longer_in_the_draft(behind, office, housing, session):
    draft = drafted(behind, office, *housing)
    made = sent(behind, office, *housing, draft)
    with behind(housing[0]) as db:
        held = shared_drafts.look(db, office, draft)
        assert (held.answers, held.referral_id) == ({}, made.receipt.referral_id)
        assert shared_drafts.drafts_of(db, office) == ([], None)


def test_what_was_set_aside_comes_along(behind, office, housing, session):
    draft = drafted(behind, office, *housing, gone="An answer to a question that was")
    with session.begin() as db:
        db.get_one(Draft, draft).fingerprint = "0" * 16
    made = sent(behind, office, *housing, draft)
    with session() as db:
        referral = db.get_one(Referral, made.receipt.referral_id)
        sections = read_sections(db, key_of(office, referral), referral.id)
    assert sections["set_aside"] == {"gone": "An answer to a question that was"}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"about": "crime"}, "about"),
        ({"agency_basis": "statutory", "agency_basis_reason": "A law"}, "agency_basis"),
        ({"agency_reference": None}, "agency_reference"),
        ({"contact_ways": None}, "contact_ways"),
        ({"agreed_how": None}, "agreed_how"),
    ],
)
def test_what_it_may_not_send_or_left_out_is_refused(
    behind, office, housing, session, changed, wrong
):
    """However it came into the draft: the organisation's basis and kinds hold when it is sent."""
    change(session, office, housing[0], sends=("dispute",))
    draft = drafted(behind, office, *housing, **changed)
    with pytest.raises(NotReceived) as refused:
        sent(behind, office, *housing, draft)
    assert wrong in {each.question for each in refused.value.problems}
    assert counted(session) == (0, 0)
    with behind(housing[0]) as db:
        assert shared_drafts.look(db, office, draft).answers["name"] == "Ann Marigold"


def change(session, office, organisation, **facts):
    with session.begin() as db:
        there = db.get_one(Organisation, organisation)
        given = Facts(**{**vars(facts_of(there)), **facts})
        change_organisation(db, office, organisation, given, "system", version=there.version)


def test_who_shares_by_law_may_say_so_and_say_why(behind, office, housing, session):
    change(session, office, housing[0], basis="statutory", power="A law, section 1")
    by_law = {"agency_basis": "statutory", "agreed_how": None, "agreed_when": None}
    made = refer(behind, office, housing, **by_law, agency_basis_reason="Section 1 says so")
    with session() as db:
        answers = read_answers(db, office, db.get_one(Referral, made.receipt.referral_id))
    assert answers["agency_basis_reason"] == "Section 1 says so"


def test_an_organisation_that_closed_meanwhile_sends_nothing(behind, office, housing, session):
    draft = drafted(behind, office, *housing)
    with session.begin() as db:
        close_organisation(db, office, housing[0], "system", version=1)
    with pytest.raises(NotReceived):
        sent(behind, office, *housing, draft)


def test_more_than_an_account_may_send_waits_and_nothing_is_lost(
    behind, office, housing, clock, session
):
    many(session, office, housing, REFER.most)
    draft = drafted(behind, office, *housing)
    with pytest.raises(TooMany) as refused:
        sent(behind, office, *housing, draft)
    assert timedelta(0) < refused.value.until - clock() <= REFER.every
    clock.at = refused.value.until
    assert sent(behind, office, *housing, draft).receipt.fresh


def many(session, office, housing, most):
    """Count as many as that as sent, without sending them."""
    with session.begin() as db:
        for limit, whose in ((REFER, housing[1]), (REFER_TOGETHER, housing[0])):
            for _ in range(most):
                count_try(db.connection(), office, limit, str(whose))


def test_an_organisation_has_a_limit_beside_that_of_each_account(behind, office, housing, session):
    many(session, office, housing, REFER_TOGETHER.most)
    with session.begin() as db:
        colleague = hire(db, office).id
        other = add_organisation(db, office, Facts("Police", "police", "consent", sends=EVERY)).id
    with pytest.raises(TooMany):
        refer(behind, office, (housing[0], colleague))
    assert refer(behind, office, (other, colleague)).receipt.fresh


def test_sending_again_what_was_sent_counts_for_nothing(behind, office, housing, session):
    draft = drafted(behind, office, *housing)
    sent(behind, office, *housing, draft)
    many(session, office, housing, REFER.most - 1)
    assert not sent(behind, office, *housing, draft).receipt.fresh


def test_a_draft_leads_to_what_it_became_although_that_was_opened_again(
    session, office, behind, housing
):
    draft = drafted(behind, office, *housing)
    made = sent(behind, office, *housing, draft)
    with session.begin() as db:
        old, pat = db.get_one(Referral, made.receipt.referral_id), hire(db, office)
        old.stage, old.is_open = "not_accepted", False
        reopen(db, office, old, pat, version=old.version, person_asked=True, reason="They rang")
    with behind(housing[0]) as db:
        held = shared_drafts.look(db, office, draft)
        assert held.referral_id == made.receipt.referral_id
