"""The page of one referral: safe contact first, then what this reader may see, as plain text."""

import pytest

from portal.demo.stories import HOSTILE
from portal.referral import following
from portal.referral.filing import read_answers
from tests.support.strict_html import text_of

CAREFUL = {
    "contact_ways": ["phone", "text", "email", "letter", "worker", "here"],
    "phone_number": "+447700900142",
    "phone_message": "no",
    "text_number": "+447700900143",
    "text_say_who": "yes",
    "email_address": "ann@person.example",
    "letter_address": "1 High Street",
    "worker_who": "Sam at the Bridge",
    "contact_times": ["weekday_morning"],
    "contact_never": "Not on Tuesdays",
    "contact_others": "He reads my texts",
    "code_word": "elderflower",
}


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


def opened(hub, what="practitioner", **changes):
    reference = hub.receive(**{"name": "Ann", **changes})
    return hub.signed_in(what).go(f"/hub/referrals/{reference}")


def test_every_contact_answer_stands_in_the_banner_and_the_rule_before_the_number(hub):
    browser = opened(hub, **CAREFUL)
    (banner,) = [each for each in browser.page.iter("section") if each.get("class") == "safe"]
    words = text_of(banner)
    for each in (
        "Not on Tuesdays",
        "He reads my texts",
        "Weekdays, 9am to noon",
        "elderflower",
        "Never leave a voice message",
        "You may say you are Larkfield Restorative Hub",
        "Sign it “Larkfield Office”",
        "07700 900142",
        "07700 900143",
        "ann@person.example",
        "1 High Street",
        "Sam at the Bridge",
    ):
        assert each in words
    assert words.index("Never leave a voice message") < words.index("07700 900142")
    assert words.index("Not on Tuesdays") < words.index("07700 900142")
    assert browser.text.index("Before you get in touch") < browser.text.index("The person")


def test_nobody_is_told_that_a_way_is_safe_while_the_person_said_when_not(hub):
    assert not opened(hub, **CAREFUL).says("Safe at this time")
    allowed = {**CAREFUL, "contact_never": None}
    assert opened(hub, **allowed).says("Safe at this time")


def test_silence_about_times_is_not_safety(hub):
    browser = opened(hub, **{**CAREFUL, "contact_never": None, "contact_times": None})
    assert browser.says("Take care", "They gave no safe times")
    assert not browser.says("Safe at this time")


def test_outside_the_safe_times_it_says_not_now(hub, clock):
    clock.forward(hours=5)
    browser = opened(hub, **{**CAREFUL, "contact_never": None})
    assert browser.says("Not now", "not one of the times")


def test_ways_that_were_not_said_to_be_safe_are_named_as_never(hub):
    browser = opened(hub)
    assert browser.says(
        "only by a message on this portal", "Never use: phone, text, email, letter and through"
    )


def test_whoever_stopped_it_is_not_to_be_contacted(hub):
    browser = opened(hub, **{**CAREFUL, "contact_never": None})
    reference = browser.url.rpartition("/")[2]
    with hub.desk.session() as session:
        following.stop(session, hub.desk.office, session.merge(hub.referral(reference)))
    browser.go(browser.url)
    assert browser.says("The person stopped this. Do not contact them.", "Not now")
    assert not browser.says("Safe at this time")


@pytest.mark.parametrize(("what", "sees"), [("practitioner", False), ("coordinator", True)])
def test_the_other_persons_name_is_for_specialists_and_coordinators(hub, what, sees):
    browser = opened(hub, what, other_known="yes", other_name="Zebedee Quill")
    assert browser.says("Zebedee Quill") is sees


def test_who_may_be_told_and_since_when(hub):
    browser = opened(hub, share_with=["vcas"])
    rows = [" ".join(map(text_of, row)) for row in browser.page.iter("tr")]
    assert "Victim Care and Advice Service Yes Monday 2 March 2026, 10:00" in rows
    assert "Larkshire Police No Monday 2 March 2026, 10:00" in rows


@pytest.mark.parametrize(("what", "sees"), [("practitioner", False), ("coordinator", True)])
def test_what_was_said_before_a_correction_is_kept_for_those_who_may_read_it(hub, what, sees):
    browser = opened(hub, what, place="Old Place", other_known="yes", other_name="Old Name")
    reference = browser.url.rpartition("/")[2]
    with hub.desk.session() as session:
        office, referral = hub.desk.office, session.merge(hub.referral(reference))
        answers = read_answers(session, office, referral)
        changed = {**answers, "place": "New Place", "other_name": "New Name"}
        following.correct(session, office, referral, changed)
    browser.go(browser.url)
    assert browser.says("What they said before they changed it", "Old Place", "New Place")
    assert browser.says("Old Name") is sees


def test_hostile_text_stays_text(hub):
    hostile = {
        "name": HOSTILE[:100],
        "what_happened": HOSTILE,
        "contact_others": HOSTILE,
        "code_word": "</dd><b>",
        **{name: CAREFUL[name] for name in ("phone_number", "contact_times")},
        "contact_ways": ["phone"],
    }
    browser = opened(hub, **hostile)
    reference = browser.url.rpartition("/")[2]
    browser.go(f"{browser.url}/notes").send("Keep the note", note=HOSTILE + "</textarea>")
    assert browser.says(HOSTILE, "</textarea>", "{{ 7 * 7 }}", "%(hub)s")
    assert "<script>alert" not in browser.html
    browser.go("/hub/")
    assert browser.says('<script>alert("x")</script>')
    assert "<script>alert" not in browser.html
    assert hub.events(reference)[-2:] == ["noted", "viewed"]


def test_text_of_many_directions_and_marks_is_shown_whole(hub):
    for name in ("عبد الرحمن", "Z̸̡̛͓͎͈̮̭a̷͉̎l̵̨̛g̴̣͋o̶͓͝", "e" * 100, "👩‍👩‍👧"):
        assert name[:3] in opened(hub, name=name).heading


def test_the_persons_message_is_shown_beside_ours(hub):
    browser = opened(hub)
    reference = browser.url.rpartition("/")[2]
    browser.go(f"{browser.url}/question").send("Ask them", question="When?")
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        following.write(session, hub.desk.office, referral, "On Monday,\nafter work")
    browser.go(f"/hub/referrals/{reference}")
    assert browser.says("When?", "On Monday,", "after work", "In triage")


def test_the_copy_on_paper_is_a_file_and_is_written_down(hub):
    browser = opened(hub)
    reference = browser.url.rpartition("/")[2]
    answer = browser.client.get(f"{browser.url}/copy")
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF-")
    assert f"{reference}.pdf" in answer.headers["Content-Disposition"]
    assert hub.events(reference)[-1] == "printed"


def test_what_was_left_out_stands_in_one_row_and_what_happened_before_the_person(hub):
    browser = opened(hub)
    heads = [text_of(each) for each in browser.page.iter("h2")]
    assert heads.index("Safety") < heads.index("What happened") < heads.index("The person")
    rows = [
        [text_of(cell) for cell in row]
        for row in browser.page.iter("div")
        if row.get("class") == "govuk-summary-list__row"
    ]
    assert ["Not said", "Known or not · Lives with or near"] in [
        [key, said[: len("Known or not · Lives with or near")]] for key, said in rows
    ]
    assert not [key for key, said in rows if said == "Not said"]
