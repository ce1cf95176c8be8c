"""The copy for the organisation: what it told, and nothing that the person alone should hold."""

from tests.documents import samples
from tests.documents.agencies import agency
from tests.support.agency import ANSWERS


def test_it_says_what_they_told_whose_it_is_and_how_far_it_has_come() -> None:
    shown = " ".join(samples.text(agency(answers=ANSWERS)).split())
    for expected in (
        "Referred by Larkfield Housing",
        "Your own reference H/2026/17",
        "How far it has come",
        "Accepted",
        "Ann Marigold",
        "The fence came down.",
        "They told me by phone or video",
    ):
        assert expected in shown, expected


def test_it_holds_no_word_by_which_the_person_and_the_hub_know_one_another() -> None:
    document = agency(answers=ANSWERS)
    for word in ("blue kettle", "marmalade"):
        assert word not in document.html
        assert word not in samples.text(document)
    assert "Words that only the person should have are left out" in document.html


def test_file_name_and_title_name_nobody() -> None:
    document = agency(answers={**ANSWERS, "agency_reference": "Ann Marigold"})
    assert document.file_name == "referral-7KPM-3XR9.pdf"
    assert document.title == "Referral 7KPM-3XR9"
