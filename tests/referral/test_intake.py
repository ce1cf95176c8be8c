"""The one way in."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from portal.referral import reference
from portal.referral.answers import write_whole
from portal.referral.filing import SET_ASIDE, key_of, read_answers, read_sections
from portal.referral.history import timeline
from portal.referral.intake import NotReceived, Receipt, Source, receive_referral
from portal.referral.records import BlindToken, Consent, Event, Referral, SealedSection
from portal.storage.engine import make_engine, make_sessions
from tests.support.apps import Clock
from tests.support.heart import ENOUGH, make_office, receive, referral_of

TABLES = (Referral, SealedSection, BlindToken, Consent, Event)


def counts(session) -> list[int]:
    with session() as db:
        return [db.scalar(select(func.count()).select_from(table)) for table in TABLES]


def test_what_was_told_is_received_whole(session, office):
    told = {"what_happened": "One\nTwo", "postcode": "LK1 2AB", "safety": ["hate"]}
    with session.begin() as db:
        receipt = receive(db, office, told)
    with session() as db:
        referral = referral_of(db, receipt)
        assert told.items() <= read_answers(db, office, referral).items()
        assert (referral.kind, referral.age, referral.stage) == ("crime", "adult", "submitted")
        assert (referral.priority, referral.specialist, referral.is_open) == (2, True, True)
        assert referral.received_at == office.now()
        assert reference.read(referral.reference) == receipt.reference
        assert [event.verb for event in timeline(db, referral.id)] == ["received"]


def test_one_decision_is_kept_for_every_service(session, office):
    with session.begin() as db:
        receipt = receive(db, office, share_with=["vcas", "police"])
    with session() as db:
        found = db.scalars(select(Consent).where(Consent.referral_id == receipt.referral_id)).all()
        agreed = {consent.service for consent in found if consent.agreed}
    assert agreed == {"vcas", "police"}
    assert len(found) == len(office.hub.services)


def test_sending_again_gives_the_same_receipt_and_changes_nothing(session, office):
    source = Source("self", uuid4())
    raw = write_whole(office.questions, ENOUGH)
    with session.begin() as db:
        first = receive_referral(db, office, raw, source)
    before = counts(session)
    with session.begin() as db:
        again = receive_referral(db, office, {}, source)
    assert again == Receipt(first.referral_id, first.reference, fresh=False)
    assert counts(session) == before


def test_what_is_missing_is_said_and_nothing_is_kept(session, office):
    before = counts(session)
    with pytest.raises(NotReceived) as refusal, session.begin() as db:
        receive(db, office, name=None, age=None)
    assert [(each.question, each.code) for each in refusal.value.problems] == [
        ("name", "missing"),
        ("age", "missing"),
    ]
    assert counts(session) == before


def test_it_is_all_or_nothing(session, office):
    before = counts(session)
    with session() as db:
        receive(db, office)
        db.rollback()
    assert counts(session) == before


def test_answers_set_aside_are_kept_beside_the_others(session, office):
    raw = write_whole(office.questions, ENOUGH)
    with session.begin() as db:
        receipt = receive_referral(db, office, raw, Source("self", uuid4()), {"old": "answer"})
    with session() as db:
        referral = referral_of(db, receipt)
        sections = read_sections(db, key_of(office, referral), referral.id)
        assert sections[SET_ASIDE] == {"old": "answer"}
        assert "old" not in read_answers(db, office, referral)


def test_a_reference_that_is_taken_is_not_given_twice(session, office):
    with session.begin() as db:
        taken = referral_of(db, receive(db, office)).reference.replace("-", "")
    picks = iter(taken[:-1] + "2" * 7)
    office.chance = type(office.chance)(choice=lambda _: next(picks))
    with session.begin() as db:
        assert receive(db, office).reference.replace("-", "") != taken


def test_one_submission_from_many_threads_makes_one_referral(database_url, session, office):
    source, start = Source("self", uuid4()), Barrier(6)
    raw = write_whole(office.questions, ENOUGH)

    def send() -> Receipt:
        engine = make_engine(database_url)
        start.wait()
        with make_sessions(engine).begin() as db:
            receipt = receive_referral(db, office, raw, source)
        engine.dispose()
        return receipt

    with ThreadPoolExecutor(6) as pool:
        receipts = [each.result() for each in [pool.submit(send) for _ in range(6)]]
    assert len({receipt.reference for receipt in receipts}) == 1
    assert sum(receipt.fresh for receipt in receipts) == 1


def _send_from_a_process(address: str, submission: UUID) -> tuple[str, bool]:
    engine = make_engine(address)
    office = make_office(engine, Clock())
    with make_sessions(engine).begin() as db:
        raw = write_whole(office.questions, ENOUGH)
        receipt = receive_referral(db, office, raw, Source("self", submission))
    engine.dispose()
    return receipt.reference, receipt.fresh


def test_one_submission_from_many_processes_makes_one_referral(database_url, session, office):
    submission = uuid4()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        made = pool.starmap(_send_from_a_process, [(database_url, submission)] * 4, chunksize=1)
    assert len({reference for reference, _ in made}) == 1
    assert sum(fresh for _, fresh in made) == 1
    with session() as db:
        found = select(func.count()).where(Referral.submission == submission)
        assert db.scalar(found) == 1
