"""Phone numbers, email addresses and postcodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.kinds import Email, Phone, Postcode, Unreadable
from portal.referral.words import Speaker

pytestmark = pytest.mark.core


def read(kind, text):
    return kind.read({"x": [text], "y": ["01632 960001"]}, "x")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07700 900982", "+447700900982"),
        ("+44 (0)7700 900982", "+447700900982"),
        ("0044 7700 900 982", "+447700900982"),
        ("tel:01632-960-001", "+441632960001"),
        ("+48 512 345 678", "+48512345678"),
        ("٠٧٧٠٠٩٠٠٩٨٢", "+447700900982"),
    ],
)
def test_a_phone_number_is_read_however_it_is_written(text, value):
    assert read(Phone(), text) == value


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "hello",
        "07700 900982 ext 5",
        "++44",
        "0" * 50,
        "960001",
        "07700 900982" + "9" * 60,
    ],
)
def test_what_nobody_could_ring_is_refused(text):
    with pytest.raises(Unreadable, match="not_a_phone"):
        read(Phone(), text)


def test_a_number_at_home_is_shown_as_people_at_home_write_it():
    assert Phone().show("+447700900982", Speaker()) == ["07700 900982"]
    assert Phone().show("+48512345678", Speaker()) == ["+48 512 345 678"]


@given(text=st.from_regex(r"\+?[0-9 ]{6,16}", fullmatch=True))
def test_every_number_that_is_read_is_shown_so_that_it_reads_the_same(text):
    try:
        value = read(Phone(), text)
    except Unreadable:
        return
    if value:
        assert read(Phone(), Phone().show(value, Speaker())[0]) == value


@pytest.mark.parametrize(
    "text", ["ann", "ann@", "@home.example", "a b@c.example", "a@b", "a@b..example"]
)
def test_what_is_no_email_address_is_refused(text):
    with pytest.raises(Unreadable, match="not_an_email"):
        read(Email(), text)


def test_an_email_address_keeps_its_name_and_lowers_its_domain():
    assert read(Email(), " Ann.B@Home.EXAMPLE ") == "Ann.B@home.example"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lk1 2ab", "LK1 2AB"),
        ("LK12AB", "LK1 2AB"),
        ("sw1a1aa", "SW1A 1AA"),
        ("n1", "N1"),
        ("L.K-1", "LK1"),
    ],
)
def test_a_postcode_is_read_whole_or_in_half(text, value):
    assert read(Postcode(), text) == value


@pytest.mark.parametrize("text", ["LK", "1LK 2AB", "LK1 2A", "LK1 2ABC", "LKK1 2AB"])
def test_what_is_no_postcode_is_refused(text):
    with pytest.raises(Unreadable, match="not_a_postcode"):
        read(Postcode(), text)
