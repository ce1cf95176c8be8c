"""Answers filed section by section, sealed, and found by blind tokens."""

import pytest
from sqlalchemy import select, text

from portal.referral.filing import (
    file_answers,
    key_of,
    normal_reference,
    read_answers,
    read_card,
    read_sections,
)
from portal.referral.questions import Section
from portal.referral.records import BlindToken, SealedSection
from portal.storage.errors import Tampered
from tests.support.heart import BY_EMAIL, BY_TEXT, receive, referral_of

CANARY = "canary7731"


def tokens(db, receipt) -> set[tuple[str, bytes]]:
    found = select(BlindToken).where(BlindToken.referral_id == receipt.referral_id)
    return {(each.kind, each.token) for each in db.scalars(found)}


def test_every_section_is_sealed_and_nothing_told_stands_in_the_open(session, office, engine):
    with session.begin() as db:
        told = dict.fromkeys(("name", "place", "what_happened", "other_name"), CANARY)
        receipt = receive(db, office, BY_EMAIL, told, email_address=f"{CANARY}@person.example")
    with session() as db:
        key = key_of(office, referral_of(db, receipt))
        assert set(read_sections(db, key, receipt.referral_id)) == {each.value for each in Section}
    with engine.connect() as connection:
        for table in ("referral", "section", "blind_token", "event", "consent"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            for row in rows:
                for value in row:
                    assert CANARY.encode() not in bytes(str(value), "utf-8")
                    assert not isinstance(value, bytes) or CANARY.encode() not in value


def test_a_referral_is_found_by_each_way_to_reach_its_person(session, office):
    told = {
        **BY_TEXT,
        "contact_ways": ["text", "email"],
        "email_address": "Ann@Person.example",
        "postcode": "LK1 2AB",
        "reported": "yes",
        "reports": [{"report_to": "police", "report_when": None, "report_reference": "cr/12-34 b"}],
    }
    blind = office.vault.blinder.token
    with session.begin() as db:
        receipt = receive(db, office, told)
        assert tokens(db, receipt) == {
            ("phone", blind("phone", "+447700900982")),
            ("email", blind("email", "ann@person.example")),
            ("postcode", blind("postcode", "LK1 2AB")),
            ("their_reference", blind("their_reference", "CR1234B")),
        }


def test_filing_again_replaces_answers_and_tokens_of_that_referral_alone(session, office):
    with session.begin() as db:
        other = receive(db, office, BY_TEXT, postcode="LK9")
        before = tokens(db, other)
        assert len(before) == 2
        receipt = receive(db, office, BY_EMAIL, place="Here", safety=["hate"])
        referral = referral_of(db, receipt)
        answers = {**read_answers(db, office, referral), "safety": None}
        del answers["place"]
        answers["email_address"] = "new@person.example"
        file_answers(db, office, referral, key_of(office, referral), answers, frozenset())
    with session() as db:
        referral = referral_of(db, receipt)
        assert read_answers(db, office, referral) == answers
        blind = office.vault.blinder.token("email", "new@person.example")
        assert tokens(db, receipt) == {("email", blind)}
        assert tokens(db, other) == before
        assert read_answers(db, office, referral_of(db, other))["postcode"] == "LK9"


def test_a_section_moved_to_another_referral_is_refused(session, office):
    with session.begin() as db:
        one, other = receive(db, office), receive(db, office)
        theirs = db.get(SealedSection, (other.referral_id, "person")).body
        db.get(SealedSection, (one.referral_id, "person")).body = theirs
    with session() as db, pytest.raises(Tampered):
        read_answers(db, office, referral_of(db, one))


@pytest.mark.parametrize(
    ("changes", "careful"),
    [
        ({}, False),
        ({"contact_times": ["weekday_morning"]}, True),
        ({"contact_never": "Tuesdays"}, True),
        ({"contact_others": "My partner"}, True),
        ({"contact_times": None}, True),
    ],
)
def test_the_card_marks_whom_to_reach_with_care(session, office, changes, careful):
    with session.begin() as db:
        receipt = receive(db, office, BY_TEXT, {"place": "Larkfield", "safety": ["hate"]}, changes)
        card = read_card(office, referral_of(db, receipt))
    assert card is not None
    assert (card.name, card.place, card.ways) == ("Ann", "Larkfield", ("text",))
    assert card.reasons == ("Hate",)
    assert card.careful is careful


@pytest.mark.parametrize("typed", ["CR/1234-b", "cr 1234 B", " CR1234B "])
def test_another_agencys_reference_has_one_form(typed):
    assert normal_reference(typed) == "CR1234B"
