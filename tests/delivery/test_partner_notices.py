"""Digests to referrers, by a real mail server: only when something is new, and never a name."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.delivery.housekeeping import put_out_digests
from portal.referral import amending, enquiries, triage
from portal.referral.accounts import add_account, close_account
from portal.referral.permissions import Role
from portal.referral.records import Account, Enquiry, Notice, Organisation, Referral, Referring
from portal.referral.referring import Sees
from portal.referral.staff import Staff
from tests.support.heart import hire
from tests.support.referring import partner_of, refer

MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)  # a working Tuesday


@pytest.fixture
def pat(session, office):
    with session.begin() as db:
        return hire(db, office)


@pytest.fixture
def employ(session, office):
    """Employs a referrer at an organisation, whose digest comes at eight."""

    def one(name, organisation, *roles):
        with session.begin() as db:
            account = add_account(
                db,
                office,
                f"{name}@housing.example",
                "Robin Name",
                roles or [Role.REFERRER],
                "a quiet river at dawn",
                organisation_id=organisation.id,
            )
            return Staff(
                account.id, "Robin Name", frozenset(account.roles), organisation=organisation.id
            )

    return one


@pytest.fixture
def housing(session, office):
    with session.begin() as db:
        return partner_of(db, office, "Housing")


@pytest.fixture
def sent(session, office):
    """Refers somebody for an organisation, and beside that two others for another one."""

    def one(organisation, by, **told):
        with session.begin() as db:
            other = db.scalar(select(Organisation).where(Organisation.name == "Police"))
            other = other or partner_of(db, office, "Police")
            refer(db, office, other, name="Wilhelmina")
            return refer(db, office, organisation, by.id if by else None, **told)[0].id

    return one


@pytest.fixture
def accept(session, office, pat):
    def one(referral_id):
        with session.begin() as db:
            referral = db.get_one(Referral, referral_id)
            triage.accept(db, office, referral, pat, version=referral.version)
            return referral.reference

    return one


@pytest.fixture
def ask(session, office, pat):
    def one(referral_id):
        with session.begin() as db:
            referral = db.get_one(Referral, referral_id)
            version, question = referral.version, "Which block is it, Zacharias?"
            enquiries.ask_referrer(db, office, referral, pat.id, version=version, question=question)
            return referral.reference

    return one


def morning(worker, office):
    put_out_digests(worker.engine, office)
    worker.run_once()


def test_a_step_is_told_the_next_morning_in_counts_and_references(
    worker, office, clock, mailbox, housing, employ, sent, accept
):
    robin = employ("robin", housing)
    referral = sent(housing, robin, name="Zacharias", agency_reference="HOUSE/77")
    clock.forward(minutes=5)
    reference = accept(referral)
    clock.at = MORNING
    morning(worker, office)
    assert mailbox.recipients == ["robin@housing.example"]
    words = mailbox.messages[0].get_content()
    assert f"Moved on since we last wrote to you: 1 ({reference})" in " ".join(words.split())
    assert "/partner/" in words
    assert "/hub/" not in words
    assert "/account/notices" in words
    raw = mailbox.received[0].decode().casefold()
    for word in ("zacharias", "house", "accepted", "victim", "crime", "police", "restorative"):
        assert word not in raw
    assert mailbox.messages[0]["Subject"] == "Your list for today"
    assert mailbox.messages[0]["From"] == "Larkfield Office <post@office.example>"


def test_what_was_told_is_not_told_again(
    worker, office, clock, mailbox, housing, employ, sent, accept, ask
):
    referral = sent(housing, employ("robin", housing))
    clock.forward(minutes=5)
    ask(referral)
    for day in range(4):
        clock.at = MORNING + timedelta(days=day)
        morning(worker, office)
    assert len(mailbox.received) == 1
    assert "a question from us that waits" in " ".join(mailbox.messages[0].get_content().split())
    accept(referral)
    clock.at = MORNING + timedelta(days=6)  # the working day after, a Monday
    morning(worker, office)
    assert len(mailbox.received) == 2
    second = " ".join(mailbox.messages[1].get_content().split())
    assert "Moved on since we last wrote to you: 1" in second
    assert "With a question from us that waits for your answer: 1" in second


def test_nothing_comes_when_it_was_only_received(
    worker, office, clock, mailbox, housing, employ, sent
):
    sent(housing, employ("robin", housing))
    clock.at = MORNING
    morning(worker, office)
    assert mailbox.received == []


def test_a_step_that_the_person_does_not_let_them_see_is_no_news(
    worker, session, office, clock, mailbox, housing, employ, sent, accept
):
    referral = sent(housing, employ("robin", housing))
    with session.begin() as db:
        part = db.scalars(select(Referring).where(Referring.referral_id == referral)).one()
        part.sees = Sees.NOTHING
    accept(referral)
    clock.at = MORNING
    morning(worker, office)
    assert mailbox.received == []


def test_colleagues_are_not_told_until_whoever_sent_it_has_left(
    worker, session, office, clock, mailbox, housing, employ, sent, accept
):
    robin, _ = employ("robin", housing), employ("sam", housing)
    employ("chief", housing, Role.PARTNER_ADMINISTRATOR)
    referral = sent(housing, robin)
    clock.forward(minutes=5)
    reference = accept(referral)
    clock.at = MORNING
    morning(worker, office)
    assert mailbox.recipients == ["robin@housing.example"]
    with session.begin() as db:
        close_account(db, office, db.get_one(Account, robin.id))
    clock.at = MORNING + timedelta(days=1)
    morning(worker, office)
    assert mailbox.recipients[1:] == ["sam@housing.example"]
    assert reference in mailbox.messages[1].get_content()


def test_nobody_of_a_closed_organisation_is_told(
    worker, session, office, clock, mailbox, housing, employ, sent, accept
):
    referral = sent(housing, employ("robin", housing))
    clock.forward(minutes=5)
    accept(referral)
    with session.begin() as db:
        db.get_one(Organisation, housing.id).closed_at = office.now()
    clock.at = MORNING
    morning(worker, office)
    assert mailbox.received == []


def test_what_was_answered_or_withdrawn_before_it_is_sent_is_not_told(
    worker, session, office, clock, mailbox, housing, employ, sent, ask
):
    robin = employ("robin", housing)
    answered, withdrawn = sent(housing, robin), sent(housing, robin)
    clock.forward(minutes=5)
    ask(answered)
    ask(withdrawn)
    clock.at = MORNING
    put_out_digests(worker.engine, office)
    with session.begin() as db:
        enquiry = db.scalars(
            select(Enquiry)
            .join(Referring, Referring.id == Enquiry.referring_id)
            .where(Referring.referral_id == answered)
        ).one()
        enquiries.answer_hub(db, office, enquiry.id, robin.id, "Block two")
        part = db.scalars(select(Referring).where(Referring.referral_id == withdrawn)).one()
        amending.withdraw(db, office, part, by=robin.id, reason="A mistake")
    worker.run_once()
    assert mailbox.received == []
    with session() as db:
        assert [each.reason for each in db.scalars(select(Notice))] == ["nothing_to_tell"]
