"""Whatever goes wrong in recognising somebody, what they sent is kept."""

import logging

import pytest

from portal.referral import recognising
from portal.referral.pairs import pairs_of
from portal.referral.matching.kept import Told
from portal.referral.records import Referral
from tests.support.heart import receive, referral_of

MARY = {
    "name": "Mary Featherstone",
    "postcode": "LK4 2AB",
    "contact_ways": ["phone"],
    "phone_number": "+441632960123",
    "contact_times": ["any"],
}


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Mary Featherstone", "Featherstone"),
        ("Featherstone", "Mary Featherstone"),
        ("Mary Featherstone", "Mrs Featherstone"),
        ("Featherstone Mary", "Mary"),
    ],
)
def test_whoever_tells_a_surname_alone_is_received_and_recognised(session, office, before, now):
    with session.begin() as db:
        receive(db, office, MARY, name=before)
    office.clock.forward(minutes=1)
    with session.begin() as db:
        receipt = receive(db, office, MARY, name=now)
        assert pairs_of(db, referral_of(db, receipt), sides=False)
