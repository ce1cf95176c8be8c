"""What is handed on, on paper: how to reach the person first, and only what the data says."""

import copy

import pytest

from portal.documents.handed_on import hand_off_pdf
from portal.referral.handing_on.schema_kept import examples
from portal.referral.office import Office
from portal.referral.words import Speaker
from tests.documents import samples
from tests.documents.handed import handed


def said(document) -> str:
    return " ".join(samples.text(document).split())


def test_the_rules_of_reaching_somebody_come_before_all_else():
    text = said(handed())
    rules = text.index("How it is safe to reach this person")
    for later in ("Why you have this", "What they need to take part", "What was told"):
        assert rules < text.index(later), later
    first = text[rules : text.index("Why you have this")]
    for expected in (
        "There are times when they must not be contacted. Read them first.",
        "Never leave a voice message.",
        "01632 960001",
        "Leave no message.",
        "Don't say who you are.",
        "You may say that it is about Larkfield Restorative Hub.",
        "Weekdays, 9am to noon",
        "Not on Tuesdays, he is at home then.",
        "Somebody might. Ask us who.",
    ):
        assert expected in first, expected


def test_it_says_why_they_have_it_who_said_what_and_what_stays_at_the_hub():
    text = said(handed())
    assert "The person agreed on 2 March 2026 that this is shared with you." in text
    assert "Victim Care and Advice Service" in text
    assert "The person, 2 March 2026" in text
    assert "What they told us about safety stays with us" in text
    assert "My brother" not in text
    on_a_ground = said(handed("on-a-ground"))
    assert "The hub's own record of its work" in on_a_ground
    assert "stays with us" not in on_a_ground
    assert "They are afraid of the other person" in on_a_ground


def test_what_was_joined_in_stands_apart_under_who_told_it():
    text = said(handed("two-tellings"))
    also = text.index("Also told:")
    assert text.index("Somebody broke our window") < also
    assert also < text.index("Criminal damage to a window")
    assert "First told by: Police, 2 March 2026" in text


def test_hostile_text_stays_text():
    document = copy.deepcopy(examples()["by-consent"])
    hostile = '<script>alert(1)</script><img src="https://evil.example/x">{{ 7 * 7 }} \u202ecod.exe'
    document["answers"]["matter"]["what_happened"]["in_words"] = [hostile]
    document["contact"]["never"] = hostile
    html = handed(document).html
    assert "<script>" not in html
    assert "<img" not in html
    assert "{{ 7 * 7 }}" in html
    assert "\u202e" not in html


def test_an_answer_that_today_s_questions_do_not_know_is_printed_all_the_same():
    document = copy.deepcopy(examples()["by-consent"])
    document["answers"]["gone"] = {
        "gone_too": {**document["answers"]["person"]["name"], "label": "An old question"}
    }
    assert "An old question" in handed(document).html


def test_paper_ends_where_nobody_would_read_on_and_says_so():
    document = copy.deepcopy(examples()["two-tellings"])
    much = ["It went on and on, and nobody came. " * 500]
    document["also_told"][0]["answers"]["matter"]["what_happened"]["in_words"] = much
    document["also_told"] *= 10
    made = handed(document)
    assert len(made.html) < 250_000
    assert "More was told than fits in here" in made.html
    assert "Somebody broke our window" in made.html
    assert "More was told" not in handed("two-tellings").html


def test_file_name_and_title_name_nobody_and_a_withdrawal_has_nothing_to_read():
    document = handed()
    reference = examples()["by-consent"]["reference"]
    assert document.title == f"Referral {reference}"
    assert document.file_name == f"referral-{reference}.pdf"
    with pytest.raises(ValueError, match="nothing to read"):
        handed("withdrawal")


def test_a_worker_has_it_as_a_pdf():
    office = Office(samples.HUB, vault=None, speaker=lambda code: Speaker(code))
    assert hand_off_pdf(office, examples()["by-consent"]).startswith(b"%PDF-")
