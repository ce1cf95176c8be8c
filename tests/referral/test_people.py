"""Looking after colleagues' accounts: what holds from the next request, and who is never left."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from portal.referral.accounts import add_account, as_staff
from portal.referral.people import (
    LastAdministrator,
    PersonChanged,
    change_person,
    end_access,
    open_again,
    owned_open,
    people,
    person,
    reset_second_proof,
)
from portal.referral.permissions import Role
from portal.referral.records import Event, Referral
from portal.referral.single_sign_on import recognise
from portal.referral.staff_sessions import begin_session, whose
from tests.support.heart import ENOUGH, make_office, receive
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

PASSWORD = "a quiet river at dawn"


@pytest.fixture
def office(engine, clock):
    """An office without strangers: theirs are accounts that nobody can read."""
    return make_office(engine, clock)


@pytest.fixture
def hire(session, office):
    """Employs somebody."""

    def hire(name, *roles):
        with session.begin() as db:
            email = f"{name.casefold()}@hub.example"
            return as_staff(office, add_account(db, office, email, name, roles, PASSWORD))

    return hire


@pytest.fixture
def chief(hire):
    return hire("Chief", Role.ADMINISTRATOR)


@pytest.fixture
def pat(hire):
    return hire("Pat", Role.PRACTITIONER)


def look(session, office, staff):
    with session() as db:
        return person(db, office, staff.id)


def change(session, office, staff, by, mark=None, **changes):
    now = look(session, office, staff)
    given = {"name": now.name, "roles": now.roles, "training": now.training, **changes}
    with session.begin() as db:
        change_person(db, office, staff.id, by, mark=now.mark if mark is None else mark, **given)


def test_roles_and_training_hold_from_the_next_request(session, office, chief, pat):
    with session.begin() as db:
        token = begin_session(db.connection(), office, pat.id, "app")
    change(session, office, pat, chief, roles=["coordinator"], training=["hate"], name="Patricia")
    with session() as db:
        found = whose(db.connection(), office, token).staff
    assert found.name == "Patricia"
    assert found.roles == {"coordinator"}
    assert found.training == {"hate"}


def test_the_events_say_who_changed_what_and_name_nobody(session, office, chief, pat):
    change(session, office, pat, chief, roles=["coordinator"], training=["hate"], name="Patricia")
    with session() as db:
        found = list(db.scalars(select(Event).where(Event.actor == str(chief.id))))
    assert [each.verb for each in found] == ["renamed", "roles_set", "training_set"]
    assert found[1].details["before"] == ["practitioner"]
    assert "Patricia" not in str([each.details for each in found])


def test_saving_what_stands_already_is_no_event(session, office, chief, pat):
    change(session, office, pat, chief)
    with session() as db:
        assert not list(db.scalars(select(Event).where(Event.actor == str(chief.id))))


def test_the_second_of_two_who_change_one_person_is_told(session, office, chief, pat):
    mark = look(session, office, pat).mark
    change(session, office, pat, chief, training=["hate"])
    with pytest.raises(PersonChanged):
        change(session, office, pat, chief, mark=mark, roles=["coordinator"])
    assert look(session, office, pat).roles == {"practitioner"}


def test_the_last_administrator_stays(session, office, chief, hire):
    with pytest.raises(LastAdministrator):
        change(session, office, chief, chief, roles=["coordinator"])
    with session.begin() as db, pytest.raises(LastAdministrator):
        end_access(db, office, chief.id, chief)
    second = hire("Second", Role.ADMINISTRATOR, Role.COORDINATOR)
    change(session, office, chief, chief, roles=["coordinator"])
    with session.begin() as db, pytest.raises(LastAdministrator):
        end_access(db, office, second.id, chief)


def test_one_whose_access_ended_is_no_administrator_to_fall_back_on(session, office, chief, hire):
    second = hire("Second", Role.ADMINISTRATOR)
    with session.begin() as db:
        end_access(db, office, second.id, chief)
    with session.begin() as db, pytest.raises(LastAdministrator):
        end_access(db, office, chief.id, chief)


def test_of_two_administrators_who_end_each_other_at_once_one_stays(session, office, chief, hire):
    second = hire("Second", Role.ADMINISTRATOR)

    def end(pair):
        target, by = pair
        try:
            with session.begin() as db:
                end_access(db, office, target.id, by)
        except LastAdministrator:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(end, [(chief, second), (second, chief)]))
    assert sorted(done) == [False, True]


def test_ending_access_ends_their_sessions_and_strands_no_referral(session, office, chief, pat):
    with session.begin() as db:
        token = begin_session(db.connection(), office, pat.id, "app")
        referral = receive(db, office, ENOUGH)
        db.get_one(Referral, referral.referral_id).owner_id = pat.id
    with session() as db:
        assert owned_open(db, pat.id) == 1
    with session.begin() as db:
        end_access(db, office, pat.id, chief)
        end_access(db, office, pat.id, chief)  # a second click
    with session() as db:
        assert whose(db.connection(), office, token) is None
        assert db.get_one(Referral, referral.referral_id).owner_id != pat.id
        found = list(db.scalars(select(Event).where(Event.verb == "account_closed")))
    assert [each.actor for each in found] == [str(chief.id)]


def test_access_opens_again_with_what_they_had(session, office, chief, pat):
    with session.begin() as db:
        end_access(db, office, pat.id, chief)
        open_again(db, office, pat.id, chief)
        open_again(db, office, pat.id, chief)
    found = look(session, office, pat)
    assert found.ended is None
    assert found.roles == {"practitioner"}


def test_everybody_is_listed_with_those_who_left_at_the_end(session, office, chief, pat, hire):
    hire("aaron", Role.PRACTITIONER)
    with session.begin() as db:
        end_access(db, office, pat.id, chief)
    with session() as db:
        assert [each.name for each in people(db, office)] == ["aaron", "Chief", "Pat"]


def test_when_somebody_was_last_seen_is_when_they_last_did_something(session, office, pat, clock):
    assert look(session, office, pat).seen is None
    with session.begin() as db:
        begin_session(db.connection(), office, pat.id, "app")
    at = clock()
    clock.forward(days=3)
    assert look(session, office, pat).seen == at


def test_a_reset_says_who_did_it(session, office, chief, pat):
    with session.begin() as db:
        reset_second_proof(db, office, pat.id, chief)
    with session() as db:
        (event,) = db.scalars(select(Event).where(Event.verb == "second_proof_reset"))
    assert (event.actor, event.details) == (str(chief.id), {"account": str(pat.id)})


def test_a_reset_lets_the_provider_say_anew_who_they_are(session, office, chief, pat):
    def come(subject):
        with session.begin() as db:
            said = {"issuer": "https://sign-in.example", "email": "pat@hub.example"}
            found = recognise(db, office, subject=subject, verified=True, **said)
            return found.id if found else None

    assert come("1") == pat.id
    assert come("2") is None
    with session.begin() as db:
        reset_second_proof(db, office, pat.id, chief)
    assert come("2") == pat.id
