"""What is kept how long, and erasing."""

import pytest
from sqlalchemy import func, inspect, select

from portal.referral import (
    asking,
    closing,
    contacting,
    distance,
    drafts,
    following,
    limits,
    links,
    notes,
    owning,
    retention,
    tasks,
    triage,
)
from portal.referral.contact import Channel
from portal.referral.filing import key_of, read_answers, read_card
from portal.referral.history import timeline
from portal.referral.reaching import Outcome
from portal.referral.records import (
    Attempt,
    BlindToken,
    Closing,
    Consent,
    ConsentRequest,
    ContactAttempt,
    CrossReferral,
    Distance,
    Draft,
    HandOff,
    Handover,
    Joining,
    MatchingKey,
    Message,
    Note,
    Outgoing,
    PossibleMatch,
    Referral,
    ReferralLink,
    Referring,
    SealedSection,
    Task,
    ToCompare,
    Visit,
)
from portal.storage.errors import Erased
from tests.support.heart import BY_EMAIL, put_out, receive, referral_of

PERSONAL = (
    BlindToken,
    Consent,
    ContactAttempt,
    Distance,
    Handover,
    MatchingKey,
    Message,
    Note,
    Outgoing,
    PossibleMatch,
    ReferralLink,
    SealedSection,
    Task,
    ToCompare,
)
CANARY = "canary7731"


def count(db, table) -> int:
    return db.scalar(select(func.count()).select_from(table))


def full(session, office, pat):
    """A referral with a row of everything that may hang on one."""
    with session.begin() as db:
        told = {"name": CANARY, "place": CANARY, "email_address": f"{CANARY}@person.example"}
        receipt = receive(db, office, BY_EMAIL, told)
        referral = referral_of(db, receipt)
        put_out(db, office, receipt)
        notes.write_note(db, office, referral, pat, text=CANARY)
        asking.write_to_person(db, office, referral, pat, text=CANARY)
        tasks.add_task(db, office, referral, pat, what=CANARY, due=office.today())
        contacting.log_attempt(
            db,
            office,
            referral,
            pat,
            version=referral.version,
            channel=Channel.EMAIL,
            outcome=Outcome.SENT,
            at=office.now(),
            note=CANARY,
        )
        work_through(db, office, referral, pat)
        other = db.scalars(select(Referral).where(Referral.id != referral.id)).first()
        links.link(db, office, referral, other, links.Kind.REOPENED)
        token = drafts.begin(db.connection(), office, "en_GB")
        held = drafts.look(db.connection(), office, token, lock=True)
        held = drafts.give_way_back(db.connection(), office, held, "kettle")
        drafts.sent(db.connection(), office, held, receipt.referral_id)
    return receipt, token, held.code


def test_erasing_leaves_that_it_was_and_nothing_of_whom(session, office, pat):
    with session() as db:
        before = [count(db, table) for table in (*PERSONAL, Draft, Visit)]
    receipt, token, code = full(session, office, pat)
    with session.begin() as db:
        retention.erase(db, office, referral_of(db, receipt), pat.id)
    with session() as db:
        # Everything of strangers is still there, and of this one nothing is.
        assert [count(db, table) for table in (*PERSONAL, Draft, Visit)] == before
        referral = referral_of(db, receipt)
        assert (referral.data_key, referral.card, referral.age) == (None, None, "")
        assert (referral.is_open, referral.erased_at) == (False, office.now())
        assert read_card(office, referral) is None
        with pytest.raises(Erased):
            key_of(office, referral)
        with pytest.raises(Erased):
            read_answers(db, office, referral)
        ended = db.get_one(Closing, referral.id)
        assert (ended.actions, ended.body) == (["conference"], None), "it goes on to be counted"
        assert timeline(db, referral.id)[-1].verb == "erased"
        assert drafts.look(db.connection(), office, token) is None
        assert drafts.come_back(db.connection(), office, code, "kettle") is None


def test_after_erasing_no_row_of_any_table_holds_a_word_of_it(session, office, pat, engine):
    receipt, _, code = full(session, office, pat)
    with session.begin() as db:
        retention.erase(db, office, referral_of(db, receipt), pat.id)
    blind = office.vault.blinder.token
    secrets = [CANARY.encode(), blind("email", f"{CANARY}@person.example"), blind("code", code)]
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}"):
                stored = b"|".join(
                    bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
                    for each in row
                )
                assert not any(secret in stored for secret in secrets), table


def work_through(db, office, referral, pat):
    """Take it to its end, with the person's own words."""
    owning.take(db, office, referral, pat, version=referral.version)
    triage.accept(db, office, referral, pat, version=referral.version)
    scores = {question.id: 5 for question in distance.QUESTIONS}
    distance.write_down(db, office, referral, pat, distance.Point.START, scores)
    ending = closing.Ending(["conference"], ["heard"], words=CANARY)
    version = referral.version
    closing.close(db, office, referral, pat, version=version, ending=ending, ask_them=True)


def test_erasing_leaves_no_table_out(engine):
    """Every table that points at a referral is emptied of it, but for how it ended, where it went,
    and in which it went on: of these only what says nothing of the person stays."""
    pointing = {
        table
        for table in inspect(engine).get_table_names()
        for key in inspect(engine).get_foreign_keys(table)
        if key["referred_table"] == "referral"
    }
    stay = (Closing, ConsentRequest, CrossReferral, Draft, HandOff, Joining, Referring)
    assert pointing == {table.__tablename__ for table in (*PERSONAL, *stay)}


def ended(session, office, pat, how):
    with session.begin() as db:
        receipt = receive(db, office)
        referral = referral_of(db, receipt)
        if how == "not_accepted":
            triage.not_accept(
                db, office, referral, pat, version=1, reason="unsafe", explanation="No"
            )
        elif how == "withdrawn":
            following.stop(db, office, referral)
        elif how == "closed":
            referral.stage, referral.is_open = "closed", False
    return receipt


@pytest.mark.parametrize(
    ("how", "days"),
    [("not_accepted", 183), ("withdrawn", 183), ("closed", 6 * 365.25), ("open", None)],
)
def test_each_is_kept_for_its_time_and_then_erased(session, office, pat, clock, how, days):
    receipt = ended(session, office, pat, how)
    clock.forward(days=(days or 4000) - 1)
    with session.begin() as db:
        retention.erase_expired(db, office)
    with session() as db:
        assert referral_of(db, receipt).erased_at is None
    clock.forward(days=2)
    with session.begin() as db:
        retention.erase_expired(db, office)
    with session() as db:
        assert (referral_of(db, receipt).erased_at is None) is (days is None)
        still_open = select(func.count()).where(Referral.is_open, Referral.erased_at.is_not(None))
        assert db.scalar(still_open) == 0


def test_a_message_from_the_person_starts_the_time_anew(session, office, pat, clock):
    receipt = ended(session, office, pat, "not_accepted")
    clock.forward(days=180)
    with session.begin() as db:
        following.write(db, office, referral_of(db, receipt), "Please look again")
    clock.forward(days=180)
    with session.begin() as db:
        retention.erase_expired(db, office)
        assert referral_of(db, receipt).erased_at is None


def test_what_was_erased_is_not_erased_again(session, office, pat, clock):
    ended(session, office, pat, "withdrawn")
    clock.forward(days=200)
    with session.begin() as db:
        assert retention.erase_expired(db, office) >= 1
    with session.begin() as db:
        assert retention.erase_expired(db, office) == 0


def test_the_hub_decides_how_long(session, office, pat, clock):
    kept = office.hub.retention.model_copy(update={"not_served_months": 24})
    office.hub = office.hub.model_copy(update={"retention": kept})
    receipt = ended(session, office, pat, "withdrawn")
    clock.forward(days=700)
    with session.begin() as db:
        retention.erase_expired(db, office)
        assert referral_of(db, receipt).erased_at is None


def test_only_counts_of_tries_that_are_over_are_forgotten(session, office, clock):
    with session.begin() as db:
        limits.count_try(db.connection(), office, limits.SIGN_IN, "long ago")
    clock.forward(hours=1)
    with session.begin() as db:
        limits.count_try(db.connection(), office, limits.SIGN_IN, "just now")
        retention.forget_attempts(db, office)
        assert count(db, Attempt) == 1
        assert not limits.is_over(db.connection(), office, limits.SIGN_IN, "just now")
