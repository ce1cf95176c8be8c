"""The page of an organisation's figures, its charts and its file."""

import csv
import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from portal.referral.records import Referring
from tests.support.strict_html import text_of


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: the counts have their tests on both."""
    return sqlite_url


@pytest.fixture
def quarter(hub, send):
    """Nine crimes and eight disputes of theirs, and two of something else."""
    for many, kind in ((9, "crime"), (8, "dispute"), (2, "other")):
        for _ in range(many):
            reference = send()
            with hub.desk.session() as session:
                at = datetime(2025, 10, 15, 12, tzinfo=UTC)
                session.execute(
                    update(Referring)
                    .where(Referring.reference == reference)
                    .values(created_at=at, kind=kind)
                )
    return "/partner/figures?from=2025-10&to=2025-12"


def table(browser, ident):
    section = next(
        each for each in browser.page.iter("section") if each.get("aria-labelledby") == ident
    )
    return {
        text_of(row.find("th")): text_of(row.find("td"))
        for row in section.iter("tr")
        if row.find("td") is not None
    }


def test_page_chart_and_file_say_the_same_and_nothing_small(officer, quarter):
    officer.go(quarter)
    kinds = table(officer, "kind")
    assert kinds["Referrals you sent"] == "19"
    assert kinds["Something else, or not sure"] == "hidden"
    assert list(kinds.values()).count("hidden") == 2
    file = officer.client.get(quarter.replace("figures?", "figures/file?"))
    assert file.headers["Content-Disposition"].startswith("attachment; filename=figures-2025-10")
    _, *lines = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    assert {line[3]: line[4] for line in lines if line[2] == "Crime or dispute"} == kinds
    chart = officer.client.get(quarter.replace("figures?", "figures/kind/chart?"))
    assert chart.mimetype == "image/svg+xml"


def test_every_count_is_defined_on_the_page(officer, quarter):
    officer.go(quarter)
    for words in (
        "Referrals that your organisation sent during these months.",
        "came to “Finished” during these months",
        "A number from 1 to 4 is hidden",
        "From the day you sent it to the day it came to “Accepted”.",
        "half were accepted within this many working days",
        "Outcomes named when it was finished.",
    ):
        assert officer.says(words), words


def test_the_hub_and_other_organisations_are_not_in_them(hub, officer, quarter, housing):
    police = hub.partner("County Police", kind="police")
    other = hub.signed_in_at(police, "referrer").go("/partner/figures")
    assert set(table(other, "kind").values()) == {"0"}
    assert hub.signed_in("coordinator").go(quarter).status == 404
    chief = hub.signed_in_at(housing, "partner_administrator")
    assert chief.go(quarter).status == 404


@pytest.mark.parametrize("query", ["from=2025-12&to=2025-10", "from=<x>&to=x", "from=1999-01"])
def test_months_there_are_no_figures_for_are_refused_in_words(officer, quarter, query):
    assert officer.go(f"/partner/figures?{query}").status == 422
    assert officer.says("Choose a")
    for part in ("file", "kind/chart"):
        assert officer.client.get(f"/partner/figures/{part}?{query}").status_code == 404
    assert officer.client.get("/partner/figures/names/chart").status_code == 404
