"""The figures in a real browser: on a small screen, without scripts, and with their charts."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from portal.referral.records import Referral
from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    follow,
    served,
    wider_than_screen,
)
from tests.support.staffing import Hub

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sqlite_url):
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1", "localhost"))
    hub = Hub(app)
    for number in range(16):
        reference = hub.receive()
        with hub.desk.session() as session:
            session.execute(
                update(Referral)
                .where(Referral.reference == reference)
                .values(
                    received_at=datetime(2025, 10, 15, 12, tzinfo=UTC),
                    kind="dispute" if number % 5 == 0 else "crime",
                )
            )
    with served(app) as address:
        yield address, hub.signed_in("coordinator").client.get_cookie("session").value
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture(params=["with scripts", "without scripts"])
def page(request, chromium, site):  # noqa: F811 - a fixture asks for another by its name
    address, cookie = site
    context = chromium.new_context(
        viewport={"width": 320, "height": 640},
        java_script_enabled=request.param == "with scripts",
        base_url=address,
    )
    context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    said = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert said == [], "nothing is refused by the policy, and no script complains"


def test_another_period_is_chosen_and_every_chart_is_drawn(page):
    page.goto("/hub/figures")
    page.get_by_label("From the start of").select_option("2025-10")
    page.get_by_label("To the end of").select_option("2025-10")
    follow(page.get_by_role("button", name="Show"))
    assert page.get_by_role("heading", level=1).inner_text().split("\n")[-1] == "October 2025"
    charts = page.get_by_role("img", name="Bars of the same numbers")
    expect(charts).to_have_count(7)
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_js_property("complete", True, timeout=30_000)
        assert chart.evaluate("image => image.naturalWidth") == 320


def test_it_fits_a_small_screen_and_reads_well(chromium, site):  # noqa: F811
    address, cookie = site
    context = chromium.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/hub/figures")
    page.get_by_text("What is counted, and what is hidden").click()
    assert axe_findings(page) == []
    assert not wider_than_screen(page)
    page.goto(f"{address}/account/notices")
    assert axe_findings(page) == []
    assert not wider_than_screen(page)
    context.close()


def test_a_chart_opened_by_itself_looks_the_same_under_the_policy(chromium, site):  # noqa: F811
    address, cookie = site
    context = chromium.new_context(viewport={"width": 400, "height": 400})
    context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append((message.location["url"], message.text)))
    page.goto(f"{address}/hub/figures/origin/chart?from=2025-10&to=2025-10")
    filled = "[...document.querySelectorAll('path')].map(p => getComputedStyle(p).fill)"
    assert "rgb(27, 107, 109)" in page.evaluate(filled)
    # Chromium asks for an icon of its own accord, now or later; a picture has none.
    assert [text for url, text in said if not url.endswith("/favicon.ico")] == []
    context.close()
