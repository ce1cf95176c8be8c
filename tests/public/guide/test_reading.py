"""Reading the guide: every page opens, options weigh the same, and nothing asked wrongly breaks."""

from urllib.parse import urlsplit

import pytest

from portal.choices.guide import GUIDE, HEADINGS, OPTIONS, OVERVIEW, PAGES
from tests.support.strict_html import text_of

ODD = [
    "/options/no-such-option",
    "/options/%F0%9F%98%80",
    "/options/easy/no-such-option",
    "/options/easy/rights",
    "/options/easy/%F0%9F%98%80",
    "/options/no-such-option/paper",
    "/options/as-read/talk/00000000",
    "/options/as-read/%22%3E/00000000?in=%00",
    "/options/as-read/talk/0000000g?in=../../etc",
    "/options/" + "a" * 3000,
]


def headings(browser, level):
    return [text_of(each) for each in browser.page.find(".//main").iter(level)]


def test_every_option_stands_under_the_same_seven_headings(reader):
    for option in OPTIONS:
        reader.go(f"/options/{option.slug}")
        assert reader.heading == option.title
        assert headings(reader, "h2")[:8] == [*HEADINGS, "How sure this is"]
        assert reader.says(option.lead, *option.parts[0].points, "Last checked", "Version")


def test_every_option_can_be_printed_compared_and_leant_towards(reader):
    for option in OPTIONS:
        reader.go(f"/options/{option.slug}")
        assert reader.follow("Compare it with others").status == 200
        ticked = [box.get("value") for box in reader.page.iter("input") if box.get("checked") == ""]
        assert ticked == [option.id]
        reader.go(f"/options/{option.slug}").follow("Say what I make of it")
        assert reader.url == "/options/lean"
        assert f'id="lean-{option.id}"' in reader.html


def test_the_overview_shows_all_options_in_one_look_and_one_order(reader):
    reader.go("/options")
    cards = next(
        each for each in reader.page.iter("ul") if (each.get("class") or "").startswith("options")
    )
    looks = {tuple((part.tag, part.get("class")) for part in card.iter()) for card in cards}
    assert len(looks) == 1
    titles = [text_of(card.find("a")) for card in cards]
    assert titles == [option.title for option in OPTIONS]
    assert reader.says("none of these", "not now")


def test_the_overview_can_be_read_in_a_minute(reader):
    words = reader.go("/options").text.partition("About all of them")[0].split()
    assert len(words) < 270  # at 240 to 270 words a minute, as adults read plain English


def test_the_pages_about_all_options_open(reader):
    for page in PAGES:
        reader.go(f"/options/{page.slug}")
        assert reader.heading == page.title
        assert reader.status == 200


@pytest.mark.parametrize("address", ODD)
def test_what_is_not_there_gets_a_plain_page(reader, address):
    reader.go(address)
    assert reader.status == 200
    assert "In this guide" in reader.html


@pytest.mark.parametrize("start", ["/options", "/options?large"])
def test_every_link_of_the_guide_leads_somewhere(reader, start):
    seen, waiting = set(), [start]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        if "/paper" in address:
            continue
        reader.go(address)
        assert reader.status == 200, address
        for link in reader.page.find(".//main").iter("a"):
            href = link.get("href")
            bare = urlsplit(href)._replace(fragment="").geturl()
            if bare.startswith("/options") and bare not in seen and bare not in waiting:
                waiting.append(bare)
    assert len(seen) > 2 * len(GUIDE)


def test_large_print_goes_along_and_can_be_left(reader):
    reader.go("/options/talk?large")
    assert "guide--large" in reader.html
    for link in reader.page.find(".//main").iter("a"):
        href = link.get("href")
        if href.startswith("/options") and text_of(link) != "Normal print":
            assert "large" in href
    reader.follow("Normal print")
    assert "guide--large" not in reader.html
    assert reader.address == "/options/talk"


def test_large_print_outlasts_a_form(reader):
    reader.go("/options/ready?large").send("Keep this", clear="yes")
    assert "guide--large" in reader.html


def test_the_guide_can_run_from_right_to_left(reader):
    reader.client.set_cookie("language", "en_150")
    for address in ("/options", "/options/talk", "/options/lean", "/options/notes"):
        assert 'dir="rtl"' in reader.go(address).html


@pytest.mark.parametrize("page", [OVERVIEW, *OPTIONS], ids=lambda page: page.id)
def test_easy_read_has_a_picture_with_words_for_every_line(reader, page):
    reader.go("/options/easy" + ("" if page is OVERVIEW else f"/{page.slug}"))
    lines = next(each for each in reader.page.iter("ul") if each.get("class") == "easy")
    assert [text_of(line.find("p")) for line in lines] == [line.text for line in page.easy.lines]
    for line in lines:
        assert [text_of(part) for part in line.iter() if part.tag.endswith("title")] != [""]
        assert sum(part.get("role") == "img" for part in line.iter()) == 1
