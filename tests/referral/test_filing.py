"""Answers filed section by section, sealed, and found by blind tokens."""

import pytest
from sqlalchemy import delete, select, text

from portal.referral.filing import (
    file_answers,
    key_of,
    place_token,
    read_answers,
    read_card,
    read_sections,
)
from portal.referral.findable import FILING, findable, normal_place, normal_reference
from portal.referral.questions import Section
from portal.referral.recognising_keys import RECOGNISED_BY
from portal.referral.records import BlindToken, Referral, SealedSection
from portal.referral.refiling import file_anew
from portal.referral.retention import erase
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
        sealed = set(read_sections(db, key, receipt.referral_id))
        sections = {each.value for each in Section} - {Section.REFERRER}
        assert sealed == {*sections, RECOGNISED_BY}
    with engine.connect() as connection:
        for table in ("referral", "section", "blind_token", "event", "consent", "matching_key"):
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
            ("name", blind("name", "ann")),
            ("name_sound", blind("name_sound", "AN")),
        }


def test_filing_again_replaces_answers_and_tokens_of_that_referral_alone(session, office):
    with session.begin() as db:
        other = receive(db, office, BY_TEXT, postcode="LK9")
        before = tokens(db, other)
        assert {kind for kind, _ in before} == {"phone", "postcode", "name", "name_sound"}
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
        assert {each for each in tokens(db, receipt) if each[0] == "email"} == {("email", blind)}
        assert referral.place is None
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


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("Ann", {"ann"}),
        ("Zoë O’Brien-Núñez", {"zoe", "obrien", "nunez"}),
        ("RAFAŁ  Zieliński", {"rafal", "zielinski"}),
        ("李 小龙", {"李", "小龙"}),
        ("ann Ann ANN", {"ann"}),
        ("<b>☃</b>", {"b"}),
    ],
)
def test_a_name_is_found_by_each_of_its_words_in_one_form(name, found_by):
    assert {value for kind, value in findable({"name": name}) if kind == "name"} == found_by


def test_a_child_is_found_by_the_name_of_the_adult_to_talk_to_too():
    found = set(findable({"name": "Jo", "adult_name": "Marta Lis"}))
    assert {("name", "jo"), ("name", "marta"), ("name", "lis")} <= found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LK1 4QT", "lk14qt"),
        ("LK1 4QT", "LK1"),
        ("Millgate, Larkfield", " millgate  LARKFIELD "),
        ("Âge-Ville", "age ville"),
    ],
)
def test_a_place_has_one_form(office, one, other):
    assert normal_place(one) == normal_place(other)
    assert place_token(office, one) == place_token(office, other) is not None


def test_nowhere_is_no_place(office):
    assert place_token(office, " . ") is None


@pytest.mark.parametrize(
    ("helps", "interpreter", "access"),
    [
        (None, False, False),
        (["none"], False, False),
        (["interpreter"], True, False),
        (["bsl"], True, True),
        (["getting_in", "large_print"], False, True),
    ],
)
def test_what_filters_go_by_follows_the_answers(session, office, helps, interpreter, access):
    with session.begin() as db:
        receipt = receive(db, office, help_needed=helps, postcode="LK1 4QT")
    with session() as db:
        referral = referral_of(db, receipt)
        assert (referral.interpreter, referral.access) == (interpreter, access)
        assert (referral.place, referral.filing) == (place_token(office, "LK1"), FILING)


def test_erasing_leaves_nothing_to_find_or_filter_by(session, office):
    with session.begin() as db:
        receipt = receive(db, office, BY_TEXT, help_needed=["bsl"], postcode="LK1 4QT")
        erase(db, office, referral_of(db, receipt), "system")
    with session() as db:
        referral = referral_of(db, receipt)
        assert tokens(db, receipt) == set()
        assert (referral.place, referral.interpreter, referral.access) == (None, False, False)


def as_filed_before(db, receipt) -> Referral:
    """As an earlier edition left it: without tokens for names, and without a place."""
    referral = referral_of(db, receipt)
    named = BlindToken.kind.in_(["name", "name_sound"])
    db.execute(delete(BlindToken).where(BlindToken.referral_id == referral.id, named))
    referral.filing, referral.place, referral.interpreter = 0, None, False
    return referral


def test_what_an_earlier_edition_filed_is_filed_anew(session, office):
    told = {"help_needed": ["interpreter"], "postcode": "LK1 4QT", "safety": ["hate"]}
    with session.begin() as db:
        receipt, same = receive(db, office, told), receive(db, office, told)
        wanted, version = tokens(db, receipt), referral_of(db, receipt).version
        before = as_filed_before(db, receipt)
        card = key_of(office, before).open(before.card, f"referral.card:{before.id}")
        del card["lanes"], card["adult"]
        before.card = key_of(office, before).seal(card, f"referral.card:{before.id}")
    with session.begin() as db:
        assert file_anew(db, office).filed == 1
    with session() as db:
        referral = referral_of(db, receipt)
        assert tokens(db, receipt) == wanted
        assert (referral.filing, referral.version) == (FILING, version)
        assert referral.interpreter
        assert referral.place == referral_of(db, same).place
        assert read_card(office, referral).lanes == {"hate"}


def test_one_that_cannot_be_opened_keeps_no_other_from_being_filed_anew(session, office):
    with session.begin() as db:
        damaged, whole, gone = (receive(db, office) for _ in range(3))
        for each in (damaged, whole, gone):
            as_filed_before(db, each)
        erase(db, office, referral_of(db, gone), "system")
        referral_of(db, damaged).card = referral_of(db, whole).card
    with session.begin() as db:
        batch = file_anew(db, office)
        assert (batch.filed, batch.damaged) == (2, 1)
        assert file_anew(db, office, batch.after).after is None
    with session() as db:
        assert [referral_of(db, each).filing for each in (damaged, whole, gone)] == [
            0,
            FILING,
            FILING,
        ]


def test_an_agency_finds_what_it_referred_by_its_own_reference():
    found = set(findable({"name": "Jo", "agency_reference": "h / 2026-17"}))
    assert ("their_reference", "H202617") in found
