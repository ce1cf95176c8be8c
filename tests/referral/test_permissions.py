"""Who may do what."""

import pytest

from portal.referral.permissions import MAY, Act, Role, may, reads_as
from portal.referral.readers import Reader
from portal.referral.staff import Staff

pytestmark = pytest.mark.core


def test_every_act_is_in_the_table_and_somebody_may_do_it():
    assert set(MAY) == set(Act)
    assert all(MAY.values())


def test_without_a_role_nobody_may_do_anything():
    assert not any(may((), act) or may(("stranger",), act) for act in Act)


def test_an_administrator_looks_after_accounts_and_sees_no_referral():
    for act in (Act.SEE_INBOX, Act.OPEN_REFERRAL, Act.TRIAGE, Act.WRITE_TO_PERSON, Act.ERASE):
        assert not may({Role.ADMINISTRATOR}, act)


def test_only_a_coordinator_may_erase():
    assert [role for role in Role if may({role}, Act.ERASE)] == [Role.COORDINATOR]


def test_roles_add_up():
    assert may({Role.ADMINISTRATOR, Role.PRACTITIONER}, Act.OPEN_REFERRAL)


@pytest.mark.parametrize(
    ("roles", "training", "reader"),
    [
        ({"practitioner"}, set(), Reader.HUB),
        ({"practitioner"}, {"hate"}, Reader.SPECIALIST),
        ({"coordinator"}, set(), Reader.SPECIALIST),
        ({"administrator"}, set(), Reader.HUB),
    ],
)
def test_what_staff_read_follows_from_their_training(roles, training, reader):
    assert reads_as(roles, training) == reader
    staff = Staff(None, "Pat", frozenset(roles), frozenset(training))  # type: ignore[arg-type]
    assert staff.reader == reader
