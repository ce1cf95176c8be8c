"""The page of figures, its charts, and its file: each says the same, and none says too much."""

import csv
import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from portal.referral.records import Referral
from portal.web.spreadsheet import safe, write
from tests.support.strict_html import text_of

QUARTER = "/hub/figures?from=2025-10&to=2025-12"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the counts have theirs on both."""
    return sqlite_url


@pytest.fixture
def came(hub):
    """Nine crimes and seven disputes in October, and three of something else in November."""

    def some(many, month, **columns):
        for _ in range(many):
            reference = hub.receive()
            with hub.desk.session() as session:
                at = datetime(2025, month, 15, 12, tzinfo=UTC)
                session.execute(
                    update(Referral)
                    .where(Referral.reference == reference)
                    .values(received_at=at, **columns)
                )

    some(9, 10)
    some(7, 10, kind="dispute")
    some(3, 11, kind="other", origin="community")
    return some


def table(browser, ident):
    """A table's rows as the page shows them."""
    section = next(
        each for each in browser.page.iter("section") if each.get("aria-labelledby") == ident
    )
    return {
        text_of(row.find("th")): text_of(row.find("td"))
        for row in section.iter("tr")
        if row.find("td") is not None
    }


def drawn(svg):
    """The bars of a chart, by how long they are."""
    found = []
    for path in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):
        if path.get("fill") == "#1b6b6d":
            across = [float(each) for each in re.findall(r"[ML] ([0-9.]+)", path.get("d"))]
            found.append(max(across) - min(across))
    return found


def test_it_shows_the_last_quarter_that_is_over_first(hub, came):
    browser = hub.signed_in("coordinator").go("/hub/figures")
    assert browser.says("October 2025 to December 2025", "Figures")
    assert table(browser, "kind")["Referrals received"] == "19"


@pytest.mark.parametrize("who", ["practitioner", "coordinator", "administrator"])
def test_everybody_of_the_hub_may_see_them(hub, came, who):
    browser = hub.signed_in(who).go("/hub/figures")
    assert browser.status == 200
    assert table(browser, "origin")["A partner agency"] == "0"


def test_what_is_small_is_hidden_and_so_is_what_would_tell_it(hub, came):
    rows = table(hub.signed_in("coordinator").go(QUARTER), "kind")
    assert rows["Something else, or not sure"] == "hidden"
    assert list(rows.values()).count("hidden") == 2
    assert rows["Not said"] == "0"


def test_every_count_is_defined_on_the_page(hub, came):
    browser = hub.signed_in("coordinator").go(QUARTER)
    for words in (
        "Referrals that came in during these months.",
        "Referrals that were closed during these months",
        "A number from 1 to 4 is hidden",
        "Only whole months that are over.",
        "Who sent the referral.",
        "What the person said it is about",
        "When somebody first tried to reach the person.",
        "Actions named when it was closed.",
        "Reasons named when it was closed.",
        "Outcomes named when it was closed.",
        "half were first tried within this many working days",
    ):
        assert browser.says(words), words


def test_tables_have_captions_and_heads_and_charts_have_words(hub, came):
    browser = hub.signed_in("coordinator").go(QUARTER)
    tables = list(browser.page.iter("table"))
    images = list(browser.page.iter("img"))
    assert len(tables) == len(images) == 7
    for each in tables:
        assert text_of(each.find("caption"))
        assert {head.get("scope") for head in each.iter("th")} == {"col", "row"}
    for each in images:
        assert each.get("alt").startswith("Bars of the same numbers as in the table")


def test_a_chart_draws_what_the_table_shows_and_nothing_that_it_hides(hub, came):
    browser = hub.signed_in("coordinator").go(QUARTER)
    answers = {}
    for image in browser.page.iter("img"):
        answers[image.get("src")] = browser.client.get(image.get("src"))
    kinds = next(answers[src] for src in answers if "/kind/" in src)
    assert kinds.mimetype == "image/svg+xml"
    assert "no-store" in kinds.headers["Cache-Control"]
    shown = [int(each) for each in table(browser, "kind").values() if each.isdigit()]
    assert len(drawn(kinds.data)) == len([each for each in shown[:-1] if each])
    for answer in answers.values():
        assert answer.status_code == 200
        svg = answer.get_data(as_text=True)
        assert not re.search(r"<script|<style|style=|on[a-z]+=|<!DOCTYPE|http://(?!www\.w3)", svg)
        assert browser.client.get(next(iter(answers))).data == next(iter(answers.values())).data


def test_the_file_says_what_the_page_says(hub, came):
    browser = hub.signed_in("coordinator").go(QUARTER)
    answer = browser.client.get("/hub/figures/file?from=2025-10&to=2025-12")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=figures-2025-10-2025-12.csv"
    )
    assert answer.data.startswith(b"\xef\xbb\xbf")
    head, *lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert head == ["From", "To", "Table", "Group", "Number"]
    assert {tuple(line[:2]) for line in lines} == {("2025-10", "2025-12")}
    kinds = {line[3]: line[4] for line in lines if line[2] == "Crime or dispute"}
    assert kinds == table(browser, "kind")
    pages = {
        number
        for ident in ("origin", "kind", "stage", "contact", "actions", "outcomes")
        for number in table(browser, ident).values()
    }
    assert {line[4] for line in lines} <= pages | {"hidden", "0"}


@pytest.mark.parametrize(
    "query",
    [
        "from=2025-10-03&to=2025-10-04",
        "from=2025-12&to=2025-10",
        "from=2025-10",
        "from=2026-03&to=2026-03",
        "from=1999-01&to=2025-12",
        "from=%F0%9F%92%A9&to=<script>alert(1)</script>",
        "from=" + "9" * 4000 + "&to=x",
    ],
)
def test_months_there_are_no_figures_for_are_refused_in_words(hub, came, query):
    browser = hub.signed_in("coordinator").go(f"/hub/figures?{query}")
    assert browser.status == 422
    assert browser.says("Choose a")
    assert browser.says("October 2025 to December 2025"), "the usual period stands there instead"
    for part in ("file", "kind/chart"):
        assert browser.client.get(f"/hub/figures/{part}?{query}").status_code == 404


def test_an_invented_table_has_no_chart(hub, came):
    assert hub.signed_in("coordinator").client.get("/hub/figures/names/chart").status_code == 404


def test_a_hub_that_has_just_begun_shows_nobody_and_fails_nothing(hub):
    browser = hub.signed_in("coordinator").go("/hub/figures")
    assert browser.status == 200
    assert set(table(browser, "kind").values()) == {"0"}


def test_when_charts_cannot_be_made_the_tables_still_stand(hub, came, monkeypatch):
    from portal.documents.renderer import NotRendered

    def fail(*_arguments, **_named):
        raise NotRendered("broken")

    monkeypatch.setattr("portal.web.figures.draw_chart", fail)
    browser = hub.signed_in("coordinator").go(QUARTER)
    assert table(browser, "kind")["Referrals received"] == "19"
    assert browser.client.get("/hub/figures/kind/chart").status_code == 503


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_no_cell_of_a_file_begins_as_a_formula(cells):
    (read,) = list(csv.reader(io.StringIO(write([cells]).decode("utf-8-sig"), newline="")))
    for cell, came_back in zip(cells, read, strict=True):
        assert came_back.removeprefix("'") == cell.removeprefix("'")
        assert not came_back.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://x")', "＝1"],
)
def test_a_cell_that_could_act_is_taken_for_text(cell):
    assert safe(cell) == f"'{cell}"


def test_the_portal_starts_without_the_library_that_draws():
    import subprocess
    import sys

    code = "import portal, portal.hub.figures, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_period_that_is_offered_has_figures(hub, came):
    browser = hub.signed_in("coordinator").go("/hub/figures")
    links = [each.get("href") for each in browser.page.find(".//main").iter("a")]
    offered = [each for each in links if each.startswith("/hub/figures?")]
    assert len(offered) >= 3
    for link in offered:
        assert browser.go(link).status == 200, link
