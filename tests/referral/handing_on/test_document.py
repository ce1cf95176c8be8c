"""The document that is handed on: what it says first, what it never says, and who said what."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from portal.referral import following
from portal.referral.amending import amend
from portal.referral.handing_on.document import MayNotTravel, compose, digest
from portal.referral.handing_on.places import Place
from portal.referral.history import SYSTEM
from portal.referral.records import Consent
from portal.referral.retention import erase
from portal.storage.errors import Erased
from portal.storage.ids import new_id
from tests.support.examples import join
from tests.support.heart import BY_EMAIL, BY_TEXT, receive, referral_of
from tests.support.referring import partner_of, refer

KEY = UUID("0195584e-7c00-7000-8000-000000000001")
VCAS = Place("vcas_system", "VCAS", "webhook", service="vcas")
CASES = Place(
    "cases",
    "Case system",
    "webhook",
    ground="The hub's own record",
    sections=("contact", "person", "matter", "other", "safety", "agency"),
)


def made(db, office, referral, place=VCAS, notice="document", number=1, key=KEY):
    return compose(db, office, referral, place, hand_off_id=key, number=number, notice=notice)


def decide(db, office, referral, service, *, agreed):
    office.clock.forward(seconds=1)
    db.add(
        Consent(
            id=new_id(office.now()),
            referral_id=referral.id,
            service=service,
            agreed=agreed,
            at=office.now(),
            wording=office.questions.fingerprint,
        )
    )
    db.flush()


def text_of(document) -> str:
    return json.dumps(document, ensure_ascii=False)


@pytest.fixture
def engine(sqlite_engine):
    """Nothing here asks one database otherwise than the other."""
    return sqlite_engine


@pytest.fixture
def ann(session, office):
    """Somebody who agreed to one service and told much."""
    with session.begin() as db:
        return receive(
            db,
            office,
            BY_EMAIL,
            share_with=["vcas"],
            contact_never="Not on Tuesdays",
            contact_others="My brother reads it",
            code_word="marmalade",
            what_happened="They broke it",
            other_known="yes",
            other_name="Vincent",
            safety=["afraid"],
            safety_more="He has keys",
        )


def test_without_a_yes_to_this_place_nothing_travels(session, office, ann):
    with session.begin() as db:
        referral = referral_of(db, ann)
        for service in ("vip", "police"):
            with pytest.raises(MayNotTravel):
                made(db, office, referral, Place("other", "Other", "webhook", service=service))
        organisation = Place("org:" + "0" * 32, "Somebody", "portal")
        with pytest.raises(MayNotTravel):
            made(db, office, referral, organisation)
        decide(db, office, referral, organisation.key, agreed=True)
        assert made(db, office, referral, organisation)["consent"]["service"] == organisation.key
        decide(db, office, referral, "vcas", agreed=False)
        with pytest.raises(MayNotTravel):
            made(db, office, referral)


def test_the_agreement_is_told_with_its_moment_and_the_words_that_were_agreed_to(
    session, office, clock, ann
):
    agreed = clock.at
    clock.forward(days=1)
    with session.begin() as db:
        document = made(db, office, referral_of(db, ann))
    assert document["consent"] == {
        "basis": "consent",
        "service": "vcas",
        "agreed_at": agreed.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "wording": office.questions.fingerprint,
    }
    assert document["made_at"] == (agreed + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_rules_of_reaching_somebody_come_before_all_they_told(session, office, ann):
    with session.begin() as db:
        document = made(db, office, referral_of(db, ann))
    names = list(document)
    assert names.index("contact") < names.index("consent") < names.index("answers")
    contact = document["contact"]
    assert [each["way"] for each in contact["ways"]] == ["email"]
    assert contact["ways"][0] == {
        "way": "email",
        "in_words": "Email",
        "reach": "ann@person.example",
        "say_who": False,
        "leave_message": False,
    }
    assert contact["never"] == "Not on Tuesdays"
    assert contact["others_might_see"] is True
    assert "There are times when they must not be contacted. Read them first." in contact["rules"]
    assert "contact" not in document["answers"]


def test_a_service_has_no_words_that_stay_at_the_hub(session, office, ann):
    with session.begin() as db:
        document = made(db, office, referral_of(db, ann))
    told = text_of(document)
    for word in ("marmalade", "My brother", "Vincent", "He has keys", "afraid", "other_known"):
        assert word not in told, word
    assert "They broke it" in told
    assert document["safety"] == {"shared": False, "flags": []}


def test_a_case_system_has_what_staff_read_of_the_parts_that_its_ground_names(session, office, ann):
    with session.begin() as db:
        document = made(db, office, referral_of(db, ann), CASES)
    told = text_of(document)
    assert document["consent"] == {"basis": "ground", "ground": "The hub's own record"}
    assert document["safety"] == {"shared": True, "flags": ["afraid"]}
    assert document["contact"]["others"] == "My brother reads it"
    assert document["answers"]["other"]["other_known"]["value"] == "yes"
    for never in ("marmalade", "Vincent", "share_with"):
        assert never not in told, never
    assert "wishes" not in document["answers"]


def test_a_ground_that_names_no_parts_gives_no_more_than_a_yes_would(session, office, ann):
    bare = Place("cases", "Cases", "webhook", ground="The hub's own record")
    with session.begin() as db:
        referral = referral_of(db, ann)
        on_a_ground, agreed = made(db, office, referral, bare), made(db, office, referral)
    assert on_a_ground["answers"] == agreed["answers"]
    assert on_a_ground["safety"]["shared"] is False


def test_parts_narrow_what_a_service_has_and_the_rules_go_whatever_goes(session, office, ann):
    narrow = Place("vcas_system", "VCAS", "webhook", service="vcas", sections=("matter",))
    with session.begin() as db:
        document = made(db, office, referral_of(db, ann), narrow)
    assert set(document["answers"]) == {"matter"}
    assert document["contact"]["ways"][0]["reach"] is None
    assert document["contact"]["never"] == "Not on Tuesdays"
    assert any("are not in here" in each for each in document["contact"]["rules"])
    assert "ann@person.example" not in text_of(document)
    # Naming a part that holds only what staff read opens nothing without a ground.
    staffs = Place("vcas_system", "VCAS", "webhook", service="vcas", sections=("safety", "agency"))
    with session.begin() as db:
        assert made(db, office, referral_of(db, ann), staffs)["answers"] == {}


def test_each_answer_says_who_told_it_and_when(session, office, clock):
    told_at = clock.at
    with session.begin() as db:
        housing = partner_of(db, office, "Larkfield Housing")
        referral, begun = refer(db, office, housing, what_happened="The fence came down")
        decide(db, office, referral, "vcas", agreed=True)
        ids = referral.id, begun.id
    clock.forward(days=1)
    with session.begin() as db:
        referral = db.get(type(referral), ids[0])
        answers = {**following.read_answers(db, office, referral), "place": "By the river"}
        following.correct(db, office, referral, answers, said={"place"})
        document = made(db, office, referral)
    answers = document["answers"]
    assert answers["matter"]["what_happened"]["told"] == {
        "by": "referrer",
        "in_words": "Housing",
        "kind": "housing",
        "at": told_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    assert answers["person"]["place"]["value"] == "By the river"
    assert answers["person"]["place"]["told"] == {
        "by": "person",
        "in_words": "The person",
        "at": clock.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    assert document["told_first"]["by"] == "referrer"
    assert "Larkfield Housing" not in text_of(document)


def test_what_a_referrer_tells_anew_is_dated_anew_and_the_rest_is_not(session, office, clock, pat):
    first = clock.at
    with session.begin() as db:
        housing = partner_of(db, office, "Larkfield Housing")
        referral, begun = refer(db, office, housing, pat.id)
        decide(db, office, referral, "vcas", agreed=True)
        clock.forward(days=2)
        told = {"name": "Ann", "age": "adult", "contact_ways": ["phone"]}
        told |= {"phone_number": "+441632960001", "contact_times": ["any"], "place": "Larkfield"}
        told |= {"about": "crime", "what_happened": "Two windows were broken."}
        amend(db, office, begun, told, by=pat.id, reason="We heard more", after=1)
        document = made(db, office, referral)
    matter = document["answers"]["matter"]
    assert matter["what_happened"]["value"] == "Two windows were broken."
    assert matter["what_happened"]["told"]["at"] == clock.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert matter["about"]["told"]["at"] == first.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_what_somebody_corrects_of_their_own_is_dated_anew(session, office, clock, ann):
    clock.forward(hours=3)
    with session.begin() as db:
        referral = referral_of(db, ann)
        answers = {**following.read_answers(db, office, referral), "what_happened": "Twice"}
        following.correct(db, office, referral, answers, said={"what_happened"})
        document = made(db, office, referral)
    matter = document["answers"]["matter"]
    assert matter["what_happened"]["told"]["at"] == clock.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert matter["about"]["told"]["at"] == document["received_at"]


def test_what_was_joined_in_stands_apart_under_who_told_it(session, office, pat, ann):
    with session.begin() as db:
        referral = referral_of(db, ann)
        police = partner_of(db, office, "Larkshire Police")
        police.kind = "police"
        theirs, _ = refer(db, office, police, what_happened="Criminal damage")
        refer(db, office, police, what_happened="About somebody else")
        alone = made(db, office, referral)
        join(db, office, theirs, referral, pat.id)
        document = made(db, office, referral)
    assert document["answers"] == alone["answers"]
    assert document["contact"] == alone["contact"]
    (also,) = document["also_told"]
    assert also["reference"] == theirs.reference
    assert also["told_first"]["kind"] == "police"
    assert also["answers"]["matter"]["what_happened"]["value"] == "Criminal damage"
    assert "contact" not in also["answers"]
    assert "+441632960001" not in text_of(document)
    assert "About somebody else" not in text_of(document)
    assert digest(document) != digest(alone)


def test_what_others_told_differently_of_reaching_somebody_is_a_warning(session, office, pat):
    with session.begin() as db:
        housing = partner_of(db, office, "Larkfield Housing")
        case, _ = refer(db, office, housing)
        same, _ = refer(db, office, housing)
        decide(db, office, case, "vcas", agreed=True)
        join(db, office, same, case, pat.id)
        assert made(db, office, case)["contact"]["told_differently"] is False
        own = referral_of(db, receive(db, office, BY_TEXT))
        join(db, office, own, case, pat.id)
        contact = made(db, office, case)["contact"]
    assert contact["told_differently"] is True
    assert contact["rules"][0].startswith("How to reach them was told more than once")


def test_a_telling_that_they_said_no_about_or_had_erased_stays_home(session, office, pat, ann):
    with session.begin() as db:
        case = referral_of(db, ann)
        kept_back = referral_of(db, receive(db, office, name="Annie", share_with=["nobody"]))
        gone = referral_of(db, receive(db, office, share_with=["vcas"]))
        for each in (kept_back, gone):
            join(db, office, each, case, pat.id)
        erase(db, office, gone, SYSTEM)
        assert made(db, office, case)["also_told"] == []
        assert [each["reference"] for each in made(db, office, case, CASES)["also_told"]] == [
            kept_back.reference
        ]


def test_a_withdrawal_says_only_what_is_taken_back(session, office, ann):
    with session.begin() as db:
        referral = referral_of(db, ann)
        decide(db, office, referral, "vcas", agreed=False)
        document = made(db, office, referral, notice="withdrawal", number=2)
        erase(db, office, referral, SYSTEM)
        assert made(db, office, referral, notice="withdrawal", number=2) == document
        with pytest.raises(Erased):
            made(db, office, referral, CASES)
    assert set(document) == {
        *("schema", "format", "version", "id", "reference", "number", "notice", "made_at"),
        *("from", "for"),
    }
    assert (document["notice"], document["number"], document["id"]) == ("withdrawal", 2, str(KEY))


def test_two_documents_that_tell_the_same_have_one_digest(session, office, clock, ann):
    with session.begin() as db:
        referral = referral_of(db, ann)
        first = made(db, office, referral)
        clock.forward(days=3)
        again = made(db, office, referral, number=2, key=UUID(int=7))
        assert again != first
        assert digest(again) == digest(first)
        answers = {**following.read_answers(db, office, referral), "what_happened": "More"}
        following.correct(db, office, referral, answers, said={"what_happened"})
        assert digest(made(db, office, referral)) != digest(first)
