"""Our components emit what govuk-frontend's own do: each fixture it ships is compared with ours."""

import json
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from markupsafe import Markup

from portal.referral.hub import Hub
from portal.web.language import set_up_language
from tests.web.fixture_options import COMPONENTS
from tests.web.fixture_reading import LeftOut

GOVUK = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"

LEFT_OUT = Path(__file__).with_name("fixtures_left_out.json")

# Texts that scripts say come from our catalogue, and are always there.
OURS = "data-i18n."


def sorted_fixtures() -> tuple[list, dict[str, dict[str, str]]]:
    """The fixtures that we can say to our components, and why the others are left out."""
    said, left_out = [], {}
    for name, component in COMPONENTS.items():
        for fixture in json.loads((GOVUK / name / "fixtures.json").read_text())["fixtures"]:
            try:
                arguments, body = component.arguments(fixture["options"])
            except LeftOut as reason:
                left_out.setdefault(name, {})[fixture["name"]] = str(reason)
            else:
                case = (name, arguments, body, fixture["html"])
                said.append(pytest.param(*case, id=f"{name}: {fixture['name']}"))
    return said, left_out


SAID, NOT_SAID = sorted_fixtures()


@pytest.fixture(scope="module")
def environment(a_hub: Hub):
    app = Flask("portal", root_path=str(Path(__file__).parents[2] / "portal"))
    set_up_language(app, a_hub)
    with app.test_request_context():
        yield app.jinja_env


def normal(html: str) -> list:
    """The elements of ``html`` as nested lists: order of classes and attributes, and white space
    between words, make no difference."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return _children(tree)


def _children(element) -> list:
    found = _words(element.text)
    for child in element:
        attributes = {
            key: tuple(sorted(value.split())) if key == "class" else " ".join(value.split())
            for key, value in child.attrib.items()
            if not key.startswith(OURS)
        }
        found.append((child.tag, attributes, _children(child)))
        found += _words(child.tail)
    return found


def _words(text: str | None) -> list[str]:
    return [" ".join(text.split())] if text and text.split() else []


@pytest.mark.parametrize(("name", "arguments", "body", "theirs"), SAID)
def test_a_component_is_as_govuk_frontend_draws_it(environment, name, arguments, body, theirs):
    component = COMPONENTS[name]
    macro = getattr(environment.get_template(f"components/{component.file}").module, component.name)
    if body is not None:
        arguments = {**arguments, "caller": lambda: Markup(body)}
    assert normal(str(macro(**arguments))) == normal(theirs)


def test_the_fixtures_left_out_are_listed_with_their_reasons():
    assert json.loads(LEFT_OUT.read_text()) == NOT_SAID


def test_no_reason_for_leaving_an_option_out_is_stale():
    given = {(name, reason) for name, each in NOT_SAID.items() for reason in each.values()}
    for name, component in COMPONENTS.items():
        for option, reason in component.left_out.items():
            assert (name, f"{option}: {reason}") in given


def test_text_is_escaped(environment):
    hostile = '<script>"&'
    for name, arguments in {
        "input": {
            "name": "a",
            "label": hostile,
            "value": hostile,
            "hint": hostile,
            "error": hostile,
        },
        "textarea": {"name": "a", "label": hostile, "value": hostile},
        "radios": {"name": "a", "legend": hostile, "items": [{"value": hostile, "text": hostile}]},
        "error_summary": {"errors": [{"text": hostile, "href": hostile}]},
        "button": {"text": hostile, "value": hostile},
    }.items():
        html = str(
            getattr(environment.get_template("components/forms.html").module, name)(**arguments)
        )
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_a_first_empty_line_of_a_long_answer_is_kept(environment):
    macro = environment.get_template("components/forms.html").module.textarea
    html = str(macro(name="a", label="A", value="\nSecond line"))
    box = html5lib.parseFragment(html, namespaceHTMLElements=False).find(".//textarea")
    assert box.text == "\nSecond line"
