"""The page around every page."""

import json

import pytest
from markupsafe import Markup

from portal.web import shell
from portal.web.shell import AssetsMissing, page, set_up_shell, static_url
from tests.support.example import ROOT, example_hub, pages_app
from tests.support.strict_html import faults


@pytest.fixture
def here():
    app = pages_app()
    with app.test_request_context("/somewhere"):
        yield app


def html(*args, **kwargs) -> str:
    return page(*args, **kwargs).get_data(as_text=True)


def test_a_page_is_well_formed(here):
    assert faults(html(Markup("<h1>Hello</h1>"), title="Hello", back="/")) == []


def test_titles_are_escaped_and_signed_with_the_neutral_name(here):
    assert "<title>A &lt;b&gt; – Larkfield Office</title>" in html("", title="A <b>")


def test_an_error_shows_in_the_title(here):
    assert "<title>Error: Your name – " in html("", title="Your name", error=True)


def test_the_back_link_is_escaped_and_inside_a_landmark(here):
    text = html("", title="A", back='/a"b')
    assert '<nav class="back" aria-label="Back"><a href="/a&#34;b"' in text


def test_every_public_page_has_the_way_out_and_staff_pages_do_not_need_it(here):
    assert 'href="/leave"' in html("", title="A")
    assert 'href="/leave"' not in html("", title="A", door="hub")


def test_a_shell_is_kept_but_what_differs_is_not(here):
    here.config["WTF_CSRF_SECRET_KEY"] = "only for tests"
    first = html("", title="A", door="hub", person="Sam <Osei>")
    second = html("", title="B", door="hub", person="Ann")
    assert "Sam &lt;Osei&gt;" in first
    assert "Ann" in second
    assert "Osei" not in second
    assert len(here.extensions["portal_shells"]) == 1


def test_one_language_needs_no_chooser_and_several_have_one():
    assert 'class="top__languages"' not in pages_app().test_client().get("/").text
    text = pages_app("en_GB", "pl", "ar").test_client().get("/help-now").text
    assert 'href="/language/pl?next=/help-now" lang="pl"' in text
    assert "Polski" in text


def test_files_have_their_hash_in_their_name(here):
    manifest = json.loads((ROOT / "portal/static/build/manifest.json").read_text())
    assert static_url("site.css") == f"/static/build/{manifest['site.css']}"
    assert manifest["site.css"].count(".") == 2


def test_missing_assets_say_what_to_do(tmp_path, monkeypatch, here):
    monkeypatch.setattr(shell, "MANIFEST", tmp_path / "manifest.json")
    with pytest.raises(AssetsMissing, match="bin/setup"):
        set_up_shell(here, example_hub())
