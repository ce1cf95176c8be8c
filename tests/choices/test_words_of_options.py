"""The nine options are told at the same length and weight, in an order that favours none."""

from dataclasses import replace
from statistics import median

import pytest

from portal.choices.guide import GUIDE, HEADINGS, OPTION_IDS, OPTIONS, PAGES, option, page_at
from portal.referral.questions.wishes import OPTIONS as ASKED

NEARLY = 0.15


def words(texts):
    return len(" ".join(texts).split())


def within(count, of):
    middle = median(of)
    return abs(count - middle) <= NEARLY * middle


def test_the_guide_tells_of_the_options_that_a_referral_asks_about():
    assert len(OPTIONS) == 9
    assert sorted(OPTION_IDS) == sorted(choice.value for choice in ASKED)


@pytest.mark.parametrize("told", OPTIONS, ids=OPTION_IDS)
def test_an_option_has_the_seven_headings_in_their_order(told):
    assert tuple(part.heading for part in told.parts) == HEADINGS
    assert len(HEADINGS) == 7


@pytest.mark.parametrize("place", range(7), ids=HEADINGS)
def test_a_heading_is_as_long_for_each_option_and_has_as_many_points(place):
    lengths = {each.id: words(each.parts[place].points) for each in OPTIONS}
    for option_id, length in lengths.items():
        assert within(length, lengths.values()), (option_id, length, lengths)
    assert len({len(each.parts[place].points) for each in OPTIONS}) == 1


@pytest.mark.parametrize("told", OPTIONS, ids=OPTION_IDS)
def test_an_option_is_as_long_as_the_others_as_a_whole(told):
    whole = {each.id: words(each.texts) for each in OPTIONS}
    assert within(whole[told.id], whole.values())
    assert within(words([told.lead]), [words([each.lead]) for each in OPTIONS])
    assert within(words([told.sure]), [words([each.sure]) for each in OPTIONS])


def test_what_people_value_and_what_can_be_hard_weigh_the_same():
    valued = sum(words(each.parts[4].points) for each in OPTIONS)
    hard = sum(words(each.parts[5].points) for each in OPTIONS)
    assert abs(valued - hard) <= NEARLY * valued
    for each in OPTIONS:
        assert len(each.parts[4].points) == len(each.parts[5].points) == 4


def test_the_order_is_by_contact_and_then_by_the_alphabet_and_the_overview_says_so():
    def alphabet(each):
        return each.title.removeprefix("A ").lower()

    assert list(OPTIONS) == sorted(OPTIONS, key=lambda each: (each.contact, alphabet(each)))
    told = " ".join(GUIDE[0].texts)
    assert "from no contact with the other person to the most" in told
    assert "alphabet" in told
    assert "The order means only that." in told


def test_no_text_calls_an_option_the_best_or_tells_somebody_to_take_it():
    for page in GUIDE:
        told = " ".join(page.texts).lower()
        for pushing in ("we recommend", "you should choose", "best option", "most people choose"):
            assert pushing not in told, page.id
        assert "the best" not in told.replace("no option is the best", ""), page.id


def test_the_overview_has_few_words_of_its_own_so_that_it_is_read_in_a_minute():
    assert words(GUIDE[0].texts) <= 220


def test_every_page_is_found_by_its_id_and_its_address():
    for page in GUIDE:
        assert page_at(page.id) is page
        assert page_at(page.slug) is page
    assert page_at("nothing-like-it") is None
    assert option("nothing-like-it") is None
    assert len({page.slug for page in GUIDE}) == len(GUIDE) == 1 + len(OPTIONS) + len(PAGES)


def test_a_changed_text_makes_a_new_version_by_itself():
    page = GUIDE[0]
    assert page.version == replace(page).version
    assert page.version != replace(page, lead=page.lead + " Indeed.").version
    assert OPTIONS[0].version != replace(OPTIONS[0], sure="Quite sure.").version
    assert len({each.version for each in GUIDE}) == len(GUIDE)


def test_none_and_not_now_are_told_as_full_choices():
    overview = " ".join(GUIDE[0].texts)
    assert "none of these" in overview
    assert "not now" in overview
    assert "There is no last day to choose by." in overview
    assert "full choice" in option("other_help").lead


def test_harm_at_home_stalking_and_sexual_harm_are_not_refused_and_not_pressed():
    told = " ".join(page_at("staying-safe").texts)
    assert "You will not be turned away" in told
    assert "special training" in told
    assert "No one will press you" in told


def test_the_rights_are_dated_and_carry_the_days_of_the_code():
    rights = page_at("rights")
    told = " ".join(rights.texts)
    assert "Victims’ Code of 2021" in told
    assert "within 5 working days" in told
    assert "within 1 working day." in told
    assert "within 2 working days" in told
    assert "You do not have to report to get support." in told
    assert "%(checked)s" in told
    assert rights.sources == ("victims_code",)


def test_the_guide_owns_up_to_what_has_not_been_done():
    told = " ".join(page_at("about").texts)
    assert told.count("This is not yet done.") == 3
    assert "%(review)s" in told
    assert "%(hub_email)s" in told


def test_every_step_of_taking_part_says_who_is_there_and_how_long():
    steps = page_at("taking-part").parts
    assert len(steps) == 8
    for step in steps:
        starts = [point.split(":")[0] for point in step.points]
        assert starts == ["What happens", "Who is there", "How long"]
