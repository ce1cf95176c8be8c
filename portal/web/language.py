"""The languages a hub offers, which one this request speaks, and text in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from urllib.parse import urlsplit

from babel import Locale
from babel.support import Translations
from flask import Flask, Request, current_app, g, request
from flask_babel import Babel
from markupsafe import Markup, escape

from portal.referral.hub import Hub
from portal.referral.words import Speaker, say, say_count

PSEUDO = "en_150"
COOKIE = "language"
FOLDER = Path(__file__).parents[2] / "translations"

_COUNTED = (
    (
        "characters-under-limit",
        *say_count("You have %(count)s character left", "You have %(count)s characters left"),
    ),
    (
        "characters-over-limit",
        *say_count(
            "You have %(count)s character too many", "You have %(count)s characters too many"
        ),
    ),
    (
        "words-under-limit",
        *say_count("You have %(count)s word left", "You have %(count)s words left"),
    ),
    (
        "words-over-limit",
        *say_count("You have %(count)s word too many", "You have %(count)s words too many"),
    ),
)
_AT_LIMIT = (
    ("characters-at-limit", say("You have no characters left")),
    ("words-at-limit", say("You have no words left")),
)


@dataclass
class Language:
    """One language: how it is named in itself, which way it runs, and its catalogue."""

    code: str
    name: str
    direction: str
    speaker: Speaker
    translations: NullTranslations
    facts: dict[str, str]
    texts: dict[str, Markup] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """The language as HTML and HTTP write it, such as ``en-GB``."""
        return self.code.replace("_", "-")

    def markup(self, text: str) -> Markup:
        """``text`` translated, with the hub's facts in it; kept, because pages repeat it."""
        known = self.texts.get(text)
        if known is None:
            known = Markup(self.translations.gettext(text))  # noqa: S704 - catalogues are ours
            if "%" in known:
                known = known % self.facts
            self.texts[text] = known
        return known


class Languages:
    """What one app offers, its default first."""

    def __init__(self, hub: Hub, folder: Path = FOLDER) -> None:
        self.offered = {code: _load(code, hub, folder) for code in hub.languages}
        self.default = next(iter(self.offered.values()))
        self._tags = {each.tag: each for each in self.offered.values() if each.code != PSEUDO}

    def choose(self, asked: Request) -> Language:
        """The reader's own choice, else what their browser prefers, else the default."""
        if len(self.offered) == 1:
            return self.default
        chosen = self.offered.get(asked.cookies.get(COOKIE, ""))
        if chosen is not None:
            return chosen
        tag = asked.accept_languages.best_match(self._tags, self.default.tag)
        return self._tags.get(tag or "", self.default)

    def speaker(self, code: str) -> Speaker:
        """Whoever speaks the language ``code``; the default's speaker when it is not offered."""
        return self.offered.get(code, self.default).speaker


def _load(code: str, hub: Hub, folder: Path) -> Language:
    locale = Locale.parse(code)
    translations: NullTranslations = Translations.load(folder, [code])
    right_to_left = code == PSEUDO or locale.character_order == "right-to-left"
    facts = _apart(hub.facts) if right_to_left else hub.facts
    return Language(
        code=code,
        name="Pseudo" if code == PSEUDO else (locale.get_language_name(code) or code).capitalize(),
        direction="rtl" if right_to_left else "ltr",
        speaker=Speaker(code, translations, hub.timezone, facts),
        translations=translations,
        facts=facts,
    )


def _apart(facts: dict[str, str]) -> dict[str, str]:
    """Facts for text that runs from right to left: a phone number keeps its groups in order."""
    names = ("hub_phone", "hub_email")
    return {**facts, **{name: f"\u2066{facts[name]}\u2069" for name in names}}


def set_up_language(app: Flask, hub: Hub, folder: Path = FOLDER) -> None:
    """Give ``app`` the hub's languages, and its templates ``_``, ``ngettext`` and ``language``."""
    languages = Languages(hub, folder)
    app.extensions["portal_languages"] = languages
    app.config.setdefault("BABEL_DEFAULT_LOCALE", languages.default.code)
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(folder))
    Babel(app, locale_selector=lambda: current_language().code, default_timezone=hub.timezone)
    environment = app.jinja_env
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(
        _=template_text,
        gettext=template_text,
        ngettext=template_count,
        language=current_language,
        count_texts=count_texts,
    )


def current_language() -> Language:
    """The language of this request; outside a request, the default."""
    known: Language | None = g.get("language")
    if known is None:
        languages: Languages = current_app.extensions["portal_languages"]
        known = languages.choose(request) if request else languages.default
        g.language = known
    return known


def offered_languages() -> Iterable[Language]:
    """Every language this app offers, its default first."""
    languages: Languages = current_app.extensions["portal_languages"]
    return languages.offered.values()


def t(text: str, **values: object) -> str:
    """``text`` as plain text in the current language; ``%(name)s`` is filled from ``values``
    and from the hub's facts."""
    return current_language().speaker(text, **values)


def template_text(text: str, **values: object) -> Markup:
    """What ``_`` and ``{% trans %}`` give in templates: the values in it are escaped."""
    language = current_language()
    if not values:
        return language.markup(text)
    translated = Markup(language.translations.gettext(text))  # noqa: S704 - catalogues are ours
    return translated % {**language.facts, **values}


def template_count(one: str, many: str, num: int, **values: object) -> Markup:
    """What ``ngettext`` gives in templates; ``%(num)s`` is the number."""
    language = current_language()
    translated = Markup(language.translations.ngettext(one, many, num))  # noqa: S704
    return translated % {**language.facts, "num": num, **values}


def count_texts() -> Markup:
    """What the character count says, as data attributes: a text for each plural form there is."""
    language = current_language()
    known = language.texts.get("\0count")
    if known is None:
        known = language.texts["\0count"] = _count_texts(language)
    return known


def _count_texts(language: Language) -> Markup:
    rule = language.speaker.locale.plural_form
    samples: dict[str, int] = {}
    for number in range(1000):
        samples.setdefault(rule(number), number)
    said = Markup("")
    for key, one, many in _COUNTED:
        for form in dict.fromkeys([*samples, "other"]):
            text = language.translations.ngettext(one, many, samples.get(form, 2))
            text %= {"count": "%{count}"}
            said += Markup(' data-i18n.{}.{}="{}"').format(key, form, escape(text))
    for key, text in _AT_LIMIT:
        said += Markup(' data-i18n.{}="{}"').format(key, language.translations.gettext(text))
    return said


def safe_next(target: str | None) -> str:
    """``target`` if it is a path on this site, else the start page."""
    if not target or not target.startswith("/") or not target.isprintable():
        return "/"
    if target.startswith(("//", "/\\")) or urlsplit(target).netloc:
        return "/"
    return target
