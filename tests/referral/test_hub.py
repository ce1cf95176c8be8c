"""The hub's own facts, read from hub.toml."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.hub import SECTIONS, HubMistakes, read_hub
from portal.referral.questions.question import Section
from tests.support.example import ROOT

pytestmark = pytest.mark.core

EXAMPLE = (ROOT / "hub.example.toml").read_text(encoding="utf-8")


def mistakes(text: str) -> list[str]:
    with pytest.raises(HubMistakes) as found:
        read_hub(text)
    return found.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1)


def test_the_example_is_a_hub():
    hub = read_hub(EXAMPLE)
    assert hub.name == "Larkfield Restorative Hub"
    assert hub.facts["neutral_name"] == "Larkfield Office"
    assert [service.id for service in hub.services][:2] == ["vcas", "vip"]


def test_the_neutral_name_of_the_example_tells_nothing():
    neutral = read_hub(EXAMPLE).neutral_name.casefold()
    assert not any(word in neutral for word in ("restorative", "victim", "justice", "hub"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "Larkfield Restorative Hub"', "", "name: is missing"),
        ('area = "Larkshire"', 'area = ""', "area: is empty"),
        ('area = "Larkshire"', "area = 3", "area: must be text in quotes"),
        ('area = "Larkshire"', 'area = "Larkshire"\ncolour = "red"', "colour: is not a setting"),
        ('phone = "01632 960123"', 'phone = "ring us"', "phone: write a phone number"),
        ('"Europe/London"', '"Europe/Larkfield"', "timezone: write a time zone"),
        ('["en_GB"]', '["xx_YY"]', "languages 1: write a language"),
        ('["en_GB"]', "[]", "languages: name at least one"),
        ('"https://www.bbc.co.uk/weather"', '"weather"', "safe_site: must be a web address"),
        ('postcode_areas = ["LK"]', 'postcode_areas = ["lark"]', "postcode_areas 1: must be"),
        ('id = "vcas"', 'id = "VCAS!"', "services 1 id: must start with a small letter"),
        ('id = "vip"', 'id = "vcas"', "services: the id “vcas” is used twice"),
        ('id = "vip"', 'id = "nobody"', "services: the id “nobody” is taken"),
        ("draft_days = 30", "draft_days = 0", "retention draft_days: must be at least 1"),
        ("draft_days = 30", 'draft_days = "x"', "retention draft_days: must be a whole number"),
        ("answers_in = 5", "answers_in = 2.5", "destinations 1 answers_in: must be a whole number"),
        ("answers_in = 5", "answers_in = inf", "destinations 1 answers_in: must be a whole number"),
        ("a_minute = 60", "a_minute = true", "destinations 1 a_minute: must be a whole number"),
        ('kind = "file_drop"', 'kind = "../x"', "destinations 1 kind: must start with a small"),
        ("[[destinations]]", "[[destinations.here]]", "destinations: must be a list"),
        ('"person", "help"', '"person", "hlep"', "destinations: “first” names the section “hlep”"),
        ('id = "first"', 'id = "partners"', "destinations: the id “partners” is taken"),
        ('name = "FIRsT, ', 'name = "FIR\\nsT, ', "destinations 1 name: must be one line"),
    ],
)
def test_a_mistake_is_told_in_a_sentence_that_says_where(old, new, says):
    (mistake,) = mistakes(changed(old, new))
    assert mistake.startswith(says)
    assert mistake.endswith(".")


def test_a_destination_may_have_every_section_that_ever_travels():
    never = {Section.SHARING, Section.REFERRER}
    assert set(SECTIONS) == set(Section) - never


def test_all_mistakes_are_told_at_once():
    text = changed('area = "Larkshire"', "").replace('phone = "01632 960123"', 'phone = "x"', 1)
    assert len(mistakes(text)) == 2


def test_what_is_not_toml_is_told_as_such():
    assert mistakes("name = ")[0].startswith("The file is not valid TOML")


@given(text=st.text())
def test_any_text_is_a_hub_or_a_list_of_mistakes(text):
    assert mistakes(text)


@given(
    values=st.dictionaries(
        st.sampled_from(sorted(tomllib.loads(EXAMPLE))),
        st.sampled_from(["1", "true", '""', '"x"', "[]", "[1]", "{}", "1.5", "[[1]]", '{a = "b"}']),
        min_size=1,
    )
)
def test_any_values_are_taken_or_told_about_in_sentences(values):
    text = "\n".join(f"{name} = {value}" for name, value in values.items())
    assert all(each.endswith(".") for each in mistakes(text))


def test_helplines_are_chosen_by_need_in_the_hubs_order():
    hub = read_hub(EXAMPLE)
    assert [line.id for line in hub.helplines_for("child", "danger")] == ["emergency", "children"]
    assert hub.helplines_for() == []
