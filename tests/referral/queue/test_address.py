"""Filters and the addresses that ask for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.questions import self_referral
from portal.referral.queue import address, marks
from portal.referral.queue.filter import (
    AGES,
    ANY_OF,
    KINDS,
    Due,
    Filter,
    Order,
    View,
    offered,
    values_of,
)
from tests.support.example import example_hub

pytestmark = pytest.mark.core

SOMEBODY = "01953f6e-7c00-7000-8000-000000000001"


def filters() -> st.SearchStrategy[Filter]:
    def of(view: View) -> st.SearchStrategy[Filter]:
        many = {
            name: st.sets(st.sampled_from(values_of(view, name))).map(
                lambda chosen, name=name: tuple(v for v in values_of(view, name) if v in chosen)
            )
            for name in ANY_OF
            if offered(view, name)
        }
        if offered(view, "owner"):
            many["owner"] = st.sampled_from(["", "me", "nobody", SOMEBODY])
        if offered(view, "due"):
            many["due"] = st.sampled_from([None, *Due])
        if offered(view, "order"):
            many["order"] = st.sampled_from(Order)
        days = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
        place = st.sampled_from(["", "millgate", "LK1", "sankt gallen", "ძველი თბილისი"])
        return st.builds(Filter, view=st.just(view), place=place, since=days, until=days, **many)

    return st.sampled_from(View).flatmap(of)


@given(filters())
def test_what_an_address_asks_for_is_what_was_written_into_it(asked):
    read = address.read(address.document(asked))
    assert read.left_out == ()
    assert read.filter == address.read(address.document(read.filter)).filter
    assert address.write(read.filter) == address.write(asked)


@given(
    st.dictionaries(
        st.sampled_from([*address.NAMES, "after", "x"]), st.lists(st.text(), max_size=3)
    )
)
def test_nothing_that_an_address_says_is_an_error(args):
    read = address.read(args)
    assert address.read(address.document(read.filter)).filter == read.filter


def test_what_was_tampered_with_is_left_out_and_named():
    read = address.read(
        {
            "view": ["everything"],
            "stage": ["submitted", "'; drop table"],
            "owner": ["1"],
            "due": ["someday"],
            "since": ["2026-02-30"],
            "order": ["random"],
            "place": ["12 Acacia Avenue"],
            "kind": ["crime"],
        }
    )
    assert read.filter == Filter(stage=("submitted",), kind=("crime",))
    assert set(read.left_out) == {"view", "stage", "owner", "due", "since", "order", "place"}


def test_a_filter_that_its_view_answers_already_is_left_out():
    assert address.read({"view": ["mine"], "owner": ["nobody"]}).left_out == ("owner",)
    assert address.read({"view": ["on_hold"], "stage": ["accepted"]}).left_out == ("stage",)
    assert address.read({"view": ["finished"], "stage": ["submitted"]}).left_out == ("stage",)
    assert address.read({"view": ["finished"], "stage": ["closed"]}).left_out == ()
    assert address.read({"view": ["overdue"], "due": ["today"]}).left_out == ("due",)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("lk1", "LK1"),
        ("LK1 2AB", "LK1"),
        (" Mill  Gate ", "mill gate"),
        ("12 Acacia Avenue", None),
        ("Llanfairpwllgwyngyllgogerych wyrndrobwllllantysiliogogogoch", None),
        ("07700 900142", None),
        ("☃", None),
    ],
)
def test_an_address_says_no_place_that_leads_to_a_door(typed, place):
    assert address.read_place(typed) == place


def test_one_value_or_a_whole_filter_can_be_taken_away():
    asked = Filter(kind=("crime", "other"), place="LK1")
    assert address.without(asked, "kind", "other").kind == ("crime",)
    assert address.without(asked, "kind").kind == ()
    assert address.without(asked, "place") == Filter(kind=("crime", "other"))


def test_ages_and_kinds_are_those_that_the_person_is_offered():
    questions = self_referral(example_hub()).questions
    assert tuple(choice.value for choice in questions["age"].kind.choices) == AGES
    assert tuple(choice.value for choice in questions["about"].kind.choices) == KINDS


@given(st.sampled_from(View), st.sampled_from(Order), st.text())
def test_no_text_is_a_mark_by_accident(view, order, text):
    way = marks.way_of(Filter(view, order=order))
    place = marks.read(way, text)
    assert place is None or marks.read(way, marks.write(place)) == place
