"""Notices to staff: who is told what and when, by a real mail server, and by one worker each."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.delivery.housekeeping import put_out_digests, tidy
from portal.delivery.worker import Worker
from portal.referral.accounts import add_account, close_account
from portal.referral.contact import Channel
from portal.referral.filing import read_answers
from portal.referral.following import correct
from portal.referral.notice_words import claim, was_sent
from portal.referral.notices import choose_notices, make_digests, notify_urgent
from portal.referral.owning import take
from portal.referral.permissions import Role
from portal.referral.prioritising import change_priority
from portal.referral.priority import Priority
from portal.referral.records import Account, Notice, Referral
from portal.referral.retention import erase
from portal.referral.staff import Staff
from portal.referral.waiting import ATTEMPTS, LEASE
from tests.support.heart import BY_EMAIL, make_office, put_out, receive, referral_of

URGENT = {"safe_now": "no", "after_help": "carry_on"}
MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)  # a working Tuesday
LATER = MORNING + timedelta(days=7)  # when the first attempt at what came on Monday is overdue


@pytest.fixture
def employ(session, office):
    """Employs somebody, who is told as the arguments say."""

    def one(email, *roles, hour=8, at_once=False, training=()):
        with session.begin() as db:
            account = add_account(
                db,
                office,
                f"{email}@larkfield.example",
                "Pat Name",
                roles or [Role.PRACTITIONER],
                "a quiet river at dawn",
                training=training,
            )
            account.digest_hour, account.urgent_at_once = hour, at_once
            return Staff(account.id, "Pat Name", frozenset(account.roles), frozenset(training))

    return one


def work_on(session, office, who, **changes):
    """A referral that ``who`` has taken on."""
    with session.begin() as db:
        receipt = receive(db, office, **changes)
        referral = referral_of(db, receipt)
        take(db, office, referral, who, version=referral.version)
    return receipt.reference


def morning(worker, office):
    """What a worker does at each look."""
    put_out_digests(worker.engine, office)
    worker.run_once()


def notices(session):
    with session() as db:
        return db.scalars(select(Notice).order_by(Notice.created_at)).all()


def test_a_digest_comes_at_the_hour_and_not_before(worker, session, office, clock, mailbox, employ):
    mine = work_on(session, office, employ("pat", hour=9))
    clock.at = LATER.replace(hour=8, minute=59)
    morning(worker, office)
    assert mailbox.received == []
    clock.forward(minutes=1)
    morning(worker, office)
    assert mailbox.recipients == ["pat@larkfield.example"]
    words = mailbox.messages[0].get_content()
    assert "Overdue: 1" in words
    assert mine in words
    assert "http" in words
    assert "/account/notices" in words


def test_the_hour_is_that_of_the_hubs_own_clock(worker, session, office, clock, mailbox, employ):
    work_on(session, office, employ("pat", hour=8))
    clock.at = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)  # eight in the morning, in summer
    morning(worker, office)
    assert mailbox.recipients == ["pat@larkfield.example"]


def test_a_digest_comes_once_a_day_however_often_a_worker_looks(
    worker, session, office, clock, mailbox, employ
):
    work_on(session, office, employ("pat"))
    clock.at = LATER
    for _ in range(5):
        morning(worker, office)
        clock.forward(hours=1)
    assert len(mailbox.received) == 1
    clock.at = LATER + timedelta(days=1)
    morning(worker, office)
    assert len(mailbox.received) == 2


@pytest.mark.parametrize(
    "day",
    [datetime(2026, 3, 7, 9, tzinfo=UTC), datetime(2026, 4, 3, 9, tzinfo=UTC)],
    ids=["a Saturday", "Good Friday"],
)
def test_nobody_is_told_on_a_day_off(day, worker, session, office, clock, mailbox, employ):
    work_on(session, office, employ("pat"))
    clock.at = day
    morning(worker, office)
    assert mailbox.received == []
    assert notices(session) == []


def test_nothing_new_or_due_is_no_email(engine, clock, mailbox, mail, sessions):
    """An office without anybody's referrals: the strangers of other tests would be news."""
    office = make_office(engine, clock)
    with sessions.begin() as db:
        add_account(
            db, office, "pat@larkfield.example", "Pat", [Role.PRACTITIONER], "a quiet river at dawn"
        )
    clock.at = MORNING
    worker = Worker(engine, office, {Channel.EMAIL: mail})
    morning(worker, office)
    assert mailbox.received == []
    with sessions.begin() as db:  # theirs, and due the day after tomorrow: no news either
        account = db.scalars(select(Account)).one()
        referral = referral_of(db, receive(db, office))
        take(
            db,
            office,
            referral,
            Staff(account.id, "Pat", frozenset({Role.PRACTITIONER})),
            version=1,
        )
        referral.due_at = MORNING + timedelta(days=9)
    clock.forward(days=1)
    morning(worker, office)
    assert mailbox.received == []


def test_a_digest_holds_counts_and_references_and_nothing_of_anybody(
    worker, session, office, clock, mailbox, employ
):
    pat = employ("pat", Role.COORDINATOR)
    for name in ("Wolfeschlegel", "Ottokar"):
        work_on(session, office, pat, name=name, postcode="LK1 9QQ", safety=["sexual"])
    clock.at = LATER
    morning(worker, office)
    (message,) = mailbox.messages
    raw = mailbox.received[0].decode().casefold()
    for word in ("wolfe", "ottokar", "lk1", "sexual", "specialist", "crime", "victim"):
        assert word not in raw
    assert message["Subject"] == "Your list for today"
    assert message["From"] == "Larkfield Office <post@office.example>"


def test_only_what_they_may_open_is_named(worker, session, office, clock, mailbox, employ):
    pat = employ("pat", training=["sexual"])
    hidden = work_on(session, office, pat, safety=["sexual"])
    known = work_on(session, office, pat)
    with session.begin() as db:  # the training ended meanwhile
        db.get_one(Account, pat.id).training = []
    clock.at = LATER
    morning(worker, office)
    words = mailbox.messages[0].get_content()
    assert known in words
    assert hidden not in words
    assert "Overdue: 2" in words


def test_the_whole_hub_is_for_coordinators(worker, session, office, clock, mailbox, employ):
    employ("chief", Role.COORDINATOR)
    employ("pat")
    with session.begin() as db:
        receive(db, office)
    clock.at = MORNING
    morning(worker, office)
    said = dict(zip(mailbox.recipients, mailbox.messages, strict=True))
    chiefs = said["chief@larkfield.example"].get_content()
    assert "Came in since the last working day:" in chiefs
    assert "The whole hub" in chiefs
    assert "The whole hub" not in said["pat@larkfield.example"].get_content()


def test_an_administrator_without_an_inbox_is_told_nothing(
    worker, session, office, clock, mailbox, employ
):
    employ("admin", Role.ADMINISTRATOR, at_once=True)
    with session.begin() as db:
        receive(db, office, **URGENT)
    clock.at = MORNING
    morning(worker, office)
    assert mailbox.received == []


def test_whoever_stands_in_is_told_of_what_is_due(worker, session, office, clock, mailbox, employ):
    owner, helper = employ("owner", hour=None), employ("helper")
    reference = work_on(session, office, owner)
    with session.begin() as db:
        found = db.scalars(select(Referral).where(Referral.reference == reference)).one()
        found.fallback_id = helper.id
    clock.at = LATER
    morning(worker, office)
    words = mailbox.messages[0].get_content()
    assert "where you stand in for somebody: 1" in words
    assert reference in words


def test_a_closed_account_gets_nothing_even_of_what_was_put_out_before(
    worker, session, office, clock, mailbox, employ
):
    pat = employ("pat", at_once=True)
    work_on(session, office, pat)
    with session.begin() as db:
        receive(db, office, **URGENT)
    clock.at = LATER
    put_out_digests(worker.engine, office)
    assert {each.kind for each in notices(session)} == {"digest", "urgent"}
    with session.begin() as db:
        close_account(db, office, db.get_one(Account, pat.id))
    worker.run_once()
    assert mailbox.received == []
    assert {each.state for each in notices(session)} == {"stopped"}


def test_what_cannot_wait_is_told_at_once_to_whoever_wants_it(
    worker, session, office, mailbox, employ
):
    employ("yes", at_once=True)
    employ("no", at_once=False)
    with session.begin() as db:
        receipt = receive(db, office, **URGENT)
        receive(db, office)
    worker.run_once()
    assert mailbox.recipients == ["yes@larkfield.example"]
    (message,) = mailbox.messages
    assert message["Subject"] == "Something can’t wait"
    assert f"/hub/referrals/{receipt.reference}" in message.get_content()
    assert "Ann" not in message.get_content()


def test_what_somebody_may_not_open_is_not_told_to_them(worker, session, office, mailbox, employ):
    employ("untrained", at_once=True)
    employ("half", at_once=True, training=["sexual"])
    employ("trained", at_once=True, training=["sexual", "abuse"])
    employ("chief", Role.COORDINATOR, at_once=True)
    with session.begin() as db:
        receive(db, office, **URGENT, safety=["sexual", "family"])
    worker.run_once()
    assert sorted(mailbox.recipients) == ["chief@larkfield.example", "trained@larkfield.example"]


def test_it_is_told_once_however_often_it_becomes_urgent(session, office, employ):
    employ("pat", at_once=True)
    with session.begin() as db:
        referral = referral_of(db, receive(db, office, **URGENT))
        assert notify_urgent(db, office, referral) == 0
    assert len(notices(session)) == 1


def test_what_somebody_else_has_taken_on_meanwhile_is_not_told(
    worker, session, office, mailbox, employ
):
    employ("pat", at_once=True)
    work_on(session, office, employ("other"), **URGENT)
    worker.run_once()
    assert mailbox.received == []
    assert notices(session)[0].reason == "taken"


def test_what_was_erased_meanwhile_is_not_told(worker, session, office, mailbox, employ):
    employ("pat", at_once=True)
    with session.begin() as db:
        receipt = receive(db, office, **URGENT)
    with session.begin() as db:
        erase(db, office, referral_of(db, receipt), "system")
    worker.run_once()
    assert mailbox.received == []


def test_without_a_mail_server_nothing_is_put_out(session, office, clock, employ):
    office.sends = frozenset({Channel.TEXT})
    work_on(session, office, employ("pat", at_once=True))
    clock.at = LATER
    with session.begin() as db:
        receive(db, office, **URGENT)
        assert make_digests(db, office) == 0
    assert notices(session) == []


def test_many_workers_send_each_digest_once(worker, session, office, clock, mailbox, mail, employ):
    for number in range(6):
        work_on(session, office, employ(f"pat{number}"))
    clock.at = LATER
    others = [Worker(worker.engine, office, {Channel.EMAIL: mail}) for _ in range(3)]
    together = threading.Barrier(3)

    def one(each):
        together.wait()
        morning(each, office)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(one, others))
    morning(worker, office)
    assert sorted(mailbox.recipients) == [f"pat{n}@larkfield.example" for n in range(6)]


def test_a_refused_digest_is_tried_again_and_then_given_up(
    worker, session, office, clock, mailbox, employ
):
    mailbox.answer = "451 try again"
    work_on(session, office, employ("pat"))
    clock.at = MORNING + timedelta(days=2)
    morning(worker, office)
    (first,) = notices(session)
    assert (first.state, first.reason) == ("waiting", "message_refused")
    assert first.due_at > clock.at
    mailbox.answer = "250 OK"
    clock.at = first.due_at
    worker.run_once()
    assert notices(session)[0].state == "sent"


def test_a_digest_that_waited_for_the_server_until_the_next_day_is_let_go(
    worker, session, office, clock, mailbox, employ
):
    mailbox.answer = "451 try again"
    work_on(session, office, employ("pat"))
    clock.at = MORNING + timedelta(days=1)
    morning(worker, office)
    mailbox.answer = "250 OK"
    clock.forward(days=1)
    morning(worker, office)
    assert len(mailbox.received) == 1
    assert sorted((each.state, each.reason) for each in notices(session)) == [
        ("sent", ""),
        ("stopped", "too_late"),
    ]


def test_a_worker_thought_dead_cannot_record_over_its_successor(session, office, clock, employ):
    employ("pat", at_once=True)
    with session.begin() as db:
        receive(db, office, **URGENT)
    with session.begin() as db:
        (first,) = claim(db, office)
    clock.at += LEASE + timedelta(seconds=1)
    with session.begin() as db:
        (second,) = claim(db, office)
        assert not was_sent(db, office, first)
        assert was_sent(db, office, second)
    assert second.attempts == 2 <= ATTEMPTS


def test_choosing_an_hour_that_is_over_brings_nothing_today(
    worker, session, office, clock, mailbox, employ
):
    pat = employ("pat", hour=None)
    work_on(session, office, pat)
    clock.at = LATER.replace(hour=10)
    with session.begin() as db:
        choose_notices(db, office, pat, hour=9, at_once=False)
    morning(worker, office)
    assert mailbox.received == []
    clock.forward(days=1)
    morning(worker, office)
    assert len(mailbox.received) == 1


@pytest.mark.parametrize("how", ["a correction", "a person's decision"])
def test_what_becomes_urgent_later_is_told_then(how, worker, session, office, mailbox, employ):
    pat, chief = employ("pat"), employ("chief", Role.COORDINATOR, at_once=True)
    with session.begin() as db:
        receipt = receive(db, office)
        receive(db, office)
    worker.run_once()
    assert mailbox.received == []
    with session.begin() as db:
        referral = referral_of(db, receipt)
        if how == "a correction":
            told = read_answers(db, office, referral)
            correct(db, office, referral, {**told, "safety": ["self_harm"]})
        else:
            changes = {"priority": Priority.P1, "reason": "They rang"}
            change_priority(db, office, referral, pat, version=referral.version, **changes)
    worker.run_once()
    assert mailbox.recipients == ["chief@larkfield.example"]
    assert receipt.reference in mailbox.messages[0].get_content()
    assert chief.id != pat.id


def test_a_message_that_could_not_be_sent_is_told_to_coordinators(
    worker, session, office, clock, mailbox, employ
):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL)
        put_out(db, office, receipt)
        put_out(db, office, receipt)
    mailbox.to_recipients = "550 no such user"
    worker.run_once()
    mailbox.to_recipients = "250 OK"
    employ("chief", Role.COORDINATOR)
    clock.at = MORNING
    morning(worker, office)
    words = " ".join(mailbox.messages[0].get_content().split())
    assert f"With a message that could not be sent: 1 ({receipt.reference})" in words


def test_notices_that_were_dealt_with_long_ago_are_forgotten(
    worker, session, office, clock, mailbox, employ
):
    employ("pat", at_once=True)
    with session.begin() as db:
        receive(db, office, **URGENT)
    worker.run_once()
    clock.forward(days=89)
    tidy(worker.engine, office)
    assert len(notices(session)) == 1
    clock.forward(days=2)
    tidy(worker.engine, office)
    assert notices(session) == []
