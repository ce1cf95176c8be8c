"""Finding referrals by what was typed: what it may be, whom it finds and why, and for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral import name_search, searching
from portal.referral.names import Likeness, Typed, slips, words
from portal.referral.retention import erase
from portal.referral.search_terms import read_terms
from portal.referral.searching import SHOWN, Why, search
from tests.support.heart import BY_EMAIL, BY_TEXT, hire, receive, referral_of


@pytest.fixture
def cora(session, office):
    """A coordinator, who may open everything."""
    with session.begin() as db:
        return hire(db, office, "coordinator")


def found(session, office, staff, typed: str) -> dict[str, Why]:
    """The names that were found, in order, each with the surest reason."""
    with session() as db:
        return {hit.card.name: hit.why[0] for hit in search(db, office, staff, typed).hits}


# --- What it may be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("07700 900142", {"phone", "their_reference"}),
        ("+44 7700 900142", {"phone", "their_reference"}),
        ("Marta@Person.example", {"email"}),
        ("lk1 4qt", {"postcode", "their_reference"}),
        ("LK1", {"postcode", "their_reference"}),
        ("LH-20388", {"their_reference"}),
        ("Marta", set()),
        ("☃", set()),
        ("", set()),
    ],
)
def test_what_was_typed_is_recognised(typed, kinds):
    assert {kind for kind, _ in read_terms(typed).tokens} == kinds


def test_a_name_is_read_without_what_few_people_write():
    assert read_terms("Mrs. Jane  O'Brien").name == ("jane", "obrien")
    assert read_terms("Dr").name == ("dr",)
    assert read_terms("07700 900142").name == ()


def test_a_reference_that_can_be_none_is_noticed():
    assert read_terms("ABCD-1234").mistyped
    assert not read_terms("Jonathan").mistyped


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_is_an_error(typed):
    terms = read_terms(typed)
    assert len(terms.typed) <= 200
    Typed(terms.name).like(words(typed))


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("jane smith", "Smith, Jane", Likeness.SAME),
        ("obrien", "O’Brien", Likeness.SAME),
        ("o brien", "O’Brien", Likeness.SAME),
        ("maryann", "Mary Ann", Likeness.SAME),
        ("zielinski", "Rafał Zieliński", Likeness.SAME),
        ("smyth", "Jo Smith", Likeness.SOUND),
        ("katherine", "Catherine", Likeness.SOUND),
        ("jonh", "John", Likeness.SLIP),
        ("marat lis", "Marta Lis", Likeness.SOUND),
        ("agn", "Agnieszka", Likeness.START),
        ("marta kowalska", "Marta", Likeness.PART),
        ("ann", "Dan", None),
        ("marta", "李", None),
    ],
)
def test_a_name_is_compared_with_what_was_typed(typed, name, how):
    like = Typed(words(typed)).like(words(name))
    assert (like.how if like else None) == how


def test_a_slip_is_one_letter_out_in_wrong_or_swapped():
    assert {"jhn", "johnn", "jonh", "jahn"} <= slips("john")
    assert "john" not in slips("john")
    assert slips("ann") == frozenset()


# --- Whom it finds, and why ----------------------------------------------------------------


def test_each_kind_of_thing_finds_its_referral_and_says_why(session, office, cora):
    told = {
        **BY_TEXT,
        "contact_ways": ["text", "email"],
        "text_number": "+447700900142",
        "email_address": "Marta@Person.example",
        "postcode": "LK1 4QT",
        "reported": "yes",
        "reports": [{"report_to": "police", "report_when": None, "report_reference": "CR/99-1"}],
    }
    with session.begin() as db:
        reference = receive(db, office, told, name="Marta Kowalska").reference
        receive(db, office, BY_EMAIL, name="Somebody", postcode="LK2 1AA")
    for typed, why in {
        reference.lower().replace("-", ""): Why.REFERENCE,
        "07700 900 142": Why.PHONE,
        "marta@PERSON.example": Why.EMAIL,
        "lk14qt": Why.POSTCODE,
        "LK1": Why.DISTRICT,
        "cr 99 1": Why.THEIR_REFERENCE,
        "kowalska, marta": Why.NAME,
        "Marta": Why.NAME,
        "Martha Kovalska": Why.SLIP,
        "Marrtha Kovalskya": Why.NEAR,
        "Kowalsky": Why.SOUND,
        "Kowlaska": Why.SLIP,
        "Kowal": Why.START,
        "Marta Jones": Why.PART,
    }.items():
        assert found(session, office, cora, typed) == {"Marta Kowalska": why}, typed


def test_the_surest_come_first_and_the_newest_of_those_alike(session, office, cora, clock):
    with session.begin() as db:
        for name in ("Jon Smyth", "John Smith", "Smith", "Johnny Smithson", "John Smith "):
            receive(db, office, name=name)
            clock.forward(hours=1)
    with session() as db:
        hits = search(db, office, cora, "john smith").hits
        names = [hit.card.name for hit in hits]
        assert names[0:3] == ["John Smith", "John Smith", "Jon Smyth"]
        assert hits[0].referral.received_at > hits[1].referral.received_at
        assert set(names[3:]) == {"Smith", "Johnny Smithson"}


def test_a_child_is_found_by_the_adult_to_talk_to(session, office, cora):
    told = {"who_for": "child", "adult_name": "Petra Vance", "adult_relation": "Mother"}
    with session.begin() as db:
        receive(db, office, told, name="Kit", age="under_13")
    assert found(session, office, cora, "petra vance") == {"Kit": Why.NAME}


def test_a_postcode_finds_those_who_gave_only_its_first_half(session, office, cora):
    with session.begin() as db:
        receive(db, office, name="Half", postcode="LK3")
        receive(db, office, name="Whole", postcode="LK3 1AA")
        receive(db, office, name="Near", postcode="LK3 1AB")
    assert found(session, office, cora, "LK3 1AA") == {"Whole": Why.POSTCODE, "Half": Why.DISTRICT}
    assert set(found(session, office, cora, "LK3")) == {"Half", "Whole", "Near"}


def test_finished_referrals_are_found_and_erased_ones_are_not(session, office, cora):
    with session.begin() as db:
        kept, gone = (receive(db, office, BY_TEXT, name="Petra Vance") for _ in range(2))
        referral_of(db, kept).is_open = False
        erase(db, office, referral_of(db, gone), "system")
    for typed in ("Petra Vance", "Petra Vanse", "Pet"):
        with session() as db:
            hits = search(db, office, cora, typed).hits
            assert [hit.referral.id for hit in hits] == [kept.referral_id]
    with session() as db:
        assert search(db, office, cora, gone.reference).hits == []


# --- For whom ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["Petra Vance", "Petra Vanse", "Pet", "07700 900111", "LK4", "LK4 1AA", None]
)
def test_what_somebody_may_not_open_is_not_there_for_them(session, office, pat, cora, typed):
    told = {**BY_TEXT, "name": "Petra Vance", "postcode": "LK4 1AA", "safety": ["sexual"]}
    told["text_number"] = "+447700900111"
    with session.begin() as db:
        reference = receive(db, office, told).reference
        trained = hire(db, office, training={"sexual"})
        other = hire(db, office, training={"hate"})
    for staff, sees in ((pat, False), (other, False), (trained, True), (cora, True)):
        assert ("Petra Vance" in found(session, office, staff, typed or reference)) is sees


def test_closed_cases_are_in_no_count_and_make_nothing_seem_more(session, office, pat, cora):
    with session.begin() as db:
        for _ in range(SHOWN + 1):
            receive(db, office, name="Petra", safety=["hate"])
        receive(db, office, name="Petra")
    with session() as db:
        mine, hers = (search(db, office, each, "Petra") for each in (pat, cora))
        assert (len(mine.hits), mine.more) == (1, False)
        assert (len(hers.hits), hers.more) == (SHOWN, True)
        compared = [search(db, office, each, "Pet").compared for each in (pat, cora)]
        assert compared[1] - compared[0] == SHOWN + 1


# --- How far it looks ----------------------------------------------------------------------


def test_many_alike_are_cut_off_and_it_says_so(session, office, cora):
    with session.begin() as db:
        for _ in range(SHOWN):
            receive(db, office, name="Jo Smith")
    with session() as db:
        assert not search(db, office, cora, "smith").more
    with session.begin() as db:
        receive(db, office, name="Jo Smith")
    with session() as db:
        result = search(db, office, cora, "smith")
        assert (len(result.hits), result.more, result.compared) == (SHOWN, True, 0)


def test_walks_are_bounded_and_start_with_the_rarest_word(session, office, cora, monkeypatch):
    with session.begin() as db:
        receive(db, office, name="Petra Smith")
        for _ in range(8):
            receive(db, office, name="Jo Smith")
    monkeypatch.setattr("portal.referral.token_walks.REACH", 3)
    assert found(session, office, cora, "smith petra")["Petra Smith"] is Why.NAME


def test_only_the_newest_are_compared_one_by_one(session, office, cora, clock, monkeypatch):
    with session.begin() as db:
        receive(db, office, name="Petronella")
    assert found(session, office, cora, "petro") == {"Petronella": Why.START}
    clock.forward(minutes=1)
    with session.begin() as db:
        receive(db, office, name="Later")
        receive(db, office, name="Last")
    monkeypatch.setattr(name_search, "COMPARED", 2)
    with session() as db:
        result = search(db, office, cora, "petro")
        assert (result.hits, result.compared) == ([], 2)


@pytest.mark.parametrize("typed", ["", "   ", "☃", "@", "%_*'\";--", "a" * 5000, "\0", "🙂 " * 99])
def test_nothing_to_look_for_finds_nothing(session, office, cora, typed):
    with session() as db:
        assert search(db, office, cora, typed).hits == []


def test_enough_is_more_than_a_screen():
    assert searching.ENOUGH > SHOWN
