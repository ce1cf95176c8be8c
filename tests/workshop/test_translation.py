"""The languages: nothing forgotten, nothing mismatched, and a pseudo-language to test with."""

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from portal.settings import PSEUDO_LANGUAGE
from portal.translation import catalogues
from portal.translation.__main__ import drift
from portal.translation.pseudo import CODE, pseudo


def test_a_template_behind_the_code_is_noticed(tmp_path, monkeypatch) -> None:
    behind = catalogues.extract()
    behind.delete("Help now")
    behind.add("No page says this")
    monkeypatch.setattr(catalogues, "TEMPLATE", tmp_path / "messages.pot")
    catalogues.write_template(behind, catalogues.TEMPLATE)
    assert drift() == [
        "Not in the template: “Help now”.",
        "No longer said: “No page says this”.",
        "Run bin/translate.",
    ]


def test_the_same_words_give_the_same_bytes(tmp_path) -> None:
    first, second = tmp_path / "first.pot", tmp_path / "second.pot"
    catalogues.write_template(catalogues.extract(), first)
    catalogues.write_template(catalogues.extract(), second)
    assert first.read_bytes() == second.read_bytes()


def test_every_language_keeps_the_placeholders() -> None:
    for path in catalogues.languages():
        assert list(catalogues.mismatches(catalogues.read(path))) == [], path


def test_the_pseudo_language_keeps_the_placeholders_of_every_text() -> None:
    strange = catalogues.make_pseudo(catalogues.extract())
    assert len(catalogues.words_of(strange)) > 100
    assert list(catalogues.mismatches(strange)) == []


def test_the_pseudo_language_is_a_locale_that_dates_and_plurals_work_in() -> None:
    assert Locale.parse(CODE).plural_form(1) == "one"
    assert CODE == PSEUDO_LANGUAGE


@pytest.mark.parametrize(
    ("english", "strange"),
    [
        ("Send it", "⟦Šééñđ îîţ ö⟧"),
        (" %(count)s days\n", " ⟦%(count)s đååýýš⟧\n"),
        ("<b>Ring</b> 999 &amp; wait", "⟦<b>Ŕîîñĝ</b> 999 &amp; ŵååîîţ ö⟧"),
        ("%{count} left", "⟦%{count} ļééƒţ ö⟧"),
        ("999", "⟦999⟧"),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_pseudo_text_is_accented_longer_and_leaves_the_rest_alone(
    english: str, strange: str
) -> None:
    assert pseudo(english) == strange


@given(st.text())
def test_pseudo_text_holds_no_plain_letter_and_is_two_fifths_longer(text: str) -> None:
    words = "".join(char for char in text if char not in "%<>&@:/")
    strange = pseudo(words)
    assert not any(char.isascii() and char.isalpha() for char in strange)
    letters = sum(char.isalpha() for char in words)
    assert sum(char.isalpha() for char in strange) >= letters * 1.4


@pytest.mark.parametrize(
    ("english", "said", "wrong"),
    [
        ("%(name)s rang", "%(name)s hat angerufen", False),
        ("%(name)s rang", "Jemand hat angerufen", True),
        ("%(name)s rang", "%(nome)s ha chiamato", True),
        (("one day", "%(num)s days"), ("dzień", "%(num)s dni"), False),
        (("one day", "%(num)s days"), ("dzień", "%(liczba)s dni"), True),
        ("Later", "", False),
    ],
)
def test_a_mismatched_placeholder_is_found(english, said, wrong: bool) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add(english, said)
    assert bool(list(catalogues.mismatches(catalogue))) is wrong


def test_merging_keeps_what_is_translated_and_adds_what_is_new(tmp_path) -> None:
    path = catalogues.file_of("pl", tmp_path)
    template = Catalog()
    template.add("Send")
    catalogues.merge(template, path, "pl")
    started = catalogues.read(path)
    started["Send"].string = "Wyślij"
    catalogues.write_template(started, path)
    template.add("Stop")
    catalogues.merge(template, path, "pl")
    merged = catalogues.read(path)
    assert merged["Send"].string == "Wyślij"
    assert merged["Stop"].string == ""
    assert merged.num_plurals == 3
