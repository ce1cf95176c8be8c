"""The second proof: a code is taken once, guessing gets nowhere, and nobody is left without one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from portal.referral import limits
from portal.referral.accounts import add_account
from portal.referral.passkeys import (
    MOST,
    PasskeyRefused,
    add_passkey,
    credentials_of,
    find_passkey,
    passkeys_of,
    remove_passkey,
    use_passkey,
)
from portal.referral.permissions import Role
from portal.referral.records import Account, Event, StaffSession
from portal.referral.recovery_codes import HOW_MANY, make_codes
from portal.referral.second_proof import (
    How,
    LastProof,
    Refused,
    Ways,
    add_app,
    app_secret,
    digits,
    propose_app,
    proposed_app,
    prove_by_code,
    remove_app,
    reset,
    ways,
)
from portal.referral.staff_sessions import begin_session
from portal.storage.codes import code_of, step_at
from portal.storage.sealing import SealedBytes
from tests.support.heart import make_office
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture


@pytest.fixture
def ann(session, office):
    """Somebody with an app, beside a colleague who has one too."""
    person(session, office, "ben@hub.example")
    return person(session, office, "ann@hub.example")


def person(session, office, email):
    with session.begin() as db:
        account = add_account(
            db, office, email, "Ann", [Role.PRACTITIONER], "a quiet river at dawn"
        )
        secret, _ = propose_app(office, account)
        assert add_app(db, office, account, secret, code_of(secret, step_at(office.now()))) is None
        account.totp_step = None
        return account.id


def code(session, office, account_id, off=0):
    with session() as db:
        secret = app_secret(office, db.get_one(Account, account_id))
    return code_of(secret, step_at(office.now()) + off)


def prove(session, office, account_id, typed):
    with session.begin() as db:
        return prove_by_code(db, office, db.get_one(Account, account_id), typed)


def verbs(session, account_id):
    with session() as db:
        found = select(Event.verb).where(Event.actor == str(account_id)).order_by(Event.number)
        return list(db.scalars(found))


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_code_of_this_step_or_one_beside_it_is_taken(session, office, ann, off):
    assert prove(session, office, ann, code(session, office, ann, off)) is How.APP


@pytest.mark.parametrize("off", [-2, 2, 100])
def test_a_code_of_another_time_is_not(session, office, ann, off):
    assert prove(session, office, ann, code(session, office, ann, off)) is Refused.WRONG
    assert verbs(session, ann)[-1] == "second_proof_refused"


def test_a_code_is_taken_once_and_no_earlier_one_after_it(session, office, ann, clock):
    right = code(session, office, ann)
    assert prove(session, office, ann, right) is How.APP
    assert prove(session, office, ann, right) is Refused.USED
    assert prove(session, office, ann, code(session, office, ann, -1)) is Refused.USED
    clock.forward(seconds=30)
    assert prove(session, office, ann, right) is Refused.USED
    assert prove(session, office, ann, code(session, office, ann)) is How.APP


def test_of_many_who_send_one_code_at_once_one_gets_in(session, office, ann):
    right = code(session, office, ann)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: prove(session, office, ann, right), range(5)))
    assert sorted(answers) == sorted([How.APP] + [Refused.USED] * 4)


def test_a_colleagues_code_proves_nobody_else(session, office, ann):
    ben = person(session, office, "cat@hub.example")
    assert prove(session, office, ann, code(session, office, ben)) is Refused.WRONG


def test_guessing_stops_after_ten_and_a_right_code_no_longer_helps(session, office, ann, clock):
    for _ in range(limits.SECOND_PROOF.most):
        prove(session, office, ann, "12")
    assert prove(session, office, ann, code(session, office, ann)) is Refused.TOO_MANY
    clock.forward(minutes=15)
    assert prove(session, office, ann, code(session, office, ann)) is How.APP


def test_patience_does_not_help_a_guesser_either(session, office, ann, clock):
    for _ in range(limits.SECOND_PROOF_DAY.most):
        prove(session, office, ann, "12")
        clock.forward(minutes=2)
    clock.forward(minutes=15)
    assert prove(session, office, ann, code(session, office, ann)) is Refused.TOO_MANY


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abc", "🗝️" * 50, "9" * 5000, "²³¹"])
def test_what_is_no_code_is_wrong(session, office, ann, typed):
    assert prove(session, office, ann, typed) is Refused.WRONG


def test_digits_are_read_in_any_script_with_any_spaces():
    assert digits(" 12 3-456 ") == "123456"
    assert digits("١٢٣٤٥٦") == "123456"


def test_each_recovery_code_lets_in_once(session, office, ann):
    with session.begin() as db:
        codes = make_codes(db, office, db.get_one(Account, ann))
    assert len(set(codes)) == HOW_MANY
    assert prove(session, office, ann, codes[3]) is How.RECOVERY
    assert prove(session, office, ann, codes[3]) is Refused.WRONG
    with session() as db:
        assert ways(db, ann).recovery == HOW_MANY - 1


def test_of_many_who_send_one_recovery_code_at_once_one_gets_in(session, office, ann):
    with session.begin() as db:
        codes = make_codes(db, office, db.get_one(Account, ann))
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: prove(session, office, ann, codes[0]), range(5)))
    assert sorted(answers) == sorted([How.RECOVERY] + [Refused.WRONG] * 4)


def test_new_recovery_codes_spend_the_old_and_a_colleagues_stay(session, office, ann):
    ben = person(session, office, "cat@hub.example")
    with session.begin() as db:
        old = make_codes(db, office, db.get_one(Account, ann))
        bens = make_codes(db, office, db.get_one(Account, ben))
        new = make_codes(db, office, db.get_one(Account, ann))
    assert prove(session, office, ann, old[0]) is Refused.WRONG
    assert prove(session, office, ann, bens[0]) is Refused.WRONG
    assert prove(session, office, ann, new[0]) is How.RECOVERY
    assert prove(session, office, ben, bens[0]) is How.RECOVERY


def test_neither_secret_nor_recovery_code_is_stored_in_the_open(session, office, ann):
    with session.begin() as db:
        codes = make_codes(db, office, db.get_one(Account, ann))
        secret = app_secret(office, db.get_one(Account, ann))
    with session() as db:
        connection = db.connection()
        for table in ("account", "recovery_code", "event"):
            rows = str(connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall())
            assert secret not in rows
            assert codes[0].replace(" ", "") not in rows


def test_a_proposed_secret_is_good_for_its_account_for_an_hour(session, office, ann, clock):
    ben = person(session, office, "cat@hub.example")
    with session() as db:
        mine, other = db.get_one(Account, ann), db.get_one(Account, ben)
        secret, sealed = propose_app(office, mine)
        assert proposed_app(office, mine, sealed) == secret
        assert proposed_app(office, other, sealed) is None
        assert proposed_app(office, mine, b"made up") is None
        clock.forward(minutes=61)
        assert proposed_app(office, mine, sealed) is None


def test_an_app_that_does_not_prove_itself_replaces_nothing(session, office, ann):
    before = code(session, office, ann)
    with session.begin() as db:
        account = db.get_one(Account, ann)
        secret, _ = propose_app(office, account)
        assert add_app(db, office, account, secret, before) is Refused.WRONG
    assert prove(session, office, ann, before) is How.APP


def test_the_code_that_set_an_app_up_is_used(session, office, ann):
    with session.begin() as db:
        account = db.get_one(Account, ann)
        secret, _ = propose_app(office, account)
        right = code_of(secret, step_at(office.now()))
        assert add_app(db, office, account, secret, right) is None
    assert prove(session, office, ann, right) is Refused.USED


def give_passkey(session, office, account_id, credential=b"one", name="My phone"):
    with session.begin() as db:
        add_passkey(
            db,
            office,
            db.get_one(Account, account_id),
            credential=credential,
            public_key=b"key",
            sign_count=0,
            name=name,
        )


def test_passkeys_have_names_and_can_be_taken_away(session, office, ann, clock):
    give_passkey(session, office, ann, b"one", "My phone")
    clock.forward(minutes=1)
    give_passkey(session, office, ann, b"two", "Blue key")
    with session.begin() as db:
        account = db.get_one(Account, ann)
        phone, _ = known = passkeys_of(db, office, account)
        assert [each.name for each in known] == ["My phone", "Blue key"]
        remove_passkey(db, office, account, phone.id)
        remove_passkey(db, office, account, phone.id)  # gone already
        assert credentials_of(db, ann) == [b"two"]
        assert find_passkey(db, b"one") is None
    assert verbs(session, ann).count("passkey_removed") == 1


def test_a_passkey_belongs_to_one_account_and_there_is_an_end_to_them(session, office, ann):
    ben = person(session, office, "cat@hub.example")
    give_passkey(session, office, ben)
    with pytest.raises(PasskeyRefused):
        give_passkey(session, office, ann)
    for number in range(MOST):
        give_passkey(session, office, ann, bytes([number]))
    with pytest.raises(PasskeyRefused):
        give_passkey(session, office, ann, b"one more")


def test_nobody_takes_away_a_colleagues_passkey(session, office, ann):
    ben = person(session, office, "cat@hub.example")
    give_passkey(session, office, ben)
    with session.begin() as db:
        (bens,) = passkeys_of(db, office, db.get_one(Account, ben))
        remove_passkey(db, office, db.get_one(Account, ann), bens.id)
        assert credentials_of(db, ben) == [b"one"]


def test_the_only_way_can_not_be_taken_away(session, office, ann):
    with session.begin() as db, pytest.raises(LastProof):
        remove_app(db, office, db.get_one(Account, ann))
    give_passkey(session, office, ann)
    with session.begin() as db:
        account = db.get_one(Account, ann)
        remove_app(db, office, account)
        (only,) = passkeys_of(db, office, account)
    with session.begin() as db, pytest.raises(LastProof):
        remove_passkey(db, office, db.get_one(Account, ann), only.id)


def test_a_count_that_goes_back_is_refused_and_one_that_never_counts_is_not(session, office, ann):
    give_passkey(session, office, ann)
    for count, taken in ((0, True), (0, True), (5, True), (5, False), (4, False), (0, False)):
        with session.begin() as db:
            assert use_passkey(db, office, find_passkey(db, b"one"), count) is taken


def test_a_reset_forgets_everything_and_ends_their_sessions_alone(session, office, ann):
    ben = person(session, office, "cat@hub.example")
    give_passkey(session, office, ann)
    with session.begin() as db:
        make_codes(db, office, db.get_one(Account, ann))
        for each in (ann, ben):
            begin_session(db.connection(), office, each, How.APP)
        reset(db, office, db.get_one(Account, ann), ben)
    with session() as db:
        assert ways(db, ann) == Ways(app=False, passkeys=0, recovery=0)
        assert ways(db, ben).app
        assert list(db.scalars(select(StaffSession.account_id))) == [ben]
    assert verbs(session, ben)[-1] == "second_proof_reset"


def test_the_secret_of_another_row_can_not_be_moved_in(session, office, ann):
    from portal.storage.errors import Tampered

    ben = person(session, office, "cat@hub.example")
    with session.begin() as db:
        db.get_one(Account, ann).totp = SealedBytes(db.get_one(Account, ben).totp)
        db.flush()
        with pytest.raises(Tampered):
            app_secret(office, db.get_one(Account, ann))


def test_codes_work_in_another_process_with_its_own_office(session, office, ann, engine, clock):
    other = make_office(engine, clock)
    right = code(session, office, ann)
    assert prove(session, other, ann, right) is How.APP
    assert prove(session, office, ann, right) is Refused.USED
