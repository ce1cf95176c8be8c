"""A time of day as people write it."""

import pytest

from portal.referral.kinds import Hour, Unreadable

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14:30", "14:30"),
        (" 9.05 ", "09:05"),
        ("2:30pm", "14:30"),
        ("2.30 PM", "14:30"),
        ("2 p.m.", "14:00"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("12:15 am", "00:15"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("14h30", "14:30"),
        ("00:00", "00:00"),
        ("", None),
        ("   ", None),
    ],
)
def test_it_is_read_however_it_is_written(text, value):
    assert Hour().read({"x": [text]}, "x") == value


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "24:00",
        "12:60",
        "13pm",
        "0am",
        "soon",
        "14:3",
        "1430pm",
        "-1:00",
        "１４:30",
        "☃",
        "1" * 99,
    ],
)
def test_what_may_be_a_slip_is_refused(text):
    with pytest.raises(Unreadable) as refused:
        Hour().read({"x": [text]}, "x")
    assert refused.value.code == "not_a_time"
