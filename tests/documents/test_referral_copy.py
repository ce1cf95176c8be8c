"""The copy for hub staff: safe contact first, and a third party's name for specialists only."""

import pytest

from portal.documents.referral_copy import contact_rules
from portal.referral.contact import ContactRules
from portal.referral.lifecycle import Stage
from portal.referral.readers import Reader
from tests.documents import samples


def test_safe_contact_stands_before_everything_else() -> None:
    shown = samples.text(samples.staff())
    rule = shown.index("Use only the ways listed here")
    phone = shown.index("01632 960301")
    assert rule < phone
    for later in ("Where it stands", "What they told us", "The fence came down", "Ann Marigold"):
        assert phone < shown.index(later)
    line = shown.index("Only by phone or text")
    assert line < rule
    assert len(shown[:line].split("\n")) < 5


def test_safe_contact_fits_on_the_first_page() -> None:
    first = samples.opened(samples.staff()).pages[0]
    assert first is not None
    shown = samples.text(samples.staff()).split("1 / ")[0]
    for expected in ("01632 960301", "saffron", "Not on Tuesdays", "My partner sees my phone."):
        assert expected in shown


def test_most_staff_do_not_see_the_other_persons_name() -> None:
    document = samples.staff(Reader.HUB)
    assert "Gordon" not in document.html
    assert "Gordon" not in samples.text(document)
    assert "The fence came down" in samples.text(document)


def test_a_specialist_sees_the_other_persons_name() -> None:
    assert "Gordon Bleak" in samples.text(samples.staff(Reader.SPECIALIST))


@pytest.mark.parametrize("reader", [Reader.PERSON, Reader.PARTNER])
def test_nobody_but_staff_gets_this_copy(reader: Reader) -> None:
    with pytest.raises(ValueError, match="hub staff only"):
        samples.staff(reader)


def test_a_hold_and_a_stop_say_not_to_make_contact() -> None:
    for stage in (Stage.ON_HOLD, Stage.WITHDRAWN):
        first = contact_rules(ContactRules.of(samples.ANSWERS), stage)[0]
        assert "not contact" in first


def test_rules_say_what_the_answers_forbid() -> None:
    said = " ".join(contact_rules(ContactRules.of(samples.ANSWERS), Stage.IN_TRIAGE))
    assert "Never leave a voice message." in said
    assert "Do not say who we are" in said
    assert "must not be contacted" in said


def test_rules_do_not_forbid_what_the_person_allowed() -> None:
    answers = {
        "contact_ways": ["phone"],
        "phone_number": "+441632960301",
        "phone_message": "yes",
        "phone_say_who": "yes",
        "contact_times": ["any"],
    }
    said = contact_rules(ContactRules.of(answers), Stage.IN_TRIAGE)
    assert said == ["Use only the ways listed here. No other way was said to be safe."]


def test_somebody_who_only_looks_here_is_never_to_be_rung() -> None:
    said = contact_rules(ContactRules.of(samples.SHORT), Stage.IN_TRIAGE)
    assert said == ["Reach this person only by a message on this portal. Nothing else is safe."]


def test_the_file_name_is_the_reference_and_no_name() -> None:
    assert samples.staff().file_name == "7KPM-3XR9.pdf"
    assert samples.staff().title == "Referral 7KPM-3XR9"


def test_the_rule_in_one_line_is_the_first_of_all() -> None:
    shown = " ".join(samples.text(samples.staff()).split())
    line = "Only by phone or text, weekday mornings, first read when not to, never say who we are"
    assert shown.index(line) < shown.index("Use only the ways listed here")


def test_on_a_hold_the_line_says_only_not_to() -> None:
    shown = samples.text(samples.staff(stage=Stage.ON_HOLD))
    assert "Do not contact: safeguarding hold" in shown


def test_it_says_whose_it_is_how_urgent_what_is_to_be_done_and_what_was_tried() -> None:
    shown = " ".join(samples.text(samples.staff()).split())
    for expected in (
        "Pat Worker",
        "Decided by Kim Chief",
        "Find an interpreter",
        "Due tomorrow",
        "1 attempt, last by phone: no answer.",
        "By phone: no answer",
        "Rang twice.",
    ):
        assert expected in shown, expected
    assert shown.index("01632 960301") < shown.index("Find an interpreter")


def test_with_nobody_and_nothing_it_says_so() -> None:
    bare = {"owner": "", "confirmed_by": "", "so_far": "", "tried": [], "tasks": []}
    shown = samples.text(samples.staff(**bare))
    assert "Nobody yet" in shown
    assert "Nobody has confirmed it yet." in " ".join(shown.split())
    assert "Open tasks" not in shown
