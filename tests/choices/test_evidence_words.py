"""Each figure is out of 100, true to its source, dated and doubted; excluded claims stay out."""

import re
from statistics import mean

import pytest

from portal.choices.figures import FIGURES, HOW_SURE, TOPICS, figures_for
from portal.choices.guide import GUIDE, OPTION_IDS
from portal.choices.matters import BEARINGS, MATTERS
from portal.choices.sources import SOURCES, source

FINDINGS = [each for topic in TOPICS for each in (*topic.found, *topic.against)]
COUNTS = {each.id: each.count for each in FIGURES}


def length(told):
    return len(" ".join(told.texts).split())


def everything():
    for page in (*GUIDE, HOW_SURE):
        yield from page.texts
        if page.easy:
            yield from page.easy.texts
    for matter in MATTERS:
        yield from (matter.label, matter.meaning)
    yield from (each.text for each in BEARINGS)
    for each in SOURCES:
        yield from (each.cited, each.what)


@pytest.mark.parametrize("figure", FIGURES, ids=[each.id for each in FIGURES])
def test_a_figure_is_out_of_100_and_says_who_when_and_what_is_unknown(figure):
    assert figure.of == 100
    assert 0 < figure.count < 100
    assert f"about {figure.count}" in figure.claim.lower()
    assert figure.each.startswith("Each figure is one ")
    assert figure.who.startswith("Who: ")
    assert re.search(r"^When: .*\b20\d\d\b", figure.when)
    assert figure.unknown.startswith("Not known: ")
    assert set(figure.options) <= set(OPTION_IDS)


@pytest.mark.parametrize("finding", FINDINGS, ids=[each.id for each in FINDINGS])
def test_a_finding_says_who_when_and_what_is_unknown(finding):
    assert finding.who.startswith("Who: ")
    assert re.search(r"^When: .*\b20\d\d\b", finding.when)
    assert finding.unknown.startswith("Not known: ")
    assert set(finding.options) <= set(OPTION_IDS)


def test_the_sums_are_right():
    assert COUNTS["mediated"] == round(100 * 33 / 156)
    assert COUNTS["improved_without"] == round(100 * 55 / 156)
    assert COUNTS["neither_improved"] == round(100 * (156 - 33 - 55) / 156)
    assert COUNTS["mediated"] + COUNTS["improved_without"] + COUNTS["neither_improved"] == 100
    assert COUNTS["reach_neither"] == 100 - COUNTS["reach_meeting"] - COUNTS["reach_indirect"]
    assert COUNTS["shock"] == 100 - 49
    assert COUNTS["again"] == 100 - 14
    assert (COUNTS["satisfied"], COUNTS["reach_meeting"], COUNTS["reach_indirect"]) == (85, 8, 19)


def test_how_many_never_start_comes_before_how_it_turns_out():
    assert [topic.id for topic in TOPICS[:2]] == ["reach", "neighbours"]


@pytest.mark.parametrize("topic", TOPICS, ids=[each.id for each in TOPICS])
def test_what_speaks_against_has_the_same_shape_as_what_was_found(topic):
    assert topic.against
    assert topic.figures or topic.found
    found = [length(each) for each in (*topic.figures, *topic.found)]
    against = [length(each) for each in topic.against]
    assert sum(against) >= 0.75 * mean(found)
    assert min(against) >= 0.6 * min(found)


def test_every_source_is_dated_and_used_and_every_use_has_a_source():
    cited = {each for page in (*GUIDE, HOW_SURE) for each in page.sources}
    shown = {each.source_id for each in (*FIGURES, *FINDINGS)}
    known = {each.id for each in SOURCES}
    assert len(known) == len(SOURCES)
    assert cited | shown == known
    assert shown <= set(HOW_SURE.sources)
    assert all(2000 <= each.year <= 2026 for each in SOURCES)
    assert all(each.address is None or each.address.startswith("https://") for each in SOURCES)
    assert source("nobody") is None


def test_every_page_cites_something():
    assert all(page.sources for page in GUIDE)


def test_an_option_cites_the_sources_of_its_figures():
    for option_id in OPTION_IDS:
        page = next(each for each in GUIDE if each.id == option_id)
        assert {each.source_id for each in figures_for(option_id)} <= set(page.sources), option_id


def test_claims_about_money_saved_and_unsourced_satisfaction_never_appear():
    told = "\n".join(everything()).lower()
    for excluded in (
        "£",
        "saved",
        "saving",
        "for every pound",
        "value for money",
        "police time",
        "our satisfaction",
        "of our clients",
        "per cent",
        "%%",
    ):
        assert excluded not in told, excluded


def test_numbers_out_of_100_stand_nowhere_without_a_figure_behind_them():
    for text in everything():
        for count in re.findall(r"\b(\d+) in (?:each )?100\b", text):
            assert int(count) in COUNTS.values(), text
