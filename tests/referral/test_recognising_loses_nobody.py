"""Whatever goes wrong in recognising somebody, what they sent is kept."""

import pytest

from portal.referral.filing import keep_document, key_of
from portal.referral.history import timeline
from portal.referral.pairs import pairs_of
from portal.referral.recognising import NOT_COMPARED
from portal.referral.recognising_keys import RECOGNISED_BY
from portal.referral.records import MatchingWeights
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
def test_whoever_tells_one_word_of_their_name_is_received_and_recognised(
    session, office, before, now
):
    with session.begin() as db:
        receive(db, office, MARY, name=before)
    office.clock.forward(minutes=1)
    with session.begin() as db:
        receipt = receive(db, office, MARY, name=now)
        assert pairs_of(db, referral_of(db, receipt), sides=False)


def test_what_another_edition_kept_to_compare_is_passed_over_and_all_others_are_compared(
    session, office
):
    with session.begin() as db:
        odd = referral_of(db, receive(db, office, MARY))
        kept = {"person": {"shoe_size": "43"}, "other": [[], []], "about": ""}
        keep_document(db, key_of(office, odd), odd.id, RECOGNISED_BY, kept)
        known = receive(db, office, MARY).referral_id
    office.clock.forward(minutes=1)
    with session.begin() as db:
        came = referral_of(db, receive(db, office, MARY))
        assert [each.earlier_id for each in pairs_of(db, came, sides=False)] == [known]


def test_what_can_not_be_compared_is_kept_and_its_history_says_so(session, office):
    with session.begin() as db:
        receive(db, office, MARY)
        db.add(
            MatchingWeights(version=1, document={"stored": "many"}, pairs=0, made_at=office.now())
        )
    with session.begin() as db:
        came = receive(db, office, MARY)
    with session() as db:
        assert referral_of(db, came).stage == "submitted"
        (event,) = [e for e in timeline(db, came.referral_id) if e.verb == NOT_COMPARED]
        assert event.details == {"error": "ValueError"}
