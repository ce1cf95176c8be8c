"""Text that would like to be a program stays text, wherever it is shown."""

import re

import html5lib
import pytest

from portal.hub.actions import ACTIONS
from tests.browser.conftest import Reader
from tests.support.apps import Clock, make_app
from tests.support.atlas import SETTINGS, STORIES, Atlas, Sheet, Walker, finish
from tests.support.atlas_amending import amending
from tests.support.atlas_following import following
from tests.support.payloads import PAYLOADS
from tests.support.staffing import Hub
from tests.support.strict_html import text_of

SHORT = "\"'><svg onload=ran=1><script>ran=1</script>"
"""What every free text holds; long ones hold all of the above."""

ENDS = {"refusal", "redirection", "withdrawal", "closure", "erasure", "hold"}
"""After these nothing else can be done; what they say is tried, and refused."""

LONG = SHORT + "\n".join(PAYLOADS)


def asks(staff: Walker) -> bool:
    """Whether the page has its own form; some have nothing to ask about just now."""
    return any(form.get("action") == staff.url for form in staff.page.iter("form"))


@pytest.fixture(scope="module")
def atlas(new_sqlite):
    """A referral with such text in every field, as the person and the hub see it."""
    app = make_app(new_sqlite(), **SETTINGS)
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
    for action in ACTIONS.values():
        staff.as_state(f"{action.noun} refused").go(f"{base}/{action.noun}")
        if action.page and staff.status == 200 and asks(staff):
            staff.nonsense(f"{base}/{action.noun}").as_state(action.noun)
            if asks(staff.go(f"{base}/{action.noun}")):
                staff.fill(until__day="9", due__day="9")
    staff.go(f"{base}/handed-on").go(f"{base}/handed-on/now/first")
    staff.go("/hub/tasks").as_state("saved").go("/hub/?kind=crime")
    staff.as_state("with everything").go(base).go(f"/sign-in?next={SHORT}")
    hub.employ("practitioner")
    amending(atlas)
    following(atlas)
    yield atlas
    hub.desk.engine.dispose()


STRANGE = (
    "main :is(svg:not(.govuk-pagination__icon), iframe, style, base, link, object, video,"
    " [onload], [onfocus], [onerror])"
)
LEADS_ASTRAY = "form[action*=evil], [formaction], [href^='javascript:' i]"


def ran(reader: Reader, sheet: Sheet) -> list[str]:
    """What ran or stood on this page that is not ours."""
    page = reader.show(sheet)
    found = ["ran"] * (page.evaluate("window.ran") is not None)
    found += page.locator(STRANGE).evaluate_all("all => all.map(each => each.outerHTML)")
    found += page.locator(LEADS_ASTRAY).evaluate_all("all => all.map(each => each.outerHTML)")
    scripts = (
        "all => all.map(each => each.getAttribute('src')).filter(src => !/^.static/.test(src))"
    )
    return found + page.locator("script").evaluate_all(scripts)


def test_no_text_runs_as_a_program_anywhere(chromium, atlas):
    reader = Reader(chromium, atlas)
    shown = [sheet for sheet in atlas.sheets.values() if "svg onload" in sheet.html]
    assert len(shown) > 30
    found = {sheet.name: ran(reader, sheet) for sheet in shown}
    assert {name: what for name, what in found.items() if what} == {}
    assert reader.said == []
    reader.close()


@pytest.fixture(scope="module")
def named(new_sqlite):
    """A referral for each piece of the corpus, which is what the person wants to be called."""
    app = make_app(new_sqlite(), **SETTINGS)
    hub, atlas = Hub(app), Atlas(app, Clock())
    for name in PAYLOADS:
        hub.receive(name=name, place=name)
    hub.employ("coordinator")
    staff = atlas.staff("coordinator").as_state("list").go("/hub/?order=newest")
    for number in range(len(PAYLOADS) // 25):
        more = next(each for each in staff.page.iter("a") if "after=" in each.get("href", ""))
        staff.as_state(f"list {number}").go(more.get("href"))
    for number, name in enumerate(PAYLOADS):
        staff.as_state(str(number)).go("/hub/search").submit("/hub/search", typed=name)
        link = next(
            (a for a in staff.page.iter("a") if "/hub/referrals/" in a.get("href", "")), None
        )
        if link is not None:
            staff.go(link.get("href"))
    yield atlas
    hub.desk.engine.dispose()


def seen(text: str) -> str:
    """What is to be seen of a text: without letters that only hide or turn others round."""
    return " ".join(re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())


def test_every_piece_of_the_corpus_is_a_name_and_nothing_more(chromium, named):
    reader = Reader(chromium, named)
    lists = [sheet for sheet in named.sheets.values() if sheet.path.partition("?")[0] == "/hub/"]
    trees = (html5lib.parse(each.html, namespaceHTMLElements=False) for each in lists)
    listed = seen(" ".join(text_of(each) for each in trees))
    for name in PAYLOADS:
        assert seen(name) in listed, name
    found = {sheet.name: ran(reader, sheet) for sheet in named.sheets.values()}
    assert {name: what for name, what in found.items() if what} == {}
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
