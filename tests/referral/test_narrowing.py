"""What an organisation is asked: only what it may send, on the grounds that it has."""

from portal.referral.narrowing import narrowed
from portal.referral.questions import by_agency

AGENCY = by_agency()


def choices(questions, question):
    return [each.value for each in questions.questions[question].kind.choices]


def test_only_the_kinds_that_it_may_send_are_offered():
    assert choices(narrowed(AGENCY, ["dispute"], "consent"), "about") == ["dispute"]
    assert choices(narrowed(AGENCY, [], "consent"), "about") == []


def test_only_whoever_may_share_by_law_is_offered_that_ground():
    assert "statutory" in choices(narrowed(AGENCY, ["crime"], "statutory"), "agency_basis")
    assert "statutory" not in choices(narrowed(AGENCY, ["crime"], "consent"), "agency_basis")


def test_all_else_stays_as_it_is():
    less = narrowed(AGENCY, ["dispute"], "consent")
    changed = [new.id for new, old in zip(less.pages, AGENCY.pages, strict=True) if new is not old]
    assert changed == ["basis", "about"]
    assert list(less.questions) == list(AGENCY.questions)


def test_the_same_is_made_once():
    """Forms are kept by their page, so a new page each time would make them all anew."""
    assert narrowed(AGENCY, ["crime", "other"], "consent") is narrowed(
        AGENCY, ("other", "crime"), "consent"
    )
