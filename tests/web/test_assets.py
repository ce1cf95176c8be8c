"""What is built for the browser, and what it is built from."""

import json
import re

from tests.support.example import ROOT

BUILD = ROOT / "portal/static/build"


def built(name: str) -> str:
    return (BUILD / json.loads((BUILD / "manifest.json").read_text())[name]).read_text()


def test_nothing_is_used_that_only_the_government_may_use():
    for name in ("site.css", "site.rtl.css", "staff.css", "staff.rtl.css", "site.js"):
        assert not re.search(r"GDS|transport|crown", built(name), re.I), name


def test_stylesheets_fetch_nothing_that_is_not_built():
    for name in ("site.css", "staff.css"):
        for address in re.findall(r"url\(([^)]+)\)", built(name)):
            assert (BUILD / address).exists(), address


def test_right_to_left_pages_have_a_mirrored_stylesheet():
    assert "left:0" in built("site.css")
    assert built("site.css") != built("site.rtl.css")


def test_every_text_file_is_there_compressed_for_whitenoise():
    for path in BUILD.iterdir():
        if path.suffix in (".css", ".js", ".svg"):
            assert path.with_name(path.name + ".br").exists()
            assert path.with_name(path.name + ".gz").exists()


def test_the_lock_names_no_registry_and_checks_every_package():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert not any("resolved" in each for each in packages.values())
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())


def test_no_template_switches_escaping_off():
    for path in (ROOT / "portal/templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\|\s*safe\b|autoescape|<style|<script(?! type=\"module\" src)", text)
        assert not re.search(r"\s(style|on[a-z]+)=\"", text), path
