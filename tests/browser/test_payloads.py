"""Text that would like to be a program stays text, wherever it is shown."""

import shutil

import pytest

from tests.browser.conftest import Reader
from tests.support.apps import Clock, make_app
from tests.support.atlas import SETTINGS, STORIES, Atlas, finish
from tests.support.staffing import Hub
from tests.support.strict_html import text_of

RAN = "window.ran = (window.ran || 0) + 1"
PAYLOADS = [
    f"<script>{RAN}</script>",
    f"</textarea></title></style></script><script>{RAN}</script>",
    f"<img src=x onerror='{RAN}'>",
    f"\"><svg onload='{RAN}'>",
    f"' autofocus onfocus='{RAN}' x='",
    f'" autofocus onfocus="{RAN}" x="',
    f"javascript:{RAN}",
    f'<iframe srcdoc="<script>parent.{RAN.replace("window.", "")}</script>"></iframe>',
    f"<details open ontoggle='{RAN}'><a href='javascript:{RAN}'>x</a>",
    "{{ config }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*7}#{7*7}%(hub)s%s%(unknown)s\\u003cscript\\u003e",
    f"<style>@import 'x'</style><link rel=stylesheet href=//evil.example><base href=//evil.example>"
    f"<form action=//evil.example><button formaction=javascript:{RAN}>x",
    "\u202e\u2066<b>\u0301\ufeff&lt;script&gt;&#60;script&#62;",
]
SHORT = "\"'><svg onload=ran=1><script>ran=1</script>"
"""What every free text holds; long ones hold all of the above."""

LONG = SHORT + "\n".join(PAYLOADS)


@pytest.fixture(scope="module")
def atlas(_ready_sqlite, tmp_path_factory):
    """A referral with such text in every field, as the person and the hub see it."""
    path = shutil.copy(_ready_sqlite, tmp_path_factory.mktemp("atlas") / "portal.sqlite")
    app = make_app(f"sqlite:///{path}", **SETTINGS)
    hub, atlas = Hub(app), Atlas(app, Clock(), typed=SHORT)
    hub.employ("specialist")
    person = atlas.walker().go("/refer/start").submit()
    finish(
        person, **STORIES["crime"], what_happened=LONG, contact_never="", safety_more=LONG[:2000]
    )
    person.nonsense("/refer/save").submit(own_word=SHORT).go("/refer/check")
    for page in ("name", "what-happened", "other-name", "contact-letter"):
        person.go(f"/refer/{page}")
    person.as_state("wrong").go("/refer/contact-phone").submit(phone_number=SHORT)
    person.as_state("").go("/refer/check").submit().go("/refer/sent/note")
    person.go("/return").submit(code=SHORT, word=SHORT).go("/track")
    person.submit(reference=SHORT, code=SHORT, word=SHORT).go("/track/referral")
    person.submit("/track/referral/messages", message=LONG).go("/track/referral/answers")
    person.as_state(SHORT).go(f"/track/referral/answers/name?{SHORT}").go(f"/{SHORT}")
    staff = atlas.staff("specialist").go("/hub/").submit("/hub/search", typed=SHORT)
    link = next(each for each in staff.go("/hub/").page.iter("a") if SHORT in text_of(each))
    base = link.get("href")
    for noun, box in (("notes", "note"), ("messages", "message")):
        staff.go(f"{base}/{noun}").submit(**{box: LONG})
    staff.as_state("with everything").go(base).go(f"/sign-in?next={SHORT}")
    yield atlas
    hub.desk.engine.dispose()


def test_no_text_runs_as_a_program_anywhere(chromium, atlas):
    reader = Reader(chromium, atlas)
    shown = [sheet for sheet in atlas.sheets.values() if "svg onload" in sheet.html]
    assert len(shown) > 12
    for sheet in shown:
        page = reader.show(sheet)
        assert page.evaluate("window.ran") is None, sheet.name
        strange = "main :is(svg, iframe, style, base, link, [onload], [onfocus], [onerror])"
        assert page.locator(strange).count() == 0, sheet.name
        assert page.locator("script").count() == 1, sheet.name
        assert page.locator("form[action*=evil], [href^='javascript:']").count() == 0, sheet.name
    assert reader.said == []
    reader.close()


def test_without_our_policy_nothing_would_run_either(chromium, atlas):
    """Escaping is what protects; the policy is there for the day when it is forgotten."""
    reader = Reader(chromium, atlas)
    reader.policy = []
    for sheet in atlas.sheets.values():
        if "svg onload" in sheet.html:
            assert reader.show(sheet).evaluate("window.ran") is None, sheet.name
    reader.close()
