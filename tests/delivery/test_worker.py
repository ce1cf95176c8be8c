"""The worker sends what is due, obeying safe contact at the moment of sending."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.delivery.worker import Worker
from portal.referral import following, holding, outbox, retention
from portal.referral.contact import Channel
from portal.referral.filing import read_answers
from portal.referral.history import timeline
from portal.referral.office import Office
from portal.referral.outgoing_words import Send
from portal.referral.waiting import ATTEMPTS, LEASE, Stop
from portal.storage.engine import make_engine
from tests.support.apps import Clock
from tests.support.heart import BY_EMAIL, BY_TEXT, hire, outgoing_of, put_out, receive, referral_of

TELLING = ("restorative", "referral", "hub", "victim", "crime", "mediation", "case", "support")


def waiting(session, office, *added, **changes):
    """A referral with a note to its person in the outbox."""
    with session.begin() as db:
        receipt = receive(db, office, *added, **changes)
        put_out(db, office, receipt)
    return receipt


def row(session, receipt):
    with session() as db:
        (found,) = outgoing_of(db, receipt)
        return found


def test_an_email_goes_out_once_and_is_written_down(worker, session, office, mailbox):
    receipt = waiting(session, office, BY_EMAIL)
    assert worker.run_once() == 1
    assert worker.run_once() == 0
    assert mailbox.recipients == ["ann@person.example"]
    assert row(session, receipt).state == "sent"
    with session() as db:
        last = timeline(db, receipt.referral_id)[-1]
    assert (last.verb, last.details["channel"]) == ("message_sent", "email")


def test_a_neutral_email_holds_no_word_of_the_service(worker, session, office, mailbox):
    receipt = waiting(session, office, BY_EMAIL)
    worker.run_once()
    (message,) = mailbox.messages
    whole = (mailbox.received[0].decode() + message.get_content()).casefold()
    assert [word for word in TELLING if word in whole] == []
    assert receipt.reference.casefold() not in whole
    assert "ann" not in message.get_content().casefold()
    assert message["From"] == "Larkfield Office <post@office.example>"
    assert mailbox.greeted_as == ["office.example"]


def test_an_open_email_says_who_it_is_from_because_it_may(worker, session, office, mailbox):
    receipt = waiting(session, office, BY_EMAIL, email_say_who="yes")
    worker.run_once()
    (message,) = mailbox.messages
    assert message["From"] == "Larkfield Restorative Hub <post@office.example>"
    assert receipt.reference in message.get_content()


def test_openness_on_one_channel_does_not_spread_to_another(worker, session, office, gateway):
    waiting(session, office, BY_TEXT, text_say_who="no", phone_say_who="yes")
    worker.run_once()
    (sent,) = gateway.received
    assert sent["from"] == "Larkfield Office"
    assert [word for word in TELLING if word in sent["text"].casefold()] == []


def test_a_text_goes_to_the_gateway_with_the_key_of_its_row(worker, session, office, gateway):
    receipt = waiting(session, office, BY_TEXT)
    worker.run_once()
    assert gateway.received[0]["to"] == "+447700900982"
    assert gateway.keys == [str(row(session, receipt).id)]
    assert gateway.tokens == ["Bearer token"]


def test_nothing_goes_out_at_a_time_not_marked_safe(worker, session, office, mailbox, clock):
    clock.at = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
    receipt = waiting(session, office, BY_EMAIL, contact_times=["weekday_afternoon"])
    worker.run_once()
    assert mailbox.received == []
    put_off = row(session, receipt)
    assert (put_off.state, put_off.attempts) == ("waiting", 0)
    assert put_off.due_at == datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    clock.at = datetime(2026, 3, 3, 11, 59, tzinfo=UTC)
    assert worker.run_once() == 0
    clock.forward(minutes=1)
    worker.run_once()
    assert len(mailbox.received) == 1


def test_nothing_is_even_put_out_when_the_person_wrote_when_not_to(session, office):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL, contact_never="Not for three weeks")
        referral = referral_of(db, receipt)
        assert outbox.put_out(db, office, referral, outbox.Purpose.RECEIVED) is None


def test_nothing_is_put_out_on_a_channel_that_is_not_set_up(session, office):
    office.sends = frozenset({Channel.EMAIL})
    ways = {"contact_ways": ["text", "email"], "text_number": "+447700900982"}
    receipt = waiting(session, office, BY_EMAIL, ways)
    assert row(session, receipt).channel == "email"


def _change(**answers):
    def change(db, office, referral, by):
        told = read_answers(db, office, referral)
        following.correct(db, office, referral, {**told, **answers})

    return change


STOPPED_BY = {
    "a hold": lambda db, office, referral, by: holding.hold(
        db, office, referral, by, version=referral.version, reason="Worried"
    ),
    "the person stopping it": lambda db, office, referral, by: following.stop(db, office, referral),
    "words about when not to": _change(contact_never="Never on paydays"),
    "a channel no longer safe": _change(contact_ways=["here"]),
    "no safe time left": _change(contact_times=None),
}


@pytest.mark.parametrize("why", STOPPED_BY)
def test_what_was_put_out_before_is_stopped_by(why, worker, session, office, mailbox):
    receipt = waiting(session, office, BY_EMAIL)
    other = waiting(session, office, BY_EMAIL, email_address="other@person.example")
    with session.begin() as db:
        by = hire(db, office)
        STOPPED_BY[why](db, office, referral_of(db, receipt), by)
    worker.run_once()
    assert mailbox.recipients == ["other@person.example"]
    assert row(session, receipt).state == "stopped"
    assert row(session, receipt).reason != ""
    assert row(session, other).state == "sent"


def test_nothing_goes_out_for_what_was_erased(worker, session, office, mailbox):
    receipt = waiting(session, office, BY_EMAIL)
    with session.begin() as db:
        retention.erase(db, office, referral_of(db, receipt), "system")
    assert worker.run_once() == 0
    assert mailbox.received == []


@pytest.mark.parametrize("what", ["hold", "erase", "hold and release"])
def test_a_change_after_the_claim_still_stops_it(what, worker, session, office):
    receipt = waiting(session, office, BY_EMAIL)
    with session.begin() as db:
        (claimed,) = outbox.claim(db, office)
    with session.begin() as db:
        by, referral = hire(db, office), referral_of(db, receipt)
        if what == "erase":
            retention.erase(db, office, referral, "system")
        else:
            holding.hold(db, office, referral, by, version=1, reason="Worried")
        if what == "hold and release":
            holding.release(db, office, referral, by, version=2)
    with session.begin() as db:
        assert isinstance(outbox.decide(db, office, claimed), Stop)
        assert not outbox.was_sent(db, office, claimed)


def test_a_new_address_given_meanwhile_is_the_one_used(worker, session, office, mailbox):
    receipt = waiting(session, office, BY_EMAIL)
    with session.begin() as db:
        referral = referral_of(db, receipt)
        _change(email_address="new@person.example")(db, office, referral, None)
    worker.run_once()
    assert mailbox.recipients == ["new@person.example"]


def test_a_failure_waits_longer_each_time_and_then_gives_up_visibly(
    worker, session, office, mailbox, clock
):
    mailbox.answer = "451 try again"
    receipt = waiting(session, office, BY_EMAIL)
    waits = []
    for _ in range(ATTEMPTS - 1):
        assert worker.run_once() == 1
        now = row(session, receipt)
        assert (now.state, now.reason) == ("waiting", "message_refused")
        waits.append(now.due_at - clock.at)
        clock.at = now.due_at - timedelta(seconds=1)
        assert worker.run_once() == 0
        clock.forward(seconds=1)
    worker.run_once()
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=30)
    assert waits[-1] == timedelta(hours=6)
    end = row(session, receipt)
    assert (end.state, end.reason, end.attempts) == ("failed", "message_refused", ATTEMPTS)
    with session() as db:
        assert timeline(db, receipt.referral_id)[-1].verb == "message_failed"
    clock.forward(days=2)
    assert worker.run_once() == 0


def test_it_goes_out_after_all_once_the_server_is_well_again(
    worker, session, office, mailbox, clock
):
    mailbox.answer = "451 try again"
    receipt = waiting(session, office, BY_EMAIL)
    worker.run_once()
    mailbox.answer = "250 OK"
    clock.forward(minutes=1)
    worker.run_once()
    assert row(session, receipt).state == "sent"
    assert mailbox.messages[0]["Message-ID"] == f"<{row(session, receipt).id}@office.example>"


def test_an_address_that_does_not_exist_fails_at_once(worker, session, office, mailbox):
    mailbox.to_recipients = "550 no such user"
    receipt = waiting(session, office, BY_EMAIL)
    worker.run_once()
    assert row(session, receipt).state == "failed"
    assert row(session, receipt).reason == "address_refused"


def test_without_an_adapter_it_waits_for_one(engine, session, office, clock, mail, mailbox):
    receipt = waiting(session, office, BY_EMAIL)
    Worker(engine, office, {}).run_once()
    assert row(session, receipt).reason == "not_set_up"
    clock.forward(minutes=5)
    Worker(engine, office, {Channel.EMAIL: mail}).run_once()
    assert row(session, receipt).state == "sent"


def test_one_odd_message_does_not_keep_the_others_from_going_out(
    engine, session, office, mail, mailbox
):
    class Odd:
        def send(self, send: Send) -> None:
            if send.to == "odd@person.example":
                raise ZeroDivisionError(send.to)
            mail.send(send)

    odd = waiting(session, office, BY_EMAIL, email_address="odd@person.example")
    waiting(session, office, BY_EMAIL)
    assert Worker(engine, office, {Channel.EMAIL: Odd()}).run_once() == 2
    assert mailbox.recipients == ["ann@person.example"]
    assert row(session, odd).reason == "unexpected"


def test_a_referral_that_cannot_be_opened_does_not_stop_the_worker(
    worker, session, office, mailbox
):
    broken = waiting(session, office, BY_EMAIL, email_address="broken@person.example")
    waiting(session, office, BY_EMAIL)
    with session.begin() as db:
        key = referral_of(db, broken).data_key
        referral_of(db, broken).data_key = key[:-1] + bytes([key[-1] ^ 1])
    assert worker.run_once() == 2
    assert mailbox.recipients == ["ann@person.example"]
    assert row(session, broken).state == "waiting"


def test_two_workers_at_once_send_each_thing_once(
    database_url: str, session, office: Office, mail, mailbox, gateway
):
    receipts = [
        waiting(session, office, BY_EMAIL, email_address=f"person{number}@person.example")
        for number in range(12)
    ]
    start = threading.Barrier(3)

    def work() -> None:
        own: Engine = make_engine(database_url)
        start.wait()
        Worker(own, office, {Channel.EMAIL: mail}).run_once()
        own.dispose()

    with ThreadPoolExecutor(3) as pool:
        for each in [pool.submit(work) for _ in range(3)]:
            each.result()
    assert sorted(mailbox.recipients) == sorted(f"person{n}@person.example" for n in range(12))
    assert {row(session, receipt).state for receipt in receipts} == {"sent"}
    assert {row(session, receipt).attempts for receipt in receipts} == {1}


def test_a_worker_that_dies_is_succeeded_when_its_lease_ends(
    worker, session, office, mailbox, clock: Clock
):
    receipt = waiting(session, office, BY_EMAIL)
    with session.begin() as db:
        (dead,) = outbox.claim(db, office)
    clock.forward(seconds=LEASE.total_seconds())
    assert worker.run_once() == 0
    clock.forward(seconds=1)
    with session.begin() as db:
        (heir,) = outbox.claim(db, office)
    # The dead one wakes: neither may it send, nor can it record over its heir.
    with session.begin() as db:
        assert isinstance(outbox.decide(db, office, dead), Stop)
        assert not outbox.was_sent(db, office, dead)
        assert not outbox.was_not_sent(db, office, dead, "no_answer", 0.5)
        assert not outbox.put_off(db, office, dead, clock.at)
        assert not outbox.was_stopped(db, office, dead, "on_hold")
    assert row(session, receipt).state == "waiting"
    with session.begin() as db:
        assert outbox.was_sent(db, office, heir)
    assert row(session, receipt).attempts == 2


def test_what_kills_every_worker_is_given_up_on_visibly(
    worker, session, office, mailbox, clock: Clock
):
    receipt = waiting(session, office, BY_EMAIL)
    for _ in range(ATTEMPTS):
        with session.begin() as db:
            assert len(outbox.claim(db, office)) == 1
        clock.forward(minutes=6)
    worker.run_once()
    assert mailbox.received == []
    assert row(session, receipt).state == "failed"
    assert row(session, receipt).reason == "no_worker_survived"


def test_sending_holds_no_transaction_open(worker, session, office, mailbox):
    waiting(session, office, BY_EMAIL)
    written = []

    def write_meanwhile() -> None:
        with session.begin() as db:
            written.append(receive(db, office).fresh)

    mailbox.while_sending = write_meanwhile
    worker.run_once()
    assert written == [True]


def test_asked_to_stop_it_begins_nothing_new(worker, session, office, mailbox):
    waiting(session, office, BY_EMAIL)
    waiting(session, office, BY_EMAIL)
    assert worker.run_once(lambda: bool(mailbox.received)) == 1
    assert len(mailbox.received) == 1
